"""The files of a volume, read by The Sleuth Kit: NTFS 1.1 to 3.1, FAT, ext2 to ext4, without mounting anything.

A hostile image may crash the library; it is used in the inspecting child only.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytsk3

from vmgui.legacy.report import Partition, ReadAt

_MAX_NAMES = 100_000
_CHUNK = 1 << 20
#: A link to a link to a link ... ends here.
_MAX_LINKS = 8


class _Image(pytsk3.Img_Info):  # type: ignore[misc]
    """Hands the library our reader; it never opens anything itself."""

    def __init__(self, read_at: ReadAt, size: int) -> None:
        self._read_at = read_at
        self._bytes = size
        super().__init__(url="", type=pytsk3.TSK_IMG_TYPE_EXTERNAL)

    def read(self, offset: int, length: int) -> bytes:
        return self._read_at(offset, length)

    def get_size(self) -> int:
        return self._bytes

    def close(self) -> None:
        """The reader is closed by who opened it."""


class Tree:
    """A :class:`~vmgui.legacy.report.FileTree`.  What is damaged reads as missing."""

    def __init__(self, image: _Image, filesystem: pytsk3.FS_Info) -> None:
        self._image = image  # the library's object points into it
        self._filesystem = filesystem
        self._folders: dict[int, dict[str, tuple[str, int]]] = {}

    def read(self, path: str, limit: int = 64 << 20) -> bytes | None:
        address = self._find(path)
        return None if address is None else self._content(address, limit)

    def names(self, path: str) -> Sequence[str]:
        address = self._find(path)
        return [name for name, _ in self._entries(address).values()] if address is not None else []

    def _content(self, address: int, limit: int) -> bytes | None:
        try:
            file = self._filesystem.open_meta(inode=address)
            if file.info.meta is None or file.info.meta.type != pytsk3.TSK_FS_META_TYPE_REG:
                return None
            size = min(file.info.meta.size, limit)
            parts = []
            for at in range(0, size, _CHUNK):
                part = file.read_random(at, min(_CHUNK, size - at))
                if not part:
                    break
                parts.append(part)
        except OSError:
            return None
        return b"".join(parts)

    def _find(self, path: str) -> int | None:
        """Address of a file or folder; links inside the volume are followed."""
        waiting = [name for name in reversed(path.split("/")) if name]
        trail, links = [int(self._filesystem.info.root_inum)], 0
        while waiting:
            name = waiting.pop()
            if name in (".", ".."):
                trail = trail[:-1] if name == ".." and len(trail) > 1 else trail
                continue
            entry = self._entries(trail[-1]).get(name.casefold())
            if entry is None:
                return None
            target = self._link(entry[1])
            if target is None:
                trail.append(entry[1])
                continue
            links += 1
            if links > _MAX_LINKS:
                return None
            trail = trail[:1] if target.startswith("/") else trail
            waiting += [part for part in reversed(target.split("/")) if part]
        return trail[-1]

    def _link(self, address: int) -> str | None:
        """Where a symbolic link leads; None for anything else."""
        try:
            file = self._filesystem.open_meta(inode=address)
        except OSError:
            return None
        meta = file.info.meta  # memory of ``file``: that must stay alive beside it
        if meta is None or meta.type != pytsk3.TSK_FS_META_TYPE_LNK or not meta.link:
            return None
        return bytes(meta.link).decode("utf-8", "replace")

    def _entries(self, address: int) -> dict[str, tuple[str, int]]:
        """Folded name -> (name, address) of a folder, deleted files left out; empty for anything else."""
        if address not in self._folders:
            self._folders[address] = self._list(address)
        return self._folders[address]

    def _list(self, address: int) -> dict[str, tuple[str, int]]:
        found: dict[str, tuple[str, int]] = {}
        try:
            for number, entry in enumerate(self._filesystem.open_dir(inode=address)):
                row = entry.info.name
                if number >= _MAX_NAMES:
                    break
                if row is None or int(row.flags) & int(pytsk3.TSK_FS_NAME_FLAG_UNALLOC):
                    continue
                name = bytes(row.name).decode("utf-8", "replace")
                if name not in (".", ".."):
                    found.setdefault(name.casefold(), (name, int(row.meta_addr)))
        except OSError:
            return found
        return found


def open_tree(read_at: ReadAt, size: int, partition: Partition) -> Tree | None:
    """The files of a partition; None when the library knows no such file system or it is too damaged."""
    image = _Image(read_at, size)
    try:
        return Tree(image, pytsk3.FS_Info(image, offset=partition.start_bytes))
    except OSError:
        return None
