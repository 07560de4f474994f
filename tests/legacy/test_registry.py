"""Hives: the same as hivex reads, and no other exception than the one promised."""

from __future__ import annotations

import random
import struct
from pathlib import Path

import hivex
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.legacy.shared import FOLDER, material
from vmgui.legacy.registry import HEADER, REG_DWORD, Hive, Key, RegistryError

GOOD = ["ExtendedASCIIHive", "StringValuesHive", "UnicodeHive", "EmptyHive", "minimal-hive", "DuplicateSubkeysHive"]
DAMAGED = ["BadBaseBlockHive", "SAMBadHBinHeader", "SECURITYNoRoot", "TruncatedHive", "TruncatedDirtyHive"]
DAMAGED += ["corrupted_system_hive", "OldDirtyHive", "NewDirtyHive"]


def ours(key: Key, path: str = "") -> list[tuple[str, str, int, bytes]]:
    rows = [(path, value.name, value.kind, value.data) for value in key.values()]
    for child in key.subkeys():
        rows += ours(child, f"{path}/{child.name}")
    return rows


def theirs(hive: hivex.Hivex, node: int, path: str = "") -> list[tuple[str, str, int, bytes]]:
    rows = []
    for value in hive.node_values(node):
        kind, data = hive.value_value(value)
        rows.append((path, hive.value_key(value), kind, data))
    for child in hive.node_children(node):
        rows += theirs(hive, child, f"{path}/{hive.node_name(child)}")
    return rows


@pytest.mark.parametrize("name", GOOD)
def test_same_as_hivex(name: str) -> None:
    data = material(f"hives/{name}")
    other = hivex.Hivex(str(FOLDER / "hives" / name))
    assert sorted(ours(Hive(data).root)) == sorted(theirs(other, other.root()))


def test_a_real_system_hive(tmp_path: Path) -> None:
    data = material("hives/SYSTEM.gz")
    hive = Hive(data)
    (tmp_path / "SYSTEM").write_bytes(data)
    other = hivex.Hivex(str(tmp_path / "SYSTEM"))
    key, node = hive.key("controlset001/SERVICES\\atapi"), other.root()
    for name in ("ControlSet001", "Services", "atapi"):
        node = other.node_get_child(node, name)
    assert key is not None
    assert ours(key) == theirs(other, node)
    location = hive.dword_location("ControlSet001/Services/atapi", "Start")
    assert location is not None
    assert struct.unpack_from("<I", data, location)[0] == hive.dword("ControlSet001/Services/atapi", "start") == 0
    assert hive.dword_location("ControlSet001/Services/atapi", "nothing") is None
    assert hive.dword_location("ControlSet001/Services/atapi", "Group") is None
    patched = bytearray(data)
    patched[location : location + 4] = struct.pack("<I", 4)
    (tmp_path / "PATCHED").write_bytes(patched)
    again = hivex.Hivex(str(tmp_path / "PATCHED"))
    assert again.value_dword(again.node_get_value(node, "Start")) == 4
    boot_key = [hive.key(f"ControlSet001/Control/Lsa/{name}") for name in ("JD", "Skew1", "GBG", "Data")]
    assert all(key and len(key.class_name) == 8 for key in boot_key)


def test_a_hive_without_lh_lists_and_with_strings(tmp_path: Path) -> None:
    """Values of every length that matters for inline data."""
    material("hives/minimal-hive")
    hive = hivex.Hivex(str(FOLDER / "hives/minimal-hive"), write=True)
    node = hive.node_add_child(hive.root(), "K")
    rows = [{"key": f"v{n}", "t": 3, "value": bytes(range(n))} for n in (0, 1, 3, 4, 5, 100)]
    rows.append({"key": "d", "t": REG_DWORD, "value": struct.pack("<I", 0xFFFFFFFE)})
    hive.node_set_values(node, rows)
    hive.commit(str(tmp_path / "h"))
    mine = Hive((tmp_path / "h").read_bytes())
    for row in rows:
        value = mine.value("K", row["key"])
        assert value is not None
        assert value.data == row["value"]
    assert mine.dword("k", "D") == 0xFFFFFFFE
    assert mine.dword("k", "v5") is None
    assert mine.key("K/none/deeper") is None


def test_dirty() -> None:
    assert Hive(material("hives/OldDirtyHive")).dirty
    assert Hive(material("hives/NewDirtyHive")).dirty
    assert not Hive(material("hives/UnicodeHive")).dirty


