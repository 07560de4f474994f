"""One window a user: a second start hands its files to the first and ends."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

log = logging.getLogger(__name__)

_ANSWER_MS = 3000
_MOST_BYTES = 1 << 20


class SingleInstance(QObject):
    """The lock and the socket by which starts find each other, both in ``folder``.

    After ``kill -9`` both are left behind; QLockFile sees that the owner is gone, and the socket is made anew.
    """

    #: The files of a later start, as a list of absolute paths.
    received = Signal(list)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._lock = QLockFile(str(folder / "vmgui.lock"))
        self._lock.setStaleLockTime(0)
        self._socket = str(folder / "vmgui.socket")
        self._server = QLocalServer(self)
        self._lines: set[QLocalSocket] = set()
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)

    def first(self) -> bool:
        """Whether this start is the first."""
        if not self._lock.tryLock(0):
            return False
        QLocalServer.removeServer(self._socket)
        self._server.newConnection.connect(self._accept)
        if not self._server.listen(self._socket):
            log.warning("later starts cannot reach this one: %s", self._server.errorString())
        return True

    def hand_over(self, files: Sequence[str]) -> bool:
        """Gives ``files`` to the first start and lets it come to the front; False when it does not answer."""
        line = QLocalSocket()
        line.connectToServer(self._socket)
        if not line.waitForConnected(_ANSWER_MS):
            return False
        line.write(QByteArray(json.dumps(list(files)).encode() + b"\n"))
        line.waitForBytesWritten(_ANSWER_MS)
        return line.waitForReadyRead(_ANSWER_MS)

    def close(self) -> None:
        """Lets the next start be the first."""
        for line in tuple(self._lines):
            line.abort()
        self._server.close()
        self._lock.unlock()

    def _accept(self) -> None:
        line = self._server.nextPendingConnection()
        line.setParent(None)  # it is ours now: the server must not delete it under a signal that is on its way
        self._lines.add(line)
        line.readyRead.connect(self._read)
        line.disconnected.connect(self._ended)

    def _ended(self) -> None:
        for line in [line for line in self._lines if line.state() is QLocalSocket.LocalSocketState.UnconnectedState]:
            self._lines.discard(line)
            line.deleteLater()

    def _read(self) -> None:
        for line in tuple(self._lines):
            if line.canReadLine():
                files = json.loads(bytes(line.readLine().data()))
                line.write(QByteArray(b"ok\n"))
                line.flush()
                self.received.emit([str(file) for file in files])
            elif line.bytesAvailable() > _MOST_BYTES:
                line.abort()
