"""Profiles: what a province and year asks of a table, as data.

Thresholds, splits of points, formulas of scores, required dimensions and lists of words differ
by province and year.  A profile is a TOML file beside this module, or a user's own
(`zhperf.profiles.files`); it extends another one and says only what differs.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from zhperf.errors import Bilingual
from zhperf.tomlproblems import Pattern

DEFAULT = "default"
"""Id of the profile that all others extend in the end."""
AUTO = "auto"
"""The choice of the profile by the family of the form."""
MORE_WORDS = "more-words"
"""Table of a file whose words are added to those that the profile has already."""
WHOLE = ("levels", "grades")
"""Tables that say nothing in part."""

Dimension: TypeAlias = str
"""First level without points and 指标: 产出, 效益, 满意度, 成本."""
Block: TypeAlias = Literal["funds", "weights", "total"]
Formula: TypeAlias = Literal["proportional", "ratio"]


def _kebab(name: str) -> str:
    return name.replace("_", "-")


class Data(BaseModel):
    """Common configuration: closed, so that a slip is told; keys with hyphens in files."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        use_attribute_docstrings=True,
        alias_generator=_kebab,
        populate_by_name=True,
    )


class Thresholds(Data):
    """Numbers that rules compare with."""

    summary_similarity: Decimal
    """ZP301: share of equal text from which a summary counts as copied, 0 to 1."""
    summary_least: int
    """ZP301: so many characters both texts must have, else their likeness says nothing."""
    summary_most: int
    """ZP301: so many characters are compared; the time grows with their square."""
    hundred_share: Decimal
    """ZP303: share of completions that are exactly 100%, 0 to 1."""
    hundred_least: int
    """ZP303: so many completions must be filled in, else a share says nothing."""
    free_text_length: int
    """ZP406: characters beside number, sign and unit from which a value is a text."""
    copied_name_length: int
    """ZP422: characters from which a name that stands in the task counts as copied."""
    repeated_text_length: int
    """ZP507: characters from which a completion in the target's words counts as repeated."""
    overshoot_note: Decimal
    """ZP512: multiple of the target from which a note is given."""
    overshoot_warning: Decimal
    """ZP512: multiple of the target from which a reviewer asks for a reason."""
    rate_tolerance: Decimal
    """ZP701: points between the printed rate and the computed one."""
    rate_score_tolerance: Decimal
    """ZP702: points that a score of the rate may differ."""
    rate_score_warning: Decimal
    """ZP702: up to so many points the difference is a warning, above it an error."""
    rate_reason_below: Decimal
    """ZP703: a rate below it, in per cent, needs a reason."""
    amount_tolerance: Decimal
    """ZP704: difference of amounts in the unit of the block (mostly 万元) that is rounding."""
    points_tolerance: Decimal
    """ZP801 to ZP803, ZP806, ZP807: difference of points that is rounding."""
    formula_tolerance: Decimal
    """ZP804, ZP805: points that a score may differ from the formula, or lie outside of its band."""
    formula_steps: tuple[Decimal, ...]
    """ZP804: steps of points to which scores are rounded."""


class Points(Data):
    """Full scores."""

    total: Decimal
    """ZP801: sum of all full scores."""
    levels: dict[Dimension, Decimal] = {}
    """ZP802: points of each first level; empty: only the table's own labels are compared."""
    budget: Decimal | None = None
    """ZP802: points of the budget's rate; None: not compared."""


class Band(Data):
    """Shares of the full score that a grade may give."""

    low: Decimal
    """Per cent, inclusive."""
    high: Decimal
    """Per cent, inclusive."""


class Scores(Data):
    """How scores are computed."""

    positive: bool
    """ZP804: whether scores of targets with ≥, > or = are compared with min(1, B/A) × W."""
    reverse: tuple[Formula, ...]
    """ZP804: formulas of which one must give the score of a target with ≤ or <.  proportional:
    (1-(B-A)/A) × W, 0 from 2A; ratio: A/B × W.  Empty: not compared."""
    bands: dict[Literal["met", "partly", "not_met"], Band]
    """ZP805: by what the completion says."""
    grades: dict[str, Decimal]
    """ZP808: grade to the total from which it is given, best first."""


class Dimensions(Data):
    """First levels."""

    required: tuple[Dimension, ...]
    """ZP209: a warning where an activity lacks one."""
    optional: tuple[Dimension, ...] = ()
    """ZP209: a note where an activity lacks one."""
    cost: bool
    """ZP210: whether a note is given where an activity has no cost indicator."""


