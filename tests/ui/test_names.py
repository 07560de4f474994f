"""A screen reader must have something to say for everything that can be reached by keyboard, in every window."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Run
from tests.ui.office import Office, memory_finding
from tests.ui.test_wizard import HERE, Desk, go_to_machine
from vmgui.errors import Problem
from vmgui.ui.delete_dialog import DeleteDialog
from vmgui.ui.help import AboutDialog, HelpDialog
from vmgui.ui.host_dialog import HostDialog
from vmgui.ui.import_wizard import ImportWizard


def nameless(root: QWidget) -> list[str]:
    """The widgets below ``root`` that take focus by Tab and have neither text nor name."""
    found = []
    for widget in (root, *root.findChildren(QWidget)):
        if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus or widget.focusProxy() or widget is root:
            continue
        if _is_part_of_a_control(widget):
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if not interface.text(QAccessible.Text.Name).strip():
            found.append(f"{type(widget).__name__} {widget.objectName()} in {type(widget.parent()).__name__}")
    return found


def _is_part_of_a_control(widget: QWidget) -> bool:
    """Qt's own inner parts (the line edit of a spin box, the bar of a scroll area) are told by the control itself."""
    is_popup = widget.window().windowType() == Qt.WindowType.Popup
    return (
        is_popup or widget.objectName().startswith("qt_") or type(widget.parent()).__name__ in ("QSpinBox", "QComboBox")
    )


@pytest.mark.parametrize("shown", ["empty", "host", "guest"])
def test_main_window(office: Office, shown: str) -> None:
    window = office.window
    match shown:
        case "host":
            window.tree.setCurrentIndex(window.model.host_index(office.uri))
        case "guest":
            window.select_guest(office.hosts.guests()[0].key)
    window.messages.problem(Problem("source.missing", path="/x"))
    window.job_dock.show()
    window.show()
    assert nameless(window) == []


def test_wizard(aio: Run, qtbot: QtBot) -> None:
    wizard = ImportWizard(Desk([memory_finding()]), [HERE])
    qtbot.addWidget(wizard)
    aio(go_to_machine(wizard))
    for number in wizard.pageIds():
        assert nameless(wizard.page(number)) == []


async def _added(_uri: str) -> None:
    """A host that is taken at once."""


@pytest.mark.parametrize(
    "make",
    [lambda: DeleteDialog("a", ["/b"]), lambda: HostDialog(_added), HelpDialog, AboutDialog],
    ids=["delete", "host", "help", "about"],
)
def test_dialogs(make: Callable[[], QWidget], qtbot: QtBot, qapp: QApplication) -> None:
    dialog = make()
    qtbot.addWidget(dialog)
    dialog.show()
    assert nameless(dialog) == []


def test_the_walk_finds_a_nameless_one(qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QLineEdit, QVBoxLayout

    window = QWidget()
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(QLineEdit())
    assert len(nameless(window)) == 1
