"""``vmgui look`` and ``vmgui import`` as real processes against a real session daemon, killed at every point."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests import disks
from tests.hosts import Daemon

#: Runs the program with one method of ours made to send us a signal before or after its work.
SABOTAGE = """
import importlib, os, sys
place, when, signum, match = sys.argv[1:5]
module, kind, name = place.split(":")
owner = importlib.import_module(module)
owner = getattr(owner, kind) if kind else owner
real = getattr(owner, name)
async def sabotaged(*args, **options):
    hit = match in repr(args[1:])
    if hit and when == "before":
        os.kill(os.getpid(), int(signum))
    result = await real(*args, **options)
    if hit and when == "after":
        os.kill(os.getpid(), int(signum))
    return result
setattr(owner, name, sabotaged)
from vmgui.__main__ import main
sys.exit(main(sys.argv[5:]))
"""


@dataclass(frozen=True)
class Place:
    """Where a run is struck: a coroutine function, before or after it, when ``match`` is in its arguments."""

    function: str
    when: str
    match: str = ""

    def __str__(self) -> str:
        return f"{self.when} {self.function.rsplit(':', 1)[-1]} {self.match}".strip()


def noted(what: str, when: str) -> Place:
    return Place("vmgui.backends.job_store:JobFolders:note", when, f"'{what}'")


PLACES = [
    Place("vmgui.backends.job_store:JobFolders:create", "after"),
    noted("made", "before"),
    noted("made", "after"),
    Place("vmgui.backends.images:DiskImages:create", "after"),
    noted("copy", "after"),
    Place("vmgui.backends.images:DiskImages:_copy_chunk", "before"),
    Place("vmgui.backends.tools::start", "after", "convert"),
    Place("vmgui.backends.images:DiskImages:_copy_chunk", "after"),
    noted("verify", "before"),
    noted("verify", "after"),
    Place("vmgui.backends.images::start", "after", "compare"),
    noted("repair", "before"),
    noted("repair", "after"),
    Place("vmgui.backends.editing::_put", "after"),
    Place("vmgui.backends.exports::_ready", "after"),
    Place("vmgui.backends.job_store:JobFolders:keep_edits", "before"),
    Place("vmgui.backends.job_store:JobFolders:keep_edits", "after"),
    Place("vmgui.backends.images:DiskImages:apply", "after"),
    noted("define", "after"),
    Place("vmgui.backends.libvirt_host:LibvirtHost:define", "before"),
    Place("vmgui.backends.libvirt_host:LibvirtHost:define", "after"),
    noted("start", "after"),
    Place("vmgui.backends.libvirt_host:LibvirtHost:start", "after"),
    noted("done", "before"),
    noted("done", "after"),
]
#: Those of a guest that is started.
STARTED = PLACES[-5:]


class Machine:
    """A computer of our own: a home and a session daemon in it."""

    def __init__(self, daemon: Daemon) -> None:
        self.folder = folder = daemon.home
        self.environment = {**daemon.env, "VMGUI_HOME": str(folder / "vmgui")}
        self.source = disks.nt_disk(
            folder / "old.img",
            disks.Nt(two_partitions=True, active=False, arc="scsi(0)disk(0)rdisk(0)partition(2)\\WINNT"),
        )

    @property
    def images(self) -> Path:
        return self.folder / ".local/share/libvirt/images"

    def image(self, name: str) -> Path:
        return self.images / f"{name}.qcow2"

    def command(self, *words: str | Path, place: Place | None = None, signum: int = signal.SIGKILL) -> list[str]:
        start = ["-m", "vmgui"]
        if place is not None:
            start = ["-c", SABOTAGE, place.function, place.when, str(int(signum)), place.match]
        return [sys.executable, *start, *map(str, words)]

    def run(self, *words: str | Path, place: Place | None = None) -> subprocess.CompletedProcess[str]:
        command = self.command(*words, place=place)
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=120)

    def ok(self, *words: str | Path) -> str:
        done = self.run(*words)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def refused(self, *words: str | Path) -> dict[str, Any]:
        done = self.run(*words, "--json")
        assert done.returncode == 1, done.stdout + done.stderr
        problem: dict[str, Any] = json.loads(done.stderr)
        return problem

    def order(self, name: str, *more: str, source: Path | None = None) -> list[str | Path]:
        return ["import", source or self.source, "--name", name, "--accept-findings", *more]

    def guests(self) -> dict[str, str]:
        return {guest["name"]: guest["state"] for guest in json.loads(self.ok("guests", "--json"))}

    def qemu_log(self, name: str) -> str:
        """What QEMU said of a guest; its command line and how it ended."""
        path = self.folder / f".cache/libvirt/qemu/log/{name}.log"
        return path.read_text()[-2000:] if path.exists() else "it was never started"

    def job(self, name: str) -> dict[str, Any]:
        jobs: list[dict[str, Any]] = json.loads(self.ok("jobs", "--json"))
        return [job for job in jobs if job["name"] == name][-1]

    def strays(self) -> list[str]:
        """Files that only a running import may have."""
        found = [*self.images.glob("*.edit"), *(self.folder / "vmgui/run/exports").glob("*")]
        mounts = Path("/proc/self/mounts").read_text()
        return [str(path) for path in found] + [line for line in mounts.splitlines() if str(self.folder) in line]


@pytest.fixture(scope="module")
def machine(libvirt_cache: Path) -> Iterator[Machine]:
    daemon = Daemon(libvirt_cache)
    try:
        yield Machine(daemon)
    finally:
        daemon.destroy()


def content(image: Path) -> str:
    """A digest of what a guest would read."""
    raw = image.with_suffix(".raw")
    subprocess.run(["qemu-img", "convert", "-f", "qcow2", "-O", "raw", image, raw], check=True)
    try:
        return hashlib.sha256(raw.read_bytes()).hexdigest()
    finally:
        raw.unlink()


@pytest.fixture(scope="module")
def undisturbed(machine: Machine) -> str:
    """The disk of an import nobody disturbed; its source as it was."""
    before = (machine.source.read_bytes(), machine.source.stat().st_mtime_ns)
    machine.ok(*machine.order("undisturbed"))
    assert (machine.source.read_bytes(), machine.source.stat().st_mtime_ns) == before
    assert machine.guests()["undisturbed"] == "off"
    return content(machine.image("undisturbed"))


def test_look(machine: Machine) -> None:
    report = json.loads(machine.ok("look", machine.source, "--json"))
    assert report["source"] == str(machine.source)
    assert report["size_bytes"] == machine.source.stat().st_size
    assert report["partition_table"] == "mbr"
    assert {
        "number",
        "type",
        "start_bytes",
        "size_bytes",
        "active",
        "filesystem",
        "filesystem_version",
        "label",
    } <= set(report["partitions"][0])
    assert report["geometry"]["heads"] == 255
    (system,) = report["systems"]
    assert (system["family"], system["version"], system["service_pack"]) == ("winnt", "4.0", "6a")
    assert report["profile"] == "winnt4"
    findings = {finding["id"]: finding for finding in report["findings"]}
    assert {"GEO-1", "BOOT-1", "BOOT-3", "CPU-1"} <= findings.keys()
    assert findings["BOOT-3"]["reversible"]
    assert {"id", "severity", "consequence", "fix", "reversible", "applies"} <= findings["GEO-1"].keys()
    text = machine.ok("look", machine.source)
    assert "BOOT-3" in text
    assert "/boot.ini" in text


def test_nothing_is_changed_without_a_word(machine: Machine) -> None:
    problem = machine.refused("import", machine.source, "--name", "unasked")
    assert problem["code"] == "import.findings-not-accepted"
    assert "BOOT-3" in problem["cause"]
    assert problem["remedy"]
    assert not machine.image("unasked").exists()


def test_the_guest_is_as_the_plan_says(machine: Machine, undisturbed: str) -> None:
    lines = [json.loads(line) for line in machine.ok(*machine.order("whole", "--start", "--json")).splitlines()]
    steps = [line["step"] for line in lines if "step" in line]
    assert list(dict.fromkeys(steps)) == ["check", "copy", "verify", "repair", "define", "start"]
    assert lines[-1]["done"]
    assert lines[-1]["disk"] == str(machine.image("whole"))
    assert machine.guests()["whole"] == "running"
    assert machine.refused("undo", lines[-1]["job"])["code"] == "guest.still-running"
    machine.ok("forceoff", "whole")
    definition = (machine.folder / ".config/libvirt/qemu/whole.xml").read_text()
    assert "machine='pc-i440fx-" in definition, "libvirt has put the machine type in that the guest keeps from now on"
    # Without a boot the disk is that of an import that was not started; undone it is the source again.
    machine.ok("undo", machine.job("undisturbed")["job"])
    compare = ["qemu-img", "compare", "-f", "raw", "-F", "qcow2", machine.source, machine.image("undisturbed")]
    assert subprocess.run(compare, capture_output=True).returncode == 0
    assert machine.strays() == []


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_killed_and_resumed(machine: Machine, undisturbed: str, place: Place) -> None:
    name = f"killed {PLACES.index(place)}"
    starts = ["--start"] if place in STARTED else []
    killed = machine.run(*machine.order(name, *starts), place=place)
    assert killed.returncode == -signal.SIGKILL, killed.stdout + killed.stderr
    if place.when == "after" and "done" in place.match:
        assert machine.job(name)["state"] == "done"
    else:
        machine.ok(*machine.order(name, *starts, "--resume"))
    assert machine.guests()[name] == ("running" if starts else "off"), machine.qemu_log(name)
    if starts:
        machine.ok("forceoff", name)  # its boot sector only speaks: nothing is written
    assert content(machine.image(name)) == undisturbed
    assert machine.strays() == []


@pytest.mark.parametrize("place", PLACES[2::3], ids=str)
def test_killed_and_discarded(machine: Machine, place: Place) -> None:
    name = f"dropped {PLACES.index(place)}"
    before = sorted(machine.images.glob("*"))
    starts = ["--start"] if place in STARTED else []
    assert machine.run(*machine.order(name, *starts), place=place).returncode == -signal.SIGKILL
    machine.ok("discard", machine.job(name)["job"])
    assert machine.job(name)["state"] == "cancelled"
    assert name not in machine.guests()
    assert sorted(machine.images.glob("*")) == before
    assert machine.strays() == []
    assert machine.refused(*machine.order(name, "--resume"))["code"] == "import.nothing-to-resume"
    machine.ok(*machine.order(name))


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_by_hand(machine: Machine, undisturbed: str, signum: int) -> None:
    """The import stops, stays, and says how to go on."""
    name = f"by hand {int(signum)}"
    place = Place("vmgui.backends.images:DiskImages:_copy_chunk", "before")
    command = machine.command(*machine.order(name), place=place, signum=signum)
    done = subprocess.run(command, env=machine.environment, capture_output=True, text=True, timeout=120)
    assert done.returncode > 1, done.stdout + done.stderr
    assert "--resume" in done.stderr
    assert "vmgui discard" in done.stderr
    assert "Traceback" not in done.stderr
    assert machine.job(name)["state"] == "interrupted"
    machine.ok(*machine.order(name, "--resume"))
    assert content(machine.image(name)) == undisturbed


def test_two_processes(machine: Machine, undisturbed: str) -> None:
    """While the first stands still, the second is told so; then the first goes on as if nothing had been."""
    place = Place("vmgui.backends.images:DiskImages:_copy_chunk", "before")
    command = machine.command(*machine.order("busy"), place=place, signum=signal.SIGSTOP)
    with subprocess.Popen(command, env=machine.environment, stdout=subprocess.PIPE, text=True) as first:
        os.waitid(os.P_PID, first.pid, os.WSTOPPED | os.WNOWAIT)
        try:
            assert machine.refused(*machine.order("busy", "--resume"))["code"] == "job.busy"
            assert machine.job("busy")["state"] == "running"
            assert machine.refused("discard", machine.job("busy")["job"])["code"] == "job.busy"
        finally:
            os.kill(first.pid, signal.SIGCONT)
        assert first.wait(60) == 0
    assert content(machine.image("busy")) == undisturbed


def test_names_that_are_taken(machine: Machine, undisturbed: str) -> None:
    assert machine.refused(*machine.order("undisturbed"))["code"] == "guest.name-taken"
    machine.image("mine").write_text("mine")
    assert machine.refused(*machine.order("mine"))["code"] == "import.target-exists"
    assert machine.image("mine").read_text() == "mine"
    assert machine.refused(*machine.order("../mine"))["code"] == "import.bad-name"
    assert machine.refused(*machine.order("nobody", "--resume"))["code"] == "import.nothing-to-resume"


def test_another_disk_in_the_place_of_the_first(machine: Machine) -> None:
    source = machine.folder / "other.img"
    shutil.copy(machine.source, source)
    place = Place("vmgui.backends.images:DiskImages:_copy_chunk", "before")
    machine.run(*machine.order("swapped", source=source), place=place)
    os.utime(source, ns=(1, 1))
    assert machine.refused(*machine.order("swapped", "--resume", source=source))["code"] == "import.source-changed"
    machine.ok("discard", machine.job("swapped")["job"])
    assert not machine.image("swapped").exists()


def test_once_verified_the_source_may_go(machine: Machine, undisturbed: str) -> None:
    source = machine.folder / "gone.img"
    shutil.copy(machine.source, source)
    machine.run(*machine.order("without", source=source), place=noted("repair", "after"))
    source.unlink()
    machine.ok(*machine.order("without", "--resume", source=source))
    assert content(machine.image("without")) == undisturbed


#: A small disk under the images' folder, which fills while the copy runs and is made room on again.
FULL = """
import os, sys
from pathlib import Path
from vmgui.backends.job_store import JobFolders
filler = Path(sys.argv[1])
real = JobFolders.note
async def note(self, job, entry):
    await real(self, job, entry)
    if entry.what == "copy" and not entry.done:
        with filler.open("wb") as file:
            file.write(bytes(os.statvfs(filler.parent).f_bavail * os.statvfs(filler.parent).f_frsize - (1 << 20)))
