"""Registry hives of Windows NT (``regf`` 1.0 to 1.5), read from bytes.

Layout: https://github.com/msuhanov/regf/blob/master/Windows%20registry%20file%20format%20specification.md
Offsets inside a hive count from the first bin, which follows a header of 4096 bytes.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

#: The header block before the first bin.
HEADER = 4096
REG_SZ, REG_EXPAND_SZ, REG_BINARY, REG_DWORD, REG_MULTI_SZ = 1, 2, 3, 4, 7

_NOTHING = 0xFFFFFFFF
#: Data of up to four bytes stands in the value record itself; its length then has this bit.
_INLINE = 0x80000000
#: Bytes of a key's cell without its name.
_SMALLEST_KEY = 0x50
_SEPARATORS = re.compile(r"[\\/]+")


class RegistryError(Exception):
    """The hive is damaged where it was read.  The only exception of this module."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value.  ``location`` is the byte of the hive file where ``data`` begins (inline data too)."""

    name: str
    kind: int
    data: bytes
    location: int

    @property
    def dword(self) -> int | None:
        """The number of a REG_DWORD; None for another kind or size."""
        return int.from_bytes(self.data, "little") if self.kind == REG_DWORD and len(self.data) == 4 else None

    @property
    def text(self) -> str:
        """The text up to its first zero, whatever the kind says (installers wrote REG_SZ for REG_EXPAND_SZ and back)."""
        return self.data.decode("utf-16-le", "replace").split("\0", 1)[0]

    @property
    def texts(self) -> tuple[str, ...]:
        """The strings of a REG_MULTI_SZ, empty ones left out."""
        return tuple(part for part in self.data.decode("utf-16-le", "replace").split("\0") if part)


class Key:
    """One key.  Names are matched without regard to case."""

    def __init__(self, hive: Hive, offset: int) -> None:
        self._hive = hive
        self._at = hive.cell(offset, b"nk")
        (self._flags,) = hive.unpack("<H", self._at + 2)
        self._subkeys, self._list = hive.unpack("<I4xI", self._at + 0x14)
        self._values, self._value_list = hive.unpack("<II", self._at + 0x24)
        (self._class,) = hive.unpack("<I", self._at + 0x30)
        name_length, self._class_length = hive.unpack("<HH", self._at + 0x48)
        name = hive.bytes_at(self._at + 0x4C, name_length)
        self.name = name.decode("latin-1" if self._flags & 0x20 else "utf-16-le", "replace")

    @property
    def class_name(self) -> str:
        """The class name; empty when there is none.  (The boot key of Syskey is made of four of them.)"""
        if self._class in (0, _NOTHING) or not self._class_length:
            return ""
        at = self._hive.cell(self._class)
        return self._hive.bytes_at(at, self._class_length).decode("utf-16-le", "replace")

    def subkeys(self) -> Iterator[Key]:
        """The keys right below this one."""
        if self._subkeys and self._list not in (0, _NOTHING):
            for offset in self._hive.leaves(self._list):
                yield Key(self._hive, offset)

    def subkey(self, name: str) -> Key | None:
        """The key of this name right below, or None."""
        wanted = name.casefold()
        return next((key for key in self.subkeys() if key.name.casefold() == wanted), None)

    def values(self) -> Iterator[Value]:
        """The values of this key."""
        if not self._values or self._value_list in (0, _NOTHING):
            return
        at = self._hive.cell(self._value_list)
        if self._values > self._hive.size // 4:
            raise RegistryError("more values than fit into the file")
        for index in range(self._values):
            (offset,) = self._hive.unpack("<I", at + 4 * index)
            yield self._hive.value_at(offset)

    def value(self, name: str) -> Value | None:
        """The value of this name, or None.  The default value's name is empty."""
        wanted = name.casefold()
        return next((value for value in self.values() if value.name.casefold() == wanted), None)


