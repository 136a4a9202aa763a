"""An archive of annual reports in one night: files per second, what a second run costs, memory.

python benchmarks/archive.py --json benchmarks/archive.json

The archive is made of the samples: each file is a copy with a content of its own, one in a hundred
is damaged.  It is converted with one worker and with two, then again unchanged; the same files are
also read in one process without a supervisor, which is what the supervisor costs.  Times are wall
times: nothing else should run on the machine.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from zhperf.batch.archive import listed
from zhperf.batch.recipe import recipe
from zhperf.batch.run import BatchSetup, findings_path, plan, report_path, run
from zhperf.batch.state import State
from zhperf.batch.work import Conversion, content_hash, convert_content
from zhperf.convert import Reading
from zhperf.errors import ZhperfError
from zhperf.supervise import Limits

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
DOCUMENTS = (
    "founding-table.pdf",
    "founding-office.pdf",
    "founding-browser.pdf",
    "project-office.pdf",
    "new-form.pdf",
)
DAMAGED_EACH = 100
"""One file in so many is cut off in the middle."""
SAMPLED_SECONDS = 0.2
"""How often the memory of the parent is looked at."""


def main() -> None:
    """Measure, print, and write a JSON file if asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--tiny", type=int, default=10_000)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    results = measure(arguments.files, arguments.tiny)
    text = json.dumps(results, ensure_ascii=False, indent=2)
    print(text)
    if arguments.json:
        arguments.json.write_text(text + "\n", encoding="utf-8")


def measure(files: int, tiny: int) -> dict[str, Any]:
    """All figures of one run."""
    load = round(os.getloadavg()[0], 2)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        archive = write_archive(place / "archive", files)
        plain = _in_process(archive, place / "plain")
        one = _converted(archive, place / "one", workers=1)
        two = _converted(archive, place / "two", workers=2)
        again = _converted(archive, place / "two", workers=2)
        small = _tiny(place / "tiny", tiny)
    return {
        "date": time.strftime("%Y-%m-%d"),
        "machine": f"{platform.machine()}, {os.cpu_count()} CPUs, {platform.system()}",
        "python": platform.python_version(),
        "load_before": load,
        "archive": {
            "files": files,
            "in_process_seconds": plain,
            "one_worker": one,
            "two_workers": two,
            "unchanged": again,
            "speedup": round(one["seconds"] / two["seconds"], 2),
            "overhead": round(one["seconds"] / plain - 1, 3),
            "again_faster": round(two["seconds"] / again["seconds"]),
        },
        "tiny": small,
    }


def write_archive(archive: Path, files: int) -> Path:
    """Make an archive of so many files, by year and number."""
    contents = [(SAMPLES / name).read_bytes() for name in DOCUMENTS]
    for number in range(files):
        content = contents[number % len(contents)]
        if number % DAMAGED_EACH == DAMAGED_EACH - 1:
            content = content[: len(content) // 2]
        path = archive / str(2015 + number % 10) / f"{number:05}.pdf"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content + f"\n% copy {number}\n".encode())
    return archive


def _setup(dataset: Path, workers: int) -> BatchSetup:
    reading = Reading("", b"")
    return BatchSetup(dataset, reading, None, recipe(reading, None), workers, Limits())


def _in_process(archive: Path, dataset: Path) -> float:
    """Seconds for reading all files in this process, one after the other."""
    files = listed(archive)
    started = time.perf_counter()
    for file in files:
        sha256 = content_hash(file.location)
        job = Conversion(
            Reading(file.path, file.location),
            sha256,
            report_path(dataset, sha256),
            findings_path(dataset, sha256),
            None,
            read=True,
        )
        try:
            convert_content(job)
        except ZhperfError:
            continue
    return round(time.perf_counter() - started, 2)


def _converted(archive: Path, dataset: Path, *, workers: int) -> dict[str, Any]:
    dataset.mkdir(exist_ok=True)
    setup = _setup(dataset, workers)
    memory = _Memory()
    started = time.perf_counter()
    with State.open(dataset) as state:
        planned = plan(listed(archive), state, setup)
        ended = run(planned, state, setup, on_poll=memory.look)
        states = Counter(result.state for result in ended)
    seconds = time.perf_counter() - started
    done = sum(states.values())
    return {
        "seconds": round(seconds, 3),
        "files_per_second": round(done / seconds, 1),
        "states": dict(states),
        "parent_mib": memory.quarters(),
    }


def _tiny(folder: Path, files: int) -> dict[str, Any]:
    folder.mkdir()
    for number in range(files):
        (folder / f"{number:05}.pdf").write_bytes(b"%d" % number)
    dataset = folder.with_name("tiny-dataset")
    dataset.mkdir()
    with State.open(dataset) as state:
        started = time.perf_counter()
        planned = plan(listed(folder), state, _setup(dataset, 1))
        return {"files": len(planned.files), "seconds": round(time.perf_counter() - started, 2)}


class _Memory:
    """The resident memory of this process, looked at while it waits.

    A thread of its own would keep the supervisor from forking.
    """

    def __init__(self) -> None:
        self._seen: list[int] = []
        self._next = 0.0

    def look(self) -> None:
        """Called often."""
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + SAMPLED_SECONDS
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
        self._seen.append(pages * os.sysconf("SC_PAGE_SIZE"))

    def quarters(self) -> list[int]:
        """The largest of each quarter of the run, in MiB."""
        size = max(1, len(self._seen) // 4)
        parts = [self._seen[start : start + size] for start in range(0, len(self._seen), size)]
        return [max(part) // 1024**2 for part in parts[:4]]


if __name__ == "__main__":
    sys.exit(main())
