"""Feed random cells to `zhperf.parse_quantity` and say what went wrong.

PYTHONPATH=tests python tests/values/fuzzing.py --cells 1000000
"""

from __future__ import annotations

import argparse
import time
from itertools import islice
from random import Random
from typing import NamedTuple

from values.randomcells import Cell, cells
from zhperf.report import Quantity
from zhperf.values import parse_quantity


class Outcome(NamedTuple):
    """What a run found."""

    failures: list[tuple[Cell, str]]
    """Cells that raised, or whose quantity breaks a rule, with the reason."""
    slowest: tuple[float, Cell]
    """Seconds of the processor for the slowest cell."""
    quantities: int
    """Cells in which a number or a date was understood."""


def main() -> int:
    """Run, print, and fail if anything was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cells", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    started = time.perf_counter()
    outcome = run(arguments.cells, arguments.seed)
    seconds, slowest = outcome.slowest
    print(f"{arguments.cells:,} cells in {time.perf_counter() - started:.0f} s")
    print(f"{outcome.quantities:,} understood as quantities")
    print(f"slowest: {seconds * 1000:.2f} ms for {slowest!r}")
    print(f"{len(outcome.failures)} failures")
    for cell, reason in outcome.failures[:20]:
        print(f"  {cell!r}: {reason}")
    return 1 if outcome.failures else 0


def run(count: int, seed: int) -> Outcome:
    """Parse random cells; the same seed gives the same cells."""
    failures: list[tuple[Cell, str]] = []
    slowest = (0.0, Cell("", None, None, "target"))
    quantities = 0
    for cell in islice(cells(Random(seed)), count):
        started = time.process_time()
        try:
            quantity = parse_quantity(*cell)  # type: ignore[arg-type]
        except Exception as error:
            failures.append((cell, repr(error)))
            continue
        slowest = max(slowest, (time.process_time() - started, cell))
        quantities += quantity.comparator is not None or bool(quantity.parts)
        if broken := broken_rule(cell, quantity):
            failures.append((cell, broken))
    return Outcome(failures, slowest, quantities)


def broken_rule(cell: Cell, quantity: Quantity) -> str | None:
    """The rule that every quantity keeps and this one does not."""
    if quantity.text != cell.text:
        return "the text was changed"
    position = 0
    for part in quantity.parts:
        position = cell.text.find(part.text, position)
        if position < 0:
            return "a part is no piece of the text"
        position += len(part.text)
    for one in (quantity, *quantity.parts):
        numbers = (one.value, one.low, one.high)
        said = one.deadline is not None or any(number is not None for number in numbers)
        if one.qualitative and (said or one.unit or one.comparator or one.conflict):
            return "a text without a number has one"
        if one.comparator and not (said or one.placeholder):
            return "a comparator without a number"
        if (one.comparator == "between") is not (one.low is not None and one.high is not None):
            return "a range without its ends"
    return None


if __name__ == "__main__":
    raise SystemExit(main())
