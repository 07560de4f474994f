"""F1 and About: short, in the window's own words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from vmgui import __version__
from vmgui.ui.icons import IconLabel, program_icon


class HelpDialog(QDialog):
    """How to do the main things, and the keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Help"))
        lines = [
            self.tr("To bring in an old computer: copy its disk into an image file, then choose “Import an old disk” "
                    "(Ctrl+I) and follow the questions. The image is only read."),
            self.tr("A machine on the left shows its screen on the right. Click into the screen to type; what gives "
                    "keyboard and mouse back is written above it."),
            self.tr("“Shut down” asks the system inside to end. “Force off” pulls its plug; what it had not written "
                    "to its disk is lost."),
            self.tr("Closing this program does not stop the machines."),
            self.tr("Keys: Ctrl+I import, Ctrl+N add host, Ctrl+J jobs, Ctrl+Shift+S start, Ctrl+Shift+D shut down, "
                    "Ctrl+Q quit."),
        ]  # fmt: skip
        text = QLabel("\n\n".join(lines))
        text.setWordWrap(True)
        text.setTextFormat(Qt.TextFormat.PlainText)
        _finish(self, text)
        self.setMinimumWidth(480)


class AboutDialog(QDialog):
    """Name, version, licence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About vmgui"))
        picture = IconLabel(64)
        picture.setIcon(program_icon())
        text = QLabel(
            self.tr("vmgui {version}\nVirtual machines for small offices.\n\nApache License 2.0").format(
                version=__version__
            )
        )
        _finish(self, picture, text)


def _finish(dialog: QDialog, *widgets: QWidget) -> None:
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    column = QVBoxLayout(dialog)
    for widget in (*widgets, buttons):
        column.addWidget(widget)
