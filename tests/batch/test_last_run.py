"""What `zhperf batch` and `zhperf status` tell is true of the last run, not of one before it."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from batch.driving import write_scripts
from command import Result, environment, run_zhperf, wait_for, zhperf_command

FAULTY = Path(__file__).parents[1] / "cli" / "faulty"
OTHER = ("--template", "national-project")
"""Another recipe of the reading."""

Batch = Callable[..., Result]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Two documents; the second one is read when the file `go` is there."""
    write_scripts(tmp_path / "archive", a="report", b="wait")
    (tmp_path / "go").touch()
    return tmp_path / "archive"


@pytest.fixture
def batch(archive: Path) -> Batch:
    """Runs the command over the archive to `data`, as CSV."""

    def run_it(*arguments: str, archive: str | None = "archive", **more: str) -> Result:
        named = [archive] if archive else []
        words = ("batch", *named, "-o", "data", "-f", "csv", *arguments)
        return run_zhperf(words, Path.cwd(), environment(FAULTY, **more))

    return run_it


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def status(*arguments: str) -> str:
    return run_zhperf(("status", "data", *arguments), Path.cwd(), environment(FAULTY)).text


def states() -> dict[str, str]:
    """The states that `status` tells, by path."""
    listed = json.loads(status("--sort", "path", "-f", "json"))
    return {one["path"]: one["state"] for one in listed}


def rows(table: str) -> list[dict[str, str]]:
    text = Path("data", f"{table}.csv").read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def column(table: str, name: str) -> dict[str, str]:
    return {row["path"]: row[name] for row in rows(table)}


