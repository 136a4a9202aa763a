"""Where results go: files that appear only when complete, or one stream in source order.

Workers write temporary files; here they are moved to their place or copied to the stream.
Nothing is written over without --overwrite, and an error leaves nothing half done.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple, Protocol, TypeAlias, TypeVar, cast

from zhperf.cli.outputfiles import output_errors, require_free
from zhperf.cli.sources import is_folder
from zhperf.errors import (
    Bilingual,
    OutputClashError,
    OutputExistsError,
    UsageError,
)
from zhperf.wholefiles import temporary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from types import TracebackType

    from zhperf.cli.sources import Source
    from zhperf.writers import Frame

FormatT = TypeVar("FormatT", bound=str)
Deliver: TypeAlias = "Callable[[IO[bytes], IO[bytes]], list[Bilingual]]"
"""Makes the result out of what the workers wrote; gives what the format could not hold."""

STDOUT = "-"
SPOOL_BYTES = 8 * 1024 * 1024
"""So much of a JSON array is kept in memory before it goes to a temporary file."""


class Parts(NamedTuple):
    """The files that one document becomes."""

    suffixes: Mapping[str, str]
    """Part of the format to the end of its file name."""
    main: str
    """The part that stands for the document when there is only one file or stream."""


class Output(Protocol):
    """A place for the results of documents, each known by its index."""

    def targets(self, index: int) -> dict[str, Path]:
        """Temporary files that a worker shall write, by part."""

    def destination(self, index: int) -> str:
        """Where the result will be, for messages; "" for standard output."""

    def complete(self, index: int) -> None:
        """The temporary files of a document are complete; called in any order."""

    def publish(self, index: int) -> None:
        """Called after `complete`, in the order of the sources."""

    def discard(self, index: int) -> None:
        """The document failed."""

    def close(self) -> list[Bilingual]:
        """All documents are done.

        Returns:
            What the format could not hold.
        """

    def __enter__(self) -> Output:
        """Clean up temporary files at the end of the block, however it ends."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


class FileOutput:
    """Each document becomes files of its own."""

    def __init__(self, finals: Sequence[Mapping[str, Path]], *, overwrite: bool) -> None:
        self._finals = finals
        self._overwrite = overwrite

    def targets(self, index: int) -> dict[str, Path]:
        """Files beside the final ones, so that renaming them is atomic."""
        return {part: temporary(final) for part, final in self._finals[index].items()}

    def destination(self, index: int) -> str:
        """The first of the files."""
        return str(next(iter(self._finals[index].values())))

    def complete(self, index: int) -> None:
        """Give the files their names."""
        for final in self._finals[index].values():
            if not self._overwrite and final.exists():  # made by someone else meanwhile
                raise OutputExistsError(str(final))
            with output_errors(str(final)):
                temporary(final).replace(final)

    def publish(self, index: int) -> None:
        """Nothing: the files are there."""

    def discard(self, index: int) -> None:
        """Remove the temporary files."""
        for path in self.targets(index).values():
            path.unlink(missing_ok=True)

    def close(self) -> list[Bilingual]:
        """Nothing: each file is complete."""
        return []

    def __enter__(self) -> FileOutput:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for index in range(len(self._finals)):
            self.discard(index)


class StreamOutput:
    """All documents go to one stream, one after the other."""

    def __init__(
        self, part: str, frame: Frame, destination: str = "", deliver: Deliver | None = None
    ) -> None:
        """A stream to a place.

        Args:
            part: Part of the format that is written.
            frame: What stands around the documents.
            destination: Path of a file; "" for standard output.
            deliver: Called when all is complete; before that nothing is written.  None: each
                document is written as it comes.
        """
        self._part = part
        self._frame = frame
        self._destination = destination
        self._deliver = deliver
        self._resources = ExitStack()
        self._folder = Path()
        self._sink: IO[bytes] | None = None

    def targets(self, index: int) -> dict[str, Path]:
        """A file in a folder of our own."""
        return {self._part: self._spool(index)}

    def destination(self, index: int) -> str:
        """The file that all documents share."""
        return self._destination

    def complete(self, index: int) -> None:
        """Nothing: documents before this one come first."""

    def publish(self, index: int) -> None:
        """Copy the document to the stream."""
        with output_errors(self._destination):
            opening = self._frame.opening if self._sink is None else self._frame.between
            sink = self._open()
            sink.write(opening.encode())
            with self._spool(index).open("rb") as spool:
                shutil.copyfileobj(spool, sink)
            sink.flush()
        self.discard(index)

    def discard(self, index: int) -> None:
        """Remove the temporary file."""
        self._spool(index).unlink(missing_ok=True)

    def close(self) -> list[Bilingual]:
        """Write what stands behind the documents; nothing if there is none."""
        if self._sink is None:
            return []
        with output_errors(self._destination):
            self._sink.write(self._frame.closing.encode())
            self._sink.flush()
            return self._delivered(self._sink)

    def _delivered(self, held_back: IO[bytes]) -> list[Bilingual]:
        if self._deliver is None:
            return []
        held_back.seek(0)
        with self._final() as final:
            told = self._deliver(held_back, final)
            final.flush()
        return told

    def _spool(self, index: int) -> Path:
        return self._folder / str(index)

    def _open(self) -> IO[bytes]:
        if self._sink is None:
            self._sink = self._resources.enter_context(
                self._final() if self._deliver is None else _spooled()
            )
        return self._sink

    @contextmanager
    def _final(self) -> Iterator[IO[bytes]]:
        if not self._destination:
            yield sys.stdout.buffer
            return
        with Path(self._destination).open("wb") as stream:
            yield stream

    def __enter__(self) -> StreamOutput:
        self._folder = Path(
            self._resources.enter_context(tempfile.TemporaryDirectory(prefix="zhperf-"))
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._resources.close()


class JoinedFileOutput(StreamOutput):
    """All documents go to one file, which appears when it is complete."""

    @contextmanager
    def _final(self) -> Iterator[IO[bytes]]:
        path = Path(self._destination)
        unfinished = temporary(path)
        try:
            with unfinished.open("wb") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)


