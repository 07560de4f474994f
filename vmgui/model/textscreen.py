"""A PC's text screen: what stands in video memory, and which part of it is shown.

Video memory from 0xB8000 holds 32 KiB of cells (character, attribute).  Which of them is the first on the screen is a
register of the card that cannot be read from outside; Linux's console moves it to scroll.  But the picture shows which
cells are empty, and only the right place in memory has its empty cells there too.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

COLUMNS = 80
_BLANK = (0x00, 0x20, 0xFF)
#: Cell width and height in dots for the text modes of VGA: 9x16 (720x400) and the modes of 350 and 480 lines.
_CELLS = {(720, 400): (9, 16), (640, 400): (8, 16), (720, 350): (9, 14), (720, 480): (9, 16), (640, 350): (8, 14)}

Picture = npt.NDArray[np.uint8]


def text_shape(width: int, height: int) -> tuple[int, int] | None:
    """Columns and rows if a picture of this size is a text screen, else None."""
    cell = _CELLS.get((width, height))
    return (width // cell[0], height // cell[1]) if cell else None


def find_text(memory: bytes, picture: Picture) -> list[str] | None:
    """The lines of the screen, without trailing blanks; None when the picture is not a text screen.

    ``memory`` is what stands from 0xB8000 on; ``picture`` is (height, width, 3).
    """
    height, width = picture.shape[:2]
    shape = text_shape(width, height)
    if shape is None:
        return None
    columns, rows = shape
    cells = np.frombuffer(memory, np.uint8)[: len(memory) // 2 * 2].reshape(-1, 2)
    shown = _marked(picture, columns, rows)
    starts = range(0, len(cells) - columns * rows + 1, columns)
    scores = [
        int(np.count_nonzero(_written(cells[at : at + columns * rows, 0], columns, rows) == shown)) for at in starts
    ]
    best = starts[int(np.argmax(scores))]
    letters = cells[best : best + columns * rows, 0].reshape(rows, columns)
    return [bytes(row).replace(b"\0", b" ").decode("cp437").rstrip() for row in letters]


def _written(letters: npt.NDArray[np.uint8], columns: int, rows: int) -> npt.NDArray[np.bool_]:
    return ~np.isin(letters, _BLANK).reshape(rows, columns)


def _marked(picture: Picture, columns: int, rows: int) -> npt.NDArray[np.bool_]:
    """Which cells have more than one colour (the cursor's line at the bottom left out)."""
    height, width = picture.shape[:2]
    tall, wide = height // rows, width // columns
    cells = picture[: rows * tall, : columns * wide].reshape(rows, tall, columns, wide, 3)
    upper = cells[:, : tall - 3]
    first = upper[:, :1, :, :1]
    return np.asarray((upper != first).any(axis=(1, 3, 4)))
