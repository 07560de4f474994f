"""New disk images, made and filled with QEMU's tools.  Formats are always said, never guessed.

The copy goes chunk by chunk through ``qemu-img convert``: each chunk is a window of the source laid on the same window
of the new image, so a copy that was killed goes on after its last whole chunk.  Zeros are not written.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from pathlib import Path

from vmgui.backends import editing
from vmgui.backends.tools import failure, run, start, stop
from vmgui.errors import Problem
from vmgui.legacy.report import SECTOR, PatchBytes, Repair

#: Bytes of one chunk: what is copied again at most after a kill.
CHUNK = 128 << 20


def _window(path: str, form: str, offset: int, size: int, *, writable: bool = False) -> str:
    """QEMU's description of ``size`` bytes at ``offset`` of an image, as ``json:`` text."""
    file = {"driver": "file", "filename": path, "read-only": not writable}
    image: dict[str, object] = {"driver": form, "file": file} if form != "raw" else file
    return "json:" + json.dumps({"driver": "raw", "offset": offset, "size": size, "file": image})


def _sectors(size: int) -> int:
    return -(-size // SECTOR) * SECTOR


class DiskImages:
    """Fulfils :class:`vmgui.services.outside.Images`, on this computer's folders."""

    async def exists(self, path: str) -> bool:
        return Path(path).exists()

    async def create(self, path: str, size_bytes: int) -> None:
        if Path(path).exists():
            raise Problem("import.target-exists", path=path)
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        await run("qemu-img", "create", "-q", "-f", "qcow2", path, str(size_bytes))

    async def free_bytes(self, folder: str) -> int:
        """Free bytes where ``folder`` is, or will be."""
        place = Path(folder)
        while not place.exists() and place != place.parent:
            place = place.parent
        try:
            return shutil.disk_usage(place).free
        except OSError as error:
            raise Problem("import.folder-unusable", path=folder, detail=str(error)) from error

    async def copy(self, source: str, target: str, size_bytes: int, lead_bytes: int, start: int) -> AsyncIterator[int]:
        for offset in range(start, size_bytes, CHUNK):
            length = min(CHUNK, size_bytes - offset)
            await self._copy_chunk(source, target, offset, length, lead_bytes)
            yield offset + length

    async def _copy_chunk(self, source: str, target: str, offset: int, length: int, lead: int) -> None:
        whole = _sectors(length)  # the last sector of an odd image is filled up with zeros
        await run(
            *("qemu-img", "convert", "-q", "-n", "--target-is-zero", "-t", "writeback", "-f", "raw", "-O", "raw"),
            *(_window(source, "raw", offset, whole), _window(target, "qcow2", lead + offset, whole, writable=True)),
        )
        await run("sync", target)

    async def compare(
        self, source: str, target: str, size_bytes: int, lead_bytes: int, progress: Callable[[int], None]
    ) -> None:
        for offset in range(0, size_bytes, CHUNK):
            length = min(CHUNK, size_bytes - offset)
            whole = _sectors(length)
            command = (
                *("qemu-img", "compare", "-q", "-f", "raw", "-F", "raw"),
                *(_window(source, "raw", offset, whole), _window(target, "qcow2", lead_bytes + offset, whole)),
            )
            child = await start(*command)
            try:
                _, errors = await child.communicate()
            finally:
                await stop(child)
            if child.returncode == 1:  # qemu-img(1): images differ
                raise Problem("import.copy-differs", path=target, offset=offset)
            if child.returncode != 0:
                raise failure(command, errors)
            progress(offset + length)

    async def edits(self, target: str, repairs: Sequence[Repair]) -> Sequence[PatchBytes]:
        return await editing.work_out(target, repairs)

    async def apply(self, target: str, edits: Sequence[PatchBytes], *, undo: bool = False) -> None:
        await editing.apply(target, edits, undo=undo)
        await run("sync", target)

    async def remove(self, path: str) -> None:
        for name in (path, editing.overlay_of(path)):
            with suppress(FileNotFoundError):
                Path(name).unlink()

