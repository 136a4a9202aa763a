"""What a page break cuts in a transcription, and when it is joined."""

from __future__ import annotations

import pytest

from transcriptions.reading import HEADER, TITLE, indicators, names, read, tabbed, table_of
from zhperf.report import LineRegion, Table

FIRST = "甲|做甲事并做|产出指标|数量指标|场次合|≥|10|场|12|因为场地"
REST = "||效益指标|社会效益指标|满意|≥|90|%|95%|无偏差"


def kinds(table: Table) -> list[tuple[str, str, str]]:
    owners = [(a, [a, *a.indicators]) for a in table.activities]
    found = [repair for _, parts in owners for part in parts for repair in part.repairs]
    return [(repair.kind, repair.field, repair.detail) for repair in found]


def test_a_lone_text_after_a_break_goes_on() -> None:
    table = table_of(FIRST, "", "||||计", REST)
    assert names(table) == ["场次合计", "满意"]
    assert kinds(table) == [("joined-over-page-break", "level3", "line 3|line 5: 场次合|计")]
    regions = indicators(table)[0].regions["level3"]
    assert regions == [LineRegion(line=3, column=5), LineRegion(line=5, column=5)]


def test_a_task_goes_on_beside_a_new_row() -> None:
    table = table_of(FIRST, "", "|乙事。|效益指标|社会效益指标|满意|≥|90|%|95%|无偏差")
    (activity,) = table.activities
    assert (activity.task, names(table)) == ("做甲事并做乙事。", ["场次合", "满意"])
    assert kinds(table) == [("joined-over-page-break", "task", "line 3|line 5: 做甲事并做|乙事。")]


def test_a_task_that_is_complete_does_not_go_on() -> None:
    row = FIRST.replace("做甲事并做", "做甲事。")
    table = table_of(row, "", "|做乙事。|效益指标|社会效益指标|满意|≥|90|%|95%|无偏差")
    assert [activity.task for activity in table.activities] == ["做甲事。", "做乙事。"]


def test_an_activity_goes_on_where_its_levels_do() -> None:
    table = table_of(FIRST, "", "（续）||||次数|≥|1|次|1|无偏差")
    assert [activity.name for activity in table.activities] == ["甲（续）"]


def test_an_activity_with_a_level_of_its_own_is_new() -> None:
    table = table_of(FIRST, "", "乙||产出指标|数量指标|次数|≥|1|次|1|无偏差")
    assert [activity.name for activity in table.activities] == ["甲", "乙"]


def test_a_level_goes_on_to_a_whole_label() -> None:
    table = table_of(FIRST.replace("数量指标", "数量"), "", "|||指标|次数|≥|1|次|1|无偏差")
    assert [one.level2 for one in indicators(table)] == ["数量指标", "数量指标"]


def test_a_row_without_a_name_is_the_rest_of_the_row_above() -> None:
    table = table_of(FIRST, "|||||||||紧张，改在室外", REST)
    assert indicators(table)[0].deviation == "因为场地紧张，改在室外"
    assert kinds(table)[0][0] == "joined-over-rows"


def test_a_lone_name_without_a_break_is_an_indicator() -> None:
    assert names(table_of(FIRST, "||||计", REST)) == ["场次合", "计", "满意"]


@pytest.mark.parametrize("row", ["||||次数|≥|1|次|1|无偏差", "|||||||||无偏差"])
def test_what_is_whole_is_not_joined(row: str) -> None:
    assert kinds(table_of(FIRST, "", row)) == []


def test_without_repair_all_stays_as_printed_and_is_told() -> None:
    report = read(tabbed(TITLE, HEADER, FIRST, "", "||||计", REST), repair=False)
    assert names(report.tables[0]) == ["场次合", "计", "满意"]
    (finding,) = report.findings
    assert (finding.code, finding.location.place) == ("ZP118", LineRegion(line=5, column=5))
    assert "场次合|计" in finding.message


def test_latin_words_are_joined_with_a_space() -> None:
    row = FIRST.replace("因为场地", "see report")
    (one, _) = indicators(table_of(row, "|||||||||of May", REST))
    assert one.deviation == "see report of May"


def test_a_header_that_is_printed_again_is_no_new_table() -> None:
    table = table_of(FIRST, "||||人数|≥|5|人|6|无偏差", "", HEADER, REST)
    (activity,) = table.activities
    assert [(one.level3, one.level1) for one in activity.indicators] == [
        ("场次合", "产出指标"),
        ("人数", "产出指标"),
        ("满意", "效益指标"),
    ]


def test_the_same_header_after_a_total_begins_another_grid() -> None:
    table = table_of(FIRST, "合计|||||||||", HEADER, "乙||产出指标|数量指标|次数|≥|1|次|1|无偏差")
    assert [activity.name for activity in table.activities] == ["甲", "乙"]


def test_two_readings_of_two_rows_are_not_joined() -> None:
    table = table_of(FIRST, "|||||定性|优||优|无偏差", "||||||良||良|")
    assert [one.target for one in indicators(table)] == ["10", "优", "良"]
