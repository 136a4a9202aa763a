"""What the tests of an archive share."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator

import pytest

from zhperf.batch import run as run_module
from zhperf.batch.work import Conversion, Converted
from zhperf.supervise import Finished, _attempt


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents are read in the test's process: what is tested lies around the reading."""

    def run_here(
        task: Callable[[Conversion], Converted], jobs: Iterable[Conversion], **options: object
    ) -> Iterator[Finished[Conversion, Converted]]:
        assert set(options) == {"workers", "limits", "on_poll"}
        for index, job in enumerate(jobs):
            start = time.monotonic()
            result, error = _attempt(task, job)
            yield Finished(index, job, result, error, time.monotonic() - start)

    monkeypatch.setattr(run_module, "supervise", run_here)
