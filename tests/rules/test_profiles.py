"""The profiles that come with zhperf: what they hold, and which one a form is checked with."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal

import pytest

from rules.making import table
from zhperf.checking import CheckPlan, profile_for
from zhperf.profiles import DEFAULT, builtin_data, builtin_profiles, choose
from zhperf.templates import builtin_templates

PROFILES = {
    "default",
    "department-activity",
    "guangxi",
    "henan",
    "hubei",
    "jinan",
    "national-project",
    "sichuan",
    "year-start",
}
NAMED = sorted(PROFILES - {DEFAULT})


def test_all_profiles_load_and_the_default_is_the_first() -> None:
    profiles = builtin_profiles()
    assert set(profiles) == PROFILES
    assert next(iter(profiles)) == DEFAULT
    assert all(key == profile.id for key, profile in profiles.items())


@pytest.mark.parametrize("identifier", NAMED)
def test_profile_says_whose_rules_it_holds_and_where_they_are_written(identifier: str) -> None:
    profile = builtin_profiles()[identifier]
    assert profile.title.en
    assert re.search("[一-鿿]", profile.title.zh)
    assert profile.source
    assert all(profile.source)


@pytest.mark.parametrize("identifier", NAMED)
def test_profile_extends_a_known_one(identifier: str) -> None:
    assert builtin_data()[identifier].get("extends", DEFAULT) in PROFILES


@pytest.mark.parametrize("identifier", sorted(PROFILES))
def test_templates_of_a_profile_are_known(identifier: str) -> None:
    assert set(builtin_profiles()[identifier].templates) <= {one.id for one in builtin_templates()}


def test_no_two_profiles_are_chosen_for_one_form() -> None:
    named = Counter(one for profile in builtin_profiles().values() for one in profile.templates)
    assert {name for name, count in named.items() if count > 1} == set()


@pytest.mark.parametrize("identifier", sorted(PROFILES))
def test_points_of_a_profile_are_no_more_than_the_whole(identifier: str) -> None:
    points = builtin_profiles()[identifier].points
    assert sum(points.levels.values(), points.budget or Decimal(0)) <= points.total


@pytest.mark.parametrize("identifier", sorted(PROFILES))
def test_bands_of_a_profile_join(identifier: str) -> None:
    bands = builtin_profiles()[identifier].scores.bands
    ends = [(bands[name].low, bands[name].high) for name in ("not_met", "partly", "met")]
    assert [ends[0][0], *(high for _, high in ends)][:-1] == [low for low, _ in ends]
    assert (ends[0][0], ends[-1][1]) == (0, 100)


@pytest.mark.parametrize(
    ("identifier", "levels", "budget"),
    [
        ("default", {}, None),
        ("national-project", {"产出": 50, "效益": 30, "满意度": 10}, 10),
        ("sichuan", {"产出": 50, "效益": 30, "满意度": 10}, 10),
        ("hubei", {"产出": 40, "效益": 40}, 20),
        ("henan", {"成本": 10, "产出": 30, "效益": 25, "满意度": 5}, None),
        ("jinan", {}, 10),
    ],
)
def test_split_of_points(identifier: str, levels: dict[str, int], budget: int | None) -> None:
    points = builtin_profiles()[identifier].points
    assert (points.levels, points.budget) == (levels, budget)


@pytest.mark.parametrize(
    ("template", "profile"),
    [
        ("department-activity", "department-activity"),
        ("national-project", "national-project"),
        ("nested-project", "national-project"),
        ("department-overall", "national-project"),
        ("points-first", "national-project"),
        ("split-project", "sichuan"),
        ("annual-goals", "hubei"),
        ("method-column", "jinan"),
        ("target-only", "year-start"),
        ("department-flat", "default"),
        ("no-points", "default"),
        ("transfer-payment", "default"),
        ("unknown", "default"),
    ],
)
def test_profile_of_a_form(template: str, profile: str) -> None:
    assert profile_for(table(template=template), CheckPlan()).id == profile


def test_chosen_profile_counts_before_that_of_the_form() -> None:
    plan = CheckPlan(profile="henan")
    assert profile_for(table(template="national-project"), plan).id == "henan"


def test_profile_of_the_user_counts_before_those_of_zhperf() -> None:
    own = builtin_profiles()["henan"].model_copy(
        update={"id": "own", "templates": ("national-project",)}
    )
    plan = CheckPlan(profiles=(own,))
    assert profile_for(table(template="national-project"), plan).id == "own"
    assert profile_for(table(template="annual-goals"), plan).id == "hubei"


def test_no_profile_names_an_unknown_form() -> None:
    assert choose("unknown", builtin_profiles().values()) is None


def test_differences_of_a_profile_are_kept_and_all_else_is_the_default() -> None:
    default, sichuan = builtin_profiles()[DEFAULT], builtin_profiles()["sichuan"]
    assert (default.thresholds.rate_reason_below, sichuan.thresholds.rate_reason_below) == (0, 90)
    assert sichuan.thresholds.rate_tolerance == default.thresholds.rate_tolerance
    assert sichuan.words == default.words
    assert builtin_profiles()["jinan"].scores.reverse == ("ratio",)
