"""Rulings in the making: borders of cells, collected and joined."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from zhperf.pages import Rulings

_WIDTH = 0.5
"""pt: what a drawn border would have."""


class Strokes:
    """Borders of cells as stretches of horizontal and vertical lines."""

    def __init__(self) -> None:
        self._across: dict[float, list[tuple[float, float]]] = defaultdict(list)
        self._down: dict[float, list[tuple[float, float]]] = defaultdict(list)

    def across(self, y: float, x0: float, x1: float) -> None:
        """A horizontal border."""
        self._across[round(y, 3)].append((x0, x1))

    def down(self, x: float, top: float, bottom: float) -> None:
        """A vertical border."""
        self._down[round(x, 3)].append((top, bottom))

    def box(self, x0: float, top: float, x1: float, bottom: float) -> None:
        """The four borders of a cell."""
        self.across(top, x0, x1)
        self.across(bottom, x0, x1)
        self.down(x0, top, bottom)
        self.down(x1, top, bottom)

    def rulings(self) -> Rulings:
        """The borders as rulings."""
        return Rulings(_joined(self._across), _joined(self._down))


def _joined(lines: dict[float, list[tuple[float, float]]]) -> np.ndarray:
    result: list[tuple[float, float, float, float]] = []
    for position, stretches in sorted(lines.items()):
        runs: list[list[float]] = []
        for start, end in sorted(stretches):
            if runs and start <= runs[-1][1] + 0.01:
                runs[-1][1] = max(runs[-1][1], end)
            else:
                runs.append([start, end])
        result += [(position, start, end, _WIDTH) for start, end in runs]
    return np.array(result, np.float64).reshape(-1, 4)
