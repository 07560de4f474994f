"""Guests on and off, and away.  A shutdown is a request: whether the guest follows it is watched."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from enum import StrEnum

from vmgui.errors import Problem
from vmgui.model.domain import Disk, read_domain
from vmgui.model.office import Guest, GuestKey
from vmgui.services.hosts import Hosts

#: Seconds after which a guest that still runs is said not to react.
PATIENCE = 60.0


class Outcome(StrEnum):
    """How a watched shutdown ended."""

    OFF = "off"
    #: Still running after the time given: the next step is the user's (ask again, force off, wait).
    DEAF = "deaf"


class Power:
    """What can be done with a guest as a whole."""

    def __init__(self, hosts: Hosts) -> None:
        self._hosts = hosts

    async def start(self, key: GuestKey) -> None:
        await self._hosts.link(key.host).start(key.uuid)

    async def pause(self, key: GuestKey) -> None:
        await self._hosts.link(key.host).pause(key.uuid)

    async def resume(self, key: GuestKey) -> None:
        await self._hosts.link(key.host).resume(key.uuid)

    async def reset(self, key: GuestKey) -> None:
        await self._hosts.link(key.host).reset(key.uuid)

    async def force_off(self, key: GuestKey) -> None:
        await self._hosts.link(key.host).force_off(key.uuid)

    async def hears_shutdown(self, key: GuestKey) -> bool:
        """Whether the guest has the ACPI power button a shutdown presses; most systems before 2000 do not."""
        return read_domain(await self._hosts.link(key.host).xml(key.uuid)).acpi

    async def shut_down(self, key: GuestKey, patience: float = PATIENCE) -> Outcome:
        """Asks the guest to shut down and watches it for ``patience`` seconds."""
        await self._hosts.link(key.host).shutdown(key.uuid)
        return await self.watch_shutdown(key, patience)

    async def watch_shutdown(self, key: GuestKey, patience: float = PATIENCE) -> Outcome:
        """Waits for the guest to be off, by the host's events."""
        off = asyncio.Event()
        watcher = _OffWatcher(key, off.set)
        self._hosts.watch(watcher)
        try:
            async with asyncio.timeout(patience):
                await off.wait()
        except TimeoutError:
            return Outcome.DEAF
        finally:
            self._hosts.unwatch(watcher)
        return Outcome.OFF

    async def disks(self, key: GuestKey) -> Sequence[Disk]:
        """The guest's hard disks that are files or volumes of its own host."""
        domain = read_domain(await self._hosts.link(key.host).xml(key.uuid, inactive=True))
        return [disk for disk in domain.disks if disk.device == "disk" and disk.path]

    async def delete(self, key: GuestKey, disks: Sequence[str] = ()) -> None:
        """Forgets the guest; of its disks only those in ``disks`` (paths) are erased, and none another guest has."""
        link = self._hosts.link(key.host)
        own = {disk.path for disk in await self.disks(key)}
        for path in disks:
            if path not in own:
                raise Problem("disk.not-of-guest", path=path)
            await self._check_unshared(key, path)
        guest = await link.guest(key.uuid)
        if guest is not None and guest.state.active:
            raise Problem("guest.still-running", name=guest.name)
        await link.undefine(key.uuid)
        for path in disks:
            await link.delete_image(path)

    async def _check_unshared(self, key: GuestKey, path: str) -> None:
        link = self._hosts.link(key.host)
        for other in await link.guests():
            if other.uuid == key.uuid:
                continue
            domain = read_domain(await link.xml(other.uuid, inactive=True))
            if any(disk.path == path for disk in domain.disks):
                raise Problem("disk.shared", path=path, guest=other.name)


class _OffWatcher:
    """Calls ``off`` when one guest is off or gone."""

    def __init__(self, key: GuestKey, off: Callable[[], None]) -> None:
        self._key = key
        self._off = off

    def put_host(self, host: object) -> None:
        """Not asked for."""

    def drop_host(self, uri: str) -> None:
        """Not asked for."""

    def put_guest(self, guest: Guest) -> None:
        if guest.key == self._key and not guest.state.active:
            self._off()

    def drop_guest(self, key: GuestKey) -> None:
        if key == self._key:
            self._off()
