"""Measure zhperf against other table readers, on the same pages, in one run.

    python benchmarks/compare.py                            five rounds, prints ratios
    python benchmarks/compare.py --rounds 3 --json results.json
    python benchmarks/compare.py --peer-python pdfplumber-rs=/path/to/its/python

    python benchmarks/compare.py --only-reports             the part on whole reports alone

Four parts. In process: each tool reads a file in a process of its own that has imported
the library and read a small file before; pages per second, start-up not counted. Whole
commands: `zhperf extract FILE -f json` against a script that reads and prints; start-up
counted. Memory: the peak of whole commands for 100 and for 1,000 pages. Reports: the same
for a report of 300 pages, of which most are prose, and for prose alone.

The tools take turns (A B C A B C …), so that a slow minute of the machine hits all of them;
a ratio is the median of the ratios of each round, not a ratio of medians. A peer that is not
installed is named as such. pdfplumber-rs overwrites pdfplumber's files, so it needs a Python
of its own: --peer-python.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

import corpus
from runners import CAMELOT_PAGES, TOOLS

HERE = Path(__file__).resolve().parent
BASE = "pdfplumber"
"""The tool that ratios refer to."""
SLOW = ("camelot lattice",)
"""Tools that take a minute or more: they run in the first round only, on fewer pages, and not on
the thousand-page files."""
LIBRARY_ONLY = ("pdfium floor", "pypdfium2", "zhperf tables", "zhperf extract")
"""Tools that the whole-command part does not run through a script."""
REPORT_TOOLS = (
    "pdfium floor",
    "pypdfium2",
    "zhperf tables",
    "zhperf extract",
    "pdfplumber",
    "tablers",
)
"""Tools that read whole reports."""
REPORT_PAGES, LONG_REPORT_PAGES = 300, 1000
TIMEOUT = 900
"""Seconds after which a single run is given up."""


@dataclass
class Bench:
    """What is measured with, and what came out."""

    pythons: dict[str, str]
    """Tool -> the Python that has it."""
    rounds: int
    results: dict[str, Any] = field(default_factory=dict)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--pages", type=int, default=100, help="pages of each file, at least")
    parser.add_argument("--json", type=Path, help="also write the results here")
    parser.add_argument("--peer-python", action="append", default=[], metavar="TOOL=PYTHON")
    parser.add_argument("--only", action="append", choices=sorted(TOOLS), help="these tools only")
    parser.add_argument("--no-memory", action="store_true", help="leave out the 1,000-page part")
    parser.add_argument("--only-reports", action="store_true", help="whole reports alone")
    arguments = parser.parse_args()
    pythons, versions, missing = find_tools(arguments)
    bench = Bench(pythons, arguments.rounds)
    bench.results = {
        **machine(),
        "versions": versions,
        "not_installed": missing,
        "rounds": arguments.rounds,
    }
    with tempfile.TemporaryDirectory() as folder:
        if not arguments.only_reports:
            prints(bench, arguments, Path(folder))
        reports(bench, Path(folder))
    report(bench.results)
    if arguments.json:
        arguments.json.write_text(json.dumps(bench.results, indent=2) + "\n", encoding="utf-8")


def prints(bench: Bench, arguments: argparse.Namespace, folder: Path) -> None:
    """The parts on prints of one table by different makers, and start-up."""
    files = {m: corpus.make(m, arguments.pages, folder) for m in corpus.MAKERS}
    paths = {maker: path for maker, (path, _) in files.items()}
    bench.results["in_process"] = in_process(bench, paths, list(bench.pythons))
    commands(bench, files)
    if not arguments.no_memory:
        memory(bench, folder)
    start_up(bench)


def reports(bench: Bench, folder: Path) -> None:
    """Pages per second on a whole report and on prose; peak memory for two lengths of report."""
    paths = {kind: corpus.make(kind, REPORT_PAGES, folder)[0] for kind in corpus.REPORTS}
    tools = [tool for tool in REPORT_TOOLS if tool in bench.pythons]
    bench.results["reports"] = in_process(bench, paths, tools)
    if "zhperf extract" not in bench.pythons:
        return
    command = command_lines(bench)["zhperf extract"]
    long = corpus.make("report", LONG_REPORT_PAGES, folder)[0]
    peaks = {
        pages: run([*command, str(path)])[1]
        for pages, path in ((REPORT_PAGES, paths["report"]), (LONG_REPORT_PAGES, long))
    }
    bench.results["report_memory"] = {
        f"mib_{pages}": round(peak / 1024, 1) for pages, peak in peaks.items()
    }


def find_tools(
    arguments: argparse.Namespace,
) -> tuple[dict[str, str], dict[str, str], list[str]]:
    """The Python of each installed tool, the versions, and the tools that are missing."""
    chosen = dict(pair.split("=", 1) for pair in arguments.peer_python)
    pythons, versions, missing = {}, {}, []
    for tool in arguments.only or TOOLS:
        python = chosen.get(tool, sys.executable)
        command = [python, str(HERE / "runners.py"), "version", tool]
        found = subprocess.run(command, capture_output=True, text=True, check=False)
        if found.returncode:
            missing.append(tool)
        else:
            pythons[tool] = python
            versions[TOOLS[tool][0]] = found.stdout.strip()
    return pythons, versions, missing


def machine() -> dict[str, Any]:
    """Date, class of machine, load: what a reader needs to judge absolute figures."""
    model = ""
    if (info := Path("/proc/cpuinfo")).exists():
        names = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        model = names[0].split(":", 1)[1].strip() if names else ""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{platform.machine()}, {os.cpu_count()} CPUs, {model}".rstrip(", "),
        "system": platform.system(),
        "python": platform.python_version(),
        "load_before": round(os.getloadavg()[0], 2),
    }


def in_process(
    bench: Bench, files: dict[str, Path], tools: list[str]
) -> dict[str, dict[str, dict[str, float]]]:
    """Pages per second of each tool inside a process that is warm, for each file."""
    runs: dict[str, dict[str, list[dict[str, float]]]] = {m: {} for m in files}
    for number in range(bench.rounds):
        for maker, path in files.items():
            for tool in tools:
                if (number and tool in SLOW) or (maker == "prose" and tool == "zhperf extract"):
                    continue  # no table, no extract
                progress(f"in process, round {number + 1}: {maker}, {tool}")
                warm_up = corpus.SAMPLES / corpus.MAKERS.get(maker, corpus.MAKERS["office"])
                command = [bench.pythons[tool], str(HERE / "runners.py"), "measure", tool]
                done = subprocess.run(
                    [*command, str(path), str(warm_up)],
                    capture_output=True, text=True, timeout=TIMEOUT, check=True,
                )  # fmt: skip
                runs[maker].setdefault(tool, []).append(json.loads(done.stdout))
    results = {
        maker: compared({tool: [_pages_per_second(r) for r in rs] for tool, rs in found.items()})
        for maker, found in runs.items()
    }
    for maker, found in runs.items():
        for tool, measured in found.items():
            # Texts of the print itself: a reader that is fast because it finds nothing shows.
            results[maker][tool]["texts"] = measured[0]["texts"]
    return results


def commands(bench: Bench, files: dict[str, tuple[Path, int]]) -> None:
    """Pages per second of whole commands, start-up and output included."""
    runs: dict[str, dict[str, list[float]]] = {m: {} for m in files}
    for number in range(bench.rounds):
        for maker, (path, count) in files.items():
            for tool, command in command_lines(bench).items():
                if number and tool in SLOW:
                    continue
                progress(f"whole commands, round {number + 1}: {maker}, {tool}")
                seconds, _ = run([*command, str(path)])
                pages = CAMELOT_PAGES if tool in SLOW else count
                runs[maker].setdefault(tool, []).append(pages / seconds)
    bench.results["whole_command"] = {maker: compared(tools) for maker, tools in runs.items()}


def memory(bench: Bench, folder: Path) -> None:
    """Peak memory of whole commands, once for each size."""
    results: dict[str, Any] = {}
    for maker in corpus.MAKERS:
        files = {size: corpus.make(maker, size, folder)[0] for size in (100, 1000)}
        for tool, command in command_lines(bench).items():
            if tool in SLOW:
                continue
            progress(f"memory: {maker}, {tool}")
            peaks = {size: run([*command, str(path)])[1] for size, path in files.items()}
            results.setdefault(maker, {})[tool] = {
                "mib_100": round(peaks[100] / 1024, 1),
                "mib_1000": round(peaks[1000] / 1024, 1),
                "growth": round(peaks[1000] / peaks[100], 3),
            }
    bench.results["memory"] = results


def start_up(bench: Bench) -> None:
    """`zhperf --help` against importing its terminal libraries; and the sample's wall time."""
    if "zhperf extract" not in bench.pythons:
        return
    lines = {
        "import typer, rich": [sys.executable, "-c", "import typer, rich"],
        "zhperf --help": [*zhperf_command(), "--help"],
        "zhperf extract sample": [
            *zhperf_command(), "extract", str(corpus.SAMPLES / "founding-table.pdf"), "-f", "json",
        ],
    }  # fmt: skip
    seconds: dict[str, list[float]] = {name: [] for name in lines}
    for _ in range(2 * bench.rounds + 1):
        for name, line in lines.items():
            seconds[name].append(run(line)[0])
    pairs = zip(seconds["zhperf --help"], seconds["import typer, rich"], strict=True)
    bench.results["start_up"] = {
        "seconds": {name: round(median(values), 3) for name, values in seconds.items()},
        "help_to_imports": round(median(a / b for a, b in pairs), 2),
    }


