"""Template files of users, beside the families that come with zhperf.

A user's file with the id of a family of zhperf takes its place; it may extend any template,
also the one that it replaces.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

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
from zhperf.templates.checks import TEMPLATES, check_family, check_template
from zhperf.tomlfile import TomlFile, is_path, read_toml
from zhperf.tomlproblems import refuse_invalid
from zhperf.userfiles import Kind, Stamp, require_distinct, require_end, stamp, stamps

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

AUTO = "auto"
"""The choice of all families."""
NO_BASE = ""
"""What `extends` says in a file that has all its words itself."""
_KIND = Kind("template", "模板", TemplateError)
_FIX_CIRCLE = Bilingual(
    'let one of them extend "common", or nothing: extends = ""',
    '请让其中一个继承 "common"，或不继承：extends = ""',
)


class TemplateSource(NamedTuple):
    """A template as it is written."""

    template: Template
    """Without the words that it extends."""
    text: str
    """TOML, with comments."""
    path: str | None
    """None: it comes with zhperf."""


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
    chosen = _user_file(stamp(Path(template))).template.id
    return (_named(chosen, families, template_sources((*paths, template))),)


def load_templates(paths: Sequence[str]) -> tuple[Template, ...]:
    """All families, each with the words that it extends: the user's, then those of zhperf.

    Args:
        paths: Template files and directories of them.

    Raises:
        TemplateError: A file is wrong; nothing is left out silently.
    """
    return _families(stamps(paths, _KIND)) if paths else builtin_templates()


def template_sources(paths: Sequence[str]) -> tuple[TemplateSource, ...]:
    """All templates as they are written: the user's, then those of zhperf.

    Args:
        paths: Template files and directories of them.

    Raises:
        TemplateError: A file is wrong.
    """
    load_templates(paths)  # checks what single files cannot tell
    users = [_user_file(one) for one in stamps(paths, _KIND)]
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
            reason=_KIND.unknown(identifier, by_id),
            place=NOTHING,
            fix=_KIND.listed,
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
        fix=_KIND.listed,
    )


@lru_cache(maxsize=256)
def _user_file(one: Stamp) -> _UserFile:
    """A file by itself; read again when it has changed."""
    file = read_toml(Path(one.path), TemplateError)
    data = dict(file.data)
    if data.get("extends") == NO_BASE:
        data["extends"] = None
    try:
        template = Template.model_validate(data)
    except ValidationError as error:
        refuse_invalid(file, error, TEMPLATES)
    check_template(file, template)
    return _UserFile(file, template)


@lru_cache(maxsize=8)
def _families(files: tuple[Stamp, ...]) -> tuple[Template, ...]:
    found = [_user_file(one) for one in files]
    require_distinct([(user.file, user.template.id) for user in found], _KIND)
    users = {user.template.id: user for user in found}
    shipped = {template.id: template for template in builtin_sources()}
    bases = shipped | {key: _on_replaced(user, shipped) for key, user in users.items()}
    extended = {key: None if key == COMMON else base.extends for key, base in bases.items()}
    for key, user in users.items():
        require_end(user.file, key, extended, _KIND, _FIX_CIRCLE)
    first = [bases[key] for key in users]
    families = resolved((*first, *(shipped[key] for key in shipped if key not in users)))
    for family in families:
        if family.id in users:
            check_family(users[family.id].file, family)
    return families


def _on_replaced(user: _UserFile, shipped: dict[str, Template]) -> Template:
    """The template; if it extends the one that it replaces, with the words of that one."""
    template = user.template
    if template.extends != template.id or template.id not in shipped:
        return template
    base = shipped[template.id]
    return template.on(base).model_copy(update={"extends": base.extends})


def _builtin() -> list[TemplateSource]:
    return [
        TemplateSource(template, builtin_text(name), None)
        for name, template in zip(builtin_names(), builtin_sources(), strict=True)
    ]
