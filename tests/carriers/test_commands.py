"""Sources without pages through the commands: places stand where pages stand for PDFs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from officefiles import word, word_row, word_table

import founding_table
from command import Result, environment, run_zhperf

SAMPLES = founding_table.SAMPLES


def run(*arguments: str) -> Result:
    return run_zhperf(list(arguments), SAMPLES, environment())


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".html"])
def test_extract_for_eyes_names_no_pages(suffix: str) -> None:
    result = run("extract", f"project-office{suffix}", "-f", "table")
    assert result.stdout.decode("utf-8").splitlines()[0] == (
        "项目支出绩效自评表 · 某县文化和旅游局 · 2024 · template national-project · score 97"
    )


def test_tables_have_the_places_of_their_cells() -> None:
    result = run("tables", "project-office.xlsx")
    (grid,) = json.loads(result.stdout)
    assert (grid["page"], grid["bbox"]) == (None, None)
    assert grid["cells"][0]["place"] == {"sheet": "自评表", "row": 3, "column": 1}


def test_explanations_have_the_place_of_the_header() -> None:
    result = run("template", "--explain", "project-office.html", "-f", "json")
    (found,) = json.loads(result.stdout)
    assert (found["page"], found["bbox"]) == (None, None)
    assert found["place"] == {"table": 1, "row": 10, "column": 2}
    shown = run("template", "--explain", "project-office.html").stdout.decode("utf-8")
    assert shown.startswith("table 1, row 10, column 2: read as national-project\n")


def test_findings_have_their_place(tmp_path: Path) -> None:
    header = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
    row = ["产出指标", "数量指标", "场次", "≥5", "6", "10", "10"]
    content = word(word_table(word_row(*header, "佐证"), word_row(*row, "台账")))
    (tmp_path / "a.docx").write_bytes(content)
    result = run_zhperf(["extract", "a.docx", "-v"], tmp_path, environment())
    (finding,) = json.loads(result.stdout)["findings"]
    assert finding["code"] == "ZP115"
    assert finding["location"] == {
        "path": "a.docx", "page": None, "table": 1, "row": None, "activity": None, "field": None,
        "bbox": None, "unit": "pt", "place": {"table": 1, "row": 1, "column": 1},
    }  # fmt: skip
    assert "a.docx, table 1, row 1, column 1: columns whose header" in result.stderr


def test_standard_input_is_known_by_its_content() -> None:
    content = (SAMPLES / "project-office.docx").read_bytes()
    result = run_zhperf(["extract", "-"], SAMPLES, environment(), stdin=content)
    source = json.loads(result.stdout)["source"]
    assert (source["path"], source["kind"], source["pages"]) == ("-", "docx", None)


def test_directories_are_searched_for_pdfs_only(tmp_path: Path) -> None:
    for name in ("project-office.pdf", "project-office.docx"):
        (tmp_path / name).write_bytes((SAMPLES / name).read_bytes())
    result = run_zhperf(["extract", ".", "-o", "out"], tmp_path, environment())
    assert result.code == 0
    assert "project-office.pdf" in result.stderr
    assert "docx" not in result.stderr
