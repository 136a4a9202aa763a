"""What the columns of a dataset mean, in both languages; in English most say it themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zhperf.errors import Bilingual

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zhperf.writers.columns import Column

_COMMON: Final = {
    "path": "文件在档案目录中的路径，以正斜杠分隔；内容相同的文件取排序最前的路径。",
    "sha256": "文件内容的 SHA-256。",
    "table": "文件中的第几张绩效指标表，按印刷顺序从 1 计。",
    "template": "表格所属模板的标识；unknown 表示只识别出指标部分。",
    "title": "表格标题。",
    "fiscal_year": "标题处所印的年度。",
    "department": "主管部门。",
    "implementing_unit": "实施单位。",
    "activity": "活动或项目名称；表中没有则为空。",
    "task": "活动的任务。",
    "level1": "一级指标。",
    "level2": "二级指标。",
    "level3": "三级指标，即指标名称。",
    "nature": "单独一列所印的运算符或类型，如“定性”。",
    "target": "指标值原文。",
    "unit": "单独一列所印的度量单位。",
    "actual": "实际完成值原文。",
    "deviation": "偏差原因及改进措施。",
    "weight": "分值原文。",
    "score": "得分原文。",
    "extra": "没有对应字段的其他列，以列名为键。",
    "page": "该行开始的页码，从 1 计；来源不分页则为空。",
    "bbox": "该行在此页上的位置：左、上、右、下，单位为 PDF 点，原点在左上角。",
    "repairs": "所做的修复：种类、字段、修复前后的内容。",
    "place": "在来源中的起始位置：p5（页）、自评表!C5（工作表单元格）、t2r5c3（表、行、列）、"
    "¶7（段落）、L12 或 L12:3（行、行内第几栏）。",
    "confidence": "该行中把握最小的值的识别置信度，0 至 1；非文字识别所得则为空。",
    "weight_value": "分值的数值。",
    "score_value": "得分的数值。",
    "attainment": "完成值是否达到指标值：met 达到，unmet 未达到；数值无法比较时为 unknown。",
    "attainment_reason": "比较的依据，或未作比较的原因。",
    "activity_index": "表中的第几个活动，从 1 计。",
    "indicators": "指标个数。",
    "activities": "活动（项目）个数。",
}
"""By name of the column, where no part says otherwise."""
_QUANTITY: Final = {
    "comparator": "单元格中的比较符，没有则取运算符列；区间为 between。",
    "value": "换算为基本单位的数值：9.2 万即 92000。",
    "low": "区间下限，含本数。",
    "high": "区间上限，含本数。",
    "unit": "数值的单位：取单元格中的，没有则取单位列；日期为 date。",
    "deadline": "日期或日期的一部分，采用 XML Schema 的写法：2021-12、--12-31、---10；"
    "日期区间以 / 分隔两端，.. 表示该端不限。",
    "grade": "met、partly、not_met、done、not_applicable，或所印的等级，如“优”。",
    "approximate": "数值是否为约数。",
    "qualitative": "是否为没有数值的文字。",
    "placeholder": "是否为表格自带的占位符，如 XXX。",
    "conflict": "运算符列与单元格中的比较符相互矛盾时，两者分别是什么。",
    "parts": "一个单元格中的多个数量，写法与 JSON 报告相同。",
}
"""By name of the column without target_ or actual_."""
_OF_PART: Final[Mapping[str, Mapping[str, str]]] = {
    "documents": {
        "path": "文件在档案目录中的路径，以正斜杠分隔。",
        "sha256": "文件内容的 SHA-256；空白表示文件无法打开。",
        "state": "done 已完成，no-table 已读取但没有绩效指标表，failed 无法读取，"
        "crashed 读取进程崩溃，timeout 超时，pending 尚未处理。",
        "code": "问题的规则代码：ZP 加三位数字。",
        "message": "问题说明。",
        "kind": "文件类型；未能读取则为空。",
        "pages": "文件页数；不分页或未能读取则为空。",
        "tables": "绩效指标表张数。",
        "findings": "检查发现的问题数；未检查则为空。",
        "templates": "各表所属模板的标识，已排序，以逗号分隔。",
        "engine": "读取各页的引擎（pdfium、pdfplumber、ocr），以逗号分隔；无法读取时为指定的引擎。",
        "size": "文件大小，单位为字节。",
        "same_as": "内容相同的文件中排序最前的路径，各行记录在该路径下；该文件自身为空。",
    },
    "findings": {
        "table": "文件中的第几张绩效指标表，从 1 计；针对整个文件的问题为空。",
        "row": "表中的第几个指标，从 1 计；不针对单个指标的问题为空。",
        "activity": "活动或项目名称。",
        "field": "问题所在的字段。",
        "code": "规则代码：ZP 加三位数字。",
        "name": "规则的英文名称。",
        "severity": "级别：error 错误，warning 警告，note 提示。",
        "message": "问题说明。",
        "value": "相关原文。",
        "expected": "应有的内容。",
        "help": "处理建议。",
        "page": "问题所在页码，从 1 计；来源不分页或不针对某一页则为空。",
        "bbox": "在此页上的位置：左、上、右、下，单位为 PDF 点，原点在左上角。",
        "place": "在来源中的位置：p5（页）、自评表!C5（工作表单元格）、t2r5c3（表、行、列）、"
        "¶7（段落）、L12 或 L12:3（行、行内第几栏）。",
    },
}


_PATH: Final = (
    "Path in the archive, with forward slashes; of files with the same content the first."
)


def meaning(part: str, column: Column) -> Bilingual:
    """What a column of a table of a dataset means."""
    english = column.meaning
    if column.name == "path" and part != "documents":
        english = _PATH
    return Bilingual(english, _chinese(part, column.name))


def _chinese(part: str, name: str) -> str:
    own = _OF_PART.get(part, {})
    common = own.get(name) or _COMMON.get(name)
    return common or _QUANTITY[name.removeprefix("target_").removeprefix("actual_")]