class Words(Data):
    """Lists of words, each with its source as a comment in the file."""

    evaluation_titles: tuple[str, ...]
    """Words of a heading that say that completions are filled in."""
    natures: tuple[str, ...]
    """ZP401, ZP402: what the operator's column may hold besides signs."""
    level1: tuple[str, ...]
    """ZP206, ZP207: first levels, without 指标."""
    level2: dict[str, tuple[str, ...]]
    """ZP206 to ZP210: second levels without 指标, by the first level that may hold them.  The key
    "*" holds those that may stand under any."""
    placeholders: tuple[Pattern, ...]
    """ZP205 to ZP208: whole cells (regular expressions, after folding) that the form printed
    itself."""
    instructions: tuple[Pattern, ...]
    """ZP205 to ZP208: regular expressions, after folding, for what the form asks to fill in."""
    unit_labels: tuple[Pattern, ...]
    """ZP203: regular expressions found in labels whose value names the unit."""
    unit_titles: tuple[Pattern, ...]
    """ZP203: regular expressions found in a heading that names the unit itself."""
    other_years: tuple[str, ...]
    """ZP204: words beside which a year is another one than the plan's."""
    satisfaction: tuple[str, ...]
    """ZP418: of which a satisfaction indicator's name or target has one."""
    asked: tuple[str, ...]
    """ZP418: ends of names that tell who is asked: 受益群众."""
    count_names: tuple[str, ...]
    """ZP416: ends of names that count something: 次数."""
    share_names: tuple[str, ...]
    """ZP416, ZP509: ends of names that are a share: 率."""
    unit_names: tuple[str, ...]
    """ZP407: ends of names that say what is counted, or that nothing is: 得分, 指数."""
    not_share_names: tuple[str, ...]
    """ZP416, ZP509: ends of names that look like a share and are none: 频率."""
    share_units: tuple[str, ...]
    """ZP416: units of shares besides %: 满意度 may be in points of a survey."""
    beyond_hundred: tuple[str, ...]
    """ZP509: ends of names of shares that may exceed 100%: 增长率."""
    grades: tuple[str, ...]
    """ZP415: whole targets that are a grade and so can be checked: 优."""
    measurable: tuple[Pattern, ...]
    """ZP415: whole targets (regular expressions) that can be checked and are no grade: 第四季度."""
    times: tuple[str, ...]
    """ZP413, ZP415: words by which a target without a number names a date: 年底."""
    prose_comparators: tuple[str, ...]
    """ZP414: words for comparators that mean something else in a text: 最低生活保障."""
    savings: tuple[str, ...]
    """ZP421: words of cost indicators of which more is better: 节约."""
    cost_floors: tuple[str, ...]
    """ZP421: ends of names of cost indicators that may have a lower bound: 标准."""
    range_names: tuple[str, ...]
    """ZP403: words of names that are measured within a range: pH."""
    caps: tuple[str, ...]
    """ZP511, ZP512: words of names whose target is not to be passed, though no sign says so."""
    time_names: tuple[str, ...]
    """ZP417: words by which a name or target of a time indicator speaks of time."""
    quality_misnamed: tuple[str, ...]
    """ZP417: ends of names that no quality indicator has."""
    quality_counts: tuple[str, ...]
    """ZP417: words of names that count and tell quality all the same: 返工次数."""
    quantity_misnamed: tuple[str, ...]
    """ZP417: ends of names that no quantity indicator has."""
    done: tuple[Pattern, ...]
    """ZP302: regular expressions, after folding, for what claims completion in a summary."""
    not_done: tuple[Pattern, ...]
    """ZP302: regular expressions, after folding, for what denies it."""
    no_deviation: tuple[Pattern, ...]
    """Whole cells (regular expressions) that say that nothing deviates."""
    unfinished: tuple[Pattern, ...]
    """Whole cells (regular expressions) that say only that it was not done."""
    deviating: tuple[Pattern, ...]
    """Whole cells (regular expressions) that say only that something deviates, or by how much."""
    reasons: tuple[Pattern, ...]
    """Labels (regular expressions found in them) of columns that give the reason of their row."""
    footer_reasons: tuple[Pattern, ...]
    """Labels (regular expressions found in them) under the rows whose value gives reasons."""
    note_reasons: tuple[Pattern, ...]
    """What stands in a note right before a reason (regular expressions): 扣分原因："""
    reason_instructions: tuple[Pattern, ...]
    """Each a regular expression found in instructions that stand where a reason is asked."""
    fund_totals: tuple[str, ...]
    """ZP703, ZP704, ZP801, ZP802, ZP807: whole labels of fund rows that are the sum of others."""
    of_which: str
    """ZP704: how the label of a part begins."""
    weight_columns: tuple[str, ...]
    """ZP801: columns of full scores in blocks outside of the grid, the best first."""
    score_columns: tuple[str, ...]
    """ZP803, ZP807: columns of scores in blocks outside of the grid, the best first."""
    goals: tuple[str, ...]
    """ZP801: how labels of numbered goals begin: 年度绩效目标1."""
    budget_rates: tuple[str, ...]
    """ZP801, ZP802: names of the budget's rate, in a note that states the split of points and as
    a row of the grid."""
    bonus_names: tuple[str, ...]
    """ZP801, ZP806, ZP807: words of levels and names whose points may come on top."""
    maybe_less: tuple[str, ...]
    """ZP804: words of names of which less may be better, although no operator says so: then only
    a completion that equals its target is judged."""
    grade_labels: tuple[Pattern, ...]
    """ZP808: labels (regular expressions found in them) of the grade of the total."""
    measures: tuple[str, ...]
    """ZP602: words of which a text with measures has one."""
    measure_labels: tuple[str, ...]
    """ZP602: words of labels of columns, and under the rows, whose text is measures."""
    more_is_better: tuple[str, ...]
    """ZP505: words of names of which more than the range is no deviation."""
    whole_targets: tuple[Pattern, ...]
    """ZP503: whole targets (regular expressions) that say 100% in words: 全覆盖."""
    deadlines: tuple[Pattern, ...]
    """ZP504: whole targets (regular expressions) that set a time although no date is read."""
    claims: tuple[str, ...]
    """ZP503, ZP504: words in front of a bare percentage that claim that all was done."""
    alike_units: tuple[str, ...]
    """ZP502: groups of units, parted by spaces, that are used for one another."""


