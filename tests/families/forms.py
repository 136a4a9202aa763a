"""A random form of each family."""

from __future__ import annotations

from hypothesis import strategies as st

from families.departments import department_activity, department_flat, department_overall
from families.projects import (
    annual_goals,
    method_column,
    national_project,
    nested_project,
    no_points,
    points_first,
    scorecard,
    split_project,
    target_only,
    transfer_payment,
)
from printing.reportforms import ReportForm

__all__ = ["FAMILIES", "scorecard"]

FAMILIES: dict[str, st.SearchStrategy[ReportForm]] = {
    "A": national_project(),
    "B": nested_project(),
    "C": split_project(),
    "D": department_activity(),
    "E": department_overall(),
    "F": department_flat(),
    "G": annual_goals(),
    "H": method_column(),
    "I": no_points(),
    "J": transfer_payment(),
    "K": points_first(),
    "M": target_only(),
}
"""By letter of the family; scorecards, which hold no indicators, are not among them."""
