"""Profiles as TOML with all that they extend, as `zhperf profile ID --full` prints them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from zhperf.profiles import DEFAULT
from zhperf.tomlwriting import toml_list, toml_text

if TYPE_CHECKING:
    from zhperf.profiles import Profile


def full_text(profile: Profile) -> str:
    """A profile file that says everything itself; loading it gives the same profile.

    Args:
        profile: With all that it extends.
    """
    data = profile.model_dump(by_alias=True, exclude_none=True)
    data |= {"title": profile.title._asdict(), "extends": DEFAULT}
    return "\n".join(_table((), data)) + "\n"


def _table(path: tuple[str, ...], data: Mapping[str, Any]) -> Iterator[str]:
    """The values of a table, then the tables in it."""
    inner = {key: value for key, value in data.items() if _has_header(value)}
    for key, value in data.items():
        if key not in inner:
            yield from _entry(_key(key), value)
    for key, value in inner.items():
        yield ""
        yield f"[{'.'.join(map(_key, (*path, key)))}]"
        yield from _table((*path, key), value)


def _has_header(value: object) -> bool:
    """Whether a value is a table of its own; bands and the title are written on one line."""
    return isinstance(value, dict) and set(value) not in ({"low", "high"}, {"en", "zh"})


def _entry(key: str, value: Any) -> Iterator[str]:  # noqa: ANN401 (any value of TOML)
    if isinstance(value, tuple) and all(isinstance(one, str) for one in value):
        yield from toml_list(key, value)
    else:
        yield f"{key} = {_value(value)}"


def _value(value: Any) -> str:  # noqa: ANN401 (any value of TOML)
    """A value on one line."""
    if isinstance(value, Mapping):
        inner = ", ".join(f"{key} = {_value(one)}" for key, one in value.items())
        return f"{{ {inner} }}"
    if isinstance(value, tuple):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return toml_text(value) if isinstance(value, str) else json.dumps(value)


def _key(key: str) -> str:
    bare = key.isascii() and key.replace("-", "").replace("_", "").isalnum()
    return key if bare else toml_text(key)
