"""Which severity a finding has: that of the place, of the user, or of the rule."""

from __future__ import annotations

import pytest
from making import indicator, report_of, table

from zhperf.checking import CheckPlan, check
from zhperf.report import Indicator

UNEXPLAINED = indicator(actual="8", deviation=None)
EXPLAINED = indicator(actual="8", deviation="资金未到位，下年补办")
FAR = indicator(actual="12")
FARTHER = indicator(actual="20")


@pytest.mark.parametrize(
    ("code", "row", "given", "expected"),
    [
        # ZP511 is an error, and a note where a reason is given.
        ("ZP511", UNEXPLAINED, None, "error"),
        ("ZP511", UNEXPLAINED, "warning", "warning"),
        ("ZP511", UNEXPLAINED, "note", "note"),
        ("ZP511", EXPLAINED, None, "note"),
        ("ZP511", EXPLAINED, "warning", "note"),
        ("ZP511", EXPLAINED, "error", "note"),
        # ZP512 is a note, and a warning from a larger multiple on.
        ("ZP512", FAR, None, "note"),
        ("ZP512", FAR, "error", "error"),
        ("ZP512", FARTHER, None, "warning"),
        ("ZP512", FARTHER, "note", "note"),
        ("ZP512", FARTHER, "error", "error"),
        # ZP502 is an error, and a warning between measure words.
        ("ZP502", indicator(unit="户", actual="12人"), "note", "note"),
        ("ZP502", indicator(unit="户", actual="12人"), "error", "warning"),
    ],
)
def test_the_users_severity_stands_for_the_rules_own(
    code: str, row: Indicator, given: str | None, expected: str
) -> None:
    severities = {} if given is None else {code: given}
    plan = CheckPlan(codes=frozenset({code}), severities=severities)  # type: ignore[arg-type]
    (note,) = check(report_of(table(row)), plan)
    assert note.finding.severity == expected
