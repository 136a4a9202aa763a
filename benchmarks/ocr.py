"""What reading scans costs: seconds of the processor and peak memory, on one core.

python benchmarks/ocr.py --json benchmarks/ocr.json

Each run is a process of its own that may use one core: zhperf, and the OCR library alone
(RapidOCR with its default settings) on the same pictures.  A run on one page and one on three
tell what a page more costs, without loading the models.  Then a report of 60 pages three of which
are scans, with the engine that is chosen page by page, and the same report as it was printed.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
DPI, SKEW, SHIFT = 200.0, 0.6, 3.0
"""Of the scanner: dots per inch, degrees, pt."""
SCANNED = 3
"""Pages that are scanned, of the founding table and in the report."""
REPORT_PAGES, FIRST_SCAN = 60, 30
"""The scans follow each other in the middle of the report."""
READERS = ("zhperf", "rapidocr")
ONE, THREE, PRINTED, MIXED = "one.pdf", "three.pdf", "printed.pdf", "mixed.pdf"
"""Files: scans of one page and of three, the report as printed, and with scans."""


def main() -> None:
    """Measure, print, and write a JSON file if asked for; a process of a run begins here too."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--make", type=Path, metavar="FOLDER", help="only make the files")
    parser.add_argument("--run", nargs=3, metavar=("READER", "ENGINE", "FILE"), help="one run")
    arguments = parser.parse_args()
    if arguments.run:
        run(*arguments.run)
        return
    if arguments.make:
        make(arguments.make)
        return
    text = json.dumps(measure(arguments.rounds), ensure_ascii=False, indent=2)
    print(text)
    if arguments.json:
        arguments.json.write_text(text + "\n", encoding="utf-8")


def measure(rounds: int) -> dict[str, Any]:
    """Figures of pages, and of the report."""
    load = round(os.getloadavg()[0], 2)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # A process inherits the peak memory of the one that starts it, so this one stays small.
        subprocess.run([sys.executable, __file__, "--make", name], check=True)
        pages = {reader: _per_page(reader, folder, rounds) for reader in READERS}
        reports = {
            "as printed": _median("zhperf", "auto", folder / PRINTED, rounds),
            f"with {SCANNED} scanned pages": _median("zhperf", "auto", folder / MIXED, rounds),
        }
    return {
        "ocr": {"pages": pages, "report_pages": REPORT_PAGES, "reports": reports},
        "date": time.strftime("%Y-%m-%d"),
        "machine": f"{platform.machine()}, {os.cpu_count()} CPUs, {platform.system()}",
        "python": platform.python_version(),
        "versions": {name: version(name) for name in ("rapidocr", "onnxruntime")},
        "load_before": load,
        "rounds": rounds,
        "dpi": round(DPI),
    }


def make(folder: Path) -> None:
    """Print and scan the files."""
    import pikepdf

    sys.path.insert(0, str(SAMPLES))
    from long_report import write_report
    from scanning import Scanner, scan_pdf

    scanner = Scanner(dpi=DPI, skew=SKEW, shift=SHIFT)
    for name, count in ((ONE, 1), (THREE, SCANNED)):
        scan = scan_pdf(SAMPLES / "founding-table.pdf", scanner, range(count))
        (folder / name).write_bytes(scan)
    write_report(REPORT_PAGES, folder / PRINTED)
    # The report's own glyphs are boxes, so the scans of real print stand in place of its pages.
    with pikepdf.open(folder / THREE) as scans, pikepdf.open(folder / PRINTED) as report:
        for number, scanned in enumerate(scans.pages, FIRST_SCAN):
            report.pages[number] = scanned
        report.save(folder / MIXED)


def _per_page(reader: str, folder: Path, rounds: int) -> dict[str, float]:
    """Seconds of the first page, loading included, of each more, and MiB at the most."""
    single, several = (_median(reader, "ocr", folder / name, rounds) for name in (ONE, THREE))
    more = (several["seconds"] - single["seconds"]) / (SCANNED - 1)
    return {
        "first_page": single["seconds"],
        "page_more": round(more, 2),
        "peak_mib": several["peak_mib"],
        "texts": several["texts"],
    }


def _median(reader: str, engine: str, path: Path, rounds: int) -> dict[str, Any]:
    """Medians of several runs; what was read is that of the last."""
    runs = [_run_alone(reader, engine, path) for _ in range(rounds)]
    return runs[-1] | {
        key: round(statistics.median(run[key] for run in runs), 2)
        for key in ("seconds", "peak_mib")
    }


def _run_alone(reader: str, engine: str, path: Path) -> dict[str, Any]:
    command = [sys.executable, __file__, "--run", reader, engine, str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def run(reader: str, engine: str, name: str) -> None:
    """Read one file on one core and print what it took as a line of JSON."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    path = Path(name)
    texts = _read_alone(path) if reader == "rapidocr" else _read_with_zhperf(path, engine)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    seconds = round(usage.ru_utime + usage.ru_stime, 2)
    peak = round(usage.ru_maxrss / 1024)
    print(json.dumps({"seconds": seconds, "peak_mib": peak, "texts": texts}))


def _read_with_zhperf(path: Path, engine: str) -> int:
    """How many texts of the report OCR has read."""
    import zhperf

    report = zhperf.extract(path, settings=zhperf.Settings.model_validate({"engine": engine}))
    return report.model_dump_json().count('"confidence":')


def _read_alone(path: Path) -> int:
    """How many lines RapidOCR finds on the same pictures."""
    import pikepdf
    from rapidocr import RapidOCR

    from zhperf.engines.picture import picture_of_page

    reader = RapidOCR(params={"Global.log_level": "critical"})
    with pikepdf.open(path) as document:
        count = len(document.pages)
    lines = 0
    for number in range(1, count + 1):
        found = reader(picture_of_page(path, number, None, DPI, text=True))
        lines += len(found.txts or ())
    return lines


if __name__ == "__main__":
    main()
