"""Data packages, checked by the library of the people who made the standard."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import flatreports
import frictionless
import jsonschema
import pytest
from flatreports import HOSTILE, Document, Finished, expected_rows, finished_report
from hypothesis import HealthCheck, given, settings

from zhperf.report import Activity, Indicator, Source, Table
from zhperf.writers import PACKAGE_FILES, Layout
from zhperf.writers.celltexts import box_text
from zhperf.writers.columns import COLUMNS, Column
from zhperf.writers.tableschema import table_schema

Make = Callable[..., Finished]
LAYOUTS: list[dict[str, Any]] = [
    {},
    {"header": "zh"},
    {"csv_bom": True},
    {"csv_safe": True},
    {"provenance": False},
    {"indent": 0, "header": "zh", "csv_bom": True, "csv_safe": True, "provenance": False},
]


def saved(found: Finished, folder: Path) -> Path:
    for part, name in PACKAGE_FILES.items():
        (folder / name).write_bytes(found.files[part])
    return folder / PACKAGE_FILES["package"]


def description(found: Finished) -> dict[str, Any]:
    package: dict[str, Any] = json.loads(found.files["package"])
    return package


def problems(package: Path) -> list[object]:
    report = frictionless.validate(str(package))
    return [*report.errors, *(error for task in report.tasks for error in task.errors)]


@pytest.mark.parametrize("layout", LAYOUTS, ids=str)
def test_it_is_valid(layout: dict[str, Any], finished: Make, tmp_path: Path) -> None:
    package = saved(finished("datapackage", **layout), tmp_path)
    assert problems(package) == []


@pytest.mark.parametrize("part", ["indicators", "activities", "reports"])
def test_a_change_would_be_found(part: str, finished: Make, tmp_path: Path) -> None:
    """The check is not empty: the hash, the types and the constraints count."""
    package = saved(finished("datapackage"), tmp_path)
    table = tmp_path / PACKAGE_FILES[part]
    table.write_bytes(table.read_bytes().replace(b",1,", b",x,", 1))
    found = {error.type for error in problems(package)}  # type: ignore[attr-defined]
    assert found & {"hash-count", "byte-count"}
    described = json.loads(package.read_bytes())
    for resource in described["resources"]:
        del resource["hash"], resource["bytes"]
    package.write_text(json.dumps(described), "utf-8")
    assert "type-error" in {error.type for error in problems(package)}  # type: ignore[attr-defined]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(documents=flatreports.documents)
def test_every_row_is_read_back(documents: list[Document], tmp_path: Path) -> None:
    package = saved(finished_report("datapackage", documents, Layout()), tmp_path)
    assert problems(package) == []
    read = frictionless.Package(str(package))
    for part, expected in expected_rows(documents).items():
        rows = [row.to_dict() for row in read.get_resource(part).read_rows()]
        assert rows == [
            {column.name: as_read(column, row[column.name]) for column in COLUMNS[part]}
            for row in expected
        ]


def as_read(column: Column, value: object) -> object:
    """What a reader of the package gets for the value."""
    if value in ("", [], {}):
        return None
    if column.kind == "box" and isinstance(value, list):
        return box_text(value)
    return value


def test_the_tables_have_their_hashes(finished: Make) -> None:
    found = finished("datapackage")
    for resource in description(found)["resources"]:
        content = found.files[resource["name"]]
        assert resource["path"] == PACKAGE_FILES[resource["name"]]
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"


def test_the_tables_are_those_of_csv(finished: Make, written: Callable[..., Any]) -> None:
    for layout in LAYOUTS:
        files = finished("datapackage", **layout).files
        for part, text in written("csv", **layout).items():
            assert files[part].decode() == text


def test_fields_are_named_as_the_header(finished: Make) -> None:
    found = finished("datapackage", header="zh")
    for resource in description(found)["resources"]:
        header = found.files[resource["name"]].decode().split("\r\n")[0].split(",")
        assert [field["name"] for field in resource["schema"]["fields"]] == header


def test_sources_are_named_with_their_hashes() -> None:
    def document(path: str) -> Document:
        tables = [Table(index=index, template="t", pages=[1], activities=[]) for index in (1, 2)]
        return Source(path=path, sha256="ab" * 32, pages=1), tables, []

    paths = ["报告.pdf", "-", "../a.pdf", "/b.pdf", "c\\d.pdf", "a/b.pdf", "报告.pdf"]
    found = finished_report("datapackage", [document(path) for path in paths], Layout())
    sources = description(found)["sources"]
    assert [source["title"] for source in sources] == paths[:-1]
    assert [source.get("path") for source in sources] == ["报告.pdf", *[None] * 4, "a/b.pdf"]
    assert {source["sha256"] for source in sources} == {"ab" * 32}


def test_hostile_cells_are_read_back(tmp_path: Path) -> None:
    table = Table(index=1, template="t", title=HOSTILE, pages=[], activities=[
        Activity(name=f" {HOSTILE} ", indicators=[Indicator(target=text, extra={text: text})
                                                  for text in (HOSTILE, "\n", '"', ", ,", "'")])
    ])  # fmt: skip
    documents: list[Document] = [(Source(path="p", sha256="ab" * 32, pages=None), [table], [])]
    package = saved(finished_report("datapackage", documents, Layout()), tmp_path)
    assert problems(package) == []
    rows = frictionless.Package(str(package)).get_resource("indicators").read_rows()
    assert [row["target"] for row in rows] == [HOSTILE, "\n", '"', ", ,", "'"]
    assert rows[0]["activity"] == f" {HOSTILE} "
    assert rows[1]["extra"] == {"\n": "\n"}


def test_the_same_rows_are_the_same_bytes(finished: Make) -> None:
    assert finished("datapackage") == finished("datapackage")


@pytest.mark.parametrize("part", ["indicators", "activities", "reports"])
def test_schemas_are_valid_and_say_what_they_mean(part: str) -> None:
    schema = table_schema(part, Layout())
    frictionless.Schema.from_descriptor(schema)
    assert [field["name"] for field in schema["fields"]] == [c.name for c in COLUMNS[part]]
    for field in schema["fields"]:
        assert field["title"]
        assert field["description"]
        for pattern in [field.get("constraints", {}).get("pattern")]:
            jsonschema.Draft202012Validator.check_schema({"pattern": pattern} if pattern else {})
