"""What stands in the way of an old disk's start in a virtual machine, and what we do about it.

One small function a rule; the numbers are those of the rule table the project works from.  A rule that holds gives its
evidence, and either a setting of the new machine (nothing on the disk changes) or repairs, in bytes of the *new* disk.
Repairs of different rules never touch the same bytes, so any choice of them fits together.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator
from contextlib import suppress

from vmgui.legacy import mbr
from vmgui.legacy.evidence import BootEntry, BootIni, Evidence, SystemEvidence, Volume
from vmgui.legacy.geometry import seabios_default
from vmgui.legacy.registry import Hive, RegistryError
from vmgui.legacy.report import (
    SECTOR,
    Finding,
    Geometry,
    Partition,
    PatchBytes,
    PutFile,
    Repair,
    Setting,
    Severity,
    Undo,
)

Rule = Callable[[Evidence], Iterator[Finding]]

#: What a boot sector of DOS, Windows or NT loads, and syslinux's loader.
_LOADERS = frozenset(("ntldr", "io.sys", "ibmbio.com", "kernel.sys", "winboot.sys", "ldlinux.sys", "osloader.exe"))
_FILE_SYSTEMS = frozenset(("fat12", "fat16", "fat32", "ntfs"))
_ACPI_HALS = frozenset(("halacpi.dll", "halaacpi.dll", "halmacpi.dll"))
_DYNAMIC = 0x42
#: Members of fault tolerant sets have bit 7 set in an ordinary type.
_SETS = frozenset((0x86, 0x87, 0x8B, 0x8C))
_SERVICE = "ControlSet{:03}\\Services\\{}"
_SYSTEMS_HEAD = re.compile(rb"(?im)^[ \t]*\[operating systems\][^\r\n]*(?:\r\n|\n|\r|\Z)")
_LOADER_HEAD = re.compile(rb"(?im)^[ \t]*\[boot loader\][^\r\n]*(?:\r\n|\n|\r|\Z)")
_DEFAULT = re.compile(rb"(?im)^[ \t]*default[ \t]*=[^\r\n]*")


def judge(evidence: Evidence) -> tuple[Finding, ...]:
    """Every finding that holds, in the order of the rules."""
    findings: list[Finding] = []
    for rule in RULES.values():
        with suppress(RegistryError):  # a hive that is damaged there has its doubt in the report already
            findings += rule(evidence)
    return tuple(findings)


# -- the disk's shape ------------------------------------------------------------------------------------------------


def _geo_1(evidence: Evidence) -> Iterator[Finding]:
    """The BIOS would give another geometry than the disk was written with."""
    report, told = evidence.report, evidence.report.geometry
    if told.origin == "size" or not report.partitions or told.heads > 255:
        return
    usual = seabios_default(report.disk_bytes, _first_sector(evidence))
    if (told.heads, told.sectors) == (usual.heads, usual.sectors):
        return
    facts: dict[str, str | int] = {"old": _shape(told), "new": _shape(usual), "from": told.origin}
    value = f"{told.cylinders}/{told.heads}/{told.sectors}"
    yield Finding("GEO-1", Severity.STOP, Undo.MACHINE, facts, settings=(Setting("geometry", value),))


def _shape(geometry: Geometry) -> str:
    return f"{geometry.heads}/{geometry.sectors}"


def _first_sector(evidence: Evidence) -> bytes:
    """Sector 0 of the new disk."""
    return _new_mbr(evidence) if evidence.report.lead_bytes else evidence.read_at(0, SECTOR)


def _geo_2(evidence: Evidence) -> Iterator[Finding]:
    """The active entry's CHS names another sector than its sector number: old boot code goes by CHS."""
    geometry = evidence.report.geometry
    for partition in _active(evidence):
        entry = evidence.read_at(partition.entry_offset, 16)
        if len(entry) < 16:
            continue
        start = partition.start_bytes // SECTOR
        right = mbr.encode_chs(start, geometry)
        beyond = start >= geometry.heads * geometry.sectors * 1024
        if entry[1:4] == right or beyond:
            continue
        facts: dict[str, str | int] = {
            "number": partition.number,
            "found": entry[1:4].hex(" "),
            "right": right.hex(" "),
        }
        patch = PatchBytes(partition.entry_offset + 1, entry[1:4], right)
        yield Finding("GEO-2", Severity.STOP, Undo.EDIT, facts, repairs=(patch,))


