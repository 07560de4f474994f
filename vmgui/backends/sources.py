"""Old disks as bytes.  Opened read-only; there is no write call in this file, and there must never be one."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from vmgui.errors import Problem
from vmgui.legacy.plan import SourceIdentity

_CODES = {
    errno.ENOENT: "source.missing",
    errno.ENOTDIR: "source.missing",
    errno.ELOOP: "source.missing",
    errno.ENAMETOOLONG: "source.missing",
    errno.EACCES: "source.no-permission",
    errno.EPERM: "source.no-permission",
    errno.ENXIO: "source.no-medium",
    errno.ENODEV: "source.no-medium",
    errno.ENOMEDIUM: "source.no-medium",
}


def problem(path: str, error: OSError) -> Problem:
    """The Problem for an error of the system at this path."""
    code = _CODES.get(error.errno or 0, "source.unreadable")
    if code == "source.unreadable":
        return Problem(code, path=path, reason=error.strerror or str(error))
    return Problem(code, path=path)


class Source:
    """An opened disk or disk image.  Close it, or use it in a ``with``."""

    def __init__(self, path: str, descriptor: int) -> None:
        self.path = path
        self.descriptor = descriptor
        #: Offsets at which the disk gave an error.
        self.unreadable: list[int] = []
        try:
            self.size = _size(path, descriptor)
        except OSError as error:
            raise problem(path, error) from error

    def __enter__(self) -> Source:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self.descriptor)

    def read_at(self, offset: int, n: int) -> bytes:
        """At most ``n`` bytes at ``offset``: fewer past the end.

        What the disk cannot read comes as zeros, sector by sector, and is noted in ``unreadable``.
        """
        if offset < 0 or n <= 0 or offset >= self.size:
            return b""
        n = min(n, self.size - offset)
        try:
            return self._exactly(offset, n)
        except OSError:
            pieces = [(at, min(512, offset + n - at)) for at in range(offset, offset + n, 512)]
            return b"".join(self._sector(at, length) for at, length in pieces)

    def identity(self) -> SourceIdentity:
        """What must still be true when a job goes on.  A device has no time of its own."""
        status = os.fstat(self.descriptor)
        mtime = 0 if stat.S_ISBLK(status.st_mode) else status.st_mtime_ns
        return SourceIdentity(self.path, self.size, mtime)

    def _exactly(self, offset: int, n: int) -> bytes:
        parts = []
        while n:
            part = os.pread(self.descriptor, n, offset)
            if not part:  # the file became shorter
                break
            parts.append(part)
            offset, n = offset + len(part), n - len(part)
        return b"".join(parts)

    def _sector(self, offset: int, n: int) -> bytes:
        try:
            return self._exactly(offset, n)
        except OSError:
            self.unreadable.append(offset)
            return bytes(n)


def open_source(path: str) -> Source:
    """Opens a disk image or a disk, read-only; its path is made absolute.  Problem ``source.*`` when it is none."""
    if "\0" in path or not path:
        raise Problem("source.missing", path=path.replace("\0", "?"))
    absolute = str(Path(path).absolute())
    try:
        # NONBLOCK: a FIFO would wait here for its writer for ever.
        descriptor = os.open(absolute, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY)
    except OSError as error:
        raise problem(absolute, error) from error
    try:
        return Source(absolute, descriptor)
    except Problem:
        os.close(descriptor)
        raise


def _size(path: str, descriptor: int) -> int:
    mode = os.fstat(descriptor).st_mode
    if stat.S_ISDIR(mode):
        raise Problem("source.folder", path=path)
    if not stat.S_ISREG(mode) and not stat.S_ISBLK(mode):
        raise Problem("source.not-a-disk", path=path)
    size = os.lseek(descriptor, 0, os.SEEK_END)
    if size == 0:
        raise Problem("source.empty", path=path)
    return size
