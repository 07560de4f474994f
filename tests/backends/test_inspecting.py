"""Old disks through the real child: what they are, that nothing is written, and what goes wrong."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import os
import random
import struct
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.legacy.hives import hive, software_nt, system_nt4
from tests.legacy.programs import hal, program
from tests.legacy.shared import material
from tests.legacy.test_systems import BOOT_INI
from vmgui.backends import sources
from vmgui.backends.filesystems import open_tree
from vmgui.backends.inspecting import OldDisks
from vmgui.backends.sources import Source, open_source
from vmgui.errors import Problem
from vmgui.legacy import profiles, rules
from vmgui.legacy.inspect import inspect
from vmgui.legacy.report import DiskReport, Partition
from vmgui.problems import wording
from vmgui.words import doubt_words, finding_words

MB = 1 << 20
CHECKOUT = Path(__file__).resolve().parents[2]


def look(path: Path | str, deadline: float = 180.0) -> DiskReport:
    return asyncio.run(OldDisks(deadline).look(str(path)))


def code_of(path: Path | str) -> str:
    with pytest.raises(Problem) as caught:
        look(path)
    assert wording(caught.value).remedy
    return caught.value.code


def sparse(path: Path, size: int) -> Path:
    with path.open("wb") as file:
        file.truncate(size)
    return path


def old_disk(path: Path) -> Path:
    """A disk of 240 heads with FAT16: NT 4.0 in /WINNT, as setup leaves it."""
    files = {
        "boot.ini": BOOT_INI,
        "ntldr": b"ntldr",
        "WINNT/system32/config/SYSTEM": hive(system_nt4()),
        "WINNT/system32/config/SOFTWARE": hive(software_nt("4.0", CSDVersion="Service Pack 6")),
        "WINNT/system32/hal.dll": hal(),
        "WINNT/system32/ntoskrnl.exe": program({"OriginalFilename": "ntoskrnl.exe"}),
    }
    total = 10 * 240 * 63
    volume = sparse(path.with_suffix(".volume"), (total - 63) * 512)
    subprocess.run(
        ["mkfs.fat", "-F", "16", "-h", "63", "-g", "240/63", "-n", "SYSTEM", volume], check=True, capture_output=True
    )
    for folder in ("WINNT", "WINNT/system32", "WINNT/system32/config"):
        subprocess.run(["mmd", "-i", volume, f"::{folder}"], check=True)
    for name, data in files.items():
        subprocess.run(["mcopy", "-i", volume, "-", f"::{name}"], input=data, check=True)
    entry = struct.pack("<B3sB3sII", 0x80, b"\1\1\0", 6, bytes((239, 63, 9)), 63, total - 63)
    sector = bytes(0x1B8) + struct.pack("<I", 0xCAFEBABE) + b"\0\0" + entry.ljust(64, b"\0") + b"\x55\xaa"
    path.write_bytes(sector + bytes(62 * 512) + volume.read_bytes())
    return path


def test_an_old_disk(tmp_path: Path) -> None:
    report = look(old_disk(tmp_path / "disk"))
    assert (report.partition_table, report.signature, report.lead_bytes) == ("mbr", 0xCAFEBABE, 0)
    shape = report.geometry
    assert (shape.cylinders, shape.heads, shape.sectors, shape.origin) == (10, 240, 63, "bpb+mbr")
    (partition,) = report.partitions
    assert (partition.filesystem, partition.label, partition.active) == ("fat16", "SYSTEM", True)
    (system,) = report.systems
    assert (system.family, system.version, system.service_pack, system.hal) == ("winnt", "4.0", "6", "hal.dll")
    assert (report.profile, report.doubts, report.disk_bytes) == ("winnt4", (), report.size_bytes)
    # 240 heads is not what SeaBIOS gives, Atapi does not start (the fixture's hive), and NT 4.0 needs an older CPU.
    assert {"GEO-1", "DSK-1", "CPU-1"} <= {finding.id for finding in report.findings}
    assert all(finding_words(finding).consequence for finding in report.findings)


def test_nothing_is_written(tmp_path: Path) -> None:
    """Hash and time as before; every open of the source is read-only and no call that writes names it."""
    disk, trace = old_disk(tmp_path / "disk"), tmp_path / "trace"
    before = hashlib.sha256(disk.read_bytes()).hexdigest(), disk.stat().st_mtime_ns, disk.stat().st_ctime_ns
    script = (
        f"import asyncio; from vmgui.backends.inspecting import OldDisks; asyncio.run(OldDisks().look({str(disk)!r}))"
    )
    subprocess.run(
        ["strace", "-f", "-y", "-e", "trace=%desc,%file", "-o", trace, sys.executable, "-c", script],
        check=True,
        cwd=CHECKOUT,
        timeout=120,
    )
    assert (hashlib.sha256(disk.read_bytes()).hexdigest(), disk.stat().st_mtime_ns, disk.stat().st_ctime_ns) == before
    lines = [line for line in trace.read_text(errors="replace").splitlines() if str(disk) in line]
    opens = [line for line in lines if "open" in line.split("(")[0]]
    assert opens
    assert all("O_RDONLY" in line and "O_CREAT" not in line and "O_TRUNC" not in line for line in opens)
    assert any("pread64(" in line for line in lines)
    changing = ("write", "truncate", "fallocate", "chmod", "chown", "utime", "unlink", "rename", "setxattr", "link(")
    named = [line.split(maxsplit=1)[1].split("(")[0] + "(" for line in lines]
    assert [call for call in named if any(word in call for word in changing) and call != "readlink("] == []
    assert not any("PROT_WRITE" in line and "MAP_SHARED" in line for line in lines)


def test_partition_only(tmp_path: Path) -> None:
    disk = old_disk(tmp_path / "disk")
    report = look(disk.with_suffix(".volume"))
    assert (report.partition_table, report.lead_bytes) == ("none", 63 * 512)
    assert report.disk_bytes == disk.stat().st_size
    assert (report.geometry.heads, report.geometry.origin, report.systems[0].version) == (240, "bpb", "4.0")
    assert "BOOT-8" in {finding.id for finding in report.findings}


def test_two_partitions_of_which_one_is_lost(tmp_path: Path) -> None:
    disk = old_disk(tmp_path / "disk")
    with disk.open("r+b") as file:
        file.truncate(disk.stat().st_size - 100_001)
    report = look(disk)
    assert {"source.odd-size", "partition.cut-off"} <= {doubt.id for doubt in report.doubts}
    assert report.disk_bytes == 10 * 240 * 63 * 512
    assert all(map(doubt_words, report.doubts))


def test_ntfs_of_nt_4(tmp_path: Path) -> None:
    """NTFS 1.2: names without regard to case, contents, limits."""
    volume = sparse(tmp_path / "v", 8 * MB)
    subprocess.run(["mkntfs", "-q", "-F", "-L", "NT4", volume], check=True, capture_output=True)
    (tmp_path / "boot.ini").write_bytes(BOOT_INI)
    subprocess.run(["ntfscp", "-q", volume, tmp_path / "boot.ini", "boot.ini"], check=True, capture_output=True)
    data = bytearray(volume.read_bytes())
    cluster = data[0x0D] * 512
    for start in (0x30, 0x38):
        record = struct.unpack_from("<Q", data, start)[0] * cluster + 3 * 1024
        at = data.index(struct.pack("<IIBBHHH", 0x70, 0x28, 0, 0, 0x18, 0, 5)[:4], record + 0x38)
        while data[at + 32 : at + 34] != b"\3\1":
            at = data.index(b"\x70\0\0\0", at + 1)
        data[at + 32 : at + 34] = b"\1\2"
    volume.write_bytes(data)
    report = look(volume)
    assert (report.partitions[0].filesystem_version, report.partitions[0].label) == ("1.2", "NT4")
    with open_source(str(volume)) as source:
        tree = open_tree(source.read_at, source.size, Partition(1, 7, 0, source.size))
        assert tree is not None
        assert tree.read("/BOOT.INI") == BOOT_INI
        assert tree.read("/boot.ini", 10) == BOOT_INI[:10]
        assert tree.read("/none") is None
        assert tree.read("/") is None
        assert "boot.ini" in tree.names("/")
        assert tree.names("/boot.ini") == tree.names("/none/deeper") == []


def test_links_are_followed_inside_the_volume(tmp_path: Path) -> None:
    folder = tmp_path / "root"
    (folder / "usr/lib").mkdir(parents=True)
    (folder / "etc").mkdir()
    (folder / "usr/lib/os-release").write_text("NAME=x\n")
    (folder / "etc/os-release").symlink_to("../usr/lib/os-release")
    (folder / "lib").symlink_to("/usr/lib")
    (folder / "round").symlink_to("round")
    volume = sparse(tmp_path / "v", 8 * MB)
    subprocess.run(["mkfs.ext4", "-q", "-d", folder, volume], check=True, capture_output=True)
    with open_source(str(volume)) as source:
        tree = open_tree(source.read_at, source.size, Partition(1, 0x83, 0, source.size))
        assert tree is not None
        assert tree.read("/etc/os-release") == b"NAME=x\n"
        assert tree.read("/lib/OS-RELEASE") == b"NAME=x\n"
        assert tree.read("/round") is None
        assert tree.names("/lib") == ["os-release"]


@pytest.mark.parametrize("size", [1, 511, 1_000_000, 2 << 40])
def test_zeros_of_any_size(tmp_path: Path, size: int) -> None:
    report = look(sparse(tmp_path / "d", size))
    assert (report.partition_table, report.systems, report.profile) == ("none", (), "unknown")
    assert "system.none" in {doubt.id for doubt in report.doubts}
    assert all(map(doubt_words, report.doubts))


def test_what_is_no_disk(tmp_path: Path) -> None:
    (tmp_path / "random").write_bytes(random.Random(1).randbytes(2 * MB))
    assert look(tmp_path / "random").partition_table == "none"
    assert look(Path(__file__)).partitions == ()
    (tmp_path / "image.gz").write_bytes(gzip.compress(b"x"))
    assert code_of(tmp_path / "image.gz") == "source.container"


def test_problems(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "round").symlink_to("round")
    (tmp_path / "empty").touch()
    assert code_of(tmp_path) == "source.folder"
    assert code_of(tmp_path / "none") == "source.missing"
    assert code_of(tmp_path / "empty" / "x") == "source.missing"
    assert code_of(tmp_path / "round") == "source.missing"
    assert code_of("") == code_of("a\0b") == code_of("x" * 5000) == "source.missing"
    assert code_of(tmp_path / "empty") == "source.empty"
    assert code_of(tmp_path / "fifo") == code_of("/dev/null") == "source.not-a-disk"


def test_no_permission(tmp_path: Path) -> None:
    disk = sparse(tmp_path / "d", 512)
    disk.chmod(0)
    me = os.geteuid()
    if me == 0:
        os.seteuid(65534)
    try:
        # As another user the folder above is closed already; for an ordinary user the file is.
        with pytest.raises(Problem) as caught:
            open_source(str(disk))
    finally:
        os.seteuid(me)
    assert caught.value.code == "source.no-permission"


def test_identity(tmp_path: Path) -> None:
    disk = sparse(tmp_path / "d", 1234)
    identity = asyncio.run(OldDisks().identity(str(disk)))
    assert (identity.path, identity.size_bytes, identity.mtime_ns) == (str(disk), 1234, disk.stat().st_mtime_ns)
    with pytest.raises(Problem, match=r"source\.missing"):
        asyncio.run(OldDisks().identity(str(tmp_path / "none")))


def test_bad_sectors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that cannot read its third sector: zeros there, the rest as it is, and the place is known."""
    disk = tmp_path / "d"
    disk.write_bytes(bytes(range(1, 9)) * 64 * 5)
    real = os.pread

    def pread(descriptor: int, n: int, offset: int) -> bytes:
        if offset < 1536 and offset + n > 1024:
            raise OSError(5, "Input/output error")
        return real(descriptor, n, offset)

    monkeypatch.setattr(sources.os, "pread", pread)
    with open_source(str(disk)) as source:
        whole = source.read_at(0, 5000)
        assert source.unreadable == [1024]
    assert whole == disk.read_bytes()[:1024] + bytes(512) + disk.read_bytes()[1536:]


