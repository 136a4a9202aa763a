"""`zhperf rule`: all rules, those of a family, or the page of one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal, TypeAlias

from zhperf.cli.outputs import suffix_format
from zhperf.cli.terminal import output_width
from zhperf.cli.texts import write_text
from zhperf.errors import Bilingual, ExitCode, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zhperf.cli.console import Console
    from zhperf.errors import Language
    from zhperf.rulebook import Rule

PageFormat: TypeAlias = Literal["text", "json"]

SUFFIXES: dict[str, PageFormat] = {".json": "json", ".md": "text", ".txt": "text"}
INDENT = 2
"""Blank columns before a rule, under the heading of its family."""
FINDS = "Finds "
"""What English texts of pages begin with, and the heading of the list says already."""
NARROWEST = 12
"""Columns that remain for what a rule finds on a narrow terminal."""
_HEADS = (
    Bilingual("code", "代码"),
    Bilingual("name", "名称"),
    Bilingual("severity", "严重程度"),
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
        text = _page(single, console.language)
    else:
        text = _listing(chosen, console.language, output_width(options.output))
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


def _page(rule: Rule, language: Language) -> str:
    from zhperf.pagetext import page_markdown

    return page_markdown(rule.page, language, origin=rule.origin)


def _listing(rules: Sequence[Rule], language: Language, width: int) -> str:
    from zhperf.writers.alignment import aligned

    rows = [[head.literal(language) for head in _HEADS]]
    rows += [_cells(rule, language) for rule in rules]
    head, *lines = (line for entry in aligned(_cut(rows, width), indent=INDENT) for line in entry)
    parts = [f"{head}\n"]
    listed = zip(rules, lines, strict=True)
    for heading, entries in groupby(listed, lambda entry: _heading(entry[0], language)):
        parts.append(f"\n{heading}\n")
        parts += [f"{line}\n" for _, line in entries]
    return "".join(parts)


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
    from zhperf.writers.alignment import printable

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
    return [printable(shortened(text, len(text))) for text in texts]


def _cut(rows: Sequence[Sequence[str]], width: int) -> list[list[str]]:
    """The rows, their last cells cut so that each row is one line of `width` columns."""
    from rich.cells import cell_len, set_cell_size

    from zhperf.writers.alignment import GAP

    columns = list(zip(*rows, strict=True))[:-1]
    used = INDENT + sum(max(map(cell_len, column)) + GAP for column in columns)
    room = max(width - used, NARROWEST)
    return [
        [*cells, last if cell_len(last) <= room else set_cell_size(last, room - 1).rstrip() + "…"]
        for *cells, last in rows
    ]
