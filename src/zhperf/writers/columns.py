"""Columns of the flat forms: name, type, titles and meaning, said once for every format.

CSV, JSON Lines, XLSX, Parquet and the Table Schema follow from these definitions.  Read columns
by name: a later version may add some behind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from zhperf.errors import Bilingual

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zhperf.writers import Layout

Kind: TypeAlias = Literal["text", "integer", "long", "number", "boolean", "box", "list", "object"]
"""What a column holds: a long is an integer beyond 32 bits, a number a Decimal, a box four
coordinates in pt."""

Constraints: TypeAlias = "Mapping[str, bool | int | str | tuple[str, ...]]"
"""As the Table Schema names them."""

NARROW: Final = 8
WIDE: Final = 24
WIDTH: Final = 12
"""Widths of columns in a workbook, in digits of its font: six Chinese characters."""


class Column(NamedTuple):
    """A column of a flat form."""

    name: str
    title: Bilingual
    meaning: str
    kind: Kind = "text"
    constraints: Constraints = {}  # noqa: RUF012 (never changed)
    width: int = WIDTH

    @property
    def closed(self) -> bool:
        """Whether its texts are words of zhperf, never text of the document."""
        return "enum" in self.constraints


_REQUIRED: Constraints = {"required": True}
_COUNTED: Constraints = {"required": True, "minimum": 0}
_FROM_ONE: Constraints = {"required": True, "minimum": 1}
_COMPARATORS: Constraints = {"enum": ("=", ">=", "<=", ">", "<", "between")}

_PATH = Column("path", Bilingual("file", "文件"), 'The source as it was named; "-" for standard '
    "input.", constraints=_REQUIRED, width=WIDE)  # fmt: skip
_SHA256 = Column("sha256", Bilingual("SHA-256", "SHA-256"), "Of the bytes of the source.",
    constraints={"required": True, "pattern": "[0-9a-f]{64}"})  # fmt: skip
_TABLE = Column("table", Bilingual("table number", "表序号"), "Indicator table in its source, "
    "counted from 1 in the order of print.", "integer", _FROM_ONE, NARROW)  # fmt: skip
_DOCUMENT = (_PATH, _SHA256, _TABLE)
_HEAD = (
    Column("template", Bilingual("form family", "模板"), 'Id of the family of the form; "unknown" '
        "if only the grid of indicators was understood.", constraints=_REQUIRED),
    Column("title", Bilingual("title", "标题"), "Heading of the form.", width=WIDE),
    Column("fiscal_year", Bilingual("fiscal year", "年度"), "Year printed with the title.",
        "integer", width=NARROW),
    Column("department", Bilingual("department", "主管部门"), "Spending department.", width=WIDE),
    Column("implementing_unit", Bilingual("implementing unit", "实施单位"),
        "Unit that carries it out.", width=WIDE),
)  # fmt: skip
_ACTIVITY = Column("activity", Bilingual("activity", "活动"), "Activity or project; empty where "
    "the form prints none.", width=WIDE)  # fmt: skip
_TASK = Column("task", Bilingual("task", "任务"), "Task of the activity.", width=WIDE)
_INDICATOR_TEXTS = (
    Column("level1", Bilingual("first level", "一级指标"), "First-level indicator."),
    Column("level2", Bilingual("second level", "二级指标"), "Second-level indicator."),
    Column("level3", Bilingual("third level", "三级指标"), "Third-level indicator: its name.",
        width=WIDE),
    Column("nature", Bilingual("nature", "指标性质"), "An operator, or a type such as 定性, as "
        "printed in a column of its own.", width=NARROW),
    Column("target", Bilingual("target", "指标值"), "Target as printed.", width=WIDE),
    Column("unit", Bilingual("unit", "度量单位"), "Unit as printed in a column of its own.",
        width=NARROW),
    Column("actual", Bilingual("completion", "实际完成值"), "Completion as printed.", width=WIDE),
    Column("deviation", Bilingual("deviation", "偏差原因"), "Reasons of a deviation, and measures.",
        width=WIDE),
    Column("weight", Bilingual("weight", "分值"), "Full score as printed.", width=NARROW),
    Column("score", Bilingual("score", "得分"), "Score as printed.", width=NARROW),
)  # fmt: skip
_EXTRA = Column("extra", Bilingual("other columns", "其他列"), "Printed columns that have no "
    "field, by their header.", "object")  # fmt: skip
_PAGE = Column("page", Bilingual("page", "页码"), "Page on which the row begins, counted from 1; "
    "empty for a source without pages.", "integer", {"minimum": 1}, NARROW)  # fmt: skip
_BOX = Column("bbox", Bilingual("box", "位置"), "Box of the row on this page: x0, top, x1, bottom "
    "in PDF points from the top left corner.", "box")  # fmt: skip
_REPAIRS = Column("repairs", Bilingual("repairs", "修复"), "What was mended: kind, field, and "
    "before and after.", "list")  # fmt: skip
_PLACE = Column("place", Bilingual("place", "出处"), "Where it begins in a source of any kind: p5 "
    "(page), 自评表!C5 (sheet and cell), t2r5c3 (table, row, column), ¶7 (paragraph), L12 or L12:3 "
    "(line, and field of the line).")  # fmt: skip
_CONFIDENCE = Column("confidence", Bilingual("confidence", "识别置信度"), "Of the least sure value "
    "of the row, 0 to 1; empty where nothing was read by OCR.", "number",
    {"minimum": 0, "maximum": 1}, NARROW)  # fmt: skip


_QUANTITY = (
    Column("comparator", Bilingual("comparator", "比较符"), "Of the cell, else of the operator "
        "column; a range is between.", constraints=_COMPARATORS),
    Column("value", Bilingual("number", "数值"), "Number in the base unit: 9.2 万 is 92000.",
        "number"),
    Column("low", Bilingual("low end", "下限"), "Low end of a range, inclusive.", "number"),
    Column("high", Bilingual("high end", "上限"), "High end of a range, inclusive.", "number"),
    Column("unit", Bilingual("unit", "单位"), "Unit of the number: that of the cell, else of the "
        'unit column; "date" for dates.'),
    Column("deadline", Bilingual("date", "期限"), "A date or a part of one, in the forms of XML "
        "Schema: 2021-12, --12-31, ---10; a range of dates has / between its ends, and .. for an "
        "open one."),
    Column("grade", Bilingual("grade", "等级"), "met, partly, not_met, done, not_applicable, or a "
        "printed grade such as 优."),
    Column("approximate", Bilingual("approximate", "约数"), "Whether the number is approximate.",
        "boolean"),
    Column("qualitative", Bilingual("qualitative", "定性"), "Whether it is words without a number.",
        "boolean"),
    Column("placeholder", Bilingual("placeholder", "占位"), "Whether the form's own filler stands "
        "there, such as XXX.", "boolean"),
    Column("conflict", Bilingual("conflict", "比较符冲突"), "Comparators of the column and of the "
        "cell, where they contradict each other.", "list"),
    Column("parts", Bilingual("parts", "分项"), "Several quantities of one cell, each as the JSON "
        "report has it.", "list"),
)  # fmt: skip
"""What is parsed out of one cell."""


def _quantity_columns(cell: str, text: Bilingual) -> tuple[Column, ...]:
    """The columns of a parsed cell: its name and title before those of the quantity's fields."""
    return tuple(
        column._replace(
            name=f"{cell}_{column.name}",
            title=Bilingual(f"{text.en}: {column.title.en}", text.zh + column.title.zh),
        )
        for column in _QUANTITY
    )


