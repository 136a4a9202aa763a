"""Forms of three families whose columns stand clearly apart, without hard cases."""

from __future__ import annotations

from collections.abc import Sequence

from printing.formblocks import FundColumn, FundPairs, FundRow, Funds, Objectives, Pair, PairRows
from printing.formgrid import Grid, GridColumn, GridRow, TotalRow
from printing.formtruth import GridField
from printing.reportforms import ReportForm

_WIDTHS = {
    "activity": 13, "task": 15, "level1": 9, "level2": 12, "level3": 17, "nature": 8,
    "target": 10, "unit": 8, "actual": 10, "weight": 6, "score": 6, "deviation": 14,
}  # fmt: skip
_MERGED = ("activity", "task", "level1", "level2")
_MONEY = (
    FundColumn("年初预算数", "initial"),
    FundColumn("全年预算数", "budget"),
    FundColumn("全年执行数", "executed"),
    FundColumn("分值", "weight"),
    FundColumn("执行率", "rate"),
    FundColumn("得分", "score"),
)


def column(field: GridField | None, header: str) -> GridColumn:
    """A column of usual width; levels are merged."""
    merging = "equal" if field in _MERGED else "none"
    return GridColumn(header, field, _WIDTHS.get(field or "", 10), merging)


def rows(*texts: Sequence[str]) -> tuple[GridRow, ...]:
    return tuple(GridRow(tuple(row)) for row in texts)


def department() -> ReportForm:
    """Family D: activities and tasks, an objective, operators in their own column."""
    columns = (
        column("activity", "活动"), column("task", "任务"), column("level1", "一级指标"),
        column("level2", "二级指标"), column("level3", "三级指标"), column("nature", "指标性质"),
        column("target", "指标值"), column("unit", "度量单位"), column("actual", "全年完成值"),
        column("deviation", "偏差原因和改进措施"),
    )  # fmt: skip
    first = ("创建文明城市", "完成全年十二期简报的编印并按季发放到各单位")
    second = ("志愿服务活动", "组织志愿者进入社区")
    grid = Grid(
        columns,
        rows(
            (*first, "产出指标", "数量指标", "编印简报", "≥", "12", "期", "12", "无偏差"),
            (*first, "产出指标", "数量指标", "宣讲活动", "≥", "100", "次", "100 余次", "无偏差"),
            (*first, "产出指标", "时效指标", "按时发放简报给全市各基层单位和社区", "＝", "100", "%",
             "100", "无偏差"),
            (*first, "效益指标", "社会效益指标", "市民知晓程度", "定性", "提高", "", "提高", ""),
            (*second, "产出指标", "数量指标", "参与人次", "≥", "2000", "人次", "1850",
             "受天气影响活动次数减少，下一年度提前安排"),
            (*second, "满意度指标", "服务对象满意度指标", "居民满意程度", "≥", "90", "%", "96",
             "无偏差"),
        ),
    )  # fmt: skip
    goal = Objectives(
        (
            Pair("年初总体目标", "完成文明城市创建的各项任务，巩固创建成果，丰富市民的文化生活，"
                 "全年编印简报十二期，宣讲一百次以上。", "expected"),
            Pair("全年完成情况", "全年各项任务均已完成，市民知晓率和满意度均有提高。", "achieved"),
        ),
        "部门整体绩效目标",
    )  # fmt: skip
    return ReportForm("department-activity", "部门整体绩效自评表", (goal, grid), year=2024)


