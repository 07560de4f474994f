"""The program as a process: one window a user, an orderly end for every way of being ended."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.office import office_host
from vmgui.ui.instance import SingleInstance


class Started:
    """``vmgui`` in a home of its own, on a host of libvirt's test driver, without a screen."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.processes: list[subprocess.Popen[str]] = []
        (home / "config").mkdir()
        (home / "config" / "hosts.json").write_text(json.dumps([office_host(home)]))

    def start(self, *arguments: str, code: str = "") -> subprocess.Popen[str]:
        home = str(self.home)
        env = {**os.environ, "VMGUI_HOME": home, "HOME": home, "XDG_RUNTIME_DIR": home, "QT_QPA_PLATFORM": "offscreen"}
        env.pop("DBUS_SESSION_BUS_ADDRESS", None)
        command = [sys.executable, "-c", code] if code else [sys.executable, "-m", "vmgui", *arguments]
        process = subprocess.Popen(command, env=env, stderr=subprocess.PIPE, text=True)
        self.processes.append(process)
        return process

    def wait_for(self, words: str, process: subprocess.Popen[str]) -> None:
        """Reads what the process logs until ``words`` stand there."""
        assert process.stderr is not None
        said = []
        for line in process.stderr:
            said.append(line)
            if words in line:
                return
        pytest.fail(f"it ended before it said {words!r}:\n{''.join(said)}")


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Started]:
    started = Started(tmp_path)
    yield started
    for process in started.processes:
        process.kill()
        process.communicate()
    daemon = tmp_path / "libvirt" / "libvirtd.pid"  # of the local host, where a test came to it
    if daemon.exists():
        os.kill(int(daemon.read_text()), signal.SIGTERM)


def end(process: subprocess.Popen[str]) -> tuple[int, str]:
    said = process.communicate(timeout=60)[1]
    return process.returncode, said


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_in_order(program: Started, number: int) -> None:
    process = program.start()
    program.wait_for("the window is up", process)
    process.send_signal(number)
    code, said = end(process)
    assert code == 0
    assert "Traceback" not in said and "WARNING" not in said
    assert (program.home / "config" / "window.ini").exists()


def test_a_foreign_quit_ends_it_in_order_too(program: Started) -> None:
    code = (
        "import sys\n"
        "from PySide6.QtCore import QTimer, QCoreApplication\n"
        "from vmgui import app\n"
        "shown = app.MainWindow.show\n"
        "def show(self):\n"
        "    shown(self)\n"
        "    QTimer.singleShot(500, lambda: QCoreApplication.exit(0))\n"
        "app.MainWindow.show = show\n"
        "sys.exit(app.run())\n"
    )
    process = program.start(code=code)
    status, said = end(process)
    assert "Traceback" not in said
    assert status == 0
    assert (program.home / "config" / "window.ini").exists()


def test_a_second_start_hands_over_and_ends(program: Started) -> None:
    first = program.start()
    program.wait_for("the window is up", first)
    second = program.start("/some/disk.img")
    assert end(second)[0] == 0
    program.wait_for("started again with 1 file(s)", first)
    first.terminate()
    assert end(first)[0] == 0


def test_after_a_kill_the_next_start_takes_over(program: Started) -> None:
    first = program.start()
    program.wait_for("the window is up", first)
    first.kill()
    first.wait()
    second = program.start()
    program.wait_for("the window is up", second)
    second.terminate()
    assert end(second)[0] == 0


def test_a_damaged_list_of_hosts_does_not_keep_the_window_away(program: Started) -> None:
    (program.home / "config" / "hosts.json").write_text("{")
    process = program.start()
    program.wait_for("the window is up", process)
    program.wait_for("qemu:///session is online", process)
    process.terminate()
    assert end(process)[0] == 0
    assert list((program.home / "config").glob("hosts*damaged*"))


def test_files_reach_the_first_start_whole(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = SingleInstance(tmp_path), SingleInstance(tmp_path)
    assert first.first()
    assert not second.first()
    received: list[list[str]] = []
    first.received.connect(received.append)
    files = ["/a/日本 語.img", "/b\nc"]
    code = (
        "import json, sys\nfrom pathlib import Path\nfrom PySide6.QtCore import QCoreApplication\n"
        "from vmgui.ui.instance import SingleInstance\napp = QCoreApplication([])\n"
        "sys.exit(0 if SingleInstance(Path(sys.argv[1])).hand_over(json.loads(sys.argv[2])) else 1)"
    )
    later = subprocess.Popen([sys.executable, "-c", code, str(tmp_path), json.dumps(files)])
    qtbot.waitUntil(lambda: bool(received), timeout=30000)
    assert received == [files]
    assert later.wait(30) == 0
    first.close()
    assert second.first()
    second.close()