def test_the_child_is_given_up(tmp_path: Path) -> None:
    with pytest.raises(Problem) as caught:
        look(sparse(tmp_path / "d", 512), deadline=0.001)
    assert caught.value.code == "source.reader-slow"
    assert wording(caught.value).headline


@pytest.mark.parametrize(
    ("script", "reason"),
    [("kill -SEGV $$", "SIGSEGV"), ("echo MemoryError >&2; exit 1", "MemoryError"), ("echo no", "")],
)
def test_the_child_crashes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, reason: str) -> None:
    child = tmp_path / "python"
    child.write_text(f"#!/bin/sh\n{script}\n")
    child.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(child))
    with pytest.raises(Problem) as caught:
        look(sparse(tmp_path / "d", 512))
    assert caught.value.code == "source.reader-failed"
    assert reason in str(caught.value.facts["reason"])


def test_a_cancelled_look_leaves_no_child(tmp_path: Path) -> None:
    disk = sparse(tmp_path / "d", 512)

    async def cancel() -> None:
        task = asyncio.create_task(OldDisks().look(str(disk)))
        await asyncio.sleep(0.05)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancel())
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    assert [pid for pid in children if "inspector" in Path(f"/proc/{pid}/cmdline").read_text()] == []


@pytest.mark.parametrize(
    ("name", "table", "filesystem"),
    [
        ("fs/ntfs3.raw.gz", "none", "ntfs"),
        ("fs/fat12.raw.gz", "none", "fat12"),
        ("fs/fat16_moved.raw.gz", "none", "fat16"),
        ("ldm/ldm-2003r2-simple-1.img.gz", "mbr", "ntfs"),
        ("ldm/ldm-2003r2-striped-2.img.gz", "mbr", ""),
    ],
)
def test_real_disks(tmp_path: Path, name: str, table: str, filesystem: str) -> None:
    (tmp_path / "d").write_bytes(material(name))
    report = look(tmp_path / "d")
    assert report.partition_table == table
    assert filesystem in {partition.filesystem for partition in report.partitions}
    assert all(map(doubt_words, report.doubts))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_mutated_disks(tmp_path: Path, data: st.DataObject) -> None:
    """A whole disk with bytes changed: read in this process, as a Python exception would end the child too."""
    good = tmp_path / "good"
    if not good.exists():
        old_disk(good)
    raw = bytearray(good.read_bytes())
    spots = st.one_of(st.integers(0x1BE, 511), st.integers(63 * 512, 63 * 512 + 0x60), st.integers(0, len(raw) - 1))
    for at, value in data.draw(st.lists(st.tuples(spots, st.integers(0, 255)), min_size=1, max_size=30)):
        raw[at] = value
    changed = tmp_path / "changed"
    changed.write_bytes(raw[: data.draw(st.one_of(st.just(len(raw)), st.integers(1, len(raw))))])
    with Source(str(changed), os.open(changed, os.O_RDONLY)) as source:
        evidence = inspect("d", source.size, source.read_at, lambda part: open_tree(source.read_at, source.size, part))
        report = replace(evidence.report, profile=profiles.choose(evidence.report.systems))
        findings = rules.judge(replace(evidence, report=report))
    assert report.size_bytes == changed.stat().st_size
    assert all(map(doubt_words, report.doubts))
    assert all(finding_words(finding).consequence for finding in findings)
