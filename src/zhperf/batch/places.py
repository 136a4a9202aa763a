"""Where documents and results are when it is no folder: any URL that fsspec can open.

A store of objects has no folders, no links and no renaming, so little is asked of it: list, read
whole, write whole.  Its checksums are not asked for: an ETag is no SHA-256 of the content.
"""

from __future__ import annotations

import hashlib
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from zhperf.batch.archive import DEFAULT_GLOB, ArchivedFile
from zhperf.errors import (
    Bilingual,
    MissingExtraError,
    NoSourcesError,
    OutputUnwritableError,
    SourceNotFoundError,
    UsageError,
    system_reason,
)
from zhperf.globs import matches
from zhperf.wholefiles import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_URL: Final = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
"""Two characters at least before the colon: one is a drive of Windows."""
_WHOLE_PUTS: Final = frozenset({"s3", "s3a", "gs", "gcs", "az", "abfs", "adl", "oss", "memory"})
"""Protocols under which an object is there when it is complete, and not before; under others it
is written under a temporary name."""
AT_ONCE: Final = 16
"""Objects on their way at the same time.  One takes some 50 ms in a store, of which the line is
used for a fraction; more than this only fill memory."""
_CHANGED: Final = ("LastModified", "mtime", "last_modified", "updated", "created")
"""Where file systems of fsspec tell the time of the last change."""


class Urls(NamedTuple):
    """What is not in a folder that all machines have under the same path."""

    sources: str | None = None
    """Of the archive; None: it is a folder."""
    results: str | None = None
    """Where workers put reports and findings; None: into the dataset, a folder that they have."""


class Storage(Protocol):
    """Whole files by their paths below something."""

    def fetch(self, targets: Mapping[str, Path]) -> list[str]:
        """Get copies into files that appear when they are complete.

        Args:
            targets: A local file for each path.

        Returns:
            Paths where nothing is, or nothing that may be read.

        Raises:
            OSError: The place does not answer; asking again may help.
        """

    def put(self, sources: Mapping[str, Path]) -> None:
        """Write files whole; old ones are replaced.

        Args:
            sources: A local file for each path.

        Raises:
            OutputUnwritableError: The place refuses.
        """


def opened(place: Path | str) -> Storage:
    """The storage at a folder or a URL.

    Raises:
        ZhperfError: As `RemoteFolder`.
    """
    return RemoteFolder(place) if isinstance(place, str) else LocalFolder(place)


def is_url(place: str) -> bool:
    """Whether a place is a URL, such as s3://bucket/2024, and no path."""
    return _URL.match(place) is not None


