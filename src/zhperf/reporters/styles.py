"""Colours of texts in a terminal, and lines that several texts end with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zhperf.errors import Bilingual
from zhperf.reporters.texts import one_line

if TYPE_CHECKING:
    from zhperf.reporters import ReportLayout, Run
    from zhperf.rulebook import Severity

BOLD: Final = "\x1b[1m"
DIM: Final = "\x1b[2m"
_RESET: Final = "\x1b[0m"
SEVERITY_STYLES: Final[dict[Severity, str]] = {
    "error": "\x1b[1;31m",
    "warning": "\x1b[1;33m",
    "note": "\x1b[1;36m",
}
"""Bold red, yellow, cyan."""
_STALE = Bilingual(
    "Entries of the baseline that fit nothing any more:", "基线中已不再对应任何问题的条目："
)


def styled(text: str, style: str, layout: ReportLayout) -> str:
    """The text in a style, where colours are wanted."""
    return f"{style}{text}{_RESET}" if layout.color and text else text


def stale_lines(run: Run, layout: ReportLayout) -> list[str]:
    """Entries of the baseline to be removed, and a blank line; none where there are none."""
    if not run.stale:
        return []
    heading = _STALE.literal(layout.language)
    return [heading, *(f"  {one_line(entry)}" for entry in run.stale), ""]
