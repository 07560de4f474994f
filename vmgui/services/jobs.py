"""Long work: carried out once, watched by all, resumed after a kill.

A job is a folder with its plan, a journal (what has been done, one line each, synced) and, once they are known, the
edits of its repairs.  All that is shown of a job is derived from these, so that it survives whoever carries it out.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from vmgui.errors import Problem
from vmgui.legacy.plan import ImportPlan
from vmgui.legacy.report import PatchBytes
from vmgui.model.journal import Entry


class Step(StrEnum):
    """The steps of an import, in order."""

    CHECK = "check"
    COPY = "copy"
    VERIFY = "verify"
    REPAIR = "repair"
    DEFINE = "define"
    START = "start"


class JobState(StrEnum):
    """How a job stands."""

    RUNNING = "running"
    #: Nobody carries it out; it can be resumed or discarded.
    INTERRUPTED = "interrupted"
    FAILED = "failed"  # as INTERRUPTED, with a Problem
    CANCELLED = "cancelled"
    DONE = "done"

    @property
    def ended(self) -> bool:
        return self in (JobState.CANCELLED, JobState.DONE)


@dataclass(frozen=True, slots=True)
class Job:
    """A job as it is now.  ``done`` and ``total`` are bytes of the present step; ``total`` 0: not measured."""

    id: str
    plan: ImportPlan
    state: JobState
    step: Step = Step.CHECK
    done: int = 0
    total: int = 0
    problem: Problem | None = None


class JobStore(Protocol):
    """Where jobs are kept.  Coroutines raise Problem."""

    async def create(self, plan: ImportPlan) -> str:
        """A new folder with the plan; its id."""

    async def ids(self) -> Sequence[str]: ...

    async def plan(self, job: str) -> ImportPlan: ...

    async def journal(self, job: str) -> Sequence[Entry]: ...

    async def note(self, job: str, entry: Entry) -> None:
        """Adds to the journal; on the disk when it returns."""

    async def edits(self, job: str) -> Sequence[PatchBytes] | None:
        """The repairs' edits; None while they are not worked out."""

    async def keep_edits(self, job: str, edits: Sequence[PatchBytes]) -> None: ...

    def hold(self, job: str) -> AbstractAsyncContextManager[None]:
        """The right to carry the job out; Problem ``job.busy`` when another process has it.  Ends with the process."""

    async def held(self, job: str) -> bool:
        """Whether some process carries it out."""

    async def remove(self, job: str) -> None: ...


class JobWatcher(Protocol):
    """Told of every difference, on the loop."""

    def put_job(self, job: Job) -> None: ...

    def drop_job(self, job: str) -> None: ...


class Worker(Protocol):
    """Who knows how to carry out a plan and how to take a half-done one back."""

    async def carry_out(self, job: str, plan: ImportPlan, tell: Callable[[Step, int, int], None]) -> None: ...

    async def take_back(self, job: str, plan: ImportPlan) -> None: ...


def view(job: str, plan: ImportPlan, journal: Sequence[Entry], *, held: bool) -> Job:
    """What a journal says of its job."""
    state = JobState.RUNNING if held else JobState.INTERRUPTED
    step, done, problem = Step.CHECK, 0, None
    for entry in journal:
        if entry.what in tuple(Step):
            step, done, problem = Step(entry.what), entry.done, None
        elif entry.what in (JobState.DONE, JobState.CANCELLED):
            return Job(job, plan, JobState(entry.what), step, done)
        elif entry.what == JobState.FAILED:
            problem = Problem(entry.problem, **entry.facts)
    if problem is not None and not held:
        state = JobState.FAILED
    return Job(job, plan, state, step, done, plan.source.size_bytes if step is Step.COPY else 0, problem)


