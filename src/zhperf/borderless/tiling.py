"""Which rows each label of a column of merged cells stands for.

The labels tile the rows: each stands for one row or several, none is left out.  A label is
printed in the middle of its rows, or level with the first of them.  Where both ways of reading
fit, or one fits in two ways, nothing is said.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Span: TypeAlias = tuple[int, int]
"""First row and the row after the last."""


class Label(NamedTuple):
    """Where a label is printed."""

    top: float
    bottom: float
    first_line: float
    """Y of the middle of its first line in pt."""


Tiling: TypeAlias = tuple[tuple[Span, Label | None], ...]
"""Cells that tile the rows from top to bottom; None for one without a label."""


class Rows(NamedTuple):
    """The rows that labels are to be spread over."""

    edges: tuple[float, ...]
    """One more than rows: the middle of each gap between rows, in pt."""
    tops: tuple[float, ...]
    """Where the text of each row begins."""
    bottoms: tuple[float, ...]
    first_lines: tuple[float, ...]
    """Y of the middle of each row's first line."""


class TilingSettings(NamedTuple):
    """Tolerances, in heights of the glyphs."""

    max_error: float = 0.45
    """How far a label may stand from the middle of its rows: the borders between rows are only
    known to the middle of a gap, a row is 1.3 high at least, and one row more or less moves the
    middle by 0.65."""
    max_step: float = 0.2
    """How far the first line of a label may stand from that of its first row: fonts of one form
    differ by less."""
    margin: float = 0.15
    """A second way to spread the labels must be worse than the best by as much."""


def spread(
    labels: Sequence[Label], rows: Rows, blocks: Sequence[Span], size: float,
    settings: TilingSettings,
) -> list[Tiling]:  # fmt: skip
    """The ways to give each label its rows: the only one is certain.

    Args:
        labels: From top to bottom.
        rows: All rows.
        blocks: The cells of the column to the left; no label stands for rows of two.
        size: Height of the glyphs in pt.
        settings: Tolerances.
    """
    owners = _owners(labels, rows, blocks)
    if owners is None:
        return []
    ways: list[Tiling] = []
    for error, limit in ((_from_middle, settings.max_error), (_from_top, settings.max_step)):
        limits = (limit * size, settings.margin * size)
        ways += [way for way in _spread_all(owners, rows, limits, error) if way not in ways]
    return ways


def _owners(
    labels: Sequence[Label], rows: Rows, blocks: Sequence[Span]
) -> list[tuple[Span, list[Label]]] | None:
    """The labels of each block; None if one stands in none, or over the edge of one."""
    result: list[tuple[Span, list[Label]]] = [(block, []) for block in blocks]
    for label in labels:
        middle = (label.top + label.bottom) / 2
        for (first, end), own in result:
            if rows.edges[first] <= middle < rows.edges[end]:
                own.append(label)
                break
        else:
            return None
    return result


def _spread_all(
    owners: list[tuple[Span, list[Label]]], rows: Rows, limits: tuple[float, float],
    error: Callable[[Label, Span, Rows], float],
) -> list[Tiling]:  # fmt: skip
    """No way, the only one, or two of several, for labels printed in one manner."""
    result: Tiling = ()
    certain = True
    for block, labels in owners:
        if not labels:
            result = (*result, (block, None))
            continue
        bounds, only = _bounds(labels, block, rows, limits, error)
        if not bounds:
            return []
        certain &= only
        result = (*result, *zip(pairwise(bounds), labels, strict=True))
    return [result] if certain else [result, ()]


def _bounds(
    labels: list[Label], block: Span, rows: Rows, limits: tuple[float, float],
    error: Callable[[Label, Span, Rows], float],
) -> tuple[list[int], bool]:  # fmt: skip
    """Rows at which the labels of one block begin and end, and whether there is no other way.

    [] if there is none.
    """
    first, end = block
    n_rows, n_labels = end - first, len(labels)
    if n_labels > n_rows:
        return [], True
    errors = np.full((n_labels, n_rows, n_rows + 1), np.inf)
    for number, label in enumerate(labels):
        for start in range(number, n_rows):
            for stop in range(start + 1, n_rows - (n_labels - number - 1) + 1):
                errors[number, start, stop] = error(label, (first + start, first + stop), rows)
    best, before = _cheapest(errors)
    worst = best[-1, n_rows]
    largest, margin = limits
    if not worst <= largest:
        return [], True
    bounds = [n_rows]
    for number in range(n_labels - 1, -1, -1):
        bounds.append(int(before[number, bounds[-1]]))
    only = _count_within(errors, worst + margin) == 1
    return [first + bound for bound in reversed(bounds)], only


def _cheapest(errors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each label and end row: the least possible largest error, and where it begins."""
    n_labels, n_rows, _ = errors.shape
    best = np.full((n_labels, n_rows + 1), np.inf)
    before = np.zeros((n_labels, n_rows + 1), np.int64)
    reached = np.full(n_rows + 1, np.inf)
    reached[0] = 0.0
    for number in range(n_labels):
        ways = np.maximum(reached[:-1, None], errors[number])
        best[number], before[number] = ways.min(axis=0), ways.argmin(axis=0)
        reached = best[number]
    return best, before


def _count_within(errors: np.ndarray, limit: float) -> int:
    """In how many ways the labels can be spread with no error above `limit`, 2 for many."""
    ways = np.zeros(errors.shape[2], np.int64)
    ways[0] = 1
    for table in errors:
        ways = np.minimum((table <= limit).astype(np.int64).T @ ways[:-1], 2)
    return int(ways[-1])


def _from_middle(label: Label, span: Span, rows: Rows) -> float:
    """How far a label stands from the middle of rows, in pt; infinite if it leaves them."""
    first, end = span
    above = rows.bottoms[first - 1] if first > 0 else -np.inf
    below = rows.tops[end] if end < len(rows.tops) else np.inf
    if label.top < above or label.bottom > below:
        return float(np.inf)
    return abs(label.top + label.bottom - rows.edges[first] - rows.edges[end]) / 2


def _from_top(label: Label, span: Span, rows: Rows) -> float:
    """How far a label's first line is from that of its first row, in pt."""
    first, end = span
    if label.bottom > (rows.tops[end] if end < len(rows.tops) else np.inf):
        return float(np.inf)
    return abs(label.first_line - rows.first_lines[first])
