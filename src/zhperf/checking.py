"""From a report to findings: rules are run on every table, their places become findings.

Reports come from a reading or from extracted JSON.  Rules see a table with its profile and say
where; here the place, the texts in the user's language and the severity are added.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from zhperf.errors import Bilingual, PluginError
from zhperf.excerpts import Excerpt, excerpt
from zhperf.forms import Form
from zhperf.profiles import AUTO, builtin_for, builtin_profile, choose
from zhperf.report import Finding, Location, Region
from zhperf.rules import all_rules
from zhperf.rules.plugins import in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhperf.errors import Language
    from zhperf.profiles import Profile
    from zhperf.report import Indicator, Place, Report, Table
    from zhperf.rulebook import Hit, Rule, RulePage, Severity

_RANKS: Final[dict[str, int]] = {"note": 0, "warning": 1, "error": 2}


@dataclass(frozen=True, slots=True)
class CheckPlan:
    """What to check, and how."""

    codes: frozenset[str] | None = None
    """Rules to run, those of the reading too; None: all that run by default."""
    severities: Mapping[str, Severity] = field(default_factory=dict)
    """By code, where they are not the rule's own."""
    profile: str = AUTO
    """Id of a profile, or "auto": by the family of the form."""
    profiles: Sequence[Profile] = ()
    """Profiles that count before those of zhperf."""
    language: Language = "en"


class Noted(NamedTuple):
    """A finding with what reporters show beside it."""

    finding: Finding
    excerpt: Excerpt | None
    """The rows around; None for findings about the whole source."""
    key: str
    """What stays the same when rows move: table, activity, names of the indicator, field."""
    line: int | None = None
    """1-based line in a JSON source."""
    origin: str | None = None
    """The document that a report was read from; None where its source holds only one report."""


def check(report: Report, plan: CheckPlan | None = None, *, path: str | None = None) -> list[Noted]:
    """Run the rules on a report.

    Args:
        report: What was read.
        plan: Rules, profile and language.
        path: Of the findings' locations; None: that of the report's source.

    Returns:
        The findings of the reading and of the rules in print order: those about the whole source,
        then table by table, then row by row.

    Raises:
        PluginError: A package with rules cannot be used, or one of its rules fails.
    """
    plan = plan or CheckPlan()
    path = report.source.path if path is None else path
    rules = _selected(plan.codes)
    found = [
        Noted(_of_reading(one, plan, path), None, _reading_key(one))
        for one in report.findings
        if one.code in rules
    ]
    for table in report.tables:
        form = Form(report, table, profile_for(table, plan))
        found += [note for rule in rules.values() for note in _run(rule, form, plan, path)]
    return sorted(found, key=_order)


def profile_for(table: Table, plan: CheckPlan) -> Profile:
    """The profile that a table is checked with."""
    if plan.profile == AUTO:
        return choose(table.template, plan.profiles) or builtin_for(table.template)
    own = (one for one in plan.profiles if one.id == plan.profile)
    return next(own, None) or builtin_profile(plan.profile)


def _selected(codes: frozenset[str] | None) -> dict[str, Rule]:
    return {
        code: rule
        for code, rule in all_rules().items()
        if rule.page.status != "removed" and (rule.page.default if codes is None else code in codes)
    }


def _of_reading(finding: Finding, plan: CheckPlan, path: str) -> Finding:
    changes = {
        "severity": plan.severities.get(finding.code, finding.severity),
        "location": finding.location.model_copy(update={"path": path}),
    }
    return finding.model_copy(update=changes)


def _run(rule: Rule, form: Form, plan: CheckPlan, path: str) -> list[Noted]:
    """The findings of a rule on a table.

    Raises:
        PluginError: The rule of an installed package raised something: what it would have found
            is unknown, so nothing may look like a complete result.
    """
    if rule.check is None:
        return []
    try:
        return [_noted(form, rule.page, hit, plan, path) for hit in rule.check(form)]
    except (Exception, SystemExit) as error:  # code of others must not end the process
        if rule.origin is None:
            raise
        raise _crash(rule, form.table, path, error) from error


def _crash(rule: Rule, table: Table, path: str, error: BaseException) -> PluginError:
    code, name, why = rule.page.code, rule.page.name, in_words(error)
    return PluginError(
        rule.origin or "",
        reason=Bilingual(
            f"the rule {code} {name} failed on table {table.index} of {path}: {why}",
            f"规则 {code} {name} 检查 {path} 的第 {table.index} 个表格时出错：{why}",
        ),
        fix=Bilingual(
            f"repair the package, or leave the rule out: --ignore {code}",
            f"请修复该软件包，或用 --ignore {code} 跳过该规则",
        ),
    )


def _noted(form: Form, page: RulePage, hit: Hit, plan: CheckPlan, path: str) -> Noted:
    template = page.message if hit.variant is None else page.variants[hit.variant]
    finding = Finding(
        code=page.code,
        name=page.name,
        severity=_severity(page, hit, plan),
        message=template.text(plan.language, **hit.values),
        help=page.help.text(plan.language, **hit.values) or None,
        location=location(form.table, hit, path),
        value=hit.value,
        expected=hit.expected,
    )
    return Noted(finding, excerpt(form, hit), _key(form.table, hit))


