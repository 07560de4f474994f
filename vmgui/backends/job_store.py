"""Jobs as folders below the state folder: ``plan.json``, ``journal`` (JSON lines), ``edits.json``, ``lock``.

Everything here touches the disk and so runs on a lane, never on the loop.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from vmgui.backends import records
from vmgui.backends.lanes import Lane
from vmgui.backends.settings import write_whole
from vmgui.errors import Problem
from vmgui.legacy.plan import ImportPlan
from vmgui.legacy.report import PatchBytes
from vmgui.model.journal import Entry
from vmgui.paths import state_dir

T = TypeVar("T")

#: Seconds a small file may take; a disk that needs longer is as good as gone.
_DEADLINE = 60.0


@dataclass(frozen=True, slots=True)
class _Edits:
    edits: tuple[PatchBytes, ...]


class JobFolders:
    """Fulfils :class:`vmgui.services.jobs.JobStore`."""

    def __init__(self) -> None:
        self._lane = Lane("jobs")

    @property
    def _root(self) -> Path:
        return state_dir() / "jobs"

    async def _do(self, function: Callable[[], T]) -> T:
        try:
            return await self._lane.call(function, _DEADLINE)
        except (OSError, TimeoutError, ValueError) as error:
            raise Problem("job.not-kept", path=str(self._root), detail=str(error)) from error

    async def create(self, plan: ImportPlan) -> str:
        job = f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{uuid4().hex[:6]}"
        await self._do(lambda: write_whole(self._root / job / "plan.json", records.dump(plan)))
        return job

    async def ids(self) -> Sequence[str]:
        def read() -> list[str]:
            return sorted(plan.parent.name for plan in self._root.glob("*/plan.json"))

        return await self._do(read)

    async def plan(self, job: str) -> ImportPlan:
        def read() -> ImportPlan:
            return records.load((self._root / job / "plan.json").read_text(encoding="utf-8"), ImportPlan)

        return await self._do(read)

    async def journal(self, job: str) -> Sequence[Entry]:
        def read() -> list[Entry]:
            path = self._root / job / "journal"
            lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
            entries = []
            for line in lines:
                with suppress(ValueError):  # the last line may be cut by a kill
                    entries.append(records.load(line, Entry))
            return entries

        return await self._do(read)

    async def note(self, job: str, entry: Entry) -> None:
        def write() -> None:
            with (self._root / job / "journal").open("a", encoding="utf-8") as file:
                if file.tell() and not _ends_whole(Path(file.name)):
                    file.write("\n")
                file.write(records.dump(entry) + "\n")
                file.flush()
                os.fsync(file.fileno())

        await self._do(write)

    async def edits(self, job: str) -> Sequence[PatchBytes] | None:
        def read() -> Sequence[PatchBytes] | None:
            path = self._root / job / "edits.json"
            return records.load(path.read_text(encoding="utf-8"), _Edits).edits if path.exists() else None

        return await self._do(read)

    async def keep_edits(self, job: str, edits: Sequence[PatchBytes]) -> None:
        await self._do(lambda: write_whole(self._root / job / "edits.json", records.dump(_Edits(tuple(edits)))))

    @asynccontextmanager
    async def hold(self, job: str) -> AsyncIterator[None]:
        handle = await self._do(lambda: os.open(self._root / job / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Problem("job.busy") from None
            yield
        finally:
            os.close(handle)

    async def held(self, job: str) -> bool:
        try:
            async with self.hold(job):
                return False
        except Problem as problem:
            if problem.code == "job.busy":
                return True
            raise

    async def remove(self, job: str) -> None:
        await self._do(lambda: shutil.rmtree(self._root / job))


def _ends_whole(path: Path) -> bool:
    """Whether the journal's last line was written to its end."""
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"
