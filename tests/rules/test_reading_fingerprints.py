"""Fingerprints of what the reading itself reports."""

from __future__ import annotations

from typing import Any

from making import report_of, table

from zhperf.checking import CheckPlan, check, fingerprints
from zhperf.report import Finding, Location


def marks(message: str = "text is hidden", value: str = "甲", **place: Any) -> list[str]:  # noqa: ANN401
    """The fingerprints of a report whose reading found one thing."""
    at = Location(**({"path": "表.pdf", "page": 1, "table": 1, "field": "notes.0"} | place))
    finding = Finding(
        code="ZP105", name="n", severity="warning", message=message, location=at, value=value
    )
    report = report_of(table()).model_copy(update={"findings": [finding]})
    return list(fingerprints(check(report, CheckPlan(codes=frozenset({"ZP105"})))))


def test_the_language_of_the_message_does_not_count() -> None:
    assert marks("text is hidden") == marks("有隐藏的文字")


def test_the_place_and_the_text_count() -> None:
    ones = [marks(), marks(value="乙"), marks(page=2), marks(table=2), marks(field="title")]
    assert len({one for (one,) in ones}) == len(ones)
