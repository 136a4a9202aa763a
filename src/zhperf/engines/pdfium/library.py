"""PDFium's C functions, with plain integers as pointers.

They are called without releasing the interpreter's lock: that makes a call a third cheaper,
and PDFium may not be used from several threads anyway.  Names follow PDFium's headers
(fpdfview.h, fpdf_text.h, fpdf_edit.h), without their prefixes.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import PYFUNCTYPE, c_double, c_float, c_int, c_size_t, c_uint, c_ulong, c_void_p
from typing import Any, TypeAlias, cast

import pypdfium2_raw as pdfium

ERROR_PASSWORD = 4
"""FPDF_ERR_PASSWORD of fpdfview.h."""
TEXT, PATH, IMAGE, SHADING, FORM = 1, 2, 3, 4, 5
"""FPDF_PAGEOBJ_* of fpdf_edit.h."""
SEGMENT_LINE, SEGMENT_BEZIER, SEGMENT_MOVE = 0, 1, 2
"""FPDF_SEGMENT_* of fpdf_edit.h."""


Function: TypeAlias = Callable[..., int]
"""A C function: takes integers and addresses, gives an integer or an address (0: none)."""


def _function(name: str, result: Any, *arguments: Any) -> Function:  # noqa: ANN401 - ctypes types
    """A PDFium function with plain integers as pointers, called with the lock held."""
    address = ctypes.cast(getattr(pdfium, name), c_void_p).value
    if address is None:
        raise ImportError(f"PDFium lacks {name}")
    return cast("Function", PYFUNCTYPE(result, *arguments)(address))


_P, _I = c_size_t, c_int  # c_void_p as a result would turn 0 into None
load_page = _function("FPDF_LoadPage", _P, _P, _I)
close_page = _function("FPDF_ClosePage", None, _P)
page_box = _function("FPDF_GetPageBoundingBox", _I, _P, _P)
page_rotation = _function("FPDFPage_GetRotation", _I, _P)
load_text = _function("FPDFText_LoadPage", _P, _P)
close_text = _function("FPDFText_ClosePage", None, _P)
count_chars = _function("FPDFText_CountChars", _I, _P)
get_text = _function("FPDFText_GetText", _I, _P, _I, _I, _P)
get_unicode = _function("FPDFText_GetUnicode", c_uint, _P, _I)
map_error = _function("FPDFText_HasUnicodeMapError", _I, _P, _I)
char_origin = _function("FPDFText_GetCharOrigin", _I, _P, _I, _P, _P)
is_generated = _function("FPDFText_IsGenerated", _I, _P, _I)
is_hyphen = _function("FPDFText_IsHyphen", _I, _P, _I)
loose_box = _function("FPDFText_GetLooseCharBox", _I, _P, _I, _P)
text_object = _function("FPDFText_GetTextObject", _P, _P, _I)
char_matrix = _function("FPDFText_GetMatrix", _I, _P, _I, _P)
font_size = _function("FPDFText_GetFontSize", c_double, _P, _I)
render_mode = _function("FPDFTextObj_GetTextRenderMode", _I, _P)
set_render_mode = _function("FPDFTextObj_SetTextRenderMode", _I, _P, _I)
set_stroke_width = _function("FPDFPageObj_SetStrokeWidth", _I, _P, c_float)
transform_object = _function("FPDFPageObj_Transform", None, _P, *[c_double] * 6)
object_font = _function("FPDFTextObj_GetFont", _P, _P)
font_name = _function("FPDFFont_GetBaseFontName", c_ulong, _P, _P, c_ulong)
count_objects = _function("FPDFPage_CountObjects", _I, _P)
get_object = _function("FPDFPage_GetObject", _P, _P, _I)
count_form_objects = _function("FPDFFormObj_CountObjects", _I, _P)
get_form_object = _function("FPDFFormObj_GetObject", _P, _P, c_ulong)
object_type = _function("FPDFPageObj_GetType", _I, _P)
object_bounds = _function("FPDFPageObj_GetBounds", _I, _P, _P, _P, _P, _P)
object_matrix = _function("FPDFPageObj_GetMatrix", _I, _P, _P)
fill_color = _function("FPDFPageObj_GetFillColor", _I, _P, _P, _P, _P, _P)
stroke_color = _function("FPDFPageObj_GetStrokeColor", _I, _P, _P, _P, _P, _P)
stroke_width = _function("FPDFPageObj_GetStrokeWidth", _I, _P, _P)
draw_mode = _function("FPDFPath_GetDrawMode", _I, _P, _P, _P)
count_segments = _function("FPDFPath_CountSegments", _I, _P)
get_segment = _function("FPDFPath_GetPathSegment", _P, _P, _I)
segment_type = _function("FPDFPathSegment_GetType", _I, _P)
segment_point = _function("FPDFPathSegment_GetPoint", _I, _P, _P, _P)
segment_close = _function("FPDFPathSegment_GetClose", _I, _P)
clip_path = _function("FPDFPageObj_GetClipPath", _P, _P)
count_clips = _function("FPDFClipPath_CountPaths", _I, _P)
count_clip_segments = _function("FPDFClipPath_CountPathSegments", _I, _P, _I)
get_clip_segment = _function("FPDFClipPath_GetPathSegment", _P, _P, _I, _I)
has_transparency = _function("FPDFPageObj_HasTransparency", _I, _P)
