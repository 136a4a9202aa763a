"""Patterns of paths fit what they say, whatever characters a name has."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhperf.globs import matches


@pytest.mark.parametrize(
    ("glob", "path", "fits"),
    [
        ("2019/**", "2019/a\nb.pdf", True),
        ("*.pdf", "旧\n表/a.pdf", True),
        ("2019", "2019/a\nb/c.pdf", True),
        ("2019/**/a.pdf", "2019/x\ny/a.pdf", True),
        ("*.pdf", "a\n.pdf", True),
        ("*.pdf", "a.pdf\n", False),
        ("a.pdf", "a\n.pdf", False),
    ],
)
def test_a_line_break_in_a_name_is_a_character(glob: str, path: str, fits: bool) -> None:
    assert matches(glob, Path("/data", path), Path("/data")) is fits
