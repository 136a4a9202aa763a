"""Exact, traceable performance-indicator tables out of Chinese public reports.

    import zhperf
    report = zhperf.extract("report.pdf")     # a pydantic model: zhperf.Report
    grids = zhperf.tables("report.pdf")       # every ruled table, uninterpreted

Names are loaded when they are used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from zhperf._version import __version__

if TYPE_CHECKING:
    from zhperf.config import Settings
    from zhperf.errors import InputError, NoTableError, UsageError, ZhperfError
    from zhperf.grids import Cell, Grid
    from zhperf.pipeline import extract, tables
    from zhperf.report import Activity, Finding, Indicator, Region, Repair, Report, Table

_HOMES = {
    "Activity": "zhperf.report",
    "Cell": "zhperf.grids",
    "Finding": "zhperf.report",
    "Grid": "zhperf.grids",
    "Indicator": "zhperf.report",
    "InputError": "zhperf.errors",
    "NoTableError": "zhperf.errors",
    "Region": "zhperf.report",
    "Repair": "zhperf.report",
    "Report": "zhperf.report",
    "Settings": "zhperf.config",
    "Table": "zhperf.report",
    "UsageError": "zhperf.errors",
    "ZhperfError": "zhperf.errors",
    "extract": "zhperf.pipeline",
    "tables": "zhperf.pipeline",
}

__all__ = [
    "Activity",
    "Cell",
    "Finding",
    "Grid",
    "Indicator",
    "InputError",
    "NoTableError",
    "Region",
    "Repair",
    "Report",
    "Settings",
    "Table",
    "UsageError",
    "ZhperfError",
    "__version__",
    "extract",
    "tables",
]


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'zhperf' has no attribute '{name}'")


def __dir__() -> list[str]:
    return __all__
