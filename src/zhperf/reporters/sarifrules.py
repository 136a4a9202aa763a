"""Rules as SARIF has them: reporting descriptors with the whole page as help."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from zhperf.pagetext import page_markdown, page_plain
from zhperf.rules import FAMILIES

if TYPE_CHECKING:
    from zhperf.errors import Language
    from zhperf.rulebook import RulePage, Severity

LEVELS: Final[dict[Severity, str]] = {"error": "error", "warning": "warning", "note": "note"}
LONGEST_DESCRIPTION: Final = 1024
"""Characters of a description that GitHub shows."""
_TAG: Final = "performance-table"
_PROBLEM_SEVERITIES: Final[dict[Severity, str]] = {
    "error": "error",
    "warning": "warning",
    "note": "recommendation",
}
"""By what GitHub sorts and filters alerts."""
_SENTENCE = re.compile(r".*?(?:。|\.(?=\s|$))", re.DOTALL)


def rule_object(page: RulePage, language: Language) -> dict[str, Any]:
    """The reporting descriptor of a rule."""
    what, why = page.what.literal(language), page.why.literal(language)
    gap = "" if language == "zh" else " "
    return {
        "id": page.code,
        "name": page.name,
        "shortDescription": {"text": _limited(_first_sentence(what))},
        "fullDescription": {"text": _limited(f"{what}{gap}{why}")},
        "help": {
            "text": page_plain(page, language),
            "markdown": page_markdown(page, language),
        },
        "defaultConfiguration": {"enabled": page.default, "level": LEVELS[page.severity]},
        "properties": {
            "tags": [_TAG, *_families(page)],
            "problem.severity": _PROBLEM_SEVERITIES[page.severity],
        },
    }


def _first_sentence(text: str) -> str:
    found = _SENTENCE.match(text)
    return found[0] if found else text


def _limited(text: str) -> str:
    if len(text) <= LONGEST_DESCRIPTION:
        return text
    return f"{text[: LONGEST_DESCRIPTION - 1]}…"


def _families(page: RulePage) -> list[str]:
    """The family of one of zhperf's own rules; [] for those of packages."""
    if not page.code.startswith("ZP"):
        return []
    family = FAMILIES.get(page.code[2])
    return [family] if family else []
