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
from xml.sax.saxutils import quoteattr

import libvirt

from vmgui.paths import cache_dir

#: Seconds the trial guest may take to its words.
_TRIAL = 5.0
#: The trial guest's disk, assembled from ``resources/boot/trial.asm``: it goes through the processor modes old systems
#: use and then writes these words.  A broken KVM gets as far as the BIOS and stops there.
_DISK = (
    bytes.fromhex(
        "fa31c08ed88ed0bc007c0f0116e07c0f20c00c010f22c0ea1c7c080066b810008ed88ec08ed0bc007c0000bf00000200"
        "b90004000031c0f3abc70500000200830000000f20e00c100f22e0b8000002000f22d80f20c00d000000800f22c09c6a"
        "0868677c0000cf0f20c025ffffff7f0f22c0ea797c000018000f20c024fe0f22c0ea867c000031c08ed8b800b88ec031"
        "ffbea17cb407ac08c07403abebf8f4ebfd766d6775693a20746869732070726f636573736f7220776f726b7300000000"
        "0000000000000000ffff0000009acf00ffff00000092cf00ffff0000009a00001f00c07c"
    ).ljust(510, b"\0")
    + b"\x55\xaa"
)
_WORDS = b"vmgui: this processor works"
_SCREEN = 0xB8000
_SCREEN_BYTES = 160

#: Trial guests are ours alone: they are not shown.
TRIAL_PREFIX = "vmgui-trial-"


def _trial_xml(name: str, disk: Path, kind: str = "kvm") -> str:
    return (
        f"<domain type='{kind}'><name>{name}</name><memory unit='MiB'>32</memory><vcpu>1</vcpu>"
        "<os><type arch='x86_64' machine='pc'>hvm</type></os><on_crash>destroy</on_crash>"
        "<devices><disk type='file' device='disk'><driver name='qemu' type='raw'/>"
        f"<source file={quoteattr(str(disk))}/><target dev='hda' bus='ide'/></disk>"
        "<controller type='usb' model='none'/><memballoon model='none'/><video><model type='vga'/></video>"
        "</devices></domain>"
    )


def _offers_kvm(connection: Any) -> bool:
    with suppress(libvirt.libvirtError):
        capabilities = connection.getDomainCapabilities(None, "x86_64", "pc", "kvm", 0)
        return ElementTree.fromstring(capabilities).findtext("domain") == "kvm"
    return False


def runs(connection: Any, kind: str = "kvm") -> bool:
    """Starts the trial guest with acceleration ``kind`` and sees whether it says its words."""
    disk = cache_dir() / "trial.img"
    try:
        disk.parent.mkdir(parents=True, exist_ok=True)
        disk.write_bytes(_DISK)
        xml = _trial_xml(f"{TRIAL_PREFIX}{uuid4().hex[:8]}", disk, kind)
        domain = connection.createXML(xml, libvirt.VIR_DOMAIN_START_AUTODESTROY)
    except (libvirt.libvirtError, OSError):
        return False
    try:
        end = time.monotonic() + _TRIAL
        while time.monotonic() < end:
            if domain.state()[0] != libvirt.VIR_DOMAIN_RUNNING:
                return False
            if _WORDS in domain.memoryPeek(_SCREEN, _SCREEN_BYTES, libvirt.VIR_MEMORY_PHYSICAL)[::2]:
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
            known[key] = "kvm" if _offers_kvm(connection) and runs(connection) else "qemu"
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
