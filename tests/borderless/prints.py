"""Prints whose borders are missing in part, altogether, or drawn as a picture."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pikepdf
from pikepdf import Dictionary, Name

from printing import BorderStyle, Edge, Layout, PageSetup, PrintJob, TablePage
from printing.borders import Keeps, page_edges
from printing.reportforms import ReportForm, lay_form
from printing.reportprint import ReportPrinter

A4_UPRIGHT = PageSetup(595.28, 841.89)
LAYOUT = Layout(left=40, width=515, top=70, next_top=50, bottom=790, size=8.5, padding=3)
NAMING = ("三级指标", "活动")


def job(borders: BorderStyle | None = None, setup: PageSetup = A4_UPRIGHT) -> PrintJob:
    return PrintJob(setup=setup, layout=LAYOUT, borders=borders or BorderStyle(line="none"))


def header_strip(page: TablePage) -> tuple[float, float]:
    """Y of the upper and lower border of the grid's header."""
    boxes = [piece.box for piece in page.pieces if piece.cell.text in NAMING]
    return min(box[1] for box in boxes), max(box[3] for box in boxes)


def across_only(edge: Edge, page: TablePage) -> bool:
    """No vertical lines."""
    return edge.horizontal


def across_and_frame(edge: Edge, page: TablePage) -> bool:
    """No vertical lines but the outer ones."""
    return edge.horizontal or edge.position in (page.column_edges[0], page.column_edges[-1])


def frame_only(edge: Edge, page: TablePage) -> bool:
    outer = page.row_edges if edge.horizontal else page.column_edges
    return edge.position in (outer[0], outer[-1])


def header_only(edge: Edge, page: TablePage) -> bool:
    """A box around each cell of the grid's header."""
    top, bottom = header_strip(page)
    if edge.horizontal:
        return top <= edge.position <= bottom
    return top <= (edge.start + edge.end) / 2 <= bottom


def down_to_header(edge: Edge, page: TablePage) -> bool:
    """All lines of the form down to the grid's header, none under it."""
    _, bottom = header_strip(page)
    return (edge.position if edge.horizontal else edge.end) <= bottom + 0.1


def three_lines(edge: Edge, page: TablePage) -> bool:
    """Lines above and under the header and under the table, as in scientific papers."""
    top, bottom = header_strip(page)
    return edge.horizontal and edge.position in (top, bottom, page.row_edges[-1])


def print_form(
    form: ReportForm, keeps: Keeps | None = None, setup: PageSetup = A4_UPRIGHT
) -> bytes:
    """The form with those borders that `keeps` leaves; None for no borders at all."""
    style = BorderStyle(line="none") if keeps is None else BorderStyle(keeps=keeps)
    printer = ReportPrinter(job(style, setup))
    printer.form(lay_form(form))
    return printer.save()


def print_on_picture(
    form: ReportForm, setup: PageSetup = A4_UPRIGHT, dots_per_inch: float = 150.0
) -> bytes:
    """The form with borders that are only an image behind the text, one for each page."""
    printer = ReportPrinter(job(setup=setup))
    printer.form(lay_form(form))
    width, height = setup.content_size
    with pikepdf.open(BytesIO(printer.save())) as pdf:
        for sheet, page in zip(pdf.pages, printer.placed[0].pages, strict=True):
            picture = _picture(page, width, height, dots_per_inch / 72)
            image = pdf.make_stream(
                picture.tobytes(),
                Type=Name.XObject,
                Subtype=Name.Image,
                Width=picture.shape[1],
                Height=picture.shape[0],
                ColorSpace=Name.DeviceGray,
                BitsPerComponent=8,
            )
            if "/XObject" not in sheet.Resources:
                sheet.Resources.XObject = Dictionary()
            sheet.Resources.XObject[Name.Borders] = image
            matrices = b" ".join(b"%g %g %g %g %g %g cm" % m for m in setup.matrices())
            place = b"q %s %g 0 0 %g 0 0 cm /Borders Do Q\n" % (matrices, width, height)
            contents = sheet.Contents.read_bytes()
            sheet.Contents = pdf.make_stream(place + contents)
        buffer = BytesIO()
        pdf.save(buffer)
    return buffer.getvalue()


def _picture(page: TablePage, width: float, height: float, scale: float) -> np.ndarray:
    dots = np.full((round(height * scale), round(width * scale)), 255, np.uint8)
    for edge in page_edges(page, BorderStyle(), open_cut=False):
        at, start, end = (round(v * scale) for v in (edge.position, edge.start, edge.end))
        if edge.horizontal:
            dots[at, start : end + 1] = 0
        else:
            dots[start : end + 1, at] = 0
    return dots
