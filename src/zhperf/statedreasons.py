"""Where a form states reasons: in columns of its own, in rows at its foot, in notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhperf.deviations import statement
from zhperf.once import per_form
from zhperf.valuetext import bare

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zhperf.forms import Form
    from zhperf.profiles import Words


def is_reason(text: str | None, words: Words) -> bool:
    """Whether a text gives a reason, and is not the form's own filling instruction."""
    if any(word in bare(text) for word in words.reason_instructions):
        return False
    return statement(text, words) == "reason"


def has_reason(columns: Mapping[str, str], words: Words) -> bool:
    """Whether a column or row whose label asks for reasons gives one."""
    return any(
        is_reason(text, words)
        for label, text in columns.items()
        if any(word in bare(label) for word in words.reasons)
    )


@per_form
def foot_has_reason(form: Form) -> bool:
    """Whether a row at the foot of the form, or a note, gives a reason."""
    words = form.profile.words
    fields = form.table.fields
    # A block with rows and columns has reasons of its own for each of its rows.
    aspects = {label.rpartition(" ")[0] for label in fields if _is_score(label, words)}
    rows = {key: text for key, text in fields.items() if key.rpartition(" ")[0] not in aspects}
    return has_reason(rows, words) or any(
        is_reason(note, words) and any(word in note for word in words.note_reasons)
        for note in form.table.notes
    )


def _is_score(label: str, words: Words) -> bool:
    row, _, column = label.rpartition(" ")
    return bool(row) and column in (*words.weight_columns, *words.score_columns)
