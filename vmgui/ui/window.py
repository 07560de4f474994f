"""The main window: hosts and guests on the left, the chosen one on the right, messages above, jobs below."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QSettings, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import (
    QDockWidget,
    QHeaderView,
    QMainWindow,
    QMenu,
    QSplitter,
    QStackedWidget,
    QToolBar,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from vmgui.model.office import Guest, GuestKey, GuestState, Host, HostState
from vmgui.services.power import Power
from vmgui.ui.empty_page import EmptyPage
from vmgui.ui.guest_actions import GuestActions
from vmgui.ui.guest_page import GuestPage
from vmgui.ui.guest_screen import GuestScreen
from vmgui.ui.host_page import HostPage
from vmgui.ui.icons import program_icon, put_icon, repaint_icons
from vmgui.ui.job_list import JobList
from vmgui.ui.problem_view import MessageArea
from vmgui.ui.tree import OfficeModel

log = logging.getLogger(__name__)


class MainWindow(QMainWindow):
    """Shows what it is told; what the user wants leaves by signals and :class:`GuestActions`."""

    import_wanted = Signal(str)  # a file, or empty
    host_wanted = Signal()
    reconnect_wanted = Signal(str)
    removal_wanted = Signal(str)
    host_shown = Signal(str)
    quit_wanted = Signal()

    def __init__(self, power: Power, screen: GuestScreen, settings: QSettings) -> None:
        super().__init__()
        self.setWindowTitle("vmgui")
        self.setWindowIcon(program_icon())
        self.setAcceptDrops(True)
        self._settings = settings
        self._screen = screen
        self._shown: Host | Guest | None = None
        self._awaited: GuestKey | None = None
        # Many pieces of news are one look at the chosen one, and what goes wrong there is not the teller's fault.
        self._refresher = QTimer(self, singleShot=True, interval=0)
        self._refresher.timeout.connect(self._refresh)
        #: Whether closing the window leaves the program running (there is a tray to come back from).
        self.stays_when_closed: Callable[[], bool] = lambda: False
        self.quitting = False
        self.messages = MessageArea()
        self.actions_of_guest = GuestActions(power, self.messages, self)
        screen.set_start_action(self.actions_of_guest.start)
        self.model = OfficeModel(self)
        self.jobs = JobList()
        self.tree = self._make_tree()
        self.empty_page = EmptyPage()
        self.empty_page.import_wanted.connect(lambda: self.import_wanted.emit(""))
        self.host_page = HostPage()
        self.host_page.reconnect.connect(self.reconnect_wanted)
        self.host_page.remove.connect(self.removal_wanted)
        self.guest_page = GuestPage(self.actions_of_guest, screen)
        self.pages = QStackedWidget()
        for page in (self.empty_page, self.host_page, self.guest_page):
            self.pages.addWidget(page)
        self._lay_out()
        self._make_commands()
        self._restore()
        self.empty_page.button.setFocus()

    # -- what the services tell --

    def put_host(self, host: Host) -> None:
        index = self.model.host_index(host.uri)
        before, new = self.model.item(index), not index.isValid()
        if not isinstance(before, Host) or before.state is not host.state:
            log.info("%s is %s", host.uri, host.state.value)
        self.model.put_host(host)
        if new:
            self.tree.expand(self.model.host_index(host.uri))
        self._refresher.start()

    def drop_host(self, uri: str) -> None:
        self.model.drop_host(uri)
        self._refresher.start()

    def put_guest(self, guest: Guest) -> None:
        before = self.model.item(self.model.guest_index(guest.key))
        if not isinstance(before, Guest) or before.state is not guest.state:
            log.info("%s is %s", guest.name, guest.state.value)
        first = not self.model.guests_of(guest.host)
        self.model.put_guest(guest)
        if first:
            self.tree.expand(self.model.host_index(guest.host))
        if guest.state is GuestState.OFF:
            self.actions_of_guest.guest_is_off(guest)
        if guest.key == self._awaited:
            self.select_guest(guest.key)
        self._refresher.start()

    def drop_guest(self, key: GuestKey) -> None:
        gone = self.model.item(self.model.guest_index(key))
        if gone is not None:
            log.info("%s is gone", gone.name)
        self.model.drop_guest(key)
        self._refresher.start()

    def show_acceleration(self, uri: str, kind: str) -> None:
        """What was found out about a host, if it is still the one shown."""
        item = self.selected()
        if isinstance(item, Host) and item.uri == uri:
            self.host_page.show_acceleration(kind)

    def select_guest(self, key: GuestKey) -> None:
        """Shows a guest as if it had been clicked; one that is not there yet, as soon as it is."""
        index = self.model.guest_index(key)
        self._awaited = None if index.isValid() else key
        if index.isValid():
            self.tree.setCurrentIndex(index)

    def selected(self) -> Host | Guest | None:
        """The host or guest that is chosen."""
        return self.model.item(self.tree.currentIndex())

    def come_to_front(self) -> None:
        """Shows the window over the others."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    # -- parts --

    def _make_tree(self) -> QTreeView:
        tree = QTreeView()
        tree.setModel(self.model)
        tree.setUniformRowHeights(True)
        tree.setAccessibleName(self.tr("Hosts and machines"))
        tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        tree.customContextMenuRequested.connect(self._context_menu)
        tree.header().setStretchLastSection(False)
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        tree.selectionModel().currentChanged.connect(self._current_changed)
        return tree

    def _lay_out(self) -> None:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.messages)
        column.addWidget(self.pages, 1)
        self.splitter = QSplitter()
        self.splitter.addWidget(self.tree)
        self.splitter.addWidget(right)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setCollapsible(1, False)
        self.splitter.setSizes([260, 760])
        self.setCentralWidget(self.splitter)
        self.job_dock = QDockWidget(self.tr("Jobs"), self)
        self.job_dock.setObjectName("jobs")
        self.job_dock.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
        self.job_dock.setWidget(self.jobs)
        self.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self.job_dock)
        self.job_dock.hide()

    def _make_commands(self) -> None:
        self.import_action = self._command(self.tr("&Import an old disk…"), "import", "Ctrl+I")
        self.import_action.triggered.connect(lambda: self.import_wanted.emit(""))
        self.host_action = self._command(self.tr("&Add host…"), "plus", "Ctrl+N")
        self.host_action.triggered.connect(lambda: self.host_wanted.emit())
        quit_action = self._command(self.tr("&Quit"), "log-out", "Ctrl+Q")
        quit_action.triggered.connect(lambda: self.quit_wanted.emit())
        self.help_action = self._command(self.tr("&Help"), "circle-question-mark", "F1")
        self.about_action = self._command(self.tr("&About vmgui"), "info", "")
        jobs_action = self.job_dock.toggleViewAction()
        jobs_action.setText(self.tr("&Jobs"))
        jobs_action.setShortcut(QKeySequence("Ctrl+J"))
        bar = self.menuBar()
        office = bar.addMenu(self.tr("&Office"))
        office.addActions([self.import_action, self.host_action])
        office.addSeparator()
        office.addAction(quit_action)
        self.actions_of_guest.fill(bar.addMenu(self.tr("&Machine")))
        bar.addMenu(self.tr("&View")).addAction(jobs_action)
        bar.addMenu(self.tr("&Help")).addActions([self.help_action, self.about_action])
        tools = QToolBar(self.tr("Main commands"))
        tools.setObjectName("commands")
        tools.setMovable(False)
        tools.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        tools.setIconSize(QSize(24, 24))
        tools.addActions([self.import_action, self.host_action])
        self.addToolBar(tools)

    def _command(self, text: str, icon_name: str, keys: str) -> QAction:
        action = QAction(text, self)
        put_icon(action, icon_name)
        if keys:
            action.setShortcut(QKeySequence(keys))
        return action

    # -- selection --

    def _current_changed(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._refresh()

    def _refresh(self) -> None:
        item = self.selected()
        before, self._shown = self._shown, item
        if isinstance(item, Guest):
            host = self.model.item(self.model.host_index(item.host))
            reachable = isinstance(host, Host) and host.state is HostState.ONLINE
            self.guest_page.show_guest(item)
            self.actions_of_guest.show_guest(item, reachable=reachable)
            self._screen.show_guest(item, reachable=reachable)
            self.pages.setCurrentWidget(self.guest_page)
            return
        self.actions_of_guest.show_guest(None, reachable=False)
        if isinstance(before, Guest):
            self._screen.show_guest(None, reachable=False)
        if isinstance(item, Host):
            guests = self.model.guests_of(item.uri)
            self.host_page.show_host(item, len(guests), sum(guest.state.active for guest in guests))
            self.pages.setCurrentWidget(self.host_page)
            if item != before:
                self.host_shown.emit(item.uri)
        else:
            self.empty_page.show_office(any_guest=bool(self.model.guests()))
            self.pages.setCurrentWidget(self.empty_page)

    def _context_menu(self, place: QPoint) -> None:
        item = self.model.item(self.tree.indexAt(place))
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if isinstance(item, Guest):
            self.actions_of_guest.fill(menu)
        else:
            menu.addActions([self.import_action, self.host_action])
        menu.popup(self.tree.viewport().mapToGlobal(place))

    # -- the window itself --

    def _restore(self) -> None:
        self.resize(QSize(1020, 700).boundedTo(self.screen().availableSize() - QSize(0, 40)))
        for key, restore in (("geometry", self.restoreGeometry), ("splitter", self.splitter.restoreState)):
            state = self._settings.value(key)
            if state is not None:
                restore(state)

    def remember(self) -> None:
        """Keeps size and columns for the next start."""
        self._settings.setValue("geometry", self.saveGeometry())
        self._settings.setValue("splitter", self.splitter.saveState())

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.quitting:
            event.accept()
        elif self.stays_when_closed():
            event.ignore()
            self.hide()
        else:
            event.ignore()
            self.quit_wanted.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            repaint_icons(self)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.import_wanted.emit(event.mimeData().urls()[0].toLocalFile())
