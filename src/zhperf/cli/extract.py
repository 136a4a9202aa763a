"""`zhperf extract`: reports to records."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from zhperf.cli.outputs import Parts, choose_output, is_directory, suffix_format
from zhperf.cli.packages import package_output
from zhperf.cli.running import Plan, run_plan
from zhperf.cli.sources import find_sources, is_several
from zhperf.cli.terminal import output_color, output_width, require_no_terminal
from zhperf.convert import Extraction, extract_document
from zhperf.writers import (
    BINARY,
    FINISHED,
    PARTS,
    SUFFIXES,
    Format,
    Frame,
    HeaderLanguage,
    Layout,
    finish,
    frame,
    require_extra,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhperf.cli.console import Console
    from zhperf.cli.outputs import Output
    from zhperf.cli.reading import ReadingOptions
    from zhperf.cli.sources import Source
    from zhperf.errors import Bilingual, ExitCode

_SUFFIX: dict[Format, str] = {
    "json": ".json",
    "jsonl": ".jsonl",
    "csv": ".csv",
    "xlsx": ".xlsx",
    "parquet": ".parquet",
    "table": ".txt",
}


@dataclass(frozen=True, slots=True)
class ExtractOptions:
    """The command line of `extract`, checked by typer."""

    sources: list[str]
    reading: ReadingOptions
    output: str
    output_format: Format | None
    provenance: bool
    indent: int
    header: HeaderLanguage
    csv_bom: bool
    csv_safe: bool
    overwrite: bool
    jobs: int
    timeout: float
    strict: bool


def run_extract(options: ExtractOptions, console: Console) -> ExitCode:
    """Extract all sources.

    Raises:
        UsageError: Before anything is read.
        MissingExtraError: Before anything is read.
    """
    reading = options.reading.settle(options.sources[0], console)
    reading.effective.check_templates()
    several = is_several(options.sources)
    output_format = options.output_format or _format_of(options.output, several=several)
    require_extra(output_format)
    if output_format in BINARY:
        require_no_terminal(options.output, "-f", output_format)
    sources = find_sources(options.sources)
    one_stream = several and not is_directory(options.output, several=several)
    layout = _layout(options, console, one_stream=one_stream)
    joined = output_format == "datapackage" or (one_stream and output_format in FINISHED)
    output = _choose_output(options, sources, output_format, layout, joined=joined)

    def job(index: int, source: Source) -> Extraction:
        return Extraction(
            reading=reading.reading(source, console.style),
            output="rows" if joined else output_format,
            layout=layout,
            targets=output.targets(index),
            destination=output.destination(index),
        )

    plan = Plan(
        task=extract_document,
        sources=sources,
        job=job,
        output=output,
        several=several,
        workers=options.jobs,
        seconds=options.timeout,
        strict=options.strict,
    )
    return run_plan(plan, console)


def _format_of(output: str, *, several: bool) -> Format:
    if is_directory(output, several=several):
        return "json"
    return suffix_format(output, SUFFIXES) or "json"


def _choose_output(
    options: ExtractOptions,
    sources: Sequence[Source],
    output_format: Format,
    layout: Layout,
    *,
    joined: bool,
) -> Output:
    """The output; where it is joined, workers write rows, of which it makes one result."""
    overwrite = options.overwrite
    if output_format == "datapackage":
        return package_output(options.output, sources, layout, overwrite=overwrite)
    several = is_several(options.sources)

    def make(rows: IO[bytes], final: IO[bytes]) -> list[Bilingual]:
        with tempfile.TemporaryFile() as made:  # standard output may be no file
            told = finish(output_format, rows, {PARTS[output_format][0]: made}, layout)
            made.seek(0)
            shutil.copyfileobj(made, final)
        return told

    return choose_output(
        options.output,
        sources,
        Parts({"rows": ""}, "rows") if joined else _parts(output_format),
        frame(output_format, layout) if several else Frame(),
        several=several,
        overwrite=overwrite,
        deliver=make if joined else None,
    )


def _parts(output_format: Format) -> Parts:
    names, suffix = PARTS[output_format], _SUFFIX[output_format]
    if len(names) == 1:
        return Parts({names[0]: suffix}, names[0])
    return Parts({name: f".{name}{suffix}" for name in names}, names[0])


def _layout(options: ExtractOptions, console: Console, *, one_stream: bool) -> Layout:
    return Layout(
        indent=options.indent,
        header=options.header,
        header_row=not one_stream,
        provenance=options.provenance,
        csv_bom=options.csv_bom,
        csv_safe=options.csv_safe,
        width=output_width(options.output),
        language=console.language,
        color=output_color(options.output, console.style.color),
    )
