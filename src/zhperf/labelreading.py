"""Words of the form itself where OCR was unsure of them: read as the nearest that forms print.

A header that is misread by one ideograph would lose its whole column.  Only headers, labels and
level names are read so, since what they can be is known; values stay as they were recognised.
Each change is a repair, and the cell keeps its low confidence.
"""

from __future__ import annotations

import difflib
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from zhperf.grids import Repair
from zhperf.vocabulary import is_level, plain

if TYPE_CHECKING:
    from zhperf.grids import Cell, Grid
    from zhperf.templates import Lexicon

KIND: Final = "label-recognised"
_MIN_LENGTH: Final = 3
"""Ideographs: one wrong of two leaves too little to go by."""
_MAX_LENGTH: Final = 24
"""Longer texts are values, or headers with instructions that no list has."""
_MIN_ALIKE: Final = 0.7
"""Ratio of `difflib`: one of three ideographs may be wrong (0.67 is not enough), three of ten."""
_LEVELS: Final = tuple(
    f"{name}指标"
    for name in (
        "产出", "效益", "满意度", "成本", "数量", "质量", "时效", "进度", "社会效益", "经济效益",
        "生态效益", "可持续影响", "服务对象满意度", "社会公众或服务对象满意度", "经济成本", "社会成本",
        "生态环境成本",
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
    names = (*lexicon.names, *_LEVELS)
    cells = tuple(_read(cell, lexicon, names, min_confidence) for cell in grid.cells)
    return grid if cells == grid.cells else replace(grid, cells=cells)


def _read(cell: Cell, lexicon: Lexicon, names: tuple[str, ...], min_confidence: float) -> Cell:
    words = plain(cell.text)
    if cell.confidence is None or cell.confidence >= min_confidence:
        return cell
    if not _MIN_LENGTH <= len(words) <= _MAX_LENGTH:
        return cell
    if lexicon.column(cell.text) or lexicon.label(cell.text) or is_level(cell.text):
        return cell
    nearest = difflib.get_close_matches(words, names, n=1, cutoff=_MIN_ALIKE)
    if not nearest:
        return cell
    repair = Repair(KIND, f"{cell.text} → {nearest[0]}")
    return replace(cell, text=nearest[0], repairs=(*cell.repairs, repair))
