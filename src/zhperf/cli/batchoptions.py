"""Options of `batch` and `status`, documented once."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class TableFormatName(StrEnum):
    """Values of -f for the tables of a dataset."""

    PARQUET = "parquet"
    CSV = "csv"
    XLSX = "xlsx"


class ExecutorChoice(StrEnum):
    """Values of --executor."""

    LOCAL = "local"
    DASK = "dask"


class RetryName(StrEnum):
    """Values of --retry."""

    CRASHED = "crashed"
    TIMEOUT = "timeout"
    FAILED = "failed"
    ALL = "all"


class StateName(StrEnum):
    """Values of --state."""

    DONE = "done"
    NO_TABLE = "no-table"
    FAILED = "failed"
    CRASHED = "crashed"
    TIMEOUT = "timeout"
    PENDING = "pending"


class GroupName(StrEnum):
    """Values of --group-by."""

    STATE = "state"
    CODE = "code"
    TEMPLATE = "template"
    ENGINE = "engine"
    FOLDER = "folder"


class SortName(StrEnum):
    """Values of --sort."""

    PATH = "path"
    SECONDS = "seconds"


class ListFormatName(StrEnum):
    """Values of -f for lists of documents."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


Archive = Annotated[
    str | None,
    typer.Argument(
        metavar="ARCHIVE",
        show_default=False,
        help="Directory with the documents, or a URL such as s3://bucket/2024; it is only read. "
        "Not needed for --collect-only.",
    ),
]
Dataset = Annotated[
    str,
    typer.Option(
        "-o",
        "--output",
        metavar="DATASET",
        show_default=False,
        help="Directory of the dataset: a new one, an empty one, or that of an earlier run. Or a "
        "URL, with --state.",
    ),
]
Glob = Annotated[
    str | None,
    typer.Option(
        "--glob",
        metavar="PATTERN",
        show_default=False,
        help="Which files of the archive are documents, without regard to case. "
        "[default: **/*.pdf]",
    ),
]
FilesFrom = Annotated[
    str | None,
    typer.Option(
        "--files-from",
        metavar="PATH",
        show_default=False,
        help="Take the documents from a list instead, one path on a line, relative to the "
        "archive; - for standard input.",
    ),
]
TableFormat = Annotated[
    TableFormatName | None,
    typer.Option(
        "-f",
        "--format",
        show_default=False,
        help="Of the tables. [default: parquet]",
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "-j",
        "--jobs",
        min=0,
        metavar="N",
        show_default=False,
        help="Documents read at the same time; 0: as many as there are CPUs. [default: 0]",
    ),
]
Timeout = Annotated[
    float | None,
    typer.Option(
        "--timeout",
        min=0.0,
        metavar="SECONDS",
        show_default=False,
        help="Give up a document that takes longer; 0: never. [default: 120]",
    ),
]
Memory = Annotated[
    str | None,
    typer.Option(
        "--memory",
        metavar="SIZE",
        show_default=False,
        help="Give up a document that needs more memory: 512MB, 2GB; 0: no limit (Linux only). "
        "[default: 2GB]",
    ),
]
Retry = Annotated[
    list[RetryName] | None,
    typer.Option(
        "--retry",
        metavar="crashed|timeout|failed|all",
        show_default=False,
        help="Try again what ended so before, although nothing changed; may be repeated.",
    ),
]
Check = Annotated[
    bool,
    typer.Option(
        "--check",
        help="Run the rules of zhperf check too; the dataset has a table of findings.",
    ),
]
DryRun = Annotated[
    bool,
    typer.Option("--dry-run", help="Say what would be done, and write nothing."),
]
CollectOnly = Annotated[
    bool,
    typer.Option("--collect-only", help="Read no document: make the tables of what is done."),
]
Executor = Annotated[
    ExecutorChoice,
    typer.Option(
        "--executor",
        help="Where documents are read: on this machine, or on the workers of a Dask cluster.",
    ),
]
Address = Annotated[
    str | None,
    typer.Option(
        "--address",
        metavar="URL",
        show_default=False,
        help="Of the cluster's scheduler: tcp://10.0.0.1:8786.",
    ),
]
StateFolder = Annotated[
    str | None,
    typer.Option(
        "--state",
        metavar="DIRECTORY",
        show_default=False,
        help="For a dataset at a URL: where this machine keeps what is done, and a copy.",
    ),
]
StatusDataset = Annotated[
    str,
    typer.Argument(metavar="DATASET", help="The directory that zhperf batch wrote to."),
]
States = Annotated[
    list[StateName] | None,
    typer.Option(
        "--state",
        metavar="STATE",
        show_default=False,
        help="Only documents that ended so: done, no-table, failed, crashed, timeout, or pending "
        "(not read yet); may be repeated. Without --group-by they are listed.",
    ),
]
GroupBy = Annotated[
    GroupName | None,
    typer.Option(
        "--group-by",
        show_default=False,
        help="Count the documents by this. [default: state, unless --state, --sort or --limit "
        "is given]",
    ),
]
Sort = Annotated[
    SortName | None,
    typer.Option(
        "--sort",
        show_default=False,
        help="List the documents, the slowest first (seconds) or by path. [default: path]",
    ),
]
Limit = Annotated[
    int | None,
    typer.Option(
        "--limit",
        min=0,
        metavar="N",
        show_default=False,
        help="List so many; 0: all. [default: 20 in a table, else all]",
    ),
]
ListFormat = Annotated[
    ListFormatName,
    typer.Option("-f", "--format", help="JSON and CSV are for programs."),
]
