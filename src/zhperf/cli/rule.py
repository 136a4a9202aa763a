"""`zhperf rule`: all rules, those of a family, or the page of one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from zhperf.cli.listing import grouped_listing
from zhperf.cli.outputs import suffix_format
from zhperf.cli.texts import write_text
from zhperf.errors import Bilingual, ExitCode, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zhperf.cli.console import Console
    from zhperf.errors import Language
    from zhperf.rulebook import Rule

PageFormat: TypeAlias = Literal["text", "json"]

MARKDOWN = ".md"
SUFFIXES: dict[str, PageFormat] = {".json": "json", MARKDOWN: "text", ".txt": "text"}
FINDS = "Finds "
"""What English texts of pages begin with, and the heading of the list says already."""
_HEADS = (
    Bilingual("code", "代码"),
    Bilingual("name", "名称"),
    Bilingual("severity", "级别"),
    Bilingual("default", "默认"),
    Bilingual("what it finds", "检查内容"),
)
_ON = Bilingual("on", "启用")
_OFF = Bilingual("off", "关闭")
_STATUS = Bilingual("{state}, {status}", "{state}，{status}")
_FAMILY = Bilingual("{stage} ({prefix})", "{stage}（{prefix}）")
_PACKAGE = Bilingual("package {package}", "软件包 {package}")
_LISTED = Bilingual("zhperf rule lists all rules", "zhperf rule 列出全部规则")


@dataclass(frozen=True, slots=True)
class RuleOptions:
    """The command line of `rule`, checked by typer."""

    rule: str | None
    """Code, name, or the beginning of codes; None: all."""
    output: str
    output_format: PageFormat | None
    overwrite: bool


def run_rule(options: RuleOptions, console: Console) -> ExitCode:
    """List rules, or print the page of one.

    Raises:
        UsageError: There is no such rule, a package with rules cannot be used, or the file
            exists or cannot be written.
    """
    from zhperf.rules import all_rules

    output_format = (
        options.output_format
        or suffix_format(options.output, SUFFIXES, "--output-format")
        or "text"
    )
    rules = all_rules()
    single = _find(options.rule, rules) if options.rule else None
    chosen = [single] if single else _family(options.rule, rules)
    if output_format == "json":
        text = _json(chosen, single=single is not None)
    elif single:
        text = _page(single, options.output, console.language)
    else:
        text = _listing(chosen, options.output, console.language)
    write_text(text, options.output, overwrite=options.overwrite)
    return ExitCode.OK


def _find(name: str, rules: Mapping[str, Rule]) -> Rule | None:
    """The rule with a code or name; letters may be small or capital."""
    return next(
        (
            rule
            for code, rule in rules.items()
            if name.upper() == code or name.lower() == rule.page.name
        ),
        None,
    )


def _family(prefix: str | None, rules: Mapping[str, Rule]) -> list[Rule]:
    """The rules whose codes begin so; all for None.

    Raises:
        UsageError: None does.
    """
    from zhperf.tomlfile import unknown

    start = (prefix or "").upper()
    found = [rule for code, rule in rules.items() if code.startswith(start)]
    if found or prefix is None:
        return found
    names = [*rules, *(rule.page.name for rule in rules.values())]
    raise UsageError(reason=unknown(Bilingual("rule", "规则"), prefix, names), fix=_LISTED)


def _json(rules: Sequence[Rule], *, single: bool) -> str:
    """One object for one rule that was asked for, else an array."""
    from zhperf.pagetext import page_object

    objects = [page_object(rule.page, origin=rule.origin) for rule in rules]
    return json.dumps(objects[0] if single else objects, ensure_ascii=False, indent=2) + "\n"


def _page(rule: Rule, output: str, language: Language) -> str:
    """Markdown for a file that is named so; else a text for eyes."""
    from zhperf.pagetext import page_markdown, page_plain

    page = page_markdown if Path(output).suffix.lower() == MARKDOWN else page_plain
    return page(rule.page, language, origin=rule.origin)


def _listing(rules: Sequence[Rule], output: str, language: Language) -> str:
    groups: dict[str, list[list[str]]] = {}
    for rule in rules:
        groups.setdefault(_heading(rule, language), []).append(_cells(rule, language))
    return grouped_listing(_HEADS, groups, output, language)


def _heading(rule: Rule, language: Language) -> str:
    """The family of a rule with what its codes begin with, or the package."""
    from zhperf.pagetext import STAGES, family_of

    family = family_of(rule.page)
    if family is None:
        return _PACKAGE.text(language, package=rule.origin)
    return _FAMILY.text(language, stage=STAGES[family], prefix=rule.page.code[:3])


def _cells(rule: Rule, language: Language) -> list[str]:
    from zhperf.formtexts import shortened
    from zhperf.pagetext import SEVERITIES, STATUSES

    page = rule.page
    state = (_ON if page.default else _OFF).literal(language)
    if page.status != "stable":
        state = _STATUS.text(language, state=state, status=STATUSES[page.status])
    texts = [
        page.code,
        page.name,
        SEVERITIES[page.severity].literal(language),
        state,
        page.what.literal(language).strip().removeprefix(FINDS),
    ]
    return [shortened(text, len(text)) for text in texts]
