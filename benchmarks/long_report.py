"""A whole report for the benchmark: 40 forms among other tables and prose, on 300 pages.

Printed by the project's own printer; the same number of pages gives the same file.
"""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "samples"))

from printing.borders import BorderStyle
from printing.distractors import DISTRACTORS
from printing.documents import PageSetup
from printing.formblocks import FundColumn, FundRow, Funds, Objectives, Pair, PairRows
from printing.formgrid import Grid, GridColumn, GridRow, TotalRow
from printing.paging import Layout
from printing.reportforms import ReportForm, lay_form
from printing.reportprint import ReportPrinter
from printing.tableprint import Furniture, PrintJob

PAGES_PER_FORM = 7.5
"""300 pages with 40 forms."""
TABLES_PER_FORM = 3
"""Other ruled tables between two forms."""
FURNITURE = Furniture(running_header="某市财政局 2024 年度部门决算", page_number="— {page} —")
JOB = PrintJob(
    setup=PageSetup(width=595.28, height=841.89),
    layout=Layout(left=50, width=495, bottom=790, next_top=50, size=9),
    borders=BorderStyle("edge_rect"),
    furniture=FURNITURE,
)
SENTENCES = (
    "本部门坚持以习近平新时代中国特色社会主义思想为指导，认真落实市委、市政府的各项决策部署。",
    "2024年度收入总计12,345.67万元，与上年相比增加456.78万元，增长3.84%，主要原因是人员经费增加。",
    "其中：一般公共预算财政拨款收入11,204.50万元，占90.76%；其他收入1,141.17万元，占9.24%。",
    "“三公”经费支出决算为38.20万元，完成全年预算的96.5%，决算数小于预算数的原因是厉行节约。",
    "按照全面实施预算绩效管理的要求，本部门对40个项目开展了绩效自评，覆盖率达到100%。",
    "存在的主要问题：部分项目执行进度偏慢，个别指标设置不够细化，下一步将加强全过程管理。",
)
TEXTS = ("完成年度任务", "培训场次", "设备购置数量", "资金支付及时率", "群众满意度", "验收合格率")
LEVELS = (
    ("产出指标", "数量指标"), ("产出指标", "质量指标"), ("产出指标", "时效指标"),
    ("效益指标", "社会效益指标"), ("满意度指标", "服务对象满意度指标"),
)  # fmt: skip


def write_prose(pages: int, path: Path) -> int:
    """Print as many pages of running text, as they stand in the report."""
    random = Random(pages)
    printer = ReportPrinter(JOB)
    while printer.page_count < pages:
        printer.prose(*_paragraphs(random, 6))
    path.write_bytes(printer.save())
    return printer.page_count


def write_report(pages: int, path: Path) -> int:
    """Print the report; return its number of pages, which is near `pages`."""
    random = Random(pages)
    forms = round(pages / PAGES_PER_FORM)
    printer = ReportPrinter(JOB)
    for index in range(forms):
        if index:
            printer.new_page()
        for _ in range(TABLES_PER_FORM):
            printer.table(random.choice(DISTRACTORS)(random))
            printer.prose(*_paragraphs(random, 3))
        printer.form(lay_form(_form(random, index)))
        while printer.page_count < (index + 1) * PAGES_PER_FORM:
            # Prose fills up what the tables leave of this form's share of the pages.
            printer.prose(*_paragraphs(random, 6))
    path.write_bytes(printer.save())
    return printer.page_count


def _paragraphs(random: Random, count: int) -> list[str]:
    return ["".join(random.choices(SENTENCES, k=4)) for _ in range(count)]


def _form(random: Random, index: int) -> ReportForm:
    """The next form: families take turns."""
    return (_national, _points_first, _activities)[index % 3](random, index)


def _national(random: Random, index: int) -> ReportForm:
    """The project form of the Ministry of Finance."""
    columns = (
        GridColumn("一级指标", "level1", 8, "equal"), GridColumn("二级指标", "level2", 9, "equal"),
        GridColumn("三级指标", "level3", 18), GridColumn("年度指标值", "target", 12),
        GridColumn("实际完成值", "actual", 12), GridColumn("分值", "weight", 6),
        GridColumn("得分", "score", 6), GridColumn("偏差原因分析及改进措施", "deviation", 16),
    )  # fmt: skip
    rows = [
        GridRow((one, two, *_named(random), f"≥{random.randint(2, 99)}项", "100项", "10", "10", ""))
        for one, two in LEVELS
        for _ in range(random.randint(1, 3))
    ]
    grid = Grid(columns, tuple(rows), "绩效指标", total=TotalRow("总分", "100", "98"))
    return ReportForm(
        "national-project", "项目支出绩效自评表", (_head(index), _funds(random), _goals(), grid),
        2024, line_above=(Pair("单位", "万元"),),
    )  # fmt: skip


