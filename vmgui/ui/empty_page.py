"""What is shown while nothing is chosen: one sentence and the button that helps."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from vmgui.ui.icons import IconLabel, put_icon


class EmptyPage(QWidget):
    """The way in."""

    import_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        picture = IconLabel(96)
        put_icon(picture, "hard-drive")
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = QPushButton(self.tr("&Import an old disk…"))
        put_icon(self.button, "import")
        self.button.clicked.connect(lambda: self.import_wanted.emit())
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addStretch(1)
        column.addWidget(picture)
        column.addWidget(self.sentence)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(2)
        self.show_office(any_guest=False)

    def show_office(self, *, any_guest: bool) -> None:
        """Says what to do now."""
        self.sentence.setText(
            self.tr("Choose a machine on the left, or bring in another old disk.")
            if any_guest
            else self.tr("There is no virtual machine yet. An old computer's disk becomes one; the disk is only read.")
        )