def choose_output(
    place: str,
    sources: Sequence[Source],
    parts: Parts,
    frame: Frame,
    *,
    several: bool,
    overwrite: bool,
    deliver: Deliver | None = None,
) -> Output:
    """The output for `-o place`.

    Args:
        place: File, directory, or "-" for standard output.
        sources: What will be written, in order.
        parts: The files of a document.
        frame: What stands around documents in one stream.
        several: Whether the command line asks for more than one document.
        overwrite: Whether files may be replaced.
        deliver: Makes one result of all documents; None: it is what they wrote.

    Raises:
        UsageError: A file exists, two sources would write one file, or there is no such folder.
    """
    if deliver is None and frame.closing:  # an array cannot be used before it is complete
        deliver = _copied
    if place == STDOUT:
        _require_stdout()
        return StreamOutput(parts.main, frame, deliver=deliver)
    with output_errors(place):
        if is_directory(place, several=several):
            return _directory_output(Path(place), sources, parts, overwrite=overwrite)
        path = Path(place)
        if path.is_symlink():  # what it points to is replaced, not the link
            path = path.resolve()
        if path.exists() and not path.is_file():  # a device or a pipe must not be replaced
            return StreamOutput(parts.main, frame, str(path), deliver)
        require_free([path], sources, overwrite=overwrite)
    if several:
        return JoinedFileOutput(parts.main, frame, str(path), deliver or _copied)
    return FileOutput([{parts.main: path}], overwrite=overwrite)


def is_directory(place: str, *, several: bool) -> bool:
    """Whether `-o place` means a directory.

    It does if it is one, if it ends with a slash, or if there are several sources and it has
    no suffix.
    """
    path = Path(place)
    return place != STDOUT and (
        is_folder(path) or place.endswith(("/", os.sep)) or (several and not path.suffix)
    )


def suffix_format(
    output: str, formats: Mapping[str, FormatT], option: str = "-f"
) -> FormatT | None:
    """The format that the suffix of a file asks for; None if it has none.

    Args:
        output: Path of the file, or "-".
        formats: By suffix.
        option: That which names a format.

    Raises:
        UsageError: The suffix is unknown.
    """
    suffix = Path(output).suffix.lower()
    if output == STDOUT or not suffix or suffix in formats:
        return formats.get(suffix)
    known = ", ".join(formats)
    raise UsageError(
        output,
        reason=Bilingual(f"no format is called {suffix}", f"没有与 {suffix} 对应的格式"),
        fix=Bilingual(
            f"name the format with {option}, or use one of {known}",
            f"请用 {option} 指定格式，或使用后缀 {known}",
        ),
    )


@contextmanager
def _spooled() -> Iterator[IO[bytes]]:
    with tempfile.SpooledTemporaryFile(SPOOL_BYTES) as spool:
        yield cast("IO[bytes]", spool)


def _copied(written: IO[bytes], final: IO[bytes]) -> list[Bilingual]:
    shutil.copyfileobj(written, final)
    return []


def _directory_output(
    directory: Path, sources: Sequence[Source], parts: Parts, *, overwrite: bool
) -> FileOutput:
    finals = [
        {part: directory / (source.stem + suffix) for part, suffix in parts.suffixes.items()}
        for source in sources
    ]
    owners: dict[str, int] = {}
    for index, files in enumerate(finals):
        for final in files.values():
            # Case is folded because Windows and macOS do not tell A.json from a.json.
            first = owners.setdefault(str(final).casefold(), index)
            if first != index:
                other = sources[first].name
                raise OutputClashError(sources[index].name, other=other, output=final)
    require_free(
        [path for files in finals for path in files.values()], sources, overwrite=overwrite
    )
    with output_errors(str(directory)):
        directory.mkdir(parents=True, exist_ok=True)
    return FileOutput(finals, overwrite=overwrite)


def _require_stdout() -> None:
    if sys.stdout is None:
        raise UsageError(
            reason=Bilingual("standard output is closed", "标准输出已关闭"),
            fix=Bilingual("name a file with -o", "请用 -o 指定文件"),
        )
