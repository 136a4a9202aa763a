"""Where a form states reasons and measures: in columns of its own, at its foot, in notes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhperf.deviations import has_measures, statement
from zhperf.profiles import any_of
from zhperf.valuetext import bare

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from zhperf.profiles import Words
    from zhperf.report import Table

_SENTENCE_END = re.compile("[。;]")


def is_reason(text: str | None, words: Words) -> bool:
    """Whether a text gives a reason, and is not the form's own filling instruction."""
    if statement(text, words) != "reason":
        return False
    return not any_of(words.reason_instructions).search(bare(text))


def has_reason(columns: Mapping[str, str], words: Words) -> bool:
    """Whether a column beside a row, by its label, gives a reason."""
    return _gives_reason(columns, words.reasons, words)


def gives_measures(label: str, text: str, words: Words) -> bool:
    """Whether a labelled text tells measures.

    Behind a label for measures alone any statement does; beside reasons it must name one.
    """
    plain = bare(label)
    reasons = any_of(words.footer_reasons).search(plain) is not None
    if not any(word in plain for word in words.measure_labels):
        return reasons and has_measures(text, words)
    return is_reason(text, words) and (not reasons or has_measures(text, words))


def foot_has_reason(table: Table, words: Words) -> bool:
    """Whether a row at the foot of a form, or a note, gives a reason."""
    fields = table.fields
    # A block with rows and columns has reasons of its own for each of its rows.
    aspects = {label.rpartition(" ")[0] for label in fields if _is_score(label, words)}
    rows = {key: text for key, text in fields.items() if key.rpartition(" ")[0] not in aspects}
    if _gives_reason(rows, words.footer_reasons, words):
        return True
    return any(_note_has_reason(bare(note), words) for note in table.notes)


def _gives_reason(texts: Mapping[str, str], labels: tuple[str, ...], words: Words) -> bool:
    asked = any_of(labels)
    return any(
        asked.search(bare(label)) and is_reason(text, words) for label, text in texts.items()
    )


def _note_has_reason(note: str, words: Words) -> bool:
    return any(is_reason(said, words) for said in _said_as_reasons(note, words))


def _said_as_reasons(note: str, words: Words) -> Iterator[str]:
    """What a note says behind 原因： or 原因是, each to the end of its sentence."""
    for found in any_of(words.note_reasons).finditer(note):
        end = _SENTENCE_END.search(note, found.end())
        yield note[found.end() : end.start() if end else len(note)]


def _is_score(label: str, words: Words) -> bool:
    row, _, column = label.rpartition(" ")
    return bool(row) and column in (*words.weight_columns, *words.score_columns)
