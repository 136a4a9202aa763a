"""SARIF 2.1.0 for code scanning: rules with their pages, results with stable fingerprints.

What GitHub asks for is told in its "SARIF support for code scanning": locations relative to the
root of the repository, a line and a column also where a file has none, and at most 25,000
results.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from zhperf._version import __version__
from zhperf.checking import fingerprints
from zhperf.errors import Bilingual
from zhperf.reporters.sarifrules import LEVELS, rule_object
from zhperf.reporters.sarifuris import SOURCE_ROOT, artifact_location
from zhperf.reporters.texts import encoded, one_line
from zhperf.reporters.wording import SEVERITIES, carrier_place, field_label, line_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zhperf.checking import Noted
    from zhperf.reporters import Checked, ReportLayout, Run

Json: TypeAlias = dict[str, Any]

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
MOST_RESULTS: Final = 25_000
"""Results of a run that GitHub accepts; a file with more is refused as a whole."""
FINGERPRINT: Final = "primaryLocationLineHash"
"""The only fingerprint that GitHub uses."""
_ROOT = Bilingual("The folder that the paths begin in.", "各路径所在的起始目录。")
_KNOWN = Bilingual("known to the baseline", "基线已登记")
_LEFT_OUT = Bilingual(
    "{count} results were left out, the mildest first: a run may have {most}",
    "结果最多 {most} 条，已从最轻的开始省略 {count} 条",
)
_LANGUAGES: Final = {"en": "en-US", "zh": "zh-CN"}


class _Entry(NamedTuple):
    """A finding with what its result needs."""

    note: Noted
    artifact: int
    """0-based index of its source."""
    fingerprint: str
    known: bool
    """Whether the baseline knows it."""

    @property
    def weight(self) -> tuple[bool, int]:
        """What counts less is left out first: known ones, then the mildest."""
        return self.known, SEVERITIES.index(self.note.finding.severity)


def report(run: Run, layout: ReportLayout) -> bytes:
    """The log with one run."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run_object(run, layout)]}
    return encoded(json.dumps(log, ensure_ascii=False, indent=2) + "\n")


def _run_object(run: Run, layout: ReportLayout) -> Json:
    rules = {code: index for index, code in enumerate(sorted(run.rules))}
    entries = _entries(run.sources)
    kept = _kept(entries)
    compared = bool(run.stale) or any(source.known for source in run.sources)
    driver = {
        "name": "zhperf",
        "version": __version__,
        "language": _LANGUAGES[layout.language],
        "rules": [rule_object(run.rules[code], layout.language) for code in rules],
    }
    return {
        "tool": {"driver": driver},
        "language": _LANGUAGES[layout.language],
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            SOURCE_ROOT: {"description": {"text": _ROOT.literal(layout.language)}}
        },
        "invocations": [_invocation(run, len(entries) - len(kept), layout)],
        "artifacts": [_artifact(source) for source in run.sources],
        "results": [_result(entry, rules, layout, compared=compared) for entry in kept],
    }


def _entries(sources: Sequence[Checked]) -> list[_Entry]:
    """All findings in order; of each source those that the baseline knows behind the others.

    Of findings that are alike the baseline knows the first, so they are counted first.
    """
    entries = []
    for index, source in enumerate(sources):
        prints = list(fingerprints([*source.known, *source.notes]))
        split = len(source.known)
        known = zip(source.known, prints[:split], strict=True)
        fresh = zip(source.notes, prints[split:], strict=True)
        entries += [_Entry(note, index, one, known=False) for note, one in fresh]
        entries += [_Entry(note, index, one, known=True) for note, one in known]
    return entries


def _kept(entries: list[_Entry]) -> list[_Entry]:
    """As many as are allowed, in their order; the worst are kept."""
    if len(entries) <= MOST_RESULTS:
        return entries
    worst = sorted(range(len(entries)), key=lambda index: entries[index].weight)
    return [entries[index] for index in sorted(worst[:MOST_RESULTS])]


def _invocation(run: Run, left_out: int, layout: ReportLayout) -> Json:
    found: Json = {"executionSuccessful": all(source.sha256 for source in run.sources)}
    if run.ignored:
        found["ruleConfigurationOverrides"] = [
            _override(code, run.ignored[code]) for code in sorted(run.ignored)
        ]
    if left_out:
        text = _LEFT_OUT.text(layout.language, count=left_out, most=MOST_RESULTS)
        found["toolExecutionNotifications"] = [{"level": "warning", "message": {"text": text}}]
    return found


def _override(code: str, reason: str | None) -> Json:
    found: Json = {"descriptor": {"id": code}, "configuration": {"enabled": False}}
    if reason:
        found["properties"] = {"reason": reason}
    return found


def _left_out(code: str, reason: str | None) -> Json:
    return {"id": code, "reason": reason} if reason else {"id": code}


def _artifact(source: Checked) -> Json:
    found: Json = {"location": artifact_location(source.path), "roles": ["analysisTarget"]}
    if source.sha256:
        found["hashes"] = {"sha-256": source.sha256}
    if source.ignored:
        left_out = [_left_out(*one) for one in source.ignored.items()]
        found["properties"] = {"rulesLeftOut": left_out}
    return found


def _result(
    entry: _Entry, rules: Mapping[str, int], layout: ReportLayout, *, compared: bool
) -> Json:
    found = entry.note.finding
    result: Json = {"ruleId": found.code}
    if found.code in rules:
        result["ruleIndex"] = rules[found.code]
    result |= {
        "level": LEVELS[found.severity],
        "message": {"text": _message(found.message)},
        "locations": [_location(entry)],
        "partialFingerprints": {FINGERPRINT: entry.fingerprint},
    }
    if compared:
        # Where one result has these, all must.
        reason = {"kind": "external", "justification": _KNOWN.literal(layout.language)}
        result["baselineState"] = "unchanged" if entry.known else "new"
        result["suppressions"] = [reason] if entry.known else []
    properties = {"value": found.value, "expected": found.expected, "help": found.help}
    given = {name: text for name, text in properties.items() if text is not None}
    return {**result, "properties": given} if given else result


def _message(text: str) -> str:
    """The text without links: what stands in a document must not become one (SARIF 3.11.6)."""
    return text.replace("](", "\\](")


def _location(entry: _Entry) -> Json:
    at = entry.note.finding.location
    line = line_number(entry.note) or 1
    region = {"startLine": line, "startColumn": 1, "endLine": line, "endColumn": 1}
    physical = {
        "artifactLocation": {**artifact_location(at.path), "index": entry.artifact},
        "region": region,
    }
    found: Json = {"physicalLocation": physical}
    if name := logical_name(entry.note):
        found["logicalLocations"] = [{"fullyQualifiedName": name}]
    if properties := _location_properties(entry.note):
        found["properties"] = properties
    return found


def logical_name(note: Noted) -> str:
    """The place in every language: "page 3/table 1/row 12/得分"; "" for the whole file."""
    at = note.finding.location
    parts = (
        one_line(note.origin),
        carrier_place(at) or ("" if at.page is None else f"page {at.page}"),
        "" if at.table is None else f"table {at.table}",
        "" if at.row is None else f"row {at.row}",
        field_label(note),
    )
    return "/".join(part for part in parts if part)


def _location_properties(note: Noted) -> Json:
    at = note.finding.location
    found: Json = {} if note.origin is None else {"report": note.origin}
    if at.bbox is not None:
        found |= {"bbox": list(at.bbox), "unit": at.unit}
    if at.activity is not None:
        found["activity"] = at.activity
    return found
