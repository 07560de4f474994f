"""NT-like disks in their shapes: each is named, what is planted is found, and no byte is written."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from tests import disks
from vmgui.backends.inspecting import OldDisks
from vmgui.legacy.report import DiskReport


def look_untouched(path: Path) -> DiskReport:
    before = hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns
    report = asyncio.run(OldDisks().look(str(path)))
    assert (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns) == before
    return report


@pytest.mark.parametrize(
    ("nt", "service_pack", "edition", "profile"),
    [
        (disks.NT351, "5", "Workstation", "winnt351"),
        (disks.NT4, "6a", "Workstation", "winnt4"),
        (disks.NT4_SERVER_MPS, "6a", "Server", "winnt4"),
        (disks.WIN2000, "4", "Professional", "win2000"),
        (disks.WINXP, "3", "Professional", "winxp"),
        (disks.WIN2003, "2", "Server", "win2003"),
    ],
)
def test_each_windows(tmp_path: Path, nt: disks.Nt, service_pack: str, edition: str, profile: str) -> None:
    report = look_untouched(disks.nt_disk(tmp_path / "disk", nt))
    (system,) = report.systems
    assert (system.family, system.version, system.service_pack) == ("winnt", nt.version, service_pack)
    assert (system.edition, system.hal, system.kernel) == (edition, nt.hal, nt.kernel)
    assert (system.computer_name, system.control_sets, report.profile) == (nt.name, nt.control_sets, profile)
    assert report.doubts == ()


@pytest.mark.parametrize(("heads", "sectors"), [(255, 63), (240, 63), (64, 32), (16, 63)])
@pytest.mark.parametrize("two", [False, True])
def test_each_geometry(tmp_path: Path, heads: int, sectors: int, two: bool) -> None:
    nt = replace(disks.NT4, heads=heads, sectors=sectors, two_partitions=two)
    report = look_untouched(disks.nt_disk(tmp_path / "disk", nt))
    shape = report.geometry
    assert (shape.heads, shape.sectors, shape.origin) == (heads, sectors, "bpb+mbr")
    assert [partition.filesystem for partition in report.partitions] == (["fat16", "ntfs"] if two else ["ntfs"])
    assert report.systems[0].partition == (2 if two else 1)


def test_only_the_partition(tmp_path: Path) -> None:
    report = look_untouched(disks.nt_disk(tmp_path / "disk", replace(disks.NT4, partition_only=True, heads=240)))
    assert (report.partition_table, report.lead_bytes, report.geometry.heads) == ("none", 63 * 512, 240)
    assert report.systems[0].version == "4.0"


def test_an_address_of_nt_4(tmp_path: Path) -> None:
    nt = replace(disks.NT4, ip="192.168.7.5", mac="00:0c:29:01:02:03")
    (address,) = look_untouched(disks.nt_disk(tmp_path / "disk", nt)).systems[0].addresses
    assert (address.adapter, address.dhcp, address.mac) == ("AMDPCN1", False, "00:0c:29:01:02:03")
    assert (address.ip, address.mask, address.gateway) == (("192.168.7.5",), ("255.255.255.0",), ("192.168.7.1",))


def test_an_address_of_xp(tmp_path: Path) -> None:
    nt = replace(disks.WINXP, ip="10.1.1.1")
    (address,) = look_untouched(disks.nt_disk(tmp_path / "disk", nt)).systems[0].addresses
    assert (address.dhcp, address.ip) == (False, ("10.1.1.1",))


def test_boot_ini_names_the_wrong_partition(tmp_path: Path) -> None:
    """The system is found all the same, where it is."""
    arc = "multi(0)disk(0)rdisk(0)partition(1)\\WINNT"
    nt = replace(disks.NT4, two_partitions=True, arc=arc)
    report = look_untouched(disks.nt_disk(tmp_path / "disk", nt))
    assert report.systems[0].partition == 2
    assert "BOOT-4" in {finding.id for finding in report.findings}


def test_windows_98_and_dos(tmp_path: Path) -> None:
    (system,) = look_untouched(disks.win98_disk(tmp_path / "w")).systems
    assert (system.family, system.version, system.edition) == ("win9x", "4.10.2222", "98 Second Edition")
    report = look_untouched(disks.dos_disk(tmp_path / "d"))
    assert (report.systems[0].family, report.systems[0].version, report.profile) == ("dos", "6.22", "dos6")
