"""Coroutines started by widgets: kept alive, ended with their owner, their errors told in one place."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, TypeVar

from PySide6.QtCore import QObject

_Owner = TypeVar("_Owner", bound=QObject)
_Work = Coroutine[Any, Any, None]

#: Every running task and whose it is.  The loop itself keeps only weak references.
_running: dict[asyncio.Task[None], QObject] = {}


def start(owner: QObject, work: _Work, name: str) -> asyncio.Task[None]:
    """Runs ``work`` until it ends or :func:`cancel_tasks` ends it; an error goes to the loop's exception handler."""
    task = asyncio.get_running_loop().create_task(work, name=f"{type(owner).__name__}.{name}")
    _running[task] = owner
    task.add_done_callback(_done)
    return task


def _done(task: asyncio.Task[None]) -> None:
    del _running[task]
    if task.cancelled():
        return
    error = task.exception()
    if error is not None:
        context = {"message": f"{task.get_name()} failed", "exception": error, "task": task}
        task.get_loop().call_exception_handler(context)


def task_slot(method: Callable[[_Owner], _Work]) -> Callable[..., None]:
    """Makes a Qt slot of a coroutine method.  While it runs, further signals are ignored (two clicks are one order)."""

    @functools.wraps(method)
    def slot(self: _Owner, *_signal_arguments: object) -> None:
        name = f"{type(self).__name__}.{method.__name__}"
        mine = (task for task, owner in _running.items() if owner is self and task.get_name() == name)
        if all(task.cancelling() for task in mine):
            start(self, method(self), method.__name__)

    return slot


def cancel_tasks(owner: QObject) -> None:
    """Ends what ``owner`` started: to be called before its widgets go."""
    for task in [task for task, whose in _running.items() if whose is owner and not task.cancelling()]:
        task.cancel()


async def end_below(root: QObject) -> None:
    """Ends what ``root`` and its children started, and waits for it: then they may be deleted."""
    await _end([task for task, owner in _running.items() if _is_below(owner, root)])


async def end_all() -> None:
    """Ends every task of every owner and waits for them: part of quitting."""
    await _end(list(_running))


def _is_below(owner: QObject | None, root: QObject) -> bool:
    while owner is not None and owner is not root:
        owner = owner.parent()
    return owner is root


async def _end(tasks: Sequence[asyncio.Task[None]]) -> None:
    for task in tasks:
        if not task.cancelling():  # a second cancel would break off its tidying up
            task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
