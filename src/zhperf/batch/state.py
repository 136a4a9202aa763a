"""What is done: an SQLite database in the dataset, with one writer.

Write-ahead logging with `synchronous=NORMAL`: a row that was written is there after a kill of the
process, and the database is whole after a loss of power.  Rows come after the files that they tell
of, so a lost row costs work and never data.
"""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias, get_args

from zhperf.errors import Bilingual, OutputUnwritableError, UsageError, system_reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zhperf.batch.archive import ArchivedFile

VERSION: Final = 1
"""Of the tables; a database of another version is not touched."""
FOLDER: Final = ".zhperf"
FILE: Final = "state.sqlite"
ResultState: TypeAlias = Literal["done", "no-table", "failed", "crashed", "timeout"]
"""How a document ended.  crashed: the process that read it died, or needed too much memory."""
RESULT_STATES: Final[tuple[ResultState, ...]] = get_args(ResultState)
RunRecipe: TypeAlias = "tuple[str, str | None]"
"""Recipes of a run: of the reading, and of the rules; None: it checked nothing."""
_RECIPE_FACT: Final = "recipe"
_FULL: Final = Bilingual("the disk is full", "磁盘空间不足")

_TABLES: Final = """
CREATE TABLE files (
    path TEXT PRIMARY KEY,           -- relative to the archive, forward slashes
    size INTEGER NOT NULL,
    modified INTEGER NOT NULL,       -- nanoseconds
    sha256 TEXT                      -- NULL: it could not be read
) WITHOUT ROWID;
CREATE TABLE results (
    sha256 TEXT PRIMARY KEY,
    recipe TEXT NOT NULL,            -- of the reading
    check_recipe TEXT,               -- of the rules; NULL: not checked
    state TEXT NOT NULL,
    code TEXT,                       -- of what went wrong
    message TEXT,
    kind TEXT,
    pages INTEGER,
    tables INTEGER NOT NULL,
    activities INTEGER NOT NULL,
    indicators INTEGER NOT NULL,
    findings INTEGER,                -- NULL: not checked
    templates TEXT NOT NULL,         -- ids, with commas
    engine TEXT NOT NULL,
    seconds REAL NOT NULL,
    tries INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""

_DOCUMENTS: Final = """
SELECT f.*, r.* FROM (SELECT *, min(path) OVER (PARTITION BY sha256) FROM files) AS f
LEFT JOIN results AS r USING (sha256) ORDER BY f.path
"""
_FILE_COLUMNS: Final = 5


class KnownFile(NamedTuple):
    """A file as it was at the last run."""

    path: str
    size: int
    modified: int
    sha256: str | None
    """None: it could not be read."""


class Result(NamedTuple):
    """How the reading of a content ended."""

    sha256: str
    recipe: str
    check_recipe: str | None
    state: ResultState
    code: str | None = None
    """Of the finding or the error; None if all went well."""
    message: str | None = None
    kind: str | None = None
    """What carries the tables: pdf, docx …; None if it could not be told."""
    pages: int | None = None
    tables: int = 0
    activities: int = 0
    indicators: int = 0
    findings: int | None = None
    """None: not checked."""
    templates: str = ""
    """Families of its tables, distinct and sorted, with commas."""
    engine: str = ""
    """What read its pages, with commas; what was asked for, if it could not be read."""
    seconds: float = 0.0
    """Wall time of the last try."""
    tries: int = 1
    """How often it was tried under this recipe; 0: its file could not be opened."""


class State:
    """The database of a dataset; a context manager that closes it."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    @classmethod
    def open(cls, dataset: Path) -> State:
        """Open the database for writing; made whole under a temporary name if there is none.

        Raises:
            UsageError: It is damaged, or of another version of zhperf.
            OutputUnwritableError: It cannot be written.
        """
        path = dataset / FOLDER / FILE
        with _database_errors(path):
            if not path.exists():
                _create(path)
            connection = sqlite3.connect(path, isolation_level=None)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            return cls(_checked(connection, path), path)

    @classmethod
    def read(cls, dataset: Path) -> State:
        """Open the database for reading only, also while a run writes it.

        Raises:
            UsageError: There is none, or it is damaged or of another version.
        """
        path = dataset / FOLDER / FILE
        if not path.is_file():
            raise UsageError(
                str(dataset),
                reason=Bilingual("is no dataset of zhperf batch", "不是 zhperf batch 生成的数据集"),
                fix=Bilingual(
                    "name the directory that was given with -o", "请指定 batch 时 -o 给出的目录"
                ),
            )
        with _database_errors(path):
            connection = sqlite3.connect(f"{path.absolute().as_uri()}?{_mode(path)}", uri=True)
            return cls(_checked(connection, path), path)

    def files(self) -> dict[str, KnownFile]:
        """The files of the last run, by path."""
        rows = self._connection.execute("SELECT * FROM files ORDER BY path")
        return {row[0]: KnownFile(*row) for row in rows}

    def paths(self) -> Iterator[str]:
        """The paths of the files of the last run; streamed."""
        for (path,) in self._connection.execute("SELECT path FROM files ORDER BY path"):
            yield path

    def begin_run(self, files: Iterable[KnownFile], recipe: RunRecipe) -> None:
        """Keep what this run is about instead of the last one, at once or not at all.

        From here on results of other recipes are none of the dataset's, until they are made anew.
        """
        with _database_errors(self._path), self._at_once():
            self._put_files(files)
            fact = (_RECIPE_FACT, json.dumps(recipe))
            self._connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", fact)

    def recipe(self) -> RunRecipe | None:
        """Recipes of the last run that began to convert; None: nothing is known of one."""
        fact = self.fact(_RECIPE_FACT)
        if fact is None:
            return None
        reading, checking = json.loads(fact)
        return reading, checking

    def replace_files(self, files: Iterable[KnownFile]) -> None:
        """Keep the files of this run instead of those of the last one, at once or not at all."""
        with _database_errors(self._path), self._at_once():
            self._put_files(files)

    def add_files(self, files: Iterable[KnownFile]) -> None:
        """Keep files whose hashes are new, beside those that are known."""
        with _database_errors(self._path), self._at_once():
            self._connection.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", files)

    def keep_file(self, file: KnownFile) -> None:
        """Keep a file that changed while the run went on."""
        self._write("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", file)

    def results(self) -> dict[str, Result]:
        """What is known of each content, by SHA-256."""
        rows = self._connection.execute("SELECT * FROM results")
        return {row[0]: Result(*row) for row in rows}

    def result(self, sha256: str) -> Result | None:
        """What is known of a content; None: nothing."""
        found = self._connection.execute("SELECT * FROM results WHERE sha256 = ?", (sha256,))
        row = found.fetchone()
        return None if row is None else Result(*row)

    def save(self, result: Result) -> None:
        """Keep a result; the files that it tells of are on disk.

        Raises:
            OutputUnwritableError: It cannot be written; what was there stays.
        """
        marks = ", ".join("?" * len(result))
        self._write(f"INSERT OR REPLACE INTO results VALUES ({marks})", result)

    def forget(self, sha256: str, *, read: bool) -> None:
        """Take back what is said of a content before its files are written over.

        A run that is killed in between must not leave a row that tells of other files.

        Args:
            sha256: Of the content.
            read: Whether its report is written; False: only its findings are.

        Raises:
            OutputUnwritableError: It cannot be written; what was there stays.
        """
        if read:
            self._write("DELETE FROM results WHERE sha256 = ?", (sha256,))
        else:
            change = "UPDATE results SET check_recipe = NULL, findings = NULL WHERE sha256 = ?"
            self._write(change, (sha256,))

    def documents(self) -> Iterator[tuple[KnownFile, str, Result | None]]:
        """Each file by path, the first path of its content, and what is known of it; streamed.

        Only what is known under the recipes of the last run: a result of another reading is none,
        and findings of another check are none.
        """
        recipe = self.recipe()
        rows = self._connection.execute(_DOCUMENTS)
        for row in rows:
            result = None if row[_FILE_COLUMNS] is None else Result(*row[_FILE_COLUMNS:])
            yield KnownFile(*row[:4]), row[4] if row[3] else row[0], valid(result, recipe)

    def fact(self, name: str) -> str | None:
        """A fact of the dataset, such as what its tables were collected from."""
        row = self._connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def set_fact(self, name: str, value: str) -> None:
        """Keep a fact of the dataset."""
        self._write("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    def close(self) -> None:
        """Close the database."""
        self._connection.close()

    def _write(self, statement: str, values: Sequence[object]) -> None:
        with _database_errors(self._path):
            self._connection.execute(statement, values)

    def _put_files(self, files: Iterable[KnownFile]) -> None:
        self._connection.execute("DELETE FROM files")
        self._connection.executemany("INSERT INTO files VALUES (?, ?, ?, ?)", files)

    @contextmanager
    def _at_once(self) -> Iterator[None]:
        """All that the block writes, or nothing of it."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:  # a full disk may have ended it already
                self._connection.execute("ROLLBACK")
            raise

    def __enter__(self) -> State:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def _create(path: Path) -> None:
    """Make the database complete before it gets its name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    unfinished.unlink(missing_ok=True)
    with closing(sqlite3.connect(unfinished)) as connection:
        connection.executescript(_TABLES)
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.commit()
    unfinished.replace(path)


def _mode(path: Path) -> str:
    """How to read a database: where nothing can be written, SQLite cannot make its index either."""
    if os.access(path.parent, os.W_OK) or path.with_name(f"{path.name}-wal").exists():
        return "mode=ro"
    return "immutable=1"


@contextmanager
def _database_errors(path: Path) -> Iterator[None]:
    """Tell of the database what the system says: disk full, no permission, damaged.

    Rows that contradict each other, or a wrong use, are mistakes of this program and stay so.
    """
    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise
    except sqlite3.OperationalError as error:
        reason = _FULL if error.sqlite_errorcode == sqlite3.SQLITE_FULL else str(error)
        raise OutputUnwritableError(str(path), reason=reason) from error
    except sqlite3.DatabaseError as error:
        raise _damaged(path, error) from error
    except OSError as error:
        raise OutputUnwritableError(str(path), reason=system_reason(error)) from error


def _checked(connection: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        whole = version != VERSION or connection.execute("SELECT count(*) FROM facts").fetchone()
    except sqlite3.DatabaseError:
        connection.close()
        raise
    if version != VERSION or not whole:
        connection.close()
        raise _unusable(
            path,
            Bilingual(
                f"is of another version of zhperf ({version})",
                f"由其他版本的 zhperf 生成（{version}）",
            ),
        )
    return connection


def _damaged(path: Path, error: sqlite3.DatabaseError) -> UsageError:
    return _unusable(path, Bilingual(f"is damaged: {error}", f"已损坏：{error}"))


def _unusable(path: Path, reason: Bilingual) -> UsageError:
    return UsageError(
        str(path),
        reason=reason,
        fix=Bilingual(
            "remove the file; the documents are then read again, or choose another -o",
            "请删除该文件（文件将重新读取），或用 -o 另选目录",
        ),
    )


def valid(result: Result | None, recipe: RunRecipe | None) -> Result | None:
    """What of a result counts in a dataset whose last run had these recipes; None: nothing.

    Args:
        result: What is known of a content; None: nothing.
        recipe: None: of a dataset that keeps none, where all results count.
    """
    if result is None or recipe is None:
        return result
    reading, checking = recipe
    if result.recipe != reading:
        return None
    if result.check_recipe != checking:
        return result._replace(check_recipe=None, findings=None)
    return result


def is_new(file: ArchivedFile, known: KnownFile | None) -> bool:
    """Whether the content of a file is to be read for its hash.

    Args:
        file: As it is.
        known: As it was at the last run; by size and time it is seen whether it changed.
    """
    if known is None or known.sha256 is None:
        return True
    return (file.size, file.modified) != (known.size, known.modified)


def by_content(files: Iterable[KnownFile]) -> Iterator[tuple[str, list[str]]]:
    """Each content with the paths that hold it, both sorted; by its first path."""
    paths: dict[str, list[str]] = {}
    for file in sorted(files):
        if file.sha256 is not None:
            paths.setdefault(file.sha256, []).append(file.path)
    yield from paths.items()
