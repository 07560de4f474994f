"""Reports and plans survive JSON."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vmgui.backends import records
from vmgui.legacy.plan import ImportPlan
from vmgui.legacy.report import DiskReport, PatchBytes, PutFile, Repair

# Lone surrogates have no place in JSON text that leaves the process as UTF-8.
TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
st.register_type_strategy(str, TEXT)


@given(st.from_type(DiskReport))
def test_report_round_trip(report: DiskReport) -> None:
    text = records.dump(report)
    assert records.load(text, DiskReport) == report
    assert records.dump(records.load(text, DiskReport)) == text  # 1 is not True and "1" is not 1


@given(st.from_type(ImportPlan))
def test_plan_round_trip(plan: ImportPlan) -> None:
    text = records.dump(plan)
    assert records.load(text, ImportPlan) == plan
    assert records.dump(records.load(text, ImportPlan)) == text


def test_repairs_are_told_apart_and_bytes_are_hex() -> None:
    patch = records.plain(PatchBytes(512, b"\x00\xff", b"\x01\xfe"))
    assert patch["before"] == "00ff"
    text = records.dump(PutFile(0, 512, "ntfs", "/boot.ini", b"a", b"b"))
    assert json.loads(text)["before"] == "61"
    for repair in (PatchBytes(0, b"a", b"b"), PutFile(0, 1, "ntfs", "/x", b"", b"y")):
        again: Repair = records.load(records.dump(repair), type(repair))
        assert again == repair


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"name": 1}', "null", '{"unknown": 1}'])
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(ValueError):
        records.load(text, ImportPlan)
