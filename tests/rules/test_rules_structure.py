"""ZP201 to ZP205: repairs, names of units, years and fillers."""

from __future__ import annotations

from typing import Any

import pytest

from rules.making import activity, found, indicator, notes, report_of
from rules.making import table as one_table
from zhperf.checking import CheckPlan, check
from zhperf.report import Repair


def repair(kind: str, field: str = "unit", detail: str = "a|b") -> Repair:
    return Repair(kind=kind, field=field, detail=detail)


class TestRowRepaired:
    @pytest.mark.parametrize("kind", ["cells-moved", "joined-over-page-break", "joined-over-rows"])
    def test_cells_were_moved_or_joined(self, kind: str) -> None:
        mended = indicator(repairs=[repair(kind), repair("hyphen-joined", "level3")])
        assert found(mended, indicator(), only="ZP201") == [("ZP201", 1, "unit")]

    def test_other_repairs(self) -> None:
        mended = indicator(repairs=[repair("radical-folded"), repair("labels-separated")])
        assert found(mended, only="ZP201") == []

    def test_several_repairs_of_a_row_are_one_note(self) -> None:
        mended = indicator(repairs=[repair("cells-moved"), repair("joined-over-rows", "level3")])
        assert found(mended, only="ZP201") == [("ZP201", 1, "unit")]

    def test_a_merged_cell_is_told_once(self) -> None:
        label = repair("joined-over-page-break", "level2")
        own = repair("joined-over-page-break", "level3")
        rows = [indicator(repairs=[label]), indicator(repairs=[label, own])]
        assert found(*rows, only="ZP201") == [("ZP201", 1, "level2"), ("ZP201", 2, "level3")]

    def test_rows_that_lost_the_same_cell_are_told_each(self) -> None:
        moved = repair("cells-moved", "deviation")
        rows = [indicator(repairs=[moved]), indicator(repairs=[moved])]
        assert [row for _, row, _ in found(*rows, only="ZP201")] == [1, 2]

    @pytest.mark.parametrize(
        ("detail", "message"),
        [
            (
                "p3|p4: 实际支出低于预算。改进措|施：合理",
                "读取时合并了本行在第3页与第4页之间断开的单元格：“实际支出低于预算。改进措”与“施：合理”",
            ),
            ("p1|p2: |产出指标", "读取时合并了本行在第1页与第2页之间断开的单元格：“产出指标”"),
            ("line 8|line 9: 培|训", "读取时合并了本行在第8行与第9行之间断开的单元格：“培”与“训”"),
            ("培|训", "读取时合并了本行断开的单元格：“培”与“训”"),
            ("培训", "读取时合并了本行断开的单元格：培训"),
        ],
    )
    def test_the_chinese_message_says_where_in_words(self, detail: str, message: str) -> None:
        report = report_of(
            one_table(indicator(repairs=[repair("joined-over-page-break", detail=detail)]))
        )
        plan = CheckPlan(codes=frozenset(("ZP201",)), language="zh")
        assert [one.finding.message for one in check(report, plan)] == [message]

    def test_the_english_message_says_where_in_words(self) -> None:
        joined = repair("joined-over-page-break", detail="p3|p4: 改进措|施")
        (note,) = notes(report_of(one_table(indicator(repairs=[joined]))), "ZP201")
        expected = "a cell of this row, cut in two between pages 3 and 4, was put together: "
        assert note.finding.message == f"{expected}“改进措” and “施”"


def test_header_changes() -> None:
    changed = one_table(repairs=[repair("header-changes", "activities", "11 | 10 columns")])
    assert found(changed, only="ZP202") == [("ZP202", None, "activities")]
    (note,) = notes(report_of(changed), "ZP202")
    assert "11 | 10 columns" in note.finding.message
    assert found(one_table(repairs=[repair("cells-moved")]), only="ZP202") == []


