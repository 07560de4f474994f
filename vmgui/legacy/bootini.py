"""boot.ini as NTLDR reads it: loosely.  Line ends, spaces, sections and the code page may be anything."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vmgui.legacy.evidence import BootEntry, BootIni

_ARC = re.compile(
    r"""^\s*(?P<kind>multi|scsi|signature)\s*\(\s*(?P<first>[0-9a-f]+)\s*\)
    \s*disk\s*\(\s*(?P<disk>\d{1,4})\s*\)\s*rdisk\s*\(\s*(?P<rdisk>\d{1,4})\s*\)
    \s*partition\s*\(\s*(?P<partition>\d{1,4})\s*\)\s*(?P<folder>\\[^=]*)?$""",
    re.VERBOSE | re.IGNORECASE,
)
_TITLE = re.compile(r'^\s*"(?P<title>[^"]*)"?(?P<options>.*)$')
_BARE_TITLE = re.compile(r"^(?P<title>[^/]*)(?P<options>.*)$")
#: Windows files are far smaller; NTLDR itself reads no more than this.
_LIMIT = 64 << 10


def decode(raw: bytes) -> str:
    """Text of the OEM code page.  Japanese when it is valid as such, else the page of the first PC, which has all bytes."""
    try:
        return raw.decode("cp932")
    except UnicodeDecodeError:
        return raw.decode("cp437")


def parse(raw: bytes, partition: int, path: str) -> BootIni:
    """What a boot.ini says.  Lines that say nothing known are passed over; never an error."""
    timeout, default, entries = None, "", []
    for key, value in _lines(decode(raw[:_LIMIT])):
        match key.casefold():
            case "timeout":
                number = re.match(r"-?\d{1,6}", value)
                timeout = int(number[0]) if number else timeout
            case "default":
                default = value
            case _:
                entries += _entry(key, value)
    return BootIni(partition, path, raw, timeout, default, tuple(entries))


def _lines(text: str) -> Iterator[tuple[str, str]]:
    """``key=value`` lines, stripped; sections are not needed to tell loader settings from systems.  ^Z ends the file."""
    for line in re.split(r"[\r\n]+", text.split("\x1a", 1)[0]):
        key, equals, value = line.partition("=")
        if equals and not line.lstrip().startswith((";", "[")):
            yield key.strip(), value.strip()


def parse_arc(path: str) -> re.Match[str] | None:
    """The parts ``kind first disk rdisk partition folder`` of an arc path, or None when it is none."""
    return _ARC.match(path)


def _entry(path: str, value: str) -> list[BootEntry]:
    said = _TITLE.match(value) or _BARE_TITLE.match(value)
    title, options = (said["title"].strip(), said["options"].strip()) if said else ("", "")
    arc = parse_arc(path)
    if arc is None:
        drive = re.match(r"^[a-z]:\\", path, re.IGNORECASE)
        return [BootEntry("other", path, 0, 0, "", title, options)] if drive else []
    kind = arc["kind"].lower()
    # multi() and signature() count the BIOS's disks in rdisk(); scsi() has the target's number in disk().
    disk = int(arc["disk"] if kind == "scsi" else arc["rdisk"])
    folder = (arc["folder"] or "").rstrip().rstrip("\\")
    return [BootEntry(kind, path, disk, int(arc["partition"]), folder, title, options)]
