"""`zhperf check` where it once surprised a user: places, baselines, selections, readers."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from command import Result, environment, run_zhperf, wait_for, zhperf_command

SAMPLES = Path(__file__).parents[2] / "samples"
FOUNDING = SAMPLES / "founding-table.pdf"
PROJECT = SAMPLES / "project-office.pdf"

Check = Callable[..., Result]
BASELINE = '{"version": 1, "findings": []}'


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with a report that has findings, and a text without a table."""
    shutil.copy(FOUNDING, tmp_path / "表.pdf")
    (tmp_path / "文.txt").write_text("没有表格\n", "utf-8")
    return tmp_path


@pytest.fixture
def check(here: Path) -> Check:
    """Runs the command in the folder, on the real pipeline."""

    def run(*arguments: str, **more: str) -> Result:
        return run_zhperf(("check", *arguments), here, environment(**more))

    return run


def found(result: Result) -> list[tuple[str, str, str]]:
    """Code, severity and path of each finding."""
    return [
        (one["code"], one["severity"], one["location"]["path"]) for one in json.loads(result.text)
    ]


def entries(path: Path) -> list[dict[str, object]]:
    listed: list[dict[str, object]] = json.loads(path.read_text("utf-8"))["findings"]
    return listed


# --- the baseline that is configured ---------------------------------------------------------


def test_a_baseline_can_be_written_that_the_configuration_names_already(
    check: Check, here: Path
) -> None:
    (here / "zhperf.toml").write_text('[check]\nbaseline = "known.json"\n', "utf-8")
    assert check("表.pdf").code == 2
    written = check("表.pdf", "--write-baseline", "known.json")
    assert (written.code, written.text) == (0, "")
    assert check("表.pdf").code == 0


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (("-o", "a.json"), "-o"),
        (("--output-format", "json"), "--output-format"),
        (("--statistics",), "--statistics"),
        (("-o", "a.json", "--statistics"), "-o, --statistics"),
    ],
)
def test_a_baseline_is_no_further_output(
    check: Check, here: Path, arguments: tuple[str, ...], names: str
) -> None:
    result = check("表.pdf", "--write-baseline", "known.json", *arguments)
    assert (result.code, result.text) == (2, "")
    assert f"--write-baseline cannot be combined with {names}\n" in result.stderr
    assert not (here / "known.json").exists()


def test_a_damaged_baseline_is_removed_first(check: Check, here: Path) -> None:
    known = here / "known.json"
    known.write_text('{"version": 1,', "utf-8")
    result = check("表.pdf", "--write-baseline", "known.json")
    assert result.code == 2
    assert "remove the file" in result.stderr
    assert known.read_text("utf-8") == '{"version": 1,'
    known.unlink()
    assert check("表.pdf", "--write-baseline", "known.json").code == 0


def test_a_moved_report_takes_its_reasons_along(check: Check, here: Path) -> None:
    folder = here / "公开"
    (folder / "2024").mkdir(parents=True)
    shutil.copy(FOUNDING, folder / "a.pdf")
    shutil.copy(PROJECT, folder / "b.pdf")
    options = ("公开", "--select", "ZP401,ZP402")
    check(*options, "--write-baseline", "known.json")
    data = json.loads((here / "known.json").read_text("utf-8"))
    for number, entry in enumerate(data["findings"]):
        entry["reason"] = f"理由{number}"
    (here / "known.json").write_text(json.dumps(data), "utf-8")
    before = {(one["code"], one["row"]): one["reason"] for one in data["findings"]}
    (folder / "a.pdf").rename(folder / "2024" / "甲.pdf")
    moved = check(*options, "--baseline", "known.json")
    assert moved.code == 1
    assert "公开/a.pdf:t1" in moved.text
    check(*options, "--write-baseline", "known.json")
    after = entries(here / "known.json")
    assert {one["path"] for one in after} == {"公开/2024/甲.pdf"}
    assert {(one["code"], one["row"]): one["reason"] for one in after} == before


