"""The samples in every flat form, by the command as users run it."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from pyarrow import parquet as pq

from command import Result, environment, run_zhperf
from zhperf.writers.columns import COLUMNS

SAMPLES = Path(__file__).parents[2] / "samples"
FOUNDING, NEW = str(SAMPLES / "founding-table.pdf"), str(SAMPLES / "new-form.pdf")
VALIDATE = "from frictionless.console import console; console()"


def run(folder: Path, *arguments: str) -> Result:
    return run_zhperf(("extract", *arguments, "-q"), folder, environment())


@pytest.mark.parametrize("sources", [(FOUNDING,), (FOUNDING, NEW)], ids=["one", "several"])
@pytest.mark.parametrize("header", ["en", "zh"])
def test_frictionless_accepts_the_package(
    sources: tuple[str, ...], header: str, tmp_path: Path
) -> None:
    done = run(tmp_path, *sources, "-f", "datapackage", "-o", "package", "--header", header)
    assert (done.code, done.stderr) == (0, "")
    package = str(tmp_path / "package" / "datapackage.json")
    validated = subprocess.run(
        [sys.executable, "-c", VALIDATE, "validate", "--json", package],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert validated.returncode == 0, validated.stdout + validated.stderr
    report = json.loads(validated.stdout)
    assert report["valid"]
    assert [task["name"] for task in report["tasks"]] == ["indicators", "activities", "reports"]
    rows = {task["name"]: task["stats"]["rows"] for task in report["tasks"]}
    assert rows["reports"] == len(sources)
    assert rows["indicators"] == (76 if len(sources) == 1 else 80)


def test_all_forms_have_the_same_rows(tmp_path: Path) -> None:
    for suffix in ("jsonl", "csv", "xlsx", "parquet"):
        assert run(tmp_path, FOUNDING, NEW, "-o", f"all.{suffix}").code == 0
    lines = (tmp_path / "all.jsonl").read_text("utf-8").splitlines()
    expected = [json.loads(line) for line in lines]
    assert len(expected) == 80
    with (tmp_path / "all.csv").open(encoding="utf-8", newline="") as stream:
        comma = list(csv.DictReader(stream))
    names, *cells = openpyxl.load_workbook(tmp_path / "all.xlsx")["indicators"].values
    sheet = [dict(zip(names, row, strict=True)) for row in cells]
    column_file = pq.read_table(tmp_path / "all.parquet").to_pylist()
    texts = [column.name for column in COLUMNS["indicators"] if column.kind == "text"]
    for name in texts:
        values = [row[name] for row in expected]
        assert [row[name] for row in column_file] == values
        assert [row[name] for row in sheet] == values
        assert [row[name] or None for row in comma] == values
