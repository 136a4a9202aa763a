"""`zhperf template`: the families, one template, or why a table was read as it was."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from zhperf.cli.listing import listing
from zhperf.cli.outputs import Parts, choose_output, suffix_format
from zhperf.cli.running import Plan, run_plan
from zhperf.cli.sources import STDIN, find_sources, is_several
from zhperf.cli.terminal import output_width
from zhperf.cli.texts import write_text
from zhperf.convert import Explaining, explain_document
from zhperf.errors import Bilingual, ExitCode, UsageError
from zhperf.tomlfile import is_path
from zhperf.writers import Frame, Layout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhperf.cli.console import Console
    from zhperf.cli.reading import ReadingOptions
    from zhperf.cli.sources import Source
    from zhperf.templates.files import TemplateSource
    from zhperf.writers.explanations import ExplanationFormat

SUFFIXES: dict[str, ExplanationFormat] = {".json": "json", ".txt": "table"}
_PART = "explanations"
_HEADS = (
    Bilingual("id", "id"),
    Bilingual("kind", "种类"),
    Bilingual("title", "标题"),
    Bilingual("seen in, or file", "见于，或文件"),
)


@dataclass(frozen=True, slots=True)
class TemplateOptions:
    """The command line of `template`, checked by typer."""

    identifier: str | None
    full: bool
    explain: str | None
    reading: ReadingOptions
    output: str
    output_format: ExplanationFormat | None
    overwrite: bool
    timeout: float


def run_template(options: TemplateOptions, console: Console) -> ExitCode:
    """List the templates, print one, or explain.

    Raises:
        UsageError: Options that exclude each other, an unknown id, or a wrong file.
    """
    _check_combination(options)
    if options.explain is not None:
        return _explain(options, options.explain, console)
    reading = options.reading.settle(STDIN, console)
    paths = reading.effective.template_paths
    if options.identifier is None:
        text = _listing(paths, options, console)
    elif options.full:
        text = _full_text(options.identifier, paths)
    else:
        text = _source_text(options.identifier, paths)
    write_text(text, options.output, overwrite=options.overwrite)
    return ExitCode.OK


def _check_combination(options: TemplateOptions) -> None:
    if options.identifier is not None and options.explain is not None:
        raise UsageError(
            reason=Bilingual("an ID and --explain exclude each other", "ID 与 --explain 不能同用"),
            fix=Bilingual(
                "--template ID tries one family only: zhperf template --explain … --template ID",
                "只看一类模板请用 --template：zhperf template --explain … --template ID",
            ),
        )
    if options.full and options.identifier is None:
        raise UsageError(
            reason=Bilingual("--full needs an ID", "--full 需要给出 ID"),
            fix=Bilingual("zhperf template ID --full", "zhperf template ID --full"),
        )


def _listing(paths: tuple[str, ...], options: TemplateOptions, console: Console) -> str:
    from zhperf.templates.files import template_sources

    sources = template_sources(paths)
    if (options.output_format or suffix_format(options.output, SUFFIXES)) == "json":
        return json.dumps(list(map(_object, sources)), ensure_ascii=False, indent=2) + "\n"
    return listing(_HEADS, map(_cells, sources), options.output, console.language)


def _object(source: TemplateSource) -> dict[str, object]:
    template = source.template
    keys = ("id", "version", "kind", "title", "extends", "seen")
    return {**{key: getattr(template, key) for key in keys}, "path": source.path}


def _cells(source: TemplateSource) -> Sequence[str]:
    template = source.template
    seen = "，".join(template.seen)
    return template.id, template.kind, template.title, source.path or seen


def _source_text(identifier: str, paths: tuple[str, ...]) -> str:
    from zhperf.templates.files import find_source, template_sources

    if is_path(identifier):
        sources = template_sources((*paths, identifier))
        return next(one.text for one in sources if one.path == str(Path(identifier)))
    return find_source(identifier, template_sources(paths)).text


def _full_text(identifier: str, paths: tuple[str, ...]) -> str:
    from zhperf.templates.files import select
    from zhperf.templates.writing import full_text

    return full_text(select(identifier, paths)[0])


def _explain(options: TemplateOptions, argument: str, console: Console) -> ExitCode:
    _require_file(argument)
    reading = options.reading.settle(argument, console)
    reading.effective.check_templates()
    output_format = options.output_format or suffix_format(options.output, SUFFIXES) or "table"
    sources = find_sources([argument])
    parts = Parts({_PART: ".json" if output_format == "json" else ".txt"}, _PART)
    output = choose_output(
        options.output, sources, parts, Frame(), several=False, overwrite=options.overwrite
    )

    def job(index: int, source: Source) -> Explaining:
        return Explaining(
            reading=reading.reading(source, console.style),
            output=output_format,
            layout=Layout(width=output_width(options.output), language=console.language),
            target=output.targets(index)[_PART],
            destination=output.destination(index),
        )

    plan = Plan(
        task=explain_document,
        sources=sources,
        job=job,
        output=output,
        several=False,
        workers=1,
        seconds=options.timeout,
    )
    return run_plan(plan, console)


def _require_file(argument: str) -> None:
    if is_several([argument]):
        raise UsageError(
            argument,
            reason=Bilingual("a directory, not a file", "是目录，不是文件"),
            fix=Bilingual("name one file", "请指定一个文件"),
        )