def _severity(page: RulePage, hit: Hit, plan: CheckPlan) -> Severity:
    """That of the place, of the user or of the rule.

    The user's stands for the rule's own.  Places that the rule takes lighter stay lighter (a note
    where a reason is given); none is graver than the user says.
    """
    own = hit.severity or page.severity
    given = plan.severities.get(page.code)
    if given is None:
        return own
    lighter = _RANKS[own] < _RANKS[page.severity]
    return min(own, given, key=_RANKS.__getitem__) if lighter else given


def location(table: Table, hit: Hit, path: str) -> Location:
    """Where a hit is.

    The page and box are those of the field; of the row where the field prints nothing.
    """
    place = _place(table, hit)
    activity = hit.row.activity if hit.row else hit.activity
    region = place if isinstance(place, Region) else None
    return Location(
        path=path,
        page=region.page if region else None,
        table=table.index,
        row=hit.row.number if hit.row else None,
        activity=activity.name if activity else None,
        field=hit.field,
        bbox=region.bbox if region else None,
        place=None if isinstance(place, Region) else place,
    )


def _place(table: Table, hit: Hit) -> Place | None:
    regions: Mapping[str, list[Place]]
    if hit.row is not None:
        regions = hit.row.indicator.regions
    elif hit.activity is not None:
        regions = hit.activity.regions or _first_row(hit.activity.indicators)
    else:
        regions = table.regions
    if hit.field is not None and regions.get(hit.field):
        return regions[hit.field][0]
    # The deepest name stands in the row itself, merged cells may begin on a page before.
    for name in ("level3", "level2", "target", "name", "title"):
        if regions.get(name):
            return regions[name][0]
    return next((places[0] for places in regions.values() if places), None)


def _first_row(indicators: Sequence[Indicator]) -> Mapping[str, list[Place]]:
    return indicators[0].regions if indicators else {}


def steps_to(report: Report, place: Location) -> tuple[str | int, ...]:
    """Keys and 0-based positions from a report to what a finding is about.

    Args:
        report: The report.
        place: Where a finding on it is.
    """
    position = next((at for at, one in enumerate(report.tables) if one.index == place.table), None)
    if position is None:
        return ()
    table = report.tables[position]
    field = _field_steps(place.field)
    if place.row is not None:
        return ("tables", position, *_row_steps(table, place.row), *field)
    names = [activity.name for activity in table.activities]
    if place.activity is not None and place.activity in names:
        return ("tables", position, "activities", names.index(place.activity), *field)
    return ("tables", position, *field)


def _row_steps(table: Table, row: int) -> tuple[str | int, ...]:
    number = row - 1
    for position, activity in enumerate(table.activities):
        if number < len(activity.indicators):
            return ("activities", position, "indicators", number)
        number -= len(activity.indicators)
    return ()


def _field_steps(field: str | None) -> tuple[str | int, ...]:
    """Labels of `fields` may have dots of their own: "fields.1.单位" is two steps."""
    if field is None:
        return ()
    first, _, rest = field.partition(".")
    if first in ("fields", "extra"):
        return (first, rest)
    return tuple(int(step) if step.isdigit() else step for step in field.split("."))


def _key(table: Table, hit: Hit) -> str:
    activity = hit.row.activity if hit.row else hit.activity
    names = hit.row.texts[:3] if hit.row is not None else ()
    year = None if table.fiscal_year is None else str(table.fiscal_year)
    parts = (table.title, table.department, year, activity and activity.name, *names, hit.field)
    return "|".join([part or "" for part in parts])


def _reading_key(finding: Finding) -> str:
    """Nothing of it is in the user's language."""
    at = finding.location
    place = at.place.model_dump_json() if at.place else at.page
    parts = (finding.code, at.table, place, at.row, at.activity, at.field, finding.value)
    return "|".join(str(part or "") for part in parts)


def fingerprint(code: str, path: str, key: str, occurrence: int = 0) -> str:
    """16 hexadecimal digits that stay the same when rows move.

    Args:
        code: Of the rule.
        path: Of the source.
        key: `Noted.key`.
        occurrence: 0-based number among findings that are alike in all of these.
    """
    text = "|".join((code, path, key, *([str(occurrence)] if occurrence else [])))
    # The name of a file may hold bytes that are no UTF-8, as surrogates.
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def fingerprints(notes: Iterable[Noted], path: str | None = None) -> Iterator[str]:
    """The fingerprint of each finding, in order.

    Args:
        notes: All findings of a run.
        path: Instead of the findings' own.
    """
    seen: dict[tuple[str, str, str], int] = {}
    for note in notes:
        at = note.finding.location.path if path is None else path
        alike = (note.finding.code, at, note.key)
        occurrence = seen.get(alike, 0)
        seen[alike] = occurrence + 1
        yield fingerprint(*alike, occurrence)


def _order(note: Noted) -> tuple[int, int, str]:
    place = note.finding.location
    return place.table or 0, place.row or 0, note.finding.code
