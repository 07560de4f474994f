"""What is shown when a host is chosen: how the line stands, what it is, what it costs."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from vmgui.errors import Problem
from vmgui.model.office import LOCAL_URI, Host, HostState
from vmgui.ui.icons import IconLabel, put_icon
from vmgui.ui.problem_view import said
from vmgui.ui.texts import texts
from vmgui.ui.tree import HOST_ICONS


class HostPage(QWidget):
    """One host.  ``reconnect`` and ``remove`` carry its URI."""

    reconnect = Signal(str)
    remove = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._uri = ""
        self._sign = IconLabel(48)
        self.name = _text()
        font = self.name.font()
        font.setPointSizeF(font.pointSizeF() * 1.5)
        font.setBold(True)
        self.name.setFont(font)
        self.state = _text()
        self.problem = _text()
        self.address = _text()
        self.computer = _text()
        self.versions = _text()
        self.acceleration = _text()
        self.guests = _text()
        head = QHBoxLayout()
        head.addWidget(self._sign)
        titles = QVBoxLayout()
        titles.addWidget(self.name)
        titles.addWidget(self.state)
        head.addLayout(titles, 1)
        self.form = QFormLayout()
        self.form.addRow(self.tr("Address:"), self.address)
        self.form.addRow(self.tr("Computer:"), self.computer)
        self.form.addRow(self.tr("Software:"), self.versions)
        self.form.addRow(self.tr("Machines:"), self.guests)
        self.form.addRow(self.tr("Acceleration:"), self.acceleration)
        self.reconnect_button = QPushButton(self.tr("&Connect again"))
        self.reconnect_button.clicked.connect(lambda: self.reconnect.emit(self._uri))
        self.remove_button = QPushButton(self.tr("&Remove from list"))
        self.remove_button.clicked.connect(lambda: self.remove.emit(self._uri))
        buttons = QHBoxLayout()
        buttons.addWidget(self.reconnect_button)
        buttons.addWidget(self.remove_button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.problem)
        column.addLayout(self.form)
        column.addLayout(buttons)
        column.addStretch(1)

    def show_host(self, host: Host, guests: int, running: int) -> None:
        """Shows the host as it is now."""
        if host.uri != self._uri:
            self._uri = host.uri
            self.show_acceleration("")
        put_icon(self._sign, HOST_ICONS[host.state])
        self.name.setText(texts().host_name(host))
        self.state.setText(texts().host_state(host.state))
        self.address.setText(host.uri)
        facts = host.facts
        self.computer.setText(facts.hostname if facts else "")
        self.versions.setText(
            ", ".join(part for part in (facts.hypervisor, f"libvirt {facts.libvirt}") if part) if facts else ""
        )
        self.guests.setText(f"{texts().machines(guests)}, {texts().running(running)}")
        words = said(Problem(host.problem, **dict(host.problem_facts))) if host.problem else None
        self.problem.setText("\n".join((words.headline, words.cause, words.remedy)) if words else "")
        self.problem.setVisible(words is not None)
        self.reconnect_button.setVisible(host.state is HostState.OFFLINE)
        self.remove_button.setVisible(host.uri != LOCAL_URI)

    def show_acceleration(self, kind: str) -> None:
        """``kvm``, ``qemu`` (emulation) or empty while it is not known."""
        self.acceleration.setText(
            {
                "kvm": self.tr("The processor's virtualisation is used; machines run at nearly full speed."),
                "qemu": self.tr(
                    "Not available on this host: machines run in emulation, some ten times slower. Old systems are "
                    "still usable. Switch on VT-x or AMD-V in the computer's firmware (BIOS) settings, or check that "
                    "you may use /dev/kvm."
                ),
            }.get(kind, self.tr("Being tried out …"))
        )


def _text() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
