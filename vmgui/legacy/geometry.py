"""Cylinders, heads and sectors: what the old BIOS said, worked out from what was written with its help.

A boot sector finds the rest of its system by CHS.  If the new BIOS says other heads and sectors than the old one did,
it reads the wrong sectors: "A disk read error occurred".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vmgui.legacy.evidence import BootSector
from vmgui.legacy.partitions import Entry, decode_chs
from vmgui.legacy.report import SECTOR, Doubt, Geometry

#: Heads and sectors real BIOSes and controllers gave, most usual first; they settle what the equations leave open.
_KNOWN_HEADS = (255, 240, 128, 64, 32, 16, 15, 63)
_KNOWN_SECTORS = (63, 32, 56, 17, 26)
#: CHS beyond this cylinder is cut off and says nothing.
_LAST_CYLINDER = 1023
#: Old programs take a disk of 1024 cylinders for one too large; BIOSes said one less.
_MAX_CYLINDERS = 1023

#: More than any real table needs; a hostile chain of logical partitions has hundreds.
_MAX_POINTS = 16

Endpoint = tuple[int, int, int, int]  # sector number on the disk, cylinder, head, sector


def infer(
    entries: Sequence[Entry], boot_sectors: Sequence[BootSector], total_sectors: int, first_sector: bytes = b""
) -> tuple[Geometry, tuple[Doubt, ...]]:
    """The geometry of a disk.  ``boot_sectors``: that of the volume that boots first; ``first_sector``: sector 0."""
    table = from_table(entries)
    block = next(filter(None, map(from_boot_sector, boot_sectors)), None)
    if table and block:
        if table == block:
            return _geometry(block, total_sectors, "bpb+mbr"), ()
        facts: dict[str, str | int] = {"table": "{}/{}".format(*table), "boot": "{}/{}".format(*block)}
        return _geometry(block, total_sectors, "bpb"), (Doubt("geometry.disagree", facts),)
    if block:
        return _geometry(block, total_sectors, "bpb"), ()
    if table:
        return _geometry(table, total_sectors, "mbr"), ()
    return seabios_default(total_sectors * SECTOR, first_sector), (Doubt("geometry.not-said", {}),)


def _geometry(shape: tuple[int, int], total_sectors: int, origin: str) -> Geometry:
    heads, sectors = shape
    return Geometry(max(1, min(total_sectors // (heads * sectors), _MAX_CYLINDERS)), heads, sectors, origin)


def from_boot_sector(sector: BootSector) -> tuple[int, int] | None:
    """Heads and sectors of a BIOS parameter block; None where it has none that a BIOS could have said.

    256 heads stand for the 255 that DOS can use.
    """
    heads = 255 if sector.heads == 256 else sector.heads
    return (heads, sector.sectors_per_track) if 1 <= sector.sectors_per_track <= 63 and 1 <= heads <= 255 else None


def endpoints(entries: Iterable[Entry]) -> list[Endpoint]:
    """First and last sectors with a CHS that says something."""
    found = []
    for entry in entries:
        for sector, (cylinder, head, number) in ((entry.start, entry.chs_start), (entry.end - 1, entry.chs_end)):
            if cylinder < _LAST_CYLINDER and number:
                found.append((sector, cylinder, head, number))
    return found


def resolves(point: Endpoint, heads: int, sectors: int) -> bool:
    """Whether CHS and sector number of an endpoint mean the same place under this geometry."""
    number, cylinder, head, sector = point
    return head < heads and sector <= sectors and number == (cylinder * heads + head) * sectors + sector - 1


def from_table(entries: Sequence[Entry]) -> tuple[int, int] | None:
    """Heads and sectors that make the most endpoints of the table come true; None when nothing settles it.

    Several geometries may do so (a start at 0/1/1 says nothing of heads).  Then the one wins in which partitions end on
    a cylinder's end, as FDISK made them.
    """
    points = endpoints(entries)[:_MAX_POINTS]
    scores: dict[tuple[int, int], int] = {}
    for sectors in range(1, 64):
        for heads in range(2, 256):
            score = sum(resolves(point, heads, sectors) for point in points)
            if score:
                scores[heads, sectors] = score
    best = max(scores.values(), default=0)
    candidates = {shape for shape, score in scores.items() if score == best}
    hints = [(entry.chs_end[1] + 1, entry.chs_end[2]) for entry in entries]
    for shape in hints:
        if shape in candidates:
            return shape
    if len(candidates) == 1:
        return candidates.pop()
    # One endpoint alone fits very many; two or more leave a few, of which a known one is meant.
    known = [(heads, sectors) for sectors in _KNOWN_SECTORS for heads in _KNOWN_HEADS if (heads, sectors) in candidates]
    return known[0] if best > 1 and len(known) == 1 else None


def seabios_default(size_bytes: int, first_sector: bytes = b"") -> Geometry:
    """What SeaBIOS says of QEMU's IDE disk when nobody tells it: QEMU's ``hw/block/hd-geometry.c``, SeaBIOS's ``block.c``.

    QEMU takes the first table entry that ends on a head other than 0 for the geometry's last head.
    """
    total = size_bytes // SECTOR
    guess = _qemu_guess(total, first_sector)
    if guess and guess[1] <= 16:
        cylinders, heads, sectors = guess  # taken for the physical one, and not translated
        return Geometry(min(cylinders, 1024), heads, sectors, "size")
    cylinders = max(2, min(total // (16 * 63), 16383))
    if guess and cylinders * 16 <= 131072:
        return Geometry(*_large(cylinders, 16), 63, "size")
    if cylinders <= 1024:
        return Geometry(cylinders, 16, 63, "size")
    return Geometry(*_assisted(total), 63, "size")


def _qemu_guess(total: int, first_sector: bytes) -> tuple[int, int, int] | None:
    if first_sector[510:512] != b"\x55\xaa":
        return None
    for at in range(0x1BE, 510, 16):
        _, head, sector = decode_chs(first_sector[at + 5 : at + 8])
        if any(first_sector[at + 12 : at + 16]) and head and sector:
            cylinders = total // ((head + 1) * sector)
            if 1 <= cylinders <= 16383:
                return cylinders, head + 1, sector
    return None


def _large(cylinders: int, heads: int) -> tuple[int, int]:
    """ "Large" translation: half the cylinders, twice the heads, until they fit."""
    while cylinders > 1024:
        cylinders, heads = cylinders // 2, heads * 2
        if heads > 127:
            break
    return min(cylinders, 1024), heads


def _assisted(total: int) -> tuple[int, int]:
    """LBA-assisted translation."""
    if total > 63 * 255 * 1024:
        return 1024, 255
    least = total // 63 // 1024
    heads = next((heads for heads in (16, 32, 64, 128) if least <= heads), 255)
    return min(total // 63 // heads, 1024), heads