def command_lines(bench: Bench) -> dict[str, list[str]]:
    """Commands that take a file and print its tables, by tool."""
    lines = {}
    for tool, python in bench.pythons.items():
        if tool not in LIBRARY_ONLY:
            lines[tool] = [python, str(HERE / "runners.py"), "print", tool]
    for tool in ("tables", "extract"):
        if f"zhperf {tool}" in bench.pythons:
            lines[f"zhperf {tool}"] = [*zhperf_command(), tool, "-f", "json"]
    return lines


def zhperf_command() -> list[str]:
    """The installed command, or the module where there is none."""
    script = Path(sys.executable).with_name("zhperf")
    return [str(script)] if script.exists() else [sys.executable, "-m", "zhperf"]


def run(command: list[str]) -> tuple[float, int]:
    """Wall time in s and peak memory in KiB (of the largest process) of a command."""
    started = time.perf_counter()
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        assert process.stderr is not None
        message = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}: {message.decode()}")
    return time.perf_counter() - started, usage.ru_maxrss


def compared(speeds: dict[str, list[float]]) -> dict[str, dict[str, float]]:
    """Median pages per second, and the median over the rounds of the ratio to the base."""
    base = speeds.get(BASE)
    rows = {}
    for tool, values in speeds.items():
        rows[tool] = {"pages_per_second": round(median(values), 1)}
        if base:
            ratio = median(a / b for a, b in zip(values, base, strict=False))
            rows[tool][f"times_{BASE}"] = round(ratio, 2)
    return rows


