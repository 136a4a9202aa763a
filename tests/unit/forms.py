"""Forms drawn page by page; what they print must all be in the report."""

from __future__ import annotations

from collections.abc import Sequence

from nothinglost import lost_in_readings
from unit.drawing import joined
from unit.merging import merged
from zhperf.formparts import Form, cut_forms
from zhperf.formreading import FormReading, read_form
from zhperf.matching import Match, match_form
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


def forms(*pages: str) -> list[Form]:
    """The forms on these pages."""
    return cut_forms(joined(*pages), builtin_lexicon())


def match(*pages: str) -> Match:
    """The family of the one form on these pages."""
    (form,) = forms(*pages)
    found = match_form(form, builtin_templates())
    assert found is not None
    return found


def readings(*pages: str) -> list[FormReading]:
    """The forms on these pages that are indicator tables; their texts are all read."""
    table = joined(*pages)
    cut = cut_forms(table, builtin_lexicon())
    result: list[FormReading] = []
    for form in cut:
        match = match_form(form, builtin_templates())
        if match is not None and match.template.kind == "indicators":
            result.append(read_form(form, match, len(result) + 1))
    if len(result) == len(cut):
        assert lost_in_readings(table, result) == []
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


NATIONAL = "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分"
"""Header of the national form, as cells."""
NATIONAL_ROW = "产出指标|数量指标|培训人数|100人|120人|10|9.5"


def national(
    *head: str,
    rows: Sequence[str] = (NATIONAL_ROW,),
    above: Sequence[str] = ("项目支出绩效自评表",),
    below: Sequence[str] = (),
) -> str:
    """A national form: rows above the header, the header, and rows under it, as cells."""
    return merged(*head, NATIONAL, *rows, above=above, below=below)
