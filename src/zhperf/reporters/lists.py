"""Findings as rows of a list: one column for each fact, for CSV and workbooks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zhperf.errors import Bilingual
from zhperf.reporters.wording import carrier_place, field_label, severity_word
from zhperf.writers.celltexts import box_text
from zhperf.writers.columns import NARROW, WIDE, Column

if TYPE_CHECKING:
    from zhperf.checking import Noted
    from zhperf.errors import Language

WIDEST: Final = 48
"""Width of a column of sentences, in digits of a workbook's font."""
COLUMNS: Final = (
    Column("path", Bilingual("file", "文件"), "The source as it was named.", width=WIDE),
    Column("page", Bilingual("page", "页码"), "From 1.", "integer", width=NARROW),
    Column("table", Bilingual("table", "表序号"), "From 1.", "integer", width=NARROW),
    Column("row", Bilingual("row", "行序号"), "Indicator in its table, from 1.", "integer",
        width=NARROW),
    Column("activity", Bilingual("activity", "活动"), "Activity or project.", width=WIDE),
    Column("field", Bilingual("field", "字段"), "Field of the report.",),
    Column("label", Bilingual("column", "栏目"), "The field as forms print it."),
    Column("severity", Bilingual("severity", "级别"), "In words.", width=NARROW),
    Column("code", Bilingual("code", "规则代码"), "Of the rule.", width=NARROW),
    Column("name", Bilingual("rule", "规则名称"), "Slug of the code.", width=WIDE),
    Column("message", Bilingual("message", "说明"), "What is wrong.", width=WIDEST),
    Column("value", Bilingual("value", "原文"), "As printed.", width=WIDE),
    Column("expected", Bilingual("expected", "应为"), "What would be right.", width=WIDE),
    Column("help", Bilingual("help", "建议"), "What to do now.", width=WIDEST),
    Column("bbox", Bilingual("box", "位置"), "x0, top, x1, bottom in PDF points.", "box"),
    Column("place", Bilingual("place", "出处"), "In a source without pages: 自评表!C5."),
    Column("origin", Bilingual("report", "所在报告"), "Of a source with several.", width=WIDE),
)  # fmt: skip


def title(column: Column, language: Language) -> str:
    """The header of the column: its name for programs, or its Chinese title."""
    return column.title.zh if language == "zh" else column.name


def values(note: Noted, language: Language) -> dict[str, str | int | None]:
    """The cells of a finding by column; None for empty ones."""
    found, at = note.finding, note.finding.location
    return {
        "path": at.path,
        "page": at.page,
        "table": at.table,
        "row": at.row,
        "activity": at.activity,
        "field": at.field,
        "label": field_label(note) or None,
        "severity": severity_word(found.severity, language),
        "code": found.code,
        "name": found.name,
        "message": found.message,
        "value": found.value,
        "expected": found.expected,
        "help": found.help,
        "bbox": None if at.bbox is None else box_text(list(at.bbox)),
        "place": carrier_place(at) or None,
        "origin": note.origin,
    }
