"""The test screen itself: real windows, real keys, and nothing left."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.screen import Screen

_EDITOR = """
from PySide6.QtWidgets import QApplication, QLineEdit
app = QApplication([])
line = QLineEdit()
line.setWindowTitle("one line")
line.returnPressed.connect(lambda: (print(line.text(), flush=True), app.quit()))
line.show()
app.exec()
"""


def test_typed_text_arrives(screen: Screen, tmp_path: Path) -> None:
    screen.desktop()
    program = screen.start(sys.executable, "-c", _EDITOR)
    screen.focus("one line")
    screen.type("Grüße")
    screen.key("Return")
    assert program.wait(30) == 0
    assert "Grüße" in screen.log(sys.executable)
    screen.shot(tmp_path / "screen.png")
    assert (tmp_path / "screen.png").read_bytes().startswith(b"\x89PNG")


def test_nothing_is_left() -> None:
    screen = Screen()
    part = screen.start("sleep", "1000")
    screen.end()
    assert part.returncode is not None
    assert not screen.folder.exists()
