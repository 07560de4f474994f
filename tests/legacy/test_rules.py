"""Every rule on a disk with its fault planted, none on a healthy one, and the whole way to a plan."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import disks
from tests.disks import NT4, NT4_SERVER_MPS, NT351, SECTOR, WIN2000, WIN2003, WINXP, Nt
from vmgui.backends import inspector
from vmgui.backends.sources import open_source
from vmgui.errors import Problem
from vmgui.legacy import mbr, planning, profiles, rules
from vmgui.legacy.plan import SourceIdentity
from vmgui.legacy.report import DiskReport, Finding, Geometry, PatchBytes, PutFile, Severity, Undo
from vmgui.model.domain import read_domain
from vmgui.model.hardware import LogicalGeometry
from vmgui.paths import resource_dir

PROFILES = profiles.parse((resource_dir() / "profiles.toml").read_text(encoding="utf-8"))


def look(path: Path) -> DiskReport:
    """The report, made in this process."""
    with open_source(str(path)) as source:
        return inspector.look(source)


def found(path: Path, nt: Nt) -> dict[str, Finding]:
    return {finding.id: finding for finding in look(disks.nt_disk(path, nt)).findings}


def answers(**changes: object) -> planning.Answers:
    values: dict[str, object] = {
        "name": "FILESRV",
        "uuid": "00000000-0000-4000-8000-000000000001",
        "host": "qemu:///session",
        "folder": "/images",
        "source": SourceIdentity("/old.img", 1, 1),
        "acceleration": "qemu",
        "findings": tuple(rules.RULES),
    }
    return planning.Answers(**(values | changes))  # type: ignore[arg-type]


#: Whatever is planted, a disk of 240 or 64 heads needs its geometry, and old Windows an old processor.
ALWAYS = {"CPU-1", "GEO-1", "HAL-2"}

FAULTS: list[tuple[str, Nt]] = [
    ("GEO-2", replace(NT4, chs_start=b"\x00\x05\x00")),
    ("GEO-3", replace(NT4, hidden=2048)),
    ("GEO-8", replace(NT4, cut=1 << 20)),
    ("BOOT-1", replace(NT4, active=False)),
    ("BOOT-3", replace(NT4, arc="scsi(0)disk(0)rdisk(0)partition(1)\\WINNT")),
    ("BOOT-3", replace(WIN2000, arc="signature(1234abcd)disk(0)rdisk(0)partition(1)\\WINNT")),
    ("BOOT-4", replace(NT4, arc="multi(0)disk(0)rdisk(0)partition(3)\\WINNT")),
    ("BOOT-4", replace(NT4, two_partitions=True, arc="multi(0)disk(0)rdisk(0)partition(1)\\WINNT")),
    ("BOOT-8", replace(NT4, partition_only=True)),
    ("DSK-1", replace(NT4, atapi_start=4)),
    ("DSK-10", replace(WIN2000, type=0x42)),
    ("DSK-11", replace(NT4, type=0x87)),
    ("NET-2", replace(NT4, ip="192.168.7.5", mac="00:0c:29:aa:bb:cc")),
]


@pytest.mark.parametrize(("rule", "nt"), FAULTS, ids=lambda value: value if isinstance(value, str) else "")
def test_each_fault_is_found_and_no_other(tmp_path: Path, rule: str, nt: Nt) -> None:
    assert set(found(tmp_path / "d.img", nt)) - ALWAYS == {rule}


@pytest.mark.parametrize("nt", [NT4, NT4_SERVER_MPS, NT351, WIN2000, WINXP, WIN2003], ids=lambda nt: nt.version)
@pytest.mark.parametrize("shape", [(255, 63), (240, 63), (64, 32)])
def test_a_healthy_disk(tmp_path: Path, nt: Nt, shape: tuple[int, int]) -> None:
    heads, sectors = shape
    findings = found(tmp_path / "d.img", replace(nt, heads=heads, sectors=sectors))
    assert set(findings) <= ALWAYS
    assert str(findings["GEO-1"].settings[0].value).endswith(f"/{heads}/{sectors}")
    assert ("CPU-1" in findings) == nt.version.startswith(("3.", "4."))
    assert ("HAL-2" in findings) == nt.version.startswith("5.")


def test_what_the_repairs_are(tmp_path: Path) -> None:
    nt = Nt(heads=64, sectors=32, hidden=99, chs_start=b"\x00\x05\x00", active=True)
    findings = found(tmp_path / "d.img", nt)
    assert findings["GEO-3"].repairs[0] == PatchBytes(32 * SECTOR + 0x1C, b"\x63\0\0\0", b"\x20\0\0\0")
    assert findings["GEO-2"].repairs == (PatchBytes(0x1BF, b"\x00\x05\x00", disks.chs(32, 64, 32)),)
    inactive = found(tmp_path / "e.img", replace(NT4, active=False))["BOOT-1"]
    assert inactive.repairs == (PatchBytes(0x1BE, b"\0", b"\x80"),)
    member = found(tmp_path / "f.img", replace(NT4, type=0x87))["DSK-11"]
    assert member.repairs == (PatchBytes(0x1C2, b"\x87", b"\x07"),)


def test_the_ide_driver_is_switched_on_in_every_set(tmp_path: Path) -> None:
    finding = found(tmp_path / "d.img", replace(NT4, atapi_start=4, control_sets=(1, 3)))["DSK-1"]
    (repair,) = finding.repairs
    assert isinstance(repair, PutFile)
    changed = [(old, new) for old, new in zip(repair.before, repair.after, strict=True) if old != new]
    assert changed == [(4, 0), (4, 0)]
    without = found(tmp_path / "e.img", replace(NT4, atapi_start=4, atapi_file=False))["DSK-1"]
    assert (without.severity, without.undo, without.repairs) == (Severity.STOP, Undo.NONE, ())


def test_a_disk_that_cannot_be_cured_is_blocked(tmp_path: Path) -> None:
    report = look(disks.nt_disk(tmp_path / "d.img", replace(NT4, atapi_start=4, atapi_file=False)))
    with pytest.raises(Problem) as met:
        planning.plan(report, PROFILES, answers())
    assert (met.value.code, met.value.facts) == ("import.blocked", {"findings": "DSK-1"})


def test_boot_ini_only_gains_a_line() -> None:
    old = b'[boot loader]\r\ntimeout=30\r\ndefault=scsi(0)\\WINNT\r\n[operating systems]\r\nscsi(0)\\WINNT="NT \x83\x5c" /sos\r\n'
    new = rules.with_entry(old, "multi(0)disk(0)rdisk(0)partition(1)\\WINNT", "NT (virtual)", "/sos")
    lines = new.split(b"\r\n")
    assert lines[2] == b"default=multi(0)disk(0)rdisk(0)partition(1)\\WINNT"
    assert lines[4] == b'multi(0)disk(0)rdisk(0)partition(1)\\WINNT="NT (virtual)" /sos'
    assert [line for line in lines if line not in (lines[2], lines[4])] == [
        line for line in old.split(b"\r\n") if not line.startswith(b"default")
    ]


@given(st.binary(max_size=300), st.text(max_size=20), st.text(max_size=10))
def test_any_boot_ini_keeps_its_lines(raw: bytes, title: str, options: str) -> None:
    path = "multi(0)disk(0)rdisk(0)partition(1)\\WINNT"
    new = rules.with_entry(raw, path, title, options)
    assert b"default=" + path.encode() in new
    kept = re.sub(rb"(?im)^[ \t]*default[ \t]*=[^\r\n]*", b"", raw)
    for line in re.split(rb"[\r\n]+", kept):
        assert line in new


@given(
    st.integers(1, 0xFFFF), st.integers(1, 1 << 33), st.integers(1, 255), st.integers(1, 63), st.integers(0, 0xFFFFFFFF)
)
def test_any_start_record(start: int, count: int, heads: int, sectors: int, signature: int) -> None:
    sector = mbr.make(7, start, count, Geometry(1023, heads, sectors, "bpb"), signature)
    assert len(sector) == SECTOR
    assert sector[510:] == b"\x55\xaa"
    assert sector[0x1BE] == 0x80
    assert sector[0x1BF:0x1C2] == disks.chs(start, heads, sectors)
    assert int.from_bytes(sector[0x1C6:0x1CA], "little") == start
    assert int.from_bytes(sector[0x1B8:0x1BC], "little") == signature


def test_the_start_record_is_what_its_source_says() -> None:
    source = resource_dir() / "boot" / "mbr.asm"
    code = disks.run("nasm", "-f", "bin", "-o", "/dev/stdout", source)
    assert mbr.make(7, 63, 100, Geometry(1023, 255, 63, "bpb"))[:440] == code


def test_a_plan_for_nt(tmp_path: Path) -> None:
    report = look(disks.nt_disk(tmp_path / "d.img", replace(NT4, heads=240, ip="10.0.0.5", mac="00:0c:29:aa:bb:cc")))
    plan = planning.plan(report, PROFILES, answers(memory_mib=4096))
    assert plan.target == "/images/FILESRV.qcow2"
    assert plan.hardware.geometry == LogicalGeometry(report.geometry.cylinders, 240, 63)
    assert (plan.hardware.cpu, plan.hardware.mac, plan.hardware.memory_mib) == ("pentium3", "00:0c:29:aa:bb:cc", 1024)
    domain = read_domain(plan.domain_xml)
    assert (domain.name, domain.acpi, domain.absolute_pointer) == ("FILESRV", False, False)
    assert domain.disks[0].path == plan.target
    unticked = planning.plan(report, PROFILES, answers(findings=()))
    assert unticked.hardware.geometry is None
    assert unticked.repairs == ()


@pytest.mark.parametrize("name", ["", " ", "a/b", "..", ".hidden", "-x", "a\nb", "x" * 70, "a ", 'a"b', "a|b"])
def test_names_that_cannot_be(name: str) -> None:
    with pytest.raises(Problem) as met:
        planning.check_name(name)
    assert met.value.code == "import.bad-name"


@pytest.mark.parametrize("name", ["FILESRV", "old server (2)", "経理サーバー", "a.b_c-d"])
def test_names_that_can(name: str) -> None:
    planning.check_name(name)


@pytest.mark.parametrize(
    "text", ["", "[unknown]\ntitle = 'x'\nconfidence = 'C'\ncolour = 'red'\n", "[x]\ntitle='x'\nconfidence='C'\n"]
)
def test_profiles_that_are_refused(text: str) -> None:
    with pytest.raises(ValueError):
        profiles.parse(text)


def test_profiles_ask_for_what_exists() -> None:
    assert {"dos6", "freedos", "win95", "win98", "winnt351", "winnt4", "win2000", "winxp", "win2003", "linux"} <= set(
        PROFILES
    )
    for profile in PROFILES.values():
        machine = profile.hardware
        assert machine.memory_mib <= machine.max_memory_mib
        assert machine.profile == profile.id
        assert profile.confidence in ("A", "B", "C")
