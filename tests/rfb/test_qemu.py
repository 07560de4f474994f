"""The client and the console against a real QEMU: pixels as QEMU itself has them, keys that arrive, restarts."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tests import disks
from vmgui.model.textscreen import find_text
from vmgui.rfb.client import CursorShape, Pixels
from vmgui.services.consoles import Console, Line, LineState
from vmgui.services.screens import read_picture

_PATIENCE = 60.0


class Machine:
    """A QEMU whose disk is our speaking boot sector; VNC and monitor on UNIX sockets."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.disk = disks.dos_disk(folder / "d.img")
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = ["qemu-system-x86_64", "-accel", "tcg", "-m", "32", "-nodefaults", "-vga", "std", "-display", "none"]
        command += ["-drive", f"file={self.disk},format=raw,if=ide", "-vnc", f"unix:{self.folder}/vnc"]
        command += ["-monitor", f"unix:{self.folder}/monitor,server=on,wait=off"]
        self.process = subprocess.Popen(command)
        end = time.monotonic() + _PATIENCE
        while not self._listens():
            assert time.monotonic() < end, "never: the monitor"
            time.sleep(0.05)

    def _listens(self) -> bool:
        with socket.socket(socket.AF_UNIX) as line:
            return line.connect_ex(f"{self.folder}/monitor") == 0

    def stop(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            (self.folder / "vnc").unlink(missing_ok=True)

    def monitor(self, command: str) -> str:
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(10)
            line.connect(f"{self.folder}/monitor")
            said = b""
            for word in (b"", command.encode() + b"\n"):
                line.sendall(word)
                while not said.endswith(b"(qemu) "):
                    said += line.recv(65536)
                answer, said = said, b""
        return answer.decode(errors="replace")

    def picture(self) -> Pixels:
        self.monitor(f"screendump {self.folder}/shot.ppm")
        rgb = read_picture((self.folder / "shot.ppm").read_bytes()).astype(np.uint32)
        return rgb[:, :, 0] << 16 | rgb[:, :, 1] << 8 | rgb[:, :, 2]

    async def dial(self) -> socket.socket:
        line = socket.socket(socket.AF_UNIX)
        try:
            line.connect(f"{self.folder}/vnc")
        except OSError:
            line.close()
            raise
        return line


class Eyes:
    """A viewer that remembers."""

    def __init__(self) -> None:
        self.pixels: Pixels = np.zeros((0, 0), np.uint32)
        self.lines: list[Line] = []
        self.paints = 0

    def line_changed(self, state: LineState) -> None:
        self.lines.append(state.line)

    def resized(self, framebuffer: Pixels) -> None:
        self.pixels = framebuffer

    def painted(self, x: int, y: int, width: int, height: int) -> None:
        self.paints += 1

    def cursor_changed(self, shape: CursorShape) -> None:
        """Not looked at."""

    def pointer_mode(self, *, absolute: bool) -> None:
        """Not looked at."""


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    made = Machine(tmp_path)
    made.start()
    yield made
    made.stop()


async def until(holds: object, what: str) -> None:
    end = time.monotonic() + _PATIENCE
    while not holds():  # type: ignore[operator]
        assert time.monotonic() < end, f"never: {what}"
        await asyncio.sleep(0.05)


def words(machine: Machine, eyes: Eyes) -> str:
    """The text in the console's own pixels, read with QEMU's memory."""
    dump = machine.folder / "memory"
    machine.monitor(f'pmemsave 0xb8000 32768 "{dump}"')
    pixels = eyes.pixels
    rgb = np.stack([pixels >> 16 & 255, pixels >> 8 & 255, pixels & 255], axis=2).astype(np.uint8)
    return "\n".join(find_text(dump.read_bytes(), rgb) or [])


def test_the_same_pixels_keys_and_a_restart(machine: Machine) -> None:
    async def story() -> None:
        eyes = Eyes()
        console = Console(machine.dial, eyes)
        console.open()
        try:
            await until(lambda: "OK" in words(machine, eyes), "the boot sector's words")
            for code in (0x1E, 0x30, 0x2E):  # a b c on any layout
                console.key(code, 0, down=True)
                console.key(code, 0, down=False)
                await asyncio.sleep(0.1)
            await until(lambda: "> abc" in words(machine, eyes), "the typed letters")

            def same() -> bool:
                picture = machine.picture()
                if picture.shape != eyes.pixels.shape:
                    return False
                return int(np.count_nonzero(picture != eyes.pixels)) <= 9 * 16  # the cursor blinks

            await until(same, "QEMU's own picture")
            machine.stop()
            await until(lambda: eyes.lines[-1] is Line.LOST, "the loss said")
            machine.start()
            paints = eyes.paints
            await until(lambda: eyes.lines[-1] is Line.CONNECTED and eyes.paints > paints, "the screen back")
        finally:
            await console.close()

    asyncio.run(story())


def test_a_hidden_console_asks_for_nothing(machine: Machine) -> None:
    async def story() -> None:
        eyes = Eyes()
        console = Console(machine.dial, eyes)
        console.set_visible(False)
        console.open()
        try:
            await until(lambda: Line.CONNECTED in eyes.lines, "the line")
            await asyncio.sleep(1)
            assert eyes.paints == 0
            console.set_visible(True)
            await until(lambda: eyes.paints > 0, "the picture once it is looked at")
        finally:
            await console.close()

    asyncio.run(story())


def test_a_server_that_says_nothing(tmp_path: Path) -> None:
    """It counts as lost after a while, and what is said is our Problem, not a hang."""

    async def story() -> None:
        eyes = Eyes()
        ours, theirs = socket.socketpair()

        async def dial() -> socket.socket:
            return ours

        console = Console(dial, eyes)
        console.open()
        theirs.sendall(b"SSH-2.0-Open")
        try:
            await until(lambda: Line.LOST in eyes.lines, "the loss said")
        finally:
            await console.close()
            theirs.close()

    asyncio.run(story())