class TestUnitNameMissing:
    @pytest.mark.parametrize(
        "fields",
        [
            {},
            {"department": "/"},
            {"fields": {"单位名称": ""}},
            {"fields": {"单位": "万元", "联系人": "张三"}},
            {"fields": {"单位": "人民币万元"}},
            {"title": "乡村振兴项目支出绩效自评表"},
            {"title": "城镇污水处理2024年项目支出绩效自评表"},
            {"title": "乡镇2024年项目支出绩效自评表"},
            {"title": "委托业务费绩效自评表"},
            {"title": "大中型水库移民2024年绩效自评表"},
            {"notes": ["填表人：张三", "填报单位（盖章）："]},
        ],
    )
    def test_nothing_names_it(self, fields: dict[str, Any]) -> None:
        nameless = one_table(**({"department": None} | fields))
        assert found(nameless, only="ZP203") == [("ZP203", None, "department")]

    @pytest.mark.parametrize(
        "fields",
        [
            {"department": "某市教育局"},
            {"implementing_unit": "某小学"},
            {"fields": {"填报单位（盖章）": "某局"}},
            {"fields": {"主管部门编码": "301"}},
            {"title": "某市教育局部门整体绩效自评表"},
            {"notes": ["填报单位（盖章）：某局"]},
        ],
    )
    def test_something_names_it(self, fields: dict[str, Any]) -> None:
        assert found(one_table(**({"department": None} | fields)), only="ZP203") == []

    @pytest.mark.parametrize(
        "unit",
        [
            "县总工会",
            "县妇联",
            "团县委",
            "县委党校",
            "县纪委",
            "县委政法委",
            "县委编办",
            "县政协",
            "县残联",
            "县科协",
            "县一中",
            "县实验一小",
            "县档案馆",
            "县融媒体",
            "城关镇",
            "红旗乡",
            "县自然资源所",
        ],
    )
    def test_units_in_the_heading(self, unit: str) -> None:
        titled = one_table(department=None, title=f"{unit}2024年部门整体支出绩效自评表")
        assert found(titled, only="ZP203") == []

    @pytest.mark.parametrize(
        "label",
        ["单位", "部门", "单位（部门）名称", "部门（单位）名称", "使用单位", "编报单位"],
    )
    def test_labels_of_units(self, label: str) -> None:
        labelled = one_table(department=None, fields={label: "某县总工会"})
        assert found(labelled, only="ZP203") == []