def national() -> ReportForm:
    """Family A: money with a header row, two objectives, points, a side label and totals."""
    columns = (
        column("level1", "一级指标"), column("level2", "二级指标"), column("level3", "三级指标"),
        column("target", "年度指标值"), column("actual", "实际完成值"), column("weight", "分值"),
        column("score", "得分"), column("deviation", "偏差原因分析及改进措施"),
    )  # fmt: skip
    grid = Grid(
        columns,
        rows(
            ("产出指标", "数量指标", "改造老旧小区数量", "≥12个", "12", "10", "10", ""),
            ("产出指标", "数量指标", "惠及居民户数及其中困难家庭的户数", "≥3600户", "3712", "10",
             "10", ""),
            ("产出指标", "质量指标", "工程验收合格率", "100%", "100%", "15", "15", ""),
            ("产出指标", "时效指标", "按期完工率", "≥95%", "92%", "15", "14.5",
             "两个小区因管线迁改推迟，已于次年一月完工"),
            ("效益指标", "社会效益指标", "居住环境改善", "明显改善", "明显改善", "15", "15", ""),
            ("效益指标", "可持续影响指标", "长效管理机制", "健全", "健全", "15", "15", ""),
            ("满意度指标", "服务对象满意度指标", "居民满意度", "≥90%", "94%", "10", "10", ""),
        ),
        side="绩效指标",
        total=TotalRow("总分", "100", "99.5"),
    )  # fmt: skip
    money = Funds(
        "项目资金（万元）",
        _MONEY,
        (
            FundRow("年度资金总额", ("3824.26", "3824.26", "3700.00", "10", "96.75%", "9.7")),
            FundRow("其中：当年财政拨款", ("3000.00", "3000.00", "2900.00", "", "96.67%", "")),
            FundRow("上年结转资金", ("824.26", "824.26", "800.00", "", "97.06%", "")),
        ),
        unit="万元",
    )
    goal = Objectives(
        (
            Pair("预期目标", "完成十二个老旧小区的综合改造，改善居住条件，建立长效机制，居民满意"
                 "程度达到百分之九十以上。", "expected"),
            Pair("实际完成情况", "十二个小区全部完工，居住条件明显改善。", "achieved"),
        ),
        "年度总体目标",
    )  # fmt: skip
    pairs = PairRows(
        (
            (Pair("项目名称", "老旧小区综合改造", "name"),),
            (Pair("主管部门", "市住房和城乡建设局", "department"),
             Pair("实施单位", "市房屋维修中心", "implementing_unit")),
        )
    )  # fmt: skip
    return ReportForm(
        "national-project", "项目支出绩效自评表", (pairs, money, goal, grid), year=2022
    )


def target_only() -> ReportForm:
    """Family M: targets at the start of the year, money as pairs, notes under the frame."""
    columns = (
        column("level1", "一级指标"), column("level2", "二级指标"), column("level3", "三级指标"),
        column("target", "指标值"), column(None, "备注"),
    )  # fmt: skip
    grid = Grid(
        columns,
        rows(
            ("产出指标", "数量指标", "修建蓄水池", ">=6个", ""),
            ("产出指标", "数量指标", "新增灌溉面积", ">=1200亩", "含复垦地"),
            ("产出指标", "质量指标", "工程验收合格率", "100%", ""),
            ("产出指标", "成本指标", "每亩建设成本", "<=3500元/亩", ""),
            ("效益指标", "经济效益指标", "亩均增收", ">=400元", ""),
            ("效益指标", "社会效益指标", "受益农户", ">=320户", ""),
            ("满意度指标", "服务对象满意度指标", "农户满意度", ">=95%", ""),
        ),
        side="绩效指标",
    )
    pairs = PairRows(
        (
            (Pair("项目名称", "高标准农田建设", "name"), Pair("项目负责人", "张三")),
            (Pair("主管部门", "县农业农村局", "department"),
             Pair("实施单位", "县农田建设中心", "implementing_unit")),
        )
    )  # fmt: skip
    money = FundPairs(
        "资金情况（万元）",
        ((("年度资金总额", "420.00"),), (("财政拨款", "400.00"),), (("其他资金", "20.00"),)),
        unit="万元",
    )
    goal = Objectives(
        (Pair("年度总体目标", "新增灌溉面积一千二百亩，受益农户三百二十户以上。", "expected"),),
        layout="left",
    )
    return ReportForm(
        "target-only", "项目支出绩效目标申报表", (pairs, money, goal, grid), year=2023
    )
