"""System tools as children that never outlive us."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from contextlib import suppress

from vmgui.errors import Problem

#: util-linux: the kernel kills the child when the process that started it ends, however it ends.
DIES_WITH_US = ("setpriv", "--pdeathsig", "KILL", "--")

#: What tools write when the disk they write to is full (strerror(ENOSPC), strerror(EDQUOT)).
_FULL = ("No space left on device", "Disk quota exceeded")


def environment() -> dict[str, str]:
    """Ours, with messages in English: they are read by us."""
    return {**os.environ, "LC_ALL": "C"}


async def run(*command: str, stdin: int = asyncio.subprocess.DEVNULL) -> bytes:
    """Runs a tool to its end and gives what it wrote; Problem when it fails.  Cancelling kills it at once."""
    child = await start(*command, stdin=stdin)
    try:
        output, errors = await child.communicate()
    finally:
        await stop(child)
    if child.returncode != 0:
        raise failure(command, errors)
    return output


async def start(*command: str, stdin: int = asyncio.subprocess.DEVNULL) -> asyncio.subprocess.Process:
    """Starts a tool with its output and its errors on pipes."""
    try:
        return await asyncio.create_subprocess_exec(
            *DIES_WITH_US,
            *command,
            stdin=stdin,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=environment(),
        )
    except FileNotFoundError as error:
        raise Problem("tool.missing", tool=DIES_WITH_US[0]) from error


async def stop(child: asyncio.subprocess.Process) -> None:
    """Kills a child that still runs, and waits until it is gone."""
    if child.returncode is None:
        with suppress(ProcessLookupError):
            child.kill()
        await child.wait()


def failure(command: Sequence[str], errors: bytes) -> Problem:
    """The Problem for a tool that ended with an error; its last lines are for the details only."""
    detail = errors.decode(errors="replace").strip()[-600:]
    if any(text in detail for text in _FULL):
        return Problem("import.disk-full", detail=detail)
    if f"failed to execute {command[0]}" in detail:
        return Problem("tool.missing", tool=command[0])
    return Problem("tool.failed", tool=command[0], detail=detail)
