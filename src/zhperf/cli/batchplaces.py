"""What `batch` can tell before anything is read: options, places, and which files there are."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, NoReturn

from zhperf.batch.archive import listed
from zhperf.batch.filelist import named
from zhperf.batch.places import RemoteFolder, is_url
from zhperf.batch.state import FOLDER, State
from zhperf.configbatch import is_pattern, size_in_bytes
from zhperf.errors import Bilingual, NoSourcesError, UsageError, system_reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from zhperf.batch.archive import ArchivedFile
    from zhperf.cli.batch import BatchOptions
    from zhperf.cli.settings import Given

STDIN = "-"


class _Refusal(NamedTuple):
    """Options that do not go together."""

    wrong: Callable[[BatchOptions], bool]
    reason: Bilingual
    fix: Bilingual


_REFUSALS: Final = (
    _Refusal(
        lambda options: options.archive is None and not options.collect_only,
        Bilingual("no archive is named", "未指定档案目录"),
        Bilingual("zhperf batch ARCHIVE -o DATASET", "zhperf batch 档案目录 -o 数据集目录"),
    ),
    _Refusal(
        lambda options: (
            options.collect_only and bool(options.dry_run or options.retry or options.files_from)
        ),
        Bilingual("--collect-only reads no document", "--collect-only 不读取任何文件"),
        Bilingual(
            "leave out --dry-run, --retry and --files-from",
            "请去掉 --dry-run、--retry 和 --files-from",
        ),
    ),
    _Refusal(
        lambda options: options.files_from is not None and "glob" in options.reading.given.batch,
        Bilingual(
            "--files-from and --glob cannot be combined", "--files-from 与 --glob 不能同时使用"
        ),
        Bilingual("give one of them", "请只用其中一个"),
    ),
    _Refusal(
        lambda options: not options.check and _says_of_checks(options.reading.given),
        Bilingual("nothing is checked without --check", "未加 --check 时不作检查"),
        Bilingual(
            "add --check, or leave out --select, --ignore, --profile and --profile-path",
            "请加上 --check，或去掉 --select、--ignore、--profile 和 --profile-path",
        ),
    ),
)


def require_sense(options: BatchOptions) -> None:
    """Check that the options go together.

    Raises:
        UsageError: They do not.
    """
    for one in _REFUSALS:
        if one.wrong(options):
            _refuse(one.reason, one.fix)
    _require_pattern(options.reading.given)
    _require_size(options.reading.given)


def require_dataset(options: BatchOptions) -> None:
    """Check that a dataset is, or can be, where it shall be; nothing is written.

    Raises:
        UsageError: Something else is there.
    """
    dataset = Path(options.output)
    fix = Bilingual("choose another directory with -o", "请用 -o 另选目录")
    try:
        if dataset.exists() and not dataset.is_dir():
            _refuse(Bilingual("is not a directory", "不是目录"), fix, options.output)
        if options.collect_only:
            State.read(dataset).close()
            return
        if options.archive is not None and _same(Path(options.archive), dataset):
            reason = Bilingual("is the archive itself", "就是档案目录本身")
            _refuse(reason, fix, options.output)
        if dataset.is_dir() and not (dataset / FOLDER).is_dir() and any(_visible(dataset)):
            reason = Bilingual(
                "holds other files, and is no dataset of zhperf batch",
                "已有其他文件，且不是 zhperf batch 的数据集",
            )
            _refuse(reason, fix, options.output)
    except OSError as error:
        _refuse(system_reason(error), fix, options.output)


def archived_files(options: BatchOptions, glob: str) -> list[ArchivedFile]:
    """The documents, without what lies in the dataset.

    Raises:
        SourceNotFoundError: The archive, or a file of the list, is not there.
        NoSourcesError: There are none.
        MissingExtraError: The archive is at a URL, and the package for it is not installed.
        UsageError: The list cannot be read or names other things, or no file fits the pattern.
    """
    if options.archive is not None and is_url(options.archive):
        return RemoteFolder(options.archive.rstrip("/")).listed(glob)
    archive = Path(options.archive or ".")
    if options.files_from is not None:
        found = named(archive, _content(options.files_from), f"--files-from {options.files_from}")
    else:
        try:
            found = listed(archive, glob)
        except NoSourcesError:
            if not _is_other_pattern(glob):
                raise
            found = []
    inside = Path(os.path.realpath(options.output))
    files = [
        one for one in found if not Path(os.path.realpath(one.location)).is_relative_to(inside)
    ]
    if not files:
        _refuse(
            Bilingual("there is no document to read", "没有可读取的文件"),
            Bilingual("check --glob or --files-from", "请检查 --glob 或 --files-from"),
            options.archive or "",
        )
    return files


def _is_other_pattern(glob: str) -> bool:
    """Whether the pattern may be why there are no files."""
    from zhperf.cli.settings import BATCH_DEFAULTS

    return glob != BATCH_DEFAULTS.glob


def _content(place: str) -> bytes:
    """A list of paths."""
    try:
        return sys.stdin.buffer.read() if place == STDIN else Path(place).read_bytes()
    except OSError as error:
        _refuse(system_reason(error), Bilingual("check --files-from", "请检查 --files-from"), place)


def _says_of_checks(given: Given) -> bool:
    return any(
        one is not None for one in (given.select, given.ignore, given.profile, given.profile_paths)
    )


def _require_pattern(given: Given) -> None:
    glob = given.batch.get("glob")
    if glob is not None and not is_pattern(str(glob)):
        _refuse(
            Bilingual(f"--glob {glob}: no pattern of paths", f"--glob {glob}：不是有效的路径模式"),
            Bilingual(
                "write names with forward slashes between them, for example --glob '2024/**/*.pdf'",
                "用正斜杠分隔名称，例如 --glob '2024/**/*.pdf'",
            ),
        )


def _require_size(given: Given) -> None:
    memory = given.batch.get("memory")
    if memory is not None and size_in_bytes(str(memory)) is None:
        _refuse(
            Bilingual(f"--memory {memory}: not a size", f"--memory {memory}：大小有误"),
            Bilingual(
                "write for example 2GB, 512MB or 2GiB; 0: no limit",
                "例如 2GB、512MB、2GiB；0 为不限",
            ),
        )


def _same(first: Path, second: Path) -> bool:
    return os.path.realpath(first) == os.path.realpath(second)


def _visible(folder: Path) -> Iterator[str]:
    return (one.name for one in folder.iterdir() if not one.name.startswith("."))


def _refuse(reason: Bilingual, fix: Bilingual, source: str = "") -> NoReturn:
    raise UsageError(source, reason=reason, fix=fix)
