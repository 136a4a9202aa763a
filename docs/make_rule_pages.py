"""Write docs/rules/ from the pages of the rules: a file for each family and language.

python docs/make_rule_pages.py
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from zhperf.errors import Bilingual
from zhperf.pagetext import SEVERITIES, STAGES, family_of, page_markdown, shown
from zhperf.rules import FAMILIES, builtin_pages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhperf.errors import Language
    from zhperf.rulebook import RulePage

FOLDER = Path(__file__).with_name("rules")
LANGUAGES: dict[Language, str] = {"en": "", "zh": ".zh-CN"}
"""What stands before the suffix of a file."""
OTHER_LANGUAGE = Bilingual("中文", "English")
INDEX_TITLE = Bilingual("Rules", "规则")
INDEX_TEXT = Bilingual(
    "What `zhperf check` finds. Codes and names never change their meaning; a rule that is off\n"
    "runs when it is selected. `zhperf rule CODE` prints one of these pages, `zhperf rule` the\n"
    "list, with the rules of installed packages ([plugins.md](../plugins.md)). These files are\n"
    "written by `docs/make_rule_pages.py`.",
    "`zhperf check` 检查的内容。代码和名称的含义不再改变；默认关闭的规则，选用后才会检查。"
    "`zhperf rule 代码` 显示其中一条，`zhperf rule` 列出全部规则，含已安装软件包的规则"
    "（[plugins.md](../plugins.md)）。本目录的文件由 `docs/make_rule_pages.py` 生成。",
)
COLUMNS = (
    Bilingual("code", "代码"),
    Bilingual("name", "名称"),
    Bilingual("severity", "级别"),
    Bilingual("what it finds", "检查内容"),
)
FAMILY_TITLE = Bilingual("Rules {prefix}: {stage}", "规则 {prefix}：{stage}")
ALL_RULES = Bilingual("All rules", "全部规则")
OFF = Bilingual("{severity}, off", "{severity}，默认关闭")


def main() -> None:
    """Write all files, and remove those of families that are gone."""
    FOLDER.mkdir(exist_ok=True)
    files = pages()
    for old in set(FOLDER.glob("*.md")) - {FOLDER / name for name in files}:
        old.unlink()
    for name, text in files.items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")


def pages() -> dict[str, str]:
    """The text of each file by its name."""
    families = _families()
    files = {}
    for language, ending in LANGUAGES.items():
        files[f"README{ending}.md"] = index_page(families, language)
        for family, rules in families.items():
            files[f"{_stem(family)}{ending}.md"] = family_page(family, rules, language)
    return files


def _families() -> dict[str, list[RulePage]]:
    """The rules by family in order; families without rules are left out."""
    families: dict[str, list[RulePage]] = {}
    for page in builtin_pages().values():
        families.setdefault(family_of(page) or "", []).append(page)
    return families


def index_page(families: dict[str, list[RulePage]], language: Language) -> str:
    """The list of all rules, each linked to its page."""
    lines = [
        f"# {INDEX_TITLE.literal(language)}",
        "",
        _link(OTHER_LANGUAGE.literal(language), "README", _other(language)),
        "",
        INDEX_TEXT.literal(language),
    ]
    for family, rules in families.items():
        lines += ["", f"## {_title(family, language)}", "", *_table(family, rules, language)]
    return "\n".join(lines) + "\n"


def family_page(family: str, rules: Sequence[RulePage], language: Language) -> str:
    """The pages of a family below each other."""
    links = (
        _link(ALL_RULES.literal(language), "README", language),
        _link(OTHER_LANGUAGE.literal(language), _stem(family), _other(language)),
    )
    parts = [f"# {_title(family, language)}\n\n{' · '.join(links)}\n"]
    for page in rules:
        # Each page is a section here; code spans and texts never begin a line with #.
        parts.append(re.sub(r"^#", "##", page_markdown(page, language), flags=re.MULTILINE))
    return "\n".join(parts)


def anchor(page: RulePage) -> str:
    """What GitHub and GitLab make of a page's heading: score-over-weight-zp803."""
    return f"{page.name}-{page.code.lower()}"


def _table(family: str, rules: Sequence[RulePage], language: Language) -> Iterator[str]:
    yield f"| {' | '.join(head.literal(language) for head in COLUMNS)} |"
    yield "|---" * len(COLUMNS) + "|"
    for page in rules:
        severity = SEVERITIES[page.severity].literal(language)
        if not page.default:
            severity = OFF.text(language, severity=severity)
        target = f"{_stem(family)}{LANGUAGES[language]}.md#{anchor(page)}"
        cells = (f"[{page.code}]({target})", page.name, severity, _cell(page.what, language))
        yield f"| {' | '.join(cells)} |"


def _cell(text: Bilingual, language: Language) -> str:
    """A text as one cell of a table."""
    return " ".join(shown(text.literal(language)).split()).replace("|", r"\|")


def _title(family: str, language: Language) -> str:
    return FAMILY_TITLE.text(language, prefix=_prefix(family), stage=STAGES[family])


def _prefix(family: str) -> str:
    digit = next(digit for digit, name in FAMILIES.items() if name == family)
    return f"ZP{digit}"


def _stem(family: str) -> str:
    return _prefix(family).lower()


def _link(text: str, stem: str, language: Language) -> str:
    return f"[{text}]({stem}{LANGUAGES[language]}.md)"


def _other(language: Language) -> Language:
    return "en" if language == "zh" else "zh"


if __name__ == "__main__":
    main()
