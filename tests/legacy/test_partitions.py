"""Partition tables and boot sectors, made by the real tools and read from real disks."""

from __future__ import annotations

import struct
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.legacy.shared import material
from vmgui.legacy import bootsector
from vmgui.legacy.containers import recognise
from vmgui.legacy.partitions import Table, read_table
from vmgui.legacy.report import ReadAt

MB = 1 << 20


def reader(data: bytes) -> ReadAt:
    return lambda offset, n: data[offset : offset + n] if offset >= 0 else b""


def table_of(data: bytes) -> Table:
    return read_table(reader(data), len(data))


def partitioned(path: Path, script: str, size: int = 64 * MB) -> bytes:
    with path.open("wb") as file:
        file.truncate(size)
    subprocess.run(["sfdisk", "-q", path], input=script.encode(), check=True, capture_output=True)
    return path.read_bytes()


def made(path: Path, *command: str, size: int = 16 * MB) -> bytes:
    with path.open("wb") as file:
        file.truncate(size)
    subprocess.run([*command, path], check=True, capture_output=True)
    return path.read_bytes()


def test_numbers_are_those_of_arc_paths(tmp_path: Path) -> None:
    """Primaries first, containers and empty entries passed over, then the logical ones."""
    script = (
        "label: dos\nlabel-id: 0x12345678\n"
        "start=63, size=2000, type=6, bootable\nstart=10000, size=60000, type=5\nstart=80000, size=2000, type=12\n"
        "start=12000, size=1000, type=7\nstart=20000, size=1000, type=b\nstart=30000, size=1000, type=83\n"
    )
    table = table_of(partitioned(tmp_path / "d", script))
    assert (table.kind, table.signature, table.doubts) == ("mbr", 0x12345678, ())
    rows = [(part.number, part.type, part.start_bytes // 512, part.logical) for part in table.partitions]
    assert rows == [
        (1, 0x06, 63, False),
        (2, 0x12, 80000, False),
        (3, 0x07, 12000, True),
        (4, 0x0B, 20000, True),
        (5, 0x83, 30000, True),
    ]
    assert [part.active for part in table.partitions] == [True, False, False, False, False]
    assert table.partitions[0].entry_offset == 0x1BE
    for part in table.partitions:
        raw = (tmp_path / "d").read_bytes()[part.entry_offset : part.entry_offset + 16]
        assert (raw[4], struct.unpack_from("<I", raw, 12)[0] * 512) == (part.type, part.size_bytes)


def test_a_chain_that_bites_its_tail(tmp_path: Path) -> None:
    data = bytearray(partitioned(tmp_path / "d", "label: dos\nstart=1000, size=60000, type=5\nstart=2000, size=100\n"))
    # The second entry of the first logical table leads back to itself.
    struct.pack_into("<B3xB3xII", data, 1000 * 512 + 0x1CE, 0, 5, 0, 1000)
    data[1000 * 512 + 510 : 1000 * 512 + 512] = b"\x55\xaa"
    table = table_of(bytes(data))
    assert [doubt.id for doubt in table.doubts] == ["table.chain-broken"]
    assert len([part for part in table.partitions if part.logical]) == 1


@pytest.mark.parametrize("flaw", ["no sectors", "a flag that is none", "no start"])
def test_one_damaged_entry_does_not_hide_the_others(tmp_path: Path, flaw: str) -> None:
    """It keeps its number, as NT counts entries by their type alone."""
    script = "label: dos\nstart=63, size=2000, type=6\nstart=3000, size=2000, type=7\nstart=9000, size=2000, type=b\n"
    data = bytearray(partitioned(tmp_path / "d", script))
    at, shape, value = {"no sectors": (12, "<I", 0), "a flag that is none": (0, "<B", 0x4F), "no start": (8, "<I", 0)}[
        flaw
    ]
    struct.pack_into(shape, data, 0x1CE + at, value)
    table = table_of(bytes(data))
    assert (table.kind, [part.number for part in table.partitions]) == ("mbr", [1, 3])
    assert [(doubt.id, doubt.facts) for doubt in table.doubts] == [("table.odd-entry", {"entry": 2})]
    assert len(table.entries) == 2


def test_a_table_of_damaged_entries_only(tmp_path: Path) -> None:
    data = bytearray(partitioned(tmp_path / "d", "label: dos\nstart=63, size=2000, type=6\n"))
    data[0x1BE] = 0x4F
    table = table_of(bytes(data))
    assert (table.partitions, [doubt.id for doubt in table.doubts]) == ((), ["table.damaged"])


def test_gpt_entries_beyond_any_disk(tmp_path: Path) -> None:
    """Numbers no file offset can hold are no partitions; a good entry beside them stays."""
    data = bytearray(partitioned(tmp_path / "d", "label: gpt\nstart=2048, size=2000\nstart=8192, size=2000\n"))
    struct.pack_into("<QQ", data, 1024 + 32, 1 << 63, (1 << 64) - 2)
    assert [part.start_bytes for part in table_of(bytes(data)).partitions] == [8192 * 512]


def test_a_cut_off_image(tmp_path: Path) -> None:
    data = partitioned(
        tmp_path / "d", "label: dos\nstart=63, size=20000\nstart=30000, size=2000\nstart=120000, size=9000\n"
    )
    table = table_of(data[: 31000 * 512])
    assert [(doubt.id, doubt.facts["number"]) for doubt in table.doubts] == [
        ("partition.cut-off", 2),
        ("partition.outside", 3),
    ]


@pytest.mark.parametrize(
    ("command", "filesystem", "kind"),
    [
        (("mkfs.fat", "-F", "12", "-n", "OLD DISK"), "fat12", 0x01),
        (("mkfs.fat", "-F", "16", "-s", "2", "-n", "OLD DISK"), "fat16", 0x04),
        (("mkfs.fat", "-F", "32", "-s", "1", "-n", "OLD DISK"), "fat32", 0x0B),
        (("mkntfs", "-q", "-F", "-L", "OLD DISK", "-H", "240", "-S", "63", "-p", "63"), "ntfs", 0x07),
        (("mkfs.ext2", "-q", "-L", "OLD DISK"), "ext2", 0x83),
        (("mkfs.ext3", "-q", "-L", "OLD DISK"), "ext3", 0x83),
        (("mkfs.ext4", "-q", "-L", "OLD DISK"), "ext4", 0x83),
        (("mkswap", "-q"), "swap", 0x82),
    ],
)
def test_file_systems_without_a_table(tmp_path: Path, command: tuple[str, ...], filesystem: str, kind: int) -> None:
    data = made(tmp_path / "d", *command, size=40 * MB if filesystem == "fat32" else 16 * MB)
    table = table_of(data)
    content = bootsector.recognise(reader(data), 0, len(data))
    assert (table.kind, len(table.partitions)) == ("none", 1)
    assert (table.partitions[0].type, table.partitions[0].number, table.partitions[0].start_bytes) == (kind, 1, 0)
    assert table.lead_bytes == 63 * 512
    assert content.filesystem == filesystem
    assert content.label == ("" if filesystem == "swap" else "OLD DISK")
    if filesystem == "ntfs":
        assert content.boot_sector is not None
        assert (content.boot_sector.heads, content.boot_sector.hidden, content.version) == (240, 63, "3.1")
        assert content.boot_sector.backup_offset == content.boot_sector.total_sectors * 512
        assert data[content.boot_sector.backup_offset :][3:11] == b"NTFS    "
    if filesystem == "fat32":
        assert content.boot_sector is not None
        assert content.boot_sector.backup_offset == 6 * 512


@pytest.mark.parametrize(("hidden", "lead"), [(0, 63), (1, 1), (32, 32), (63, 63), (65535, 65535), (65536, 63)])
def test_the_gap_is_what_the_boot_sector_says(tmp_path: Path, hidden: int, lead: int) -> None:
    data = made(tmp_path / "d", "mkfs.fat", "-F", "16", "-h", str(hidden))
    assert table_of(data).lead_bytes == lead * 512


def test_boot_code_that_jumps_is_no_boot_sector(tmp_path: Path) -> None:
    """An MBR may begin with a jump and even carry leftovers of a FAT block: the table leads somewhere, so it is one."""
    volume = made(tmp_path / "v", "mkfs.fat", "-F", "16", size=16 * MB)
    data = bytearray(partitioned(tmp_path / "d", "label: dos\nstart=63, size=32768, type=6, bootable\n"))
    data[63 * 512 : 63 * 512 + len(volume)] = volume
    data[:62] = volume[:62]
    assert table_of(bytes(data)).kind == "mbr"
    # The same without a volume where the entry points: a file system whose code looks like a table.
    whole = bytearray(volume)
    whole[0x1BE:0x1FE] = struct.pack("<B3sB3sII", 0x80, b"\1\1\0", 6, b"\1\1\0", 9000, 3) + bytes(48)
    assert table_of(bytes(whole)).kind == "none"


def test_an_ntfs_1_2_volume_and_its_mirror(tmp_path: Path) -> None:
    """The version stands in record 3; when that is torn, its mirror answers."""
    data = bytearray(made(tmp_path / "d", "mkntfs", "-q", "-F", "-L", "NT4"))
    cluster = data[0x0D] * 512
    table, mirror = (struct.unpack_from("<Q", data, at)[0] * cluster + 3 * 1024 for at in (0x30, 0x38))
    for record in (table, mirror):
        at = record + struct.unpack_from("<H", data, record + 0x14)[0]
        while (kind := struct.unpack_from("<I", data, at)[0]) != 0x70:
            assert kind != 0xFFFFFFFF
            at += struct.unpack_from("<I", data, at + 4)[0]
        start = at + struct.unpack_from("<H", data, at + 20)[0]
        assert data[start + 8 : start + 10] == b"\3\1"
        data[start + 8 : start + 10] = b"\1\2"
    content = bootsector.recognise(reader(bytes(data)), 0, len(data))
    assert (content.version, content.label) == ("1.2", "NT4")
    data[table + 510] ^= 0xFF
    assert bootsector.recognise(reader(bytes(data)), 0, len(data)).version == "1.2"
    data[mirror + 1022] ^= 0xFF
    assert bootsector.recognise(reader(bytes(data)), 0, len(data)).version == ""


@pytest.mark.parametrize(
    ("name", "kind", "count"),
    [
        ("disk/apm.bin", "apm", 3),
        ("disk/gpt.bin", "gpt", 2),
        ("disk/gpt-512-3p.raw.gz", "gpt", 3),
        ("disk/mbr-512-p1e2.bin.gz", "mbr", 3),
        ("ldm/ldm-2003r2-simple-1.img.gz", "mbr", 1),
        ("fs/ntfs3.raw.gz", "none", 1),
        ("fs/fat12.raw.gz", "none", 1),
        ("fs/fat32_small.raw.gz", "none", 1),
        ("hives/SYSTEM.DAT", "none", 0),
    ],
)
def test_real_disks(name: str, kind: str, count: int) -> None:
    table = table_of(material(name))
    assert (table.kind, len(table.partitions)) == (kind, count)


def test_hpfs() -> None:
    data = bytearray(64 * 512)
    struct.pack_into("<HBHBHHBHHHI", data, 0x0B, 512, 1, 0, 0, 0, 64, 0xF8, 0, 63, 16, 63)
    data[0x36:0x3E] = b"HPFS    "
    content = bootsector.recognise(reader(bytes(data)), 0, len(data))
    assert content.boot_sector is not None
    assert (content.filesystem, content.boot_sector.heads, content.boot_sector.hidden) == ("hpfs", 16, 63)


@pytest.mark.parametrize("size", [0, 1, 511, 512, 513, 4096, 100_000])
def test_zeros(size: int) -> None:
    table = table_of(bytes(size))
    assert (table.kind, table.partitions, [doubt.id for doubt in table.doubts]) == ("none", (), ["table.none"])


def test_an_empty_table() -> None:
    assert [doubt.id for doubt in table_of(bytes(510) + b"\x55\xaa").doubts] == ["table.empty"]


@settings(max_examples=300)
@given(st.binary(max_size=3000), st.booleans(), st.sampled_from([b"", b"NTFS    ", b"EFI PART", b"PM", b"FILE"]))
def test_any_bytes(data: bytes, marked: bool, mark: bytes) -> None:
    """No exception and no hang, also with the marks that open the doors behind."""
    if marked and len(data) >= 512:
        whole = bytearray(data)
        whole[510:512], whole[3 : 3 + len(mark)] = b"\x55\xaa", mark
        whole[512 : 512 + len(mark)] = mark
        for at in range(0x1BE, 510, 16):
            whole[at] &= 0x80
        data = bytes(whole)
    table = table_of(data)
    assert table.kind in {"mbr", "gpt", "apm", "none"}
    assert len(table.partitions) <= 2000
    for content in (bootsector.recognise(reader(data), at, len(data)) for at in (0, 3, 512)):
        assert isinstance(content.label, str)
    assert isinstance(recognise(data), str)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_mutated_volumes(data: st.DataObject) -> None:
    """Real volumes with bytes changed where their structures are."""
    raw = bytearray(material(data.draw(st.sampled_from(["fs/testfs1.gz", "fs/fat12.raw.gz"]))))
    for at, value in data.draw(st.lists(st.tuples(st.integers(0, 0x60), st.integers(0, 255)), max_size=6)):
        raw[at] = value
    for at, value in data.draw(st.lists(st.tuples(st.integers(0, len(raw) - 1), st.integers(0, 255)), max_size=20)):
        raw[at] = value
    table_of(bytes(raw))
