"""Version resources."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.legacy.programs import hal, program, version_block
from vmgui.legacy.versioninfo import VersionInfo, read


def test_a_program() -> None:
    info = read(
        program({"CompanyName": "Compaq", "InternalName": "h", "OriginalFilename": "halsp.dll"}, (5, 1, 2600, 9))
    )
    assert info == VersionInfo("halsp.dll", "h", "Compaq", "5.1.2600.9")


def test_only_the_resource_counts() -> None:
    """The same words elsewhere in the file are not the version."""
    decoy = version_block({"OriginalFilename": "wrong.dll"}, (1, 1, 1, 1))
    data = program({"OriginalFilename": "right.dll"})
    assert read(data[:0x180] + data[0x180:] + decoy).original_filename == "right.dll"


def test_a_file_with_broken_headers_is_searched() -> None:
    data = bytearray(hal("halmps.dll"))
    data[0x40:0x44] = b"XXXX"
    assert read(bytes(data)).original_filename == "halmps.dll"
    assert read(bytes(data)[0x200:]).original_filename == "halmps.dll"


def test_none() -> None:
    assert read(b"") == read(b"MZ") == read(bytes(5000)) == VersionInfo()


@settings(max_examples=300)
@given(st.lists(st.tuples(st.integers(0, 1100), st.integers(0, 255)), max_size=12), st.integers(0, 1200))
def test_mutated(changes: list[tuple[int, int]], length: int) -> None:
    data = bytearray(hal())
    for at, value in changes:
        data[at % len(data)] = value
    assert isinstance(read(bytes(data[:length])), VersionInfo)
    assert isinstance(read(bytes(data)), VersionInfo)


@given(st.binary(max_size=600))
def test_any_bytes(data: bytes) -> None:
    assert isinstance(read(data), VersionInfo)
    assert isinstance(read(b"MZ" + data), VersionInfo)
