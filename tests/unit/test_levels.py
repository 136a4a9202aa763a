"""Level labels that share one cell."""

from __future__ import annotations

from unit.forms import forms, readings
from unit.merging import merged
from zhperf.grids import LogicalRow
from zhperf.levels import Separation, separate_labels

HEADER = "一级指标|二级指标|三级指标|年度指标值|实际完成值"


def separated(*rows: str) -> tuple[list[LogicalRow], list[Separation]]:
    (form,) = forms(merged(HEADER, *rows))
    return separate_labels(form.grids[0].rows, 1, 2)


def second_levels(*rows: str) -> list[str]:
    found, separations = separated(*rows)
    levels = [row[1].text for row in found]
    assert bool(separations) is (len(set(levels)) > 1)
    return levels


def test_labels_with_a_rule_between() -> None:
    assert second_levels("效益指标|社会效益指标\n\n可持续影响指标|人数|1|2", "^|^|年限\n|3|4") == [
        "社会效益指标",
        "可持续影响指标",
    ]


def test_labels_of_several_lines() -> None:
    assert second_levels(
        "效益指标|社会效益\n指标\n\n\n可持续影\n响指标|人数\n\n|1|2", "^|^|年限\n\n|3|4"
    ) == ["社会效益指标", "可持续影响指标"]


def test_three_labels() -> None:
    assert second_levels(
        "效益指标|社会效益指标\n\n生态效益指标\n\n可持续影响指标|人数|1|2",
        "^|^|绿地|3|4",
        "^|^|年限|5|6",
    ) == ["社会效益指标", "生态效益指标", "可持续影响指标"]


def test_a_label_with_several_rows() -> None:
    assert second_levels(
        "效益指标|社会效益指标\n\n\n\n\n可持续影响指标|人数\n\n\n|1|2",
        "^|^|年限|3|4",
        "^|^|期限|3|4",
    ) == ["社会效益指标", "可持续影响指标", "可持续影响指标"]


def test_labels_without_a_rule_between_stay_one() -> None:
    """The rule lies within the second label."""
    assert (
        second_levels("效益指标|社会效益指标\n可持续影响\n\n指标|人数\n\n|1|2", "^|^|年限|3|4")
        == ["社会效益指标可持续影响指标"] * 2
    )


def test_labels_with_two_rules_between_stay_one() -> None:
    """Whose is the row between?"""
    rows = ("效益指标|社会效益指标\n\n\n\n可持续影响指标|人数|1|2", "^|^|比率|3|4", "^|^|年限|3|4")
    assert second_levels(*rows) == ["社会效益指标可持续影响指标"] * 3


def test_one_label_over_rows_stays_one() -> None:
    assert second_levels("效益指标|社会效益\n指标|人数|1|2", "^|^|年限|3|4") == ["社会效益指标"] * 2


def test_other_texts_stay_one() -> None:
    assert (
        second_levels("效益指标|社会效益指标\n\n按时完成|人数|1|2", "^|^|年限|3|4")
        == ["社会效益指标按时完成"] * 2
    )


def test_the_separation_is_told_and_marked() -> None:
    rows = ("效益指标|社会效益指标\n\n可持续影响指标|人数|1|2", "^|^|年限\n|3|4")
    (reading,) = readings(merged(HEADER, *rows))
    (separation,) = reading.separations
    assert separation.text == "社会效益指标 | 可持续影响指标"
    for indicator in reading.table.activities[0].indicators:
        assert ("labels-separated", "level2") in [(r.kind, r.field) for r in indicator.repairs]
        assert indicator.level1 == "效益指标"


def test_labels_joined_over_a_page_break_stay_one() -> None:
    """Only the lines of the last part are at hand."""
    (form,) = forms(
        merged(HEADER, "效益指标|社会效益指标\n\n可持续影响指标|人数|1|2", "^|^|年限\n|3|4")
    )
    label = form.grids[0].rows[0][1]
    label.regions.append(label.regions[0]._replace(page=2))
    assert separate_labels(form.grids[0].rows, 1, 2)[1] == []
