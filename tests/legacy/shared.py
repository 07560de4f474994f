"""Where the real material stands that is not part of the project."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data"


def material(name: str) -> bytes:
    """The content of a file of the shared material, unpacked; skips the test where it is missing."""
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"no real material at {path}")
    data = path.read_bytes()
    return gzip.decompress(data) if name.endswith(".gz") else data
