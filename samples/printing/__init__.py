"""A printer of PDF tables with exact control over every operator, for samples and tests.

It plays the programs that make real reports: office software, browsers, report systems.
No system font is needed.  Every print also says what was printed, and where.
"""

from __future__ import annotations

from printing.borders import BorderStyle, Edge, LineStyle, OuterBorder, draw_borders
from printing.canvas import BLACK, DARK_BLUE, GREY, LIGHT_GREY, WHITE, Canvas, Color
from printing.documents import A4_LANDSCAPE, Box, Document, PageSetup
from printing.fonts import OFFICE_WITHOUT_ASCENT, Font, FontOptions, glyph_width
from printing.paging import CutText, Layout, Piece, TablePage, lay_out
from printing.selfevaluation import (
    NESTED,
    STANDARD_COLUMNS,
    Column,
    Field,
    FormActivity,
    FormIndicator,
    FormStyle,
    FormTable,
    SelfEvaluation,
    form_table,
    rows_of,
    values_of,
)
from printing.tableprint import (
    Furniture,
    Print,
    PrintJob,
    TextStyle,
    draw_page,
    draw_text,
    line_places,
    print_table,
)
from printing.tables import PrintCell, PrintTable
from printing.wrapping import BreakRule, WrapOptions, wrap

__all__ = [
    "A4_LANDSCAPE",
    "BLACK",
    "DARK_BLUE",
    "GREY",
    "LIGHT_GREY",
    "NESTED",
    "OFFICE_WITHOUT_ASCENT",
    "STANDARD_COLUMNS",
    "WHITE",
    "BorderStyle",
    "Box",
    "BreakRule",
    "Canvas",
    "Color",
    "Column",
    "CutText",
    "Document",
    "Edge",
    "Field",
    "Font",
    "FontOptions",
    "FormActivity",
    "FormIndicator",
    "FormStyle",
    "FormTable",
    "Furniture",
    "Layout",
    "LineStyle",
    "OuterBorder",
    "PageSetup",
    "Piece",
    "Print",
    "PrintCell",
    "PrintJob",
    "PrintTable",
    "SelfEvaluation",
    "TablePage",
    "TextStyle",
    "WrapOptions",
    "draw_borders",
    "draw_page",
    "draw_text",
    "form_table",
    "glyph_width",
    "lay_out",
    "line_places",
    "print_table",
    "rows_of",
    "values_of",
    "wrap",
]
