"""The window's longest gap while a host hangs:  python -m tests.bench.frozen_host

Two real hosts, one of them frozen (SIGSTOP) for 20 seconds and thawed again, the real main window drawing all the
time.  A timer of 5 ms in the window's thread measures how late it comes; the same is measured before, with both hosts
well, so the numbers are compared within one run.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_NO_GLIB"] = "1"  # as the program does
os.environ["VMGUI_HOME"] = tempfile.mkdtemp(prefix="vmgui-bench-")

import qasync
from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication

from tests.hosts import Daemon
from tests.services.test_hosts import Fixed
from vmgui.backends.libvirt_host import LibvirtHost
from vmgui.services.hosts import Hosts
from vmgui.services.power import Power
from vmgui.ui.guest_screen import GuestScreen
from vmgui.ui.window import MainWindow

_PERIOD_MS = 5


class Gaps:
    """How late the timer came, in milliseconds."""

    def __init__(self) -> None:
        self._last = time.perf_counter()
        self.late: list[float] = []
        self.timer = QTimer()
        self.timer.setTimerType(Qt.TimerType.PreciseTimer)
        self.timer.timeout.connect(self._tick)
        self.timer.start(_PERIOD_MS)

    def _tick(self) -> None:
        now = time.perf_counter()
        self.late.append((now - self._last) * 1000 - _PERIOD_MS)
        self._last = now

    async def over(self, seconds: float) -> tuple[float, float]:
        """The 99th percentile and the longest gap of the next seconds."""
        self.late.clear()
        await asyncio.sleep(seconds)
        late = sorted(self.late)
        return late[len(late) * 99 // 100], late[-1]


async def measure() -> None:
    healthy, frozen = Daemon(), Daemon()
    hosts = Hosts(LibvirtHost, Fixed(healthy.uri, frozen.uri))
    settings = QSettings(f"{os.environ['VMGUI_HOME']}/window.ini", QSettings.Format.IniFormat)
    window = MainWindow(Power(hosts), GuestScreen(lambda: None), settings)  # type: ignore[arg-type, return-value]
    window.show()
    hosts.watch(window)
    hosts.start()
    try:
        for daemon in (healthy, frozen):
            await hosts.settled(daemon.uri)
        gaps = Gaps()
        await gaps.over(1)
        rows = [("both hosts well", *await gaps.over(10))]
        frozen.freeze()
        began = time.perf_counter()
        asking = asyncio.create_task(hosts.link(healthy.uri).guests())
        await asking
        answered = (time.perf_counter() - began) * 1000
        rows.append(("one host frozen", *await gaps.over(20)))
        state = hosts.host(frozen.uri)
        frozen.thaw()
        rows.append(("thawed", *await gaps.over(5)))
        print(f"{'':18}{'p99 late ms':>14}{'longest ms':>14}")
        for name, p99, longest in rows:
            print(f"{name:18}{p99:14.1f}{longest:14.1f}")
        print(f"the other host answered in {answered:.1f} ms; the frozen one was shown as {state and state.state}")
        print(f"longest gap, frozen against well: {rows[1][2] / max(rows[0][2], 0.1):.1f}x")
    finally:
        await hosts.close()
        for daemon in (healthy, frozen):
            daemon.destroy()


def main() -> None:
    app = QApplication([])
    loop = qasync.QEventLoop(app)
    asyncio.set_event_loop(loop)
    with loop:
        loop.run_until_complete(measure())


if __name__ == "__main__":
    main()
