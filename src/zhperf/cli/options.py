"""Options that several commands share, documented once."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class EngineName(StrEnum):
    """Values of --engine."""

    AUTO = "auto"
    PDFIUM = "pdfium"
    PDFPLUMBER = "pdfplumber"
    OCR = "ocr"


class ReportFormat(StrEnum):
    """Values of -f for reports."""

    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"
    DATAPACKAGE = "datapackage"
    TABLE = "table"


class GridFormatName(StrEnum):
    """Values of -f for grids."""

    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"
    HTML = "html"
    TABLE = "table"


class FlatForm(StrEnum):
    """Values of --table."""

    INDICATORS = "indicators"
    ACTIVITIES = "activities"
    REPORTS = "reports"
    DOCUMENTS = "documents"
    FINDINGS = "findings"


class TextFormat(StrEnum):
    """Values of -f for what zhperf tells of itself."""

    TABLE = "table"
    JSON = "json"


class PageFormatName(StrEnum):
    """Values of --output-format for pages of rules."""

    TEXT = "text"
    JSON = "json"


class LanguageName(StrEnum):
    """Values of --lang and --header."""

    EN = "en"
    ZH = "zh"


class ColorWhen(StrEnum):
    """Values of --color."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


Pages = Annotated[
    str | None,
    typer.Option(
        "--pages",
        metavar="RANGE",
        help="Pages to read, counted from 1: 3-5,8-end. [default: all]",
    ),
]
Password = Annotated[
    str | None,
    typer.Option(
        "--password",
        metavar="TEXT",
        envvar="ZHPERF_PASSWORD",
        show_envvar=True,
        help="Password of encrypted documents.",
    ),
]
Engine = Annotated[
    EngineName | None,
    typer.Option(
        "--engine",
        show_default=False,
        help="What reads the pages: auto is pdfium, the fast one, and for a page that it cannot "
        "read pdfplumber or OCR; ocr reads all pages from their pictures. [default: auto]",
    ),
]
Template = Annotated[
    str | None,
    typer.Option(
        "--template",
        metavar="auto|ID|PATH",
        show_default=False,
        help="Family of the forms: auto tries all; an id (zhperf template lists them) or a "
        "template file (*.toml) only that one. [default: auto]",
    ),
]
TemplatePath = Annotated[
    list[str] | None,
    typer.Option(
        "--template-path",
        metavar="PATH",
        show_default=False,
        help="Template file, or directory of them, besides those of zhperf; may be repeated. "
        "[default: template-paths of the configuration file]",
    ),
]
ConfigFile = Annotated[
    str | None,
    typer.Option(
        "--config",
        metavar="PATH",
        envvar="ZHPERF_CONFIG",
        show_envvar=True,
        show_default=False,
        help="Configuration file. [default: zhperf.toml, or pyproject.toml with [tool.zhperf], "
        "in the directory of the first source or above it]",
    ),
]
NoConfig = Annotated[
    bool,
    typer.Option("--no-config", help="Read no configuration file."),
]
Overwrite = Annotated[
    bool,
    typer.Option("--overwrite", help="Replace output files."),
]
Indent = Annotated[
    int,
    typer.Option(
        "--indent",
        min=0,
        max=8,
        metavar="N",
        help="Spaces for each level of JSON; 0: one line for each document.",
    ),
]
CsvBom = Annotated[
    bool,
    typer.Option(
        "--csv-bom",
        help="Begin CSV with a byte order mark, by which Excel knows UTF-8.",
    ),
]
CsvSafe = Annotated[
    bool,
    typer.Option(
        "--csv-safe",
        help="Put ' before CSV cells that begin with = + - @, tab or CR, which a spreadsheet "
        "would compute. Values such as =100% are then no longer as printed.",
    ),
]
Timeout = Annotated[
    float,
    typer.Option(
        "--timeout",
        min=0.0,
        metavar="SECONDS",
        help="Give up a source that takes longer; 0: never.",
    ),
]
Lang = Annotated[
    LanguageName | None,
    typer.Option(
        "--lang",
        show_default=False,
        help="Language of messages. [default: from the locale]",
    ),
]
Quiet = Annotated[
    bool,
    typer.Option(
        "-q",
        "--quiet",
        help="Print errors only; no progress.",
    ),
]
Verbose = Annotated[
    int,
    typer.Option(
        "-v",
        "--verbose",
        count=True,
        show_default=False,
        metavar="",
        help="Print notes, times and warnings of the PDF library; -vv: the log.",
    ),
]
Color = Annotated[
    ColorWhen,
    typer.Option(
        "--color",
        help="Colours; auto: on a terminal, unless NO_COLOR is set.",
    ),
]
Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE",
        help="Files (.pdf, .docx, .xlsx, .html, .txt, .tsv, .md), directories (searched for *.pdf "
        "only, recursively), - for standard input.",
    ),
]
CheckSources = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE",
        help="Files (.pdf, .docx, .xlsx, .html, .txt, .tsv, .md, or .json out of extract), "
        "directories (searched for *.pdf and for extracted JSON, recursively), - for standard "
        "input.",
    ),
]
Output = Annotated[
    str,
    typer.Option(
        "-o",
        "--output",
        metavar="PATH",
        help="File, directory (one file for each source, named after it), or - for standard "
        "output. CSV and Parquet have three tables in a directory, else the indicators only; a "
        "workbook has three sheets. A data package is a directory.",
    ),
]
Format = Annotated[
    ReportFormat | None,
    typer.Option(
        "-f",
        "--format",
        show_default=False,
        help="[default: suffix of -o, else json] Several sources in one file: JSON is an array, "
        "of the others all rows follow each other. A data package (CSV and datapackage.json) "
        "always has the rows of all sources.",
    ),
]
Provenance = Annotated[
    bool,
    typer.Option(
        "--provenance/--no-provenance",
        help="Write where each value is printed and what was mended (regions, repairs).",
    ),
]
NoRepair = Annotated[
    bool,
    typer.Option(
        "--no-repair",
        help="Leave rows whose cells stand in the wrong columns as printed; warnings say what is "
        "wrong with them. By default they are mended where there is one way only.",
    ),
]
Verify = Annotated[
    bool,
    typer.Option(
        "--verify",
        help="Read each page with a table a second time, by OCR if it is installed, else by "
        "another PDF library, and warn of cells that are read otherwise then.",
    ),
]
Header = Annotated[
    LanguageName,
    typer.Option(
        "--header",
        help="Language of the column names of all formats with columns.",
    ),
]
Jobs = Annotated[
    int,
    typer.Option(
        "-j",
        "--jobs",
        min=0,
        metavar="N",
        help="Sources read at the same time; 0: as many as there are CPUs.",
    ),
]
Strict = Annotated[
    bool,
    typer.Option(
        "--strict",
        help="Stop at the first source that fails.",
    ),
]
OneSource = Annotated[
    str, typer.Argument(metavar="SOURCE", help="A file, or - for standard input.")
]
OneOutput = Annotated[
    str,
    typer.Option(
        "-o",
        "--output",
        metavar="PATH",
        help="File, or - for standard output.",
    ),
]
GridFormat = Annotated[
    GridFormatName | None,
    typer.Option(
        "-f",
        "--format",
        show_default=False,
        help="[default: suffix of -o, else json] CSV has a row for each cell; table is text "
        "for eyes.",
    ),
]
TemplateId = Annotated[
    str | None,
    typer.Argument(metavar="ID", help="A template, or the path of a template file (*.toml)."),
]
Full = Annotated[
    bool,
    typer.Option("--full", help="Print the template with all words that it extends."),
]
Explain = Annotated[
    str | None,
    typer.Option(
        "--explain",
        metavar="SOURCE",
        show_default=False,
        help="Print how each family fits the tables of a file (- for standard input).",
    ),
]
TellFormat = Annotated[
    TextFormat | None,
    typer.Option(
        "-f",
        "--format",
        show_default=False,
        help="[default: suffix of -o, else table]",
    ),
]
RuleName = Annotated[
    str | None,
    typer.Argument(
        metavar="CODE|NAME",
        help="A rule, such as ZP401 or target-missing; ZP4 lists all whose codes begin so.",
    ),
]
PageFormat = Annotated[
    PageFormatName | None,
    typer.Option(
        "--output-format",
        show_default=False,
        help="text: Markdown, for eyes; json: all data in both languages. [default: suffix of -o, "
        "else text]",
    ),
]
TableSchema = Annotated[
    FlatForm | None,
    typer.Option(
        "--table",
        show_default=False,
        help="Print the Table Schema (Frictionless) of this table of CSV and of data packages.",
    ),
]
NearSource = Annotated[
    str,
    typer.Argument(
        metavar="SOURCE",
        show_default=False,
        help="The source whose configuration file is looked for. [default: the current directory]",
    ),
]
