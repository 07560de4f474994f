"""The rules of the house, read from the source: who may import whom, and calls that hang or lose something here."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent / "vmgui"

#: Rooms and the rooms and single modules they may import.  The joiners may import all.
JOINERS = {"__init__", "__main__", "app", "cli", "cli_import", "joined"}
INSIDE: dict[str, set[str]] = {
    "errors": set(),
    "paths": set(),
    "translation": {"paths"},
    "problems": {"errors", "translation"},
    "words": {"legacy", "translation"},
    "model": {"errors"},
    "legacy": {"errors", "model"},
    "rfb": set(),
    "services": {"model", "legacy", "rfb", "errors"},
    "backends": {"model", "legacy", "errors", "paths"},
    "ui": {"services", "model", "legacy", "rfb", "errors", "paths", "problems", "words", "translation"},
}
PURE = ("model", "legacy", "rfb")
#: No clock, socket, file, thread or process in what is pure; numpy is arithmetic.
IMPURE = {"asyncio", "concurrent", "datetime", "io", "multiprocessing", "os", "pathlib", "random", "shutil", "signal"}
IMPURE |= {"socket", "ssl", "subprocess", "tempfile", "threading", "time"}
OUTWARD = {"concurrent", "multiprocessing", "subprocess", "threading"}
#: Packages from outside, by room.
OUTSIDE: dict[str, set[str]] = {
    **{room: {"numpy"} for room in (*PURE, "services")},
    "ui": {"PySide6", "numpy"},
    "backends": {"libvirt", "pytsk3", "jeepney", "keyring", "cattrs", "numpy"},
    **{room: {"PySide6.QtCore"} for room in ("problems", "words", "translation", "cli", "cli_import")},
    "app": {"PySide6", "qasync"},
}
NO_NAME = {"utils", "helpers", "common", "manager", "base"}
#: Call -> why not.
NO_CALL = {
    "exec": "a nested loop kills other tasks: use open()",
    "exec_": "a nested loop kills other tasks: use open()",
    "processEvents": "a nested loop: await instead",
    "showMessage": "is lost on several desktops: backends/desktop.py notifies",
}
NO_STATIC = {
    "QMessageBox": {"about", "critical", "information", "question", "warning"},
    "QFileDialog": {"getExistingDirectory", "getOpenFileName", "getOpenFileNames", "getSaveFileName"},
    "QInputDialog": {"getDouble", "getInt", "getItem", "getMultiLineText", "getText"},
}


def _imports(tree: ast.AST, package: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of everything imported; ``package`` holds the file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            up = package[: len(package) - node.level + 1] if node.level else ()
            start = ".".join((*up, *([node.module] if node.module else [])))
            yield from ((node.lineno, f"{start}.{alias.name}") for alias in node.names)


def _import_complaint(room: str, name: str) -> str:
    """Why ``room`` may not import ``name``; empty when it may."""
    top, *rest = name.split(".")
    if top == "vmgui":
        other = rest[0] if rest else "vmgui"
        # "from vmgui import __version__" names no room
        known = other in INSIDE or other in JOINERS
        return other if room in INSIDE and known and other != room and other not in INSIDE[room] else ""
    if top in sys.stdlib_module_names:
        forbidden = IMPURE if room in PURE else set() if room == "backends" else OUTWARD
        return top if top in forbidden else ""
    allowed = OUTSIDE.get(room, set())
    return "" if top in allowed or ".".join(name.split(".")[:2]) in allowed else top


def _call_complaint(node: ast.Call) -> str:
    if not isinstance(node.func, ast.Attribute):
        return ""
    owner = node.func.value.id if isinstance(node.func.value, ast.Name) else ""
    if node.func.attr in NO_STATIC.get(owner, ()):
        return f"{owner}.{node.func.attr}() is a nested loop: use open()"
    if node.func.attr == "to_thread":
        return "asyncio.to_thread keeps the program from ending: a thread with a deadline (backends/lanes.py)"
    return NO_CALL.get(node.func.attr, "")


def _undocumented(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Public modules and classes, and public functions of modules, say what they are for."""
    if tree.body and not ast.get_docstring(tree):
        yield 1, "the module has no docstring"
    for node in tree.body:
        if not isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        if not node.name.startswith("_") and not ast.get_docstring(node):
            yield node.lineno, f"{node.name} has no docstring"


