"""Errors, exit codes and bilingual messages.

    ZhperfError
     +-- UsageError                    exit 2   bad option, argument, config or template
     |    +-- OutputExistsError                 the output file is there already
     |    +-- OutputClashError                  two sources would write one file
     |    +-- OutputUnwritableError             the output cannot be written
     |    +-- ConfigError                       a configuration file is wrong
     |    +-- TemplateError                     no such template, or its file is wrong
     |    +-- ProfileError                      no such profile, or its file is wrong
     |    +-- PluginError                       a package with rules cannot be used
     +-- InputError                    exit 3   a source cannot be read
     |    +-- SourceNotFoundError               no such file
     |    +-- NoSourcesError                    a directory without PDF files
     |    |    +-- NothingToCheckError          nor with reports that were extracted
     |    +-- NotAPdfError                      empty, or no PDF header
     |    +-- OldOfficeError                    a document of an old office program
     |    +-- EncryptedOfficeError              an office document that needs a password
     |    +-- OtherOfficeError                  an office document of a kind that is not read
     |    +-- DamagedFileError                  an office document or text that cannot be parsed
     |    +-- SourceChangedError                changed while a batch ran
     |    +-- NotAReportError                   JSON that no extraction wrote
     |    +-- ListOfRowsError                   an extraction that is a list, not JSON
     |    +-- DamagedPdfError                   cannot be opened or parsed
     |    +-- EncryptedPdfError                 needs a (different) password
     |    +-- NoPagesError                      zero pages, or --pages selects none
     |    +-- NoTextLayerError                  pages are pictures: a scan
     |    +-- UnmappedTextError                 fonts do not say which characters they print
     |    |    +-- StrangeTextError             fonts say characters that no report prints
     |    |    +-- LyingTextError               fonts say other characters than they show
     |    +-- ReaderCrashError                  the PDF library crashed on it
     |    +-- ReaderTimeoutError                reading did not end in time
     |    +-- ReaderMemoryError                 reading needed too much memory
     +-- NoTableError                  exit 4   read, but no table fits a template
     |    +-- NoTableInCarrierError             the same for a source without pages
     |    +-- NoTableInReportError              the same for JSON that was extracted
     |    +-- NoGridError                       read, but no ruled table at all
     |    |    +-- NoGridInCarrierError         the same for a source without pages
     |    +-- OtherFormsError                   read, but its forms are scorecards or lists
     |    +-- BordersMissingError               its tables have no borders to tell columns by
     +-- MissingExtraError             exit 6   an optional dependency is not installed

Each message has three parts: what, where, how to fix; each in English and Chinese.
"""

from __future__ import annotations

import errno
from enum import IntEnum
from typing import ClassVar, Literal, NamedTuple, TypeAlias

Language: TypeAlias = Literal["en", "zh"]


class ExitCode(IntEnum):
    """Exit codes of every command; the same meaning everywhere."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    INPUT = 3
    NO_TABLE = 4
    PARTIAL = 5
    EXTRA = 6
    INTERNAL = 70
    INTERRUPTED = 130


class Bilingual(NamedTuple):
    """One message template (str.format fields) in both languages."""

    en: str
    zh: str

    def text(self, language: Language, **values: object) -> str:
        """The message in `language` with its fields filled; bilingual fields follow suit."""
        template = self.literal(language)
        if "{" not in template and "}" not in template:
            return template
        for name, value in values.items():
            if isinstance(value, Bilingual):
                values[name] = value.literal(language)
        return template.format_map(values)

    def literal(self, language: Language) -> str:
        """The text in `language` as it is, braces included."""
        return self.zh if language == "zh" else self.en


NOTHING = Bilingual("", "")

_SYSTEM_REASONS = {
    errno.ENOENT: "没有这样的文件或目录",
    errno.EACCES: "权限不足",
    errno.EPERM: "操作不允许",
    errno.EISDIR: "是一个目录",
    errno.ENOTDIR: "路径中有一部分不是目录",
    errno.ENOSPC: "磁盘空间不足",
    errno.EROFS: "文件系统只读",
    errno.ENAMETOOLONG: "文件名过长",
}


def system_reason(error: OSError) -> Bilingual:
    """Why the system refused, in its own words or in Chinese."""
    words = error.strerror or str(error)
    return Bilingual(words, _SYSTEM_REASONS.get(error.errno or 0, words))


class ZhperfError(Exception):
    """Base class of every error that zhperf raises on purpose."""

    exit_code: ClassVar[ExitCode] = ExitCode.INTERNAL
    what: ClassVar[Bilingual] = Bilingual("{reason}", "{reason}")
    """The problem, in a few words, without the source's name."""
    where: ClassVar[Bilingual] = NOTHING
    """Place inside the source; empty if the whole source is meant."""
    help: ClassVar[Bilingual] = NOTHING
    """What the user can do now."""

    def __init__(self, source: str = "", **values: object) -> None:
        super().__init__(source, values)
        self.source = source
        """Path or name of the source as the user gave it; "" if none is concerned."""
        self.values = values
        """Values of the fields in the message templates."""

    def __reduce__(self) -> tuple[object, ...]:
        # Keyword arguments do not survive the default pickling; errors cross process borders.
        return (_rebuild, (type(self), self.source, self.values))

    def __str__(self) -> str:
        return self.message("en")

    def message(self, language: Language) -> str:
        """Source and problem on one line."""
        colon = "：" if language == "zh" else ": "
        text = self.problem(language)
        return f"{self.source}{colon}{text}" if self.source else text

    def problem(self, language: Language) -> str:
        """The problem on one line, without the source."""
        return self.what.text(language, **self.values)

    def parts(self, language: Language) -> tuple[str, str, str]:
        """What (with the source), where, and how to go on; the last two may be ""."""
        return (
            self.message(language),
            self.where.text(language, **self.values),
            self.help.text(language, source=self.source, **self.values),
        )


