"""Test disks made with the real tools, from Debian packages alone; no root, no mounts.

bootable_linux(path, heads, sectors)    FAT16, syslinux, a Debian kernel, a busybox shell on the text console
bootable_memtest(path, heads, sectors)  the same, starting memtest86+
nt_disk(path, Nt(...))                  a Windows NT-like disk: table, file systems, hives, boot.ini, programs
win98_disk(path), dos_disk(path)        small FAT disks with the files that identify them

Every boot sector of an NT-like disk is ours: it writes ``BIOS heads=.. sectors=.. hidden=.. OK`` and echoes keys.
"""

from __future__ import annotations

import functools
import gzip
import os
import shutil
import struct
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import hivex

from tests.legacy import programs, shared

SECTOR = 512
MB = 1 << 20
#: The shell's prompt on the bootable disk.
PROMPT = "vmgui-test#"
_HERE = Path(__file__).resolve().parent


def run(*command: str | Path, cwd: Path | None = None, stdin: bytes | None = None) -> bytes:
    """Runs a tool; its output in the error when it fails."""
    done = subprocess.run([str(word) for word in command], cwd=cwd, input=stdin, capture_output=True, check=False)
    assert done.returncode == 0, f"{command}: {done.stderr.decode(errors='replace')}"
    return done.stdout


@functools.cache
def store() -> Path:
    """Where things that are slow to get are kept between runs, per user."""
    folder = Path(tempfile.gettempdir()) / f"vmgui-test-store-{os.getuid()}"
    folder.mkdir(exist_ok=True)
    return folder


# -- parts -----------------------------------------------------------------------------------------------------------


def chs(sector: int, heads: int, sectors: int) -> bytes:
    """The three bytes of a CHS address in a partition table."""
    cylinder, rest = divmod(sector, heads * sectors)
    head, number = divmod(rest, sectors)
    if cylinder > 1023:
        cylinder, head, number = 1023, heads - 1, sectors - 1
    return bytes((head, (number + 1) | (cylinder >> 2 & 0xC0), cylinder & 0xFF))


@dataclass(frozen=True)
class Part:
    """One primary partition, in sectors."""

    type: int
    start: int
    count: int
    active: bool = False
    #: CHS start written instead of the right one.
    chs_start: bytes | None = None


def table(parts: Sequence[Part], heads: int, sectors: int, code: bytes = b"", signature: int = 0x1234ABCD) -> bytes:
    """Sector 0."""
    entries = b""
    for part in parts:
        first = part.chs_start or chs(part.start, heads, sectors)
        last = chs(part.start + part.count - 1, heads, sectors)
        kind = bytes((0x80 if part.active else 0,)) + first + bytes((part.type,)) + last
        entries += kind + struct.pack("<II", part.start, part.count)
    head = code[:440].ljust(440, b"\0") + struct.pack("<IH", signature, 0)
    return (head + entries).ljust(510, b"\0") + b"\x55\xaa"


def write_at(path: Path, offset: int, data: bytes) -> None:
    """Overwrites a part of a file."""
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(data)


def sparse(path: Path, size: int) -> None:
    """A file of zeros."""
    with path.open("wb") as file:
        file.truncate(size)


def whole_cylinders(size: int, heads: int, sectors: int) -> int:
    """``size`` bytes as sectors, cut to whole cylinders, as fdisk of the time did."""
    cylinder = heads * sectors
    return size // SECTOR // cylinder * cylinder


@functools.cache
def mbr_code() -> bytes:
    return Path("/usr/lib/syslinux/mbr/mbr.bin").read_bytes()


@functools.cache
def speaking_sector() -> bytes:
    """Our boot sector's code, from byte 0x5A on."""
    with tempfile.TemporaryDirectory() as folder:
        run("nasm", "-f", "bin", "-o", f"{folder}/boot", _HERE / "bootsector.asm")
        return Path(folder, "boot").read_bytes()


def make_speak(volume: Path) -> None:
    """Puts our boot code into a volume, keeping its parameter block."""
    code = speaking_sector()
    assert len(code) <= 510 - 0x5A
    write_at(volume, 0, b"\xeb\x58\x90")
    write_at(volume, 0x5A, code.ljust(510 - 0x5A, b"\0") + b"\x55\xaa")


