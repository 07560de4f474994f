"""A master boot record for the image of a single partition.

The code is our own, assembled from ``resources/boot/mbr.asm``.
"""

from __future__ import annotations

import struct

from vmgui.legacy.report import SECTOR, Geometry

_CODE = bytes.fromhex(
    "fa31c08ed88ec08ed0bc007cfbfcbe007cbf0006b90001f3a5ea1e060000bebe07b90400f60480750a83c610e2f6bbb2"
    "06eb6d8816eb06bd0500b441bbaa558a16eb06cd13722281fb55aa751cf6c1017417668b440866a3f40656beec06b442"
    "8a16eb06cd135eeb118b148b4c028a16eb06bb007cb80102cd13731031c08a16eb06cd134d75b3bbd306eb14813efe7d"
    "55aabbb20675098a16eb06ea007c00008a0708c074fe53b40ebb0700cd105b43ebee4e6f206f7065726174696e672073"
    "797374656d206f6e2074686973206469736b00546865206469736b2063616e6e6f742062652072656164008010000100"
    "007c"
)
_CODE_BYTES = 440
_LAST_CYLINDER = 1023


def encode_chs(sector: int, geometry: Geometry) -> bytes:
    """The three CHS bytes of a table entry; a place no CHS can name becomes the last one that can."""
    cylinder, rest = divmod(sector, geometry.heads * geometry.sectors)
    head, number = divmod(rest, geometry.sectors)
    if cylinder > _LAST_CYLINDER:
        cylinder, head, number = _LAST_CYLINDER, geometry.heads - 1, geometry.sectors - 1
    return bytes((head, (number + 1) | (cylinder >> 2 & 0xC0), cylinder & 0xFF))


def make(kind: int, start: int, sectors: int, geometry: Geometry, signature: int = 0) -> bytes:
    """Sector 0 of a disk with one active partition of type ``kind``; ``start`` and ``sectors`` count sectors."""
    first, last = encode_chs(start, geometry), encode_chs(start + sectors - 1, geometry)
    entry = b"\x80" + first + bytes((kind,)) + last + struct.pack("<II", start, min(sectors, 0xFFFFFFFF))
    head = _CODE.ljust(_CODE_BYTES, b"\0") + struct.pack("<I", signature) + b"\0\0"
    return (head + entry).ljust(SECTOR - 2, b"\0") + b"\x55\xaa"
