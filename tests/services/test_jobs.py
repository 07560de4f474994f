"""Jobs in their real folders, carried out by a worker the test holds the reins of."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path

import pytest

from vmgui.backends.job_store import JobFolders
from vmgui.errors import Problem
from vmgui.legacy.plan import ImportPlan, SourceIdentity
from vmgui.legacy.report import PatchBytes
from vmgui.model.hardware import Hardware
from vmgui.model.journal import Entry
from vmgui.paths import state_dir
from vmgui.services.jobs import Job, Jobs, JobState, Step, view

PLAN = ImportPlan(
    name="old",
    uuid="6e1d3b5c-0000-4000-8000-000000000001",
    host="qemu:///session",
    source=SourceIdentity("/disk.img", 1000, 1),
    target="/images/old.qcow2",
    disk_bytes=1024,
    lead_bytes=0,
    hardware=Hardware("winnt4"),
    findings=("GEO-1",),
    repairs=(PatchBytes(0, b"a", b"b"),),
    start=False,
    domain_xml="<domain/>",
)


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VMGUI_HOME", str(tmp_path))


class Reins:
    """A worker that does what the test says."""

    def __init__(self) -> None:
        self.go = asyncio.Event()
        self.begun = asyncio.Event()
        self.fails: Exception | None = None
        self.taken_back: list[str] = []

    async def carry_out(self, job: str, plan: ImportPlan, tell: Callable[[Step, int, int], None]) -> None:
        tell(Step.COPY, 10, 1000)
        self.begun.set()
        await self.go.wait()
        if self.fails is not None:
            raise self.fails

    async def take_back(self, job: str, plan: ImportPlan) -> None:
        self.taken_back.append(job)


class Seen:
    """A watcher's memory."""

    def __init__(self) -> None:
        self.states: list[tuple[JobState, Step]] = []
        self.dropped: list[str] = []

    def put_job(self, job: Job) -> None:
        self.states.append((job.state, job.step))

    def drop_job(self, job: str) -> None:
        self.dropped.append(job)


def run(test: Callable[[Jobs, Reins, Seen], Coroutine[None, None, None]]) -> None:
    async def go() -> None:
        reins, seen = Reins(), Seen()
        jobs = Jobs(JobFolders(), reins)
        jobs.watch(seen)
        await test(jobs, reins, seen)
        await jobs.close()

    asyncio.run(go())


def other_process(script: str) -> str:
    """What another process with the same home says."""
    code = (
        "import asyncio\nfrom vmgui.backends.job_store import JobFolders\nfrom vmgui.errors import Problem\n"
        f"async def main():\n    store = JobFolders()\n    job, = await store.ids()\n    {script}\nasyncio.run(main())\n"
    )
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def test_a_job_is_done_and_kept() -> None:
    async def test(jobs: Jobs, reins: Reins, seen: Seen) -> None:
        reins.go.set()
        job = await jobs.begin(PLAN)
        assert (await jobs.wait(job)).state is JobState.DONE
        assert [state for state, _ in seen.states] == [JobState.RUNNING, JobState.RUNNING, JobState.DONE]
        fresh = Jobs(JobFolders(), reins)
        (kept,) = await fresh.load()
        assert (kept.id, kept.state, kept.plan) == (job, JobState.DONE, PLAN)
        await fresh.forget(job)
        assert fresh.jobs == ()
        assert not any((state_dir() / "jobs").iterdir())

    run(test)


def test_a_problem_is_kept_and_the_job_goes_on_later() -> None:
    async def test(jobs: Jobs, reins: Reins, seen: Seen) -> None:
        reins.go.set()
        reins.fails = Problem("import.disk-full", detail="full")
        job = await jobs.begin(PLAN)
        ended = await jobs.wait(job)
        assert ended.state is JobState.FAILED
        fresh = Jobs(JobFolders(), reins)
        (kept,) = await fresh.load()
        assert kept.state is JobState.FAILED
        assert kept.problem is not None
        assert (kept.problem.code, kept.problem.facts) == ("import.disk-full", {"detail": "full"})
        with pytest.raises(Problem, match=r"job\.not-ended"):
            await fresh.forget(job)
        reins.fails = None
        await fresh.resume(job)
        assert (await fresh.wait(job)).state is JobState.DONE

    run(test)


def test_stopping_leaves_the_job_and_discarding_takes_it_back() -> None:
    async def test(jobs: Jobs, reins: Reins, seen: Seen) -> None:
        job = await jobs.begin(PLAN)
        await reins.begun.wait()
        await jobs.stop(job)
        assert jobs.jobs[0].state is JobState.INTERRUPTED
        assert reins.taken_back == []
        reins.begun.clear()
        await jobs.resume(job)
        await reins.begun.wait()
        await jobs.discard(job)
        assert reins.taken_back == [job]
        assert jobs.jobs[0].state is JobState.CANCELLED

    run(test)


def test_a_finished_job_is_not_taken_back() -> None:
    async def test(jobs: Jobs, reins: Reins, seen: Seen) -> None:
        reins.go.set()
        job = await jobs.begin(PLAN)
        await jobs.wait(job)
        await jobs.discard(job)
        assert reins.taken_back == []
        assert jobs.jobs[0].state is JobState.DONE

    run(test)