# --- sources without a table -----------------------------------------------------------------


def test_a_source_without_a_table_obeys_like_any_finding(check: Check, here: Path) -> None:
    sources = ("表.pdf", "文.txt", "--select", "ZP123,ZP402", "--output-format", "json")
    told = check(*sources)
    assert found(told)[-1] == ("ZP123", "warning", "文.txt")
    assert "文.txt" in told.stderr
    ignored = check(*sources, "--ignore", "ZP123")
    assert [one[0] for one in found(ignored)] == ["ZP402"]
    assert "文.txt" not in ignored.stderr
    (here / "zhperf.toml").write_text(
        '[check]\nfail-on = "error"\n[check.severity]\nZP123 = "error"\nZP402 = "note"\n', "utf-8"
    )
    graver = check(*sources)
    assert (graver.code, found(graver)[-1]) == (1, ("ZP123", "error", "文.txt"))
    (here / "zhperf.toml").write_text('[check.per-file-ignores]\n"*.txt" = ["ZP123"]\n', "utf-8")
    assert [one[0] for one in found(check(*sources))] == ["ZP402"]


def test_a_source_without_a_table_can_be_known(check: Check, here: Path) -> None:
    sources = ("表.pdf", "文.txt", "--select", "ZP123,ZP402", "--fail-on", "note")
    check(*sources, "--write-baseline", "known.json")
    assert [one["code"] for one in entries(here / "known.json")] == ["ZP123", "ZP402"]
    known = check(*sources, "--baseline", "known.json", "--output-format", "json")
    assert (known.code, found(known)) == (0, [])


def test_no_table_at_all_is_told_whatever_is_ignored(check: Check) -> None:
    result = check("文.txt", "--ignore", "ZP123", "--output-format", "json")
    assert (result.code, [one[0] for one in found(result)]) == (4, ["ZP123"])


def test_what_is_ignored_is_not_written_into_a_baseline(check: Check, here: Path) -> None:
    result = check("文.txt", "--ignore", "ZP123", "--write-baseline", "known.json")
    assert result.code == 4
    assert "文.txt: no indicator table was found" in result.stderr
    assert entries(here / "known.json") == []


def test_a_baseline_of_sources_without_tables_ends_with_4(check: Check, here: Path) -> None:
    assert check("文.txt", "--write-baseline", "known.json").code == 4
    assert [one["code"] for one in entries(here / "known.json")] == ["ZP123"]


def test_a_baseline_says_which_source_was_unreadable(check: Check, here: Path) -> None:
    result = check("表.pdf", "没有.pdf", "--write-baseline", "known.json")
    assert result.code == 3
    assert "没有.pdf: cannot be opened" in result.stderr
    assert {one["path"] for one in entries(here / "known.json")} == {"表.pdf"}


def test_extracted_json_without_a_table(check: Check, here: Path) -> None:
    run_zhperf(("extract", "表.pdf", "-o", "a.json"), here, environment())
    data = json.loads((here / "a.json").read_text("utf-8"))
    (here / "a.json").write_text(json.dumps({**data, "tables": []}), "utf-8")
    result = check("a.json", "--output-format", "json")
    assert (result.code, [one[0] for one in found(result)]) == (4, ["ZP123"])
    assert "zhperf extract SOURCE -o a.json" in result.stderr


# --- sources ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["报告.pdf", "报告.PDF"])
@pytest.mark.parametrize("extracted", ["报告.zhperf.json", "报告.json", "报告.ZHPERF.JSON"])
def test_json_beside_its_pdf_is_not_checked_again(
    check: Check, here: Path, name: str, extracted: str
) -> None:
    folder = here / "公开"
    folder.mkdir()
    shutil.copy(FOUNDING, folder / name)
    run_zhperf(("extract", "表.pdf", "-o", f"公开/{extracted}"), here, environment())
    result = check("公开", "--select", "ZP402", "--output-format", "json")
    assert found(result) == [("ZP402", "error", str(Path("公开", name)))]


