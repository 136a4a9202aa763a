"""Form families as data: which printed words stand for which field, and what marks a family.

A family is a TOML file beside this module, or a user's own (`zhperf.templates.files`).  Words
are compared by `zhperf.vocabulary.plain` and, failing that, by `label_key`, which leaves out
numbering, bracketed units and points: "1.指标权重（分）" is 指标权重.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, cached_property
from importlib import resources
from typing import TYPE_CHECKING, Generic, Literal, TypeAlias, TypeVar, get_args

from pydantic import BaseModel, ConfigDict

from zhperf.tomlproblems import Pattern
from zhperf.vocabulary import is_title, label_key, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

IndicatorField: TypeAlias = Literal[
    "activity", "task", "level1", "level2", "level3", "nature", "target", "unit", "actual",
    "deviation", "weight", "score",
]  # fmt: skip
"""Fields that a column can have."""

ColumnRole: TypeAlias = IndicatorField | Literal["group", "extra"]
"""What a header word says of its column: a field; "group": it stands over several columns or
names the block; "extra": a known column that has no field."""

LabelRole: TypeAlias = Literal[
    "name", "department", "implementing_unit", "expected", "achieved", "long_term", "block",
    "total_score", "goal", "fund_row", "matrix", "total", "note", "label",
]  # fmt: skip
"""What a label outside the grid says of its value.

name, department, implementing_unit, expected, achieved: the report's field.  long_term: an
objective that goes to `fields`.  goal: a numbered one.  total_score: the score of the whole
form.  block: a side label that only names what stands beside it.
fund_row: a row of the funds block.  matrix: a column of a block that has one header row (资金管理
情况).  total: the row of totals.  note: a footer.  label: any other, so that it is no value."""

FundField: TypeAlias = Literal[
    "initial", "budget", "executed", "weight", "rate", "score", "amount", "extra"
]
"""Columns of the funds block; amount: the one column of a form that prints no header for it."""

INDICATOR_FIELDS: frozenset[str] = frozenset(get_args(IndicatorField))

NAMING_FIELDS: tuple[IndicatorField, ...] = ("level3", "level2", "level1")
"""Fields that can name an indicator, the deepest first."""

HEAD_ROLES: frozenset[LabelRole] = frozenset(
    ("name", "department", "implementing_unit", "expected", "achieved", "long_term", "goal")
)
"""Labels that stand above indicator grids and hardly anywhere else: funds stand in budgets too."""

COMMON = "common"
"""Id of the file with the words that all families share; it is no family itself."""


class Data(BaseModel):
    """Common configuration: closed, so that a slip is told."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Words(Data):
    """Printed words with one meaning."""

    names: tuple[str, ...] = ()
    """Whole texts, in order of preference where a form prints several."""
    patterns: tuple[Pattern, ...] = ()
    """Regular expressions for the whole text without white space and brackets, tried after
    all names."""


class Column(Words):
    """A column of the indicator grid."""

    field: ColumnRole


class Label(Words):
    """Labels outside the grid."""

    role: LabelRole


class FundColumn(Words):
    """A column of the funds block (项目资金)."""

    field: FundField


class Fit(Data):
    """What makes a table one of the family."""

    required: tuple[IndicatorField, ...] = ()
    """Without a column for each of these the table is of another family."""
    optional: tuple[IndicatorField, ...] = ()
    """Columns that the family often has."""
    forbidden: tuple[IndicatorField, ...] = ()
    """With a column for one of these the table is of another family."""
    before: tuple[tuple[IndicatorField, IndicatorField], ...] = ()
    """Pairs of columns that stand in this order, left to right."""
    nested: bool | None = None
    """Whether the target stands under a header that spans several columns; None: either."""
    marks: tuple[str, ...] = ()
    """Labels or headers that speak for the family."""
    min_marks: int = 0
    """So many marks must be printed."""


