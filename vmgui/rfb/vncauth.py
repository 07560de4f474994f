"""VNC authentication (RFC 6143, 7.2.2): the challenge, encrypted by DES with the password as the key.

DES is here for this alone; it protects nothing today, and a VNC password must not be used for anything else.
The tables are those of FIPS 46-3, one byte an entry.
"""

from __future__ import annotations

_INITIAL = bytes.fromhex(
    "3a322a221a120a023c342c241c140c043e362e261e160e064038302820181008"
    "39312921191109013b332b231b130b033d352d251d150d053f372f271f170f07"
)
_FINAL = bytes.fromhex(
    "280830103818402027072f0f37173f1f26062e0e36163e1e25052d0d35153d1d"
    "24042c0c34143c1c23032b0b33133b1b22022a0a32123a1a2101290931113919"
)
_KEY_CHOICE = bytes.fromhex(
    "39312921191109013a322a221a120a023b332b231b130b033c342c243f372f271f170f073e362e261e160e063d352d251d150d051c140c04"
)
_ROUND_KEY = bytes.fromhex(
    "0e110b180105031c0f06150a17130c041a0810071b140d0229341f252f371e28332d21302c31273822352e2a32241d20"
)
_EXPANSION = bytes.fromhex(
    "20010203040504050607080908090a0b0c0d0c0d0e0f101110111213141514151617181918191a1b1c1d1c1d1e1f2001"
)
_PERMUTATION = bytes.fromhex("100714151d0c1c11010f171a05121f0a0208180e201b0309130d1e06160b0419")
_BOXES = tuple(
    bytes.fromhex(text)
    for text in (
        "0e040d01020f0b08030a060c05090007000f07040e020d010a060c0b09050308"
        "04010e080d06020b0f0c0907030a05000f0c080204090107050b030e0a00060d",
        "0f01080e060b03040907020d0c00050a030d04070f02080e0c00010a06090b05"
        "000e070b0a040d0105080c060903020f0d080a01030f04020b06070c00050e09",
        "0a00090e06030f05010d0c070b0402080d0700090304060a0208050e0c0b0f01"
        "0d060409080f03000b01020c050a0e07010a0d0006090807040f0e030b05020c",
        "070d0e030006090a010208050b0c040f0d080b05060f00030407020c010a0e09"
        "0a0609000c0b070d0f01030e05020804030f00060a010d080904050b0c07020e",
        "020c0401070a0b060805030f0d000e090e0b020c04070d0105000f0a03090806"
        "0402010b0a0d07080f090c050603000e0b080c07010e020d060f00090a040503",
        "0c010a0f09020608000d03040e07050b0a0f0402070c090506010d0e000b0308"
        "090e0f0502080c030700040a010d0b060403020c09050f0a0b0e01070600080d",
        "040b020e0f00080d030c0907050a06010d000b070409010a0e03050c020f0806"
        "01040b0d0c03070e0a0f060800050902060b0d0801040a070905000f0e02030c",
        "0d020804060f0b010a09030e05000c07010f0d080a0307040c05060b000e0902"
        "070b0401090c0e0200060a0d0f03050802010e07040a080d0f0c09000305060b",
    )
)
_SHIFTS = (1, 1, 2, 2, 2, 2, 2, 2, 1, 2, 2, 2, 2, 2, 2, 1)


def response(password: str, challenge: bytes) -> bytes:
    """The answer to a challenge of 16 bytes.  Only the password's first eight bytes count; its bits go in mirrored."""
    secret = password.encode("latin-1", "replace")[:8].ljust(8, b"\0")
    key = int.from_bytes(bytes(int(f"{byte:08b}"[::-1], 2) for byte in secret))
    return b"".join(encrypt(key, challenge[at : at + 8]) for at in (0, 8))


def encrypt(key: int, block: bytes) -> bytes:
    """DES of one block of eight bytes with a key of 64 bits."""
    keys = _round_keys(key)
    both = _permute(int.from_bytes(block), 64, _INITIAL)
    left, right = both >> 32, both & 0xFFFFFFFF
    for round_key in keys:
        left, right = right, left ^ _mix(right, round_key)
    return _permute(right << 32 | left, 64, _FINAL).to_bytes(8)


def _permute(value: int, width: int, table: bytes) -> int:
    """Bits of ``value`` (of ``width`` bits, the first is number 1) in the table's order."""
    result = 0
    for number in table:
        result = result << 1 | value >> (width - number) & 1
    return result


def _round_keys(key: int) -> list[int]:
    chosen = _permute(key, 64, _KEY_CHOICE)
    left, right = chosen >> 28, chosen & 0xFFFFFFF
    keys = []
    for shift in _SHIFTS:
        left, right = ((half << shift | half >> 28 - shift) & 0xFFFFFFF for half in (left, right))
        keys.append(_permute(left << 28 | right, 56, _ROUND_KEY))
    return keys


def _mix(half: int, round_key: int) -> int:
    wide = _permute(half, 32, _EXPANSION) ^ round_key
    result = 0
    for number, box in enumerate(_BOXES):
        six = wide >> (42 - 6 * number) & 0x3F
        result = result << 4 | box[(six & 0x20 | (six & 1) << 4) | six >> 1 & 0xF]
    return _permute(result, 32, _PERMUTATION)
