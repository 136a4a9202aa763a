"""`zhperf check` as a user runs it: sources, formats, exit codes, baseline, settings."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from command import Result, environment, run_zhperf

SAMPLES = Path(__file__).parents[2] / "samples"
FOUNDING = SAMPLES / "founding-table.pdf"
PROJECT = SAMPLES / "project-office.pdf"

Check = Callable[..., Result]


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Runs the command in the test's folder, on the real pipeline."""

    def run(*arguments: str, stdin: bytes | None = None, **more: str) -> Result:
        return run_zhperf(("check", *arguments), tmp_path, environment(**more), stdin)

    return run


def placed(source: Path, folder: Path, name: str) -> Path:
    return Path(shutil.copy(source, folder / name))


def codes(result: Result) -> list[str]:
    return [found["code"] for found in json.loads(result.text)]


def extracted(folder: Path, source: Path, name: str) -> Path:
    run_zhperf(("extract", str(source), "-o", name), folder, environment())
    return folder / name


class TestExitCodes:
    def test_a_correct_table(self, check: Check, tmp_path: Path) -> None:
        placed(PROJECT, tmp_path, "表.pdf")
        assert check("表.pdf").code == 0

    @pytest.mark.parametrize(
        ("fail_on", "select", "code"),
        [
            ("error", "ZP501", 1),
            ("error", "ZP210", 0),
            ("warning", "ZP210", 0),
            ("note", "ZP210", 1),
            ("never", "ZP501", 0),
        ],
    )
    def test_fail_on(
        self, check: Check, tmp_path: Path, fail_on: str, select: str, code: int
    ) -> None:
        placed(FOUNDING, tmp_path, "表.pdf")
        result = check(
            "表.pdf", "--fail-on", fail_on, "--select", select, "--output-format", "json"
        )
        assert result.code == code
        assert set(codes(result)) == {select}

    def test_a_source_that_cannot_be_read(self, check: Check, tmp_path: Path) -> None:
        placed(PROJECT, tmp_path, "表.pdf")
        (tmp_path / "坏.pdf").write_bytes(b"%PDF-1.4 broken")
        result = check("表.pdf", "坏.pdf", "没有.pdf", "--output-format", "json")
        assert result.code == 3
        found = [(one["code"], one["location"]["path"]) for one in json.loads(result.text)]
        assert [one for one in found if one[0].startswith("ZP10")] == [
            ("ZP101", "坏.pdf"),
            ("ZP101", "没有.pdf"),
        ]

    def test_it_is_told_although_nothing_is_selected(self, check: Check) -> None:
        result = check(
            "没有.pdf", "--select", "ZP5", "--fail-on", "never", "--output-format", "json"
        )
        assert (result.code, codes(result)) == (3, ["ZP101"])

    def test_no_table_at_all(self, check: Check, tmp_path: Path) -> None:
        (tmp_path / "文.txt").write_text("没有表格\n", "utf-8")
        result = check("文.txt", "--output-format", "json")
        assert (result.code, codes(result)) == (4, ["ZP123"])

    def test_no_table_beside_one(self, check: Check, tmp_path: Path) -> None:
        placed(PROJECT, tmp_path, "表.pdf")
        (tmp_path / "文.txt").write_text("没有表格\n", "utf-8")
        assert check("表.pdf", "文.txt").code == 0
        assert check("表.pdf", "文.txt", "--fail-on", "warning").code == 1

    @pytest.mark.parametrize(
        "arguments",
        [
            ("--select", "ZP7O1"),
            ("--ignore", "nonsense"),
            ("--profile", "nowhere"),
            ("--baseline", "missing.json"),
            ("--output-format", "xslx"),
            ("-o", "list.pdf"),
            ("--statistics", "--output-format", "sarif"),
        ],
    )
    def test_wrong_usage(self, check: Check, tmp_path: Path, arguments: tuple[str, ...]) -> None:
        placed(PROJECT, tmp_path, "表.pdf")
        result = check("表.pdf", *arguments)
        assert (result.code, result.text) == (2, "")
        assert result.stderr.startswith("error: ")


