"""Two tables that are correct in every respect: a project with points and money, a department.

Each defect of `test_defects` is put into a copy of one of them.
"""

from __future__ import annotations

from zhperf.report import (
    Activity,
    Fund,
    Generator,
    Indicator,
    Objective,
    Report,
    Source,
    Table,
    Total,
)


def _row(levels: str, name: str, target: str, actual: str, points: str) -> Indicator:
    level1, level2 = levels.split("/")
    return Indicator(
        level1=f"{level1}指标", level2=f"{level2}指标", level3=name, target=target, actual=actual,
        weight=points, score=points,
    )  # fmt: skip


def _fund(name: str, initial: str, budget: str, executed: str, **more: str) -> Fund:
    texts = {"initial": initial, "budget": budget, "executed": executed, "unit": "万元", **more}
    return Fund.model_validate({"name": name, **texts})


def project() -> Report:
    """A project on the national form, 95 % of the money spent, all targets met."""
    rows = [
        _row("产出/数量", "教师培训场次", "≥20场", "22场", "10"),
        _row("产出/数量", "参加培训人数", "≥500人", "520人", "10"),
        _row("产出/质量", "培训考核合格率", "≥95%", "97.5%", "10"),
        _row("产出/时效", "培训完成时间", "2024年11月30日前", "2024年11月20日", "10"),
        _row("产出/成本", "培训总费用", "≤100万元", "95万元", "10"),
        _row("效益/社会效益", "受训教师覆盖乡镇学校比例", "≥80%", "85%", "15"),
        _row("效益/可持续影响", "培训课程资料留存率", "100%", "100%", "15"),
        _row("满意度/服务对象满意度", "参训教师满意度", "≥90%", "95%", "10"),
    ]
    funds = [
        _fund("年度资金总额", "100.00", "100.00", "95.00", weight="10", rate="95.00%", score="9.5"),
        _fund("其中：当年财政拨款", "80.00", "80.00", "75.00"),
        _fund("上年结转资金", "20.00", "20.00", "20.00"),
        _fund("其他资金", "0.00", "0.00", "0.00"),
    ]
    table = Table(
        index=1,
        template="national-project",
        title="项目支出绩效自评表",
        fiscal_year=2024,
        department="某市教育局",
        implementing_unit="某市教师发展中心",
        pages=[],
        overall_objective=Objective(
            expected="面向全市乡镇学校教师开展分学科培训，提升课堂教学能力。",
            achieved="全年举办二十二期培训班，五百二十名教师结业，培训后听课评估良好。",
        ),
        funds=funds,
        activities=[Activity(name="乡镇教师培训经费", indicators=rows)],
        total=Total(weight="100", score="99.5"),
    )
    return _report(table)


def _operated(
    levels: str, name: str, nature: str, target: str, unit: str | None, actual: str
) -> Indicator:
    level1, level2 = levels.split("/")
    return Indicator(
        level1=f"{level1}指标", level2=f"{level2}指标", level3=name, nature=nature, target=target,
        unit=unit, actual=actual, deviation="无偏差",
    )  # fmt: skip


def department() -> Report:
    """A department with two activities and an operator's column, all targets met."""
    reading = [
        _operated("产出/数量", "全民阅读活动场次", "≥", "30", "场", "33场"),
        _operated("产出/质量", "活动按方案执行率", "≥", "95", "%", "98%"),
        _operated("产出/时效", "阅读活动完成及时率", "≥", "90", "%", "96%"),
        _operated("产出/成本", "单场活动支出", "≤", "5000", "元", "4800元"),
        _operated("效益/社会效益", "图书外借册数增长比例", "≥", "5", "%", "5.5%"),
        _operated("满意度/服务对象满意度", "读者满意度", "≥", "90", "%", "94%"),
    ]
    films = [
        _operated("产出/数量", "公益电影放映场次", "≥", "1000", "场", "1010场"),
        _operated("产出/质量", "放映设备完好率", "≥", "98", "%", "99%"),
        _operated("产出/时效", "放映计划按月完成率", "≥", "95", "%", "97%"),
        _operated("产出/成本", "每场放映补贴", "≤", "200", "元", "198元"),
        _operated("效益/社会效益", "行政村覆盖比例", "≥", "85", "%", "90%"),
        _operated("满意度/服务对象满意度", "观影群众满意度", "≥", "85", "%", "92%"),
    ]
    table = Table(
        index=1,
        template="department-activity",
        title="部门整体绩效自评表",
        fiscal_year=2024,
        department="某市文化局",
        pages=[],
        overall_objective=Objective(
            expected="开展全民阅读和农村公益电影放映，丰富群众文化生活。",
            achieved="举办阅读活动三十三场，放映一千零一十场，惠及全部乡镇的居民。",
        ),
        activities=[
            Activity(name="全民阅读经费", task="在城乡举办读书会和讲座。", indicators=reading),
            Activity(name="电影放映补贴", task="在村和敬老院放映故事片。", indicators=films),
        ],
    )
    return _report(table)


def _report(table: Table) -> Report:
    return Report(
        generator=Generator(version="0"),
        source=Source(path="正确.pdf", sha256="0" * 64, pages=1),
        tables=[table],
    )
