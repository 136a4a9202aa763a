"""Colours of texts in a terminal, and lines that several texts end with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zhperf.errors import Bilingual
from zhperf.reporters.texts import one_line
from zhperf.reporters.wording import STALE

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
_COLON = Bilingual(":", "：")
_COMMA = Bilingual(", ", "、")
_NOT_RUN = Bilingual("Not run: {codes} ({reason})", "未检查：{codes}（{reason}）")


def styled(text: str, style: str, layout: ReportLayout) -> str:
    """The text in a style, where colours are wanted."""
    return f"{style}{text}{_RESET}" if layout.color and text else text


def stale_lines(run: Run, layout: ReportLayout) -> list[str]:
    """Entries of the baseline to be removed, and a blank line; none where there are none."""
    if not run.stale:
        return []
    heading = STALE.literal(layout.language) + _COLON.literal(layout.language)
    return [heading, *(f"  {one_line(entry)}" for entry in run.stale), ""]


def ignored_lines(run: Run, layout: ReportLayout) -> list[str]:
    """For each reason that the user gave the rules that did not run, and a blank line."""
    codes: dict[str, list[str]] = {}
    for code in sorted(run.ignored):
        if reason := one_line(run.ignored[code]):
            codes.setdefault(reason, []).append(code)
    lines = [
        _NOT_RUN.text(
            layout.language, codes=_COMMA.literal(layout.language).join(names), reason=reason
        )
        for reason, names in codes.items()
    ]
    return [*lines, ""] if lines else []
