"""Which text object prints each character."""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING, Any

import numpy as np

from zhperf.engines.pdfium import library

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from zhperf.engines.pdfium.library import Pointer
    from zhperf.engines.pdfium.objects import PageObjects

_FEW_SPACES = 0.25
"""Share (0 to 1) of spaces up to which asking the ends of stretches is quicker than asking each
character."""
_RIGHT_TO_LEFT = (
    (0x590, 0x8FF),
    (0x200E, 0x200F),
    (0x202A, 0x202E),
    (0x2066, 0x2069),
    (0xFB1D, 0xFDFF),
    (0xFE70, 0xFEFF),
    (0x10000, 0x10FFFF),
)
"""First and last codes: Hebrew to Arabic, marks of direction, their compatibility forms, and
all that is no single UTF-16 unit."""


def read_owners(text: Pointer, codes: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """Pointer of the text object of each character of a text page, 0 for added ones.

    PDFium appends the text of one object after the other, and only spaces and line ends are
    added.  So a stretch without them lies in one object if its ends do; where a page runs from
    right to left PDFium orders it anew, and each character is asked.
    """
    count = len(codes)
    spaces = codes == 0x20
    if int(spaces.sum()) > _FEW_SPACES * count or _may_run_left(codes):
        return np.fromiter(map(library.text_object, repeat(text), range(count)), np.uint64, count)
    bounds = np.flatnonzero(np.diff(spaces, prepend=True, append=True))
    first, end = bounds[::2], bounds[1::2]
    ends = [_ask_owners(text, indexes) for indexes in (first, end - 1)]
    owners = np.zeros(count, np.uint64)
    owners[~spaces] = np.repeat(ends[0], end - first)
    unlike = np.flatnonzero(ends[0] != ends[1])
    asked = [np.arange(a, b) for a, b in zip(first[unlike], end[unlike], strict=True)]
    for indexes in (np.flatnonzero(spaces), *asked):
        owners[indexes] = _ask_owners(text, indexes)
    return owners


def _ask_owners(text: Pointer, indexes: NDArray[np.intp]) -> NDArray[np.uint64]:
    owners = map(library.text_object, repeat(text), indexes.tolist())
    return np.fromiter(owners, np.uint64, len(indexes))


def _may_run_left(codes: NDArray[np.uint32]) -> bool:
    """Whether there are letters or marks of scripts that run from right to left."""
    if codes.max(initial=0) < _RIGHT_TO_LEFT[0][0]:
        return False
    return any(bool(((codes >= low) & (codes <= high)).any()) for low, high in _RIGHT_TO_LEFT)


def stretches(values: NDArray[Any]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """First index and length of each stretch of equal values."""
    bounds = np.flatnonzero(np.concatenate([[True], values[1:] != values[:-1], [True]]))
    return bounds[:-1], np.diff(bounds)


def as_painted(
    objects: PageObjects, owners: NDArray[np.uint64], real: NDArray[np.intp]
) -> NDArray[np.intp]:
    """Indexes of characters in the order in which their owners are painted.

    PDFium sorts what stands on one line from left to right.
    """
    starts, lengths = stretches(owners[real])
    ranks = objects.ranks(owners[real[starts]])
    if (ranks[1:] >= ranks[:-1]).all():
        return real
    return real[np.argsort(np.repeat(ranks, lengths), kind="stable")]
