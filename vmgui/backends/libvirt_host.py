"""The line to one libvirt host.

libvirt's own event loop runs on one daemon thread; its callbacks only hop to the asyncio loop that opened the host
(libvirtaio on Qt's loop loses events or crashes).  Calls run on the host's own lane with a deadline, at most four at a
time: a daemon serves five calls of one client at once, and a fifth stuck one would freeze the connection.
"""

from __future__ import annotations

import asyncio
import os
import socket
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit
from xml.etree import ElementTree

import libvirt

from vmgui.backends.acceleration import TRIAL_PREFIX, Acceleration
from vmgui.backends.lanes import Lane
from vmgui.backends.libvirt_errors import problem_of
from vmgui.backends.session_daemon import reachable
from vmgui.errors import Problem
from vmgui.model.office import Guest, GuestState, HostFacts

T = TypeVar("T")

#: Seconds a call may take before the host counts as not answering.
CALL_DEADLINE = 15.0
#: Opening may start the daemon, or ask for a password.
OPEN_DEADLINE = 20.0
#: Starting a guest, or ending one that hangs: SIGTERM, 10 s, SIGKILL (qemu_process.c).
POWER_DEADLINE = 60.0
#: The daemon answers at most this much memory in one call.
_PEEK = 65536

_STATES = {
    libvirt.VIR_DOMAIN_RUNNING: GuestState.RUNNING,
    libvirt.VIR_DOMAIN_BLOCKED: GuestState.RUNNING,
    libvirt.VIR_DOMAIN_PAUSED: GuestState.PAUSED,
    libvirt.VIR_DOMAIN_SHUTDOWN: GuestState.SHUTTING_DOWN,
    libvirt.VIR_DOMAIN_SHUTOFF: GuestState.OFF,
    libvirt.VIR_DOMAIN_CRASHED: GuestState.CRASHED,
    libvirt.VIR_DOMAIN_PMSUSPENDED: GuestState.SUSPENDED,
}

#: After any of these something about the guest may be different.
_EVENTS = (libvirt.VIR_DOMAIN_EVENT_ID_LIFECYCLE, libvirt.VIR_DOMAIN_EVENT_ID_METADATA_CHANGE)


@cache
def start_event_loop() -> None:
    """Registers libvirt's event loop and runs it on a daemon thread; before the first open, once per process."""
    libvirt.registerErrorHandler(lambda _context, _error: None, None)  # it prints to stderr otherwise
    libvirt.virEventRegisterDefaultImpl()

    def run() -> None:
        while True:
            libvirt.virEventRunDefaultImpl()

    threading.Thread(target=run, daemon=True, name="libvirt-events").start()
    _one_runtime_folder()


def _one_runtime_folder() -> None:
    """Without XDG_RUNTIME_DIR (cron, su) libvirt would start a second daemon over the same guests."""
    folder = f"/run/user/{os.getuid()}"
    if "XDG_RUNTIME_DIR" not in os.environ and os.path.isdir(folder):  # noqa: PTH112
        os.environ["XDG_RUNTIME_DIR"] = folder


def _version(number: int) -> str:
    return f"{number // 1_000_000}.{number // 1000 % 1000}.{number % 1000}"


