"""Icons drawn in the palette's colours, so that they are seen on light and on dark.

The files in ``resources/icons`` are one-coloured SVGs (``stroke="currentColor"``).  The desktop's icon themes are not
used: on some desktops Qt picks a dark theme's icons for a light palette.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QLabel

from vmgui.paths import APP_ID, resource_dir

_SIZES = (16, 24, 32, 48, 64, 96)
_MODES = (
    (QIcon.Mode.Normal, QPalette.ColorGroup.Active, QPalette.ColorRole.WindowText),
    (QIcon.Mode.Disabled, QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText),
    (QIcon.Mode.Selected, QPalette.ColorGroup.Active, QPalette.ColorRole.HighlightedText),
)
_PROPERTY = "iconName"


class HasIcon(Protocol):
    """An action or a button."""

    def setIcon(self, icon: QIcon, /) -> None: ...

    def setProperty(self, name: str, value: object, /) -> bool: ...


class IconLabel(QLabel):
    """A picture that says nothing new to a screen reader unless it is given an accessible name."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self._size = size

    def setIcon(self, icon: QIcon) -> None:
        self.setPixmap(icon.pixmap(self._size, self._size))


def icon(name: str) -> QIcon:
    """The icon ``name`` in the colours of the palette as it is now."""
    palette = QGuiApplication.palette()
    return _drawn(name, tuple(palette.color(group, role).name() for _, group, role in _MODES))


def put_icon(target: HasIcon, name: str) -> None:
    """Gives ``target`` an icon that :func:`repaint_icons` finds again."""
    target.setProperty(_PROPERTY, name)
    target.setIcon(icon(name))


def repaint_icons(root: QObject) -> None:
    """Draws all icons below ``root`` anew: the palette has changed."""
    for child in root.findChildren(QObject):
        name = child.property(_PROPERTY)
        if name:
            child.setIcon(icon(name))  # type: ignore[attr-defined]  # only put_icon sets the property


def program_icon() -> QIcon:
    """The program's own icon, coloured, from a file: a tray takes no icon without one."""
    return QIcon(str(resource_dir() / "icons" / f"{APP_ID}.svg"))


@lru_cache(maxsize=256)
def _drawn(name: str, colours: tuple[str, ...]) -> QIcon:
    source = (resource_dir() / "icons" / f"{name}.svg").read_bytes()
    result = QIcon()
    for (mode, _, _), colour in zip(_MODES, colours):
        renderer = QSvgRenderer(QByteArray(source.replace(b"currentColor", colour.encode())))
        for size in _SIZES:
            pixmap = QPixmap(size, size)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            renderer.render(painter, QRectF(0, 0, size, size))
            painter.end()
            result.addPixmap(pixmap, mode)
    return result
