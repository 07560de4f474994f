"""boot.ini, tidy and untidy."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vmgui.legacy.bootini import parse

NT4 = (
    b"[boot loader]\r\ntimeout=30\r\ndefault=multi(0)disk(0)rdisk(0)partition(1)\\WINNT\r\n[operating systems]\r\n"
    b'multi(0)disk(0)rdisk(0)partition(1)\\WINNT="Windows NT Workstation Version 4.00" \r\n'
    b'multi(0)disk(0)rdisk(0)partition(1)\\WINNT="Windows NT Workstation Version 4.00 [VGA mode]" /basevideo /sos\r\n'
)


def test_what_setup_wrote() -> None:
    ini = parse(NT4, 1, "/boot.ini")
    assert (ini.timeout, ini.default) == (30, "multi(0)disk(0)rdisk(0)partition(1)\\WINNT")
    assert ini.raw == NT4
    first, second = ini.entries
    assert (first.kind, first.disk, first.partition, first.folder) == ("multi", 0, 1, "\\WINNT")
    assert (first.title, first.options) == ("Windows NT Workstation Version 4.00", "")
    assert (second.title[-10:], second.options) == ("[VGA mode]", "/basevideo /sos")


def test_other_paths() -> None:
    raw = (
        b'scsi(0)disk(2)rdisk(0)partition(3)\\WINNT4="NT"\n'
        b'signature(8B467C12)disk(1)rdisk(2)partition(2)\\WINDOWS="2000" /fastdetect\n'
        b'C:\\="MS-DOS"\nC:\\CMDCONS\\BOOTSECT.DAT="Recovery Console" /cmdcons\n'
    )
    entries = parse(raw, 2, "/boot.ini").entries
    assert [(entry.kind, entry.disk, entry.partition) for entry in entries] == [
        ("scsi", 2, 3),
        ("signature", 2, 2),
        ("other", 0, 0),
        ("other", 0, 0),
    ]
    assert entries[3].path == "C:\\CMDCONS\\BOOTSECT.DAT"
    assert entries[3].options == "/cmdcons"


def test_untidy() -> None:
    raw = (
        b"\n ; a note = nothing\n  TimeOut =  5 seconds\r\r\n[Operating Systems]\n"
        b" MULTI(0) disk(0)rdisk(1)Partition( 2 ) \\WinNT\\  =  no quotes  /3GB /PAE \n"
        b'multi(0)disk(0)rdisk(0)partition(1)="no folder\nnonsense\n=\nmulti(0)=x\n\x1aafter the end=1'
    )
    ini = parse(raw, 1, "/boot.ini")
    assert (ini.timeout, ini.default) == (5, "")
    first, second = ini.entries
    assert (first.disk, first.partition, first.folder) == (1, 2, "\\WinNT")
    assert (first.title, first.options) == ("no quotes", "/3GB /PAE")
    assert (second.folder, second.title) == ("", "no folder")


def test_japanese_and_western_titles() -> None:
    line = 'multi(0)disk(0)rdisk(0)partition(1)\\WINNT="{}" /sos\r\n'
    # 表 and ソ have a backslash as their second byte.
    assert parse(line.format("日本語の表ソ").encode("cp932"), 1, "").entries[0].title == "日本語の表ソ"
    western = parse(line.format("fran\u00e7ais \u00e9").encode("cp437"), 1, "").entries[0]
    assert western.options == "/sos"


@given(st.binary(max_size=400), st.binary(max_size=40))
def test_any_bytes(data: bytes, more: bytes) -> None:
    assert parse(data, 1, "").raw == data
    parse(b"multi(0)disk(0)rdisk(0)partition(1)\\" + more + b"=" + data, 1, "")
    parse(b"timeout=" + data, 1, "")
