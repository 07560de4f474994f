"""Hosts and guests live, on real daemons: what virsh does appears, a host that hangs holds up nobody."""

from __future__ import annotations

import asyncio
import subprocess
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import pytest

from tests import disks
from tests.hosts import Daemon
from vmgui.backends.libvirt_host import LibvirtHost
from vmgui.backends.settings import HostList
from vmgui.errors import Problem
from vmgui.model.office import LOCAL_URI, Guest, GuestKey, Host, HostState
from vmgui.services.hosts import Hosts, check_uri
from vmgui.services.power import Outcome, Power

_PATIENCE = 60.0
_XML = """<domain type='qemu'><name>{name}</name><memory unit='MiB'>32</memory>
<os><type arch='x86_64' machine='pc'>hvm</type></os><features><acpi/></features>
<devices>{disk}<graphics type='vnc'><listen type='socket'/></graphics></devices></domain>"""
_DISK = (
    "<disk type='file' device='disk'><driver name='qemu' type='{form}'/>"
    "<source file='{path}'/><target dev='hda' bus='ide'/></disk>"
)


class Fixed:
    """A list of hosts that remembers what is stored."""

    def __init__(self, *uris: str) -> None:
        self.uris: Sequence[str] = uris

    def load(self) -> Sequence[str]:
        return self.uris

    def store(self, uris: Sequence[str]) -> None:
        self.uris = tuple(uris)


