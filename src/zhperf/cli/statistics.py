"""How often each rule found something."""

from __future__ import annotations

import json
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from zhperf.errors import Bilingual, UsageError
from zhperf.reporters import TEXTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhperf.reporters import ReportFormat, ReportLayout, Run
    from zhperf.rulebook import Severity

_HEADS = (
    Bilingual("count", "条数"),
    Bilingual("files", "文件数"),
    Bilingual("code", "代码"),
    Bilingual("name", "名称"),
    Bilingual("severity", "级别"),
)


def require_statistics(output_format: ReportFormat) -> None:
    """Check, before anything is read, that counts can be written so.

    Raises:
        UsageError: The format has no such form.
    """
    if output_format in ("json", *TEXTS):
        return
    raise UsageError(
        reason=Bilingual(
            f"--statistics cannot be written as {output_format}",
            f"--statistics 不支持 {output_format} 格式",
        ),
        fix=Bilingual("choose --output-format full or json", "请使用 --output-format full 或 json"),
    )


def statistics(run: Run, output_format: ReportFormat, layout: ReportLayout) -> bytes:
    """The counts, most frequent first.

    Args:
        run: What was found.
        output_format: One that `require_statistics` has let pass.
        layout: Language and width.
    """
    counts = list(_counts(run))
    if output_format == "json":
        keys = [head.en for head in _HEADS]
        objects = [dict(zip(keys, row, strict=True)) for row in counts]
        return (json.dumps(objects, ensure_ascii=False, indent=2) + "\n").encode()
    from zhperf.reporters.wording import severity_word
    from zhperf.writers.alignment import aligned

    rows = [[head.literal(layout.language) for head in _HEADS]]
    for count, files, code, name, severity in counts:
        word = severity_word(severity, layout.language)
        rows.append([str(count), str(files), code, name, word])
    lines = chain.from_iterable(aligned(rows, width=layout.width))
    return "".join(f"{line}\n" for line in lines).encode()


def _counts(run: Run) -> Iterator[tuple[int, int, str, str, Severity]]:
    found: Counter[tuple[str, str, Severity]] = Counter()
    files: Counter[tuple[str, str, Severity]] = Counter()
    for source in run.sources:
        kinds = [(one.code, one.name, one.severity) for one, *_ in source.notes]
        found.update(kinds)
        files.update(set(kinds))
    for kind, count in sorted(found.items(), key=lambda one: (-one[1], one[0])):
        yield count, files[kind], *kind
