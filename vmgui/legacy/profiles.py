"""Guest profiles: data in ``resources/profiles.toml``, read and checked here, chosen by what a disk says."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields, replace

from vmgui.legacy.report import DiskReport, System
from vmgui.model.hardware import Hardware


@dataclass(frozen=True, slots=True)
class Profile:
    """The hardware a system of the time gets, and its limits."""

    id: str
    #: The product's own name; the same in every language.
    title: str
    confidence: str
    hardware: Hardware
    #: 0: none of its own.
    disk_limit_gib: int = 0


_OWN = frozenset(field.name for field in fields(Hardware)) - {"profile", "geometry"}


def parse(text: str) -> dict[str, Profile]:
    """The profiles by id; ValueError for anything a profile may not say."""
    profiles = {}
    for name, table in tomllib.loads(text).items():
        values = dict(table)
        title, confidence = values.pop("title"), values.pop("confidence")
        limit = values.pop("disk_limit_gib", 0)
        if unknown := values.keys() - _OWN:
            raise ValueError(f"{name}: {', '.join(sorted(unknown))}")
        profiles[name] = Profile(name, title, confidence, Hardware(profile=name, **values), limit)
    if "unknown" not in profiles:
        raise ValueError("no profile 'unknown'")
    return profiles


#: ``family`` and the start of ``version`` -> profile; the first that fits counts.
_FITS: tuple[tuple[str, str, str], ...] = (
    ("winnt", "3.1", "winnt31"),
    ("winnt", "3.51", "winnt351"),
    ("winnt", "3.5", "winnt35"),
    ("winnt", "4", "winnt4"),
    ("winnt", "5.0", "win2000"),
    ("winnt", "5.1", "winxp"),
    ("winnt", "5.2", "win2003"),
    ("reactos", "", "win2003"),
    ("win9x", "4.90", "winme"),
    ("win9x", "4.10", "win98"),
    ("win9x", "4", "win95"),
    ("win9x", "", "win98"),
    ("dos", "", "dos6"),
    ("freedos", "", "freedos"),
    ("linux", "2.", "linux-old"),
    ("linux", "", "linux"),
    ("os2", "", "os2"),
    ("netware", "", "netware"),
)


def choose(systems: tuple[System, ...]) -> str:
    """The id of the profile for the first system that has one; ``unknown`` when none has."""
    for system in systems:
        for family, version, profile in _FITS:
            if system.family == family and system.version.startswith(version):
                return profile
    return "unknown"


def hardware_of(report: DiskReport, profiles: dict[str, Profile]) -> Hardware:
    """The profile's hardware, before any finding."""
    return replace((profiles.get(report.profile) or profiles["unknown"]).hardware)