def _geo_3(evidence: Evidence) -> Iterator[Finding]:
    """A boot sector that thinks its partition begins elsewhere."""
    lead = evidence.report.lead_bytes
    starting = {partition.number for partition in _active(evidence)} | {
        item.system.partition for item in evidence.systems
    }
    for volume in evidence.volumes:
        sector, partition = volume.boot_sector, volume.partition
        right = (partition.start_bytes + lead) // SECTOR
        wanted = partition.number in starting or evidence.report.partition_table == "none"
        if sector is None or partition.logical or not wanted or sector.hidden == right:
            continue
        facts: dict[str, str | int] = {"number": partition.number, "found": sector.hidden, "right": right}
        places = [sector.offset] + ([sector.backup_offset] if sector.backup_offset >= 0 else [])
        repairs = [_hidden(evidence, place, right) for place in places]
        yield Finding("GEO-3", Severity.STOP, Undo.EDIT, facts, repairs=tuple(filter(None, repairs)))


def _hidden(evidence: Evidence, sector: int, right: int) -> PatchBytes | None:
    place = sector + 0x1C
    before, after = evidence.read_at(place, 4), struct.pack("<I", right)
    return (
        PatchBytes(place + evidence.report.lead_bytes, before, after) if len(before) == 4 and before != after else None
    )


def _geo_8(evidence: Evidence) -> Iterator[Finding]:
    """The image ends before its last partition does."""
    report = evidence.report
    end = max((item.start_bytes + item.size_bytes for item in report.partitions), default=0)
    if report.partition_table == "mbr" and end > report.size_bytes:
        facts: dict[str, str | int] = {"missing": end - report.size_bytes, "end": end, "size": report.size_bytes}
        yield Finding("GEO-8", Severity.STOP, Undo.MACHINE, facts)


# -- starting --------------------------------------------------------------------------------------------------------


def _boot_1(evidence: Evidence) -> Iterator[Finding]:
    """No partition is marked active though one can start."""
    if evidence.report.partition_table != "mbr" or _active(evidence):
        return
    for volume in evidence.volumes:
        if not volume.partition.logical and _has_loader(volume):
            flag = PatchBytes(volume.partition.entry_offset, b"\x00", b"\x80")
            facts: dict[str, str | int] = {"number": volume.partition.number}
            yield Finding("BOOT-1", Severity.STOP, Undo.EDIT, facts, repairs=(flag,))
            return


def _active(evidence: Evidence) -> list[Partition]:
    return [item for item in evidence.report.partitions if item.active and item.entry_offset >= 0 and not item.logical]


def _has_loader(volume: Volume) -> bool:
    return volume.tree is not None and any(name.casefold() in _LOADERS for name in volume.tree.names("/"))


def _boot_3(evidence: Evidence) -> Iterator[Finding]:
    """boot.ini starts through a SCSI driver of the old machine, or by a disk signature."""
    boot_ini, entry = _default_entry(evidence)
    if boot_ini is not None and entry is not None and entry.kind in ("scsi", "signature"):
        number = _partition_of(evidence, entry) or entry.partition
        yield _boot_ini_finding("BOOT-3", evidence, boot_ini, entry, number)


def _boot_4(evidence: Evidence) -> Iterator[Finding]:
    """boot.ini names another partition than the one Windows is on."""
    boot_ini, entry = _default_entry(evidence)
    if boot_ini is None or entry is None or entry.kind != "multi":
        return
    number = _partition_of(evidence, entry)
    if number is not None and number != entry.partition:
        yield _boot_ini_finding("BOOT-4", evidence, boot_ini, entry, number)


def _default_entry(evidence: Evidence) -> tuple[BootIni | None, BootEntry | None]:
    """boot.ini and the entry it starts: the one ``default`` names, else the first."""
    boot_ini = evidence.boot_ini
    if boot_ini is None or not boot_ini.entries:
        return boot_ini, None
    wanted = _plain(boot_ini.default)
    return boot_ini, next((item for item in boot_ini.entries if _plain(item.path) == wanted), boot_ini.entries[0])


def _plain(path: str) -> str:
    return path.replace(" ", "").rstrip("\\").casefold()


def _partition_of(evidence: Evidence, entry: BootEntry) -> int | None:
    """The partition that has the entry's folder; None when no system of that folder, or more than one, was found."""
    folder = entry.folder.replace("\\", "/").casefold()
    found = {item.system.partition for item in evidence.systems if item.system.root.casefold() == folder}
    if entry.partition in found:
        return entry.partition
    return found.pop() if len(found) == 1 else None


def _boot_ini_finding(rule: str, evidence: Evidence, boot_ini: BootIni, entry: BootEntry, number: int) -> Finding:
    """Adds a line that starts the same folder by the BIOS, and makes it the one that is started."""
    disk = entry.disk if entry.kind == "multi" else 0
    path = f"multi(0)disk(0)rdisk({disk})partition({number}){entry.folder}"
    after = with_entry(boot_ini.raw, path, f"{entry.title} (virtual)", entry.options)
    facts: dict[str, str | int] = {"file": boot_ini.path, "found": entry.path, "right": path}
    volume = next(item for item in evidence.volumes if item.partition.number == boot_ini.partition)
    repair = _put(evidence, volume, boot_ini.path, boot_ini.raw, after)
    return Finding(rule, Severity.STOP, Undo.EDIT, facts, repairs=(repair,))


