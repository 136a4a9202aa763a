"""Asking PDFium the same question of many objects, with the answers in one array.

Answers are written by PDFium straight into the array: taking them out of ctypes objects one by
one costs more than the calls.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

import numpy as np

from zhperf.engines.pdfium import library

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray


def ask_values(function: library.Function, pointers: Sequence[int], answers: NDArray[Any]) -> None:
    """Call `function(pointer, address, address …)`: one out parameter for each column.

    Args:
        function: A function of PDFium.
        pointers: n objects.
        answers: n x k array; what PDFium does not answer keeps its value.
    """
    start, item, count = answers.ctypes.data, answers.itemsize, answers.shape[1]
    end = start + answers.nbytes
    columns = [range(start + item * column, end, item * count) for column in range(count)]
    deque(map(function, pointers, *columns), 0)


def ask_structures(
    function: library.Function, *arguments: Iterable[int], answers: NDArray[Any]
) -> None:
    """Call `function(*arguments, address)`: each row is one structure.

    Args:
        function: A function of PDFium.
        *arguments: n values each, in the order of the function's parameters.
        answers: n x k array.
    """
    start = answers.ctypes.data
    rows = range(start, start + answers.nbytes, answers.itemsize * answers.shape[1])
    deque(map(function, *arguments, rows), 0)


def paints(pointers: Sequence[int], color: library.Function) -> NDArray[np.uint32]:
    """N x 4 of red, green, blue, alpha of each object; black where the colour is a pattern."""
    answers = np.zeros((len(pointers), 4), np.uint32)
    answers[:, 3] = 255
    ask_values(color, pointers, answers)
    return answers


def packed(answers: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """0xRRGGBB of n x 4 red, green, blue, alpha."""
    red, green, blue = answers[:, 0], answers[:, 1], answers[:, 2]
    return np.asarray(red << 16 | green << 8 | blue, np.uint32)