@pytest.mark.parametrize("name", ["NotAHive", "SYSTEM.DAT", "USER.DAT"])
def test_not_a_hive(name: str) -> None:
    with pytest.raises(RegistryError):
        Hive(material(f"hives/{name}"))


def test_lists_that_name_themselves_end() -> None:
    """An ``ri`` list that holds itself."""
    data = bytearray(material("hives/minimal-hive"))
    root = struct.unpack_from("<I", data, 36)[0]
    free = len(data)
    data += bytes(4096)
    struct.pack_into("<iI", data, HEADER + root + 4 + 0x14, 1, 0)
    struct.pack_into("<I", data, HEADER + root + 4 + 0x1C, free - HEADER)
    struct.pack_into("<i2sHII", data, free, -16, b"ri", 2, free - HEADER, free - HEADER)
    with pytest.raises(RegistryError, match="twice"):
        list(Hive(bytes(data)).root.subkeys())


def test_more_keys_than_there_can_be() -> None:
    """A list that names the root a thousand times, in a file that has no room for so many keys."""
    data = bytearray(material("hives/minimal-hive"))
    root = struct.unpack_from("<I", data, 36)[0]
    struct.pack_into("<I", data, HEADER + root + 4 + 0x14, 1000)
    struct.pack_into("<I", data, HEADER + root + 4 + 0x1C, len(data) - HEADER)
    data += struct.pack("<i2sH", -4008, b"li", 1000) + struct.pack("<I", root) * 1000
    with pytest.raises(RegistryError, match="more keys"):
        Hive(bytes(data)).key("nothing")


def test_the_oldest_cells() -> None:
    """Version 1.1: a number (``Last``) stands before each cell's content.  Made after the layout, as no such file is public."""
    name = b"Root"
    key = struct.pack("<2sH16xIIIIIIII", b"nk", 0x2C, 0, 0, 0xFFFFFFFF, 0xFFFFFFFF, 1, 0x80, 0xFFFFFFFF, 0xFFFFFFFF)
    key = key.ljust(0x48, b"\0") + struct.pack("<HH", len(name), 0) + name
    value = struct.pack("<2sHIIIHH", b"vk", 1, 0x80000004, 7, REG_DWORD, 1, 0) + b"v"
    data = bytearray(HEADER + 0x200)
    struct.pack_into("<4sII8xIIIII", data, 0, b"regf", 1, 1, 1, 1, 0, 1, 0x20)
    for offset, content in ((0x20, key), (0x80, struct.pack("<I", 0xC0)), (0xC0, value)):
        struct.pack_into("<iI", data, HEADER + offset, -0x40, 0)
        data[HEADER + offset + 8 : HEADER + offset + 8 + len(content)] = content
    hive = Hive(bytes(data))
    assert (hive.root.name, hive.version, hive.dword("", "v")) == ("Root", (1, 1), 7)


def walk_all(data: bytes) -> int:
    """Walks what can be reached, to a depth no real path has; the number of keys seen."""
    seen = 0
    try:
        waiting = [(Hive(data).root, 0)]
        while waiting and seen < 2000:
            key, depth = waiting.pop()
            seen += 1
            assert isinstance(key.class_name, str)
            for value in key.values():
                assert isinstance(value.text, str)
                assert all(value.texts)
            if depth < 8:
                waiting += [(child, depth + 1) for child in key.subkeys()]
    except RegistryError:
        pass
    return seen


@pytest.mark.parametrize(
    "name",
    [
        "BadBaseBlockHive",
        "SAMBadHBinHeader",
        "SECURITYNoRoot",
        "TruncatedHive",
        "TruncatedDirtyHive",
        "corrupted_system_hive",
        "OldDirtyHive",
        "NewDirtyHive",
    ],
)
def test_damaged_hives_of_others(name: str) -> None:
    walk_all(material(f"hives/{name}"))


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(GOOD), st.integers(0, 2**32), st.integers(1, 200))
def test_mutated_real_hives(name: str, seed: int, changes: int) -> None:
    data = bytearray(material(f"hives/{name}"))
    chance = random.Random(seed)
    for _ in range(changes):
        # Where hives keep their structures: mostly near the front, and often in a number's high bytes.
        at = chance.choice((chance.randrange(len(data)), 4096 + chance.randrange(4096), chance.randrange(64)))
        data[at] = chance.choice((0, 0xFF, 0x80, chance.randrange(256)))
    walk_all(bytes(data[: chance.choice((len(data), chance.randrange(len(data))))]))


@given(st.binary(max_size=9000))
def test_any_bytes(data: bytes) -> None:
    walk_all(data)
    walk_all(b"regf" + data)
