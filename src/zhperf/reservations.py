"""Words around a number that keep it from being a measured completion.

未完成10场, 还差10场 and 计划10场 hold the number of the target and say that it is not reached;
下降9% is nothing that 增长≥8% could be compared with.  Only what would else be judged is looked at
here, so a word too many costs a judgement and never makes one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zhperf.once import per_text
from zhperf.valuetext import bare

if TYPE_CHECKING:
    from zhperf.report import AttainmentReason

_DENIED: Final = (
    # 未发生 and 未超 say that something bad did not happen.
    r"未(?!发生|发现|出现|超|来|成年|央)[\u4e00-\u9fff]{0,2}",
    r"没有?(?!发生|发现|出现|超|收)[\u4e00-\u9fff]{0,2}",
    r"[尚毫]无|无(?=[0-9])|并未|从未|无法|无力|难以|非[\u4e00-\u9fff]{1,3}率",
    r"不(?:能|再|予|会|具备|可)(?!少于|低于|小于|超过|高于|多于|超出|再生|燃|移动)",
    r"不[\u4e00-\u9fff]{1,3}[率度数]",
    r"不(?:合格|达标|满意|符合|通过|到位|合规|及格|完整|完善|及时|规范|够|了[了]?)",
    r"取消|撤销|撤回|推迟|延迟|延后|暂停|暂缓|停[止办工开课产运用]|缓办|终止|中止|中断|放弃|搁置|滞后|落后"
    r"|流标|废标|作废|失败|驳回|退回",
)
_SHORT: Final = (
    r"[还尚仍仅只相]差|差[额距]|(?<![误偏温价落高公方时逆顺极反级])差(?=[约了0-9])",
    r"[还尚仍]?[欠缺](?=[约了少口0-9])|短缺|紧缺|尚欠|拖欠",
    r"(?<![至最不减很缺多])少(?!于|数|年|儿|先|林|见|许|量|有)",
    r"剩余|[还尚仍]剩|剩(?=[0-9])|[还尚仍][有余]|结余|结转|余下",
    r"(?<![接招等期对优看款])待(?!遇|业)[\u4e00-\u9fff]?",
)
_BAD_RATES: Final = (
    r"错误|差错|失误|投诉|损失|损耗|流失|闲置|空置|违规|违约|死亡|伤亡|故障|不良|差评|退货|返工"
    r"|拒绝|废品|缺勤|旷工|离职|辍学|负债|坏账|延误",
)
_PLANNED: Final = (
    r"(?<!按)(?<!照)(?<!完成)(?<!完成了)(?<!完成年度)(?<!完成全年)(?<!完成年初)(?<!超)(?<!超额)"
    r"计划(?!完成率|执行率|生育|任务|的|外|内|书)",
    r"预计|预估|估计|(?<!达到)(?<!完成)预期(?:目标)?[值为:]?(?=[0-9])|拟(?!定|合|态|真|人)|打算|准备(?=[开举召0-9])|力争|争取"
    r"|有望|安排(?=[0-9])",
    r"(?<![响供相反适效对顺感呼回])应(?!急|用|对|届|聘|邀|援|诉|战|答|.尽)",
    r"即将|将(?:于|在|会|要)|须(?!知)|需(?!求)|要求(?=[约不至≥≤0-9])|申请(?=[0-9])|可完成|(?<![才效性功])能完成",
    r"(?<!完成)(?<!达到)(?<!预期)(?<!年初)目标[值数]?[为是:]?(?=[0-9≥≤<>=])",
    r"(?:预算|限额|限价|指标)[值数额]?[为是:]?(?=[0-9≥≤<>=])|批复(?=[0-9])|下达(?=[0-9])",
    r"明年|次年|下年|下一?年度|来年"
    r"|(?:今后|下一步)[^,，。；;、]{0,12}[0-9]",
)
_EARLIER: Final = (
    r"(?<![较比与同和])(?:上年|上一年|去年|往年|前年|上期|上季|历年|年初(?![目计预设制下])|基期|原有)|(?<!比)同期",
)


def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


_SHARED = _any_of(_DENIED + _SHORT)
"""Does not matter where the target or the indicator's name says the same: 未达标率, 取消收费数."""
_OWN = _any_of(_PLANNED + _EARLIER)
"""Matters always: a target is a plan, a completion is none."""
_RATES = _any_of(_BAD_RATES)
_LEVEL: Final = r"(?![率了]?[到至为])"
"""提高到95% tells the level that was reached, not the change."""
_TURNS: Final[dict[str, re.Pattern[str]]] = {
    name: re.compile(f"(?:{pattern}){_LEVEL}")
    for name, pattern in {
        "up": r"(?<!新)增(?:长|加|幅|收|速|多)|提高|提升|上升|升高|升幅|上涨|涨幅|上调|回升|攀升"
        r"|扩大|(?<=[年期月比])多(?=[0-9])",
        "down": r"下降|降低|降幅|下调|下跌|跌幅|回落|下滑|负增长|减少|减低|减排|减轻|减幅|减收|压减"
        r"|缩减|削减|核减|缩小|收窄|(?<![下升])降(?=[0-9了])|减(?=[0-9了])|(?<=[年期月比])少(?=[0-9])",
        "gain": r"盈利|盈余|获利|净赚",
        "loss": r"亏损|亏",
        "saving": r"节约|节省|节支",
        "overspending": r"超支|超预算|超概",
        "shorter": r"缩短|压缩",
        "longer": r"延长",
        "early": r"提前|提早",
        "late": r"延期|超期|逾期|拖延|超时|误期|晚于|迟于|(?<![不早])晚(?=[0-9了])",
    }.items()
}
"""Ways in which a number tells a change; numbers of different ways are not compared."""
_COMPARED = re.compile(r"同比|环比|[较比]上|[较比]去|[较比]前|相比")
_PHRASE = re.compile(r"[,，;；。、]")
_BRACKET = re.compile(r"[（(][^()（）]*[)）]")
_NUMBER = re.compile(r"[0-9一二两三四五六七八九十百千]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_NEGATIVE = re.compile(r"(?<![0-9])-[0-9]")
_DOWNWARD: Final = frozenset({"down", "loss", "overspending", "shorter", "late"})


@per_text
def reservation(target: str, actual: str, name: str) -> AttainmentReason | None:
    """Why the number of a completion is no measure of its target; None where nothing says so.

    Args:
        target: The cell as printed.
        actual: The cell of the completion as printed.
        name: Names of the indicator: what they say of the number holds for both cells.
    """
    target, actual, name = (bare(text) for text in (target, actual, name))
    if not _HAN.search(actual) and not _NEGATIVE.search(actual):
        return None  # every word above is Chinese
    said = _without_other_numbers(actual)
    if _OWN.search(said) or _is_denied(said, target + "\n" + name):
        return "not-measured"
    return None if _turns_agree(target, said, name) else "directions-differ"


def _without_other_numbers(text: str) -> str:
    """The text without brackets that have numbers of their own: 12场（上年10场）."""
    rest = _BRACKET.sub(lambda found: "" if _NUMBER.search(found[0]) else found[0], text)
    return rest if _NUMBER.search(rest) else text


def _is_denied(actual: str, beside: str) -> bool:
    found = [*_SHARED.finditer(actual), *_RATES.finditer(_about_numbers(actual))]
    return any(word[0] not in beside for word in found)


def _turns_agree(target: str, actual: str, name: str) -> bool:
    """Whether both cells tell a change in the same way, or none.

    A completion without a word of change tells what its target asks for.
    """
    wanted = _turns(_about_numbers(target))
    told = _turns(_about_numbers(actual))
    if not told:
        if _COMPARED.search(actual) and not _COMPARED.search(target + name):
            return False
        # -6% beside a decrease of 5%: a decrease, or the opposite of one.
        return not (_NEGATIVE.search(actual) and (wanted or _turns(name)) & _DOWNWARD)
    return told == (wanted or _turns(name))


def _turns(text: str) -> frozenset[str]:
    return frozenset(turn for turn, words in _TURNS.items() if words.search(text))


def _about_numbers(text: str) -> str:
    """The phrases that hold a number; a sentence beside them speaks of something else."""
    return ",".join(phrase for phrase in _PHRASE.split(text) if _NUMBER.search(phrase))
