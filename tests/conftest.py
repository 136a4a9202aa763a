"""What all tests share: the engine to read with, and files made from printed bytes."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import hypothesis
import pytest
from hypothesis.internal.conjecture import providers

from zhperf.config import Settings

RANDOM = os.environ.get("ZHPERF_RANDOM_EXAMPLES")
"""Whether random tests draw new examples in each run; without it every run repeats the same."""

hypothesis.settings.register_profile("same", deadline=None, derandomize=True)
hypothesis.settings.register_profile("random", deadline=None)
hypothesis.settings.load_profile("random" if RANDOM else "same")
if not RANDOM:
    # Hypothesis mixes in constants of all local modules that are imported: then any change of the
    # code would change the examples.
    providers._get_local_constants = lambda: providers._local_constants


for _signal in (signal.SIGINT, signal.SIGHUP):
    if signal.getsignal(_signal) is signal.SIG_IGN:  # started under nohup or in the background
        signal.signal(_signal, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", help="run the tests marked slow too")
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--slow"):
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    config.hook.pytest_deselected(items=slow)
    items[:] = [item for item in items if item not in slow]


@pytest.fixture(params=["pdfium", "pdfplumber"])
def engine(request: pytest.FixtureRequest) -> str:
    """Each engine in turn."""
    name: str = request.param
    return name


@pytest.fixture
def settings(engine: str) -> Settings:
    """Settings that read with `engine`."""
    return Settings.model_validate({"engine": engine})


@pytest.fixture
def saved(tmp_path: Path) -> Callable[[bytes], Path]:
    """Writes a PDF into the test's folder."""

    def save(pdf: bytes) -> Path:
        path = tmp_path / "print.pdf"
        path.write_bytes(pdf)
        return path

    return save
