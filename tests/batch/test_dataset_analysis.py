"""The queries of docs/analysis.md run on the archive that it names, and give what it shows."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import polars as pl
import pytest

import print_archive
from batch.datasets import collected, convert

PAGE = Path(__file__).parents[2] / "docs" / "analysis.md"


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("analysed")
    print_archive.print_archive(folder / "archive")
    convert(folder / "archive", folder / "dataset")
    return folder / "dataset"


def blocks(language: str) -> dict[str, str]:
    """Code by the heading that it stands under."""
    found = {}
    for section in re.split(r"^## ", PAGE.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        if code := re.search(rf"^```{language}\n(.*?)^```", section, re.MULTILINE | re.DOTALL):
            found[section.partition("\n")[0]] = code[1]
    return found


def shown(heading: str) -> list[list[str]]:
    """The table under the query: header and rows."""
    section = PAGE.read_text("utf-8").partition(f"\n## {heading}\n")[2]
    section = re.split(r"^## ", section, flags=re.MULTILINE)[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    return [line.strip("| ").split(" | ") for line in lines]


def printed(dataset: Path, query: str, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    monkeypatch.chdir(dataset)
    with duckdb.connect() as database:
        found = database.execute(query)
        header = [str(column[0]) for column in found.description or ()]
        rows = [["NULL" if cell is None else str(cell) for cell in row] for row in found.fetchall()]
    return [header, *rows]


def polars_result(
    dataset: Path, heading: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> list[tuple[object, ...]]:
    monkeypatch.chdir(dataset)
    names: dict[str, object] = {}
    exec(compile(blocks("py")[heading], heading, "exec"), names)
    found = names[name]
    assert isinstance(found, pl.DataFrame)
    return found.rows()


@pytest.mark.parametrize("heading", [name for name in blocks("sql") if shown(name)])
def test_queries_give_what_the_page_shows(
    dataset: Path, heading: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    collected(dataset)
    assert printed(dataset, blocks("sql")[heading], monkeypatch) == shown(heading)


def test_findings_are_counted_by_rule(dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    total = collected(dataset).rows["findings"]
    header, *rows = printed(dataset, blocks("sql")["Findings by rule"], monkeypatch)
    assert header == ["code", "name", "severity", "findings", "documents"]
    assert sum(int(row[3]) for row in rows) == total
    assert ["ZP511", "unmet", "error", "2", "2"] in rows


def test_csv_is_queried(dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    collected(dataset, "csv")
    rows = printed(dataset, blocks("sql")["CSV and workbooks"], monkeypatch)[1:]
    assert rows == [["某市教育局", "12"], ["某市文化和旅游局", "12"], ["某市水务局", "12"]]


def test_polars_gives_the_same(dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    collected(dataset)
    heading = "Completion by department and year"
    met = polars_result(dataset, heading, "met", monkeypatch)
    expected = [(row[0], int(row[1]), float(row[5])) for row in shown(heading)[1:-1]]
    assert met == expected
    heading = "Targets that never change"
    never = polars_result(dataset, heading, "never", monkeypatch)
    assert never == [("某市教育局", "教师培训", "培训教师人数", 3, 1, 1.624)]
    by_department = polars_result(dataset, "Findings by rule", "by_department", monkeypatch)
    assert by_department[0] == ("某市水务局", "ZP806", 4)
    assert sum(row[2] for row in by_department) == collected(dataset).rows["findings"]  # type: ignore[misc]


@pytest.mark.parametrize("page", ["batch.md", "batch.zh-CN.md"])
def test_reports_that_have_left_the_archive_are_joined_away(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the query that the page gives to those who read json/ directly."""
    archive, folder = tmp_path / "archive", tmp_path / "dataset"
    print_archive.print_archive(archive)
    convert(archive, folder)
    gone, *stay = sorted(archive.rglob("*.pdf"))
    gone.unlink()
    convert(archive, folder)
    collected(folder)
    text = (PAGE.parent / page).read_text("utf-8")
    (query,) = re.findall(r"^```sql\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    monkeypatch.chdir(folder)
    assert len(list(folder.glob("json/*/*.json"))) == len(stay) + 1
    found = duckdb.sql(query).pl()
    assert sorted(found["path"]) == [path.relative_to(archive).as_posix() for path in stay]