class TestSources:
    def test_extracted_json_gives_what_the_document_gives(
        self, check: Check, tmp_path: Path
    ) -> None:
        placed(FOUNDING, tmp_path, "表.pdf")
        extracted(tmp_path, tmp_path / "表.pdf", "表格.json")
        document = json.loads(check("表.pdf", "--output-format", "json").text)
        report = json.loads(check("表格.json", "--output-format", "json").text)
        for found in document + report:
            del found["location"]["path"]
        assert report == document
        assert len(report) > 100

    def test_json_names_the_line_of_the_value(self, check: Check, tmp_path: Path) -> None:
        path = extracted(tmp_path, FOUNDING, "表格.json")
        result = check("表格.json", "--output-format", "github", "--select", "ZP402")
        line = int(result.text.split("line=")[1].split("::")[0].split(",")[0])
        assert '"nature": "有所提升"' in path.read_text("utf-8").split("\n")[line - 1]

    def test_standard_input(self, check: Check, tmp_path: Path) -> None:
        path = extracted(tmp_path, FOUNDING, "表格.json")
        for content in (path.read_bytes(), FOUNDING.read_bytes()):
            result = check("-", "--select", "ZP402", "--output-format", "json", stdin=content)
            assert (result.code, codes(result)) == (1, ["ZP402"])

    def test_a_directory_has_documents_and_reports(self, check: Check, tmp_path: Path) -> None:
        folder = tmp_path / "报告"
        folder.mkdir()
        placed(FOUNDING, folder, "甲.pdf")
        extracted(tmp_path, FOUNDING, "报告/甲.json")  # of the PDF beside it
        extracted(tmp_path, FOUNDING, "报告/乙.json")
        (folder / "package.json").write_text("{}", "utf-8")
        result = check("报告", "--select", "ZP402", "--output-format", "json")
        paths = [one["location"]["path"] for one in json.loads(result.text)]
        assert paths == [str(Path("报告", "乙.json")), str(Path("报告", "甲.pdf"))]

    def test_an_array_of_reports(self, check: Check, tmp_path: Path) -> None:
        placed(FOUNDING, tmp_path, "甲.pdf")
        placed(FOUNDING, tmp_path, "乙.pdf")
        run_zhperf(("extract", "甲.pdf", "乙.pdf", "-o", "all.json"), tmp_path, environment())
        result = check("all.json", "--select", "ZP402", "--output-format", "json")
        assert codes(result) == ["ZP402", "ZP402"]

    def test_json_that_is_no_report(self, check: Check, tmp_path: Path) -> None:
        (tmp_path / "a.json").write_text('{\n"schema_version": "1",\n"tables": 3\n}', "utf-8")
        result = check("a.json", "--output-format", "json")
        assert (result.code, codes(result)) == (3, ["ZP101"])
        assert "line 1: generator" in result.stderr


class TestOutput:
    def test_the_suffix_chooses_the_format(self, check: Check, tmp_path: Path) -> None:
        placed(FOUNDING, tmp_path, "表.pdf")
        result = check("表.pdf", "-o", "清单.sarif")
        assert (result.code, result.text) == (1, "")
        assert json.loads((tmp_path / "清单.sarif").read_text("utf-8"))["version"] == "2.1.0"
        assert result.stderr.startswith("Found ")
        assert check("表.pdf", "-o", "清单.sarif").code == 2
        assert check("表.pdf", "-o", "清单.sarif", "--overwrite").code == 1

    def test_the_step_summary_is_appended(self, check: Check, tmp_path: Path) -> None:
        placed(FOUNDING, tmp_path, "表.pdf")
        summary = tmp_path / "summary.md"
        summary.write_text("before\n", "utf-8")
        check("表.pdf", "--output-format", "github", GITHUB_STEP_SUMMARY=str(summary))
        text = summary.read_text("utf-8")
        assert text.startswith("before\n")
        assert "ZP402" in text

    def test_statistics(self, check: Check, tmp_path: Path) -> None:
        placed(FOUNDING, tmp_path, "表.pdf")
        result = check("表.pdf", "--statistics", "--select", "ZP4", "--output-format", "json")
        counts = {one["code"]: one["count"] for one in json.loads(result.text)}
        assert counts["ZP402"] == 1
        assert counts["ZP424"] == 18

    def test_no_finished_file_is_left_by_an_error(self, check: Check, tmp_path: Path) -> None:
        placed(FOUNDING, tmp_path, "表.pdf")
        assert check("表.pdf", "-o", "missing/list.json").code == 2
        assert sorted(one.name for one in tmp_path.iterdir()) == ["表.pdf"]