class LibvirtHost:
    """Fulfils :class:`vmgui.services.outside.HostLink`."""

    def __init__(self, uri: str, acceleration: Acceleration | None = None) -> None:
        self._uri = uri
        self._connection: Any = None
        self._lane: Lane | None = None
        self._acceleration = acceleration or Acceleration()

    @property
    def uri(self) -> str:
        return self._uri

    # -- the line ------------------------------------------------------------------------------------------------

    async def open(self, changed: Callable[[str], None], lost: Callable[[Exception], None]) -> HostFacts:
        start_event_loop()
        await self.close()
        loop = asyncio.get_running_loop()
        # A lane of its own: opening a host whose daemon hangs never ends, and its thread is left behind with it.
        lane = self._lane = Lane(f"host {self._uri}", workers=4)

        def hop(function: Callable[..., None], *args: object) -> None:
            with suppress(RuntimeError):  # the loop is closed
                loop.call_soon_threadsafe(function, *args)

        def connect() -> tuple[Any, HostFacts]:
            connection = libvirt.open(reachable(self._uri))
            with suppress(libvirt.libvirtError):  # the test driver has no keepalive
                connection.setKeepAlive(3, 2)
            for event in _EVENTS:
                with suppress(libvirt.libvirtError):
                    connection.domainEventRegisterAny(
                        None, event, lambda _c, domain, *_rest: hop(changed, domain.UUIDString()), None
                    )
            with suppress(libvirt.libvirtError):
                connection.registerCloseCallback(
                    lambda _c, _reason, _o: hop(lost, Problem("host.lost", host=self._uri, detail="")), None
                )
            return connection, _facts(connection)

        self._connection, facts = await self._run(connect, OPEN_DEADLINE, lane)
        return facts

    async def close(self) -> None:
        """Drops the line.  A connection with a call in flight is left to its thread: closing it then is not safe."""
        connection, lane = self._connection, self._lane
        self._connection = self._lane = None
        if lane is None:
            return

        def hang_up() -> None:
            with suppress(libvirt.libvirtError):
                connection.close()

        if connection is not None:
            with suppress(TimeoutError):
                await lane.call(hang_up, 1.0)
        lane.close()

    async def _run(self, function: Callable[[], T], deadline: float, lane: Lane | None = None) -> T:
        lane = lane or self._lane
        if lane is None:
            raise Problem("host.lost", host=self._uri, detail="")
        try:
            return await lane.call(function, deadline)
        except libvirt.libvirtError as error:
            raise problem_of(error, self._uri) from error
        except TimeoutError:
            raise Problem("host.not-answering", host=self._uri) from None

    async def _on_host(self, function: Callable[[Any], T], deadline: float = CALL_DEADLINE) -> T:
        connection = self._connection
        if connection is None:
            raise Problem("host.lost", host=self._uri, detail="")
        return await self._run(lambda: function(connection), deadline)

    async def _on_guest(self, uuid: str, function: Callable[[Any], T], deadline: float = CALL_DEADLINE) -> T:
        return await self._on_host(lambda connection: function(connection.lookupByUUIDString(uuid)), deadline)

    # -- guests --------------------------------------------------------------------------------------------------

    def _guest(self, domain: Any) -> Guest:
        return Guest(
            host=self._uri,
            uuid=domain.UUIDString(),
            name=domain.name(),
            state=_STATES.get(domain.state()[0], GuestState.UNKNOWN),
            persistent=bool(domain.isPersistent()),
        )

    async def guests(self) -> Sequence[Guest]:
        def read(connection: Any) -> list[Guest]:
            found = []
            for domain in connection.listAllDomains():
                with suppress(libvirt.libvirtError):  # it went away while we asked
                    found.append(self._guest(domain))
            return [guest for guest in found if not guest.name.startswith(TRIAL_PREFIX)]

        return await self._on_host(read)

    async def guest(self, uuid: str) -> Guest | None:
        try:
            guest = await self._on_guest(uuid, self._guest)
            return None if guest.name.startswith(TRIAL_PREFIX) else guest
        except Problem as problem:
            if problem.code == "guest.gone":
                return None
            raise

    async def xml(self, uuid: str, *, inactive: bool = False) -> str:
        flags = libvirt.VIR_DOMAIN_XML_INACTIVE if inactive else 0
        return str(await self._on_guest(uuid, lambda domain: domain.XMLDesc(flags)))

    async def start(self, uuid: str) -> None:
        await self._on_guest(uuid, lambda domain: domain.create(), POWER_DEADLINE)

    async def shutdown(self, uuid: str) -> None:
        await self._on_guest(uuid, lambda domain: domain.shutdown())

    async def force_off(self, uuid: str) -> None:
        # destroyFlags(GRACEFUL) would wait for a hung QEMU for ever.
        await self._on_guest(uuid, lambda domain: domain.destroy(), POWER_DEADLINE)

    async def pause(self, uuid: str) -> None:
        await self._on_guest(uuid, lambda domain: domain.suspend())

    async def resume(self, uuid: str) -> None:
        await self._on_guest(uuid, lambda domain: domain.resume())

    async def reset(self, uuid: str) -> None:
        await self._on_guest(uuid, lambda domain: domain.reset())

    async def define(self, xml: str) -> Guest:
        def make(connection: Any) -> Guest:
            return self._guest(connection.defineXMLFlags(xml, libvirt.VIR_DOMAIN_DEFINE_VALIDATE))

        return await self._on_host(make, POWER_DEADLINE)

    async def undefine(self, uuid: str) -> None:
        flags = (
            libvirt.VIR_DOMAIN_UNDEFINE_MANAGED_SAVE
            | libvirt.VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA
            | libvirt.VIR_DOMAIN_UNDEFINE_CHECKPOINTS_METADATA
            | libvirt.VIR_DOMAIN_UNDEFINE_NVRAM
        )
        await self._on_guest(uuid, lambda domain: domain.undefineFlags(flags))

    # -- disks ---------------------------------------------------------------------------------------------------

    async def image_folder(self) -> Path:
        return await self._on_host(lambda connection: Path(_image_folder(connection)))

    async def delete_image(self, path: str) -> None:
        def delete(connection: Any) -> None:
            for pool in connection.listAllStoragePools(libvirt.VIR_CONNECT_LIST_STORAGE_POOLS_ACTIVE):
                with suppress(libvirt.libvirtError):
                    pool.refresh()
            connection.storageVolLookupByPath(path).delete()

        try:
            await self._on_host(delete, POWER_DEADLINE)
        except Problem as problem:
            raise Problem("disk.not-deleted", path=path, detail=problem.facts.get("detail", problem.code)) from problem

    # -- the machine itself --------------------------------------------------------------------------------------

    async def acceleration(self) -> str:
        return await self._on_host(self._acceleration.of, POWER_DEADLINE)

    async def screenshot(self, uuid: str) -> bytes:
        def shoot(domain: Any) -> bytes:
            stream = domain.connect().newStream()
            domain.screenshot(stream, 0)
            parts: list[bytes] = []
            stream.recvAll(lambda _stream, data, _opaque: parts.append(data), None)
            stream.finish()
            return b"".join(parts)

        return await self._on_guest(uuid, shoot)

    async def peek(self, uuid: str, address: int, size: int) -> bytes:
        def read(domain: Any) -> bytes:
            steps = range(address, address + size, _PEEK)
            return b"".join(
                domain.memoryPeek(at, min(_PEEK, address + size - at), libvirt.VIR_MEMORY_PHYSICAL) for at in steps
            )

        return await self._on_guest(uuid, read)

    async def console(self, uuid: str) -> socket.socket:
        def connect(domain: Any) -> int:
            screens = ElementTree.fromstring(domain.XMLDesc()).findall("devices/graphics")
            number = next((place for place, one in enumerate(screens) if one.get("type") == "vnc"), None)
            if number is None:
                raise Problem("console.no-screen", name=domain.name())
            return int(domain.openGraphicsFD(number, libvirt.VIR_DOMAIN_OPEN_GRAPHICS_SKIPAUTH))

        line = socket.socket(fileno=await self._on_guest(uuid, connect))
        line.setblocking(False)
        return line