class Hive:
    """A hive file.  RegistryError when it is none."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.size = len(data)
        if data[:4] != b"regf":
            raise RegistryError("no regf at the beginning")
        sequences = self.unpack("<II", 4)
        #: The sequence numbers differ: the last write was not finished, and the log beside the file has the rest.
        self.dirty = sequences[0] != sequences[1]
        major, minor = self.unpack("<II", 20)
        self.version: tuple[int, int] = (major, minor)
        (self._root,) = self.unpack("<I", 36)
        #: The oldest hives keep one more number (``Last``) in front of each cell's content.
        self._cell_header = 8 if data[HEADER + self._root + 8 : HEADER + self._root + 10] == b"nk" else 4

    @property
    def root(self) -> Key:
        """The topmost key."""
        return Key(self, self._root)

    def key(self, path: str) -> Key | None:
        """The key at ``Select`` or ``ControlSet001\\Services\\Atapi`` (either slash), or None."""
        key: Key | None = self.root
        for name in filter(None, _SEPARATORS.split(path)):
            key = key.subkey(name) if key else None
        return key

    def value(self, path: str, name: str) -> Value | None:
        """The value ``name`` of the key at ``path``, or None when either is missing."""
        key = self.key(path)
        return key.value(name) if key else None

    def dword(self, path: str, name: str) -> int | None:
        """A REG_DWORD's number, or None."""
        value = self.value(path, name)
        return value.dword if value else None

    def text(self, path: str, name: str) -> str:
        """A string value; empty when missing."""
        value = self.value(path, name)
        return value.text if value else ""

    def dword_location(self, path: str, name: str) -> int | None:
        """The byte of the file where a REG_DWORD's four bytes stand, to overwrite them in place; None when missing."""
        value = self.value(path, name)
        return value.location if value and value.dword is not None else None

    # What Key needs of the bytes; each checks its bounds.

    def unpack(self, shape: str, at: int) -> tuple[int, ...]:
        """Numbers at a byte of the file."""
        if at < 0 or at + struct.calcsize(shape) > self.size:
            raise RegistryError(f"byte {at} is outside the file")
        return struct.unpack_from(shape, self._data, at)

    def bytes_at(self, at: int, length: int) -> bytes:
        """Exactly ``length`` bytes of the file."""
        if at < 0 or at + length > self.size:
            raise RegistryError(f"bytes {at} to {at + length} are outside the file")
        return self._data[at : at + length]

    def cell(self, offset: int, signature: bytes = b"") -> int:
        """The byte of the file where a cell's content begins."""
        at = HEADER + offset + self._cell_header
        if self.bytes_at(at, len(signature)) != signature:
            raise RegistryError(f"no {signature!r} at byte {at}")
        return at

    def leaves(self, offset: int) -> Iterator[int]:
        """Offsets of all keys in a list of keys (``lf lh li``) or a list of such lists (``ri``); each list only once."""
        waiting, seen, found = [offset], set[int](), 0
        while waiting:
            offset = waiting.pop()
            if offset in seen:
                raise RegistryError("a list of keys comes twice")
            seen.add(offset)
            at = self.cell(offset)
            kind = self.bytes_at(at, 2)
            step = {b"lf": 8, b"lh": 8, b"li": 4, b"ri": 4}.get(kind)
            if step is None:
                raise RegistryError(f"no list of keys at byte {at}")
            (count,) = self.unpack("<H", at + 2)
            entries = [self.unpack("<I", at + 4 + step * index)[0] for index in range(count)]
            if kind == b"ri":
                waiting.extend(reversed(entries))
                continue
            # Lists may lie over one another, and so name far more keys than there can be.
            found += count
            if found > self.size // _SMALLEST_KEY:
                raise RegistryError("more keys than fit into the file")
            yield from entries

    def value_at(self, offset: int) -> Value:
        """The value whose record is the cell at ``offset``."""
        at = self.cell(offset, b"vk")
        name_length, length, data_at, kind, flags = self.unpack("<HIIIH", at + 2)
        name = self.bytes_at(at + 20, name_length).decode("latin-1" if flags & 1 else "utf-16-le", "replace")
        if length & _INLINE:
            location, length = at + 8, length & ~_INLINE
            if length > 4:
                raise RegistryError(f"inline data of {length} bytes at byte {at}")
        else:
            location = self.cell(data_at) if length else at + 8
        return Value(name, kind, self.bytes_at(location, length), location)
