"""What `check` can tell before anything is read: where its result goes, and in which form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhperf.cli.checkbaseline import require_baseline
from zhperf.cli.outputfiles import require_writable
from zhperf.cli.outputs import STDOUT, suffix_format
from zhperf.cli.terminal import require_no_terminal
from zhperf.errors import Bilingual, UsageError
from zhperf.reporters import BINARY, SUFFIXES, require_extra

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhperf.cli.check import CheckOptions
    from zhperf.cli.sources import Source
    from zhperf.reporters import ReportFormat


def require_one_result(options: CheckOptions) -> None:
    """Check that a run that writes a baseline is asked for nothing else.

    Raises:
        UsageError: It is.
    """
    if options.write_baseline is None:
        return
    others = {
        "-o": options.output != STDOUT,
        "--output-format": options.output_format is not None,
        "--statistics": options.statistics,
    }
    if not any(others.values()):
        return
    names = [name for name, given in others.items() if given]
    raise UsageError(
        reason=Bilingual(
            f"--write-baseline cannot be combined with {', '.join(names)}",
            f"--write-baseline 不能与 {'、'.join(names)} 同时使用",
        ),
        fix=Bilingual(
            "write the baseline first, then check in a run of its own",
            "请先生成基线，再另行检查",
        ),
    )


def chosen_format(options: CheckOptions) -> ReportFormat:
    """The format that the command line asks for.

    Raises:
        UsageError: The suffix of the file is unknown, the format is no text and goes to a terminal,
            or has no statistics.
        MissingExtraError: A package for the format is not installed.
    """
    output_format: ReportFormat = (
        options.output_format
        or suffix_format(options.output, SUFFIXES, "--output-format")
        or "full"
    )
    if options.statistics:
        from zhperf.cli.statistics import require_statistics

        require_statistics(output_format)
    if output_format in BINARY:
        require_no_terminal(options.output, "--output-format", output_format)
    require_extra(output_format)
    return output_format


def require_places(options: CheckOptions, sources: Sequence[Source]) -> None:
    """Check that the result can be written where it shall go.

    Raises:
        UsageError: It cannot.
    """
    if options.write_baseline is not None:
        require_baseline(options.write_baseline, sources)
    elif options.output != STDOUT:
        require_writable(options.output, sources, overwrite=options.overwrite)
