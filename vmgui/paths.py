"""Where vmgui keeps its things.  ``VMGUI_HOME`` moves all of them (XDG base directory specification otherwise)."""

from __future__ import annotations

import os
from pathlib import Path

#: Identity on the desktop: desktop entry, D-Bus, icon, AppStream.
APP_ID = "org.vmgui.vmgui"


def _place(kind: str, variable: str, fallback: str) -> Path:
    moved = os.environ.get("VMGUI_HOME")
    if moved:
        return Path(moved) / kind
    return Path(os.environ.get(variable) or Path.home() / fallback) / "vmgui"


def config_dir() -> Path:
    """Settings: the list of hosts, the window."""
    return _place("config", "XDG_CONFIG_HOME", ".config")


def state_dir() -> Path:
    """Jobs and their history."""
    return _place("state", "XDG_STATE_HOME", ".local/state")


def cache_dir() -> Path:
    """What may be deleted at any time."""
    return _place("cache", "XDG_CACHE_HOME", ".cache")


def runtime_dir() -> Path:
    """What lives as long as the user is logged in: the lock and the socket of the one window."""
    moved = os.environ.get("VMGUI_HOME")
    run = os.environ.get("XDG_RUNTIME_DIR")
    return Path(run) / "vmgui" if run and not moved else _place("run", "XDG_CACHE_HOME", ".cache")


def resource_dir() -> Path:
    """Profiles, icons, translations: beside the package in a checkout and in the Debian package alike."""
    return Path(__file__).resolve().parent.parent / "resources"
