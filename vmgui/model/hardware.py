"""The virtual machine we are going to make, before it is libvirt's XML."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LogicalGeometry:
    """What the guest's BIOS is to report for the boot disk (QEMU's lcyls, lheads, lsecs)."""

    cylinders: int
    heads: int
    sectors: int

    def __str__(self) -> str:
        return f"{self.cylinders}/{self.heads}/{self.sectors}"

    @classmethod
    def parse(cls, text: str) -> LogicalGeometry:
        """The geometry written as ``1023/240/63``; ValueError for anything else."""
        cylinders, heads, sectors = (int(part) for part in text.split("/"))
        return cls(cylinders, heads, sectors)


@dataclass(frozen=True, slots=True)
class Hardware:
    """Every property a profile or a finding may set; a finding names a field and its new value."""

    profile: str
    #: libvirt domain type the profile wants where the host can: ``kvm`` or ``qemu`` (emulation).
    acceleration: str = "kvm"
    machine: str = "pc"
    cpu: str = "pentium3"
    #: CPU features switched off, comma separated (``apic`` for Windows 95).
    cpu_without: str = ""
    vcpus: int = 1
    memory_mib: int = 256
    max_memory_mib: int = 1024
    acpi: bool = False
    apic: bool = True
    nic: str = "pcnet"
    mac: str = ""
    video: str = "vga"
    sound: str = ""
    #: ``tablet`` (USB, absolute) or ``ps2`` (relative).
    pointer: str = "ps2"
    #: ``localtime`` or ``utc``.
    clock: str = "localtime"
    geometry: LogicalGeometry | None = None
    #: libosinfo id for other programs' display; empty: none.
    osinfo: str = ""
