"""An old disk becomes a running guest through the real window, by keyboard, as its user would do it."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import disks
from tests.reader import Reader
from tests.screen import Screen

_PATIENCE = 120.0
_ROOT = Path(__file__).resolve().parents[2]


def until(holds: Callable[[], object], what: str) -> None:
    end = time.monotonic() + _PATIENCE
    while not holds():
        assert time.monotonic() < end, f"never: {what}"
        time.sleep(0.3)


class Desk:
    """The program on a screen of its own, read as a screen reader reads it; and the terminal beside it."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        screen.env |= {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "PYTHONPATH": str(_ROOT)}
        screen.desktop()
        screen.start("/usr/libexec/at-spi-bus-launcher", "--launch-immediately")
        self.program = screen.start(sys.executable, "-m", "vmgui")
        screen.window("^vmgui$")
        self.reader = Reader(screen.env)

    def vmgui(self, *words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "vmgui", *words]
        return subprocess.run(
            command, env=self.screen.env, capture_output=True, text=True, timeout=_PATIENCE, check=False
        )

    def text_screen(self, guest: str) -> str:
        return self.vmgui("screen-text", guest).stdout

    def end(self) -> None:
        for guest in json.loads(self.vmgui("guests", "--json").stdout or "[]"):
            self.vmgui("forceoff", guest["name"])
        self.reader.close()
        self.program.send_signal(signal.SIGTERM)
        assert self.program.wait(30) == 0
        pid = self.screen.folder / "libvirt" / "libvirtd.pid"
        if pid.exists():
            os.kill(int(pid.read_text()), signal.SIGTERM)
            until(lambda: not pid.exists(), "the end of libvirtd")


@pytest.fixture
def desk(screen: Screen) -> Iterator[Desk]:
    made = Desk(screen)
    yield made
    made.end()


@pytest.mark.parametrize("shape", [(255, 63), (64, 32)])
def test_from_the_disk_to_a_command_answered_in_the_console(desk: Desk, tmp_path: Path, shape: tuple[int, int]) -> None:
    source = disks.bootable_linux(tmp_path / "old.img", *shape)
    before = hashlib.sha256(source.read_bytes()).hexdigest(), source.stat().st_mtime_ns
    reader, screen = desk.reader, desk.screen
    reader.wait("table cell", "Connected")

    reader.press("push button", "Import an old disk")
    reader.set_text("text", "Disk image", str(source))
    reader.press("push button", "Next")
    reader.wait("label", f"counted {shape[0]} heads of {shape[1]} sectors")
    reader.press("push button", "Next")
    reader.wait("check box", f"{shape[0]}/{shape[1]}")
    reader.set_text("text", "Name", "OLDBOX")
    reader.press("push button", "Next")
    reader.wait("label", "OLDBOX")
    screen.key("alt+i")

    reader.wait("label", "OLDBOX is imported", timeout=_PATIENCE)
    reader.wait("table cell", "Running")
    until(lambda: disks.PROMPT in desk.text_screen("OLDBOX"), "the prompt")
    box = reader.wait("*", "Screen of OLDBOX")["box"]
    screen.click(box[0] + box[2] // 2, box[1] + box[3] // 2)
    screen.type("echo $((6*7))-answered")
    screen.key("Return")
    until(lambda: "\n42-answered" in desk.text_screen("OLDBOX"), "the answer")

    assert (hashlib.sha256(source.read_bytes()).hexdigest(), source.stat().st_mtime_ns) == before
    assert json.loads(desk.vmgui("jobs", "--json").stdout)[0]["state"] == "done"


def test_a_deaf_guest_and_its_end(desk: Desk, tmp_path: Path) -> None:
    """Started and switched off in the window; deleted with its disk kept."""
    source = disks.dos_disk(tmp_path / "dos.img")
    done = desk.vmgui("import", str(source), "--name", "DOSBOX", "--accept-findings", "--start", "--json")
    assert done.returncode == 0, done.stderr
    disk = Path(json.loads(done.stdout.splitlines()[-1])["disk"])
    until(lambda: "BIOS heads=255 sectors=63" in desk.text_screen("DOSBOX"), "the boot sector's words")

    deaf = desk.vmgui("shutdown", "DOSBOX", "--wait", "2")
    assert deaf.returncode == 1
    assert "guest.deaf" in deaf.stderr

    assert desk.vmgui("forceoff", "DOSBOX").returncode == 0
    desk.reader.wait("table cell", "DOSBOX, Off")
    assert disk.exists()


def test_a_host_that_hangs_does_not_hold_the_window(desk: Desk, daemons: Callable[[], object]) -> None:
    """A second host is frozen: the window goes on drawing and the local host goes on telling what happens."""
    frozen = daemons()
    desk.reader.press("push button", "Add host")
    desk.reader.wait("dialog", "Add a host")
    desk.screen.key("ctrl+a")
    desk.screen.type(frozen.uri)  # type: ignore[attr-defined]
    desk.screen.key("Return")
    until(lambda: desk.reader.tree().count("Connected") >= 4, "both hosts connected")
    frozen.freeze()  # type: ignore[attr-defined]
    try:
        xml = desk.screen.folder / "guest.xml"
        xml.write_text(
            "<domain type='qemu'><name>LIVE</name><memory unit='MiB'>32</memory>"
            "<os><type arch='x86_64'>hvm</type></os></domain>"
        )
        socket = desk.screen.folder / "libvirt" / "libvirt-sock"
        command = ["virsh", "-q", "-c", f"qemu+unix:///session?socket={socket}", "define", str(xml)]
        subprocess.run(command, env=desk.screen.env, check=True, capture_output=True)
        desk.reader.wait("table cell", "LIVE")
        desk.reader.wait("table cell", "Not connected", timeout=_PATIENCE)
    finally:
        frozen.thaw()  # type: ignore[attr-defined]
    until(lambda: "Not connected" not in desk.reader.tree(), "the frozen host back")
