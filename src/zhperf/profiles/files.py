"""Profile files of users, beside the profiles that come with zhperf.

A user's file with the id of a profile of zhperf takes its place; it may extend any profile, also
the one that it replaces.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import ValidationError

from zhperf.errors import NOTHING, Bilingual, ProfileError
from zhperf.profiles import (
    AUTO,
    DEFAULT,
    Profile,
    builtin_data,
    builtin_profiles,
    builtin_text,
    completed,
    merged,
)
from zhperf.tomlfile import TomlFile, is_path, read_toml
from zhperf.tomlproblems import refuse_invalid
from zhperf.userfiles import Kind, Stamp, require_distinct, require_end, stamp, stamps

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_KIND = Kind("profile", "规则方案", ProfileError)
_FIX_CIRCLE = Bilingual(
    'let one of them extend "default": leave extends out',
    '请让其中一个继承 "default"，即不写 extends',
)


class ProfileSource(NamedTuple):
    """A profile as it is written."""

    profile: Profile
    """With all that it extends."""
    text: str
    """TOML, with comments."""
    path: str | None
    """None: it comes with zhperf."""


class Choice(NamedTuple):
    """What `zhperf.checking.CheckPlan` asks for."""

    id: str
    """Of a profile, or "auto"."""
    profiles: tuple[Profile, ...]
    """Those that count before the ones of zhperf; none if the user has none."""


class _UserFile(NamedTuple):
    file: TomlFile
    id: str
    data: dict[str, Any]


def load_profiles(paths: Sequence[str]) -> tuple[Profile, ...]:
    """All profiles: the user's, then those of zhperf that they do not replace.

    Args:
        paths: Profile files and directories of them.

    Raises:
        ProfileError: A file is wrong; nothing is left out silently.
    """
    if not paths:
        return tuple(builtin_profiles().values())
    return _profiles(stamps(paths, _KIND))


def select(choice: str, paths: Sequence[str]) -> Choice:
    """The profiles that a check needs.

    Args:
        choice: "auto", the id of a profile, or the path of a profile file.
        paths: Profile files and directories of them.

    Raises:
        ProfileError: There is none, or a file is wrong.
    """
    if not paths and choice in (AUTO, *builtin_data()):
        return Choice(choice, ())
    if choice == AUTO:
        return Choice(AUTO, load_profiles(paths))
    chosen = find_profile(choice, paths).id
    return Choice(chosen, load_profiles((*paths, choice) if is_path(choice) else paths))


def find_profile(choice: str, paths: Sequence[str]) -> Profile:
    """A profile by its id, or by the path of its file.

    Args:
        choice: Id or path.
        paths: Profile files and directories of them.

    Raises:
        ProfileError: There is none, or a file is wrong.
    """
    return find_source(choice, paths).profile


def find_source(choice: str, paths: Sequence[str]) -> ProfileSource:
    """The same, as it is written.

    Raises:
        ProfileError: There is none, or a file is wrong.
    """
    if is_path(choice):
        paths = (*paths, choice)
    sources = {source.profile.id: source for source in profile_sources(paths)}
    identifier = _user_file(stamp(Path(choice))).id if is_path(choice) else choice
    if identifier not in sources:
        reason = _KIND.unknown(identifier, sources)
        raise ProfileError(reason=reason, place=NOTHING, fix=_KIND.listed)
    return sources[identifier]


def profile_sources(paths: Sequence[str]) -> tuple[ProfileSource, ...]:
    """All profiles as they are written: the user's, then those of zhperf.

    Args:
        paths: Profile files and directories of them.

    Raises:
        ProfileError: A file is wrong.
    """
    files = {user.id: user.file for user in map(_user_file, stamps(paths, _KIND))}
    return tuple(
        ProfileSource(one, files[one.id].text, files[one.id].name)
        if one.id in files
        else ProfileSource(one, builtin_text(one.id), None)
        for one in load_profiles(paths)
    )


@lru_cache(maxsize=256)
def _user_file(one: Stamp) -> _UserFile:
    """A file by itself; read again when it has changed."""
    from zhperf.profiles.checks import check_id, profile_format

    file = read_toml(Path(one.path), ProfileError)
    data = dict(file.data)
    if isinstance(title := data.get("title"), str):
        data["title"] = {"en": title, "zh": title}
    kind = profile_format()
    try:
        kind.model.model_validate(data)
    except ValidationError as error:
        refuse_invalid(file, error, kind)
    check_id(file, data["id"])
    return _UserFile(file, data["id"], data)


@lru_cache(maxsize=8)
def _profiles(files: tuple[Stamp, ...]) -> tuple[Profile, ...]:
    from zhperf.profiles.checks import check_profile

    found = [_user_file(one) for one in files]
    require_distinct([(user.file, user.id) for user in found], _KIND)
    shipped = builtin_data()
    data = {user.id: _on_replaced(user, shipped) for user in found}
    data |= {key: shipped[key] for key in shipped if key not in data}
    bases = {key: _base(key, one) for key, one in data.items()}
    # A file that says what it extends is the one to change.
    for user in sorted(found, key=lambda one: "extends" not in one.data):
        require_end(user.file, user.id, bases, _KIND, _FIX_CIRCLE)
    profiles = {key: Profile.model_validate(completed(key, data)) for key in data}
    for user in found:
        check_profile(user.file, profiles[user.id])
    return tuple(profiles.values())


def _on_replaced(user: _UserFile, shipped: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """The data; if the profile extends the one that it replaces, on the data of that one."""
    if user.id not in shipped or user.data.get("extends", DEFAULT) != user.id:
        return user.data
    base = shipped[user.id]
    whole = merged(base, user.data)
    return {**{key: whole[key] for key in whole if key != "extends"}, **_extends(base)}


def _extends(base: Mapping[str, Any]) -> dict[str, Any]:
    return {"extends": base["extends"]} if "extends" in base else {}


def _base(identifier: str, data: Mapping[str, Any]) -> str | None:
    """What a profile extends; None for the default, unless it says something else."""
    base: str | None = data.get("extends", None if identifier == DEFAULT else DEFAULT)
    return base
