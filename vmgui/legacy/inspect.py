"""Everything about one disk: from a reader of bytes to the evidence that rules look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from vmgui.legacy import bootsector, geometry, partitions, systems
from vmgui.legacy.evidence import BootIni, Evidence, Volume
from vmgui.legacy.report import SECTOR, DiskReport, Doubt, FileTree, Partition, ReadAt

#: Opens the files of a partition; None when its file system cannot be read.
OpenTree = Callable[[Partition], FileTree | None]

#: No operating system without a file tree is expected on these.
_NO_FILES = frozenset({"swap"})
_FLOPPIES = frozenset(kib * 1024 for kib in (160, 180, 320, 360, 640, 720, 1200, 1232, 1440, 1680, 1722, 2880))


def inspect(source_name: str, size: int, read_at: ReadAt, open_tree: OpenTree) -> Evidence:
    """Reads a disk of ``size`` bytes.  Whatever stands there, this answers; what is not clear becomes a doubt."""
    table = partitions.read_table(read_at, size)
    doubts = [*_size_doubts(size, table), *table.doubts]
    volumes = tuple(_volume(read_at, open_tree, partition, size, doubts) for partition in table.partitions)
    boot_ini = systems.find_boot_ini(volumes)
    found, system_doubts = systems.find(volumes, boot_ini)
    boot_sectors = [volume.boot_sector for volume in _boot_order(volumes, boot_ini) if volume.boot_sector]
    # With a lead the source's first sector is not the new disk's.
    first = b"" if table.lead_bytes else read_at(0, SECTOR)
    shape, geometry_doubts = geometry.infer(table.entries, boot_sectors, (table.lead_bytes + size) // SECTOR, first)
    parts = tuple(volume.partition for volume in volumes)
    report = DiskReport(
        source_name,
        size,
        table.kind,
        parts,
        shape,
        tuple(evidence.system for evidence in found),
        doubts=_once([*doubts, *geometry_doubts, *system_doubts]),
        lead_bytes=table.lead_bytes,
        disk_bytes=_disk_bytes(size, table),
        signature=table.signature,
    )
    return Evidence(read_at, report, volumes, boot_ini, found)


def _volume(read_at: ReadAt, open_tree: OpenTree, partition: Partition, size: int, doubts: list[Doubt]) -> Volume:
    content = bootsector.recognise(read_at, partition.start_bytes, partition.size_bytes)
    known = replace(partition, filesystem=content.filesystem, filesystem_version=content.version, label=content.label)
    tree = open_tree(known) if content.filesystem and content.filesystem not in _NO_FILES else None
    if partition.start_bytes < size:
        if not content.filesystem:
            doubts.append(Doubt("filesystem.unknown", {"number": partition.number, "type": f"{partition.type:02X}"}))
        elif tree is None and content.filesystem not in _NO_FILES:
            doubts.append(Doubt("filesystem.unreadable", {"number": partition.number, "name": content.filesystem}))
    return Volume(known, content.boot_sector, tree)


def _boot_order(volumes: tuple[Volume, ...], boot_ini: BootIni | None) -> list[Volume]:
    """The volume that boots first: the active one, else the one with boot.ini, else the first."""
    first = boot_ini.partition if boot_ini else 0
    return sorted(volumes, key=lambda volume: (not volume.partition.active, volume.partition.number != first))


def _size_doubts(size: int, table: partitions.Table) -> Iterator[Doubt]:
    if size % SECTOR:
        yield Doubt("source.odd-size", {"bytes": size % SECTOR})
    if table.kind == "none" and table.partitions and size in _FLOPPIES:
        yield Doubt("source.floppy", {})


def _disk_bytes(size: int, table: partitions.Table) -> int:
    """The whole source and its lead, and every partition to its end even where the source stops before it."""
    ends = [partition.start_bytes + partition.size_bytes for partition in table.partitions]
    whole = table.lead_bytes + max([size, *ends])
    return -(-whole // SECTOR) * SECTOR


def _once(doubts: list[Doubt]) -> tuple[Doubt, ...]:
    """Each doubt said once, in order."""
    return tuple(doubt for index, doubt in enumerate(doubts) if doubt not in doubts[:index])
