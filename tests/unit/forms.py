"""A form of four columns, drawn page by page."""

from __future__ import annotations

from unit.drawing import joined
from zhperf.formparts import cut_forms
from zhperf.formreading import FormReading, read_form
from zhperf.matching import match_form
from zhperf.report import Indicator, Table
from zhperf.templates import builtin_lexicon, builtin_templates

BAR = "+--------+--------+--------+------+"
WIDE_BAR = "+---------------------------------+"
"""A ruling over the same width with nothing ending in it."""
HEADER = "|活动    |一级指标|三级指标|指标值|"
TITLE = "部门整体绩效自评表"


def picture(*lines: str) -> str:
    """A page; `-` alone stands for a ruling over the whole width."""
    return "\n".join(BAR if line == "-" else line for line in lines)


def first(*rows: str, title: str = TITLE) -> str:
    """The first page of a form, with its title, header, and frame on top."""
    return picture(title, "-", HEADER, "-", *rows)


def readings(*pages: str) -> list[FormReading]:
    """The forms on these pages, as far as a family fits."""
    result = []
    for form in cut_forms(joined(*pages), builtin_lexicon()):
        match = match_form(form, builtin_templates())
        if match is not None:
            result.append(read_form(form, match, len(result) + 1))
    return result


def matched(*pages: str) -> Table | None:
    """The report's table of a form on these pages; None if no template fits."""
    tables = [reading.table for reading in readings(*pages)]
    return tables[0] if tables else None


def read(*pages: str) -> Table:
    """The report's table of a form on these pages."""
    (reading,) = readings(*pages)
    return reading.table


def indicators(*pages: str) -> list[Indicator]:
    """All indicators of a form on these pages."""
    return [one for activity in read(*pages).activities for one in activity.indicators]


def ruled(*rows: str) -> str:
    """Rows of one table, with a ruling over and under each."""
    bars = [
        "".join("+" if mark == "|" else "-" * (1 + (mark > "ÿ")) for mark in row) for row in rows
    ]
    return "\n".join([bars[0], *(part for row in zip(rows, bars, strict=True) for part in row)])