def fat(
    volume: Path, count: int, heads: int, sectors: int, hidden: int, *, bits: int = 16, label: str = "SYSTEM"
) -> None:
    """A FAT volume of ``count`` sectors."""
    sparse(volume, count * SECTOR)
    run("mkfs.fat", "-F", str(bits), "-g", f"{heads}/{sectors}", "-h", str(hidden), "-n", label, volume)


def ntfs(volume: Path, count: int, heads: int, sectors: int, hidden: int, *, label: str = "WINNT") -> None:
    """An NTFS volume of ``count`` sectors (the last holds the boot sector's copy)."""
    sparse(volume, count * SECTOR)
    geometry = ("-p", str(hidden), "-H", str(heads), "-S", str(sectors))
    run("mkntfs", "-F", "-Q", "-q", "-L", label, "-s", "512", *geometry, volume)


def put(volume: Path, files: dict[str, bytes]) -> None:
    """Copies files into a FAT or NTFS volume, with the folders they need."""
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            path = Path(folder, name.lstrip("/"))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        if volume.read_bytes()[3:7] == b"NTFS":
            _put_ntfs(volume, Path(folder))
        else:
            tops = sorted(Path(folder).iterdir())
            run("mcopy", "-s", "-n", "-i", volume, *tops, "::/")


def _put_ntfs(volume: Path, folder: Path) -> None:
    """ntfscp makes files but no folders, so the tree goes in through a mount.

    The mount's process stays in the foreground: when it ends, everything is written.
    """
    with tempfile.TemporaryDirectory() as mountpoint:
        mount = subprocess.Popen(["ntfs-3g", "-o", "no_detach,no_def_opts,silent", volume, mountpoint])
        while not os.path.ismount(mountpoint):
            assert mount.poll() is None, "ntfs-3g could not mount"
            time.sleep(0.01)
        try:
            shutil.copytree(folder, mountpoint, dirs_exist_ok=True)
        finally:
            run(*(("fusermount3", "-u") if os.getuid() else ("umount",)), mountpoint)
            assert mount.wait(60) == 0


# -- disks that really boot ------------------------------------------------------------------------------------------


@functools.cache
def kernel() -> Path:
    """A Debian kernel that needs no modules for a text console and a keyboard; downloaded once by apt, not installed."""
    found = sorted(store().glob("vmlinuz-*"))
    if found:
        return found[-1]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if not _download_kernel(folder):  # the lists are missing or older than the archive
            run(*(() if os.getuid() == 0 else ("sudo", "-n")), "apt-get", "update", "-q")
            assert _download_kernel(folder), "no kernel package can be had"
        run("dpkg-deb", "-x", next(folder.glob("*.deb")), folder / "tree")
        image = next(folder.glob("tree/boot/vmlinuz-*"))
        part = store() / f".{image.name}.{os.getpid()}"
        shutil.copy(image, part)
        part.rename(store() / image.name)
    return store() / image.name


def _download_kernel(folder: Path) -> bool:
    """Has apt fetch the first kernel it knows, of those from small to large."""
    for package in ("linux-image-cloud-amd64", "linux-image-amd64", "linux-image-generic"):
        said = subprocess.run(["apt-cache", "depends", package], capture_output=True, text=True, check=False).stdout
        for name in [line.split()[-1] for line in said.splitlines() if "Depends: linux-image-" in line]:
            command = ["apt-get", "download", "-q", name]
            if subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode == 0:
                return True
    return False


