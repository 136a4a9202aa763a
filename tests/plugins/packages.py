"""Packages with rules, as an installer leaves them in a folder that Python imports from."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[2]
EXAMPLE = PROJECT / "docs" / "examples" / "dalian-rules"
RULE = """
from zhperf.rules import Bilingual, Rule, RulePage

def rule(code, name, check):
    text = Bilingual("a text", "文字")
    page = RulePage(
        code=code, name=name, severity="note", since="1", message=text, help=text, what=text,
        why=text, example=text,
    )
    return Rule(page, check)

def nothing(form):
    return iter(())
"""
"""The beginning of a module with rules."""


def install(package: Path, folder: Path) -> None:
    """Install a package from its sources, without the network."""
    options = (
        "--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--no-cache-dir",
        "--disable-pip-version-check", "--root-user-action=ignore",
    )  # fmt: skip
    line = [sys.executable, "-m", "pip", "install", *options, "--target", str(folder), str(package)]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def write_package(folder: Path, name: str, code: str, points: tuple[str, ...] = ("it",)) -> None:
    """Write a module and what an installer says of its package.

    Args:
        folder: Where Python imports from.
        name: Of the package; the module has underscores.
        code: Of the module, whose `RULES` the entry points name.
        points: Names of the entry points.
    """
    module = name.replace("-", "_")
    (folder / f"{module}.py").write_text(code, "utf-8")
    about = folder / f"{module}-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", "utf-8")
    lines = ["[zhperf.rules]", *(f"{point} = {module}:RULES" for point in points)]
    (about / "entry_points.txt").write_text("\n".join(lines) + "\n", "utf-8")
