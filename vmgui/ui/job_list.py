"""The jobs below the window: what runs, how far it is, and what can be done about it."""

from __future__ import annotations

import time
from collections import deque

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
from vmgui.services.jobs import Job, JobState
from vmgui.ui.icons import IconLabel, put_icon, repaint_icons
from vmgui.ui.problem_view import said
from vmgui.ui.texts import size, texts

_STEPS = 1000
_WINDOW_S = 20.0


_SIGNS = {
    JobState.RUNNING: "loader",
    JobState.INTERRUPTED: "pause",
    JobState.FAILED: "triangle-alert",
    JobState.CANCELLED: "x",
    JobState.DONE: "circle-check",
}


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
        self.cancel_button.clicked.connect(self._stopping)
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

    def show_job(self, job: Job) -> None:
        """Shows the job as it is now."""
        running = job.state is JobState.RUNNING
        put_icon(self._sign, _SIGNS[job.state])
        self.title.setText(self.tr("Import of {name}").format(name=job.plan.name))
        self.bar.setVisible(running)
        self.bar.setAccessibleName(self.title.text())
        self.bar.setRange(0, _STEPS if job.total else 0)
        self.bar.setValue(_STEPS * job.done // job.total if job.total else 0)
        self.cancel_button.setVisible(running)
        self.resume_button.setVisible(job.state in (JobState.INTERRUPTED, JobState.FAILED))
        self.discard_button.setVisible(job.state in (JobState.INTERRUPTED, JobState.FAILED))
        self.forget_button.setVisible(job.state.ended)
        if not running:
            self.cancel_button.setEnabled(True)
        if self.cancel_button.isEnabled():  # else it is stopping, and the last progress says nothing any more
            self.words.setText(self._words(job))

    def _stopping(self) -> None:
        self.cancel_button.setEnabled(False)
        self.words.setText(self.tr("Stopping …"))

    def _words(self, job: Job) -> str:
        match job.state:
            case JobState.RUNNING:
                return self._progress(job)
            case JobState.INTERRUPTED:
                return self.tr("Interrupted. It can go on where it stopped.")
            case JobState.CANCELLED:
                return self.tr("Cancelled. Nothing of it is left; the old disk is as it was.")
            case JobState.DONE:
                return self.tr("Done.")
            case JobState.FAILED:
                words = said(job.problem or Problem("unexpected"))
                return " ".join(part for part in (words.headline, words.cause, words.remedy) if part)

    def _progress(self, job: Job) -> str:
        self._pace.add(time.monotonic(), job.done)
        parts = [texts().step(job.step)]
        if job.total:
            parts.append(self.tr("{done} of {total}").format(done=size(job.done), total=size(job.total)))
        speed = self._pace.bytes_per_second
        if job.total and speed:
            parts.append(self.tr("{amount} per second").format(amount=size(int(speed))))
            parts.append(texts().left((job.total - job.done) / speed))
        return " · ".join(parts)

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

    def put_job(self, job: Job) -> None:
        """Adds a job or shows what has changed of it."""
        row = self.rows.get(job.id)
        if row is None:
            row = self.rows[job.id] = JobRow()
            for mine, theirs in (
                (self.cancel, row.cancel),
                (self.resume, row.resume),
                (self.discard, row.discard),
                (self.forget, row.forget),
            ):
                theirs.connect(lambda signal=mine: signal.emit(job.id))
            self._column.insertWidget(0, row)
        row.show_job(job)
        self._empty.setVisible(not self.rows)

    def drop_job(self, job: str) -> None:
        """Takes a job off the list."""
        row = self.rows.pop(job, None)
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
