"""Plurals read right: English has two forms, and says neither ``1 machines`` nor ``machine(s)``."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from vmgui.paths import resource_dir
from vmgui.ui.texts import Texts


@pytest.fixture
def english(qapp: QApplication, tmp_path: Path) -> Iterator[Texts]:
    compiled = tmp_path / "en.qm"
    source = resource_dir() / "translations" / "vmgui_en.ts"
    tool = Path(sys.executable).parent / "pyside6-lrelease"
    subprocess.run([tool, "-silent", source, "-qm", compiled], check=True)
    translator = QTranslator(qapp)
    assert translator.load(str(compiled))
    qapp.installTranslator(translator)
    yield Texts()
    qapp.removeTranslator(translator)


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 machines running"), (1, "1 machine running"), (3, "3 machines running")]
)
def test_machines(english: Texts, count: int, said: str) -> None:
    assert english.running(count) == said


def test_no_plural_is_left_open(english: Texts) -> None:
    sentences = [
        form(count)
        for form in (
            english.machines,
            english.running,
            english.imports_running,
            english.erased_disks,
            english.repairs,
            english.left,
        )
        for count in (1, 5, 600)
    ]
    assert not [sentence for sentence in sentences if "(s)" in sentence]
