"""The terminal's ``look``, ``import`` and the jobs behind it."""

from __future__ import annotations

import argparse
import asyncio
import json
import shlex
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication

from vmgui.errors import Problem
from vmgui.joined import Office
from vmgui.legacy.report import DiskReport, Finding, Partition, Severity, Undo
from vmgui.model.office import LOCAL_URI
from vmgui.services.importing import Order
from vmgui.services.jobs import Job, JobState, Step
from vmgui.words import doubt_words, finding_words


def tr(text: str) -> str:
    """A sentence of the terminal in the user's language (lupdate finds ``tr`` outside a class without a context)."""
    return QCoreApplication.translate("", text)


def add_import_commands() -> dict[str, Callable[[Any, str], None]]:
    """The commands by name, each adding its own parser."""
    return {"look": _add_look, "import": _add_import, "jobs": _add_jobs, "discard": _add_discard, "undo": _add_undo}


def _parser(commands: Any, name: str, text: str, command: object) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
    parser.add_argument("--json", action="store_true", help="JSON for scripts")
    parser.set_defaults(command=command, host=LOCAL_URI)
    return parser


def _add_look(commands: Any, name: str) -> None:
    parser = _parser(commands, name, "what stands on an old disk", _look)
    parser.add_argument("source", metavar="SOURCE")


def _add_import(commands: Any, name: str) -> None:
    parser = _parser(commands, name, "make a guest from an old disk", _import)
    parser.add_argument("source", metavar="SOURCE")
    parser.add_argument("--name", required=True, help="name of the new guest")
    parser.add_argument("--host", metavar="URI", help=f"default: {LOCAL_URI}")
    parser.add_argument("--start", action="store_true", help="start it at the end")
    parser.add_argument("--accept-findings", action="store_true", help="carry out every proposed fix, on the copy")
    parser.add_argument("--resume", action="store_true", help="go on with the interrupted import of this name")


def _add_jobs(commands: Any, name: str) -> None:
    _parser(commands, name, "list the imports, done and interrupted", _jobs)


def _add_discard(commands: Any, name: str) -> None:
    parser = _parser(commands, name, "take back an interrupted import", _discard)
    parser.add_argument("job", metavar="JOB")
    parser.add_argument("--host", metavar="URI", help=f"default: {LOCAL_URI}")


def _add_undo(commands: Any, name: str) -> None:
    parser = _parser(commands, name, "put the old bytes back that an import's fixes changed on the copy", _undo)
    parser.add_argument("job", metavar="JOB")
    parser.add_argument("--host", metavar="URI", help=f"default: {LOCAL_URI}")


# -- look ------------------------------------------------------------------------------------------------------------


async def _look(office: Office, order: argparse.Namespace) -> int:
    report = await office.importing.look(order.source)
    if order.json:
        print(json.dumps(report_json(report), ensure_ascii=False))
    else:
        print("\n".join(report_lines(report)))
    return 0


def report_json(report: DiskReport) -> dict[str, Any]:
    """The report for scripts; the keys are stable."""
    shape = report.geometry
    return {
        "source": report.source,
        "size_bytes": report.size_bytes,
        "partition_table": report.partition_table,
        "partitions": [
            {key: value for key, value in asdict(partition).items() if key not in ("entry_offset",)}
            for partition in report.partitions
        ],
        "geometry": {
            "cylinders": shape.cylinders,
            "heads": shape.heads,
            "sectors": shape.sectors,
            "from": shape.origin,
        },
        "systems": [asdict(system) for system in report.systems],
        "profile": report.profile,
        "doubts": [{"id": doubt.id, "text": doubt_words(doubt), "facts": doubt.facts} for doubt in report.doubts],
        "findings": [_finding_json(finding) for finding in report.findings],
    }


def _finding_json(finding: Finding) -> dict[str, Any]:
    words = finding_words(finding)
    return {
        "id": finding.id,
        "severity": str(finding.severity),
        "consequence": words.consequence,
        "fix": words.fix,
        "reversible": finding.undo is not Undo.NONE,
        "undo": words.undo,
        "applies": True,
        "facts": finding.facts,
    }


def report_lines(report: DiskReport) -> list[str]:
    """The report for people."""
    shape = report.geometry
    lines = [
        tr("{source}: {size} bytes, partition table: {table}").format(
            source=report.source, size=report.size_bytes, table=report.partition_table
        ),
        tr("Geometry: {cylinders} cylinders, {heads} heads, {sectors} sectors (from: {origin})").format(
            cylinders=shape.cylinders, heads=shape.heads, sectors=shape.sectors, origin=shape.origin
        ),
    ]
    lines += [_partition_line(partition) for partition in report.partitions]
    for system in report.systems:
        facts = (system.family, system.version, system.service_pack and f"SP{system.service_pack}", system.edition)
        where = tr("on partition {number}, {root}").format(number=system.partition, root=system.root)
        lines.append(tr("System: {what} {where}").format(what=" ".join(filter(None, facts)), where=where))
        if system.hal or system.computer_name:
            lines.append(tr("  HAL {hal}, computer name {name}").format(hal=system.hal, name=system.computer_name))
    lines.append(tr("Profile: {profile}").format(profile=report.profile))
    lines += [tr("Not sure: {text}").format(text=doubt_words(doubt)) for doubt in report.doubts]
    for finding in report.findings:
        words = finding_words(finding)
        lines.append(f"[{finding.severity}] {finding.id}: {words.consequence}")
        if words.fix:
            lines.append(f"    {words.fix}")
    return lines


