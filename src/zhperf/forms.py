"""A table as a reviewer looks at it: rows with their numbers, and what rules ask about a row.

Everything follows from the report and the profile; nothing is read from the document again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from zhperf import valuewords
from zhperf.attainment import parsed_indicator
from zhperf.rulebook import Hit
from zhperf.values import parse_quantity
from zhperf.valuetext import compact, fold
from zhperf.vocabulary import label_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhperf.profiles import Profile, Words
    from zhperf.report import Activity, Comparator, Indicator, Parsed, Quantity, Report, Table
    from zhperf.rulebook import Severity

PERCENTS: Final = frozenset(valuewords.PERCENTS)
"""Units of shares."""
INDICATOR_FIELDS: Final = (
    "level1", "level2", "level3", "nature", "target", "unit", "actual", "deviation", "weight",
    "score",
)  # fmt: skip
"""Text fields of an indicator, in the order of the model."""
_QUALITATIVE: Final = "定性"
_NO_LETTERS = re.compile(r"[\W_]+")


def bare(text: str | None) -> str:
    """A text for comparing: folded, without white space; "" for None."""
    return compact(fold(text or ""))


def letters(text: str | None) -> str:
    """A text without punctuation and white space, for comparing wordings."""
    return _NO_LETTERS.sub("", fold(text or ""))


def is_blank(text: str | None) -> bool:
    """Whether a cell holds nothing, or only a mark that stands for nothing: - / ——."""
    return bare(text) in (valuewords.EMPTY - {"无"})


def level_name(label: str | None) -> str:
    """A level's label without numbering, points and 指标: "产出指标(50分)" is 产出."""
    return label_key(label or "").removesuffix("指标")


