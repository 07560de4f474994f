"""A window over libvirt's own test driver, and reports to show in the wizard."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QLabel, QWidget

from vmgui.legacy.report import (
    DiskReport,
    Finding,
    Geometry,
    Partition,
    Setting,
    Severity,
    System,
    Undo,
)
from vmgui.model.office import GuestKey
from vmgui.services.hosts import Hosts
from vmgui.services.power import Power
from vmgui.ui.guest_screen import Console, GuestScreen
from vmgui.ui.window import MainWindow

_NODE = """<node><domain type='test'><name>test</name><uuid>4a64cc71-19c4-2fd0-2323-3050941ea3c3</uuid>
<memory unit='MiB'>64</memory><os><type>hvm</type></os><features><acpi/></features></domain></node>"""


def office_host(folder: Path) -> str:
    """The URI of a host of libvirt's in-process driver: one guest named ``test``, running; shared with nobody."""
    file = folder / "node.xml"
    file.write_text(_NODE)
    return f"test://{file}"


class QuietConsole(QLabel):
    """Remembers what it was asked to show."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[object] = []

    def attach(self, key: GuestKey, name: str) -> None:
        self.calls.append(key)

    def detach(self) -> None:
        self.calls.append(None)


class Office:
    """Services and window, joined as the program does."""

    def __init__(self, hosts: Hosts, folder: Path) -> None:
        self.hosts = hosts
        self.uri = hosts.hosts[0].uri
        self.power = Power(hosts)
        self.consoles: list[QuietConsole] = []
        settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        self.window = MainWindow(self.power, GuestScreen(self._make_console), settings)
        hosts.watch(self.window)

    def _make_console(self) -> tuple[QWidget, Console]:
        self.consoles.append(QuietConsole())
        return self.consoles[-1], self.consoles[-1]


NT4 = System(
    "winnt",
    "4.0",
    service_pack="6a",
    edition="Server",
    root="/WINNT",
    partition=1,
    computer_name="FILESRV",
)


def report(source: str, findings: Sequence[Finding] = (), systems: Sequence[System] = (NT4,)) -> DiskReport:
    """A small NT disk as the look gives it."""
    return DiskReport(
        source=source,
        size_bytes=4 << 30,
        partition_table="mbr",
        partitions=(
            Partition(1, 0x07, 32256, 2 << 30, active=True, filesystem="ntfs", filesystem_version="1.2", label="SYS"),
            Partition(2, 0x06, 2 << 30, 1 << 30, filesystem="fat16"),
            Partition(3, 0x42, 3 << 30, 1 << 30),
        ),
        geometry=Geometry(522, 255, 63, "bpb+mbr"),
        systems=tuple(systems),
        profile="winnt4",
        findings=tuple(findings),
        disk_bytes=4 << 30,
    )


def memory_finding() -> Finding:
    """A finding whose fix is a setting of the machine."""
    facts: dict[str, str | int] = {"limit": 3072, "memory": 512}
    return Finding("MEM-1", Severity.STOP, Undo.MACHINE, facts, settings=(Setting("memory_mib", 512),))
