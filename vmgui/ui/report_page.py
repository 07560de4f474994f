"""The wizard's page that says what is on the old disk."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWizardPage,
)

from vmgui.legacy.report import DiskReport, Partition, System
from vmgui.ui.import_draft import Draft
from vmgui.ui.texts import size
from vmgui.words import doubt_words

_FILESYSTEMS = {
    "fat12": "FAT12",
    "fat16": "FAT16",
    "fat32": "FAT32",
    "ntfs": "NTFS",
    "hpfs": "HPFS",
    "ext2": "ext2",
    "ext3": "ext3",
    "ext4": "ext4",
    "swap": "swap",
}
#: family -> the name on its box
_FAMILIES = {
    "winnt": "Windows NT",
    "win9x": "Windows",
    "dos": "MS-DOS",
    "freedos": "FreeDOS",
    "linux": "Linux",
    "reactos": "ReactOS",
    "os2": "OS/2",
    "netware": "NetWare",
    "bsd": "BSD",
}
#: NT and 9x version -> the name on its box
_WINDOWS = {
    "4.0": "Windows NT 4.0",
    "5.0": "Windows 2000",
    "5.1": "Windows XP",
    "5.2": "Windows Server 2003",
    "4.00": "Windows 95",
    "4.10": "Windows 98",
    "4.90": "Windows Me",
}


def system_name(system: System) -> str:
    """A system as people call it: ``Windows 2000``."""
    major_minor = ".".join(system.version.split(".")[:2])
    if system.family in ("winnt", "win9x") and major_minor in _WINDOWS:
        return _WINDOWS[major_minor]
    return " ".join(part for part in (_FAMILIES.get(system.family, ""), system.version) if part)


class ReportPage(QWizardPage):
    """Systems, partitions, geometry and doubts of the draft's report."""

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._draft = draft
        self.setTitle(self.tr("Is this the right disk?"))
        self.setSubTitle(self.tr("This stands on it. If it is not what you expect, go back and choose another one."))
        self.systems = _text()
        self.table = QTableWidget(0, 5)
        self.table.setAccessibleName(self.tr("Partitions"))
        self.table.setHorizontalHeaderLabels(
            [self.tr("Partition"), self.tr("File system"), self.tr("Label"), self.tr("Size"), self.tr("Starts from it")]
        )
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.geometry_line = _text()
        self.doubts = _text()
        column = QVBoxLayout(self)
        column.addWidget(self.systems)
        column.addWidget(self.doubts)
        column.addWidget(self.geometry_line)
        column.addWidget(self.table, 1)

    def show_report(self, report: DiskReport) -> None:
        """Fills the page."""
        systems = [self._system(system) for system in report.systems]
        self.systems.setText("\n".join(systems))
        self.systems.setVisible(bool(systems))  # that there is none is one of the doubts
        self.table.setRowCount(len(report.partitions))
        for row, partition in enumerate(report.partitions):
            for column, text in enumerate(self._cells(partition)):
                self.table.setItem(row, column, QTableWidgetItem(text))
        self.geometry_line.setText(self._geometry(report))
        self.doubts.setVisible(bool(report.doubts))
        self.doubts.setText("\n".join("• " + doubt_words(doubt) for doubt in report.doubts))

    def initializePage(self) -> None:
        if self._draft.report is not None:
            self.show_report(self._draft.report)

    def _system(self, system: System) -> str:
        parts = [system_name(system) or self.tr("A system we do not know"), system.edition]
        if system.service_pack:
            parts.append(self.tr("Service Pack {number}").format(number=system.service_pack))
        if system.computer_name:
            parts.append(self.tr("computer name {name}").format(name=system.computer_name))
        if system.partition:
            parts.append(self.tr("on partition {number}").format(number=system.partition))
        return ", ".join(part for part in parts if part)

    def _cells(self, partition: Partition) -> tuple[str, ...]:
        name = _FILESYSTEMS.get(partition.filesystem, partition.filesystem)
        kind = f"{name} {partition.filesystem_version}".strip()
        return (
            str(partition.number),
            kind or self.tr("Not known (type {type})").format(type=f"{partition.type:02X}h"),
            partition.label,
            size(partition.size_bytes),
            self.tr("Yes") if partition.active else self.tr("No"),
        )

    def _geometry(self, report: DiskReport) -> str:
        geometry = report.geometry
        sentence = (
            self.tr("The disk has {size}. Nothing on it says how the old machine counted; we take {heads} heads of "
                    "{sectors} sectors.")
            if geometry.origin == "size"
            else self.tr("The disk has {size}. The old machine counted {heads} heads of {sectors} sectors; the new one "
                         "will do the same.")
        )  # fmt: skip
        return sentence.format(size=size(report.size_bytes), heads=geometry.heads, sectors=geometry.sectors)


def _text() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
