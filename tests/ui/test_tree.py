"""The model of hosts and guests: right by Qt's own tester, and changed row by row."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from vmgui.model.office import Guest, GuestKey, GuestState, Host, HostState
from vmgui.ui.tree import OfficeModel


def host(number: int = 1, state: HostState = HostState.ONLINE) -> Host:
    return Host(f"qemu+ssh://host{number}/system", f"host{number}", state)


def guest(name: str, number: int = 1, uuid: str = "", state: GuestState = GuestState.OFF) -> Guest:
    return Guest(host(number).uri, uuid or f"uuid of {name}", name, state)


@pytest.fixture
def model(qapp: QApplication) -> OfficeModel:
    model = OfficeModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    return model


def names(model: OfficeModel) -> dict[str, list[str]]:
    found = {}
    for row in range(model.rowCount()):
        top = model.index(row, 0)
        found[str(top.data())] = [str(model.index(line, 0, top).data()) for line in range(model.rowCount(top))]
    return found


def test_guests_stand_below_their_host_by_name(model: OfficeModel) -> None:
    model.put_host(host(1))
    model.put_host(host(2))
    for name in ("web", "Alpha", "mail"):
        model.put_guest(guest(name, 2))
    assert names(model) == {"host1": [], "host2": ["Alpha", "mail", "web"]}


def test_state_is_an_icon_and_a_word(model: OfficeModel) -> None:
    model.put_host(host())
    model.put_guest(guest("web", state=GuestState.RUNNING))
    index = model.guest_index(GuestKey(host().uri, "uuid of web"))
    assert index.siblingAtColumn(1).data() == "Running"
    assert not index.data(Qt.ItemDataRole.DecorationRole).isNull()
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "web, Running"


def test_a_renamed_guest_moves_and_stays_selected(model: OfficeModel) -> None:
    model.put_host(host())
    for name in ("a", "b", "c"):
        model.put_guest(guest(name))
    selected = QPersistentModelIndex(model.guest_index(GuestKey(host().uri, "uuid of a")))
    resets = []
    model.modelReset.connect(lambda: resets.append(1))
    model.put_guest(guest("zz", uuid="uuid of a"))
    assert names(model)["host1"] == ["b", "c", "zz"]
    assert selected.row() == 2
    assert selected.data() == "zz"
    assert not resets


def test_a_lost_host_greys_its_guests(model: OfficeModel) -> None:
    model.put_host(host())
    model.put_guest(guest("a"))
    index = model.guest_index(GuestKey(host().uri, "uuid of a"))
    assert index.data(Qt.ItemDataRole.ForegroundRole) is None
    changed = []
    model.dataChanged.connect(lambda first, last: changed.append(first.data()))
    model.put_host(replace(host(), state=HostState.OFFLINE))
    assert index.data(Qt.ItemDataRole.ForegroundRole) is not None
    assert changed == ["host1", "a"]


def test_a_guest_of_no_host_we_have_is_not_shown(model: OfficeModel) -> None:
    model.put_guest(guest("a"))
    assert names(model) == {}


_steps = st.lists(
    st.tuples(
        st.sampled_from(["put", "drop", "host", "drop host"]),
        st.integers(1, 3),
        st.integers(0, 4),
        st.sampled_from("abcABC"),
        st.sampled_from(list(GuestState)),
    ),
    max_size=40,
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=_steps)
def test_any_order_of_news_ends_in_what_is_there(qapp: QApplication, steps: list[tuple]) -> None:  # type: ignore[type-arg]
    model = OfficeModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    expected: dict[int, dict[str, Guest]] = {}
    for what, number, uuid, name, state in steps:
        value = guest(name, number, str(uuid), state)
        match what:
            case "host":
                model.put_host(host(number))
                expected.setdefault(number, {})
            case "drop host":
                model.drop_host(host(number).uri)
                expected.pop(number, None)
            case "put":
                model.put_guest(value)
                if number in expected:
                    expected[number][str(uuid)] = value
            case "drop":
                model.drop_guest(value.key)
                expected.get(number, {}).pop(str(uuid), None)
    for number, guests in expected.items():
        order = sorted(guests.values(), key=lambda one: (one.name.casefold(), one.uuid))
        assert list(model.guests_of(host(number).uri)) == order
