"""`zhperf status`: how each document of a dataset ended, also while a run goes on."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from zhperf.batch.crashes import crash_path
from zhperf.batch.standing import DOCUMENT_STATES, PENDING, DocumentState, tables_are_broken
from zhperf.batch.state import State
from zhperf.cli.batchprogress import WORDS, grouped
from zhperf.cli.counting import Counted
from zhperf.cli.listing import listing
from zhperf.cli.outputs import STDOUT
from zhperf.cli.texts import write_text
from zhperf.errors import Bilingual, ExitCode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from zhperf.batch.state import Result
    from zhperf.cli.console import Console
    from zhperf.errors import Language

GroupKey: TypeAlias = Literal["state", "code", "template", "engine", "folder"]

LISTED: Final = 20
"""Documents that a table shows if nobody says how many: as many as a screen holds."""
UNREADABLE: Final = "ZP101"
"""Code of a file that could not even be opened."""

_STATE_WORDS: Final[Mapping[str, Bilingual]] = {
    **WORDS,
    PENDING: Bilingual("pending", "尚未处理"),
}
_CANNOT_OPEN = Bilingual("cannot be opened", "无法打开")
_SECONDS = Bilingual("seconds", "秒")
_DOCUMENTS = Bilingual("documents", "文件数")
_EXAMPLE = Bilingual("first example", "首例")
_NAME = Bilingual("name", "名称")
_KEYS: Final[Mapping[GroupKey, Bilingual]] = {
    "state": Bilingual("state", "状态"),
    "code": Bilingual("code", "代码"),
    "template": Bilingual("template", "模板"),
    "engine": Bilingual("engine", "引擎"),
    "folder": Bilingual("folder", "目录"),
}
_DOCUMENT_HEADS = (
    Bilingual("path", "路径"),
    Bilingual("state", "状态"),
    Bilingual("code", "代码"),
    _SECONDS,
    Bilingual("message", "说明"),
)
_MORE = Bilingual("… {count} more: --limit 0 lists all", "…… 另有 {count} 个，--limit 0 列出全部")
_TOTAL = Counted(
    "{count} file, {contents} different",
    "{count} files, {contents} different",
    "共 {count} 个文件，内容不同的 {contents} 个",
)
_BROKEN = Bilingual(
    "A run ended while it wrote the tables: they do not fit together; run zhperf batch again.",
    "上次运行在写入数据表时中断，各表互不一致；请重新运行 zhperf batch。",
)
_NOTHING = Bilingual("no such documents", "没有符合条件的文件")


@dataclass(frozen=True, slots=True)
class StatusOptions:
    """The command line of `status`, checked by typer."""

    dataset: str
    states: tuple[DocumentState, ...]
    """Empty: all."""
    group_by: GroupKey | None
    sort: Literal["path", "seconds"] | None
    limit: int | None
    """None: as the format wants; 0: all."""
    output_format: Literal["table", "json", "csv"]


class Document(NamedTuple):
    """A content of the archive, or a file that could not be opened; the keys of JSON and CSV."""

    path: str
    """The first one."""
    copies: int
    """How many files hold the content."""
    sha256: str | None
    state: DocumentState
    code: str | None
    message: str | None
    templates: str
    engine: str
    seconds: float | None
    """Wall time of the last try; None: there was none."""
    tries: int
    log: str | None
    """Of a crash of zhperf itself; None if there is none."""


_UNREAD_DOCUMENT: Final = Document("", 1, None, "pending", None, None, "", "", None, 0, None)


class Group(NamedTuple):
    """Documents that have something in common; the keys of JSON and CSV."""

    key: str
    name: str | None
    """Of the code; None for other groups."""
    documents: int
    seconds: float
    """Sum of all."""
    example: str
    """The first path."""


def run_status(options: StatusOptions, console: Console) -> ExitCode:
    """Print how the documents of a dataset ended.

    Raises:
        UsageError: There is no dataset, or its state is damaged.
    """
    dataset = Path(options.dataset)
    with State.read(dataset) as state:
        found = _documents(dataset, state, console.language)
        broken = tables_are_broken(state)
    chosen = [one for one in found if not options.states or one.state in options.states]
    if _is_list(options):
        text = _listed(chosen, options, console)
    else:
        text = _counted(chosen, options, console)
    if options.output_format == "table":
        head = _TOTAL.text(
            console.language, sum(one.copies for one in found), contents=grouped(len(found))
        )
        text = f"{head}\n{text}"
        if broken:
            text += _BROKEN.text(console.language) + "\n"
    write_text(text, STDOUT, overwrite=False)
    return ExitCode.OK


def _is_list(options: StatusOptions) -> bool:
    """Whether documents are listed, not counted."""
    asked = options.states or options.sort is not None or options.limit is not None
    return options.group_by is None and bool(asked)


def _documents(dataset: Path, state: State, language: Language) -> list[Document]:
    """All documents, by path."""
    found: dict[str, Document] = {}
    for file, first, result in state.documents():
        if file.sha256 is None:
            told = _CANNOT_OPEN.text(language)
            found[file.path] = _UNREAD_DOCUMENT._replace(
                path=file.path, state="failed", code=UNREADABLE, message=told
            )
        elif first in found:
            found[first] = found[first]._replace(copies=found[first].copies + 1)
        elif result is None:
            found[first] = _UNREAD_DOCUMENT._replace(path=first, sha256=file.sha256)
        else:
            found[first] = _document(dataset, first, result)
    return list(found.values())


def _document(dataset: Path, path: str, result: Result) -> Document:
    log = crash_path(dataset, result.sha256)
    return Document(
        path=path,
        copies=1,
        sha256=result.sha256,
        state=result.state,
        code=result.code,
        message=result.message,
        templates=result.templates,
        engine=result.engine,
        seconds=result.seconds,
        tries=result.tries,
        log=str(log) if result.state == "failed" and log.exists() else None,
    )


def _listed(documents: list[Document], options: StatusOptions, console: Console) -> str:
    if options.sort == "seconds":
        documents = sorted(documents, key=lambda one: (-(one.seconds or 0.0), one.path))
    limit = options.limit
    if limit is None:
        limit = LISTED if options.output_format == "table" else 0
    shown = documents[:limit] if limit else documents
    if options.output_format != "table":
        return _for_programs(Document._fields, shown, options.output_format)
    language = console.language
    if not shown:
        return _NOTHING.text(language) + "\n"
    rows = [_document_cells(one, language) for one in shown]
    text = listing(_DOCUMENT_HEADS, rows, STDOUT, language)
    if more := len(documents) - len(shown):
        text += _MORE.text(language, count=grouped(more)) + "\n"
    return text


def _document_cells(one: Document, language: Language) -> Sequence[str]:
    return (
        one.path,
        _STATE_WORDS[one.state].text(language),
        one.code or "",
        "" if one.seconds is None else f"{one.seconds:.2f}",
        one.message or "",
    )


def _counted(documents: list[Document], options: StatusOptions, console: Console) -> str:
    key = options.group_by or "state"
    groups = list(_groups(documents, key, console.language))
    if options.output_format != "table":
        return _for_programs(Group._fields, groups, options.output_format)
    language = console.language
    if not groups:
        return _NOTHING.text(language) + "\n"
    heads = [_KEYS[key], _DOCUMENTS, _SECONDS, _EXAMPLE]
    rows = [_group_cells(one, key, language) for one in groups]
    if key == "code":
        heads.insert(1, _NAME)
        rows = [
            [first, group.name or "", *rest]
            for group, (first, *rest) in zip(groups, rows, strict=True)
        ]
    return listing(heads, rows, STDOUT, language)


def _group_cells(group: Group, key: GroupKey, language: Language) -> list[str]:
    shown = _STATE_WORDS[group.key].text(language) if key == "state" else group.key or "-"
    return [shown, grouped(group.documents), f"{group.seconds:.1f}", group.example]


def _groups(documents: Iterable[Document], key: GroupKey, language: Language) -> Iterator[Group]:
    """The groups: states in their order, others by number of documents, then by key."""
    members: dict[str, list[Document]] = {}
    for one in documents:
        for value in _GROUPS[key](one):
            members.setdefault(value, []).append(one)
    order = sorted(members, key=lambda value: (-len(members[value]), value))
    if key == "state":
        order.sort(key=list[str](DOCUMENT_STATES).index)
    names = _code_names() if key == "code" else {}
    for value in order:
        own = members[value]
        seconds = round(sum(one.seconds or 0.0 for one in own), 3)
        yield Group(value, names.get(value), len(own), seconds, own[0].path)


_GROUPS: Final[Mapping[GroupKey, Callable[[Document], Sequence[str]]]] = {
    "state": lambda one: [one.state],
    "code": lambda one: [one.code or ""],
    "template": lambda one: one.templates.split(","),
    "engine": lambda one: one.engine.split(","),
    "folder": lambda one: [str(PurePosixPath(one.path).parent)],
}


def _code_names() -> dict[str, str]:
    from zhperf.findings import READING_RULES
    from zhperf.rules import all_rules

    names = {code: rule.page.name for code, rule in all_rules().items()}
    return {**names, **{code: rule.name for code, rule in READING_RULES.items()}}


def _for_programs(
    keys: Sequence[str], rows: Sequence[NamedTuple], output_format: Literal["json", "csv"]
) -> str:
    if output_format == "json":
        objects = [dict(zip(keys, row, strict=True)) for row in rows]
        return json.dumps(objects, ensure_ascii=False, indent=2) + "\n"
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(keys)
    writer.writerows(rows)
    return stream.getvalue()
