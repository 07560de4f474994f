"""What went wrong, as a value: a stable code and its parameters, no sentences.

The sentences are in :mod:`vmgui.problems`, one for each code.
"""

from __future__ import annotations


class Problem(Exception):
    """A failure the user can do something about.

    ``code`` is stable and dotted (``source.missing``); ``facts`` fill the
    placeholders of its sentences.  Facts never hold a secret.
    """

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts: dict[str, str | int] = facts

    def __str__(self) -> str:
        return " ".join([self.code, *(f"{key}={value}" for key, value in self.facts.items())])
