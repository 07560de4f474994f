"""The terminal's commands: the same services as the window's.

Exit code 0 is success, 1 a Problem (its code and what to do on standard error; one JSON object there with ``--json``),
2 bad usage.  Results go to standard output.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import signal
import struct
import sys
import zlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication

from vmgui import __version__, joined, translation
from vmgui.cli_import import add_import_commands
from vmgui.errors import Problem
from vmgui.joined import Office
from vmgui.model.office import Guest, HostState
from vmgui.problems import wording
from vmgui.services.power import Outcome
from vmgui.services.screens import read_picture, screen_text

Command = Callable[[Office, argparse.Namespace], Awaitable[int]]


def tr(text: str) -> str:
    """A sentence of the terminal in the user's language (lupdate finds ``tr`` outside a class without a context)."""
    return QCoreApplication.translate("", text)


# -- the words -------------------------------------------------------------------------------------------------------


def parse(words: Sequence[str]) -> argparse.Namespace:
    """The order the user gives; ends the process with 2 when there is no such order."""
    parser = argparse.ArgumentParser(prog="vmgui", description="Desktop VM manager for small offices.")
    parser.add_argument("--version", action="version", version=f"vmgui {__version__}")
    parser.add_argument("--hidden", action="store_true", help="start in the tray")
    parser.set_defaults(command=None, files=[])
    if words and words[0] not in _commands() and not words[0].startswith("-"):
        # Files handed to the window, as a file manager does.
        parser.add_argument("files", nargs="*")
        return parser.parse_args(words)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for name, add in _commands().items():
        add(commands, name)
    return parser.parse_args(words)


def _commands() -> dict[str, Callable[[Any, str], None]]:
    table: dict[str, Callable[[Any, str], None]] = {
        "hosts": _add_hosts,
        "guests": _add_guests,
        "start": _add_power("start a guest", _start),
        "shutdown": _add_shutdown,
        "forceoff": _add_power("switch a guest off at once, as by pulling the plug", _force_off),
        "screenshot": _add_screenshot,
        "screen-text": _add_power("what stands on a text-mode screen", _screen_text),
    }
    return table | add_import_commands()


def _add(commands: Any, name: str, text: str, command: Command, *, guest: bool = False) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
    if guest:
        parser.add_argument("guest", metavar="GUEST", help="name or UUID")
    parser.add_argument("--host", metavar="URI", help="the host (default: all, or this computer)")
    parser.add_argument("--json", action="store_true", help="JSON for scripts")
    parser.set_defaults(command=command)
    return parser


def _add_hosts(commands: Any, name: str) -> None:
    _add(commands, name, "list the hosts", _hosts)


def _add_guests(commands: Any, name: str) -> None:
    _add(commands, name, "list the guests", _guests)


def _add_power(text: str, command: Command) -> Callable[[Any, str], None]:
    def add(commands: Any, name: str) -> None:
        _add(commands, name, text, command, guest=True)

    return add


def _add_shutdown(commands: Any, name: str) -> None:
    parser = _add(commands, name, "ask a guest to shut down and watch it", _shut_down, guest=True)
    parser.add_argument("--wait", metavar="SECONDS", type=float, default=60.0, help="how long to watch (default 60)")


def _add_screenshot(commands: Any, name: str) -> None:
    parser = _add(commands, name, "save a picture of a guest's screen", _screenshot, guest=True)
    parser.add_argument("file", metavar="FILE.png")


# -- running ---------------------------------------------------------------------------------------------------------


def run(order: argparse.Namespace) -> int:
    """Carries an order out; the exit code."""
    app = QCoreApplication(["vmgui"])
    app.setApplicationName("vmgui")
    translators = translation.install(app)
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    try:
        return asyncio.run(_run(order))
    except Problem as problem:
        tell(problem, as_json=order.json)
        return 1
    except KeyboardInterrupt:
        return 130
    finally:
        del translators


async def _run(order: argparse.Namespace) -> int:
    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    office = joined.office(_Memory(order.host) if order.host else None)
    office.hosts.start()
    try:
        command: Command = order.command
        return await command(office, order)
    except asyncio.CancelledError:
        return 143
    finally:
        await office.jobs.close()
        await office.hosts.close()


class _Memory:
    """The one host named on the command line; nothing is remembered."""

    def __init__(self, uri: str) -> None:
        self._uri = uri

    def load(self) -> Sequence[str]:
        return [self._uri]

    def store(self, uris: Sequence[str]) -> None:
        """A command does not change the user's list."""


