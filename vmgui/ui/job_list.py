"""The jobs below the window: what runs, how far it is, and what can be done about it."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QEvent, Qt, Signal, SignalInstance
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from vmgui.errors import Problem
from vmgui.ui.icons import IconLabel, put_icon, repaint_icons
from vmgui.ui.problem_view import said
from vmgui.ui.texts import size, texts

_STEPS = 1000
_WINDOW_S = 20.0


class Stage(Enum):
    """How a job stands."""

    RUNNING = auto()
    STOPPING = auto()
    INTERRUPTED = auto()
    DONE = auto()
    FAILED = auto()


_SIGNS = {
    Stage.RUNNING: "loader",
    Stage.STOPPING: "loader",
    Stage.INTERRUPTED: "pause",
    Stage.DONE: "circle-check",
    Stage.FAILED: "triangle-alert",
}


@dataclass(frozen=True, slots=True)
class JobLine:
    """One job as it is shown.  ``done`` and ``total`` are bytes of the step that runs; ``total`` 0: not known."""

    id: str
    title: str
    stage: Stage
    step: str = ""
    done: int = 0
    total: int = 0
    problem: Problem | None = None


class Pace:
    """Speed over the last seconds, from amounts told at given times."""

    def __init__(self) -> None:
        self._points: deque[tuple[float, int]] = deque()

    def add(self, now: float, done: int) -> None:
        if self._points and done < self._points[-1][1]:  # another step began
            self._points.clear()
        self._points.append((now, done))
        while now - self._points[0][0] > _WINDOW_S:
            self._points.popleft()

    @property
    def bytes_per_second(self) -> float:
        """0 while it is not known."""
        (begin, first), (end, last) = self._points[0], self._points[-1]
        return (last - first) / (end - begin) if end - begin >= 1.0 else 0.0


class JobRow(QFrame):
    """One job with its bar and buttons."""

    cancel = Signal()
    resume = Signal()
    discard = Signal()
    forget = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._pace = Pace()
        self._sign = IconLabel(24)
        self.title = _text()
        self.words = _text()
        self.bar = QProgressBar()
        self.bar.setRange(0, _STEPS)
        self.cancel_button = self._button(self.tr("Cancel"), self.cancel)
        self.resume_button = self._button(self.tr("Resume"), self.resume)
        self.discard_button = self._button(self.tr("Discard"), self.discard)
        self.forget_button = self._button(self.tr("Remove from list"), self.forget)
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 4, 8, 4)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._sign, 0, 0, 2, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.title, 0, 1)
        grid.addWidget(self.bar, 1, 1)
        grid.addWidget(self.words, 2, 1)
        for column, button in enumerate(self._buttons()):
            grid.addWidget(button, 0, 2 + column, 2, 1)

    def show_line(self, line: JobLine) -> None:
        """Shows the job as it is now."""
        running = line.stage in (Stage.RUNNING, Stage.STOPPING)
        put_icon(self._sign, _SIGNS[line.stage])
        self.title.setText(line.title)
        self.bar.setVisible(running)
        self.bar.setAccessibleName(line.title)
        self.bar.setRange(0, _STEPS if line.total else 0)
        self.bar.setValue(_STEPS * line.done // line.total if line.total else 0)
        self.cancel_button.setVisible(running)
        self.cancel_button.setEnabled(line.stage is Stage.RUNNING)
        self.resume_button.setVisible(line.stage in (Stage.INTERRUPTED, Stage.FAILED))
        self.discard_button.setVisible(line.stage in (Stage.INTERRUPTED, Stage.FAILED))
        self.forget_button.setVisible(line.stage is Stage.DONE)
        self.words.setText(self._words(line))

    def _words(self, line: JobLine) -> str:
        match line.stage:
            case Stage.RUNNING:
                return self._progress(line)
            case Stage.STOPPING:
                return self.tr("Stopping …")
            case Stage.INTERRUPTED:
                return self.tr("Interrupted. It can go on where it stopped.")
            case Stage.DONE:
                return self.tr("Done.")
            case Stage.FAILED:
                words = said(line.problem or Problem("unexpected"))
                return " ".join(part for part in (words.headline, words.cause, words.remedy) if part)

    def _progress(self, line: JobLine) -> str:
        self._pace.add(time.monotonic(), line.done)
        parts = [line.step]
        if line.total:
            parts.append(self.tr("{done} of {total}").format(done=size(line.done), total=size(line.total)))
        speed = self._pace.bytes_per_second
        if line.total and speed:
            parts.append(self.tr("{amount} per second").format(amount=size(int(speed))))
            parts.append(texts().left((line.total - line.done) / speed))
        return " · ".join(part for part in parts if part)

    def _button(self, text: str, signal: SignalInstance) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(signal)
        return button

    def _buttons(self) -> tuple[QPushButton, ...]:
        return self.cancel_button, self.resume_button, self.discard_button, self.forget_button


class JobList(QScrollArea):
    """All jobs, newest first.  Each signal carries the job's id."""

    cancel = Signal(str)
    resume = Signal(str)
    discard = Signal(str)
    forget = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setAccessibleName(self.tr("Jobs"))
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(4, 4, 4, 4)
        self._empty = _text()
        self._empty.setText(self.tr("No imports yet."))
        self._column.addWidget(self._empty)
        self._column.addStretch(1)
        self.setWidget(inside)
        self.rows: dict[str, JobRow] = {}

    def show_job(self, line: JobLine) -> None:
        """Adds a job or shows what has changed of it."""
        row = self.rows.get(line.id)
        if row is None:
            row = self.rows[line.id] = JobRow()
            for mine, theirs in (
                (self.cancel, row.cancel),
                (self.resume, row.resume),
                (self.discard, row.discard),
                (self.forget, row.forget),
            ):
                theirs.connect(lambda signal=mine: signal.emit(line.id))
            self._column.insertWidget(0, row)
        row.show_line(line)
        self._empty.setVisible(not self.rows)

    def drop_job(self, number: str) -> None:
        """Takes a job off the list."""
        row = self.rows.pop(number, None)
        if row is not None:
            row.hide()
            row.deleteLater()
        self._empty.setVisible(not self.rows)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            repaint_icons(self)


def _text() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
