"""One event loop a test, offscreen, and an office on libvirt's own test driver."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Coroutine, Iterator, Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
import qasync
from PySide6.QtWidgets import QApplication

from tests.ui.office import Office, office_host
from vmgui.backends.libvirt_host import LibvirtHost
from vmgui.services.hosts import Hosts
from vmgui.ui import tasks

Run = Callable[..., Any]


@pytest.fixture
def aio(qapp: QApplication) -> Iterator[Run]:
    """``run(coroutine)``: fails on tasks left over and on errors nobody caught."""
    qapp.setQuitOnLastWindowClosed(False)  # as the program does
    loop = qasync.QEventLoop(qapp)
    asyncio.set_event_loop(loop)
    errors: list[object] = []
    loop.set_exception_handler(lambda _loop, context: errors.append(context.get("exception") or context["message"]))

    def run(work: Coroutine[Any, Any, Any], seconds: float = 20) -> Any:
        return loop.run_until_complete(asyncio.wait_for(work, seconds))

    yield run
    run(tasks.end_all())
    left = asyncio.all_tasks(loop)
    for task in left:
        task.cancel()
    if left:
        loop.run_until_complete(asyncio.wait(left, timeout=2))
    loop.close()
    asyncio.set_event_loop(None)
    assert not left, f"tasks left: {left}"
    assert not errors, errors


async def until(holds: Callable[[], object]) -> None:
    """Lets the loop run until ``holds``; the fixture's own limit ends a wait that never comes true."""
    while not holds():
        await asyncio.sleep(0.01)


class ForgetfulMemory:
    """A list of hosts that is not stored."""

    def __init__(self, uris: Sequence[str] = ()) -> None:
        self.uris: Sequence[str] | None = uris

    def load(self) -> Sequence[str] | None:
        return self.uris

    def store(self, uris: Sequence[str]) -> None:
        self.uris = uris


@pytest.fixture
def office(aio: Run, tmp_path: Path) -> Iterator[Office]:
    """A window on one host of libvirt's own test driver, which has one running guest named ``test``."""

    async def begin() -> Office:
        hosts = Hosts(LibvirtHost, ForgetfulMemory([office_host(tmp_path)]))
        hosts.start()
        office = Office(hosts, tmp_path)
        await hosts.settled(office.uri)
        await until(office.window.model.guests)
        return office

    async def end() -> None:
        await tasks.end_all()
        await office.hosts.close()

    office = aio(begin())
    yield office
    aio(end())
    office.window.quitting = True
    office.window.close()
    office.window.deleteLater()
