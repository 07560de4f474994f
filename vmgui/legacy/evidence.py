"""What the readers hand to the rules: the report so far, and the raw things it was read from."""

from __future__ import annotations

from dataclasses import dataclass

from vmgui.legacy.report import DiskReport, FileTree, Partition, ReadAt, System


@dataclass(frozen=True, slots=True)
class BootSector:
    """The BIOS parameter block at the start of a FAT or NTFS volume."""

    #: ``fat12 fat16 fat32 ntfs hpfs``
    filesystem: str
    sectors_per_track: int
    heads: int
    #: Hidden sectors (u32 at 0x1C): should be the volume's first sector on the disk.
    hidden: int
    total_sectors: int
    #: Byte offsets of this sector and of its backup in the source; backup -1 when there is none.
    offset: int
    backup_offset: int = -1


@dataclass(frozen=True, slots=True)
class Volume:
    """A partition with what is in it.  ``tree`` is None when the file system cannot be read."""

    partition: Partition
    boot_sector: BootSector | None
    tree: FileTree | None


@dataclass(frozen=True, slots=True)
class BootEntry:
    """One line of boot.ini's ``[operating systems]``: ``multi(0)disk(0)rdisk(0)partition(1)\\WINNT="..." /opt``."""

    #: ``multi scsi signature`` or ``other`` (``C:\\`` lines and the like).
    kind: str
    #: The arc path as written, without the title.
    path: str
    disk: int
    partition: int
    #: ``\\WINNT``
    folder: str
    title: str
    options: str


@dataclass(frozen=True, slots=True)
class BootIni:
    """boot.ini: where it stands and what it says.  ``raw`` is its exact content."""

    partition: int
    path: str
    raw: bytes
    timeout: int | None
    default: str
    entries: tuple[BootEntry, ...]


@dataclass(frozen=True, slots=True)
class HiveFile:
    """A registry hive as a file: partition number, path on it, content."""

    partition: int
    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class SystemEvidence:
    """One system and the hives it was read from (None: missing or not readable)."""

    system: System
    system_hive: HiveFile | None
    software_hive: HiveFile | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """All a rule may look at."""

    read_at: ReadAt
    report: DiskReport
    volumes: tuple[Volume, ...]
    boot_ini: BootIni | None
    systems: tuple[SystemEvidence, ...]
