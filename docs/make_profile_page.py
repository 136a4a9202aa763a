"""Write the list of keys in docs/profiles.md from the model and the default profile.

python docs/make_profile_page.py
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from pydantic import BaseModel

from zhperf.profiles import DEFAULT, Band, Profile, builtin_profiles

PAGE = Path(__file__).with_name("profiles.md")
HEADING = "\n## All keys\n"
INTRODUCTION = """
This list is written by `docs/make_profile_page.py`. Numbers and words stand with their sources in
`zhperf profile default`.
"""
LONGEST = 40
"""Characters of a default that is shown; a longer list is counted."""


def main() -> None:
    """Write the list into the page."""
    PAGE.write_text(page(), encoding="utf-8")


def page() -> str:
    """The page with the current list at its end."""
    written = PAGE.read_text(encoding="utf-8").partition(HEADING)[0]
    return written + HEADING + INTRODUCTION + "".join(tables())


def tables() -> Iterator[str]:
    """A table for the keys at the top, then one for each table of the file."""
    profile = builtin_profiles()[DEFAULT]
    inner = {name: value for name, value in profile if isinstance(value, BaseModel)}
    yield _table("At the top", profile, set(inner))
    for name, value in inner.items():
        yield _table(f"`[{name}]`", value, set())
    yield _table("A band of `[scores.bands]`", profile.scores.bands["met"], set())


def _table(title: str, values: BaseModel, without: set[str]) -> str:
    lines = [f"\n### {title}\n", "| key | default | meaning |", "|---|---|---|"]
    for name, field in type(values).model_fields.items():
        if name not in without:
            meaning = " ".join((field.description or "").split()).replace("|", r"\|")
            shown = (
                "" if isinstance(values, Band) or _is_own(name) else _shown(getattr(values, name))
            )
            lines.append(f"| `{field.alias}` | {shown} | {meaning} |")
    return "\n".join(lines) + "\n"


def _is_own(name: str) -> bool:
    """Whether each profile has to say it itself."""
    return Profile.model_fields[name].is_required() if name in Profile.model_fields else False


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return _counted(", ".join(value), len(value))
    if isinstance(value, tuple):
        return _counted(", ".join(map(str, value)), len(value))
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return "" if value is None else str(value)


def _counted(text: str, count: int) -> str:
    return text if len(text) <= LONGEST and "|" not in text else f"{count} entries"


if __name__ == "__main__":
    main()
