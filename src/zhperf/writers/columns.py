"""Flat rows: one for each indicator, activity or table, with named columns.

CSV and JSON Lines have the same columns.  Read them by name: a later version may add some.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from zhperf.report import Region

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhperf.report import Activity, Finding, Indicator, Place, Repair, Source, Table

Row: TypeAlias = dict[str, object]
"""Column name to a JSON value."""

HEADERS: dict[str, str] = {
    "path": "文件",
    "sha256": "SHA-256",
    "table": "表序号",
    "template": "模板",
    "title": "标题",
    "fiscal_year": "年度",
    "department": "主管部门",
    "implementing_unit": "实施单位",
    "activity": "活动",
    "task": "任务",
    "level1": "一级指标",
    "level2": "二级指标",
    "level3": "三级指标",
    "nature": "指标性质",
    "target": "指标值",
    "unit": "度量单位",
    "actual": "实际完成值",
    "deviation": "偏差原因",
    "weight": "分值",
    "score": "得分",
    "extra": "其他列",
    "page": "页码",
    "pages": "页码",
    "bbox": "位置",
    "repairs": "修复",
    "activity_index": "活动序号",
    "indicators": "指标数",
    "activities": "活动数",
    "expected": "年度总体目标",
    "achieved": "总体目标完成情况",
    "total_weight": "总分值",
    "total_score": "总得分",
    "funds": "资金",
    "fields": "其他栏目",
    "notes": "备注",
    "findings": "提示数",
}
"""Chinese name of each column."""

_DOCUMENT = ("path", "sha256", "table")
_HEAD = ("template", "title", "fiscal_year", "department", "implementing_unit")
INDICATOR_FIELDS = (
    "level1", "level2", "level3", "nature", "target", "unit", "actual", "deviation",
    "weight", "score",
)  # fmt: skip
"""Text fields of an indicator, in the order of the model."""
_INDICATOR_COLUMNS = (
    *_DOCUMENT, *_HEAD, "activity", "task", *INDICATOR_FIELDS, "extra", "page", "bbox", "repairs",
)  # fmt: skip
_ACTIVITY_COLUMNS = (
    *_DOCUMENT, "activity_index", "activity", "task", "indicators", "page", "bbox", "repairs",
)  # fmt: skip
_REPORT_COLUMNS = (
    *_DOCUMENT, *_HEAD, "pages", "expected", "achieved", "total_weight", "total_score",
    "funds", "fields", "notes", "activities", "indicators", "findings", "repairs",
)  # fmt: skip
_COLUMNS = {
    "indicators": _INDICATOR_COLUMNS,
    "activities": _ACTIVITY_COLUMNS,
    "reports": _REPORT_COLUMNS,
}
_PROVENANCE = frozenset({"page", "bbox", "repairs"})
_SHARED_LEVELS = frozenset({"level1", "level2"})


def columns(part: str, *, provenance: bool) -> tuple[str, ...]:
    """Column names of "indicators", "activities" or "reports", in order."""
    names = _COLUMNS[part]
    return names if provenance else tuple(name for name in names if name not in _PROVENANCE)


def indicator_rows(source: Source, table: Table) -> Iterator[Row]:
    """One row for each indicator of the table, in print order.

    `page` and `bbox` are where the row begins: the union of its own cells on their first
    page, without the first two levels, whose cells are shared with other rows.
    """
    head = _document_columns(source, table) | _head_columns(table)
    for activity in table.activities:
        for indicator in activity.indicators:
            page, bbox = _place(indicator.regions)
            yield {
                **head,
                "activity": activity.name,
                "task": activity.task,
                **{name: getattr(indicator, name) for name in INDICATOR_FIELDS},
                "extra": indicator.extra,
                "page": page,
                "bbox": bbox,
                "repairs": _repairs(activity) + _repairs(indicator),
            }


def activity_rows(source: Source, table: Table) -> Iterator[Row]:
    """One row for each activity of the table, in print order."""
    document = _document_columns(source, table)
    for index, activity in enumerate(table.activities, start=1):
        page, bbox = _place(activity.regions)
        yield {
            **document,
            "activity_index": index,
            "activity": activity.name,
            "task": activity.task,
            "indicators": len(activity.indicators),
            "page": page,
            "bbox": bbox,
            "repairs": _repairs(activity),
        }


def report_row(source: Source, table: Table) -> Row:
    """The row that stands for a whole table, all but `findings`."""
    return {
        **_document_columns(source, table),
        **_head_columns(table),
        "pages": table.pages,
        "expected": table.overall_objective.expected,
        "achieved": table.overall_objective.achieved,
        "total_weight": table.total.weight,
        "total_score": table.total.score,
        "funds": [fund.model_dump(mode="json") for fund in table.funds],
        "fields": table.fields,
        "notes": table.notes,
        "activities": len(table.activities),
        "indicators": sum(len(activity.indicators) for activity in table.activities),
        "repairs": [repair.model_dump(mode="json") for repair in table.repairs],
    }


def finding_count(findings: list[Finding], table: int) -> int:
    """How many findings of a document concern a table (its index), or the whole document."""
    return sum(finding.location.table in (None, table) for finding in findings)


def number_text(value: float) -> str:
    """A coordinate in pt with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _document_columns(source: Source, table: Table) -> Row:
    return {"path": source.path, "sha256": source.sha256, "table": table.index}


def _head_columns(table: Table) -> Row:
    return {name: getattr(table, name) for name in _HEAD}


def _place(regions: dict[str, list[Place]]) -> tuple[int | None, list[float] | None]:
    own = (places for name, places in regions.items() if name not in _SHARED_LEVELS)
    places = list(chain.from_iterable(own)) or list(chain.from_iterable(regions.values()))
    found = [place for place in places if isinstance(place, Region)]
    if not found:
        return None, None
    page = min(region.page for region in found)
    boxes = [region.bbox for region in found if region.page == page]
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return page, [min(lefts), min(tops), max(rights), max(bottoms)]


def _repairs(owner: Activity | Indicator) -> list[Row]:
    repairs: list[Repair] = owner.repairs
    return [repair.model_dump(mode="json") for repair in repairs]
