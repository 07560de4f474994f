"""The import with real images and real job folders; the host is one of ours, so that it can be stopped in mid-call."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, cast

import pytest

from tests.backends.test_images import content, noise
from vmgui.backends.images import DiskImages
from vmgui.backends.job_store import JobFolders
from vmgui.errors import Problem
from vmgui.legacy import profiles
from vmgui.legacy.plan import ImportPlan, SourceIdentity
from vmgui.legacy.report import DiskReport, Geometry, PatchBytes
from vmgui.model.hardware import Hardware
from vmgui.model.office import Guest, GuestState
from vmgui.paths import resource_dir, runtime_dir
from vmgui.services.hosts import Hosts
from vmgui.services.importing import Importing, Order, default_name, is_local
from vmgui.services.jobs import Job, Jobs, JobState, Step

MB = 1 << 20
URI = "qemu:///session"
UUID = "6e1d3b5c-0000-4000-8000-000000000001"


class OneHost:
    """A host and its line in one: remembers guests, and waits in ``define`` until it is let go."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.known: dict[str, Guest] = {}
        self.free_to_go = asyncio.Event()
        self.free_to_go.set()
        self.asked = asyncio.Event()
        self.refuses: Problem | None = None

    def link(self, uri: str) -> OneHost:
        return self

    async def settled(self, uri: str) -> None:
        """Always there."""

    async def guests(self) -> list[Guest]:
        return list(self.known.values())

    async def guest(self, uuid: str) -> Guest | None:
        return self.known.get(uuid)

    async def define(self, xml: str) -> Guest:
        """As the real one: who is cancelled while waiting has asked all the same."""
        return await asyncio.shield(asyncio.create_task(self._define()))

    async def _define(self) -> Guest:
        self.asked.set()
        await self.free_to_go.wait()
        if self.refuses is not None:
            raise self.refuses
        return self._put(GuestState.OFF)

    async def start(self, uuid: str) -> None:
        self._put(GuestState.RUNNING)

    async def force_off(self, uuid: str) -> None:
        self._put(GuestState.OFF)

    async def undefine(self, uuid: str) -> None:
        assert not self.known[uuid].state.active
        del self.known[uuid]

    async def image_folder(self) -> Path:
        return self.folder

    async def acceleration(self) -> str:
        return "qemu"

    def _put(self, state: GuestState) -> Guest:
        self.known[UUID] = Guest(URI, UUID, "old", state)
        return self.known[UUID]


class Files:
    """Sources that are files."""

    async def identity(self, source: str) -> SourceIdentity:
        status = Path(source).stat()
        return SourceIdentity(source, status.st_size, status.st_mtime_ns)

    async def look(self, source: str) -> DiskReport:
        raise NotImplementedError


class Bench:
    """Everything of one import."""

    def __init__(self, folder: Path) -> None:
        self.source = folder / "old.img"
        self.source.write_bytes(noise(2 * MB))
        self.host = OneHost(folder / "images")
        self.images = DiskImages()
        self.store = JobFolders()
        known = profiles.parse((resource_dir() / "profiles.toml").read_text(encoding="utf-8"))
        hosts = cast(Hosts, self.host)
        self.importing = Importing(hosts, Files(), self.images, self.store, known)
        self.jobs = Jobs(self.store, self.importing)
        self.target = folder / "images" / "old.qcow2"

    def plan(self, **changes: Any) -> ImportPlan:
        status = self.source.stat()
        values = {
            "name": "old",
            "uuid": UUID,
            "host": URI,
            "source": SourceIdentity(str(self.source), status.st_size, status.st_mtime_ns),
            "target": str(self.target),
            "disk_bytes": 2 * MB + 512,
            "lead_bytes": 512,
            "hardware": Hardware("unknown"),
            "findings": ("BOOT-8",),
            "repairs": (PatchBytes(0, bytes(4), b"MBR!"),),
            "start": True,
            "domain_xml": "<domain/>",
        }
        return ImportPlan(**(values | changes))

    def report(self) -> DiskReport:
        return DiskReport(str(self.source), 2 * MB, "mbr", (), Geometry(4, 16, 63, "size"), disk_bytes=2 * MB)

    def left(self) -> list[str]:
        found = [*self.target.parent.glob("*"), *runtime_dir().glob("exports/*")]
        return [str(path) for path in found]


def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, test: Any) -> None:
    monkeypatch.setenv("VMGUI_HOME", str(tmp_path / "home"))

    async def go() -> None:
        bench = Bench(tmp_path)
        work: Coroutine[None, None, None] = test(bench)
        await work
        await bench.jobs.close()

    asyncio.run(go())


class AtStep:
    """Says when a step is reached."""

    def __init__(self, step: Step) -> None:
        self._step = step
        self.reached = asyncio.Event()

    def put_job(self, job: Job) -> None:
        if job.state is JobState.RUNNING and job.step is self._step:
            self.reached.set()

    def drop_job(self, job: str) -> None:
        """Not asked for."""


