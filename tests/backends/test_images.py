"""Copies of disks with the real qemu-img."""

from __future__ import annotations

import asyncio
import hashlib
import os
import random
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from vmgui.backends import images
from vmgui.backends.images import DiskImages
from vmgui.errors import Problem

MB = 1 << 20


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VMGUI_HOME", str(tmp_path / "home"))


def noise(size: int, seed: int = 1) -> bytes:
    return random.Random(seed).randbytes(size)


def make_source(path: Path, size: int, pieces: dict[int, bytes]) -> Path:
    with path.open("wb") as file:
        file.truncate(size)
        for offset, data in pieces.items():
            file.seek(offset)
            file.write(data)
    return path


def content(image: Path) -> bytes:
    """What a guest would read."""
    raw = image.with_suffix(".content")
    subprocess.run(["qemu-img", "convert", "-f", "qcow2", "-O", "raw", image, raw], check=True)
    try:
        return raw.read_bytes()
    finally:
        raw.unlink()


async def all_of(steps: AsyncIterator[int]) -> list[int]:
    return [step async for step in steps]


def copy(source: Path, target: Path, disk_bytes: int, lead: int = 0) -> list[int]:
    async def go() -> list[int]:
        tool = DiskImages()
        await tool.create(str(target), disk_bytes)
        return await all_of(tool.copy(str(source), str(target), source.stat().st_size, lead, 0))

    return asyncio.run(go())


def test_a_copy_is_equal_and_the_source_untouched(tmp_path: Path) -> None:
    source = make_source(tmp_path / "s.img", 3 * MB, {0: noise(MB), 2 * MB + 512: noise(4096, 2)})
    before = (source.read_bytes(), source.stat().st_mtime_ns)
    assert copy(source, tmp_path / "t.qcow2", 3 * MB) == [3 * MB]
    assert content(tmp_path / "t.qcow2") == before[0]
    assert (source.read_bytes(), source.stat().st_mtime_ns) == before


def test_odd_sizes_are_filled_with_zeros(tmp_path: Path) -> None:
    """A source that is not whole sectors and ends before its table does."""
    source = make_source(tmp_path / "s.img", 0, {0: noise(MB + 100)})
    copy(source, tmp_path / "t.qcow2", 2 * MB)
    assert content(tmp_path / "t.qcow2") == source.read_bytes() + bytes(2 * MB - MB - 100)
    asyncio.run(DiskImages().compare(str(source), str(tmp_path / "t.qcow2"), MB + 100, 0, lambda _: None))


def test_a_partition_gets_its_lead(tmp_path: Path) -> None:
    lead = 63 * 512
    source = make_source(tmp_path / "s.img", 0, {0: noise(MB)})
    copy(source, tmp_path / "t.qcow2", MB + lead, lead)
    assert content(tmp_path / "t.qcow2") == bytes(lead) + source.read_bytes()


def test_an_image_that_looks_like_a_format_is_still_raw(tmp_path: Path) -> None:
    inner = tmp_path / "inner.qcow2"
    subprocess.run(["qemu-img", "create", "-q", "-f", "qcow2", inner, "64M"], check=True)
    source = make_source(tmp_path / "s.img", 0, {0: inner.read_bytes()})
    size = -(-source.stat().st_size // 512) * 512
    copy(source, tmp_path / "t.qcow2", size)
    assert content(tmp_path / "t.qcow2") == inner.read_bytes().ljust(size, b"\0")


def test_chunks_go_on_where_they_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "CHUNK", MB)
    source = make_source(tmp_path / "s.img", 0, {0: noise(3 * MB + 512)})
    target = tmp_path / "t.qcow2"

    async def go() -> None:
        tool = DiskImages()
        await tool.create(str(target), 3 * MB + 512)
        steps = tool.copy(str(source), str(target), 3 * MB + 512, 0, 0)
        assert await anext(steps) == MB
        assert await all_of(tool.copy(str(source), str(target), 3 * MB + 512, 0, MB)) == [2 * MB, 3 * MB, 3 * MB + 512]

    asyncio.run(go())
    assert content(target) == source.read_bytes()


def test_two_tebibytes_of_hole_are_stepped_over(tmp_path: Path) -> None:
    size = 2 << 40
    source = make_source(tmp_path / "s.img", size, {0: noise(4096), size - 4096: noise(4096, 2)})
    target = tmp_path / "t.qcow2"
    steps = copy(source, target, size)
    assert len(steps) == 3
    assert target.stat().st_blocks * 512 < 8 * MB
    said: list[int] = []
    asyncio.run(DiskImages().compare(str(source), str(target), size, 0, said.append))
    assert said[-1] == size
    assert said == sorted(said)
    needed = asyncio.run(DiskImages().needed_bytes(str(source), size))
    assert 8192 < needed < 1 << 30


