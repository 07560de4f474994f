# ruff: noqa: F722, F821, UP037 - the annotations are D-Bus signatures, as dbus-fast wants them
"""Notifications against a real message bus, with a notification server double on it."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest
from dbus_fast.aio import MessageBus
from dbus_fast.service import ServiceInterface, dbus_method, dbus_signal

from vmgui.backends.desktop import DesktopNotifications


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a message bus of our own."""
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address=1"], stdout=subprocess.PIPE, text=True
    )
    assert daemon.stdout is not None
    address = daemon.stdout.readline().strip()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    yield address
    daemon.terminate()
    daemon.wait()
    daemon.stdout.close()


class Server(ServiceInterface):
    """Keeps what it is told to show; :meth:`ActionInvoked` is a user's click."""

    def __init__(self, capabilities: list[str]) -> None:
        super().__init__("org.freedesktop.Notifications")
        self.capabilities = capabilities
        self.shown: list[dict[str, Any]] = []

    @dbus_method()
    def Notify(
        self, app: "s", old: "u", icon: "s", title: "s", body: "s", actions: "as", hints: "a{sv}", timeout: "i"
    ) -> "u":
        self.shown.append({"title": title, "body": body, "actions": actions, "urgency": hints["urgency"].value})
        return len(self.shown)

    @dbus_method()
    def GetCapabilities(self) -> "as":
        return self.capabilities

    @dbus_signal()
    def ActionInvoked(self, number: "u", key: "s") -> "us":
        return [number, key]


async def serve(capabilities: list[str]) -> tuple[MessageBus, Server]:
    line = await MessageBus().connect()
    server = Server(capabilities)
    line.export("/org/freedesktop/Notifications", server)
    await line.request_name("org.freedesktop.Notifications")
    return line, server


def test_a_click_comes_back(bus: str) -> None:
    async def walk() -> None:
        line, server = await serve(["actions", "body"])
        desktop = DesktopNotifications()
        first, second = asyncio.Event(), asyncio.Event()
        assert await desktop.notify("One", "a <b>", urgent=False, clicked=first.set)
        assert await desktop.notify("Two", "", urgent=True, clicked=second.set)
        server.ActionInvoked(2, "default")
        await asyncio.wait_for(second.wait(), 10)
        assert not first.is_set()
        assert [one["urgency"] for one in server.shown] == [1, 2]
        assert server.shown[0]["body"] == "a <b>"
        assert server.shown[0]["actions"][0] == "default"
        await desktop.close()
        line.disconnect()

    asyncio.run(walk())


def test_markup_is_escaped_and_actions_left_out_as_the_server_can(bus: str) -> None:
    async def walk() -> None:
        line, server = await serve(["body-markup"])
        desktop = DesktopNotifications()
        assert await desktop.notify("One", "a <b> & c", urgent=False, clicked=lambda: None)
        assert server.shown[0]["body"] == "a &lt;b&gt; &amp; c"
        assert server.shown[0]["actions"] == []
        await desktop.close()
        line.disconnect()

    asyncio.run(walk())


def test_without_a_server_it_says_so_and_finds_a_later_one(bus: str) -> None:
    async def walk() -> None:
        desktop = DesktopNotifications()
        assert not await desktop.notify("One", "", urgent=False, clicked=lambda: None)
        line, server = await serve([])
        assert await desktop.notify("Two", "", urgent=False, clicked=lambda: None)
        assert len(server.shown) == 1
        await desktop.close()
        line.disconnect()

    asyncio.run(walk())


def test_without_a_bus_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    desktop = DesktopNotifications()
    assert not asyncio.run(desktop.notify("One", "", urgent=False, clicked=lambda: None))
