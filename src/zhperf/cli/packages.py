"""Where a data package goes: a directory whose files appear when all of them are complete."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path
from typing import IO, TYPE_CHECKING

from zhperf.cli.outputfiles import output_errors, require_free
from zhperf.cli.outputs import STDOUT, StreamOutput
from zhperf.errors import Bilingual, OutputExistsError, UsageError
from zhperf.wholefiles import temporary
from zhperf.writers import PACKAGE_FILES, Frame, finish

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhperf.cli.sources import Source
    from zhperf.writers import Layout

_FILE_SUFFIXES = frozenset({".json", ".csv", ".zip", ".xlsx", ".parquet"})
"""No directory is called so: the user thinks of a file."""


class PackageOutput(StreamOutput):
    """All documents become one package; their rows wait in a temporary file."""

    def __init__(self, directory: Path, layout: Layout, *, overwrite: bool) -> None:
        super().__init__("rows", Frame(), str(directory), deliver=_nothing)
        self._layout = layout
        self._overwrite = overwrite
        self._finals = {part: directory / name for part, name in PACKAGE_FILES.items()}

    def _delivered(self, held_back: IO[bytes]) -> list[Bilingual]:
        held_back.seek(0)
        with ExitStack() as unfinished:
            for final in self._finals.values():
                unfinished.callback(temporary(final).unlink, missing_ok=True)
            told = self._write(held_back)
            self._publish()
        return told

    def _write(self, rows: IO[bytes]) -> list[Bilingual]:
        with ExitStack() as opened:
            streams = {
                part: opened.enter_context(temporary(final).open("wb"))
                for part, final in self._finals.items()
            }
            told = finish("datapackage", rows, streams, self._layout)
            for stream in streams.values():
                stream.flush()
                os.fsync(stream.fileno())
        return told

    def _publish(self) -> None:
        """Give the files their names; at no moment a description stands beside other tables."""
        for final in self._finals.values():
            if not self._overwrite and final.exists():  # made by someone else meanwhile
                raise OutputExistsError(str(final))
        self._finals["package"].unlink(missing_ok=True)
        for final in self._finals.values():
            temporary(final).replace(final)


def _nothing(written: IO[bytes], final: IO[bytes]) -> list[Bilingual]:
    return []


def package_output(
    place: str, sources: Sequence[Source], layout: Layout, *, overwrite: bool
) -> PackageOutput:
    """The output for `-f datapackage -o place`.

    Raises:
        UsageError: The place is no directory, or a file of the package is there.
    """
    directory = Path(place)
    with output_errors(place):
        is_other = directory.exists() and not directory.is_dir()
    if place == STDOUT or is_other or directory.suffix.lower() in _FILE_SUFFIXES:
        raise UsageError(
            "" if place == STDOUT else place,
            reason=Bilingual(
                "a data package is a directory of four files", "数据包是含有四个文件的目录"
            ),
            fix=Bilingual(
                "name the directory with -o, for example -f datapackage -o package/",
                "请用 -o 指定目录，例如 -f datapackage -o package/",
            ),
        )
    files = [directory / name for name in PACKAGE_FILES.values()]
    with output_errors(place):
        require_free(files, sources, overwrite=overwrite)
        directory.mkdir(parents=True, exist_ok=True)
    return PackageOutput(directory, layout, overwrite=overwrite)
