"""The child that reads an old disk: ``python -m vmgui.backends.inspector NAME`` with the disk, opened, as its stdin.

Prints one line of JSON on stdout: ``{"report": ...}`` or ``{"problem": [code, facts]}``.  It may crash on what it reads;
nobody else does then.
"""

from __future__ import annotations

import json
import resource
import sys
from dataclasses import replace

from vmgui.backends import records
from vmgui.backends.filesystems import open_tree
from vmgui.backends.sources import Source
from vmgui.errors import Problem
from vmgui.legacy import profiles, rules
from vmgui.legacy.containers import recognise
from vmgui.legacy.inspect import inspect
from vmgui.legacy.report import DiskReport, Doubt

#: A disk of the time needs a small part of these.
MEMORY_BYTES = 2 << 30
CPU_SECONDS = 120
STDIN = 0


def look(source: Source) -> DiskReport:
    """The report with its profile and findings.  Problem ``source.container`` or ``source.unreadable``."""
    container = recognise(source.read_at(0, 4096))
    if container:
        raise Problem("source.container", path=source.path, format=container)
    evidence = inspect(
        source.path,
        source.size,
        source.read_at,
        lambda partition: open_tree(source.read_at, source.size, partition),
    )
    if 0 in source.unreadable:
        raise Problem("source.unreadable", path=source.path, reason="Input/output error")
    report = replace(evidence.report, profile=profiles.choose(evidence.report.systems))
    if source.unreadable:
        places = sorted(set(source.unreadable))
        doubt = Doubt("source.bad-sectors", {"count": len(places), "offset": places[0]})
        report = replace(report, doubts=(*report.doubts, doubt))
    return replace(report, findings=rules.judge(replace(evidence, report=report)))


def main(name: str) -> None:
    """Reads the disk on stdin and prints what it is."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        answer = {"report": records.plain(look(Source(name, STDIN)))}
    except Problem as problem:
        answer = {"problem": [problem.code, problem.facts]}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
