"""Hosts and their guests as a Qt model that changes row by row: a reset would lose selection and folding."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QGuiApplication, QPalette

from vmgui.model.office import Guest, GuestKey, GuestState, Host, HostState
from vmgui.ui.icons import icon
from vmgui.ui.texts import texts

_Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()

GUEST_ICONS = {
    GuestState.RUNNING: "play",
    GuestState.PAUSED: "pause",
    GuestState.SHUTTING_DOWN: "loader",
    GuestState.OFF: "power-off",
    GuestState.CRASHED: "triangle-alert",
    GuestState.SUSPENDED: "moon",
    GuestState.UNKNOWN: "circle-question-mark",
}
HOST_ICONS = {
    HostState.CONNECTING: "loader",
    HostState.ONLINE: "server",
    HostState.OFFLINE: "server-off",
}


@dataclass(slots=True, eq=False)
class _Branch:
    """One host and its guests, sorted as they are shown."""

    number: int
    host: Host
    guests: list[Guest] = field(default_factory=list)


def _order(guest: Guest) -> tuple[str, str]:
    return guest.name.casefold(), guest.uuid


class OfficeModel(QAbstractItemModel):
    """Column 0 is the name, column 1 the state in words.  A host's internal id is 0, a guest's is its host's number."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._branches: list[_Branch] = []
        self._made = 0

    # -- what the services tell --

    def put_host(self, host: Host) -> None:
        """Adds a host at the end, or shows what has changed of it."""
        row = self._host_row(host.uri)
        if row is None:
            row = len(self._branches)
            self._made += 1
            self.beginInsertRows(QModelIndex(), row, row)
            self._branches.append(_Branch(self._made, host))
            self.endInsertRows()
        elif self._branches[row].host != host:
            branch = self._branches[row]
            greyed = (branch.host.state is HostState.ONLINE) != (host.state is HostState.ONLINE)
            branch.host = host
            self.dataChanged.emit(self.index(row, 0), self.index(row, 1))
            if greyed and branch.guests:
                top = self.index(row, 0)
                self.dataChanged.emit(self.index(0, 0, top), self.index(len(branch.guests) - 1, 1, top))

    def drop_host(self, uri: str) -> None:
        """Takes a host and its guests away."""
        row = self._host_row(uri)
        if row is not None:
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._branches[row]
            self.endRemoveRows()

    def put_guest(self, guest: Guest) -> None:
        """Adds a guest in its place by name, or shows what has changed of it."""
        host_row = self._host_row(guest.host)
        if host_row is None:
            return
        branch, top = self._branches[host_row], self.index(host_row, 0)
        row = self._guest_row(branch, guest.uuid)
        if row is None:
            place = bisect_left(branch.guests, _order(guest), key=_order)
            self.beginInsertRows(top, place, place)
            branch.guests.insert(place, guest)
            self.endInsertRows()
            return
        if branch.guests[row] == guest:
            return
        others = branch.guests[:row] + branch.guests[row + 1 :]
        place = bisect_left(others, _order(guest), key=_order)
        if place != row:  # Qt counts the destination with the moved row still in its old place
            self.beginMoveRows(top, row, row, top, place + (place > row))
            del branch.guests[row]
            branch.guests.insert(place, guest)
            self.endMoveRows()
        branch.guests[place] = guest
        self.dataChanged.emit(self.index(place, 0, top), self.index(place, 1, top))

    def drop_guest(self, key: GuestKey) -> None:
        """Takes a guest away."""
        host_row = self._host_row(key.host)
        row = None if host_row is None else self._guest_row(self._branches[host_row], key.uuid)
        if host_row is not None and row is not None:
            self.beginRemoveRows(self.index(host_row, 0), row, row)
            del self._branches[host_row].guests[row]
            self.endRemoveRows()

    # -- what the window asks --

    def item(self, index: _Index) -> Host | Guest | None:
        """The host or guest in a row."""
        if not index.isValid():
            return None
        if index.internalId() == 0:
            return self._branches[index.row()].host
        return self._branch(index.internalId()).guests[index.row()]

    def hosts(self) -> Sequence[Host]:
        return [branch.host for branch in self._branches]

    def guests(self) -> Sequence[Guest]:
        """All guests of all hosts."""
        return [guest for branch in self._branches for guest in branch.guests]

    def guests_of(self, uri: str) -> Sequence[Guest]:
        row = self._host_row(uri)
        return [] if row is None else tuple(self._branches[row].guests)

    def host_index(self, uri: str) -> QModelIndex:
        """Where a host stands; an invalid index when it is not there."""
        row = self._host_row(uri)
        return QModelIndex() if row is None else self.index(row, 0)

    def guest_index(self, key: GuestKey) -> QModelIndex:
        """Where a guest stands; an invalid index when it is not there."""
        host_row = self._host_row(key.host)
        row = None if host_row is None else self._guest_row(self._branches[host_row], key.uuid)
        return QModelIndex() if host_row is None or row is None else self.index(row, 0, self.index(host_row, 0))

    # -- QAbstractItemModel --

    def index(self, row: int, column: int, parent: _Index = _TOP) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, self._branches[parent.row()].number if parent.isValid() else 0)

    def parent(self, child: _Index = _TOP) -> QModelIndex:  # type: ignore[override]  # QObject.parent() is another one
        if not child.isValid() or child.internalId() == 0:
            return QModelIndex()
        row = self._branches.index(self._branch(child.internalId()))
        return self.createIndex(row, 0, 0)

    def rowCount(self, parent: _Index = _TOP) -> int:
        if not parent.isValid():
            return len(self._branches)
        is_host = parent.internalId() == 0 and parent.column() == 0
        return len(self._branches[parent.row()].guests) if is_host else 0

    def columnCount(self, parent: _Index = _TOP) -> int:
        return 2

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Name"), self.tr("State"))[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        item = self.item(index)
        if item is None:
            return None
        host = item if isinstance(item, Host) else self._branch(index.internalId()).host
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _name(item) if index.column() == 0 else _state(item)
            case Qt.ItemDataRole.DecorationRole if index.column() == 0:
                return icon(HOST_ICONS[item.state] if isinstance(item, Host) else GUEST_ICONS[item.state])
            case Qt.ItemDataRole.ToolTipRole:
                return f"{_name(item)}: {_state(item)}"
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{_name(item)}, {_state(item)}" if index.column() == 0 else _state(item)
            case Qt.ItemDataRole.FontRole if isinstance(item, Host):
                font = QFont()
                font.setBold(True)
                return font
            case Qt.ItemDataRole.ForegroundRole if host.state is not HostState.ONLINE:
                # The last known values of a host that is not reached, greyed.
                return QGuiApplication.palette().brush(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
        return None

    # -- within --

    def _host_row(self, uri: str) -> int | None:
        return next((row for row, branch in enumerate(self._branches) if branch.host.uri == uri), None)

    def _branch(self, number: int) -> _Branch:
        return next(branch for branch in self._branches if branch.number == number)

    @staticmethod
    def _guest_row(branch: _Branch, uuid: str) -> int | None:
        return next((row for row, guest in enumerate(branch.guests) if guest.uuid == uuid), None)


def _name(item: Host | Guest) -> str:
    return texts().host_name(item) if isinstance(item, Host) else item.name


def _state(item: Host | Guest) -> str:
    return texts().host_state(item.state) if isinstance(item, Host) else texts().guest_state(item.state)
