"""A defect put into a row of a good table is mended rightly or left as it is, never wrongly."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

import founding_table
from unit.test_rowrepair import columns, row
from zhperf.celltypes import Fit, fit_of
from zhperf.grids import LogicalRow
from zhperf.rowrepair import RowMender
from zhperf.templates import IndicatorField

FIELDS: tuple[IndicatorField, ...] = (
    "activity", "task", "level1", "level2", "level3", "nature", "target", "unit", "actual",
    "deviation",
)  # fmt: skip


def _founding_rows() -> list[list[str]]:
    """The rows of the founding table; what a merged cell covers is empty."""
    cells = founding_table.cells(founding_table.load())
    count = max(cell.row for cell in cells) + 1
    rows = [[""] * founding_table.N_COLUMNS for _ in range(count)]
    for cell in cells:
        rows[cell.row][cell.column] = cell.text
    return rows[founding_table.HEAD_ROWS :]


ROWS = _founding_rows()
GOOD = [texts for texts in ROWS if fit_of("nature", texts[FIELDS.index("nature")]) is not Fit.OPEN]
"""All but rows whose sign is none (有所提升, or nothing): where its words belong is not printed."""


def _mended(rows: list[list[str]]) -> list[list[str]]:
    fields = (*FIELDS, *(None for _ in rows[0][len(FIELDS) :]))
    table: list[LogicalRow] = [row("|".join(texts)) for texts in rows]
    mender = RowMender(table, columns(fields), lambda _: False)
    return [[cell.text for cell in found] for found in mender.mended()]


@st.composite
def defects(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """A good row with one field more than the header, and the same with a defect."""
    good = [*draw(st.sampled_from(GOOD)), ""]
    empty = [place for place, text in enumerate(good[:-1]) if not text]
    kind = draw(st.sampled_from(["lost", "gained", "swapped"]))
    bad = list(good)
    if kind == "lost" and empty:
        del bad[draw(st.sampled_from(empty))]
        bad.append("")
    elif kind == "gained":
        bad.insert(draw(st.integers(0, len(bad) - 2)), "")
        bad.pop()
    else:
        place = draw(st.integers(0, len(bad) - 3))
        bad[place], bad[place + 1] = bad[place + 1], bad[place]
    return good, bad


def test_good_rows_stay() -> None:
    assert _mended(ROWS) == ROWS


@given(defects())
def test_a_defect_is_never_mended_wrongly(defect: tuple[list[str], list[str]]) -> None:
    good, bad = defect
    rows = [[*texts, ""] for texts in ROWS]
    index = rows.index(good)
    rows[index] = bad
    mended = _mended(rows)
    assert mended[index] in (good, bad)
    assert [r for n, r in enumerate(mended) if n != index] == [
        r for n, r in enumerate(rows) if n != index
    ]
