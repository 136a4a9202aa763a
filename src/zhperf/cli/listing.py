"""Lists for eyes: columns that line up whatever characters they hold."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from zhperf.cli.terminal import output_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zhperf.errors import Bilingual, Language


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
    from zhperf.writers.alignment import aligned, printable

    cells = [[head.text(language) for head in heads]]
    cells += [[printable(cell) for cell in row] for row in rows]
    return "".join(
        f"{line}\n" for line in chain.from_iterable(aligned(cells, width=output_width(output)))
    )
