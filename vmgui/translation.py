"""Marks sentences for translation and loads the user's language (QtCore only: the terminal needs it too)."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from vmgui.paths import resource_dir


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Marks ``text`` for lupdate, which knows this name; PySide6's own has no usable type."""
    return text


def install(app: QCoreApplication, locale: QLocale | None = None) -> list[QTranslator]:
    """Loads Qt's and our sentences; keep the result as long as ``app`` lives.

    Must run before any sentence is stored: a text translated earlier stays English.
    """
    locale = locale or QLocale()
    places = (
        ("qtbase", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        ("vmgui", str(resource_dir() / "translations")),
    )
    loaded = []
    for name, folder in places:
        translator = QTranslator(app)
        if translator.load(locale, name, "_", folder):
            app.installTranslator(translator)
            loaded.append(translator)
    return loaded
