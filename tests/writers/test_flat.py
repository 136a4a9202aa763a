"""CSV and JSON Lines: one row for each indicator, read back as it was."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from decimal import Decimal

import flatreports
import pytest
from flatreports import Document, expected_rows
from hypothesis import given
from hypothesis import strategies as st

from zhperf.report import Activity, Indicator, Parsed, Quantity, Source, Table
from zhperf.writers import Layout, frame, open_writer
from zhperf.writers.columns import COLUMNS, HEADERS, columns
from zhperf.writers.csv import safe_cell

Written = Callable[..., dict[str, str]]
NAMES = [
    "path", "sha256", "table", "template", "title", "fiscal_year", "department",
    "implementing_unit", "activity", "task", "level1", "level2", "level3", "nature", "target",
    "unit", "actual", "deviation", "weight", "score", "extra", "page", "bbox", "repairs",
]  # fmt: skip
"""What the first version had; what came later stands behind."""
QUANTITY_NAMES = [
    "comparator", "value", "low", "high", "unit", "deadline", "grade", "approximate",
    "qualitative", "placeholder", "conflict", "parts",
]  # fmt: skip
PARSED_NAMES = [
    *(f"target_{name}" for name in QUANTITY_NAMES), *(f"actual_{name}" for name in QUANTITY_NAMES),
    "weight_value", "score_value", "attainment", "attainment_reason",
]  # fmt: skip


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_columns_are_those_of_the_contract(written: Written) -> None:
    names = [*NAMES, "place", *PARSED_NAMES, "confidence"]
    assert [column.name for column in columns("indicators", provenance=True)] == names
    assert list(rows(written("csv")["indicators"])[0]) == names
    assert list(json.loads(written("jsonl")["indicators"].splitlines()[0])) == names


def test_csv_holds_what_json_lines_hold(written: Written) -> None:
    lines = [json.loads(line) for line in written("jsonl")["indicators"].split("\n")[:-1]]
    table = rows(written("csv")["indicators"])
    assert len(lines) == len(table) == 3
    for line, row in zip(lines, table, strict=True):
        for name in set(NAMES) - {"extra", "bbox", "repairs"}:
            assert row[name] == ("" if line[name] is None else str(line[name]))
        assert json.loads(row["extra"] or "{}") == line["extra"]
        assert json.loads(row["repairs"] or "[]") == line["repairs"]


def test_parsed_columns_hold_numbers(written: Written) -> None:
    first, second, _ = rows(written("csv")["indicators"])
    assert (first["target_comparator"], first["target_value"], first["target_unit"]) == (
        ">=", "90", "%"
    )  # fmt: skip
    assert (first["weight_value"], first["attainment"]) == ("2.5", "unknown")
    assert first["target_approximate"] == "false"
    assert {second[name] for name in PARSED_NAMES} == {""}
    line = written("jsonl")["indicators"].split("\n")[0]
    assert '"target_value": 90, ' in line
    assert '"weight_value": 2.5, ' in line
    assert json.loads(line)["target_parts"] == []
    assert json.loads(line)["actual_parts"] is None


def test_the_place_is_the_rows_own_on_its_first_page(written: Written) -> None:
    first = json.loads(written("jsonl")["indicators"].split("\n")[0])
    assert (first["page"], first["bbox"]) == (3, [50.0, 380.0, 120.5, 400.0])
    assert first["place"] == "p3"
    assert rows(written("csv")["indicators"])[0]["bbox"] == "50,380,120.5,400"
    last = json.loads(written("jsonl")["indicators"].split("\n")[2])
    assert (last["page"], last["bbox"], last["place"]) == (None, None, None)


def test_a_row_whose_own_cells_are_empty_stands_at_its_level(
    written: Written, tables: list[Table]
) -> None:
    regions = tables[0].activities[0].indicators[0].regions
    for name in ("level3", "target"):
        del regions[name]
    first = json.loads(written("jsonl")["indicators"].split("\n")[0])
    assert (first["page"], first["bbox"]) == (3, [10.0, 20.0, 30.0, 400.0])


def test_lines_end_as_the_formats_say(written: Written) -> None:
    tables = written("csv")
    assert all(text.endswith("\r\n") for text in tables.values())
    assert all(text.count("\n") == text.count("\r\n") for text in tables.values())
    lines = written("jsonl")["indicators"]
    assert "\r" not in lines
    assert lines.count("\n") == 3


def test_reports_count_their_findings(written: Written) -> None:
    reports = rows(written("csv")["reports"])
    assert [row["findings"] for row in reports] == ["1", "1", "2"]
    assert [row["indicators"] for row in reports] == ["2", "0", "1"]


def test_headers_in_chinese(written: Written) -> None:
    parts = written("csv", header="zh")
    for part in ("indicators", "activities", "reports"):
        header = parts[part].split("\r\n")[0].split(",")
        assert header == [HEADERS[column.name] for column in columns(part, provenance=True)]
        assert len(set(header)) == len(header)
    line = json.loads(written("jsonl", header="zh")["indicators"].split("\n")[0])
    assert line["三级指标"] == "一"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_formulas_are_defused_on_demand(start: str) -> None:
    assert safe_cell(f"{start}1") == f"'{start}1"
    assert safe_cell(f"1{start}") == f"1{start}"


def test_safe_and_plain_csv(written: Written) -> None:
    plain, safe = (rows(written("csv", csv_safe=on)["indicators"]) for on in (False, True))
    assert plain[1]["target"].startswith("=1+1")
    assert safe[1]["target"] == "'" + plain[1]["target"]
    assert safe[0] == plain[0]


def test_words_of_zhperf_are_no_formulas(written: Written, tables: list[Table]) -> None:
    tables[0].activities[0].indicators[0].parsed = Parsed(
        target=Quantity(text="=-5", comparator="=", value=Decimal(-5))
    )
    first = rows(written("csv", csv_safe=True)["indicators"])[0]
    assert (first["target_comparator"], first["target_value"]) == ("=", "-5")


def test_a_byte_order_mark_on_demand(written: Written) -> None:
    assert all(text.startswith("\ufeffpath") for text in written("csv", csv_bom=True).values())
    assert written("csv")["indicators"].startswith("path")


def test_documents_in_one_stream_share_a_header(written: Written) -> None:
    layout = Layout(csv_bom=True, header_row=False)
    rest = written("csv", csv_bom=True, header_row=False)["indicators"]
    whole = frame("csv", layout).opening + rest
    assert whole == written("csv", csv_bom=True)["indicators"]


@given(documents=flatreports.documents)
def test_every_row_of_json_lines_is_read_back(documents: list[Document]) -> None:
    stream = io.StringIO(newline="")
    for source, tables, findings in documents:
        flatreports.text_report("jsonl", {"indicators": stream}, source, tables, findings, Layout())
    boxes = {column.name for column in COLUMNS["indicators"] if column.kind == "box"}
    lines = stream.getvalue().split("\n")[:-1]
    found = [json.loads(line, parse_float=Decimal, parse_int=Decimal) for line in lines]
    for row in found:
        for name in boxes:
            row[name] = row[name] and list(map(float, row[name]))
    assert found == expected_rows(documents)["indicators"]


texts = st.none() | st.text(st.characters(exclude_categories=["Cs"]))


@given(target=texts, actual=texts, extra=st.dictionaries(st.text(), st.text(), max_size=2))
def test_any_text_is_read_back(
    target: str | None, actual: str | None, extra: dict[str, str]
) -> None:
    table = Table(index=1, template="t", pages=[1], activities=[
        Activity(indicators=[Indicator(target=target, actual=actual, extra=extra)])
    ])  # fmt: skip
    for output in ("csv", "jsonl"):
        stream = io.StringIO(newline="")
        writer = open_writer(output, {"indicators": stream}, Layout())
        writer.begin(Source(path="p", sha256="", pages=1))
        writer.table(table)
        writer.end([])
        if output == "csv":
            (row,) = rows(stream.getvalue())
            assert (row["target"], row["actual"]) == (target or "", actual or "")
            assert json.loads(row["extra"] or "{}") == extra
        else:
            line = json.loads(stream.getvalue())
            assert (line["target"], line["actual"], line["extra"]) == (target, actual, extra)