def test_a_second_process_is_told_that_the_job_is_busy() -> None:
    async def test(jobs: Jobs, reins: Reins, seen: Seen) -> None:
        job = await jobs.begin(PLAN)
        await reins.begun.wait()
        hold = "print(await store.held(job))\n    try:\n        async with store.hold(job): print('got it')\n"
        hold += "    except Problem as problem: print(problem.code)"
        said = await asyncio.get_running_loop().run_in_executor(None, other_process, hold)
        assert said.split() == ["True", "job.busy"]
        other = Jobs(JobFolders(), Reins())
        await other.load()
        assert other.jobs[0].state is JobState.RUNNING
        await other.resume(job)
        told = await other.wait(job)
        assert told.problem is not None
        assert told.problem.code == "job.busy"
        reins.go.set()
        assert (await jobs.wait(job)).state is JobState.DONE, "the first one goes on, and its journal says nothing else"
        assert (await other.load())[0].state is JobState.DONE

    run(test)


def test_asking_who_holds_a_job_is_not_holding_it() -> None:
    async def test(jobs: Jobs, reins: Reins, seen: Seen) -> None:
        store = JobFolders()
        job = await store.create(PLAN)
        for _ in range(200):
            asked = asyncio.create_task(store.held(job))
            async with store.hold(job):
                await asked
        assert not await store.held(job)

    run(test)


def test_another_process_is_followed() -> None:
    async def test(jobs: Jobs, reins: Reins, seen: Seen) -> None:
        watcher, told = Jobs(JobFolders(), Reins()), Seen()
        watcher.watch(told)
        following = asyncio.create_task(watcher.follow(0.01))
        job = await jobs.begin(PLAN)
        await reins.begun.wait()
        while not told.states:
            await asyncio.sleep(0)
        await JobFolders().note(job, Entry(Step.COPY, 500))
        while watcher.jobs[0].done != 500:
            await asyncio.sleep(0)
        reins.go.set()
        while told.states[-1][0] is not JobState.DONE:
            await asyncio.sleep(0)
        following.cancel()
        assert told.states.count((JobState.DONE, Step.COPY)) == 1, "only differences are told"

    run(test)


def test_a_defect_ends_the_job_and_is_reported() -> None:
    async def test(jobs: Jobs, reins: Reins, seen: Seen) -> None:
        reported: list[BaseException | None] = []
        asyncio.get_running_loop().set_exception_handler(lambda _, context: reported.append(context.get("exception")))
        reins.go.set()
        reins.fails = ZeroDivisionError()
        job = await jobs.begin(PLAN)
        await jobs.wait(job)
        await asyncio.sleep(0)
        assert jobs.jobs[0].problem is not None
        assert jobs.jobs[0].problem.code == "unexpected"
        assert reported == [reins.fails]

    run(test)


def test_a_cut_journal_and_a_damaged_job_hide_nothing() -> None:
    async def test(jobs: Jobs, reins: Reins, seen: Seen) -> None:
        store = JobFolders()
        job = await store.create(PLAN)
        await store.note(job, Entry(Step.COPY, 300))
        journal = state_dir() / "jobs" / job / "journal"
        with journal.open("a") as file:
            file.write('{"what": "co')
        await store.note(job, Entry(Step.COPY, 600))
        entries = await store.journal(job)
        assert [entry.done for entry in entries] == [300, 600]
        assert all(entry.when.endswith("Z") for entry in entries)
        damaged = state_dir() / "jobs" / "1"
        damaged.mkdir()
        (damaged / "plan.json").write_text("{}")
        (found,) = await jobs.load()
        assert (found.id, found.done, found.total, found.state) == (job, 600, 1000, JobState.INTERRUPTED)

    run(test)


def test_edits_come_back_as_they_were() -> None:
    async def test(jobs: Jobs, reins: Reins, seen: Seen) -> None:
        store = JobFolders()
        job = await store.create(PLAN)
        assert await store.edits(job) is None
        edits = [PatchBytes(512, bytes(range(256)) * 2, b"\xff" * 512)]
        await store.keep_edits(job, edits)
        assert list(await store.edits(job) or ()) == edits

    run(test)


def test_a_full_state_folder_is_a_problem(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("VMGUI_HOME", str(tmp_path / "file"))

    async def test(jobs: Jobs, reins: Reins, seen: Seen) -> None:
        with pytest.raises(Problem, match=r"job\.not-kept"):
            await jobs.begin(PLAN)

    run(test)


@pytest.mark.parametrize(
    ("entries", "held", "expected"),
    [
        ([], False, (JobState.INTERRUPTED, Step.CHECK, 0)),
        ([], True, (JobState.RUNNING, Step.CHECK, 0)),
        ([Entry("made"), Entry(Step.COPY, 7)], True, (JobState.RUNNING, Step.COPY, 7)),
        ([Entry(Step.COPY, 7), Entry(JobState.FAILED, problem="x.y")], False, (JobState.FAILED, Step.COPY, 7)),
        ([Entry(JobState.FAILED, problem="x.y"), Entry(Step.COPY, 7)], False, (JobState.INTERRUPTED, Step.COPY, 7)),
        ([Entry(Step.REPAIR), Entry(JobState.CANCELLED)], False, (JobState.CANCELLED, Step.REPAIR, 0)),
        ([Entry(Step.START), Entry(JobState.DONE), Entry("undone")], False, (JobState.DONE, Step.START, 0)),
    ],
)
def test_the_journal_says_how_a_job_stands(
    entries: list[Entry], held: bool, expected: tuple[JobState, Step, int]
) -> None:
    job = view("1", PLAN, entries, held=held)
    assert (job.state, job.step, job.done) == expected
