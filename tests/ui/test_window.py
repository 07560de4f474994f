"""The main window over a real libvirt (its test driver): selection, actions, questions, closing."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from tests.conftest import ExpectLog
from tests.ui.conftest import Run, until
from tests.ui.office import Office
from vmgui.errors import Problem
from vmgui.model.office import Guest, GuestState, HostState
from vmgui.services.power import Outcome, Power
from vmgui.ui import tasks
from vmgui.ui.console import ConsoleWidget
from vmgui.ui.delete_dialog import DeleteDialog
from vmgui.ui.icons import icon


def the_guest(office: Office) -> Guest:
    return office.hosts.guests()[0]


def state(office: Office) -> GuestState:
    return the_guest(office).state


def bars(office: Office) -> list[str]:
    return [bar.headline for bar in office.window.messages.bars()]


def button_on_bar(office: Office, verb: str) -> QPushButton:
    found = [button for bar in office.window.messages.bars() for button in bar.findChildren(QPushButton)]
    return next(button for button in found if button.text() == verb)


def test_without_a_choice_the_window_says_what_to_do(office: Office) -> None:
    assert office.window.pages.currentWidget() is office.window.empty_page
    asked = []
    office.window.import_wanted.connect(asked.append)
    office.window.empty_page.button.click()
    assert asked == [""]


def test_choosing_a_guest_shows_its_name_state_and_screen(office: Office) -> None:
    office.window.select_guest(the_guest(office).key)
    page = office.window.guest_page
    assert office.window.pages.currentWidget() is page
    assert (page.name.text(), page.state.text()) == ("test", "Running")
    assert office.consoles[0].calls == [the_guest(office).key]


def test_the_console_is_made_only_when_a_screen_is_shown(office: Office) -> None:
    office.window.tree.setCurrentIndex(office.window.model.host_index(office.uri))
    assert office.window.pages.currentWidget() is office.window.host_page
    assert not office.consoles


def test_power_actions_follow_the_state_that_libvirt_tells(office: Office, aio: Run) -> None:
    office.window.select_guest(the_guest(office).key)
    actions = office.window.actions_of_guest

    def possible() -> list[QAction]:
        every = [actions.start, actions.shutdown, actions.pause, actions.resume, actions.force_off, actions.delete]
        return [action for action in every if action.isEnabled()]

    async def walk() -> None:
        await until(lambda: possible() == [actions.shutdown, actions.pause, actions.force_off])
        actions.pause.trigger()
        await until(lambda: possible() == [actions.resume, actions.force_off])
        assert state(office) is GuestState.PAUSED
        actions.resume.trigger()
        await until(lambda: possible() == [actions.shutdown, actions.pause, actions.force_off])
        actions.shutdown.trigger()
        await until(lambda: possible() == [actions.start, actions.delete])
        assert state(office) is GuestState.OFF
        assert office.consoles[0].calls[-1] is None
        actions.start.trigger()
        await until(lambda: state(office) is GuestState.RUNNING)

    aio(walk())


def test_force_off_asks_and_return_keeps_it_running(office: Office, aio: Run, qtbot: QtBot) -> None:
    office.window.show()
    office.window.select_guest(the_guest(office).key)

    async def ask() -> QMessageBox:
        office.window.actions_of_guest.force_off.trigger()
        await until(lambda: office.window.findChildren(QMessageBox))
        return office.window.findChildren(QMessageBox)[-1]

    async def walk() -> None:
        box = await ask()
        assert "test" in box.text()
        qtbot.keyClick(box, Qt.Key.Key_Return)
        await until(lambda: not office.window.findChildren(QMessageBox))
        assert state(office) is GuestState.RUNNING
        box = await ask()
        next(button for button in box.buttons() if button.text() == "Force off").click()
        await until(lambda: state(office) is GuestState.OFF)

    aio(walk())


def test_a_deaf_guest_is_said_and_the_next_step_offered(
    office: Office, aio: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def deaf(self: Power, key: object) -> Outcome:
        return Outcome.DEAF

    async def hears(self: Power, key: object) -> bool:
        return True

    monkeypatch.setattr(Power, "hears_shutdown", hears)
    monkeypatch.setattr(Power, "shut_down", deaf)  # the test driver's guests always hear
    office.window.select_guest(the_guest(office).key)

    async def walk() -> None:
        office.window.actions_of_guest.shutdown.trigger()
        await until(lambda: bars(office))
        assert bars(office) == ["test has not reacted to shut down."]
        assert button_on_bar(office, "Ask again") and button_on_bar(office, "Wait")
        await office.power.force_off(the_guest(office).key)
        await until(lambda: not bars(office))  # it is off: no more advice

    aio(walk())


def test_shut_down_and_force_off_never_stand_side_by_side(office: Office) -> None:
    actions = office.window.actions_of_guest
    for menu in office.window.findChildren(QMenu):
        entries = menu.actions()
        for one, other in pairwise(entries):
            assert {one, other} != {actions.shutdown, actions.force_off}


def test_a_lost_host_is_shown_without_a_dialog(office: Office, qapp: QApplication) -> None:
    window = office.window
    window.tree.setCurrentIndex(window.model.host_index(office.uri))
    host = office.hosts.hosts[0]
    lost = replace(
        host, state=HostState.OFFLINE, problem="host.lost", problem_facts=(("host", host.uri), ("detail", ""))
    )
    window.put_host(lost)
    qapp.processEvents()
    assert window.host_page.state.text() == "Not connected"
    assert not window.host_page.problem.isHidden()
    assert window.host_page.problem.text()
    assert not window.host_page.reconnect_button.isHidden()
    assert not window.findChildren(QMessageBox)
    window.select_guest(the_guest(office).key)
    assert not any(action.isEnabled() for action in (window.actions_of_guest.start, window.actions_of_guest.shutdown))


def test_a_problem_of_an_action_stands_in_the_window(office: Office, aio: Run) -> None:
    office.window.select_guest(the_guest(office).key)

    async def walk() -> None:
        await office.power.force_off(the_guest(office).key)  # behind the window's back: pause is still possible there
        office.window.actions_of_guest.pause.setEnabled(True)
        office.window.actions_of_guest.pause.trigger()
        await until(lambda: bars(office))

    aio(walk())
    assert button_on_bar(office, "Copy report")


def test_deleting_keeps_every_disk_that_is_not_ticked(qtbot: QtBot) -> None:
    dialog = DeleteDialog("old", ["/var/a.qcow2", "/var/b.qcow2"])
    qtbot.addWidget(dialog)
    assert dialog.erased() == ()
    assert dialog.accept_button.text() == "Delete, keep the disks"
    assert dialog.safe_button.isDefault()
    dialog.boxes["/var/b.qcow2"].click()
    assert dialog.erased() == ("/var/b.qcow2",)
    assert "erase" in dialog.accept_button.text().lower()


def test_closing_hides_only_when_there_is_a_way_back(office: Office) -> None:
    window = office.window
    left = []
    window.quit_wanted.connect(lambda: left.append(1))
    window.show()
    window.stays_when_closed = lambda: True
    window.close()
    assert window.isHidden() and not left
    window.show()
    window.stays_when_closed = lambda: False
    window.close()
    assert left == [1]


def test_size_is_remembered(office: Office) -> None:
    office.window.resize(801, 603)
    office.window.remember()
    assert office.window._settings.value("geometry") is not None


def test_unexpected_errors_are_said_logged_and_can_be_sent(office: Office, expect_log: ExpectLog) -> None:
    with expect_log("unexpected error"):
        office.window.messages.problem(ZeroDivisionError("defect"))
    button_on_bar(office, "Copy report").click()
    text = QApplication.clipboard().text()
    assert "ZeroDivisionError: defect" in text and "vmgui" in text


def test_messages_give_way_and_replace(office: Office) -> None:
    for number in range(9):
        office.window.messages.tell(f"message {number}")
    assert len(bars(office)) <= 4 and bars(office)[-1] == "message 8"
    office.window.messages.tell("again", key="message 8")
    assert bars(office)[-1] == "again" and "message 8" not in bars(office)


def test_a_task_is_not_started_twice_and_ends_with_its_owner(aio: Run, qapp: QApplication) -> None:
    class Owner(QLabel):
        runs = 0

        @tasks.task_slot
        async def work(self) -> None:
            self.runs += 1
            await asyncio.Event().wait()

    async def walk() -> None:
        owner = Owner()
        owner.work()
        owner.work()
        await asyncio.sleep(0)
        assert owner.runs == 1
        tasks.cancel_tasks(owner)
        await asyncio.sleep(0)
        owner.work()
        await asyncio.sleep(0)
        assert owner.runs == 2
        tasks.cancel_tasks(owner)

    aio(walk())


def test_icons_follow_the_palette(qapp: QApplication) -> None:
    before = qapp.palette()
    light = icon("play").pixmap(32, 32).toImage()
    dark = QPalette(before)
    dark.setColor(QPalette.ColorRole.WindowText, "#eeeeee")
    try:
        qapp.setPalette(dark)
        assert icon("play").pixmap(32, 32).toImage() != light
    finally:
        qapp.setPalette(before)


def test_every_problem_code_used_by_the_window_has_words() -> None:
    from vmgui.problems import wording

    assert wording(Problem("unexpected")).headline


def test_the_windows_shortcuts_are_the_guests_keys_in_its_screen(office: Office, qtbot: QtBot) -> None:
    screen = ConsoleWidget()
    office.window.setCentralWidget(screen)
    left: list[int] = []
    office.window.quit_wanted.connect(lambda: left.append(1))
    office.window.show()
    office.window.activateWindow()
    screen.setFocus()
    qtbot.waitUntil(screen.hasFocus)
    qtbot.keyClick(screen, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert not left