PARSED = (
    *_quantity_columns("target", Bilingual("target", "指标值")),
    *_quantity_columns("actual", Bilingual("completion", "完成值")),
    Column("weight_value", Bilingual("weight: number", "分值数值"), "Full score.", "number"),
    Column("score_value", Bilingual("score: number", "得分数值"), "Score.", "number"),
    Column("attainment", Bilingual("attainment", "达成情况"), "Whether the completion meets the "
        "target; unknown unless their numbers can be compared.",
        constraints={"enum": ("met", "unmet", "unknown")}),
    Column("attainment_reason", Bilingual("reason", "达成依据"), "What was compared, or why "
        "nothing was.", width=WIDE),
)  # fmt: skip
_INDICATOR_COUNT = Column("indicators", Bilingual("indicators", "指标数"), "How many it has.",
    "integer", _COUNTED, NARROW)  # fmt: skip
_ACTIVITY_COLUMNS = (
    *_DOCUMENT,
    Column("activity_index", Bilingual("activity number", "活动序号"), "Activity in its table, "
        "counted from 1.", "integer", _FROM_ONE, NARROW),
    _ACTIVITY, _TASK, _INDICATOR_COUNT, _PAGE, _BOX, _REPAIRS, _PLACE,
)  # fmt: skip
_REPORT_COLUMNS = (
    *_DOCUMENT,
    *_HEAD,
    Column("pages", Bilingual("pages", "页码"), "Pages that the table stands on; empty for a "
        "source without pages.", "list"),
    Column("expected", Bilingual("objective", "年度总体目标"), "Overall objective.", width=WIDE),
    Column("achieved", Bilingual("objective: completion", "总体目标完成情况"),
        "What of the overall objective was done.", width=WIDE),
    Column("total_weight", Bilingual("total weight", "总分值"), "As printed.", width=NARROW),
    Column("total_score", Bilingual("total score", "总得分"), "As printed.", width=NARROW),
    Column("funds", Bilingual("funds", "资金"), "Rows of the funds block.", "list"),
    Column("fields", Bilingual("other fields", "其他栏目"), "Every other label and its value.",
        "object"),
    Column("notes", Bilingual("notes", "备注"), "Footers.", "list"),
    Column("activities", Bilingual("activities", "活动数"), "How many it has.", "integer",
        _COUNTED, NARROW),
    _INDICATOR_COUNT,
    Column("findings", Bilingual("findings", "提示数"), "Findings of the reading about the table "
        "or its whole source.", "integer", _COUNTED, NARROW),
    _REPAIRS,
    _PLACE,
)  # fmt: skip
_COUNT: Constraints = {"minimum": 0}
_DOCUMENT_COLUMNS = (
    _PATH._replace(meaning="Path in the archive, with forward slashes."),
    _SHA256._replace(meaning="Of the bytes of the file; empty: it could not be read.",
        constraints={"pattern": "[0-9a-f]{64}"}),
    Column("state", Bilingual("state", "状态"), "done, no-table (read, but it has no indicator "
        "table), failed (cannot be read), crashed, timeout, or pending (not converted yet).",
        constraints={"required": True,
            "enum": ("done", "no-table", "failed", "crashed", "timeout", "pending")}),
    Column("code", Bilingual("code", "规则代码"), "Of what went wrong: ZP and three digits.",
        constraints={"pattern": "ZP[0-9]{3}"}, width=NARROW),
    Column("message", Bilingual("message", "说明"), "What went wrong.", width=WIDE),
    Column("kind", Bilingual("kind", "文件类型"), "What carries the tables; empty where nothing "
        "was read.", constraints={"enum": ("pdf", "docx", "xlsx", "html", "text")}, width=NARROW),
    Column("pages", Bilingual("pages", "页数"), "Pages of the document; empty for one without "
        "pages, or where nothing was read.", "integer", _COUNT, NARROW),
    Column("tables", Bilingual("tables", "表数"), "Indicator tables.", "integer", _COUNTED, NARROW),
    Column("activities", Bilingual("activities", "活动数"), "How many it has.", "integer",
        _COUNTED, NARROW),
    _INDICATOR_COUNT,
    Column("findings", Bilingual("findings", "问题数"), "Findings of the check; empty where "
        "nothing was checked.", "integer", _COUNT, NARROW),
    Column("templates", Bilingual("form families", "模板"), "Ids of the families of its forms, "
        "sorted, with commas."),
    Column("engine", Bilingual("engine", "读取引擎"), "What read its pages (pdfium, pdfplumber, "
        "ocr), with commas; the engine that was asked for, if it could not be read.", width=NARROW),
    Column("size", Bilingual("size", "文件大小"), "In bytes.", "long", _COUNTED),
    Column("same_as", Bilingual("same as", "相同文件"), "First path of the archive with the same "
        "content, where its rows stand; empty for that path itself.", width=WIDE),
)  # fmt: skip
_FINDING_COLUMNS = (
    _PATH,
    _SHA256,
    _TABLE._replace(constraints={"minimum": 1}, meaning="Indicator table in its source, counted "
        "from 1; empty for a finding about the whole source."),
    Column("row", Bilingual("row", "行序号"), "Indicator in its table, counted from 1; empty for a "
        "finding on anything larger.", "integer", {"minimum": 1}, NARROW),
    Column("activity", Bilingual("activity", "活动"), "Activity or project.", width=WIDE),
    Column("field", Bilingual("field", "字段"), "Field of the report that it is about."),
    Column("code", Bilingual("code", "规则代码"), "Of the rule: ZP and three digits.",
        constraints={"required": True, "pattern": "ZP[0-9]{3}"}, width=NARROW),
    Column("name", Bilingual("rule", "规则名称"), "Slug of the code.", constraints=_REQUIRED,
        width=WIDE),
    Column("severity", Bilingual("severity", "级别"), "error, warning or note.",
        constraints={"required": True, "enum": ("error", "warning", "note")}, width=NARROW),
    Column("message", Bilingual("message", "说明"), "What is wrong.", constraints=_REQUIRED,
        width=WIDE),
    Column("value", Bilingual("value", "原文"), "Text concerned, as printed.", width=WIDE),
    Column("expected", Bilingual("expected", "应为"), "What would be right.", width=WIDE),
    Column("help", Bilingual("help", "建议"), "What to do now.", width=WIDE),
    _PAGE._replace(meaning="Page on which it is, counted from 1; empty for a source without "
        "pages, or if no page is meant."),
    _BOX._replace(meaning="Box on this page: x0, top, x1, bottom in PDF points from the top left "
        "corner."),
    _PLACE._replace(meaning="Where it is in a source of any kind: p5 (page), 自评表!C5 (sheet and "
        "cell), t2r5c3 (table, row, column), ¶7 (paragraph), L12 or L12:3 (line, and field of the "
        "line)."),
)  # fmt: skip
COLUMNS: Final[dict[str, tuple[Column, ...]]] = {
    "indicators": (
        *_DOCUMENT, *_HEAD, _ACTIVITY, _TASK, *_INDICATOR_TEXTS, _EXTRA, _PAGE, _BOX, _REPAIRS,
        _PLACE, *PARSED, _CONFIDENCE,
    ),
    "activities": _ACTIVITY_COLUMNS,
    "reports": _REPORT_COLUMNS,
    "documents": _DOCUMENT_COLUMNS,
    "findings": _FINDING_COLUMNS,
}  # fmt: skip
"""By part, in order; what was added later stands behind."""

INDICATOR_FIELDS: Final = tuple(column.name for column in _INDICATOR_TEXTS)
"""Text fields of an indicator, in the order of the model."""
HEAD_FIELDS: Final = tuple(column.name for column in _HEAD)
"""Fields of a table that every row of it repeats, in the order of the model."""
_OF_REPORTS = ("indicators", "activities", "reports")
HEADERS: Final[dict[str, str]] = {
    column.name: column.title.zh for part in _OF_REPORTS for column in COLUMNS[part]
}
"""Chinese name of each column of the flat forms of a report."""
_PROVENANCE = frozenset({"page", "bbox", "repairs", "place", "confidence"})


def columns(part: str, *, provenance: bool) -> tuple[Column, ...]:
    """The columns of a part, in order."""
    found = COLUMNS[part]
    return found if provenance else tuple(one for one in found if one.name not in _PROVENANCE)


def header(column: Column, layout: Layout) -> str:
    """The name of the column as it is written."""
    return column.title.zh if layout.header == "zh" else column.name
