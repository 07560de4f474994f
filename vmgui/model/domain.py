"""libvirt's domain XML, in and out (https://libvirt.org/formatdomain.html)."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from vmgui.errors import Problem
from vmgui.model.hardware import Hardware, LogicalGeometry

_QEMU = "http://libvirt.org/schemas/domain/qemu/1.0"
_OSINFO = "http://libosinfo.org/xmlns/libvirt/domain/1.0"
#: The device alias libvirt gives the first disk of the first IDE channel.
_BOOT_DISK = "ide0-0-0"

ElementTree.register_namespace("qemu", _QEMU)
ElementTree.register_namespace("libosinfo", _OSINFO)


@dataclass(frozen=True, slots=True)
class Disk:
    """One drive of a guest.  ``path`` is empty when nothing is in it or it is not a file or block device."""

    target: str
    device: str  # disk, cdrom, floppy
    bus: str
    path: str
    format: str


@dataclass(frozen=True, slots=True)
class Nic:
    """One network card."""

    mac: str
    model: str
    network: str


@dataclass(frozen=True, slots=True)
class Domain:
    """What the window shows of a guest's definition."""

    name: str
    uuid: str
    #: ``kvm`` or ``qemu``
    acceleration: str
    machine: str
    memory_mib: int
    vcpus: int
    acpi: bool
    #: Whether the console may point absolutely (a tablet) or moves a relative mouse.
    absolute_pointer: bool
    #: ``vnc``, ``spice`` or empty.
    graphics: str
    disks: tuple[Disk, ...]
    nics: tuple[Nic, ...]


def read_domain(xml: str) -> Domain:
    """Reads a definition as libvirt gives it; Problem ``guest.bad-definition`` for anything else."""
    try:
        root = ElementTree.fromstring(xml)
        return Domain(
            name=root.findtext("name", ""),
            uuid=root.findtext("uuid", ""),
            acceleration=root.get("type", ""),
            machine=_attribute(root, "os/type", "machine"),
            memory_mib=_mebibytes(root.find("memory")),
            vcpus=int(root.findtext("vcpu", "1")),
            acpi=root.find("features/acpi") is not None,
            absolute_pointer=any(device.get("type") == "tablet" for device in root.findall("devices/input")),
            graphics=_attribute(root, "devices/graphics", "type"),
            disks=tuple(_disk(disk) for disk in root.findall("devices/disk")),
            nics=tuple(_nic(nic) for nic in root.findall("devices/interface")),
        )
    except (ElementTree.ParseError, ValueError) as error:
        raise Problem("guest.bad-definition", detail=str(error)) from error


def _attribute(parent: Element, path: str, name: str) -> str:
    found = parent.find(path)
    return "" if found is None else found.get(name, "")


def _mebibytes(memory: Element | None) -> int:
    if memory is None:
        return 0
    units = {
        "b": 1,
        "bytes": 1,
        "KiB": 1 << 10,
        "k": 1 << 10,
        "MiB": 1 << 20,
        "M": 1 << 20,
        "GiB": 1 << 30,
        "G": 1 << 30,
    }
    return int(memory.text or 0) * units.get(memory.get("unit", "KiB"), 1 << 10) >> 20


def _disk(disk: Element) -> Disk:
    source = disk.find("source")
    path = "" if source is None else source.get("file") or source.get("dev") or ""
    return Disk(
        target=_attribute(disk, "target", "dev"),
        device=disk.get("device", "disk"),
        bus=_attribute(disk, "target", "bus"),
        path=path,
        format=_attribute(disk, "driver", "type"),
    )


def _nic(nic: Element) -> Nic:
    source = nic.find("source")
    network = "" if source is None else source.get("network") or source.get("bridge") or ""
    return Nic(_attribute(nic, "mac", "address"), _attribute(nic, "model", "type"), network or nic.get("type", ""))


