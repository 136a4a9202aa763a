"""Findings, rules and runs made by hand."""

from __future__ import annotations

from typing import Any

from zhperf.checking import Noted
from zhperf.errors import Bilingual, Language
from zhperf.excerpts import Excerpt
from zhperf.report import (
    Finding,
    LineRegion,
    Location,
    ParagraphRegion,
    SheetRegion,
    TableRegion,
)
from zhperf.reporters import Checked, Run
from zhperf.rulebook import RulePage, Severity

SCHOOL = "data/教育局.pdf"
ROWS = Excerpt(
    ("level2", "level3", "target", "actual", "weight", "score"),
    ("r11", "r12"),
    (
        ("数量指标", "培训场次", "≥20场", "22场", "10", "10"),
        ("质量指标", "培训合格率", "≥95%", "97.5%", "10", "12"),
    ),
    1,
    5,
)
FUNDS = Excerpt(
    ("funds.name", "funds.budget", "funds.executed", "funds.rate"),
    ("", ""),
    (("年度资金总额", "120.00", "118.20", "89.50%"), ("其中：财政拨款", "120.00", "118.20", "")),
    0,
    3,
)
BLANK = Excerpt(
    ("level3", "target", "score"), ("r3",), (("学习资料发放数量", "", "5"),), 0, 1
)  # fmt: skip
WHOLE_ROW = Excerpt(
    ("level3", "score"), ("r7", "r8"), (("宣讲场次", "5"), ("宣讲场次", "5")), 1, None
)
TEXT = Excerpt(("overall_objective.achieved",), ("",), (("完成了全部任务。\n效果良好。",),), 0, 0)


def page(code: str, name: str, severity: Severity = "error", **more: Any) -> RulePage:  # noqa: ANN401
    """The page of a rule."""
    return RulePage.model_validate(
        {
            "code": code,
            "name": name,
            "severity": severity,
            "since": "0.1",
            "message": Bilingual("wrong", "有误"),
            "help": Bilingual("look at the page", "请查看原文"),
            "what": Bilingual(
                f"Finds what {code} finds. Nothing else.", f"检查 {code}。别无其他。"
            ),
            "why": Bilingual("A reviewer asks.", "审核人员会问。"),
            "example": Bilingual("分值 10, 得分 12", "分值 10，得分 12"),
            **more,
        }
    )


RULES = {
    one.code: one
    for one in (
        page("ZP103", "no-text-layer"),
        page("ZP209", "dimension-missing", "warning"),
        page("ZP302", "summary-claims", "note", default=False),
        page("ZP401", "target-missing"),
        page("ZP701", "rate"),
        page("ZP803", "score-over-weight"),
    )
}


def note(
    code: str,
    message: str = "wrong",
    excerpt: Excerpt | None = None,
    *,
    path: str = SCHOOL,
    severity: Severity | None = None,
    line: int | None = None,
    key: str | None = None,
    **more: Any,  # noqa: ANN401
) -> Noted:
    """A finding; further arguments are of its location, but for value, expected and help."""
    known = RULES.get(code)
    own = {name: more.pop(name, None) for name in ("value", "expected", "help")}
    finding = Finding(
        code=code,
        name=known.name if known else "own-rule",
        severity=severity or (known.severity if known else "error"),
        message=message,
        location=Location(path=path, **more),
        **own,
    )
    return Noted(finding, excerpt, f"{message}|{more}" if key is None else key, line)


def checked(path: str, *notes: Noted, known: tuple[Noted, ...] = ()) -> Checked:
    """A source that was read; it has 18 indicators."""
    return Checked(path, notes, 1, 18, "ab" * 32, known)


def run_of(*notes: Noted, path: str = SCHOOL) -> Run:
    """A run over one source."""
    return Run([checked(path, *notes)], RULES, {})


def everyday(language: Language = "en") -> Run:
    """A run with a finding of every kind."""
    score = Bilingual("得分 12 is greater than 分值 10", "得分 12 大于分值 10")
    rate = Bilingual(
        "执行率 is 89.50 %, but 118.20 / 120.00 is 98.50 %",
        "执行率为 89.50%，但 118.20 / 120.00 为 98.50%",
    )
    blank = Bilingual("no target is printed", "未填写指标值")
    school = checked(
        SCHOOL,
        note("ZP302", "完成 …", TEXT, page=11, table=1, field="overall_objective.achieved",
             bbox=(56.6, 72.0, 538.75, 102.4), value="完成了全部任务。\n效果良好。"),
        note("ZP701", rate.literal(language), FUNDS, page=12, table=1, field="funds.0.rate",
             bbox=(56.6, 72.0, 538.7, 102.4), value="89.50%", expected="98.50%",
             help=Bilingual("万元 in both columns; tolerance 0.05 points",
                            "两栏单位均为万元；允许误差 0.05 个百分点").literal(language)),
        note("ZP209", "满意度", page=13, table=1, activity="乡村振兴培训", expected="满意度指标"),
        note("ZP401", blank.literal(language), BLANK, page=13, table=1, row=3, field="target",
             activity="乡村振兴培训"),
        note("ZP803", score.literal(language), ROWS, page=13, table=1, row=12, field="score",
             activity="乡村振兴培训", bbox=(497.2, 318.6, 538.7, 346.0), value="12",
             help="look at the page: the printed score may be wrong, or two rows were merged "
                  "(zhperf tables 教育局.pdf --pages 13)"),
        note("DL001", "宣讲场次", WHOLE_ROW, page=13, table=2, row=8, severity="warning"),
        known=(note("ZP401", blank.literal(language), page=14, table=2, row=1, field="target"),),
    )  # fmt: skip
    others = (
        checked("自评表.xlsx", note("ZP401", blank.literal(language), BLANK, path="自评表.xlsx",
            table=1, row=3, field="target", place=SheetRegion(sheet="自评表", row=9, column=5))),
        checked("表.docx", note("ZP401", blank.literal(language), path="表.docx",
            table=1, row=3, field="target", place=TableRegion(table=2, row=9, column=5)),
            note("ZP302", path="表.docx", field="notes.0", place=ParagraphRegion(paragraph=7))),
        checked("表.txt", note("ZP401", blank.literal(language), path="表.txt", table=1, row=3,
            field="target", place=LineRegion(line=12, column=3))),
        checked("out/教育局.json", note("ZP803", score.literal(language), ROWS, line=310,
            path="out/教育局.json", page=13, table=1, row=12, field="score")),
        checked("干净.pdf")._replace(ignored={"ZP209": Bilingual("pilot", "试点单位").literal(
            language), "ZP302": None}),
        Checked("扫描件.pdf", (note("ZP103", path="扫描件.pdf"),)),
    )  # fmt: skip
    return Run(
        [school, *others],
        RULES,
        {"ZP210": Bilingual("no cost here", "本市不设成本指标").literal(language), "ZP801": None},
        ["ZP401 data/旧表.pdf 未填写指标值"],
    )