def test_a_file_that_is_named_twice_is_checked_once(check: Check, here: Path) -> None:
    names = ("表.pdf", "./表.pdf", str(here / "表.pdf"), ".", "没有.pdf", "没有.pdf")
    result = check(*names, "--select", "ZP402", "--output-format", "json")
    assert found(result) == [("ZP402", "error", "表.pdf"), ("ZP101", "error", "没有.pdf")]


def test_a_directory_without_reports_names_both_kinds(check: Check, here: Path) -> None:
    (here / "空").mkdir()
    result = check("空")
    assert result.code == 3
    assert "neither a PDF file nor JSON of zhperf extract" in result.text


@pytest.mark.parametrize("name", ["rep.csv", "all.jsonl"])
def test_lists_of_an_extraction_are_told_from_reports(check: Check, here: Path, name: str) -> None:
    run_zhperf(("extract", "表.pdf", "-o", name), here, environment())
    result = check(name)
    assert result.code == 3
    assert "extract it as JSON" in result.text
    assert "not a PDF" not in result.text


# --- places ----------------------------------------------------------------------------------


def test_an_output_that_is_a_link_stays_one(check: Check, here: Path) -> None:
    (here / "real.json").write_text("old", "utf-8")
    (here / "link.json").symlink_to("real.json")
    (here / "dangling.json").symlink_to("new.json")
    for name, target in (("link.json", "real.json"), ("dangling.json", "new.json")):
        assert check("表.pdf", "-o", name, "--overwrite").code == 1
        assert (here / name).is_symlink()
        assert len(json.loads((here / target).read_text("utf-8"))) > 100


def test_an_output_that_is_a_device_or_a_pipe_is_written_into(check: Check, here: Path) -> None:
    pipe = here / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    result = check("表.pdf", "-o", "pipe", "--output-format", "json")
    reader.join(20)
    assert result.code == 1
    assert len(json.loads(read[0])) > 100
    assert pipe.is_fifo()
    (here / "null").symlink_to(os.devnull)
    assert check("表.pdf", "-o", "null").code == 1
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize("overwrite", [(), ("--overwrite",)])
@pytest.mark.parametrize("place", ["folder", "folder/", "new/"])
def test_an_output_that_is_a_directory_is_refused(
    here: Path, place: str, overwrite: tuple[str, ...]
) -> None:
    (here / "folder").mkdir()
    for command in (("check", "没有.pdf"), ("rule", "ZP401"), ("profile",), ("config",)):
        result = run_zhperf((*command, "-o", place, *overwrite), here, environment())
        assert (result.code, result.text) == (2, "")
        assert f"{place}: is a directory, and the output is one file" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--statistics", "--output-format", "sarif"), "--statistics cannot be written as sarif"),
        (("-o", "missing/a.json"), "missing/a.json: cannot be written: No such file"),
        (("-o", "文.txt/a.json"), "文.txt/a.json: cannot be written: Not a directory"),
        (("--write-baseline", "missing/a.json"), "missing/a.json: cannot be written: No such file"),
        (("--write-baseline", "文.txt/a.json"), "cannot be written: Not a directory"),
        (("--write-baseline", "."), ".: is a directory"),
        (("--write-baseline", "文.txt"), "文.txt: line 1: no valid JSON"),
        (("--write-baseline", "挂起.pdf"), "挂起.pdf: is a source itself"),
        (("-o", "挂起.pdf", "--overwrite", "--output-format", "json"), "is a source itself"),
    ],
)
def test_what_is_wrong_with_a_place_is_told_before_reading(
    here: Path, arguments: tuple[str, ...], words: str
) -> None:
    """The source never ends: a message that waits for it never comes."""
    (here / "挂起.pdf").write_text("hang", "utf-8")
    faulty = environment(Path(__file__).parent / "faulty")
    result = run_zhperf(("check", "挂起.pdf", *arguments), here, faulty)
    assert (result.code, result.text) == (2, "")
    assert words in result.stderr
    assert not (here / "worker.pid").exists()