class TestYearMismatch:
    def test_the_heading_differs_from_most_tables(self) -> None:
        tables = [one_table(fiscal_year=year) for year in (2023, 2024, 2023, None)]
        assert found(*tables, only="ZP204") == [("ZP204", None, "fiscal_year")]
        (note,) = notes(report_of(*tables), "ZP204")
        assert (note.finding.location.table, note.finding.expected) == (2, "2023")

    def test_of_two_years_the_first_counts(self) -> None:
        (note,) = notes(report_of(one_table(), one_table(fiscal_year=2022)), "ZP204")
        assert (note.finding.location.table, note.finding.expected) == (2, "2024")

    @pytest.mark.parametrize(
        "text",
        [
            "完成2023年度文明城市创建任务",
            "完成 2023 年文明城市创建任务，推动工作",
            "２０２３年度培训",
            "完成2025年度创建任务",
        ],
    )
    def test_a_year_of_a_task_or_a_name(self, text: str) -> None:
        assert found(activity(task=text), only="ZP204") == [("ZP204", None, "task")]
        assert found(indicator(level3=text), only="ZP204") == [("ZP204", 1, "level3")]

    @pytest.mark.parametrize(
        "text",
        [
            "完成2024年度文明城市创建任务",
            "落实《2023年工作要点》",
            "落实发〔2023〕5号文件",
            "2021-2025年规划",
            "2021年-2025年建设任务",
            "较2023年增长",
            "与2023年同期相比减少",
            "截至2023年累计完成",
            "到2025年基本建成",
            "支付2023年度项目尾款",
            "2023年6月开始的工程",
            "编制2025年预算",
            "十四五期间完成",
            "2023号文件",
            "20230年",
        ],
    )
    def test_other_years_that_are_fine(self, text: str) -> None:
        assert found(activity(indicator(level3=text), task=text), only="ZP204") == []

    @pytest.mark.parametrize(
        ("target", "expected"),
        [
            ("2023年12月底前", [("ZP204", 1, "target")]),
            ("2024年12月底前", []),
            ("2025年6月底前", []),
            ("12月底前", []),
        ],
    )
    def test_targets_may_lie_ahead(self, target: str, expected: list[object]) -> None:
        assert found(indicator(target=target, unit=None), only="ZP204") == expected

    @pytest.mark.parametrize(
        "text",
        [
            "2023年启动，2024年完成",
            "2024年完成，2025年投入使用",
            "2023年入库项目2024年实施",
            "落实2023年县委一号文件精神",
            "完成2023年未完工程",
            "支付2023年项目款",
            "2023年采购设备款",
            "2023年秋季学期资助学生",
            "2025年春节慰问",
            "2023年末登记失业人员",
            "2023年国债项目",
            "2023年第四季度补贴",
        ],
    )
    def test_other_years_that_belong_to_the_text(self, text: str) -> None:
        assert found(activity(indicator(level3=text), task=text), only="ZP204") == []

    @pytest.mark.parametrize("target", ["不低于2023年水平", "2023年基础上增长5%"])
    def test_levels_of_another_year(self, target: str) -> None:
        assert found(indicator(target=target, unit=None), only="ZP204") == []

    @pytest.mark.parametrize(
        ("fields", "severity"),
        [
            ({"level3": "完成2023年度文明城市创建任务"}, "error"),
            ({"level3": "完成2023年文明城市创建任务"}, "warning"),
            ({"level3": "2023年度培训"}, "warning"),
            ({"target": "2023年12月31日前完成"}, "error"),
            ({"target": "2023年底完成"}, "error"),
            ({"target": "2023年"}, "warning"),
            ({"target": "2023年度目标值95%"}, "warning"),
        ],
    )
    def test_only_promises_of_another_year_are_errors(
        self, fields: dict[str, str], severity: str
    ) -> None:
        row = indicator(**({"unit": None} | fields))
        assert [one.finding.severity for one in notes(report_of(one_table(row)), "ZP204")] == [
            severity
        ]

    def test_a_task_of_another_year_is_an_error_only_if_it_completes_it(self) -> None:
        for task, severity in (
            ("完成2023年度任务", "error"),
            ("开展2023年培训", "warning"),
        ):
            (note,) = notes(report_of(one_table(activity(task=task))), "ZP204")
            assert note.finding.severity == severity

    def test_without_a_year_in_the_heading_nothing_is_told(self) -> None:
        unknown = one_table(activity(task="完成2023年度任务"), fiscal_year=None)
        assert found(unknown, only="ZP204") == []


class TestPlaceholderLeft:
    @pytest.mark.parametrize(
        "text",
        [
            "……",
            "...",
            "**",
            "≥**万元",
            "XXX项目",
            "××局",
            "指标2：",
            "指标3：……",
            "____",
            "（100字以内）",
            "对照目标，说明完成情况（100字以内）",
            "（请填写完成情况）",
        ],
    )
    def test_fillers(self, text: str) -> None:
        assert found(indicator(deviation=text), only="ZP205") == [("ZP205", 1, "deviation")]

    @pytest.mark.parametrize(
        "text",
        [
            "138****1234",
            "指标2：培训次数",
            "3×4",
            "XL",
            "*主管部门",
            "……等工作",
            "2×3×4米",
            "撰写500字材料",
            "1.5*2",
            "LaTeX",
            "（20字）号文件",
            "征文（800字以内）",
        ],
    )
    def test_texts_that_only_look_alike(self, text: str) -> None:
        expected = [("ZP205", 1, "deviation")] if text == "（20字）号文件" else []
        assert found(indicator(deviation=text), only="ZP205") == expected

    def test_outside_of_rows(self) -> None:
        left = one_table(
            activity(name="XXX经费", task="……"),
            title="××部门绩效自评表",
            fields={"评价结论": "（200字以内）"},
        )
        assert {field for _, _, field in found(left, only="ZP205")} == {
            "title",
            "fields.评价结论",
            "name",
            "task",
        }

    def test_a_merged_label_is_told_once(self) -> None:
        rows = [indicator(level1="XX指标"), indicator(level1="XX指标"), indicator(level2="……")]
        assert found(*rows, only="ZP205") == [("ZP205", 1, "level1"), ("ZP205", 3, "level2")]
