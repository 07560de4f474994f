"""The place of a guest's screen: its console while it runs, else why there is none and what helps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from vmgui.model.office import Guest, GuestKey


class Console(Protocol):
    """The console panel as it is used here."""

    def attach(self, key: GuestKey, name: str) -> None:
        """Shows this guest's screen; connects again by itself when the guest restarts."""

    def detach(self) -> None:
        """Lets the line go."""


class GuestScreen(QStackedWidget):
    """Follows the selection.  ``make_console`` is called when the first running guest is shown: it is slow to load."""

    def __init__(self, make_console: Callable[[], tuple[QWidget, Console]]) -> None:
        super().__init__()
        self._make_console = make_console
        self._console: Console | None = None
        self._console_widget: QWidget | None = None
        self._attached: GuestKey | None = None
        self._off_page = QWidget()
        self.sentence = QLabel()
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence.setWordWrap(True)
        self.start_button = QToolButton()
        self.start_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.start_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self._off_page)
        column.addStretch(1)
        column.addWidget(self.sentence)
        column.addWidget(self.start_button, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(2)
        self.addWidget(self._off_page)

    def set_start_action(self, action: QAction) -> None:
        """The button under the sentence."""
        self.start_button.setDefaultAction(action)

    def show_guest(self, guest: Guest | None, *, reachable: bool) -> None:
        """Shows this guest; None, or a host that is not reached, lets the line go."""
        if guest is not None and reachable and guest.state.active:
            self._attach(guest)
            return
        self._detach()
        self.setCurrentWidget(self._off_page)
        self.start_button.setVisible(reachable)
        self.sentence.setText(
            self.tr("This machine is off.")
            if reachable
            else self.tr("The screen is shown again as soon as the host is reached.")
        )

    def _attach(self, guest: Guest) -> None:
        if self._console is None or self._console_widget is None:
            self._console_widget, self._console = self._make_console()
            self.addWidget(self._console_widget)
        if self._attached != guest.key:
            self._detach()
            self._attached = guest.key
            self._console.attach(guest.key, guest.name)
        self.setCurrentWidget(self._console_widget)

    def _detach(self) -> None:
        if self._console is not None and self._attached is not None:
            self._attached = None
            self._console.detach()
