"""The window's program: joins backends, services and widgets, and takes them apart again in order."""

from __future__ import annotations

import asyncio
import faulthandler
import logging
import logging.handlers
import os
import signal
import socket
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

import qasync
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QWidget

from vmgui import __version__, joined
from vmgui.backends.desktop import DesktopNotifications
from vmgui.errors import Problem
from vmgui.model.office import GuestKey
from vmgui.paths import APP_ID, config_dir, runtime_dir, state_dir
from vmgui.translation import install
from vmgui.ui import tasks
from vmgui.ui.dialogs import answer
from vmgui.ui.guest_screen import Console, GuestScreen
from vmgui.ui.help import AboutDialog, HelpDialog
from vmgui.ui.host_dialog import HostDialog
from vmgui.ui.icons import program_icon
from vmgui.ui.imports import Imports
from vmgui.ui.instance import SingleInstance
from vmgui.ui.tray import Tray
from vmgui.ui.window import MainWindow

log = logging.getLogger(__name__)

#: Seconds that an orderly quit may take; after twice that the process ends itself.
_QUIT_LIMIT = 5.0


class Program:
    """Everything that lives as long as the window's process."""

    def __init__(self, instance: SingleInstance) -> None:
        self._instance = instance
        self._stop = asyncio.Event()
        self._office = joined.office()
        self._hosts = self._office.hosts
        self._desktop = DesktopNotifications()
        settings = QSettings(str(config_dir() / "window.ini"), QSettings.Format.IniFormat)
        self.window = MainWindow(self._office.power, GuestScreen(self._make_console), settings)
        self._tray = Tray(self.window)
        self._imports = Imports(self.window, self._hosts, self._office.jobs, self._office.importing, self._desktop)
        self._connect()

    async def run(self, files: Sequence[str], *, hidden: bool) -> None:
        """Lives until :meth:`quit`."""
        self._tray.show()
        if not (hidden and self._tray.there()):
            self.window.show()
        try:
            log.info("the window is up")
            await asyncio.sleep(0)  # the window is drawn before anything is connected
            self._hosts.watch(self.window)
            self._begin()
            self._imports.begin()
            self.open_files(files)
            await self._stop.wait()
        finally:
            await self._close()

    def quit(self) -> None:
        """Ends :meth:`run`.  Never ``QApplication.quit``: it asks every window, and one may say no."""
        self.window.quitting = True
        self._stop.set()

    def started_again(self, files: Sequence[str]) -> None:
        """A later start has handed over its files: the window comes to the front."""
        log.info("started again with %d file(s)", len(files))
        self.window.come_to_front()
        self.open_files(files)

    def open_files(self, files: Sequence[str]) -> None:
        """A file begins an import; of several the first one, since one question is asked at a time."""
        if files:
            self._imports.ask(files[0])

    def unexpected(self, error: BaseException) -> None:
        """A defect of ours, or a Problem nobody awaited, is shown and logged; the program goes on."""
        if isinstance(error, Exception):
            self.window.messages.problem(error)
        else:
            log.error("ended by %r", error, exc_info=error)
            self.quit()

    def _connect(self) -> None:
        window = self.window
        window.stays_when_closed = self._tray.there
        window.quit_wanted.connect(self.quit)
        window.host_wanted.connect(lambda: tasks.start(window, self._add_host(), "add_host"))
        window.reconnect_wanted.connect(self._hosts.reconnect)
        window.removal_wanted.connect(lambda uri: tasks.start(window, self._hosts.remove(uri), "remove_host"))
        window.host_shown.connect(lambda uri: tasks.start(window, self._find_acceleration(uri), "acceleration"))
        window.help_action.triggered.connect(lambda: HelpDialog(window).open())
        window.about_action.triggered.connect(lambda: AboutDialog(window).open())
        self._tray.import_wanted.connect(self._imports.ask)
        self._tray.show_wanted.connect(window.come_to_front)
        self._tray.quit_wanted.connect(self.quit)

    def _begin(self) -> None:
        try:
            self._hosts.start()
        except Problem as problem:  # the list of hosts is damaged: it was put aside, so now there is none
            self.window.messages.problem(problem)
            self._hosts.start()

    async def _add_host(self) -> None:
        async def add(uri: str) -> None:
            self._hosts.add(uri)

        await answer(HostDialog(add, self.window))

    async def _find_acceleration(self, uri: str) -> None:
        with suppress(Problem):  # the page then says that it is not known; the host's own Problem stands there already
            kind = await self._hosts.link(uri).acceleration()
            self.window.show_acceleration(uri, kind)

    def _make_console(self) -> tuple[QWidget, Console]:
        from vmgui.ui.console import ConsolePanel  # numpy is slow to load: only when a screen is shown

        async def dial(key: GuestKey) -> socket.socket:
            return await self._hosts.link(key.host).console(key.uuid)

        panel = ConsolePanel(dial)
        return panel, panel

    async def _close(self) -> None:
        self.window.remember()
        self.window.hide()
        self._tray.hide()
        self._instance.close()
        with suppress(TimeoutError):
            async with asyncio.timeout(_QUIT_LIMIT):
                await tasks.end_all()
                await self._office.jobs.close()
                await self._hosts.close()
                await self._desktop.close()


