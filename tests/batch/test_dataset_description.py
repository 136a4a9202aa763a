"""datapackage.json and README.md of a dataset: valid, complete, in both languages."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import frictionless
import pytest

from batch.datasets import collected, convert, print_documents, visible
from zhperf.batch.datasetreadme import explained
from zhperf.writers import TablesFormat
from zhperf.writers.columns import COLUMNS
from zhperf.writers.meanings import meaning

PARTS = ("indicators", "activities", "documents", "findings")


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("described")
    convert(print_documents(folder / "archive"), folder / "dataset")
    return folder / "dataset"


def problems(package: Path) -> list[tuple[str, str]]:
    report = frictionless.validate(str(package))
    of_tables = [error for task in report.tasks for error in task.errors]
    return [(error.type, error.message) for error in [*report.errors, *of_tables]]


@pytest.mark.parametrize("output", ["parquet", "csv", "xlsx"])
def test_the_package_is_valid(dataset: Path, output: TablesFormat) -> None:
    found = collected(dataset, output)
    package = dataset / "datapackage.json"
    assert problems(package) == []
    resources = json.loads(package.read_bytes())["resources"]
    assert {one["name"]: one["rows"] for one in resources} == found.rows
    for one in resources:
        content = (dataset / one["path"]).read_bytes()
        assert one["path"] == found.files[one["name"]]
        assert one["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        names = [field["name"] for field in one["schema"]["fields"]]
        assert names == [column.name for column in COLUMNS[one["name"]]]


@pytest.mark.parametrize("output", ["parquet", "csv", "xlsx"])
def test_a_wrong_type_or_key_would_be_found(dataset: Path, output: TablesFormat) -> None:
    """The check is not empty: types and keys count."""
    collected(dataset, output)
    package = dataset / "datapackage.json"
    whole = package.read_text("utf-8")
    described = json.loads(whole)
    found = {one["name"]: one["schema"] for one in described["resources"]}
    field(found["documents"], "path")["type"] = "integer"
    found["findings"]["foreignKeys"][0]["fields"] = "code"
    package.write_text(json.dumps(described), "utf-8")
    try:
        assert {"type-error", "foreign-key"} <= {kind for kind, _ in problems(package)}
    finally:
        package.write_text(whole, "utf-8")


def field(schema: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in schema["fields"] if one["name"] == name)
    return found


def test_the_description_names_no_place_and_no_time(dataset: Path) -> None:
    collected(dataset)
    for name in ("datapackage.json", "README.md"):
        text = visible(dataset)[name].decode("utf-8")
        assert str(dataset) not in text
        assert not re.search(r"\b20\d\d-\d\d-\d\d\b", text)


@pytest.mark.parametrize("part", PARTS)
def test_every_column_is_explained_in_both_languages(part: str) -> None:
    text = explained("parquet", {part: f"{part}.parquet" for part in PARTS})
    section = re.split("^###? ", text.partition(f"\n### {part}\n")[2], flags=re.MULTILINE)[0]
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line[:3] == "| `"]
    assert [row[0] for row in rows] == [f"`{column.name}`" for column in COLUMNS[part]]
    for row, column in zip(rows, COLUMNS[part], strict=True):
        said = meaning(part, column)
        assert row[2:] == [said.en, column.title.zh, said.zh]
        assert said.en.endswith(".")
        assert said.zh.endswith("。")


@pytest.mark.parametrize("output", ["parquet", "csv", "xlsx"])
def test_the_readme_names_the_files_and_the_states(dataset: Path, output: TablesFormat) -> None:
    found = collected(dataset, output)
    text = (dataset / "README.md").read_text("utf-8")
    for name in {*found.files.values(), "datapackage.json", "json/", "findings/"}:
        assert f"| `{name}`" in text
    assert "directly takes the files whose name is a\n`sha256` of `documents`" in text
    states = next(one for one in COLUMNS["documents"] if one.name == "state")
    for state in states.constraints["enum"]:  # type: ignore[union-attr]
        assert f"| `{state}` |" in text


def test_the_readme_names_no_folder_of_findings_that_is_not_collected(dataset: Path) -> None:
    collected(dataset, check=False)
    assert "| `findings/`" not in (dataset / "README.md").read_text("utf-8")
