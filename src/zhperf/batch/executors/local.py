"""This machine: one part after the other, each with all workers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zhperf.batch.executors import MadeT, PartT, Watch, Work


class LocalExecutor:
    """Does the parts in this process."""

    own_workers: int | None = None

    def spread(
        self, work: Work[PartT, MadeT], parts: Iterable[PartT], watch: Watch
    ) -> Iterator[MadeT]:
        """Do the work on every part."""
        for part in parts:
            if watch.stopped():
                return
            yield work(part, watch)

    def __enter__(self) -> LocalExecutor:
        return self

    def __exit__(self, *error: object) -> None:
        """Nothing is held."""
