"""Partition tables: MBR with its logical partitions, GPT, Apple's map, or none.

MBR and its extended chain: as NT's disk driver and https://en.wikipedia.org/wiki/Extended_boot_record have them.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace

from vmgui.legacy import bootsector
from vmgui.legacy.report import SECTOR, Doubt, Partition, ReadAt

#: Containers of logical partitions.  NT itself knows the first two; 85 is Linux's.
NT_EXTENDED = frozenset({0x05, 0x0F})
EXTENDED = NT_EXTENDED | {0x85}
FT_TYPES = frozenset({0x86, 0x87, 0x8B, 0x8C})
LDM_TYPE = 0x42
#: Disk managers that shift or hide the real table: Ontrack and EZ-Drive.
OVERLAY_TYPES = {0x54: "Ontrack Disk Manager", 0x55: "EZ-Drive"}

_GPT_PROTECTIVE = 0xEE
_TABLE = 0x1BE
_MARK = b"\x55\xaa"
#: The two values of an entry's first byte: not active, active.
_FLAGS = (0x00, 0x80)
_MAX_LOGICAL = 256
_MAX_GPT = 1024
#: No file can be longer than 2^63 bytes.
_MAX_SECTOR = 1 << 54
#: The gap before the first partition on every disk FDISK made before Vista.
_USUAL_GAP = 63

#: GPT partition kinds that matter here, as the MBR type that means the same.
_GPT_TYPES = {
    bytes.fromhex("a2a0d0ebe5b9334487c068b6b72699c7"): 0x07,  # Microsoft basic data
    bytes.fromhex("28732ac11ff8d211ba4b00a0c93ec93b"): 0xEF,  # EFI system
    bytes.fromhex("af3dc60f838472478e793d69d8477de4"): 0x83,  # Linux file system
    bytes.fromhex("6dfd5706aba4c44384e50933c84b4f4f"): 0x82,  # Linux swap
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One table entry as it stands.  Sectors count from the disk's first; CHS is (cylinder, head, sector)."""

    type: int
    active: bool
    start: int
    sectors: int
    chs_start: tuple[int, int, int]
    chs_end: tuple[int, int, int]
    #: Byte of the disk where its 16 bytes stand.
    offset: int

    @property
    def end(self) -> int:
        """The sector after the last."""
        return self.start + self.sectors


@dataclass(frozen=True, slots=True)
class Table:
    """A disk's table; ``entries`` are the MBR's (primary and logical, containers too), for what CHS they hold."""

    kind: str
    partitions: tuple[Partition, ...]
    entries: tuple[Entry, ...] = ()
    signature: int = 0
    lead_bytes: int = 0
    doubts: tuple[Doubt, ...] = ()


def decode_chs(raw: bytes) -> tuple[int, int, int]:
    """Cylinder, head, sector from the three bytes of a table entry: head, sector + cylinder's high bits, cylinder."""
    return (raw[1] & 0xC0) << 2 | raw[2], raw[0], raw[1] & 0x3F


def read_table(read_at: ReadAt, size: int) -> Table:
    """The table of a disk of ``size`` bytes."""
    first = read_at(0, SECTOR).ljust(SECTOR, b"\0")
    entries = _sector_entries(first, 0, 0)
    alone = bootsector.recognise(read_at, 0, size)
    if _is_table(read_at, size, first, entries, alone.filesystem):
        if any(entry.type == _GPT_PROTECTIVE for entry in entries):
            table = _gpt(read_at, size)
            if table:
                return table
        return _mbr(read_at, size, first, entries)
    if alone.filesystem:
        return _no_table(size, alone)
    if _apple(read_at):
        return Table("apm", tuple(_apple_partitions(read_at)), doubts=(Doubt("table.apple", {}),))
    if first[510:] == _MARK:
        # The mark is there: an empty table, or one in which no entry makes sense.
        odd = any(any(first[at : at + 16]) for at in range(_TABLE, 510, 16))
        signature = struct.unpack_from("<I", first, 0x1B8)[0]
        return Table("mbr", (), signature=signature, doubts=(Doubt("table.damaged" if odd else "table.empty", {}),))
    return Table("none", (), doubts=(Doubt("table.none", {}),))


