"""A guest's screen in the window: what it shows, its keyboard and its mouse."""

from __future__ import annotations

import socket
from collections.abc import Awaitable, Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QCursor,
    QFocusEvent,
    QHideEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QMenu, QScrollArea, QToolButton, QVBoxLayout, QWidget

from vmgui.model.office import GuestKey
from vmgui.rfb.client import CursorShape, Pixels
from vmgui.services.consoles import Console, Line, LineState
from vmgui.ui import keys, tasks
from vmgui.ui.problem_view import said

Dial = Callable[[GuestKey], Awaitable[socket.socket]]

#: What is around a screen that does not fill its place.
_SURROUND = QColor(24, 24, 24)
_NOTHING = QSize(640, 400)
_BUTTONS = {Qt.MouseButton.LeftButton: 1, Qt.MouseButton.MiddleButton: 2, Qt.MouseButton.RightButton: 4}
_WHEEL_UP, _WHEEL_DOWN = 8, 16


class ConsoleWidget(QWidget):
    """The screen itself.  Scaled to fit its place, or one dot for a dot."""

    grab_changed = Signal(bool)
    line_said = Signal(object)
    mode_changed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Screen of the virtual machine"))
        self.fit = True
        self.absolute = True
        self.grabbed = False
        self._console: Console | None = None
        self._pixels: Pixels | None = None
        self._image = QImage()
        self._held: dict[int, int] = {}
        self._buttons = 0

    # -- the line ------------------------------------------------------------------------------------------------

    def show_console(self, console: Console | None) -> None:
        """Takes the keyboard and mouse to another console."""
        self.let_go()
        self.release_keys()
        self._console = console
        if console is None:
            self._pixels, self._image = None, QImage()
        else:
            console.set_visible(self.isVisible())
        self.update()

    def line_changed(self, state: LineState) -> None:
        if state.line is Line.LOST:
            self.let_go()
            self._held.clear()
        self.line_said.emit(state)

    def resized(self, framebuffer: Pixels) -> None:
        height, width = framebuffer.shape
        # The image is a view of the array: they are always replaced together.
        self._pixels = framebuffer
        self._image = QImage(framebuffer.data, width, height, 4 * width, QImage.Format.Format_RGB32)
        self.updateGeometry()
        self.setMinimumSize(QSize(0, 0) if self.fit else self.sizeHint())
        self.update()

    def painted(self, x: int, y: int, width: int, height: int) -> None:
        place = self._place()
        scale = self._scale()
        area = QRectF(place.x() + x * scale, place.y() + y * scale, width * scale, height * scale)
        self.update(area.toAlignedRect().adjusted(-2, -2, 2, 2))

    def cursor_changed(self, shape: CursorShape) -> None:
        if self.grabbed:
            return
        height, width = shape.pixels.shape
        if not (width and height):
            self.setCursor(Qt.CursorShape.BlankCursor)
            return
        image = QImage(shape.pixels.data, width, height, 4 * width, QImage.Format.Format_ARGB32)
        self.setCursor(QCursor(QPixmap.fromImage(image.copy()), shape.hot_x, shape.hot_y))

    def pointer_mode(self, *, absolute: bool) -> None:
        self.absolute = absolute
        if absolute:
            self.let_go()
        self.mode_changed.emit(absolute)

    def picture(self) -> QImage:
        """The screen as it is now; null when there is none."""
        return self._image.copy()

    def set_fit(self, fit: bool) -> None:
        """Scaled to its place, or one dot for a dot (with scroll bars around it)."""
        self.fit = fit
        self.setMinimumSize(QSize(0, 0) if fit else self.sizeHint())
        self.update()

    # -- painting ------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return self._guest_size()

    def _guest_size(self) -> QSize:
        if self._image.isNull():
            return _NOTHING
        return self._image.size() if self.fit else self._image.size() / self.devicePixelRatioF()

    def _scale(self) -> float:
        if self._image.isNull():
            return 1.0
        if not self.fit:
            return 1.0 / self.devicePixelRatioF()
        return min(self.width() / self._image.width(), self.height() / self._image.height())

    def _place(self) -> QRectF:
        size = self._image.size().toSizeF() * self._scale()
        return QRectF(QPointF((self.width() - size.width()) / 2, (self.height() - size.height()) / 2), size)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), _SURROUND)
        if self._image.isNull():
            return
        scale = self._scale() * self.devicePixelRatioF()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, abs(scale - round(scale)) > 1e-6)
        painter.setClipRect(event.rect())
        painter.drawImage(self._place(), self._image)

    def showEvent(self, event: QShowEvent) -> None:
        if self._console is not None:
            self._console.set_visible(True)
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        if self._console is not None:
            self._console.set_visible(False)
        super().hideEvent(event)

    # -- keyboard ------------------------------------------------------------------------------------------------

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab is the guest's."""
        return False

    def event(self, event: QEvent) -> bool:
        """The window's shortcuts are the guest's keys here: Ctrl+Q must not end the program under it."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        code = keys.scan_code(event)
        if code and self._console is not None:
            self._held[code] = keys.keysym(event)
            self._console.key(code, self._held[code], down=True)
        if self.grabbed and {keys.CTRL, keys.ALT} <= self._held.keys():
            self.let_go()
        event.accept()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        code = keys.scan_code(event)
        if not event.isAutoRepeat() and self._console is not None and code in self._held:
            self._console.key(code, self._held.pop(code), down=False)
        event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A key held while the focus goes would stay down in the guest for ever."""
        self.release_keys()
        self.let_go()
        super().focusOutEvent(event)

    def release_keys(self) -> None:
        """Lets every held key go."""
        held, self._held = self._held, {}
        for code, symbol in held.items():
            if self._console is not None:
                self._console.key(code, symbol, down=False)

    def press(self, *codes: int) -> None:
        """Presses keys together and lets them go in the opposite order."""
        if self._console is None:
            return
        for code in codes:
            self._console.key(code, 0, down=True)
        for code in reversed(codes):
            self._console.key(code, 0, down=False)

    # -- mouse ---------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if not self.absolute and not self.grabbed:
            self._take()  # the click that takes the mouse is not the guest's
            return
        self._buttons |= _BUTTONS.get(event.button(), 0)
        self._point(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._buttons &= ~_BUTTONS.get(event.button(), 0)
        self._point(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.absolute:
            self._point(event.position())
        elif self.grabbed:
            self._move(event.position().toPoint())

    def wheelEvent(self, event: QWheelEvent) -> None:
        turn = event.angleDelta().y()
        if turn == 0 or not (self.absolute or self.grabbed):
            return
        held = self._buttons
        for buttons in (held | (_WHEEL_UP if turn > 0 else _WHEEL_DOWN), held):
            self._buttons = buttons
            self._point(event.position())
        event.accept()

    def _point(self, position: QPointF) -> None:
        if self._console is None or self._image.isNull():
            return
        if not self.absolute:
            if self.grabbed:
                self._console.pointer(0, 0, self._buttons)
            return
        place, scale = self._place(), self._scale()
        x = int((position.x() - place.x()) / scale)
        y = int((position.y() - place.y()) / scale)
        x, y = max(0, min(x, self._image.width() - 1)), max(0, min(y, self._image.height() - 1))
        self._console.pointer(x, y, self._buttons)

    def _move(self, position: QPoint) -> None:
        """The mouse is held at the middle; how far it got from there is the movement."""
        middle = self.rect().center()
        step = position - middle
        if step.isNull() or self._console is None:
            return
        self._console.pointer(step.x(), step.y(), self._buttons)
        QCursor.setPos(self.mapToGlobal(middle))

    def _take(self) -> None:
        self.grabbed = True
        self._buttons = 0
        self.grabMouse(Qt.CursorShape.BlankCursor)
        QCursor.setPos(self.mapToGlobal(self.rect().center()))
        self.grab_changed.emit(True)

    def let_go(self) -> None:
        """Gives the mouse back to the desktop."""
        if not self.grabbed:
            return
        self.grabbed = False
        self._buttons = 0
        self.releaseMouse()
        self.unsetCursor()
        self.grab_changed.emit(False)


class ConsolePanel(QWidget):
    """The screen with its bar: keys, size, picture, and how the line stands."""

    def __init__(self, dial: Dial) -> None:
        super().__init__()
        self._dial = dial
        self._key: GuestKey | None = None
        self._name = ""
        self._console: Console | None = None
        self.display = ConsoleWidget()
        self.status = QLabel()
        self.status.setAccessibleName(self.tr("State of the screen"))
        self.hint = QLabel()
        self.hint.setVisible(False)
        self._scroll = QScrollArea()
        self._scroll.setWidget(self.display)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._bar())
        column.addWidget(self.hint)
        column.addWidget(self._scroll, 1)
        self.setFocusProxy(self.display)
        self.display.line_said.connect(self._say)
        self.display.grab_changed.connect(lambda _: self._say_mouse())
        self.display.mode_changed.connect(lambda _: self._say_mouse())

    # -- which guest ---------------------------------------------------------------------------------------------

    def attach(self, key: GuestKey, name: str) -> None:
        """Shows this guest's screen; connects again by itself when the guest restarts."""
        self.detach()
        self._key, self._name = key, name
        self.display.setAccessibleName(self.tr("Screen of {name}").format(name=name))

        async def dial() -> socket.socket:
            return await self._dial(key)

        self._console = Console(dial, self.display)
        self.display.show_console(self._console)
        self._console.open()

    def detach(self) -> None:
        """Lets the line go."""
        console, self._console = self._console, None
        self.display.show_console(None)
        if console is not None:
            tasks.start(self, console.close(), f"close console {id(console)}")

    # -- the bar -------------------------------------------------------------------------------------------------

    def _bar(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(6, 4, 6, 4)
        self.cad_button = self._button(self.tr("Ctrl+Alt+Del"), self._ctrl_alt_del)
        self.keys_button = self._button(self.tr("Keys"), None)
        self.keys_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.keys_button.setMenu(self._key_menu())
        self.fit_button = self._button(self.tr("Fit"), None)
        self.fit_button.setToolTip(self.tr("Scale the screen to the window, or show it dot for dot"))
        self.fit_button.setCheckable(True)
        self.fit_button.setChecked(True)
        self.fit_button.toggled.connect(self._set_fit)
        self.release_button = self._button(self.tr("Let go of the mouse"), self.display.let_go)
        self.release_button.setVisible(False)
        self.picture_button = self._button(self.tr("Picture…"), self._save_picture)
        for button in (self.cad_button, self.keys_button, self.fit_button, self.picture_button, self.release_button):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.status)
        return row

    def _button(self, text: str, action: Callable[[], None] | None) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setAutoRaise(True)
        # Reached by Tab from the rest of the window; a click leaves the keyboard with the guest.
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if action is not None:
            button.clicked.connect(lambda: action())
        return button

    def _key_menu(self) -> QMenu:
        menu = QMenu(self)
        combinations: list[tuple[str, tuple[int, ...]]] = [
            ("Ctrl+Alt+Backspace", (keys.CTRL, keys.ALT, keys.BACKSPACE)),
            ("Ctrl+Esc", (keys.CTRL, keys.ESCAPE)),
            ("Alt+Tab", (keys.ALT, keys.TAB)),
            ("Alt+F4", (keys.ALT, keys.function_key(4))),
            ("Print", (keys.PRINT,)),
        ]
        combinations += [(f"Ctrl+Alt+F{n}", (keys.CTRL, keys.ALT, keys.function_key(n))) for n in range(1, 13)]
        for text, codes in combinations:
            action = QAction(text, menu)
            action.triggered.connect(lambda _=False, codes=codes: self.display.press(*codes))
            menu.addAction(action)
        return menu

    def _ctrl_alt_del(self) -> None:
        self.display.press(keys.CTRL, keys.ALT, keys.DELETE)

    def _set_fit(self, fit: bool) -> None:
        self.display.set_fit(fit)

    def _save_picture(self) -> None:
        picture = self.display.picture()
        if picture.isNull():
            return
        dialog = QFileDialog(self, self.tr("Save the picture"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Pictures (*.png)"))
        dialog.setDefaultSuffix("png")
        dialog.selectFile(f"{self._name}.png")

        def save(path: str) -> None:
            if not picture.save(path):
                self.status.setText(self.tr("The picture was not saved: {path} cannot be written.").format(path=path))

        dialog.fileSelected.connect(save)
        dialog.open()

    # -- what is said --------------------------------------------------------------------------------------------

    def _say(self, state: LineState) -> None:
        texts = {
            Line.CONNECTING: self.tr("Connecting to the screen…"),
            Line.CONNECTED: "",
            Line.STUCK: self.tr("The machine's screen does not answer."),
        }
        if state.problem is not None:
            words = said(state.problem)
            self.status.setText(f"{words.headline} {words.remedy}")
            self.status.setToolTip(words.cause)
        else:
            self.status.setText(texts.get(state.line, ""))
            self.status.setToolTip("")
        self._say_mouse()

    def _say_mouse(self) -> None:
        self.release_button.setVisible(self.display.grabbed)
        relative = not self.display.absolute
        self.hint.setVisible(relative)
        self.hint.setText(
            self.tr("The mouse is in the machine. Press Ctrl+Alt to let it go.")
            if self.display.grabbed
            else self.tr("Click into the screen to use the mouse there.")
        )
