"""Repairs on copies: FAT and NTFS volumes made by the real tools, read back by another reader."""

from __future__ import annotations

import asyncio
import os
import struct
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests import disks
from tests.backends.test_images import content
from vmgui.backends import editing, exports
from vmgui.backends.filesystems import open_tree
from vmgui.errors import Problem
from vmgui.legacy.report import SECTOR, Partition, PatchBytes, PutFile, Repair
from vmgui.paths import runtime_dir

MB = 1 << 20
START = 63 * SECTOR
COUNT = 20 * MB // SECTOR
OLD = b"[boot loader]\r\ntimeout=30\r\n"
NEW = b"[boot loader]\r\ntimeout=10\r\ndefault=multi(0)disk(0)rdisk(0)partition(1)\\WINNT\r\n"


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VMGUI_HOME", str(tmp_path / "home"))


def volume(folder: Path, filesystem: str) -> Path:
    path = folder / "volume"
    make = disks.ntfs if filesystem == "ntfs" else disks.fat
    make(path, COUNT, 255, 63, 63)
    disks.put(path, {"Boot.ini": OLD, "WINNT/System32/config/system": bytes(range(256)) * 100})
    if filesystem == "fat16":
        disks.run("mattrib", "-i", path, "+r", "+h", "+s", "-a", "::Boot.ini")
    return path


def as_image(path: Path, target: Path) -> Path:
    """A copy as the import makes it: the volume behind 63 sectors, in qcow2."""
    raw = target.with_suffix(".raw")
    raw.write_bytes(bytes(START) + path.read_bytes())
    subprocess.run(["qemu-img", "convert", "-f", "raw", "-O", "qcow2", raw, target], check=True)
    raw.unlink()
    return target


def put(filesystem: str, before: bytes = OLD, after: bytes = NEW, path: str = "/BOOT.INI") -> PutFile:
    return PutFile(START, COUNT * SECTOR, filesystem, path, before, after)


def work_out(image: Path, repairs: Sequence[Repair]) -> list[PatchBytes]:
    return asyncio.run(editing.work_out(str(image), repairs))


def apply(image: Path, edits: Sequence[PatchBytes], *, undo: bool = False) -> None:
    asyncio.run(editing.apply(str(image), edits, undo=undo))


def read(image: Path, filesystem: str, path: str) -> bytes | None:
    """By The Sleuth Kit, which has no code in common with the tools that write."""
    disk = content(image)
    partition = Partition(1, 7, START, COUNT * SECTOR, filesystem=filesystem)
    tree = open_tree(lambda offset, n: disk[offset : offset + n], len(disk), partition)
    assert tree is not None
    return tree.read(path)


def leftovers(image: Path) -> list[str]:
    here = [path.name for path in image.parent.glob(f"{image.name}*") if path != image]
    return here + [str(path) for path in runtime_dir().glob("exports/*")]


@pytest.mark.parametrize("filesystem", ["ntfs", "fat16"])
def test_a_file_is_put_and_taken_back(tmp_path: Path, filesystem: str) -> None:
    image = as_image(volume(tmp_path, filesystem), tmp_path / "t.qcow2")
    before = content(image)
    edits = work_out(image, [put(filesystem)])
    assert content(image) == before, "working it out writes nothing to the copy"
    assert edits
    assert all(edit.before != edit.after and edit.offset % SECTOR == 0 for edit in edits)
    assert all(before[edit.offset :].startswith(edit.before) for edit in edits)
    for _ in range(2):  # again changes nothing
        apply(image, edits)
        assert read(image, filesystem, "/boot.ini") == NEW
    assert read(image, filesystem, "/WINNT/System32/config/system") == bytes(range(256)) * 100
    for _ in range(2):
        apply(image, edits, undo=True)
        assert content(image) == before
    assert leftovers(image) == []


def test_on_fat_name_attributes_and_date_stay(tmp_path: Path) -> None:
    image = as_image(volume(tmp_path, "fat16"), tmp_path / "t.qcow2")
    first = work_out(image, [put("fat16")])
    assert first == work_out(image, [put("fat16")]), "the same at any time"
    apply(image, first)
    after = tmp_path / "after"
    after.write_bytes(content(image)[START:])
    assert disks.run("mattrib", "-i", after, "::Boot.ini").decode().split("::")[0].split() == ["SHR"]
    listed = [disks.run("mdir", "-a", "-i", path, "::Boot.ini").decode() for path in (tmp_path / "volume", after)]
    dates = [next(line.split()[3:5] for line in text.splitlines() if "boot" in line.lower()) for text in listed]
    assert dates[0] == dates[1]
    assert disks.run("mdir", "-a", "-b", "-i", after, "::/").decode().splitlines()[0] == "::/Boot.ini"


