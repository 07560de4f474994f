"""Old disks looked at in a confined child, so that no image can take the program with it."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import vmgui
from vmgui.backends import records, tools
from vmgui.backends.lanes import aside
from vmgui.backends.sources import Source, open_source
from vmgui.errors import Problem
from vmgui.legacy.plan import SourceIdentity
from vmgui.legacy.report import DiskReport

#: Reading a report takes seconds; a failing disk takes its time for each bad sector.
DEADLINE = 180.0
T = TypeVar("T")

_CHECKOUT = Path(vmgui.__file__).resolve().parent.parent


class OldDisks:
    """:class:`vmgui.services.outside.Disks` on this machine's files and devices."""

    def __init__(self, deadline: float = DEADLINE) -> None:
        self._deadline = deadline

    async def look(self, source: str) -> DiskReport:
        """Reads a source in a child.  Problem ``source.*`` when it is no disk, or when the child did not come back."""
        opened = await self._aside(source, lambda: open_source(source))
        with opened:
            return await self._inspect(opened)

    async def identity(self, source: str) -> SourceIdentity:
        """What must still be true of the source later.  The same Problems as ``look``."""

        def identify() -> SourceIdentity:
            with open_source(source) as opened:
                return opened.identity()

        return await self._aside(source, identify)

    async def _aside(self, source: str, function: Callable[[], T]) -> T:
        """Opening may wait for a network or for a disk that spins up."""
        try:
            return await aside("source", function, self._deadline)
        except TimeoutError:
            raise Problem("source.reader-slow", path=source, seconds=round(self._deadline)) from None

    async def _inspect(self, source: Source) -> DiskReport:
        # -P: what stands in the current folder is never imported; the checkout is found all the same.
        code = f"import sys; sys.path.insert(0, {str(_CHECKOUT)!r}); from vmgui.backends.inspector import main; main(sys.argv[1])"
        child = await tools.start(sys.executable, "-P", "-c", code, source.path, stdin=source.descriptor)
        try:
            output, errors = await asyncio.wait_for(child.communicate(), self._deadline)
        except TimeoutError:
            raise Problem("source.reader-slow", path=source.path, seconds=round(self._deadline)) from None
        finally:
            await tools.stop(child)
        if child.returncode != 0:
            reason = _reason(child.returncode or 0, errors.decode(errors="replace"))
            raise Problem("source.reader-failed", path=source.path, reason=reason)
        return _answer(source.path, output)


def _reason(code: int, errors: str) -> str:
    """The signal that ended the child, or the last line it said."""
    if code < 0:
        return signal.Signals(-code).name
    return errors.strip().rpartition("\n")[2][:200] or str(code)


def _answer(path: str, output: bytes) -> DiskReport:
    try:
        answer = json.loads(output)
        if "problem" in answer:
            code, facts = answer["problem"]
            raise Problem(code, **facts)
        return records.load(json.dumps(answer["report"]), DiskReport)
    except (ValueError, KeyError, TypeError) as error:
        raise Problem("source.reader-failed", path=path, reason=str(error)[:200]) from error
