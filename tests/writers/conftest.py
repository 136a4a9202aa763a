"""Reports to write, and writers that write into memory."""

from __future__ import annotations

import io
from collections.abc import Callable
from decimal import Decimal

import pytest
from flatreports import HOSTILE, Finished, finished_report, text_report

from zhperf.report import (
    Activity,
    Finding,
    Indicator,
    Location,
    Parsed,
    Quantity,
    Region,
    Repair,
    Source,
    Table,
)
from zhperf.writers import PARTS, Format, Layout

Written = Callable[..., dict[str, str]]


def indicator(name: str, **texts: str | None) -> Indicator:
    regions = {
        "level1": [Region(page=3, bbox=(10, 20, 30, 400))],
        "level3": [Region(page=3, bbox=(50, 380, 90, 400)), Region(page=4, bbox=(50, 40, 90, 60))],
        "target": [Region(page=3, bbox=(90, 385.456, 120.5, 395))],
    }
    return Indicator.model_validate({"level3": name, "regions": regions, **texts})


def table(index: int, activities: list[Activity]) -> Table:
    return Table(
        index=index, template="t", title="表", fiscal_year=2024, pages=[3, 4], activities=activities
    )


@pytest.fixture
def source() -> Source:
    return Source(path="报告.pdf", sha256="ab" * 32, pages=9)


@pytest.fixture
def tables() -> list[Table]:
    plain = indicator("一", target="≥90%")
    plain.parsed = Parsed(
        target=Quantity(text="≥90%", comparator=">=", value=Decimal("90"), unit="%"),
        weight=Decimal("2.50"),
        attainment_reason="no-completion",
    )
    mended = indicator("二", target=HOSTILE, score="9.5")
    mended.repairs.append(Repair(kind="radical-folded", field="level3", detail="⼆ → 二"))
    return [
        table(1, [Activity(name="甲", task="乙", indicators=[plain, mended])]),
        table(2, [Activity(indicators=[])]),
        table(3, [Activity(name=HOSTILE, indicators=[Indicator(extra={HOSTILE: "-1"})])]),
    ]


@pytest.fixture
def findings() -> list[Finding]:
    places = [Location(path="报告.pdf", page=4, table=3), Location(path="报告.pdf")]
    return [
        Finding(code="ZP108", name="n", severity="warning", message="m", location=place)
        for place in places
    ]


@pytest.fixture
def written(source: Source, tables: list[Table], findings: list[Finding]) -> Written:
    """Writes the report and gives the text of each part."""

    def write(output: Format, **layout: object) -> dict[str, str]:
        streams = {part: io.StringIO(newline="") for part in PARTS[output]}
        text_report(output, streams, source, tables, findings, Layout()._replace(**layout))
        return {part: stream.getvalue() for part, stream in streams.items()}

    return write


@pytest.fixture
def finished(
    source: Source, tables: list[Table], findings: list[Finding]
) -> Callable[..., Finished]:
    """Makes the files of the report and gives the bytes of each part."""

    def make(output: Format, **layout: object) -> Finished:
        documents = [(source, tables, findings)]
        return finished_report(output, documents, Layout()._replace(**layout))

    return make