@dataclass(frozen=True, eq=False)
class Row:
    """An indicator where it stands."""

    activity: Activity
    indicator: Indicator
    number: int
    """1-based in its table, in print order."""
    profile: Profile

    @cached_property
    def parsed(self) -> Parsed:
        """The numbers; computed for a report that was written without them."""
        return self.indicator.parsed or parsed_indicator(self.indicator)

    @property
    def target(self) -> Quantity | None:
        """The target, understood; None where nothing is printed."""
        return self.parsed.target

    @property
    def actual(self) -> Quantity | None:
        """The completion, understood; None where nothing is printed."""
        return self.parsed.actual

    @property
    def name(self) -> str:
        """The indicator's own name: the deepest level that is printed."""
        indicator = self.indicator
        return indicator.level3 or indicator.level2 or indicator.level1 or ""

    @property
    def name_field(self) -> str:
        """The field that `name` is taken from."""
        return next((one for one in ("level3", "level2") if self.text(one)), "level1")

    @property
    def words(self) -> Words:
        """The profile's lists of words."""
        return self.profile.words

    @cached_property
    def level1(self) -> str:
        """First level without points and 指标: 产出."""
        return level_name(self.indicator.level1)

    @cached_property
    def level2(self) -> str:
        """Second level without points and 指标: 数量."""
        return level_name(self.indicator.level2)

    @cached_property
    def nature(self) -> str:
        """The operator's column, folded; "" where nothing is printed."""
        return bare(self.indicator.nature)

    @cached_property
    def sign(self) -> Comparator | None:
        """The operator of the operator's column; None for words such as 定性, and for none."""
        return valuewords.SIGNS.get(self.nature)

    @cached_property
    def cell_sign(self) -> Comparator | None:
        """The comparator that the target's own cell prints, as a sign or in words; else None."""
        text = self.indicator.target
        if text is None:
            return None
        found = parse_quantity(text, None, self.indicator.unit, "target")
        printed = "=" in bare(text) or "等于" in bare(text)
        if found.comparator in (None, "between") or (found.comparator == "=" and not printed):
            return None
        return found.comparator  # type: ignore[return-value]

    @cached_property
    def is_qualitative(self) -> bool:
        """Whether the form says 定性, or has no operator and its target is words."""
        if self.nature:
            return _QUALITATIVE in self.nature
        return self.target is not None and self.target.qualitative and not self.is_placeholder

    @property
    def says_qualitative(self) -> bool:
        """Whether the operator's column says 定性."""
        return _QUALITATIVE in self.nature

    @property
    def is_placeholder(self) -> bool:
        """Whether the target is the form's own filler."""
        return self.target is not None and self.target.placeholder

    @property
    def has_completion(self) -> bool:
        """Whether a completion is printed."""
        return not is_blank(self.indicator.actual)

    @property
    def has_target(self) -> bool:
        """Whether a target is printed."""
        return not is_blank(self.indicator.target)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The parts of the target that hold a number or a range of numbers."""
        target = self.target
        if target is None:
            return ()
        parts = target.parts or [target]
        return tuple(one for one in parts if one.value is not None or one.low is not None)

    def text(self, field: str) -> str:
        """A field as printed, "extra.说明" too; "" where nothing is."""
        if field.startswith("extra."):
            return self.indicator.extra.get(field.removeprefix("extra."), "")
        value: str | None = getattr(self.indicator, field, None)
        return value or ""

    def hit(
        self,
        field: str,
        *,
        expected: str | None = None,
        severity: Severity | None = None,
        variant: str | None = None,
        **values: object,
    ) -> Hit:
        """A finding on a field of this row; its text is the value."""
        return Hit(
            field=field,
            row=self,
            value=self.text(field) or None,
            expected=expected,
            severity=severity,
            variant=variant,
            values={"value": shortened(self.text(field)), "name": shortened(self.name), **values},
        )


@dataclass(frozen=True, eq=False)
class Form:
    """A table with its rows."""

    report: Report
    table: Table
    profile: Profile

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """All indicators in print order."""
        return tuple(self._rows())

    def _rows(self) -> Iterator[Row]:
        number = 0
        for activity in self.table.activities:
            for indicator in activity.indicators:
                number += 1
                yield Row(activity, indicator, number, self.profile)

    def rows_of(self, activity: Activity) -> tuple[Row, ...]:
        """The rows of an activity."""
        return self._rows_by_activity.get(id(activity), ())

    @cached_property
    def _rows_by_activity(self) -> dict[int, tuple[Row, ...]]:
        found: dict[int, list[Row]] = {}
        for row in self.rows:
            found.setdefault(id(row.activity), []).append(row)
        return {key: tuple(rows) for key, rows in found.items()}

    @cached_property
    def printed_fields(self) -> frozenset[str]:
        """Text fields of indicators that some row prints: the columns, as far as they are known."""
        fields = INDICATOR_FIELDS
        return frozenset(one for one in fields if any(row.text(one) for row in self.rows))

    @cached_property
    def expects_completion(self) -> bool:
        """Whether the form has a column for completions.

        A report has no list of columns: some row prints one, or the heading is that of a
        self-evaluation.
        """
        if any(row.has_completion for row in self.rows):
            return True
        heading = bare(self.table.title)
        return any(word in heading for word in self.profile.words.evaluation_titles)

    def hit(
        self,
        field: str | None,
        *,
        activity: Activity | None = None,
        value: str | None = None,
        expected: str | None = None,
        severity: Severity | None = None,
        variant: str | None = None,
        **values: object,
    ) -> Hit:
        """A finding on the table, or on an activity of it."""
        return Hit(
            field=field,
            activity=activity,
            value=value,
            expected=expected,
            severity=severity,
            variant=variant,
            values={"value": shortened(value or ""), **values},
        )


_SPACES = re.compile(r"\s+")


def shortened(text: str, length: int = 24) -> str:
    """A text of one line for a message, cut with … after `length` characters."""
    line = _SPACES.sub(" ", text).strip()
    return line if len(line) <= length else line[: length - 1] + "…"
