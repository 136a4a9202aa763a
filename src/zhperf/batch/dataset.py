"""The tables of a dataset, collected from the files of its documents.

    json/, findings/, state ─ rows ─> tables under temporary names ─ described ─> published

The tables are made as a whole, in one pass with the memory of one document, and only if something
that they depend on has changed.  The same documents give the same bytes, in whatever order and
how often they were converted.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from zhperf._version import __version__
from zhperf.batch.datasetpackage import DESCRIPTION, described
from zhperf.batch.datasetreadme import README, explained
from zhperf.batch.datasetrows import add_rows
from zhperf.batch.leftovers import remove_unfinished_tables
from zhperf.batch.standing import TABLES_FACT
from zhperf.errors import Bilingual, OutputUnwritableError, UsageError, system_reason
from zhperf.report import SCHEMA_VERSION
from zhperf.wholefiles import temporary
from zhperf.writers import Layout, open_tables, require_extra
from zhperf.writers.columns import COLUMNS

if TYPE_CHECKING:
    from pathlib import Path

    from zhperf.batch.state import State
    from zhperf.errors import Language
    from zhperf.writers import TablesFormat

WORKBOOK: Final = "dataset.xlsx"
_PARTS: Final = ("indicators", "activities", "documents", "findings")
_TABLES: Final = frozenset(f"{part}.{suffix}" for part in _PARTS for suffix in ("csv", "parquet"))
NAMES: Final = _TABLES | {WORKBOOK, README, DESCRIPTION}
"""All that this module may ever write, or remove."""


class Collected(NamedTuple):
    """The tables as they stand in the dataset now."""

    rows: dict[str, int]
    """By table."""
    files: dict[str, str]
    """Name of the file in the dataset, by table; all the same for a workbook."""
    written: bool
    """False: nothing has changed since they were written."""
    losses: tuple[Bilingual, ...] = ()
    """What the format could not hold, for the user to know; () if nothing was written."""
    gone: tuple[str, ...] = ()
    """Tables that were there before, and are not wanted any more."""
    removed: tuple[str, ...] = ()
    """Names of files of tables that were there before, and are not any more."""


def collect(
    dataset: Path,
    state: State,
    output: TablesFormat,
    *,
    check: bool,
    language: Language = "en",
) -> Collected:
    """Write the tables of a dataset, its description and its README, if anything has changed.

    The old tables stay whole until the new ones are complete.  Tables of another format are
    removed then.

    Args:
        dataset: The directory.
        state: Open for writing.
        output: Format of the tables.
        check: Whether findings are a table too.
        language: Of messages that no document brought along.

    Raises:
        MissingExtraError: The package of the format is not installed.
        UsageError: A file of a document is missing or damaged, the tables do not fit into the
            format, they cannot be written, or a file of the same name is no table of zhperf.
    """
    require_extra(output)
    parts = _PARTS if check else _PARTS[:-1]
    files = _files(output, parts)
    key = _key(state, output, parts, language)
    known = _known(state)
    sizes = known.get("sizes", {})
    if known.get("key") == key and all(_has_size(dataset / name, sizes[name]) for name in sizes):
        return Collected(known["rows"], files, written=False)
    _require_room(state, output, parts)
    ours = _ours(dataset, known)
    new = [*dict.fromkeys(files.values()), README, DESCRIPTION]
    _require_free(dataset, [name for name in new if name not in ours])
    with ExitStack() as unfinished:
        for name in new:
            unfinished.callback(_remove, temporary(dataset / name))
        try:
            remove_unfinished_tables(dataset)
            rows, losses = _write(dataset, state, output, files, language)
            sizes = {name: temporary(dataset / name).stat().st_size for name in new}
            state.set_fact(TABLES_FACT, _fact(files=sorted(ours | set(new))))
            _publish(dataset, new, ours)
        except OSError as error:
            raise OutputUnwritableError(str(dataset), reason=system_reason(error)) from error
    state.set_fact(TABLES_FACT, _fact(files=sorted(new), key=key, rows=rows, sizes=sizes))
    gone = tuple(part for part in known.get("rows", ()) if part not in parts)
    return Collected(rows, files, True, tuple(losses), gone, tuple(sorted(ours - set(new))))


def _files(output: TablesFormat, parts: tuple[str, ...]) -> dict[str, str]:
    if output == "xlsx":
        return dict.fromkeys(parts, WORKBOOK)
    return {part: f"{part}.{output}" for part in parts}


def _write(
    dataset: Path, state: State, output: TablesFormat, files: dict[str, str], language: Language
) -> tuple[dict[str, int], list[Bilingual]]:
    """Write everything under temporary names, onto the disk; gives rows by table and losses."""
    layout = Layout()
    finals = (
        {"workbook": dataset / WORKBOOK}
        if output == "xlsx"
        else {part: dataset / name for part, name in files.items()}
    )
    with ExitStack() as opened:
        streams = {
            part: opened.enter_context(temporary(final).open("wb"))
            for part, final in finals.items()
        }
        with open_tables(output, streams, tuple(files), layout) as tables:
            rows = add_rows(tables, dataset, state, check="findings" in files, language=language)
        for stream in streams.values():
            stream.flush()
            os.fsync(stream.fileno())
    unfinished = {part: temporary(dataset / name) for part, name in files.items()}
    _write_text(dataset / DESCRIPTION, described(output, files, unfinished, rows))
    _write_text(dataset / README, explained(output, files))
    return rows, tables.losses


def _write_text(final: Path, text: str) -> None:
    with temporary(final).open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())


def _publish(dataset: Path, new: list[str], ours: set[str]) -> None:
    """Give the files their names; at no moment a description stands beside other tables."""
    (dataset / DESCRIPTION).unlink(missing_ok=True)
    for name in new:  # the description is the last
        temporary(dataset / name).replace(dataset / name)
    for name in sorted(ours - set(new)):
        (dataset / name).unlink(missing_ok=True)


def _remove(path: Path) -> None:
    with suppress(OSError):  # of writing, which is told already
        path.unlink(missing_ok=True)


def _key(state: State, output: TablesFormat, parts: tuple[str, ...], language: Language) -> str:
    """A hash of everything that the tables depend on; seconds and tries are not in them."""
    made = hashlib.sha256()
    columns = [COLUMNS[part] for part in parts]
    made.update(repr((__version__, SCHEMA_VERSION, output, columns, language)).encode())
    for file, first, result in state.documents():
        known = None if result is None else result._replace(seconds=0, tries=0)
        told = (file.path, file.size, file.sha256, first, known and tuple(known))
        made.update(json.dumps(told).encode())
    return made.hexdigest()


def _known(state: State) -> dict[str, Any]:
    """What the fact says; nothing if there are no tables yet."""
    fact = state.fact(TABLES_FACT)
    known: dict[str, Any] = {} if fact is None else json.loads(fact)
    return known


def _fact(**values: object) -> str:
    return json.dumps(values, sort_keys=True)


def _ours(dataset: Path, known: dict[str, Any]) -> set[str]:
    """Names of files that zhperf wrote here: by the state, or by a description of its own."""
    names = set(known.get("files", []))
    with suppress(OSError, ValueError, KeyError, TypeError):
        package = json.loads((dataset / DESCRIPTION).read_bytes())
        if package["generator"]["name"] == "zhperf":
            names |= {DESCRIPTION, README, *(one["path"] for one in package["resources"])}
    return names & NAMES


def _require_free(dataset: Path, names: list[str]) -> None:
    for name in names:
        if (dataset / name).exists():
            raise UsageError(
                str(dataset / name),
                reason=Bilingual(
                    "is there already and was not written by zhperf batch",
                    "已存在，且不是 zhperf batch 生成的文件",
                ),
                fix=Bilingual(
                    "move it away, or choose another directory with -o",
                    "请移走该文件，或用 -o 另选目录",
                ),
            )


def _require_room(state: State, output: TablesFormat, parts: tuple[str, ...]) -> None:
    """Check that the sheets of a workbook can hold the rows."""
    if output != "xlsx":
        return
    from zhperf.writers.xlsx import MOST_ROWS

    room = MOST_ROWS - 1  # the header takes one
    counts = dict.fromkeys(_PARTS, 0)
    for file, first, result in state.documents():
        counts["documents"] += 1
        if result is not None and result.state == "done" and file.path == first:
            counts["indicators"] += result.indicators
            counts["activities"] += result.activities
            counts["findings"] += result.findings or 0
    for part in parts:
        if counts[part] > room:
            raise UsageError(
                WORKBOOK,
                reason=Bilingual(
                    f"the table {part} has {counts[part]:,} rows, and a sheet holds {room:,}",
                    f"表 {part} 有 {counts[part]:,} 行，而一个工作表最多 {room:,} 行",
                ),
                fix=Bilingual("use -f parquet or -f csv", "请用 -f parquet 或 -f csv"),
            )


def _has_size(path: Path, size: int) -> bool:
    try:
        return path.stat().st_size == size
    except OSError:
        return False
