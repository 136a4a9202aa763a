"""Asking PDFium the same question of many objects, with the answers in one array.

Answers are written by PDFium into an array: taking them out of ctypes objects one by one costs
more than the calls.
"""

from __future__ import annotations

import threading
from collections import deque
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from zhperf.engines.pdfium import library

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from zhperf.engines.pdfium.library import Pointer

_ITEMS = 16_384
"""Answers of 4 bytes that are held at a time; 2 MiB with their addresses."""


class _Sheet(threading.local):
    """Where PDFium writes its answers: addresses are made into arguments once, not at each call.

    Each thread has its own.
    """

    def __init__(self) -> None:
        self.items = np.zeros(_ITEMS, np.uint32)
        start = self.items.ctypes.data
        self.places = list(map(library.pointer, range(start, start + self.items.nbytes, 4)))


_SHEET = _Sheet()
_Arguments: TypeAlias = "Sequence[int] | Sequence[Pointer]"


def ask_values(
    function: library.Function, targets: Sequence[Pointer], answers: NDArray[Any]
) -> None:
    """Call `function(target, address, address …)`: one out parameter for each column.

    Args:
        function: A function of PDFium that is asked often.
        targets: n objects.
        answers: n x k array of 4-byte items; what PDFium does not answer keeps its value.
    """
    _ask(function, (targets,), answers, answers.shape[1])


def ask_structures(
    function: library.Function, *arguments: _Arguments, answers: NDArray[Any]
) -> None:
    """Call `function(*arguments, address)`: each row is one structure.

    Args:
        function: A function of PDFium that is asked often.
        *arguments: n values each, in the order of the function's parameters.
        answers: n x k array of 4-byte items.
    """
    _ask(function, arguments, answers, 1)


def _ask(
    function: library.Function,
    arguments: tuple[_Arguments, ...],
    answers: NDArray[Any],
    addresses: int,
) -> None:
    """Call the function for each row of `answers`, in as many pieces as the sheet needs."""
    items, places = _SHEET.items.view(answers.dtype), _SHEET.places
    count, width = answers.shape
    height = _ITEMS // width
    for first in range(0, count, height):
        piece = answers[first : first + height]
        used = piece.size
        items[:used] = piece.reshape(-1)
        columns = [places[column:used:width] for column in range(addresses)]
        chosen = [values[first : first + height] for values in arguments]
        deque(map(function, *chosen, *columns), 0)
        piece[:] = items[:used].reshape(piece.shape)


def paints(targets: Sequence[Pointer], color: library.Function) -> NDArray[np.uint32]:
    """N x 4 of red, green, blue, alpha of each object; black where the colour is a pattern."""
    answers = np.zeros((len(targets), 4), np.uint32)
    answers[:, 3] = 255
    ask_values(color, targets, answers)
    return answers


def packed(answers: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """0xRRGGBB of n x 4 red, green, blue, alpha."""
    red, green, blue = answers[:, 0], answers[:, 1], answers[:, 2]
    return np.asarray(red << 16 | green << 8 | blue, np.uint32)