def _sector_entries(sector: bytes, at: int, base: int) -> list[Entry]:
    """The four entries of a table sector at byte ``at``, those of type 0 left out; starts count from ``base``."""
    found = []
    for offset in range(_TABLE, 510, 16):
        raw = sector[offset : offset + 16]
        start, sectors = struct.unpack_from("<II", raw, 8)
        if raw[4]:
            chs = decode_chs(raw[1:4]), decode_chs(raw[5:8])
            found.append(Entry(raw[4], raw[0] == 0x80, base + start, sectors, *chs, at + offset))
    return found


def _is_table(read_at: ReadAt, size: int, sector: bytes, entries: list[Entry], filesystem: str) -> bool:
    """Whether these are entries, in sector 0, which may be a boot sector with a ``filesystem`` behind it as well.

    Code and messages of a boot sector are very unlikely to pass for four entries without a flaw.  Where no file system
    begins, one good entry is enough: a table with a damaged entry is still worth reading.
    """
    if sector[510:] != _MARK or not entries:
        return False
    good = [entry for entry in entries if _makes_sense(sector, entry)]
    flawless = len(good) == len(entries) and all(sector[at] in _FLAGS for at in range(_TABLE, 510, 16))
    if filesystem:
        return flawless and _leads_somewhere(read_at, size, entries)
    return flawless or any(entry.start * SECTOR < size for entry in good)


def _makes_sense(sector: bytes, entry: Entry) -> bool:
    """Whether an entry of sector 0 can be one that a partitioning program wrote."""
    return sector[entry.offset] in _FLAGS and bool(entry.start and entry.sectors)


def _leads_somewhere(read_at: ReadAt, size: int, entries: list[Entry]) -> bool:
    """Whether something known begins where an entry says.  Settles the case of a sector that is both (isohybrid-like)."""
    return any(
        entry.type in EXTENDED or bootsector.recognise(read_at, entry.start * SECTOR, entry.sectors * SECTOR).filesystem
        for entry in entries
        if entry.start * SECTOR < size
    )


