"""Every sentence in Japanese, with the same placeholders, and really said."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from pytestqt.qtbot import QtBot

from vmgui import translation
from vmgui.errors import Problem
from vmgui.problems import wording

_ROOT = Path(__file__).resolve().parent.parent
_FILES = sorted((_ROOT / "resources" / "translations").glob("*.ts"))
_TOOLS = Path(sys.executable).parent


def messages(path: Path) -> list[tuple[str, ElementTree.Element]]:
    """Every message with its context."""
    root = ElementTree.parse(path).getroot()
    return [(one.findtext("name", ""), item) for one in root.findall("context") for item in one.findall("message")]


def forms(message: ElementTree.Element) -> list[str]:
    """The translation, in each of its plural forms."""
    said = message.find("translation")
    assert said is not None
    plural = [form.text or "" for form in said.findall("numerusform")]
    return plural or [said.text or ""]


def test_nothing_is_missing(tmp_path: Path) -> None:
    copy = tmp_path / "vmgui_ja.ts"
    shutil.copy(_ROOT / "resources" / "translations" / "vmgui_ja.ts", copy)
    sources = sorted(str(path) for path in (_ROOT / "vmgui").rglob("*.py"))
    command = [str(_TOOLS / "pyside6-lupdate"), *sources, "-no-obsolete", "-locations", "none", "-ts", str(copy)]
    subprocess.run(command, check=True, capture_output=True)
    found = messages(copy)
    assert len(found) > 400
    missing = [
        item.findtext("source")
        for _, item in found
        if not all(forms(item)) or item.find("translation[@type]") is not None
    ]
    assert missing == []


@pytest.mark.parametrize("path", _FILES, ids=lambda path: path.stem)
def test_the_same_placeholders_and_letters_of_keys(path: Path) -> None:
    for context, message in messages(path):
        source = message.findtext("source", "")
        for said in forms(message):
            for mark in (r"\{\w*\}", r"%n", r"%\d"):
                assert set(re.findall(mark, said)) == set(re.findall(mark, source)), (context, source)
            if path.stem.endswith("ja"):
                assert ("&" in said) == ("&" in source), (context, source)


@pytest.mark.parametrize("path", _FILES, ids=lambda path: path.stem)
def test_it_compiles_and_loads(path: Path, tmp_path: Path) -> None:
    made = tmp_path / "x.qm"
    subprocess.run([str(_TOOLS / "pyside6-lrelease"), "-silent", str(path), "-qm", str(made)], check=True)
    assert QTranslator().load(str(made))


def test_a_problem_is_said_in_japanese(qtbot: QtBot) -> None:
    app = QCoreApplication.instance()
    assert app is not None
    loaded = translation.install(app, QLocale("ja_JP"))
    try:
        words = wording(Problem("source.missing", path="/old.img"))
        assert (words.headline, words.cause) == ("ディスクを読めませんでした。", "ファイル /old.img がありません。")
    finally:
        for one in loaded:
            app.removeTranslator(one)
    assert wording(Problem("source.missing", path="/old.img")).headline == "The disk could not be read."