def run(files: Sequence[str] = (), *, hidden: bool = False) -> int:
    """Opens the window; returns the process's exit code when it is closed."""
    # libvirt's event loop runs on a thread of its own over GLib's default context.  Qt must not have its events in the
    # same context: between two rounds of the window's loop the other thread would deliver them, in the wrong thread.
    os.environ["QT_NO_GLIB"] = "1"
    app = QApplication([sys.argv[0]])
    app.setApplicationName("vmgui")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName(APP_ID)
    app.setQuitOnLastWindowClosed(False)
    app.setWindowIcon(program_icon())
    translators = install(app)
    log.debug("%d translations", len(translators))
    _log_to_file()
    instance = SingleInstance(runtime_dir())
    absolute = [str(Path(file).absolute()) for file in files]
    if not instance.first():
        return 0 if instance.hand_over(absolute) else 1
    loop = qasync.QEventLoop(app)
    asyncio.set_event_loop(loop)
    _run_until_done(loop, loop.create_task(_main(instance, absolute, hidden), name="program"))
    return 0


async def _main(instance: SingleInstance, files: Sequence[str], hidden: bool) -> None:
    loop = asyncio.get_running_loop()
    program = Program(instance)
    instance.received.connect(program.started_again)
    _report_errors_to(program, loop)
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, program.quit)
    await program.run(files, hidden=hidden)


def _run_until_done(loop: qasync.QEventLoop, main: asyncio.Task[None]) -> None:
    """Our own quit ends ``main``.  A foreign one (the end of the session) stops the loop under it: then it is ended too."""
    try:
        loop.run_until_complete(main)
    except RuntimeError:
        if main.done():
            raise
        main.cancel()
        with suppress(TimeoutError, asyncio.CancelledError):
            loop.run_until_complete(asyncio.wait_for(asyncio.shield(main), 2 * _QUIT_LIMIT))
    finally:
        # What still hangs now (a thread in a stuck call) ends with the process.
        faulthandler.dump_traceback_later(2 * _QUIT_LIMIT, exit=True)
        loop.close()


def _report_errors_to(program: Program, loop: asyncio.AbstractEventLoop) -> None:
    def of_loop(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if error is None:
            log.error("event loop: %s", context.get("message"))
        else:
            program.unexpected(error)

    def of_slot(_type: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        program.unexpected(error)

    loop.set_exception_handler(of_loop)
    sys.excepthook = of_slot


def _log_to_file() -> None:
    state_dir().mkdir(parents=True, exist_ok=True)
    handler = logging.handlers.RotatingFileHandler(
        state_dir() / "vmgui.log", maxBytes=1 << 20, backupCount=2, encoding="utf-8"
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler, logging.StreamHandler()])
