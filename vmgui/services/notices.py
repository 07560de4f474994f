"""News for a user who may not be looking.

The window shows all news in itself, to be read later; what comes while it is not in front is told by the desktop too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from vmgui.services.outside import Desktop


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that needs to be known.  ``clicked`` shows what it is about."""

    title: str
    text: str
    urgent: bool
    clicked: Callable[[], None]


class Notices:
    """Sends notices to the desktop while the window is not in front."""

    def __init__(self, desktop: Desktop, in_front: Callable[[], bool]) -> None:
        self._desktop = desktop
        self._in_front = in_front

    async def tell(self, notice: Notice) -> None:
        """On a desktop without notifications the window's own message is all there is."""
        if not self._in_front():
            await self._desktop.notify(notice.title, notice.text, urgent=notice.urgent, clicked=notice.clicked)
