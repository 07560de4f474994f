"""What the user has told us to remember, as JSON in the config folder; written whole or not at all."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from vmgui.errors import Problem
from vmgui.paths import config_dir


def write_whole(path: Path, content: str | bytes) -> None:
    """Replaces a file so that a reader, or a crash, sees the old or the new content and nothing between."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "wb") as file:
        file.write(content.encode() if isinstance(content, str) else content)
        file.flush()
        os.fsync(file.fileno())
    Path(temporary).replace(path)


class HostList:
    """The URIs of the user's hosts, in their order.  Fulfils :class:`vmgui.services.hosts.Memory`."""

    @property
    def _file(self) -> Path:
        return config_dir() / "hosts.json"

    def load(self) -> Sequence[str] | None:
        """None when nothing was ever stored; Problem when the file is damaged (it is kept aside)."""
        try:
            uris = json.loads(self._file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise self._aside(str(error)) from error
        if not isinstance(uris, list) or not all(isinstance(uri, str) for uri in uris):
            raise self._aside("not a list of addresses")
        return uris

    def _aside(self, detail: str) -> Problem:
        kept = self._file.with_suffix(".damaged")
        if self._file.exists():
            self._file.replace(kept)
        return Problem("settings.damaged", path=str(kept), detail=detail)

    def store(self, uris: Sequence[str]) -> None:
        try:
            write_whole(self._file, json.dumps(list(uris), indent=1))
        except OSError as error:
            raise Problem("settings.not-saved", path=str(self._file), detail=str(error)) from error
