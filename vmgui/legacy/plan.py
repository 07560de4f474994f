"""An import, decided and readable before anything happens."""

from __future__ import annotations

from dataclasses import dataclass

from vmgui.legacy.report import Repair
from vmgui.model.hardware import Hardware


@dataclass(frozen=True, slots=True)
class SourceIdentity:
    """What must still be true of the source when a job is resumed."""

    path: str
    size_bytes: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """All that a job needs; stored with it as JSON, never changed afterwards."""

    name: str
    uuid: str
    host: str
    source: SourceIdentity
    #: Absolute path of the new qcow2 image on the host.
    target: str
    #: Size of the new disk; ``lead_bytes`` of it come before the source's first byte.
    disk_bytes: int
    lead_bytes: int
    hardware: Hardware
    #: Ids of the findings whose fixes are carried out, in order.
    findings: tuple[str, ...]
    repairs: tuple[Repair, ...]
    start: bool
    #: The domain's XML as it will be defined.
    domain_xml: str
