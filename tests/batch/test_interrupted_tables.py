"""Ctrl-C, or a full disk, while the tables of a dataset are made."""

from __future__ import annotations

import errno
import gc
import io
import os
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import IO, cast

import pytest

from batch.driving import write_samples
from zhperf.batch import dataset as module
from zhperf.cli.app import run
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


def test_parquet_that_is_never_completed_prints_nothing_either(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As if Ctrl-C came before their block, or a second one at its end."""
    unraisable: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", unraisable.append)
    with ExitStack() as opened:
        streams = {part: opened.enter_context(io.BytesIO()) for part in PARTS}
        tables = open_tables("parquet", streams, PARTS, Layout())
    del tables
    gc.collect()
    assert unraisable == []


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "en",
            "error: interrupted while the tables were made; results are saved, "
            "run the same command to make them\n",
        ),
        ("zh", "错误：生成数据表时中断；处理结果均已保存，重新运行同一命令即可生成\n"),
    ],
)
def test_an_interrupt_while_tables_are_made_is_told_truly(
    language: str,
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    write_samples(tmp_path / "archive", 1)
    monkeypatch.chdir(tmp_path)
    command = ["batch", "archive", "-o", "data", "--lang", language]

    def interrupted(*arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(module, "_write_text", interrupted)
        assert run(command) == 130
    assert capsys.readouterr().err.endswith(told)
    assert [path.name for path in Path("data").iterdir() if path.is_file()] == []
    assert run(command) == 0
    assert Path("data/indicators.parquet").exists()
