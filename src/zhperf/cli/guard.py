"""The edge of the command line: every way that a command can end becomes an exit code."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from contextlib import contextmanager
from typing import TYPE_CHECKING

from zhperf.errors import ExitCode, ZhperfError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    from zhperf.cli.console import Console


def guarded(console: Console, action: Callable[[], ExitCode]) -> ExitCode:
    """Do the action; say what went wrong, if something did."""
    _interrupt_on_termination()
    try:
        return action()
    except ZhperfError as error:
        console.error(error)
        _drop_unwritten_output()
        return error.exit_code
    except KeyboardInterrupt:
        console.interrupted()
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has what it wants (`zhperf … | head`).
        _drop_unwritten_output()
        return ExitCode.OK
    except Exception as error:  # the edge of the program: a bug gets a log, not a traceback
        report_bug(console, error)
        return ExitCode.INTERNAL


def report_bug(console: Console, error: Exception) -> None:
    """Write the crash log and name it."""
    from zhperf.cli.crash import write_crash_log

    details = "".join(traceback.format_exception(error))
    problem = f"{type(error).__name__}: {error}"
    console.crash("", problem, write_crash_log(details))


def _interrupt_on_termination() -> None:
    """Let SIGTERM clean up as Ctrl-C does: workers and unfinished files are removed.

    What is ignored from the start, as SIGHUP under nohup, stays so.
    """

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    for name in ("SIGTERM", "SIGHUP"):  # Windows has no SIGHUP
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, interrupt)


@contextmanager
def until_reader_leaves() -> Iterator[None]:
    """Write what a reader may not want to the end (`zhperf … | head`)."""
    try:
        yield
    except BrokenPipeError:
        _drop_unwritten_output()


def _drop_unwritten_output() -> None:
    """Keep the interpreter from writing, at its exit, what could not be written before."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except OSError:
        with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 (a device)
            os.dup2(nowhere.fileno(), sys.stdout.fileno())
