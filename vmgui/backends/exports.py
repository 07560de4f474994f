"""A disk image, or a part of it, as a plain file: QEMU's storage daemon with a FUSE export.

No root: FUSE mounts over a file of ours, and only we can see it.
"""

from __future__ import annotations

import asyncio
import json
import os
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from vmgui.backends.tools import failure, start, stop
from vmgui.errors import Problem

_FUSE = "/dev/fuse"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an image in bytes; ``size`` 0 is all of it."""

    offset: int = 0
    size: int = 0


@asynccontextmanager
async def exported(image: str, *, writable: bool, part: Part | None = None) -> AsyncIterator[Path]:
    """The qcow2 ``image`` (or a part of it) as a file, as long as the context lasts."""
    if not os.access(_FUSE, os.R_OK | os.W_OK):
        raise Problem("edit.no-fuse", path=_FUSE)
    with tempfile.TemporaryDirectory(prefix="vmgui-export-") as folder:
        mountpoint = Path(folder) / "disk"
        mountpoint.touch()
        command = _command(image, mountpoint, Path(folder) / "pid", part or Part(), writable=writable)
        child = await start(*command)
        try:
            await _ready(child, command, Path(folder) / "pid")
            yield mountpoint
        finally:
            await _end(child)


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
