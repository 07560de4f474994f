"""The office's hosts and guests, live.

One task a host: it opens the line, lists the guests once, and from then on follows the host's own events; nothing is
polled.  A host that hangs holds up only its own task.  When a line is lost the guests stay, with their host OFFLINE,
and the task opens the line again: after 2, 4, 8 ... 60 seconds, or at once when asked.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Protocol
from urllib.parse import parse_qs, urlsplit

from vmgui.errors import Problem
from vmgui.model.office import LOCAL_URI, Guest, GuestKey, Host, HostState
from vmgui.services.outside import HostLink

log = logging.getLogger(__name__)

_FIRST_WAIT, _LONGEST_WAIT = 2.0, 60.0
#: Hypervisor drivers of libvirt that have guests we can show.
_DRIVERS = ("qemu", "test")


class Memory(Protocol):
    """Where the list of hosts is kept."""

    def load(self) -> Sequence[str] | None: ...

    def store(self, uris: Sequence[str]) -> None: ...


class Watcher(Protocol):
    """Told of every difference, on the loop."""

    def put_host(self, host: Host) -> None: ...

    def drop_host(self, uri: str) -> None: ...

    def put_guest(self, guest: Guest) -> None: ...

    def drop_guest(self, key: GuestKey) -> None: ...


@dataclass(slots=True, eq=False)
class _Line:
    """One host with its link, its guests, and the task that keeps it."""

    host: Host
    link: HostLink
    guests: dict[str, Guest] = field(default_factory=dict)
    stale: dict[str, None] = field(default_factory=dict)  # UUIDs to ask again, in order
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    lost: Problem | None = None
    task: asyncio.Task[None] | None = None


class Hosts:
    """All hosts of the office.  ``link`` makes the line to a URI."""

    def __init__(self, link: Callable[[str], HostLink], memory: Memory) -> None:
        self._make_link = link
        self._memory = memory
        self._lines: dict[str, _Line] = {}
        self._watchers: list[Watcher] = []

    # -- what is there -------------------------------------------------------------------------------------------

    @property
    def hosts(self) -> tuple[Host, ...]:
        return tuple(line.host for line in self._lines.values())

    def host(self, uri: str) -> Host | None:
        line = self._lines.get(uri)
        return line.host if line else None

    def guests(self, uri: str | None = None) -> tuple[Guest, ...]:
        """The guests of one host, or of all."""
        return tuple(guest for key, line in self._lines.items() if uri in (None, key) for guest in line.guests.values())

    def guest(self, key: GuestKey) -> Guest | None:
        line = self._lines.get(key.host)
        return line.guests.get(key.uuid) if line else None

    def link(self, uri: str) -> HostLink:
        """The line to a host; Problem when the office has no such host."""
        line = self._lines.get(uri)
        if line is None:
            raise Problem("host.not-known", host=uri)
        return line.link

    def watch(self, watcher: Watcher) -> None:
        """Tells ``watcher`` all that is there now and every difference from now on."""
        for line in self._lines.values():
            watcher.put_host(line.host)
            for guest in line.guests.values():
                watcher.put_guest(guest)
        self._watchers.append(watcher)

    def unwatch(self, watcher: Watcher) -> None:
        self._watchers.remove(watcher)

    # -- the list ------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Begins with the remembered hosts; with the local one when nothing is remembered."""
        remembered = self._memory.load()
        for uri in [LOCAL_URI] if remembered is None else remembered:
            self._begin(uri)

    def add(self, uri: str) -> Host:
        """Adds a host and begins to connect; Problem when the address makes no sense or is there already."""
        uri = uri.strip()
        check_uri(uri)
        if uri in self._lines:
            raise Problem("host.known", host=uri)
        self._memory.store([*self._lines, uri])
        return self._begin(uri)

    async def remove(self, uri: str) -> None:
        """Forgets a host; its guests go on."""
        line = self._lines.get(uri)
        if line is None:
            return
        self._memory.store([other for other in self._lines if other != uri])
        del self._lines[uri]
        for watcher in tuple(self._watchers):
            watcher.drop_host(uri)
        await self._end(line)

    def reconnect(self, uri: str) -> None:
        """Tries again now instead of at the end of the wait."""
        if (line := self._lines.get(uri)) is not None:
            line.wake.set()

    async def close(self) -> None:
        """Lets every line go."""
        await asyncio.gather(*(self._end(line) for line in self._lines.values()))

    async def settled(self, uri: str) -> Host:
        """Waits until the host is online or known not to be; raises its Problem then."""
        while (host := self.host(uri)) is not None and host.state is HostState.CONNECTING:
            await asyncio.sleep(0.02)
        if host is None:
            raise Problem("host.not-known", host=uri)
        if host.state is HostState.OFFLINE:
            raise Problem(host.problem, **dict(host.problem_facts))
        return host

    # -- one line ------------------------------------------------------------------------------------------------

    def _begin(self, uri: str) -> Host:
        line = _Line(Host(uri, host_name(uri)), self._make_link(uri))
        self._lines[uri] = line
        self._tell_host(line)
        line.task = asyncio.create_task(self._keep(line), name=f"host {uri}")
        return line.host

    async def _end(self, line: _Line) -> None:
        if line.task is not None:
            line.task.cancel()
            with suppress(asyncio.CancelledError):
                await line.task
        await line.link.close()

    async def _keep(self, line: _Line) -> None:
        wait = _FIRST_WAIT
        while True:
            try:
                await self._follow(line)
            except Problem as problem:
                if line.host.state is HostState.ONLINE:
                    wait = _FIRST_WAIT
                self._offline(line, problem)
            line.wake.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(wait):
                    await line.wake.wait()
            wait = min(wait * 2, _LONGEST_WAIT)

    async def _follow(self, line: _Line) -> None:
        """Opens the line and follows its events; ends only by a Problem."""
        line.lost = None
        line.stale.clear()
        line.wake.clear()

        def changed(uuid: str) -> None:
            line.stale[uuid] = None
            line.wake.set()

        def lost(error: Exception) -> None:
            line.lost = (
                error if isinstance(error, Problem) else Problem("host.lost", host=line.host.uri, detail=str(error))
            )
            line.wake.set()

        facts = await line.link.open(changed, lost)
        found = {guest.uuid: guest for guest in await line.link.guests()}
        line.host = replace(line.host, state=HostState.ONLINE, facts=facts, problem="", problem_facts=())
        self._tell_host(line)
        for uuid in [uuid for uuid in line.guests if uuid not in found]:
            self._drop(line, uuid)
        for guest in found.values():
            self._put(line, guest)
        while line.lost is None:
            await line.wake.wait()
            line.wake.clear()
            await self._refresh(line)
        raise line.lost

    async def _refresh(self, line: _Line) -> None:
        """Asks for every guest of which something changed; many events of one guest are one question."""
        while line.stale and line.lost is None:
            uuid = next(iter(line.stale))
            del line.stale[uuid]
            guest = await line.link.guest(uuid)
            if guest is None:
                self._drop(line, uuid)
            else:
                self._put(line, guest)

    def _offline(self, line: _Line, problem: Problem) -> None:
        log.info("%s: %s", line.host.uri, problem)
        line.host = replace(
            line.host, state=HostState.OFFLINE, problem=problem.code, problem_facts=tuple(problem.facts.items())
        )
        self._tell_host(line)

    def _tell_host(self, line: _Line) -> None:
        for watcher in tuple(self._watchers):
            watcher.put_host(line.host)

    def _put(self, line: _Line, guest: Guest) -> None:
        if line.guests.get(guest.uuid) == guest:
            return
        line.guests[guest.uuid] = guest
        for watcher in tuple(self._watchers):
            watcher.put_guest(guest)

    def _drop(self, line: _Line, uuid: str) -> None:
        guest = line.guests.pop(uuid, None)
        if guest is not None:
            for watcher in tuple(self._watchers):
                watcher.drop_guest(guest.key)


def host_name(uri: str) -> str:
    """What a host is called until it says its own name; empty for this computer."""
    return urlsplit(uri).hostname or ""


def check_uri(uri: str) -> None:
    """Problem when a host's address cannot be one, or would switch a check off."""
    try:
        parts = urlsplit(uri)
        options = parse_qs(parts.query)
        parts.port  # noqa: B018 - raises when it is no number
    except ValueError as error:
        raise Problem("host.bad-address", host=uri) from error
    if parts.scheme.split("+")[0] not in _DRIVERS or not parts.path.strip("/"):
        raise Problem("host.bad-address", host=uri)
    if "no_verify" in options:
        raise Problem("host.unchecked", host=uri)
    if parts.password is not None:
        raise Problem("host.password-in-address")
