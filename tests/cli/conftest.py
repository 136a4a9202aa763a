"""The command line over a scripted pipeline (see faulty/sitecustomize.py)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from command import FAULTY, Result, environment, run_zhperf
from golden import Golden, golden_folder

HERE = Path(__file__).parent

Run = Callable[..., Result]
"""run(*arguments, stdin=None, **environment) in the test's folder."""


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs the command over the scripted pipeline."""

    def run_it(*arguments: str, stdin: bytes | None = None, **more: str) -> Result:
        return run_zhperf(arguments, tmp_path, environment(FAULTY, **more), stdin)

    return run_it


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., None]:
    """Writes PDFs by name, whose content tells the pipeline what to do."""

    def write_them(**scripts: str) -> None:
        for stem, script in scripts.items():
            (tmp_path / f"{stem}.pdf").write_text(script, "utf-8")

    return write_them


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    return golden_folder(HERE / "snapshots", request.config)
