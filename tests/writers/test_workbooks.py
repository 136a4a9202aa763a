"""Workbooks, read back with the library that others read them with."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import flatreports
import openpyxl
import pytest
from flatreports import HOSTILE, Document, Finished, expected_rows, finished_report
from hypothesis import given, settings

from command import environment
from zhperf.report import Activity, Indicator, Parsed, Quantity, Source, Table
from zhperf.writers import Layout, finish, xlsx
from zhperf.writers.celltexts import box_text, cell_text
from zhperf.writers.columns import COLUMNS, Column, columns
from zhperf.writers.rows import Row
from zhperf.writers.sheettexts import LONGEST, shortened, stored_text

HERE = Path(__file__).parent
Make = Callable[..., Finished]
SOURCE = Source(path="报告.pdf", sha256="ab" * 32, pages=9)


def book(finished: Finished) -> Any:  # noqa: ANN401 (openpyxl has no types)
    return openpyxl.load_workbook(io.BytesIO(finished.files["workbook"]))


def as_read(text: object) -> object:
    """What a spreadsheet makes of the escapes, which openpyxl leaves."""
    if not isinstance(text, str):
        return text
    return re.sub("_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), text)


def as_cell(column: Column, row: Row) -> object:
    """What a cell of the row must hold."""
    value = row[column.name]
    if isinstance(value, bool):
        return value
    if isinstance(value, int | Decimal) and xlsx.is_exact(Decimal(value)):
        return Decimal(value)
    if column.kind == "box" and isinstance(value, list):
        return box_text(value)
    return cell_text(value) or None


def document(*indicators: Indicator) -> Document:
    table = Table(index=1, template="t", pages=[1], activities=[Activity(indicators=[*indicators])])
    return SOURCE, [table], []


def only_row(indicator: Indicator) -> dict[str, Any]:
    """The cells of the only indicator, by column."""
    sheet = book(finished_report("xlsx", [document(indicator)], Layout()))["indicators"]
    names = [cell.value for cell in sheet[1]]
    return dict(zip(names, sheet[2], strict=True))


@settings(max_examples=30)
@given(documents=flatreports.documents)
def test_every_row_is_read_back(documents: list[Document]) -> None:
    workbook = book(finished_report("xlsx", documents, Layout()))
    for part, rows in expected_rows(documents).items():
        header, *cells = workbook[part].values
        assert list(header) == [column.name for column in COLUMNS[part]]
        assert len(cells) == len(rows)
        for row, read in zip(rows, cells, strict=True):
            expected = [as_cell(column, row) for column in COLUMNS[part]]
            exact = [Decimal(str(value)) if type(value) in (int, float) else as_read(value)
                     for value in read]  # fmt: skip
            assert exact == expected


def test_texts_stay_texts() -> None:
    texts = ["=1+1", "+1", "-1", "@a", "100%", "2024-01", "007", "1E5", "#N/A", "TRUE", HOSTILE]
    for text in texts:
        cell = only_row(Indicator(target=text))["target"]
        assert (as_read(cell.value), cell.data_type) == (text, "s")
        assert cell.quotePrefix == text.startswith(("=", "+", "-", "@"))


def test_numbers_are_numbers_as_long_as_all_digits_are_kept() -> None:
    def stored(number: str) -> tuple[object, str]:
        target = Quantity(text="x", value=Decimal(number))
        cell = only_row(Indicator(parsed=Parsed(target=target)))["target_value"]
        return cell.value, cell.data_type

    assert stored("0.070") == (0.07, "n")
    assert stored("92000.0") == (92000, "n")
    assert stored("123456789012345") == (123456789012345, "n")
    assert stored("1234567890123456") == ("1234567890123456", "s")
    assert stored("1." + "0" * 30 + "1") == ("1." + "0" * 30 + "1", "s")
    assert stored("1E+40") == (10**40, "n")
    assert stored("1E+400") == ("1E+400", "s")
    assert stored("0E+400") == ("0E+400", "s")


def test_truth_values_are_such() -> None:
    row = only_row(Indicator(parsed=Parsed(target=Quantity(text="约5", approximate=True))))
    assert (row["target_approximate"].value, row["target_qualitative"].value) == (True, False)
    assert row["actual_approximate"].value is None


def test_the_sheets_are_for_people(finished: Make) -> None:
    workbook = book(finished("xlsx", header="zh", provenance=False))
    assert workbook.sheetnames == ["指标", "活动", "自评表"]
    sheet = workbook["指标"]
    found = columns("indicators", provenance=False)
    assert [cell.value for cell in sheet[1]] == [column.title.zh for column in found]
    assert all(cell.font.bold for cell in sheet[1])
    assert sheet.freeze_panes == "A2"
    last = openpyxl.utils.get_column_letter(len(found))
    assert sheet.auto_filter.ref == f"A1:{last}4"
    assert sheet["O2"].alignment.wrap_text
    assert sheet.column_dimensions["M"].width > sheet.column_dimensions["C"].width


def test_documents_follow_each_other_in_one_workbook() -> None:
    other = Source(path="另.pdf", sha256="cd" * 32, pages=1)
    first, second = document(Indicator(level3="一")), document(Indicator(level3="二"))
    sheets = book(finished_report("xlsx", [first, (other, *second[1:])], Layout()))
    paths = [row[0] for row in sheets["reports"].iter_rows(min_row=2, values_only=True)]
    assert paths == ["报告.pdf", "另.pdf"]


def test_an_empty_report_has_its_headers() -> None:
    workbook = book(finished_report("xlsx", [], Layout()))
    assert workbook.sheetnames == ["indicators", "activities", "reports"]
    assert all(sheet.max_row == 1 for sheet in workbook)


def test_a_full_sheet_is_continued(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    for count, sheets in ((0, 1), (2, 1), (3, 2), (4, 2), (5, 3)):
        indicators = [Indicator(level3=str(number)) for number in range(count)]
        workbook = book(finished_report("xlsx", [document(*indicators)], Layout()))
        found = [sheet for sheet in workbook if sheet.title.startswith("indicators")]
        names = ["indicators", "indicators 2", "indicators 3"]
        assert [sheet.title for sheet in found] == names[:sheets]
        values = [
            row[12] for sheet in found for row in sheet.iter_rows(min_row=2, values_only=True)
        ]
        assert values == [str(number) for number in range(count)]


def test_long_texts_are_cut_visibly_and_told() -> None:
    text = "绩" * 40_000
    result = finished_report("xlsx", [document(Indicator(target=text))], Layout())
    cell = book(result)["indicators"]["O2"].value
    assert len(cell) <= LONGEST
    kept, _, number = cell.removesuffix("]").partition("…[+")
    assert text.startswith(kept)
    assert len(kept) + int(number) == len(text)
    (loss,) = result.losses
    assert "32,767 characters that Excel allows: 1" in loss.en
    assert "有 1 个单元格" in loss.zh


@pytest.mark.parametrize("unit", ["a", "\x00", "😀", "_x0041", "绩"])
@pytest.mark.parametrize("excess", [-1, 0, 1])
def test_the_limit_counts_what_is_stored(unit: str, excess: int) -> None:
    stored_units = len(stored_text(unit).encode("utf-16-le")) // 2
    count = LONGEST // stored_units + excess
    text = unit * count
    stored = stored_text(shortened(text))
    assert len(stored.encode("utf-16-le")) // 2 <= LONGEST
    assert (shortened(text) == text) == (excess < 1)


@given(text=flatreports.texts)
def test_escapes_are_undone_by_readers(text: str) -> None:
    assert as_read(stored_text(text)) == text


WRITE = """
import sys
from flatreports import HOSTILE, finished_report
from test_workbooks import document
from zhperf.report import Indicator
from zhperf.writers import Layout
found = finished_report("xlsx", [document(Indicator(target=HOSTILE))], Layout())
sys.stdout.buffer.write(found.files["workbook"])
"""


def written_elsewhere(**environ: str) -> bytes:
    """A workbook by another process."""
    done = subprocess.run(
        [sys.executable, "-c", WRITE],
        env=environment(HERE, HERE.parent, **environ), capture_output=True, check=True,
    )  # fmt: skip
    return done.stdout


def test_openpyxl_may_write_without_lxml() -> None:
    sheet = book(Finished({"workbook": written_elsewhere(OPENPYXL_LXML="False")}, []))["indicators"]
    assert as_read(sheet["O2"].value) == HOSTILE


def test_the_same_rows_are_the_same_bytes(finished: Make) -> None:
    first = finished("xlsx").files["workbook"]
    assert finished("xlsx").files["workbook"] == first
    written = {
        written_elsewhere(PYTHONHASHSEED=seed, TZ=zone)
        for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai"))
    }
    assert len(written) == 1
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_no_temporary_file_stays(
    finished: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    finished("xlsx")
    assert list(tmp_path.iterdir()) == []


class Full(io.BytesIO):
    """A disk without room."""

    def write(self, data: object) -> int:
        raise OSError(28, "No space left on device")


def test_a_full_disk_is_a_system_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    rows = flatreports.rows_file([document(Indicator(level3="一"))])
    with pytest.raises(OSError, match="No space left"):
        finish("xlsx", rows, {"workbook": Full()}, Layout())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="limits the size of files")
def test_a_full_disk_of_temporary_files_is_one_too(tmp_path: Path) -> None:
    script = """
import io, resource
from flatreports import rows_file
from test_workbooks import document
from zhperf.report import Indicator
from zhperf.writers import Layout, finish
rows = rows_file([document(*[Indicator(level3="一")] * 99)])
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    finish("xlsx", rows, {"workbook": io.BytesIO()}, Layout())
except OSError as error:
    print(error.strerror)
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=environment(HERE, HERE.parent, TMPDIR=str(tmp_path)),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("File too large\n", "")
    assert list(tmp_path.iterdir()) == []
