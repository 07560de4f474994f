"""Keys as a PC keyboard sends them: XT scan codes (set 1, extended ones with bit 7 set).

The hardware's code is what counts, whatever layout the desktop has: the guest has its own.  On X11 and Wayland a
native scan code is the kernel's key code (linux/input-event-codes.h) plus 8.  Names of the table are the kernel's.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_X11_OFFSET = 8

#: Kernel codes up to 88 are scan codes already, but for these and from 89 on.
_FROM_KERNEL = {
    84: 0x00,  # unused
    85: 0x76,  # ZENKAKUHANKAKU of some USB keyboards; on others it is GRAVE, 0x29
    89: 0x73,  # RO
    90: 0x78,  # KATAKANA
    91: 0x77,  # HIRAGANA
    92: 0x79,  # HENKAN
    93: 0x70,  # KATAKANAHIRAGANA
    94: 0x7B,  # MUHENKAN
    95: 0x5C,  # KPJPCOMMA
    96: 0x9C,  # KPENTER
    97: 0x9D,  # RIGHTCTRL
    98: 0xB5,  # KPSLASH
    99: 0x54,  # SYSRQ
    100: 0xB8,  # RIGHTALT
    102: 0xC7,  # HOME
    103: 0xC8,  # UP
    104: 0xC9,  # PAGEUP
    105: 0xCB,  # LEFT
    106: 0xCD,  # RIGHT
    107: 0xCF,  # END
    108: 0xD0,  # DOWN
    109: 0xD1,  # PAGEDOWN
    110: 0xD2,  # INSERT
    111: 0xD3,  # DELETE
    113: 0xA0,  # MUTE
    114: 0xAE,  # VOLUMEDOWN
    115: 0xB0,  # VOLUMEUP
    117: 0x59,  # KPEQUAL
    119: 0xC6,  # PAUSE
    121: 0x7E,  # KPCOMMA
    122: 0x72,  # HANGEUL
    123: 0x71,  # HANJA
    124: 0x7D,  # YEN
    125: 0xDB,  # LEFTMETA
    126: 0xDC,  # RIGHTMETA
    127: 0xDD,  # COMPOSE
}

_ROWS = ("1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "\\zxcvbnm,./")
_ROW_STARTS = (0x02, 0x10, 0x1E, 0x2B)

CTRL, ALT, SHIFT, DELETE, BACKSPACE = 0x1D, 0x38, 0x2A, 0xD3, 0x0E
META, TAB, ESCAPE, PRINT = 0xDB, 0x0F, 0x01, 0x54

#: For keys that come without a native code: a US keyboard by Qt's names.
_FROM_QT = {
    Qt.Key.Key_Escape: ESCAPE,
    Qt.Key.Key_Tab: TAB,
    Qt.Key.Key_Backtab: TAB,
    Qt.Key.Key_Backspace: BACKSPACE,
    Qt.Key.Key_Return: 0x1C,
    Qt.Key.Key_Enter: 0x9C,
    Qt.Key.Key_Control: CTRL,
    Qt.Key.Key_Shift: SHIFT,
    Qt.Key.Key_Alt: ALT,
    Qt.Key.Key_Meta: META,
    Qt.Key.Key_Space: 0x39,
    Qt.Key.Key_QuoteLeft: 0x29,
    Qt.Key.Key_Home: 0xC7,
    Qt.Key.Key_Up: 0xC8,
    Qt.Key.Key_PageUp: 0xC9,
    Qt.Key.Key_Left: 0xCB,
    Qt.Key.Key_Right: 0xCD,
    Qt.Key.Key_End: 0xCF,
    Qt.Key.Key_Down: 0xD0,
    Qt.Key.Key_PageDown: 0xD1,
    Qt.Key.Key_Insert: 0xD2,
    Qt.Key.Key_Delete: DELETE,
    Qt.Key.Key_CapsLock: 0x3A,
    Qt.Key.Key_F11: 0x57,
    Qt.Key.Key_F12: 0x58,
}
_LETTERS = {letter: start + place for start, row in zip(_ROW_STARTS, _ROWS) for place, letter in enumerate(row)}
_FUNCTION_KEYS = {Qt.Key.Key_F1.value + number: 0x3B + number for number in range(10)}


def function_key(number: int) -> int:
    """The scan code of F1 to F12."""
    return 0x3B + number - 1 if number <= 10 else 0x57 + number - 11


def from_kernel(code: int) -> int:
    """The scan code of a kernel key code; 0 for a key a PC does not have."""
    return _FROM_KERNEL.get(code, code if 0 < code < 89 else 0)


def scan_code(event: QKeyEvent) -> int:
    """The scan code of a key event; 0 when there is none."""
    native = event.nativeScanCode()
    if native > _X11_OFFSET:
        return from_kernel(native - _X11_OFFSET)
    key = event.key()
    if key in _FUNCTION_KEYS:
        return _FUNCTION_KEYS[key]
    if (code := _FROM_QT.get(Qt.Key(key))) is not None:
        return code
    return _LETTERS.get(chr(key).lower(), 0) if 0x20 < key < 0x7F else 0


def keysym(event: QKeyEvent) -> int:
    """The X keysym, for servers that take no scan codes; 0 when there is none."""
    if event.nativeVirtualKey():
        return event.nativeVirtualKey()
    text = event.text()
    return ord(text[0]) if text and text.isprintable() and ord(text[0]) < 0x100 else 0
