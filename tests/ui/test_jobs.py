"""The list of jobs and the news of how they end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Run, until
from tests.ui.office import Office
from tests.ui.test_wizard import Desk
from vmgui.errors import Problem
from vmgui.legacy.plan import ImportPlan, SourceIdentity
from vmgui.model.hardware import Hardware
from vmgui.services.jobs import Job, Jobs, JobState, Step
from vmgui.ui import tasks
from vmgui.ui.imports import Imports
from vmgui.ui.job_list import JobList, Pace

PLAN = ImportPlan(
    "OLD", "uuid", "qemu:///session", SourceIdentity("/d", 100, 1), "/t", 100, 0, Hardware("x"), (), (), True, ""
)
JOB = Job("1", PLAN, JobState.RUNNING, Step.COPY, 50, 100)


@pytest.fixture
def jobs(qapp: QApplication, qtbot: QtBot) -> JobList:
    jobs = JobList()
    qtbot.addWidget(jobs)
    return jobs


def buttons(jobs: JobList) -> list[str]:
    row = jobs.rows["1"]
    every = (row.cancel_button, row.resume_button, row.discard_button, row.forget_button)
    return [button.text() for button in every if not button.isHidden()]


def test_a_running_job_says_step_amount_and_can_be_cancelled(jobs: JobList) -> None:
    jobs.put_job(JOB)
    row = jobs.rows["1"]
    assert row.title.text() == "Import of OLD"
    assert row.words.text() == "Copying · 50 bytes of 100 bytes"
    assert row.bar.value() == row.bar.maximum() // 2
    assert buttons(jobs) == ["Cancel"]


def test_cancel_answers_at_once_and_is_asked_once(jobs: JobList) -> None:
    jobs.put_job(JOB)
    asked: list[str] = []
    jobs.cancel.connect(asked.append)
    row = jobs.rows["1"]
    row.cancel_button.click()
    row.cancel_button.click()
    jobs.put_job(replace(JOB, done=60))
    assert asked == ["1"]
    assert row.words.text() == "Stopping …"
    jobs.put_job(replace(JOB, state=JobState.CANCELLED))
    assert "Cancelled" in row.words.text()
    assert buttons(jobs) == ["Remove from list"]


@pytest.mark.parametrize("state", [JobState.INTERRUPTED, JobState.FAILED])
def test_a_job_that_stopped_can_go_on_or_be_taken_back(jobs: JobList, state: JobState) -> None:
    jobs.put_job(replace(JOB, state=state, problem=Problem("source.missing", path="/d")))
    assert buttons(jobs) == ["Resume", "Discard"]
    asked: list[tuple[str, str]] = []
    jobs.resume.connect(lambda job: asked.append(("resume", job)))
    jobs.discard.connect(lambda job: asked.append(("discard", job)))
    jobs.rows["1"].resume_button.click()
    jobs.rows["1"].discard_button.click()
    assert asked == [("resume", "1"), ("discard", "1")]


def test_a_dropped_job_is_gone(jobs: JobList) -> None:
    jobs.put_job(JOB)
    jobs.drop_job("1")
    assert not jobs.rows


def test_pace_is_of_the_last_seconds_and_of_one_step() -> None:
    pace = Pace()
    for second in range(100):
        pace.add(second, 1000 * second if second < 50 else 50_000 + 10 * (second - 50))
    assert pace.bytes_per_second == pytest.approx(10)
    pace.add(100, 0)
    assert pace.bytes_per_second == 0


class Desktop:
    """Keeps the notifications."""

    def __init__(self) -> None:
        self.told: list[tuple[str, bool]] = []

    async def notify(self, title: str, text: str, *, urgent: bool, clicked: Callable[[], object]) -> bool:
        self.told.append((title, urgent))
        return True


class NoJobs(Jobs):
    """A list of jobs that only this test fills."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    async def resume(self, job: str) -> None:
        self.asked.append(("resume", job))

    async def discard(self, job: str) -> None:
        self.asked.append(("discard", job))


def joined(office: Office) -> tuple[Imports, Desktop, NoJobs]:
    desktop, jobs = Desktop(), NoJobs()
    return Imports(office.window, office.hosts, jobs, Desk(), desktop), desktop, jobs


def test_the_end_of_an_import_is_told_and_its_guest_shown(office: Office, aio: Run) -> None:
    imports, desktop, _ = joined(office)
    guest = office.hosts.guests()[0]
    plan = replace(PLAN, host=guest.host, uuid=guest.uuid)

    async def walk() -> None:
        imports.put_job(replace(JOB, plan=plan))
        assert imports.running == 1
        imports.put_job(replace(JOB, plan=plan, state=JobState.DONE))
        await until(lambda: desktop.told)

    aio(walk())
    assert desktop.told == [("OLD is imported.", False)]
    assert office.window.selected() == guest
    assert imports.running == 0


def test_a_failed_import_says_why_and_offers_the_ways_on(office: Office, aio: Run) -> None:
    imports, desktop, jobs = joined(office)

    async def walk() -> None:
        imports.put_job(JOB)
        imports.put_job(replace(JOB, state=JobState.FAILED, problem=Problem("source.missing", path="/gone")))
        await until(lambda: desktop.told)
        row = office.window.jobs.rows["1"]
        assert "/gone" in row.words.text()
        row.discard_button.click()
        await until(lambda: jobs.asked)

    aio(walk())
    assert desktop.told == [("The import of OLD has failed.", True)]
    assert jobs.asked == [("discard", "1")]
    assert not office.window.messages.bars()


def test_the_guest_is_chosen_when_it_comes_later(office: Office, aio: Run) -> None:
    imports, _, _ = joined(office)
    guest = office.hosts.guests()[0]
    office.window.drop_guest(guest.key)

    async def walk() -> None:
        imports.put_job(replace(JOB, plan=replace(PLAN, host=guest.host, uuid=guest.uuid)))
        imports.put_job(replace(JOB, plan=replace(PLAN, host=guest.host, uuid=guest.uuid), state=JobState.DONE))
        assert office.window.selected() is None
        office.window.put_guest(guest)
        await tasks.end_all()

    aio(walk())
    assert office.window.selected() == guest
