"""`zhperf tables`: every ruled table as it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from zhperf.cli.outputs import STDOUT, Parts, choose_output, suffix_format
from zhperf.cli.running import Plan, run_plan
from zhperf.cli.sources import find_sources, is_folder, is_several
from zhperf.cli.terminal import output_color, output_width
from zhperf.convert import GridDump, dump_grids
from zhperf.errors import Bilingual, UsageError
from zhperf.writers import Frame, Layout

if TYPE_CHECKING:
    from zhperf.cli.console import Console
    from zhperf.cli.reading import ReadingOptions
    from zhperf.cli.sources import Source
    from zhperf.errors import ExitCode
    from zhperf.writers.grids import GridFormat

_PART = "grids"
_SUFFIXES: dict[str, GridFormat] = {
    ".json": "json",
    ".csv": "csv",
    ".md": "markdown",
    ".html": "html",
    ".htm": "html",
    ".txt": "table",
}


@dataclass(frozen=True, slots=True)
class TablesOptions:
    """The command line of `tables`, checked by typer."""

    source: str
    reading: ReadingOptions
    output: str
    output_format: GridFormat | None
    indent: int
    csv_bom: bool
    csv_safe: bool
    overwrite: bool
    timeout: float


def run_tables(options: TablesOptions, console: Console) -> ExitCode:
    """Write the grids of the source.

    Raises:
        UsageError: Before anything is read.
    """
    reading = options.reading.settle(options.source, console)
    _require_file(options)
    output_format = options.output_format or suffix_format(options.output, _SUFFIXES) or "json"
    sources = find_sources([options.source])
    layout = _layout(options, console)
    output = choose_output(
        options.output,
        sources,
        Parts({_PART: ""}, _PART),
        Frame(),
        several=False,
        overwrite=options.overwrite,
    )

    def job(index: int, source: Source) -> GridDump:
        return GridDump(
            reading=reading.reading(source, console.style),
            output=output_format,
            layout=layout,
            target=output.targets(index)[_PART],
            destination=output.destination(index),
        )

    plan = Plan(
        task=dump_grids,
        sources=sources,
        job=job,
        output=output,
        several=False,
        workers=1,
        seconds=options.timeout,
    )
    return run_plan(plan, console)


def _layout(options: TablesOptions, console: Console) -> Layout:
    return Layout(
        indent=options.indent,
        csv_bom=options.csv_bom,
        csv_safe=options.csv_safe,
        width=output_width(options.output),
        language=console.language,
        color=output_color(options.output, console.style.color),
    )


def _require_file(options: TablesOptions) -> None:
    if is_several([options.source]):
        raise UsageError(
            options.source,
            reason=Bilingual("a directory, not a file", "是目录，不是文件"),
            fix=Bilingual("name one file", "请指定一个文件"),
        )
    if options.output != STDOUT and is_folder(Path(options.output)):
        raise UsageError(
            options.output,
            reason=Bilingual("a directory, not a file", "是目录，不是文件"),
            fix=Bilingual("name a file with -o", "请用 -o 指定文件"),
        )