class Jobs:
    """All jobs of this user, and those this process carries out."""

    def __init__(self, store: JobStore, worker: Worker) -> None:
        self._store = store
        self._worker = worker
        self._jobs: dict[str, Job] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._watchers: list[JobWatcher] = []

    @property
    def jobs(self) -> tuple[Job, ...]:
        return tuple(self._jobs.values())

    def watch(self, watcher: JobWatcher) -> None:
        for job in self._jobs.values():
            watcher.put_job(job)
        self._watchers.append(watcher)

    async def load(self) -> Sequence[Job]:
        """Reads all jobs there are; a damaged one does not hide the others."""
        for job in await self._store.ids():
            if job not in self._tasks:
                with suppress(Problem):
                    self._put(await self._view(job))
        return self.jobs

    async def follow(self, pause_seconds: float = 1.0) -> None:
        """Keeps the jobs that other processes carry out as they are there; never ends by itself."""
        while True:
            await self.load()
            await asyncio.sleep(pause_seconds)

    async def begin(self, plan: ImportPlan) -> str:
        """Stores a new job and starts it."""
        job = await self._store.create(plan)
        self._run(job, plan)
        return job

    async def resume(self, job: str) -> None:
        """Goes on with an interrupted or failed job."""
        if job not in self._tasks:
            self._run(job, await self._store.plan(job))

    async def wait(self, job: str) -> Job:
        """Waits until this process has nothing more to do for the job."""
        task = self._tasks.get(job)
        if task is not None:
            await asyncio.wait([task])
        return self._jobs[job]

    async def stop(self, job: str) -> None:
        """Leaves the job as it is, to be resumed later."""
        task = self._tasks.get(job)
        if task is not None:
            task.cancel()
            await asyncio.wait([task])

    async def discard(self, job: str) -> None:
        """Stops the job and takes back what it has made: no guest, no file of it stays."""
        await self.stop(job)
        async with self._store.hold(job):
            found = await self._view(job)
            if found.state is not JobState.DONE:
                await self._worker.take_back(job, found.plan)
                await self._store.note(job, Entry(JobState.CANCELLED))
        self._put(await self._view(job))

    async def forget(self, job: str) -> None:
        """Takes an ended job off the list."""
        found = await self._view(job)
        if not found.state.ended:
            raise Problem("job.not-ended", name=found.plan.name)
        await self._store.remove(job)
        self._jobs.pop(job, None)
        for watcher in self._watchers:
            watcher.drop_job(job)

    async def close(self) -> None:
        """Stops what runs; it can be resumed."""
        for job in tuple(self._tasks):
            await self.stop(job)

    def _run(self, job: str, plan: ImportPlan) -> None:
        self._put(Job(job, plan, JobState.RUNNING))
        task = asyncio.create_task(self._carry_out(job, plan), name=f"job {job}")
        self._tasks[job] = task
        task.add_done_callback(lambda ended: self._ended(job, ended))

    def _ended(self, job: str, task: asyncio.Task[None]) -> None:
        self._tasks.pop(job, None)
        if task.cancelled() or (error := task.exception()) is None:
            return
        # A defect of ours: whoever watches must not wait for ever, and the loop's handler must hear of it.
        self._put(replace(self._jobs[job], state=JobState.FAILED, problem=Problem("unexpected")))
        task.get_loop().call_exception_handler({"message": f"job {job}", "exception": error, "task": task})

    async def _carry_out(self, job: str, plan: ImportPlan) -> None:
        def tell(step: Step, done: int, total: int) -> None:
            self._put(replace(self._jobs[job], step=step, done=done, total=total))

        try:
            async with self._store.hold(job):
                await self._worker.carry_out(job, plan, tell)
                await self._store.note(job, Entry(JobState.DONE))
        except Problem as problem:
            if problem.code != "job.busy":
                with suppress(Problem):  # where nothing can be kept (a full disk), the failure is at least shown
                    await self._store.note(job, Entry(JobState.FAILED, problem=problem.code, facts=problem.facts))
            self._put(replace(self._jobs[job], state=JobState.FAILED, problem=problem))
        except asyncio.CancelledError:
            self._put(replace(self._jobs[job], state=JobState.INTERRUPTED))
            raise
        else:
            self._put(replace(self._jobs[job], state=JobState.DONE))

    async def _view(self, job: str) -> Job:
        plan = await self._store.plan(job)
        return view(job, plan, await self._store.journal(job), held=await self._store.held(job))

    def _put(self, job: Job) -> None:
        if self._jobs.get(job.id) == job:
            return
        self._jobs[job.id] = job
        for watcher in self._watchers:
            watcher.put_job(job)
