"""What each command prints in each format: standard output, standard error and exit code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from command import Result
from golden import Golden
from zhperf._version import __version__

Run = Callable[..., Result]
Write = Callable[..., None]

COMMANDS = {
    "help": ("--help",),
    "no-arguments": (),
    "extract-help": ("extract", "--help"),
    "tables-help": ("tables", "--help"),
    "template-help": ("template", "--help"),
    "profile-help": ("profile", "--help"),
    "config-help": ("config", "--help"),
    "schema-help": ("schema", "--help"),
    "version": ("--version",),
    "extract-json": ("extract", "教育局.pdf"),
    "extract-json-one-line": ("extract", "教育局.pdf", "--indent", "0"),
    "extract-json-no-provenance": ("extract", "教育局.pdf", "--no-provenance"),
    "extract-json-several": ("extract", "教育局.pdf", "财政局.pdf", "--no-provenance"),
    "extract-jsonl": ("extract", "教育局.pdf", "-f", "jsonl"),
    "extract-jsonl-zh": ("extract", "教育局.pdf", "-f", "jsonl", "--header", "zh"),
    "extract-csv": ("extract", "教育局.pdf", "-f", "csv"),
    "extract-csv-several": ("extract", "教育局.pdf", "财政局.pdf", "卫健委.pdf", "-f", "csv"),
    "extract-csv-excel": (
        "extract", "教育局.pdf", "-f", "csv", "--csv-bom", "--csv-safe", "--header", "zh",
        "--no-provenance",
    ),
    "extract-xlsx-several": ("extract", "教育局.pdf", "财政局.pdf", "-o", "全部.xlsx"),
    "extract-datapackage-several": (
        "extract", "教育局.pdf", "财政局.pdf", "-f", "datapackage", "-o", "数据包",
    ),
    "extract-datapackage-nowhere": ("extract", "教育局.pdf", "-f", "datapackage"),
    "extract-table": ("extract", "教育局.pdf", "-f", "table"),
    "extract-findings": ("extract", "卫健委.pdf", "-f", "table"),
    "extract-quiet": ("extract", "教育局.pdf", "财政局.pdf", "-q", "-f", "jsonl"),
    "extract-directory": ("extract", "教育局.pdf", "财政局.pdf", "卫健委.pdf", "-o", "out/"),
    "extract-encrypted": ("extract", "财政局.pdf"),
    "extract-scan": ("extract", "扫描件.pdf"),
    "extract-no-table": ("extract", "水务局.pdf"),
    "extract-crash": ("extract", "坏文件.pdf"),
    "extract-memory": ("extract", "大文件.pdf"),
    "extract-missing": ("extract", "没有.pdf"),
    "extract-bad-pages": ("extract", "教育局.pdf", "--pages", "5-3"),
    "extract-bad-suffix": ("extract", "教育局.pdf", "-o", "a.ods"),
    "extract-output-exists": ("extract", "教育局.pdf", "-o", "there.json"),
    "extract-output-unwritable": ("extract", "教育局.pdf", "-o", "no/such/folder.json"),
    "extract-nothing": ("extract",),
    "extract-bad-option": ("extract", "教育局.pdf", "--engin", "pdfium"),
    "extract-bad-choice": ("extract", "教育局.pdf", "--engine", "fast"),
    "bad-command": ("extrat", "教育局.pdf"),
    "check-help": ("check", "--help"),
    "check-full": ("check", "教育局.pdf"),
    "check-concise-several": (
        "check", "教育局.pdf", "财政局.pdf", "水务局.pdf", "--output-format", "concise",
    ),
    "check-grouped": ("check", "教育局.pdf", "--select", "ZP4", "--output-format", "grouped"),
    "check-github": ("check", "教育局.pdf", "财政局.pdf", "--output-format", "github"),
    "check-json": ("check", "教育局.pdf", "--select", "ZP803", "--output-format", "json"),
    "check-statistics": ("check", "教育局.pdf", "--statistics"),
    "check-quiet": ("check", "教育局.pdf", "-q", "--output-format", "jsonl", "--select", "ZP402"),
    "check-unreadable": ("check", "财政局.pdf", "扫描件.pdf", "没有.pdf"),
    "check-crash": ("check", "坏文件.pdf", "--output-format", "concise"),
    "check-no-table": ("check", "水务局.pdf"),
    "check-write-baseline": ("check", "教育局.pdf", "--write-baseline", "基线.json"),
    "check-unknown-rule": ("check", "教育局.pdf", "--select", "ZP7O1"),
    "check-unknown-profile": ("check", "教育局.pdf", "--profile", "hubie"),
    "check-config-wrong": ("check", "教育局.pdf", "--config", "检查.toml"),
    "check-output-exists": ("check", "教育局.pdf", "-o", "there.json"),
    "check-bad-suffix": ("check", "教育局.pdf", "-o", "a.ods"),
    "tables-json": ("tables", "教育局.pdf"),
    "tables-json-one-line": ("tables", "教育局.pdf", "--indent", "0"),
    "tables-csv": ("tables", "教育局.pdf", "-f", "csv", "--csv-safe"),
    "tables-markdown": ("tables", "教育局.pdf", "-f", "markdown"),
    "tables-html": ("tables", "教育局.pdf", "-f", "html"),
    "tables-text": ("tables", "教育局.pdf", "-f", "table"),
    "tables-none": ("tables", "水务局.pdf"),
    "tables-directory": ("tables", "."),
    "template-explain": ("template", "--explain", "教育局.pdf"),
    "template-explain-json": ("template", "--explain", "教育局.pdf", "-f", "json"),
    "template-explain-no-table": ("template", "--explain", "水务局.pdf"),
    "template-explain-directory": ("template", "--explain", "."),
    "template-explain-and-id": ("template", "common", "--explain", "教育局.pdf"),
    "template-full-of-nothing": ("template", "--full"),
    "template-unknown": ("template", "national-projct"),
    "template-file": ("template", "某省.toml"),
    "template-file-wrong": ("template", "手误.toml"),
    "template-exists": ("template", "某省.toml", "-o", "there.json"),
    "extract-template-unknown": ("extract", "教育局.pdf", "--template", "natinal-project"),
    "extract-template-wrong": ("extract", "教育局.pdf", "--template", "手误.toml"),
    "extract-template-words": ("extract", "教育局.pdf", "--template", "common"),
    "extract-template-path-empty": ("extract", "教育局.pdf", "--template-path", "空"),
    "extract-config-missing": ("extract", "教育局.pdf", "--config", "没有.toml"),
    "extract-config-wrong": ("extract", "教育局.pdf", "--config", "设置.toml"),
    "extract-config-template": ("extract", "教育局.pdf", "--config", "模板.toml"),
    "profile-file": ("profile", "某市.toml"),
    "profile-full-of-nothing": ("profile", "--full"),
    "profile-unknown": ("profile", "defualt"),
    "profile-wrong": ("profile", "错误方案.toml"),
    "profile-path-empty": ("profile", "--profile-path", "空"),
    "profile-exists": ("profile", "default", "-o", "there.json"),
    "config-check-key": ("config", "--config", "检查键.toml"),
    "config-check-rule": ("config", "--config", "检查规则.toml"),
    "config-check-profile": ("config", "--config", "检查方案.toml"),
    "config-select-unknown": ("config", "--no-config", "--select", "ZP4O1"),
    "extract-config-check-key": ("extract", "教育局.pdf", "--config", "检查键.toml"),
    "batch-help": ("batch", "--help"),
    "status-help": ("status", "--help"),
    "batch-no-output": ("batch", "."),
    "batch-no-archive": ("batch", "-o", "数据集"),
    "batch-memory": ("batch", ".", "-o", "数据集", "--memory", "2 pigs"),
    "batch-glob": ("batch", ".", "-o", "数据集", "--glob", "!*.pdf"),
    "batch-nothing-fits": ("batch", ".", "-o", "数据集", "--glob", "*.docx"),
    "batch-select-without-check": ("batch", ".", "-o", "数据集", "--select", "ZP4"),
    "batch-into-the-archive": ("batch", ".", "-o", "."),
    "batch-into-other-files": ("batch", "空", "-o", "."),
    "batch-collect-nothing": ("batch", "-o", "空", "--collect-only"),
    "batch-config-wrong": ("batch", ".", "-o", "数据集", "--config", "批量.toml"),
    "status-nothing": ("status", "空"),
}  # fmt: skip
IN_CHINESE = (
    "extract-findings", "extract-directory", "extract-encrypted", "extract-scan",
    "extract-no-table", "extract-crash", "extract-memory", "extract-missing", "extract-bad-pages",
    "extract-datapackage-nowhere", "extract-bad-suffix", "extract-output-exists",
    "extract-output-unwritable", "extract-table",
    "tables-text", "tables-none", "tables-directory", "template-explain",
    "template-explain-directory", "template-explain-and-id", "template-full-of-nothing",
    "template-unknown", "template-file-wrong", "extract-template-unknown",
    "extract-template-wrong", "extract-template-path-empty",
    "extract-config-missing", "extract-config-wrong", "extract-config-template",
    "profile-full-of-nothing", "profile-unknown", "profile-wrong", "profile-path-empty",
    "config-check-key", "config-check-rule",
    "config-check-profile", "config-select-unknown", "extract-config-check-key",
    "check-full", "check-concise-several", "check-grouped", "check-github", "check-statistics",
    "check-unreadable", "check-crash", "check-no-table", "check-write-baseline",
    "check-unknown-rule", "check-unknown-profile", "check-config-wrong", "check-bad-suffix",
    "batch-no-archive", "batch-memory", "batch-glob", "batch-nothing-fits",
    "batch-select-without-check", "batch-into-the-archive", "batch-into-other-files",
    "batch-collect-nothing", "batch-config-wrong", "status-nothing",
)  # fmt: skip
"""Commands whose messages are zhperf's own, not typer's."""
FILES = {
    "there.json": "mine",
    "某省.toml": '# 某省的表\nid = "some-province"\ntitle = "项目支出绩效自评表"\n',
    "手误.toml": 'id = "slip"\n\ntitel = "项目支出绩效自评表"\n',
    "设置.toml": 'engine = "pdfium"\nfail_on = "error"\n',
    "某市.toml": '# 某市的规则\nid = "some-city"\ntitle = "某市"\n',
    "错误方案.toml": 'id = "slip"\ntitle = "某市"\n[thresholds]\nrate-tolerance = "0.5"\n',
    "检查键.toml": '[check]\nfail_on = "error"\n',
    "检查规则.toml": '[check]\nselect = [\n    "ZP4",\n    "ZP4O1",\n]\n',
    "检查方案.toml": '[check]\nprofile = "defualt"\n',
    "检查.toml": '[tool.zhperf.check]\nfail_on = "error"\n',
    "批量.toml": '[batch]\nmemory = "2 pigs"\n',
    "模板.toml": '[tool.zhperf]\ntemplate = "natinal-project"\n',
}


@pytest.fixture
def documents(write: Write, tmp_path: Path) -> None:
    write(
        教育局="report", 财政局="encrypted", 卫健委="doubts", 扫描件="scan", 水务局="no table",
        坏文件="crash late", 大文件="devour",
    )  # fmt: skip
    (tmp_path / "空").mkdir()
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, "utf-8")


@pytest.mark.usefixtures("documents")
@pytest.mark.parametrize("name", COMMANDS)
def test_english(name: str, run: Run, golden: Golden) -> None:
    golden.check(f"{name}.txt", _shown(COMMANDS[name], run(*COMMANDS[name])))


@pytest.mark.usefixtures("documents")
@pytest.mark.parametrize("name", IN_CHINESE)
def test_chinese(name: str, run: Run, golden: Golden) -> None:
    result = run(*COMMANDS[name], LANG="zh_CN.UTF-8")
    golden.check(f"{name}.zh.txt", _shown(COMMANDS[name], result))


def _shown(arguments: tuple[str, ...], result: Result) -> str:
    stdout = result.text.replace("\r\n", "␍\n").replace("\ufeff", "<BOM>")
    stdout = stdout.replace(f'"{__version__}"', '"VERSION"').replace(__version__, "VERSION")
    return (
        f"$ zhperf {' '.join(arguments)}\nexit {result.code}\n"
        f"--- standard output\n{stdout}--- standard error\n{result.stderr}---\n"
    )
