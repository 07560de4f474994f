"""An old disk becomes a plan, in four questions.  Nothing is written before the last one is answered."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
    QWizard,
    QWizardPage,
)

from vmgui.legacy.plan import ImportPlan
from vmgui.model.office import Host
from vmgui.ui import tasks
from vmgui.ui.async_page import AsyncPage
from vmgui.ui.import_draft import Draft, ImportDesk
from vmgui.ui.machine_page import MachinePage
from vmgui.ui.report_page import ReportPage
from vmgui.ui.texts import size, texts


class ImportWizard(QWizard):
    """When it is accepted, :attr:`plan` is what to carry out; use ``open()``."""

    def __init__(
        self, desk: ImportDesk, hosts: Sequence[Host], source: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._draft = Draft(desk, hosts)
        self.setWindowTitle(self.tr("Import an old disk"))
        self.setWizardStyle(QWizard.WizardStyle.ModernStyle)
        self.setOption(QWizard.WizardOption.NoBackButtonOnStartPage)
        self.setButtonText(QWizard.WizardButton.FinishButton, self.tr("&Import"))
        self.setModal(True)
        self.resize(QSize(860, 640).boundedTo(self.screen().availableSize() - QSize(40, 60)))
        self.source_page = SourcePage(self._draft, source)
        self.report_page = ReportPage(self._draft)
        self.machine_page = MachinePage(self._draft)
        self.summary_page = SummaryPage(self._draft)
        for page in (self.source_page, self.report_page, self.machine_page, self.summary_page):
            self.addPage(page)
        self.finished.connect(self._end)

    @property
    def plan(self) -> ImportPlan | None:
        """The plan, once the third page is answered."""
        return self._draft.plan

    def _end(self) -> None:
        for number in self.pageIds():
            tasks.cancel_tasks(self.page(number))


class SourcePage(AsyncPage):
    """Which disk?  Next looks at it."""

    def __init__(self, draft: Draft, source: str) -> None:
        super().__init__()
        self._draft = draft
        self.setTitle(self.tr("Which disk?"))
        self.setSubTitle(self.tr("Choose the image of the old machine's disk. It is only read, never changed."))
        self.waiting.setText(self.tr("Reading what is on the disk …"))
        self.path = QLineEdit(source)
        self.path.setPlaceholderText(self.tr("For example /home/office/old-server.img"))
        self.path.textChanged.connect(self._changed)
        label = QLabel(self.tr("&Disk image:"))
        label.setBuddy(self.path)
        browse = QPushButton(self.tr("&Browse…"))
        browse.clicked.connect(self._browse)
        row = QHBoxLayout()
        row.addWidget(self.path, 1)
        row.addWidget(browse)
        self.fields.addWidget(label)
        self.fields.addLayout(row)
        self.fields.addStretch(1)

    def isComplete(self) -> bool:
        return bool(self.path.text().strip()) and super().isComplete()

    async def check(self) -> None:
        if self._draft.report is None:
            self._draft.report = await self._draft.desk.look(str(Path(self.path.text().strip()).expanduser()))

    def _changed(self) -> None:
        self._draft.report = None
        self.completeChanged.emit()

    def _browse(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose a disk image"), str(Path(self.path.text()).parent))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.path.setText)
        dialog.open()


class SummaryPage(QWizardPage):
    """What will happen, in sentences; the button starts it."""

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._draft = draft
        self.setTitle(self.tr("Shall we begin?"))
        self.setSubTitle(self.tr("Until now nothing was written. You can go on working while the import runs."))
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.words)
        QVBoxLayout(self).addWidget(area)

    def initializePage(self) -> None:
        plan = self._draft.plan
        assert plan is not None  # the page before this one makes it
        lines = [
            self.tr("The disk {source} is copied to a new virtual machine named {name}.").format(
                source=plan.source.path, name=plan.name
            ),
            self.tr("The copy is {target}; it needs up to {size}.").format(
                target=plan.target, size=size(plan.disk_bytes)
            ),
            texts().repairs(len(plan.repairs))
            if plan.repairs
            else self.tr("The copy is not changed: no repair is needed or chosen."),
            self.tr("Afterwards the machine is started and its screen is shown.")
            if plan.start
            else self.tr("The machine is not started afterwards."),
            self.tr("The old disk stays as it is. You can cancel at any time; then nothing of the copy is left."),
        ]
        self.words.setText("\n\n".join(lines))
