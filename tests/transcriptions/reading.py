"""Texts to reports: rows are written with `|` between the fields."""

from __future__ import annotations

import tempfile
from pathlib import Path

import zhperf
from zhperf.config import Settings
from zhperf.report import Indicator, Report, Table

HEADER = "活动|任务|一级指标|二级指标|三级指标|指标性质|指标值|度量单位|全年完成值|偏差原因"
TITLE = "部门整体绩效自评表（2024年度）"


def tabbed(*rows: str) -> str:
    """The lines of a transcription; an empty row is an empty line, one without `|` is prose."""
    return "\n".join(row.replace("|", "\t") for row in rows) + "\n"


def read(text: str | bytes, suffix: str = ".txt", *, repair: bool = True) -> Report:
    """The report of a text file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"form{suffix}"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return zhperf.extract(path, settings=Settings(repair=repair))


def table_of(*rows: str, repair: bool = True) -> Table:
    """The only table of a form with these rows under the header."""
    (table,) = read(tabbed(TITLE, HEADER, *rows), repair=repair).tables
    return table


def indicators(table: Table) -> list[Indicator]:
    return [one for activity in table.activities for one in activity.indicators]


def names(table: Table) -> list[str | None]:
    return [one.level3 for one in indicators(table)]
