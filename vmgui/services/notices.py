"""News for a user who may not be looking: on the desktop when the window is not in front, else in the window."""

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
    """Chooses the place for a notice.

    The window gets it always (it is there to be read later); the desktop only when the window is not in front.
    """

    def __init__(self, desktop: Desktop, in_front: Callable[[], bool], show: Callable[[Notice], None]) -> None:
        self._desktop = desktop
        self._in_front = in_front
        self._show = show

    async def tell(self, notice: Notice) -> None:
        """Shows the notice; on a desktop without notifications the window's own message is all there is."""
        self._show(notice)
        if not self._in_front():
            await self._desktop.notify(notice.title, notice.text, urgent=notice.urgent, clicked=notice.clicked)
