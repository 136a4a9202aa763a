"""What a rule is: its page of data, its function, and the places that it finds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict

from zhperf.errors import Bilingual

if TYPE_CHECKING:
    from zhperf.forms import Form, Row
    from zhperf.report import Activity

Severity: TypeAlias = Literal["error", "warning", "note"]
Status: TypeAlias = Literal["stable", "preview", "deprecated", "removed"]

_CODE = re.compile(r"[A-Z]{2,8}[0-9]{3}")
_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def _is_code(code: str) -> str:
    if not _CODE.fullmatch(code):
        raise ValueError("a code is 2 to 8 capital letters and 3 digits, such as DL001")
    return code


def _is_slug(name: str) -> str:
    if not _SLUG.fullmatch(name):
        raise ValueError("a name is lower-case words with hyphens, such as target-missing")
    return name


class RulePage(BaseModel):
    """What is known of a rule: data for `zhperf rule`, for SARIF and for the documentation."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    code: Annotated[str, AfterValidator(_is_code)]
    """Letters and three digits; never reused.  ZP is zhperf's own."""
    name: Annotated[str, AfterValidator(_is_slug)]
    """Slug of the code, as stable as it."""
    severity: Severity
    default: bool = True
    """Whether it runs without being selected."""
    since: str
    """Version that had it first."""
    status: Status = "stable"
    message: Bilingual
    """Template (str.format) of the finding's message."""
    variants: dict[str, Bilingual] = {}
    """Other templates, by `Hit.variant`."""
    help: Bilingual
    """What to do now; a template with the same fields."""
    what: Bilingual
    """What it finds, exactly: one or two sentences."""
    why: Bilingual
    """Why a reviewer asks."""
    example: Bilingual
    """Printed values that it finds."""
    options: tuple[str, ...] = ()
    """Keys of profiles that it depends on, such as thresholds.rate-tolerance."""
    evidence: tuple[str, ...] = ()
    """Where the rule comes from: keys of `evidence.toml`, or texts."""


class Hit(NamedTuple):
    """A place where a rule found something."""

    field: str | None = None
    """Field of the report: "target" of a row, "name" of an activity, "total.score" of a table."""
    row: Row | None = None
    """The indicator; None for findings on anything larger."""
    activity: Activity | None = None
    """The activity, where there is no row."""
    value: str | None = None
    """The text concerned, as printed."""
    expected: str | None = None
    """What would be right, where one value would."""
    severity: Severity | None = None
    """None: that of the rule."""
    variant: str | None = None
    """Which template of the page; None: `message`."""
    values: Mapping[str, object] = MappingProxyType({})
    """Fields of the message template; `Bilingual` ones follow the language."""


RuleCheck: TypeAlias = Callable[["Form"], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule."""

    page: RulePage
    check: RuleCheck | None
    """Yields the places in print order; None for what the reading stage reports."""
    origin: str | None = None
    """The installed package that the rule comes from; None: zhperf itself."""
