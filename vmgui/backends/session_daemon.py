"""root's own session daemon.

For an ordinary user libvirt starts the daemon behind ``qemu:///session`` by itself.  For root it never does: there the
name means the system daemon, which may not be installed.  Then we start a session daemon for root as well, in a user
namespace in which root is an ordinary user (libvirtd decides by geteuid()); files belong to root all the same.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from pathlib import Path

from vmgui.errors import Problem
from vmgui.model.office import LOCAL_URI

_SYSTEM_SOCKET = Path("/run/libvirt/libvirt-sock")
#: Any user but root; the number is seen inside the namespace only.
_INSIDE = "1000"
#: Seconds the daemon ends after its last client, when no guest runs (as libvirt starts it).
_IDLE = "120"


def reachable(uri: str) -> str:
    """The URI to open for ``uri``; starts root's session daemon when ``uri`` is the local host and nothing serves it."""
    if uri != LOCAL_URI or os.geteuid() != 0 or _answers(_SYSTEM_SOCKET):
        return uri
    path = _session_socket()
    if not _answers(path):
        _start()
    return f"qemu+unix:///session?socket={path}"


def _session_socket() -> Path:
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    folder = Path(runtime) / "libvirt" if runtime else Path.home() / ".cache" / "libvirt"
    return folder / "libvirt-sock"


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(2)
        return line.connect_ex(str(path)) == 0


def _start() -> None:
    program = shutil.which("libvirtd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        raise Problem("host.no-libvirt", host=LOCAL_URI, detail="libvirtd")
    command = ["unshare", "--user", f"--map-user={_INSIDE}", f"--map-group={_INSIDE}"]
    command += ["--", program, "--daemon", f"--timeout={_IDLE}"]
    try:
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL, capture_output=True, timeout=15)
    except (subprocess.SubprocessError, OSError) as error:
        raise Problem("host.unreachable", host=LOCAL_URI, detail=str(error)) from error
