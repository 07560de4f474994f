"""Which operating systems stand on a disk: Windows NT and its kin, Windows 9x, DOS, and others by their traces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vmgui.legacy import bootini, windows
from vmgui.legacy.evidence import BootIni, SystemEvidence, Volume
from vmgui.legacy.report import Doubt, FileTree, System

_BOOT_INI = "/boot.ini"
_NETWARE_TYPES = frozenset({0x64, 0x65})
_BSD_TYPES = frozenset({0xA5, 0xA6, 0xA9})
#: VersionNumber of Windows 9x -> what it was sold as.
_NINE_X = {
    "4.00.950": "95",
    "4.00.1111": "95 OSR2",
    "4.03.1212": "95 OSR2.1",
    "4.03.1214": "95 OSR2.5",
    "4.10.1998": "98",
    "4.10.2222": "98 Second Edition",
    "4.90.3000": "Me",
}


def find_boot_ini(volumes: tuple[Volume, ...]) -> BootIni | None:
    """boot.ini of the volume the disk boots from: the active one first."""
    for volume in sorted(volumes, key=lambda volume: not volume.partition.active):
        raw = volume.tree.read(_BOOT_INI, 1 << 20) if volume.tree else None
        if raw is not None:
            return bootini.parse(raw, volume.partition.number, _BOOT_INI)
    return None


def find(volumes: tuple[Volume, ...], boot_ini: BootIni | None) -> tuple[tuple[SystemEvidence, ...], list[Doubt]]:
    """All systems, those of the NT family first."""
    found, doubts = list[SystemEvidence](), list[Doubt]()
    for evidence, its_doubts in windows.find(volumes, boot_ini):
        found.append(evidence)
        doubts += its_doubts
    for volume in volumes:
        for system in _others(volume, doubts):
            found.append(SystemEvidence(system, None, None))
    if not found:
        doubts.append(Doubt("system.none", {}))
    return tuple(found), doubts


def _others(volume: Volume, doubts: list[Doubt]) -> Iterator[System]:
    number, kind = volume.partition.number, volume.partition.type
    if kind in _NETWARE_TYPES:
        yield System("netware", partition=number)
    if kind in _BSD_TYPES:
        yield System("bsd", partition=number)
    tree = volume.tree
    if tree is None:
        return
    names = {name.casefold() for name in tree.names("/")}
    if "os2krnl" in names or "os2ldr" in names:
        yield System("os2", partition=number)
    yield from _linux(tree, names, number)
    nine_x = _windows_9x(tree, names, number, doubts)
    if nine_x:
        yield nine_x
    else:
        yield from _dos(tree, names, number, doubts)


# Windows 95, 98, Me


def _windows_9x(tree: FileTree, names: set[str], number: int, doubts: list[Doubt]) -> System | None:
    """MSDOS.SYS is a text since Windows 95 and names the folder; the registry there begins with CREG."""
    if "io.sys" not in names:
        return None
    settings = bootini.decode(tree.read("/MSDOS.SYS", 64 << 10) or b"")
    said = re.search(r"^\s*WinDir\s*=\s*[a-z]:(\\[^\r\n]*)", settings, re.IGNORECASE | re.MULTILINE)
    root = said[1].strip().rstrip("\\").replace("\\", "/") if said else "/WINDOWS"
    registry = tree.read(f"{root}/SYSTEM.DAT", 32 << 20) or b""
    if registry[:4] != b"CREG":
        return None
    in_settings = re.search(r"^\s*WinVer\s*=\s*(4\.\d+\.\d+)", settings, re.IGNORECASE | re.MULTILINE)
    versions = [text for text in _creg_texts(registry, "VersionNumber") if re.fullmatch(r"4\.\d{1,2}\.\d{3,4}", text)]
    version = in_settings[1] if in_settings else next(iter(versions), "")
    if not version:
        doubts.append(Doubt("system.version-unknown", {"root": root}))
    name = next(iter(_creg_texts(registry, "ComputerName")), "")
    return System("win9x", version, "", _NINE_X.get(version, ""), root, number, computer_name=name)


def _creg_texts(registry: bytes, name: str) -> Iterator[str]:
    """Every string value of this name in a 9x registry: length of name, length of data, name, data (ANSI).

    A search for the value record, not a walk of the keys: it stands a damaged file too.
    https://github.com/libyal/libcreg/blob/main/documentation/Windows%209x%20Registry%20File%20(CREG)%20format.asciidoc
    """
    raw = name.encode("ascii")
    for match in re.finditer(re.escape(raw), registry, re.IGNORECASE):
        at = match.start()
        length = int.from_bytes(registry[at - 2 : at], "little")
        if at >= 4 and registry[at - 4 : at - 2] == len(raw).to_bytes(2, "little") and length < 256:
            text = bootini.decode(registry[match.end() : match.end() + length].rstrip(b"\0"))
            if text:
                yield text


# DOS


def _dos(tree: FileTree, names: set[str], number: int, doubts: list[Doubt]) -> Iterator[System]:
    """Kernel files and a shell.  (Windows NT's setup leaves an empty IO.SYS and MSDOS.SYS: those are no DOS.)"""
    shell = tree.read("/COMMAND.COM", 256 << 10) or b""
    kernel = tree.read("/KERNEL.SYS", 256 << 10) or b""
    if kernel and b"FreeDOS" in kernel:
        said = re.search(rb"FreeDOS kernel [^\r\n]{0,40}?\b(\d{4}|\d+\.\d+[.\d]*)", kernel)
        yield System("freedos", said[1].decode() if said else "", partition=number)
    elif shell and any(tree.read(f"/{name}", 512) for name in ("IO.SYS", "IBMBIO.COM", "DRBIOS.SYS")):
        said = re.search(rb"(?:MS-DOS|PC DOS|DR-?DOS)[^\r\n]{0,24}?[Vv]ersion (\d+\.\d+)", shell)
        if not said:
            doubts.append(Doubt("system.version-unknown", {"root": "/"}))
        edition = "MS-DOS" if "io.sys" in names else "PC DOS" if "ibmbio.com" in names else "DR DOS"
        yield System("dos", said[1].decode() if said else "", "", edition, partition=number)


# Linux


def _linux(tree: FileTree, names: set[str], number: int) -> Iterator[System]:
    """A root volume (/etc with a release file or the usual folders), or a FAT volume that SYSLINUX boots."""
    if {"etc", "bin", "lib"} <= names or {"etc", "usr", "var"} <= names:
        name, version = _release(tree)
        host = (tree.read("/etc/hostname", 4096) or tree.read("/etc/HOSTNAME", 4096) or b"").decode("utf-8", "replace")
        yield System("linux", version, "", name, "/", number, computer_name=host.strip())
    elif "ldlinux.sys" in names or {"vmlinuz", "linux"} & names:
        yield System("linux", partition=number)


def _release(tree: FileTree) -> tuple[str, str]:
    """Name and version of a distribution."""
    for path in ("/usr/lib/os-release", "/etc/os-release"):
        text = (tree.read(path, 64 << 10) or b"").decode("utf-8", "replace")
        facts = dict(re.findall(r"""^([A-Z_]+)=["']?([^"'\r\n]*)""", text, re.MULTILINE))
        if "NAME" in facts:
            return facts["NAME"], facts.get("VERSION_ID", "")
    for name in tree.names("/etc"):
        if name.casefold().endswith(("-release", "_version")) and name.casefold() != "os-release":
            text = (tree.read(f"/etc/{name}", 4096) or b"").decode("utf-8", "replace").strip()
            said = re.match(r"(?P<name>[^\d\n]*?)(?: release)?\s*(?P<version>\d[\w.]*)", text)
            if said:
                return said["name"].strip() or name.split("_")[0].split("-")[0].capitalize(), said["version"]
    return "", ""
