"""Version resources of Windows programs (PE, ``VS_VERSIONINFO``).

setup names every HAL hal.dll and every kernel ntoskrnl.exe on the disk; only this resource tells which one it was.
Layout: Microsoft's PE/COFF specification, and VS_VERSIONINFO in the Windows SDK.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

_RT_VERSION = 16
_RESOURCE_DIRECTORY = 2
_FIXED = struct.pack("<I", 0xFEEF04BD)
_MAX_SECTIONS = 96
_MAX_ENTRIES = 512
_MAX_TEXT = 512


@dataclass(frozen=True, slots=True)
class VersionInfo:
    """Empty strings where the resource says nothing.  ``file_version`` is the fixed one, ``4.0.1381.4``."""

    original_filename: str = ""
    internal_name: str = ""
    company: str = ""
    file_version: str = ""


def read(data: bytes) -> VersionInfo:
    """The version resource of a program file; all empty when it has none.  Never an error.

    A file whose headers lead nowhere is searched whole for the same keys.
    """
    try:
        block = _resource(data)
    except struct.error:  # a header points outside the file
        block = b""
    block = block or data
    return VersionInfo(
        _text(block, "OriginalFilename"), _text(block, "InternalName"), _text(block, "CompanyName"), _fixed(block)
    )


def _resource(data: bytes) -> bytes:
    """The bytes of the first version resource; empty when there is none.  struct.error outside the file."""
    (header,) = struct.unpack_from("<I", data, 0x3C)
    if data[:2] != b"MZ" or data[header : header + 4] != b"PE\0\0":
        return b""
    sections, optional = struct.unpack_from("<H12xH", data, header + 6)
    (magic,) = struct.unpack_from("<H", data, header + 24)
    directories = header + 24 + (112 if magic == 0x20B else 96)
    (resources,) = struct.unpack_from("<I", data, directories + 8 * _RESOURCE_DIRECTORY)
    table = [
        struct.unpack_from("<III", data, header + 24 + optional + 40 * index + 12)
        for index in range(min(sections, _MAX_SECTIONS))
    ]
    base = _in_file(table, resources)
    if not resources or base is None:
        return b""
    offset: int | None = _child(data, base, 0, _RT_VERSION)
    for _ in range(2):  # name, then language: the first of each
        if offset is None or not offset & 0x80000000:
            break
        offset = _child(data, base, offset & 0x7FFFFFFF, None)
    if offset is None or offset & 0x80000000:
        return b""
    address, size = struct.unpack_from("<II", data, base + offset)
    start = _in_file(table, address)
    return b"" if start is None else data[start : start + size]


def _in_file(table: list[tuple[int, ...]], address: int) -> int | None:
    """Where a virtual address stands in the file."""
    for start, size, raw in table:
        if start <= address < start + size:
            return address - start + raw
    return None


def _child(data: bytes, base: int, directory: int, wanted: int | None) -> int | None:
    """Offset word of the entry ``wanted`` (None: the first) of a resource directory."""
    named, numbered = struct.unpack_from("<HH", data, base + directory + 12)
    for index in range(min(named + numbered, _MAX_ENTRIES)):
        name, offset = struct.unpack_from("<II", data, base + directory + 16 + 8 * index)
        if wanted is None or name == wanted:
            return int(offset)
    return None


def _text(block: bytes, key: str) -> str:
    """The value of a ``String`` node: the key in UTF-16, zeros up to the next four bytes, the value up to its zero."""
    needle = (key + "\0").encode("utf-16-le")
    at = block.find(needle)
    if at < 0:
        return ""
    start = at + len(needle)
    # Nodes begin on four bytes, six bytes before their key; the padding is one word or none.
    if block[start : start + 2] == b"\0\0" and (start - (at - 6)) % 4:
        start += 2
    return block[start : start + 2 * _MAX_TEXT].decode("utf-16-le", "replace").split("\0", 1)[0].strip()


def _fixed(block: bytes) -> str:
    """``VS_FIXEDFILEINFO``: major.minor.build.revision."""
    at = block.find(_FIXED)
    if at < 0 or at + 16 > len(block):
        return ""
    high, low = struct.unpack_from("<II", block, at + 8)
    return f"{high >> 16}.{high & 0xFFFF}.{low >> 16}.{low & 0xFFFF}"
