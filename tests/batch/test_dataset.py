"""The tables of a dataset: their rows, their order, and when they are written."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import subprocess
import sys
import tracemalloc
from collections.abc import Iterable
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

from batch.datasets import SAME, collected, convert, print_documents, visible
from command import environment
from zhperf.batch import dataset as module
from zhperf.batch.run import findings_path, report_path
from zhperf.batch.state import State
from zhperf.errors import OutputUnwritableError, UsageError
from zhperf.writers import TablesFormat, parquet, xlsx
from zhperf.writers.celltexts import json_text
from zhperf.writers.columns import COLUMNS
from zhperf.writers.plainrows import indicator_rows
from zhperf.writers.rows import Row

FORMATS: tuple[TablesFormat, ...] = ("parquet", "csv", "xlsx")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return print_documents(tmp_path_factory.mktemp("archive"))


@pytest.fixture(scope="module")
def converted(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("converted") / "dataset"
    convert(archive, folder)
    return folder


@pytest.fixture
def dataset(converted: Path, tmp_path: Path) -> Path:
    """All documents done, no tables yet."""
    return Path(shutil.copytree(converted, tmp_path / "dataset"))


def rows_of(dataset: Path, output: TablesFormat, part: str) -> list[list[str]]:
    """Path and second column of a table, as texts."""
    if output == "parquet":
        columns = pq.read_table(dataset / f"{part}.parquet").to_pydict()
        return [list(map(str, row)) for row in zip(*list(columns.values())[:2], strict=True)]
    if output == "csv":
        with (dataset / f"{part}.csv").open(encoding="utf-8", newline="") as stream:
            return [row[:2] for row in csv.reader(stream)][1:]
    book = openpyxl.load_workbook(dataset / "dataset.xlsx", read_only=True)
    rows = [[str(cell) for cell in row[:2]] for row in book[part].iter_rows(values_only=True)]
    book.close()
    return rows[1:]


def documents(dataset: Path) -> dict[str, dict[str, object]]:
    rows = pq.read_table(dataset / "documents.parquet").to_pylist()
    return {row["path"]: row for row in rows}


def extracted(archive: Path, output: str) -> str:
    """What `zhperf extract` prints for every file that has tables, each content once."""
    names = sorted(
        str(path.relative_to(archive)) for path in archive.rglob("*局.pdf")
        if str(path.relative_to(archive)) != SAME[1]
    )  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "zhperf", "extract", SAME[0], *names, "-f", output, "-q"],
        cwd=archive, env=environment(), capture_output=True, check=True,
    )  # fmt: skip
    return done.stdout.decode("utf-8")


def test_indicators_are_those_of_extract(archive: Path, dataset: Path) -> None:
    collected(dataset, "csv")
    assert (dataset / "indicators.csv").read_bytes().decode() == extracted(archive, "csv")


def test_rows_are_those_of_extract_as_json_lines(archive: Path, dataset: Path) -> None:
    collected(dataset)
    found = [
        f"{{{', '.join(f'{json.dumps(name)}: {json_text(row[name])}' for name in names())}}}\n"
        for path, document in documents(dataset).items()
        if document["state"] == "done" and document["same_as"] is None
        for row in indicator_rows(stored(dataset, str(document["sha256"])), path)
    ]
    assert "".join(found) == extracted(archive, "jsonl")


def names() -> list[str]:
    return [column.name for column in COLUMNS["indicators"]]


def stored(dataset: Path, sha256: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(report_path(dataset, sha256).read_bytes())
    return found


@pytest.mark.parametrize("output", FORMATS)
def test_every_format_has_all_tables_sorted(dataset: Path, output: TablesFormat) -> None:
    found = collected(dataset, output)
    assert found.written
    assert found.rows["indicators"] == 36
    assert found.rows["activities"] == 9
    assert found.rows["documents"] == 12
    assert found.rows["findings"] > 9
    for part, count in found.rows.items():
        rows = rows_of(dataset, output, part)
        assert len(rows) == count
        assert [row[0] for row in rows] == sorted(row[0] for row in rows)
    paths = {row[0] for row in rows_of(dataset, output, "indicators")}
    assert SAME[0] in paths
    assert SAME[1] not in paths


def test_every_file_is_told_of(archive: Path, dataset: Path) -> None:
    collected(dataset)
    found = documents(dataset)
    assert list(found) == sorted(str(path.relative_to(archive)) for path in archive.rglob("*.pdf"))
    first, second = (found[path] for path in SAME)
    assert (first["same_as"], second["same_as"]) == (None, SAME[0])
    assert first["sha256"] == second["sha256"]
    told = ("state", "code", "kind", "pages", "tables", "activities", "indicators", "templates")
    expected = ("done", None, "pdf", 1, 1, 1, 4, "national-project")
    for document in (first, second):
        assert tuple(document[name] for name in told) == expected
        assert document["findings"] == 5
        assert document["size"] == (archive / SAME[0]).stat().st_size
    bad, bare = found["2023/坏.pdf"], found["2022/说明.pdf"]
    assert (bad["state"], bad["code"], bad["indicators"]) == ("failed", "ZP101", 0)
    assert (bare["state"], bare["code"], bare["tables"]) == ("no-table", "ZP123", 0)
    assert bad["message"]
    assert bad["findings"] is None


def test_files_without_a_result_are_told_of(archive: Path, dataset: Path) -> None:
    with State.open(dataset) as state:
        first, *rest = state.files().values()
        new = first._replace(path="new.pdf", sha256="cd" * 32)
        closed = [first._replace(path=path, sha256=None) for path in ("closed1.pdf", "closed2.pdf")]
        state.replace_files([first, *rest, new, *closed])
    collected(dataset, check=False)
    found = documents(dataset)
    assert found["new.pdf"]["state"] == "pending"
    for path in ("closed1.pdf", "closed2.pdf"):
        told = found[path]
        assert (told["state"], told["code"], told["sha256"]) == ("failed", "ZP101", None)
        assert told["same_as"] is None


def test_findings_are_a_table_only_if_checked(dataset: Path) -> None:
    assert "findings" not in collected(dataset, check=False).rows
    assert not (dataset / "findings.parquet").exists()
    assert {row["findings"] for row in documents(dataset).values()} == {None}
    total = collected(dataset).rows["findings"]
    table = pq.read_table(dataset / "findings.parquet").to_pylist()
    assert len(table) == total
    first = [row for row in table if row["path"] == SAME[0]]
    assert len(first) == documents(dataset)[SAME[0]]["findings"]
    assert all(row["message"] and row["code"].startswith("ZP") for row in table)
    in_a_row = next(row for row in table if row["row"] is not None)
    assert in_a_row["place"] == f"p{in_a_row['page']}"
    assert len(in_a_row["bbox"]) == 4
    collected(dataset, check=False)
    assert not (dataset / "findings.parquet").exists()


@pytest.mark.parametrize("output", FORMATS)
def test_no_documents_are_tables_without_rows(tmp_path: Path, output: TablesFormat) -> None:
    found = collected(tmp_path, output)
    assert set(found.rows.values()) == {0}
    for part in found.rows:
        assert rows_of(tmp_path, output, part) == []


@pytest.mark.parametrize("output", FORMATS)
def test_the_order_of_work_changes_no_byte(
    archive: Path, dataset: Path, tmp_path: Path, output: TablesFormat
) -> None:
    other = tmp_path / "other"
    convert(archive, other, backwards=True)
    collected(dataset, output)
    collected(other, output)
    assert visible(other) == visible(dataset)


def test_nothing_is_written_if_nothing_changed(archive: Path, dataset: Path) -> None:
    first = collected(dataset)
    times = {path: path.stat().st_mtime_ns for path in dataset.glob("[!.]*.*")}
    with State.open(dataset) as state:
        for result in state.results().values():
            state.save(result._replace(seconds=9.9, tries=2))
    again = collected(dataset)
    assert (again.written, again.rows, again.files) == (False, first.rows, first.files)
    assert {path: path.stat().st_mtime_ns for path in dataset.glob("[!.]*.*")} == times


def test_what_is_missing_or_changed_is_written_again(archive: Path, dataset: Path) -> None:
    collected(dataset)
    whole = visible(dataset)
    (dataset / "activities.parquet").unlink()
    assert collected(dataset).written
    (dataset / "README.md").write_text("", "utf-8")
    assert collected(dataset).written
    assert visible(dataset) == whole
    with State.open(dataset) as state:
        files = list(state.files().values())
        state.replace_files(files[1:])
    assert collected(dataset).written
    assert documents(dataset)[SAME[1]]["same_as"] is None
    paths = {row[0] for row in rows_of(dataset, "parquet", "indicators")}
    assert SAME[1] in paths


def test_another_format_replaces_what_is_ours(dataset: Path) -> None:
    collected(dataset, "csv")
    (dataset / "notes.csv").write_text("mine", "utf-8")
    (dataset / "reports.csv").write_text("mine", "utf-8")
    collected(dataset, "xlsx")
    others = {"notes.csv", "reports.csv"}
    assert set(visible(dataset)) == {"dataset.xlsx", "datapackage.json", "README.md"} | others
    collected(dataset, "parquet")
    assert "dataset.xlsx" not in visible(dataset)


def test_a_file_of_someone_else_stays(dataset: Path) -> None:
    (dataset / "indicators.parquet").write_bytes(b"mine")
    with pytest.raises(UsageError, match=r"indicators\.parquet"):
        collected(dataset)
    assert visible(dataset) == {"indicators.parquet": b"mine"}


def stopping(rows: Iterable[Row], error: BaseException) -> Iterable[Row]:
    yield next(iter(rows))
    raise error


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(28, "No space left on device")])
@pytest.mark.parametrize("output", FORMATS)
def test_interrupted_writing_leaves_the_old_tables(
    dataset: Path, output: TablesFormat, error: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    collected(dataset, output, check=False)
    whole = visible(dataset)
    with monkeypatch.context() as patched:
        make = module.open_tables

        def failing(*arguments: object) -> object:
            tables = make(*arguments)  # type: ignore[arg-type]
            add = tables.add
            tables.add = lambda part, rows: add(  # type: ignore[method-assign]
                part, stopping(rows, error) if part == "findings" else rows
            )
            return tables

        patched.setattr(module, "open_tables", failing)
        expected = OutputUnwritableError if isinstance(error, OSError) else KeyboardInterrupt
        with pytest.raises(expected):
            collected(dataset, output)
    assert visible(dataset) == whole
    assert not collected(dataset, output, check=False).written
    assert collected(dataset, output).written


def test_interrupted_publishing_is_made_good(
    dataset: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    collected(dataset, "csv")
    with monkeypatch.context() as patched:
        replaced = Path.replace

        def failing(self: Path, target: Path) -> Path:
            if target.name == "documents.parquet":
                raise KeyboardInterrupt
            return replaced(self, target)

        patched.setattr(Path, "replace", failing)
        with pytest.raises(KeyboardInterrupt):
            collected(dataset)
    assert "datapackage.json" not in visible(dataset)
    assert collected(dataset).written
    tables = {"indicators", "activities", "documents", "findings"}
    expected = {f"{part}.parquet" for part in tables} | {"README.md", "datapackage.json"}
    assert set(visible(dataset)) == expected


def test_a_workbook_that_is_too_small_is_told(
    dataset: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 37)
    collected(dataset, "xlsx", check=False)
    monkeypatch.setattr(xlsx, "MOST_ROWS", 36)
    with pytest.raises(UsageError) as caught:
        collected(dataset, "xlsx")
    told = caught.value.problem("en")
    assert "indicators has 36 rows, and a sheet holds 35" in told


def test_a_damaged_or_missing_report_is_told(dataset: Path) -> None:
    with State.open(dataset) as state:
        sha256 = next(one.sha256 for one in state.results().values() if one.state == "done")
    path = report_path(dataset, sha256)
    for content in (path.read_bytes()[:-9], b"[]", b'{"tables": [{}]}'):
        path.write_bytes(content)
        with pytest.raises(UsageError, match=sha256):
            collected(dataset)
    path.unlink()
    with pytest.raises(UsageError, match=sha256):
        collected(dataset)
    assert visible(dataset) == {}


def test_row_groups_do_not_change_rows(dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    collected(dataset)
    whole = pq.read_table(dataset / "indicators.parquet")
    (dataset / "indicators.parquet").unlink()
    monkeypatch.setattr(parquet, "ROWS_IN_BATCH", 5)
    monkeypatch.setattr(parquet, "BATCHES_IN_GROUP", 2)
    collected(dataset)
    assert pq.ParquetFile(dataset / "indicators.parquet").num_row_groups == 4
    assert pq.read_table(dataset / "indicators.parquet").equals(whole)


@pytest.mark.parametrize("output", ["parquet", "csv"])
def test_memory_is_flat(
    dataset: Path, tmp_path: Path, output: TablesFormat, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Eight times the documents need no more memory; their rows would be ten times the slack."""
    monkeypatch.setattr(parquet, "ROWS_IN_BATCH", 50)
    monkeypatch.setattr(parquet, "BATCHES_IN_GROUP", 2)
    peaks = []
    for count in (40, 40, 320):  # the first one imports
        folder = multiplied(dataset, tmp_path / f"many{len(peaks)}", count)
        tracemalloc.start()
        assert collected(folder, output).rows["indicators"] == 4 * count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[2] < peaks[1] + 300_000


def multiplied(dataset: Path, folder: Path, count: int) -> Path:
    """A dataset of so many contents with the rows of one."""
    with State.open(dataset) as state:
        file = state.files()[SAME[0]]
        result = state.results()[str(file.sha256)]
    report = report_path(dataset, result.sha256).read_text("utf-8")
    findings = findings_path(dataset, result.sha256).read_bytes()
    names = [hashlib.sha256(str(number).encode()).hexdigest() for number in range(count)]
    with State.open(folder) as state:
        state.replace_files(file._replace(path=f"{name}.pdf", sha256=name) for name in names)
        for name in names:
            state.save(result._replace(sha256=name))
            for path in (report_path(folder, name), findings_path(folder, name)):
                path.parent.mkdir(parents=True, exist_ok=True)
            report_path(folder, name).write_text(report.replace(result.sha256, name), "utf-8")
            findings_path(folder, name).write_bytes(findings)
    return folder