def _mbr(read_at: ReadAt, size: int, first: bytes, primaries: list[Entry]) -> Table:
    doubts: list[Doubt] = []
    logicals: list[Entry] = []
    damaged = [entry for entry in primaries if not _makes_sense(first, entry)]
    doubts += [Doubt("table.odd-entry", {"entry": (entry.offset - _TABLE) // 16 + 1}) for entry in damaged]
    for container in [entry for entry in primaries if entry.type in EXTENDED and entry not in damaged]:
        logicals += _chain(read_at, size, container, doubts)
    partitions: list[Partition] = []
    number = 0
    for entry in primaries + logicals:
        if entry.type in NT_EXTENDED:
            continue
        number += 1  # NT counts Linux's container like any other partition, and by the type alone
        if entry.type not in EXTENDED and entry not in damaged:
            partitions.append(_partition(entry, number, logical=entry in logicals))
    for partition in partitions:
        doubts += _partition_doubts(partition, size)
    signature = struct.unpack_from("<I", first, 0x1B8)[0]
    sound = [entry for entry in primaries + logicals if entry not in damaged]
    return Table("mbr", tuple(partitions), tuple(sound), signature, doubts=tuple(doubts))


def _chain(read_at: ReadAt, size: int, container: Entry, doubts: list[Doubt]) -> Iterator[Entry]:
    """Logical partitions: each table holds one and the way to the next, counted from the container's start."""
    at: int | None = container.start
    visited = set[int]()
    while at is not None and len(visited) < _MAX_LOGICAL:
        sector = read_at(at * SECTOR, SECTOR) if at * SECTOR < size else b""
        if at in visited or len(sector) < SECTOR or sector[510:] != _MARK:
            doubts.append(Doubt("table.chain-broken", {"sector": at}))
            return
        visited.add(at)
        following: int | None = None
        for own, link in zip(
            _sector_entries(sector, at * SECTOR, at), _sector_entries(sector, at * SECTOR, container.start)
        ):
            if own.type in EXTENDED:
                following = link.start if following is None else following
            elif own.sectors:
                yield own
        at = following


def _partition(entry: Entry, number: int, *, logical: bool) -> Partition:
    return Partition(
        number,
        entry.type,
        entry.start * SECTOR,
        entry.sectors * SECTOR,
        entry.active,
        logical,
        entry_offset=entry.offset,
    )


def _partition_doubts(partition: Partition, size: int) -> Iterator[Doubt]:
    number = partition.number
    if partition.start_bytes >= size:
        yield Doubt("partition.outside", {"number": number})
    elif partition.start_bytes + partition.size_bytes > size:
        missing = partition.start_bytes + partition.size_bytes - size
        yield Doubt("partition.cut-off", {"number": number, "megabytes": -(-missing // (1 << 20))})
    if partition.type in OVERLAY_TYPES:
        yield Doubt("partition.disk-manager", {"number": number, "name": OVERLAY_TYPES[partition.type]})


def _no_table(size: int, found: bootsector.Content) -> Table:
    """A file system from the first sector on.  The gap is what its boot sector says stood before it (no edit needed then)."""
    sector = found.boot_sector
    hidden = sector.hidden if sector else 0
    gap = hidden if 1 <= hidden < 1 << 16 else _USUAL_GAP
    whole = Partition(1, bootsector.mbr_type(found, gap), 0, size - size % SECTOR)
    return Table("none", (whole,), lead_bytes=gap * SECTOR)


def _gpt(read_at: ReadAt, size: int) -> Table | None:
    """GPT, with sectors of 512 bytes (disks of the time have no other); None when there is no header."""
    header = read_at(SECTOR, 92)
    if len(header) < 92 or header[:8] != b"EFI PART":
        return None
    at, count, step = struct.unpack_from("<QII", header, 72)
    partitions: list[Partition] = []
    if step < 128 or step > 4096:
        return Table("gpt", (), doubts=(Doubt("table.damaged", {}),))
    for index in range(min(count, _MAX_GPT)):
        raw = read_at(at * SECTOR + index * step, 128)
        if len(raw) < 128:
            break
        kind, start, last = raw[:16], *struct.unpack_from("<QQ", raw, 32)
        if any(kind) and 0 < start <= last < _MAX_SECTOR:
            part = Partition(len(partitions) + 1, _GPT_TYPES.get(kind, 0), start * SECTOR, (last + 1 - start) * SECTOR)
            partitions.append(replace(part, entry_offset=at * SECTOR + index * step))
    doubts = [doubt for partition in partitions for doubt in _partition_doubts(partition, size)]
    return Table("gpt", tuple(partitions), doubts=tuple(doubts))


def _apple(read_at: ReadAt) -> bool:
    return read_at(SECTOR, 2) == b"PM"


def _apple_partitions(read_at: ReadAt) -> Iterator[Partition]:
    """Apple's map: big-endian entries of one sector each, all with the number of entries."""
    (count,) = struct.unpack(">I", read_at(SECTOR + 4, 4).ljust(4, b"\0"))
    for number in range(1, min(count, _MAX_LOGICAL) + 1):
        raw = read_at(SECTOR * number, 16)
        if len(raw) < 16 or raw[:2] != b"PM":
            return
        start, sectors = struct.unpack_from(">II", raw, 8)
        yield Partition(number, 0, start * SECTOR, sectors * SECTOR, entry_offset=number * SECTOR)
