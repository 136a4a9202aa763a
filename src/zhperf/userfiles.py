"""TOML files of users that stand beside those of zhperf: templates and profiles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, NoReturn

from zhperf.errors import NOTHING, Bilingual, UsageError
from zhperf.tomlfile import SUFFIX, unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from zhperf.tomlfile import TomlFile

_CONFIGURATION: Final = ("pyproject.toml", "zhperf.toml")
"""Files that may stand among them and are none of them."""


class Kind(NamedTuple):
    """What the files are."""

    en: str
    """Name in the singular, also that of the command which lists them."""
    zh: str
    error: type[UsageError]
    """What is wrong with them is told as."""

    @property
    def listed(self) -> Bilingual:
        """How to find out what there is."""
        return Bilingual(
            f"zhperf {self.en} lists all; the path of a {self.en} file ends with {SUFFIX}",
            f"zhperf {self.en} 列出全部；{self.zh}文件的路径以 {SUFFIX} 结尾",
        )

    def unknown(self, identifier: str, known: Iterable[str]) -> Bilingual:
        """That there is none with an id, and the nearest."""
        return unknown(Bilingual(self.en, self.zh), identifier, known)


class Stamp(NamedTuple):
    """A file as it was at one moment."""

    path: str
    changed: int
    """Nanoseconds."""
    size: int


def stamps(paths: Iterable[str], kind: Kind) -> tuple[Stamp, ...]:
    """The files of all paths, each once, in order.

    Args:
        paths: Files and directories of them.
        kind: What they are.

    Raises:
        UsageError: Of the kind's own class: a directory holds none.
    """
    found: dict[Path, Stamp] = {}
    for path in map(Path, paths):
        for file in _files(path, kind):
            found.setdefault(file.absolute(), stamp(file))
    return tuple(found.values())


def stamp(path: Path) -> Stamp:
    """A file as it is; one that cannot be looked at gives 0, reading it tells why."""
    try:
        state = path.stat()
    except OSError:
        return Stamp(str(path), 0, 0)
    return Stamp(str(path), state.st_mtime_ns, state.st_size)


def require_distinct(files: Iterable[tuple[TomlFile, str]], kind: Kind) -> None:
    """Check that no two files have one id.

    Raises:
        UsageError: Of the kind's own class: two have.
    """
    names: dict[str, str] = {}
    for file, identifier in files:
        other = names.setdefault(identifier, file.name)
        if other != file.name:
            file.refuse(
                ("id",),
                Bilingual(
                    f"the id '{identifier}' is that of {other} too",
                    f"id '{identifier}' 与 {other} 重复",
                ),
                Bilingual(
                    f"give each {kind.en} an id of its own", f"请为每个{kind.zh}使用不同的 id"
                ),
            )


def require_end(
    file: TomlFile,
    identifier: str,
    bases: Mapping[str, str | None],
    kind: Kind,
    fix: Bilingual,
) -> None:
    """Follow what a file extends to its end.

    Args:
        file: The file.
        identifier: Its id.
        bases: By id, what each extends; None at the end.
        kind: What they are.
        fix: How to break a circle.

    Raises:
        UsageError: Of the kind's own class: something is extended that is not there, or that
            extends this one.
    """
    chain = [identifier]
    while (base := bases[chain[-1]]) is not None:
        if base not in bases:
            file.refuse(("extends",), kind.unknown(base, bases), kind.listed)
        chain.append(base)
        if base in chain[:-1]:
            _refuse_circle(file, chain, kind, fix)


def _refuse_circle(file: TomlFile, chain: Sequence[str], kind: Kind, fix: Bilingual) -> NoReturn:
    circle = " → ".join(chain)
    reason = Bilingual(f"{kind.en}s extend each other: {circle}", f"{kind.zh}互相继承：{circle}")
    file.refuse(("extends",), reason, fix)


def _files(path: Path, kind: Kind) -> list[Path]:
    """The path itself, or the files of a directory by name."""
    try:
        if not path.is_dir():
            return [path]
        files = sorted(filter(_may_be_one, path.iterdir()))
    except OSError:
        return [path]  # reading it tells why
    if not files:
        raise kind.error(
            str(path),
            reason=Bilingual(f"the directory holds no {kind.en}", f"目录中没有{kind.zh}文件"),
            place=NOTHING,
            fix=Bilingual(
                f"put {kind.en} files named *.toml there, or name another path",
                f"请放入 *.toml {kind.zh}文件，或改用其他路径",
            ),
        )
    return files


def _may_be_one(file: Path) -> bool:
    hidden = file.name.startswith(".")
    return file.suffix == SUFFIX and file.name not in _CONFIGURATION and not hidden
