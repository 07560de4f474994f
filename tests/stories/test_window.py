"""The real program on a screen of its own: it starts, connects, and shows what virsh does to it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

_NEEDED = ("Xvfb", "openbox", "dbus-daemon", "xdotool", "libvirtd", "virsh", "import")
_PATIENCE = 90.0
_GUEST = """<domain type='qemu'><name>{name}</name><memory unit='MiB'>32</memory>
<os><type arch='x86_64'>hvm</type></os><features><acpi/></features>
<devices><graphics type='vnc'><listen type='none'/></graphics></devices></domain>"""


def until(holds: Callable[[], bool], what: str) -> None:
    """Waits for something another process does."""
    end = time.monotonic() + _PATIENCE
    while not holds():
        assert time.monotonic() < end, f"never: {what}"
        time.sleep(0.1)


class Screen:
    """A display, a message bus and a window manager; ``home`` is the user's."""

    def __init__(self, home: Path, stack: ExitStack, size: str = "1024x768x24") -> None:
        self.home = home
        self._stack = stack
        (home / "run").mkdir(mode=0o700)
        keep = ("PATH", "LANG", "PYTHONPATH", "VIRTUAL_ENV")
        self.env = {key: os.environ[key] for key in keep if key in os.environ}
        self.env |= {"HOME": str(home), "XDG_RUNTIME_DIR": str(home / "run"), "VMGUI_HOME": str(home / "vmgui")}
        reading, writing = os.pipe()
        self._start("Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-nolisten", "tcp", pass_fds=(writing,))
        os.close(writing)
        with os.fdopen(reading) as number:
            self.env["DISPLAY"] = ":" + number.readline().strip()
        bus = self._start("dbus-daemon", "--session", "--nofork", "--print-address=1", stdout=subprocess.PIPE)
        assert bus.stdout is not None
        self.env["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().decode().strip()
        self._stack.callback(bus.stdout.close)
        self._start("openbox")
        # A window that is there before its manager does not get the focus.
        until(lambda: "window id" in self.run("xprop", "-root", "_NET_SUPPORTING_WM_CHECK"), "the window manager")

    def _start(self, *command: str, **options: object) -> subprocess.Popen[bytes]:
        options = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": self.env, **options}
        process = subprocess.Popen(command, **options)  # type: ignore[call-overload]
        self._stack.callback(process.wait)
        self._stack.callback(process.kill)
        return process  # type: ignore[no-any-return]

    def vmgui(self, **more: str) -> subprocess.Popen[bytes]:
        """The program, as a user starts it; its log is in ``vmgui/state/vmgui.log``."""
        process = self._start(sys.executable, "-m", "vmgui", env={**self.env, **more})
        until(lambda: bool(self.windows()), "a window")
        return process

    def run(self, *command: str) -> str:
        return subprocess.run(command, env=self.env, capture_output=True, text=True, check=False).stdout

    def windows(self) -> list[str]:
        return self.run("xdotool", "search", "--onlyvisible", "--name", "^vmgui$").split()

    def keys(self, *names: str) -> None:
        self.run("xdotool", "key", "--clearmodifiers", *names)

    def picture(self, name: str) -> bytes:
        """The whole screen as it is, kept as ``name``.png beside the user's home."""
        file = self.home / f"{name}.png"
        self.run("import", "-window", "root", str(file))
        return file.read_bytes()

    def virsh(self, *words: str) -> str:
        socket = self.home / "run" / "libvirt" / "libvirt-sock"
        return self.run("virsh", "-q", "-c", f"qemu+unix:///session?socket={socket}", *words)

    def log(self) -> str:
        file = self.home / "vmgui" / "state" / "vmgui.log"
        return file.read_text() if file.exists() else ""


@pytest.fixture
def screen() -> Iterator[Screen]:
    missing = [name for name in _NEEDED if shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin") is None]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="vmgui-", ignore_cleanup_errors=True)))
        screen = Screen(home, stack)
        stack.callback(_end_daemon, home)
        yield screen


def _end_daemon(home: Path) -> None:
    """The daemon that the program started stays for others; here nobody else needs it."""
    file = home / "run" / "libvirt" / "libvirtd.pid"
    if file.exists():
        os.kill(int(file.read_text()), signal.SIGTERM)
        until(lambda: not file.exists(), "the end of libvirtd")


def test_it_starts_connects_and_shows_what_virsh_does(screen: Screen) -> None:
    process = screen.vmgui()
    until(lambda: "qemu:///session is online" in screen.log(), "the local host online")
    before = screen.picture("online")
    xml = screen.home / "guest.xml"
    xml.write_text(_GUEST.format(name="FILESRV"))
    screen.virsh("define", str(xml))
    until(lambda: "FILESRV is off" in screen.log(), "the guest in the window")
    until(lambda: screen.picture("guest") != before, "another picture")
    screen.virsh("undefine", "FILESRV")
    until(lambda: "FILESRV is gone" in screen.log(), "the guest gone from the window")
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
    assert "ERROR" not in screen.log() and "WARNING" not in screen.log()


@pytest.mark.parametrize("more", [{"QT_SCALE_FACTOR": "2"}, {"LANG": "ja_JP.UTF-8", "LC_ALL": "C.UTF-8"}])
def test_it_closes_by_its_key_at_any_scale_and_language(screen: Screen, more: dict[str, str]) -> None:
    process = screen.vmgui(**more)
    until(lambda: bool(screen.run("xdotool", "getactivewindow")), "an active window")
    screen.keys("ctrl+q")
    assert process.wait(30) == 0
    assert "ERROR" not in screen.log()
