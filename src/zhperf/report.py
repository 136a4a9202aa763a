"""The report: what zhperf says about a document.  Pydantic models, the contract.

`schemas/report.schema.json` is generated from these (`zhperf schema`).  Text fields hold
the text as printed, with the wrapped lines of a cell joined; None where nothing is printed.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer

SCHEMA_VERSION: Final = "1"
"""Version of the JSON report; changes only when a name or a meaning changes."""


class Model(BaseModel):
    """Common configuration: documented, closed, immutable by convention."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)


def _is_none(value: object) -> bool:
    return value is None


class Region(Model):
    """Where a value is printed in a PDF."""

    page: int
    """1-based page number."""
    bbox: tuple[float, float, float, float]
    """x0, top, x1, bottom in PDF points; origin top left of the page as displayed."""
    confidence: float | None = Field(default=None, ge=0, le=1, exclude_if=_is_none)
    """How sure OCR is of the least sure character there; only for what OCR read."""


class SheetRegion(Model):
    """Where a value stands in a workbook: the cell, or the first one of merged cells."""

    sheet: str
    """Name of the sheet."""
    row: int
    """1-based, as the workbook numbers it."""
    column: int
    """1-based: column C is 3."""


class TableRegion(Model):
    """Where a value stands in a Word document or a web page, inside a table."""

    table: int
    """1-based number of the table in the document, tables inside of cells included."""
    row: int
    """1-based row of the table's grid; of merged cells the first."""
    column: int
    """1-based column of the table's grid; of merged cells the first."""


class ParagraphRegion(Model):
    """Where a text stands in a Word document or a web page, outside of tables."""

    paragraph: int
    """1-based number of the block of text in the document."""


class LineRegion(Model):
    """Where a value stands in a text file."""

    line: int
    """1-based line of the file."""
    column: int | None = None
    """1-based field of the line; None for a line that is no row of a table."""


Place: TypeAlias = Region | SheetRegion | TableRegion | ParagraphRegion | LineRegion
"""Where a value is printed; which of them follows from the kind of the source."""


class Repair(Model):
    """A change from what the file literally holds to what a reader reads."""

    kind: str
    """joined-over-page-break, repeated-over-page-break, joined-over-rows, cells-moved,
    labels-separated, radical-folded, compatibility-folded, glyph-recognised, hyphen-joined,
    overflow-joined, header-changes."""
    field: str
    """The field that was repaired."""
    detail: str
    """Before and after."""


Comparator: TypeAlias = Literal["=", ">=", "<=", ">", "<"]

Day: TypeAlias = Annotated[str, Field(pattern=r"^(\d{4}(-\d\d(-\d\d)?)?|--\d\d(-\d\d)?|---\d\d)$")]
"""A date or a part of one, in the lexical forms of XML Schema: 2021-12, --12-31, ---10."""


def _written(value: Decimal | str) -> str:
    """A number without an exponent (0.0000001, not 1E-7); a date as it is."""
    return value if isinstance(value, str) else format(value, "f")


_IN_JSON = PlainSerializer(_written, return_type=str, when_used="json")

Number: TypeAlias = Annotated[Decimal, _IN_JSON]
"""A number without loss: a string of digits in JSON."""

Bound: TypeAlias = Annotated[Decimal | Day, Field(union_mode="left_to_right"), _IN_JSON]
"""End of a range: a number, or a date where the unit is "date"."""


