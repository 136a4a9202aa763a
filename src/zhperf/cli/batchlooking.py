"""How far the look at new files is, which comes before a run over an archive."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from zhperf.cli.batchprogress import LINE_SECONDS, Drawing, bar_row, bar_words, rate_words
from zhperf.errors import Bilingual

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import Group

    from zhperf.cli.console import Console

QUICK_SECONDS: Final = 2.0
"""A look that takes no longer is not worth a bar that flashes up."""
_INTERRUPTED: Final = Bilingual(
    "interrupted while looking at new files; what was seen is kept, run the same command to go on",
    "识别新文件时中断；已识别的部分已保存，重新运行同一命令即可继续",
)
_NOTHING_KEPT: Final = Bilingual("interrupted; nothing was written", "已中断；未写入任何内容")
_LOOKING: Final = Bilingual("Looking at new files", "正在识别新文件")


class Looking:
    """Nothing is shown; the base of what shows something."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._done = 0
        self._total = 0

    def count(self, done: int, total: int) -> None:
        """So many files of so many were looked at."""
        self._done, self._total = done, total

    def close(self) -> None:
        """Take away what is shown."""

    @property
    def _seconds(self) -> float:
        return time.monotonic() - self._started


class LookingLines(Looking):
    """A line each half minute, for logs: the same words in all languages."""

    def __init__(self, show: Callable[[str], None]) -> None:
        super().__init__()
        self._show = show
        self._told = self._started

    def count(self, done: int, total: int) -> None:
        """Print the line when it is time to."""
        super().count(done, total)
        now = time.monotonic()
        if now - self._told >= LINE_SECONDS:
            self._told = now
            self._show(f"looked at {done}/{total} rate={rate_words(done, self._seconds)}")


class LookingBar(Looking):
    """A bar on the last line of the terminal, if it takes long."""

    def __init__(self, console: Console) -> None:
        super().__init__()
        self._console = console
        self._drawing: Drawing | None = None

    def count(self, done: int, total: int) -> None:
        """Draw the bar when it is time to."""
        super().count(done, total)
        if self._drawing is None and self._seconds >= QUICK_SECONDS:
            self._drawing = Drawing(self._console, self._picture)
        if self._drawing is not None:
            self._drawing.tick()

    def close(self) -> None:
        """Take the bar away."""
        if self._drawing is not None:
            self._drawing.close()

    def _picture(self) -> Group:
        from rich.console import Group

        words = bar_words(self._done, self._total, self._done, self._seconds)
        title = _LOOKING.text(self._console.language)
        return Group(bar_row(title, self._done, self._total, words))


@contextmanager
def looking(console: Console, *, keep: bool = True) -> Iterator[Looking]:
    """Show how far the look is while the block runs.

    Args:
        console: What it says of Ctrl-C is true for this block.
        keep: Whether what was seen is kept then.
    """
    before = console.when_interrupted
    console.when_interrupted = _INTERRUPTED if keep else _NOTHING_KEPT
    shown = _shown(console)
    try:
        yield shown
    finally:
        shown.close()
    console.when_interrupted = before


def _shown(console: Console) -> Looking:
    if console.style.quiet:
        return Looking()
    return LookingBar(console) if console.is_terminal else LookingLines(console.print)
