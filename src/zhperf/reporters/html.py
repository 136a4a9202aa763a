"""One web page for reading and printing: what was found, with the rows of the tables around it.

The page loads nothing and runs nothing: the filters are check boxes that the style sheet looks
at.  Every text of a document is escaped, and a policy in the page forbids all but its own style.
"""

from __future__ import annotations

from importlib import resources
from itertools import groupby
from typing import TYPE_CHECKING, Final

from zhperf.errors import Bilingual
from zhperf.reporters.htmlfinding import article
from zhperf.reporters.markup import element, escaped, row
from zhperf.reporters.texts import encoded, one_line
from zhperf.reporters.wording import (
    SEVERITIES,
    STALE,
    all_notes,
    counted,
    joined,
    left_out,
    origin_words,
    rule_counts,
    severity_counts,
    severity_word,
    summary,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhperf.checking import Noted
    from zhperf.errors import Language
    from zhperf.reporters import Checked, ReportLayout, Run

_LANGUAGES: Final = {"en": "en", "zh": "zh-CN"}
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
_TITLE = Bilingual("Check of performance tables", "绩效自评表检查结果")
_RULES = Bilingual("Findings by rule", "按规则统计")
_RULE_HEADERS = (
    Bilingual("Rule", "规则"),
    Bilingual("Severity", "级别"),
    Bilingual("Findings", "问题数"),
    Bilingual("What it finds", "检查内容"),
)
_FILTER = Bilingual("Show:", "显示：")
_TABLE = Bilingual("Table {table}", "表 {table}")
_WHOLE_FILE = Bilingual("Whole file", "整个文件")
_CLEAN = Bilingual("Files without findings", "未发现问题的文件")
_IGNORED = Bilingual("Rules left out", "停用的规则")
_IGNORED_HEADERS = (
    Bilingual("Rule", "规则"),
    Bilingual("Reason", "原因"),
    Bilingual("Files", "文件"),
)
_ALL_FILES = Bilingual("all", "全部")
_NO_REASON = Bilingual("no reason given", "未说明原因")
_COUNTS = Bilingual("{path} ({counts})", "{path}（{counts}）")


def report(run: Run, layout: ReportLayout) -> bytes:
    """The page."""
    language = layout.language
    title = escaped(_TITLE.literal(language))
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{_LANGUAGES[language]}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>",
        f"<style>\n{_style()}</style>",
        "</head>",
        "<body>",
        f"<h1>{title}</h1>",
        element("p", summary(run, layout)),
        *_rules(run, language),
        *_filters(run, language),
        "<main>",
        *(line for source in run.sources if source.notes for line in _source(source, language)),
        "</main>",
        *_clean(run, language),
        *_ignored(run, language),
        *_stale(run, language),
        "</body>",
        "</html>",
        "",
    ]
    return encoded("\n".join(parts))


def _style() -> str:
    return (resources.files("zhperf.reporters") / "page.css").read_text("utf-8")


def _rules(run: Run, language: Language) -> Iterator[str]:
    numbers = rule_counts(run)
    if not numbers:
        return
    yield element("h2", _RULES.literal(language))
    yield '<table class="rules">'
    yield row([one.literal(language) for one in _RULE_HEADERS], header=True)
    for code, number in numbers.items():
        page = run.rules.get(code)
        yield row(
            [
                f"{code} {page.name}" if page else code,
                severity_word(page.severity, language) if page else "",
                str(number),
                page.what.literal(language) if page else "",
            ]
        )
    yield "</table>"


def _filters(run: Run, language: Language) -> Iterator[str]:
    """A check box for each severity that there is; the style sheet hides what is not checked."""
    findings = [note.finding for note in all_notes(run)]
    if not findings:
        return
    yield element("span", _FILTER.literal(language), "filter")
    for severity in SEVERITIES:
        number = sum(one.severity == severity for one in findings)
        if number:
            name = f"show-{severity}"
            text = escaped(counted(number, severity, language))
            yield f'<input class="filter" type="checkbox" id="{name}" checked>'
            yield f'<label class="filter" for="{name}">{text}</label>'


def _source(source: Checked, language: Language) -> Iterator[str]:
    """A heading, then the findings report by report and table by table."""
    counts = severity_counts((note.finding for note in source.notes), language)
    heading = _COUNTS.text(language, path=one_line(source.path), counts=counts)
    yield "<section>"
    yield element("h2", heading)
    for name, notes in groupby(source.notes, key=lambda note: _part(note, language)):
        yield element("h3", name)
        for note in notes:
            yield from article(note, language)
    yield "</section>"


def _part(note: Noted, language: Language) -> str:
    """The heading of a finding: its table, with the report where the source has several."""
    table = note.finding.location.table
    parts = (
        origin_words(note, language),
        "" if table is None else _TABLE.text(language, table=table),
    )
    return joined(parts, language) or _WHOLE_FILE.literal(language)


def _clean(run: Run, language: Language) -> Iterator[str]:
    paths = [one_line(source.path) for source in run.sources if not source.notes]
    yield from _list(_CLEAN, paths, language)


def _ignored(run: Run, language: Language) -> Iterator[str]:
    entries = left_out(run)
    if not entries:
        return
    yield element("h2", _IGNORED.literal(language))
    yield '<table class="left-out">'
    yield row([one.literal(language) for one in _IGNORED_HEADERS], header=True)
    for code, reason, paths in entries:
        files = "\n".join(map(one_line, paths)) or _ALL_FILES.literal(language)
        yield row([code, reason or _NO_REASON.literal(language), files])
    yield "</table>"


def _stale(run: Run, language: Language) -> Iterator[str]:
    yield from _list(STALE, [one_line(entry) for entry in run.stale], language)


def _list(heading: Bilingual, texts: list[str], language: Language) -> Iterator[str]:
    """A heading and a list; nothing without texts."""
    if not texts:
        return
    yield element("h2", heading.literal(language))
    yield "<ul>"
    yield from (element("li", text) for text in texts)
    yield "</ul>"
