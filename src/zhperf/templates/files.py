"""Template files of users, beside the families that come with zhperf.

A user's file with the id of a family of zhperf takes its place; it may extend any template,
also the one that it replaces.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from pydantic import ValidationError

from zhperf.errors import NOTHING, Bilingual, TemplateError
from zhperf.templates import (
    COMMON,
    Template,
    builtin_names,
    builtin_sources,
    builtin_templates,
    builtin_text,
    resolved,
)
from zhperf.templates.checks import check_family, check_template, refuse_invalid
from zhperf.tomlfile import SUFFIX, TomlFile, is_path, read_toml, unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

AUTO = "auto"
"""The choice of all families."""
NO_BASE = ""
"""What `extends` says in a file that has all its words itself."""
_CONFIGURATION = ("pyproject.toml", "zhperf.toml")
"""Files that are no templates, though they may stand among them."""
_ID = Bilingual("template", "模板")
_LISTED = Bilingual(
    "zhperf template lists all; the path of a template file ends with .toml",
    "zhperf template 列出全部；模板文件的路径以 .toml 结尾",
)


class TemplateSource(NamedTuple):
    """A template as it is written."""

    template: Template
    """Without the words that it extends."""
    text: str
    """TOML, with comments."""
    path: str | None
    """None: it comes with zhperf."""


class _Stamp(NamedTuple):
    """A template file as it was at one moment."""

    path: str
    changed: int
    """Nanoseconds."""
    size: int


class _UserFile(NamedTuple):
    file: TomlFile
    template: Template


def select(template: str, paths: Sequence[str]) -> tuple[Template, ...]:
    """The families that a reading tries.

    Args:
        template: "auto", the id of a family, or the path of a template file.
        paths: Template files and directories of them.

    Raises:
        TemplateError: There is no such family, or a file is wrong.
    """
    if template == AUTO:
        return load_templates(paths)
    if not is_path(template):
        return (_named(template, load_templates(paths), template_sources(paths)),)
    families = load_templates((*paths, template))
    chosen = _user_file(_stamp(Path(template))).template.id
    return (_named(chosen, families, template_sources((*paths, template))),)


def load_templates(paths: Sequence[str]) -> tuple[Template, ...]:
    """All families, each with the words that it extends: the user's, then those of zhperf.

    Args:
        paths: Template files and directories of them.

    Raises:
        TemplateError: A file is wrong; nothing is left out silently.
    """
    return _families(_stamps(paths)) if paths else builtin_templates()


def template_sources(paths: Sequence[str]) -> tuple[TemplateSource, ...]:
    """All templates as they are written: the user's, then those of zhperf.

    Args:
        paths: Template files and directories of them.

    Raises:
        TemplateError: A file is wrong.
    """
    load_templates(paths)  # checks what single files cannot tell
    users = [_user_file(stamp) for stamp in _stamps(paths)]
    replaced = {user.template.id for user in users}
    return (
        *(TemplateSource(user.template, user.file.text, user.file.name) for user in users),
        *(source for source in _builtin() if source.template.id not in replaced),
    )


def find_source(identifier: str, sources: Iterable[TemplateSource]) -> TemplateSource:
    """The template with an id.

    Raises:
        TemplateError: There is none; the nearest is told.
    """
    by_id = {source.template.id: source for source in sources}
    if identifier not in by_id:
        raise TemplateError(
            reason=unknown(_ID, identifier, by_id),
            place=NOTHING,
            fix=_LISTED,
        )
    return by_id[identifier]


def _named(
    identifier: str, families: Sequence[Template], sources: Sequence[TemplateSource]
) -> Template:
    source = find_source(identifier, sources)
    for family in families:
        if family.id == identifier:
            return family
    raise TemplateError(
        source.path or "",
        reason=Bilingual(
            f"'{identifier}' holds words for other templates; it is no family",
            f"'{identifier}' 只为其他模板提供词语，不是一类表格",
        ),
        place=NOTHING,
        fix=_LISTED,
    )


def _stamps(paths: Iterable[str]) -> tuple[_Stamp, ...]:
    """The files of all paths, each once, in order."""
    found: dict[Path, _Stamp] = {}
    for path in map(Path, paths):
        for file in _files(path):
            found.setdefault(file.absolute(), _stamp(file))
    return tuple(found.values())


def _files(path: Path) -> list[Path]:
    """The path itself, or the template files of a directory by name."""
    try:
        if not path.is_dir():
            return [path]
        files = sorted(
            file
            for file in path.iterdir()
            if file.suffix == SUFFIX
            and file.name not in _CONFIGURATION
            and not file.name.startswith(".")
        )
    except OSError:
        return [path]  # reading it tells why
    if not files:
        raise TemplateError(
            str(path),
            reason=Bilingual("the directory holds no template", "目录中没有模板文件"),
            place=NOTHING,
            fix=Bilingual(
                "put template files named *.toml there, or name another path",
                "请放入 *.toml 模板文件，或改用其他路径",
            ),
        )
    return files


def _stamp(path: Path) -> _Stamp:
    try:
        state = path.stat()
    except OSError:
        return _Stamp(str(path), 0, 0)  # reading it tells why
    return _Stamp(str(path), state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=256)
def _user_file(stamp: _Stamp) -> _UserFile:
    """A file by itself; read again when it has changed."""
    file = read_toml(Path(stamp.path), TemplateError)
    data = dict(file.data)
    if data.get("extends") == NO_BASE:
        data["extends"] = None
    try:
        template = Template.model_validate(data)
    except ValidationError as error:
        refuse_invalid(file, error)
    check_template(file, template)
    return _UserFile(file, template)


@lru_cache(maxsize=8)
def _families(stamps: tuple[_Stamp, ...]) -> tuple[Template, ...]:
    users = {user.template.id: user for user in _distinct(map(_user_file, stamps))}
    shipped = {template.id: template for template in builtin_sources()}
    bases = shipped | {key: _on_replaced(user, shipped) for key, user in users.items()}
    for user in users.values():
        _check_extends(user, bases)
    first = [bases[key] for key in users]
    families = resolved((*first, *(shipped[key] for key in shipped if key not in users)))
    for family in families:
        if family.id in users:
            check_family(users[family.id].file, family)
    return families


def _distinct(users: Iterable[_UserFile]) -> Iterable[_UserFile]:
    files: dict[str, str] = {}
    for user in users:
        other = files.setdefault(user.template.id, user.file.name)
        if other != user.file.name:
            user.file.refuse(
                ("id",),
                Bilingual(
                    f"the id '{user.template.id}' is that of {other} too",
                    f"id '{user.template.id}' 与 {other} 重复",
                ),
                Bilingual("give each template an id of its own", "请为每个模板使用不同的 id"),
            )
        yield user


def _on_replaced(user: _UserFile, shipped: dict[str, Template]) -> Template:
    """The template; if it extends the one that it replaces, with the words of that one."""
    template = user.template
    if template.extends != template.id or template.id not in shipped:
        return template
    base = shipped[template.id]
    return template.on(base).model_copy(update={"extends": base.extends})


def _check_extends(user: _UserFile, templates: dict[str, Template]) -> None:
    """Follow what a template extends to its end."""
    template, chain = templates[user.template.id], [user.template.id]
    while template.extends is not None and template.id != COMMON:
        if template.extends not in templates:
            user.file.refuse(("extends",), unknown(_ID, template.extends, templates), _LISTED)
        chain.append(template.extends)
        if template.extends in chain[:-1]:
            _refuse_cycle(user, chain)
        template = templates[template.extends]


def _refuse_cycle(user: _UserFile, chain: list[str]) -> NoReturn:
    circle = " → ".join(chain)
    user.file.refuse(
        ("extends",),
        Bilingual(f"templates extend each other: {circle}", f"模板互相继承：{circle}"),
        Bilingual(
            'let one of them extend "common", or nothing: extends = ""',
            '请让其中一个继承 "common"，或不继承：extends = ""',
        ),
    )


def _builtin() -> list[TemplateSource]:
    return [
        TemplateSource(template, builtin_text(name), None)
        for name, template in zip(builtin_names(), builtin_sources(), strict=True)
    ]
