"""The wizard's page that says what the new machine will be, and lets it be changed."""

from __future__ import annotations

from pathlib import PurePath

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from vmgui.legacy.report import DiskReport, Finding, Severity, Undo
from vmgui.model.hardware import Hardware
from vmgui.services.importing import Order
from vmgui.ui import tasks
from vmgui.ui.async_page import AsyncPage
from vmgui.ui.icons import IconLabel, put_icon
from vmgui.ui.import_draft import Draft
from vmgui.ui.report_page import system_name
from vmgui.ui.texts import size, texts
from vmgui.words import finding_words

_SIGNS = {Severity.STOP: "octagon-alert", Severity.WARNING: "triangle-alert", Severity.INFO: "info"}


def chosen_at_first(finding: Finding) -> bool:
    """What would keep the guest from starting is repaired, and the machine fitted, unless the user says no."""
    return finding.undo is Undo.MACHINE or (finding.severity is Severity.STOP and finding.fixable)


def suggested_name(report: DiskReport) -> str:
    """The old computer's name, or the file's."""
    names = [system.computer_name for system in report.systems if system.computer_name]
    return names[0] if names else PurePath(report.source).stem


class _FixLabel(QLabel):
    """A check box's text that wraps, which the box's own cannot."""

    def __init__(self, text: str, box: QCheckBox) -> None:
        super().__init__(text)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._box = box

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._box.click()


class FindingRow(QWidget):
    """One finding: how bad, what happens, and what we would do about it."""

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        self.finding = finding
        words = finding_words(finding)
        sign = IconLabel(24)
        put_icon(sign, _SIGNS[finding.severity])
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 8)
        grid.setColumnStretch(2, 1)
        grid.addWidget(sign, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(_text(f"{texts().severity(finding.severity)}: {words.consequence}"), 0, 1, 1, 2)
        self.fix = QCheckBox()
        self.fix.setChecked(chosen_at_first(finding))
        self.fix.setAccessibleName(words.fix)
        self.fix.setAccessibleDescription(f"{words.consequence} {words.undo}")
        self.fix.setVisible(finding.fixable)
        if finding.fixable:
            grid.addWidget(self.fix, 1, 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_FixLabel(words.fix, self.fix), 1, 2)
            grid.addWidget(_text(self.tr("To undo: {how}").format(how=words.undo)), 2, 2)

    @property
    def accepted(self) -> bool:
        """Whether its fix is to be carried out."""
        return self.finding.fixable and self.fix.isChecked()


class MachinePage(AsyncPage):
    """Name, host, memory, findings.  Next makes the plan, so that what is wrong with it is said here."""

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._draft = draft
        self._shown_report: DiskReport | None = None
        self.rows: list[FindingRow] = []
        self.setTitle(self.tr("What shall the new machine be?"))
        self.setSubTitle(self.tr("All of this is set to suit the old system. Repairs are made on the copy only."))
        self.name = QLineEdit()
        self.name.textChanged.connect(self.completeChanged)
        self.host = QComboBox()
        for host in draft.hosts:
            self.host.addItem(texts().host_name(host), host.uri)
        self.host.currentIndexChanged.connect(self._host_chosen)
        self.memory = QSpinBox()
        self.memory.setRange(1, 1 << 20)
        self.memory.setSuffix(self.tr(" MB"))
        self.machine = _text("")
        self.space = _text("")
        form = QFormLayout()
        form.addRow(self.tr("Na&me:"), self.name)
        form.addRow(self.tr("&Host:"), self.host)
        form.addRow(self.tr("Memor&y:"), self.memory)
        form.addRow(self.tr("Machine:"), self.machine)
        form.addRow(self.tr("Copy:"), self.space)
        self.heading = _text("")
        inside = QWidget()
        self._list = QVBoxLayout(inside)
        self._list.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.StyledPanel)
        self.area.setAccessibleName(self.tr("Findings"))
        self.area.setWidget(inside)
        self.fields.addLayout(form)
        self.fields.addWidget(self.heading)
        self.fields.addWidget(self.area, 1)

    def initializePage(self) -> None:
        report = self._draft.report
        if report is not None and report is not self._shown_report:
            self._shown_report = report
            self.name.setText(suggested_name(report))
            self._show_findings(report)
            self.memory.setValue(self._hardware(report).memory_mib)
            self._show_machine()
        self._host_chosen()

    def isComplete(self) -> bool:
        return bool(self.name.text().strip()) and self.host.currentIndex() >= 0 and super().isComplete()

    def accepted(self) -> tuple[str, ...]:
        """Ids of the findings whose fix is ticked, in the report's order, each once."""
        return tuple(dict.fromkeys(row.finding.id for row in self.rows if row.accepted))

    async def check(self) -> None:
        assert self._draft.report is not None  # the pages before this one made it
        self.waiting.setText(self.tr("Working out the plan …"))
        order = Order(self.host.currentData(), self.name.text().strip(), self.memory.value(), self.accepted())
        self._draft.plan = await self._draft.desk.prepare(self._draft.report, order)

    def _show_findings(self, report: DiskReport) -> None:
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = [FindingRow(finding) for finding in report.findings]
        for place, row in enumerate(self.rows):
            row.fix.toggled.connect(self._show_machine)
            self._list.insertWidget(place, row)
        self.area.setVisible(bool(self.rows))
        self.heading.setText(
            self.tr("This was found. What is ticked will be done:")
            if self.rows
            else self.tr("Nothing was found that would keep it from starting.")
        )

    def _hardware(self, report: DiskReport) -> Hardware:
        return self._draft.desk.hardware(report, self.accepted())

    def _show_machine(self) -> None:
        report = self._shown_report
        if report is None:
            return
        hardware = self._hardware(report)
        self.machine.setText(
            self.tr("for {system}: processor {cpu}, network card {nic}, graphics {video}").format(
                system=system_name(report.systems[0]) if report.systems else self.tr("a system we do not know"),
                cpu=hardware.cpu,
                nic=hardware.nic,
                video=hardware.video,
            )
        )

    def _host_chosen(self) -> None:
        if self.host.currentIndex() >= 0:
            tasks.cancel_tasks(self)
            self.waiting.setText(self.tr("Asking the host; the first time this can take half a minute …"))
            self.work(self._show_room)

    async def _show_room(self) -> None:
        report = self._draft.report
        self.space.clear()
        room = await self._draft.desk.room(self.host.currentData())
        if report is not None:
            self.space.setText(
                self.tr("in {folder}; needs up to {needed}, free are {free}").format(
                    folder=room.folder, needed=size(report.disk_bytes), free=size(room.free_bytes)
                )
            )
        if room.acceleration == "qemu":
            slow = self.tr("This host has no hardware acceleration: the machine runs, but slowly.")
            self.space.setText(f"{self.space.text()}\n{slow}")


def _text(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
