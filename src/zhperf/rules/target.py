"""Targets: what is promised, and whether it can be measured (ZP4xx)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhperf.forms import is_blank

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhperf.forms import Form
    from zhperf.rulebook import Hit


def target_missing(form: Form) -> Iterator[Hit]:
    """ZP401: nothing says what is promised."""
    for row in form.rows:
        sign_or_blank = row.sign is not None or is_blank(row.indicator.nature)
        if not row.has_target and sign_or_blank:
            yield row.hit("target")
