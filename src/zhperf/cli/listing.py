"""Lists for eyes: columns that line up whatever characters they hold."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from zhperf.cli.terminal import output_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from zhperf.errors import Bilingual, Language

INDENT: Final = 2
"""Blank columns before an entry that stands under a heading."""
NARROWEST: Final = 12
"""Columns that the last cell of such an entry keeps on a narrow terminal."""


def listing(
    heads: Iterable[Bilingual], rows: Iterable[Sequence[str]], output: str, language: Language
) -> str:
    """The lines of a list with a header.

    Args:
        heads: Of the columns.
        rows: Texts, of which what cannot be printed is escaped.
        output: Where it goes: on a terminal, lines are as wide as that.
        language: Of the heads.
    """
    from zhperf.writers.alignment import aligned

    cells = _cells(heads, rows, language)
    return "".join(
        f"{line}\n" for line in chain.from_iterable(aligned(cells, width=output_width(output)))
    )


def grouped_listing(
    heads: Iterable[Bilingual],
    groups: Mapping[str, Sequence[Sequence[str]]],
    output: str,
    language: Language,
) -> str:
    """The lines of a list with a header, in which each entry is one line under a heading.

    Args:
        heads: Of the columns, which line up across the groups.
        groups: The rows by heading; their last cells are cut for the lines to fit.
        output: Where it goes: on a terminal, lines are as wide as that.
        language: Of the heads.
    """
    from zhperf.writers.alignment import aligned

    cells = _cells(heads, chain.from_iterable(groups.values()), language)
    fitted = _cut(cells, output_width(output))
    lines = chain.from_iterable(aligned(fitted, indent=INDENT))
    parts = [f"{next(lines)}\n"]
    for heading, rows in groups.items():
        parts.append(f"\n{heading}\n")
        parts += [f"{line}\n" for line in islice(lines, len(rows))]
    return "".join(parts)


def _cells(
    heads: Iterable[Bilingual], rows: Iterable[Sequence[str]], language: Language
) -> list[list[str]]:
    from zhperf.writers.alignment import printable

    titles = [head.text(language) for head in heads]
    return [titles, *([printable(cell) for cell in row] for row in rows)]


def _cut(rows: Sequence[Sequence[str]], width: int) -> list[list[str]]:
    """The rows, their last cells cut so that each row is one line of `width` columns."""
    from rich.cells import cell_len, set_cell_size

    from zhperf.writers.alignment import GAP

    columns = list(zip(*rows, strict=True))[:-1]
    used = INDENT + sum(max(map(cell_len, column)) + GAP for column in columns)
    room = max(width - used, NARROWEST)
    return [
        [*cells, last if cell_len(last) <= room else set_cell_size(last, room - 1).rstrip() + "…"]
        for *cells, last in rows
    ]
