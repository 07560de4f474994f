"""``vmgui``: without a command it opens the window, with one it does the same without."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """The process's exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    from vmgui import cli

    order = cli.parse(words)
    if order.command is not None:
        return cli.run(order)
    from vmgui import app  # the widgets are slow to load and the terminal needs none

    return app.run(order.files, hidden=order.hidden)


if __name__ == "__main__":
    sys.exit(main())
