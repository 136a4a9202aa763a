"""What a reader must say about a printed form: gathered block by block, in print order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

PairRole: TypeAlias = Literal[
    "name", "department", "implementing_unit", "expected", "achieved", "total_score", "field",
    "block",
]  # fmt: skip
"""Where the value of a label goes; block: the label only names what stands beside it."""

FundField: TypeAlias = Literal["initial", "budget", "executed", "weight", "rate", "score"]

GridField: TypeAlias = Literal[
    "activity", "task", "level1", "level2", "level3", "nature", "target", "unit", "actual",
    "deviation", "weight", "score",
]  # fmt: skip

FUND_FIELDS: tuple[FundField, ...] = ("initial", "budget", "executed", "weight", "rate", "score")

INDICATOR_FIELDS: tuple[GridField, ...] = (
    "level1", "level2", "level3", "nature", "target", "unit", "actual", "deviation", "weight",
    "score",
)  # fmt: skip


@dataclass(slots=True)
class FormTruth:
    """The entry of a form in the report, in the making."""

    template: str
    values: dict[str, str | None] = field(default_factory=dict)
    """By role: title, name, department, implementing_unit, expected, achieved, total_score."""
    fiscal_year: int | None = None
    funds: list[dict[str, Any]] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    rows: list[tuple[dict[str, str], dict[str, str]]] = field(default_factory=list)
    """Each indicator: text by field, and by header for columns without a field."""
    total: dict[str, str | None] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    fillers: int = 0
    """Rows of the grid that are printed but say nothing."""

    def add_pair(self, label: str, value: str, role: PairRole) -> None:
        """A label and the value beside or below it."""
        if role == "field":
            self.add_field(label, value)
        elif role != "block":
            self.values[role] = value or None

    def add_field(self, label: str, value: str) -> None:
        """A pair without a field; a label that is printed again gets a star."""
        while label in self.fields:
            label += "*"
        self.fields[label] = value

    def as_dict(self) -> dict[str, Any]:
        """The entry as the report's JSON has it, without index, pages and places."""
        get = self.values.get
        score = self.total.get("score") or get("total_score")
        return {
            "template": self.template,
            "title": get("title"),
            "fiscal_year": self.fiscal_year,
            "department": get("department"),
            "implementing_unit": get("implementing_unit"),
            "overall_objective": {"expected": get("expected"), "achieved": get("achieved")},
            "funds": self.funds,
            "fields": self.fields,
            "activities": self._activities(),
            "total": {"weight": self.total.get("weight"), "score": score},
            "notes": self.notes,
        }

    def _activities(self) -> list[dict[str, Any]]:
        """The indicators by activity; those of a form without activities have one."""
        found: list[dict[str, Any]] = []
        for values, extra in self.rows:
            name = values.get("activity") or self.values.get("name")
            task = values.get("task") or None
            if not found or (found[-1]["name"], found[-1]["task"]) != (name, task):
                found.append({"name": name, "task": task, "indicators": []})
            texts: dict[str, Any] = {key: values.get(key) or None for key in INDICATOR_FIELDS}
            found[-1]["indicators"].append({**texts, "extra": extra})
        return found
