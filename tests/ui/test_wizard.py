"""The import wizard: what each page says, what keeps the user on it, and that it works by keys alone."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWizard
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Run, until
from tests.ui.office import memory_finding, report
from vmgui.errors import Problem
from vmgui.legacy.plan import ImportPlan, SourceIdentity
from vmgui.legacy.report import DiskReport, Finding, Severity, Undo
from vmgui.model.hardware import Hardware
from vmgui.model.office import LOCAL_URI, Host, HostState
from vmgui.services.importing import Order, Room
from vmgui.ui import tasks
from vmgui.ui.dialogs import answer
from vmgui.ui.import_wizard import ImportWizard
from vmgui.ui.machine_page import chosen_at_first

HERE = Host(LOCAL_URI, "", HostState.ONLINE)


class Desk:
    """Answers as the import service does; a code in ``fails`` is raised instead."""

    def __init__(self, findings: Sequence[Finding] = ()) -> None:
        self.fails: Problem | None = None
        self.findings = findings
        self.looks: list[str] = []
        self.orders: list[Order] = []

    async def look(self, source: str) -> DiskReport:
        self.looks.append(source)
        if self.fails:
            raise self.fails
        return report(source, self.findings)

    def hardware(self, report: DiskReport, findings: Sequence[str]) -> Hardware:
        return Hardware("winnt4", memory_mib=512 if "MEM-1" in findings else 256)

    async def room(self, host: str) -> Room:
        return Room("/images", 8 << 30, "qemu")

    async def prepare(self, report: DiskReport, order: Order) -> ImportPlan:
        self.orders.append(order)
        if self.fails:
            raise self.fails
        hardware = Hardware("winnt4", memory_mib=order.memory_mib)
        identity = SourceIdentity(report.source, report.size_bytes, 1)
        return ImportPlan(
            order.name, "u", order.host, identity, "/images/x.qcow2", 4 << 30, 0, hardware, order.findings, (), True, ""
        )


@pytest.fixture
def wizard(aio: Run, qtbot: QtBot) -> ImportWizard:
    return make(Desk([memory_finding()]), qtbot)


def make(desk: Desk, qtbot: QtBot) -> ImportWizard:
    wizard = ImportWizard(desk, [HERE])
    qtbot.addWidget(wizard)
    return wizard


def desk_of(wizard: ImportWizard) -> Desk:
    desk = wizard._draft.desk
    assert isinstance(desk, Desk)
    return desk


async def at(wizard: ImportWizard, page: object) -> None:
    await until(lambda: wizard.currentPage() is page and wizard.currentPage().isComplete())


async def go_to_machine(wizard: ImportWizard, path: str = "/disks/old.img") -> None:
    wizard.open()
    wizard.source_page.path.setText(path)
    wizard.next()
    await at(wizard, wizard.report_page)
    wizard.next()
    await at(wizard, wizard.machine_page)


def test_keys_alone_lead_from_the_file_to_the_plan(wizard: ImportWizard, aio: Run, qtbot: QtBot) -> None:
    async def walk() -> None:
        wizard.open()
        qtbot.keyClicks(wizard.source_page.path, "/disks/old.img")
        for page in (wizard.report_page, wizard.machine_page, wizard.summary_page):
            qtbot.keyClick(wizard, Qt.Key.Key_Return)
            await at(wizard, page)
        qtbot.keyClick(wizard, Qt.Key.Key_Return)
        await until(lambda: wizard.result() == QWizard.DialogCode.Accepted)

    aio(walk())
    assert wizard.plan is not None
    assert (wizard.plan.name, wizard.plan.host, wizard.plan.findings) == ("FILESRV", LOCAL_URI, ("MEM-1",))


def test_the_report_is_said_in_words(wizard: ImportWizard, aio: Run) -> None:
    aio(go_to_machine(wizard))
    page = wizard.report_page
    assert page.systems.text() == "Windows NT 4.0, Server, Service Pack 6a, computer name FILESRV, on partition 1"
    table = [[page.table.item(row, column).text() for column in range(5)] for row in range(3)]
    assert table[0] == ["1", "NTFS 1.2", "SYS", "2.00 GiB", "Yes"]
    assert table[2][1] == "Not known (type 42h)"
    assert "255" in page.geometry_line.text()


def test_a_disk_that_cannot_be_read_keeps_the_user_beside_the_field(wizard: ImportWizard, aio: Run) -> None:
    desk = desk_of(wizard)
    desk.fails = Problem("source.missing", path="/disks/old.img")

    async def walk() -> None:
        wizard.open()
        wizard.source_page.path.setText("/disks/old.img")
        wizard.next()
        await until(wizard.source_page.problem.text)
        assert wizard.currentPage() is wizard.source_page
        assert "/disks/old.img" in wizard.source_page.problem.text()
        desk.fails = None
        await at(wizard, wizard.source_page)
        wizard.next()
        await at(wizard, wizard.report_page)
        assert not wizard.source_page.problem.text()

    aio(walk())


def test_next_waits_for_an_answer(wizard: ImportWizard) -> None:
    wizard.open()
    assert not wizard.source_page.isComplete()
    wizard.source_page.path.setText("x")
    assert wizard.source_page.isComplete()


def test_back_keeps_what_was_typed_and_looks_only_once(wizard: ImportWizard, aio: Run) -> None:
    async def walk() -> None:
        await go_to_machine(wizard)
        wizard.machine_page.name.setText("other")
        wizard.machine_page.memory.setValue(300)
        wizard.machine_page.rows[0].fix.setChecked(False)
        wizard.back()
        wizard.back()
        assert wizard.source_page.path.text() == "/disks/old.img"
        wizard.next()
        await at(wizard, wizard.report_page)
        wizard.next()
        await at(wizard, wizard.machine_page)

    aio(walk())
    page = wizard.machine_page
    assert (page.name.text(), page.memory.value(), page.accepted()) == ("other", 300, ())
    assert desk_of(wizard).looks == ["/disks/old.img"]


def test_another_disk_is_looked_at_anew(wizard: ImportWizard, aio: Run) -> None:
    async def walk() -> None:
        await go_to_machine(wizard)
        wizard.back()
        wizard.back()
        wizard.source_page.path.setText("/disks/second.img")
        wizard.next()
        await at(wizard, wizard.report_page)

    aio(walk())
    assert desk_of(wizard).looks == ["/disks/old.img", "/disks/second.img"]


def test_what_is_wrong_with_the_plan_is_said_on_its_page(wizard: ImportWizard, aio: Run) -> None:
    async def walk() -> None:
        await go_to_machine(wizard)
        desk_of(wizard).fails = Problem("source.missing", path="/gone")
        wizard.next()
        await until(wizard.machine_page.problem.text)

    aio(walk())
    assert wizard.currentPage() is wizard.machine_page
    assert wizard.plan is None


def test_space_and_slowness_are_said_before_anything_is_written(wizard: ImportWizard, aio: Run) -> None:
    aio(go_to_machine(wizard))
    said = wizard.machine_page.space.text()
    assert "/images" in said and "4.00 GiB" in said and "8.00 GiB" in said
    assert "slow" in said


@pytest.mark.parametrize(
    ("severity", "undo", "chosen"),
    [
        (Severity.STOP, Undo.EDIT, True),
        (Severity.STOP, Undo.MACHINE, True),
        (Severity.INFO, Undo.MACHINE, True),
        (Severity.WARNING, Undo.EDIT, False),
        (Severity.STOP, Undo.NONE, False),
    ],
)
def test_what_is_ticked_at_first(severity: Severity, undo: Undo, chosen: bool) -> None:
    assert chosen_at_first(Finding("MEM-1", severity, undo, {})) is chosen


def test_a_ticked_finding_changes_the_machine(wizard: ImportWizard, aio: Run) -> None:
    aio(go_to_machine(wizard))
    page = wizard.machine_page
    assert page.memory.value() == 512
    page.rows[0].fix.click()
    assert page.accepted() == ()


def test_cancel_ends_what_runs(wizard: ImportWizard, aio: Run) -> None:
    async def walk() -> None:
        wizard.open()
        wizard.source_page.path.setText("/disks/old.img")
        wizard.next()
        wizard.reject()

    aio(walk())
    aio(tasks.end_all())
    assert wizard.plan is None


def test_closing_while_it_asks_leaves_nothing_running(aio: Run, qtbot: QtBot) -> None:
    class SlowDesk(Desk):
        ended = False

        async def room(self, host: str) -> Room:
            try:
                await asyncio.Event().wait()
            finally:
                for _ in range(5):  # a host lets go in its own time
                    await asyncio.sleep(0)
                self.ended = True
            raise AssertionError

    desk = SlowDesk()

    async def walk() -> None:
        wizard = ImportWizard(desk, [HERE])
        waiting = asyncio.ensure_future(answer(wizard))
        await asyncio.sleep(0)
        wizard.source_page.path.setText("/disks/old.img")
        wizard.next()
        await at(wizard, wizard.report_page)
        wizard.next()
        await until(lambda: wizard.machine_page.bar.isVisible())
        wizard.reject()
        assert not await waiting
        assert desk.ended

    aio(walk())


def test_a_file_may_be_given_at_the_start(aio: Run, qtbot: QtBot, tmp_path: Path) -> None:
    wizard = ImportWizard(Desk(), [HERE], str(tmp_path / "disk.img"))
    qtbot.addWidget(wizard)
    assert wizard.source_page.path.text() == str(tmp_path / "disk.img")


def test_every_page_asks_a_question_and_says_what_is_safe(wizard: ImportWizard) -> None:
    for number in wizard.pageIds():
        assert wizard.page(number).title().endswith("?")
        assert wizard.page(number).subTitle()
