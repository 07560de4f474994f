"""Daemon threads that run blocking calls, so that nothing blocking ever runs on the event loop's thread.

A lane is one thread or a few over one queue.  A call that is cancelled while queued is skipped; one that is stuck
is abandoned: its thread is a daemon, so quitting never waits for it (an executor's threads are joined at exit).
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")

_Job = tuple[asyncio.Future[object], Callable[[], object]]


class Lane:
    """``workers`` daemon threads over one queue; made on the loop that will await the calls."""

    def __init__(self, name: str, workers: int = 1) -> None:
        self._loop = asyncio.get_running_loop()
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._workers = workers
        for number in range(workers):
            threading.Thread(target=self._work, daemon=True, name=f"{name}-{number}").start()

    async def call(self, function: Callable[[], T], deadline: float) -> T:
        """Runs ``function`` on the lane; TimeoutError after ``deadline`` seconds (the call itself goes on)."""
        future: asyncio.Future[object] = self._loop.create_future()
        self._jobs.put((future, function))
        async with asyncio.timeout(deadline):
            return await future  # type: ignore[return-value]

    def close(self) -> None:
        """Lets the threads end after what they are doing."""
        for _ in range(self._workers):
            self._jobs.put(None)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            future, function = job
            if future.cancelled():
                continue
            try:
                value = function()
            except BaseException as error:  # noqa: BLE001 - whatever it is, it belongs to the caller, not to this thread
                self._post(future, future.set_exception, error)
            else:
                self._post(future, future.set_result, value)
            del job, future, function  # an idle thread must not keep the last call's objects alive

    def _post(self, future: asyncio.Future[object], settle: Callable[..., None], value: object) -> None:
        def deliver() -> None:
            if not future.done():
                settle(value)

        with suppress(RuntimeError):  # the loop is closed: nobody waits for this any more
            self._loop.call_soon_threadsafe(deliver)


async def aside(name: str, function: Callable[[], T], deadline: float) -> T:
    """Runs one blocking ``function`` on a thread of its own; TimeoutError after ``deadline`` seconds."""
    lane = Lane(name)
    try:
        return await lane.call(function, deadline)
    finally:
        lane.close()