def _rebuild(kind: type[ZhperfError], source: str, values: dict[str, object]) -> ZhperfError:
    return kind(source, **values)


class UsageError(ZhperfError):
    """An option, argument, config or template file is wrong.  Fields: reason, fix.

    Both may be `Bilingual`.
    """

    exit_code = ExitCode.USAGE
    help = Bilingual("{fix}", "{fix}")


class OutputExistsError(UsageError):
    """The output file exists and --overwrite was not given."""

    what = Bilingual("the file exists already", "文件已存在")
    help = Bilingual(
        "choose another name, or allow it with --overwrite",
        "请换一个文件名，或加 --overwrite 允许覆盖",
    )


class OutputClashError(UsageError):
    """Two sources would be written to the same output file.  Fields: other, output."""

    what = Bilingual(
        "would be written to {output}, as {other} would",
        "与 {other} 的输出文件同名：{output}",
    )
    help = Bilingual(
        "extract them in two runs with different -o directories",
        "请分两次运行，并指定不同的 -o 目录",
    )


class OutputUnwritableError(UsageError):
    """The output cannot be written: no permission, no such directory, disk full.  Field: reason."""

    what = Bilingual("cannot be written: {reason}", "无法写入：{reason}")
    help = Bilingual(
        "choose another place with -o, or make room there",
        "请用 -o 换一个位置，或清理空间、检查权限",
    )


class ConfigError(UsageError):
    """A configuration file is missing or wrong.  Fields: reason, place, fix.

    All are `Bilingual`; place is the line, or nothing.
    """

    where = Bilingual("{place}", "{place}")


class TemplateError(UsageError):
    """A template is unknown, or its file is wrong.  Fields: reason, place, fix.

    All are `Bilingual`; place is the line, or nothing.
    """

    where = Bilingual("{place}", "{place}")


class ProfileError(UsageError):
    """A profile is unknown, or its file is wrong.  Fields: reason, place, fix.

    All are `Bilingual`; place is the line, or nothing.
    """

    where = Bilingual("{place}", "{place}")


class PluginError(UsageError):
    """An installed package with rules cannot be used.  Fields: reason, fix."""

    what = Bilingual("rules of an installed package: {reason}", "已安装的规则包：{reason}")


class InputError(ZhperfError):
    """A source cannot be read."""

    exit_code = ExitCode.INPUT


class SourceNotFoundError(InputError):
    """No such file or directory, or no permission to read it.  Field: reason."""

    what = Bilingual("cannot be opened: {reason}", "无法打开：{reason}")
    help = Bilingual("check the path and its permissions", "请检查路径和读取权限")


class NoSourcesError(InputError):
    """A directory holds no PDF file."""

    what = Bilingual("the directory holds no PDF file", "目录中没有 PDF 文件")
    help = Bilingual(
        "name the files, or a directory that has *.pdf in it or below it",
        "请给出文件，或含有 *.pdf 的目录（含子目录）",
    )


