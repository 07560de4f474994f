"""What stands on an old disk, as values.  All sizes and offsets are bytes of the source unless a name says otherwise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

#: Reads exactly ``n`` bytes at ``offset``; past the end the missing bytes are left out (a short answer, never an error).
ReadAt = Callable[[int, int], bytes]

SECTOR = 512


class FileTree(Protocol):
    """The files of one volume, read-only.  Paths use ``/`` and are matched without regard to case, as Windows does."""

    def read(self, path: str, limit: int = 64 << 20) -> bytes | None:
        """The content of a file, or None when it is not there.  At most ``limit`` bytes."""

    def names(self, path: str) -> Sequence[str]:
        """The names in a folder; empty when it is not there."""


@dataclass(frozen=True, slots=True)
class Geometry:
    """Cylinders, heads and sectors per track as the old BIOS gave them (logical CHS)."""

    cylinders: int
    heads: int
    sectors: int
    #: What it was read from: ``bpb+mbr``, ``bpb``, ``mbr`` or ``size`` (nothing on the disk says it).
    origin: str


@dataclass(frozen=True, slots=True)
class Partition:
    """One partition.  ``number`` counts as NT's arc paths do: primaries first, then logical ones, from 1."""

    number: int
    type: int
    start_bytes: int
    size_bytes: int
    active: bool = False
    logical: bool = False
    #: ``fat12 fat16 fat32 ntfs hpfs ext2 swap`` ..., or empty when not known.
    filesystem: str = ""
    #: ``3.1`` for NTFS; empty where the file system has none.
    filesystem_version: str = ""
    label: str = ""
    #: Byte offset of the table entry (16 bytes) in the disk; -1 when there is none (partition-only image).
    entry_offset: int = -1


@dataclass(frozen=True, slots=True)
class Address:
    """One network adapter's settings as the registry has them."""

    adapter: str
    dhcp: bool
    ip: tuple[str, ...] = ()
    mask: tuple[str, ...] = ()
    gateway: tuple[str, ...] = ()
    dns: tuple[str, ...] = ()
    #: Hardware address if the registry or the source names one, as ``00:0c:29:aa:bb:cc``; else empty.
    mac: str = ""


@dataclass(frozen=True, slots=True)
class System:
    """One operating system found on the disk."""

    #: ``winnt win9x dos freedos linux reactos os2 netware bsd unknown``.
    family: str
    #: ``4.0`` ``5.1`` ``4.10.2222`` ...; empty when not known.
    version: str = ""
    #: ``6a`` or ``4``; empty when none or not known.
    service_pack: str = ""
    #: ``Workstation``, ``Server``, ``Domain controller``, ``Terminal Server``, ``Professional`` ...
    edition: str = ""
    #: The system folder on its volume, as ``/WINNT``.
    root: str = ""
    #: Number of the partition it is on.
    partition: int = 0
    #: Original file name of hal.dll, lower case: ``hal.dll halapic.dll halmps.dll halacpi.dll ...``; empty: not known.
    hal: str = ""
    #: Original file name of the kernel, lower case.
    kernel: str = ""
    computer_name: str = ""
    #: Control sets that ``Select`` names (Current, Default, LastKnownGood), ascending, without repeats.
    control_sets: tuple[int, ...] = ()
    addresses: tuple[Address, ...] = ()


class Severity(StrEnum):
    """How much a finding matters."""

    STOP = "stop"  # the new guest would not start
    WARNING = "warning"
    INFO = "info"


class Undo(StrEnum):
    """How a fix is taken back."""

    MACHINE = "machine"  # a setting of the virtual machine only
    EDIT = "edit"  # bytes on the copy, with their before-image
    NONE = "none"  # there is no fix of ours


@dataclass(frozen=True, slots=True)
class PatchBytes:
    """Same-size overwrite on the copy.  ``offset`` is a byte of the *new* disk; ``before`` is what must stand there."""

    offset: int
    before: bytes
    after: bytes


@dataclass(frozen=True, slots=True)
class PutFile:
    """A file's new content, on the volume that starts at byte ``volume_start`` of the *new* disk."""

    volume_start: int
    volume_size: int
    filesystem: str
    path: str
    before: bytes
    after: bytes


Repair = PatchBytes | PutFile


@dataclass(frozen=True, slots=True)
class Setting:
    """One property of the new virtual machine that a finding asks for, by field name of ``Hardware``.

    A geometry is written ``cylinders/heads/sectors``.
    """

    name: str
    value: str | int | bool


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that holds on this disk.  Its sentences are in :mod:`vmgui.words` under ``id``, filled with ``facts``."""

    id: str
    severity: Severity
    undo: Undo
    #: What was found where: file, key, offset, value.
    facts: dict[str, str | int]
    repairs: tuple[Repair, ...] = ()
    settings: tuple[Setting, ...] = ()

    @property
    def fixable(self) -> bool:
        """Whether vmgui itself can deal with it."""
        return self.undo is not Undo.NONE


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something the disk does not say clearly.  Sentence in :mod:`vmgui.words` under ``id``."""

    id: str
    facts: dict[str, str | int]


@dataclass(frozen=True, slots=True)
class DiskReport:
    """What stands on a disk.  ``lead_bytes`` is what must be put before a partition-only image to make it a disk."""

    source: str
    size_bytes: int
    #: ``mbr gpt apm none``; ``none`` is a file system without a table.
    partition_table: str
    partitions: tuple[Partition, ...]
    geometry: Geometry
    systems: tuple[System, ...] = ()
    #: Id of the guest profile that fits.
    profile: str = "unknown"
    doubts: tuple[Doubt, ...] = ()
    findings: tuple[Finding, ...] = ()
    lead_bytes: int = 0
    #: Size the new disk must have (lead, padding and rounding to whole sectors included).
    disk_bytes: int = 0
    #: NT disk signature at 0x1B8 of the MBR; 0 when there is none.
    signature: int = 0
