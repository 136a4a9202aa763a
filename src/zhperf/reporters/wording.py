"""Words that all reporters share: places, severities, counts, and the line that ends a text."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from zhperf.errors import Bilingual, Language
from zhperf.excerpts import FUND_NAME
from zhperf.formtexts import shortened
from zhperf.pagetext import SEVERITIES as SEVERITY_WORDS
from zhperf.placewords import location_words
from zhperf.report import LineRegion
from zhperf.reporters.fieldnames import field_name
from zhperf.reporters.texts import one_line
from zhperf.writers.places import place_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from zhperf.checking import Noted
    from zhperf.report import Finding, Location
    from zhperf.reporters import ReportLayout, Run
    from zhperf.rulebook import Severity

SEVERITIES: Final[tuple[Severity, ...]] = ("error", "warning", "note")
"""Worst first."""
STALE: Final = Bilingual(
    "Entries of the baseline that fit nothing any more", "基线中已不再对应任何问题的条目"
)
LONGEST_LABEL: Final = 40
"""Characters of a field's name in a place: that of a fund with its column is shorter."""
_REPORT = Bilingual("report {name}", "报告“{name}”")
_TABLE = Bilingual("table {table}", "表 {table}")
_ROW = Bilingual("row {row}", "第 {row} 行")
_ACTIVITY = Bilingual("activity {name}", "活动“{name}”")
_IN_FILE = Bilingual(" (in the file: {place})", "（文件中：{place}）")
_COMMA = Bilingual(", ", "，")
_ENUMERATION = Bilingual(", ", "、")
_AND = Bilingual(" and ", "、")
_FOUND = Bilingual("Found {counts} in {files}{extent}.", "发现 {counts}，共检查 {files}{extent}。")
_NOTHING_FOUND = Bilingual("No findings in {files}{extent}.", "检查 {files}，未发现问题{extent}。")
_EXTENT = Bilingual(" ({parts})", "（{parts}）")
_EXPLAIN = Bilingual(" Explain a rule: zhperf rule {code}", "规则说明：zhperf rule {code}")
_COUNTED: Final[dict[str, tuple[Bilingual, Bilingual]]] = {
    "error": (Bilingual("{n} error", "{n} 处错误"), Bilingual("{n} errors", "{n} 处错误")),
    "warning": (Bilingual("{n} warning", "{n} 处警告"), Bilingual("{n} warnings", "{n} 处警告")),
    "note": (Bilingual("{n} note", "{n} 处提示"), Bilingual("{n} notes", "{n} 处提示")),
    "file": (Bilingual("{n} file", "{n} 个文件"), Bilingual("{n} files", "{n} 个文件")),
    "rule": (Bilingual("{n} rule", "{n} 条规则"), Bilingual("{n} rules", "{n} 条规则")),
    "indicator": (
        Bilingual("{n} indicator", "{n} 个指标"),
        Bilingual("{n} indicators", "{n} 个指标"),
    ),
    "finding": (
        Bilingual("{n} finding", "{n} 处问题"),
        Bilingual("{n} findings", "{n} 处问题"),
    ),
    "known": (
        Bilingual("{n} finding known to the baseline", "基线已登记 {n} 处"),
        Bilingual("{n} findings known to the baseline", "基线已登记 {n} 处"),
    ),
    "stale": (
        Bilingual("{n} entry of the baseline fits nothing", "基线中有 {n} 条已不再对应任何问题"),
        Bilingual("{n} entries of the baseline fit nothing", "基线中有 {n} 条已不再对应任何问题"),
    ),
}
"""One and several."""


class LeftOut(NamedTuple):
    """A rule that did not run."""

    code: str
    reason: str | None
    """As the user gave it."""
    paths: tuple[str, ...]
    """Of the sources that it was left out for; () for all."""


def severity_word(severity: Severity, language: Language) -> str:
    """What the severity is called."""
    return SEVERITY_WORDS[severity].literal(language)


def counted(number: int, thing: str, language: Language) -> str:
    """A number of things: "1 error", "3 处错误"."""
    one, several = _COUNTED[thing]
    return (one if number == 1 else several).text(language, n=number)


def severity_counts(findings: Iterable[Finding], language: Language) -> str:
    """How many of each severity, worst first; "" for none: "2 errors, 1 warning and 3 notes"."""
    numbers = Counter(one.severity for one in findings)
    parts = [counted(numbers[one], one, language) for one in SEVERITIES if numbers[one]]
    if len(parts) < 2:
        return "".join(parts)
    first = _ENUMERATION.literal(language).join(parts[:-1])
    return f"{first}{_AND.literal(language)}{parts[-1]}"


def place_words(note: Noted, language: Language) -> str:
    """Where a finding is, without its file: "page 12, table 1, row 5, 执行率"; "" for all of it.

    A finding about an activity names it.  Of a source with several reports, the report comes
    first; of one without pages, what stands in the file follows in brackets.
    """
    at = note.finding.location
    words = location_words(at)
    parts = [
        origin_words(note, language),
        words.literal(language) if words and at.place is None else "",
        "" if at.table is None else _TABLE.text(language, table=at.table),
        "" if at.row is None else _ROW.text(language, row=at.row),
        _activity(at, language),
        shortened(field_label(note), LONGEST_LABEL),
    ]
    text = joined(parts, language)
    if words is None or at.place is None:
        return text
    inside = one_line(words.literal(language))
    return text + _IN_FILE.text(language, place=inside) if text else inside


