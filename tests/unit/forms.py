"""A form of four columns, drawn page by page."""

from __future__ import annotations

BAR = "+--------+--------+--------+------+"
WIDE_BAR = "+---------------------------------+"
"""A ruling over the same width with nothing ending in it."""
HEADER = "|活动    |一级指标|三级指标|指标值|"
TITLE = "部门整体绩效自评表"


def picture(*lines: str) -> str:
    """A page; `-` alone stands for a ruling over the whole width."""
    return "\n".join(BAR if line == "-" else line for line in lines)


def first(*rows: str, title: str = TITLE) -> str:
    """The first page of a form, with its title, header, and frame on top."""
    return picture(title, "-", HEADER, "-", *rows)
