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


class ReportFormat(StrEnum):
    """Values of -f for reports."""

    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TABLE = "table"


class GridFormatName(StrEnum):
    """Values of -f for grids."""

    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"
    HTML = "html"
    TABLE = "table"


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
        "--pages", metavar="RANGE",
        help="Pages to read, counted from 1: 3-5,8-end. [default: all]",
    ),
]  # fmt: skip
Password = Annotated[
    str | None,
    typer.Option(
        "--password", metavar="TEXT", envvar="ZHPERF_PASSWORD",
        show_envvar=True, help="Password of encrypted documents.",
    ),
]  # fmt: skip
Engine = Annotated[
    EngineName,
    typer.Option(
        "--engine",
        help="PDF library that reads the pages; auto is pdfium, the fast one.",
    ),
]  # fmt: skip
Overwrite = Annotated[
    bool,
    typer.Option("--overwrite", help="Replace output files."),
]
Indent = Annotated[
    int,
    typer.Option(
        "--indent", min=0, max=8, metavar="N",
        help="Spaces for each level of JSON; 0: one line for each document.",
    ),
]  # fmt: skip
CsvBom = Annotated[
    bool,
    typer.Option(
        "--csv-bom",
        help="Begin CSV with a byte order mark, by which Excel knows UTF-8.",
    ),
]  # fmt: skip
CsvSafe = Annotated[
    bool,
    typer.Option(
        "--csv-safe",
        help="Put ' before CSV cells that begin with = + - @, tab or CR, which a spreadsheet "
        "would compute. Values such as =100% are then no longer as printed.",
    ),
]  # fmt: skip
Timeout = Annotated[
    float,
    typer.Option(
        "--timeout", min=0.0, metavar="SECONDS",
        help="Give up a source that takes longer; 0: never.",
    ),
]  # fmt: skip
Lang = Annotated[
    LanguageName | None,
    typer.Option(
        "--lang", show_default=False,
        help="Language of messages. [default: from the locale]",
    ),
]  # fmt: skip
Quiet = Annotated[
    bool,
    typer.Option(
        "-q", "--quiet", help="Print errors only; no progress.",
    ),
]  # fmt: skip
Verbose = Annotated[
    int,
    typer.Option(
        "-v", "--verbose", count=True, show_default=False, metavar="",
        help="Print notes, times and warnings of the PDF library; -vv: the log.",
    ),
]  # fmt: skip
Color = Annotated[
    ColorWhen,
    typer.Option(
        "--color",
        help="Colours; auto: on a terminal, unless NO_COLOR is set.",
    ),
]  # fmt: skip
