"""Settings: one frozen model, passed explicitly; no global."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from zhperf.celltext import TextSettings
from zhperf.engines import EngineName
from zhperf.errors import Language
from zhperf.gridlines import LatticeSettings
from zhperf.ocrsettings import OcrSettings
from zhperf.stitch import StitchSettings


class Settings(BaseModel):
    """What a reading depends on, besides the file."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    engine: EngineName = "auto"
    """"auto" is pdfium, and for pages that it cannot read another one: see docs/concepts.md."""
    pages: str | None = None
    """1-based page ranges such as "3-5,8-end"; None for all."""
    password: str | None = Field(default=None, repr=False)
    """For encrypted documents."""
    language: Language = "en"
    """Of findings."""
    template: str = "auto"
    """"auto", the id of a family, or the path of a template file: then no other is tried."""
    template_paths: tuple[str, ...] = ()
    """Template files, or directories of them, that are tried besides those of zhperf."""
    repair: bool = True
    """Whether rows whose cells stand in the wrong columns are mended."""
    verify: bool = False
    """Whether each page with a table is read a second time, by OCR or another PDF library; cells
    that are read otherwise then are findings (ZP127)."""
    lattice: LatticeSettings = LatticeSettings()
    text: TextSettings = TextSettings()
    stitch: StitchSettings = StitchSettings()
    ocr: OcrSettings = OcrSettings()
