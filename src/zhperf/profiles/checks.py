"""What is wrong in a profile file: told with the line, the nearest right word, and the fix."""

from __future__ import annotations

import copy
import re
from decimal import Decimal
from functools import cache
from itertools import pairwise
from types import GenericAlias, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, create_model
from pydantic_core import PydanticCustomError

from zhperf.errors import Bilingual
from zhperf.profiles import AUTO, MORE_WORDS, Data, Profile, Words
from zhperf.tomlfile import known_ones, unknown
from zhperf.tomlproblems import Format

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.fields import FieldInfo

    from zhperf.tomlfile import Location, TomlFile

ANY_LEVEL = "*"
"""Key of the second levels that may stand under any first level."""
OWN = ("id", "title")
"""What each file says itself."""
_LEVEL = Bilingual("first level", "一级指标")
_LEVELS = Bilingual("first levels", "一级指标")
_MANUAL = Bilingual("see docs/profiles.md for the format", "格式见 docs/profiles.md")


def _is_number(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise PydanticCustomError("decimal_type", "a number")
    return value


_Number = Annotated[Decimal, BeforeValidator(_is_number), Field(ge=0)]
_Whole = Annotated[int, Field(ge=0, strict=True)]
_Truth = Annotated[bool, Field(strict=True)]
_Text = Annotated[str, Field(pattern=r"\S")]
_STRICT: dict[object, object] = {Decimal: _Number, int: _Whole, bool: _Truth, str: _Text}
"""What a user's file may hold where the model has a type."""


@cache
def profile_format() -> Format:
    """What a user's file may say: all keys, of which most may be left out."""
    model = create_model(
        "ProfileFile",
        __base__=_partial(Profile),
        more_words=(_lists(), Field(default=None, alias=MORE_WORDS)),
    )
    choices = {
        "blocks": Bilingual("block", "部分"),
        "reverse": Bilingual("formula", "公式"),
    }
    return Format(model, choices, _MANUAL)


@cache
def _partial(model: type[BaseModel]) -> type[BaseModel]:
    """The model for a file that says only what differs."""
    fields = {name: _optional(name, field) for name, field in model.model_fields.items()}
    return create_model(f"{model.__name__}File", __base__=_FileData, **fields)


@cache
def _lists() -> type[BaseModel]:
    """The lists of words, to which more can be added."""
    fields: dict[str, Any] = {
        name: _optional(name, field)
        for name, field in Words.model_fields.items()
        if get_origin(field.annotation) in (tuple, dict)
    }
    return create_model("MoreWordsFile", __base__=_FileData, **fields)


def _optional(name: str, whole: FieldInfo) -> Any:  # noqa: ANN401 (what create_model takes)
    """Type and field of a key, which may be left out unless each file says it itself."""
    field = copy.copy(whole)
    field.annotation = None
    if name not in OWN:
        field.default = None
    return _strict(whole.annotation), field


class _FileData(Data):
    """Keys only as files write them."""

    model_config = ConfigDict(populate_by_name=False)


def _strict(kind: Any) -> Any:  # noqa: ANN401 (types are values here)
    """A type of the model as a file may have it: nothing is converted, no number is below 0."""
    origin, inner = get_origin(kind), get_args(kind)
    if kind in _STRICT:
        return _STRICT[kind]
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return _partial(kind)
    if origin in (Union, UnionType):
        return Union[tuple(map(_strict, inner))]  # noqa: UP007 (of a tuple)
    if origin is tuple:
        return GenericAlias(tuple, (_strict(inner[0]), ...))
    if origin is dict:
        return GenericAlias(dict, (inner[0], _strict(inner[1])))
    return kind


def check_id(file: TomlFile, identifier: str) -> None:
    """Check that the id can be one.

    Raises:
        ProfileError: It cannot.
    """
    plain = not re.search(r"\s", identifier) and not identifier.endswith(".toml")
    if plain and identifier != AUTO:
        return
    file.refuse(
        ("id",),
        Bilingual(f"'{identifier}' cannot be an id", f"'{identifier}' 不能作为 id"),
        Bilingual(
            "choose a word without spaces that is not auto and does not end with .toml",
            "请用不含空格的名称，不能是 auto，也不能以 .toml 结尾",
        ),
    )


def check_profile(file: TomlFile, profile: Profile) -> None:
    """Check what the types do not say.

    Args:
        file: Where it stands.
        profile: With all that it extends.

    Raises:
        ProfileError: A level that is not in the list of first levels, or numbers in a wrong order.
    """
    known = [*profile.words.level1, ANY_LEVEL]
    for location, level in _levels(profile):
        if level not in known:
            fix = known_ones(_LEVELS, known[:-1])
            file.refuse(_place(file, location), unknown(_LEVEL, level, known), fix)
    _check_bands(file, profile)
    _check_grades(file, profile)


def _levels(profile: Profile) -> Iterator[tuple[Location, str]]:
    for key in ("required", "optional"):
        for number, level in enumerate(getattr(profile.dimensions, key)):
            yield ("dimensions", key, number), level
    for level in profile.points.levels:
        yield ("points", "levels", level), level
    for level in profile.words.level2:
        yield ("words", "level2", level), level


def _place(file: TomlFile, location: Location) -> Location:
    """Where a level stands; where it is the base's, the list of this file that lacks it."""
    for place in (location, (MORE_WORDS, *location[1:])):
        if file.held(place) == place:
            return place
    return "words", "level1"


def _check_bands(file: TomlFile, profile: Profile) -> None:
    for name, band in profile.scores.bands.items():
        if not band.low <= band.high <= 100:
            file.refuse(
                ("scores", "bands", name),
                Bilingual(
                    f"the band '{name}' is from {band.low} to {band.high} per cent",
                    f"'{name}' 的区间为 {band.low}% 至 {band.high}%",
                ),
                Bilingual(
                    "write low first, then high, of at most 100",
                    "low 不得大于 high，high 不得大于 100",
                ),
            )


def _check_grades(file: TomlFile, profile: Profile) -> None:
    for (better, high), (worse, low) in pairwise(profile.scores.grades.items()):
        if high <= low:
            file.refuse(
                ("scores", "grades", worse),
                Bilingual(
                    f"'{worse}' is given from {low}, but '{better}' before it from {high}",
                    f"'{worse}' 的起点 {low} 不低于前一等级 '{better}' 的起点 {high}",
                ),
                Bilingual("write the best grade first", "请从高到低排列等级"),
            )
