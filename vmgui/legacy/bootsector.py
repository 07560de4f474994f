"""What begins at a byte of a disk: a FAT, NTFS or HPFS boot sector, or another file system by its mark.

FAT: Microsoft's "FAT: General Overview of On-Disk Format" 1.03.  NTFS: ntfs-3g's ``layout.h``.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from vmgui.legacy.bootini import decode
from vmgui.legacy.evidence import BootSector
from vmgui.legacy.report import SECTOR, ReadAt

_HPFS_SUPERBLOCK = struct.pack("<I", 0xF995E849)
_ROOT_LIMIT = 512 * 32
_VOLUME_LABEL, _LONG_NAME = 0x08, 0x0F
_RECORD_LIMIT = 64 << 10

#: (file system, offset, mark) of those that are only named.
_MARKS = (
    ("swap", 4086, b"SWAPSPACE2"),
    ("swap", 4086, b"SWAP-SPACE"),
    ("xfs", 0, b"XFSB"),
    ("reiserfs", 65536 + 52, b"ReIsEr"),
    ("iso9660", 32769, b"CD001"),
)


@dataclass(frozen=True, slots=True)
class Content:
    """What was recognised; ``filesystem`` is empty for nothing known."""

    filesystem: str = ""
    version: str = ""
    label: str = ""
    boot_sector: BootSector | None = None


def recognise(read_at: ReadAt, offset: int, size: int) -> Content:
    """What file system begins at byte ``offset`` of the disk, in ``size`` bytes."""
    sector = read_at(offset, SECTOR)
    if len(sector) < SECTOR:
        return Content()
    if sector[3:11] == b"NTFS    ":
        return _ntfs(read_at, offset, size, sector)
    if sector[0x36:0x3E] == b"HPFS    " or read_at(offset + 16 * SECTOR, 4) == _HPFS_SUPERBLOCK:
        return Content("hpfs", boot_sector=_parameters(sector, "hpfs", offset))
    return _extended(read_at, offset) or _marked(read_at, offset) or _fat(read_at, offset, sector) or Content()


def mbr_type(found: Content, start: int) -> int:
    """The MBR type byte for a partition with this content that starts at sector ``start``."""
    sectors = found.boot_sector.total_sectors if found.boot_sector else 0
    # Beyond cylinder 1023 only the LBA kinds are read right.
    beyond = start + sectors > 1024 * 255 * 63
    if found.filesystem == "fat16":
        return 0x0E if beyond else 0x06 if sectors >= 1 << 16 else 0x04
    fixed = {"fat12": 0x01, "fat32": 0x0C if beyond else 0x0B, "ntfs": 0x07, "hpfs": 0x07, "swap": 0x82}
    return fixed.get(found.filesystem, 0x83)


def _parameters(sector: bytes, filesystem: str, offset: int, total: int = 0, backup: int = -1) -> BootSector:
    """The part of the BIOS parameter block that FAT, NTFS and HPFS share."""
    small, spt, heads, hidden, large = struct.unpack_from("<H3xHHII", sector, 0x13)
    return BootSector(filesystem, spt, heads, hidden, total or small or large, offset, backup)


# FAT


def _fat(read_at: ReadAt, offset: int, sector: bytes) -> Content | None:
    """A FAT volume, told by its parameters alone: its type is by rule the number of clusters, not the text at 0x36.

    Its sectors may be larger than the disk's (cartridges of the time); ``unit`` is how many of the disk's one of them is.
    """
    bytes_per, per_cluster, reserved, copies, roots, small, media, fat16 = struct.unpack_from("<HBHBHHBH", sector, 0x0B)
    (large, fat32) = struct.unpack_from("<II", sector, 0x20)
    total, fat = small or large, fat16 or fat32
    sane = (
        bytes_per in (512, 1024, 2048, 4096)
        and per_cluster
        and not per_cluster & (per_cluster - 1)
        and reserved
        and copies in (1, 2)
        and media >= 0xF0
        and total
        and fat
        and (roots or not fat16)
    )
    if not sane:
        return None
    unit = bytes_per // SECTOR
    folder = -(-roots * 32 // bytes_per)
    data = reserved + copies * fat + folder
    clusters = (total - data) // per_cluster
    if clusters <= 0:
        return None
    kind = "fat32" if not roots else "fat12" if clusters < 4085 else "fat16"
    backup = -1
    if kind == "fat32":
        (copy,) = struct.unpack_from("<H", sector, 0x32)
        if 0 < copy < reserved and read_at(offset + copy * bytes_per, 11)[3:] == sector[3:11]:
            backup = offset + copy * bytes_per
    root_at = data - folder
    if kind == "fat32":
        (cluster,) = struct.unpack_from("<I", sector, 0x2C)
        root_at = data + (max(cluster, 2) - 2) * per_cluster
    root = read_at(offset + root_at * bytes_per, min(roots * 32 or per_cluster * bytes_per, _ROOT_LIMIT))
    label = _root_label(root) or _sector_label(sector, 0x42 if kind == "fat32" else 0x26)
    return Content(kind, "", label, _parameters(sector, kind, offset, total * unit, backup))


def _root_label(root: bytes) -> str:
    for at in range(0, len(root) - 31, 32):
        if root[at] == 0:
            break
        if root[at] != 0xE5 and root[at + 11] & _VOLUME_LABEL and root[at + 11] != _LONG_NAME:
            return decode(root[at : at + 11]).strip()
    return ""


def _sector_label(sector: bytes, mark: int) -> str:
    """The label in the boot sector, which is there when the mark 0x29 is."""
    label = decode(sector[mark + 5 : mark + 16]).strip("\0 ") if sector[mark] == 0x29 else ""
    return "" if label == "NO NAME" else label


# NTFS


def _ntfs(read_at: ReadAt, offset: int, size: int, sector: bytes) -> Content:
    (total,) = struct.unpack_from("<Q", sector, 0x28)
    parameters = _parameters(sector, "ntfs", offset, total, _ntfs_backup(read_at, offset, total, sector))
    for record in _volume_records(read_at, offset, size, sector):
        attributes = dict(_resident(record))
        information, name = attributes.get(0x70, b""), attributes.get(0x60, b"")
        if len(information) >= 10:
            label = name.decode("utf-16-le", "replace")
            return Content("ntfs", f"{information[8]}.{information[9]}", label, parameters)
    return Content("ntfs", boot_sector=parameters)


def _ntfs_backup(read_at: ReadAt, offset: int, total: int, sector: bytes) -> int:
    """NT 4.0 and later keep the copy in the sector after the last, NT 3.x in the middle."""
    for place in (total, total // 2):
        at = offset + place * SECTOR
        if place and read_at(at, 11)[3:] == sector[3:11]:
            return at
    return -1


def _volume_records(read_at: ReadAt, offset: int, size: int, sector: bytes) -> Iterator[bytes]:
    """Record 3 ($Volume) of the master file table, then of its mirror; fixed up."""
    bytes_per, per_cluster = struct.unpack_from("<HB", sector, 0x0B)
    table, mirror, record_size = struct.unpack_from("<QQb", sector, 0x30)
    # Above 0x80 it is a negative power of two (NTFS 3.1 with clusters beyond 64 KiB).
    cluster = bytes_per * (per_cluster if per_cluster <= 0x80 else 1 << (256 - per_cluster))
    length = cluster * record_size if record_size > 0 else 1 << min(-record_size, 16)
    if not SECTOR <= length <= _RECORD_LIMIT or length % SECTOR:
        return
    for place in (table, mirror):
        at = place * cluster + 3 * length
        if at + length <= size:
            record = _fixed_up(read_at(offset + at, length), length)
            if record:
                yield record


def _fixed_up(record: bytes, length: int) -> bytes:
    """The record with the last two bytes of each sector put back from its update sequence; empty when it is torn."""
    if len(record) < length or record[:4] != b"FILE":
        return b""
    at, count = struct.unpack_from("<HH", record, 4)
    if count != length // SECTOR + 1 or at + 2 * count > SECTOR - 2:
        return b""
    whole = bytearray(record)
    for index in range(1, count):
        end = index * SECTOR
        if record[end - 2 : end] != record[at : at + 2]:
            return b""
        whole[end - 2 : end] = record[at + 2 * index : at + 2 * index + 2]
    return bytes(whole)


def _resident(record: bytes) -> Iterator[tuple[int, bytes]]:
    """Type and value of each resident attribute of a file record."""
    (at,) = struct.unpack_from("<H", record, 0x14)
    while at + 24 <= len(record):
        kind, length, away = struct.unpack_from("<IIB", record, at)
        if kind == 0xFFFFFFFF or length < 24 or at + length > len(record):
            return
        if not away:
            size, start = struct.unpack_from("<IH", record, at + 16)
            if start + size <= length:
                yield kind, record[at + start : at + start + size]
        at += length


# Others


def _extended(read_at: ReadAt, offset: int) -> Content | None:
    """ext2, or ext3 when it has a journal, or ext4 when it has extents."""
    block = read_at(offset + 1024, 136)
    if len(block) < 136 or block[56:58] != b"\x53\xef":
        return None
    compatible, incompatible = struct.unpack_from("<II", block, 0x5C)
    kind = "ext4" if incompatible & 0x40 else "ext3" if compatible & 0x4 else "ext2"
    return Content(kind, "", block[120:136].split(b"\0", 1)[0].decode("utf-8", "replace"))


def _marked(read_at: ReadAt, offset: int) -> Content | None:
    for filesystem, at, mark in _MARKS:
        if read_at(offset + at, len(mark)) == mark:
            return Content(filesystem)
    return None
