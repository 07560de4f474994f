"""The one table from a Problem's code to its sentences, for window and terminal alike.

Each row: headline (what did not happen), cause (why), remedy (what to do now), and the id of a Fix the
window offers as a button, if there is one.  ``{name}`` is filled from the Problem's facts.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from vmgui.errors import Problem
from vmgui.translation import QT_TRANSLATE_NOOP

_CONTEXT = "problems"


@dataclass(frozen=True, slots=True)
class Wording:
    """A problem, said."""

    headline: str
    cause: str
    remedy: str
    fix: str = ""


#: code -> (headline, cause, remedy, fix id).  Rows stay sorted by code.
TABLE: dict[str, tuple[str, str, str, str]] = {
    "source.missing": (
        QT_TRANSLATE_NOOP("problems", "The disk could not be read."),
        QT_TRANSLATE_NOOP("problems", "There is no file {path}."),
        QT_TRANSLATE_NOOP("problems", "Check the name, plug the disk in again, or choose another file."),
        "",
    ),
    "unexpected": (
        QT_TRANSLATE_NOOP("problems", "Something went wrong inside vmgui."),
        QT_TRANSLATE_NOOP("problems", "This is a defect of the program, not a mistake of yours; the machines go on."),
        QT_TRANSLATE_NOOP("problems", "Try again; if it comes back, send the report to the person who helps you."),
        "",
    ),
}


def wording(problem: Problem) -> Wording:
    """The sentences of a problem in the user's language.

    An unknown code is a defect of ours; it is said plainly rather than hidden.
    """
    row = TABLE.get(problem.code)
    if row is None:
        raise KeyError(f"no wording for {problem.code}")
    headline, cause, remedy = (QCoreApplication.translate(_CONTEXT, text).format(**problem.facts) for text in row[:3])
    return Wording(headline, cause, remedy, row[3])