class Quantity(Model):
    """A target or completion, understood.

    Numbers are in the base unit: "9.2 万" 小时 is 92000, "30" 万元 is 300000 元.
    """

    text: str
    """As printed."""
    comparator: Comparator | Literal["between"] | None = None
    value: Number | None = None
    low: Bound | None = None
    high: Bound | None = None
    unit: str | None = None
    """Printed in the cell, else in the unit column; "date" for dates."""
    scale_text: str | None = None
    """Printed magnitude, such as 万."""
    approximate: bool = False
    """约, 左右, 余: the number is not exact; after 余 and 多 `low` holds what it is at least."""
    each: bool = False
    """各3次, 每个项目3次: the number holds for each of several things."""
    qualitative: bool = False
    """Text without a number that is surely understood."""
    grade: str | None = None
    """met, partly, not_met, done, not_applicable, or a printed grade such as 优."""
    deadline: Day | None = None
    placeholder: bool = False
    """Whether the form's own filler stands there: **, XXX."""
    parts: list[Quantity] = Field(default_factory=list)
    """Several quantities in one cell."""
    conflict: list[Comparator] = Field(default_factory=list)
    """Comparators of column and cell, in this order, where they contradict each other."""


Attainment: TypeAlias = Literal["met", "unmet", "unknown"]

AttainmentReason: TypeAlias = Literal[
    "compared",
    "no-target",
    "no-completion",
    "placeholder",
    "several-quantities",
    "conflict",
    "qualitative",
    "claimed-done",
    "claimed-unfinished",
    "ratio-of-target",
    "range-against-percent",
    "units-differ",
    "unit-missing",
    "unit-ambiguous",
    "each-against-one",
    "not-measured",
    "directions-differ",
    "approximate",
    "bounds-overlap",
    "other-than-equal-target",
    "date-incomplete",
]
"""Why a row is judged as it is; all but "compared" leave the attainment unknown."""


class Parsed(Model):
    """Numbers of an indicator, understood."""

    target: Quantity | None = None
    actual: Quantity | None = None
    weight: Number | None = None
    """Points that the indicator can have (分值)."""
    score: Number | None = None
    """Points that it was given (得分)."""
    attainment: Attainment = "unknown"
    """Only comparable numbers are judged."""
    attainment_reason: AttainmentReason | None = None
    """compared, or why nothing was judged; each is explained in docs/values.md."""


class Indicator(Model):
    """One indicator: a row of the table."""

    level1: str | None = None
    """一级指标."""
    level2: str | None = None
    """二级指标."""
    level3: str | None = None
    """三级指标, the indicator's name."""
    nature: str | None = None
    """指标性质 as printed: an operator, or a type such as 定性."""
    target: str | None = None
    """指标值 / 年度指标值."""
    unit: str | None = None
    """度量单位."""
    actual: str | None = None
    """全年完成值 / 实际完成值."""
    deviation: str | None = None
    """偏差原因和改进措施."""
    weight: str | None = None
    """分值."""
    score: str | None = None
    """得分."""
    extra: dict[str, str] = Field(default_factory=dict)
    """Printed columns that have no field, by their header."""
    parsed: Parsed | None = None
    """Numbers; None until the values are parsed."""
    regions: dict[str, list[Place]] = Field(default_factory=dict)
    """Where each non-empty field is printed; several regions for a cell cut by a page break."""
    repairs: list[Repair] = Field(default_factory=list)
    """What was mended in this row's fields, in reading order."""


class Activity(Model):
    """An activity (活动) or project (项目名称) with its indicators."""

    name: str | None = None
    """活动 / 项目名称; None where the form prints none."""
    task: str | None = None
    """任务."""
    regions: dict[str, list[Place]] = Field(default_factory=dict)
    """Where name and task are printed."""
    repairs: list[Repair] = Field(default_factory=list)
    """What was mended in name and task."""
    indicators: list[Indicator]
    """In print order."""


class Objective(Model):
    """The overall objective (总体目标)."""

    expected: str | None = None
    """年初总体目标 / 预期目标."""
    achieved: str | None = None
    """全年完成情况 / 实际完成情况."""


class Fund(Model):
    """One row of the funds block (项目资金)."""

    group: str | None = None
    """Label over several rows, such as 按收入性质分; None where there is none."""
    name: str | None = None
    """年度资金总额 …"""
    initial: str | None = None
    """年初预算数."""
    budget: str | None = None
    """全年预算数."""
    executed: str | None = None
    """全年执行数."""
    weight: str | None = None
    rate: str | None = None
    """执行率."""
    score: str | None = None
    unit: str | None = None
    """Unit of the amounts as printed with the block: 万元 or 元."""
    extra: dict[str, str] = Field(default_factory=dict)
    """Printed columns that have no field, by their header."""


