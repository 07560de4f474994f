"""Adding a host by its libvirt URI."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from vmgui.errors import Problem
from vmgui.ui import tasks
from vmgui.ui.async_page import InlineProblem
from vmgui.ui.dialogs import Question


class HostDialog(Question):
    """Stays open until the host is taken: what is wrong with the URI is said beside it."""

    def __init__(self, add: Callable[[str], Awaitable[object]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._add = add
        self.setWindowTitle(self.tr("Add a host"))
        self.accept_button.setText(self.tr("&Add"))
        self.safe_button.setText(self.tr("Cancel"))
        # Nothing can be lost here: Return adds.
        self.safe_button.setAutoDefault(False)
        self.accept_button.setAutoDefault(True)
        self.accept_button.setDefault(True)
        self.uri = QComboBox()
        self.uri.setEditable(True)
        self.uri.addItems(["qemu:///session", "qemu:///system"])
        self.uri.setCurrentText("qemu:///system")
        self.uri.editTextChanged.connect(lambda text: self.accept_button.setEnabled(bool(text.strip())))
        label = QLabel(self.tr("&Address of the host (libvirt URI):"))
        label.setBuddy(self.uri)
        hint = QLabel(
            self.tr(
                "“qemu:///session” is this computer with your own rights, “qemu:///system” this computer as a whole."
            )
        )
        hint.setWordWrap(True)
        self.problem = InlineProblem()
        column = QVBoxLayout(self)
        column.addWidget(label)
        column.addWidget(self.uri)
        column.addWidget(hint)
        column.addWidget(self.problem)
        column.addWidget(self.buttons)
        self.setMinimumWidth(460)
        self.uri.setFocus()

    def accept(self) -> None:
        """Add was pressed: goes on only when the host was taken."""
        self._try()

    @tasks.task_slot
    async def _try(self) -> None:
        self.accept_button.setEnabled(False)
        self.problem.hide()
        try:
            await self._add(self.uri.currentText().strip())
        except Problem as problem:
            self.problem.tell(problem)
        else:
            super().accept()
        finally:
            self.accept_button.setEnabled(True)

    def reject(self) -> None:
        tasks.cancel_tasks(self)
        super().reject()
