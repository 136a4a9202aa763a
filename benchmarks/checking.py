"""What checking costs beside extracting, on one core.

python benchmarks/checking.py --json benchmarks/checking.json

Each document is extracted and its report checked, taking turns, inside a warm process; then
whole commands, `zhperf extract` and `zhperf check`, start-up and output included.  Time is the
processor's, children included.  The documents are the samples, where every page is full of
indicators, and a report with a form on every seventh page, other tables and prose, as most are.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import _lru_cache_wrapper
from pathlib import Path
from typing import Any, TypeGuard

import corpus
from zhperf.checking import CheckPlan, check
from zhperf.once import CACHED_TEXTS
from zhperf.pipeline import extract
from zhperf.rules import all_rules

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
DOCUMENTS = (
    "founding-table.pdf",
    "founding-office.pdf",
    "founding-browser.pdf",
    "project-office.pdf",
)
REPORT_PAGES = 100
WORKERS_COLLECT_AFTER = 50_000
"""Objects between two garbage collections, as `zhperf.supervise` sets it for workers."""


def main() -> None:
    """Measure, print, and write a JSON file if asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    results = measure(arguments.rounds)
    text = json.dumps(results, ensure_ascii=False, indent=2)
    print(text)
    if arguments.json:
        arguments.json.write_text(text + "\n", encoding="utf-8")


def measure(rounds: int) -> dict[str, Any]:
    """Milliseconds of both, and their ratio, by document."""
    load = round(os.getloadavg()[0], 2)
    gc.set_threshold(WORKERS_COLLECT_AFTER, 20, 20)
    with tempfile.TemporaryDirectory() as folder:
        report, _ = corpus.make("report", REPORT_PAGES, Path(folder))
        documents = [*(SAMPLES / name for name in DOCUMENTS), report]
        return _measured(documents, rounds, load)


def _measured(documents: list[Path], rounds: int, load: float) -> dict[str, Any]:
    return {
        "date": time.strftime("%Y-%m-%d"),
        "machine": f"{platform.machine()}, {os.cpu_count()} CPUs, {platform.system()}",
        "python": platform.python_version(),
        "load_before": load,
        "rounds": rounds,
        "rules": len(all_rules()),
        "checking": {path.name: _inside(path, rounds) for path in documents},
        "commands": {path.name: _commands(path, rounds) for path in documents},
    }


def _inside(document: Path, rounds: int) -> dict[str, float]:
    plan = CheckPlan()
    report = extract(document)
    findings = len(check(report, plan))

    def read_back() -> None:
        # Checked as it comes out of the reading: nothing that was computed before is used.
        check(report.model_copy(deep=True), plan)

    copying = _turns([lambda: report.model_copy(deep=True)], rounds)[0]
    extracting, checking = _turns([lambda: extract(document), read_back], rounds)
    rows = sum(len(one.indicators) for table in report.tables for one in table.activities)
    return _figures(extracting, [a - b for a, b in zip(checking, copying, strict=True)]) | {
        "rows": rows, "findings": findings,
    }  # fmt: skip


def _forget_texts() -> None:
    """Let all functions of texts forget what they worked out in the round before."""
    modules = [module for name, module in sys.modules.items() if name.startswith("zhperf")]
    for function in {one for module in modules for one in vars(module).values() if _is_kept(one)}:
        function.cache_clear()


def _is_kept(value: object) -> TypeGuard[_lru_cache_wrapper[Any]]:
    """Whether it is a function that keeps its results by texts."""
    kept = isinstance(value, _lru_cache_wrapper)
    return kept and value.cache_parameters()["maxsize"] == CACHED_TEXTS


def _turns(tasks: list[Callable[[], object]], rounds: int) -> list[list[float]]:
    times: list[list[float]] = [[] for _ in tasks]
    for _ in range(rounds):
        for task, measured in zip(tasks, times, strict=True):
            _forget_texts()
            started = time.process_time()
            task()
            measured.append(time.process_time() - started)
    return times


def _commands(document: Path, rounds: int) -> dict[str, float]:
    def run(*arguments: str) -> Callable[[], object]:
        command = [sys.executable, "-m", "zhperf", *arguments, "--no-config"]
        return lambda: subprocess.run(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
        )

    tasks = [
        run("extract", str(document)),
        run("check", str(document), "--output-format", "json"),
    ]
    times: list[list[float]] = [[], []]
    for _ in range(rounds):
        for task, measured in zip(tasks, times, strict=True):
            before = _children()
            task()
            measured.append(_children() - before)
    extracting, both = times
    return _figures(extracting, [b - a for a, b in zip(extracting, both, strict=True)])


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _figures(extracting: list[float], checking: list[float]) -> dict[str, float]:
    ratios = [b / a for a, b in zip(extracting, checking, strict=True)]
    return {
        "extract_ms": round(statistics.median(extracting) * 1000, 1),
        "check_ms": round(statistics.median(checking) * 1000, 2),
        "ratio": round(statistics.median(ratios), 4),
    }


if __name__ == "__main__":
    sys.exit(main())