class TestSettings:
    def test_configuration(self, check: Check, tmp_path: Path) -> None:
        placed(FOUNDING, tmp_path, "表.pdf")
        (tmp_path / "zhperf.toml").write_text(
            '[check]\nselect = ["ZP4"]\nfail-on = "warning"\n'
            'ignore = [{ rule = "ZP401", reason = "年初未批复" }, "ZP42"]\n'
            '[check.severity]\nZP402 = "note"\n',
            "utf-8",
        )
        result = check("表.pdf", "--output-format", "json")
        found = {one["code"]: one["severity"] for one in json.loads(result.text)}
        assert result.code == 1
        assert found["ZP402"] == "note"
        assert not {"ZP401", "ZP424", "ZP501"} & set(found)

    def test_ignores_of_some_files(self, check: Check, tmp_path: Path) -> None:
        (tmp_path / "2019").mkdir()
        placed(FOUNDING, tmp_path, "2019/甲.pdf")
        placed(FOUNDING, tmp_path, "乙.pdf")
        (tmp_path / "zhperf.toml").write_text(
            '[check.per-file-ignores]\n"2019/**" = ["ZP402"]\n', "utf-8"
        )
        result = check("2019", "乙.pdf", "--select", "ZP402", "--output-format", "json")
        assert [one["location"]["path"] for one in json.loads(result.text)] == ["乙.pdf"]

    def test_a_profile_of_ones_own(self, check: Check, tmp_path: Path) -> None:
        placed(FOUNDING, tmp_path, "表.pdf")
        (tmp_path / "own.toml").write_text(
            'id = "own"\ntitle = "某市"\n[thresholds]\novershoot-note = 9\novershoot-warning = 9\n',
            "utf-8",
        )
        assert codes(check("表.pdf", "--select", "ZP512", "--output-format", "json"))
        result = check(
            "表.pdf", "--select", "ZP512", "--profile", "own.toml", "--output-format", "json"
        )
        assert codes(result) == []


class TestBaseline:
    def test_known_findings_do_not_fail(self, check: Check, tmp_path: Path) -> None:
        placed(FOUNDING, tmp_path, "表.pdf")
        written = check("表.pdf", "--write-baseline", "known.json")
        assert (written.code, written.text) == (0, "")
        result = check("表.pdf", "--baseline", "known.json", "--output-format", "json")
        assert (result.code, codes(result)) == (0, [])

    def test_what_is_new_fails_and_what_is_gone_is_told(self, check: Check, tmp_path: Path) -> None:
        path = extracted(tmp_path, FOUNDING, "表格.json")
        check("表格.json", "--select", "ZP401,ZP402", "--write-baseline", "known.json")
        text = path.read_text("utf-8")
        assert text.count('"有所提升"') == 1
        path.write_text(
            text.replace('"nature": "有所提升"', '"nature": "≥"').replace(
                '"nature": "定性"', '"nature": "大概"', 1
            ),
            "utf-8",
        )
        result = check("表格.json", "--select", "ZP401,ZP402", "--baseline", "known.json")
        assert result.code == 1
        assert result.text.count("ZP402 operator-invalid") == 1
        assert "文化软实力" not in result.text.split("-->")[0]
        assert "1 entry of the baseline" in result.text or "stale" in result.text
