"""How the documents of a dataset stand after its last run, counted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from zhperf.batch.state import RESULT_STATES, ResultState

if TYPE_CHECKING:
    from zhperf.batch.state import KnownFile, Result, State

PENDING: Final = "pending"
"""State of a document that no run of the last recipe has come to."""
DocumentState: TypeAlias = ResultState | Literal["pending"]
DOCUMENT_STATES: Final[tuple[DocumentState, ...]] = (*RESULT_STATES, PENDING)
TABLES_FACT: Final = "tables"
"""Name of the fact that says what the tables were collected from."""


class Standing(NamedTuple):
    """Of a dataset."""

    counts: dict[DocumentState, int]
    """Contents by state; a file that cannot be opened is one that has failed."""
    unchecked: int
    """Documents that are done and have no findings, although the last run checked."""


def standing(state: State) -> Standing:
    """Count the documents of the last run, each content once; streamed."""
    counts: dict[DocumentState, int] = dict.fromkeys(DOCUMENT_STATES, 0)
    unchecked = 0
    checks = last_run_checked(state)
    for file, first, result in state.documents():
        if file.path != first:
            continue
        ended = _state(file, result)
        counts[ended] += 1
        missing = result is not None and result.findings is None
        unchecked += bool(checks and ended == "done" and missing)
    return Standing(counts, unchecked)


def last_run_checked(state: State) -> bool | None:
    """Whether the last run that began to convert ran the rules; None: it is not known."""
    recipe = state.recipe()
    return None if recipe is None else recipe[1] is not None


def tables_are_broken(state: State) -> bool:
    """Whether a run ended while it put new tables in the place of old ones."""
    fact = state.fact(TABLES_FACT)
    return fact is not None and "key" not in json.loads(fact)


def _state(file: KnownFile, result: Result | None) -> DocumentState:
    if file.sha256 is None:
        return "failed"
    return PENDING if result is None else result.state
