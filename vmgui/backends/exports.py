"""A disk image, or a part of it, as a plain file: QEMU's storage daemon with a FUSE export.

No root: FUSE mounts over a file of ours, and only we can see it.  A process that is killed takes the daemon with it
but leaves a dead mount; its folder is named after the image, so that the next export of that image clears it away.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from vmgui.backends.tools import failure, run, start, stop
from vmgui.errors import Problem
from vmgui.paths import runtime_dir

_FUSE = "/dev/fuse"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an image in bytes; ``size`` 0 is all of it."""

    offset: int = 0
    size: int = 0


@asynccontextmanager
async def exported(image: str, *, writable: bool, part: Part | None = None) -> AsyncIterator[Path]:
    """The qcow2 ``image`` (or a part of it) as a file, as long as the context lasts.  One export of an image at a time.

    The file's folder is the caller's to put things in; it goes when the context ends.
    """
    if not os.access(_FUSE, os.R_OK | os.W_OK):
        raise Problem("edit.no-fuse", path=_FUSE)
    await clear(image)
    folder = _folder(image)
    folder.mkdir(parents=True, mode=0o700)
    mountpoint = folder / "disk"
    mountpoint.touch()
    command = _command(image, mountpoint, folder / "pid", part or Part(), writable=writable)
    try:
        child = await start(*command)
        try:
            await _ready(child, command, folder / "pid")
            yield mountpoint
        finally:
            await _end(child)
    finally:
        await clear(image)


async def clear(image: str) -> None:
    """Takes away what is left of an export of ``image``: a dead mount, the folder."""
    folder = _folder(image)
    if folder.exists():
        with suppress(Problem):  # it is not mounted when the daemon ended in order
            await run("fusermount3", "-u", "-z", str(folder / "disk"))
        shutil.rmtree(folder, ignore_errors=True)


def _folder(image: str) -> Path:
    return runtime_dir() / "exports" / hashlib.sha256(os.fsencode(image)).hexdigest()[:16]


def _command(image: str, mountpoint: Path, pidfile: Path, part: Part, *, writable: bool) -> list[str]:
    nodes: list[dict[str, object]] = [
        {"driver": "file", "node-name": "file", "filename": image, "read-only": not writable},
        {"driver": "qcow2", "node-name": "image", "file": "file", "read-only": not writable},
    ]
    if part.size:
        window = {"offset": part.offset, "size": part.size, "read-only": not writable}
        nodes.append({"driver": "raw", "node-name": "part", "file": "image", **window})
    export = {
        "type": "fuse",
        "id": "export",
        "node-name": nodes[-1]["node-name"],
        "mountpoint": str(mountpoint),
        "writable": writable,
        "allow-other": "off",
    }
    command = ["qemu-storage-daemon", "--pidfile", str(pidfile), "--export", json.dumps(export)]
    for node in reversed(nodes):
        command[1:1] = ["--blockdev", json.dumps(node)]
    return command


async def _ready(child: asyncio.subprocess.Process, command: list[str], pidfile: Path) -> None:
    """Waits for the pid file, which is written when everything named on the command line is there."""
    while not pidfile.exists():
        if child.returncode is not None:
            _, errors = await child.communicate()
            raise failure(command, errors)
        await asyncio.sleep(0.01)


async def _end(child: asyncio.subprocess.Process) -> None:
    """Ends the daemon so that everything written is in the image and the mount is gone."""
    if child.returncode is None:
        with suppress(ProcessLookupError):
            child.terminate()
        with suppress(TimeoutError):
            async with asyncio.timeout(30):
                await child.wait()
    await stop(child)
