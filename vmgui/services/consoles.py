"""A guest's screen and keyboard, kept connected.

The console follows its guest: while the guest runs there is a connection; when it breaks, the next one is tried after
a moment; when the guest is off nothing is tried.  Only a console that is looked at asks for updates.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from vmgui.errors import Problem
from vmgui.rfb.client import (
    Client,
    CursorShape,
    Painted,
    Pixels,
    PointerMode,
    Ready,
    Resized,
    UpdateBegins,
)
from vmgui.rfb.errors import RfbError

#: Seconds between wakes of a QEMU that would look at the screen only every 3 s when idle.
_WAKE = 0.25
#: Seconds between questions for a pixel that must be answered, and seconds after which the server counts as stuck.
_PING, _STUCK = 5.0, 10.0
_RETRY = 1.0
_BUFFER = 256 << 10


class Line(StrEnum):
    """How a console stands."""

    CONNECTING = "connecting"
    CONNECTED = "connected"
    STUCK = "stuck"  # connected, but the server does not answer
    LOST = "lost"  # ``problem`` says why; tried again in a moment


@dataclass(frozen=True, slots=True)
class LineState:
    """A console's line with the reason when it is lost."""

    line: Line
    problem: Problem | None = None


class Viewer(Protocol):
    """Who looks at a console; told on the loop."""

    def line_changed(self, state: LineState) -> None: ...

    def resized(self, framebuffer: Pixels) -> None:
        """A new framebuffer: keep it instead of the old one."""

    def painted(self, x: int, y: int, width: int, height: int) -> None: ...

    def cursor_changed(self, shape: CursorShape) -> None: ...

    def pointer_mode(self, *, absolute: bool) -> None: ...


class Console:
    """One guest's console.  ``dial`` gives a connected socket, or raises Problem."""

    def __init__(self, dial: Callable[[], Awaitable[socket.socket]], viewer: Viewer) -> None:
        self._dial = dial
        self._viewer = viewer
        self._client: Client | None = None
        self._transport: asyncio.Transport | None = None
        self._visible = True
        self._asked = False
        self._heard = 0.0
        self._task: asyncio.Task[None] | None = None

    # -- life ----------------------------------------------------------------------------------------------------

    def open(self) -> None:
        """Begins to connect; goes on until :meth:`close`."""
        if self._task is None:
            self._task = asyncio.create_task(self._keep(), name="console")

    async def close(self) -> None:
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    def set_visible(self, visible: bool) -> None:
        """A console nobody looks at asks for nothing, so that QEMU encodes nothing."""
        self._visible = visible
        if visible and self._client is not None and self._client.ready:
            self._ask(incremental=False)

    # -- what the user does --------------------------------------------------------------------------------------

    def key(self, scancode: int, keysym: int, *, down: bool) -> None:
        """A key; nothing while there is no connection."""
        if self._client is not None and self._client.ready:
            self._client.key(scancode, keysym, down=down)
            self._flush()

    def pointer(self, x: int, y: int, buttons: int) -> None:
        """A position, or a movement in relative mode."""
        if self._client is not None and self._client.ready:
            self._client.pointer(x, y, buttons)
            self._flush()

    # -- the connection ------------------------------------------------------------------------------------------

    async def _keep(self) -> None:
        while True:
            self._viewer.line_changed(LineState(Line.CONNECTING))
            try:
                await self._session()
            except Problem as problem:
                self._viewer.line_changed(LineState(Line.LOST, problem))
            except (OSError, RfbError) as error:
                self._viewer.line_changed(LineState(Line.LOST, Problem("console.broken", detail=str(error))))
            await asyncio.sleep(_RETRY)

    async def _session(self) -> None:
        """One connection, to its end; always ends by an exception."""
        line = await self._dial()
        line.setblocking(False)
        loop = asyncio.get_running_loop()
        ended: asyncio.Future[None] = loop.create_future()
        self._client = Client()
        self._asked = False
        self._heard = loop.time()
        transport, _ = await loop.create_connection(lambda: _Wire(self._received, ended), sock=line)
        self._transport = transport
        pulse = asyncio.create_task(self._pulse(ended), name="console pulse")
        try:
            await ended
            raise Problem("console.broken", detail="the connection was closed")
        finally:
            pulse.cancel()
            self._client = self._transport = None
            transport.abort()
            with suppress(asyncio.CancelledError):
                await pulse

    def _received(self, data: memoryview) -> None:
        client = self._client
        if client is None:
            return
        self._heard = asyncio.get_running_loop().time()
        for event in client.receive(data):
            match event:
                case Ready():
                    self._viewer.line_changed(LineState(Line.CONNECTED))
                    self._ask(incremental=False)
                case Resized():
                    self._viewer.resized(client.framebuffer)
                    if client.ready:
                        self._ask(incremental=False)
                case UpdateBegins():
                    self._asked = False
                    self._ask()
                case Painted(x, y, width, height):
                    self._viewer.painted(x, y, width, height)
                case CursorShape():
                    self._viewer.cursor_changed(event)
                case PointerMode(absolute):
                    self._viewer.pointer_mode(absolute=absolute)
                case _:
                    pass
        self._flush()

    def _ask(self, *, incremental: bool = True) -> None:
        """At most one question is open; the next goes out when its answer begins."""
        if self._client is not None and self._visible and not (self._asked and incremental):
            self._client.request_update(incremental=incremental)
            self._asked = True
            self._flush()

    def _flush(self) -> None:
        if self._client is not None and self._transport is not None and (data := self._client.data_to_send()):
            self._transport.write(data)

    async def _pulse(self, ended: asyncio.Future[None]) -> None:
        """Wakes an idle QEMU, and asks for a pixel now and then to know that the server lives."""
        loop = asyncio.get_running_loop()
        asked = loop.time()
        stuck = False
        while True:
            await asyncio.sleep(_WAKE)
            client, now = self._client, loop.time()
            if client is None or not self._visible:
                self._heard = asked = now
                continue
            if client.ready:
                client.wake()
                if now - asked > _PING:
                    asked = now
                    client.request_update(incremental=False, area=(0, 0, 16, 1))
                self._flush()
            silent = now - self._heard > _STUCK
            if silent and not client.ready:
                ended.set_exception(Problem("console.no-answer"))
                return
            if silent != stuck:
                stuck = silent
                self._viewer.line_changed(LineState(Line.STUCK if stuck else Line.CONNECTED))


class _Wire(asyncio.BufferedProtocol):
    """Hands bytes on; the end of the connection, or of our patience with the server, goes to ``ended``."""

    def __init__(self, received: Callable[[memoryview], None], ended: asyncio.Future[None]) -> None:
        self._received = received
        self._ended = ended
        self._buffer = bytearray(_BUFFER)

    def get_buffer(self, sizehint: int) -> bytearray:
        return self._buffer

    def buffer_updated(self, nbytes: int) -> None:
        try:
            self._received(memoryview(self._buffer)[:nbytes])
        except RfbError as error:
            self._end(error)

    def connection_lost(self, exc: Exception | None) -> None:
        self._end(exc)

    def _end(self, error: Exception | None) -> None:
        if self._ended.done():
            return
        if error is None:
            self._ended.set_result(None)
        else:
            self._ended.set_exception(error)