def test_a_differing_byte_is_found(tmp_path: Path) -> None:
    source = make_source(tmp_path / "s.img", 0, {0: noise(2 * MB)})
    target = tmp_path / "t.qcow2"
    copy(source, target, 2 * MB)
    with source.open("r+b") as file:
        file.seek(MB + 5)
        old = file.read(1)[0]
        file.seek(MB + 5)
        file.write(bytes((old ^ 1,)))
    with pytest.raises(Problem) as caught:
        asyncio.run(DiskImages().compare(str(source), str(target), 2 * MB, 0, lambda _: None))
    assert caught.value.code == "import.copy-differs"
    assert abs(int(caught.value.facts["offset"]) - MB) < 65536


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    target = tmp_path / "t.qcow2"
    target.write_text("mine")
    with pytest.raises(Problem) as caught:
        asyncio.run(DiskImages().create(str(target), MB))
    assert caught.value.code == "import.target-exists"
    assert target.read_text() == "mine"


@pytest.mark.skipif(os.geteuid() != 0, reason="mounts a small file system")
def test_a_full_disk_stops_the_copy(tmp_path: Path) -> None:
    """On a real file system of 4 MiB, seen by a child alone."""
    source = make_source(tmp_path / "s.img", 0, {0: noise(8 * MB)})
    (tmp_path / "small").mkdir()
    script = (
        "import asyncio, sys\n"
        "from vmgui.backends.images import DiskImages\n"
        "from vmgui.errors import Problem\n"
        "async def go():\n"
        "    tool = DiskImages()\n"
        f"    target = {str(tmp_path / 'small' / 't.qcow2')!r}\n"
        f"    await tool.create(target, {8 * MB})\n"
        f"    async for _ in tool.copy({str(source)!r}, target, {8 * MB}, 0, 0): pass\n"
        "try: asyncio.run(go())\n"
        "except Problem as problem: print(problem.code)\n"
    )
    command = ["unshare", "-m", "sh", "-c", 'mount -t tmpfs -o size=4m none "$1" && exec "$2" -c "$3"', "sh"]
    done = subprocess.run([*command, tmp_path / "small", sys.executable, script], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("import.disk-full\n", "")


def test_cancelling_kills_the_tool_at_once(tmp_path: Path) -> None:
    """The tool is stopped in its tracks, so that only a real kill can end it."""
    source = make_source(tmp_path / "s.img", 0, {0: noise(64 * MB)})
    target = tmp_path / "t.qcow2"

    async def go() -> None:
        tool = DiskImages()
        await tool.create(str(target), 64 * MB)
        task = asyncio.create_task(all_of(tool.copy(str(source), str(target), 64 * MB, 0, 0)))
        while not (running := _children("qemu-img")):
            await asyncio.sleep(0)
        os.kill(running[0], 19)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert not _children("qemu-img")

    asyncio.run(go())


def _children(name: str) -> list[int]:
    """Our child processes that run a program."""
    me = os.getpid()
    found = Path(f"/proc/{me}/task/{me}/children").read_text().split()
    return [int(pid) for pid in found if name in Path(f"/proc/{pid}/cmdline").read_text().split("\0")]


def test_the_source_is_opened_read_only(tmp_path: Path) -> None:
    source = make_source(tmp_path / "s.img", 0, {0: noise(MB)})
    before = hashlib.sha256(source.read_bytes()).digest()
    script = (
        "import asyncio\n"
        "from vmgui.backends.images import DiskImages\n"
        "async def go():\n"
        "    tool = DiskImages()\n"
        f"    s, t = {str(source)!r}, {str(tmp_path / 't.qcow2')!r}\n"
        f"    await tool.create(t, {MB})\n"
        f"    async for _ in tool.copy(s, t, {MB}, 0, 0): pass\n"
        f"    await tool.compare(s, t, {MB}, 0, lambda done: None)\n"
        "asyncio.run(go())\n"
    )
    log = tmp_path / "trace"
    trace = ["strace", "-f", "-qq", "-e", "trace=open,openat,openat2,truncate", "-o", log]
    subprocess.run([*trace, sys.executable, "-c", script], check=True)
    opened = [line for line in log.read_text().splitlines() if f'"{source}"' in line]
    assert any("O_RDONLY" in line for line in opened)
    assert not [line for line in opened if "O_RDWR" in line or "O_WRONLY" in line or "truncate" in line]
    assert hashlib.sha256(source.read_bytes()).digest() == before
