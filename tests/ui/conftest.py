"""One event loop a test, offscreen, and an office on libvirt's own test driver."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Coroutine, Iterator, Sequence
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
import qasync
from PySide6.QtWidgets import QApplication

from vmgui.ui import tasks

Run = Callable[..., Any]


@pytest.fixture
def aio(qapp: QApplication) -> Iterator[Run]:
    """``run(coroutine)``: fails on tasks left over and on errors nobody caught."""
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
