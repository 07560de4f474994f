"""What is shown when a guest is chosen: its name and state, what can be done, and its screen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from vmgui.model.office import Guest
from vmgui.ui.guest_actions import GuestActions
from vmgui.ui.icons import IconLabel, put_icon
from vmgui.ui.texts import texts
from vmgui.ui.tree import GUEST_ICONS


class GuestPage(QWidget):
    """The header over the guest's console."""

    def __init__(self, actions: GuestActions, console: QWidget) -> None:
        super().__init__()
        self._sign = IconLabel(24)
        self.name = QLabel()
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        font = self.name.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 1.2)
        self.name.setFont(font)
        # A long name gives way to the buttons.
        self.name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.state = QLabel()
        head = QHBoxLayout()
        head.setContentsMargins(8, 6, 8, 6)
        head.setSpacing(8)
        head.addWidget(self._sign)
        head.addWidget(self.name, 1)
        head.addWidget(self.state)
        head.addSpacing(12)
        head.addWidget(_button(actions.start))
        head.addWidget(_button(actions.shutdown))
        self.more = QToolButton()
        self.more.setText(self.tr("More"))
        self.more.setToolTip(self.tr("Pause, reset, force off, delete"))
        put_icon(self.more, "ellipsis")
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        menu = QMenu(self.more)
        actions.fill_more(menu)
        self.more.setMenu(menu)
        head.addSpacing(24)
        head.addWidget(self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(console, 1)

    def show_guest(self, guest: Guest) -> None:
        """Shows the guest as it is now."""
        put_icon(self._sign, GUEST_ICONS[guest.state])
        self.name.setText(guest.name)
        self.name.setToolTip(guest.name)
        self.state.setText(texts().guest_state(guest.state))


def _button(action: QAction) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