def with_entry(raw: bytes, path: str, title: str, options: str) -> bytes:
    """boot.ini with one more line, which becomes the default; every other byte stays.

    Only what the file itself said goes into the line, so its code page is kept.
    """
    newline = b"\r\n" if b"\r\n" in raw or b"\n" not in raw else b"\n"
    # The title's own characters may be of any code page: only plain ones are repeated.
    words = title.encode("ascii", "ignore").replace(b'"', b"").strip()
    line = path.encode("ascii", "replace") + b'="' + words + b'"'
    line += b" " + options.encode("ascii", "ignore") if options else b""
    default = b"default=" + path.encode("ascii", "replace")
    raw = raw if not raw or raw.endswith((b"\n", b"\r")) else raw + newline
    raw = _after(raw, _SYSTEMS_HEAD, line + newline, b"[operating systems]" + newline)
    if _DEFAULT.search(raw):
        return _DEFAULT.sub(lambda _: default, raw, count=1)
    return _after(raw, _LOADER_HEAD, default + newline, b"[boot loader]" + newline)


def _after(raw: bytes, head: re.Pattern[bytes], line: bytes, new_head: bytes) -> bytes:
    found = head.search(raw)
    if found is None:
        return raw + new_head + line
    return raw[: found.end()] + line + raw[found.end() :]


def _put(evidence: Evidence, volume: Volume, path: str, before: bytes, after: bytes) -> Repair:
    partition = volume.partition
    start = partition.start_bytes + evidence.report.lead_bytes
    return PutFile(start, partition.size_bytes, partition.filesystem, path, before, after)