class Total(Model):
    """The total row (总分)."""

    weight: str | None = None
    score: str | None = None


class Table(Model):
    """One indicator table."""

    index: int
    """1-based, in print order."""
    template: str
    """Id of the form family; "unknown" if only the indicator grid was understood."""
    title: str | None = None
    """The form's own heading."""
    fiscal_year: int | None = None
    """The year printed with the title."""
    department: str | None = None
    """主管部门 / 部门名称."""
    implementing_unit: str | None = None
    """实施单位."""
    pages: list[int]
    """1-based numbers of the pages that it stands on; [] for a source without pages."""
    overall_objective: Objective = Field(default_factory=Objective)
    funds: list[Fund] = Field(default_factory=list)
    fields: dict[str, str] = Field(default_factory=dict)
    """Every other printed label-value pair, in print order.

    A value of a block with rows and columns has both labels: "分配科学性 情况说明"."""
    activities: list[Activity]
    total: Total = Field(default_factory=Total)
    notes: list[str] = Field(default_factory=list)
    """Footers that are no label-value pairs, as printed."""
    regions: dict[str, list[Place]] = Field(default_factory=dict)
    """Where all but the indicators is printed, by field: "title", "overall_objective.expected",
    "fields.项目性质", "funds.0.initial", "total.score", "notes.0"; numbers are 0-based."""
    repairs: list[Repair] = Field(default_factory=list)
    """What was mended in the head of the table."""


class Location(Model):
    """Where a finding is."""

    path: str
    page: int | None = None
    """1-based."""
    table: int | None = None
    """1-based."""
    row: int | None = None
    """1-based number of the indicator in its table; None for findings on anything larger."""
    activity: str | None = None
    field: str | None = None
    bbox: tuple[float, float, float, float] | None = None
    unit: Literal["pt"] = "pt"
    place: SheetRegion | TableRegion | ParagraphRegion | LineRegion | None = None
    """Where it is in a source without pages; page and bbox are None then."""


class Finding(Model):
    """Something that a reader of the report should know."""

    code: str
    """ZP and three digits; never reused."""
    name: str
    """Slug of the code."""
    severity: Literal["error", "warning", "note"]
    message: str
    help: str | None = None
    url: str | None = None
    location: Location
    value: str | None = None
    """The text concerned, as printed."""
    expected: str | None = None


class Generator(Model):
    """What made the report."""

    name: Literal["zhperf"] = "zhperf"
    version: str


PageEngine: TypeAlias = Literal["pdfium", "pdfplumber", "ocr"]
"""What reads pages; ocr: from their pictures."""


class EngineUse(Model):
    """Pages that one engine read for one reason."""

    engine: PageEngine
    pages: str
    """1-based numbers as ranges: "1-57, 61"."""
    reason: str | None = None
    """Why another engine than the default one read them; None if that one did, or the user chose
    the engine."""


class Source(Model):
    """What was read."""

    path: str
    """As the user gave it; "-" for standard input."""
    sha256: str
    """Of the file's bytes, in hexadecimal."""
    kind: Literal["pdf", "docx", "xlsx", "html", "text"] = "pdf"
    """What carries the tables."""
    pages: int | None
    """Pages of the document, whether selected or not; None for a source without pages."""
    engines: list[EngineUse] = Field(default_factory=list)
    """What read the selected pages; [] for a source without pages."""


class Report(Model):
    """Everything that zhperf read from one document."""

    schema_version: Literal["1"] = SCHEMA_VERSION
    generator: Generator
    source: Source
    tables: list[Table]
    """In print order."""
    findings: list[Finding] = Field(default_factory=list)
    """What the reading itself must report (ZP1xx)."""
