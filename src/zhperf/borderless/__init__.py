"""Forms with a text layer whose borders are missing: rulings from the picture, or from the text.

A page needs it if it prints the header row of an indicator table outside of all grids, or in a
grid that cannot hold it.  The rulings that are supplied go through the usual lattice, so cells
and their text are made as everywhere; what cannot be told apart surely is refused.

    supply.py     which way is tried on a page
    suspects.py   pages that need it
    pieces.py     characters to pieces of lines
    headers.py    header rows
    columns.py    columns that grow with each line
    grid.py       the text of a grid by column; borders by camelot
    rows.py       rows by the gaps between lines
    tiling.py     the rows that a label stands for
    head.py       blocks above the grid
    cells.py      borders between labels and values
    aligned.py    a form without lines
    ruled.py      a form with lines between rows only
    strokes.py    rulings in the making
    verifying.py  nothing cut, joined or left out
"""

from __future__ import annotations

from zhperf.borderless.supply import BorderSupply, Notice

__all__ = ["BorderSupply", "Notice"]
