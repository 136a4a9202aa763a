"""Write docs/cli.md from the help of the commands.

python docs/make_cli_page.py
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

COMMANDS = (
    "", "extract", "check", "batch", "status", "rule", "profile", "tables", "template", "config",
    "schema",
)  # fmt: skip
WIDTH = "88"
"""Columns of the help texts."""
INTRODUCTION = """\
# Command line

Data goes to standard output, everything else to standard error. The exit codes are explained in
[errors.md](errors.md). This page is written by `docs/make_cli_page.py`.
"""


def main() -> None:
    """Write the page beside this script."""
    Path(__file__).with_name("cli.md").write_text(page(), encoding="utf-8")


def page() -> str:
    """The whole page."""
    sections = [INTRODUCTION]
    for command in COMMANDS:
        title = f"zhperf {command}".rstrip()
        sections.append(f"## {title}\n\n```text\n{help_text(command)}\n```\n")
    return "\n".join(sections)


def help_text(command: str) -> str:
    """What `zhperf COMMAND --help` prints on a terminal of `WIDTH` columns, without colours."""
    environment = {
        **{name: value for name, value in os.environ.items() if name != "FORCE_COLOR"},
        "COLUMNS": WIDTH,
        "TERMINAL_WIDTH": WIDTH,
        "NO_COLOR": "1",
        "_TYPER_FORCE_DISABLE_TERMINAL": "1",
        "PYTHONUTF8": "1",
        "LC_ALL": "C.UTF-8",
    }
    line = [sys.executable, "-m", "zhperf", *command.split(), "--help"]
    done = subprocess.run(line, env=environment, capture_output=True, check=True)
    lines = done.stdout.decode("utf-8").splitlines()
    return "\n".join(text.rstrip() for text in lines).strip("\n")


if __name__ == "__main__":
    main()