class LocalFolder:
    """A folder, which other machines may have too."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def fetch(self, targets: Mapping[str, Path]) -> list[str]:
        """Copy files from here."""
        lost = []
        for path, target in targets.items():
            try:
                content = (self._folder / path).read_bytes()
            except (FileNotFoundError, PermissionError):
                lost.append(path)
            else:
                _write(target, content)
        return lost

    def put(self, sources: Mapping[str, Path]) -> None:
        """Copy files to here."""
        for path, source in sources.items():
            try:
                _write(self._folder / path, source.read_bytes())
            except OSError as error:
                reason = system_reason(error)
                raise OutputUnwritableError(str(self._folder / path), reason=reason) from error


class RemoteFolder:
    """What is below a URL."""

    def __init__(self, url: str) -> None:
        """Open the file system; nothing is asked of it yet.

        Raises:
            MissingExtraError: fsspec is not installed, or what it needs for this protocol.
            UsageError: fsspec does not know the protocol.
        """
        try:
            from fsspec.core import url_to_fs

            self._files, root = url_to_fs(url, use_listings_cache=False)
        except ImportError as error:
            raise MissingExtraError(
                url, feature=url.partition(":")[0] + "://", extra="cloud"
            ) from (error)
        except ValueError as error:
            raise UsageError(
                url,
                reason=Bilingual(f"no such place: {error}", f"无法识别的位置：{error}"),
                fix=Bilingual(
                    "write s3://bucket/folder, or a path", "请写成 s3://存储桶/目录，或本地路径"
                ),
            ) from error
        self.url = url
        self._root = str(root).rstrip("/")

    def listed(self, glob: str = DEFAULT_GLOB) -> list[ArchivedFile]:
        """The files below the URL, by path, as `archive.listed` gives those of a folder.

        Their locations are only names: `fetch` gets what is there.

        Raises:
            SourceNotFoundError: The URL cannot be listed.
            NoSourcesError: No file fits.
        """
        anywhere = Path("/")
        found = []
        for path, facts in self._walked():
            hidden = any(part.startswith(".") for part in path.split("/"))
            if not hidden and matches(glob.lower(), anywhere / path.lower(), anywhere):
                size, changed = int(facts.get("size") or 0), _changed(facts)
                found.append(ArchivedFile(path, Path(self.url, path), size, changed))
        if not found:
            raise NoSourcesError(self.url)
        return sorted(found)

    def fetch(self, targets: Mapping[str, Path]) -> list[str]:
        """Get objects."""
        with ThreadPoolExecutor(AT_ONCE) as threads:
            there = threads.map(self._fetch_one, targets, targets.values())
            return [path for path, gotten in zip(targets, there, strict=True) if not gotten]

    def content_hashes(self, paths: Iterable[str]) -> list[str | None]:
        """SHA-256 of objects in hexadecimal, in their order; None: it cannot be read.

        Raises:
            OSError: The store does not answer; asking again may help.
        """
        with ThreadPoolExecutor(AT_ONCE) as threads:
            return list(threads.map(self._content_hash, paths))

    def put(self, sources: Mapping[str, Path]) -> None:
        """Write objects."""
        with ThreadPoolExecutor(AT_ONCE) as threads:
            for _ in threads.map(self._put_one, sources, sources.values()):
                pass

    def remove(self, paths: Iterable[str]) -> None:
        """Remove objects; those that are not there are none to remove.

        Raises:
            OutputUnwritableError: The store refuses.
        """
        for path in paths:
            try:
                self._files.rm_file(self._below(path))
            except FileNotFoundError:
                continue
            except Exception as error:  # each store has errors of its own
                raise self._unwritable(path, error) from error

    def _walked(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Every object with what the store says of it, folder by folder."""
        try:
            for folder, _, files in self._files.walk(self._root, detail=True, on_error="raise"):
                within = str(folder).rstrip("/").removeprefix(self._root).strip("/")
                for name, facts in files.items():
                    if name:  # some stores keep an object for the folder itself
                        yield f"{within}/{name}" if within else name, facts
        except Exception as error:  # each store has errors of its own
            raise SourceNotFoundError(self.url, reason=_words(error)) from error

    def _fetch_one(self, path: str, target: Path) -> bool:
        content = self._content(path)
        if content is None:
            return False
        _write(target, content)
        return True

    def _content_hash(self, path: str) -> str | None:
        content = self._content(path)
        return None if content is None else hashlib.sha256(content).hexdigest()

    def _content(self, path: str) -> bytes | None:
        try:
            return bytes(self._files.cat_file(self._below(path)))
        except (FileNotFoundError, PermissionError):
            return None
        except OSError:
            raise
        except Exception as error:  # each store has errors of its own
            raise OSError(_words(error).en) from error

    def _put_one(self, path: str, source: Path) -> None:
        final = self._below(path)
        try:
            if self._puts_whole:
                self._files.pipe_file(final, source.read_bytes())
                return
            parent, name = PurePosixPath(final).parent, PurePosixPath(final).name
            unfinished = str(parent / f".{name}.tmp")
            self._files.makedirs(str(parent), exist_ok=True)
            self._files.pipe_file(unfinished, source.read_bytes())
            self._files.mv(unfinished, final)
        except Exception as error:  # each store has errors of its own
            raise self._unwritable(path, error) from error

    def _unwritable(self, path: str, error: Exception) -> OutputUnwritableError:
        return OutputUnwritableError(f"{self.url}/{path}", reason=_words(error))

    @property
    def _puts_whole(self) -> bool:
        protocol = self._files.protocol
        names = {protocol} if isinstance(protocol, str) else set(protocol)
        return bool(names & _WHOLE_PUTS)

    def _below(self, path: str) -> str:
        return f"{self._root}/{path}"


def _changed(facts: dict[str, Any]) -> int:
    """Nanoseconds since the epoch; where no time is told, a number that changes with the rest."""
    told = next((facts[name] for name in _CHANGED if facts.get(name) is not None), None)
    if isinstance(told, datetime):
        aware = told if told.tzinfo else told.replace(tzinfo=UTC)
        return int(aware.timestamp() * 1e9)
    if isinstance(told, int | float):
        return int(told * 1e9)
    text = repr(sorted((str(name), str(value)) for name, value in facts.items()))
    return int(hashlib.sha256(text.encode()).hexdigest()[:15], 16)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, content)


def _words(error: Exception) -> Bilingual:
    text = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return Bilingual(text, text)
