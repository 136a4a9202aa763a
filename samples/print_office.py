"""Print and export forms with office software: LibreOffice Writer and Calc.

    python samples/print_office.py samples             Word documents, workbooks, web pages
    python samples/print_office.py samples --print     founding-office.pdf alone

Writer prints the founding table on landscape A4 with heading rows that repeat; it splits rows at
page breaks and closes the table with a line at the foot of each page.  The project's form has a
page of its own, and is printed with the other exports.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import founding_table
import project_form
from office import SPREADSHEET, TEXT, OfficeForm, export, spreadsheet, text_document

PRINT_FONT = "Noto Serif CJK SC"
"""Of founding-office.pdf: its Ascent is 0, which makes some readers put text a row too low."""
EXPORT_FONT = "Droid Sans Fallback"
_FOUNDING_WIDTHS = (2.4, 4.9, 1.9, 2.4, 4.9, 1.6, 3.2, 1.6, 2.2, 1.9)
"""Widths of the columns in cm; 27 cm is what A4 landscape leaves between the margins."""


def main() -> None:
    """Command line: where to write, and which office program."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--office", default="soffice", help="its command")
    parser.add_argument("--print", action="store_true", help="only print the founding table")
    arguments = parser.parse_args()
    if arguments.print:
        print_pdf(arguments.folder / "founding-office.pdf", arguments.office)
    else:
        export_forms(arguments.folder, arguments.office)


def print_pdf(output: Path, office: str) -> None:
    """Print the founding table."""
    export(text_document(founding_form(), PRINT_FONT), TEXT, [output], office)


def export_forms(folder: Path, office: str) -> None:
    """Export both forms; the founding table's web page is by Calc, the project's by Writer."""

    def files(name: str, *suffixes: str) -> list[Path]:
        return [folder / f"{name}{suffix}" for suffix in suffixes]

    founding, project = (
        (text_document(form, EXPORT_FONT), spreadsheet(form, EXPORT_FONT))
        for form in (founding_form(), project_office_form())
    )
    export(founding[0], TEXT, files("founding-office", ".docx"), office)
    export(founding[1], SPREADSHEET, files("founding-office", ".xlsx", ".html"), office)
    export(project[0], TEXT, files("project-office", ".pdf", ".docx", ".html"), office)
    export(project[1], SPREADSHEET, files("project-office", ".xlsx"), office)


def founding_form() -> OfficeForm:
    """The founding table."""
    table = founding_table.load()
    return OfficeForm(
        table["title"],
        f"({table['fiscal_year']} 年度)",
        founding_table.cells(table),
        _FOUNDING_WIDTHS,
        founding_table.HEAD_ROWS,
        lambda cell: cell.is_centered,
    )


def project_office_form() -> OfficeForm:
    """The project's form."""
    return OfficeForm(
        project_form.TITLE,
        project_form.YEAR,
        project_form.cells(),
        project_form.WIDTHS,
        0,
        project_form.is_centered,
        project_form.NOTES,
    )


if __name__ == "__main__":
    main()