def write_domain(name: str, uuid: str, hardware: Hardware, disk_path: str, acceleration: str) -> str:
    """The definition of an imported machine.

    ``acceleration`` is what the host can do (``kvm`` or ``qemu``); a profile that wants emulation gets it anyway.
    """
    kind = "kvm" if "qemu" not in (acceleration, hardware.acceleration) else "qemu"
    root = Element("domain", type=kind)
    SubElement(root, "name").text = name
    SubElement(root, "uuid").text = uuid
    if hardware.osinfo:
        metadata = SubElement(root, "metadata")
        SubElement(SubElement(metadata, f"{{{_OSINFO}}}libosinfo"), f"{{{_OSINFO}}}os", id=hardware.osinfo)
    SubElement(root, "memory", unit="MiB").text = str(hardware.memory_mib)
    SubElement(root, "vcpu").text = str(hardware.vcpus)
    system = SubElement(root, "os")
    SubElement(system, "type", arch="x86_64", machine=hardware.machine).text = "hvm"
    SubElement(system, "boot", dev="hd")
    features = SubElement(root, "features")
    for feature, wanted in (("acpi", hardware.acpi), ("apic", hardware.apic)):
        if wanted:
            SubElement(features, feature)
    _write_cpu(root, hardware)
    _write_clock(root, hardware)
    SubElement(root, "on_poweroff").text = "destroy"
    SubElement(root, "on_reboot").text = "restart"
    SubElement(root, "on_crash").text = "preserve"
    _write_devices(SubElement(root, "devices"), hardware, disk_path)
    if hardware.geometry is not None:
        _write_geometry(root, hardware.geometry)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode")


def _write_cpu(root: Element, hardware: Hardware) -> None:
    cpu = SubElement(root, "cpu", mode="custom", match="exact", check="none")
    SubElement(cpu, "model", fallback="forbid").text = hardware.cpu
    # One CPU a socket: the BIOS's multiprocessor table lists packages, not cores.
    SubElement(cpu, "topology", sockets=str(hardware.vcpus), dies="1", cores="1", threads="1")
    for feature in filter(None, hardware.cpu_without.split(",")):
        SubElement(cpu, "feature", policy="disable", name=feature)


def _write_clock(root: Element, hardware: Hardware) -> None:
    clock = SubElement(root, "clock", offset=hardware.clock)
    SubElement(clock, "timer", name="rtc", tickpolicy="catchup")
    SubElement(clock, "timer", name="pit", tickpolicy="delay")
    SubElement(clock, "timer", name="hpet", present="no")


def _write_devices(devices: Element, hardware: Hardware, disk_path: str) -> None:
    disk = SubElement(devices, "disk", type="file", device="disk")
    SubElement(disk, "driver", name="qemu", type="qcow2")
    SubElement(disk, "source", file=disk_path)
    SubElement(disk, "target", dev="hda", bus="ide")
    for device, target, bus in (("cdrom", "hdc", "ide"), ("floppy", "fda", "fdc")):
        drive = SubElement(devices, "disk", type="file", device=device)
        SubElement(drive, "target", dev=target, bus=bus)
        if device == "cdrom":
            SubElement(drive, "readonly")
    if hardware.pointer == "tablet":
        SubElement(devices, "controller", type="usb", model="piix3-uhci")
        SubElement(devices, "input", type="tablet", bus="usb")
    else:
        SubElement(devices, "controller", type="usb", model="none")
    if hardware.nic:
        interface = SubElement(devices, "interface", type="user")
        if hardware.mac:
            SubElement(interface, "mac", address=hardware.mac)
        SubElement(interface, "model", type=hardware.nic)
    graphics = SubElement(devices, "graphics", type="vnc")
    SubElement(graphics, "listen", type="socket")
    if hardware.sound:
        SubElement(devices, "sound", model=hardware.sound)
        SubElement(devices, "audio", id="1", type="none")
    video = SubElement(devices, "video")
    SubElement(video, "model", type=hardware.video, vram="16384")
    SubElement(devices, "memballoon", model="none")


def _write_geometry(root: Element, geometry: LogicalGeometry) -> None:
    """``<geometry>`` sets the physical one only; what the BIOS tells the guest needs QEMU's own properties."""
    override = SubElement(root, f"{{{_QEMU}}}override")
    device = SubElement(override, f"{{{_QEMU}}}device", alias=_BOOT_DISK)
    frontend = SubElement(device, f"{{{_QEMU}}}frontend")
    values = (("lcyls", geometry.cylinders), ("lheads", geometry.heads), ("lsecs", geometry.sectors))
    for name, value in values:
        SubElement(frontend, f"{{{_QEMU}}}property", name=name, type="unsigned", value=str(value))
