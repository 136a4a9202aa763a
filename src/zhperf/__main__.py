"""Entry point of the `zhperf` command and of `python -m zhperf`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and exit with its code."""
    try:
        from zhperf.cli.app import run

        code = run(sys.argv[1:])
        _ignore_signals()
    except KeyboardInterrupt:  # before or after the command, when there is nothing to clean up
        _ignore_signals()
        code = 130
    sys.exit(code)


def _ignore_signals() -> None:
    """Keep the exit code: a signal while the interpreter goes down would put its own instead."""
    import signal

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):  # Windows has no SIGHUP
        if number := getattr(signal, name, None):
            signal.signal(number, signal.SIG_IGN)


if __name__ == "__main__":
    main()
