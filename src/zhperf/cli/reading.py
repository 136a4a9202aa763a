"""Options that say how a document is read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zhperf.cli.settings import Given, effective_settings
from zhperf.convert import Reading
from zhperf.engines.installed import require_ocr
from zhperf.errors import Bilingual, UsageError

if TYPE_CHECKING:
    from zhperf.cli.console import Console, Style
    from zhperf.cli.settings import Effective
    from zhperf.cli.sources import Source

_RANGE = re.compile(r"([1-9]\d*)(?:-(\d+|end)?)?")


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """The input options of a command line, the same for all its sources."""

    pages: str | None = None
    password: str | None = field(default=None, repr=False)
    given: Given = field(default_factory=Given)
    repair: bool = True

    def settle(self, source: str, console: Console) -> ReadingPlan:
        """Check all that can be checked before anything is read, so that a slip is told once.

        Messages are in the language of the configuration file from here on.

        Args:
            source: The first source; its configuration file counts for all.
            console: For messages.

        Raises:
            UsageError: The pages are no list of ranges, or a range runs backwards; or the
                configuration file is wrong.
            MissingExtraError: The engine is OCR, and its packages are not installed.
        """
        effective = effective_settings(self.given, source)
        if effective.language:
            console.style = console.style._replace(language=effective.language)
        _check_pages(self.pages)
        if effective.engine == "ocr":
            require_ocr("--engine ocr")
        return ReadingPlan(
            self.pages, self.password, effective, self.repair, verify=effective.verify
        )


@dataclass(frozen=True, slots=True)
class ReadingPlan:
    """How the sources of a command are read."""

    pages: str | None
    password: str | None = field(repr=False)
    effective: Effective
    repair: bool = True
    verify: bool = False

    def reading(self, source: Source, style: Style) -> Reading:
        """What a worker shall read."""
        return Reading(
            name=source.name,
            content=source.document(),
            engine=self.effective.engine,
            pages=self.pages,
            password=self.password,
            language=style.language,
            verbosity=style.verbosity,
            template=self.effective.template,
            template_paths=self.effective.template_paths,
            thresholds=self.effective.thresholds,
            repair=self.repair,
            verify=self.verify,
        )


def _check_pages(pages: str | None) -> None:
    if pages is None or all(map(_is_range, pages.replace(" ", "").split(","))):
        return
    raise UsageError(
        reason=Bilingual(f"--pages {pages}: not a page range", f"--pages {pages}：页码范围有误"),
        fix=Bilingual(
            "pages are counted from 1, for example --pages 3-5,8-end",
            "页码从 1 开始，例如 --pages 3-5,8-end",
        ),
    )


def _is_range(part: str) -> bool:
    """Whether it is a page (3), or a range that does not run backwards (3-5, 8-end, 8-)."""
    found = _RANGE.fullmatch(part)
    if found is None:
        return False
    first, last = found.groups()
    return last in (None, "end") or int(first) <= int(last)
