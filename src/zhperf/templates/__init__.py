"""Form families as data: which header words stand for which field."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict

from zhperf.vocabulary import plain

IndicatorField: TypeAlias = Literal[
    "activity", "task", "level1", "level2", "level3", "nature", "target", "unit", "actual",
    "deviation", "weight", "score",
]  # fmt: skip
"""Fields that a column can have."""


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Column(_Data):
    """A column of the indicator grid."""

    field: IndicatorField
    names: tuple[str, ...]
    """Header words, any of which names it."""
    required: bool = False
    """Whether a table without it is of another family."""


class ObjectiveLabel(_Data):
    """A label of the block of overall objectives."""

    field: Literal["expected", "achieved"]
    names: tuple[str, ...]


class Labels(_Data):
    """Labels of single cells outside the grid."""

    blocks: tuple[str, ...] = ()
    """Side labels that name a block and have no value."""
    department: tuple[str, ...] = ()
    implementing_unit: tuple[str, ...] = ()


class Template(_Data):
    """A form family."""

    id: str
    version: int
    title: str
    """Its usual heading, for people."""
    columns: tuple[Column, ...]
    objectives: tuple[ObjectiveLabel, ...] = ()
    labels: Labels = Labels()

    def column_fields(self) -> dict[str, IndicatorField]:
        """Field by header word, as `zhperf.vocabulary.plain` gives words."""
        return {plain(name): column.field for column in self.columns for name in column.names}

    def objective_fields(self) -> dict[str, Literal["expected", "achieved"]]:
        """Objective by label."""
        return {plain(name): label.field for label in self.objectives for name in label.names}


@cache
def builtin_templates() -> tuple[Template, ...]:
    """The families that come with zhperf, by file name."""
    folder = files("zhperf") / "templates"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return tuple(
        Template.model_validate(tomllib.loads((folder / name).read_text(encoding="utf-8")))
        for name in names
    )
