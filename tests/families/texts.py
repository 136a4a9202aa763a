"""Random texts that cost one draw each: a number that picks a usual text or makes up another."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from hypothesis import strategies as st

from properties.strategies import IDEOGRAPHS

LATIN = (
    "PPP", "GDP", "Internet", "APP", "COVID-19", "5G", "information", "15-20", "3.5", "1,200",
)  # fmt: skip

SIGNS = "，、；：（）“”《》。/+％"

SEEDS = 2**20
"""Number of texts that can be made up."""


def made_up(random: Random, most_words: int) -> str:
    """A text of ideographs, Latin words, numbers and signs; no two spaces in a row."""
    parts = [_run(random)]
    for _ in range(random.randint(0, most_words - 1)):
        kind = random.randrange(5)
        if kind < 2:
            parts.append(_run(random))
        elif kind < 4:
            word = random.choice(LATIN)
            parts.append(word if kind == 2 else f" {word} ")
        else:
            parts.append(random.choice(SIGNS))
    random.shuffle(parts)
    return " ".join("".join(parts).split())


def _run(random: Random) -> str:
    return "".join(random.choices(IDEOGRAPHS, k=random.randint(1, 7)))


def pick(random: Random, choices: Sequence[str], most_words: int) -> str:
    """A usual text or, as often, one that is made up; always a usual one for no words."""
    if not most_words or random.random() < 0.5:
        return random.choice(choices)
    return made_up(random, most_words)


def either(choices: Sequence[str], *, max_words: int) -> st.SearchStrategy[str]:
    """A usual text or one that is made up; the first choice is the simplest."""

    def text(seed: int) -> str:
        return choices[seed] if seed < len(choices) else pick(Random(seed), choices, max_words)

    return st.integers(0, SEEDS).map(text)


def randoms() -> st.SearchStrategy[Random]:
    """A source of many choices for one draw."""
    return st.integers(0, SEEDS).map(Random)
