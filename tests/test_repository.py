"""What lies in the repository beside the code: desktop files, locks, and nothing that does not belong there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
_ID = "org.vmgui.vmgui"
#: Hosts that package managers fetch from: they belong in the user's own settings.
_REGISTRIES = re.compile(r"https?://[^\s\"'<>]*(?:pypi|pythonhosted|npmjs|debian\.org/debian|ubuntu\.com/ubuntu)")


def our_files() -> list[Path]:
    """Every file of ours that git knows or would take."""
    command = ["git", "-C", str(_ROOT), "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\0")
    return [_ROOT / name for name in names if name and (_ROOT / name).is_file()]


def test_no_package_registry_is_named() -> None:
    for path in our_files():
        text = path.read_bytes().decode("utf-8", "ignore")
        assert not _REGISTRIES.search(text), path


def test_every_pinned_package_has_its_hashes() -> None:
    for lock in (_ROOT / "packaging").glob("*.lock"):
        pinned = re.findall(r"(?m)^[a-z0-9-]+==", lock.read_text())
        assert pinned
        assert len(re.findall(r"--hash=sha256:[0-9a-f]{64}", lock.read_text())) >= len(pinned)


def test_the_desktop_entry_and_its_company(tmp_path: Path) -> None:
    program = tmp_path / 'a folder "with" $igns' / "run"
    command = [sys.executable, str(_ROOT / "packaging" / "install_desktop.py"), str(program)]
    subprocess.run(
        command, check=True, capture_output=True, env={"PATH": "/usr/bin:/bin", "XDG_DATA_HOME": str(tmp_path)}
    )
    entry = tmp_path / "applications" / f"{_ID}.desktop"
    subprocess.run(["desktop-file-validate", str(entry)], check=True)
    about = tmp_path / "metainfo" / f"{_ID}.metainfo.xml"
    subprocess.run(["appstreamcli", "validate", "--no-net", str(about)], check=True, capture_output=True)
    assert (tmp_path / "icons/hicolor/scalable/apps" / f"{_ID}.svg").read_text().lstrip().startswith("<")
    assert "Name=vmgui" in entry.read_text()


def test_the_pictures_of_the_readme_exist() -> None:
    text = (_ROOT / "README.md").read_text(encoding="utf-8")
    for name in re.findall(r"\]\(([^)h][^)]*)\)", text):
        assert (_ROOT / name).exists(), name
