"""Reports for the flat forms: written into memory, and made at random."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import NamedTuple, get_args

from hypothesis import strategies as st

from zhperf.errors import Bilingual
from zhperf.report import (
    Activity,
    AttainmentReason,
    Finding,
    Fund,
    Indicator,
    Objective,
    Parsed,
    Quantity,
    Region,
    Repair,
    Source,
    Table,
    Total,
)
from zhperf.writers import PARTS, Format, Layout, finish, open_writer
from zhperf.writers.rows import Row, activity_rows, finding_count, indicator_rows, report_row

HOSTILE = '=1+1,"逗号"\r\n\t换行\u2028\x1b[31m红\x00_x000D_\ufffe'
"""Everything that a format must escape: quotes, separators, line ends, control characters."""


Document = tuple[Source, Sequence[Table], list[Finding]]


class Finished(NamedTuple):
    """The files of a format, and what it could not hold."""

    files: dict[str, bytes]
    losses: list[Bilingual]


def text_report(
    output: Format,
    streams: Mapping[str, io.StringIO],
    source: Source,
    tables: Sequence[Table],
    findings: list[Finding],
    layout: Layout,
) -> None:
    writer = open_writer(output, streams, layout)
    writer.begin(source)
    for one in tables:
        writer.table(one)
    writer.end(findings)


def rows_file(documents: Sequence[Document]) -> io.BytesIO:
    """The rows of documents as workers write them, joined as the parent does it."""
    joined = io.BytesIO()
    for source, tables, findings in documents:
        rows = io.StringIO(newline="")
        text_report("rows", {"rows": rows}, source, tables, findings, Layout())
        joined.write(rows.getvalue().encode())
    return joined


def finished_report(output: Format, documents: Sequence[Document], layout: Layout) -> Finished:
    streams = {part: io.BytesIO() for part in PARTS[output]}
    losses = finish(output, rows_file(documents), streams, layout)
    return Finished({part: stream.getvalue() for part, stream in streams.items()}, losses)


def expected_rows(documents: Sequence[Document]) -> dict[str, list[Row]]:
    """What every flat form must hold."""
    rows: dict[str, list[Row]] = {"indicators": [], "activities": [], "reports": []}
    for source, tables, findings in documents:
        for table in tables:
            rows["indicators"] += indicator_rows(source, table)
            rows["activities"] += activity_rows(source, table)
            count = finding_count(findings, table.index)
            rows["reports"].append({**report_row(source, table), "findings": count})
    return rows


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
maybe_texts = st.none() | texts
numbers = st.decimals(allow_nan=False, allow_infinity=False) | st.decimals(-1000, 1000, places=2)
days = st.sampled_from(["2021-12", "2021-12-31", "--12-31", "---10"])
quantities = st.builds(
    Quantity,
    text=texts,
    comparator=st.sampled_from(["=", ">=", "<=", ">", "<", "between", None]),
    value=st.none() | numbers,
    low=st.none() | numbers | days,
    high=st.none() | numbers | days,
    unit=maybe_texts,
    approximate=st.booleans(),
    grade=maybe_texts,
    deadline=st.none() | days,
    conflict=st.sampled_from([[], ["=", "<="]]),
    parts=st.lists(st.builds(Quantity, text=texts, value=numbers), max_size=2),
)
parsed = st.builds(
    Parsed,
    target=st.none() | quantities,
    actual=st.none() | quantities,
    weight=st.none() | numbers,
    attainment=st.sampled_from(["met", "unmet", "unknown"]),
    attainment_reason=st.sampled_from(get_args(AttainmentReason)) | st.none(),
)
boxes = st.tuples(*[st.floats(-9999, 9999)] * 4)
indicators = st.builds(
    Indicator,
    level3=maybe_texts,
    target=maybe_texts,
    actual=maybe_texts,
    extra=st.dictionaries(texts, texts, max_size=2),
    parsed=st.none() | parsed,
    regions=st.dictionaries(
        st.sampled_from(["level1", "target"]),
        st.lists(st.builds(Region, page=st.integers(1, 9), bbox=boxes), min_size=1, max_size=2),
    ),
    repairs=st.lists(st.builds(Repair, kind=texts, field=texts, detail=texts), max_size=1),
)
activities = st.builds(
    Activity, name=maybe_texts, task=maybe_texts, indicators=st.lists(indicators, max_size=3)
)


def _table(index: int, title: str | None, found: list[Activity], note: str) -> Table:
    return Table(
        index=index, template="t", title=title, pages=[1, 2], activities=found,
        overall_objective=Objective(expected=title), fields={note: note}, notes=[note],
        funds=[Fund(name=title, budget="1.00", extra={note: note})], total=Total(score="9.50"),
    )  # fmt: skip


tables = st.builds(
    _table, st.integers(1, 3), maybe_texts, st.lists(activities, min_size=1, max_size=2), texts
)
documents = st.lists(
    st.tuples(
        st.builds(Source, path=texts.filter(bool), sha256=st.just("ab" * 32), pages=st.just(9)),
        st.lists(tables, max_size=2),
        st.just([]),
    ),
    max_size=2,
)