JobFolders.note = note
from vmgui.__main__ import main
sys.exit(main(sys.argv[2:]))
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="mounts a small file system")
def test_a_full_disk(machine: Machine, undisturbed: str) -> None:
    """In a mount namespace of its own; the copy fails, room is made, the same job goes on."""
    filler = machine.images / "filler"
    keep = machine.folder / "kept.qcow2"
    words = [str(word) for word in machine.order("full")]
    first = [sys.executable, "-c", FULL, str(filler), *words, "--json"]
    again = [sys.executable, "-m", "vmgui", *words, "--resume"]
    script = (
        'set -e; mount -t tmpfs -o "size=$1" none "$2"; shift 2; n=$1; shift; '
        'set +e; "${@:1:$n}" >&2; echo "$?"; rm -f "$FILLER"; shift "$n"; "$@"; echo "$?"; '
        'test -e "$IMAGE" && cp "$IMAGE" "$KEEP"; true'
    )
    environment = machine.environment | {"FILLER": str(filler), "IMAGE": str(machine.image("full")), "KEEP": str(keep)}

    def go(size: str) -> tuple[list[str], Sequence[str]]:
        command = [
            "unshare",
            "-m",
            "bash",
            "-c",
            script,
            "bash",
            size,
            str(machine.images),
            str(len(first)),
            *first,
            *again,
        ]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
        return done.stdout.split(), done.stderr.splitlines()

    said, errors = go("64k")
    assert said[0] == "1"
    assert json.loads(errors[-2 if "nothing" in errors[-1] else 0])["code"] == "import.no-space"
    said, errors = go("32m")
    assert said[0] == "1"
    assert any('"import.disk-full"' in line for line in errors), errors
    assert said[-1] == "0", (said, errors)
    assert content(keep) == undisturbed
