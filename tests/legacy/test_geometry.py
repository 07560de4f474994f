"""Geometry: the arithmetic, and SeaBIOS itself asked what it says."""

from __future__ import annotations

import re
import struct
import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vmgui.legacy.evidence import BootSector
from vmgui.legacy.geometry import from_table, infer, seabios_default
from vmgui.legacy.partitions import Entry, decode_chs, read_table

MB = 1 << 20


def chs(sector: int, heads: int, sectors: int) -> tuple[int, int, int]:
    cylinder, rest = divmod(sector, heads * sectors)
    if cylinder > 1023:
        return 1023, heads - 1, sectors
    return cylinder, rest // sectors, rest % sectors + 1


def entry(start: int, count: int, heads: int, sectors: int) -> Entry:
    end = chs(start + count - 1, heads, sectors)
    return Entry(7, True, start, count, chs(start, heads, sectors), end, 0x1BE)


def raw_entry(item: Entry) -> bytes:
    def pack(place: tuple[int, int, int]) -> bytes:
        return bytes((place[1], place[2] | place[0] >> 2 & 0xC0, place[0] & 0xFF))

    body = bytes((0x80,)) + pack(item.chs_start) + bytes((item.type,)) + pack(item.chs_end)
    return body + struct.pack("<II", item.start, item.sectors)


def table_sector(*items: Entry) -> bytes:
    return bytes(0x1BE) + b"".join(map(raw_entry, items)).ljust(64, b"\0") + b"\x55\xaa"


def block(spt: int, heads: int) -> BootSector:
    return BootSector("ntfs", spt, heads, 63, 1000, 0)


@given(
    st.sampled_from([(255, 63), (240, 63), (128, 63), (64, 63), (64, 32), (16, 63), (255, 56), (255, 32), (15, 63)]),
    st.integers(2, 1022),
)
def test_a_disk_made_by_fdisk_tells_its_geometry(shape: tuple[int, int], cylinders: int) -> None:
    """The partition begins on the second track and ends with a cylinder."""
    heads, sectors = shape
    item = entry(sectors, cylinders * heads * sectors - sectors, heads, sectors)
    assert from_table([item]) == shape
    assert decode_chs(raw_entry(item)[1:4]) == item.chs_start
    assert decode_chs(raw_entry(item)[5:8]) == item.chs_end


def test_a_partition_past_cylinder_1023_still_hints() -> None:
    assert from_table([entry(63, 3000 * 255 * 63, 255, 63)]) == (255, 63)


def test_a_partition_not_on_a_cylinder_boundary() -> None:
    """A start at sector 2048 and any end, twice: both ends fit one known geometry only."""
    items = [entry(2048, 200_001, 240, 63), entry(300_000, 500_001, 240, 63)]
    assert from_table(items) == (240, 63)


def test_no_entry_says_nothing() -> None:
    assert from_table([]) is None
    assert from_table([Entry(7, True, 2048, 4096, (0, 0, 0), (0, 0, 0), 0)]) is None


def test_who_wins() -> None:
    total = 500 * 240 * 63
    items = [entry(63, total - 63, 240, 63)]
    geometry, doubts = infer(items, [block(63, 240)], total)
    assert (geometry.cylinders, geometry.heads, geometry.sectors, geometry.origin) == (500, 240, 63, "bpb+mbr")
    assert not doubts
    geometry, doubts = infer(items, [block(63, 255)], total)
    assert (geometry.heads, geometry.origin) == (255, "bpb")
    assert [doubt.id for doubt in doubts] == ["geometry.disagree"]
    assert doubts[0].facts == {"table": "240/63", "boot": "255/63"}
    assert infer(items, [block(0, 0)], total)[0].origin == "mbr"
    assert infer([], [block(32, 256)], total)[0].heads == 255
    geometry, doubts = infer([], [], total)
    assert geometry.origin == "size"
    assert [doubt.id for doubt in doubts] == ["geometry.not-said"]
    assert infer([], [block(63, 255)], 1 << 40)[0].cylinders == 1023


@given(st.binary(min_size=512, max_size=512), st.integers(0, 1 << 42))
def test_any_sector_and_size(sector: bytes, size: int) -> None:
    for first in (sector, sector[:510] + b"\x55\xaa"):
        geometry = seabios_default(size, first)
        assert 1 <= geometry.cylinders <= 1024
        assert 1 <= geometry.heads <= 256
        assert 1 <= geometry.sectors <= 63
        entries = read_table(lambda at, n: first[at : at + n], size).entries  # noqa: B023
        assert infer(entries, [], size // 512, first)[0].cylinders >= 1


CASES: list[tuple[int, tuple[int, int] | None]] = [
    (100 * MB, None),
    (480 * MB, None),
    (2048 * MB, None),
    (8192 * MB, None),
    (40 * 1024 * MB, None),
    (600 * MB, None),
    (5000 * MB, None),
    (100 * MB, (64, 32)),
    (480 * MB, (255, 63)),
    (2048 * MB, (240, 63)),
    (2048 * MB, (16, 63)),
    (8192 * MB, (255, 63)),
    (3000 * MB, (255, 56)),
    (8192 * MB, (15, 63)),
    (1024 * MB, (128, 63)),
    (300 * MB, (8, 17)),
]


@pytest.mark.parametrize("first", range(0, len(CASES), 4))
def test_the_same_as_the_real_seabios(tmp_path: Path, first: int) -> None:
    """Four disks at a time in a real QEMU; SeaBIOS's log says what each got."""
    cases, command = CASES[first : first + 4], ["qemu-system-x86_64", "-M", "pc", "-accel", "tcg", "-display", "none"]
    expected = []
    for number, (size, shape) in enumerate(cases):
        disk = tmp_path / f"{number}.raw"
        sector = b""
        if shape:
            sector = table_sector(entry(shape[1], size // 512 // (shape[0] * shape[1]) * shape[0] * shape[1], *shape))
        disk.write_bytes(sector)
        with disk.open("r+b") as file:
            file.truncate(size)
        command += ["-drive", f"file={disk},format=raw,if=ide,index={number}"]
        guess = seabios_default(size, sector)
        expected.append((guess.cylinders, guess.heads, guess.sectors))
    log = tmp_path / "log"
    log.touch()
    command += ["-chardev", f"file,id=bios,path={log}", "-device", "isa-debugcon,iobase=0x402,chardev=bios"]
    machine = subprocess.Popen(["setpriv", "--pdeathsig", "KILL", "--", *command, "-net", "none"])
    try:
        for _ in range(600):
            found = re.findall(r"PCHS=\S+ translation=\S+ LCHS=(\d+)/(\d+)/(\d+)", log.read_text(errors="replace"))
            if len(found) == len(cases):
                break
            assert machine.poll() is None
            time.sleep(0.1)
    finally:
        machine.kill()
        machine.wait()
    assert [tuple(map(int, row)) for row in found] == expected
