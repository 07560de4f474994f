"""PySide6 6.12.0 drops references to None and True below Python 3.12, until the interpreter dies of it."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QObject, Signal


class _Teller(QObject):
    told = Signal(object, bool)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None and True are immortal here")
def test_signals_keep_none_and_true_alive() -> None:
    teller = _Teller()
    heard: list[int] = [0]

    def hear(_value: object, _flag: bool) -> None:
        heard[0] += 1

    teller.told.connect(hear)
    before = [sys.getrefcount(one) for one in (None, True)]
    for _ in range(20_000):
        teller.told.emit(None, True)
    after = [sys.getrefcount(one) for one in (None, True)]
    assert heard == [20_000]
    assert all(abs(new - old) < 500 for old, new in zip(before, after)), (before, after)
