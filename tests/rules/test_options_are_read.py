"""The options of a page are the keys of profiles that its rule reads, all of them and no others.

The rules on the form, its goal and its targets; recorded on the founding table, on two correct
tables and on each defect of these.
"""

from __future__ import annotations

from typing import Any

import pytest
from correcttables import department, project

from rules.making import indicator, report_of
from rules.making import table as one_table
from rules.test_defects import DEFECTS
from rules.test_founding_codes import founding
from zhperf.forms import Form
from zhperf.profiles import Data, builtin_profiles
from zhperf.report import Report
from zhperf.rules import builtin_rules

CODES = [code for code in builtin_rules() if code.startswith(("ZP2", "ZP3", "ZP4"))]


class Recorder:
    """A profile, or a part of one, that notes which of its keys are read."""

    def __init__(self, data: Data, read: set[str], path: str = "") -> None:
        self._data, self._read, self._path = data, read, path

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        value, key = getattr(self._data, name), self._path + name.replace("_", "-")
        if isinstance(value, Data):
            return Recorder(value, self._read, f"{key}.")
        self._read.add(key)
        return value


ODD = one_table(
    indicator(level3=None),
    indicator(level1=None),
    indicator(nature="=", target="城乡30场"),
    department=None,
    title="绩效自评表",
    fields={"单位名称": "某局"},
)
"""Without a first level, without a third one, and without a department."""


def reports() -> list[Report]:
    changed = []
    for defect in DEFECTS:
        report = defect.base()
        defect.change(report.tables[0])
        changed.append(report)
    return [founding(), project(), department(), *changed, report_of(ODD)]


REPORTS = reports()


@pytest.mark.parametrize("code", CODES)
def test_options_are_what_the_rule_reads(code: str) -> None:
    rule = builtin_rules()[code]
    assert rule.check is not None
    read: set[str] = set()
    profile: Any = Recorder(builtin_profiles()["default"], read)
    for report in REPORTS:
        for table in report.tables:
            list(rule.check(Form(report, table, profile)))
    assert read == set(rule.page.options)
