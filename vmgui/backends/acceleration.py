"""Whether hardware virtualisation really works on a host: decided by running a guest with it.

/dev/kvm may be there and broken (nested, BIOS, a container), so neither the file nor the capabilities decide.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import uuid4
from xml.etree import ElementTree

import libvirt

from vmgui.paths import cache_dir

#: Seconds the trial guest's BIOS may take to its first line.
_TRIAL = 5.0
#: What the BIOS writes on the text screen, and where: nothing stands there unless the virtual CPU really executes.
_BANNER = b"SeaBIOS"
_SCREEN = 0xB8000
_SCREEN_BYTES = 4000

#: Trial guests are ours alone: they are not shown.
TRIAL_PREFIX = "vmgui-trial-"


def _trial_xml(name: str) -> str:
    return (
        f"<domain type='kvm'><name>{name}</name><memory unit='MiB'>32</memory><vcpu>1</vcpu>"
        "<os><type arch='x86_64' machine='pc'>hvm</type></os><on_crash>destroy</on_crash>"
        "<devices><controller type='usb' model='none'/><memballoon model='none'/><video><model type='vga'/></video>"
        "</devices></domain>"
    )


def _offers_kvm(connection: Any) -> bool:
    with suppress(libvirt.libvirtError):
        capabilities = connection.getDomainCapabilities(None, "x86_64", "pc", "kvm", 0)
        return ElementTree.fromstring(capabilities).findtext("domain") == "kvm"
    return False


def _runs(connection: Any) -> bool:
    """Starts a tiny guest with KVM and sees whether its BIOS says anything."""
    try:
        domain = connection.createXML(_trial_xml(f"{TRIAL_PREFIX}{uuid4().hex[:8]}"), libvirt.VIR_DOMAIN_START_AUTODESTROY)
    except libvirt.libvirtError:
        return False
    try:
        end = time.monotonic() + _TRIAL
        while time.monotonic() < end:
            if domain.state()[0] != libvirt.VIR_DOMAIN_RUNNING:
                return False
            if _BANNER in domain.memoryPeek(_SCREEN, _SCREEN_BYTES, libvirt.VIR_MEMORY_PHYSICAL)[::2]:
                return True
            time.sleep(0.1)
    except libvirt.libvirtError:
        return False
    finally:
        with suppress(libvirt.libvirtError):
            domain.destroy()
    return False


class Acceleration:
    """Remembers the answer per host, hypervisor version and (locally) the state of /dev/kvm."""

    def of(self, connection: Any) -> str:
        """``kvm`` or ``qemu``; blocking, for a lane."""
        key = _key(connection)
        known = _load()
        if key not in known:
            known[key] = "kvm" if _offers_kvm(connection) and _runs(connection) else "qemu"
            _store(known)
        return known[key]


def _key(connection: Any) -> str:
    device = Path("/dev/kvm")
    facts: list[object] = [connection.getURI(), connection.getHostname(), connection.getVersion()]
    with suppress(OSError):
        status = device.stat()
        facts += [int(status.st_ctime), os.access(device, os.R_OK | os.W_OK)]
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]


def _file() -> Path:
    return cache_dir() / "acceleration.json"


def _load() -> dict[str, str]:
    with suppress(OSError, ValueError):
        known = json.loads(_file().read_text())
        if isinstance(known, dict):
            return {str(key): str(value) for key, value in known.items() if value in ("kvm", "qemu")}
    return {}


def _store(known: dict[str, str]) -> None:
    with suppress(OSError):  # a cache only: without it the trial runs again
        _file().parent.mkdir(parents=True, exist_ok=True)
        _file().write_text(json.dumps(known))