def _boot_8(evidence: Evidence) -> Iterator[Finding]:
    """The image of a single partition: no BIOS can start it without a master boot record before it."""
    report = evidence.report
    if report.partition_table != "none" or not report.partitions or not report.lead_bytes:
        return
    partition = report.partitions[0]
    if partition.filesystem not in _FILE_SYSTEMS or partition.size_bytes < SECTOR:
        return
    facts: dict[str, str | int] = {"gap": report.lead_bytes // SECTOR}
    repair = PatchBytes(0, bytes(SECTOR), _new_mbr(evidence))
    yield Finding("BOOT-8", Severity.STOP, Undo.EDIT, facts, repairs=(repair,))


def _new_mbr(evidence: Evidence) -> bytes:
    report = evidence.report
    partition = report.partitions[0]
    start, sectors = report.lead_bytes // SECTOR, partition.size_bytes // SECTOR
    return mbr.make(partition.type, start, max(sectors, 1), report.geometry, _signature(evidence))


def _signature(evidence: Evidence) -> int:
    """The disk signature Windows remembers for a volume that begins where ours will; 0 when it says none.

    ``MountedDevices`` has signature (4 bytes) and byte offset (8) for each drive letter.
    """
    for item in evidence.systems:
        hive = _hive(item)
        key = hive.key("MountedDevices") if hive is not None else None
        for value in key.values() if key is not None else ():
            if len(value.data) == 12:
                signature, offset = struct.unpack("<IQ", value.data)
                if offset == evidence.report.lead_bytes:
                    return int(signature)
    return 0


# -- Windows ---------------------------------------------------------------------------------------------------------


def _dsk_1(evidence: Evidence) -> Iterator[Finding]:
    """NT 4.0 and older that do not start their driver for IDE disks: STOP 0x7B."""
    for item in evidence.systems:
        system, file = item.system, item.system_hive
        hive = _hive(item)
        if system.family != "winnt" or not system.version.startswith(("3.", "4.")) or hive is None or file is None:
            continue
        wrong = [number for number in system.control_sets if not _starts_ide(hive, number, system.version)]
        if not wrong:
            continue
        facts: dict[str, str | int] = {"file": file.path, "key": _SERVICE.format(wrong[0], "Atapi")}
        start = hive.dword(_SERVICE.format(wrong[0], "Atapi"), "Start")
        facts["found"] = "-" if start is None else start
        volume = next((one for one in evidence.volumes if one.partition.number == file.partition), None)
        places = [hive.dword_location(_SERVICE.format(number, "Atapi"), "Start") for number in wrong]
        known = [place for place in places if place is not None]
        if len(known) < len(wrong) or volume is None or not _has_driver(volume, system.root, "atapi.sys"):
            yield Finding("DSK-1", Severity.STOP, Undo.NONE, facts)
            continue
        after = bytearray(file.data)
        for place in known:
            after[place : place + 4] = bytes(4)
        repair = _put(evidence, volume, file.path, file.data, bytes(after))
        yield Finding("DSK-1", Severity.STOP, Undo.EDIT, facts, repairs=(repair,))


def _starts_ide(hive: Hive, number: int, version: str) -> bool:
    # NT 3.x has two drivers for IDE disks, of which one is enough.
    drivers = ("Atapi", "Atdisk") if version.startswith("3.") else ("Atapi",)
    return any(hive.dword(_SERVICE.format(number, driver), "Start") == 0 for driver in drivers)


def _has_driver(volume: Volume, root: str, name: str) -> bool:
    folder = f"{root}/system32/drivers"
    return volume.tree is not None and name in (one.casefold() for one in volume.tree.names(folder))


def _hive(item: SystemEvidence) -> Hive | None:
    """The SYSTEM hive; None when it is missing, damaged, or has changes that stand in its log only."""
    if item.system_hive is None:
        return None
    try:
        hive = Hive(item.system_hive.data)
    except RegistryError:
        return None
    return None if hive.dirty else hive


def _dsk_10(evidence: Evidence) -> Iterator[Finding]:
    """A dynamic disk: its database is at the disk's end."""
    for partition in evidence.report.partitions:
        if partition.type == _DYNAMIC:
            yield Finding("DSK-10", Severity.WARNING, Undo.MACHINE, {"number": partition.number})
            return


def _dsk_11(evidence: Evidence) -> Iterator[Finding]:
    """A member of a mirror or stripe set of NT."""
    for partition in evidence.report.partitions:
        if partition.type in _SETS and partition.entry_offset >= 0:
            single = partition.type & 0x7F
            facts: dict[str, str | int] = {
                "number": partition.number,
                "found": f"{partition.type:02X}",
                "right": f"{single:02X}",
            }
            patch = PatchBytes(partition.entry_offset + 4, bytes((partition.type,)), bytes((single,)))
            yield Finding("DSK-11", Severity.WARNING, Undo.EDIT, facts, repairs=(patch,))


def _hal_2(evidence: Evidence) -> Iterator[Finding]:
    """Windows 2000 and later installed with ACPI start only with it; where the disk does not say, it nearly always is."""
    for item in evidence.systems:
        system = item.system
        modern = system.family == "winnt" and system.version.startswith("5.")
        if system.hal in _ACPI_HALS or (modern and not system.hal):
            facts: dict[str, str | int] = {"hal": system.hal or "?"}
            yield Finding("HAL-2", Severity.STOP, Undo.MACHINE, facts, settings=(Setting("acpi", True),))
            return


def _cpu_1(evidence: Evidence) -> Iterator[Finding]:
    """NT 4.0 and older stop with 0x3E on a processor whose CPUID has more than it knows."""
    for item in evidence.systems:
        system = item.system
        if system.family == "winnt" and system.version.startswith(("3.", "4.")):
            model = "pentium3" if system.version.startswith("4.") else "pentium"
            facts: dict[str, str | int] = {"version": system.version, "cpu": model}
            yield Finding("CPU-1", Severity.STOP, Undo.MACHINE, facts, settings=(Setting("cpu", model),))
            return


def _mem_1(evidence: Evidence) -> Iterator[Finding]:
    """Windows 95, 98 and Me do not start with more than 512 MB."""
    if any(item.system.family == "win9x" for item in evidence.systems):
        limit = 480 if evidence.report.profile == "win95" else 512
        facts: dict[str, str | int] = {"limit": 512, "memory": limit}
        yield Finding("MEM-1", Severity.STOP, Undo.MACHINE, facts, settings=(Setting("max_memory_mib", limit),))


def _net_2(evidence: Evidence) -> Iterator[Finding]:
    """The old network card's address is known: activation and licences may hang on it."""
    for item in evidence.systems:
        for address in item.system.addresses:
            if address.mac:
                facts: dict[str, str | int] = {"mac": address.mac}
                yield Finding("NET-2", Severity.INFO, Undo.MACHINE, facts, settings=(Setting("mac", address.mac),))
                return


RULES: dict[str, Rule] = {
    "GEO-1": _geo_1,
    "GEO-2": _geo_2,
    "GEO-3": _geo_3,
    "GEO-8": _geo_8,
    "BOOT-1": _boot_1,
    "BOOT-3": _boot_3,
    "BOOT-4": _boot_4,
    "BOOT-8": _boot_8,
    "DSK-1": _dsk_1,
    "DSK-10": _dsk_10,
    "DSK-11": _dsk_11,
    "HAL-2": _hal_2,
    "CPU-1": _cpu_1,
    "MEM-1": _mem_1,
    "NET-2": _net_2,
}
