"""The header of a grid: where it stands, how its rows nest, which columns it has."""

from __future__ import annotations

import pytest

from unit.drawing import joined
from unit.merging import merged
from zhperf.headers import Header, find_headers, numbers_columns, texts_of
from zhperf.templates import builtin_lexicon

NATIONAL = "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分"
ROW = "产出指标|数量指标|培训人数|100人|120人|10|9.5"


def headers(*rows: str) -> list[Header]:
    return find_headers(joined(merged(*rows)).rows, builtin_lexicon())


def header(*rows: str) -> Header:
    (found,) = headers(*rows)
    return found


def columns(found: Header) -> list[tuple[int, int, str]]:
    return [(column.start, column.end, column.text) for column in found.columns]


def test_a_header_of_one_row() -> None:
    found = header(NATIONAL, ROW)
    assert (found.start, found.end) == (0, 1)
    assert found.texts == tuple(NATIONAL.split("|"))
    assert not any(column.nested for column in found.columns)


def test_a_header_below_other_rows() -> None:
    found = header("项目名称|<|甲工程|<|<|<|<", "实施单位|<|乙局|<|<|<|<", NATIONAL, ROW)
    assert (found.start, found.end) == (2, 3)


def test_a_header_of_two_rows() -> None:
    found = header(
        "绩效指标|<|<|年度指标值|<|<|完成值",
        "一级指标|二级指标|三级指标|指标性质|指标值|度量单位|^",
        "产出指标|数量指标|培训人数|≥|100|人|120",
    )
    assert (found.start, found.end) == (0, 2)
    assert found.texts == (
        "绩效指标 一级指标", "绩效指标 二级指标", "绩效指标 三级指标",
        "年度指标值 指标性质", "年度指标值 指标值", "年度指标值 度量单位", "完成值",
    )  # fmt: skip
    assert [column.nested for column in found.columns] == [True] * 6 + [False]


def test_a_header_of_three_rows() -> None:
    found = header(
        "绩效指标|<|自评情况|<|<",
        "一级指标|三级指标|年度指标值|<|完成值",
        "^|^|指标值|度量单位|^",
        "产出指标|培训人数|100|人|120",
    )
    assert (found.start, found.end) == (0, 3)
    assert found.texts == (
        "绩效指标 一级指标", "绩效指标 三级指标", "自评情况 年度指标值 指标值",
        "自评情况 年度指标值 度量单位", "自评情况 完成值",
    )  # fmt: skip


def test_a_header_whose_words_are_not_merged_upwards() -> None:
    """Spreadsheets leave the cells above the words empty."""
    found = header(
        "|||年度指标值|<|<|",
        "一级指标|二级指标|三级指标|指标性质|指标值|度量单位|完成值",
        "产出指标|数量指标|培训人数|≥|100|人|120",
    )
    assert found.texts == (
        "一级指标", "二级指标", "三级指标", "年度指标值 指标性质", "年度指标值 指标值",
        "年度指标值 度量单位", "完成值",
    )  # fmt: skip
    assert found.end == 2


def test_a_side_label_over_header_and_rows_is_no_column_word() -> None:
    found = header(f"绩效指标|{NATIONAL}", f"^|{ROW}", f"^|{ROW}")
    assert columns(found)[0] == (0, 1, "")
    assert (found.start, found.end) == (0, 1)


@pytest.mark.parametrize("rows", [1, 2, 3, 4])
def test_a_side_label_beside_a_nested_header(rows: int) -> None:
    found = header(
        "年度绩效指标|一级指标|三级指标|年度指标值|<|完成值",
        "^|^|^|指标值|度量单位|^",
        *["^|产出指标|培训人数|100|人|120"] * rows,
    )
    assert (found.start, found.end) == (0, 2)
    assert columns(found)[0] == (0, 1, "")


def test_a_side_label_that_begins_above_the_header() -> None:
    found = header("绩效目标|总体目标|<|<|创建|<|<|<", f"^|{NATIONAL}", f"^|{ROW}")
    assert (found.start, found.end) == (1, 2)
    assert columns(found)[0] == (0, 1, "")


def test_a_word_over_three_level_columns() -> None:
    found = header("绩效指标|<|<|指标值|完成值", "产出指标|数量指标|培训人数|1|2")
    assert columns(found) == [(0, 3, "绩效指标"), (3, 4, "指标值"), (4, 5, "完成值")]


def test_a_header_printed_again() -> None:
    first, second = headers(NATIONAL, ROW, NATIONAL, ROW)
    assert [(one.start, one.end) for one in (first, second)] == [(0, 1), (2, 3)]


def test_a_header_printed_twice_in_a_row_is_two_headers_of_no_row_between() -> None:
    found = headers(NATIONAL, NATIONAL, ROW)
    assert found[-1].end == 2


@pytest.mark.parametrize(
    ("numbers", "is_one"),
    [
        ("列次|1|2|3|4|5|6", True),
        ("（1）|（2）|（3）|（4）|（5）|（6）|（7）", True),
        ("1|2|3|4|5|6|7=5/4", True),
        ("栏次||1|2|3|4|5", True),
        ("一|二|三|四|五|六|七", True),
        ("①|②|③|④|⑤|⑥|⑦", True),
        ("A|B|C|D|E|F|G", True),
        ("绩效指标||1|2|3||", True),
        ("自评||（1）|（2）|（3）||", True),
        ("里程||1|2|3||", False),
        ("里程||1|2|3|4|", False),
        ("产出指标|数量指标|3|4|5|6|7", False),
        ("||5|5|5|5|5", False),
        ("|||10|20|30|10", False),
        ("产出指标|数量指标|培训人数|1|2|3|4", False),
        ("||||||", False),
    ],
)
def test_rows_of_column_numbers(numbers: str, is_one: bool) -> None:
    table = joined(merged(NATIONAL, numbers, ROW))
    assert numbers_columns(texts_of(table.rows[1])) is is_one
    (found,) = find_headers(table.rows, builtin_lexicon())
    assert found.end == 1 + is_one
    assert found.texts == tuple(NATIONAL.split("|"))


def test_column_numbers_under_some_words() -> None:
    found = header(NATIONAL, "^|^|^|（A）|（B）|^|^", ROW)
    assert (found.start, found.end) == (0, 2)
    assert found.columns[3].words == ("年度指标值", "（A）")


@pytest.mark.parametrize(
    "rows",
    [
        ("科目|名称|金额", "205|教育|100"),
        ("项目名称|甲工程|乙", "主管部门|财政局|丙"),
        ("项目资金|预算数|执行数", "总额|100|95"),
        ("分值|得分|执行率", "10|9|95%"),
        ("产出指标|数量指标|质量指标", "1|2|3"),
    ],
    ids=["accounts", "pairs", "funds", "points", "level labels"],
)
def test_other_rows_are_no_headers(rows: tuple[str, ...]) -> None:
    assert headers(*rows) == []


def test_a_side_label_and_remarks_are_no_header() -> None:
    """The word for the levels only names the rows beside it: no column names an indicator."""
    assert headers("绩效指标|改进措施|<|备注|得分", "^|甲|<|乙|丙", "^|丁|<|戊|己") == []


def test_the_columns_tile_the_table() -> None:
    found = header("绩效指标|<|<|<|指标值||备注", "一级指标|<|三级指标|<|^|^|^", ROW)
    starts = [column.start for column in found.columns]
    ends = [column.end for column in found.columns]
    assert starts == [0, *ends[:-1]]
    assert ends[-1] == 7
