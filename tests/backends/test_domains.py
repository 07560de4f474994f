"""The XML of every profile: valid by libvirt's own schema, and taken, started and read back by a real libvirt."""

from __future__ import annotations

import asyncio
import subprocess
import time
from pathlib import Path
from uuid import uuid4

import pytest

from tests import disks
from tests.hosts import Daemon
from vmgui.backends.libvirt_host import LibvirtHost
from vmgui.errors import Problem
from vmgui.legacy import profiles
from vmgui.model.domain import read_domain, write_domain
from vmgui.model.hardware import LogicalGeometry
from vmgui.model.office import GuestState
from vmgui.paths import resource_dir

PROFILES = profiles.parse((resource_dir() / "profiles.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", sorted(PROFILES))
def test_valid_by_the_schema(tmp_path: Path, name: str) -> None:
    from dataclasses import replace

    machine = replace(PROFILES[name].hardware, geometry=LogicalGeometry(1023, 240, 63), mac="52:54:00:01:02:03")
    path = tmp_path / "d.xml"
    path.write_text(write_domain('a & <b> "c"', str(uuid4()), machine, "/images/a & b.qcow2", "kvm"), encoding="utf-8")
    done = subprocess.run(["virt-xml-validate", str(path), "domain"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    read = read_domain(path.read_text(encoding="utf-8"))
    assert read.name == 'a & <b> "c"'
    assert read.disks[0].path == "/images/a & b.qcow2"
    assert read.memory_mib == machine.memory_mib
    assert read.absolute_pointer == (machine.pointer == "tablet")
    assert read.acceleration == machine.acceleration


@pytest.mark.parametrize(
    "name", ["dos6", "freedos", "win95", "win98", "winnt351", "winnt4", "win2000", "winxp", "win2003", "linux"]
)
def test_a_real_host_takes_and_starts_it(daemon: Daemon, tmp_path: Path, name: str) -> None:
    raw = disks.dos_disk(tmp_path / "d.img")
    image = tmp_path / "d.qcow2"
    disks.run("qemu-img", "convert", "-O", "qcow2", raw, image)

    async def run() -> None:
        link = LibvirtHost(daemon.uri)
        await link.open(lambda _: None, lambda _: None)
        try:
            guest = await link.define(write_domain(name, str(uuid4()), PROFILES[name].hardware, str(image), "qemu"))
            await link.start(guest.uuid)
            domain = read_domain(await link.xml(guest.uuid, inactive=True))
            # libvirt resolves the machine's alias: what the guest sees stays the same when QEMU is updated.
            assert domain.machine.startswith("pc-i440fx-")
            end = time.monotonic() + 60
            while b"BIOS heads=" not in (await link.peek(guest.uuid, 0xB8000, 4000))[::2]:
                assert time.monotonic() < end
                await asyncio.sleep(0.2)
            assert (await link.guest(guest.uuid)).state is GuestState.RUNNING  # type: ignore[union-attr]
            await link.force_off(guest.uuid)
            await link.undefine(guest.uuid)
        finally:
            await link.close()

    asyncio.run(run())


@pytest.mark.parametrize("text", ["", "<domain", "<domain><memory>x</memory></domain>"])
def test_what_is_no_definition(text: str) -> None:
    with pytest.raises(Problem) as met:
        read_domain(text)
    assert met.value.code == "guest.bad-definition"
