"""Real libvirt daemons, each with a home of its own: as many hosts as a test wants, without root, on one machine."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

#: Seconds a daemon may need until it answers; the limit of a wait, not of a test.
_PATIENCE = 30


class Daemon:
    """A session libvirtd and everything it starts; all of it dies with :meth:`destroy` or with this process.

    ``uri`` opens it, ``env`` lets another program (virsh, vmgui) see the same home, ``pid`` is the daemon's.
    """

    def __init__(self, cache: Path | None = None) -> None:
        """``cache``: a warmed libvirt cache; asking QEMU for its abilities takes seconds."""
        # Short: the path of a UNIX socket has at most 107 bytes, and libvirt makes monitors far below this folder.
        self.home = Path(tempfile.mkdtemp(prefix="vh-", dir="/tmp"))
        self.runtime = self.home / "r"
        self.runtime.mkdir(mode=0o700)
        if cache is not None:
            shutil.copytree(cache, self.cache, copy_function=shutil.copy2)
        self.socket = self.runtime / "libvirt" / "libvirt-sock"
        self.uri = f"qemu+unix:///session?socket={self.socket}"
        self._reaper: subprocess.Popen[str] | None = None
        self.pid = 0
        self.start()

    @property
    def cache(self) -> Path:
        return self.home / ".cache" / "libvirt"

    @property
    def env(self) -> Mapping[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
        return {**kept, "HOME": str(self.home), "XDG_RUNTIME_DIR": str(self.runtime)}

    def start(self) -> None:
        """Starts the daemon (again); returns when it answers."""
        program = shutil.which("libvirtd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
        assert program, "libvirtd is missing: packaging/test installs it"
        command = [program]
        if os.geteuid() == 0:  # libvirtd decides by geteuid(): in this namespace root is an ordinary user
            command = ["unshare", "--user", "--map-user=1000", "--map-group=1000", "--", program]
        with (self.home / "libvirtd.log").open("ab") as log:
            self._reaper = subprocess.Popen(
                [sys.executable, str(Path(__file__).with_name("reaper.py")), *command],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                env=self.env,
                text=True,
            )
        assert self._reaper.stdout
        self.pid = int(self._reaper.stdout.readline())
        limit = time.monotonic() + _PATIENCE
        while not self._answers():
            assert time.monotonic() < limit, f"libvirtd does not answer: {(self.home / 'libvirtd.log').read_text()}"
            time.sleep(0.02)

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as line:
            return line.connect_ex(str(self.socket)) == 0

    def freeze(self) -> None:
        """The daemon hangs: it accepts connections and answers nothing."""
        os.kill(self.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        os.kill(self.pid, signal.SIGCONT)

    def kill(self) -> None:
        """The daemon dies without a word; its guests run on."""
        os.kill(self.pid, signal.SIGKILL)

    def stop(self) -> None:
        """Ends the daemon and its guests; :meth:`start` brings the host back with its definitions."""
        if self._reaper is None:
            return
        assert self._reaper.stdin
        assert self._reaper.stdout
        self._reaper.stdin.close()
        self._reaper.wait()
        self._reaper.stdout.close()
        self._reaper = None

    def destroy(self) -> None:
        """Ends everything and removes the home."""
        self.stop()
        shutil.rmtree(self.home)
