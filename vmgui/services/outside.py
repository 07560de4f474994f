"""The outside world as the services see it.  ``backends`` have these shapes without importing them; mypy proves it in ``app``.

Every coroutine raises :class:`~vmgui.errors.Problem` and nothing else (besides CancelledError).
"""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from pathlib import Path
from typing import Protocol

from vmgui.legacy.plan import SourceIdentity
from vmgui.legacy.report import DiskReport, PatchBytes, Repair
from vmgui.model.office import Guest, HostFacts

#: Called on the event loop with the UUID of a guest of which something changed, or with a Problem when the line is lost.
GuestChanged = Callable[[str], None]
HostLost = Callable[[Exception], None]


class HostLink(Protocol):
    """The line to one libvirt host.  Calls have deadlines; none of them runs on the loop's thread."""

    @property
    def uri(self) -> str: ...

    async def open(self, changed: GuestChanged, lost: HostLost) -> HostFacts:
        """Connects and subscribes to the host's events.  May be called again after ``lost``."""

    async def close(self) -> None:
        """Lets the line go; never waits for a stuck call."""

    async def guests(self) -> Sequence[Guest]: ...

    async def guest(self, uuid: str) -> Guest | None:
        """The guest as it is now; None when the host has it no more."""

    async def xml(self, uuid: str, *, inactive: bool = False) -> str: ...

    async def start(self, uuid: str) -> None: ...

    async def shutdown(self, uuid: str) -> None:
        """Asks the guest to shut down; whether it does is to be watched."""

    async def force_off(self, uuid: str) -> None: ...

    async def pause(self, uuid: str) -> None: ...

    async def resume(self, uuid: str) -> None: ...

    async def reset(self, uuid: str) -> None: ...

    async def define(self, xml: str) -> Guest: ...

    async def undefine(self, uuid: str) -> None:
        """Forgets the guest (with its managed save, snapshot and checkpoint records).  Its disks stay."""

    async def image_folder(self) -> Path:
        """Where new images go on this host; the default pool, made when there is none."""

    async def delete_image(self, path: str) -> None:
        """Removes one disk image from the host."""

    async def acceleration(self) -> str:
        """``kvm`` if a guest really runs with it here, else ``qemu``.  Decided by running one, once per host."""

    async def screenshot(self, uuid: str) -> bytes:
        """The guest's screen as an image file (PNG or PPM)."""

    async def peek(self, uuid: str, address: int, size: int) -> bytes:
        """Guest-physical memory."""

    async def console(self, uuid: str) -> socket.socket:
        """A connected, non-blocking socket to the guest's VNC server."""


class Disks(Protocol):
    """Old disks: looked at, never written."""

    async def look(self, source: str) -> DiskReport:
        """Reads a source in a confined child process.  The report has its findings."""

    async def identity(self, source: str) -> SourceIdentity: ...


class Images(Protocol):
    """New disk images, made with QEMU's tools."""

    async def exists(self, path: str) -> bool: ...

    async def create(self, path: str, size_bytes: int) -> None:
        """Makes a new image; Problem ``import.target-exists`` when anything of that name is there."""

    async def free_bytes(self, folder: str) -> int: ...

    async def needed_bytes(self, source: str, size_bytes: int) -> int:
        """What the copy of a source of that size takes at most; holes take nothing."""

    def copy(self, source: str, target: str, size_bytes: int, lead_bytes: int, start: int) -> AsyncIterator[int]:
        """Copies from byte ``start`` of the source; yields the source bytes safely on the target so far."""

    async def compare(
        self, source: str, target: str, size_bytes: int, lead_bytes: int, progress: Callable[[int], None]
    ) -> None:
        """Reads both again; Problem ``import.copy-differs`` when a byte differs."""

    async def edits(self, target: str, repairs: Sequence[Repair]) -> Sequence[PatchBytes]:
        """Works the repairs out on a throw-away overlay and answers every changed sector run with its before-image."""

    async def apply(self, target: str, edits: Sequence[PatchBytes], *, undo: bool = False) -> None:
        """Writes ``after`` (or, to undo, ``before``) where ``before`` or ``after`` stands; anything else there is a Problem."""

    async def remove(self, path: str) -> None: ...


class Desktop(Protocol):
    """The user's desktop."""

    async def notify(
        self, title: str, text: str, *, urgent: bool, clicked: Callable[[], Awaitable[None] | None]
    ) -> bool:
        """Shows a notification; False when nobody on this desktop shows them."""
