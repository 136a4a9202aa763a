"""How many cells a second `zhperf.parse_quantity` understands, on one core.

python benchmarks/values.py --json benchmarks/values.json

The mix is `value_shapes.tsv`: the targets and completions of tables of six form families with
their shares (596 cells), and the real single cases of the value grammar once each.  Every cell
gets numbers of its own, so that no cache can help.  Time is the processor's: other programs on
the machine do not count, though they slow it.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from zhperf.values import parse_quantity

SHAPES = Path(__file__).parent / "value_shapes.tsv"


class Cell(NamedTuple):
    """The arguments of one call."""

    text: str
    nature: str
    unit: str
    column: str


class Shape(NamedTuple):
    """A kind of cell and how often it occurs."""

    times: int
    cell: Cell


def main() -> None:
    """Measure, print, and write a JSON file if asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cells", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    results = measure(arguments.cells, arguments.rounds)
    print(json.dumps(results, ensure_ascii=False, indent=2))
    if arguments.json:
        text = json.dumps(results, ensure_ascii=False, indent=2)
        arguments.json.write_text(text + "\n", encoding="utf-8")


def measure(count: int, rounds: int) -> dict[str, Any]:
    """Cells a second of the mix and of its parts."""
    load = round(os.getloadavg()[0], 2)
    known = shapes()
    cells = mix(known, count, Random(1))
    plain = [cell for cell in cells if cell.nature in ("≥", "=", "≤") or cell.text.endswith("%")]
    kinds = {
        "the mix": cells,
        "numbers and percentages": plain,
        "everything once (no shares)": mix(
            [one._replace(times=1) for one in known], count, Random(2)
        ),
    }
    return {
        "date": time.strftime("%Y-%m-%d"),
        "machine": f"{platform.machine()}, {os.cpu_count()} CPUs, {platform.system()}",
        "python": platform.python_version(),
        "load_before": load,
        "rounds": rounds,
        "cells": count,
        "shapes": len(known),
        "cells_per_second": {name: _speeds(some, rounds) for name, some in kinds.items()},
    }


def shapes() -> list[Shape]:
    """The kinds of cells."""
    with SHAPES.open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Shape(int(row["times"]), Cell(row["text"], row["nature"], row["unit"], row["column"]))
            for row in rows
        ]


def mix(known: list[Shape], count: int, random: Random) -> list[Cell]:
    """Cells in the shares of the shapes, in random order, each with numbers of its own."""
    chosen = random.choices(
        [shape.cell for shape in known], [shape.times for shape in known], k=count
    )
    return [cell._replace(text=filled(cell.text, random)) for cell in chosen]


def filled(text: str, random: Random) -> str:
    """The text of a shape with random numbers."""
    low = random.randint(1, 500_000)
    values: dict[str, Callable[[], int]] = {
        "{n}": lambda: random.randint(0, 999_999),
        "{low}": lambda: low,
        "{high}": lambda: low + random.randint(1, 500_000),
        "{year}": lambda: random.randint(2012, 2029),
        "{month}": lambda: random.randint(1, 12),
        "{day}": lambda: random.randint(1, 28),
    }
    for name, value in values.items():
        while name in text:
            text = text.replace(name, str(value()), 1)
    return text.replace(".0", ".5")


def _speeds(cells: list[Cell], rounds: int) -> dict[str, int]:
    """Best and median of the rounds."""
    speeds = []
    for _ in range(rounds):
        started = time.process_time()
        for text, nature, unit, column in cells:
            parse_quantity(text, nature, unit, column)  # type: ignore[arg-type]
        speeds.append(len(cells) / (time.process_time() - started))
    return {"best": round(max(speeds)), "median": round(statistics.median(speeds))}


if __name__ == "__main__":
    sys.exit(main())
