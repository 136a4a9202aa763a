"""The pages of the rules in the documentation are whole and current."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

import pytest

from zhperf.rulebook import RulePage
from zhperf.rules import builtin_pages

DOCS = Path(__file__).resolve().parents[2] / "docs"
FOLDER = DOCS / "rules"


@pytest.fixture
def maker(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(DOCS))
    import make_rule_pages

    return make_rule_pages


def anchors(text: str) -> set[str]:
    """The addresses of headings as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_files_are_current(maker: ModuleType) -> None:
    files = {path.name: path.read_text("utf-8") for path in FOLDER.iterdir()}
    assert files == maker.pages(), "run: python docs/make_rule_pages.py"


def test_every_link_leads_to_a_heading(maker: ModuleType) -> None:
    files = maker.pages()
    links = [
        (name, link)
        for name, text in files.items()
        for link in re.findall(r"\]\(([^)]+)\)", re.sub(r"`[^`\n]*`", "", text))
    ]
    assert len(links) > 2 * len(builtin_pages())
    for name, link in links:
        path, _, anchor = link.partition("#")
        if path.startswith("../"):
            assert (FOLDER / path).exists()
            continue
        assert path in files, (name, link)
        assert not anchor or anchor in anchors(files[path]), (name, link)


@pytest.mark.parametrize("index", ["README.md", "README.zh-CN.md"])
def test_the_index_lists_every_rule(index: str, maker: ModuleType) -> None:
    codes = re.findall(r"^\| \[(ZP\d{3})\]", maker.pages()[index], re.MULTILINE)
    assert codes == list(builtin_pages())


def test_every_rule_has_a_page_in_both_languages(maker: ModuleType) -> None:
    for ending in ("", ".zh-CN"):
        texts = [
            text
            for name, text in maker.pages().items()
            if re.fullmatch(rf"zp\d{re.escape(ending)}\.md", name)
        ]
        found = [code for text in texts for code in re.findall(r"^## .* \((\w+)\)$", text, re.M)]
        assert found == list(builtin_pages())


def test_texts_cannot_break_the_table_or_the_headings(
    maker: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rule with all fields, and the signs of Markdown in its texts."""
    hostile = "# a | b\n\n**c** {value} <x>"
    page = RulePage.model_validate(
        {
            "code": "ZP999",
            "name": "hostile",
            "severity": "note",
            "default": False,
            "status": "preview",
            "since": "9",
            **dict.fromkeys(("message", "help", "what", "why", "example"), (hostile, hostile)),
            "variants": {"other": (hostile, hostile)},
            "options": ["words.no-deviation", "points.levels"],
            "evidence": [hostile, "own"],
        }
    )
    monkeypatch.setattr(maker, "builtin_pages", lambda: {"ZP999": page})
    monkeypatch.setattr(maker, "family_of", lambda page: "points")
    index, text = maker.pages()["README.md"], maker.pages()["zp8.md"]
    row = next(line for line in index.splitlines() if line.startswith("| [ZP999]"))
    assert row == (
        r"| [ZP999](zp8.md#hostile-zp999) | hostile | note, off | "
        r"\# a \| b \*\*c\*\* {value} \<x> |"
    )
    assert re.findall(r"^#+ .*", text, re.MULTILINE) == [
        "# Rules ZP8: points", "## hostile (ZP999)", "### What it does", "### Why is this bad?",
        "### Example", "### Options", "### Evidence",
    ]  # fmt: skip
