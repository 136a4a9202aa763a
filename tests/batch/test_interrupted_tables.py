"""Ctrl-C, or a full disk, while the tables of a dataset are made."""

from __future__ import annotations

import errno
import gc
import io
import os
import sys
from contextlib import ExitStack
from typing import IO, cast

import pytest

from zhperf.writers import Layout, TablesFormat, open_tables

PARTS = ("indicators", "documents")
FORMATS: tuple[TablesFormat, ...] = ("parquet", "csv", "xlsx")


class Failing(io.BytesIO):
    """A stream that takes so many bytes and then fails."""

    def __init__(self, room: int, error: type[BaseException]) -> None:
        super().__init__()
        self._room = room
        self._error = error

    def write(self, data: object, /) -> int:
        content = bytes(cast("bytes", data))
        if self.tell() + len(content) > self._room:
            raise self._error(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return super().write(content)


def written(output: TablesFormat, streams: dict[str, IO[bytes]]) -> None:
    """Tables without rows in streams that are closed at the end, as those of a dataset are."""
    with ExitStack() as opened:
        for stream in streams.values():
            opened.enter_context(stream)
        with open_tables(output, streams, PARTS, Layout()):
            pass


@pytest.mark.parametrize("output", FORMATS)
@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError])
def test_tables_that_cannot_be_completed_print_nothing_afterwards(
    output: TablesFormat, error: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Parquet's writers printed a traceback each, for a stream that was closed meanwhile."""
    unraisable: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", unraisable.append)
    streams: dict[str, IO[bytes]] = {
        part: Failing(20, error) for part in (("workbook",) if output == "xlsx" else PARTS)
    }
    with pytest.raises(error):
        written(output, streams)
    gc.collect()
    assert unraisable == []
