"""The page of a rule as text: for `zhperf rule`, for SARIF and for the documentation."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from zhperf.errors import Bilingual
from zhperf.profiles import DEFAULT, builtin_profile
from zhperf.rules import FAMILIES, evidence
from zhperf.rules.plugins import OWN_CODES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from zhperf.errors import Language
    from zhperf.rulebook import RulePage, Severity

STAGES: Final[dict[str, Bilingual]] = {
    "reading": Bilingual("reading", "读取"),
    "structure": Bilingual("structure", "表格结构"),
    "objective": Bilingual("overall goal", "总体目标"),
    "target": Bilingual("target", "指标值"),
    "completion": Bilingual("completion", "完成值"),
    "deviation": Bilingual("deviation", "偏差原因"),
    "budget": Bilingual("budget", "预算执行"),
    "points": Bilingual("points", "分值与得分"),
}
"""What a family of zhperf's rules looks at."""
SEVERITIES: Final[dict[Severity, Bilingual]] = {
    "error": Bilingual("error", "错误"),
    "warning": Bilingual("warning", "警告"),
    "note": Bilingual("note", "提示"),
}
STATUSES: Final[dict[str, Bilingual]] = {
    "stable": Bilingual("stable", "稳定"),
    "preview": Bilingual("preview", "试行"),
    "deprecated": Bilingual("deprecated", "不再建议使用"),
    "removed": Bilingual("removed", "已移除"),
}
_STAGE = Bilingual("Stage: {stage}", "阶段：{stage}")
_PACKAGE = Bilingual("Package: {package}", "软件包：{package}")
_SEVERITY = Bilingual("severity: {severity}", "级别：{severity}")
_SINCE = Bilingual("since {version}", "自 {version} 版起")
_OWN_SINCE = Bilingual("since its version {version}", "自该软件包 {version} 版起")
_STATUS = Bilingual("status: {status}", "状态：{status}")
_OFF = Bilingual("off by default", "默认关闭")
_WHAT = Bilingual("What it does", "检查内容")
_WHY = Bilingual("Why is this bad?", "检查理由")
_EXAMPLE = Bilingual("Example", "示例")
_OPTIONS = Bilingual("Options", "相关设置")
_EVIDENCE = Bilingual("Evidence", "依据")
_OPTION = Bilingual("{key} (default {value})", "{key}（默认 {value}）")
_SOURCE = Bilingual("{title}: <{url}>", "{title}：<{url}>")
_MARKUP = re.compile(
    r"(?P<code>`[^`\n]*`)"
    r"|^(?P<block>[#>+-]|\d+(?=[.)]\s))"
    r"|(?P<sign>[\\*]|<(?=[A-Za-z/!?])|\[(?=[^\]\n]*\]\()|~(?=~)|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9]))",
    re.MULTILINE,
)
"""What Markdown would not show as it is written."""


def page_markdown(page: RulePage, language: Language, *, origin: str | None = None) -> str:
    """The whole page as Markdown, ended by a line feed.

    Args:
        page: The rule.
        language: Of headings and texts.
        origin: The installed package that has the rule; None: zhperf, or not known.
    """
    return _page(page, language, origin, shown)


def page_plain(page: RulePage, language: Language, *, origin: str | None = None) -> str:
    """The same for eyes: texts are as they are, without the backslashes that Markdown needs."""
    return _page(page, language, origin, str.strip)


def _page(
    page: RulePage, language: Language, origin: str | None, written: Callable[[str], str]
) -> str:
    paragraphs = [
        f"# {page.name} ({page.code})\n{_summary(page, language, origin)}",
        *_section(_WHAT, [written(page.what.literal(language))], language),
        *_section(_WHY, [written(page.why.literal(language))], language),
        *_section(_EXAMPLE, [written(page.example.literal(language))], language),
        *_section(_OPTIONS, _options(page, language), language),
        *_section(_EVIDENCE, _evidence(page, language, written), language),
    ]
    return "\n\n".join(paragraphs) + "\n"


