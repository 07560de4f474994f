"""Which system stands on a disk, and what is known of it."""

from __future__ import annotations

import functools
import random
import struct
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.legacy.hives import hive, software_nt, system_nt4
from tests.legacy.programs import hal, program
from tests.legacy.shared import material
from vmgui.legacy import systems
from vmgui.legacy.evidence import Volume
from vmgui.legacy.report import Address, Partition, System

BOOT_INI = (
    b"[boot loader]\r\ntimeout=30\r\ndefault=multi(0)disk(0)rdisk(0)partition(1)\\WINNT\r\n[operating systems]\r\n"
    b'multi(0)disk(0)rdisk(0)partition(1)\\WINNT="NT"\r\n'
)


class Files:
    """A FileTree of a dict."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = {path.casefold(): (path, data) for path, data in files.items()}

    def read(self, path: str, limit: int = 64 << 20) -> bytes | None:
        found = self.files.get(path.casefold())
        return found[1][:limit] if found else None

    def names(self, path: str) -> Sequence[str]:
        start = path.rstrip("/").casefold() + "/"
        return sorted(
            {full[len(start) :].split("/")[0] for key, (full, _) in self.files.items() if key.startswith(start)}
        )


@functools.cache
def _nt4() -> dict[str, bytes]:
    return windows("/WINNT", system_nt4(), software_nt("4.0", CSDVersion="Service Pack 6"))


def nt4_files() -> dict[str, bytes]:
    return dict(_nt4())


def look(*disks: dict[str, bytes], types: Sequence[int] = ()) -> tuple[list[System], list[str]]:
    volumes = tuple(
        Volume(Partition(n, (types or [7] * 9)[n - 1], n << 20, 1 << 20, active=n == 1), None, Files(files))
        for n, files in enumerate(disks, 1)
    )
    found, doubts = systems.find(volumes, systems.find_boot_ini(volumes))
    return [evidence.system for evidence in found], [doubt.id for doubt in doubts]


def windows(root: str, system: dict[str, object], software: dict[str, object]) -> dict[str, bytes]:
    return {
        f"{root}/system32/config/SYSTEM": hive(system),
        f"{root}/system32/config/software": hive(software),
        f"{root}/system32/hal.dll": hal("halmps.dll"),
        f"{root}/system32/ntoskrnl.exe": program({"OriginalFilename": "ntkrnlmp.exe"}),
    }


def test_nt_4() -> None:
    software = software_nt("4.0", CSDVersion="Service Pack 6", Hotfix={"Q246009": {"Installed": 1}})
    found, doubts = look({"/BOOT.INI": BOOT_INI, **windows("/WinNT", system_nt4(), software)})
    assert doubts == []
    assert found == [
        System(
            "winnt",
            "4.0",
            "6a",
            "Server",
            "/WinNT",
            1,
            "halmps.dll",
            "ntkrnlmp.exe",
            "OLDSERVER",
            (1, 3),
            (
                Address(
                    "AMDPCN1",
                    False,
                    ("10.0.0.5",),
                    ("255.0.0.0",),
                    ("10.0.0.1",),
                    ("10.0.0.2", "10.0.0.3"),
                    "00:0c:29:aa:bb:cc",
                ),
            ),
        )
    ]


def test_windows_2000_and_later() -> None:
    guid, other = "{11111111-2222-3333-4444-555555555555}", "{66666666-2222-3333-4444-555555555555}"
    class_key = "{4D36E972-E325-11CE-BFC1-08002BE10318}"
    interfaces = {
        guid: {
            "EnableDHCP": 0,
            "IPAddress": ["192.168.0.9"],
            "SubnetMask": ["255.255.255.0"],
            "NameServer": "1.1.1.1,2.2.2.2",
        },
        other: {"EnableDHCP": 1, "IPAddress": ["0.0.0.0"]},
    }
    system = {
        "Select": {"Current": 1, "Default": 2, "LastKnownGood": 2},
        "ControlSet002": {
            "Control": {
                "ProductOptions": {"ProductType": "WinNT", "ProductSuite": ["Personal"]},
                "Class": {
                    class_key: {"0001": {"NetCfgInstanceId": guid.lower(), "NetworkAddress": "00-50-56-01-02-03"}}
                },
                "Network": {class_key: {guid: {"Connection": {"Name": "Local Area Connection"}}}},
            },
            "Services": {"Tcpip": {"Parameters": {"Interfaces": interfaces}}},
            "Enum": {"Root": {"ACPI_HAL": {"0000": {"HardwareID": ["acpiapic_up"]}}}},
        },
    }
    files = windows(
        "/WINDOWS", system, software_nt("5.1", CSDVersion="Service Pack 3", CurrentType="Uniprocessor Free")
    )
    files["/WINDOWS/system32/hal.dll"] = b"MZ nothing"
    files["/WINDOWS/system32/ntoskrnl.exe"] = b""
    (xp,), doubts = look(files)
    assert (xp.version, xp.service_pack, xp.edition, xp.control_sets) == ("5.1", "3", "Home", (1, 2))
    assert (xp.hal, xp.kernel) == ("halaacpi.dll", "ntoskrnl.exe")
    assert doubts == ["system.hal-from-log"]
    assert xp.addresses == (
        Address(
            "Local Area Connection",
            False,
            ("192.168.0.9",),
            ("255.255.255.0",),
            (),
            ("1.1.1.1", "2.2.2.2"),
            "00:50:56:01:02:03",
        ),
        Address(other, True),
    )


@pytest.mark.parametrize(
    ("version", "kind", "suites", "edition"),
    [
        ("3.51", "WinNT", [], "Workstation"),
        ("4.0", "LanmanNT", [], "Domain controller"),
        ("4.0", "ServerNT", ["Terminal Server"], "Terminal Server"),
        ("5.0", "WinNT", [], "Professional"),
        ("5.0", "ServerNT", ["Enterprise", "Terminal Server"], "Enterprise Server"),
        ("5.2", "ServerNT", ["Blade"], "Web Server"),
        ("5.2", "ServerNT", ["Terminal Server"], "Server"),
        ("5.2", "", [], ""),
    ],
)
def test_editions(version: str, kind: str, suites: list[str], edition: str) -> None:
    options = {"ProductType": kind, "ProductSuite": suites} if suites else {"ProductType": kind}
    system = {"Select": {"Default": 1}, "ControlSet001": {"Control": {"ProductOptions": options}}}
    ((found,), _) = look(windows("/WINNT", system, software_nt(version)))
    assert (found.version, found.edition) == (version, edition)


def test_the_log_of_setup() -> None:
    files = windows("/WINNT", system_nt4(), software_nt("4.0"))
    del files["/WINNT/system32/hal.dll"]
    files["/WINNT/repair/setup.log"] = b'[Files]\r\n\\WINNT\\system32\\hal.dll = "halsp.dll","293a1"\r\n'
    ((found,), doubts) = look(files)
    assert (found.hal, found.service_pack, doubts) == ("halsp.dll", "6", ["system.hal-from-log"])


def test_two_systems_and_a_folder_only_boot_ini_knows() -> None:
    ini = BOOT_INI + b'multi(0)disk(0)rdisk(0)partition(1)\\PROGRAMS\\NT351="old"\r\n'
    first = {"/boot.ini": ini, **windows("/WINNT", system_nt4(), software_nt("4.0"))}
    found, _ = look(first, windows("/PROGRAMS/NT351", system_nt4(), software_nt("3.51")))
    assert [(system.version, system.root, system.partition) for system in found] == [
        ("4.0", "/WINNT", 1),
        ("3.51", "/PROGRAMS/NT351", 2),
    ]


@pytest.mark.parametrize("name", ["SYSTEM", "software"])
@pytest.mark.parametrize(("data", "doubt"), [(b"", "hive.missing"), (b"regx" * 2000, "hive.damaged")])
def test_a_lost_hive(name: str, data: bytes, doubt: str) -> None:
    files = windows("/WINNT", system_nt4(), software_nt("4.0"))
    files[f"/WINNT/system32/config/{name}"] = data
    ((found,), doubts) = look(files)
    assert doubt in doubts
    assert found.hal == "halmps.dll"
    assert found.version == "4.0"  # from the kernel when SOFTWARE is lost


def test_a_hive_damaged_inside() -> None:
    files = windows("/WINNT", system_nt4(), software_nt("4.0"))
    whole = files["/WINNT/system32/config/SYSTEM"]
    files["/WINNT/system32/config/SYSTEM"] = whole[:4096] + whole[4096:].replace(b"nk", b"xx").replace(b"xx", b"nk", 1)
    ((found,), doubts) = look(files)
    assert "hive.damaged-part" in doubts
    assert found.version == "4.0"


def test_a_dirty_hive_is_said() -> None:
    files = windows("/WINNT", system_nt4(), software_nt("4.0"))
    data = bytearray(files["/WINNT/system32/config/SYSTEM"])
    struct.pack_into("<I", data, 4, struct.unpack_from("<I", data, 8)[0] + 1)
    files["/WINNT/system32/config/SYSTEM"] = bytes(data)
    assert look(files)[1] == ["hive.unfinished"]


def test_reactos() -> None:
    ((found,), _) = look(windows("/ReactOS", system_nt4(), software_nt("5.2")))
    assert (found.family, found.root) == ("reactos", "/ReactOS")


def test_a_real_windows_9x_registry() -> None:
    """The version stands in the registry; MSDOS.SYS has the last word where it says one."""
    data = material("hives/SYSTEM.DAT")
    settings = b"[Paths]\r\nWinDir=C:\\WIN98\r\n[Options]\r\nBootGUI=1\r\n"
    ((found,), doubts) = look({"/IO.SYS": b"x", "/MSDOS.SYS": settings, "/WIN98/SYSTEM.DAT": data})
    assert (found.family, found.root) == ("win9x", "/WIN98")
    assert (found.version, found.edition, found.computer_name, doubts) == ("4.90.3000", "Me", "Trevor-PC", [])
    settings += b"WinVer=4.10.2222\r\n"
    ((found,), doubts) = look({"/IO.SYS": b"x", "/MSDOS.SYS": settings, "/WIN98/SYSTEM.DAT": data})
    assert (found.version, found.edition, doubts) == ("4.10.2222", "98 Second Edition", [])


@pytest.mark.parametrize(
    ("files", "system"),
    [
        (
            {"/IO.SYS": b"x", "/MSDOS.SYS": b"y", "/COMMAND.COM": b"..Microsoft(R) MS-DOS(R) Version 6.22\r\n"},
            System("dos", "6.22", "", "MS-DOS", "", 1),
        ),
        ({"/ibmbio.com": b"x", "/COMMAND.COM": b"PC DOS Version 7.00"}, System("dos", "7.00", "", "PC DOS", "", 1)),
        (
            {"/KERNEL.SYS": b"..FreeDOS kernel 2043 (build 2043 OEM:0xfd)", "/COMMAND.COM": b"FreeCom"},
            System("freedos", "2043", partition=1),
        ),
        (
            {"/etc/debian_version": b"2.2\n", "/bin/sh": b"", "/lib/x": b"", "/etc/hostname": b"wheat\n"},
            System("linux", "2.2", "", "Debian", "/", 1, computer_name="wheat"),
        ),
        (
            {"/etc/redhat-release": b"Red Hat Linux release 6.2 (Zoot)\n", "/bin/sh": b"", "/lib/x": b""},
            System("linux", "6.2", "", "Red Hat Linux", "/", 1),
        ),
        (
            {"/usr/lib/os-release": b'NAME="Debian GNU/Linux"\nVERSION_ID="12"\n', "/etc/x": b"", "/var/x": b""},
            System("linux", "12", "", "Debian GNU/Linux", "/", 1),
        ),
        ({"/LDLINUX.SYS": b"x", "/VMLINUZ": b"x"}, System("linux", partition=1)),
        ({"/OS2KRNL": b"x", "/OS2LDR": b"x"}, System("os2", partition=1)),
    ],
)
def test_others(files: dict[str, bytes], system: System) -> None:
    assert look(files) == ([system], [])


def test_by_type_alone() -> None:
    found, _ = look({}, {}, types=(0x65, 0xA5))
    assert [system.family for system in found] == ["netware", "bsd"]


def test_what_nt_leaves_is_no_dos() -> None:
    """Empty IO.SYS and MSDOS.SYS."""
    assert look({"/IO.SYS": b"", "/MSDOS.SYS": b"", "/COMMAND.COM": b"x"}) == ([], ["system.none"])
    found, doubts = look({"/IO.SYS": b"x", "/COMMAND.COM": b"says nothing"})
    assert ([system.family for system in found], doubts) == (["dos"], ["system.version-unknown"])


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 60))
def test_mutated_hives(seed: int, changes: int) -> None:
    """One NT system is found whatever its hives say, and it says so by doubts, never by an exception."""
    files = nt4_files()
    chance = random.Random(seed)
    for name in ("SYSTEM", "software"):
        path = f"/WINNT/system32/config/{name}"
        data = bytearray(files[path])
        for _ in range(changes):
            data[chance.randrange(len(data))] = chance.randrange(256)
        files[path] = bytes(data)
    ((found,), _) = look(files)
    assert (found.family, found.root, found.hal) == ("winnt", "/WINNT", "halmps.dll")
