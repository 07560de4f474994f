"""Failures and news as bars in the window, never as a dialog that must be clicked away."""

from __future__ import annotations

import logging
import platform
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from vmgui import __version__
from vmgui.errors import Problem
from vmgui.problems import Wording, wording
from vmgui.ui.icons import IconLabel, put_icon, repaint_icons

log = logging.getLogger(__name__)

#: What stands in the window at once; older bars give way.
_MOST = 4


@dataclass(frozen=True, slots=True)
class Choice:
    """A button on a bar: the verb and what it does.  The bar goes once it is pressed."""

    verb: str
    act: Callable[[], None]


def said(error: Exception) -> Wording:
    """Any error in the user's words; what is not a Problem is a defect of ours and is said to be one."""
    return wording(error if isinstance(error, Problem) else Problem("unexpected"))


def report(error: Exception) -> str:
    """What a person who helps needs to see, as text to send.  Facts never hold a secret (:mod:`vmgui.errors`)."""
    lines = [
        f"vmgui {__version__}",
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}",
        *([str(error)] if isinstance(error, Problem) else traceback.format_exception(error)),
    ]
    return "\n".join(line.rstrip() for line in lines)


class Bar(QFrame):
    """One message: headline, what it means, what to do, and buttons with verbs."""

    gone = Signal()

    def __init__(self, headline: str, text: str, choices: Sequence[Choice], *, details: str = "", bad: bool = False):
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.headline = headline
        sign = IconLabel(24)
        put_icon(sign, "triangle-alert" if bad else "info")
        sign.setAccessibleName(self.tr("Problem") if bad else self.tr("Message"))
        head = _line(headline)
        font = head.font()
        font.setBold(True)
        head.setFont(font)
        words = QVBoxLayout()
        words.addWidget(head)
        if text:
            words.addWidget(_line(text))
        self._details = _line(details)
        self._details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._details.hide()
        words.addWidget(self._details)
        words.addLayout(self._buttons(choices, details))
        close = QToolButton()
        close.setAutoRaise(True)
        put_icon(close, "x")
        close.setAccessibleName(self.tr("Close this message"))
        close.setToolTip(close.accessibleName())
        close.clicked.connect(self.dismiss)
        row = QHBoxLayout(self)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)

    def dismiss(self) -> None:
        """Takes the bar away."""
        self.hide()
        self.gone.emit()
        self.deleteLater()

    def _buttons(self, choices: Sequence[Choice], details: str) -> QHBoxLayout:
        row = QHBoxLayout()
        for choice in choices:
            button = QPushButton(choice.verb)
            button.clicked.connect(self.dismiss)
            button.clicked.connect(choice.act)
            row.addWidget(button)
        if details:
            show = QPushButton(self.tr("Details"))
            show.setCheckable(True)
            show.toggled.connect(self._details.setVisible)
            copy = QPushButton(self.tr("Copy report"))
            copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))
            row.addWidget(show)
            row.addWidget(copy)
        row.addStretch(1)
        return row


class MessageArea(QWidget):
    """The place for bars at the top of the window.  A message with the same key replaces the older one."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._bars: dict[str, Bar] = {}

    def tell(self, headline: str, text: str = "", choices: Sequence[Choice] = (), *, key: str = "") -> Bar:
        """Shows news."""
        return self._put(key or headline, Bar(headline, text, choices))

    def problem(self, error: Exception, choices: Sequence[Choice] = (), *, key: str = "") -> Bar:
        """Shows a failure.  One that is no :class:`Problem` is logged with its traceback as well."""
        if not isinstance(error, Problem):
            log.error("unexpected error", exc_info=error)
        words = said(error)
        text = " ".join(part for part in (words.cause, words.remedy) if part)
        return self._put(key or words.headline, Bar(words.headline, text, choices, details=report(error), bad=True))

    def bars(self) -> list[Bar]:
        """The bars that stand there now, oldest first."""
        return list(self._bars.values())

    def drop(self, key: str) -> None:
        """Takes the message with this key away, if it is there."""
        if key in self._bars:
            self._bars[key].dismiss()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            repaint_icons(self)

    def _put(self, key: str, bar: Bar) -> Bar:
        self.drop(key)
        while len(self._bars) >= _MOST:
            next(iter(self._bars.values())).dismiss()
        self._bars[key] = bar
        self._column.addWidget(bar)
        bar.gone.connect(lambda: self._bars.pop(key, None))
        return bar


def _line(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
