"""What cannot be told apart surely is refused with a finding; other pages cost nothing."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from borderless import clean, prints
from printing import Document, PageSetup
from zhperf.borderless import BorderSupply
from zhperf.config import Settings
from zhperf.errors import BordersMissingError, NoTableError
from zhperf.pipeline import open_reading

HEADER = ("一级指标", "二级指标", "三级指标", "指标值", "分值", "得分")
ROWS = (
    ("产出指标", "数量指标", "编印简报", "12期", "10", "10"),
    ("产出指标", "质量指标", "简报合格率", "100%", "10", "10"),
    ("效益指标", "社会效益指标", "市民知晓程度", "提高", "10", "9"),
)
PLACES = (40.0, 110.0, 200.0, 320.0, 400.0, 450.0)


def page_of(*lines: tuple[float, tuple[tuple[float, str], ...]]) -> bytes:
    """A page of texts, each line with its y and the x of each text."""
    document = Document(PageSetup(595.28, 841.89))
    font, canvas = document.font(), document.page()
    for y, texts in lines:
        for x, text in texts:
            canvas.text(x, y, text, 10, font)
    return document.save()


def table_page(
    places: tuple[float, ...] = PLACES, rows: tuple[tuple[str, ...], ...] = ROWS
) -> bytes:
    lines = [(100.0, ((200.0, "项目支出绩效自评表"),))]
    for index, row in enumerate((HEADER, *rows)):
        lines.append((140.0 + 20 * index, tuple(zip(places, row, strict=True))))
    return page_of(*lines)


def findings(pdf: bytes) -> list[str]:
    with open_reading(pdf, Settings(), name="print") as reading:
        with pytest.raises(NoTableError):
            list(reading.tables())
        return [finding.code for finding in reading.findings]


def test_table_of_clear_columns_is_read() -> None:
    with open_reading(table_page(), Settings(), name="print") as reading:
        (table,) = reading.tables()
    names = [row.level3 for row in table.activities[0].indicators]
    assert names == [row[2] for row in ROWS]


def test_columns_that_overlap_are_refused() -> None:
    ragged = ("产出指标", "质量指标", "简报合格率及其发放到各单位的及时程度", "100%", "10", "10")
    assert findings(table_page(rows=(ROWS[0], ragged, ROWS[2]))) == ["ZP113"]


def test_columns_closer_than_a_word_space_are_refused() -> None:
    close = (40.0, 82.0, 145.0, 207.0, 239.0, 260.5)
    assert findings(table_page(close)) == ["ZP113"]


def test_a_level_that_stands_between_rows_is_refused() -> None:
    """Printed in the middle of two rows of three: nothing says which."""
    lines = [(140.0, tuple(zip(PLACES, HEADER, strict=True)))]
    for index, row in enumerate(ROWS):
        places = zip(PLACES[1:], row[1:], strict=True)
        lines.append((160.0 + 20 * index, tuple(places)))
    lines.append((170.0, ((40.0, "产出指标"),)))
    assert findings(page_of(*lines)) == ["ZP113"]


def test_refused_page_says_why() -> None:
    ragged = ("产出指标", "质量指标", "简报合格率及其发放到各单位的及时程度", "100%", "10", "10")
    pdf = table_page(rows=(ROWS[0], ragged, ROWS[2]))
    with open_reading(pdf, Settings(language="zh"), name="print") as reading:
        with pytest.raises(BordersMissingError) as caught:
            list(reading.tables())
        assert caught.value.exit_code == 4
        assert "简报合格率及其" in str(caught.value.parts("zh"))
        (finding,) = reading.findings
    assert finding.severity == "error"
    assert finding.location.bbox is not None


def test_nothing_is_read_of_a_ruled_header_whose_rows_are_refused() -> None:
    form = clean.target_only()
    pdf = prints.print_form(replace(form, vertical="top"), prints.down_to_header)
    assert findings(pdf) == ["ZP113"]


def test_camelot_that_cannot_be_loaded_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "camelot.image_processing", None)
    with open_reading(table_page(), Settings(), name="print") as reading:
        with pytest.raises(BordersMissingError, match="no borders"):
            list(reading.tables())
        (finding,) = reading.findings
    assert "camelot-py" in finding.message


OTHER_PAGES = {
    "prose": page_of(
        (100.0, ((40.0, "本部门按照一级指标、二级指标、三级指标设置绩效目标，分值合计一百分。"),)),
        (116.0, ((40.0, "指标值依据上年完成情况确定，得分由各单位自评。"),)),
    ),
    "list": page_of(
        (100.0, ((40.0, "一、数量指标"), (200.0, "完成"))),
        (116.0, ((40.0, "二、质量指标"), (200.0, "完成"))),
    ),
    "other table": page_of(
        (100.0, ((40.0, "科目编码"), (160.0, "科目名称"), (300.0, "决算数"), (420.0, "备注"))),
        (116.0, ((40.0, "20101"), (160.0, "人大事务"), (300.0, "1,234.56"))),
    ),
    "ruled form": prints.print_form(clean.national(), lambda edge, page: True),
}


@pytest.mark.parametrize("name", OTHER_PAGES)
def test_other_pages_do_not_load_camelot(name: str, tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(OTHER_PAGES[name])
    code = (
        "import sys\nfrom zhperf.config import Settings\n"
        "from zhperf.errors import NoTableError\nfrom zhperf.pipeline import open_reading\n"
        "from pathlib import Path\n"
        f"with open_reading(Path({str(path)!r}), Settings(), name='page') as reading:\n"
        "    try:\n        list(reading.tables())\n    except NoTableError:\n        pass\n"
        "    codes = {finding.code for finding in reading.findings}\n"
        "assert not codes & {'ZP112', 'ZP113'}, codes\n"
        "assert not {'camelot', 'pandas', 'cv2'} & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_tables_shows_drawn_lines_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise AssertionError("asked for missing borders")

    monkeypatch.setattr(BorderSupply, "supply", refuse)
    with open_reading(table_page(), Settings(), name="print") as reading:
        assert [page.grids for page in reading.page_grids()] == [[]]


def test_rows_on_the_next_page_without_a_header_are_read_or_told() -> None:
    document = Document(PageSetup(595.28, 841.89))
    font = document.font()
    first, second = document.page(), document.page()
    for index, row in enumerate((HEADER, *ROWS)):
        for x, text in zip(PLACES, row, strict=True):
            first.text(x, 140 + 20 * index, text, 10, font)
    for index, row in enumerate(ROWS):
        for x, text in zip(PLACES, row, strict=True):
            second.text(x, 60 + 20 * index, text.replace("编印", "发放"), 10, font)
    with open_reading(document.save(), Settings(), name="print") as reading:
        tables = list(reading.tables())
        told = [f.location.page for f in reading.findings if f.code == "ZP112"]
    names = [row.level3 for t in tables for a in t.activities for row in a.indicators]
    assert names == [row[2] for row in ROWS] + [row[2].replace("编印", "发放") for row in ROWS]
    assert told == [1, 2]
