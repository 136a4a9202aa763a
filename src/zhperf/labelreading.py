"""Words of the form itself where OCR was unsure of them: read as the nearest that forms print.

A header that is misread by one ideograph would lose its whole column.  Only headers, labels and
level names are read so, since what they can be is known; values stay as they were recognised.
Each change is a repair, and the cell keeps its low confidence.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from zhperf.grids import Repair
from zhperf.vocabulary import is_level, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhperf.grids import Cell, Grid
    from zhperf.templates import Lexicon

_MIN_LENGTH: Final = 3
"""Ideographs: one wrong of two leaves too little to go by."""
_MAX_LENGTH: Final = 24
"""Longer texts are values, or headers with instructions that no list has."""
_MAX_WRONG: Final = 0.34
"""Share (0 to 1) of ideographs that may be misread, in a text as long as the label."""
_MIN_ALIKE: Final = 0.7
"""Ratio of `difflib` for a text of another length, in a row of headers only."""
_MIN_HEADERS: Final = 3
"""Known headers in a row, from which the others are headers too."""
_EDGES: Final = re.compile(r"^[^\u4e00-\u9fff]+|[^\u4e00-\u9fff]+$")
"""What dirt and pieces of borders are read as, around a label."""
_LEVELS: Final = tuple(
    f"{name}指标"
    for name in (
        "产出", "效益", "满意度", "成本", "数量", "质量", "时效", "进度", "社会效益", "经济效益",
        "生态效益", "可持续影响", "服务对象满意度", "社会公众或服务对象满意度", "经济成本",
        "社会成本", "生态环境成本",
    )
)  # fmt: skip
"""Names of the levels (财预〔2018〕167号, 财预〔2021〕101号)."""


def with_labels(grid: Grid, lexicon: Lexicon, min_confidence: float) -> Grid:
    """A grid with its uncertain headers, labels and level names as forms print them.

    Args:
        grid: Of a page that OCR read.
        lexicon: Words of the families that the document may have.
        min_confidence: Cells that are surer than this are left alone.
    """
    known = Counter(cell.row for cell in grid.cells if lexicon.column(cell.text))
    headers = [row for row, count in known.items() if count >= _MIN_HEADERS]
    first = min(headers, default=-1)
    cells = tuple(
        _read(cell, lexicon, in_head=cell.row <= first, in_header=cell.row in headers)
        if cell.confidence is not None and cell.confidence < min_confidence
        else cell
        for cell in grid.cells
    )
    return grid if cells == grid.cells else replace(grid, cells=cells)


def _read(cell: Cell, lexicon: Lexicon, *, in_head: bool, in_header: bool) -> Cell:
    """A cell with the label that it prints; in rows of indicators only names of levels are some."""
    words = _EDGES.sub("", plain(cell.text))
    if not _MIN_LENGTH <= len(words) <= _MAX_LENGTH:
        return cell
    if lexicon.column(cell.text) or lexicon.label(cell.text) or is_level(cell.text):
        return cell
    labels = (*lexicon.headers, *lexicon.labels) if in_head or in_header else ()
    name = _nearest(words, (*labels, *_LEVELS))
    if name is None and in_header:
        name = next(iter(get_close_matches(words, lexicon.headers, 1, _MIN_ALIKE)), None)
    if name is None:
        return cell
    repair = Repair("label-recognised", f"{cell.text} → {name}")
    return replace(cell, text=name, repairs=(*cell.repairs, repair))


def _nearest(words: str, names: Sequence[str]) -> str | None:
    """The label as long as a text with the fewest other ideographs; None if none is near."""
    best, fewest = None, _MAX_WRONG * len(words)
    for name in names:
        if len(name) == len(words):
            wrong = sum(one != other for one, other in zip(name, words, strict=True))
            if wrong < fewest:
                best, fewest = name, wrong
    return best
