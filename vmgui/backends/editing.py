"""Repairs on the copy.  However a repair is made, it ends as runs of changed sectors with their before-images.

A file is put by the tool for its file system (ntfscp, mtools) into a throw-away overlay over the copy; what the tool
changed is then read from the two, sector by sector.  The copy itself is only ever written by :func:`apply`.
"""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from vmgui.backends.exports import Part, exported
from vmgui.backends.tools import run
from vmgui.errors import Problem
from vmgui.legacy.report import SECTOR, PatchBytes, PutFile, Repair

#: Sectors compared at a time.
_STEP: Final = 1 << 20


def overlay_of(target: str) -> str:
    """The throw-away overlay's path."""
    return f"{target}.edit"


async def work_out(target: str, repairs: Sequence[Repair]) -> list[PatchBytes]:
    """What ``repairs`` change on ``target``, one after the other, as sector runs in ascending order."""
    if not repairs:
        return []
    overlay = overlay_of(target)
    with suppress(FileNotFoundError):
        Path(overlay).unlink()
    await run("qemu-img", "create", "-q", "-f", "qcow2", "-F", "qcow2", "-b", target, overlay)
    try:
        for repair in repairs:
            if isinstance(repair, PutFile):
                await _put(overlay, repair)
            else:
                await _patch(overlay, repair)
        return await _difference(target, overlay)
    finally:
        with suppress(FileNotFoundError):
            Path(overlay).unlink()


async def apply(target: str, edits: Sequence[PatchBytes], *, undo: bool = False) -> None:
    """Writes the edits (undone: their before-images).  Each place must hold one of the two, else nothing is written."""
    if not edits:
        return
    async with exported(target, writable=True) as disk:
        await asyncio.get_running_loop().run_in_executor(None, _write, disk, edits, undo)


def _write(disk: Path, edits: Sequence[PatchBytes], undo: bool) -> None:
    with disk.open("r+b", buffering=0) as file:
        for edit in edits:
            file.seek(edit.offset)
            if file.read(len(edit.before)) not in (edit.before, edit.after):
                raise Problem("edit.unexpected", offset=edit.offset)
        for edit in edits:
            file.seek(edit.offset)
            file.write(edit.before if undo else edit.after)


async def _patch(overlay: str, repair: PatchBytes) -> None:
    await apply(overlay, [repair])


async def _put(overlay: str, repair: PutFile) -> None:
    part = Part(repair.volume_start, repair.volume_size)
    async with exported(overlay, writable=True, part=part) as volume:
        with tempfile.TemporaryDirectory(prefix="vmgui-put-") as folder:
            new = Path(folder) / "new"
            new.write_bytes(repair.after)
            put, read = (_put_ntfs, _read_ntfs) if repair.filesystem == "ntfs" else (_put_fat, _read_fat)
            if await read(volume, repair.path) != repair.before:
                raise Problem("edit.file-changed", path=repair.path)
            await put(volume, repair.path, new)
            # A tool that falls back to read-only says nothing: only reading tells whether the write arrived.
            if await read(volume, repair.path) != repair.after:
                raise Problem("edit.not-written", path=repair.path)


async def _read_ntfs(volume: Path, path: str) -> bytes:
    return await run("ntfscat", str(volume), path)


async def _put_ntfs(volume: Path, path: str, new: Path) -> None:
    # Without --force ntfscp refuses a volume that was not shut down cleanly, which is what we want.
    await run("ntfscp", "--quiet", str(volume), str(new), path)


async def _read_fat(volume: Path, path: str) -> bytes:
    return await run("mtype", "-i", str(volume), f"::{path}")


async def _put_fat(volume: Path, path: str, new: Path) -> None:
    name = f"::{path}"
    attributes = (await run("mattrib", "-i", str(volume), name)).decode(errors="replace").split(":")[0]
    await run("mattrib", "-i", str(volume), "-r", "-h", "-s", name)
    await run("mcopy", "-n", "-o", "-i", str(volume), str(new), name)
    wanted = [f"+{letter.lower()}" for letter in attributes if letter in "RHSA"]
    if wanted:
        await run("mattrib", "-i", str(volume), *wanted, name)


async def _difference(target: str, overlay: str) -> list[PatchBytes]:
    """The sector runs in which the overlay differs; only clusters the overlay holds itself are read."""
    mapped = json.loads(await run("qemu-img", "map", "--output=json", "-f", "qcow2", overlay))
    own = [(item["start"], item["length"]) for item in mapped if item["depth"] == 0]
    async with exported(target, writable=False) as old, exported(overlay, writable=False) as new:
        return await asyncio.get_running_loop().run_in_executor(None, lambda: list(_compare(old, new, own)))


def _compare(old: Path, new: Path, ranges: Sequence[tuple[int, int]]) -> Iterator[PatchBytes]:
    with old.open("rb", buffering=0) as before_file, new.open("rb", buffering=0) as after_file:
        for start, length in ranges:
            for offset in range(start, start + length, _STEP):
                size = min(_STEP, start + length - offset)
                before_file.seek(offset)
                after_file.seek(offset)
                yield from runs(offset, before_file.read(size), after_file.read(size))


def runs(offset: int, before: bytes, after: bytes) -> Iterator[PatchBytes]:
    """Runs of neighbouring sectors that differ; ``offset`` is that of the first byte."""
    first = None
    for at in range(0, len(before) + SECTOR, SECTOR):
        differs = before[at : at + SECTOR] != after[at : at + SECTOR]
        if differs and first is None:
            first = at
        elif not differs and first is not None:
            yield PatchBytes(offset + first, before[first:at], after[first:at])
            first = None