class NothingToCheckError(NoSourcesError):
    """A directory holds neither a PDF file nor JSON that was extracted."""

    what = Bilingual(
        "the directory holds neither a PDF file nor JSON of zhperf extract",
        "目录中没有 PDF 文件，也没有 zhperf extract 生成的 JSON",
    )
    help = Bilingual(
        "name the files, or a directory that has them in it or below it",
        "请给出文件，或含有此类文件的目录（含子目录）",
    )


class NotAPdfError(InputError):
    """The file is empty or does not begin as a PDF, and is no other carrier.  Field: found."""

    what = Bilingual("not a PDF file", "不是 PDF 文件")
    where = Bilingual("found at the start: {found}", "文件开头为：{found}")
    help = Bilingual(
        "give the PDF itself; .docx, .xlsx, .html, .txt, .tsv and .md files are read too",
        "请提供 PDF 文件本身；也可读取 .docx、.xlsx、.html、.txt、.tsv、.md 文件",
    )


class OldOfficeError(InputError):
    """The file is of an old office program: .doc, .xls, .wps, .et, .rtf."""

    what = Bilingual(
        "a document of an old office program (.doc, .xls, .wps, .rtf) cannot be read",
        "无法读取旧版办公文档（.doc、.xls、.wps、.rtf）",
    )
    help = Bilingual(
        "save it as .docx or .xlsx, or convert it: soffice --headless --convert-to pdf {source}",
        "请另存为 .docx 或 .xlsx，或转换为 PDF：soffice --headless --convert-to pdf {source}",
    )


class EncryptedOfficeError(InputError):
    """An office document needs a password."""

    what = Bilingual("the office document is encrypted", "办公文档已加密")
    help = Bilingual(
        "open it in the office program and save it without a password",
        "请在办公软件中打开，取消密码后另存",
    )


class OtherOfficeError(InputError):
    """An office document of a kind that is not read: OpenDocument, .xlsb, .pptx."""

    what = Bilingual("an office document of a kind that is not read", "不支持的办公文档类型")
    help = Bilingual(
        "save it as .docx or .xlsx, or convert it: soffice --headless --convert-to pdf {source}",
        "请另存为 .docx 或 .xlsx，或转换为 PDF：soffice --headless --convert-to pdf {source}",
    )


class DamagedFileError(InputError):
    """An office document, web page or text cannot be parsed.  Field: reason."""

    what = Bilingual("the file is damaged and cannot be read", "文件已损坏，无法读取")
    where = Bilingual("{reason}", "{reason}")
    help = Bilingual(
        "fetch it again, or open it in its program and save it anew",
        "请重新获取，或在相应软件中打开后另存",
    )


class SourceChangedError(InputError):
    """A file of an archive is no longer what it was when the run was planned."""

    what = Bilingual("the file changed while the run went on", "运行期间文件被修改")
    help = Bilingual("run the same command again", "请再次运行同一命令")


class NotAReportError(InputError):
    """A JSON file holds no report of zhperf.  Fields: line, reason, reason_zh."""

    what = Bilingual("no report of zhperf extract", "不是 zhperf extract 生成的报告")
    where = Bilingual("line {line}: {reason}", "第 {line} 行：{reason_zh}")
    help = Bilingual(
        "make it again from the document: zhperf extract SOURCE -o {source} --overwrite",
        "请用原文件重新生成：zhperf extract SOURCE -o {source} --overwrite",
    )


class ListOfRowsError(InputError):
    """A list that `zhperf extract` wrote, such as CSV, lacks what checking needs."""

    what = Bilingual(
        "a list of rows, such as CSV or JSON Lines, cannot be checked",
        "无法检查 CSV、JSON Lines 等逐行清单",
    )
    help = Bilingual(
        "give the document itself, or extract it as JSON:\n"
        "zhperf extract SOURCE -o report.zhperf.json",
        "请提供原文件，或提取为 JSON：\nzhperf extract SOURCE -o report.zhperf.json",
    )


class DamagedPdfError(InputError):
    """The PDF library cannot open or parse the file.  Field: reason."""

    what = Bilingual("the PDF is damaged and cannot be read", "PDF 文件已损坏，无法读取")
    where = Bilingual("{reason}", "{reason}")
    help = Bilingual(
        "fetch it again; if it stays damaged, try to repair it: qpdf {source} repaired.pdf",
        "请重新下载；如仍然损坏，可尝试修复：qpdf {source} repaired.pdf",
    )