class Diary:
    """A watcher that writes everything down."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def put_host(self, host: Host) -> None:
        self.lines.append(f"host {host.state}")

    def drop_host(self, uri: str) -> None:
        self.lines.append("host gone")

    def put_guest(self, guest: Guest) -> None:
        self.lines.append(f"{guest.name} {guest.state}")

    def drop_guest(self, key: GuestKey) -> None:
        self.lines.append("guest gone")


def virsh(daemon: Daemon, *words: str) -> None:
    done = subprocess.run(["virsh", "-q", "-c", daemon.uri, *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


async def until(holds: Callable[[], object], what: str) -> None:
    end = time.monotonic() + _PATIENCE
    while not holds():
        assert time.monotonic() < end, f"never: {what}"
        await asyncio.sleep(0.02)


def story(*daemons: Daemon) -> Callable[[Callable[[Hosts, Diary], Awaitable[None]]], None]:
    """Runs a story with the daemons as hosts, all online at its start."""

    def play(told: Callable[[Hosts, Diary], Awaitable[None]]) -> None:
        async def run() -> None:
            hosts, diary = Hosts(LibvirtHost, Fixed(*(daemon.uri for daemon in daemons))), Diary()
            hosts.watch(diary)
            hosts.start()
            try:
                for daemon in daemons:
                    await hosts.settled(daemon.uri)
                await told(hosts, diary)
            finally:
                await hosts.close()

        asyncio.run(run())

    return play


def test_what_another_program_does_appears_by_itself(daemon: Daemon, tmp_path: Path) -> None:
    xml = tmp_path / "a.xml"
    xml.write_text(_XML.format(name="FILESRV", disk=""))

    async def told(hosts: Hosts, diary: Diary) -> None:
        virsh(daemon, "define", str(xml))
        await until(lambda: "FILESRV off" in diary.lines, "defined")
        virsh(daemon, "start", "FILESRV")
        await until(lambda: "FILESRV running" in diary.lines, "started")
        virsh(daemon, "suspend", "FILESRV")
        await until(lambda: "FILESRV paused" in diary.lines, "paused")
        virsh(daemon, "destroy", "FILESRV")
        await until(lambda: diary.lines[-1] == "FILESRV off", "off")
        virsh(daemon, "domrename", "FILESRV", "PRINTSRV")
        await until(lambda: "PRINTSRV off" in diary.lines, "renamed")
        virsh(daemon, "undefine", "PRINTSRV")
        await until(lambda: diary.lines[-1] == "guest gone", "gone")
        assert hosts.guests() == ()

    story(daemon)(told)


def test_power_and_a_deaf_guest(daemon: Daemon, tmp_path: Path) -> None:
    disk = disks.dos_disk(tmp_path / "dos.img")
    xml = _XML.format(name="DOS", disk=_DISK.format(form="raw", path=disk))

    async def told(hosts: Hosts, diary: Diary) -> None:
        power, link = Power(hosts), hosts.link(daemon.uri)
        guest = await link.define(xml)
        await until(lambda: "DOS off" in diary.lines, "defined")
        await power.start(guest.key)
        await power.pause(guest.key)
        await until(lambda: diary.lines[-1] == "DOS paused", "paused")
        await power.resume(guest.key)
        await power.reset(guest.key)
        assert await power.hears_shutdown(guest.key)
        assert await power.shut_down(guest.key, patience=1.5) is Outcome.DEAF
        with pytest.raises(Problem) as met:
            await power.delete(guest.key)
        assert met.value.code == "guest.still-running"
        watching = asyncio.create_task(power.watch_shutdown(guest.key, _PATIENCE))
        await asyncio.sleep(0.05)
        await power.force_off(guest.key)
        assert await watching is Outcome.OFF
        await power.delete(guest.key)
        assert disk.exists()
        await until(lambda: diary.lines[-1] == "guest gone", "gone")

    story(daemon)(told)


def test_only_ticked_disks_are_erased_and_none_that_is_shared(daemon: Daemon) -> None:
    async def told(hosts: Hosts, diary: Diary) -> None:
        power, link = Power(hosts), hosts.link(daemon.uri)
        folder = daemon.home / "images"
        subprocess.run(
            ["virsh", "-q", "-c", daemon.uri, "pool-create-as", "default", "dir", "--target", str(folder), "--build"],
            check=True,
            capture_output=True,
        )
        assert await link.image_folder() == folder
        for name in ("own", "shared"):
            subprocess.run(["qemu-img", "create", "-q", "-f", "qcow2", folder / name, "1M"], check=True)
        guests = []
        for name, disk in (("A", "own"), ("B", "shared"), ("C", "shared")):
            xml = _XML.format(name=name, disk=_DISK.format(form="qcow2", path=folder / disk))
            guests.append(await link.define(xml))
        assert [disk.path for disk in await power.disks(guests[0].key)] == [str(folder / "own")]
        await power.delete(guests[0].key, [str(folder / "own")])
        assert not (folder / "own").exists()
        for disks_, code in (([str(folder / "shared")], "disk.shared"), (["/etc/passwd"], "disk.not-of-guest")):
            with pytest.raises(Problem) as met:
                await power.delete(guests[1].key, disks_)
            assert met.value.code == code
        assert await link.guest(guests[1].uuid) is not None
        assert (folder / "shared").exists()

    story(daemon)(told)


def test_a_frozen_host_is_said_and_holds_up_nobody(daemons: Callable[[], Daemon], tmp_path: Path) -> None:
    frozen, live = daemons(), daemons()
    xml = tmp_path / "a.xml"
    xml.write_text(_XML.format(name="LIVE", disk=""))

    async def told(hosts: Hosts, diary: Diary) -> None:
        frozen.freeze()
        try:
            stuck = asyncio.create_task(hosts.link(frozen.uri).guests())
            await asyncio.sleep(0)
            virsh(live, "define", str(xml))
            await until(lambda: "LIVE off" in diary.lines, "the other host's guest")
            assert [guest.name for guest in await hosts.link(live.uri).guests()] == ["LIVE"]

            def is_off() -> bool:
                host = hosts.host(frozen.uri)
                return host is not None and host.state is HostState.OFFLINE

            await until(is_off, "the frozen host said to be off")
            with pytest.raises(Problem):
                await stuck
        finally:
            frozen.thaw()
        hosts.reconnect(frozen.uri)

        def is_back() -> bool:
            host = hosts.host(frozen.uri)
            return host is not None and host.state is HostState.ONLINE

        await until(is_back, "the host back")

    story(frozen, live)(told)


def test_a_daemon_that_dies_comes_back_with_its_guests(daemon: Daemon) -> None:
    async def told(hosts: Hosts, diary: Diary) -> None:
        await hosts.link(daemon.uri).define(_XML.format(name="KEPT", disk=""))
        await until(lambda: "KEPT off" in diary.lines, "defined")
        daemon.stop()
        await until(lambda: diary.lines[-1] == "host offline", "the loss said")
        assert [guest.name for guest in hosts.guests()] == ["KEPT"]  # known still, its host marked
        with pytest.raises(Problem) as met:
            await hosts.settled(daemon.uri)
        assert met.value.code in ("host.lost", "host.unreachable")
        daemon.start()
        hosts.reconnect(daemon.uri)
        await until(lambda: "host online" in diary.lines[-3:], "the host back")

    story(daemon)(told)


def test_a_host_whose_daemon_hangs_from_the_start(daemon: Daemon, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vmgui.backends.libvirt_host.OPEN_DEADLINE", 1.0)

    async def run() -> None:
        hosts = Hosts(LibvirtHost, Fixed(daemon.uri))
        daemon.freeze()
        try:
            hosts.start()
            with pytest.raises(Problem) as met:
                await hosts.settled(daemon.uri)
            assert met.value.code == "host.not-answering"
        finally:
            daemon.thaw()
            await hosts.close()

    asyncio.run(run())


def test_no_acceleration_where_it_does_not_work(daemon: Daemon, vmgui_home: Path) -> None:
    """Whatever /dev/kvm looks like: the answer is that of a guest that was really run."""
    from vmgui.backends import acceleration

    async def told(hosts: Hosts, diary: Diary) -> None:
        link = hosts.link(daemon.uri)
        assert isinstance(link, LibvirtHost)
        assert await link._on_host(lambda one: acceleration.runs(one, "qemu"), 60)
        really = await link._on_host(lambda one: acceleration.runs(one, "kvm"), 60)
        assert await link.acceleration() == ("kvm" if really else "qemu")
        assert not [line for line in diary.lines if acceleration.TRIAL_PREFIX in line]

    story(daemon)(told)


def test_the_first_start_and_the_list(vmgui_home: Path, daemon: Daemon) -> None:
    async def run() -> None:
        memory = HostList()
        assert memory.load() is None
        made: list[str] = []

        def link(uri: str) -> LibvirtHost:
            made.append(uri)
            return LibvirtHost(daemon.uri)

        hosts = Hosts(link, memory)
        hosts.start()
        assert [host.uri for host in hosts.hosts] == [LOCAL_URI]
        hosts.add(daemon.uri)
        with pytest.raises(Problem):
            hosts.add(daemon.uri)
        assert memory.load() == [LOCAL_URI, daemon.uri]
        await hosts.remove(LOCAL_URI)
        assert memory.load() == [daemon.uri]
        await hosts.close()

    asyncio.run(run())
    (vmgui_home / "config" / "hosts.json").write_text("{")
    with pytest.raises(Problem) as met:
        HostList().load()
    assert met.value.code == "settings.damaged"
    assert (vmgui_home / "config" / "hosts.damaged").read_text() == "{"
    assert HostList().load() is None


@pytest.mark.parametrize(
    ("uri", "code"),
    [
        ("", "host.bad-address"),
        ("file:///etc/passwd", "host.bad-address"),
        ("qemu+ssh://host:x/system", "host.bad-address"),
        ("qemu+ssh://me:secret@host/system", "host.password-in-address"),
        ("qemu+ssh://host/system?no_verify=1", "host.unchecked"),
    ],
)
def test_addresses_that_are_refused(uri: str, code: str) -> None:
    with pytest.raises(Problem) as met:
        check_uri(uri)
    assert met.value.code == code
    assert "secret" not in str(met.value)
