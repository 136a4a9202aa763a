"""The pages of zhperf's own rules."""

from __future__ import annotations

import re

import pytest

from zhperf.errors import Bilingual
from zhperf.findings import READING_RULES
from zhperf.profiles import builtin_profiles
from zhperf.rules import builtin_pages, evidence

PAGES = builtin_pages()


def test_the_reading_has_a_page_for_each_of_its_findings() -> None:
    reading = {code: page for code, page in PAGES.items() if code.startswith("ZP1")}
    assert reading.keys() == READING_RULES.keys()
    for code, page in reading.items():
        rule = READING_RULES[code]
        said = (page.name, page.severity, page.message, page.help)
        assert said == (rule.name, rule.severity, rule.message, rule.help)


def test_codes_are_in_order_and_names_differ() -> None:
    assert list(PAGES) == sorted(PAGES)
    assert len({page.name for page in PAGES.values()}) == len(PAGES)


@pytest.mark.parametrize("code", PAGES)
def test_options_are_keys_of_profiles(code: str) -> None:
    known = builtin_profiles()["default"].model_dump(by_alias=True)
    for option in PAGES[code].options:
        first, _, rest = option.partition(".")
        value = known[first]
        assert not rest or rest in value


@pytest.mark.parametrize("code", PAGES)
def test_evidence_is_named(code: str) -> None:
    assert PAGES[code].evidence
    for key in PAGES[code].evidence:
        assert key in evidence()


@pytest.mark.parametrize("code", PAGES)
def test_texts_are_in_both_languages(code: str) -> None:
    page = PAGES[code]
    texts: list[Bilingual] = [page.message, page.help, page.what, page.why, page.example]
    for text in (*texts, *page.variants.values()):
        assert text.en
        assert re.search(r"[\u4e00-\u9fff{]", text.zh)
        assert set(re.findall(r"{(\w+)", text.en)) == set(re.findall(r"{(\w+)", text.zh))


def test_every_source_has_a_title() -> None:
    assert all(source["title"] for source in evidence().values())
    assert all(source.get("url", "https://").startswith("http") for source in evidence().values())
