"""Messages about a number of things, which say it right of one of them too."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zhperf.cli.batchprogress import grouped
from zhperf.errors import Bilingual

if TYPE_CHECKING:
    from zhperf.errors import Language


class Counted(NamedTuple):
    """A message with the field {count}; Chinese has one form for all numbers."""

    one: str
    several: str
    """English of none, or of more than one."""
    zh: str

    def text(self, language: Language, count: int, **values: object) -> str:
        """The message about so many, with its other fields filled."""
        template = Bilingual(self.one if count == 1 else self.several, self.zh)
        return template.text(language, count=grouped(count), **values)
