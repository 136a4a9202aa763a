"""PDFium's C functions, with plain integers as pointers.

They are called without releasing the interpreter's lock: that makes a call a third cheaper,
and PDFium may not be used from several threads anyway.  Names follow PDFium's headers
(fpdfview.h, fpdf_text.h, fpdf_edit.h), without their prefixes.

Functions asked once a page take pointers as integers and check their arguments.  Those asked
for each character or object are declared without argument types: ctypes then passes an integer
as a C int and what `pointer` made as it is, and a call costs a third.  An address given to them
as an integer would be cut to 32 bits.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import PYFUNCTYPE, c_double, c_float, c_int, c_size_t, c_uint, c_ulong, c_void_p
from typing import Any, NewType, TypeAlias, cast

import pypdfium2_raw as pdfium

ERROR_PASSWORD = 4
"""FPDF_ERR_PASSWORD of fpdfview.h."""
TEXT, PATH, IMAGE, SHADING, FORM = 1, 2, 3, 4, 5
"""FPDF_PAGEOBJ_* of fpdf_edit.h."""
SEGMENT_LINE, SEGMENT_BEZIER, SEGMENT_MOVE = 0, 1, 2
"""FPDF_SEGMENT_* of fpdf_edit.h."""


Function: TypeAlias = Callable[..., int]
"""A C function: takes integers and addresses, gives an integer or an address (0: none)."""
Pointer = NewType("Pointer", object)
"""An address as an argument of the functions that are declared without argument types."""

pointer = cast("Callable[[int], Pointer]", c_void_p.from_param)
"""Makes an address an argument once, for any number of calls."""


def _function(name: str, result: Any, *arguments: Any) -> Function:  # noqa: ANN401 - ctypes types
    """A PDFium function with plain integers as pointers, called with the lock held."""
    address = ctypes.cast(getattr(pdfium, name), c_void_p).value
    if address is None:
        raise ImportError(f"PDFium lacks {name}")
    return cast("Function", PYFUNCTYPE(result, *arguments)(address))


def _asked_often(name: str, result: Any) -> Function:  # noqa: ANN401 - ctypes types
    """A PDFium function that takes C ints and pointers, unchecked."""
    return _function(name, result)


_P, _I = c_size_t, c_int  # c_void_p as a result would turn 0 into None
_A = c_void_p  # as an argument it takes integers and what `pointer` made
load_page = _function("FPDF_LoadPage", _P, _A, _I)
close_page = _function("FPDF_ClosePage", None, _A)
page_box = _function("FPDF_GetPageBoundingBox", _I, _A, _A)
page_rotation = _function("FPDFPage_GetRotation", _I, _A)
load_text = _function("FPDFText_LoadPage", _P, _A)
close_text = _function("FPDFText_ClosePage", None, _A)
count_chars = _function("FPDFText_CountChars", _I, _A)
get_text = _function("FPDFText_GetText", _I, _A, _I, _I, _A)
set_render_mode = _function("FPDFTextObj_SetTextRenderMode", _I, _A, _I)
set_stroke_width = _function("FPDFPageObj_SetStrokeWidth", _I, _A, c_float)
transform_object = _function("FPDFPageObj_Transform", None, _A, *[c_double] * 6)
font_name = _function("FPDFFont_GetBaseFontName", c_ulong, _A, _A, c_ulong)
count_objects = _function("FPDFPage_CountObjects", _I, _A)
count_form_objects = _function("FPDFFormObj_CountObjects", _I, _A)
get_form_object = _function("FPDFFormObj_GetObject", _P, _A, c_ulong)

get_unicode = _asked_often("FPDFText_GetUnicode", c_uint)
map_error = _asked_often("FPDFText_HasUnicodeMapError", _I)
char_origin = _asked_often("FPDFText_GetCharOrigin", _I)
is_generated = _asked_often("FPDFText_IsGenerated", _I)
is_hyphen = _asked_often("FPDFText_IsHyphen", _I)
loose_box = _asked_often("FPDFText_GetLooseCharBox", _I)
text_object = _asked_often("FPDFText_GetTextObject", _P)
char_matrix = _asked_often("FPDFText_GetMatrix", _I)
font_size = _asked_often("FPDFText_GetFontSize", c_double)
render_mode = _asked_often("FPDFTextObj_GetTextRenderMode", _I)
object_font = _asked_often("FPDFTextObj_GetFont", _P)
get_object = _asked_often("FPDFPage_GetObject", _P)
object_type = _asked_often("FPDFPageObj_GetType", _I)
object_bounds = _asked_often("FPDFPageObj_GetBounds", _I)
object_matrix = _asked_often("FPDFPageObj_GetMatrix", _I)
fill_color = _asked_often("FPDFPageObj_GetFillColor", _I)
stroke_color = _asked_often("FPDFPageObj_GetStrokeColor", _I)
stroke_width = _asked_often("FPDFPageObj_GetStrokeWidth", _I)
draw_mode = _asked_often("FPDFPath_GetDrawMode", _I)
count_segments = _asked_often("FPDFPath_CountSegments", _I)
get_segment = _asked_often("FPDFPath_GetPathSegment", _P)
segment_type = _asked_often("FPDFPathSegment_GetType", _I)
segment_point = _asked_often("FPDFPathSegment_GetPoint", _I)
segment_close = _asked_often("FPDFPathSegment_GetClose", _I)
clip_path = _asked_often("FPDFPageObj_GetClipPath", _P)
count_clips = _asked_often("FPDFClipPath_CountPaths", _I)
count_clip_segments = _asked_often("FPDFClipPath_CountPathSegments", _I)
get_clip_segment = _asked_often("FPDFClipPath_GetPathSegment", _P)
has_transparency = _asked_often("FPDFPageObj_HasTransparency", _I)
