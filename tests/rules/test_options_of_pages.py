"""The options of a rule's page are the keys of the profile that its function reads."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

import zhperf
from realforms.formfile import form_files, load
from realforms.test_other_carriers import web_page
from rules.correcttables import department, project
from rules.making import PLAIN, activity, fund, indicator, objective, report_of, table, total
from rules.test_defects import DEFECTS
from zhperf.forms import Form
from zhperf.profiles import Data as ProfileData
from zhperf.profiles import builtin_profiles
from zhperf.report import Report
from zhperf.rules import builtin_rules

RULES = {code: rule for code, rule in builtin_rules().items() if rule.check is not None}
NOT_ASKED = frozenset({"id", "title", "extends", "source", "templates"})
"""What says whose profile it is."""


class Recorded:
    """A profile, or a part of it, that notes the keys that are read."""

    def __init__(self, data: ProfileData, read: set[str], path: str = "") -> None:
        self._data, self._read, self._path = data, read, path

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        value = getattr(self._data, name)
        if name not in type(self._data).model_fields:
            return value
        path = f"{self._path}{name.replace('_', '-')}"
        if isinstance(value, ProfileData):
            return Recorded(value, self._read, f"{path}.")
        if path not in NOT_ASKED:
            self._read.add(path)
        return value


def made_by_hand() -> Iterator[Report]:
    """Tables that ask for what neither the published forms nor the defects do."""
    bonus = indicator(level1="加分项", level3="获奖", weight="5", score="2", target="12")
    lost = indicator(weight="10", score="6", actual="8场", target="10", deviation="未完成")
    notes = ["注：产出指标50分，效益指标30分，满意度10分，预算执行率10分。", "扣分原因：天气。"]
    data: dict[str, Any] = {"template": "national-project", "total": total("105", "88")}
    money = [fund(executed="40", rate="90%", extra={"原因": "无"}), fund(name="其中：财政拨款")]
    yield report_of(table(indicator(level3=None), indicator(nature="=", target="城乡30场")))
    for fields in (
        {"fields": {"自评等级": "优", "偏差原因": "需说明原因"}, "funds": money},
        {"notes": notes, "fields": {"使用规范性 得分": "5"}, "funds": money},
        {"fields": {"年度绩效目标1（40分）": "", "分配科学性 分值": "5", "分配科学性 得分": "4"}},
        {"overall_objective": objective("举办培训二十期，提升教师教学能力水平。" * 2, "未完成")},
    ):
        yield report_of(table(lost, bonus, *(indicator(**one) for one in PLAIN), **data, **fields))
    yield report_of(table(activity(lost), activity(indicator(deviation="未完成"))))
    worded: dict[str, Any] = {"nature": None, "unit": None, "deviation": None}
    targets = [("1月份之前", "100%"), ("效果明显", "100%"), ("10场", "20场"), ("10场", "8场")]
    rows = [indicator(**worded, target=one, actual=other) for one, other in targets]
    foot = {"偏差原因": "需说明原因", "使用规范性 得分": "5"}
    yield report_of(table(*rows, fields=foot, notes=["扣分原因：请填写"]))
    far = indicator(actual="20", deviation=None, extra={"扣分原因": "需求增加"})
    short = indicator(actual="8", deviation="天气", extra={"扣分原因": "天气"})
    ranged = indicator(nature="=", target="15-20", unit="%", actual="25%", deviation="存在偏差")
    capped = indicator(nature=None, level3="三公经费控制率", actual="8场", deviation="存在偏差")
    for one in (far, short, ranged, capped):
        for deviation in (one.deviation, "存在偏差", "天气", "无"):
            yield report_of(table(one.model_copy(update={"deviation": deviation}), fields=foot))
    blank = indicator(actual=None, deviation=None, extra={"扣分原因": "天气"})
    yield report_of(table(blank, indicator(**worded, target="10场", actual="8场"), fields=foot))


@cache
def reports() -> tuple[Report, ...]:
    """Correct tables, each known defect, published forms, and tables made by hand."""
    found = [project(), department(), *made_by_hand()]
    for defect in DEFECTS:
        report = defect.base()
        defect.change(report.tables[0])
        found.append(report)
    return tuple(found)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> list[Report]:
    """The published forms, read from web pages."""
    folder = tmp_path_factory.mktemp("forms")
    found = []
    for path in form_files("forms"):
        source = folder / f"{path.stem}.html"
        source.write_bytes(web_page(load(path)))
        found.append(zhperf.extract(source))
    return found


def read_by(code: str, reports: list[Report]) -> set[str]:
    """The keys that a rule reads, with the profiles that differ in what they ask."""
    read: set[str] = set()
    check = RULES[code].check
    assert check is not None
    for name in ("national-project", "sichuan", "hubei", "default"):
        profile: Any = Recorded(builtin_profiles()[name], read)
        for report in reports:
            for one in report.tables:
                list(check(Form(report, one, profile)))
    return read


@pytest.mark.parametrize("code", RULES)
def test_options_are_what_the_rule_reads(code: str, published: list[Report]) -> None:
    read = read_by(code, [*reports(), *published])
    assert read == set(RULES[code].page.options)
