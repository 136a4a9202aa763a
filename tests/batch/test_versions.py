"""Datasets know results by version numbers: a change of any result must raise its number.

versions.json holds digests of what was read and found when the numbers were raised last.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import zhperf
from golden import golden_folder
from printing import Layout, PageSetup, PrintJob
from printing.reportprint import PlainTable, ReportPrinter
from realforms.formfile import FOLDER, RealForm, load
from zhperf.batch.recipe import CHECKING_VERSION, EXTRACTION_VERSION
from zhperf.config import Settings
from zhperf.pipeline import read_report
from zhperf.report import Report
from zhperf.reportfile import read_reports

HERE = Path(__file__).parent
SAMPLES = HERE.parents[1] / "samples"
DOCUMENTS = (
    "founding-office.docx",
    "founding-table.pdf",
    "founding-table.txt",
    "new-form.pdf",
    "project-office.pdf",
    "project-office.xlsx",
)
FORMS = (
    "bond-target-2020",
    "cq-dept-2022",
    "hb-project-2020-2023",
    "hn-county-fund-2020",
    "national-project-2022-shanghai-putuo",
    "nx-yuanzhou-target-2022",
    "pmkpi-model",
    "sd-jinan-project-2019",
)
"""Families and years that differ; one printed page each."""
STORED = ("founding-table.expected.json",)
PAGE = PrintJob(setup=PageSetup(842, 2000), layout=Layout(bottom=1950))
ADVICE = """
Results changed: {changed}.

Documents of an archive are read again only if {name} in zhperf/batch/recipe.py is raised.
Raise it (unless only the printing of the forms or the version of a library changed, which the
recipe knows), and write tests/batch/versions.json anew: pytest {path} --update-golden
"""
RAISED = """
{name} is {now}, tests/batch/versions.json was written for {before}.
Write it anew: pytest {path} --update-golden
"""


@pytest.fixture(scope="module")
def reports() -> dict[str, Report]:
    """What is read today, and stored reports, by name."""
    return dict(_reports())


def _reports() -> Iterator[tuple[str, Report]]:
    for name in DOCUMENTS:
        yield name, read_report(SAMPLES / name, Settings(), name=name)
    for name in FORMS:
        yield (
            name,
            read_report(_printed(load(FOLDER / "forms" / f"{name}.toml")), Settings(), name=name),
        )
    for name in STORED:
        yield name, read_reports((SAMPLES / name).read_bytes(), name)[0].report


def _printed(form: RealForm) -> bytes:
    printer = ReportPrinter(PAGE)
    printer.prose(*form.preamble)
    printer.table(PlainTable(form.table, form.title, form.above, form.below))
    return printer.save()


def _report_digest(report: Report) -> str:
    """Of a report without what says which zhperf read which bytes."""
    plain = report.model_dump(mode="json")
    del plain["generator"], plain["source"]["sha256"]
    return _digest(plain)


def _findings_digest(report: Report) -> str:
    return _digest([finding.model_dump(mode="json") for finding in zhperf.check(report)])


def _digest(plain: Any) -> str:  # noqa: ANN401 (JSON)
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def problem(name: str, path: str, before: dict[str, Any], now: dict[str, Any]) -> str | None:
    """What is wrong with a version, and what to do; None if it is right.

    Args:
        name: Of the number.
        path: Of the digests' test.
        before: Version and digests as they are stored.
        now: As they are today.
    """
    if before["version"] != now["version"]:
        told = {"name": name, "path": path, "now": now["version"], "before": before["version"]}
        return RAISED.format(**told)
    old, new = before["digests"], now["digests"]
    changed = sorted(one for one in old.keys() | new.keys() if old.get(one) != new.get(one))
    if not changed:
        return None
    return ADVICE.format(changed=", ".join(changed), name=name, path=path)


@pytest.mark.parametrize(
    ("part", "name", "version", "digest"),
    [
        ("extraction", "EXTRACTION_VERSION", EXTRACTION_VERSION, _report_digest),
        ("checking", "CHECKING_VERSION", CHECKING_VERSION, _findings_digest),
    ],
)
def test_a_version_is_raised_when_results_change(
    reports: dict[str, Report],
    request: pytest.FixtureRequest,
    part: str,
    name: str,
    version: int,
    digest: Any,  # noqa: ANN401 (a function)
) -> None:
    digests = {one: digest(report) for one, report in reports.items()}
    now = {"version": version, "digests": digests}
    stored = HERE / "versions.json"
    known = json.loads(stored.read_text("utf-8")) if stored.exists() else {}
    if request.config.getoption("--update-golden"):
        known[part] = now
    text = json.dumps(known, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    golden_folder(HERE, request.config).check("versions.json", text)
    advice = problem(name, f"tests/batch/{Path(__file__).name}", known[part], now)
    assert advice is None, advice


def test_changed_results_need_a_raised_version() -> None:
    before = {"version": 1, "digests": {"a.pdf": "1", "b.pdf": "2"}}
    now = {"version": 1, "digests": {"a.pdf": "1", "b.pdf": "3", "c.pdf": "4"}}
    advice = problem("EXTRACTION_VERSION", "test.py", before, now) or ""
    assert "Results changed: b.pdf, c.pdf." in advice
    assert "EXTRACTION_VERSION in zhperf/batch/recipe.py is raised" in advice
    assert "--update-golden" in advice
    raised = problem("EXTRACTION_VERSION", "test.py", before, {**now, "version": 2}) or ""
    assert "EXTRACTION_VERSION is 2, tests/batch/versions.json was written for 1" in raised
    assert problem("EXTRACTION_VERSION", "test.py", before, before) is None
