"""A VNC client, sans-I/O (RFC 6143; rfbproto's registry for the extensions).

Feed what came from the server to :meth:`Client.receive`, which answers events; send what :meth:`Client.data_to_send`
gives.  The parser is a generator that asks for a number of bytes, so input may be cut anywhere.  Sizes are checked
before anything is allocated; whatever is not allowed raises :class:`RfbError`, after which the client is of no use.
"""

from __future__ import annotations

import struct
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from vmgui.rfb import vncauth
from vmgui.rfb.errors import RfbError

#: (height, width) of 0x00RRGGBB.
Pixels = npt.NDArray[np.uint32]

MAX_SIDE = 16384
MAX_PIXELS = 64 << 20
MAX_TEXT = 1 << 20
MAX_RECTANGLES = 65535
#: The cursor is a small picture.
MAX_CURSOR_SIDE = 1024

_COLOUR = np.uint32(0x00FFFFFF)


class Encoding(IntEnum):
    """Encodings and pseudo-encodings we ask for."""

    RAW = 0
    COPY_RECT = 1
    DESKTOP_SIZE = -223
    LAST_RECT = -224
    CURSOR = -239
    QEMU_POINTER_MOTION = -257
    QEMU_EXTENDED_KEY = -258
    DESKTOP_NAME = -307


#: For a local line: the server's work counts more than bytes.
LOCAL_ENCODINGS: tuple[int, ...] = (
    Encoding.RAW,
    Encoding.COPY_RECT,
    Encoding.DESKTOP_SIZE,
    Encoding.LAST_RECT,
    Encoding.CURSOR,
    Encoding.QEMU_POINTER_MOTION,
    Encoding.QEMU_EXTENDED_KEY,
    Encoding.DESKTOP_NAME,
)


@dataclass(frozen=True, slots=True)
class Ready:
    """The handshake is over."""

    name: str


@dataclass(frozen=True, slots=True)
class Resized:
    """There is a new framebuffer, all black."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class UpdateBegins:
    """An update's header has come: the moment to ask for the next one."""


@dataclass(frozen=True, slots=True)
class Painted:
    """An update is complete; the box has all its changes."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class CursorShape:
    """The guest's cursor: (height, width) of 0xAARRGGBB."""

    hot_x: int
    hot_y: int
    pixels: Pixels


@dataclass(frozen=True, slots=True)
class PointerMode:
    """Whether pointer positions are absolute (a tablet) or movements (a mouse)."""

    absolute: bool


@dataclass(frozen=True, slots=True)
class Bell:
    """The guest beeped."""


@dataclass(frozen=True, slots=True)
class ServerText:
    """The server's clipboard."""

    text: str


@dataclass(frozen=True, slots=True)
class Renamed:
    """The desktop has another name."""

    name: str


Event = Ready | Resized | UpdateBegins | Painted | CursorShape | PointerMode | Bell | ServerText | Renamed
_Reader = Generator[int, bytes, None]


