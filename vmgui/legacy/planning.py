"""From a report and the user's answers to a plan."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from vmgui.errors import Problem
from vmgui.legacy.plan import ImportPlan, SourceIdentity
from vmgui.legacy.profiles import Profile, hardware_of
from vmgui.legacy.report import DiskReport, Finding, Severity
from vmgui.model.domain import write_domain
from vmgui.model.hardware import Hardware, LogicalGeometry

#: What libvirt and a file system both take as a name; one that a person can type again.
_NAME = re.compile(r"[^\s/\\:*?\"<>|\x00-\x1f.-][^/\\:*?\"<>|\x00-\x1f]{0,60}")


@dataclass(frozen=True, slots=True)
class Answers:
    """What the user and the host say.  ``memory_mib`` 0 is the profile's."""

    name: str
    uuid: str
    host: str
    folder: str
    source: SourceIdentity
    acceleration: str
    findings: tuple[str, ...]
    memory_mib: int = 0
    start: bool = True


def check_name(name: str) -> None:
    """Problem when a guest cannot be called that."""
    if not _NAME.fullmatch(name) or name != name.strip():
        raise Problem("import.bad-name", name=name)


def chosen(report: DiskReport, ids: Sequence[str]) -> tuple[Finding, ...]:
    """The findings whose fixes are wanted, in the report's order."""
    return tuple(finding for finding in report.findings if finding.id in ids and finding.fixable)


def hardware(report: DiskReport, profiles: dict[str, Profile], ids: Sequence[str]) -> Hardware:
    """The profile's hardware with what the chosen findings ask for."""
    machine = hardware_of(report, profiles)
    for finding in chosen(report, ids):
        for setting in finding.settings:
            value = LogicalGeometry.parse(str(setting.value)) if setting.name == "geometry" else setting.value
            machine = replace(machine, **{setting.name: value})  # type: ignore[arg-type]
    return machine if machine.mac else replace(machine, mac=mac_of(report))


def mac_of(report: DiskReport) -> str:
    """A fresh address in QEMU's own range, the same each time for the same disk: NICs are told apart by it."""
    digest = hashlib.sha256(f"{report.signature}/{report.size_bytes}/{report.source}".encode()).digest()
    return "52:54:00:" + ":".join(f"{byte:02x}" for byte in digest[:3])


def blocked(report: DiskReport) -> tuple[Finding, ...]:
    """The findings that stop the new guest and that nothing of ours cures."""
    return tuple(item for item in report.findings if item.severity is Severity.STOP and not item.fixable)


def plan(report: DiskReport, profiles: dict[str, Profile], answers: Answers) -> ImportPlan:
    """The whole import; Problem ``import.blocked`` when the disk cannot be made to start."""
    check_name(answers.name)
    if stops := blocked(report):
        raise Problem("import.blocked", findings=", ".join(finding.id for finding in stops))
    machine = hardware(report, profiles, answers.findings)
    if answers.memory_mib:
        machine = replace(machine, memory_mib=min(answers.memory_mib, machine.max_memory_mib))
    target = f"{answers.folder.rstrip('/')}/{answers.name}.qcow2"
    picked = chosen(report, answers.findings)
    return ImportPlan(
        name=answers.name,
        uuid=answers.uuid,
        host=answers.host,
        source=answers.source,
        target=target,
        disk_bytes=report.disk_bytes,
        lead_bytes=report.lead_bytes,
        hardware=machine,
        findings=tuple(finding.id for finding in picked),
        repairs=tuple(repair for finding in picked for repair in finding.repairs),
        start=answers.start,
        domain_xml=write_domain(answers.name, answers.uuid, machine, target, answers.acceleration),
    )
