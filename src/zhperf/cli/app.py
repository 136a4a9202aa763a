"""The commands and their options; what a command does is in the module of its name."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from zhperf._version import __version__
from zhperf.cli import batchcommands, checkoptions, options
from zhperf.cli.console import Console, Style, preferred_language
from zhperf.cli.finishing import finish, given_reading
from zhperf.cli.guard import report_bug
from zhperf.cli.options import ColorWhen, LanguageName
from zhperf.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Sequence

EXIT_CODES = """\
\b
Exit codes:
  0    done; check: no finding at or above --fail-on
  1    check found something
  2    wrong option or argument
  3    a source cannot be read: missing, of no kind that is read, encrypted, damaged …
  4    read, but no indicator table found (tables: no ruled table)
  5    several sources: some succeeded, some failed
  6    an optional package is missing
  70   a bug; the message names a log
  130  interrupted

An error leaves nothing on standard output and no unfinished file.
"""
"""The end of every help text (click: \\b keeps the lines as they are)."""

app = typer.Typer(
    name="zhperf",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=EXIT_CODES,
)


def run(arguments: Sequence[str]) -> int:
    """Run a command line.

    Returns:
        The exit code.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # messages must not fail for a narrow encoding
            stream.reconfigure(errors="backslashreplace")
    try:
        code = app(list(arguments), prog_name="zhperf", standalone_mode=False)
    except _USAGE_ERRORS as error:
        return _wrong_usage(error)
    except typer.Abort:  # some versions of typer make this of Ctrl-C between command and end
        return int(ExitCode.INTERRUPTED)
    except Exception as error:  # the edge of the program, for what no command has caught
        report_bug(Console(Style(preferred_language())), error)
        return int(ExitCode.INTERNAL)
    return int(code or 0)


def _usage_errors() -> type[Exception]:
    """The base class of typer's usage errors, which it does not export.

    Some versions of typer have their own copy of click, others import it.
    """
    return next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException")


_USAGE_ERRORS = _usage_errors()


