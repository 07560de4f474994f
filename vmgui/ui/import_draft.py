"""What the pages of the import wizard fill in together, and what they ask of the import service."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from vmgui.legacy.plan import ImportPlan
from vmgui.legacy.report import DiskReport
from vmgui.model.hardware import Hardware
from vmgui.model.office import Host
from vmgui.services.importing import Order, Room


class ImportDesk(Protocol):
    """What the wizard asks of :class:`vmgui.services.importing.Importing`.  Coroutines raise Problem."""

    async def look(self, source: str) -> DiskReport: ...

    def hardware(self, report: DiskReport, findings: Sequence[str]) -> Hardware:
        """The machine as the disk's profile and the chosen findings want it."""

    async def room(self, host: str) -> Room: ...

    async def prepare(self, report: DiskReport, order: Order) -> ImportPlan: ...


@dataclass(slots=True)
class Draft:
    """The import so far: ``report`` from the first page on, ``plan`` from the third."""

    desk: ImportDesk
    hosts: Sequence[Host]
    report: DiskReport | None = None
    plan: ImportPlan | None = None
