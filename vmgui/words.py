"""Sentences of findings and doubts, for window and terminal alike (QtCore's translate, no widgets).

Each finding: consequence (what happens if nothing is done), fix (what we do), undo (how it is taken back).
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from vmgui.legacy.report import Doubt, Finding
from vmgui.translation import QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True)
class FindingWords:
    """A finding, said.  ``fix`` is empty when there is none of ours."""

    consequence: str
    fix: str
    undo: str


#: rule id -> (consequence, fix, undo)
FINDINGS: dict[str, tuple[str, str, str]] = {
    "MEM-1": (
        QT_TRANSLATE_NOOP("findings", "This Windows does not start with more than {limit} MB of memory."),
        QT_TRANSLATE_NOOP("findings", "The new machine gets {memory} MB."),
        QT_TRANSLATE_NOOP("findings", "Change the memory of the virtual machine; the disk is not touched."),
    ),
}

#: doubt id -> sentence
DOUBTS: dict[str, str] = {}


def finding_words(finding: Finding) -> FindingWords:
    """The sentences of one finding in the user's language."""
    texts = (QCoreApplication.translate("findings", text).format(**finding.facts) for text in FINDINGS[finding.id])
    return FindingWords(*texts)


def doubt_words(doubt: Doubt) -> str:
    """The sentence of one doubt in the user's language."""
    return QCoreApplication.translate("doubts", DOUBTS[doubt.id]).format(**doubt.facts)
