"""Puts vmgui into this user's applications menu: desktop entry, icon, AppStream data, below XDG_DATA_HOME."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

_ID = "org.vmgui.vmgui"
_RESOURCES = Path(__file__).resolve().parent.parent / "resources"


def quoted(program: str) -> str:
    """A program's path in an Exec line (Desktop Entry Specification, "The Exec key")."""
    escaped = program.replace("\\", "\\\\").replace('"', '\\"').replace("`", "\\`").replace("$", "\\$")
    return f'"{escaped}"'.replace("\\", "\\\\").replace("%", "%%")


def install(program: str, data: Path) -> list[Path]:
    """Writes the three files; ``program`` is the absolute path of what starts vmgui."""
    entry = data / "applications" / f"{_ID}.desktop"
    icon = data / "icons/hicolor/scalable/apps" / f"{_ID}.svg"
    about = data / "metainfo" / f"{_ID}.metainfo.xml"
    for path in (entry, icon, about):
        path.parent.mkdir(parents=True, exist_ok=True)
    text = (_RESOURCES / "desktop" / entry.name).read_text(encoding="utf-8")
    entry.write_text(text.replace("Exec=vmgui", f"Exec={quoted(program)}"), encoding="utf-8")
    shutil.copyfile(_RESOURCES / "icons" / icon.name, icon)
    shutil.copyfile(_RESOURCES / "desktop" / about.name, about)
    return [entry, icon, about]


def main() -> None:
    """Installs for this user and tells the desktop."""
    data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share")
    written = install(sys.argv[1], data)
    if tool := shutil.which("update-desktop-database"):
        subprocess.run([tool, str(data / "applications")], check=False)
    sys.stdout.write("".join(f"{path}\n" for path in written))


if __name__ == "__main__":
    main()