class EncryptedPdfError(InputError):
    """The document needs a password, or the given one is wrong.  Field: tried, tried_zh."""

    what = Bilingual("the document is encrypted", "文件已加密")
    where = Bilingual("opened with {tried}", "尝试使用：{tried_zh}")
    help = Bilingual(
        "give the password with --password or ZHPERF_PASSWORD,\n"
        "or remove it first: qpdf --decrypt --password=… {source} plain.pdf",
        "请用 --password 或环境变量 ZHPERF_PASSWORD 给出密码，\n"
        "或先解密：qpdf --decrypt --password=… {source} plain.pdf",
    )

    @classmethod
    def for_password(cls, source: str, password: str | None) -> EncryptedPdfError:
        """The error for a document that did not open with `password` (None: none given)."""
        if password is None:
            return cls(source, tried="the empty password", tried_zh="空密码")
        return cls(source, tried="the given password", tried_zh="所给密码")


class NoPagesError(InputError):
    """The document has no pages, or --pages selects none of them.  Fields: pages, selected."""

    what = Bilingual("there is no page to read", "没有可读取的页面")
    where = Bilingual(
        "the document has {pages} pages, selected: {selected}",
        "文件共 {pages} 页，所选页码：{selected}",
    )
    help = Bilingual("check the file and --pages", "请检查文件和 --pages")


class NoTextLayerError(InputError):
    """Pages have images but no text.  Fields: pages, count, total, area."""

    what = Bilingual("pages {pages} have images but no text", "第 {pages} 页只有图像，没有文字")
    what_one = Bilingual("page {pages} has an image but no text", what.zh)
    where = Bilingual(
        "{count} of {total} pages, image area {area} %",
        "共 {total} 页中的 {count} 页，图像面积 {area} %",
    )
    help = Bilingual(
        "read its pictures: pip install 'zhperf[ocr]', which --engine auto then uses,\n"
        "or add a text layer first: ocrmypdf -l chi_sim {source} text.pdf",
        "请安装文字识别组件（--engine auto 会自动使用）：pip install 'zhperf[ocr]'，\n"
        "或先加文字层：ocrmypdf -l chi_sim {source} text.pdf",
    )

    def problem(self, language: Language) -> str:
        """The problem; in the singular for one page."""
        what = self.what_one if self.values.get("count") == 1 else self.what
        return what.text(language, **self.values)


class UnmappedTextError(InputError):
    """Fonts have no usable ToUnicode map.  Fields: count, total, page, fonts."""

    what = Bilingual(
        "the text layer is unusable: {count} of {total} characters have no Unicode value",
        "文字层不可用：{total} 个字符中有 {count} 个没有 Unicode 编码",
    )
    where = Bilingual(
        "p{page}, fonts without a usable ToUnicode map: {fonts}",
        "第 {page} 页，字体缺少可用的 ToUnicode 映射：{fonts}",
    )
    help = Bilingual(
        "read the pages' pictures: pip install 'zhperf[ocr]', which --engine auto then uses,\n"
        "or export the report again with embedded fonts,\n"
        "or make a new text layer: ocrmypdf --force-ocr -l chi_sim {source} text.pdf",
        "请安装文字识别组件（--engine auto 会自动使用）：pip install 'zhperf[ocr]'，\n"
        "或重新导出并嵌入字体，\n"
        "或重新生成文字层：ocrmypdf --force-ocr -l chi_sim {source} text.pdf",
    )


class StrangeTextError(UnmappedTextError):
    """Fonts map to characters that no report prints.  Fields: count, total, page, fonts, sample."""

    what = Bilingual(
        "the text layer is unusable: {count} of {total} characters are none that a Chinese "
        "report prints: {sample}",
        "文字层不可用：{total} 个字符中有 {count} 个不是中文报告会用到的字符：{sample}",
    )
    where = Bilingual(
        "p{page}, fonts whose ToUnicode map is wrong: {fonts}",
        "第 {page} 页，字体的 ToUnicode 映射有误：{fonts}",
    )


class LyingTextError(UnmappedTextError):
    """Most cells of a table show other text than their fonts say; found by a second reading.

    Fields: count, total, page, engine, first, second.
    """

    what = Bilingual(
        "the text layer is unusable: {count} of {total} cells of a table show other text than "
        "their fonts say",
        "文字层不可用：表格的 {total} 个单元格中有 {count} 个的文字编码与页面所显示的不符",
    )
    where = Bilingual(
        "p{page}, read by {engine}: {second}; said by the fonts: {first}",
        "第 {page} 页，{engine}读取为：{second}；文字层为：{first}",
    )
    help = Bilingual(
        "read the pages' pictures: --engine ocr (pip install 'zhperf[ocr]'),\n"
        "or export the report again with embedded fonts",
        "请改为识别页面图像：--engine ocr（pip install 'zhperf[ocr]'），\n或重新导出并嵌入字体",
    )


