"""Style, types and layers are tests like others, by the tools that pyproject.toml configures."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LAYERS = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"
CHECKS = {
    "ruff": ("-m", "ruff", "check", "src", "samples", "tests", "benchmarks"),
    "mypy": ("-m", "mypy", "--strict"),
    "import-linter": ("-c", LAYERS),
}


@pytest.mark.parametrize("name", CHECKS)
def test_checks_pass(name: str) -> None:
    done = subprocess.run(
        [sys.executable, *CHECKS[name]], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_broken_layers_would_be_seen(tmp_path: Path) -> None:
    """The contract is not empty: it names every module, and fails on one it does not know."""
    configuration = (ROOT / "pyproject.toml").read_text("utf-8")
    assert '"errors",' in configuration
    changed = configuration.replace('    "errors",\n', "", 1)
    (tmp_path / "pyproject.toml").write_text(changed, "utf-8")
    done = subprocess.run(
        [sys.executable, *CHECKS["import-linter"]],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "zhperf.errors" in done.stdout
