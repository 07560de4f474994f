"""The one table from a Problem's code to its sentences, for window and terminal alike.

Each row: headline (what did not happen), cause (why), remedy (what to do now), and the id of a Fix the
window offers as a button, if there is one.  ``{name}`` is filled from the Problem's facts.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from vmgui.errors import Problem
from vmgui.translation import QT_TRANSLATE_NOOP

_CONTEXT = "problems"


@dataclass(frozen=True, slots=True)
class Wording:
    """A problem, said."""

    headline: str
    cause: str
    remedy: str
    fix: str = ""


#: code -> (headline, cause, remedy, fix id).  Rows stay sorted by code.
TABLE: dict[str, tuple[str, str, str, str]] = {
    "console.broken": (
        QT_TRANSLATE_NOOP("problems", "The screen is not connected."),
        QT_TRANSLATE_NOOP("problems", "The line to it broke: {detail}"),
        QT_TRANSLATE_NOOP("problems", "It is connected again by itself as soon as the machine answers."),
        "",
    ),
    "console.no-answer": (
        QT_TRANSLATE_NOOP("problems", "The screen is not connected."),
        QT_TRANSLATE_NOOP("problems", "The machine's screen server takes calls but does not answer."),
        QT_TRANSLATE_NOOP(
            "problems", "It is tried again by itself. If the machine hangs, pause and resume it, or switch it off."
        ),
        "",
    ),
    "console.no-screen": (
        QT_TRANSLATE_NOOP("problems", "There is no screen to show."),
        QT_TRANSLATE_NOOP("problems", "The virtual machine {name} has no VNC screen."),
        QT_TRANSLATE_NOOP("problems", "Give it one of the kind VNC in its settings."),
        "",
    ),
    "disk.not-deleted": (
        QT_TRANSLATE_NOOP("problems", "The disk {path} was not erased."),
        QT_TRANSLATE_NOOP("problems", "The host did not allow it: {detail}"),
        QT_TRANSLATE_NOOP("problems", "Check that no program uses the file, then erase it again or by hand."),
        "",
    ),
    "disk.not-of-guest": (
        QT_TRANSLATE_NOOP("problems", "The disk {path} was not erased."),
        QT_TRANSLATE_NOOP("problems", "It does not belong to this virtual machine."),
        QT_TRANSLATE_NOOP("problems", "Open the list of its disks again and choose from there."),
        "",
    ),
    "disk.shared": (
        QT_TRANSLATE_NOOP("problems", "Nothing was deleted."),
        QT_TRANSLATE_NOOP("problems", "The disk {path} is also used by the virtual machine {guest}."),
        QT_TRANSLATE_NOOP("problems", "Leave this disk unticked, or remove it from {guest} first."),
        "",
    ),
    "edit.failed": (
        QT_TRANSLATE_NOOP("problems", "The repair was not made."),
        QT_TRANSLATE_NOOP("problems", "The copy could not be read or written: {detail}"),
        QT_TRANSLATE_NOOP("problems", "Check the disk the copy is on, then resume the import."),
        "",
    ),
    "edit.file-changed": (
        QT_TRANSLATE_NOOP("problems", "The repair was not made."),
        QT_TRANSLATE_NOOP("problems", "{path} on the copy is not as it was when the disk was looked at."),
        QT_TRANSLATE_NOOP("problems", "Discard this import and begin again."),
        "",
    ),
    "edit.no-fuse": (
        QT_TRANSLATE_NOOP("problems", "The repair was not made."),
        QT_TRANSLATE_NOOP("problems", "This computer does not let you use {path}."),
        QT_TRANSLATE_NOOP(
            "problems", "Install the package fuse3, or log in on the computer's own desktop, and resume the import."
        ),
        "",
    ),
    "edit.not-written": (
        QT_TRANSLATE_NOOP("problems", "The repair was not made."),
        QT_TRANSLATE_NOOP(
            "problems", "The change of {path} did not arrive on the copy; the old system was not shut down cleanly."
        ),
        QT_TRANSLATE_NOOP(
            "problems",
            "Start the old machine once, shut it down properly, and import its disk again; or import without this repair.",
        ),
        "",
    ),
    "edit.unclean-volume": (
        QT_TRANSLATE_NOOP("problems", "The repair was not made."),
        QT_TRANSLATE_NOOP(
            "problems", "The old system was not shut down cleanly, so its files cannot be changed safely."
        ),
        QT_TRANSLATE_NOOP(
            "problems",
            "Start the old machine once, shut it down properly, and import its disk again; or import without this repair.",
        ),
        "",
    ),
    "edit.unexpected": (
        QT_TRANSLATE_NOOP("problems", "The repair was not made."),
        QT_TRANSLATE_NOOP("problems", "At byte {offset} of the copy stands something else than expected."),
        QT_TRANSLATE_NOOP(
            "problems",
            "If the new machine has run already, its disk has changed: restore it from the source by importing again.",
        ),
        "",
    ),
    "file.not-written": (
        QT_TRANSLATE_NOOP("problems", "The file {path} was not written."),
        QT_TRANSLATE_NOOP("problems", "The system says: {detail}"),
        QT_TRANSLATE_NOOP("problems", "Choose a folder that is yours and has room."),
        "",
    ),
    "guest.bad-definition": (
        QT_TRANSLATE_NOOP("problems", "The virtual machine cannot be shown."),
        QT_TRANSLATE_NOOP("problems", "Its host gave a description that cannot be read: {detail}"),
        QT_TRANSLATE_NOOP("problems", "Update the host's libvirt, or tell us with the report."),
        "",
    ),
    "guest.busy": (
        QT_TRANSLATE_NOOP("problems", "The virtual machine did not do it."),
        QT_TRANSLATE_NOOP("problems", "Another operation on it is still running: {detail}"),
        QT_TRANSLATE_NOOP("problems", "Wait a moment and try again."),
        "",
    ),
    "guest.deaf": (
        QT_TRANSLATE_NOOP("problems", "{name} has not shut down."),
        QT_TRANSLATE_NOOP(
            "problems",
            "It was asked {seconds} seconds ago and still runs; many old systems do not hear the power button.",
        ),
        QT_TRANSLATE_NOOP(
            "problems",
            "Shut it down from inside, ask again, or switch it off with: vmgui forceoff – as by pulling the plug.",
        ),
        "",
    ),
    "guest.disk-in-use": (
        QT_TRANSLATE_NOOP("problems", "The virtual machine was not started."),
        QT_TRANSLATE_NOOP("problems", "Its disk is in use by another virtual machine or program: {detail}"),
        QT_TRANSLATE_NOOP("problems", "Shut the other one down first."),
        "",
    ),
    "guest.disk-missing": (
        QT_TRANSLATE_NOOP("problems", "The virtual machine was not started."),
        QT_TRANSLATE_NOOP("problems", "One of its disks is not there: {detail}"),
        QT_TRANSLATE_NOOP("problems", "Connect the drive it is on, or remove the disk from the machine."),
        "",
    ),
    "guest.gone": (
        QT_TRANSLATE_NOOP("problems", "The virtual machine is not there any more."),
        QT_TRANSLATE_NOOP("problems", "It was removed on {host}."),
        QT_TRANSLATE_NOOP("problems", "The list shows what is there now."),
        "",
    ),
    "guest.name-taken": (
        QT_TRANSLATE_NOOP("problems", "The virtual machine was not made."),
        QT_TRANSLATE_NOOP("problems", "{host} already has one of this name: {detail}"),
        QT_TRANSLATE_NOOP("problems", "Choose another name."),
        "",
    ),
    "guest.not-known": (
        QT_TRANSLATE_NOOP("problems", "There is no virtual machine {name}."),
        QT_TRANSLATE_NOOP("problems", "None of the hosts has one of this name."),
        QT_TRANSLATE_NOOP("problems", "List them with: vmgui guests"),
        "",
    ),
    "guest.not-unique": (
        QT_TRANSLATE_NOOP("problems", "Nothing was done."),
        QT_TRANSLATE_NOOP("problems", "More than one host has a virtual machine {name}."),
        QT_TRANSLATE_NOOP("problems", "Name the host with --host."),
        "",
    ),
    "guest.still-running": (
        QT_TRANSLATE_NOOP("problems", "Nothing was changed."),
        QT_TRANSLATE_NOOP("problems", "{name} is running."),
        QT_TRANSLATE_NOOP("problems", "Shut it down first."),
        "",
    ),
    "guest.wrong-state": (
        QT_TRANSLATE_NOOP("problems", "The virtual machine did not do it."),
        QT_TRANSLATE_NOOP("problems", "It is not in the right state for this: {detail}"),
        QT_TRANSLATE_NOOP("problems", "Look at its state in the list and try again."),
        "",
    ),
    "host.bad-address": (
        QT_TRANSLATE_NOOP("problems", "The host was not added."),
        QT_TRANSLATE_NOOP("problems", "{host} is not an address of a host."),
        QT_TRANSLATE_NOOP(
            "problems", "Write it as qemu:///session, qemu:///system or qemu+ssh://user@computer/system."
        ),
        "",
    ),
    "host.known": (
        QT_TRANSLATE_NOOP("problems", "The host was not added."),
        QT_TRANSLATE_NOOP("problems", "{host} is in the list already."),
        QT_TRANSLATE_NOOP("problems", "Choose it in the list."),
        "",
    ),
    "host.lost": (
        QT_TRANSLATE_NOOP("problems", "The line to {host} broke."),
        QT_TRANSLATE_NOOP("problems", "The host or its libvirt stopped answering. {detail}"),
        QT_TRANSLATE_NOOP("problems", "vmgui connects again by itself; its virtual machines are not affected."),
        "",
    ),
    "host.no-libvirt": (
        QT_TRANSLATE_NOOP("problems", "This computer cannot run virtual machines yet."),
        QT_TRANSLATE_NOOP("problems", "libvirt is not installed: {detail}"),
        QT_TRANSLATE_NOOP(
            "problems",
            "Install the packages libvirt-daemon and libvirt-daemon-driver-qemu, or start packaging/run, which does it.",
        ),
        "",
    ),
    "host.no-permission": (
        QT_TRANSLATE_NOOP("problems", "{host} does not let you in."),
        QT_TRANSLATE_NOOP("problems", "You have no right to use its virtual machines: {detail}"),
        QT_TRANSLATE_NOOP("problems", "Ask its administrator to add you to the group libvirt, then log in again."),
        "",
    ),
    "host.no-space": (
        QT_TRANSLATE_NOOP("problems", "The host could not do it."),
        QT_TRANSLATE_NOOP("problems", "Its disk is full: {detail}"),
        QT_TRANSLATE_NOOP("problems", "Make room on the host and try again."),
        "",
    ),
    "host.not-answering": (
        QT_TRANSLATE_NOOP("problems", "{host} does not answer."),
        QT_TRANSLATE_NOOP("problems", "It is switched off, out of reach or hangs."),
        QT_TRANSLATE_NOOP("problems", "Check that the computer is on and in the network; vmgui tries again by itself."),
        "",
    ),
    "host.not-known": (
        QT_TRANSLATE_NOOP("problems", "Nothing was done."),
        QT_TRANSLATE_NOOP("problems", "{host} is not one of your hosts."),
        QT_TRANSLATE_NOOP("problems", "Add it first."),
        "",
    ),
    "host.password-in-address": (
        QT_TRANSLATE_NOOP("problems", "The host was not added."),
        QT_TRANSLATE_NOOP("problems", "Its address has a password in it, where others could read it."),
        QT_TRANSLATE_NOOP("problems", "Leave the password out; you are asked for it."),
        "",
    ),
    "host.refused": (
        QT_TRANSLATE_NOOP("problems", "{host} could not do it."),
        QT_TRANSLATE_NOOP("problems", "It says: {detail}"),
        QT_TRANSLATE_NOOP("problems", "Change what it names and try again; the report has the details."),
        "",
    ),
    "host.unchecked": (
        QT_TRANSLATE_NOOP("problems", "The host was not added."),
        QT_TRANSLATE_NOOP("problems", "The address {host} switches off the check of who the host is."),
        QT_TRANSLATE_NOOP("problems", "Leave no_verify out of it."),
        "",
    ),
    "host.unreachable": (
        QT_TRANSLATE_NOOP("problems", "{host} cannot be reached."),
        QT_TRANSLATE_NOOP("problems", "Nothing answers there: {detail}"),
        QT_TRANSLATE_NOOP(
            "problems", "Check that the computer is on, in the network, and that libvirt is installed on it."
        ),
        "",
    ),
    "import.bad-name": (
        QT_TRANSLATE_NOOP("problems", "The name {name} cannot be used."),
        QT_TRANSLATE_NOOP(
            "problems",
            "A name has letters, digits, spaces and the signs - _ . ( ), begins with a letter or digit, and is not longer than 61 characters.",
        ),
        QT_TRANSLATE_NOOP("problems", "Choose another name."),
        "",
    ),
    "import.blocked": (
        QT_TRANSLATE_NOOP("problems", "This disk cannot be started as a virtual machine yet."),
        QT_TRANSLATE_NOOP("problems", "What would stop it cannot be repaired here: {findings}"),
        QT_TRANSLATE_NOOP("problems", "Read these findings in the report; each says what is missing."),
        "",
    ),
    "import.copy-differs": (
        QT_TRANSLATE_NOOP("problems", "The copy is not equal to the source."),
        QT_TRANSLATE_NOOP(
            "problems", "At or after byte {offset} the two differ. A cable, the memory or the disk may be failing."
        ),
        QT_TRANSLATE_NOOP(
            "problems", "Discard this import, check the hardware, and import again. The source was not changed."
        ),
        "",
    ),
    "import.disk-full": (
        QT_TRANSLATE_NOOP("problems", "The copy stopped."),
        QT_TRANSLATE_NOOP("problems", "The disk it goes to is full: {detail}"),
        QT_TRANSLATE_NOOP("problems", "Make room there and resume the import; what is copied is kept."),
        "",
    ),
    "import.findings-not-accepted": (
        QT_TRANSLATE_NOOP("problems", "Nothing was imported."),
        QT_TRANSLATE_NOOP("problems", "The new machine would not start without these changes: {findings}"),
        QT_TRANSLATE_NOOP(
            "problems",
            "Look at them with: vmgui look SOURCE – and repeat with --accept-findings. They are made on the copy only.",
        ),
        "",
    ),
    "import.folder-unusable": (
        QT_TRANSLATE_NOOP("problems", "The import cannot begin."),
        QT_TRANSLATE_NOOP("problems", "The folder {path} for new disks cannot be used: {detail}"),
        QT_TRANSLATE_NOOP("problems", "Check that the drive it is on is connected."),
        "",
    ),
    "import.no-space": (
        QT_TRANSLATE_NOOP("problems", "There is not enough room for the copy."),
        QT_TRANSLATE_NOOP("problems", "{folder} has {free} free bytes, up to {needed} are needed."),
        QT_TRANSLATE_NOOP("problems", "Make room there and try again."),
        "",
    ),
    "import.nothing-to-resume": (
        QT_TRANSLATE_NOOP("problems", "There is nothing to resume."),
        QT_TRANSLATE_NOOP("problems", "No interrupted import of {source} as {name} was found."),
        QT_TRANSLATE_NOOP("problems", "Begin it without --resume."),
        "",
    ),
    "import.remote-host": (
        QT_TRANSLATE_NOOP("problems", "The import cannot begin."),
        QT_TRANSLATE_NOOP(
            "problems", "{host} is another computer; old disks can only be imported on this one for now."
        ),
        QT_TRANSLATE_NOOP("problems", "Choose this computer as the host."),
        "",
    ),
    "import.source-changed": (
        QT_TRANSLATE_NOOP("problems", "The import cannot go on."),
        QT_TRANSLATE_NOOP("problems", "{path} is not the disk it was when the import began."),
        QT_TRANSLATE_NOOP("problems", "Discard this import and begin again with the disk as it is now."),
        "",
    ),
    "import.target-exists": (
        QT_TRANSLATE_NOOP("problems", "The copy was not made."),
        QT_TRANSLATE_NOOP("problems", "There is a file {path} already. It is never overwritten."),
        QT_TRANSLATE_NOOP("problems", "Choose another name, or move that file away."),
        "",
    ),
    "job.busy": (
        QT_TRANSLATE_NOOP("problems", "The import is running already."),
        QT_TRANSLATE_NOOP("problems", "Another vmgui carries it out."),
        QT_TRANSLATE_NOOP("problems", "Wait for it to end, or stop it there."),
        "",
    ),
    "job.not-ended": (
        QT_TRANSLATE_NOOP("problems", "The import of {name} stays in the list."),
        QT_TRANSLATE_NOOP("problems", "It has not ended."),
        QT_TRANSLATE_NOOP("problems", "Discard or finish it first."),
        "",
    ),
    "job.not-kept": (
        QT_TRANSLATE_NOOP("problems", "The import cannot go on."),
        QT_TRANSLATE_NOOP("problems", "Its notes in {path} cannot be read or written: {detail}"),
        QT_TRANSLATE_NOOP("problems", "Check that the disk of your home folder works and has room, then resume."),
        "",
    ),
    "screen.bad-picture": (
        QT_TRANSLATE_NOOP("problems", "The screen cannot be shown."),
        QT_TRANSLATE_NOOP("problems", "Its host sent a picture that cannot be read: {detail}"),
        QT_TRANSLATE_NOOP("problems", "Try again; if it fails again, update the host's libvirt."),
        "",
    ),
    "screen.graphics": (
        QT_TRANSLATE_NOOP("problems", "There is no text to read."),
        QT_TRANSLATE_NOOP("problems", "The screen of {name} shows graphics, not a text screen."),
        QT_TRANSLATE_NOOP("problems", "Take a picture of it instead: vmgui screenshot."),
        "",
    ),
    "screen.off": (
        QT_TRANSLATE_NOOP("problems", "There is no screen."),
        QT_TRANSLATE_NOOP("problems", "{name} is not running."),
        QT_TRANSLATE_NOOP("problems", "Start it first."),
        "",
    ),
    "settings.damaged": (
        QT_TRANSLATE_NOOP("problems", "The list of hosts could not be read."),
        QT_TRANSLATE_NOOP("problems", "Its file was damaged and is kept as {path}: {detail}"),
        QT_TRANSLATE_NOOP("problems", "Add your hosts again; the virtual machines are not affected."),
        "",
    ),
    "settings.not-saved": (
        QT_TRANSLATE_NOOP("problems", "The list of hosts was not saved."),
        QT_TRANSLATE_NOOP("problems", "{path} cannot be written: {detail}"),
        QT_TRANSLATE_NOOP("problems", "Check that your home folder has room and is yours."),
        "",
    ),
    "source.container": (
        QT_TRANSLATE_NOOP("problems", "The disk could not be read."),
        QT_TRANSLATE_NOOP(
            "problems",
            "{path} is a {format} file. vmgui reads plain images of a whole disk so far.",
        ),
        QT_TRANSLATE_NOOP(
            "problems", "Convert it to a plain (raw) image first, for example with qemu-img convert -O raw."
        ),
        "",
    ),
    "source.empty": (
        QT_TRANSLATE_NOOP("problems", "The disk could not be read."),
        QT_TRANSLATE_NOOP(
            "problems",
            "{path} is empty: it has no bytes at all.",
        ),
        QT_TRANSLATE_NOOP("problems", "Make the image again, or choose another file."),
        "",
    ),
    "source.folder": (
        QT_TRANSLATE_NOOP("problems", "The disk could not be read."),
        QT_TRANSLATE_NOOP(
            "problems",
            "{path} is a folder.",
        ),
        QT_TRANSLATE_NOOP("problems", "Choose the disk image inside it, or the disk itself."),
        "",
    ),
    "source.missing": (
        QT_TRANSLATE_NOOP("problems", "The disk could not be read."),
        QT_TRANSLATE_NOOP("problems", "There is no file {path}."),
        QT_TRANSLATE_NOOP("problems", "Check the name, plug the disk in again, or choose another file."),
        "",
    ),
    "source.no-medium": (
        QT_TRANSLATE_NOOP("problems", "The disk could not be read."),
        QT_TRANSLATE_NOOP(
            "problems",
            "There is no disk in {path}, or it does not answer.",
        ),
        QT_TRANSLATE_NOOP("problems", "Plug the disk in again and wait until it has started, then try once more."),
        "",
    ),
    "source.no-permission": (
        QT_TRANSLATE_NOOP("problems", "The disk could not be read."),
        QT_TRANSLATE_NOOP(
            "problems",
            "You are not allowed to read {path}.",
        ),
        QT_TRANSLATE_NOOP("problems", "Ask its owner for permission to read it, or copy it to a folder of your own."),
        "",
    ),
    "source.not-a-disk": (
        QT_TRANSLATE_NOOP("problems", "The disk could not be read."),
        QT_TRANSLATE_NOOP(
            "problems",
            "{path} is neither a file nor a disk.",
        ),
        QT_TRANSLATE_NOOP("problems", "Choose a disk image or a disk."),
        "",
    ),
    "source.reader-failed": (
        QT_TRANSLATE_NOOP("problems", "The disk could not be examined."),
        QT_TRANSLATE_NOOP(
            "problems",
            "The program that reads {path} stopped in the middle ({reason}). The disk was not changed.",
        ),
        QT_TRANSLATE_NOOP(
            "problems",
            "Try once more. If it stops again, what is on the disk is badly damaged: make a new image and try that.",
        ),
        "",
    ),
    "source.reader-slow": (
        QT_TRANSLATE_NOOP("problems", "The disk could not be examined."),
        QT_TRANSLATE_NOOP(
            "problems",
            "Reading {path} took longer than {seconds} seconds. The disk may be failing, or its network slow.",
        ),
        QT_TRANSLATE_NOOP("problems", "Make an image of the disk on this computer first, and choose that."),
        "",
    ),
    "source.unreadable": (
        QT_TRANSLATE_NOOP("problems", "The disk could not be read."),
        QT_TRANSLATE_NOOP(
            "problems",
            "{path} gives an error when it is read: {reason}.",
        ),
        QT_TRANSLATE_NOOP(
            "problems",
            "Check the cable and the adapter. If the disk is failing, make an image of it with ddrescue first and choose that.",
        ),
        "",
    ),
    "tool.failed": (
        QT_TRANSLATE_NOOP("problems", "The step failed."),
        QT_TRANSLATE_NOOP("problems", "The program {tool} ended with an error: {detail}"),
        QT_TRANSLATE_NOOP(
            "problems", "Try again; if it fails again, copy the report and send it to the person who helps you."
        ),
        "",
    ),
    "tool.missing": (
        QT_TRANSLATE_NOOP("problems", "The step failed."),
        QT_TRANSLATE_NOOP("problems", "The program {tool} is not installed."),
        QT_TRANSLATE_NOOP("problems", "Start packaging/run once: it installs what is missing."),
        "",
    ),
    "unexpected": (
        QT_TRANSLATE_NOOP("problems", "Something went wrong inside vmgui."),
        QT_TRANSLATE_NOOP("problems", "This is a defect of the program, not a mistake of yours; the machines go on."),
        QT_TRANSLATE_NOOP("problems", "Try again; if it comes back, send the report to the person who helps you."),
        "",
    ),
}


def wording(problem: Problem) -> Wording:
    """The sentences of a problem in the user's language.

    An unknown code is a defect of ours; it is said plainly rather than hidden.
    """
    row = TABLE.get(problem.code)
    if row is None:
        raise KeyError(f"no wording for {problem.code}")
    headline, cause, remedy = (QCoreApplication.translate(_CONTEXT, text).format(**problem.facts) for text in row[:3])
    return Wording(headline, cause, remedy, row[3])
