"""Thresholds for reading pictures of pages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OcrSettings:
    """Thresholds of reading a picture; lengths are in pt on the page unless said otherwise."""

    min_confidence: float = 0.97
    """Least confidence (0 to 1) of a value that is not told as uncertain (ZP124).  On degraded
    scans every wrong value but those that their column gives away lies below."""
    min_resolution: float = 200.0
    """Dots per inch at which a coarser scan is enlarged: a hairline is then one dot wide, and
    10 pt text 28 dots high, near the 48 that the recognition model wants."""
    max_resolution: float = 300.0
    """Dots per inch to which a finer scan is reduced: more makes reading slower, not better."""
    detection_resolution: float = 110.0
    """Dots per inch at which text outside of tables is sought: 10 pt text is 15 high, enough to
    see where lines are."""
    min_print: int = 5
    """Pieces of text in a page's images from which they are read beside the text over them: a
    letterhead or a seal has fewer."""
    max_skew: float = 4.0
    """Degrees by which a page may lie askew: feeders stay below 2, by hand 3 is usual."""
    min_horizontal: float = 14.0
    """Shortest horizontal ruling: longer than a stroke of a glyph (12 pt in titles)."""
    min_vertical: float = 11.0
    """Shortest vertical ruling: the lowest row of one line of text."""
    max_ruling_width: float = 3.0
    """Thicker strokes are areas."""
    clear_side: float = 2.0
    """How far beside a ruling there must be white on most of its length: cells are padded."""
    max_side_ink: float = 0.25
    """Share (0 to 1) of a ruling's length that may have ink right beside it, on its clearer
    side; strokes of glyphs have more."""
    low_row: float = 14.0
    """Height of a row in which a glyph may touch the borders above and below."""
    max_touching: float = 0.12
    """Share (0 to 1) of the length of a border that other strokes may touch on one side; of a
    glyph's upright stroke it is 0.2 and more."""
    long_horizontal: float = 80.0
    """Horizontal strokes of this length are rulings, whatever stands beside them: text set close
    to a border touches it."""
    max_vertical_ink: float = 0.1
    """As `max_side_ink`, for vertical strokes: text keeps further from the borders beside it."""
    long_vertical: float = 80.0
    """Vertical strokes of this length are held to `max_side_ink`: the ring of a seal may run beside
    them, and no glyph is so high."""
    short_vertical: float = 30.0
    """Vertical strokes up to this length are held to `max_short_ink`: they may be of glyphs."""
    max_short_ink: float = 0.05
    """As `max_side_ink`, on both sides, for short vertical strokes."""
    aligned: float = 1.5
    """A short vertical stroke this close in line with a long one is a border too."""
    reach: float = 3.0
    """How far from a ruling of the other direction a short one may end."""
    max_faint_width: float = 1.5
    """Faint rulings are hairlines."""
    min_faint: float = 0.3
    """Share (0 to 1) of the darkness of full ink that a faint ruling has on the average."""
    min_ridge: float = 0.22
    """By how much of that it is darker than what is beside it: rows of text are as dark as their
    neighbours, a little above or below."""
    speck: float = 0.5
    """Ink up to this high and wide is dirt."""
    dot: float = 1.6
    """Ink up to this high and wide is dirt too, unless it is near larger ink: full stops, and
    dots of ideographs."""
    dot_beside: float = 4.0
    """How far beside larger ink a dot may stand."""
    dot_above: float = 3.0
    """How far above or below it."""
    pale: float = 0.42
    """Share (0 to 1) of the way from full ink to paper from which ink is pale."""
    rim: float = 0.75
    """Width of the blurred edge of print."""
    min_seal: float = 20.0
    """Extent from which a pale mark of thin strokes is taken away: larger than a glyph."""
    min_arc: float = 13.0
    """Smaller side of a piece of a dark seal: print that runs together is one line high."""
    min_piece: float = 5.0
    """Extent from which a pale mark of broad strokes is taken away: larger than punctuation."""
    min_seal_area: float = 150.0
    """In square pt: pale marks of less in all on a page are no seal.  That of an office is a ring
    of 500 and more."""
    thick: float = 1.1
    """Width of the strokes of a pale mark that is surely no faint print."""
    min_hole: float = 8.0
    """Side of a square that fits into a punched hole of 11 pt; strokes of the largest title are 4,
    but a blurred 量 of 10.5 pt is black as a whole."""
    max_hole: float = 20.0
    """Extent of a punched hole: most are 14 to 17, larger areas are of the form."""
