"""Registry hives for tests, written by hivex from a real empty one."""

from __future__ import annotations

import struct
import tempfile
from pathlib import Path
from typing import Any

import hivex

from tests.legacy.shared import FOLDER, material


def hive(tree: dict[str, Any]) -> bytes:
    """A hive with these keys (dicts) and values: int is REG_DWORD, str REG_SZ, a list REG_MULTI_SZ."""
    material("hives/minimal-hive")
    handle = hivex.Hivex(str(FOLDER / "hives/minimal-hive"), write=True)
    _fill(handle, handle.root(), tree)
    with tempfile.TemporaryDirectory() as folder:
        handle.commit(str(Path(folder) / "hive"))
        return (Path(folder) / "hive").read_bytes()


def _fill(handle: hivex.Hivex, node: int, tree: dict[str, Any]) -> None:
    rows = [{"key": name, **_value(value)} for name, value in tree.items() if not isinstance(value, dict)]
    if rows:
        handle.node_set_values(node, rows)
    for name, child in tree.items():
        if isinstance(child, dict):
            _fill(handle, handle.node_add_child(node, name), child)


def _value(value: object) -> dict[str, Any]:
    if isinstance(value, int):
        return {"t": 4, "value": struct.pack("<I", value)}
    if isinstance(value, list):
        return {"t": 7, "value": ("\0".join(value) + "\0\0").encode("utf-16-le")}
    return {"t": 1, "value": f"{value}\0".encode("utf-16-le")}


def system_nt4() -> dict[str, Any]:
    """SYSTEM of an NT 4.0 server with one fixed address."""
    control = {
        "ComputerName": {"ComputerName": {"ComputerName": "OLDSERVER"}},
        "ProductOptions": {"ProductType": "ServerNT"},
        "Windows": {"CSDVersion": 0x600},
    }
    adapter = {"EnableDHCP": 0, "IPAddress": ["10.0.0.5"], "SubnetMask": ["255.0.0.0"], "DefaultGateway": ["10.0.0.1"]}
    services = {
        "Atapi": {"Start": 4},
        "AMDPCN1": {"Parameters": {"NetworkAddress": "000C29AABBCC", "Tcpip": adapter}},
        "NdisWan5": {"Parameters": {"Tcpip": {"EnableDHCP": 1, "IPAddress": ["0.0.0.0"]}}},
        "Tcpip": {"Parameters": {"NameServer": "10.0.0.2 10.0.0.3"}},
    }
    return {
        "Select": {"Current": 1, "Default": 1, "LastKnownGood": 3, "Failed": 0},
        "ControlSet001": {"Control": control, "Services": services},
        "ControlSet003": {"Control": control, "Services": services},
    }


def software_nt(version: str, **more: object) -> dict[str, Any]:
    """SOFTWARE with the version key."""
    return {"Microsoft": {"Windows NT": {"CurrentVersion": {"CurrentVersion": version, **more}}}}