def _points_first(random: Random, index: int) -> ReportForm:
    """The same with the points before the values."""
    columns = (
        GridColumn("一级指标", "level1", 8, "equal"), GridColumn("二级指标", "level2", 9, "equal"),
        GridColumn("三级指标", "level3", 18), GridColumn("分值", "weight", 6),
        GridColumn("年度指标值", "target", 12), GridColumn("全年完成值", "actual", 12),
        GridColumn("得分", "score", 6), GridColumn("未完成原因分析", "deviation", 16),
    )  # fmt: skip
    rows = [
        GridRow((one, two, *_named(random), "10", f"{random.randint(90, 99)}%", "100%", "10", ""))
        for one, two in LEVELS
        for _ in range(random.randint(1, 3))
    ]
    grid = Grid(columns, tuple(rows), "绩效指标", total=TotalRow("总分", "100", "97.5"))
    blocks = (_head(index), _funds(random), _goals(), grid)
    return ReportForm("points-first", "项目绩效自评表", blocks, 2024)


def _activities(random: Random, index: int) -> ReportForm:
    """A department's form with activities, tasks and operators in a column of their own."""
    columns = (
        GridColumn("活动", "activity", 10, "equal"), GridColumn("任务", "task", 14, "equal"),
        GridColumn("一级指标", "level1", 9, "equal"), GridColumn("二级指标", "level2", 11, "equal"),
        GridColumn("三级指标", "level3", 18), GridColumn("指标性质", "nature", 7),
        GridColumn("指标值", "target", 10), GridColumn("度量单位", "unit", 8),
        GridColumn("全年完成值", "actual", 10), GridColumn("偏差原因和改进措施", "deviation", 13),
    )  # fmt: skip
    rows = [
        GridRow((name, f"做好{name}", one, two, *_named(random), "≥", "95", "%", "96", "无偏差"))
        for name in ("城市管理经费", "信息化建设经费", "基层党建经费")
        for one, two in LEVELS
        for _ in range(random.randint(1, 2))
    ]
    planned = Pair("年初总体目标", SENTENCES[0], "expected")
    done = Pair("全年完成情况", SENTENCES[4], "achieved")
    goals = Objectives((planned, done), side="部门整体绩效目标")
    title = f"部门整体绩效自评表（第{index + 1}单位）"
    return ReportForm("department-activity", title, (goals, Grid(columns, tuple(rows))), 2024)


def _named(random: Random) -> tuple[str]:
    return (f"{random.choice(TEXTS)}{random.randint(1, 999)}",)


def _head(index: int) -> PairRows:
    name = Pair("项目名称", f"第{index + 1}号公共服务保障项目", "name")
    return PairRows(
        ((name,), (Pair("主管部门", "某市财政局", "department"),
                   Pair("实施单位", "某市财政局机关", "implementing_unit"))),
    )  # fmt: skip


def _funds(random: Random) -> Funds:
    columns = (
        FundColumn("年初预算数", "initial"), FundColumn("全年预算数", "budget"),
        FundColumn("全年执行数", "executed"), FundColumn("分值", "weight"),
        FundColumn("执行率", "rate"), FundColumn("得分", "score"),
    )  # fmt: skip
    total = f"{random.uniform(10, 900):.2f}"
    rows = (
        FundRow("年度资金总额", (total, total, total, "10", "100%", "10")),
        FundRow("其中：当年财政拨款", (total, total, total, "—", "100%", "—")),
        FundRow("上年结转资金", ("0", "0", "0", "—", "", "—")),
    )
    return Funds("项目资金（万元）", columns, rows)


def _goals() -> Objectives:
    goals = (
        Pair("预期目标", SENTENCES[0], "expected"),
        Pair("实际完成情况", SENTENCES[4], "achieved"),
    )
    return Objectives(goals, side="年度总体目标")
