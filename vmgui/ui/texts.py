"""Words that several windows share, and every sentence with a plural.

Plurals are found by ``lupdate`` only as ``self.tr(text, comment, n)`` and are looked up under the class that runs:
so they all live in this one leaf class.
"""

from __future__ import annotations

import math
from functools import lru_cache

from PySide6.QtCore import QLocale, QObject

from vmgui.legacy.report import Severity
from vmgui.model.office import LOCAL_URI, GuestState, Host, HostState
from vmgui.services.jobs import Step


class Texts(QObject):
    """Sentences built from values.  Use :func:`texts`; made after the translators are installed."""

    def guest_state(self, state: GuestState) -> str:
        return {
            GuestState.RUNNING: self.tr("Running"),
            GuestState.PAUSED: self.tr("Paused"),
            GuestState.SHUTTING_DOWN: self.tr("Shutting down"),
            GuestState.OFF: self.tr("Off"),
            GuestState.CRASHED: self.tr("Crashed"),
            GuestState.SUSPENDED: self.tr("Asleep"),
            GuestState.UNKNOWN: self.tr("Not known"),
        }[state]

    def host_state(self, state: HostState) -> str:
        return {
            HostState.CONNECTING: self.tr("Connecting"),
            HostState.ONLINE: self.tr("Connected"),
            HostState.OFFLINE: self.tr("Not connected"),
        }[state]

    def severity(self, severity: Severity) -> str:
        return {
            Severity.STOP: self.tr("Would not start"),
            Severity.WARNING: self.tr("Warning"),
            Severity.INFO: self.tr("Note"),
        }[severity]

    def step(self, step: Step) -> str:
        return {
            Step.CHECK: self.tr("Checking"),
            Step.COPY: self.tr("Copying"),
            Step.VERIFY: self.tr("Comparing the copy with the disk"),
            Step.REPAIR: self.tr("Repairing the copy"),
            Step.DEFINE: self.tr("Making the machine"),
            Step.START: self.tr("Starting the machine"),
        }[step]

    def host_name(self, host: Host) -> str:
        """What people call a host; libvirt's own name of this computer's second daemon says nothing to them."""
        if host.name:
            return host.name
        if host.uri == LOCAL_URI:
            return self.tr("This computer")
        return self.tr("This computer ({address})").format(address=host.uri)

    def running(self, count: int) -> str:
        return self.tr("%n machine(s) running", "", count)

    def machines(self, count: int) -> str:
        return self.tr("%n machine(s)", "", count)

    def imports_running(self, count: int) -> str:
        return self.tr("%n import(s) running", "", count)

    def erased_disks(self, count: int) -> str:
        return self.tr("Delete and erase %n disk(s)", "", count)

    def repairs(self, count: int) -> str:
        return self.tr("%n repair(s) will be made on the copy.", "", count)

    def left(self, seconds: float) -> str:
        """Time left, in words coarse enough to be true."""
        if seconds < 90:
            return self.tr("about %n second(s) left", "", max(1, math.ceil(seconds)))
        return self.tr("about %n minute(s) left", "", round(seconds / 60))


def size(amount: int) -> str:
    """An amount of bytes as the user's locale writes it."""
    return QLocale().formattedDataSize(amount)


@lru_cache(maxsize=1)
def texts() -> Texts:
    """The one set of texts."""
    return Texts()
