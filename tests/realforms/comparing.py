"""The facts of a report that the forms of this folder state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zhperf.report import Activity, Indicator, Report, Table


def report_facts(report: Report) -> list[dict[str, Any]]:
    """The facts of each table."""
    return [table_facts(table) for table in report.tables]


def table_facts(table: Table) -> dict[str, Any]:
    """All that a table states, apart from places and repairs; fields in their order."""
    return {
        "template": table.template,
        "title": table.title,
        "fiscal_year": table.fiscal_year,
        "department": table.department,
        "implementing_unit": table.implementing_unit,
        "expected": table.overall_objective.expected,
        "achieved": table.overall_objective.achieved,
        "funds": [_printed(fund.model_dump()) for fund in table.funds],
        "fields": list(table.fields.items()),
        "indicators": [
            _activity(activity) | _printed(indicator.model_dump(include=_INDICATOR))
            for activity in table.activities
            for indicator in activity.indicators
        ],
        "total": _printed(table.total.model_dump()),
        "notes": table.notes,
    }


_INDICATOR = set(Indicator.model_fields) - {"parsed", "regions", "repairs"}


def _activity(activity: Activity) -> dict[str, str]:
    return _printed({"activity": activity.name, "task": activity.task})


def _printed(values: Mapping[str, Any]) -> dict[str, str]:
    """What is not empty; extra columns as "extra" and their header."""
    extra = {f"extra {header}": value for header, value in values.get("extra", {}).items()}
    printed = {name: value for name, value in values.items() if name != "extra"}
    return {name: value for name, value in (printed | extra).items() if value is not None}
