"""The description of a dataset for people: README.md, in English and Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zhperf._version import __version__
from zhperf.errors import Bilingual
from zhperf.findings import READING_RULES
from zhperf.writers.columns import COLUMNS
from zhperf.writers.meanings import meaning

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from zhperf.writers import TablesFormat

README: Final = "README.md"
_INTRODUCTION: Final = """\
# Performance indicators · 绩效指标数据集

Tables of performance indicators, read by zhperf {version} out of an archive of public reports. The
next run replaces this file and the tables.

本数据集由 zhperf {version} 从公开报告档案中读取的绩效指标表汇总而成。
下次运行会重新生成本文件和各表。

## Files · 文件
"""
_TABLES: Final[Mapping[str, Bilingual]] = {
    "indicators": Bilingual("one row for each indicator", "每个指标一行"),
    "activities": Bilingual("one row for each activity or project", "每个活动或项目一行"),
    "documents": Bilingual(
        "one row for each file of the archive, whether it could be read or not",
        "档案中每个文件一行，无论能否读取",
    ),
    "findings": Bilingual(
        "one row for each finding of the check (codes: zhperf rule)",
        "检查发现的每个问题一行（规则代码见 zhperf rule）",
    ),
}
_OTHERS: Final[Mapping[str, Bilingual]] = {
    "datapackage.json": Bilingual(
        "the tables for programs (Frictionless Data Package)", "供程序使用的数据包说明"
    ),
    "json/": Bilingual(
        "the whole report of each content, by its SHA-256",
        "每个文件内容的完整报告，按 SHA-256 存放",
    ),
    "findings/": Bilingual(
        "what --check found in each content, by its SHA-256",
        "--check 在每个文件内容中发现的问题，按 SHA-256 存放",
    ),
}
_AROUND: Final = """
Rows are sorted by `path`, then in the order of print. Files with the same content are read once:
their rows stand under the first path, and `documents` names it in `same_as`. To count documents, or
to sum up their indicators, take those with an empty `same_as`.

各表按 `path` 排序，同一文件内按印刷顺序排列。
内容相同的文件只读取一次，其各行记录在排序最前的路径下，`documents` 表的 `same_as` 列给出该路径；
统计文件数或汇总指标数时，只取 `same_as` 为空的行。

`json/` and `findings/` keep contents that have left the archive, so that they need not be read
again when they come back. Whoever reads these folders directly takes the files whose name is a
`sha256` of `documents` with the state `done`; of `findings/` only where `findings` is not empty.

文件移出档案后，其内容仍保留在 `json/` 和 `findings/` 中，移回时无需重新读取。
直接读取这两个目录时，请与 `documents` 表的 `sha256` 列关联，只取 `state` 为 `done` 的内容；
读取 `findings/` 时，只取 `findings` 列不为空的内容。

## States and codes · 状态与代码

| state | meaning | 含义 |
|---|---|---|
| `done` | read; its rows are in the tables | 已读取，各行已列入各表 |
| `no-table` | read, but it has no indicator table | 已读取，但没有绩效指标表 |
| `failed` | it cannot be read | 无法读取 |
| `crashed` | the process that read it died, or needed too much memory | 读取进程崩溃或内存超限 |
| `timeout` | reading did not end in time | 读取超时 |
| `pending` | not converted yet | 尚未处理 |

| code | name | meaning | 含义 |
|---|---|---|---|
"""
_CODES: Final[Mapping[str, Bilingual]] = {
    "ZP101": Bilingual("the document cannot be read", "文件无法读取"),
    "ZP102": Bilingual("the document is encrypted", "文件已加密"),
    "ZP103": Bilingual("its pages are pictures without text", "页面只有图像，没有文字"),
    "ZP123": Bilingual("it has no indicator table", "没有绩效指标表"),
}
"""Codes that a document without rows can have."""
_QUERY: Final[Mapping[TablesFormat, tuple[str, str]]] = {
    "parquet": ("sql", "SELECT department, fiscal_year, count(*) FROM 'indicators.parquet' "
        "GROUP BY ALL ORDER BY ALL;"),
    "csv": ("sql", "SELECT department, fiscal_year, count(*) FROM "
        "read_csv('indicators.csv', all_varchar = true) GROUP BY ALL ORDER BY ALL;"),
    "xlsx": ("python", "polars.read_excel('dataset.xlsx', sheet_name='indicators', "
        "engine='openpyxl')"),
}  # fmt: skip
_TYPES: Final = {"long": "integer", "box": "list of numbers"}


def explained(output: TablesFormat, files: Mapping[str, str]) -> str:
    """The text of README.md.

    Args:
        output: Format of the tables.
        files: Names of the files in the dataset, by table.
    """
    return "\n".join([*_head(output, files), *_codes(), "", *_querying(output), *_columns(files)])


def _head(output: TablesFormat, files: Mapping[str, str]) -> Iterator[str]:
    yield _INTRODUCTION.format(version=__version__)
    yield "| file | what it holds · 内容 |"
    yield "|---|---|"
    for part, name in files.items():
        sheet = f" (`{part}`)" if output == "xlsx" else ""
        yield f"| `{name}`{sheet} | {_TABLES[part].en} · {_TABLES[part].zh} |"
    for name, said in _OTHERS.items():
        if name.startswith("findings") and "findings" not in files:
            continue
        yield f"| `{name}` | {said.en} · {said.zh} |"
    yield _AROUND.rstrip("\n")


def _codes() -> Iterator[str]:
    for code, said in _CODES.items():
        yield f"| {code} | {READING_RULES[code].name} | {said.en} | {said.zh} |"


def _querying(output: TablesFormat) -> Iterator[str]:
    language, query = _QUERY[output]
    tool = "Polars" if language == "python" else "DuckDB"
    yield "## Queries · 查询"
    yield ""
    yield f"With {tool}, in this directory · 在本目录下使用 {tool}："
    yield ""
    yield f"```{language}"
    yield query
    yield "```"
    yield ""


def _columns(files: Mapping[str, str]) -> Iterator[str]:
    yield "## Columns · 各列"
    for part in files:
        yield ""
        yield f"### {part}"
        yield ""
        yield "| name | type | meaning | 名称 | 含义 |"
        yield "|---|---|---|---|---|"
        for column in COLUMNS[part]:
            kind = _TYPES.get(column.kind, column.kind)
            said = meaning(part, column)
            yield f"| `{column.name}` | {kind} | {said.en} | {column.title.zh} | {said.zh} |"
    yield ""
