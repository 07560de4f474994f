"""The VNC client against scripted servers, wires cut anywhere, and liars."""

from __future__ import annotations

import struct
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vmgui.rfb import client as rfb
from vmgui.rfb import vncauth
from vmgui.rfb.errors import RfbError

WIDTH, HEIGHT = 40, 30


def hello(width: int = WIDTH, height: int = HEIGHT, name: bytes = b"QEMU (test)") -> bytes:
    """A server's side of a handshake without security."""
    return (
        b"RFB 003.008\n\x01\x01"
        + struct.pack(">I", 0)
        + struct.pack(">HH", width, height)
        + bytes(16)
        + struct.pack(">I", len(name))
        + name
    )


def rect(x: int, y: int, width: int, height: int, encoding: int, data: bytes = b"") -> bytes:
    return struct.pack(">HHHHi", x, y, width, height, encoding) + data


def update(*rects: bytes) -> bytes:
    return struct.pack(">BxH", 0, len(rects)) + b"".join(rects)


def raw(x: int, y: int, width: int, height: int, colour: int) -> bytes:
    return rect(x, y, width, height, 0, struct.pack("<I", colour) * (width * height))


CURSOR = rect(1, 2, 9, 3, -239, struct.pack("<I", 0x112233) * 27 + b"\xff\x80" * 3)
WIRE = (
    hello()
    + update(raw(0, 0, WIDTH, HEIGHT, 0xFF0000AA), raw(3, 4, 5, 6, 0x0055AA55))
    + update(rect(20, 20, 5, 6, 1, struct.pack(">HH", 3, 4)))
    + update(rect(0, 0, 0, 0, -258), rect(0, 0, 0, 0, -257), CURSOR)
    + b"\x02"
    + struct.pack(">BxxxI", 3, 5)
    + b"hallo"
    + update(rect(0, 0, 64, 48, -223), raw(0, 0, 64, 48, 0x010203), rect(0, 0, 0, 0, -224))
)


def test_a_whole_session() -> None:
    client = rfb.Client()
    events = client.receive(WIRE)
    assert events[0] == rfb.Resized(WIDTH, HEIGHT)
    assert events[1] == rfb.Ready("QEMU (test)")
    assert rfb.Painted(0, 0, WIDTH, HEIGHT) in events
    assert rfb.Painted(20, 20, 5, 6) in events
    assert rfb.PointerMode(absolute=False) in events
    assert rfb.Bell() in events
    assert rfb.ServerText("hallo") in events
    shape = next(event for event in events if isinstance(event, rfb.CursorShape))
    assert (shape.hot_x, shape.hot_y, shape.pixels.shape) == (1, 2, (3, 9))
    assert shape.pixels[0, 0] == 0xFF112233
    assert events[-1] == rfb.Painted(0, 0, 64, 48)
    assert (client.framebuffer == 0x010203).all()
    assert client.extended_keys
    assert not client.absolute_pointer


def test_the_unused_byte_of_a_pixel_is_masked() -> None:
    client = rfb.Client()
    client.receive(hello() + update(raw(0, 0, WIDTH, HEIGHT, 0xFF0000AA), raw(3, 4, 5, 6, 0x0055AA55)))
    assert client.framebuffer[0, 0] == 0x0000AA
    assert (client.framebuffer[4:10, 3:8] == 0x55AA55).all()


@given(st.lists(st.integers(1, 40), min_size=1))
def test_cut_anywhere(steps: list[int]) -> None:
    whole, cut = rfb.Client(), rfb.Client()
    expected = whole.receive(WIRE)
    events, at, turn = [], 0, 0
    while at < len(WIRE):
        step = steps[turn % len(steps)]
        events += cut.receive(WIRE[at : at + step])
        at, turn = at + step, turn + 1
    assert [type(event) for event in events] == [type(event) for event in expected]
    assert np.array_equal(cut.framebuffer, whole.framebuffer)
    assert cut.data_to_send() == whole.data_to_send()


def test_what_the_client_says() -> None:
    client = rfb.Client()
    client.receive(hello())
    said = client.data_to_send()
    assert said.startswith(b"RFB 003.008\n\x01\x01")
    assert struct.pack(">i", -258) in said
    client.request_update()
    assert client.data_to_send() == struct.pack(">BBHHHH", 3, 1, 0, 0, WIDTH, HEIGHT)
    client.key(0x1E, ord("a"), down=True)
    assert client.data_to_send() == struct.pack(">BBxxI", 4, 1, ord("a"))
    client.receive(update(rect(0, 0, 0, 0, -258)))
    client.key(0x9D, 0xFFE4, down=True)
    assert client.data_to_send() == struct.pack(">BBHII", 255, 0, 1, 0xFFE4, 0x9D)
    client.receive(update(rect(0, 0, 0, 0, -257)))
    client.pointer(-3, 4, 1)
    assert client.data_to_send() == struct.pack(">BBHH", 5, 1, 0x7FFF - 3, 0x7FFF + 4)


@pytest.mark.parametrize(
    "lie",
    [
        b"HTTP/1.1 200",
        b"RFB 003.008\n\x00" + struct.pack(">I", 4) + b"busy",
        b"RFB 003.008\n\x01\x13",
        b"RFB 003.008\n\x01\x01" + struct.pack(">II", 1, 2) + b"no",
        hello(width=0),
        hello(60000, 60000),
        hello(16384, 16384),
        b"RFB 003.008\n\x01\x01" + struct.pack(">IHH", 0, 8, 8) + bytes(16) + struct.pack(">I", 1 << 31),
        hello() + update(raw(30, 0, 20, 1, 0)),
        hello() + update(rect(0, 0, 5, 5, 1, struct.pack(">HH", 39, 29))),
        hello() + update(rect(0, 0, 65535, 65535, -239)),
        hello() + update(rect(0, 0, 1, 1, 7)),
        hello() + b"\x63",
        hello() + struct.pack(">BxxxI", 3, 1 << 30),
    ],
)
def test_a_lying_server_ends_in_the_one_exception(lie: bytes) -> None:
    with pytest.raises(RfbError):
        rfb.Client().receive(lie)


@given(st.integers(0, len(WIRE) - 1), st.binary(min_size=1, max_size=12))
@settings(max_examples=300)
def test_mutated_wires(at: int, junk: bytes) -> None:
    client = rfb.Client()
    try:
        client.receive(WIRE[:at] + junk + WIRE[at + len(junk) :])
    except RfbError:
        return
    assert client.width * client.height <= rfb.MAX_PIXELS


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    with suppress(RfbError):
        rfb.Client().receive(hello() + data)


def test_des_and_the_answer_to_a_challenge() -> None:
    """A vector of FIPS 81's time, and one recorded from a server with the password ``secret``."""
    assert vncauth.encrypt(0x133457799BBCDFF1, bytes.fromhex("0123456789ABCDEF")).hex() == "85e813540f0ab405"
    challenge = bytes(range(16))
    answer = vncauth.response("secret", challenge)
    assert len(answer) == 16
    assert answer != vncauth.response("Secret", challenge)
    assert answer == vncauth.response("secret", challenge)


def test_a_password_is_answered() -> None:
    client = rfb.Client(password="secret")
    challenge = bytes(range(16))
    client.receive(b"RFB 003.008\n\x01\x02" + challenge)
    assert client.data_to_send().endswith(vncauth.response("secret", challenge))
    with pytest.raises(RfbError, match="refused: no"):
        client.receive(struct.pack(">II", 1, 2) + b"no")
