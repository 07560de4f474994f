"""libvirt's errors as Problems.  libvirt's own text goes into the facts only, for the details."""

from __future__ import annotations

import libvirt

from vmgui.errors import Problem

_CODES: dict[int, str] = {
    libvirt.VIR_ERR_NO_DOMAIN: "guest.gone",
    libvirt.VIR_ERR_DOM_EXIST: "guest.name-taken",
    libvirt.VIR_ERR_OPERATION_INVALID: "guest.wrong-state",
    libvirt.VIR_ERR_OPERATION_TIMEOUT: "guest.busy",
    libvirt.VIR_ERR_AUTH_FAILED: "host.no-permission",
    libvirt.VIR_ERR_AUTH_CANCELLED: "host.no-permission",
    libvirt.VIR_ERR_AUTH_UNAVAILABLE: "host.no-permission",
    libvirt.VIR_ERR_ACCESS_DENIED: "host.no-permission",
    libvirt.VIR_ERR_NO_CONNECT: "host.unreachable",
    libvirt.VIR_ERR_INVALID_CONN: "host.lost",
    libvirt.VIR_ERR_RPC: "host.lost",
}

#: Texts of failures that libvirt reports with one general code only (rpc/virnetsocket.c, remote_driver.c).
_TEXTS: tuple[tuple[str, str], ...] = (
    ("Permission denied", "host.no-permission"),
    ("authentication unavailable", "host.no-permission"),
    ("no polkit agent available", "host.no-permission"),
    ("client socket is closed", "host.lost"),
    ("keepalive timeout", "host.lost"),
    ("End of file while reading data", "host.lost"),
    ("internal error: connection closed", "host.lost"),
    ("binary '", "host.no-libvirt"),
    ("Failed to connect socket", "host.unreachable"),
    ("unable to connect to server", "host.unreachable"),
    ("Cannot recv data", "host.unreachable"),
    ("already exists with uuid", "guest.name-taken"),
    ("No space left", "host.no-space"),
    ("Cannot access storage file", "guest.disk-missing"),
    ('Failed to get "write" lock', "guest.disk-in-use"),
)


def problem_of(error: libvirt.libvirtError, host: str) -> Problem:
    """The Problem for a libvirt error met on ``host`` (a URI)."""
    text = error.get_error_message() or str(error)
    for part, code in _TEXTS:
        if part in text:
            return Problem(code, host=host, detail=text)
    return Problem(_CODES.get(error.get_error_code(), "host.refused"), host=host, detail=text)
