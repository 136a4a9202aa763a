"""A table as a reviewer looks at it: its rows, and what rules ask about all of them.

Everything follows from the report and the profile; nothing is read from the document again.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from zhperf.deviations import has_measures
from zhperf.formrows import INDICATOR_FIELDS, PERCENTS, Row
from zhperf.formtexts import is_blank, level_name, shortened
from zhperf.once import computed, per_form
from zhperf.rulebook import Hit
from zhperf.statedreasons import foot_has_reason, gives_measures
from zhperf.valuetext import bare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhperf.profiles import Profile
    from zhperf.report import Activity, Report, Table
    from zhperf.rulebook import Severity

__all__ = [
    "INDICATOR_FIELDS", "PERCENTS", "Form", "Row", "bare", "is_blank", "level_name", "shortened",
]  # fmt: skip
"""What packages with rules may import (docs/plugins.md), and zhperf itself."""


@dataclass(frozen=True, eq=False)
class Form:
    """A table with its rows."""

    report: Report
    table: Table
    profile: Profile

    @computed
    def results(self) -> dict[object, Any]:
        """What `per_form` keeps."""
        return {}

    @computed
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
        return self._by_activity.get(id(activity), ())

    @computed
    def _by_activity(self) -> dict[int, tuple[Row, ...]]:
        rows: dict[int, list[Row]] = {}
        for row in self.rows:
            rows.setdefault(id(row.activity), []).append(row)
        return {key: tuple(some) for key, some in rows.items()}

    @computed
    def texts(self) -> frozenset[str]:
        """All texts of the rows."""
        return frozenset(filter(None, chain.from_iterable(row.texts for row in self.rows)))

    @computed
    def printed_fields(self) -> frozenset[str]:
        """Text fields of indicators that some row prints: the columns, as far as they are known."""
        columns = zip(*(row.texts for row in self.rows), strict=True)
        named = zip(INDICATOR_FIELDS, columns, strict=False)  # without rows there are no columns
        return frozenset(one for one, texts in named if any(texts))

    @computed
    def columns(self) -> tuple[str, ...]:
        """The printed fields beside the first level, in the order of the model."""
        return tuple(one for one in INDICATOR_FIELDS[1:] if one in self.printed_fields)

    def cells(self, row: Row) -> tuple[str, ...]:
        """A row's texts by `columns`; "" where nothing is printed."""
        return _texts_of(self, row)

    @computed
    def expects_completion(self) -> bool:
        """Whether the form has a column for completions.

        A report has no list of columns: some row prints one, or the heading is that of a
        self-evaluation.
        """
        if any(row.has_completion for row in self.rows):
            return True
        heading = bare(self.table.title)
        return any(word in heading for word in self.profile.words.evaluation_titles)

    @computed
    def has_footer_reason(self) -> bool:
        """Whether a row at the foot or a note gives a reason."""
        return foot_has_reason(self.table, self.profile.words)

    @computed
    def has_footer_measures(self) -> bool:
        """Whether a label under the rows tells measures."""
        words = self.profile.words
        return any(gives_measures(*one, words) for one in self.table.fields.items())

    @computed
    def has_reasons_by_row(self) -> bool:
        """Whether the form has a column for reasons, as far as its rows show."""
        return "deviation" in self.printed_fields or any(row.reasons for row in self.rows)

    def explains(self, row: Row) -> bool:
        """Whether the form gives a reason for what a row did not reach, or exceeded.

        A reason under the rows counts where no row prints one of its own.
        """
        if row.reasons:
            return True
        by_row = row.statement != "blank" or self.has_reasons_by_row
        return not by_row and self.has_footer_reason

    def proposes(self, row: Row) -> bool:
        """Whether the form says what is or will be done about a row."""
        words = self.profile.words
        if any(has_measures(row.text(field), words) for field in ("deviation", *row.reasons)):
            return True
        if any(gives_measures(*one, words) for one in row.indicator.extra.items()):
            return True
        return self.has_footer_measures

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


@per_form
def _texts_of(form: Form, row: Row) -> tuple[str, ...]:
    named = zip(INDICATOR_FIELDS, row.texts, strict=True)
    return tuple(text or "" for field, text in named if field in form.columns)
