"""What stands on a guest's screen: as a picture, and as text where it is a text screen."""

from __future__ import annotations

import struct
import zlib

import numpy as np

from vmgui.errors import Problem
from vmgui.model.textscreen import Picture, find_text
from vmgui.services.outside import HostLink

_VIDEO_MEMORY = 0xB8000
_VIDEO_BYTES = 32 << 10
#: A screen is never larger (16384 x 16384 RGB is refused before anything is allocated).
_LIMIT = 64 << 20
_CHANNELS = {0: 1, 2: 3, 6: 4}


async def screen_text(link: HostLink, uuid: str) -> list[str]:
    """The lines of a text screen; Problem ``screen.graphics`` when it shows graphics, ``screen.off`` without a screen."""
    guest = await link.guest(uuid)
    if guest is None or not guest.state.active:
        raise Problem("screen.off", name=guest.name if guest else uuid)
    picture = read_picture(await link.screenshot(uuid))
    lines = find_text(await link.peek(uuid, _VIDEO_MEMORY, _VIDEO_BYTES), picture)
    if lines is None:
        raise Problem("screen.graphics", name=guest.name)
    return lines


def read_picture(data: bytes) -> Picture:
    """A screenshot as (height, width, 3): PNG or binary PPM, which is what hypervisors give."""
    try:
        return _read_png(data) if data.startswith(b"\x89PNG") else _read_ppm(data)
    except (ValueError, IndexError, struct.error, zlib.error, KeyError) as error:
        raise Problem("screen.bad-picture", detail=str(error)) from error


def _read_ppm(data: bytes) -> Picture:
    magic, width, height, depth, pixels = data.split(maxsplit=4)[:5] if data[:2] == b"P6" else (b"", 0, 0, 0, b"")
    if magic != b"P6" or depth != b"255":
        raise ValueError("neither PNG nor PPM")
    # The one white space after the depth is part of the head; split() may have eaten pixels that look like more.
    size = int(width) * int(height) * 3
    if not 0 < size <= _LIMIT or len(data) < size:
        raise ValueError("a picture of this size cannot be")
    del pixels
    return np.frombuffer(data[len(data) - size :], np.uint8).reshape(int(height), int(width), 3)


def _read_png(data: bytes) -> Picture:
    """An 8-bit PNG without interlace (PNG specification, parts 5, 9 and 11)."""
    at, packed, head = 8, b"", b""
    while at < len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + length]
        head = body if kind == b"IHDR" else head
        packed += body if kind == b"IDAT" else b""
        at += 12 + length
    width, height, bits, colour, _, _, interlace = struct.unpack(">IIBBBBB", head)
    channels = _CHANNELS[colour]
    stride = width * channels
    if bits != 8 or interlace or not 0 < stride * height <= _LIMIT:
        raise ValueError("a PNG of another kind")
    raw = zlib.decompressobj().decompress(packed, (stride + 1) * height)
    rows = np.frombuffer(raw, np.uint8).reshape(height, stride + 1)
    pixels = _unfilter(rows, channels).reshape(height, width, channels)
    return np.repeat(pixels, 3, axis=2) if channels == 1 else pixels[:, :, :3]


def _unfilter(rows: Picture, step: int) -> Picture:
    """Takes the row filters back: each byte was stored as its difference to its left, upper or mixed neighbours."""
    done = np.zeros((rows.shape[0] + 1, rows.shape[1] - 1), np.uint8)
    for number, row in enumerate(rows):
        kind, line, above = int(row[0]), row[1:], done[number]
        if kind == 0:
            done[number + 1] = line
        elif kind == 1:
            summed = np.cumsum(line.reshape(-1, step), axis=0, dtype=np.uint64)
            done[number + 1] = (summed & 0xFF).astype(np.uint8).reshape(-1)
        elif kind == 2:
            done[number + 1] = line + above
        else:
            done[number + 1] = _slow_row(kind, line, above, step)
    return done[1:]


def _slow_row(kind: int, line: Picture, above: Picture, step: int) -> Picture:
    """Average and Paeth: each byte needs the one before it."""
    out = [0] * step + [0] * len(line)
    up = [0] * step + above.tolist()
    for index, value in enumerate(line.tolist()):
        left, over, corner = out[index], up[index + step], up[index]
        out[index + step] = (value + ((left + over) // 2 if kind == 3 else _paeth(left, over, corner))) & 0xFF
    return np.array(out[step:], np.uint8)


def _paeth(left: int, over: int, corner: int) -> int:
    guess = left + over - corner
    return min((left, over, corner), key=lambda near: abs(guess - near))