def tell(problem: Problem, *, as_json: bool) -> None:
    """Writes a Problem to standard error."""
    words = wording(problem)
    if as_json:
        facts = {"code": problem.code, **asdict(words), "facts": problem.facts}
        print(json.dumps(facts, ensure_ascii=False), file=sys.stderr)
        return
    print(f"{words.headline} [{problem.code}]\n{words.cause}\n{words.remedy}", file=sys.stderr)


# -- hosts and guests ------------------------------------------------------------------------------------------------


async def _settle(office: Office) -> None:
    """Waits until every host is online or known not to be; one that hangs does not hide the others."""
    for host in office.hosts.hosts:
        try:
            await office.hosts.settled(host.uri)
        except Problem as problem:
            if len(office.hosts.hosts) == 1:
                raise
            print(f"{host.uri}: {wording(problem).headline}", file=sys.stderr)


async def _hosts(office: Office, order: argparse.Namespace) -> int:
    for host in office.hosts.hosts:
        try:
            await office.hosts.settled(host.uri)
        except Problem:
            continue  # its state says it
    rows = []
    for host in office.hosts.hosts:
        facts = asdict(host.facts) if host.facts else None
        rows.append({"uri": host.uri, "state": str(host.state), "facts": facts, "problem": host.problem or None})
    if order.json:
        print(json.dumps(rows))
        return 0
    for host in office.hosts.hosts:
        name = host.facts.hostname if host.facts else ""
        print(f"{host.uri}\t{host.state}\t{name}{host.problem if host.state is HostState.OFFLINE else ''}")
    return 0


async def _guests(office: Office, order: argparse.Namespace) -> int:
    await _settle(office)
    guests = sorted(office.hosts.guests(), key=lambda guest: (guest.host, guest.name))
    if order.json:
        print(json.dumps([{**asdict(guest), "state": str(guest.state)} for guest in guests]))
        return 0
    for guest in guests:
        print(f"{guest.name}\t{guest.state}\t{guest.host}")
    return 0


async def find_guest(office: Office, order: argparse.Namespace) -> Guest:
    """The guest that is meant by name or UUID."""
    await _settle(office)
    found = [guest for guest in office.hosts.guests() if order.guest in (guest.name, guest.uuid)]
    if not found:
        raise Problem("guest.not-known", name=order.guest)
    if len(found) > 1:
        raise Problem("guest.not-unique", name=order.guest)
    return found[0]


def _done(order: argparse.Namespace, guest: Guest, said: str, **facts: object) -> int:
    print(json.dumps({"guest": guest.name, "uuid": guest.uuid, **facts}) if order.json else f"{guest.name}: {said}")
    return 0


async def _start(office: Office, order: argparse.Namespace) -> int:
    guest = await find_guest(office, order)
    await office.power.start(guest.key)
    return _done(order, guest, tr("started"), state="running")


async def _force_off(office: Office, order: argparse.Namespace) -> int:
    guest = await find_guest(office, order)
    await office.power.force_off(guest.key)
    return _done(order, guest, tr("switched off"), state="off")


async def _shut_down(office: Office, order: argparse.Namespace) -> int:
    guest = await find_guest(office, order)
    if await office.power.shut_down(guest.key, order.wait) is Outcome.DEAF:
        raise Problem("guest.deaf", name=guest.name, seconds=int(order.wait))
    return _done(order, guest, tr("has shut down"), state="off")


async def _screenshot(office: Office, order: argparse.Namespace) -> int:
    guest = await find_guest(office, order)
    pixels = read_picture(await office.hosts.link(guest.host).screenshot(guest.uuid))
    height, width = pixels.shape[:2]
    try:
        Path(order.file).write_bytes(_png(width, height, pixels.tobytes()))
    except OSError as error:
        raise Problem("file.not-written", path=order.file, detail=error.strerror or str(error)) from error
    return _done(order, guest, order.file, file=order.file, width=width, height=height)


def _png(width: int, height: int, rgb: bytes) -> bytes:
    """A PNG file of 8-bit RGB rows (PNG specification, parts 5 and 11)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + rgb[row * width * 3 : (row + 1) * width * 3] for row in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


async def _screen_text(office: Office, order: argparse.Namespace) -> int:
    guest = await find_guest(office, order)
    lines = await screen_text(office.hosts.link(guest.host), guest.uuid)
    print(json.dumps(lines) if order.json else "\n".join(lines))
    return 0