class Template(Data):
    """A form family."""

    id: str
    version: int = 1
    title: str
    """Its usual heading, for people."""
    kind: Literal["indicators", "scorecard", "list", "words"] = "indicators"
    """Only "indicators" is read; "scorecard" and "list" are named in a finding, "words" is
    for other templates to extend."""
    extends: str | None = COMMON
    """Id of the template whose words it has too; its own come first.  None: none."""
    seen: tuple[str, ...] = ()
    """Where forms of the family were published."""
    columns: tuple[Column, ...] = ()
    labels: tuple[Label, ...] = ()
    funds: tuple[FundColumn, ...] = ()
    fit: Fit = Fit()

    def column(self, text: str) -> ColumnRole | None:
        """What a header word says of its column; None if it is unknown."""
        return self._columns.find(text)

    def label(self, text: str) -> LabelRole | None:
        """What a label outside the grid says of its value; None if it is unknown."""
        return self._labels.find(text)

    def fund(self, text: str) -> FundField | None:
        """The column of the funds block that a header word names; None if it is unknown."""
        return self._funds.find(text)

    def label_rank(self, text: str) -> int:
        """Preference of a label among those with its role: 0 is the first."""
        return self._labels.rank(text)

    @cached_property
    def _columns(self) -> _Index[ColumnRole]:
        return _Index((column.field, column) for column in self.columns)

    @cached_property
    def _labels(self) -> _Index[LabelRole]:
        return _Index((label.role, label) for label in self.labels)

    @cached_property
    def _funds(self) -> _Index[FundField]:
        return _Index((column.field, column) for column in self.funds)

    def on(self, base: Template) -> Template:
        """This template with another's words after its own, and its fit if it has none."""
        return self.model_copy(
            update={
                "columns": (*self.columns, *base.columns),
                "labels": (*self.labels, *base.labels),
                "funds": (*self.funds, *base.funds),
                "fit": self.fit if "fit" in self.model_fields_set else base.fit,
            }
        )


Meaning = TypeVar("Meaning", bound=str)


class _Index(Generic[Meaning]):
    """Meanings by text; what stands first counts."""

    def __init__(self, entries: Iterable[tuple[Meaning, Words]]) -> None:
        self._exact: dict[str, tuple[Meaning, int]] = {}
        self._patterns: list[tuple[re.Pattern[str], Meaning]] = []
        self._known: dict[str, tuple[Meaning | None, int]] = {}
        for meaning, words in entries:
            for rank, name in enumerate(words.names):
                self._exact.setdefault(plain(name), (meaning, rank))
            self._patterns += [(re.compile(pattern), meaning) for pattern in words.patterns]

    def find(self, text: str) -> Meaning | None:
        known = self._known.get(text)
        return (known or self._remembered(text))[0]

    def rank(self, text: str) -> int:
        return (self._known.get(text) or self._remembered(text))[1]

    def names(self) -> list[str]:
        return [name for name in self._exact if _HAN.search(name)]

    def has_name(self, text: str) -> bool:
        return plain(text) in self._exact or label_key(text) in self._exact

    def _remembered(self, text: str) -> tuple[Meaning | None, int]:
        if len(self._known) >= _MAX_REMEMBERED:
            self._known.clear()
        known = self._known[text] = self._search(text)
        return known

    def _search(self, text: str) -> tuple[Meaning | None, int]:
        if len(text) > MAX_LABEL_LENGTH or not _HAN.search(text):
            return None, 0
        for key in (plain(text), label_key(text)):
            if key in self._exact:
                return self._exact[key]
        for key in (plain(text), label_key(text)):
            for number, (pattern, meaning) in enumerate(self._patterns):
                if key and pattern.fullmatch(key):
                    return meaning, len(self._exact) + number
        return None, 0


MAX_LABEL_LENGTH = 60
"""Characters; a longer text is a value.  The longest label seen has 34: a header with its
filling instruction in brackets."""


_NAMING = frozenset(("activity", "task", "level1", "level2", "level3", "group"))
"""Columns one of which every indicator grid has."""
_HAN = re.compile("[\u4e00-\u9fff]")
"""Every word of a form has an ideograph; most cells of other tables are amounts."""
_MAX_REMEMBERED = 20_000
"""Texts whose meaning is remembered; an archive has millions of different ones."""


