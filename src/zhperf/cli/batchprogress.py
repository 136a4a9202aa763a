"""How far a run over an archive is: a bar on a terminal, elsewhere a line from time to time."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from zhperf.batch.state import RESULT_STATES
from zhperf.errors import Bilingual

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from rich.console import Group
    from rich.table import Table

    from zhperf.batch.state import Result, ResultState
    from zhperf.cli.console import Console

LINE_SECONDS: Final = 30.0
"""Between two lines where there is no terminal: a log of a day stays short enough to read."""
DRAW_SECONDS: Final = 0.2
"""Between two drawings of the bar; drawing for each of 100 documents a second costs time."""
WORDS: Final[Mapping[str, Bilingual]] = {
    "done": Bilingual("done", "完成"),
    "no-table": Bilingual("no table", "无表"),
    "failed": Bilingual("failed", "失败"),
    "crashed": Bilingual("crashed", "崩溃"),
    "timeout": Bilingual("timeout", "超时"),
}
_CONVERTING = Bilingual("Converting", "转换中")


class Tally:
    """Counts of documents by state, each document once."""

    def __init__(self, total: int, before: Mapping[ResultState, int]) -> None:
        """Begin with what was done before.

        Args:
            total: Documents of the archive.
            before: Documents that this run has nothing to do for.
        """
        self.total = total
        self.counts: dict[ResultState, int] = {
            state: before.get(state, 0) for state in RESULT_STATES
        }
        self.ended = 0
        """Documents that ended in this run; what is tried a second time is not counted again."""
        self._first: dict[str, ResultState] = {}

    def add(self, result: Result) -> None:
        """A document has ended, perhaps once more."""
        earlier = self._first.pop(result.sha256, None)
        if earlier is None:
            self.ended += 1
        else:
            self.counts[earlier] -= 1
        self.counts[result.state] += 1
        if result.state in {"crashed", "timeout"}:  # it may be tried once more
            self._first[result.sha256] = result.state

    @property
    def known(self) -> int:
        """Documents that have ended, now or before."""
        return sum(self.counts.values())


def grouped(number: int) -> str:
    """A count for eyes: 12 994."""
    return f"{number:,}".replace(",", " ")


def rate_words(documents: int, seconds: float) -> str:
    """Documents a second with two figures: 41/s, 4.1/s, 0.041/s."""
    rate = documents / seconds if seconds > 0 else 0.0
    return f"{rate:.0f}/s" if rate >= 10 or not rate else f"{rate:.2g}/s"


def clock(seconds: float) -> str:
    """Hours, minutes and seconds: 0:03:12."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"


class Progress:
    """Nothing is shown; the base of what shows something."""

    def __init__(self, tally: Tally) -> None:
        self.tally = tally
        self._now = time.monotonic
        self._started = self._now()

    def add(self, result: Result) -> None:
        """A document has ended."""
        self.tally.add(result)

    def tick(self) -> None:
        """Time has passed."""

    @property
    def _seconds(self) -> float:
        return self._now() - self._started


class Lines(Progress):
    """A line each half minute, for logs: the same words in all languages."""

    def __init__(self, tally: Tally, show: Callable[[str], None]) -> None:
        super().__init__(tally)
        self._show = show
        self._told = self._started

    def tick(self) -> None:
        """Print the line when it is time to."""
        if self._now() - self._told >= LINE_SECONDS:
            self._told = self._now()
            self._show(progress_line(self.tally, self._seconds))


def progress_line(tally: Tally, seconds: float) -> str:
    """How far the run is: 5118/12991 done=4978 … rate=41/s."""
    counts = " ".join(f"{state}={count}" for state, count in tally.counts.items())
    return f"{tally.known}/{tally.total} {counts} rate={rate_words(tally.ended, seconds)}"


class Drawing:
    """Last lines of the terminal; redrawn by hand, so there is no thread."""

    def __init__(self, console: Console, picture: Callable[[], Group]) -> None:
        from rich.console import Console as Terminal
        from rich.live import Live

        self._drawn = float("-inf")
        self._terminal = Terminal(stderr=True, no_color=not console.color)
        self._live = Live(
            get_renderable=picture,
            console=self._terminal,
            auto_refresh=False,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._live.start()

    def tick(self) -> None:
        """Draw it again when it is time to."""
        now = time.monotonic()
        if now - self._drawn >= DRAW_SECONDS:
            self._drawn = now
            self._live.refresh()

    def print(self, line: str) -> None:
        """Print a line above it."""
        self._terminal.out(line, highlight=False)

    def close(self) -> None:
        """Take it away."""
        self._live.stop()


class Bar(Progress):
    """A bar of all documents, and their counts below it."""

    def __init__(self, tally: Tally, console: Console) -> None:
        super().__init__(tally)
        self._console = console
        self.drawing = Drawing(console, self._picture)

    def tick(self) -> None:
        """Draw it again when it is time to."""
        self.drawing.tick()

    def _picture(self) -> Group:
        from rich.console import Group
        from rich.text import Text

        tally = self.tally
        bar = bar_row(
            _CONVERTING.text(self._console.language), tally.known, tally.total,
            bar_words(tally.known, tally.total, tally.ended, self._seconds),
        )  # fmt: skip
        return Group(bar, Text("  " + counts_words(tally.counts, self._console)))


def bar_row(title: str, done: int, total: int, words: str) -> Table:
    """A title, a bar and what stands beside it."""
    from rich.progress_bar import ProgressBar
    from rich.table import Table

    row = Table.grid(padding=(0, 1), expand=False)
    row.add_row(title, ProgressBar(total=max(total, 1), completed=done, width=40), words)
    return row


def bar_words(known: int, total: int, ended: int, seconds: float) -> str:
    """What stands beside the bar: counts, share, rate, time that remains.

    Args:
        known: How many have ended, now or before.
        total: How many there are.
        ended: How many of them have ended in this run.
        seconds: That this run took so far.
    """
    share = f"{100 * known // max(total, 1)} %"
    words = [f"{grouped(known)}/{grouped(total)}", share]
    if ended:
        words += [rate_words(ended, seconds), clock((total - known) * seconds / ended)]
    return "  ".join(words)


def counts_words(counts: Mapping[ResultState, int], console: Console) -> str:
    """The counts for eyes: done 4 978 · no table 89; without those that are 0."""
    language = console.language
    return " · ".join(
        f"{WORDS[state].text(language)} {grouped(count)}"
        for state, count in counts.items()
        if count or state == "done"
    )


@contextmanager
def shown(tally: Tally, console: Console) -> Iterator[Progress]:
    """Show how far the run is while the block runs.

    Args:
        tally: What it counts.
        console: Its messages are printed above the bar.
    """
    if console.style.quiet:
        yield Progress(tally)
        return
    if not console.is_terminal:
        yield Lines(tally, console.print)
        return
    bar = Bar(tally, console)
    printed, console.print = console.print, bar.drawing.print
    try:
        yield bar
    finally:
        bar.drawing.close()
        console.print = printed
