"""The user's desktop: notifications over D-Bus (Desktop Notifications Specification 1.2).

Not by Qt: its ``showMessage`` is silently lost where there is no tray, and QtDBus cannot marshal the unsigned
integers that the server wants.  jeepney comes with keyring.
"""

from __future__ import annotations

import asyncio
import html
import inspect
import logging
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, suppress
from typing import Any

from jeepney import DBusAddress, DBusErrorResponse, MatchRule, MessageType, message_bus, new_method_call
from jeepney.io.asyncio import DBusRouter, Proxy, open_dbus_router
from jeepney.io.common import RouterClosed

from vmgui.paths import APP_ID

log = logging.getLogger(__name__)

_NAME = "org.freedesktop.Notifications"
_PATH = "/org/freedesktop/Notifications"
_SERVER = DBusAddress(_PATH, bus_name=_NAME, interface=_NAME)
_DEADLINE = 5.0
_URGENCY_NORMAL, _URGENCY_CRITICAL = 1, 2
#: What a missing, dying or refusing bus or server raises.
_FAILURES = (OSError, EOFError, RuntimeError, LookupError, ValueError, TimeoutError, RouterClosed, DBusErrorResponse)

Clicked = Callable[[], Awaitable[None] | None]


class DesktopNotifications:
    """One D-Bus connection, opened with the first notification and again when it was lost."""

    def __init__(self) -> None:
        self._line: AsyncExitStack | None = None
        self._router: DBusRouter | None = None
        self._listener: asyncio.Task[None] | None = None
        self._capabilities: frozenset[str] = frozenset()
        self._clicked: dict[int, Clicked] = {}
        self._opening = asyncio.Lock()

    async def notify(self, title: str, text: str, *, urgent: bool, clicked: Clicked) -> bool:
        """Shows a notification; False when nobody on this desktop shows them."""
        try:
            async with asyncio.timeout(_DEADLINE), self._opening:
                router = await self._opened()
                number = await self._send(router, title, text, urgent)
        except _FAILURES as error:
            log.info("no desktop notifications: %r", error)
            await self.close()
            return False
        self._clicked[number] = clicked
        return True

    async def close(self) -> None:
        """Lets the bus go."""
        if self._listener is not None:
            self._listener.cancel()
            with suppress(asyncio.CancelledError, *_FAILURES):
                await self._listener
        if self._line is not None:
            with suppress(*_FAILURES):
                await self._line.aclose()
        self._line = self._router = self._listener = None

    async def _opened(self) -> DBusRouter:
        if self._router is not None and self._listener is not None and not self._listener.done():
            return self._router
        await self.close()
        line = AsyncExitStack()
        router = await line.enter_async_context(open_dbus_router(bus="SESSION"))
        self._line, self._router = line, router
        rule = MatchRule(type="signal", interface=_NAME, path=_PATH)
        await Proxy(message_bus, router).AddMatch(rule)
        self._listener = asyncio.create_task(self._listen(router, rule), name="notification clicks")
        reply = await router.send_and_get_reply(new_method_call(_SERVER, "GetCapabilities"))
        self._capabilities = frozenset(_body(reply)[0])
        return router

    async def _send(self, router: DBusRouter, title: str, text: str, urgent: bool) -> int:
        hints = {
            "desktop-entry": ("s", APP_ID),
            "urgency": ("y", _URGENCY_CRITICAL if urgent else _URGENCY_NORMAL),
        }
        actions = ["default", title] if "actions" in self._capabilities else []
        body = html.escape(text, quote=False) if "body-markup" in self._capabilities else text
        message = new_method_call(
            _SERVER, "Notify", "susssasa{sv}i", ("vmgui", 0, APP_ID, title, body, actions, hints, -1)
        )
        return int(_body(await router.send_and_get_reply(message))[0])

    async def _listen(self, router: DBusRouter, rule: MatchRule) -> None:
        with router.filter(rule, bufsize=100) as queue:
            while True:
                signal = await queue.get()
                member, number = signal.header.fields[3], signal.body[0]  # 3: MEMBER (D-Bus specification)
                if member == "NotificationClosed":
                    self._clicked.pop(number, None)
                elif member == "ActionInvoked" and number in self._clicked:
                    answer = self._clicked[number]()
                    if inspect.isawaitable(answer):
                        await answer


def _body(reply: Any) -> Any:
    """The reply's values; the server's refusal as an exception."""
    if reply.header.message_type is MessageType.error:
        raise DBusErrorResponse(reply)
    return reply.body