class Lexicon:
    """The words of several families together: is a text a header or a label at all?"""

    def __init__(self, templates: Sequence[Template]) -> None:
        columns = dict.fromkeys(column for template in templates for column in template.columns)
        labels = dict.fromkeys(label for template in templates for label in template.labels)
        self._columns: _Index[ColumnRole] = _Index((column.field, column) for column in columns)
        self._labels: _Index[LabelRole] = _Index((label.role, label) for label in labels)

    @cached_property
    def headers(self) -> tuple[str, ...]:
        """All headers of columns that have an ideograph, as `plain` text; no patterns."""
        return tuple(self._columns.names())

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """All labels of values that have an ideograph, as `plain` text; no patterns."""
        return tuple(self._labels.names())

    def column(self, text: str) -> ColumnRole | None:
        """What a header word says of its column in the first family that knows it."""
        return self._columns.find(text)

    def label(self, text: str) -> LabelRole | None:
        """What a label says of its value in the first family that knows it."""
        return self._labels.find(text)

    def is_name(self, text: str) -> bool:
        """Whether a text is one of the names of headers and labels, by no pattern."""
        return self._columns.has_name(text) or self._labels.has_name(text)

    def is_header_row(self, texts: Sequence[str]) -> bool:
        """Whether most cells of a row print column headers, three at least.

        One of them names levels or indicators: the funds block too has points and reasons.
        """
        words = [text for text in texts if text]
        if len(words) < 3:
            return False
        find = self._columns.find
        roles = [role for text in words if (role := find(text)) is not None]
        enough = len(roles) >= 3 and len(roles) * 2 > len(words)
        return enough and not _NAMING.isdisjoint(roles)

    def is_stub_header(self, text: str) -> bool:
        """Whether a header names a column that groups indicators."""
        return self.column(text) in ("activity", "task", "level1", "level2")

    def is_level_header(self, text: str) -> bool:
        """Whether a header names the column of the first or second level."""
        return self.column(text) in ("level1", "level2")

    def is_name_header(self, text: str) -> bool:
        """Whether a header names the column with the indicators' names."""
        return self.column(text) == "level3"


def opens_form(texts: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a row inside a frame begins a form: its heading, or the label of its name."""
    printed = [text for text in texts if text]
    if not printed:
        return False
    return (len(printed) == 1 and is_title(printed[0])) or lexicon.label(printed[0]) == "name"


def resolved(templates: Sequence[Template]) -> tuple[Template, ...]:
    """The families among templates, each with the words that it extends.

    Raises:
        KeyError: A template extends one that is not there.
        RecursionError: Templates extend each other.
    """
    by_id = {template.id: template for template in templates}

    def whole(template: Template, depth: int = 0) -> Template:
        if template.extends is None or template.id == COMMON:
            return template
        if depth > len(by_id):
            raise RecursionError(template.id)
        return template.on(whole(by_id[template.extends], depth + 1))

    return tuple(whole(template) for template in templates if template.kind != "words")


def builtin_names() -> list[str]:
    """File names of the templates that come with zhperf, sorted."""
    folder = resources.files("zhperf") / "templates"
    return sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))


def builtin_text(name: str) -> str:
    """The TOML text of a template that comes with zhperf, by file name."""
    return (resources.files("zhperf") / "templates" / name).read_text(encoding="utf-8")


@cache
def builtin_sources() -> tuple[Template, ...]:
    """The templates that come with zhperf as they are written, by file name."""
    return tuple(
        Template.model_validate(tomllib.loads(builtin_text(name))) for name in builtin_names()
    )


@cache
def builtin_templates() -> tuple[Template, ...]:
    """The families that come with zhperf, each with all its words."""
    return resolved(builtin_sources())


@cache
def builtin_lexicon() -> Lexicon:
    """The words of all families that come with zhperf."""
    return Lexicon(builtin_templates())
