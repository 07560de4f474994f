"""The console's widget: what it paints, sends and lets go."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from vmgui.rfb.client import CursorShape
from vmgui.services.consoles import Console, Line, LineState
from vmgui.ui import keys
from vmgui.ui.console import ConsolePanel, ConsoleWidget


class Wire(Console):
    """A console that writes down what is sent."""

    def __init__(self) -> None:
        self.sent: list[tuple[object, ...]] = []
        self.visible: list[bool] = []

    def key(self, scancode: int, keysym: int, *, down: bool) -> None:
        self.sent.append((scancode, down))

    def pointer(self, x: int, y: int, buttons: int) -> None:
        self.sent.append((x, y, buttons))

    def set_visible(self, visible: bool) -> None:
        self.visible.append(visible)


@pytest.fixture
def widget(qtbot: QtBot) -> ConsoleWidget:
    made = ConsoleWidget()
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    return made


@pytest.fixture
def wire(widget: ConsoleWidget) -> Wire:
    made = Wire()
    widget.show_console(made)
    return made


def event(kind: QEvent.Type, native: int, key: Qt.Key = Qt.Key.Key_unknown) -> QKeyEvent:
    return QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, native, 0, 0)


#: Kernel codes (X11 has 8 more) of a Japanese 109 keyboard and others, and what a PC sends.
@pytest.mark.parametrize(
    ("kernel", "xt"),
    [
        (30, 0x1E),
        (41, 0x29),
        (92, 0x79),
        (94, 0x7B),
        (93, 0x70),
        (124, 0x7D),
        (89, 0x73),
        (97, 0x9D),
        (103, 0xC8),
        (87, 0x57),
    ],
)
def test_keys_go_by_their_place(widget: ConsoleWidget, wire: Wire, kernel: int, xt: int) -> None:
    widget.keyPressEvent(event(QEvent.Type.KeyPress, kernel + 8))
    widget.keyReleaseEvent(event(QEvent.Type.KeyRelease, kernel + 8))
    assert wire.sent == [(xt, True), (xt, False)]


def test_tab_is_the_guests_and_held_keys_are_let_go(widget: ConsoleWidget, wire: Wire) -> None:
    QTest.keyClick(widget, Qt.Key.Key_Tab)
    assert wire.sent == [(keys.TAB, True), (keys.TAB, False)]
    widget.keyPressEvent(event(QEvent.Type.KeyPress, 0, Qt.Key.Key_Shift))
    widget.focusOutEvent(QFocusEvent(QEvent.Type.FocusOut))
    assert wire.sent[2:] == [(keys.SHIFT, True), (keys.SHIFT, False)]


def test_it_paints_the_framebuffer(widget: ConsoleWidget, wire: Wire) -> None:
    pixels = np.full((150, 200), 0x00336699, np.uint32)
    pixels[:75] = 0x00FF8000
    widget.resized(pixels)
    picture = widget.grab().toImage()
    scale = picture.devicePixelRatio()
    assert picture.pixelColor(int(200 * scale), int(20 * scale)) == QColor(0xFF, 0x80, 0)
    assert picture.pixelColor(int(200 * scale), int(280 * scale)) == QColor(0x33, 0x66, 0x99)
    pixels[:] = 0
    widget.painted(0, 0, 200, 150)
    assert widget.grab().toImage().pixelColor(100, 100) == QColor(0, 0, 0)
    widget.set_fit(False)
    assert widget.minimumSize().width() == 200
    widget.resized(np.zeros((10, 10), np.uint32))
    assert widget.picture().width() == 10


def test_an_absolute_pointer(widget: ConsoleWidget, wire: Wire) -> None:
    widget.resized(np.zeros((150, 200), np.uint32))
    QTest.mouseMove(widget, QPoint(200, 150))
    QTest.mouseClick(widget, Qt.MouseButton.RightButton, pos=QPoint(100, 50))
    assert wire.sent[-2:] == [(50, 25, 4), (50, 25, 0)]


# The offscreen plugin has no mouse to grab; the real one is worked by the stories.
@pytest.mark.qt_log_ignore("does not support grabbing the mouse")
def test_a_mouse_is_taken_by_a_click_and_let_go_by_keys(widget: ConsoleWidget, wire: Wire) -> None:
    widget.resized(np.zeros((150, 200), np.uint32))
    widget.pointer_mode(absolute=False)
    QTest.mouseMove(widget, QPoint(30, 30))
    assert wire.sent == []  # it is not the guest's yet
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(100, 50))
    assert widget.grabbed
    middle = widget.rect().center()
    place = QPointF(middle + QPoint(7, -3))
    none = Qt.MouseButton.NoButton
    move = QMouseEvent(
        QEvent.Type.MouseMove, place, widget.mapToGlobal(place), none, none, Qt.KeyboardModifier.NoModifier
    )
    widget.mouseMoveEvent(move)
    assert wire.sent[-1] == (7, -3, 0)
    widget.keyPressEvent(event(QEvent.Type.KeyPress, 29 + 8))
    widget.keyPressEvent(event(QEvent.Type.KeyPress, 56 + 8))
    assert not widget.grabbed


def test_a_hidden_screen_is_not_asked_for(widget: ConsoleWidget, wire: Wire) -> None:
    assert wire.visible == [True]
    widget.hide()
    assert wire.visible[-1] is False


def test_the_guests_cursor(widget: ConsoleWidget, wire: Wire) -> None:
    widget.cursor_changed(CursorShape(1, 2, np.full((8, 8), 0xFF00FF00, np.uint32)))
    assert widget.cursor().hotSpot() == QPoint(1, 2)
    widget.cursor_changed(CursorShape(0, 0, np.zeros((0, 0), np.uint32)))
    assert widget.cursor().shape() == Qt.CursorShape.BlankCursor


def test_the_bar_says_what_is(qtbot: QtBot) -> None:
    async def never(_key: object) -> object:
        raise AssertionError

    panel = ConsolePanel(never)  # type: ignore[arg-type]
    qtbot.addWidget(panel)
    panel.show()
    panel.display.line_changed(LineState(Line.CONNECTING))
    assert "Connecting" in panel.status.text()
    wire = Wire()
    panel.display.show_console(wire)
    panel.display.pointer_mode(absolute=False)
    assert panel.hint.isVisible()
    panel.cad_button.click()
    assert wire.sent == [(0x1D, True), (0x38, True), (0xD3, True), (0xD3, False), (0x38, False), (0x1D, False)]
    for widget in (panel.cad_button, panel.keys_button, panel.fit_button, panel.picture_button):
        assert widget.text() or widget.accessibleName()
