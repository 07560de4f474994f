"""The icon in the panel: the way back to a closed window.

Notifications do not go through it: Qt's ``showMessage`` is lost on desktops without a tray and is not the
desktop's own on others.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from vmgui.ui.icons import program_icon
from vmgui.ui.texts import texts


class Tray(QSystemTrayIcon):
    """Shown where the desktop has a tray; :meth:`there` says whether it has one now."""

    show_wanted = Signal()
    import_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(program_icon(), parent)
        self.setToolTip("vmgui")
        self._menu = QMenu(parent)
        for text, signal in (
            (self.tr("&Show vmgui"), self.show_wanted),
            (self.tr("&Import an old disk…"), self.import_wanted),
        ):
            action = QAction(text, self._menu)
            action.triggered.connect(signal)
            self._menu.addAction(action)
        self._menu.addSeparator()
        leave = QAction(self.tr("&Quit"), self._menu)
        leave.triggered.connect(self.quit_wanted)
        self._menu.addAction(leave)
        self.setContextMenu(self._menu)
        self.activated.connect(self._activated)

    def there(self) -> bool:
        """Whether the user can come back to the window by it."""
        return self.isSystemTrayAvailable() and self.isVisible()

    def show_count(self, running: int, imports: int) -> None:
        """What the pointer over the icon tells."""
        lines = ["vmgui", texts().running(running)]
        if imports:
            lines.append(texts().imports_running(imports))
        self.setToolTip("\n".join(lines))

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (self.ActivationReason.Trigger, self.ActivationReason.DoubleClick):
            self.show_wanted.emit()