class Profile(Data):
    """What is asked of a table."""

    id: str
    """Name of the profile: no spaces, not auto, not ending with .toml."""
    title: Bilingual
    """Whose rules they are; a text, or one for each language."""
    extends: str | None = DEFAULT
    """Id of the profile that it changes."""
    source: tuple[str, ...] = ()
    """Documents that say so."""
    templates: tuple[str, ...] = ()
    """Families of forms that it is chosen for; the first profile that names a family counts."""
    blocks: tuple[Block, ...] = ()
    """ZP211: parts that the form must have."""
    measures: bool = False
    """ZP602: whether the form asks for measures beside reasons."""
    thresholds: Thresholds
    points: Points
    scores: Scores
    dimensions: Dimensions
    words: Words = Field(repr=False)


def builtin_text(identifier: str) -> str:
    """The file of a profile that comes with zhperf, as it is written."""
    return (resources.files(__name__) / f"{identifier}.toml").read_text("utf-8")


@cache
def builtin_data() -> dict[str, dict[str, Any]]:
    """The profiles that come with zhperf as they are written, by id."""
    folder = resources.files(__name__)
    files = sorted(one.name for one in folder.iterdir() if one.name.endswith(".toml"))
    texts = {name: (folder / name).read_text("utf-8") for name in files}
    found = {name.removesuffix(".toml"): tomllib.loads(text) for name, text in texts.items()}
    return {DEFAULT: found.pop(DEFAULT), **found}


def merged(base: Mapping[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    """The data of a profile on those of the one that it extends.

    Tables are merged key by key, all else is replaced.  Points of levels and grades are one
    statement each: they are replaced as a whole.  Words of `more-words` are added.
    """
    whole = _merged(base, {key: value for key, value in change.items() if key != MORE_WORDS})
    if MORE_WORDS in change:
        whole["words"] = _added(whole.get("words", {}), change[MORE_WORDS])
    return whole


def _merged(base: Mapping[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    whole = dict(base)
    for key, value in change.items():
        before = whole.get(key)
        if isinstance(value, dict) and isinstance(before, dict) and key not in WHOLE:
            whole[key] = _merged(before, value)
        else:
            whole[key] = value
    return whole


def _added(words: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """Lists of words with more words behind them, each once."""
    whole = dict(words)
    for key, value in more.items():
        if isinstance(value, dict):
            whole[key] = _added(whole.get(key, {}), value)
        else:
            whole[key] = list(dict.fromkeys((*whole.get(key, ()), *value)))
    return whole


def completed(identifier: str, files: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The data of a profile with all that it extends.

    Args:
        identifier: A key of `files`.
        files: Data by id; what a file extends is among them, and none extends itself.
    """
    data = files[identifier]
    if identifier == DEFAULT:
        return dict(data)
    base = completed(data.get("extends") or DEFAULT, files)
    # The choice of forms and the sources are a profile's own.
    for own in ("templates", "source"):
        base.pop(own, None)
    return merged(base, data)


@cache
def builtin_profile(identifier: str) -> Profile:
    """A profile that comes with zhperf; each is built when it is asked for."""
    return Profile.model_validate(completed(identifier, builtin_data()))


def builtin_profiles() -> dict[str, Profile]:
    """The profiles that come with zhperf, by id; the default first."""
    return {key: builtin_profile(key) for key in builtin_data()}


def builtin_for(template: str) -> Profile:
    """The profile of zhperf for a family of forms; the default if none names the family."""
    named = (key for key, data in builtin_data().items() if template in data.get("templates", ()))
    return builtin_profile(next(named, DEFAULT))


def choose(template: str, profiles: Iterable[Profile]) -> Profile | None:
    """The first profile for a family of forms; None if none names it."""
    return next((one for one in profiles if template in one.templates), None)


@lru_cache(maxsize=256)
def any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """One expression for all patterns of a list; of an empty one that which nothing matches."""
    return re.compile("|".join(f"(?:{one})" for one in patterns) or r"(?!)")