# --- the rest --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments", [("--select", "ZP502", "--ignore", "ZP502"), ("--ignore", "ALL")]
)
def test_a_run_without_rules_does_not_pass(check: Check, arguments: tuple[str, ...]) -> None:
    result = check("表.pdf", *arguments)
    assert (result.code, result.text) == (2, "")
    assert "no rule is left to run" in result.stderr


@pytest.mark.parametrize(("source", "code"), [("表.pdf", 1), ("文.txt", 4)])
def test_a_reader_that_goes_away_changes_no_exit_code(here: Path, source: str, code: int) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        zhperf_command("check", source), cwd=here, env=environment(), stdout=writing,
        stderr=subprocess.PIPE, check=False,
    )  # fmt: skip
    os.close(writing)
    assert (done.returncode, done.stderr) == (code, b"")


def test_a_summary_that_cannot_be_written_is_a_warning(check: Check) -> None:
    result = check("表.pdf", "--output-format", "github", GITHUB_STEP_SUMMARY="missing/summary.md")
    assert result.code == 1
    assert "warning: GITHUB_STEP_SUMMARY: missing/summary.md: cannot be written" in result.stderr


def test_an_interrupted_check_speaks_of_no_files(here: Path) -> None:
    (here / "挂起.pdf").write_text("hang", "utf-8")
    process = subprocess.Popen(
        zhperf_command("check", "挂起.pdf"), cwd=here, text=True, stderr=subprocess.PIPE,
        env=environment(Path(__file__).parent / "faulty"),
    )  # fmt: skip
    wait_for((here / "worker.pid").exists)
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=20)
    assert process.returncode == 130
    assert stderr == "error: interrupted; the check is not complete\n"


def test_reasons_of_some_files_reach_the_reporters(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from zhperf.cli import check as command
    from zhperf.cli.console import Console, Style
    from zhperf.cli.reading import ReadingOptions
    from zhperf.cli.settings import Given

    monkeypatch.chdir(here)
    Path("zhperf.toml").write_text(
        "[check.per-file-ignores]\n"
        '"*.pdf" = [{ rule = "ZP402", reason = "旧表" }, "ZP401"]\n"*.txt" = ["ZP5"]\n',
        "utf-8",
    )
    runs: list[command.Run] = []
    monkeypatch.setattr(command, "_write", lambda run, *others: runs.append(run))
    options = command.CheckOptions(
        sources=["表.pdf", "没有.pdf"],
        reading=ReadingOptions(given=Given(select=("ZP401", "ZP402", "ZP403"), ignore=("ZP403",))),
        output="-", output_format=None, overwrite=False, statistics=False, write_baseline=None,
        csv_bom=False, jobs=1, timeout=60,
    )  # fmt: skip
    assert command.run_check(options, Console(Style("en"))) == 3
    [run] = runs
    assert [dict(one.ignored) for one in run.sources] == [{"ZP401": None, "ZP402": "旧表"}] * 2
    assert list(run.sources[0].ignored) == ["ZP401", "ZP402"]
    assert dict(run.ignored) == {"ZP403": None}


def test_a_bug_counts_before_an_unreadable_source(here: Path) -> None:
    for name, script in (("甲", "bug"), ("乙", "scan"), ("丙", "ok")):
        (here / f"{name}.pdf").write_text(script, "utf-8")
    faulty = environment(Path(__file__).parent / "faulty")
    for names, code in ((("甲", "乙", "丙"), 70), (("乙", "丙"), 3)):
        sources = [f"{name}.pdf" for name in names]
        assert run_zhperf(("check", *sources), here, faulty).code == code


def test_a_scan_is_an_error_not_the_warning_of_a_page(here: Path) -> None:
    (here / "扫描.pdf").write_text("scan", "utf-8")
    faulty = environment(Path(__file__).parent / "faulty")
    result = run_zhperf(
        ("check", "扫描.pdf", "--output-format", "json", "--select", "ZP4"), here, faulty
    )
    assert found(result) == [("ZP103", "error", "扫描.pdf")]