def complaints(root: Path) -> Iterator[str]:
    """All breaches of the rules below ``root``, which stands for vmgui/."""
    for path in sorted(root.rglob("*.py")):
        place = path.relative_to(root)
        room = place.parts[0].removesuffix(".py")
        tree = ast.parse(path.read_text())
        if room not in INSIDE and room not in JOINERS:
            yield f"{place}: no such room"
            continue
        if path.stem in NO_NAME:
            yield f"{place}: a name that says nothing"
        package = ("vmgui", *place.parts[:-1])
        for line, name in _imports(tree, package):
            if why := _import_complaint(room, name):
                yield f"{place}:{line}: {room} imports {why}"
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and (why := _call_complaint(node)):
                yield f"{place}:{node.lineno}: {why}"
        yield from (f"{place}:{line}: {why}" for line, why in _undocumented(tree))


def test_the_house_is_in_order() -> None:
    assert list(complaints(HOUSE)) == []


@pytest.mark.parametrize(
    ("where", "text", "breaches"),
    [
        ("model/a.py", "import PySide6.QtCore", 1),
        ("model/a.py", "from vmgui.services import jobs", 1),
        ("model/a.py", "from ..errors import Problem", 0),
        ("model/a.py", "from ..ui import x", 1),
        ("model/a.py", "from .. import backends", 1),
        ("model/a.py", "from vmgui import backends", 1),
        ("model/a.py", "from . import office", 0),
        ("model/a.py", "import os.path", 1),
        ("model/a.py", "def f():\n    import time", 2),
        ("legacy/a.py", "from vmgui.model.hardware import X", 0),
        ("rfb/a.py", "from vmgui.errors import X", 1),
        ("rfb/a.py", "import numpy, zlib", 0),
        ("services/a.py", "import asyncio", 0),
        ("services/a.py", "import threading", 1),
        ("services/a.py", "import libvirt", 1),
        ("services/a.py", "from PySide6.QtCore import QObject", 1),
        ("backends/a.py", "import libvirt, subprocess, threading", 0),
        ("backends/a.py", "from vmgui.services.outside import X", 1),
        ("backends/a.py", "import asyncio\nasyncio.to_thread(print)", 1),
        ("backends/utils.py", "", 1),
        ("ui/a.py", "if True:\n    from vmgui.backends import sources", 1),
        ("ui/a.py", "dialog.exec()", 1),
        ("ui/a.py", "dialog.open()", 0),
        ("ui/a.py", "QMessageBox.warning(None, '', '')", 1),
        ("ui/a.py", "QFileDialog.getOpenFileName()", 1),
        ("ui/a.py", "tray.showMessage('')", 1),
        ("ui/a.py", "app.processEvents()", 1),
        ("ui/a.py", "import subprocess", 1),
        ("problems.py", "from PySide6.QtCore import QObject", 0),
        ("problems.py", "from PySide6.QtWidgets import QWidget", 1),
        ("cli.py", "from PySide6.QtWidgets import QWidget", 1),
        ("cli.py", "from vmgui.backends import sources", 0),
        ("app.py", "import libvirt", 1),
        ("app.py", "import subprocess", 1),
        ("model/a.py", "class Thing: ...", 1),
        ("model/a.py", "def _own(): ...", 0),
        ("junk/a.py", "x = 1", 1),
    ],
)
def test_a_breach_is_found(tmp_path: Path, where: str, text: str, breaches: int) -> None:
    path = tmp_path / where
    path.parent.mkdir(exist_ok=True)
    path.write_text(f'"""Said."""\n{text}\n')
    found = list(complaints(tmp_path))
    assert len(found) == breaches, found


def test_a_silent_module_is_found(tmp_path: Path) -> None:
    (tmp_path / "paths.py").write_text("x = 1\n")
    assert list(complaints(tmp_path)) == ["paths.py:1: the module has no docstring"]