def _partition_line(partition: Partition) -> str:
    line = tr("Partition {number}: type {type}, {size} bytes at {start}, {filesystem} {label} {active}").format(
        number=partition.number,
        type=f"{partition.type:02X}",
        size=partition.size_bytes,
        start=partition.start_bytes,
        filesystem=f"{partition.filesystem or '?'} {partition.filesystem_version}".strip(),
        label=partition.label,
        active=tr("(active)") if partition.active else "",
    )
    return line.rstrip()


# -- import ----------------------------------------------------------------------------------------------------------


class _Progress:
    """Writes a line for each step and each whole percent of one job."""

    def __init__(self, job: str, *, as_json: bool) -> None:
        self._job = job
        self._as_json = as_json
        self._last: tuple[Step, int] | None = None

    def put_job(self, job: Job) -> None:
        if job.id != self._job or job.state is not JobState.RUNNING:
            return
        percent = job.done * 100 // job.total if job.total else 0
        if (job.step, percent) == self._last:
            return
        self._last = (job.step, percent)
        if self._as_json:
            facts = {"job": job.id, "step": str(job.step), "done": job.done, "total": job.total}
            print(json.dumps(facts), flush=True)
        else:
            print(f"{job.step} {percent} %" if job.total else str(job.step), flush=True)

    def drop_job(self, job: str) -> None:
        """Nothing to say."""


async def _import(office: Office, order: argparse.Namespace) -> int:
    order.source = str(Path(order.source).absolute())  # the job may go on from another folder
    job = await (_resume(office, order) if order.resume else _begin(office, order))
    office.jobs.watch(_Progress(job, as_json=order.json))
    try:
        ended = await office.jobs.wait(job)
    except asyncio.CancelledError:  # Ctrl+C: the job stays as it is
        _say_way_on(job, order)
        raise
    if ended.problem is not None:
        if ended.problem.code != "job.busy":
            _say_way_on(job, order)
        raise ended.problem
    plan = ended.plan
    if order.json:
        print(json.dumps({"job": job, "guest": plan.name, "uuid": plan.uuid, "disk": plan.target, "done": True}))
    else:
        print(tr("{name} is ready. Its disk is {disk}.").format(name=plan.name, disk=plan.target))
    return 0


def _say_way_on(job: str, order: argparse.Namespace) -> None:
    """How to go on with an import that has stopped, or to take it back."""
    host = ["--host", order.host] if order.host != LOCAL_URI else []
    resume = shlex.join(["vmgui", "import", order.source, "--name", order.name, *host, "--resume"])
    discard = shlex.join(["vmgui", "discard", job, *host])
    if order.json:
        print(json.dumps({"job": job, "resume": resume, "discard": discard}), flush=True)
    else:
        text = tr("Go on with: {resume}\nOr take it back with: {discard}")
        print(text.format(resume=resume, discard=discard), file=sys.stderr)


async def _begin(office: Office, order: argparse.Namespace) -> str:
    report = await office.importing.look(order.source)
    needed = [finding.id for finding in report.findings if _asks(finding)]
    if needed and not order.accept_findings:
        raise Problem("import.findings-not-accepted", findings=", ".join(needed))
    findings = tuple(finding.id for finding in report.findings)
    plan = await office.importing.prepare(report, Order(order.host, order.name, 0, findings, order.start))
    return await office.jobs.begin(plan)


def _asks(finding: Finding) -> bool:
    """Whether a fix needs the user's word: it is needed for the start, or changes bytes of the copy."""
    return finding.fixable and (finding.severity is Severity.STOP or finding.undo is Undo.EDIT)


async def _resume(office: Office, order: argparse.Namespace) -> str:
    for job in reversed(await office.jobs.load()):
        wanted = (job.plan.name, job.plan.source.path, job.plan.host) == (order.name, order.source, order.host)
        if wanted and not job.state.ended:
            await office.jobs.resume(job.id)
            return job.id
    raise Problem("import.nothing-to-resume", source=order.source, name=order.name)


# -- jobs ------------------------------------------------------------------------------------------------------------


async def _jobs(office: Office, order: argparse.Namespace) -> int:
    jobs = await office.jobs.load()
    if order.json:
        rows = [
            {"job": job.id, "name": job.plan.name, "source": job.plan.source.path, "state": str(job.state)}
            | {"step": str(job.step), "done": job.done, "findings": list(job.plan.findings)}
            for job in jobs
        ]
        print(json.dumps(rows))
    else:
        for job in jobs:
            print(f"{job.id}\t{job.plan.name}\t{job.state}\t{job.step}")
    return 0


async def _discard(office: Office, order: argparse.Namespace) -> int:
    await office.jobs.load()
    await office.jobs.discard(order.job)
    print(json.dumps({"job": order.job, "discarded": True}) if order.json else tr("Discarded."))
    return 0


async def _undo(office: Office, order: argparse.Namespace) -> int:
    count = await office.importing.undo_repairs(order.job)
    print(json.dumps({"job": order.job, "undone": count}) if order.json else tr("The old bytes are back."))
    return 0
