"""`zhperf extract`: reports to records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhperf.cli.outputs import Parts, choose_output, is_directory, suffix_format
from zhperf.cli.running import Plan, run_plan
from zhperf.cli.sources import find_sources, is_several
from zhperf.cli.terminal import output_color, output_width
from zhperf.convert import Extraction, extract_document
from zhperf.writers import PARTS, SUFFIXES, Format, Frame, HeaderLanguage, Layout, frame

if TYPE_CHECKING:
    from zhperf.cli.console import Console
    from zhperf.cli.reading import ReadingOptions
    from zhperf.cli.sources import Source
    from zhperf.errors import ExitCode

_SUFFIX: dict[Format, str] = {"json": ".json", "jsonl": ".jsonl", "csv": ".csv", "table": ".txt"}


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
    """
    reading = options.reading.settle(options.sources[0], console)
    reading.effective.check_templates()
    several = is_several(options.sources)
    output_format = options.output_format or _format_of(options.output, several=several)
    sources = find_sources(options.sources)
    layout = _layout(options, console, one_stream=_one_stream(options.output, several=several))
    output = choose_output(
        options.output,
        sources,
        _parts(output_format),
        frame(output_format, layout) if several else Frame(),
        several=several,
        overwrite=options.overwrite,
    )

    def job(index: int, source: Source) -> Extraction:
        return Extraction(
            reading=reading.reading(source, console.style),
            output=output_format,
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


def _one_stream(output: str, *, several: bool) -> bool:
    """Whether documents are written one after the other into one file or stream."""
    return several and not is_directory(output, several=several)


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
