"""Stands for zhperf.pipeline: what a file "holds" is a word that says how its reading goes.

Further lines count for nothing: they make files differ that go alike.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import signal
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

from zhperf._version import __version__
from zhperf.config import Settings
from zhperf.errors import (
    EncryptedPdfError,
    NoTableError,
    NoTextLayerError,
    SourceNotFoundError,
    system_reason,
)
from zhperf.findings import reading_finding
from zhperf.geometry import BBox
from zhperf.matching import Explanation, FamilyFit
from zhperf.report import (
    Activity,
    Finding,
    Fund,
    Generator,
    Indicator,
    Location,
    Objective,
    Parsed,
    Quantity,
    Region,
    Repair,
    Report,
    Source,
    Table,
    Total,
)


def _region(page: int, top: float) -> list[Region]:
    return [Region(page=page, bbox=(56.6, top, 98.25, top + 20))]


def _indicator(page: int, top: float, **texts: str) -> Indicator:
    extra = {"备注": "=100%"} if "score" not in texts else {}
    regions = {name: _region(page, top) for name in texts}
    return Indicator.model_validate({**texts, "extra": extra, "regions": regions})


def _tables() -> list[Table]:
    joined = Repair(kind="joined-over-page-break", field="level3", detail="认 + 识 → 认识")
    first = _indicator(
        1, 200, level1="产出指标", level2="数量指标", level3="培训场次", nature="≥", target="20",
        unit="场", actual="22 场", weight="10", score="10",
    )  # fmt: skip
    first.parsed = Parsed(
        target=Quantity(text="20", comparator=">=", value=Decimal(20), unit="场"),
        actual=Quantity(text="22 场", comparator="=", value=Decimal(22), unit="场"),
        weight=Decimal(10), score=Decimal(10), attainment="met", attainment_reason="compared",
    )  # fmt: skip
    second = _indicator(
        1, 220.5, level1="产出指标", level2="质量指标", level3="提高“认识”, 达标", target="=100%",
        actual="+97.5%", deviation="-无偏差", weight="10", score="12",
    )  # fmt: skip
    second.regions["level3"] += _region(2, 40)
    second.repairs.append(joined)
    project = Table(
        index=1,
        template="department-activity",
        title="部门整体绩效自评表",
        fiscal_year=2024,
        department="某市教育局",
        pages=[1, 2, 3],
        overall_objective=Objective(expected="提高教育质量。", achieved="已完成。"),
        funds=[Fund(name="年度资金总额", budget="100.00", executed="95.00", rate="95.00%")],
        fields={"项目性质": "经常性项目"},
        activities=[
            Activity(
                name="教师培训经费",
                task="组织教师培训，提升教学水平。",
                regions={"name": _region(1, 200)},
                indicators=[first, second],
            ),
            Activity(name="校舍维修", indicators=[_indicator(2, 60, level3="维修面积")]),
        ],
        total=Total(weight="100", score="98.62"),
        notes=["填报人：张三"],
    )
    other = Table(index=2, template="unknown", pages=[5], activities=[])
    return [project, other]


def _crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def _hang() -> None:
    Path("worker.pid").write_text(str(os.getpid()), "ascii")
    while True:
        time.sleep(0.01)


def _pollute() -> None:
    print("garbage of Python")
    os.write(1, b"garbage of a library\n")
    ctypes.CDLL(None).puts(b"garbage of C")
    ctypes.CDLL(None).fflush(None)


def _wait() -> None:
    """End when the test says so."""
    with Path("waiting").open("a", encoding="ascii") as note:
        note.write(f"{os.getpid()}\n")
    while not Path("go").exists():
        time.sleep(0.01)


def _crash_once() -> None:
    note = Path("crashed")
    if not note.exists():
        note.touch()
        _crash()


def _bomb() -> None:
    _ = bytearray(os.urandom(1024**2) * 400)
    time.sleep(60)


def _bug() -> None:
    raise ZeroDivisionError("injected")


def _devour() -> None:
    raise MemoryError


ON_OPEN = {
    "crash": _crash,
    "crash once": _crash_once,
    "hang": _hang,
    "wait": _wait,
    "pollute": _pollute,
    "bug": _bug,
    "bomb": _bomb,
    "devour": _devour,
}


class Reading:
    def __init__(self, content: bytes, settings: Settings, name: str) -> None:
        self._script = content.decode().partition("\n")[0]
        self._name = name
        self._settings = settings
        digest = hashlib.sha256(content).hexdigest()
        self.source = Source(path=name, sha256=digest, pages=6)
        self.findings: list[Finding] = []
        if self._script in ON_OPEN:
            ON_OPEN[self._script]()
        if self._script == "encrypted" and settings.password != "secret":
            raise EncryptedPdfError(name, tried="the empty password", tried_zh="空密码")

    def tables(self) -> Iterator[Table]:
        if self._script == "scan":
            raise NoTextLayerError(self._name, pages="1-6", count=6, total=6, area=98)
        if self._script == "no table":
            raise NoTableError(self._name, pages=6, grids=2)
        yield from _tables()
        if self._script == "crash late":
            _crash()
        if self._script == "bug late":
            _bug()
        if self._script == "doubts":
            self.findings = [self._doubt(page) for page in range(4, 11)]

    def _doubt(self, page: int) -> Finding:
        location = Location(path=self._name, page=page)
        language = "zh" if self._settings.language == "zh" else "en"
        return reading_finding("ZP103", location, language, page=page)

    def __enter__(self) -> Reading:
        return self

    def __exit__(self, *error: object) -> None:
        """Nothing is open."""


def _content(source: Path | bytes, name: str) -> bytes:
    if isinstance(source, bytes):
        return source
    try:
        return source.read_bytes()
    except OSError as error:
        raise SourceNotFoundError(name, reason=system_reason(error)) from error


def open_reading(source: Path | bytes, settings: Settings, *, name: str) -> Reading:
    return Reading(_content(source, name), settings, name)


def read_report(source: Path | bytes, settings: Settings, *, name: str) -> Report:
    reading = open_reading(source, settings, name=name)
    tables = list(reading.tables())
    return Report(
        generator=Generator(version=__version__), source=reading.source, tables=tables,
        findings=reading.findings,
    )  # fmt: skip


def explain(source: Path | bytes, settings: Settings, *, name: str) -> list[Explanation]:
    """A form with two unknown words, and one of a family that is not read."""
    reading = open_reading(source, settings, name=name)
    if _content(source, name) == b"no table":
        list(reading.tables())
    near = FamilyFit(
        "national-project", "项目支出绩效自评表", 11, fits=False, known=4, total=6,
        missing=("target",), forbidden=(), marks=(), unknown=("计划值", "拟达\x1b标准"), reasons=(),
    )  # fmt: skip
    far = FamilyFit(
        "points-first", "绩效目标自评表", 9, fits=False, known=4, total=6,
        missing=("target",), forbidden=("nature",), marks=("得分计算方法",),
        unknown=("计划值", "拟达\x1b标准"), reasons=("weight does not stand before target",),
    )  # fmt: skip
    other = FamilyFit("scorecard", "评分表", 12, True, 2, 2, (), (), (), (), ())
    header = ("一级指标", "三级指标", "计划值", "拟达\x1b标准", "实际完成值", "分值")
    fields = ("level1", "level3", None, None, "actual", "weight")
    box = BBox(56.6, 112.4, 98.2, 160.1)
    return [
        Explanation(8, box, header, fields, "unknown", (near, far)),
        Explanation(9, box, ("指标", "标准分"), ("level1", "weight"), None, (other,)),
    ]


def iter_grids(source: Path | bytes, settings: Settings, *, name: str) -> Iterator[SimpleNamespace]:
    from zhperf.grids import BOTTOM, TOP, Cell, Grid

    script = _content(source, name).decode()
    if script in ON_OPEN:
        ON_OPEN[script]()
    box = BBox(56.6, 72.0, 538.7, 770.4)
    cells = (
        Cell(0, 0, 2, 1, BBox(56.6, 72.0, 98.2, 402.8), "产出指标", open_sides=TOP),
        Cell(0, 1, 1, 1, BBox(98.2, 72.0, 140.12345, 151.3), "数量 | <指标>"),
        Cell(1, 1, 1, 1, BBox(98.2, 151.3, 140.1, 402.8), "=100%", open_sides=BOTTOM),
    )
    grid = Grid(13, box, (72.0, 151.3, 402.8), (56.6, 98.2, 140.1), cells)
    facts = SimpleNamespace(
        number=13, width=595.3, height=841.9, rotation=0, chars=1204, rulings=61
    )
    yield SimpleNamespace(page=facts, grids=[] if script == "no table" else [grid, grid])