def _wrong_usage(error: Exception) -> int:
    if type(error).__name__ == "NoArgsIsHelpError":
        error.show(file=sys.stdout)  # type: ignore[attr-defined]
        return int(ExitCode.USAGE)
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "zhperf"
    console = Console(Style(preferred_language()))
    console.usage_error(error.format_message(), f"{command} --help")  # type: ignore[attr-defined]
    return int(ExitCode.USAGE)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"zhperf {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Exact, traceable performance-indicator tables out of Chinese public reports.

    Data goes to standard output or to -o, everything else to standard error.
    """


@app.command(epilog=EXIT_CODES)
def extract(
    sources: options.Sources,
    pages: options.Pages = None,
    password: options.Password = None,
    engine: options.Engine = None,
    template: options.Template = None,
    template_path: options.TemplatePath = None,
    no_repair: options.NoRepair = False,
    verify: options.Verify = False,
    output: options.Output = "-",
    output_format: options.Format = None,
    provenance: options.Provenance = True,
    indent: options.Indent = 2,
    header: options.Header = LanguageName.EN,
    csv_bom: options.CsvBom = False,
    csv_safe: options.CsvSafe = False,
    overwrite: options.Overwrite = False,
    jobs: options.Jobs = 0,
    timeout: options.Timeout = 300.0,
    strict: options.Strict = False,
    config: options.ConfigFile = None,
    no_config: options.NoConfig = False,
    lang: options.Lang = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = 0,
    color: options.Color = ColorWhen.AUTO,
) -> None:
    """Extract the indicator tables of reports.

    PDFs, Word documents, workbooks, web pages and texts are read.  Every source is read in a
    process of its own, so that one that crashes or hangs the PDF library fails alone.
    """
    from zhperf.cli.extract import ExtractOptions, run_extract
    from zhperf.cli.reading import ReadingOptions

    given = given_reading(engine, template, template_path, lang, config, no_config=no_config)
    given = given._replace(verify=verify or None)
    chosen = ExtractOptions(
        sources=sources,
        reading=ReadingOptions(pages, password, given, repair=not no_repair),
        output=output,
        output_format=output_format.value if output_format else None,
        provenance=provenance,
        indent=indent,
        header=header.value,
        csv_bom=csv_bom,
        csv_safe=csv_safe,
        overwrite=overwrite,
        jobs=jobs,
        timeout=timeout,
        strict=strict,
    )
    finish(lambda console: run_extract(chosen, console), lang, quiet, verbose, color)


@app.command(epilog=EXIT_CODES)
def check(
    sources: options.CheckSources,
    select: checkoptions.Select = None,
    ignore: checkoptions.Ignore = None,
    fail_on: checkoptions.FailOn = None,
    profile: checkoptions.ProfileName = None,
    profile_path: checkoptions.ProfilePath = None,
    baseline: checkoptions.Baseline = None,
    write_baseline: checkoptions.WriteBaseline = None,
    statistics: checkoptions.Statistics = False,
    csv_bom: options.CsvBom = False,
    pages: options.Pages = None,
    password: options.Password = None,
    engine: options.Engine = None,
    template: options.Template = None,
    template_path: options.TemplatePath = None,
    verify: options.Verify = False,
    output: options.OneOutput = "-",
    output_format: checkoptions.CheckFormat = None,
    overwrite: options.Overwrite = False,
    jobs: options.Jobs = 0,
    timeout: options.Timeout = 300.0,
    config: options.ConfigFile = None,
    no_config: options.NoConfig = False,
    lang: options.Lang = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = 0,
    color: options.Color = ColorWhen.AUTO,
) -> None:
    """Check reports before they are published: what contradicts itself, where, and why.

    Documents are read as by extract; extracted JSON is taken as it is. Findings go to standard
    output. zhperf rule lists and explains the rules.
    """
    from zhperf.cli.check import CheckOptions, run_check
    from zhperf.cli.reading import ReadingOptions

    given = checkoptions.given_checks(
        given_reading(engine, template, template_path, lang, config, no_config=no_config),
        select=select,
        ignore=ignore,
        fail_on=fail_on,
        profile=profile,
        profile_paths=profile_path,
        baseline=baseline,
    )._replace(verify=verify or None)
    chosen = CheckOptions(
        sources=sources,
        reading=ReadingOptions(pages, password, given),
        output=output,
        output_format=output_format.value if output_format else None,
        overwrite=overwrite,
        csv_bom=csv_bom,
        statistics=statistics,
        write_baseline=write_baseline,
        jobs=jobs,
        timeout=timeout,
    )
    finish(lambda console: run_check(chosen, console), lang, quiet, verbose, color)


app.command(epilog=EXIT_CODES)(batchcommands.batch)
app.command(epilog=EXIT_CODES)(batchcommands.status)


@app.command(epilog=EXIT_CODES)
def tables(
    source: options.OneSource,
    pages: options.Pages = None,
    password: options.Password = None,
    engine: options.Engine = None,
    output: options.OneOutput = "-",
    output_format: options.GridFormat = None,
    indent: options.Indent = 2,
    csv_bom: options.CsvBom = False,
    csv_safe: options.CsvSafe = False,
    overwrite: options.Overwrite = False,
    timeout: options.Timeout = 300.0,
    config: options.ConfigFile = None,
    no_config: options.NoConfig = False,
    lang: options.Lang = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = 0,
    color: options.Color = ColorWhen.AUTO,
) -> None:
    """Print every ruled table as a grid with spans, without interpretation.

    One entry for each table and page. A document without a ruled table ends with code 4.
    """
    from zhperf.cli.reading import ReadingOptions
    from zhperf.cli.tables import TablesOptions, run_tables

    given = given_reading(engine, None, None, lang, config, no_config=no_config)
    chosen = TablesOptions(
        source=source,
        reading=ReadingOptions(pages, password, given),
        output=output,
        output_format=output_format.value if output_format else None,
        indent=indent,
        csv_bom=csv_bom,
        csv_safe=csv_safe,
        overwrite=overwrite,
        timeout=timeout,
    )
    finish(lambda console: run_tables(chosen, console), lang, quiet, verbose, color)


@app.command(epilog=EXIT_CODES)
def template(
    identifier: options.TemplateId = None,
    full: options.Full = False,
    explain: options.Explain = None,
    pages: options.Pages = None,
    password: options.Password = None,
    engine: options.Engine = None,
    template: options.Template = None,
    template_path: options.TemplatePath = None,
    output: options.OneOutput = "-",
    output_format: options.TellFormat = None,
    overwrite: options.Overwrite = False,
    timeout: options.Timeout = 300.0,
    config: options.ConfigFile = None,
    no_config: options.NoConfig = False,
    lang: options.Lang = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = 0,
    color: options.Color = ColorWhen.AUTO,
) -> None:
    """List, print or explain the templates of form families.

    A template is a TOML file: zhperf template ID > my.toml; see docs/templates.md.
    """
    from zhperf.cli.reading import ReadingOptions
    from zhperf.cli.template import TemplateOptions, run_template

    given = given_reading(engine, template, template_path, lang, config, no_config=no_config)
    chosen = TemplateOptions(
        identifier=identifier,
        full=full,
        explain=explain,
        reading=ReadingOptions(pages, password, given),
        output=output,
        output_format=output_format.value if output_format else None,
        overwrite=overwrite,
        timeout=timeout,
    )
    finish(lambda console: run_template(chosen, console), lang, quiet, verbose, color)


@app.command(epilog=EXIT_CODES)
def profile(
    identifier: checkoptions.ProfileId = None,
    full: checkoptions.FullProfile = False,
    profile_path: checkoptions.ProfilePath = None,
    output: options.OneOutput = "-",
    output_format: options.TellFormat = None,
    overwrite: options.Overwrite = False,
    config: options.ConfigFile = None,
    no_config: options.NoConfig = False,
    lang: options.Lang = None,
) -> None:
    """List or print the profiles: what a province and year asks of a table.

    A profile is a TOML file: zhperf profile ID > my.toml; see docs/profiles.md.
    """
    from zhperf.cli.profile import ProfileOptions, run_profile

    given = given_reading(None, None, None, lang, config, no_config=no_config)
    chosen = ProfileOptions(
        choice=identifier,
        full=full,
        given=checkoptions.given_checks(given, profile_paths=profile_path),
        output=output,
        output_format=output_format.value if output_format else None,
        overwrite=overwrite,
    )
    finish(lambda console: run_profile(chosen, console), lang)


@app.command(epilog=EXIT_CODES)
def rule(
    name: options.RuleName = None,
    output: options.OneOutput = "-",
    output_format: options.PageFormat = None,
    overwrite: options.Overwrite = False,
    lang: options.Lang = None,
) -> None:
    """Explain a rule, or list all.

    Rules of installed packages are listed too; see docs/plugins.md.
    """
    from zhperf.cli.rule import RuleOptions, run_rule

    chosen = RuleOptions(
        rule=name,
        output=output,
        output_format=output_format.value if output_format else None,
        overwrite=overwrite,
    )
    finish(lambda console: run_rule(chosen, console), lang)


@app.command(name="config", epilog=EXIT_CODES)
def show_config(
    source: options.NearSource = ".",
    engine: options.Engine = None,
    template: options.Template = None,
    template_path: options.TemplatePath = None,
    select: checkoptions.Select = None,
    ignore: checkoptions.Ignore = None,
    fail_on: checkoptions.FailOn = None,
    profile: checkoptions.ProfileName = None,
    profile_path: checkoptions.ProfilePath = None,
    baseline: checkoptions.Baseline = None,
    output: options.OneOutput = "-",
    output_format: options.TellFormat = None,
    overwrite: options.Overwrite = False,
    config: options.ConfigFile = None,
    no_config: options.NoConfig = False,
    lang: options.Lang = None,
) -> None:
    """Print the settings that count, and where each comes from.

    The command line counts first, then the configuration file, then the default.
    """
    from zhperf.cli.config import ConfigOptions, run_config

    chosen = ConfigOptions(
        source=source,
        given=checkoptions.given_checks(
            given_reading(engine, template, template_path, lang, config, no_config=no_config),
            select=select,
            ignore=ignore,
            fail_on=fail_on,
            profile=profile,
            profile_paths=profile_path,
            baseline=baseline,
        ),
        output=output,
        output_format=output_format.value if output_format else None,
        overwrite=overwrite,
    )
    finish(lambda console: run_config(chosen, console), lang)


@app.command(epilog=EXIT_CODES)
def schema(
    table: options.TableSchema = None,
    output: options.OneOutput = "-",
    overwrite: options.Overwrite = False,
    lang: options.Lang = None,
) -> None:
    """Print the JSON Schema of the report that extract writes, or the Table Schema of its CSV."""
    from zhperf.cli.schema import run_schema

    part = table.value if table else None
    finish(lambda console: run_schema(part, output, overwrite=overwrite), lang)