class ReaderCrashError(InputError):
    """The process that read the file died.  Field: signal."""

    what = Bilingual("the PDF library crashed while reading it", "读取时 PDF 库崩溃")
    where = Bilingual("the reading process ended with {signal}", "读取进程的结束状态：{signal}")
    help = Bilingual(
        "try the other engine: --engine pdfplumber,\n"
        "or repair the file: qpdf {source} repaired.pdf",
        "请换一个引擎：--engine pdfplumber，\n或先修复文件：qpdf {source} repaired.pdf",
    )


class ReaderTimeoutError(InputError):
    """Reading did not end in time.  Field: seconds."""

    what = Bilingual("reading did not end within {seconds} s", "读取超过 {seconds} 秒仍未结束")
    help = Bilingual(
        "allow more with --timeout, or read fewer pages with --pages",
        "可用 --timeout 放宽时间，或用 --pages 减少页数",
    )


class ReaderMemoryError(InputError):
    """Reading needed more memory than it may use, or than there is.  Field: detail."""

    what = Bilingual("reading needed too much memory", "读取占用内存过多")
    where = Bilingual("{detail}", "{detail}")
    help = Bilingual(
        "read fewer pages at a time with --pages", "可用 --pages 分段读取，每次少读几页"
    )


class NoTableError(ZhperfError):
    """The source was read, but it has no indicator table.  Fields: pages, grids."""

    exit_code = ExitCode.NO_TABLE
    what = Bilingual("no indicator table was found", "没有找到绩效指标表")
    where = Bilingual(
        "{pages} pages read, {grids} ruled tables, none with a header that fits a template",
        "已读 {pages} 页，有 {grids} 个带框线的表格，表头均不符合任何模板",
    )
    help = Bilingual(
        "see what was read: zhperf tables {source}",
        "可查看识别到的表格：zhperf tables {source}",
    )


class NoTableInCarrierError(NoTableError):
    """A source without pages was read, but it has no indicator table.  Field: grids."""

    where = Bilingual(
        "{grids} tables read, none with a header that fits a template",
        "已读 {grids} 个表格，表头均不符合任何模板",
    )


class NoTableInReportError(NoTableError):
    """JSON that was extracted has no indicator table."""

    where = NOTHING
    help = Bilingual(
        "extract the document again: zhperf extract SOURCE -o {source} --overwrite",
        "请用原文件重新提取：zhperf extract SOURCE -o {source} --overwrite",
    )


class NoGridError(NoTableError):
    """The source was read, but it has no ruled table at all.  Field: pages."""

    what = Bilingual("no ruled table was found", "没有找到带框线的表格")
    where = Bilingual("pages read: {pages}", "已读 {pages} 页")
    help = Bilingual("look at the file, or choose other --pages", "请查看文件，或改用其他 --pages")


class NoGridInCarrierError(NoGridError):
    """A source without pages has no table at all."""

    what = Bilingual("no table was found", "没有找到表格")
    where = NOTHING
    help = Bilingual("look at the file: are its tables pictures?", "请查看文件，表格是否为图片")


class OtherFormsError(NoTableError):
    """The source has forms, but of kinds that are no indicator table.  Fields: forms."""

    what = Bilingual("its forms are no indicator tables", "其中的表格不是绩效指标表")
    where = Bilingual("{forms}", "{forms}")
    help = Bilingual(
        "scorecards and lists have no targets; their cells: zhperf tables {source}",
        "评分表和清单没有指标值；单元格内容见：zhperf tables {source}",
    )


class BordersMissingError(NoTableError):
    """Tables lack borders, and rows or columns cannot be told apart.  Fields: page, detail."""

    what = Bilingual(
        "an indicator table has no borders, and its rows or columns cannot be told apart",
        "绩效指标表没有框线，且无法区分行列",
    )
    where = Bilingual("p{page}: {detail}", "第 {page} 页：{detail}")
    help = Bilingual(
        "export the report again with borders, or read the page by eye",
        "请导出带框线的文件，或人工读取该页",
    )


class MissingExtraError(ZhperfError):
    """An optional dependency is not installed.  Fields: feature, extra."""

    exit_code = ExitCode.EXTRA
    what = Bilingual("{feature} needs an optional package", "{feature} 需要安装可选组件")
    help = Bilingual("pip install 'zhperf[{extra}]'", "pip install 'zhperf[{extra}]'")
