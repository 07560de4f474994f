"""New disk images, made and filled with QEMU's tools.  Formats are always said, never guessed.

The copy goes chunk by chunk through ``qemu-img convert``: each chunk is a window of the source laid on the same window
of the new image, so a copy that was killed goes on after its last whole chunk.  Zeros are not written, holes not read.
"""

from __future__ import annotations

import asyncio
import errno
import json
import os
import re
import shutil
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, TypeVar

from vmgui.backends import editing
from vmgui.backends.lanes import aside
from vmgui.backends.tools import failure, run, start, stop
from vmgui.errors import Problem
from vmgui.legacy.report import SECTOR, PatchBytes, Repair

T = TypeVar("T")

#: Bytes of one chunk: what is copied again at most after a kill.
CHUNK = 256 << 20
#: Seconds for one question to a file system; a disk that needs longer is as good as gone.
_DEADLINE = 60.0
#: Bytes of image one byte of qcow2's own tables stands for, with clusters of 64 KiB (docs/interop/qcow2.txt), rounded.
_TABLES = 4096
#: How ``qemu-img -p`` says how far it is.
_SHARE: Final = re.compile(r"\s*\((\d+\.\d+)/100%\)")
#: How ``qemu-img compare`` names the first difference.
_MISMATCH: Final = re.compile(r"mismatch at offset (\d+)")


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
        return await _ask(path, lambda: os.path.lexists(path))

    async def create(self, path: str, size_bytes: int) -> None:
        def claim() -> None:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            Path(path).touch(exist_ok=False)

        await _ask(path, claim)
        await run("qemu-img", "create", "-q", "-f", "qcow2", path, str(size_bytes))

    async def free_bytes(self, folder: str) -> int:
        def free() -> int:
            place = Path(folder)
            while not place.exists() and place != place.parent:
                place = place.parent
            return shutil.disk_usage(place).free

        return await _ask(folder, free)

    async def needed_bytes(self, source: str, size_bytes: int) -> int:
        def needed() -> int:
            status = Path(source).stat()
            held = min(status.st_blocks * 512, size_bytes) or size_bytes  # stat(2); a device holds no blocks
            return held + size_bytes // _TABLES

        return await _ask(source, needed)

    async def copy(self, source: str, target: str, size_bytes: int, lead_bytes: int, start: int) -> AsyncIterator[int]:
        done = start
        while done < size_bytes:
            data = await _ask(source, lambda at=done: _next_data(source, at))  # type: ignore[misc]
            if data is None:
                done = size_bytes
            elif data - done >= CHUNK:
                done = data - data % SECTOR
            else:
                length = min(CHUNK, size_bytes - done)
                await self._copy_chunk(source, target, done, length, lead_bytes)
                done += length
            yield done

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
        whole = _sectors(size_bytes)
        command = (
            *("qemu-img", "compare", "-p", "-f", "raw", "-F", "raw"),
            *(_window(source, "raw", 0, whole), _window(target, "qcow2", lead_bytes, whole)),
        )
        child = await start(*command)
        try:
            said = await _follow(child.stdout, lambda share: progress(int(size_bytes * share)))
            errors = await child.stderr.read() if child.stderr else b""
            await child.wait()
        finally:
            await stop(child)
        if child.returncode == 1:  # qemu-img(1): images differ
            place = _MISMATCH.search(said)
            raise Problem("import.copy-differs", path=target, offset=int(place[1]) if place else 0)
        if child.returncode != 0:
            raise failure(command, errors)

    async def edits(self, target: str, repairs: Sequence[Repair]) -> Sequence[PatchBytes]:
        return await editing.work_out(target, repairs)

    async def apply(self, target: str, edits: Sequence[PatchBytes], *, undo: bool = False) -> None:
        await editing.apply(target, edits, undo=undo)

    async def remove(self, path: str) -> None:
        await editing.clear_overlay(path)

        def unlink() -> None:
            with suppress(FileNotFoundError):
                Path(path).unlink()

        await _ask(path, unlink)


async def _ask(path: str, function: Callable[[], T]) -> T:
    """Runs a question to the file system aside; its errors are Problems."""
    try:
        return await aside("images", function, _DEADLINE)
    except FileExistsError as error:
        raise Problem("import.target-exists", path=path) from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise Problem("import.disk-full", detail=str(error)) from error
        raise Problem("import.folder-unusable", path=path, detail=error.strerror or str(error)) from error


def _next_data(path: str, offset: int) -> int | None:
    """Where the next data begins, at ``offset`` or after it; None when only a hole follows (lseek(2))."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        return os.lseek(handle, offset, os.SEEK_DATA)
    except OSError as error:
        if error.errno == errno.ENXIO:
            return None
        raise
    finally:
        os.close(handle)


async def _follow(output: asyncio.StreamReader | None, progress: Callable[[float], None]) -> str:
    """Reads what ``qemu-img -p`` writes: ``(12.34/100%)`` and a carriage return, again and again; the rest is answered."""
    said = ""
    while output is not None and (part := await output.read(4096)):
        said += part.decode(errors="replace")
        if found := _SHARE.findall(said):
            progress(float(found[-1]) / 100)
        said = said.rsplit("\r", 1)[-1]
    return _SHARE.sub("", said)
