"""A rule that raises: one of a package is told with its package, one of zhperf is a bug."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from typing import cast

import pytest

from zhperf import checking
from zhperf.checking import CheckPlan, check
from zhperf.errors import ExitCode, PluginError
from zhperf.forms import Form
from zhperf.report import Activity, Generator, Indicator, Report, Source, Table
from zhperf.rulebook import Hit, Rule, RuleCheck, RulePage
from zhperf.rules import builtin_rules

PAGE = RulePage.model_validate(
    {
        "code": "DL001",
        "name": "fragile",
        "severity": "note",
        "since": "1",
        "message": ("{name} is wrong", "{name} 有误"),
        "variants": {"other": ("{name} is {missing}", "{name} 为 {missing}")},
        "help": ("mend it", "请更正"),
        "what": ("something", "某事"),
        "why": ("because", "理由"),
        "example": ("one", "一例"),
    }
)
PLAN = CheckPlan(codes=frozenset({"ZP401", "DL001"}))


def report() -> Report:
    """A report with one indicator without a target."""
    indicator = Indicator(level1="产出指标", level2="数量指标", level3="培训场次")
    table = Table(
        index=1, template="unknown", pages=[1], activities=[Activity(indicators=[indicator])]
    )
    return Report(
        generator=Generator(version="0.1"),
        source=Source(path="表.pdf", sha256="", pages=1),
        tables=[table],
    )


def raises(form: Form) -> Iterator[Hit]:
    """Finds a place, then fails."""
    yield form.rows[0].hit("target")
    raise KeyError("第三季度")


def wrong_field(form: Form) -> Iterator[Hit]:
    """Names a field of its template that nobody fills in."""
    yield form.rows[0].hit("target", variant="other")


def wrong_variant(form: Form) -> Iterator[Hit]:
    """Names a template that the page does not have."""
    yield form.rows[0].hit("target", variant="third")


def no_hit(form: Form) -> Iterator[Hit]:
    """Yields something else."""
    yield cast("Hit", form.rows[0])


def wrong_severity(form: Form) -> Iterator[Hit]:
    """Invents a severity."""
    yield Hit(row=form.rows[0], severity=cast("None", "fatal"), values={"name": "x"})


def no_iterator(form: Form) -> Iterator[Hit]:
    """Forgets to yield."""
    return cast("Iterator[Hit]", None)


def asks_for_more(form: Form) -> Iterator[Hit]:
    """Raises what zhperf itself raises on purpose."""
    raise PluginError("other", reason="none", fix="none")


def ends_the_process(form: Form) -> Iterator[Hit]:
    """Ends Python, as a script does."""
    yield form.rows[0].hit("target")
    raise SystemExit("no licence")


FAILURES: dict[RuleCheck, str] = {
    raises: "KeyError: '第三季度'",
    wrong_field: "KeyError: 'missing'",
    wrong_variant: "KeyError: 'third'",
    no_hit: "AttributeError: 'Row' object has no attribute 'variant'",
    wrong_severity: "Finding: severity: Input should be 'error', 'warning' or 'note'",
    no_iterator: "TypeError: 'NoneType' object is not iterable",
    ends_the_process: "SystemExit: no licence",
    asks_for_more: "PluginError: other: rules of an installed package: none",
}


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Callable[[Rule], None]:
    """Has a rule run beside those of zhperf."""

    def use_it(rule: Rule) -> None:
        rules = {**builtin_rules(), rule.page.code: rule}
        monkeypatch.setattr(checking, "all_rules", lambda: rules)

    return use_it


@pytest.mark.parametrize("function", FAILURES, ids=lambda function: function.__name__)
def test_a_failing_rule_of_a_package_is_told(
    function: RuleCheck, use: Callable[[Rule], None]
) -> None:
    use(Rule(PAGE, function, origin="dalian-rules"))
    with pytest.raises(PluginError) as caught:
        check(report(), PLAN, path="data/表.pdf")
    error = caught.value
    assert error.exit_code == ExitCode.USAGE
    assert error.parts("en") == (
        "dalian-rules: rules of an installed package: the rule DL001 fragile failed on table 1 of "
        f"data/表.pdf: {FAILURES[function]}",
        "",
        "repair the package, or leave the rule out: --ignore DL001",
    )
    assert error.parts("zh") == (
        "dalian-rules：已安装的规则包：规则 DL001 fragile 检查 data/表.pdf 的第 1 个表格时出错："
        f"{FAILURES[function]}",
        "",
        "请修复该软件包，或用 --ignore DL001 跳过该规则",
    )


def test_the_error_crosses_process_borders(use: Callable[[Rule], None]) -> None:
    use(Rule(PAGE, raises, origin="dalian-rules"))
    with pytest.raises(PluginError) as caught:
        check(report(), PLAN)
    assert pickle.loads(pickle.dumps(caught.value)).parts("zh") == caught.value.parts("zh")


def test_a_failing_rule_of_zhperf_is_a_bug(use: Callable[[Rule], None]) -> None:
    use(Rule(PAGE, raises))
    with pytest.raises(KeyError, match="第三季度"):
        check(report(), PLAN)


def test_the_others_find_what_they_find_when_it_is_left_out(use: Callable[[Rule], None]) -> None:
    use(Rule(PAGE, raises, origin="dalian-rules"))
    notes = check(report(), CheckPlan(codes=frozenset({"ZP401"})))
    assert [note.finding.code for note in notes] == ["ZP401"]


def test_an_interruption_is_no_fault_of_the_rule(use: Callable[[Rule], None]) -> None:
    def interrupted(form: Form) -> Iterator[Hit]:
        raise KeyboardInterrupt

    use(Rule(PAGE, interrupted, origin="dalian-rules"))
    with pytest.raises(KeyboardInterrupt):
        check(report(), PLAN)
