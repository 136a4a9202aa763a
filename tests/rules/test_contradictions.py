"""Contradictions that published forms print are found in them, as they are read.

The forms stand in tests/realforms/forms; figures of theirs that were changed there are put back.
"""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import NamedTuple

import pytest

import zhperf
from realforms.formfile import FOLDER, RealForm, load
from realforms.test_other_carriers import web_page
from rules.making import notes
from zhperf.checking import CheckPlan, check
from zhperf.errors import Language
from zhperf.report import Finding, Report

LANGUAGES: tuple[Language, ...] = ("en", "zh")


def published(name: str) -> RealForm:
    """A published form by the name of its file."""
    return load(FOLDER / "forms" / f"{name}.toml")


def with_texts(form: RealForm, texts: dict[str, str]) -> RealForm:
    """A form with other texts in the cells that hold these."""
    missing = set(texts) - {cell.text for cell in form.table.cells}
    assert not missing, f"no cell holds {missing}"
    cells = tuple(
        dataclasses.replace(cell, text=texts.get(cell.text, cell.text)) for cell in form.table.cells
    )
    return dataclasses.replace(form, table=dataclasses.replace(form.table, cells=cells))


def read(form: RealForm, folder: Path) -> Report:
    """The report of a form."""
    source = folder / "form.html"
    source.write_bytes(web_page(form))
    return zhperf.extract(source)


class Contradiction(NamedTuple):
    """What a form prints against itself."""

    code: str
    field: str
    row: int | None
    value: str
    expected: str | None


def found(report: Report, only: str) -> list[Contradiction]:
    """What a rule finds with the profile of the form."""
    return [_contradiction(one.finding) for one in notes(report, only)]


def _contradiction(finding: Finding) -> Contradiction:
    place = finding.location
    assert place.field is not None
    return Contradiction(
        finding.code, place.field, place.row, finding.value or "", finding.expected
    )


FORMS: dict[str, tuple[str, dict[str, str], list[Contradiction]]] = {
    "Lingling prints a rate of 100%, 80.44% were spent": (
        "hn-dept-2021",
        {},
        [
            Contradiction("ZP701", "funds.0.rate", None, "100%", "80.44%"),
            Contradiction("ZP702", "funds.0.score", None, "10", "8.04"),
        ],
    ),
    "Langfang gives 9 points for a rate of 86.2%": (
        "national-project-2019-hebei",
        {"84%": "86.2%", "44.1": "45.34"},
        [Contradiction("ZP702", "funds.0.score", None, "9", "8.62")],
    ),
    "Chizhou prints a total of 0 over a part of 90": (
        "national-project-2022-anhui-chizhou",
        {"66": "90", "65.9": "90"},
        [
            Contradiction("ZP704", f"funds.0.{column}", None, "0", "90")
            for column in ("initial", "budget", "executed")
        ],
    ),
    "Huangshi distributes 98 points": (
        "hb-project-2020-2023",
        {"年度绩效目标2（40分）": "年度绩效目标2（38分）"},
        [
            Contradiction(
                "ZP801", "fields.年度绩效目标1（40分）", None, "年度绩效目标1（40分）", "100"
            )
        ],
    ),
    "Lijiang gives 9 of 10 points without a reason": (
        "yn-project-2020",
        {},
        [
            Contradiction("ZP806", "score", 1, "19", None),
            Contradiction("ZP806", "score", 5, "9", None),
        ],
    ),
    "Lingling gives 5 of 6 points without a reason": (
        "hn-dept-2021",
        {},
        [
            Contradiction("ZP806", "score", 2, "5", None),
            Contradiction("ZP806", "score", 6, "5", None),
        ],
    ),
    "Zhongjiang distributes 70 and 20 points, its note says 50 and 30": (
        "sc-bridge-fund-2022",
        {},
        [
            Contradiction("ZP802", "level1", 1, "产出指标（70分）", "50"),
            Contradiction("ZP802", "level1", 6, "效益指标（20分）", "30"),
        ],
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_contradiction_is_found(name: str, tmp_path: Path) -> None:
    file, texts, expected = FORMS[name]
    report = read(with_texts(published(file), texts), tmp_path)
    codes = dict.fromkeys(one.code for one in expected)
    assert [one for code in codes for one in found(report, code)] == expected


def test_rounded_score_of_a_rate_is_a_warning(tmp_path: Path) -> None:
    form = with_texts(published("national-project-2019-hebei"), {"84%": "86.2%", "44.1": "45.34"})
    (only,) = notes(read(form, tmp_path), "ZP702")
    assert only.finding.severity == "warning"


RIGHT = {
    "hb-project-2020-2023": "ZP8",
    "national-project-2022-anhui-tianchang": ("ZP7", "ZP8"),
    "national-project-2022-shanghai-putuo": ("ZP7", "ZP8"),
    "ah-transfer-region-2025": ("ZP7", "ZP8"),
    "hn-county-fund-2020": ("ZP7", "ZP8"),
    "sc-project-510000_0013zp-2023": ("ZP7", "ZP8"),
    "ln-dalian-dept-2024": ("ZP7", "ZP8"),
    "bond-target-2020": ("ZP7", "ZP8"),
    "hn-nanyue-target-2018": ("ZP7", "ZP8"),
    "nx-yinchuan-project-2021": ("ZP7", "ZP801", "ZP802", "ZP803", "ZP807"),
    "cq-dept-2021": ("ZP7", "ZP801", "ZP802", "ZP803", "ZP804", "ZP807"),
    "cq-dept-2022": ("ZP7", "ZP801", "ZP802", "ZP803", "ZP804", "ZP807"),
    "indicator-audit-model": ("ZP7", "ZP801", "ZP802", "ZP803", "ZP806", "ZP807"),
}
"""Published forms whose figures agree, by what they agree in."""


@pytest.mark.parametrize("file", RIGHT)
def test_figures_that_agree(file: str, tmp_path: Path) -> None:
    assert not notes(read(published(file), tmp_path), RIGHT[file])


@pytest.mark.parametrize("name", FORMS)
def test_messages_in_both_languages(name: str, tmp_path: Path) -> None:
    file, texts, _ = FORMS[name]
    report = read(with_texts(published(file), texts), tmp_path)
    english, chinese = (
        [
            one.finding.message
            for one in check(report, CheckPlan(language=language))
            if one.finding.code[2] in "78"  # the reading tells in its own language
        ]
        for language in LANGUAGES
    )
    assert len(english) == len(chinese) > 0
    assert all(re.search("[一-鿿]", text) and text not in english for text in chinese)
    assert not any("{" in text for text in english + chinese)
