"""Hosts and guests as the window shows them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class HostState(StrEnum):
    """How the line to a host stands."""

    CONNECTING = "connecting"
    ONLINE = "online"
    OFFLINE = "offline"  # not reachable, or lost; ``Host.problem`` says why


class GuestState(StrEnum):
    """A guest's state, in libvirt's own distinctions (virDomainState)."""

    RUNNING = "running"
    PAUSED = "paused"
    SHUTTING_DOWN = "shutting down"
    OFF = "off"
    CRASHED = "crashed"
    SUSPENDED = "suspended"  # the guest itself sleeps (pmsuspended)
    UNKNOWN = "unknown"

    @property
    def active(self) -> bool:
        """Whether a QEMU process stands behind it."""
        return self not in (GuestState.OFF, GuestState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class GuestKey:
    """Names one guest in the office: a UUID is unique only within its host."""

    host: str
    uuid: str


@dataclass(frozen=True, slots=True)
class Guest:
    """One guest as its host tells it."""

    host: str  # URI
    uuid: str
    name: str
    state: GuestState
    persistent: bool = True

    @property
    def key(self) -> GuestKey:
        return GuestKey(self.host, self.uuid)


@dataclass(frozen=True, slots=True)
class HostFacts:
    """What a host said of itself when the line was opened."""

    hostname: str
    #: libvirt's version on the host, ``9.0.0``.
    libvirt: str
    #: ``QEMU 7.2.22``; empty when it would not say.
    hypervisor: str


@dataclass(frozen=True, slots=True)
class Host:
    """One host.  ``problem`` is a code of :mod:`vmgui.problems` with its facts while it is OFFLINE."""

    uri: str
    name: str
    state: HostState = HostState.CONNECTING
    facts: HostFacts | None = None
    problem: str = ""
    problem_facts: tuple[tuple[str, str | int], ...] = ()


LOCAL_URI = "qemu:///session"
