"""Put measured tables into docs/performance.md.

python benchmarks/compare.py --json benchmarks/results.json
python benchmarks/values.py --json benchmarks/values.json
python benchmarks/checking.py --json benchmarks/checking.json
python benchmarks/ocr.py --json benchmarks/ocr.json
python benchmarks/write_page.py benchmarks/{results,values,checking,ocr}.json
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
MARKS = {
    "measured": ("<!-- measured: begin -->\n", "<!-- measured: end -->\n"),
    "values": ("<!-- values: begin -->\n", "<!-- values: end -->\n"),
    "checking": ("<!-- checking: begin -->\n", "<!-- checking: end -->\n"),
    "archive": ("<!-- archive: begin -->\n", "<!-- archive: end -->\n"),
    "ocr": ("<!-- ocr: begin -->\n", "<!-- ocr: end -->\n"),
}
"""What stands around the generated parts."""
PARTS = {
    "in_process": "Inside a warm process",
    "whole_command": "Whole commands, start-up and output included",
    "reports": "A whole report, and its prose alone, inside a warm process",
}


def main() -> None:
    """Replace what stands between the marks, for each file of results."""
    for name in sys.argv[1:]:
        results = json.loads(Path(name).read_text(encoding="utf-8"))
        if "cells_per_second" in results:
            _replace("values", value_speeds(results))
        elif "archive" in results:
            _replace("archive", archive_speeds(results))
        elif "ocr" in results:
            _replace("ocr", scan_costs(results))
        elif "checking" in results:
            _replace("checking", checking_costs(results))
        else:
            _replace("measured", measured(results))


def _replace(part: str, text: str) -> None:
    begin, end = MARKS[part]
    head, rest = PAGE.read_text(encoding="utf-8").split(begin)
    PAGE.write_text(head + begin + text + end + rest.split(end)[1], encoding="utf-8")


def value_speeds(results: dict[str, Any]) -> str:
    """The Markdown table of one run of values.py."""
    rows = [
        [name, f"{speed['best']:,}", f"{speed['median']:,}"]
        for name, speed in results["cells_per_second"].items()
    ]
    head = (
        f"Measured on {results['date']}: {results['machine']}, Python {results['python']}, "
        f"processor time of one core, {results['rounds']} rounds of {results['cells']:,} cells of "
        f"{results['shapes']} kinds; load before the run {results['load_before']}."
    )
    table = _table(["cells", "a second, best round", "median"], rows)
    return f"\n{head}\n\n{table}\n"


def checking_costs(results: dict[str, Any]) -> str:
    """The Markdown tables of one run of checking.py."""
    inside = [
        [
            name, str(one["rows"]), str(one["findings"]), f"{one['extract_ms']:,.1f}",
            f"{one['check_ms']:,.1f}", f"{one['ratio']:.1%}",
        ]
        for name, one in results["checking"].items()
    ]  # fmt: skip
    commands = [
        [name, f"{one['extract_ms']:,.0f}", f"{one['check_ms']:,.0f}", f"{one['ratio']:.1%}"]
        for name, one in results["commands"].items()
    ]
    head = (
        f"Measured on {results['date']}: {results['machine']}, Python {results['python']}, "
        f"processor time, median of {results['rounds']} rounds; load before the run "
        f"{results['load_before']}."
    )
    first = ["inside a warm process", "indicators", "findings", "extract, ms", "check, ms", "share"]
    second = ["whole commands", "`zhperf extract`, ms", "`zhperf check` beyond it, ms", "share"]
    return f"\n{head}\n\n{_table(first, inside)}\n\n{_table(second, commands)}\n"


def archive_speeds(results: dict[str, Any]) -> str:
    """The Markdown table of one run of archive.py."""
    archive, tiny = results["archive"], results["tiny"]
    one, two, again = archive["one_worker"], archive["two_workers"], archive["unchanged"]
    memory = [*one["parent_mib"], *two["parent_mib"]]
    head = (
        f"Measured on {results['date']}: {results['machine']}, Python {results['python']}, wall "
        f"time; load before the run {results['load_before']}."
    )
    rows = [
        ["in this process, without a supervisor", f"{archive['in_process_seconds']:,.1f} s", ""],
        [
            "one worker",
            f"{one['seconds']:,.1f} s",
            f"{one['files_per_second']:,.1f} files a second",
        ],
        ["two workers", f"{two['seconds']:,.1f} s", f"{archive['speedup']:.2f} × one worker"],
        ["again, unchanged", f"{again['seconds']:,.2f} s", f"{archive['again_faster']:,} × faster"],
        ["memory of the parent", f"{min(memory)}–{max(memory)} MiB", "from the first to the last"],
        [f"planning {tiny['files']:,} tiny files", f"{tiny['seconds']:,.2f} s", ""],
    ]
    table = _table([f"{archive['files']:,} PDFs", "", ""], rows)
    return f"\n{head}\n\n{table}\n"


def scan_costs(results: dict[str, Any]) -> str:
    """The Markdown tables of one run of ocr.py."""
    ocr = results["ocr"]
    versions = ", ".join(f"{name} {number}" for name, number in results["versions"].items())
    head = (
        f"Measured on {results['date']}: {results['machine']}, Python {results['python']}, "
        f"{versions}; processor time of one core, median of {results['rounds']} rounds, pages of "
        f"the founding table at {results['dpi']} dpi; load before the run "
        f"{results['load_before']}."
    )
    names = {"zhperf": "`zhperf.extract`", "rapidocr": "RapidOCR alone"}
    pages = [
        [
            names[reader], f"{one['first_page']:.1f}", f"{one['page_more']:.1f}",
            str(round(one["peak_mib"])), str(one["texts"]),
        ]
        for reader, one in ocr["pages"].items()
    ]  # fmt: skip
    reports = [
        [name, f"{one['seconds']:.1f}", str(round(one["peak_mib"])), str(one["texts"])]
        for name, one in ocr["reports"].items()
    ]
    first = ["scans", "first page, s", "each page more, s", "peak, MiB", "texts"]
    second = [f"report of {ocr['report_pages']} pages", "s", "peak, MiB", "texts that OCR read"]
    return f"\n{head}\n\n{_table(first, pages)}\n\n{_table(second, reports)}\n"


def measured(results: dict[str, Any]) -> str:
    """The Markdown tables of one run."""
    versions = ", ".join(f"{name} {number}" for name, number in results["versions"].items())
    blocks = [
        f"Measured on {results['date']}: {results['machine']}, {results['system']}, "
        f"Python {results['python']}; load before the run {results['load_before']}, "
        f"{results['rounds']} rounds. Versions: {versions}. "
        f"Not installed: {', '.join(results['not_installed']) or 'none'}.\n"
    ]
    for part, title in PARTS.items():
        if part in results:
            blocks.append(f"### {title}\n\n{_speeds(results[part])}")
    if "report_memory" in results:
        sizes = ", ".join(
            f"{size:.0f} MiB for {name.removeprefix('mib_')} pages"
            for name, size in results["report_memory"].items()
        )
        blocks.append(f"Peak memory of `zhperf extract` on the report: {sizes}.\n")
    if "memory" in results:
        blocks.append(f"### Peak memory of whole commands\n\n{_memory(results['memory'])}")
    if "start_up" in results:
        blocks.append(f"### Start-up\n\n{_start_up(results['start_up'])}")
    return "\n" + "\n".join(blocks) + "\n"


def _table(header: list[str], rows: list[list[str]]) -> str:
    lines = [header, ["---", *["--:"] * (len(header) - 1)], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _speeds(makers: dict[str, Any]) -> str:
    header = ["tool"]
    for maker in makers:
        header += [f"{maker}: pages/s", "× pdfplumber"]
    first = next(iter(makers.values()))
    fastest = sorted(first, key=lambda tool: -first[tool]["pages_per_second"])
    rows = []
    for tool in fastest:
        row = [tool]
        for tools in makers.values():
            if tool not in tools:
                row += ["", ""]
                continue
            row += [f"{tools[tool]['pages_per_second']:.0f}"]
            row += [f"{tools[tool].get('times_pdfplumber', float('nan')):.1f}"]
        rows.append(row)
    return _table(header, rows)


def _memory(makers: dict[str, Any]) -> str:
    rows = [
        [f"{tool}, {maker}", f"{row['mib_100']:.0f}", f"{row['mib_1000']:.0f}", f"{row['growth']}"]
        for maker, tools in makers.items()
        for tool, row in tools.items()
    ]
    return _table(["tool", "MiB for 100 pages", "MiB for 1,000", "growth"], rows)


def _start_up(start_up: dict[str, Any]) -> str:
    rows = [[f"`{name}`", f"{seconds:.2f}"] for name, seconds in start_up["seconds"].items()]
    ratio = start_up["help_to_imports"]
    return _table(["command", "s"], rows) + f"\nHelp takes {ratio} times the two imports.\n"


if __name__ == "__main__":
    main()