@functools.cache
def initramfs() -> bytes:
    """busybox and a shell on the text console."""
    init = (
        "#!/bin/busybox sh\n/bin/busybox --install -s /bin\nexport PATH=/bin PS1='" + PROMPT + " '\n"
        "mount -t devtmpfs none /dev\nmount -t proc none /proc\necho 3 > /proc/sys/kernel/printk\n"
        "exec </dev/tty1 >/dev/tty1 2>&1\nwhile true; do setsid cttyhack sh; done\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in ("bin", "dev", "proc"):
            (root / name).mkdir()
        shutil.copy("/bin/busybox", root / "bin/busybox")
        (root / "init").write_text(init)
        (root / "init").chmod(0o755)
        names = "\n".join(str(path.relative_to(root)) for path in sorted(root.rglob("*")))
        packed = run("cpio", "-o", "-H", "newc", "--quiet", "-R", "0:0", cwd=root, stdin=names.encode())
    return gzip.compress(packed, 6)


def _syslinux(path: Path, heads: int, sectors: int, size: int, files: dict[str, bytes], config: str) -> None:
    total = whole_cylinders(size, heads, sectors)
    start, count = sectors, total - sectors
    volume = path.with_suffix(".volume")
    fat(volume, count, heads, sectors, start)
    put(volume, {**files, "syslinux.cfg": config.encode()})
    run("syslinux", "--install", volume)
    sparse(path, total * SECTOR)
    write_at(path, 0, table([Part(0x06, start, count, active=True)], heads, sectors, mbr_code()))
    _lay(volume, path, start * SECTOR)


def _lay(volume: Path, disk: Path, offset: int) -> None:
    """Moves a volume into its place on a disk."""
    run("dd", f"if={volume}", f"of={disk}", "bs=1M", f"seek={offset}", "oflag=seek_bytes", "conv=notrunc,sparse")
    volume.unlink()


def bootable_linux(path: Path, heads: int = 255, sectors: int = 63, size: int = 64 * MB) -> Path:
    """A disk that boots to a shell prompt; ``size`` is cut to whole cylinders."""
    files = {"vmlinuz": kernel().read_bytes(), "initrd.gz": initramfs()}
    config = "default t\nprompt 0\nlabel t\nkernel vmlinuz\nappend initrd=initrd.gz quiet nomodeset vga=normal\n"
    _syslinux(path, heads, sectors, size, files, config)
    return path


def bootable_memtest(path: Path, heads: int = 255, sectors: int = 63, size: int = 32 * MB) -> Path:
    """A disk that boots memtest86+."""
    images = sorted(Path("/boot").glob("memtest86+*x64.bin")) + sorted(Path("/boot").glob("memtest86+*.bin"))
    files = {"memtest": images[0].read_bytes()}
    _syslinux(path, heads, sectors, size, files, "default t\nprompt 0\nlabel t\nkernel memtest\n")
    return path


# -- disks of Windows ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Nt:
    """What is planted on an NT-like disk; the defaults are a healthy NT 4.0 SP6a Workstation on a Standard PC."""

    version: str = "4.0"
    build: str = "1381"
    service_pack: int = 6
    product: str = "WinNT"
    name: str = "OLDSERVER"
    hal: str = "hal.dll"
    kernel: str = "ntoskrnl.exe"
    heads: int = 255
    sectors: int = 63
    size: int = 64 * MB
    #: Windows on an NTFS partition behind a FAT16 one that starts.
    two_partitions: bool = False
    #: What boot.ini says; None is right.
    arc: str | None = None
    hidden: int | None = None
    chs_start: bytes | None = None
    active: bool = True
    #: Only the partition, without a table.
    partition_only: bool = False
    #: Bytes missing at the end.
    cut: int = 0
    type: int = 0x07
    atapi_start: int = 0
    #: Without the driver's file DSK-1 has no fix.
    atapi_file: bool = True
    ip: str = ""
    mac: str = ""
    control_sets: tuple[int, ...] = field(default=(1, 2))


NT4 = Nt()
NT4_SERVER_MPS = Nt(product="ServerNT", hal="halmps.dll", kernel="ntkrnlmp.exe")
NT351 = Nt(version="3.51", build="1057", service_pack=5)
WIN2000 = Nt(version="5.0", build="2195", service_pack=4, hal="halacpi.dll")
WINXP = Nt(version="5.1", build="2600", service_pack=3, hal="halmacpi.dll", kernel="ntkrpamp.exe")
WIN2003 = Nt(version="5.2", build="3790", service_pack=2, product="ServerNT", hal="halaacpi.dll")

_SZ, _DWORD, _MULTI = 1, 4, 7


def nt_disk(path: Path, nt: Nt = NT4) -> Path:
    """Makes the disk; skips the test when there is no template for hives."""
    system, software = _system_hive(nt), _software_hive(nt)
    total = whole_cylinders(nt.size, nt.heads, nt.sectors)
    start = nt.sectors
    second = total // 2 // (nt.heads * nt.sectors) * nt.heads * nt.sectors
    spans = [(start, second - start), (second, total - second)] if nt.two_partitions else [(start, total - start)]
    folder = "WINDOWS" if nt.version in ("5.1", "5.2") else "WINNT"
    arc = nt.arc or f"multi(0)disk(0)rdisk(0)partition({len(spans)})\\{folder}"
    title = {"5.0": "Microsoft Windows 2000"}.get(nt.version, f"Windows NT {nt.version}")
    lines = ["[boot loader]", "timeout=30", f"default={arc}", "[operating systems]", f'{arc}="{title}"']
    boot = {"boot.ini": "\r\n".join([*lines, ""]).encode(), "ntldr": b"NTLDR" * 100, "NTDETECT.COM": b"NTDETECT" * 50}
    windows = {
        f"{folder}/system32/hal.dll": programs.hal(nt.hal),
        f"{folder}/system32/ntoskrnl.exe": programs.hal(nt.kernel),
        f"{folder}/system32/cmd.exe": b"MZ",
        f"{folder}/system32/config/SYSTEM": system,
        f"{folder}/system32/config/SOFTWARE": software,
    }
    if nt.atapi_file:
        windows[f"{folder}/system32/drivers/atapi.sys"] = programs.hal("atapi.sys")
    contents = [boot, windows] if nt.two_partitions else [{**boot, **windows}]
    sparse(path, total * SECTOR)
    parts = []
    for number, (span, files) in enumerate(zip(spans, contents)):
        first, count = span
        volume = path.with_suffix(f".volume{number}")
        hidden = nt.hidden if nt.hidden is not None and number == 0 else first
        make, kind = (fat, 0x06) if nt.two_partitions and number == 0 else (ntfs, nt.type)
        make(volume, count, nt.heads, nt.sectors, hidden)
        put(volume, files)
        if number == 0:
            make_speak(volume)
        parts.append(Part(kind, first, count, nt.active and number == 0, nt.chs_start if number == 0 else None))
        if nt.partition_only:
            volume.rename(path)
            return path
        _lay(volume, path, first * SECTOR)
    write_at(path, 0, table(parts, nt.heads, nt.sectors, mbr_code()))
    if nt.cut:
        os.truncate(path, total * SECTOR - nt.cut)
    return path


def _hive(keys: dict[str, dict[str, tuple[int, bytes]]], minor: int) -> bytes:
    """A hive of these keys (paths with ``\\``) and values; regf 1.3 has no ``lh`` lists, which came with 1.5."""
    with tempfile.NamedTemporaryFile(suffix=".hive") as file:
        file.write(shared.material("hives/minimal-hive"))
        file.flush()
        hive = hivex.Hivex(file.name, write=True)
        for path, values in keys.items():
            node = hive.root()
            for name in path.split("\\"):
                node = hive.node_get_child(node, name) or hive.node_add_child(node, name)
            for name, (kind, data) in values.items():
                hive.node_set_value(node, {"key": name, "t": kind, "value": data})
        hive.commit(None)
        data = bytearray(Path(file.name).read_bytes())
    if minor < 5:
        _as_old(data, minor)
    return bytes(data)


def _as_old(data: bytearray, minor: int) -> None:
    """Turns ``lh`` lists into ``lf`` (the hash becomes the name's first four letters) and sets the version."""
    struct.pack_into("<I", data, 24, minor)
    at = 4096
    while at + 32 <= len(data) and data[at : at + 4] == b"hbin":
        size = struct.unpack_from("<I", data, at + 8)[0]
        cell, end = at + 32, at + size
        while cell < end:
            length = struct.unpack_from("<i", data, cell)[0]
            if length < 0 and data[cell + 4 : cell + 6] == b"lh":
                data[cell + 4 : cell + 6] = b"lf"
                for item in range(struct.unpack_from("<H", data, cell + 6)[0]):
                    key = struct.unpack_from("<I", data, cell + 8 + item * 8)[0] + 4096
                    data[cell + 12 + item * 8 : cell + 16 + item * 8] = bytes(data[key + 80 : key + 84])
            cell += abs(length)
        at = end
    checksum = 0
    for word in struct.unpack_from("<127I", data, 0):
        checksum ^= word
    struct.pack_into("<I", data, 508, checksum)


def _text(text: str) -> tuple[int, bytes]:
    return _SZ, text.encode("utf-16-le") + b"\0\0"


def _number(value: int) -> tuple[int, bytes]:
    return _DWORD, struct.pack("<I", value)


def _system_hive(nt: Nt) -> bytes:
    current = nt.control_sets[0]
    keys: dict[str, dict[str, tuple[int, bytes]]] = {
        "Select": {
            "Current": _number(current),
            "Default": _number(current),
            "LastKnownGood": _number(nt.control_sets[-1]),
            "Failed": _number(0),
        }
    }
    for number in nt.control_sets:
        control = f"ControlSet{number:03}"
        keys |= {
            f"{control}\\Control\\ComputerName\\ComputerName": {"ComputerName": _text(nt.name)},
            f"{control}\\Control\\ProductOptions": {"ProductType": _text(nt.product)},
            f"{control}\\Control\\Windows": {"CSDVersion": _number(nt.service_pack << 8)},
            f"{control}\\Services\\Disk": {"Start": _number(0)},
            f"{control}\\Services\\Atapi": {"Start": _number(nt.atapi_start), "Type": _number(1)},
        }
        if nt.ip:
            keys |= _addresses(control, nt)
    return _hive(keys, 5 if nt.version in ("5.1", "5.2") else 3)


def _addresses(control: str, nt: Nt) -> dict[str, dict[str, tuple[int, bytes]]]:
    def several(text: str) -> tuple[int, bytes]:
        return _MULTI, f"{text}\0\0".encode("utf-16-le")

    values = {
        "EnableDHCP": _number(0),
        "IPAddress": several(nt.ip),
        "SubnetMask": several("255.255.255.0"),
        "DefaultGateway": several("192.168.7.1"),
    }
    if nt.version.startswith("5."):
        place = f"{control}\\Services\\Tcpip\\Parameters\\Interfaces\\{{6E1F4A1C-0000-4000-8000-000000000001}}"
        return {place: values}
    mac = {"NetworkAddress": _text(nt.mac.replace(":", ""))} if nt.mac else {}
    return {
        f"{control}\\Services\\AMDPCN1\\Parameters": {"BusNumber": _number(0), **mac},
        f"{control}\\Services\\AMDPCN1\\Parameters\\Tcpip": values,
    }


def _software_hive(nt: Nt) -> bytes:
    values = {
        "CurrentVersion": _text(nt.version),
        "CurrentBuildNumber": _text(nt.build),
        "CurrentType": _text("Multiprocessor Free" if "mp" in nt.kernel else "Uniprocessor Free"),
        "CSDVersion": _text(f"Service Pack {nt.service_pack}"),
    }
    keys = {"Microsoft\\Windows NT\\CurrentVersion": values}
    if nt.version == "4.0" and nt.service_pack == 6:
        keys["Microsoft\\Windows NT\\CurrentVersion\\Hotfix\\Q246009"] = {"Installed": _number(1)}
    if nt.ip and not nt.version.startswith("5."):
        card = {"ServiceName": _text("AMDPCN1"), "Title": _text("[1] AMD PCNET Family Ethernet Adapter")}
        keys["Microsoft\\Windows NT\\CurrentVersion\\NetworkCards\\1"] = card
    return _hive(keys, 5 if nt.version in ("5.1", "5.2") else 3)


def _fat_disk(path: Path, files: dict[str, bytes], label: str) -> Path:
    heads, sectors, total = 255, 63, whole_cylinders(64 * MB, 255, 63)
    volume = path.with_suffix(".volume")
    fat(volume, total - sectors, heads, sectors, sectors, label=label)
    put(volume, files)
    make_speak(volume)
    sparse(path, total * SECTOR)
    write_at(path, 0, table([Part(0x06, sectors, total - sectors, active=True)], heads, sectors, mbr_code()))
    _lay(volume, path, sectors * SECTOR)
    return path


def dos_disk(path: Path) -> Path:
    """MS-DOS 6."""
    files = {
        "IO.SYS": b"MZ",
        "MSDOS.SYS": b"MZ",
        "COMMAND.COM": b"MS-DOS Version 6.22",
        "AUTOEXEC.BAT": b"@ECHO OFF\r\n",
    }
    return _fat_disk(path, files, "MSDOS")


def win98_disk(path: Path) -> Path:
    """Windows 98 with a registry of the real kind where there is material for one."""
    files = {
        "IO.SYS": b"MZ",
        "MSDOS.SYS": b"[Paths]\r\nWinDir=C:\\WINDOWS\r\n[Options]\r\nWinVer=4.10.2222\r\n",
        "COMMAND.COM": b"MZ",
        "WINDOWS/WIN.COM": b"MZ",
        "WINDOWS/SYSTEM.DAT": shared.material("hives/SYSTEM.DAT"),
    }
    return _fat_disk(path, files, "WIN98")
