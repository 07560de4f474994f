"""Every failure, finding and doubt that the source can name has its sentences, filled by the facts given there."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter

import pytest

from vmgui.problems import TABLE
from vmgui.words import DOUBTS, FINDINGS

HOUSE = Path(__file__).parent.parent / "vmgui"
SENTENCES = {"problems.py", "words.py"}

PROBLEMS = {code: row[:3] for code, row in TABLE.items()}
ALL: list[tuple[str, Mapping[str, tuple[str, ...]]]] = [
    ("Problem", PROBLEMS),
    ("Finding", FINDINGS),
    ("Doubt", {name: (text,) for name, text in DOUBTS.items()}),
]


def placeholders(sentences: tuple[str, ...]) -> set[str]:
    return {name for text in sentences for _, name, _, _ in Formatter().parse(text) if name}


def _facts(call: ast.Call) -> set[str] | None:
    """Names of the facts given in a call; None where only a run can tell."""
    if any(keyword.arg is None for keyword in call.keywords):
        return None
    tables = [argument for argument in call.args[1:] if isinstance(argument, ast.Dict)]
    if not tables:
        return {keyword.arg or "" for keyword in call.keywords} if len(call.args) == 1 else None
    keys = [key.value for key in tables[0].keys if isinstance(key, ast.Constant)]
    return set(map(str, keys)) if len(keys) == len(tables[0].keys) else None


def _ids(argument: ast.expr) -> list[str]:
    """The ids an expression can stand for, as far as they are written there."""
    if isinstance(argument, ast.IfExp):
        return [*_ids(argument.body), *_ids(argument.orelse)]
    return [argument.value] if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else []


def unsaid(source: str, kind: str, rows: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """What is wrong with the ``kind(id, ...)`` calls in a source text."""
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == kind and node.args):
            continue
        for name in _ids(node.args[0]):
            facts = _facts(node)
            if name not in rows:
                yield f"{node.lineno}: {name} has no sentences"
            elif facts is not None and (missing := placeholders(rows[name]) - facts):
                yield f"{node.lineno}: {name} is not told {sorted(missing)}"


def _sources() -> Iterator[Path]:
    return (path for path in sorted(HOUSE.rglob("*.py")) if path.name not in SENTENCES)


@pytest.mark.parametrize(("kind", "rows"), ALL)
def test_all_that_is_named_is_said(kind: str, rows: Mapping[str, tuple[str, ...]]) -> None:
    found = [f"{path.name}:{words}" for path in _sources() for words in unsaid(path.read_text(), kind, rows)]
    assert found == []


@pytest.mark.parametrize(("kind", "rows"), ALL)
def test_all_that_is_said_is_named(kind: str, rows: Mapping[str, tuple[str, ...]]) -> None:
    texts = {
        node.value
        for path in _sources()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert sorted(set(rows) - texts) == [], f"sentences of a {kind} nobody names"


@pytest.mark.parametrize(("kind", "rows"), ALL)
def test_rows_are_sorted_and_whole(kind: str, rows: Mapping[str, tuple[str, ...]]) -> None:
    assert list(rows) == sorted(rows), kind
    assert [name for name, sentences in rows.items() if not all(sentences)] == []


@pytest.mark.parametrize(
    ("source", "wrong"),
    [
        ("Problem('a.b', x=1)", 0),
        ("Problem('a.b', **facts)", 0),
        ("Problem('a.b')", 1),
        ("Problem('a.c', x=1)", 1),
        ("Problem('a.c' if odd else 'a.d')", 2),
        ("Problem(code)", 0),
        ("Problem('a.b', {'x': 1})", 0),
        ("Problem('a.b', {'y': 1})", 1),
    ],
)
def test_a_gap_is_found(source: str, wrong: int) -> None:
    assert len(list(unsaid(source, "Problem", {"a.b": ("The {x}.",)}))) == wrong
