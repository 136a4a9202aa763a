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
            (
                "read its picture: pip install 'zhperf[ocr]', which --engine auto then uses; "
                "or add a text layer first: ocrmypdf -l chi_sim",
                "请安装文字识别组件（--engine auto 会自动使用）：pip install 'zhperf[ocr]'；"
                "或先加文字层：ocrmypdf -l chi_sim",
            ),
        ),
        _rule(
            "ZP104",
            "unknown-header",
            "warning",
            (
                "the table's header fits no template; it was read as it stands: {header}; "
                "nearest: {nearest} ({known} of {total} columns; unknown: {unknown})",
                "表头不符合任何模板，已按原样读取：{header}；最接近：{nearest}"
                "（{total} 列中识别 {known} 列；未识别：{unknown}）",
            ),
            (
                "add the names: zhperf template {nearest} > my.toml, then --template my.toml; "
                "see docs/templates.md",
                "请补充列名：zhperf template {nearest} > my.toml，再用 --template my.toml；"
                "见 docs/templates.md",
            ),
        ),
        _rule(
            "ZP105",
            "hidden-text",
            "warning",
            (
                "{place}: {count} characters are not visible ({reason}), left out: {text}",
                "{place}：{count} 个字符不可见（{reason}），未计入：{text}",
            ),
            (
                "look at the place; text that readers do not see is not part of the table",
                "请查看该处；读者看不到的文字不属于表格",
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
            (
                "read the cell on the page; pip install 'zhperf[ocr]' has such glyphs read from "
                "the picture where they are sure",
                "请在页面上核对该单元格；安装文字识别组件（pip install 'zhperf[ocr]'）后，"
                "可从页面图像识别有把握的字符",
            ),
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
            ("{place}: {detail}", "{place}：{detail}"),
            ("read this part with other tools", "请用其他方式读取该部分"),
        ),
        _rule(
            "ZP110",
            "not-an-indicator-table",
            "note",
            (
                "{place}: a form of the family {template} ({title}) is no indicator table; "
                "it was not read",
                "{place}：{template}（{title}）类表格不是绩效指标表，未读取",
            ),
            (
                "its cells are in: zhperf tables",
                "单元格内容见：zhperf tables",
            ),
        ),
        _rule(
            "ZP111",
            "empty-rows-left-out",
            "note",
            (
                "{count} rows of the form hold no indicator and were left out: {text}",
                "有 {count} 行没有填写指标，未计入：{text}",
            ),
            (
                "compare with the page if you expect more indicators",
                "如应有更多指标，请与页面核对",
            ),
        ),
        _rule(
            "ZP112",
            "rulings-supplied",
            "warning",
            (
                "page {page}: the table's borders are missing ({detail}); its rows and columns "
                "were taken from the alignment of the text or from the picture of the page",
                "第 {page} 页：表格缺少框线（{detail}），行列依据文字对齐或页面图像确定",
            ),
            ("compare with the page", "请与页面核对"),
        ),
        _rule(
            "ZP113",
            "columns-not-separable",
            "error",
            (
                "page {page}: text looks like an indicator table without borders, but its "
                "columns cannot be told apart ({detail}); it was not read",
                "第 {page} 页：疑似无框线的绩效指标表，但各列无法区分（{detail}），未读取",
            ),
            (
                "export the report again with borders, or read the page by eye",
                "请导出带框线的文件，或人工读取该页",
            ),
        ),
        _rule(
            "ZP114",
            "merged-labels-separated",
            "note",
            (
                "page {page}: one cell holds several level labels; each was given the rows beside "
                "it: {text}",
                "第 {page} 页：一个单元格内有多个指标层级名称，已分别对应其旁边的行：{text}",
            ),
            ("compare with the page", "请与页面核对"),
        ),
        _rule(
            "ZP115",
            "unknown-columns",
            "note",
            (
                "columns whose header no family knows went to `extra`: {unknown}",
                "以下列名未被任何模板识别，已放入 extra：{unknown}",
            ),
            (
                "if one of them is a field, add its name: see docs/templates.md",
                "如其中有对应字段的列，请在模板中补充列名：见 docs/templates.md",
            ),
        ),
        _rule(
            "ZP116",
            "row-not-repaired",
            "warning",
            (
                "{place}: the cells of a row do not fit their columns ({detail}); "
                "it stays as printed",
                "{place}：一行的单元格与列不符（{detail}），按原样保留",
            ),
            (
                "without --no-repair it is mended",
                "不加 --no-repair 时会自动修复",
            ),
        ),
        _rule(
            "ZP117",
            "row-ambiguous",
            "warning",
            (
                "{place}: the cells of a row do not fit their columns, and no one way to mend it "
                "is sure ({detail}); it stays as printed",
                "{place}：一行的单元格与列不符，且没有唯一可靠的修复方式（{detail}），按原样保留",
            ),
            ("compare with the source", "请与原文核对"),
        ),
        _rule(
            "ZP118",
            "text-continued",
            "warning",
            (
                "{place}: a text seems to be the rest of the one above it ({detail}); "
                "it stays as printed",
                "{place}：文字疑为上一行的延续（{detail}），按原样保留",
            ),
            (
                "without --no-repair it is joined",
                "不加 --no-repair 时会自动合并",
            ),
        ),
        _rule(
            "ZP121",
            "table-without-header",
            "warning",
            (
                "{place}: a table without a header ({detail}) looks like the rest of an indicator "
                "table, but has other columns; it was not read: {text}",
                "{place}：一个没有表头的表格（{detail}）疑为绩效指标表的延续，但列数不同，未读取：{text}",
            ),
            ("compare with the source", "请与原文核对"),
        ),
        _rule(
            "ZP119",
            "formula-without-value",
            "warning",
            (
                "{place}: {count} cells hold formulas whose values are not in the file, and were "
                "read as empty: {text}",
                "{place}：{count} 个单元格含公式但文件中没有计算结果，按空白读取：{text}",
            ),
            (
                "open the workbook in its program, which computes them, and save it",
                "请在表格软件中打开（会自动计算）后保存",
            ),
        ),
        _rule(
            "ZP120",
            "unknown-number-format",
            "warning",
            (
                "{place}: {count} numbers have a format that is not known ({detail}), and were "
                "read without it: {text}",
                "{place}：{count} 个数值的数字格式无法识别（{detail}），按原值读取：{text}",
            ),
            ("compare with the workbook", "请与表格文件核对"),
        ),
        _rule(
            "ZP123",
            "no-indicator-table",
            "warning",
            ("{reason}", "{reason}"),
            (
                "look at what was read: zhperf tables {source}",
                "可查看识别到的表格：zhperf tables {source}",
            ),
        ),
        _rule(
            "ZP124",
            "uncertain-reading",
            "warning",
            (
                "{place}: OCR is not sure of this value (confidence {confidence}): {text}",
                "{place}：文字识别对此值把握不足（置信度 {confidence}）：{text}",
            ),
            ("compare with the page", "请与页面核对"),
        ),
        _rule(
            "ZP125",
            "suspect-reading",
            "warning",
            (
                "{place}: OCR may have misread this value ({reason}): {text}",
                "{place}：此值疑似识别错误（{reason}）：{text}",
            ),
            ("compare with the page; nothing was changed", "请与页面核对；未作任何改动"),
        ),
        _rule(
            "ZP130",
            "covered-cell",
            "warning",
            (
                "page {page}: nothing was read in a cell that a seal covers; print under it may be "
                "lost",
                "第 {page} 页：被印章遮盖的单元格未识别出文字，印章下的文字可能遗漏",
            ),
            ("compare with the page", "请与页面核对"),
        ),
        _rule(
            "ZP128",
            "hidden-layer",
            "note",
            (
                "page {page} is a scan with a hidden text layer, which says the same as OCR in "
                "{share} % of the lines; the picture was read",
                "第 {page} 页是带隐藏文字层的扫描件，{share}% 的文字行与识别结果一致；已按图像识别",
            ),
            (
                "values that both read alike count as sure; compare the others with the page",
                "两者一致的值视为可靠；其余请与页面核对",
            ),
        ),
        _rule(
            "ZP122",
            "shortened-number",
            "warning",
            (
                "{place}: {count} numbers have more digits than the sheet shows, and were read as "
                "it shows them; their values are: {text}",
                "{place}：{count} 个数值的位数多于表格所显示的，按显示内容读取；其存储值为：{text}",
            ),
            (
                "give the cells a format that shows all digits, such as 0, and save the workbook",
                "请将单元格设为能显示全部位数的格式（如 0）后保存",
            ),
        ),
        _rule(
            "ZP126",
            "engine-changed",
            "note",
            (
                "page {page} was read by {engine}: {reason}",
                "第 {page} 页由{engine}读取：{reason}",
            ),
            ("compare with the page", "请与页面核对"),
        ),
        _rule(
            "ZP127",
            "readings-differ",
            "warning",
            (
                "page {page}: two readings of a cell differ: {text}; by {engine}: {second}",
                "第 {page} 页：单元格两次读取结果不一致：{text}；{engine}读取为：{second}",
            ),
            (
                "look at the cell on the page; the font may say other characters than it shows",
                "请在页面上核对该单元格；字体编码可能与所显示的字符不符",
            ),
        ),
        _rule(
            "ZP129",
            "glyph-recognised",
            "note",
            (
                "page {page}: characters of a cell have no Unicode value and were read from the "
                "picture of the page: {detail}",
                "第 {page} 页：单元格中有字符没有 Unicode 编码，已从页面图像识别：{detail}",
            ),
            ("compare with the page", "请与页面核对"),
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
