"""What each reporter writes, in both languages."""

from __future__ import annotations

import io
import json

import handmade
import openpyxl
import pytest

from golden import Golden
from zhperf.errors import Language
from zhperf.pagetext import page_markdown, page_plain
from zhperf.reporters import FORMATS, ReportFormat, ReportLayout, render, step_summary

LANGUAGES: tuple[Language, ...] = ("en", "zh")
TEXTS = [one for one in FORMATS if one not in ("xlsx", "sarif")]
SUFFIXES: dict[ReportFormat, str] = {
    "json": "json", "jsonl": "jsonl", "junit": "xml", "csv": "csv", "html": "html",
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("output", TEXTS)
def test_text(output: ReportFormat, language: Language, golden: Golden) -> None:
    layout = ReportLayout(language, width=88)
    text = render(handmade.everyday(language), output, layout).decode().replace("\r\n", "␍\n")
    golden.check(f"{output}.{language}.{SUFFIXES.get(output, 'txt')}", text)


@pytest.mark.parametrize("output", ["full", "grouped"])
def test_colours(output: ReportFormat, golden: Golden) -> None:
    text = render(handmade.everyday(), output, ReportLayout(color=True)).decode()
    golden.check(f"{output}.color.txt", text.replace("\x1b", "␛"))


def test_colours_change_nothing_else() -> None:
    for output in ("full", "grouped"):
        run = handmade.everyday()
        colored = render(run, output, ReportLayout(color=True)).decode()
        for style in ("0", "1", "2", "1;31", "1;33", "1;36"):
            colored = colored.replace(f"\x1b[{style}m", "")
        assert colored == render(run, output, ReportLayout()).decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_sarif(language: Language, golden: Golden) -> None:
    """The pages of rules are tested where they are made."""
    log = json.loads(render(handmade.everyday(language), "sarif", ReportLayout(language)))
    for rule in log["runs"][0]["tool"]["driver"]["rules"]:
        page = handmade.RULES[rule["id"]]
        plain, markdown = page_plain(page, language), page_markdown(page, language)
        assert rule.pop("help") == {"text": plain, "markdown": markdown}
    golden.check(f"sarif.{language}.json", json.dumps(log, ensure_ascii=False, indent=1) + "\n")


@pytest.mark.parametrize("language", LANGUAGES)
def test_xlsx(language: Language, golden: Golden) -> None:
    written = render(handmade.everyday(language), "xlsx", ReportLayout(language))
    book = openpyxl.load_workbook(io.BytesIO(written))
    lines = []
    for sheet in book.worksheets:
        lines.append(f"== {sheet.title} {sheet.freeze_panes} {sheet.auto_filter.ref}")
        for row in sheet.iter_rows():
            shown = (
                f"{cell.value!r}{'#' + cell.fill.fgColor.rgb[2:] if cell.fill.fill_type else ''}"
                for cell in row
            )
            lines.append(" | ".join(shown).replace("None", ""))
    golden.check(f"xlsx.{language}.txt", "\n".join([*lines, ""]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_step_summary(language: Language, golden: Golden) -> None:
    text = step_summary(handmade.everyday(language), ReportLayout(language))
    golden.check(f"step-summary.{language}.md", text)


@pytest.mark.parametrize("output", FORMATS)
def test_the_same_run_gives_the_same_bytes(output: ReportFormat) -> None:
    run = handmade.everyday()
    assert render(run, output, ReportLayout()) == render(run, output, ReportLayout())
