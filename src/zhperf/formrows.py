"""A row of a form as a reviewer looks at it: its numbers, and what rules ask about it.

Everything follows from the report and the profile; nothing is read from the document again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from zhperf import valuewords
from zhperf.attainment import direction, in_one_unit, parsed_indicator
from zhperf.deviations import statement
from zhperf.formtexts import is_blank, level_name, shortened, understood
from zhperf.once import computed
from zhperf.profiles import any_of
from zhperf.reservations import reservation
from zhperf.rulebook import Hit
from zhperf.statedreasons import is_reason
from zhperf.valuetext import bare

if TYPE_CHECKING:
    from decimal import Decimal

    from zhperf.deviations import Statement
    from zhperf.profiles import Profile, Words
    from zhperf.report import Activity, Comparator, Indicator, Parsed, Quantity
    from zhperf.rulebook import Severity
    from zhperf.spans import Span

PERCENTS: Final = frozenset(valuewords.PERCENTS)
"""Units of shares."""
INDICATOR_FIELDS: Final = (
    "level1", "level2", "level3", "nature", "target", "unit", "actual", "deviation", "weight",
    "score",
)  # fmt: skip
"""Text fields of an indicator, in the order of the model."""
_all_fields = attrgetter(*INDICATOR_FIELDS)
_QUALITATIVE: Final = "定性"
_PLAIN_NUMBER = re.compile(r"[0-9.,%\s]*")
_MEASURED: Final = frozenset({"compared", "other-than-equal-target", "range-against-percent"})
"""Reasons of an attainment for which both sides are numbers in one unit."""
_FILLER_NAME = re.compile(r"(?:(?:指标|目标)?[0-9一二三四五六七八九十]{0,2}[:.、]?)?[/.…。·-]*")


@dataclass(frozen=True, eq=False)
class Row:
    """An indicator where it stands."""

    activity: Activity
    indicator: Indicator
    number: int
    """1-based in its table, in print order."""
    profile: Profile

    @computed
    def texts(self) -> tuple[str | None, ...]:
        """The fields as printed, in the order of `INDICATOR_FIELDS`."""
        return _all_fields(self.indicator)

    @computed
    def parsed(self) -> Parsed:
        """The numbers; computed for a report that was written without them."""
        return self.indicator.parsed or parsed_indicator(self.indicator)

    @computed
    def target(self) -> Quantity | None:
        """The target, understood; None where nothing is printed."""
        return self.parsed.target

    @computed
    def actual(self) -> Quantity | None:
        """The completion, understood; None where nothing is printed."""
        return self.parsed.actual

    @computed
    def name(self) -> str:
        """The indicator's own name: the deepest level that is printed."""
        indicator = self.indicator
        return indicator.level3 or indicator.level2 or indicator.level1 or ""

    @computed
    def name_field(self) -> str:
        """The field that `name` is taken from."""
        return next((one for one in ("level3", "level2") if self.text(one)), "level1")

    @property
    def words(self) -> Words:
        """The profile's lists of words."""
        return self.profile.words

    @computed
    def level1(self) -> str:
        """First level without points and 指标: 产出."""
        return level_name(self.indicator.level1)

    @computed
    def level2(self) -> str:
        """Second level without points and 指标: 数量."""
        return level_name(self.indicator.level2)

    @computed
    def nature(self) -> str:
        """The operator's column, folded; "" where nothing is printed."""
        return bare(self.indicator.nature)

    @computed
    def sign(self) -> Comparator | None:
        """The operator of the operator's column; None for words such as 定性, and for none."""
        return valuewords.SIGNS.get(self.nature)

    @computed
    def cell_sign(self) -> Comparator | None:
        """The comparator that the target's own cell prints, as a sign or in words; else None."""
        text = self.indicator.target
        if text is None or _PLAIN_NUMBER.fullmatch(text):
            return None
        found = self.target if not self.nature else None
        found = found or understood(text, self.indicator.unit)
        printed = "=" in bare(text) or "等于" in bare(text)
        if found.comparator in (None, "between") or (found.comparator == "=" and not printed):
            return None
        return found.comparator  # type: ignore[return-value]

    @computed
    def is_qualitative(self) -> bool:
        """Whether the form says 定性, or has no operator and its target is words."""
        if self.nature:
            return _QUALITATIVE in self.nature
        return self.target is not None and self.target.qualitative and not self.is_placeholder

    @computed
    def says_qualitative(self) -> bool:
        """Whether the operator's column says 定性."""
        return _QUALITATIVE in self.nature

    @computed
    def is_placeholder(self) -> bool:
        """Whether the target is the form's own filler."""
        return self.target is not None and self.target.placeholder

    @computed
    def has_completion(self) -> bool:
        """Whether a completion is printed."""
        return not is_blank(self.indicator.actual)

    @computed
    def has_target(self) -> bool:
        """Whether a target is printed."""
        return not is_blank(self.indicator.target)

    @computed
    def quantities(self) -> tuple[Quantity, ...]:
        """The parts of the target that hold a number or a range of numbers."""
        target = self.target
        if target is None:
            return ()
        parts = target.parts or [target]
        return tuple(one for one in parts if one.value is not None or one.low is not None)

    @computed
    def is_dated(self) -> bool:
        """Whether the target is a date, or words that set a time."""
        target = self.target
        if target is None:
            return False
        if any(one.unit == "date" or one.deadline for one in (target, *target.parts)):
            return True
        if not target.qualitative:
            return False
        whole = bare(self.indicator.target).rstrip("。;,")
        return any_of(self.words.deadlines).fullmatch(whole) is not None

    @computed
    def promise(self) -> str:
        """The target with operator and unit, as far as they are printed: ≥9.2 万小时."""
        indicator = self.indicator
        text = (indicator.target or "").strip()
        sign = self.nature if self.sign and not self.cell_sign else ""
        if is_blank(indicator.unit):
            return f"{sign}{text}"
        own = understood(text)
        named = own.unit or any(part.unit for part in own.parts)
        return f"{sign}{text}" if named else f"{sign}{text}{(indicator.unit or '').strip()}"

    @computed
    def own_actual(self) -> Quantity:
        """The completion by its own cell, without the unit's column."""
        return understood(self.text("actual"))

    @computed
    def statement(self) -> Statement:
        """What the cell of deviations says."""
        return statement(self.indicator.deviation, self.profile.words)

    @computed
    def reasons(self) -> tuple[str, ...]:
        """Fields that say why something deviates: the cell of deviations, columns of reasons."""
        own, words = self.indicator, self.profile.words
        fields = ["deviation"] if is_reason(own.deviation, words) else []
        if own.extra:
            asked = any_of(words.reasons)
            fields += [
                f"extra.{label}"
                for label, text in own.extra.items()
                if asked.search(bare(label)) and is_reason(text, words)
            ]
        return tuple(fields)

    @computed
    def better(self) -> int:
        """1 where the form asks for more, -1 where it asks for less, 0 where it does not say."""
        sign = self.sign or self.cell_sign
        if sign in (">=", ">"):
            return 1
        return -1 if sign in ("<=", "<") else direction(self.indicator.nature)

    @computed
    def sides(self) -> tuple[Span[Decimal], Span[Decimal]] | None:
        """The numbers that target and completion may stand for, in one unit.

        None where they are not of one kind, or are no measured numbers.
        """
        target, actual = self.target, self.actual
        if self.parsed.attainment_reason not in _MEASURED or target is None or actual is None:
            return None
        if "date" in (target.unit, actual.unit) or reservation(
            target.text,
            actual.text,
            "\n".join(
                filter(None, (self.indicator.level2, self.indicator.level3))
            ),  # as in judging it,
        ):
            return None
        try:
            return in_one_unit(target, actual)
        except ArithmeticError:
            # A report of others may hold numbers that no cell prints: 1E+999999.
            return None

    @computed
    def is_unmet(self) -> bool:
        """Whether the completion does not satisfy the comparator of the target.

        Ranges are asked for by `is_outside_range`.
        """
        target = self.target
        if self.parsed.attainment != "unmet" or target is None or target.comparator == "between":
            return False
        return not self.is_cap

    @computed
    def is_cap(self) -> bool:
        """Whether the target is a number not to be passed by its name, and no sign says so."""
        if self.better or self.target is None or self.target.comparator != "=":
            return False
        return any(word in self.name for word in self.profile.words.caps)

    @computed
    def is_outside_range(self) -> bool:
        """Whether the target is a range, and the completion surely lies outside.

        Better than the range, where the form prints ≥ or ≤ before it or a name says that more is
        better (满意度), is not outside.
        """
        target, actual = self.target, self.actual
        if target is None or target.comparator != "between" or not actual or actual.approximate:
            return False
        if self.sides is None:
            return self.parsed.attainment == "unmet"
        wanted, found = self.sides
        above, below = wanted.before(found), found.before(wanted)
        better = self.better or int(any(one in self.name for one in self.words.more_is_better))
        return (above and better <= 0) or (below and better >= 0)

    @computed
    def misses_target(self) -> bool:
        """Whether the completion surely does not satisfy its target, a range or any other."""
        return self.is_unmet or self.is_outside_range

    @computed
    def is_filler(self) -> bool:
        """Whether the form prints the row, but no indicator was filled in (指标2：, ……)."""
        name = bare(self.indicator.level3)
        unnamed = name == "无" or _FILLER_NAME.fullmatch(name) is not None
        return unnamed and not self.has_target

    def text(self, field: str) -> str:
        """A field as printed, "extra.说明" too; "" where nothing is."""
        value: str | None = getattr(self.indicator, field, None)
        if value is None and field.startswith("extra."):
            return self.indicator.extra.get(field.removeprefix("extra."), "")
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