def report(results: dict[str, Any]) -> None:
    """Print everything as plain tables."""
    print(f"{results['date']}  {results['machine']}  Python {results['python']}")
    print("versions:", ", ".join(f"{k} {v}" for k, v in results["versions"].items()))
    print("not installed:", ", ".join(results["not_installed"]) or "none")
    for part in ("in_process", "whole_command", "reports"):
        for maker, rows in results.get(part, {}).items():
            print(f"\n{part.replace('_', ' ')}, {maker} print")
            for tool, row in sorted(rows.items(), key=lambda r: -r[1]["pages_per_second"]):
                ratio = row.get(f"times_{BASE}", float("nan"))
                texts = f"{row['texts']:8.0f} texts" if "texts" in row else ""
                speed = f"{row['pages_per_second']:9.1f} pages/s{ratio:8.2f} x {BASE}"
                print(f"  {tool:18}{speed}{texts}")
    for maker, rows in results.get("memory", {}).items():
        print(f"\npeak memory, {maker} print: MiB for 100 pages, for 1,000, growth")
        for tool, row in rows.items():
            print(f"  {tool:18}{row['mib_100']:9.1f}{row['mib_1000']:9.1f}{row['growth']:8.2f}")
    if "report_memory" in results:
        print("\npeak memory of extract, report:", results["report_memory"])
    if "start_up" in results:
        print("\nstart-up, s")
        for name, seconds in results["start_up"]["seconds"].items():
            print(f"  {name:24}{seconds:8.3f}")
        print(f"  help / imports          {results['start_up']['help_to_imports']:8.2f}")


def progress(text: str) -> None:
    """One line on stderr, if somebody watches."""
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


def _pages_per_second(measured: dict[str, float]) -> float:
    return measured["pages"] / measured["seconds"]


if __name__ == "__main__":
    main()
