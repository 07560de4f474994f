"""An old disk becomes a guest: looked at, planned, carried out as a job.

The source is only read.  Every step can be killed at any point: what is done stands in the journal, what a step does
again changes nothing, and what would be half a guest is taken back by discarding the job.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from vmgui.errors import Problem
from vmgui.legacy import planning
from vmgui.legacy.plan import ImportPlan
from vmgui.legacy.profiles import Profile
from vmgui.legacy.report import DiskReport
from vmgui.model.hardware import Hardware
from vmgui.model.journal import Entry
from vmgui.model.office import GuestState
from vmgui.services.hosts import Hosts
from vmgui.services.jobs import JobStore, Step
from vmgui.services.outside import Disks, HostLink, Images

#: Journal lines: the image file is about to be made, and from here on the file of that name is ours; or it was not.
MADE, NOT_MADE = "made", "not made"
#: A journal line: the before-images of the repairs stand on the guest's disk again.
UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Room:
    """Where a host puts new images and how much fits there."""

    folder: str
    free_bytes: int
    #: ``kvm`` or ``qemu`` (emulation).
    acceleration: str


@dataclass(frozen=True, slots=True)
class Order:
    """The user's answers.  ``memory_mib`` 0 is the profile's."""

    host: str
    name: str
    memory_mib: int
    #: Ids of the findings whose fixes are wanted.
    findings: tuple[str, ...]
    start: bool = True


class Importing:
    """Looks, plans and carries out; a :class:`vmgui.services.jobs.Worker`."""

    def __init__(
        self, hosts: Hosts, disks: Disks, images: Images, store: JobStore, profiles: dict[str, Profile]
    ) -> None:
        self._hosts = hosts
        self._disks = disks
        self._images = images
        self._store = store
        self._profiles = profiles

    # -- before --------------------------------------------------------------------------------------------------

    async def look(self, source: str) -> DiskReport:
        """What stands on a source, with its findings."""
        return await self._disks.look(source)

    def hardware(self, report: DiskReport, findings: Sequence[str]) -> Hardware:
        """The machine as the disk's profile and the chosen findings want it."""
        return planning.hardware(report, self._profiles, findings)

    async def room(self, host: str) -> Room:
        """Where the new image would go on ``host``; only hosts whose folders are this computer's can take one yet."""
        link = self._hosts.link(host)
        await self._hosts.settled(host)
        if not is_local(host):
            raise Problem("import.remote-host", host=host)
        folder = str(await link.image_folder())
        free, acceleration = await asyncio.gather(self._images.free_bytes(folder), link.acceleration())
        return Room(folder, free, acceleration)

    async def prepare(self, report: DiskReport, order: Order) -> ImportPlan:
        """The plan for the user's answers; Problem when it cannot be carried out as things are."""
        planning.check_name(order.name)
        room = await self.room(order.host)
        link = self._hosts.link(order.host)
        plan = planning.plan(
            report,
            self._profiles,
            planning.Answers(
                name=order.name,
                uuid=str(uuid4()),
                host=order.host,
                folder=room.folder,
                source=await self._disks.identity(report.source),
                acceleration=room.acceleration,
                findings=order.findings,
                memory_mib=order.memory_mib,
                start=order.start,
            ),
        )
        await self._check_free(link, plan)
        await self._check_target(plan)
        needed = await self._images.needed_bytes(plan.source.path, plan.source.size_bytes)
        if room.free_bytes < needed:
            raise Problem("import.no-space", folder=room.folder, needed=needed, free=room.free_bytes)
        return plan

    async def _check_free(self, link: HostLink, plan: ImportPlan) -> None:
        if any(guest.name == plan.name and guest.uuid != plan.uuid for guest in await link.guests()):
            raise Problem("guest.name-taken", host=plan.host, detail=plan.name)

    async def _check_target(self, plan: ImportPlan) -> None:
        if await self._images.exists(plan.target):
            raise Problem("import.target-exists", path=plan.target)

    # -- the job -------------------------------------------------------------------------------------------------

    async def carry_out(self, job: str, plan: ImportPlan, tell: Callable[[Step, int, int], None]) -> None:
        """Does what the journal does not say is done."""
        journal = list(await self._store.journal(job))
        await self._hosts.settled(plan.host)
        await self._check(job, plan, journal, tell)
        await self._copy(job, plan, journal, tell)
        await self._verify(job, plan, journal, tell)
        await self._repair(job, plan, journal, tell)
        await self._define(job, plan, tell)
        await self._start(job, plan, tell)

    async def _check(
        self, job: str, plan: ImportPlan, journal: Sequence[Entry], tell: Callable[[Step, int, int], None]
    ) -> None:
        tell(Step.CHECK, 0, 0)
        await self._check_free(self._hosts.link(plan.host), plan)
        if _reached(journal, Step.REPAIR):
            return  # the source is not needed any more
        if await self._disks.identity(plan.source.path) != plan.source:
            raise Problem("import.source-changed", path=plan.source.path)
        if _reached(journal, Step.COPY):
            return
        if _owns_image(journal):  # killed while making it: nothing of worth is in it
            await self._images.remove(plan.target)
        else:
            await self._check_target(plan)
            await self._store.note(job, Entry(MADE))
        try:
            await self._images.create(plan.target, plan.disk_bytes)
        except Problem as problem:
            if problem.code == "import.target-exists":  # somebody was faster: that file is not ours
                await self._store.note(job, Entry(NOT_MADE))
            raise
        await self._store.note(job, Entry(Step.COPY))

    async def _copy(
        self, job: str, plan: ImportPlan, journal: Sequence[Entry], tell: Callable[[Step, int, int], None]
    ) -> None:
        size = plan.source.size_bytes
        start = max((entry.done for entry in journal if entry.what == Step.COPY), default=0)
        tell(Step.COPY, start, size)
        async for done in self._images.copy(plan.source.path, plan.target, size, plan.lead_bytes, start):
            await self._store.note(job, Entry(Step.COPY, done))
            tell(Step.COPY, done, size)

    async def _verify(
        self, job: str, plan: ImportPlan, journal: Sequence[Entry], tell: Callable[[Step, int, int], None]
    ) -> None:
        if _reached(journal, Step.REPAIR):
            return
        await self._store.note(job, Entry(Step.VERIFY))
        size = plan.source.size_bytes
        tell(Step.VERIFY, 0, size)
        await self._images.compare(
            plan.source.path, plan.target, size, plan.lead_bytes, lambda done: tell(Step.VERIFY, done, size)
        )
        await self._store.note(job, Entry(Step.REPAIR))

    async def _repair(
        self, job: str, plan: ImportPlan, journal: Sequence[Entry], tell: Callable[[Step, int, int], None]
    ) -> None:
        if _reached(journal, Step.DEFINE):
            return
        tell(Step.REPAIR, 0, 0)
        edits = await self._store.edits(job)
        if edits is None:
            edits = await self._images.edits(plan.target, plan.repairs)
            await self._store.keep_edits(job, edits)  # before the first write: the way back is kept first
        await self._images.apply(plan.target, edits)
        await self._store.note(job, Entry(Step.DEFINE))

    async def _define(self, job: str, plan: ImportPlan, tell: Callable[[Step, int, int], None]) -> None:
        tell(Step.DEFINE, 0, 0)
        link = self._hosts.link(plan.host)
        if await link.guest(plan.uuid) is None:
            await _to_its_end(link.define(plan.domain_xml))
        await self._store.note(job, Entry(Step.START))

    async def _start(self, job: str, plan: ImportPlan, tell: Callable[[Step, int, int], None]) -> None:
        if not plan.start:
            return
        tell(Step.START, 0, 0)
        link = self._hosts.link(plan.host)
        guest = await link.guest(plan.uuid)
        if guest is not None and guest.state is GuestState.OFF:
            await _to_its_end(link.start(plan.uuid))

    async def take_back(self, job: str, plan: ImportPlan) -> None:
        """Removes the guest and the image a job has made, if it has."""
        journal = await self._store.journal(job)
        if _reached(journal, Step.DEFINE):
            await self._hosts.settled(plan.host)
            link = self._hosts.link(plan.host)
            guest = await link.guest(plan.uuid)
            if guest is not None:
                if guest.state.active:
                    await link.force_off(plan.uuid)
                await link.undefine(plan.uuid)
        if _owns_image(journal):
            await self._images.remove(plan.target)

    # -- after ---------------------------------------------------------------------------------------------------

    async def undo_repairs(self, job: str) -> int:
        """Puts the before-images of a job's repairs back on the guest's disk; the guest must be off.  Answers how many."""
        async with self._store.hold(job):
            plan = await self._store.plan(job)
            await self._hosts.settled(plan.host)
            guest = await self._hosts.link(plan.host).guest(plan.uuid)
            if guest is not None and guest.state.active:
                raise Problem("guest.still-running", name=plan.name)
            edits = await self._store.edits(job) or ()
            await self._images.apply(plan.target, edits, undo=True)
            await self._store.note(job, Entry(UNDONE))
            return len(edits)


def _reached(journal: Sequence[Entry], step: Step) -> bool:
    """Whether all before ``step`` is done; steps are noted when they begin, in order."""
    steps = list(Step)
    return any(entry.what in steps[steps.index(step) :] for entry in journal)


def _owns_image(journal: Sequence[Entry]) -> bool:
    return next((entry.what for entry in reversed(journal) if entry.what in (MADE, NOT_MADE)), NOT_MADE) == MADE


async def _to_its_end(work: Coroutine[None, None, object]) -> None:
    """A change of the host that is under way is waited for even when the job is stopped: nothing is done behind our back."""
    task = asyncio.ensure_future(work)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise


def is_local(host: str) -> bool:
    """Whether a host's files are this computer's: no host name in its address, nothing but a local socket."""
    address = host.split("://", 1)[-1]
    scheme = host.split("://", 1)[0]
    return address.startswith("/") and scheme in ("qemu", "qemu+unix")


def default_name(source: str) -> str:
    """A guest's name from a source's file name."""
    return Path(source).name.split(".")[0] or "imported"
