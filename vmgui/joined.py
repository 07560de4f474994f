"""Services with their backends, put together once for the window and the terminal alike."""

from __future__ import annotations

from dataclasses import dataclass

from vmgui.backends.images import DiskImages
from vmgui.backends.inspecting import OldDisks
from vmgui.backends.job_store import JobFolders
from vmgui.backends.libvirt_host import LibvirtHost
from vmgui.backends.settings import HostList
from vmgui.legacy import profiles
from vmgui.paths import resource_dir
from vmgui.services.hosts import Hosts, Memory
from vmgui.services.importing import Importing
from vmgui.services.jobs import Jobs
from vmgui.services.power import Power


@dataclass(frozen=True, slots=True)
class Office:
    """All that can be asked for."""

    hosts: Hosts
    power: Power
    importing: Importing
    jobs: Jobs


def office(memory: Memory | None = None) -> Office:
    """Made on the running loop.  ``memory`` is where the list of hosts is kept; the user's own by default."""
    hosts = Hosts(LibvirtHost, memory or HostList())
    store = JobFolders()
    known = profiles.parse((resource_dir() / "profiles.toml").read_text(encoding="utf-8"))
    importing = Importing(hosts, OldDisks(), DiskImages(), store, known)
    return Office(hosts, Power(hosts), importing, Jobs(store, importing))
