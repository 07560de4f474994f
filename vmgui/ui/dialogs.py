"""Questions that must be answered.  Opened, never executed: a nested loop would kill the other tasks."""

from __future__ import annotations

import asyncio

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QMessageBox, QPushButton, QWidget

from vmgui.ui import tasks


async def answer(dialog: QDialog) -> bool:
    """Opens a dialog and waits for it; True when it was accepted.  It is deleted afterwards."""
    finished: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    dialog.finished.connect(lambda result: None if finished.done() else finished.set_result(result))
    dialog.open()
    try:
        return await finished == QDialog.DialogCode.Accepted
    finally:
        dialog.close()
        await tasks.end_below(dialog)
        dialog.deleteLater()


class Question(QDialog):
    """A dialog with two buttons, which subclasses name by verbs; the default, like Esc, is the safe one."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.buttons = QDialogButtonBox()
        self.accept_button = QPushButton()
        self.safe_button = QPushButton()
        self.buttons.addButton(self.accept_button, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(self.safe_button, QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.accept_button.setAutoDefault(False)
        self.safe_button.setDefault(True)
        self.safe_button.setFocus()


async def confirmed(parent: QWidget, title: str, text: str, verb: str, safe_verb: str) -> bool:
    """Asks before something that cannot be taken back.  The buttons are verbs; Esc and Return keep things as they are."""
    box = QMessageBox(QMessageBox.Icon.Warning, title, title, QMessageBox.StandardButton.NoButton, parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(text)
    act = box.addButton(verb, QMessageBox.ButtonRole.DestructiveRole)
    keep = box.addButton(safe_verb, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(keep)
    box.setEscapeButton(keep)
    pressed: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
    box.finished.connect(lambda _: None if pressed.done() else pressed.set_result(box.clickedButton() is act))
    box.open()
    try:
        return await pressed
    finally:
        box.close()
        box.deleteLater()
