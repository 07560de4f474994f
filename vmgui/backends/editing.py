"""Repairs on the copy.  However a repair is made, it ends as runs of changed sectors with their before-images.

A file is put by the tool for its file system (ntfscp, mtools) into a throw-away overlay over the copy; what the tool
changed is then read from the two, sector by sector.  The copy itself is only ever written by :func:`apply`.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, TypeVar

from vmgui.backends.exports import Part, clear, exported
from vmgui.backends.lanes import aside
from vmgui.backends.tools import run
from vmgui.errors import Problem
from vmgui.legacy.report import SECTOR, PatchBytes, PutFile, Repair

T = TypeVar("T")

#: Bytes compared at a time.
_STEP: Final = 1 << 20
#: Seconds for reading and writing the edits of one import; they are a few sectors, at most an NTFS log (64 MiB).
_DEADLINE: Final = 600.0
#: What ntfs-3g says of a volume that was not shut down cleanly, or is hibernated (libntfs-3g/volume.c).
_UNCLEAN: Final = ("unclean", "inconsistent", "scheduled for check", "dirty", "hibernated")


def overlay_of(target: str) -> str:
    """The throw-away overlay's path."""
    return f"{target}.edit"


async def work_out(target: str, repairs: Sequence[Repair]) -> list[PatchBytes]:
    """What ``repairs`` change on ``target``, one after the other, as sector runs in ascending order."""
    if not repairs:
        return []
    overlay = overlay_of(target)
    await clear_overlay(target)
    await run("qemu-img", "create", "-q", "-f", "qcow2", "-F", "qcow2", "-b", target, overlay)
    try:
        for repair in repairs:
            if isinstance(repair, PutFile):
                await _put(overlay, repair)
            else:
                await _patch(overlay, repair)
        return await _difference(target, overlay)
    finally:
        await clear_overlay(target)


async def clear_overlay(target: str) -> None:
    """Takes away the overlay, and what a killed process left of exports of it and of ``target``."""
    for image in (target, overlay_of(target)):
        await clear(image)
    with suppress(FileNotFoundError):
        Path(overlay_of(target)).unlink()


async def apply(target: str, edits: Sequence[PatchBytes], *, undo: bool = False) -> None:
    """Writes the edits (undone: their before-images).  Each place must hold one of the two, else nothing is written."""
    if not edits:
        return
    async with exported(target, writable=True) as disk:
        await _aside(lambda: _write(disk, edits, undo=undo))


async def _aside(function: Callable[[], T]) -> T:
    try:
        return await aside("edits", function, _DEADLINE)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise Problem("import.disk-full", detail=str(error)) from error
        raise Problem("edit.failed", detail=str(error)) from error


def _write(disk: Path, edits: Sequence[PatchBytes], *, undo: bool) -> None:
    with disk.open("r+b") as file:
        for edit in edits:
            file.seek(edit.offset)
            if file.read(len(edit.before)) not in (edit.before, edit.after):
                raise Problem("edit.unexpected", offset=edit.offset)
        for edit in edits:
            file.seek(edit.offset)
            file.write(edit.before if undo else edit.after)
        file.flush()
        os.fsync(file.fileno())


async def _patch(overlay: str, repair: PatchBytes) -> None:
    await apply(overlay, [repair])


async def _put(overlay: str, repair: PutFile) -> None:
    part = Part(repair.volume_start, repair.volume_size)
    async with exported(overlay, writable=True, part=part) as volume:
        names, read, put = _NTFS if repair.filesystem == "ntfs" else _FAT
        path = await _real_path(volume, repair.path, names)
        kept, new = volume.parent / "kept", volume.parent / "new"
        await read(volume, path, kept)
        if kept.read_bytes() != repair.before:
            raise Problem("edit.file-changed", path=path)
        new.write_bytes(repair.after)
        date = kept.stat().st_mtime_ns
        os.utime(new, ns=(date, date))  # mcopy keeps it; ntfscp sets its own
        await put(volume, path, new)
        # A tool that falls back to read-only says nothing: only reading tells whether the write arrived.
        await read(volume, path, kept)
        if kept.read_bytes() != repair.after:
            raise Problem("edit.not-written", path=path)


async def _real_path(volume: Path, path: str, names: Callable[[Path, str], Awaitable[Sequence[str]]]) -> str:
    """``path`` as the folders themselves write it: the tools look names up as they stand, Windows does not."""
    found = ""
    for part in path.strip("/").split("/"):
        there = [name for name in await names(volume, found or "/") if name.casefold() == part.casefold()]
        if not there:
            raise Problem("edit.file-changed", path=path)
        found = f"{found}/{there[0]}"
    return found


async def _ntfs(*command: str) -> bytes:
    """Runs a tool of ntfs-3g.  Without ``--force`` it refuses a volume that was not shut down cleanly: as we want it."""
    try:
        return await run(*command)
    except Problem as problem:
        if any(text in str(problem.facts.get("detail", "")) for text in _UNCLEAN):
            raise Problem("edit.unclean-volume", detail=problem.facts["detail"]) from problem
        raise


async def _names_ntfs(volume: Path, folder: str) -> Sequence[str]:
    return (await _ntfs("ntfsls", "--path", folder, str(volume))).decode(errors="surrogateescape").splitlines()


async def _read_ntfs(volume: Path, path: str, to: Path) -> None:
    to.write_bytes(await _ntfs("ntfscat", str(volume), path))


async def _put_ntfs(volume: Path, path: str, new: Path) -> None:
    await _ntfs("ntfscp", "--quiet", str(volume), str(new), path)


async def _names_fat(volume: Path, folder: str) -> Sequence[str]:
    lines = (await run("mdir", "-a", "-b", "-i", str(volume), f"::{folder}")).decode(errors="surrogateescape")
    return [line.rstrip("/").rsplit("/", 1)[-1] for line in lines.splitlines()]


async def _read_fat(volume: Path, path: str, to: Path) -> None:
    await run("mcopy", "-m", "-n", "-o", "-i", str(volume), f"::{path}", str(to))


async def _put_fat(volume: Path, path: str, new: Path) -> None:
    """Keeps attributes and date."""
    name = f"::{path}"
    attributes = (await run("mattrib", "-i", str(volume), name)).decode(errors="replace").split("::")[0]
    await run("mattrib", "-i", str(volume), "-r", "-h", "-s", name)
    await run("mcopy", "-m", "-n", "-o", "-i", str(volume), str(new), name)
    wanted = [f"{'+' if letter in attributes else '-'}{letter.lower()}" for letter in "ARHS"]
    await run("mattrib", "-i", str(volume), *wanted, name)


#: How to list a folder, read a file, put a file: by file system.
_NTFS: Final = (_names_ntfs, _read_ntfs, _put_ntfs)
_FAT: Final = (_names_fat, _read_fat, _put_fat)


async def _difference(target: str, overlay: str) -> list[PatchBytes]:
    """The sector runs in which the overlay differs; only clusters the overlay holds itself are read."""
    mapped = json.loads(await run("qemu-img", "map", "--output=json", "-f", "qcow2", overlay))
    own = [(item["start"], item["length"]) for item in mapped if item["depth"] == 0]
    async with exported(target, writable=False) as old, exported(overlay, writable=False) as new:
        return await _aside(lambda: list(_compare(old, new, own)))


def _compare(old: Path, new: Path, ranges: Sequence[tuple[int, int]]) -> Iterator[PatchBytes]:
    with old.open("rb") as before_file, new.open("rb") as after_file:
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
