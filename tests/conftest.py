"""What every test may ask for: hosts, a home; and what every test must keep: silence in the logs."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from tests.hosts import Daemon
from tests.screen import Screen

os.environ["QT_NO_GLIB"] = "1"  # as the program does: Qt's events and libvirt's in one context get into wrong threads

ExpectLog = Callable[[str], AbstractContextManager[None]]


@pytest.fixture(scope="session")
def libvirt_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """libvirt's cache after one question for QEMU's abilities, to be copied into each daemon's home."""
    import libvirt

    daemon = Daemon()
    try:
        connection = libvirt.open(daemon.uri)
        connection.getCapabilities()
        connection.getDomainCapabilities(None, "x86_64", None, "qemu")
        connection.close()
        cache = tmp_path_factory.mktemp("cache") / "libvirt"
        daemon.cache.rename(cache)
    finally:
        daemon.destroy()
    return cache


@pytest.fixture
def daemons(libvirt_cache: Path) -> Iterator[Callable[[], Daemon]]:
    """``daemons()``: one more host."""
    made: list[Daemon] = []

    def more() -> Daemon:
        made.append(Daemon(libvirt_cache))
        return made[-1]

    yield more
    for daemon in made:
        daemon.destroy()


@pytest.fixture
def daemon(daemons: Callable[[], Daemon]) -> Daemon:
    """One host."""
    return daemons()


@pytest.fixture
def screen() -> Iterator[Screen]:
    """A private X screen and session bus, for the program as a process of its own."""
    made = Screen()
    yield made
    made.end()


@pytest.fixture
def vmgui_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, state and cache of the program, in a folder of the test's own."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("VMGUI_HOME", str(home))
    return home


class _Loud(logging.Handler):
    """Keeps what is logged at WARNING or above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record)


@pytest.fixture(autouse=True)
def loud_log() -> Iterator[_Loud]:
    """Fails a test in which anything is logged at WARNING or above, unless :func:`expect_log` took it."""
    loud = _Loud()
    logging.getLogger().addHandler(loud)
    yield loud
    logging.getLogger().removeHandler(loud)
    assert not loud.heard, [record.getMessage() for record in loud.heard]


@pytest.fixture
def expect_log(loud_log: _Loud) -> ExpectLog:
    """``with expect_log("text"):`` at least one warning with ``text`` in it is logged inside, and allowed."""

    @contextmanager
    def expecting(text: str) -> Iterator[None]:
        before = len(loud_log.heard)
        yield
        inside = loud_log.heard[before:]
        taken = [record for record in inside if text in record.getMessage()]
        assert taken, f"nothing logged with {text!r}"
        loud_log.heard[before:] = [record for record in inside if record not in taken]

    return expecting
