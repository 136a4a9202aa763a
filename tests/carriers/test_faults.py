"""Files that are cut off or altered are read or refused, never the cause of a crash."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

import founding_table
from zhperf.config import Settings
from zhperf.errors import ZhperfError
from zhperf.pipeline import open_reading

SUFFIXES = (".docx", ".xlsx", ".html")
Fault = Callable[[bytes, random.Random], bytes]


def sample(suffix: str) -> bytes:
    return Path(founding_table.SAMPLES, f"project-office{suffix}").read_bytes()


def cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def flipped(content: bytes, chance: random.Random) -> bytes:
    found = bytearray(content)
    for _ in range(chance.choice((1, 5, 40))):
        found[chance.randrange(len(found))] = chance.randrange(256)
    return bytes(found)


def rewritten(content: bytes, chance: random.Random) -> bytes:
    """The file with markup lost, repeated, or with other values; in a package that is whole."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return _other_markup(content, chance)
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, _other_markup(part, chance) if chance.random() < 0.5 else part)
    return buffer.getvalue()


def _other_markup(markup: bytes, chance: random.Random) -> bytes:
    pieces = re.findall(rb"<[^>]*>|[^<]+", markup)
    at = chance.randrange(len(pieces))
    match chance.randrange(4):
        case 0:
            del pieces[at : at + chance.randrange(1, 4)]
        case 1:
            pieces[at:at] = pieces[at : at + chance.randrange(20)]
        case 2:
            numbers = (b"0", b"1", b"99", b"1000000000000", b"-1", b"1.5", b"", b"x")
            return re.sub(
                rb'"\d+"',
                lambda found: (
                    b'"%s"' % chance.choice(numbers) if chance.random() < 0.1 else found[0]
                ),
                markup,
            )
        case _:
            pieces = [piece for piece in pieces if chance.random() > 0.002]
    return b"".join(pieces)


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("fault", [cut, flipped, rewritten])
def test_every_fault_ends_with_a_documented_code(fault: Fault, suffix: str) -> None:
    codes: Counter[int] = Counter()
    for seed in range(100):
        content = fault(sample(suffix), random.Random(seed))
        try:
            with open_reading(content, Settings(), name=f"a{suffix}") as reading:
                list(reading.tables())
            codes[0] += 1
        except ZhperfError as error:
            codes[error.exit_code] += 1
    assert set(codes) <= {0, 3, 4}
