"""Thresholds of joining tables over page breaks."""

from __future__ import annotations

from dataclasses import dataclass, field

from zhperf.seam import SeamSettings


@dataclass(frozen=True, slots=True)
class StitchSettings:
    """Thresholds of joining over page breaks."""

    column_tolerance: float = 3.0
    """pt: column edges of two pages that differ by less are the same edge."""
    min_table_columns: int = 5
    """Columns of a grid that is no mere rest of footers, which have a label and a text each."""
    min_head_labels: int = 2
    """Known labels that make a table without header the head of a form."""
    min_common_edges: float = 0.7
    """Share (0 to 1) of a page's column edges that the table before must have too."""
    max_header_rows: int = 30
    """Rows at a page's start among which a header is looked for, repeated or of a new form:
    below blocks of funds and objectives.  The longest head seen has 27."""
    max_head_rows: int = 60
    """Rows at the table's start that may be repeated on a later page, header included."""
    seam: SeamSettings = field(default_factory=SeamSettings)
