"""Imports from the first question to the running guest: wizard, job, and the news of how it ended."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from PySide6.QtCore import QObject

from vmgui.errors import Problem
from vmgui.model.office import GuestKey
from vmgui.services.hosts import Hosts
from vmgui.services.jobs import Job, Jobs, JobState
from vmgui.services.notices import Notice, Notices
from vmgui.services.outside import Desktop
from vmgui.ui import tasks
from vmgui.ui.dialogs import answer
from vmgui.ui.import_draft import ImportDesk
from vmgui.ui.import_wizard import ImportWizard
from vmgui.ui.problem_view import Choice, said
from vmgui.ui.window import MainWindow

_T = TypeVar("_T")


class Imports(QObject):
    """Watches all jobs; speaks of those that end while it watches, and of those that were left unfinished."""

    def __init__(self, window: MainWindow, hosts: Hosts, jobs: Jobs, desk: ImportDesk, desktop: Desktop) -> None:
        super().__init__(window)
        self._window = window
        self._hosts = hosts
        self._jobs = jobs
        self._desk = desk
        self._notices = Notices(desktop, window.isActiveWindow)
        self._states: dict[str, JobState] = {}
        self._wizard: ImportWizard | None = None
        window.import_wanted.connect(self.ask)
        window.jobs.cancel.connect(self._discard)
        window.jobs.discard.connect(self._discard)
        window.jobs.resume.connect(self._resume)
        window.jobs.forget.connect(lambda job: self._do(jobs.forget, job))

    def begin(self) -> None:
        """Shows all jobs there are and offers to go on with those that were interrupted."""
        self._jobs.watch(self)
        tasks.start(self, self._load(), "load")

    def ask(self, source: str = "") -> None:
        """Opens the wizard, on ``source`` if one is given.  One at a time."""
        self._window.come_to_front()
        if self._wizard is None:
            tasks.start(self, self._ask(source), "wizard")

    @property
    def running(self) -> int:
        """How many jobs run now."""
        return sum(state is JobState.RUNNING for state in self._states.values())

    # -- JobWatcher --

    def put_job(self, job: Job) -> None:
        self._window.jobs.put_job(job)
        before, self._states[job.id] = self._states.get(job.id), job.state
        if before is JobState.RUNNING and job.state is JobState.DONE:
            self._done(job)
        elif before is JobState.RUNNING and job.state is JobState.FAILED:
            self._failed(job)
        elif before is None and job.state is JobState.RUNNING:
            self._window.job_dock.show()

    def drop_job(self, job: str) -> None:
        self._window.jobs.drop_job(job)
        self._states.pop(job, None)

    # -- within --

    async def _ask(self, source: str) -> None:
        wizard = self._wizard = ImportWizard(self._desk, self._hosts.hosts, source, self._window)
        try:
            accepted = await answer(wizard)
        finally:
            self._wizard = None
        if accepted and wizard.plan is not None:
            await self._told(self._jobs.begin, wizard.plan)

    async def _load(self) -> None:
        try:
            await self._jobs.load()
        except Problem as problem:
            self._window.messages.problem(problem)
        for job in self._jobs.jobs:
            if job.state in (JobState.INTERRUPTED, JobState.FAILED):
                self._offer(job)
                self._window.job_dock.show()

    def _offer(self, job: Job) -> None:
        self._window.messages.tell(
            self.tr("The import of {name} was interrupted.").format(name=job.plan.name),
            self.tr("It can go on where it stopped. Discarding takes back all it has made; the old disk is untouched."),
            self._ways_on(job),
            key=job.id,
        )

    def _ways_on(self, job: Job) -> tuple[Choice, Choice]:
        return (
            Choice(self.tr("Resume"), lambda: self._resume(job.id)),
            Choice(self.tr("Discard"), lambda: self._discard(job.id)),
        )

    def _done(self, job: Job) -> None:
        key = GuestKey(job.plan.host, job.plan.uuid)
        title = self.tr("{name} is imported.").format(name=job.plan.name)
        text = (
            self.tr("It has been started; this is its screen.") if job.plan.start else self.tr("It can be started now.")
        )
        self._window.select_guest(key)
        self._window.messages.tell(title, text, key=job.id)
        self._tell(Notice(title, "", urgent=False, clicked=self._window.come_to_front))

    def _failed(self, job: Job) -> None:
        problem = job.problem or Problem("unexpected")
        self._window.messages.problem(problem, self._ways_on(job), key=job.id)
        title = self.tr("The import of {name} has failed.").format(name=job.plan.name)
        self._tell(Notice(title, said(problem).remedy, urgent=True, clicked=self._window.come_to_front))

    def _tell(self, notice: Notice) -> None:
        tasks.start(self, self._notices.tell(notice), "notice")

    def _resume(self, job: str) -> None:
        self._window.messages.drop(job)
        self._do(self._jobs.resume, job)

    def _discard(self, job: str) -> None:
        self._window.messages.drop(job)
        self._do(self._jobs.discard, job)

    def _do(self, act: Callable[[str], Awaitable[None]], job: str) -> None:
        tasks.start(self, self._told(act, job), "job")

    async def _told(self, act: Callable[[_T], Awaitable[object]], subject: _T) -> None:
        try:
            await act(subject)
        except Problem as problem:
            self._window.messages.problem(problem)
