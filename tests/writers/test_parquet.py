"""Parquet files, read back with the library that others read them with."""

from __future__ import annotations

import io
from collections.abc import Callable
from decimal import Decimal

import flatreports
import pyarrow as pa
import pytest
from flatreports import Document, Finished, expected_rows, finished_report
from hypothesis import given, settings
from pyarrow import parquet as pq

from zhperf.report import Activity, Fund, Indicator, Parsed, Quantity, Source, Table
from zhperf.writers import Layout, finish, parquet
from zhperf.writers.celltexts import cell_text
from zhperf.writers.columns import COLUMNS, Column, columns
from zhperf.writers.flat import ROW_PARTS

Make = Callable[..., Finished]
SOURCE = Source(path="报告.pdf", sha256="ab" * 32, pages=9)


def rows(found: Finished, part: str) -> list[dict[str, object]]:
    read: list[dict[str, object]] = pq.read_table(io.BytesIO(found.files[part])).to_pylist()
    return read


def as_value(column: Column, value: object) -> object:
    """What Arrow gives back for the value."""
    if isinstance(value, Decimal):
        return value if parquet.fits(value) else None
    if isinstance(value, dict):
        return list(value.items())
    if column.name == "funds" and isinstance(value, list):
        return [{**fund, "extra": list(fund["extra"].items())} for fund in value]
    if column.name.endswith("_parts"):
        return cell_text(value) or None
    return value


def document(*indicators: Indicator) -> Document:
    table = Table(index=1, template="t", pages=[1], activities=[Activity(indicators=[*indicators])])
    return SOURCE, [table], []


def with_number(number: str) -> Indicator:
    return Indicator(target=number, parsed=Parsed(target=Quantity(text="x", value=Decimal(number))))


@settings(max_examples=50)
@given(documents=flatreports.documents)
def test_every_row_is_read_back(documents: list[Document]) -> None:
    found = finished_report("parquet", documents, Layout())
    for part, expected in expected_rows(documents).items():
        assert rows(found, part) == [
            {column.name: as_value(column, row[column.name]) for column in COLUMNS[part]}
            for row in expected
        ]


@pytest.mark.parametrize("part", ROW_PARTS)
def test_the_schema_is_the_same_for_no_rows(part: str, finished: Make) -> None:
    full = pq.read_schema(io.BytesIO(finished("parquet").files[part]))
    empty = finished_report("parquet", [], Layout())
    assert pq.read_schema(io.BytesIO(empty.files[part])).equals(full, check_metadata=True)
    assert full.names == [column.name for column in COLUMNS[part]]
    assert rows(empty, part) == []


def test_the_types_are_those_of_the_manual(finished: Make) -> None:
    schema = pq.read_schema(io.BytesIO(finished("parquet").files["indicators"]))
    assert schema.field("path") == pa.field("path", pa.string(), nullable=False)
    assert schema.field("target_value").type == pa.decimal128(38, 12)
    assert schema.field("target_approximate").type == pa.bool_()
    assert schema.field("fiscal_year").type == pa.int32()
    assert schema.field("target_value").metadata[b"title"].decode() == "指标值数值"
    assert schema.field("target_value").metadata[b"description"]


def test_every_field_of_a_fund_has_a_column(finished: Make) -> None:
    schema = pq.read_schema(io.BytesIO(finished("parquet").files["reports"]))
    fund = schema.field("funds").type.value_type
    assert {fund.field(index).name for index in range(fund.num_fields)} == set(Fund.model_fields)


def test_names_and_columns_follow_the_layout(finished: Make) -> None:
    found = finished("parquet", header="zh", provenance=False)
    names = [column.title.zh for column in columns("indicators", provenance=False)]
    assert pq.read_schema(io.BytesIO(found.files["indicators"])).names == names


def test_documents_follow_each_other_in_one_file() -> None:
    other = Source(path="另.pdf", sha256="cd" * 32, pages=1)
    documents = [document(Indicator()), (other, *document(Indicator(), Indicator())[1:])]
    found = finished_report("parquet", documents, Layout())
    paths = [row["path"] for row in rows(found, "indicators")]
    assert paths == ["报告.pdf", "另.pdf", "另.pdf"]


def test_many_rows_are_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "ROWS_IN_BATCH", 1)
    monkeypatch.setattr(parquet, "BATCHES_IN_GROUP", 2)
    names = [str(number) for number in range(5)]
    indicators = [Indicator(level3=name) for name in names]
    found = finished_report("parquet", [document(*indicators)], Layout())
    assert [row["level3"] for row in rows(found, "indicators")] == names
    file = pq.ParquetFile(io.BytesIO(found.files["indicators"]))
    assert file.num_row_groups == 3


@pytest.mark.parametrize(
    "number",
    ["0", "-0", "0E+50", "0.07", "92000.0", "1E+25", "-99999999999999999999999999.999999999999",
     "1." + "0" * 40],
)  # fmt: skip
def test_numbers_keep_all_digits(number: str) -> None:
    found = finished_report("parquet", [document(with_number(number))], Layout())
    assert rows(found, "indicators")[0]["target_value"] == Decimal(number)
    assert found.losses == []


@pytest.mark.parametrize("number", ["1E+26", "1E+40", "0.0000000000001", "1." + "0" * 40 + "1"])
def test_a_number_that_does_not_fit_is_told(number: str) -> None:
    documents = [document(with_number(number), with_number("1"))]
    found = finished_report("parquet", documents, Layout())
    values = [(row["target_value"], row["target"]) for row in rows(found, "indicators")]
    assert values == [(None, number), (Decimal(1), "1")]
    (loss,) = found.losses
    assert "decimal(38, 12) cannot hold them: 1;" in loss.en
    assert "有 1 个数值超出 decimal(38, 12)" in loss.zh


def test_the_same_rows_are_the_same_bytes(finished: Make) -> None:
    assert finished("parquet") == finished("parquet")


def test_only_parts_with_a_stream_are_written() -> None:
    stream = io.BytesIO()
    documents = flatreports.rows_file([document(Indicator())])
    assert finish("parquet", documents, {"indicators": stream}, Layout()) == []
    assert pq.read_metadata(stream).num_rows == 1
