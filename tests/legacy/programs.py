"""Program files with a version resource, built byte by byte after Microsoft's PE/COFF specification."""

from __future__ import annotations

import struct


def _node(key: str, value: bytes, children: bytes = b"", *, text: bool = False) -> bytes:
    head = struct.pack("<HH", len(value) // 2 if text else len(value), int(text)) + f"{key}\0".encode("utf-16-le")
    head += bytes(-(len(head) + 2) % 4)
    body = head + value + bytes(-(len(head) + 2 + len(value)) % 4 if children else 0) + children
    return struct.pack("<H", len(body) + 2) + body


def version_block(strings: dict[str, str], version: tuple[int, int, int, int]) -> bytes:
    major, minor, build, revision = version
    fixed = struct.pack("<13I", 0xFEEF04BD, 0x10000, major << 16 | minor, build << 16 | revision, *[0] * 9)
    rows = b""
    for key, value in strings.items():
        row = _node(key, f"{value}\0".encode("utf-16-le"), text=True)
        rows += row + bytes(-len(row) % 4)
    table = _node("StringFileInfo", b"", _node("040904B0", b"", rows, text=True), text=True)
    return _node("VS_VERSION_INFO", fixed, table)


def program(strings: dict[str, str], version: tuple[int, int, int, int] = (4, 0, 1381, 4)) -> bytes:
    """A PE file whose one section holds its resources."""
    block = version_block(strings, version)
    address, raw = 0x1000, 0x200
    levels = b"".join(
        struct.pack("<IIHHHHII", 0, 0, 0, 0, 0, 1, key, child)
        for key, child in ((16, 0x80000018), (1, 0x80000030), (0x409, 0x48))
    )
    resources = levels + struct.pack("<IIII", address + 0x58, len(block), 0, 0) + block
    optional = struct.pack("<H", 0x10B).ljust(96, b"\0") + bytes(16) + struct.pack("<II", address, len(resources))
    optional = optional.ljust(96 + 128, b"\0")
    section = b".rsrc\0\0\0" + struct.pack("<IIII", len(resources), address, len(resources), raw) + bytes(16)
    header = b"PE\0\0" + struct.pack("<HHIIIHH", 0x14C, 1, 0, 0, 0, len(optional), 0) + optional + section
    return (b"MZ".ljust(0x3C, b"\0") + struct.pack("<I", 0x40) + header).ljust(raw, b"\0") + resources


def hal(name: str = "hal.dll", company: str = "Microsoft Corporation") -> bytes:
    return program({"CompanyName": company, "InternalName": name, "OriginalFilename": name})
