"""Jobs as folders below the state folder: ``plan.json``, ``journal`` (JSON lines), ``edits.json.gz``, ``lock``.

Everything here touches the disk and so runs on a lane, never on the loop.
"""

from __future__ import annotations

import fcntl
import gzip
import os
import shutil
import struct
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
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

#: Packed: ntfs-3g empties a volume's log when it writes, which may be 64 MiB of before-image.
_EDITS = "edits.json.gz"
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
            line = records.dump(replace(entry, when=f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"))
            with (self._root / job / "journal").open("a", encoding="utf-8") as file:
                if file.tell() and not _ends_whole(Path(file.name)):
                    file.write("\n")
                file.write(line + "\n")
                file.flush()
                os.fsync(file.fileno())

        await self._do(write)

    async def edits(self, job: str) -> Sequence[PatchBytes] | None:
        def read() -> Sequence[PatchBytes] | None:
            path = self._root / job / _EDITS
            return records.load(gzip.decompress(path.read_bytes()).decode(), _Edits).edits if path.exists() else None

        return await self._do(read)

    async def keep_edits(self, job: str, edits: Sequence[PatchBytes]) -> None:
        def write() -> None:
            text = records.dump(_Edits(tuple(edits)))
            write_whole(self._root / job / _EDITS, gzip.compress(text.encode(), compresslevel=1))

        await self._do(write)

    @asynccontextmanager
    async def hold(self, job: str) -> AsyncIterator[None]:
        handle = await self._do(
            lambda: os.open(self._root / job / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        )
        try:
            try:
                fcntl.fcntl(handle, fcntl.F_OFD_SETLK, _flock(fcntl.F_WRLCK))
            except (BlockingIOError, PermissionError):
                raise Problem("job.busy") from None
            yield
        finally:
            os.close(handle)

    async def held(self, job: str) -> bool:
        def ask() -> bool:
            """Without taking the lock: a question must not be in the way of who wants to hold it."""
            try:
                with (self._root / job / "lock").open("rb") as file:
                    answer = fcntl.fcntl(file, fcntl.F_OFD_GETLK, _flock(fcntl.F_WRLCK))
            except FileNotFoundError:
                return False
            return bool(struct.unpack_from("h", answer)[0] != fcntl.F_UNLCK)

        return await self._do(ask)

    async def remove(self, job: str) -> None:
        await self._do(lambda: shutil.rmtree(self._root / job))


def _flock(kind: int) -> bytes:
    """``struct flock`` over a whole file (fcntl(2)); the lock belongs to the open file and ends with it."""
    return struct.pack("hhqqi4x", kind, os.SEEK_SET, 0, 0, 0)


def _ends_whole(path: Path) -> bool:
    """Whether the journal's last line was written to its end."""
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"