def _facts(connection: Any) -> HostFacts:
    hypervisor = ""
    with suppress(libvirt.libvirtError):
        hypervisor = f"{connection.getType()} {_version(connection.getVersion())}"
    return HostFacts(connection.getHostname(), _version(connection.getLibVersion()), hypervisor)


def _image_folder(connection: Any) -> str:
    """The folder of the active pool ``default`` (or the first folder pool); made as virt-manager does when there is none."""
    pools = {pool.name(): pool for pool in connection.listAllStoragePools()}
    for pool in sorted(pools.values(), key=lambda pool: pool.name() != "default"):
        root = ElementTree.fromstring(pool.XMLDesc())
        path = root.findtext("target/path")
        if root.get("type") != "dir" or not path:
            continue
        if not pool.isActive():
            with suppress(libvirt.libvirtError):  # its folder may be gone: then another one is taken or made
                pool.create(libvirt.VIR_STORAGE_POOL_CREATE_WITH_BUILD)
        if pool.isActive():
            return path
    return _make_pool(connection, "default" if "default" not in pools else "vmgui")


def _make_pool(connection: Any, name: str) -> str:
    session = urlsplit(connection.getURI()).path == "/session"
    data = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local/share")
    path = f"{data}/libvirt/images" if session else "/var/lib/libvirt/images"
    root = ElementTree.Element("pool", type="dir")
    ElementTree.SubElement(root, "name").text = name
    target = ElementTree.SubElement(root, "target")
    ElementTree.SubElement(target, "path").text = path
    pool = connection.storagePoolDefineXML(ElementTree.tostring(root, encoding="unicode"))
    pool.build()
    pool.create()
    pool.setAutostart(True)
    return path