def test_repairs_follow_one_another(tmp_path: Path) -> None:
    """Later repairs see what earlier ones did; plain bytes and files mix."""
    image = as_image(volume(tmp_path, "fat16"), tmp_path / "t.qcow2")
    repairs = [
        PatchBytes(0x1BE, b"\0", b"\x80"),
        put("fat16"),
        PatchBytes(0x1BE, b"\x80", b"\x81"),
        put("fat16", NEW, OLD + b"timeout=5\r\n"),
    ]
    edits = work_out(image, repairs)
    apply(image, edits)
    assert content(image)[0x1BE] == 0x81
    assert read(image, "fat16", "/boot.ini") == OLD + b"timeout=5\r\n"


def test_another_content_is_refused(tmp_path: Path) -> None:
    image = as_image(volume(tmp_path, "ntfs"), tmp_path / "t.qcow2")
    for repair in (put("ntfs", before=b"something else"), put("ntfs", path="/gone.ini")):
        with pytest.raises(Problem) as caught:
            work_out(image, [repair])
        assert caught.value.code == "edit.file-changed"
    with pytest.raises(Problem) as caught:
        work_out(image, [PatchBytes(0, b"\1", b"\2")])
    assert caught.value.code == "edit.unexpected"
    assert leftovers(image) == []


def test_an_unexpected_byte_stops_all_writing(tmp_path: Path) -> None:
    image = as_image(volume(tmp_path, "fat16"), tmp_path / "t.qcow2")
    before = content(image)
    with pytest.raises(Problem) as caught:
        apply(image, [PatchBytes(0, bytes(16), b"A" * 16), PatchBytes(1024, b"B" * 16, b"C" * 16)])
    assert (caught.value.code, caught.value.facts) == ("edit.unexpected", {"offset": 1024})
    assert content(image) == before


def make_dirty(path: Path) -> None:
    """Sets VOLUME_IS_DIRTY in $Volume (MFT record 3) and in its mirror (ntfs-3g layout.h)."""
    data = bytearray(path.read_bytes())
    cluster = data[0x0D] * SECTOR
    for where in (0x30, 0x38):  # $MFT and $MFTMirr
        record = struct.unpack_from("<Q", data, where)[0] * cluster + 3 * 1024
        at = record + struct.unpack_from("<H", data, record + 0x14)[0]
        while struct.unpack_from("<I", data, at)[0] != 0x70:
            at += struct.unpack_from("<I", data, at + 4)[0]
        data[at + struct.unpack_from("<H", data, at + 0x14)[0] + 10] |= 1
    path.write_bytes(data)


def test_a_dirty_volume_is_refused(tmp_path: Path) -> None:
    path = volume(tmp_path, "ntfs")
    make_dirty(path)
    image = as_image(path, tmp_path / "t.qcow2")
    with pytest.raises(Problem) as caught:
        work_out(image, [put("ntfs")])
    assert caught.value.code == "edit.unclean-volume"
    assert leftovers(image) == []


def test_without_fuse_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "_FUSE", "/dev/no-fuse-here")
    image = as_image(volume(tmp_path, "fat16"), tmp_path / "t.qcow2")
    with pytest.raises(Problem) as caught:
        apply(image, [PatchBytes(0, b"\0", b"\1")])
    assert caught.value.code == "edit.no-fuse"


def test_what_a_kill_leaves_is_cleared(tmp_path: Path) -> None:
    """The daemon dies with a killed process; its dead mount and the overlay stay until the next attempt."""
    image = as_image(volume(tmp_path, "fat16"), tmp_path / "t.qcow2")

    async def go() -> None:
        async with exports.exported(str(image), writable=True) as disk:
            os.kill(int((disk.parent / "pid").read_text()), 9)
            with pytest.raises(OSError, match=r"connect"):
                while True:
                    disk.stat()
                    await asyncio.sleep(0)
            dead = disk
            Path(editing.overlay_of(str(image))).touch()
            edits = await editing.work_out(str(image), [put("fat16")])
            assert edits
            assert not dead.exists()

    asyncio.run(go())
    assert leftovers(image) == []


def test_runs_are_whole_neighbouring_sectors() -> None:
    old = bytes(8 * SECTOR)
    new = bytearray(old)
    for place in (0, SECTOR + 5, 4 * SECTOR, 8 * SECTOR - 1):
        new[place] = 1
    found = list(editing.runs(1000 * SECTOR, old, bytes(new)))
    assert [(run.offset // SECTOR - 1000, len(run.after) // SECTOR) for run in found] == [(0, 2), (4, 1), (7, 1)]
    patched = bytearray(old)
    for run in found:
        at = run.offset - 1000 * SECTOR
        assert run.before == old[at : at + len(run.before)]
        patched[at : at + len(run.after)] = run.after
    assert patched == new
