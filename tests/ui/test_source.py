"""Habits of the window's source that no type checker sees."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import vmgui

_ROOT = Path(vmgui.__file__).parent
_FILES = [*sorted((_ROOT / "ui").glob("*.py")), _ROOT / "app.py"]
_STATIC = {
    "QMessageBox": {"question", "warning", "information", "critical", "about"},
    "QFileDialog": {"getOpenFileName", "getOpenFileNames", "getSaveFileName", "getExistingDirectory"},
    "QInputDialog": {"getText", "getInt", "getItem"},
}


def calls(file: Path) -> Iterator[tuple[int, ast.Call, ast.Attribute]]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.lineno, node, node.func


def test_no_dialog_is_executed() -> None:
    """A nested loop kills the other tasks and hangs the quit."""
    found = []
    for file in _FILES:
        for line, _, function in calls(file):
            owner = function.value.id if isinstance(function.value, ast.Name) else ""
            if function.attr in ("exec", "exec_") or function.attr in _STATIC.get(owner, ()):
                found.append(f"{file.name}:{line}")
    assert not found


def test_every_sentence_can_be_found_by_lupdate() -> None:
    found = []
    for file in _FILES:
        for line, call, function in calls(file):
            if function.attr == "tr" and not (isinstance(call.args[0], ast.Constant)):
                found.append(f"{file.name}:{line}")
    assert not found


def test_plurals_are_only_where_lupdate_and_qt_agree_on_the_context() -> None:
    found = [
        f"{file.name}:{line}"
        for file in _FILES
        for line, call, function in calls(file)
        if function.attr == "tr" and len(call.args) > 1 and file.name != "texts.py"
    ]
    assert not found


def test_every_icon_that_is_named_is_there() -> None:
    icons = {file.stem for file in (_ROOT.parent / "resources" / "icons").glob("*.svg")}
    assert icons
    from vmgui.ui.job_list import _SIGNS as JOB_ICONS
    from vmgui.ui.machine_page import _SIGNS as FINDING_ICONS
    from vmgui.ui.tree import GUEST_ICONS, HOST_ICONS

    for table in (GUEST_ICONS, HOST_ICONS, JOB_ICONS, FINDING_ICONS):
        assert set(table.values()) <= icons
    for file in _FILES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "put_icon":
                name = node.args[1]
                if isinstance(name, ast.Constant):
                    assert name.value in icons, f"{file.name}:{node.lineno}"
