"""What a page of an archive costs, for the arithmetic of docs/scale.md.

python benchmarks/scale.py --json benchmarks/scale.json

Copies of the samples, and whole reports with a form on every seventh page, go through the engine
of `zhperf batch` with one worker, checked too.  Time is the processor's, of all processes: it does
not depend on what else the machine does.  The copies differ in a comment at their end.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import corpus
from zhperf.batch.archive import ArchivedFile, listed
from zhperf.batch.executors import Watch
from zhperf.batch.places import Urls
from zhperf.batch.planning import BatchSetup, plan
from zhperf.batch.recipe import recipe
from zhperf.batch.run import run
from zhperf.batch.shards import Shard, convert_shard
from zhperf.batch.state import KnownFile, Result, State
from zhperf.checking import CheckPlan
from zhperf.convert import Reading
from zhperf.supervise import Limits

FORMS = ("founding-table", "founding-office", "founding-browser", "project-office")
REPORT_PAGES = 40
COPIES = {"forms": 40, "reports": 20}
"""Of each document."""
KNOWN = 200_000
"""Documents of the state whose memory is measured."""


def main() -> None:
    """Measure, print, and write a JSON file if asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    text = json.dumps(measure(), ensure_ascii=False, indent=2)
    print(text)
    if arguments.json:
        arguments.json.write_text(text + "\n", encoding="utf-8")


def measure() -> dict[str, Any]:
    """All figures, with what they were measured on."""
    with tempfile.TemporaryDirectory() as folder:
        kinds = {kind: _archive(kind, Path(folder)) for kind in COPIES}
        return {
            "date": time.strftime("%Y-%m-%d"),
            "machine": f"{platform.machine()}, {os.cpu_count()} CPUs, {platform.system()}",
            "python": platform.python_version(),
            "load_before": round(os.getloadavg()[0], 2),
            "kinds": {kind: _measured(archive) for kind, archive in kinds.items()},
            "shard_start_cpu_s": _shard_start(kinds["forms"], Path(folder)),
            "state": _state(Path(folder)),
        }


def _archive(kind: str, folder: Path) -> Path:
    archive = folder / kind
    archive.mkdir()
    if kind == "reports":
        documents = {kind: corpus.make("report", REPORT_PAGES, folder)[0]}
    else:
        documents = {name: corpus.SAMPLES / f"{name}.pdf" for name in FORMS}
    for name, path in documents.items():
        printed = path.read_bytes()
        for copy in range(COPIES[kind]):
            (archive / f"{name}-{copy:03}.pdf").write_bytes(printed + b"%% %d\n" % copy)
    return archive


def _measured(archive: Path) -> dict[str, Any]:
    setup = _setup(archive.with_name(f"{archive.name}-dataset"))
    with State.open(setup.dataset) as state:
        planned = plan(listed(archive), state, setup)
        begun, cpu = time.monotonic(), _cpu()
        results = list(run(planned, state, setup))
        wall, cpu = time.monotonic() - begun, _cpu() - cpu
    pages, documents = sum(result.pages or 0 for result in results), len(results)
    written = sum(path.stat().st_size for path in setup.dataset.rglob("*.json*"))
    return {
        "documents": documents,
        "pages": pages,
        "indicators": sum(result.indicators for result in results),
        "cpu_ms_per_page": round(cpu * 1000 / pages, 1),
        "cpu_ms_per_document": round(cpu * 1000 / documents, 1),
        "wall_s": round(wall, 1),
        "source_kb_per_page": round(sum(file.size for file in planned.files) / pages / 1000, 1),
        "written_kb_per_page": round(written / pages / 1000, 1),
    }


def _setup(dataset: Path) -> BatchSetup:
    reading, checks = Reading("", b""), CheckPlan()
    return BatchSetup(dataset, reading, checks, recipe(reading, checks), 1, Limits())


def _shard_start(archive: Path, folder: Path) -> float:
    """Processor seconds of a shard beyond those of its documents.

    On a worker of Dask, which has threads, so that the reading process is a fresh interpreter.
    """
    setup = _setup(folder / "shard")
    with State.open(setup.dataset) as state:
        tasks = plan(listed(archive), state, setup).tasks[:20]
    ended = threading.Event()
    threading.Thread(target=ended.wait, daemon=True).start()
    one, several = (_shard(setup, tuple(tasks[:count])) for count in (1, 20))
    ended.set()
    return round(one - (several - one) / 19, 2)


def _shard(setup: BatchSetup, tasks: tuple[Any, ...]) -> float:
    cpu = _cpu()
    convert_shard(Shard(tasks, (), setup, Urls()), Watch())
    return _cpu() - cpu


def _state(folder: Path) -> dict[str, Any]:
    """Memory, disk and time of a document, for a plan of an archive in which nothing is new."""
    setup = _setup(folder / "state")
    with State.open(setup.dataset) as state:
        names = [(f"{number % 3000}/{number}.pdf", f"{number:064x}") for number in range(KNOWN)]
        state.replace_files(KnownFile(path, 90_000, 10**18, sha256) for path, sha256 in names)
        with state._at_once():  # a benchmark may: rows one by one would take minutes
            for _, sha256 in names:
                state.save(Result(sha256, *setup.recipe, "no-table", kind="pdf", pages=5))
        del names
        _forget_peak()
        before, begun = _peak(), time.process_time()
        paths = (f"{number % 3000}/{number}.pdf" for number in range(KNOWN))
        planned = plan(
            (ArchivedFile(path, folder / path, 90_000, 10**18) for path in paths), state, setup
        )
        return {
            "documents": planned.before["no-table"],
            "memory_bytes_per_document": round((_peak() - before) / KNOWN),
            "disk_bytes_per_document": round(
                sum(path.stat().st_size for path in setup.dataset.rglob("state.sqlite*")) / KNOWN
            ),
            "cpu_us_per_document": round((time.process_time() - begun) * 1e6 / KNOWN, 1),
        }


def _cpu() -> float:
    """Processor seconds of this process and of its children that ended."""
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def _peak() -> int:
    """Most bytes of memory that the process had since `_forget_peak`."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


def _forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5", "ascii")


if __name__ == "__main__":
    main()
