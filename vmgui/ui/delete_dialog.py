"""Deleting a guest: it is forgotten, its disks stay unless each one is ticked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from vmgui.ui.dialogs import Question
from vmgui.ui.texts import texts


class DeleteDialog(Question):
    """Accepted with :meth:`erased` naming the disks to remove as well."""

    def __init__(self, name: str, disks: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Delete {name}?").format(name=name))
        self._keep_verb = self.tr("Delete, keep the disks") if disks else self.tr("Delete")
        self.safe_button.setText(self.tr("Do not delete"))
        self.boxes = {disk: QCheckBox(disk.replace("&", "&&")) for disk in disks}
        column = QVBoxLayout(self)
        column.addWidget(
            _text(self.tr("The settings of the virtual machine {name} are removed from this host.").format(name=name))
        )
        if disks:
            column.addWidget(
                _text(self.tr("Its disks stay. Tick a disk to erase it too; what is on it is then lost for good:"))
            )
        for disk, box in self.boxes.items():
            box.setAccessibleName(self.tr("Erase {disk}").format(disk=disk))
            box.toggled.connect(self._name_the_verb)
            column.addWidget(box)
        column.addWidget(self.buttons)
        self._name_the_verb()

    def erased(self) -> tuple[str, ...]:
        """Paths of the ticked disks."""
        return tuple(disk for disk, box in self.boxes.items() if box.isChecked())

    def _name_the_verb(self) -> None:
        count = len(self.erased())
        self.accept_button.setText(texts().erased_disks(count) if count else self._keep_verb)


def _text(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
