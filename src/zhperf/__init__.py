"""Exact, traceable performance-indicator tables out of Chinese public reports.

    import zhperf
    report = zhperf.extract("report.pdf")     # a pydantic model: zhperf.Report
    findings = zhperf.check(report)           # what a reviewer would ask: zhperf.Finding
    grids = zhperf.tables("report.pdf")       # every ruled table, uninterpreted
    target = zhperf.parse_quantity("≥9.2 万", unit="小时")      # a zhperf.Quantity: >= 92000

Names are loaded when they are used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from zhperf._version import __version__

if TYPE_CHECKING:
    from zhperf.checking import CheckPlan
    from zhperf.config import Settings
    from zhperf.errors import InputError, NoTableError, UsageError, ZhperfError
    from zhperf.grids import Cell, Grid
    from zhperf.pipeline import check, extract, tables
    from zhperf.report import Activity, Finding, Indicator, Quantity, Region, Repair, Report, Table
    from zhperf.values import parse_quantity

_HOMES = {
    "Activity": "zhperf.report",
    "Cell": "zhperf.grids",
    "CheckPlan": "zhperf.checking",
    "Finding": "zhperf.report",
    "Grid": "zhperf.grids",
    "Indicator": "zhperf.report",
    "InputError": "zhperf.errors",
    "NoTableError": "zhperf.errors",
    "Quantity": "zhperf.report",
    "Region": "zhperf.report",
    "Repair": "zhperf.report",
    "Report": "zhperf.report",
    "Settings": "zhperf.config",
    "Table": "zhperf.report",
    "UsageError": "zhperf.errors",
    "ZhperfError": "zhperf.errors",
    "check": "zhperf.pipeline",
    "extract": "zhperf.pipeline",
    "parse_quantity": "zhperf.values",
    "tables": "zhperf.pipeline",
}

__all__ = [
    "Activity",
    "Cell",
    "CheckPlan",
    "Finding",
    "Grid",
    "Indicator",
    "InputError",
    "NoTableError",
    "Quantity",
    "Region",
    "Repair",
    "Report",
    "Settings",
    "Table",
    "UsageError",
    "ZhperfError",
    "__version__",
    "check",
    "extract",
    "parse_quantity",
    "tables",
]


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'zhperf' has no attribute '{name}'")


def __dir__() -> list[str]:
    return __all__