def test_an_undisturbed_import(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def test(bench: Bench) -> None:
        job = await bench.jobs.begin(bench.plan())
        assert (await bench.jobs.wait(job)).state is JobState.DONE
        assert content(bench.target) == b"MBR!".ljust(512, b"\0") + bench.source.read_bytes()
        assert bench.host.known[UUID].state is GuestState.RUNNING
        with pytest.raises(Problem, match=r"guest\.still-running"):
            await bench.importing.undo_repairs(job)
        await bench.host.force_off(UUID)
        assert await bench.importing.undo_repairs(job) == 1
        assert content(bench.target) == bytes(512) + bench.source.read_bytes()
        assert (await bench.jobs.load())[0].state is JobState.DONE

    run(tmp_path, monkeypatch, test)


@pytest.mark.parametrize("step", list(Step))
def test_cancelled_in_any_step_nothing_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: Step) -> None:
    async def test(bench: Bench) -> None:
        watcher = AtStep(step)
        bench.jobs.watch(watcher)
        job = await bench.jobs.begin(bench.plan())
        while not watcher.reached.is_set():
            await asyncio.sleep(0)
        await bench.jobs.discard(job)
        assert bench.jobs.jobs[0].state is JobState.CANCELLED
        assert bench.host.known == {}
        assert bench.left() == []

    run(tmp_path, monkeypatch, test)


def test_a_guest_that_is_being_made_is_not_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The host is asked and has not answered when the job is discarded."""

    async def test(bench: Bench) -> None:
        bench.host.free_to_go.clear()
        job = await bench.jobs.begin(bench.plan())
        await bench.host.asked.wait()
        discarding = asyncio.create_task(bench.jobs.discard(job))
        done, _ = await asyncio.wait([discarding], timeout=0.5)
        assert not done, "what is under way at the host is waited for"
        bench.host.free_to_go.set()
        await discarding
        assert bench.host.known == {}
        assert bench.left() == []

    run(tmp_path, monkeypatch, test)


def test_what_the_host_refuses_can_be_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def test(bench: Bench) -> None:
        bench.host.refuses = Problem("guest.name-taken", host=URI, detail="old")
        job = await bench.jobs.begin(bench.plan())
        ended = await bench.jobs.wait(job)
        assert (ended.state, ended.step) == (JobState.FAILED, Step.DEFINE)
        bench.host.refuses = None
        await bench.jobs.resume(job)
        assert (await bench.jobs.wait(job)).state is JobState.DONE

    run(tmp_path, monkeypatch, test)


def test_a_file_somebody_else_made_meanwhile_is_theirs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def test(bench: Bench) -> None:
        real = bench.images.create

        async def late(path: str, size_bytes: int) -> None:
            bench.target.parent.mkdir()
            bench.target.write_text("theirs")
            await real(path, size_bytes)

        monkeypatch.setattr(bench.images, "create", late)
        job = await bench.jobs.begin(bench.plan())
        ended = await bench.jobs.wait(job)
        assert ended.problem is not None
        assert ended.problem.code == "import.target-exists"
        await bench.jobs.discard(job)
        assert bench.target.read_text() == "theirs"

    run(tmp_path, monkeypatch, test)


def test_a_copy_that_went_wrong_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def test(bench: Bench) -> None:
        real = bench.images.compare

        async def spoiled(*words: Any) -> None:
            write = ["qemu-io", "-f", "qcow2", "-c", "write -P 7 1M 512", bench.target]
            subprocess.run(write, check=True, capture_output=True)
            await real(*words)

        monkeypatch.setattr(bench.images, "compare", spoiled)
        job = await bench.jobs.begin(bench.plan())
        ended = await bench.jobs.wait(job)
        assert ended.problem is not None
        assert ended.problem.code == "import.copy-differs"
        assert bench.host.known == {}

    run(tmp_path, monkeypatch, test)


def test_what_is_refused_before_anything_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def test(bench: Bench) -> None:
        async def refused(code: str, name: str = "old", host: str = URI) -> Problem:
            with pytest.raises(Problem) as caught:
                await bench.importing.prepare(bench.report(), Order(host, name, 0, ()))
            assert caught.value.code == code
            return caught.value

        plan = await bench.importing.prepare(bench.report(), Order(URI, "old", 0, ()))
        assert plan.target == str(bench.target)
        await refused("import.bad-name", "a/b")
        await refused("import.remote-host", host="qemu+ssh://server/system")

        async def nothing_free(folder: str) -> int:
            return 1000

        with monkeypatch.context() as patched:
            patched.setattr(bench.images, "free_bytes", nothing_free)
            problem = await refused("import.no-space")
            assert problem.facts["free"] == 1000
            assert int(problem.facts["needed"]) >= 2 * MB
        bench.target.parent.mkdir()
        bench.target.touch()
        await refused("import.target-exists")
        await bench.host.define("")
        await refused("guest.name-taken")

    run(tmp_path, monkeypatch, test)


@pytest.mark.parametrize(
    ("uri", "local"),
    [
        ("qemu:///session", True),
        ("qemu:///system", True),
        ("qemu+unix:///session?socket=/run/x", True),
        ("qemu+ssh://server/system", False),
        ("qemu+ssh:///system", False),
    ],
)
def test_whose_files_are_ours(uri: str, local: bool) -> None:
    assert is_local(uri) is local


def test_a_name_from_a_file() -> None:
    assert default_name("/media/usb/old-server.img") == "old-server"
    assert default_name("/media/.hidden") == "imported"
