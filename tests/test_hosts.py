"""The test hosts themselves: separate, real, and gone afterwards."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import libvirt
import pytest

from tests.conftest import ExpectLog
from tests.hosts import Daemon

_GUEST = """<domain type='qemu'><name>idle</name><memory unit='MiB'>16</memory>
<os><type arch='x86_64' machine='pc'>hvm</type></os></domain>"""


def _alive(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def test_two_hosts_are_apart_and_leave_nothing(daemons: Callable[[], Daemon]) -> None:
    one, two = daemons(), daemons()
    first, second = libvirt.open(one.uri), libvirt.open(two.uri)
    first.defineXML(_GUEST).create()
    assert [guest.name() for guest in first.listAllDomains()] == ["idle"]
    assert second.listAllDomains() == []
    qemu = int((one.runtime / "libvirt/qemu/run/idle.pid").read_text())
    assert _alive(qemu)
    first.close()
    second.close()
    one.stop()
    assert not _alive(qemu)
    assert not _alive(one.pid)
    assert _alive(two.pid)


def test_a_dead_guest_is_reaped_at_once(daemon: Daemon) -> None:
    connection = libvirt.open(daemon.uri)
    guest = connection.createXML(_GUEST)
    qemu = int((daemon.runtime / "libvirt/qemu/run/idle.pid").read_text())
    guest.destroy()
    connection.close()
    assert not _alive(qemu)


def test_expected_warnings_pass(expect_log: ExpectLog) -> None:
    with expect_log("the roof"):
        logging.getLogger("vmgui.test").warning("the roof leaks")


def test_an_expected_warning_must_come(expect_log: ExpectLog) -> None:
    with pytest.raises(AssertionError, match="nothing logged"), expect_log("the roof"):
        pass
