"""Documents that no reader likes, made from the project's own sample."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pikepdf

SAMPLE = Path(__file__).parents[2] / "samples" / "founding-table.pdf"
SAMPLE_INDICATORS = 76


def sample() -> bytes:
    """A good report."""
    return SAMPLE.read_bytes()


def office(kind: str) -> bytes:
    """A good form in a Word document, workbook or web page."""
    return SAMPLE.with_name(f"project-office.{kind}").read_bytes()


def package(*names: str) -> bytes:
    """A zip archive of files without content."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, b"")
    return buffer.getvalue()


def zip_archive() -> bytes:
    """A zip archive that is no office document."""
    return package("report.pdf")


def compound_file(stream: str = "WordDocument") -> bytes:
    """The beginning of a compound file ([MS-CFB] 2.2), and the name of a stream in it."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + stream.encode("utf-16-le")


def without_xref() -> bytes:
    """The sample, whose trailer points nowhere."""
    good = sample()
    return good[: good.rindex(b"startxref")] + b"startxref\n99999999\n%%EOF\n"


def encrypted(password: str, revision: int) -> bytes:
    """The sample, encrypted (ISO 32000-1 table 21: R)."""
    buffer = io.BytesIO()
    with pikepdf.open(SAMPLE) as pdf:
        pdf.save(buffer, encryption=pikepdf.Encryption(user=password, owner="o", R=revision))
    return buffer.getvalue()


def pages(*contents: bytes, gray: bytes = b"") -> bytes:
    """A4 pages with these contents; `gray` is an image of 100 x 100 pixels called /I."""
    with pikepdf.new() as pdf:
        for content in contents:
            page = pdf.add_blank_page(page_size=(595, 842))
            page.Contents = pdf.make_stream(content)
            if gray:
                image = pdf.make_stream(
                    gray, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=100,
                    Height=100, ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8,
                )  # fmt: skip
                page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=image))
        buffer = io.BytesIO()
        pdf.save(buffer)
    return buffer.getvalue()


def scan(count: int) -> bytes:
    """Pages that are pictures."""
    return pages(*[b"595 0 0 842 0 0 cm /I Do"] * count, gray=b"\x80" * 10_000)


def many_paths(count: int) -> bytes:
    """A page with so many short lines."""
    chance = random.Random(1)
    lines = []
    for _ in range(count):
        x, y = chance.randint(0, 500), chance.randint(0, 800)
        lines.append(b"%d %d m %d %d l S" % (x, y, x + 50, y))
    return pages(b"\n".join(lines))


def ruled_without_header() -> bytes:
    """A ruled table of two empty cells."""
    return pages(b"100 600 200 50 re S 300 600 200 50 re S 100 550 400 50 re S")


def page_tree_loop() -> bytes:
    """A page tree that is its own child."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\ntrailer<</Root 1 0 R>>\n"
    )


def damaged(seed: int, good: bytes | None = None) -> bytes:
    """A good file, by default the sample, with 40 bytes changed at random."""
    chance = random.Random(seed)
    content = bytearray(good or sample())
    for _ in range(40):
        content[chance.randrange(len(content))] = chance.randrange(256)
    return bytes(content)
