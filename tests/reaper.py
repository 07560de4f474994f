"""``reaper.py COMMAND...``: runs COMMAND, reaps every orphan below it at once, kills all of them when stdin ends.

libvirtd starts each QEMU as an orphan.  Where process 1 reaps late (containers do), a dead QEMU stays a zombie and
libvirt waits for it; a sub-reaper (prctl(2)) takes that part.  A process of its own, so that pytest's own children
keep their exit codes; and because stdin ends with pytest however pytest ends, nothing is ever left running.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

_PR_SET_CHILD_SUBREAPER = 36


def _children() -> list[int]:
    return [int(pid) for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()]


def _kill_all_at_end() -> None:
    """Orphans of the killed become our children, so this repeats until none is left; the main thread reaps them."""
    while sys.stdin.buffer.read(1):
        pass
    while children := _children():
        for pid in children:
            os.kill(pid, signal.SIGKILL)
        threading.Event().wait(0.01)
    os._exit(0)


def main() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    child = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL)
    print(child.pid, flush=True)
    threading.Thread(target=_kill_all_at_end, daemon=True).start()
    while True:
        try:
            os.wait()
        except ChildProcessError:  # the daemon is dead and left nothing: wait for the end of stdin, or a new orphan
            threading.Event().wait(0.05)


if __name__ == "__main__":
    main()