def joined(parts: Iterable[str], language: Language) -> str:
    """The parts of a place with commas between them; empty ones are left out."""
    return _COMMA.literal(language).join(part for part in parts if part)


def origin_words(note: Noted, language: Language) -> str:
    """The report that a finding is in: "report 甲.pdf"; "" where its source has only one."""
    return _REPORT.text(language, name=one_line(note.origin)) if note.origin else ""


def field_label(note: Noted) -> str:
    """The field as the form prints it; of the funds block with the row: 年度资金总额·执行率."""
    name = field_name(note.finding.location.field)
    fund = _fund_name(note)
    return f"{fund}·{name}" if fund else name


def _fund_name(note: Noted) -> str:
    """The name of the fund that a finding is on, its number where others stand beside it."""
    excerpt, field = note.excerpt, note.finding.location.field or ""
    if excerpt is None or excerpt.marked_row is None or not field.startswith("funds."):
        return ""
    if FUND_NAME in excerpt.fields:
        printed = excerpt.rows[excerpt.marked_row][excerpt.fields.index(FUND_NAME)]
        if name := shortened(one_line(printed)).rstrip(":："):
            return name
    return f"{field_name('funds')}{excerpt.marked_row + 1}" if len(excerpt.rows) > 1 else ""


def _activity(at: Location, language: Language) -> str:
    if at.row is not None or not at.activity:
        return ""
    return _ACTIVITY.text(language, name=shortened(one_line(at.activity)))


def where(note: Noted, language: Language) -> str:
    """The file and the place."""
    return joined((one_line(note.finding.location.path), place_words(note, language)), language)


def short_place(note: Noted) -> str:
    """The place in every language: "p3 r12 得分", "自评表!C5 r12 得分"; "" for the whole file."""
    at = note.finding.location
    parts = (
        one_line(note.origin),
        carrier_place(at) or ("" if at.page is None else f"p{at.page}"),
        "" if at.row is None else f"r{at.row}",
        field_label(note),
    )
    return " ".join(part for part in parts if part)


def carrier_place(at: Location) -> str:
    """The cell, paragraph or line of a source without pages: 自评表!C5; "" where there is none."""
    return "" if at.place is None else one_line(place_text(at.place))


def line_number(note: Noted) -> int | None:
    """1-based line of the file that the finding is on; None where a file has no lines."""
    place = note.finding.location.place
    return place.line if isinstance(place, LineRegion) else note.line


def all_notes(run: Run) -> Iterator[Noted]:
    """The findings of all sources in order, without those that the baseline knows."""
    for source in run.sources:
        yield from source.notes


def worst_first(notes: Iterable[Noted]) -> list[Noted]:
    """Errors, then warnings, then notes; in print order among each."""
    return sorted(notes, key=lambda note: SEVERITIES.index(note.finding.severity))


def rule_counts(run: Run, *, known: bool = False) -> Mapping[str, int]:
    """How many findings each rule has, by code in order; rules without are left out.

    Args:
        run: What was checked.
        known: Count those that the baseline knows instead.
    """
    notes = chain.from_iterable(one.known if known else one.notes for one in run.sources)
    return dict(sorted(Counter(note.finding.code for note in notes).items()))


def left_out(run: Run) -> list[LeftOut]:
    """The rules that the user left out for all sources or for some, by code."""
    found: dict[tuple[str, str | None], list[str]] = {one: [] for one in run.ignored.items()}
    for source in run.sources:
        for one in source.ignored.items():
            found.setdefault(one, []).append(source.path)
    entries = [LeftOut(*one, tuple(paths)) for one, paths in found.items()]
    return sorted(entries, key=lambda entry: entry.code)


def summary(run: Run, layout: ReportLayout) -> str:
    """The line that ends a text, without a line feed: what was found, in how much."""
    language = layout.language
    findings = [note.finding for note in all_notes(run)]
    files = counted(len(run.sources), "file", language)
    extent = _extent(run, language)
    if not findings:
        return _NOTHING_FOUND.text(language, files=files, extent=extent)
    counts = severity_counts(findings, language)
    found = _FOUND.text(language, counts=counts, files=files, extent=extent)
    return found + _EXPLAIN.text(language, code=_to_explain(findings))


def _extent(run: Run, language: Language) -> str:
    known = sum(len(source.known) for source in run.sources)
    parts = [
        counted(len(run.rules), "rule", language),
        counted(sum(source.indicators for source in run.sources), "indicator", language),
        known and counted(known, "known", language),
        run.stale and counted(len(run.stale), "stale", language),
    ]
    joined = _COMMA.literal(language).join(str(part) for part in parts if part)
    return _EXTENT.text(language, parts=joined)


def _to_explain(findings: list[Finding]) -> str:
    """The rule to read first: of the worst severity the most frequent; of several the last."""
    worst = min((one.severity for one in findings), key=SEVERITIES.index)
    numbers = Counter(one.code for one in findings if one.severity == worst)
    return max(numbers, key=lambda code: (numbers[code], code))
