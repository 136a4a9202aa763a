"""Print a small archive of several departments and years, made up: for docs/analysis.md and tests.

    python samples/print_archive.py archive

Every form is in the national layout of a project.  What analysts look for is in it: targets that
never change, rows that every department copies, and a project of which nothing was done.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final, NamedTuple

from printing.formblocks import Objectives, Pair, PairRows
from printing.formgrid import Grid, GridColumn, GridRow, TotalRow
from printing.reportforms import ReportForm, lay_form
from printing.reportprint import ReportPrinter
from printing.tableprint import PrintJob

YEARS: Final = (2021, 2022, 2023)
COLUMNS: Final = (
    GridColumn("一级指标", "level1", 8, "equal"),
    GridColumn("二级指标", "level2", 9, "equal"),
    GridColumn("三级指标", "level3", 14),
    GridColumn("年度指标值", "target", 9),
    GridColumn("实际完成值", "actual", 9),
    GridColumn("分值", "weight", 6),
    GridColumn("得分", "score", 6),
    GridColumn("偏差原因分析及改进措施", "deviation", 14),
)
COPIED: Final = (
    ("产出指标", "质量指标", "资金使用合规率", "100%", "100%", "20", "20", ""),
    ("效益指标", "社会效益指标", "社会影响程度", "有效提升", "有效提升", "20", "20", ""),
    ("满意度指标", "服务对象满意度指标", "服务对象满意度", "≥90%", "95%", "10", "10", ""),
)
"""Rows that every project has, with the same texts."""


class Project(NamedTuple):
    """A project that reports each year."""

    department: str
    unit: str
    name: str
    counted: str
    """Its own indicator."""
    targets: tuple[str, ...]
    completions: tuple[str, ...]
    """By year."""
    measure: str


PROJECTS: Final = (
    Project("某市教育局", "某市教师发展中心", "教师培训", "培训教师人数", ("500", "500", "500"),
            ("812", "903", "868"), "人"),
    Project("某市水务局", "某市河道管理所", "河道清淤", "清淤长度", ("12", "15", "18"),
            ("12.4", "13.2", "未完成"), "公里"),
    Project("某市文化和旅游局", "某市图书馆", "图书购置", "购置图书册数",
            ("16000", "20000", "20000"), ("16240", "19120", "20415"), "册"),
)  # fmt: skip


def main() -> None:
    """Command line: where to write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    print_archive(parser.parse_args().folder)


def print_archive(folder: Path) -> None:
    """Write year/department.pdf for every project; same input, same bytes."""
    for index, year in enumerate(YEARS):
        for project in PROJECTS:
            path = folder / str(year) / f"{project.department}.pdf"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(print_project(project, year, index))


def print_project(project: Project, year: int, index: int) -> bytes:
    """The form of a year, which is the `index`-th of `YEARS`."""
    printer = ReportPrinter(PrintJob())
    printer.form(lay_form(_form(project, year, index)))
    return printer.save()


def _form(project: Project, year: int, index: int) -> ReportForm:
    undone = project.completions[index] == "未完成"
    grid = Grid(COLUMNS, tuple(map(GridRow, _rows(project, index))), side="绩效指标",
                total=TotalRow("总分", "100", "0" if undone else "100"))  # fmt: skip
    head = PairRows((
        (Pair("项目名称", project.name, "name"),),
        (Pair("主管部门", project.department, "department"),
         Pair("实施单位", project.unit, "implementing_unit")),
    ))  # fmt: skip
    goals = Objectives(
        (Pair("预期目标", f"完成{project.name}任务。", "expected"),
         Pair("实际完成情况", f"{project.name}未实施。" if undone else "已完成。", "achieved")),
        side="年度总体目标",
    )  # fmt: skip
    return ReportForm("national-project", "项目支出绩效自评表", (head, goals, grid), year=year)


def _rows(project: Project, index: int) -> list[tuple[str, ...]]:
    completion = project.completions[index]
    undone = completion == "未完成"
    measured = completion if undone else completion + project.measure
    target = f"≥{project.targets[index]}{project.measure}"
    own = (
        "产出指标",
        "数量指标",
        project.counted,
        target,
        measured,
        "50",
        "0" if undone else "50",
        "",
    )
    if not undone:
        return [own, *COPIED]
    return [own, *((*row[:4], "未完成", row[5], "0", "") for row in COPIED)]


if __name__ == "__main__":
    main()