def page_object(page: RulePage, *, origin: str | None = None) -> dict[str, Any]:
    """All data of a page for JSON, texts in both languages."""
    family = family_of(page)
    return {
        "code": page.code,
        "name": page.name,
        "package": origin,
        "family": family,
        "stage": STAGES[family]._asdict() if family else None,
        "severity": page.severity,
        "default": page.default,
        "since": page.since,
        "status": page.status,
        "message": page.message._asdict(),
        "variants": {key: text._asdict() for key, text in page.variants.items()},
        "help": page.help._asdict(),
        "what": page.what._asdict(),
        "why": page.why._asdict(),
        "example": page.example._asdict(),
        "options": [{"key": key, "default": _plain(default_of(key))} for key in page.options],
        "evidence": [_source_object(key) for key in page.evidence],
    }


def family_of(page: RulePage) -> str | None:
    """The family of one of zhperf's own rules, such as "target"; None for those of packages."""
    return FAMILIES.get(page.code[2]) if page.code.startswith(OWN_CODES) else None


def default_of(key: str) -> object:
    """What the default profile says for a key such as thresholds.rate-tolerance.

    Returns:
        The value; None if zhperf has no such key, or it is not set.
    """
    value: object = builtin_profile(DEFAULT).model_dump(by_alias=True)
    for part in key.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


def shown(text: str) -> str:
    """A plain text as Markdown that shows it as it is; code in backticks stays code."""

    def escaped(found: re.Match[str]) -> str:
        if found["code"]:
            return found["code"]
        if found["block"] and found["block"].isdigit():
            return f"{found['block']}\\"
        return f"\\{found[0]}"

    return _MARKUP.sub(escaped, text.strip())


def _summary(page: RulePage, language: Language, origin: str | None) -> str:
    family = family_of(page)
    parts = []
    if family:
        parts.append(_STAGE.text(language, stage=STAGES[family]))
    elif origin:
        parts.append(_PACKAGE.text(language, package=origin))
    parts.append(_SEVERITY.text(language, severity=SEVERITIES[page.severity]))
    parts.append((_SINCE if family else _OWN_SINCE).text(language, version=page.since))
    if page.status != "stable":
        parts.append(_STATUS.text(language, status=STATUSES[page.status]))
    if not page.default:
        parts.append(_OFF.literal(language))
    line = " · ".join(parts)
    return line[0].upper() + line[1:]


def _section(heading: Bilingual, lines: Iterable[str], language: Language) -> Iterator[str]:
    text = "\n".join(lines)
    if text:
        yield f"## {heading.literal(language)}\n{text}"


def _options(page: RulePage, language: Language) -> Iterator[str]:
    for key in page.options:
        value = default_of(key)
        told = _OPTION.text(language, key=_code(key), value=_code(_toml(value)))
        yield f"- {_code(key) if value is None else told}"


def _evidence(page: RulePage, language: Language, written: Callable[[str], str]) -> Iterator[str]:
    for key in page.evidence:
        source = _source_object(key)
        title = written(_in_language(source["title"], language))
        url = source["url"]
        yield f"- {_SOURCE.text(language, title=title, url=url) if url else title}"


def _source_object(key: str) -> dict[str, Any]:
    """Title and address of a source; a text that is no key of `evidence.toml` is the title."""
    source: Mapping[str, Any] = evidence().get(key, {})
    return {"title": source.get("title", key), "url": source.get("url")}


def _in_language(title: str | dict[str, str], language: Language) -> str:
    return title if isinstance(title, str) else title[language]


def _code(text: str) -> str:
    """A code span, whatever backticks the text has."""
    runs = re.findall(r"`+", text)
    fence = "`" * (max(map(len, runs), default=0) + 1)
    edge = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{edge}{text}{edge}{fence}"


def _toml(value: object) -> str:
    """A value as a profile's file has it."""
    if isinstance(value, dict):
        inner = ", ".join(
            f"{json.dumps(key, ensure_ascii=False)} = {_toml(one)}" for key, one in value.items()
        )
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(_toml, value))}]"
    return json.dumps(_plain(value), ensure_ascii=False)


def _plain(value: object) -> object:
    """A value of a profile as JSON has it; numbers of profiles have few digits."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return value
