"""Words and signs in the cells of targets and completions, as data.

Sources: the value grammar and the vocabularies of published forms of 17 provinces and cities.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from zhperf.report import Comparator

SIGNS: Final[dict[str, Comparator]] = {
    "≥": ">=", ">=": ">=", "=>": ">=", "≤": "<=", "<=": "<=", "=<": "<=", ">": ">", "<": "<",
    "=": "=",
}  # fmt: skip
"""Comparators printed as signs, after folding (≧ is ≥, ＝ and ﹦ are =)."""

WORDS_BEFORE: Final[dict[str, Comparator]] = {
    **dict.fromkeys(
        ("不少于", "不低于", "不小于", "不得少于", "不得低于", "不能少于", "不能低于", "大于等于",
         "大于或等于", "大于或者等于", "高于或等于", "至少", "最少", "最低", "起码"), ">=",
    ),
    **dict.fromkeys(
        ("不超过", "不高于", "不大于", "不多于", "不得超过", "不得高于", "不得多于", "不能超过",
         "不超出", "不超", "未超过", "未超出", "没有超过",
         "小于等于", "小于或等于", "小于或者等于", "低于或等于", "至多", "最多", "最高"), "<=",
    ),
    **dict.fromkeys(("大于", "超过", "超出", "高于", "多于", "突破"), ">"),
    **dict.fromkeys(("小于", "低于", "少于", "不足", "不到"), "<"),
    "等于": "=",
}  # fmt: skip
"""Comparators in words, directly before a number; in front of other words they say nothing sure."""

SHORT_BEFORE: Final[dict[str, Comparator]] = {"超": ">", "逾": ">"}
"""Comparators of one character: elsewhere they are parts of other words (超市, 逾期)."""

WORDS_AFTER: Final[dict[str, Comparator]] = {
    **dict.fromkeys(("以上", "及以上", "或以上", "含以上", "+"), ">="),
    **dict.fromkeys(("以内", "之内", "以下", "及以下", "或以下"), "<="),
}
"""Comparators directly after number and unit; 内 counts after a time only."""

TYPES: Final[dict[str, int]] = {"正向": 1, "反向": -1, "逆向": -1, "负向": -1}
"""What some forms print in the operator's column: whether more is better (1) or worse (-1)."""

EMPTY: Final = frozenset({"", "-", "--", "–", "––", "/", "\\", "*", "无", "//"})
"""Marks for an empty cell, after folding and without spaces."""

PRINTED_GRADES: Final = frozenset(
    {"优", "良", "中", "差", "优秀", "良好", "中等", "合格", "基本合格", "不合格"}
)
GRADES: Final[dict[str, str]] = {
    **{word: word for word in PRINTED_GRADES},
    **dict.fromkeys(
        ("完成", "已完成", "全部完成", "已全部完成", "全部已完成", "均已完成", "按时完成",
         "按期完成", "按计划完成", "如期完成", "已按时完成", "已按期完成", "已按计划完成"), "done",
    ),
    **dict.fromkeys(("已达成", "全部达成", "已达标"), "met"),
    **dict.fromkeys(("不适用", "不涉及", "n/a", "N/A"), "not_applicable"),
}  # fmt: skip
"""Cells that are a grade as a whole, without spaces and without the full stop at their end."""
GRADE_BEGINNINGS: Final[dict[str, str]] = {
    "部分达成": "partly",
    "部分完成": "partly",
    "未达成": "not_met",
    "未完成": "not_met",
    "未达到": "not_met",
    "未达标": "not_met",
    "不达标": "not_met",
    "未实现": "not_met",
    "达成": "met",
    "本指标不适用": "not_applicable",
    "完成预期": "done",
    "完成年度": "done",
    "完成年初": "done",
    "已完成预期": "done",
    "已完成年度": "done",
}
"""How short texts without numbers begin that are a grade."""
LONGEST_GRADE: Final = 24
"""Characters; longer texts are prose: 部分达成预期指标并具有一定效果 has 15."""

