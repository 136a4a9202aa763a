"""Outputs for machines keep to the published schemas, and to the limits of their readers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import handmade
import pytest
from jsonschema import Draft4Validator
from lxml import etree

from zhperf.checking import fingerprints
from zhperf.report import Finding
from zhperf.reporters import Checked, ReportLayout, Run, render, sarif, step_summary
from zhperf.reporters.github import MOST
from zhperf.reporters.jobsummary import MOST_BYTES

SCHEMAS = Path(__file__).parent / "schemas"


def sarif_run(run: Run) -> dict[str, Any]:
    log = json.loads(render(run, "sarif", ReportLayout()))
    schema = json.loads((SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text("utf-8"))
    errors = [f"{list(e.path)}: {e.message}" for e in Draft4Validator(schema).iter_errors(log)]
    assert errors == []
    found: dict[str, Any] = log["runs"][0]
    return found


def suites(run: Run) -> etree._Element:
    tree = etree.fromstring(render(run, "junit", ReportLayout()))
    etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd")).assertValid(tree)
    return tree


def many(number: int, code: str) -> list[Any]:
    return [handmade.note(code, f"{code} {index}", page=1, row=index) for index in range(number)]


def test_sarif_keeps_to_its_schema() -> None:
    run = sarif_run(handmade.everyday())
    assert len(run["results"]) == 13
    assert not run["invocations"][0]["executionSuccessful"]  # a source could not be read


def test_sarif_of_nothing() -> None:
    run = sarif_run(Run([handmade.checked("a.pdf")], {}, {}))
    assert run["results"] == []
    assert run["invocations"] == [{"executionSuccessful": True}]


def test_sarif_rules_and_results_belong_together() -> None:
    run = sarif_run(handmade.everyday())
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        if result["ruleId"] in handmade.RULES:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert run["artifacts"][artifact["index"]]["location"]["uri"] == artifact["uri"]


def test_sarif_paths_are_relative_uris() -> None:
    path = "data/二〇二三 年#1/教育局?.pdf"
    found = sarif_run(handmade.run_of(handmade.note("ZP401", path=path), path=path))
    location = found["artifacts"][0]["location"]
    assert location["uri"].isascii()
    assert unquote(location["uri"]) == path
    assert not set(location["uri"]) & set(" #?\\")
    assert location["uriBaseId"] in found["originalUriBaseIds"]


def test_sarif_absolute_paths_are_file_uris(tmp_path: Path) -> None:
    path = str(tmp_path / "表.pdf")
    found = sarif_run(handmade.run_of(handmade.note("ZP401", path=path), path=path))
    assert found["artifacts"][0]["location"] == {"uri": (tmp_path / "表.pdf").as_uri()}


def test_sarif_has_the_line_of_a_json_source_and_the_first_of_a_pdf() -> None:
    notes = (handmade.note("ZP401", line=310), handmade.note("ZP401", page=3))
    results = sarif_run(handmade.run_of(*notes))["results"]
    regions = [one["locations"][0]["physicalLocation"]["region"] for one in results]
    assert [one["startLine"] for one in regions] == [310, 1]


def test_sarif_fingerprints_are_those_of_baselines() -> None:
    """A known finding and a new one that is alike are counted as the baseline counts them."""
    alike = handmade.note("ZP401", page=2, key="same")
    checked = Checked(handmade.SCHOOL, (alike,), sha256="0", known=(alike,))
    found = sarif_run(Run([checked], handmade.RULES, {}))["results"]
    marks = [one["partialFingerprints"]["primaryLocationLineHash"] for one in found]
    assert marks == list(fingerprints([alike, alike]))[::-1]
    assert [one["baselineState"] for one in found] == ["new", "unchanged"]
    assert [len(one["suppressions"]) for one in found] == [0, 1]


def test_sarif_without_a_baseline_compares_nothing() -> None:
    (result,) = sarif_run(handmade.run_of(handmade.note("ZP401")))["results"]
    assert "baselineState" not in result
    assert "suppressions" not in result


def test_sarif_descriptions_are_cut_where_github_cuts() -> None:
    long = handmade.page("ZP401", "target-missing", why={"en": "y" * 2000, "zh": "长" * 2000})
    run = Run([handmade.checked("a.pdf")], {"ZP401": long}, {})
    (rule,) = sarif_run(run)["tool"]["driver"]["rules"]
    assert len(rule["fullDescription"]["text"]) == 1024
    assert rule["shortDescription"]["text"] == "Finds what ZP401 finds."
    assert "y" * 2000 in rule["help"]["markdown"]


def test_sarif_keeps_errors_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sarif.MOST_RESULTS == 25_000
    monkeypatch.setattr(sarif, "MOST_RESULTS", 5)
    notes = [*many(3, "ZP302"), *many(2, "ZP209"), *many(2, "ZP401")]
    known = tuple(many(2, "ZP803"))
    run = Run([handmade.checked("a.pdf", *notes, known=known)], handmade.RULES, {})
    found = sarif_run(run)
    assert [one["ruleId"] for one in found["results"]] == [
        "ZP302", "ZP209", "ZP209", "ZP401", "ZP401",
    ]  # fmt: skip
    (told,) = found["invocations"][0]["toolExecutionNotifications"]
    assert told["message"]["text"].startswith("4 results were left out")


def test_a_message_makes_no_link_in_sarif() -> None:
    (result,) = sarif_run(handmade.run_of(handmade.note("ZP401", "[见](http://a.b)")))["results"]
    assert result["message"]["text"] == "[见\\](http://a.b)"


def test_junit_keeps_to_the_schema_of_jenkins() -> None:
    tree = suites(handmade.everyday())
    cases = tree.findall(".//testcase")
    assert int(tree.get("tests", "")) == len(cases) == 13
    assert int(tree.get("failures", "")) == len(tree.findall(".//failure")) == 12
    for suite in tree.findall("testsuite"):
        assert int(suite.get("tests", "")) == len(suite.findall("testcase"))
        assert suite.get("package") == "org.zhperf"


def test_a_clean_source_passes_one_case() -> None:
    (case,) = suites(handmade.run_of()).findall(".//testcase")
    assert (case.get("name"), case.get("classname")) == ("no findings", "data/教育局")
    assert len(case) == 0


@pytest.mark.parametrize("output", ["json", "jsonl"])
def test_findings_are_those_of_the_contract(output: str) -> None:
    run = handmade.everyday()
    text = render(run, output, ReportLayout()).decode()  # type: ignore[arg-type]
    rows = json.loads(text) if output == "json" else [json.loads(x) for x in text.splitlines()]
    findings = [note.finding for source in run.sources for note in source.notes]
    assert [Finding.model_validate(row) for row in rows] == findings


def test_github_shows_at_most_ten_of_each_kind() -> None:
    run = handmade.run_of(*many(30, "ZP302"), *many(12, "ZP209"), *many(11, "ZP401"))
    lines = render(run, "github", ReportLayout()).decode().splitlines()
    kinds = [line.split()[0] for line in lines if line.startswith("::") and " " in line]
    assert kinds == ["::error"] * MOST + ["::warning"] * MOST + ["::notice"] * MOST
    assert lines[29] == "::notice title=zhperf::24 more in the log"
    stop, *logged, resume = lines[30:]
    word = stop.removeprefix("::stop-commands::")
    assert resume == f"::{word}::"
    assert len(logged) == 24


def test_github_shows_all_of_few() -> None:
    run = handmade.run_of(*many(MOST, "ZP302"), *many(MOST, "ZP401"))
    lines = render(run, "github", ReportLayout()).decode().splitlines()
    assert len(lines) == 2 * MOST
    assert not any("stop-commands" in line for line in lines)


def test_the_step_summary_stays_within_the_limit_of_github() -> None:
    notes = [handmade.note("ZP401", "很长" * 200, page=1, row=row) for row in range(2000)]
    text = step_summary(handmade.run_of(*notes), ReportLayout())
    assert len(text.encode()) < MOST_BYTES + 1000 < 1024 * 1024
    shown = sum(line.startswith("| error") for line in text.splitlines())
    assert text.splitlines()[-1] == f"… {2000 - shown} findings more in the log."
