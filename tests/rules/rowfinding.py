"""What one rule finds in rows that are given by their fields."""

from __future__ import annotations

from typing import Any

from rules.making import found, indicator


def rows(code: str, *given: dict[str, Any]) -> list[int | None]:
    """The rows in which a rule finds something, each given by its fields."""
    return [row for _, row, _ in found(*(indicator(**one) for one in given), only=code)]


def finds(code: str, **fields: Any) -> bool:  # noqa: ANN401
    """Whether a rule finds something in one row."""
    return bool(rows(code, fields))


def words(target: str | None, **fields: Any) -> dict[str, Any]:  # noqa: ANN401
    """Fields of an indicator that the form calls 定性."""
    return {"nature": "定性", "target": target, "unit": None, **fields}


BLANK: dict[str, Any] = {"nature": None, "target": None, "unit": None}
