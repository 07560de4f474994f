"""A private X screen and session bus for the whole program, with real keys and clicks; all of it ended by pid."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

#: Seconds a window or a part may take to appear; the limit of a wait, not of a test.
_PATIENCE = 60
_FROM_OUTSIDE = ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "QT_QPA_PLATFORM", "VMGUI_HOME")


class Screen:
    """One Xvfb with a bus; ``env`` is what a program needs to appear on it, with a home of its own."""

    def __init__(self, size: str = "1280x800x24", language: str = "C.UTF-8") -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="vs-", dir="/tmp"))  # short: UNIX sockets lie below
        self._started: list[subprocess.Popen[bytes]] = []
        self.env = {name: value for name, value in os.environ.items() if name not in _FROM_OUTSIDE}
        self.env |= {"LC_ALL": language, "HOME": str(self.folder), "XDG_RUNTIME_DIR": str(self.folder)}
        for name, place in (
            ("CONFIG", ".config"),
            ("DATA", ".local/share"),
            ("CACHE", ".cache"),
            ("STATE", ".local/state"),
        ):
            self.env[f"XDG_{name}_HOME"] = str(self.folder / place)
        try:
            read, write = os.pipe()
            self.start("Xvfb", "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp", pass_fds=[write])
            os.close(write)
            self.env["DISPLAY"] = f":{_first_line(read)}"
            read, write = os.pipe()
            self.start("dbus-daemon", "--session", "--nofork", f"--print-address={write}", pass_fds=[write])
            os.close(write)
            self.env["DBUS_SESSION_BUS_ADDRESS"] = _first_line(read)
        except BaseException:
            self.end()
            raise

    def start(self, *command: str, pass_fds: tuple[int, ...] | list[int] = ()) -> subprocess.Popen[bytes]:
        """Starts a part of the desktop or the program; its words go to ``log(name)``."""
        with self._log_file(command[0]).open("ab") as log:
            part = subprocess.Popen(
                ["setpriv", "--pdeathsig", "KILL", "--", *command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self.env,
                pass_fds=pass_fds,
                start_new_session=True,
            )
        self._started.append(part)
        return part

    def _log_file(self, name: str) -> Path:
        return self.folder / f"{Path(name).name}.log"

    def log(self, name: str) -> str:
        return self._log_file(name).read_text(errors="replace")

    def desktop(self) -> None:
        """A window manager, ready: without one nothing has the focus."""
        self.start("openbox")
        self.until(lambda: "window id" in self._read("xprop", "-root", "_NET_SUPPORTING_WM_CHECK"), "openbox")

    def _read(self, *command: str) -> str:
        return subprocess.run(command, env=self.env, capture_output=True, text=True, timeout=_PATIENCE).stdout

    def until(self, holds: Callable[[], object], what: str) -> None:
        limit = time.monotonic() + _PATIENCE
        while not holds():
            assert time.monotonic() < limit, f"never came: {what}"
            time.sleep(0.05)

    def window(self, title: str) -> str:
        """The X id of the visible window whose title has ``title`` (a regular expression) in it; waits for it."""
        found: list[str] = []

        def look() -> bool:
            found[:] = self._read("xdotool", "search", "--onlyvisible", "--name", title).split()
            return bool(found)

        self.until(look, f"window {title!r}")
        return found[-1]

    def _do(self, *command: str) -> None:
        subprocess.run(["xdotool", *command], env=self.env, check=True, capture_output=True, timeout=_PATIENCE)

    def focus(self, title: str) -> None:
        self._do("windowactivate", "--sync", self.window(title))

    def type(self, text: str) -> None:
        """Types into whatever has the focus."""
        self._do("type", "--delay", "20", "--", text)

    def key(self, *names: str) -> None:
        """``key("alt+n", "Return")``: X key names, pressed one after another."""
        self._do("key", "--delay", "30", "--", *names)

    def click(self, x: int, y: int, button: int = 1) -> None:
        """A click at a place of the screen, in pixels."""
        self._do("mousemove", "--sync", str(x), str(y), "click", str(button))

    def shot(self, path: Path) -> None:
        """The whole screen as a picture."""
        subprocess.run(["import", "-window", "root", str(path)], env=self.env, check=True, timeout=_PATIENCE)

    def end(self) -> None:
        """Ends all parts, last started first, each with what it started."""
        for part in reversed(self._started):
            for sign in (signal.SIGTERM, signal.SIGKILL):
                if part.poll() is not None:
                    break
                os.killpg(part.pid, sign)
                try:
                    part.wait(5)
                except subprocess.TimeoutExpired:
                    continue
        shutil.rmtree(self.folder)


def _first_line(descriptor: int) -> str:
    with os.fdopen(descriptor) as words:
        line = words.readline().strip()
    assert line, "a part of the screen ended at once"
    return line
