"""Sentences of findings and doubts, for window and terminal alike (QtCore's translate, no widgets).

Each finding: consequence (what happens if nothing is done), fix (what we do), undo (how it is taken back).
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from vmgui.legacy.report import Doubt, Finding
from vmgui.translation import QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True)
class FindingWords:
    """A finding, said.  ``fix`` is empty when there is none of ours."""

    consequence: str
    fix: str
    undo: str


#: How a fix is taken back: by a setting of the machine, or by the before-images kept with the import.
_MACHINE = QT_TRANSLATE_NOOP("findings", "Change the setting of the virtual machine; the disk is not touched.")
_EDIT = QT_TRANSLATE_NOOP("findings", "The old bytes are kept with the import and can be put back.")

#: rule id -> (consequence, fix, undo)
FINDINGS: dict[str, tuple[str, str, str]] = {
    "BOOT-1": (
        QT_TRANSLATE_NOOP(
            "findings",
            "No partition of this disk is marked as the one to start from. The machine would stop with “Missing operating system”.",
        ),
        QT_TRANSLATE_NOOP("findings", "Partition {number} is marked active on the copy."),
        _EDIT,
    ),
    "BOOT-3": (
        QT_TRANSLATE_NOOP(
            "findings",
            "{file} starts Windows through a driver of the old disk controller ({found}). The new machine has no such controller.",
        ),
        QT_TRANSLATE_NOOP(
            "findings",
            "A line {right} is added to {file} on the copy and becomes the one that is started. The old lines stay.",
        ),
        _EDIT,
    ),
    "BOOT-4": (
        QT_TRANSLATE_NOOP(
            "findings",
            "{file} looks for Windows on another partition than the one it is on ({found}).",
        ),
        QT_TRANSLATE_NOOP(
            "findings",
            "A line {right} is added to {file} on the copy and becomes the one that is started. The old lines stay.",
        ),
        _EDIT,
    ),
    "BOOT-8": (
        QT_TRANSLATE_NOOP(
            "findings",
            "This image holds one partition, not a whole disk. A machine cannot start from it as it is.",
        ),
        QT_TRANSLATE_NOOP(
            "findings", "The copy becomes a whole disk: {gap} sectors with a start record are put before the partition."
        ),
        _EDIT,
    ),
    "CPU-1": (
        QT_TRANSLATE_NOOP(
            "findings",
            "Windows NT {version} stops with STOP 0x3E on a modern processor.",
        ),
        QT_TRANSLATE_NOOP("findings", "The new machine gets a processor of its time ({cpu})."),
        _MACHINE,
    ),
    "DSK-1": (
        QT_TRANSLATE_NOOP(
            "findings",
            "Windows does not start its driver for IDE disks ({key}, Start = {found} in {file}). It would stop with STOP 0x7B.",
        ),
        QT_TRANSLATE_NOOP("findings", "The driver is switched on in the copy's registry (Start = 0)."),
        _EDIT,
    ),
    "DSK-10": (
        QT_TRANSLATE_NOOP(
            "findings",
            "Partition {number} belongs to a dynamic disk. Windows keeps its list of all dynamic disks at the very end of each of them.",
        ),
        QT_TRANSLATE_NOOP(
            "findings",
            "The copy keeps the exact size of the old disk. Import the other dynamic disks of this machine too.",
        ),
        _MACHINE,
    ),
    "DSK-11": (
        QT_TRANSLATE_NOOP(
            "findings",
            "Partition {number} is one member of a mirror or stripe set (type {found}). Alone it may not be found.",
        ),
        QT_TRANSLATE_NOOP("findings", "On the copy it is marked as an ordinary partition (type {right})."),
        _EDIT,
    ),
    "GEO-1": (
        QT_TRANSLATE_NOOP(
            "findings",
            "The old machine counted this disk in {old} heads and sectors, a new one in {new}. It would stop with “A disk read error occurred” or “NTLDR is missing”.",
        ),
        QT_TRANSLATE_NOOP("findings", "The new machine counts it as the old one did ({old}, read from {from})."),
        _MACHINE,
    ),
    "GEO-2": (
        QT_TRANSLATE_NOOP(
            "findings",
            "The partition table gives a wrong place for partition {number} ({found}). Old start code would load something else.",
        ),
        QT_TRANSLATE_NOOP("findings", "The place is corrected on the copy ({right})."),
        _EDIT,
    ),
    "GEO-3": (
        QT_TRANSLATE_NOOP(
            "findings",
            "The start sector of partition {number} says that the partition begins at sector {found}; it begins at {right}. Windows would not be found.",
        ),
        QT_TRANSLATE_NOOP("findings", "The number is corrected on the copy."),
        _EDIT,
    ),
    "GEO-8": (
        QT_TRANSLATE_NOOP(
            "findings",
            "The image ends {missing} bytes before the last partition does. What stood there is missing.",
        ),
        QT_TRANSLATE_NOOP("findings", "The new disk gets its full size; the missing part is empty."),
        _MACHINE,
    ),
    "HAL-2": (
        QT_TRANSLATE_NOOP(
            "findings",
            "This Windows was installed with ACPI ({hal}) and does not start without it.",
        ),
        QT_TRANSLATE_NOOP("findings", "The new machine gets ACPI."),
        _MACHINE,
    ),
    "MEM-1": (
        QT_TRANSLATE_NOOP(
            "findings",
            "This Windows does not start with more than {limit} MB of memory.",
        ),
        QT_TRANSLATE_NOOP("findings", "The new machine gets at most {memory} MB."),
        _MACHINE,
    ),
    "NET-2": (
        QT_TRANSLATE_NOOP(
            "findings",
            "The old network card's address is known: {mac}. Licences and activation may depend on it.",
        ),
        QT_TRANSLATE_NOOP("findings", "The new machine gets the same address. Switch the old machine off first."),
        _MACHINE,
    ),
}

#: doubt id -> sentence
DOUBTS: dict[str, str] = {
    "filesystem.unknown": QT_TRANSLATE_NOOP(
        "doubts",
        "What is in partition {number} (type {type}) is not known. It may be encrypted or damaged.",
    ),
    "filesystem.unreadable": QT_TRANSLATE_NOOP(
        "doubts",
        "The files of partition {number} ({name}) cannot be read here. They are copied all the same.",
    ),
    "geometry.disagree": QT_TRANSLATE_NOOP(
        "doubts",
        "The partition table says {table} heads and sectors, the boot sector {boot}. The boot sector is taken.",
    ),
    "geometry.not-said": QT_TRANSLATE_NOOP(
        "doubts",
        "Nothing on the disk says how many heads and sectors its old PC saw. What a new machine sees by itself is taken.",
    ),
    "hive.damaged": QT_TRANSLATE_NOOP(
        "doubts",
        "The registry file {name} is damaged and cannot be read.",
    ),
    "hive.damaged-part": QT_TRANSLATE_NOOP(
        "doubts",
        "A part of the registry file {name} is damaged: {key}.",
    ),
    "hive.missing": QT_TRANSLATE_NOOP(
        "doubts",
        "The registry file {name} is not there.",
    ),
    "hive.unfinished": QT_TRANSLATE_NOOP(
        "doubts",
        "The registry file {name} was not written to its end (switched off without shutting down?) and may be out of date.",
    ),
    "partition.cut-off": QT_TRANSLATE_NOOP(
        "doubts",
        "The last {megabytes} MB of partition {number} are missing. The image may have been cut off.",
    ),
    "partition.disk-manager": QT_TRANSLATE_NOOP(
        "doubts",
        "Partition {number} belongs to {name}, which hides the real partitions. They are not seen here.",
    ),
    "partition.outside": QT_TRANSLATE_NOOP(
        "doubts",
        "Partition {number} lies wholly beyond the end of the disk. The image may have been cut off.",
    ),
    "source.bad-sectors": QT_TRANSLATE_NOOP(
        "doubts",
        "{count} places of the disk could not be read, the first at byte {offset}. What stands there is not in this report.",
    ),
    "source.floppy": QT_TRANSLATE_NOOP(
        "doubts",
        "This is as small as a floppy disk. It is read like a hard disk without a partition table.",
    ),
    "source.odd-size": QT_TRANSLATE_NOOP(
        "doubts",
        "The last sector of the disk has only {bytes} bytes. The rest of it is filled with zeros.",
    ),
    "system.hal-from-log": QT_TRANSLATE_NOOP(
        "doubts",
        "What kind of PC the Windows in {root} was installed for ({hal}) is known from its setup only.",
    ),
    "system.hal-unknown": QT_TRANSLATE_NOOP(
        "doubts",
        "What kind of PC the Windows in {root} was installed for is not known.",
    ),
    "system.none": QT_TRANSLATE_NOOP(
        "doubts",
        "No operating system was found.",
    ),
    "system.version-unknown": QT_TRANSLATE_NOOP(
        "doubts",
        "The version of the system in {root} is not known.",
    ),
    "table.apple": QT_TRANSLATE_NOOP(
        "doubts",
        "This is a disk of an Apple Macintosh. vmgui makes PCs only.",
    ),
    "table.chain-broken": QT_TRANSLATE_NOOP(
        "doubts",
        "The list of logical partitions ends in nothing at sector {sector}. Partitions after it are not seen.",
    ),
    "table.damaged": QT_TRANSLATE_NOOP(
        "doubts",
        "There is a partition table, but nothing in it makes sense.",
    ),
    "table.empty": QT_TRANSLATE_NOOP(
        "doubts",
        "The partition table is empty.",
    ),
    "table.none": QT_TRANSLATE_NOOP(
        "doubts",
        "There is no partition table and no known file system. The disk may be empty, encrypted, or not a disk at all.",
    ),
    "table.odd-entry": QT_TRANSLATE_NOOP(
        "doubts",
        "Entry {entry} of the partition table makes no sense. It is left out; what stood there is not seen.",
    ),
}


def finding_words(finding: Finding) -> FindingWords:
    """The sentences of one finding in the user's language."""
    consequence, fix, undo = (
        QCoreApplication.translate("findings", text).format(**finding.facts) for text in FINDINGS[finding.id]
    )
    return FindingWords(consequence, fix, undo) if finding.fixable else FindingWords(consequence, "", "")


def doubt_words(doubt: Doubt) -> str:
    """The sentence of one doubt in the user's language."""
    return QCoreApplication.translate("doubts", DOUBTS[doubt.id]).format(**doubt.facts)
