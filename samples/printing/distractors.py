"""Tables of published final accounts that hold no indicators, with random amounts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from printing.reportprint import PlainTable
from printing.tables import PrintCell, PrintTable

INCOME = (
    "一、一般公共预算财政拨款收入", "二、政府性基金预算财政拨款收入",
    "三、国有资本经营预算财政拨款收入", "四、上级补助收入", "五、事业收入", "六、经营收入",
    "七、附属单位上缴收入", "八、其他收入",
)  # fmt: skip

SPENDING = (
    "一、一般公共服务支出", "二、教育支出", "三、科学技术支出", "四、文化旅游体育与传媒支出",
    "五、社会保障和就业支出", "六、卫生健康支出", "七、农林水支出", "八、住房保障支出",
)  # fmt: skip

SUBJECTS = (
    ("201", "一般公共服务支出"), ("20133", "宣传事务"), ("2013301", "行政运行"),
    ("2013302", "一般行政管理事务"), ("205", "教育支出"), ("20508", "进修及培训"),
    ("208", "社会保障和就业支出"), ("2080505", "机关事业单位基本养老保险缴费支出"),
    ("210", "卫生健康支出"), ("2210201", "住房公积金"),
)  # fmt: skip

PROJECTS = (
    "办公设备购置",
    "信息系统运行维护",
    "物业管理服务",
    "印刷服务",
    "公务用车维修",
    "会议服务",
    "食堂食材配送",
)


def amount(random: Random) -> str:
    """An amount of money, or nothing."""
    if random.random() < 0.25:
        return random.choice(("", "0.00", "—"))
    return f"{random.uniform(1, 90000):,.2f}"


def _table(
    weights: Sequence[float], head: Sequence[PrintCell], body: Sequence[Sequence[str]]
) -> PrintTable:
    """Header cells, then a row of single cells for each of `body`."""
    depth = max(cell.last_row for cell in head) + 1
    cells = [
        PrintCell(depth + row, column, text, align="center" if column else "left")
        for row, texts in enumerate(body)
        for column, text in enumerate(texts)
    ]
    header = tuple(range(depth))
    return PrintTable(depth + len(body), tuple(weights), (*head, *cells), header, header)


def _row(texts: Sequence[str], row: int = 0, column: int = 0) -> list[PrintCell]:
    return [PrintCell(row, column + i, text, align="center") for i, text in enumerate(texts)]


def income_and_spending(random: Random) -> PlainTable:
    """收入支出决算总表."""
    head = [
        PrintCell(0, 0, "收入", 1, 3, "center"),
        PrintCell(0, 3, "支出", 1, 3, "center"),
        *_row(("项目", "行次", "决算数", "项目", "行次", "决算数"), 1),
        *_row(("栏次", "", "1", "栏次", "", "2"), 2),
    ]
    body = [
        (income, str(i), amount(random), spending, str(i + 31), amount(random))
        for i, (income, spending) in enumerate(zip(INCOME, SPENDING, strict=True), start=1)
    ]
    body.append(("本年收入合计", "27", amount(random), "本年支出合计", "57", amount(random)))
    body.append(("总计", "31", amount(random), "总计", "62", amount(random)))
    table = _table((5, 1, 2.5, 5, 1, 2.5), head, body)
    return PlainTable(table, ("收入支出决算总表",), "公开01表    单位：万元")


def spending_by_subject(random: Random) -> PlainTable:
    """一般公共预算财政拨款支出决算表."""
    head = [
        PrintCell(0, 0, "项目", 1, 2, "center"),
        PrintCell(0, 2, "本年支出", 1, 3, "center"),
        *_row(("科目编码", "科目名称", "小计", "基本支出", "项目支出"), 1),
        PrintCell(2, 0, "合计", 1, 2, "center"),
        *_row([amount(random) for _ in range(3)], 2, 2),
    ]
    chosen = sorted(random.sample(SUBJECTS, random.randint(4, len(SUBJECTS))))
    body = [(*subject, *(amount(random) for _ in range(3))) for subject in chosen]
    table = _table((2, 5, 2, 2, 2), head, body)
    return PlainTable(
        table,
        ("一般公共预算财政拨款支出决算表",),
        "公开07表    金额单位：万元",
        ("注：本表反映部门本年度一般公共预算财政拨款支出情况。",),
    )


def official_travel(random: Random) -> PlainTable:
    """财政拨款“三公”经费支出决算表."""
    cars = ("小计", "公务用车购置费", "公务用车运行维护费")
    head: list[PrintCell] = []
    for start, label in ((0, "预算数"), (6, "决算数")):
        head += [
            PrintCell(0, start, label, 1, 6, "center"),
            PrintCell(1, start, "合计", 2, 1, "center"),
            PrintCell(1, start + 1, "因公出国（境）费", 2, 1, "center"),
            PrintCell(1, start + 2, "公务用车购置及运行维护费", 1, 3, "center"),
            *_row(cars, 2, start + 2),
            PrintCell(1, start + 5, "公务接待费", 2, 1, "center"),
        ]
    head.sort(key=lambda cell: (cell.row, cell.column))
    table = _table([1.0] * 12, head, [[amount(random) for _ in range(12)]])
    return PlainTable(table, ("财政拨款“三公”经费支出决算表",), "单位：万元")


def purchases(random: Random) -> PlainTable:
    """政府采购情况表."""
    head = _row(("序号", "项目名称", "采购方式", "预算金额", "实际支付金额", "备注"))
    names = random.sample(PROJECTS, random.randint(2, len(PROJECTS)))
    ways = ("公开招标", "竞争性磋商", "询价", "框架协议采购")
    body = [
        (str(i), name, random.choice(ways), amount(random), amount(random), "")
        for i, name in enumerate(names, start=1)
    ]
    body.append(("", "合计", "", amount(random), amount(random), ""))
    table = _table((1, 5, 3, 2.5, 2.5, 2), head, body)
    return PlainTable(table, ("政府采购情况表",), "单位：元")


def assets(random: Random) -> PlainTable:
    """国有资产占有使用情况表."""
    head = _row(("项目", "计量单位", "数量", "账面原值", "净值"))
    rows = (("土地", "平方米"), ("房屋", "平方米"), ("车辆", "辆"), ("设备", "台"), ("其他", "—"))
    body = [(*row, str(random.randint(0, 900)), amount(random), amount(random)) for row in rows]
    return PlainTable(_table((3, 2, 2, 3, 3), head, body), ("国有资产占有使用情况表",))


def project_list(random: Random) -> PlainTable:
    """项目支出明细表."""
    head = _row(("序号", "项目名称", "实施单位", "年初预算数", "全年执行数", "执行率"))
    names = random.sample(PROJECTS, random.randint(2, len(PROJECTS)))
    body = [
        (str(i), name, "局机关", amount(random), amount(random), f"{random.uniform(40, 100):.1f}%")
        for i, name in enumerate(names, start=1)
    ]
    table = _table((1, 5, 3, 2.5, 2.5, 2), head, body)
    return PlainTable(table, ("项目支出预算执行情况表",), "单位：万元")


DISTRACTORS: tuple[Callable[[Random], PlainTable], ...] = (
    income_and_spending, spending_by_subject, official_travel, purchases, assets, project_list,
)  # fmt: skip
"""Each makes one table."""
