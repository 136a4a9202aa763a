"""The page of a rule as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zhperf.errors import Language
    from zhperf.rulebook import RulePage


def page_markdown(page: RulePage, language: Language, *, origin: str | None = None) -> str:
    """The whole page as Markdown, ended by a line feed.

    Args:
        page: The rule.
        language: Of the texts.
        origin: The installed package that has the rule; None: zhperf, or not known.
    """
    heading = f"# {page.name} ({page.code})" + (f"\n{origin}" if origin else "")
    texts = (page.what, page.why, page.example)
    return "\n\n".join([heading, *(text.literal(language) for text in texts)]) + "\n"
