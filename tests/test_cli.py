"""The terminal's commands as processes, against a real daemon: what they print, and with what code they end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import disks
from tests.hosts import Daemon
from vmgui.services.screens import read_picture

_PATIENCE = 60.0
Vmgui = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def vmgui(vmgui_home: Path) -> Vmgui:
    """Runs a command with a home of its own."""

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        env = {**os.environ, "VMGUI_HOME": str(vmgui_home), "LC_ALL": "C.UTF-8"}
        command = [sys.executable, "-m", "vmgui", *words]
        return subprocess.run(command, env=env, capture_output=True, text=True, timeout=120, check=False)

    return run


@pytest.fixture
def dos(daemon: Daemon, tmp_path: Path) -> Daemon:
    """A host with a guest DOS whose boot sector speaks."""
    disk = disks.dos_disk(tmp_path / "dos.img")
    xml = tmp_path / "dos.xml"
    xml.write_text(
        "<domain type='qemu'><name>DOS</name><memory unit='MiB'>32</memory>"
        "<os><type arch='x86_64' machine='pc'>hvm</type></os><devices>"
        "<disk type='file' device='disk'><driver name='qemu' type='raw'/>"
        f"<source file='{disk}'/><target dev='hda' bus='ide'/></disk>"
        "<graphics type='vnc'><listen type='socket'/></graphics><video><model type='vga'/></video></devices></domain>"
    )
    subprocess.run(["virsh", "-q", "-c", daemon.uri, "define", str(xml)], check=True, capture_output=True)
    return daemon


def test_a_guest_from_start_to_end(vmgui: Vmgui, dos: Daemon, tmp_path: Path) -> None:
    host = ("--host", dos.uri)
    (row,) = json.loads(vmgui("guests", *host, "--json").stdout)
    assert (row["name"], row["state"]) == ("DOS", "off")
    off = vmgui("screen-text", "DOS", *host)
    assert (off.returncode, "screen.off" in off.stderr) == (1, True)

    assert vmgui("start", "DOS", *host).stdout == "DOS: started\n"
    end = time.monotonic() + _PATIENCE
    while "BIOS heads=" not in (text := vmgui("screen-text", row["uuid"], *host).stdout):
        assert time.monotonic() < end, text
    assert text.splitlines()[1] == ">"

    picture = tmp_path / "dos.png"
    assert vmgui("screenshot", "DOS", str(picture), *host).returncode == 0
    assert disks.run("identify", "-format", "%m %w %h", picture) == b"PNG 720 400"
    assert len({tuple(dot) for dot in read_picture(picture.read_bytes()).reshape(-1, 3).tolist()}) == 2
    unwritable = vmgui("screenshot", "DOS", "/nowhere/x.png", *host)
    assert (unwritable.returncode, "file.not-written" in unwritable.stderr) == (1, True)

    twice = vmgui("start", "DOS", *host, "--json")
    assert twice.returncode == 1
    assert json.loads(twice.stderr)["code"] == "guest.wrong-state"
    deaf = vmgui("shutdown", "DOS", *host, "--wait", "1")
    assert (deaf.returncode, "[guest.deaf]" in deaf.stderr) == (1, True)
    assert json.loads(vmgui("forceoff", "DOS", *host, "--json").stdout)["state"] == "off"
    assert "DOS\toff" in vmgui("guests", *host).stdout


def test_hosts(vmgui: Vmgui, daemon: Daemon) -> None:
    (row,) = json.loads(vmgui("hosts", "--host", daemon.uri, "--json").stdout)
    assert (row["uri"], row["state"], row["problem"]) == (daemon.uri, "online", None)
    assert row["facts"]["hypervisor"].startswith("QEMU ")
    gone = vmgui("guests", "--host", "qemu+unix:///session?socket=/nowhere", "--json")
    assert gone.returncode == 1
    told = json.loads(gone.stderr)
    assert told["code"] == "host.unreachable"
    assert told["remedy"]


@pytest.mark.parametrize(
    "words", [("nonsense", "--help-me"), ("start",), ("look",), ("import", "x"), ("guests", "--colour")]
)
def test_bad_usage(vmgui: Vmgui, words: tuple[str, ...]) -> None:
    done = vmgui(*words)
    assert done.returncode == 2
    assert done.stderr.startswith("usage:")


def test_who_is_not_there(vmgui: Vmgui, daemon: Daemon) -> None:
    done = vmgui("start", "NOBODY", "--host", daemon.uri)
    assert done.returncode == 1
    assert done.stdout == ""
    assert "There is no virtual machine NOBODY. [guest.not-known]" in done.stderr


def test_the_report_has_the_promised_keys(vmgui: Vmgui, tmp_path: Path) -> None:
    nt = disks.Nt(heads=240, two_partitions=True, arc="scsi(0)disk(0)rdisk(0)partition(2)\\WINNT", ip="10.0.0.5")
    path = disks.nt_disk(tmp_path / "nt.img", nt)
    report = json.loads(vmgui("look", str(path), "--json").stdout)
    assert {
        "source",
        "size_bytes",
        "partition_table",
        "partitions",
        "geometry",
        "systems",
        "profile",
        "findings",
    } <= set(report)
    keys = {"number", "type", "start_bytes", "size_bytes", "active", "filesystem", "filesystem_version", "label"}
    assert all(keys <= set(partition) for partition in report["partitions"])
    assert report["geometry"] == {"cylinders": 8, "heads": 240, "sectors": 63, "from": "bpb+mbr"}
    (system,) = report["systems"]
    assert (system["family"], system["version"], system["service_pack"]) == ("winnt", "4.0", "6a")
    assert (system["edition"], system["root"], system["hal"]) == ("Workstation", "/WINNT", "hal.dll")
    assert (system["computer_name"], system["control_sets"]) == ("OLDSERVER", [1, 2])
    assert system["addresses"][0]["ip"] == ["10.0.0.5"]
    assert report["profile"] == "winnt4"
    assert {finding["id"] for finding in report["findings"]} == {"GEO-1", "BOOT-3", "CPU-1"}
    for finding in report["findings"]:
        assert {"id", "severity", "consequence", "fix", "reversible", "applies"} <= set(finding)
    people = vmgui("look", str(path)).stdout
    assert "winnt 4.0 SP6a Workstation" in people


@pytest.mark.parametrize("shape", [(255, 63), (64, 32)])
def test_another_real_system_boots(daemon: Daemon, vmgui_home: Path, tmp_path: Path, shape: tuple[int, int]) -> None:
    """memtest86+ from its disk to its screen, which has more than plain letters."""
    source = disks.bootable_memtest(tmp_path / "mt.img", *shape)
    env = {**os.environ, **daemon.env, "VMGUI_HOME": str(vmgui_home), "LC_ALL": "C.UTF-8"}

    def vmgui(*words: str) -> str:
        command = [sys.executable, "-m", "vmgui", *words, "--host", daemon.uri]
        done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    vmgui("import", str(source), "--name", "MT", "--accept-findings", "--start")
    end = time.monotonic() + 2 * _PATIENCE
    while "Memtest86+" not in (text := vmgui("screen-text", "MT")):
        assert time.monotonic() < end, text
        time.sleep(0.5)
    assert "│" in text
    vmgui("forceoff", "MT")
