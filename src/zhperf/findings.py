"""Findings of the reading stage (ZP1xx): what could not be read surely, and where."""

from __future__ import annotations

from typing import Literal, NamedTuple

from zhperf.errors import Bilingual, Language
from zhperf.report import Finding, Location


class ReadingRule(NamedTuple):
    """What a ZP1xx code stands for."""

    code: str
    name: str
    severity: Literal["error", "warning", "note"]
    message: Bilingual
    help: Bilingual


def _rule(
    code: str,
    name: str,
    severity: Literal["error", "warning", "note"],
    message: tuple[str, str],
    advice: tuple[str, str],
) -> ReadingRule:
    return ReadingRule(code, name, severity, Bilingual(*message), Bilingual(*advice))


READING_RULES: dict[str, ReadingRule] = {
    rule.code: rule
    for rule in (
        _rule(
            "ZP101",
            "unreadable-document",
            "error",
            ("{reason}", "{reason}"),
            ("fetch or export the file again", "请重新获取或导出文件"),
        ),
        _rule(
            "ZP102",
            "encrypted-document",
            "error",
            ("the document is encrypted", "文件已加密"),
            ("give the password with --password", "请用 --password 给出密码"),
        ),
        _rule(
            "ZP103",
            "no-text-layer",
            "warning",
            (
                "page {page} has images but no text; it was not read",
                "第 {page} 页只有图像没有文字，未读取",
            ),
            ("add a text layer first: ocrmypdf -l chi_sim", "请先加文字层：ocrmypdf -l chi_sim"),
        ),
        _rule(
            "ZP104",
            "unknown-header",
            "warning",
            ("a table's header fits no template: {header}", "表头不符合任何模板：{header}"),
            ("look at it: zhperf tables", "可用 zhperf tables 查看"),
        ),
        _rule(
            "ZP105",
            "hidden-text",
            "warning",
            (
                "{count} characters on page {page} are not visible ({reason}), left out: {text}",
                "第 {page} 页有 {count} 个不可见字符（{reason}），未计入：{text}",
            ),
            (
                "look at the page; text that readers do not see is not part of the table",
                "请查看该页；读者看不到的文字不属于表格",
            ),
        ),
        _rule(
            "ZP106",
            "unmapped-glyph",
            "error",
            (
                "{count} characters of a cell have no Unicode value and stand as U+FFFD",
                "单元格中有 {count} 个字符没有 Unicode 编码，以 U+FFFD 表示",
            ),
            ("read the cell on the page", "请在页面上核对该单元格"),
        ),
        _rule(
            "ZP107",
            "text-outside-cells",
            "warning",
            (
                "text over the table on page {page} belongs to no cell: {text}",
                "第 {page} 页表格上的文字不属于任何单元格：{text}",
            ),
            (
                "a watermark or stamp is left out on purpose; else look at the page",
                "水印、印章会被略去；否则请查看该页",
            ),
        ),
        _rule(
            "ZP108",
            "ambiguous-page-break",
            "warning",
            (
                "a row at the page break before page {page} can be read in two ways: {detail}",
                "第 {page} 页开头的行在分页处有两种读法：{detail}",
            ),
            ("compare with the page", "请与页面核对"),
        ),
        _rule(
            "ZP109",
            "page-too-complex",
            "warning",
            ("page {page}: {detail}", "第 {page} 页：{detail}"),
            ("read this page with other tools", "请用其他方式读取该页"),
        ),
    )
}


def reading_finding(
    code: str,
    location: Location,
    language: Language,
    *,
    value: str | None = None,
    **values: object,
) -> Finding:
    """A finding of the reading stage.

    Args:
        code: A key of `READING_RULES`.
        location: Where; the path as the user gave it.
        language: Of message and help.
        value: The text concerned, as printed.
        **values: Fields of the message template.
    """
    rule = READING_RULES[code]
    return Finding(
        code=code,
        name=rule.name,
        severity=rule.severity,
        message=rule.message.text(language, **values),
        help=rule.help.text(language, **values),
        location=location,
        value=value,
    )