def kill_at_the_second_document(*arguments: str) -> None:
    """A run that is killed when it has done a.pdf and is reading b.pdf."""
    Path("go").unlink()
    Path("waiting").unlink(missing_ok=True)
    process = subprocess.Popen(
        zhperf_command("batch", "archive", "-o", "data", "-f", "csv", "-j", "1", *arguments),
        env=environment(FAULTY), stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    wait_for(lambda: Path("waiting").exists() and states()["a.pdf"] == "done")
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    Path("go").touch()


def test_what_an_interrupted_run_did_not_read_anew_counts_as_pending(batch: Batch) -> None:
    """The one that it was reading, and one that it had not come to."""
    write_scripts(Path("archive"), c="report of c")
    batch("--check")
    kill_at_the_second_document(*OTHER, "--check")
    assert states() == {"a.pdf": "done", "b.pdf": "pending", "c.pdf": "pending"}
    done = batch("--collect-only", archive=None)
    assert done.code == 5
    assert (
        "2 documents are still to be read: they are pending in documents, and have no rows in the "
        "other tables\n" in done.stderr
    )
    assert column("documents", "state") == states()
    for table in ("indicators", "activities", "findings"):
        assert set(column(table, "path")) == {"a.pdf"}
    batch("--check")
    assert set(states().values()) == {"done"}


def test_what_an_interrupted_run_had_not_come_to_is_done_when_the_template_is_taken_back(
    batch: Batch,
) -> None:
    write_scripts(Path("archive"), c="report of c")
    batch()
    before = Path("data/indicators.csv").read_bytes()
    kill_at_the_second_document(*OTHER)
    assert states() == {"a.pdf": "done", "b.pdf": "pending", "c.pdf": "pending"}
    again = batch()
    assert again.stderr.startswith("3 PDF files, 3 different; 1 done before")
    assert Path("data/indicators.csv").read_bytes() == before


def test_reading_all_again_with_another_recipe_is_announced(batch: Batch) -> None:
    """Only "0 done before" was told, of an archive that had just been done."""
    write_scripts(Path("archive"), c="encrypted")
    batch()
    told = "  2 were read with another recipe: they are read again\n"
    dry = batch("--dry-run", *OTHER)
    assert told in dry.text
    assert "  3 would be read\n" in dry.text
    again = batch(*OTHER)
    assert again.stderr.startswith("3 PDF files, 3 different; 0 done before; recipe ")
    assert told in again.stderr
    assert "another recipe" not in batch(*OTHER).stderr
    chinese = batch(LANG="zh_CN.UTF-8").stderr
    assert "\n  此前按其他处理方案读取的 2 个：将重新读取\n" in chinese


def test_tables_of_another_format_are_named_when_they_are_removed(batch: Batch) -> None:
    batch("--check")
    done = batch("--collect-only", "-f", "xlsx", archive=None)
    removed = "activities.csv, documents.csv, findings.csv, indicators.csv"
    assert f"\nRemoved the tables of the other format: {removed}\n" in done.stderr
    assert not list(Path("data").glob("*.csv"))
    chinese = batch("--check", LANG="zh_CN.UTF-8").stderr
    assert "\n已移除其他格式的数据表：dataset.xlsx\n" in chinese
    assert "Removed" not in batch().stderr, "findings alone has a warning of its own"


def test_findings_of_another_check_are_none(batch: Batch) -> None:
    batch("--check", "--select", "ZP4")
    assert all(column("documents", "findings").values())
    with sqlite3.connect("data/.zhperf/state.sqlite") as database:
        database.execute(
            "UPDATE results SET check_recipe = 'other' WHERE sha256 = "
            "(SELECT sha256 FROM files WHERE path = 'b.pdf')"
        )
    database.close()
    done = batch("--collect-only", archive=None)
    assert done.code == 5
    assert "1 document is still to be checked: it has no rows in findings\n" in done.stderr
    found = column("documents", "findings")
    assert found["a.pdf"]
    assert not found["b.pdf"]
    assert set(column("findings", "path")) == {"a.pdf"}
    assert set(column("documents", "state").values()) == {"done"}


def test_a_state_that_keeps_no_recipe_counts_all_results(batch: Batch) -> None:
    batch("--check")
    with sqlite3.connect("data/.zhperf/state.sqlite") as database:
        database.execute("DELETE FROM facts WHERE name = 'recipe'")
        database.execute("UPDATE results SET recipe = 'other' WHERE indicators > 0")
    database.close()
    assert set(states().values()) == {"done"}
    assert batch("--collect-only", "--check", archive=None).code == 0
    assert set(column("findings", "path")) == {"a.pdf", "b.pdf"}


def test_findings_that_were_never_made_are_not_collected(batch: Batch) -> None:
    batch()
    before = Path("data/documents.csv").read_bytes()
    refused = batch("--collect-only", "--check", archive=None)
    assert refused.code == 2
    assert "there are no findings to collect: the last run checked nothing" in refused.stderr
    assert "run zhperf batch with --check, without --collect-only" in refused.stderr
    assert not Path("data/findings.csv").exists()
    assert Path("data/documents.csv").read_bytes() == before


def test_collecting_keeps_the_findings_of_the_last_run(batch: Batch) -> None:
    batch("--check")
    before = Path("data/findings.csv").read_bytes()
    done = batch("--collect-only", archive=None)
    assert (done.code, "up to date" in done.stderr) == (0, True)
    assert Path("data/findings.csv").read_bytes() == before


def test_a_run_without_check_says_that_findings_is_gone(batch: Batch) -> None:
    batch("--check")
    told = "warning: findings is no longer among the tables; --check keeps it\n"
    assert told in batch().stderr
    assert not Path("data/findings.csv").exists()
    assert told not in batch().stderr, "it is told once"
    chinese = (batch("--check"), batch(LANG="zh_CN.UTF-8"))[1]
    assert "数据表中不再有 findings；加 --check 可保留\n" in chinese.stderr


def test_what_failed_before_is_not_called_done(batch: Batch) -> None:
    write_scripts(Path("archive"), c="encrypted", d="crash", e="no table")
    batch()
    again = batch()
    assert again.stderr.startswith("5 PDF files, 5 different; 3 done before; recipe ")
    assert (
        "\n  1 failed, 1 crashed before and are not tried again: --retry failed --retry crashed\n"
        in again.stderr
    )
    retried = batch("--retry", "crashed", LANG="zh_CN.UTF-8").stderr
    assert "此前已完成 3 个；" in retried
    assert "\n  此前失败 1 个，本次不再重试；如需重试，请加 --retry failed\n" in retried
    assert "not tried again" not in batch("--retry", "all").stderr


def test_files_that_leave_the_tables_are_counted(batch: Batch) -> None:
    write_scripts(Path("archive"), c="report of c")
    assert "of the last run" not in batch().stderr
    Path("list.txt").write_text("a.pdf\n", "utf-8")
    told = "\n  2 files of the last run are not in this one: they leave the tables\n"
    dry = batch("--files-from", "list.txt", "--dry-run")
    assert told in dry.text
    assert not dry.stderr
    assert len(rows("documents")) == 3
    shorter = batch("--files-from", "list.txt")
    assert told in shorter.stderr
    assert "another archive" not in shorter.stderr
    assert len(rows("documents")) == 1
    assert "of the last run" not in batch().stderr


@pytest.mark.parametrize("dry", [True, False])
def test_another_archive_is_told_with_both_names(dry: bool, tmp_path: Path, batch: Batch) -> None:
    write_scripts(tmp_path / "others", a="report of another archive")
    batch()
    done = batch(*(["--dry-run"] if dry else []), archive="others")
    assert (
        "warning: another archive than in the last run: "
        f"{tmp_path / 'others'} instead of {tmp_path / 'archive'}\n" in done.stderr
    )
    one = "  1 file of the last run is not in this one: it leaves the tables\n"
    assert one in (done.text if dry else done.stderr)


def test_the_same_archive_by_another_name_is_no_other_one(tmp_path: Path, batch: Batch) -> None:
    batch()
    Path("link").symlink_to("archive")
    for name in (str(tmp_path / "archive"), "./archive/", "link"):
        assert "another archive" not in batch(archive=name).stderr


def test_another_archive_at_a_url_is_told_too(tmp_path: Path, batch: Batch) -> None:
    write_scripts(tmp_path / "others", a="report of another archive")
    batch()
    url = (tmp_path / "others").as_uri()
    done = batch(archive=f"{url}/")
    assert f"{url} instead of {tmp_path / 'archive'}\n" in done.stderr
    assert "1 file of the last run is not in this one" in done.stderr
    assert "another archive" not in batch(archive=url).stderr


def test_a_second_try_is_announced_and_told_once(batch: Batch) -> None:
    write_scripts(Path("archive"), c="crash")
    lines = batch("-v").stderr.splitlines()
    problem = "c.pdf: the PDF library crashed while reading it"
    told = [line for line in lines if line.startswith("c.pdf")]
    assert told == [f"{problem}; it is tried once more, alone", problem]
    last = [line for line in batch("-v", "--retry", "all").stderr.splitlines() if line[0] == "c"]
    assert last == [problem], "there is no further try"


def test_a_file_that_cannot_be_opened_is_counted_alike(batch: Batch) -> None:
    """By the head, the last line and `status`; Linux refuses to read the start of this memory."""
    write_scripts(Path("archive"), c="encrypted")
    Path("archive/d.pdf").symlink_to("/proc/self/mem")
    for arguments, before in (((), 0), (("-j", "1"), 2)):
        done = batch(*arguments)
        assert done.code == 5
        assert done.stderr.startswith(f"4 PDF files, 4 different; {before} done before")
        assert done.stderr.endswith(
            "\n2 done, 0 with no table\n2 failed: zhperf status data --state failed\n"
        )
    counts = {one["key"]: one["documents"] for one in json.loads(status("-f", "json"))}
    assert counts == {"done": 2, "failed": 2}
    assert status().startswith("4 files, 4 different\n")


def test_one_of_a_thing_is_singular(tmp_path: Path, batch: Batch) -> None:
    (tmp_path / "archive/b.pdf").unlink()
    done = batch("--glob", "*")
    assert done.stderr.startswith("1 file, 1 different; 0 done before")
    assert "documents.csv (1 row)\n" in done.stderr
    assert status().startswith("1 file, 1 different\n")