CLASSIFIERS: Final = tuple(
    "个次篇场期份种件套条辆株棵人户家名位项台座所间栋幢处块片张本册部支只头匹羽尾口眼盏根杆面"
    "幅副批组队班类门节堂轮届笔单宗案起例枚颗粒袋箱瓶桶罐盒包捆车艘架列趟遍回对双樘桌盘道环款则"
    "首出剂针管卷餐顿档扇页集步孔段丛座丘厂倍字"
)
"""Measure words of one character; a noun may follow them (3场培训)."""
PHRASES: Final = (
    "人次", "户次", "家次", "场次", "班次", "车次", "架次", "种次", "件次", "台次", "辆次", "批次",
    "册次", "期次", "项次", "份次", "篇次", "条次", "个次", "次数", "课时", "学时", "学分", "床位",
    "标段", "宗地", "词条", "人份", "台套", "人天", "人日", "人月", "例次", "只次", "头次", "亩次",
    "户人", "标准箱", "艘次", "点次", "店次", "校次", "组次", "队次", "班期",
)  # fmt: skip
"""Compound measure words."""
NOUNS: Final = (
    "村", "乡", "镇", "县", "市", "区", "省", "校", "院", "站", "点", "层", "路", "线", "街道",
    "社区", "小区", "企业", "单位", "部门", "机构", "项目", "课题", "品种", "站点", "点位", "学校",
    "医院", "中心", "平台", "系统", "账号", "家庭", "学生", "教师", "人员", "床", "席", "栏", "分",
    "乡镇", "人口", "行政村", "自然村", "度", "问题", "活动", "任务", "平", "方",
)  # fmt: skip
"""Nouns and ambiguous words that are a unit only where nothing follows (5村, 90分)."""
MEASURES: Final = (
    "米", "千米", "公里", "厘米", "毫米", "分米", "延米", "平方米", "平米", "平方公里", "平方千米",
    "平方厘米", "立方米", "立方", "公顷", "亩", "吨", "千克", "公斤", "克", "毫克", "微克",
    "斤", "升", "毫升", "千瓦", "兆瓦", "瓦", "千瓦时", "千瓦小时", "兆瓦时", "伏", "千伏",
    "千伏安", "兆伏安", "帕", "千帕", "兆帕", "焦", "千焦", "千卡", "摄氏度", "分贝", "像素",
    "字节", "兆", "吨标准煤", "吨标煤", "标准煤", "吨CO2", "吨CO₂", "吨二氧化碳", "马力",
    "海里", "倍频程", "勒克斯",
)  # fmt: skip
TIMES: Final = (
    "年", "个月", "月", "周", "天", "日", "季度", "季", "学期", "学年", "小时", "分钟", "秒",
    "工作日", "自然日", "日历天", "半年", "旬", "星期",
)  # fmt: skip
MONEY: Final = ("元", "美元", "港元", "港币", "欧元", "英镑", "日元", "元整", "角", "人民币")
LATIN_UNITS: Final = (
    "km", "m", "cm", "mm", "dm", "nm", "μm", "m²", "m³", "m2", "m3", "km²", "km2", "cm²", "cm2",
    "hm²", "hm2", "㎡", "㎞", "㎏", "㎝", "㎜", "㎎", "kg", "g", "mg", "μg", "t", "L", "mL",
    "ml", "ha", "hm", "W", "kW", "KW", "MW", "GW", "kWh", "KWh", "kwh", "MWh", "GWh", "V", "kV",
    "KV", "kVA", "KVA", "MVA", "Pa", "kPa", "MPa", "h", "min", "ms", "GB", "TB", "MB",
    "KB", "PB", "Mbps", "Gbps", "dB", "db", "ppm", "ppb", "℃", "°C", "Nm³", "m³/s", "lm", "lx",
    "mg/L", "mg/l", "μg/m³", "ug/m3", "μg/m3", "mg/m³", "mg/m3", "tce", "hPa", "Hz", "kHz",
    "MHz", "GHz", "rpm",
)  # fmt: skip
PERCENTS: Final = ("%", "‰", "百分点", "百分比", "个百分点")

AGES: Final = frozenset({"岁", "周岁"})
"""Ages tell who is meant (60周岁以上老人), not how much."""
PERIODS: Final = ("半年", "年", "月", "季度", "季", "周", "天", "日", "学期", "学年", "小时", "旬")
"""每年…12次 is a rate even with words between; others (每人补助300元) only directly."""

OTHER_WORDS: Final[dict[str, str]] = {
    "次": "性生级方等子长要品", "个": "性体人别", "口": "之径岸子腔", "件": "套",
    "人": "制份民才均口类体大工群生间格均", "条": "件例款约", "部": "分门队位件署委长级",
    "班": "级子组长", "本": "科级部地市省县人", "台": "账湾风", "期": "工刊限间货末中初",
    "名": "录称额单牌列", "家": "庭具长园政", "门": "诊户口店", "类": "别型", "项": "目",
    "组": "织合长", "支": "部持出付撑", "份": "额", "种": "植子", "户": "籍外口",
    "对": "口象比", "位": "一", "座": "谈位", "场": "地所馆景", "节": "约能点目日假",
    "只": "有能要", "处": "理置罚级方", "面": "积", "眼": "科", "根": "据", "套": "餐用",
    "道": "路德", "环": "境保节", "笔": "记", "单": "位元独", "案": "件例", "例": "如外会",
    "集": "中体团合", "步": "骤行", "字": "节", "档": "案次", "片": "区", "幅": "度员",
    "副": "科局长省", "队": "伍", "首": "都次批要", "出": "台版", "针": "对", "管": "理道",
    "餐": "饮", "款": "项", "元": "素", "起": "点", "米": "粉", "批": "准复", "张": "力",
    "回": "收复", "轮": "胎", "倍": "增", "度": "假", "盘": "点活", "头": "部条", "箱": "包",
}  # fmt: skip
"""Characters that make another word of a measure word: 一次性, 3口之家, 2件套, 3部分."""
BEFORE_NUMBER_UNSURE: Final = (
    "未达到", "未达", "未满", "不满", "未到", "达不到", "没达到", "没有", "未超", "未",
    "第", "前", "后", "排名", "名列", "位列", "编号", "文号", "¥", "￥", "$", "€", "£", "#", "№",
)  # fmt: skip
"""未达到5% denies, 前10名 is a rank, 第3 an ordinal; of the currency signs only
one ¥ directly before the number is understood."""
BETTER_LESS: Final = (
    "成本", "投诉", "事故", "差错", "错误", "失误", "误差", "偏差", "故障", "超支", "违规", "违法",
    "违纪", "死亡", "伤亡", "损失", "损耗", "逾期", "延期", "延误", "流失", "返修", "返工", "返贫",
    "空置", "闲置", "降低", "减少", "下降", "压减", "节约", "能耗", "消耗", "排放", "污染", "浓度",
    "发病", "患病", "感染", "发案", "欠费", "缺陷", "隐患", "纠纷", "上访", "费用",
)  # fmt: skip
"""Words of an indicator of which less may be better: an "=" target that is not reached is then
not judged.  They never make a row met or unmet."""
