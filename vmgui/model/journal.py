"""What a job writes down of itself."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a journal: ``what`` is a step's name (with the bytes done) or how the job ended."""

    what: str
    done: int = 0
    problem: str = ""
    facts: dict[str, str | int] = field(default_factory=dict)
    #: When it was written down, UTC, as ``2026-01-31T12:00:00Z``; the store fills it in.
    when: str = ""
