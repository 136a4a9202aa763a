"""Entry point of the `zhperf` command and of `python -m zhperf`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and exit with its code."""
    try:
        from zhperf.cli.app import run

        sys.exit(run(sys.argv[1:]))
    except KeyboardInterrupt:  # during the start, when there is nothing to clean up
        sys.exit(130)


if __name__ == "__main__":
    main()
