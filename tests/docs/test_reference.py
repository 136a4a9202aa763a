"""The reference pages are complete and current."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import get_args

import pytest

from zhperf import errors
from zhperf.findings import READING_RULES
from zhperf.templates import (
    INDICATOR_FIELDS,
    Fit,
    FundField,
    LabelRole,
    Template,
    builtin_sources,
)
from zhperf.writers import PARTS, SUFFIXES
from zhperf.writers.columns import COLUMNS

PROJECT = Path(__file__).resolve().parents[2]
DOCS = PROJECT / "docs"
PAGES = [
    PROJECT / "README.md",
    PROJECT / "README.zh-CN.md",
    PROJECT / "CONTRIBUTING.md",
    PROJECT / "samples" / "README.md",
    *sorted(DOCS.glob("*.md")),
]


def all_errors(
    kind: type[errors.ZhperfError] = errors.ZhperfError,
) -> list[type[errors.ZhperfError]]:
    found: list[type[errors.ZhperfError]] = []
    for child in kind.__subclasses__():
        if child.__module__.startswith("zhperf"):
            found += [child, *all_errors(child)]
    return found


def headings(page: str) -> list[str]:
    return re.findall(r"^### (.+)$", (DOCS / page).read_text(encoding="utf-8"), re.MULTILINE)


def test_every_error_has_a_heading_with_its_exit_code() -> None:
    documented = {h for h in headings("errors.md") if "(exit" in h}
    assert documented == {f"{kind.__name__} (exit {kind.exit_code:d})" for kind in all_errors()}


def test_every_reading_rule_has_a_heading() -> None:
    documented = {h for h in headings("errors.md") if h.startswith("ZP")}
    assert documented == {f"{rule.code} {rule.name}" for rule in READING_RULES.values()}


def source_text(but: str) -> str:
    files = sorted((PROJECT / "src" / "zhperf").rglob("*.py"))
    return "\n".join(path.read_text(encoding="utf-8") for path in files if path.name != but)


def test_rules_that_nothing_raises_are_called_so() -> None:
    text = (DOCS / "errors.md").read_text(encoding="utf-8")
    sections = re.findall(r"^### (ZP\d+) [^\n]*\n(.*?)(?=^#|\Z)", text, re.MULTILINE | re.DOTALL)
    silent = {
        code for code, body in sections if "Not raised in this version" in body.replace("\n", " ")
    }
    raised = set(re.findall(r'"(ZP\d{3})"', source_text(but="findings.py")))
    assert silent == set(READING_RULES) - raised


def test_every_kind_of_repair_is_explained() -> None:
    text = (DOCS / "concepts.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"^\| `([a-z-]+)` \|", text, re.MULTILINE))
    made = set(re.findall(r'Repair\(\s*"([a-z-]+)"', source_text(but="")))
    assert explained == made


def test_every_exit_code_is_explained() -> None:
    text = (DOCS / "errors.md").read_text(encoding="utf-8")
    explained = {int(code) for code in re.findall(r"^\| (\d+) \|", text, re.MULTILINE)}
    assert explained == {int(code) for code in errors.ExitCode}


def test_every_error_stands_in_the_drawn_tree() -> None:
    drawn = set(re.findall(r"\+-- (\w+)", errors.__doc__ or ""))
    assert drawn == {kind.__name__ for kind in all_errors()}


def test_the_command_page_is_current(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(DOCS))
    import make_cli_page

    current = (DOCS / "cli.md").read_text(encoding="utf-8")
    assert current == make_cli_page.page(), "run: python docs/make_cli_page.py"


def test_the_command_page_names_every_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(DOCS))
    import make_cli_page

    from zhperf.cli.app import app

    commands = {
        command.name or command.callback.__name__
        for command in app.registered_commands
        if command.callback
    }
    assert commands == set(make_cli_page.COMMANDS) - {""}


def rows_of(page: str, section: str) -> list[list[str]]:
    """Cells of the tables of a section, without the headers."""
    text = (DOCS / page).read_text(encoding="utf-8")
    body = re.split(r"^## ", text.partition(f"\n## {section}\n")[2], flags=re.MULTILINE)[0]
    rows = re.findall(r"^\| (`.*) \|$", body, re.MULTILINE)
    return [row.split(" | ") for row in rows]


def test_the_families_are_listed_as_they_are() -> None:
    families = [source for source in builtin_sources() if source.kind != "words"]
    assert rows_of("templates.md", "Families of zhperf") == [
        [f"`{family.id}`", family.kind, family.title, "，".join(family.seen)] for family in families
    ]


@pytest.mark.parametrize("part", COLUMNS)
def test_every_column_is_listed_as_it_is(part: str) -> None:
    assert rows_of("formats.md", f"Columns of {part}") == [
        [f"`{column.name}`", column.title.zh, column.kind, column.meaning]
        for column in COLUMNS[part]
    ]


def test_every_format_is_listed_with_its_suffixes() -> None:
    text = (DOCS / "formats.md").read_text(encoding="utf-8").partition("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \| ([^|]*) \|", text, re.MULTILINE)
    suffixes = {name: set(re.findall(r"`(\.\w+)`", cell)) for name, cell in rows}
    assert suffixes == {
        name: {suffix for suffix, output in SUFFIXES.items() if output == name}
        for name in set(PARTS) - {"rows"}
    }


def test_every_key_of_a_template_is_explained() -> None:
    explained = {
        word
        for row in rows_of("templates.md", "The file")
        for word in re.findall(r"`[^\w`]*(\w+)[^\w`]*`", row[0])
    }
    keys = {*Template.model_fields, *Fit.model_fields} - {"names", "patterns"}
    meanings = {*INDICATOR_FIELDS, "group", "extra", *get_args(LabelRole)}
    assert explained == keys | meanings
    text = (DOCS / "templates.md").read_text(encoding="utf-8")
    for word in (*get_args(FundField), "names", "patterns", *_kinds()):
        assert f"`{word}`" in text


def _kinds() -> tuple[str, ...]:
    return get_args(Template.model_fields["kind"].annotation)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
    missing = [target for target in targets if not (page.parent / target).exists()]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_that_are_named_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = re.findall(r"`((?:\./)?(?:src|docs|samples|scripts|schemas|benchmarks)/[^`\s]*)`", text)
    missing = [name for name in named if not (PROJECT / name).exists()]
    assert missing == []


def test_scripts_are_what_the_readme_says() -> None:
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    for script in ("./scripts/demo", "./scripts/test"):
        assert script in readme
        path = PROJECT / script
        assert path.read_text(encoding="utf-8").startswith("#!/usr/bin/env bash\n")
        # Windows has no executable bit.
        assert sys.platform == "win32" or path.stat().st_mode & 0o111


def test_the_performance_page_shows_the_last_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(PROJECT / "benchmarks"))
    import write_page

    page = (DOCS / "performance.md").read_text(encoding="utf-8")
    for name, shown in (
        ("results", write_page.measured),
        ("values", write_page.value_speeds),
        ("checking", write_page.checking_costs),
        ("archive", write_page.archive_speeds),
    ):
        text = (PROJECT / "benchmarks" / f"{name}.json").read_text(encoding="utf-8")
        assert shown(json.loads(text)) in page


def test_lock_files_hold_hashes_and_no_address() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (PROJECT / name).read_text(encoding="utf-8")
        pins = re.findall(r"^[a-z0-9][\w.-]*==.*", text, re.MULTILINE)
        assert pins
        assert all(pin.endswith("\\") for pin in pins), "a pin without a hash"
        assert "://" not in text


def test_runtime_pins_are_those_of_the_tests() -> None:
    pins = {}
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (PROJECT / name).read_text(encoding="utf-8")
        pins[name] = set(re.findall(r"^[a-z0-9][\w.-]*==[^\\]*", text, re.MULTILINE))
    assert pins["requirements.lock"] <= pins["requirements-dev.lock"]