class Client:
    """One connection.  ``password`` answers VNC authentication."""

    def __init__(self, password: str = "", encodings: Sequence[int] = LOCAL_ENCODINGS) -> None:
        self.framebuffer: Pixels = np.zeros((0, 0), np.uint32)
        self.ready = False
        self.extended_keys = False
        self.absolute_pointer = True
        self.name = ""
        self._password = password
        self._encodings = tuple(encodings)
        self._input = bytearray()
        self._output = bytearray()
        self._events: list[Event] = []
        self._parser = self._session()
        self._wanted = next(self._parser)

    # -- bytes in and out ----------------------------------------------------------------------------------------

    def receive(self, data: bytes | bytearray | memoryview) -> list[Event]:
        """What the server's bytes mean."""
        self._input += data
        at = 0
        with memoryview(self._input) as view:
            while len(view) - at >= self._wanted:
                piece = bytes(view[at : at + self._wanted])
                at += self._wanted
                try:
                    self._wanted = self._parser.send(piece)
                except StopIteration:
                    raise RfbError("the session is over") from None
        del self._input[:at]
        events, self._events = self._events, []
        return events

    def data_to_send(self) -> bytes:
        """What is to go to the server; empty when nothing is."""
        data = bytes(self._output)
        self._output.clear()
        return data

    # -- what the user does --------------------------------------------------------------------------------------

    @property
    def width(self) -> int:
        return int(self.framebuffer.shape[1])

    @property
    def height(self) -> int:
        return int(self.framebuffer.shape[0])

    def request_update(self, *, incremental: bool = True, area: tuple[int, int, int, int] | None = None) -> None:
        """Asks for what has changed since the last update, or for all of it; ``area`` is x, y, width, height."""
        self._output += struct.pack(">BBHHHH", 3, incremental, *(area or (0, 0, self.width, self.height)))

    def key(self, scancode: int, keysym: int, *, down: bool) -> None:
        """A key by its XT scan code (extended ones with bit 7 set), or by ``keysym`` where the server takes no codes."""
        if self.extended_keys and scancode:
            self._output += struct.pack(">BBHII", 255, 0, down, keysym, scancode)
        elif keysym:
            self._output += struct.pack(">BBxxI", 4, down, keysym)

    def pointer(self, x: int, y: int, buttons: int) -> None:
        """Absolute position, or in relative mode the movement; ``buttons`` bit 0 is the left one."""
        if not self.absolute_pointer:
            x, y = (max(0, min(0xFFFE, 0x7FFF + step)) for step in (x, y))
        self._output += struct.pack(">BBHH", 5, buttons, max(0, min(x, 0xFFFF)), max(0, min(y, 0xFFFF)))

    def wake(self) -> None:
        """Makes an idle QEMU look at the screen now: the release of a key that is not down changes nothing else.

        QEMU looks up to 3 s late otherwise; any message of a higher type than 3 resets that (ui/vnc.c).
        """
        if self.extended_keys:
            self._output += struct.pack(">BBHII", 255, 0, 0, 0, 0)

    # -- the session ---------------------------------------------------------------------------------------------

    def _session(self) -> _Reader:
        yield from self._handshake()
        while True:
            kind = (yield 1)[0]
            match kind:
                case 0:
                    yield from self._update()
                case 1:  # colour map entries: we never ask for a palette
                    _, _, count = struct.unpack(">BHH", (yield 5))
                    yield count * 6
                case 2:
                    self._events.append(Bell())
                case 3:
                    yield from self._server_text()
                case _:
                    raise RfbError(f"message of type {kind}")

    def _handshake(self) -> _Reader:
        banner = yield 12
        if not (banner.startswith(b"RFB ") and banner[7:8] == b"." and banner.endswith(b"\n")):
            raise RfbError("not a VNC server")
        version = banner[4:11]
        minor = 8 if version >= b"003.008" else 7 if version == b"003.007" else 3
        self._output += b"RFB 003.%03d\n" % minor
        kind = yield from self._choose_security(minor)
        if kind == 2:
            self._output += vncauth.response(self._password, (yield 16))
        if (kind == 2 or minor == 8) and struct.unpack(">I", (yield 4))[0] != 0:
            raise RfbError("refused: " + ((yield from self._text()) if minor == 8 else "wrong password"))
        self._output += b"\x01"  # others may stay
        width, height = struct.unpack(">HH", (yield 4))
        yield 16  # the server's own pixel format: we set ours
        self.name = yield from self._text()
        self._resize(width, height)
        # 32 bits, depth 24, little endian, true colour, 8 bits each at 16, 8, 0: what QEMU has anyway.
        self._output += struct.pack(">Bxxx", 0) + struct.pack(">BBBBHHHBBBxxx", 32, 24, 0, 1, 255, 255, 255, 16, 8, 0)
        self._output += struct.pack(f">BxH{len(self._encodings)}i", 2, len(self._encodings), *self._encodings)
        self.ready = True
        self._events.append(Ready(self.name))

    def _choose_security(self, minor: int) -> Generator[int, bytes, int]:
        if minor == 3:
            kind = int(struct.unpack(">I", (yield 4))[0])
            if kind == 0:
                raise RfbError("refused: " + (yield from self._text()))
        else:
            count = (yield 1)[0]
            if count == 0:
                raise RfbError("refused: " + (yield from self._text()))
            offered = yield count
            kind = next((kind for kind in (1, 2) if kind in offered), 0)
            if kind:
                self._output.append(kind)
        if kind not in (1, 2):
            raise RfbError("no kind of security we know is offered")
        return kind

    def _text(self) -> Generator[int, bytes, str]:
        length = int(struct.unpack(">I", (yield 4))[0])
        if length > MAX_TEXT:
            raise RfbError(f"a text of {length} bytes")
        return ((yield length) if length else b"").decode("utf-8", "replace")

    def _server_text(self) -> _Reader:
        _, length = struct.unpack(">3sI", (yield 7))
        if length > MAX_TEXT:
            raise RfbError(f"a text of {length} bytes")
        text = (yield length) if length else b""  # before _events is named: receive() replaces it meanwhile
        self._events.append(ServerText(text.decode("latin-1")))

    # -- updates -------------------------------------------------------------------------------------------------

    def _update(self) -> _Reader:
        count = struct.unpack(">xH", (yield 3))[0]
        self._events.append(UpdateBegins())
        box = _Box()
        for _ in range(count):
            x, y, width, height, encoding = struct.unpack(">HHHHi", (yield 12))
            if encoding == Encoding.LAST_RECT:
                break
            yield from self._rectangle(x, y, width, height, encoding, box)
        if box:
            self._events.append(Painted(*box.area))

    def _rectangle(self, x: int, y: int, width: int, height: int, encoding: int, box: _Box) -> _Reader:
        match encoding:
            case Encoding.RAW:
                self._inside(x, y, width, height)
                if width and height:
                    data = yield width * height * 4
                    pixels = np.frombuffer(data, "<u4").reshape(height, width)
                    np.bitwise_and(pixels, _COLOUR, out=self.framebuffer[y : y + height, x : x + width])
                    box.add(x, y, width, height)
            case Encoding.COPY_RECT:
                from_x, from_y = struct.unpack(">HH", (yield 4))
                self._inside(x, y, width, height)
                self._inside(from_x, from_y, width, height)
                source = self.framebuffer[from_y : from_y + height, from_x : from_x + width].copy()
                self.framebuffer[y : y + height, x : x + width] = source
                box.add(x, y, width, height)
            case Encoding.DESKTOP_SIZE:
                box.clear()
                self._resize(width, height)
            case Encoding.CURSOR:
                yield from self._cursor(x, y, width, height)
            case Encoding.QEMU_POINTER_MOTION:
                self.absolute_pointer = x == 1
                self._events.append(PointerMode(self.absolute_pointer))
            case Encoding.QEMU_EXTENDED_KEY:
                self.extended_keys = True
            case Encoding.DESKTOP_NAME:
                self.name = yield from self._text()
                self._events.append(Renamed(self.name))
            case _:
                raise RfbError(f"encoding {encoding} was not asked for")

    def _inside(self, x: int, y: int, width: int, height: int) -> None:
        if x + width > self.width or y + height > self.height:
            raise RfbError(f"{width}x{height} at {x},{y} is outside of {self.width}x{self.height}")

    def _resize(self, width: int, height: int) -> None:
        if not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE and width * height <= MAX_PIXELS):
            raise RfbError(f"a screen of {width}x{height}")
        self.framebuffer = np.zeros((height, width), np.uint32)
        self._events.append(Resized(width, height))

    def _cursor(self, hot_x: int, hot_y: int, width: int, height: int) -> _Reader:
        if width > MAX_CURSOR_SIDE or height > MAX_CURSOR_SIDE:
            raise RfbError(f"a cursor of {width}x{height}")
        if not (width and height):
            self._events.append(CursorShape(0, 0, np.zeros((0, 0), np.uint32)))
            return
        colours = np.frombuffer((yield width * height * 4), "<u4").reshape(height, width)
        stride = (width + 7) // 8
        bits = np.unpackbits(np.frombuffer((yield stride * height), np.uint8).reshape(height, stride), axis=1)
        alpha = bits[:, :width].astype(np.uint32) * np.uint32(0xFF000000)
        self._events.append(CursorShape(hot_x, hot_y, (colours & _COLOUR) | alpha))


class _Box:
    """The smallest box around rectangles; false while there is none."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self._left = self._top = MAX_SIDE
        self._right = self._bottom = 0

    def add(self, x: int, y: int, width: int, height: int) -> None:
        self._left, self._top = min(self._left, x), min(self._top, y)
        self._right, self._bottom = max(self._right, x + width), max(self._bottom, y + height)

    def __bool__(self) -> bool:
        return self._right > self._left and self._bottom > self._top

    @property
    def area(self) -> tuple[int, int, int, int]:
        return self._left, self._top, self._right - self._left, self._bottom - self._top
