"""What the reading of a document noticed on the way: findings, and why there is no table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from zhperf.errors import Bilingual, NoTableError, NoTextLayerError, UnmappedTextError, ZhperfError
from zhperf.findings import reading_finding
from zhperf.grids import distinct
from zhperf.matching import report_region
from zhperf.pages import UNMAPPED, Visibility
from zhperf.report import Location
from zhperf.vocabulary import is_header_row

if TYPE_CHECKING:
    from zhperf.errors import Language
    from zhperf.grids import LogicalTable
    from zhperf.lattice import PageLayout
    from zhperf.pages import Page
    from zhperf.report import Finding, Table

MIN_IMAGE_AREA = 0.5
"""Share (0 to 1) of a page that images cover for it to count as a scan; logos cover less."""
MAX_SCAN_CHARS = 20
"""Characters that a scanned page may have: a page number or a stamp set by software."""
MAX_UNMAPPED_SHARE = 0.2
"""Share (0 to 1) of unmapped characters above which a page's text layer is unusable.  Single
symbols without a Unicode value (bullets of a symbol font) stay below."""
_HEADER_REACH = 10
"""Rows at a table's start among which its header is looked for."""
_SAMPLE = 40
"""Characters of a text that a message quotes."""

_REASONS = {
    Visibility.INVISIBLE_MODE: Bilingual("invisible rendering mode", "不可见渲染模式"),
    Visibility.CLIPPED: Bilingual("outside the clip", "在裁剪区域之外"),
    Visibility.OFF_PAGE: Bilingual("outside the page", "在页面之外"),
    Visibility.BACKGROUND_COLOR: Bilingual("colour of the background", "与背景同色"),
    Visibility.COVERED: Bilingual("covered", "被遮盖"),
}


class Notices:
    """Gathers facts page by page and table by table."""

    def __init__(self, path: str, language: Language) -> None:
        self._path = path
        self._language = language
        self._findings: list[Finding] = []
        self._pages = 0
        self._grids = 0
        self._scans: list[int] = []
        self._image_area = 0.0
        self._chars = 0
        self._unmapped = 0
        self._garbled: dict[int, tuple[str, ...]] = {}
        """Fonts of each page whose text layer is unusable."""
        self._page_findings: dict[int, list[Finding]] = {}

    def see_page(self, page: Page, layout: PageLayout) -> None:
        """Take note of a page."""
        self._pages += 1
        self._grids += len(layout.grids)
        chars = page.chars
        if len(chars) <= MAX_SCAN_CHARS and page.image_area >= MIN_IMAGE_AREA:
            self._scans.append(page.number)
            self._image_area = max(self._image_area, page.image_area)
        unmapped = chars.codes == UNMAPPED
        self._chars += len(chars)
        self._unmapped += int(unmapped.sum())
        if unmapped.sum() > MAX_UNMAPPED_SHARE * max(len(chars), 1):
            used = sorted({chars.fonts[i] for i in set(chars.font_indexes[unmapped].tolist())})
            self._garbled[page.number] = tuple(name or "(unnamed)" for name in used)
        found = [self._hidden(page, reason) for reason in _REASONS]
        found += [
            self._finding("ZP107", page.number, stray.bbox, page=page.number, text=stray.text)
            for stray in layout.strays
        ]
        self._findings += [
            self._finding("ZP109", page.number, None, page=page.number, detail=detail)
            for detail in page.notices
        ]
        notable = [finding for finding in found if finding is not None]
        if notable and layout.grids:
            self._page_findings[page.number] = notable

    def _hidden(self, page: Page, reason: Visibility) -> Finding | None:
        """Hidden text that is more than white space, one finding for each reason."""
        chars = page.chars
        if not chars.visibility.any():
            return None
        where = (chars.visibility == reason) & (chars.codes != 0x20)
        if not where.any():
            return None
        text = "".join(map(chr, chars.codes[where].tolist()))
        boxes = chars.boxes[where]
        bbox = (*boxes[:, :2].min(axis=0).tolist(), *boxes[:, 2:].max(axis=0).tolist())
        return self._finding(
            "ZP105",
            page.number,
            bbox,
            value=text,
            count=int(where.sum()),
            page=page.number,
            reason=_REASONS[reason].text(self._language),
            text=text[:_SAMPLE],
        )

    def see_table(self, table: LogicalTable, result: Table) -> None:
        """Take note of an indicator table and of the pages that it stands on."""
        if not self._garbled.keys().isdisjoint(table.pages):
            raise self._unmapped_error(min(self._garbled.keys() & set(table.pages)))
        before = len(self._findings)
        for page in table.pages:
            self._findings += self._page_findings.pop(page, [])
        for doubt in table.doubts:
            region = report_region(doubt.region)
            self._findings.append(
                self._finding(
                    "ZP108", region.page, region.bbox, page=region.page, detail=doubt.detail
                )
            )
        self._see_cells(table)
        for finding in self._findings[before:]:
            finding.location.table = result.index

    def see_unmatched(self, table: LogicalTable) -> None:
        """Take note of a table with the header words of a form, but of no known one."""
        for row in table.rows[:_HEADER_REACH]:
            header = [cell.text for cell in distinct(row) if cell.text]
            if is_header_row(header):
                region = report_region(table.region)
                self._findings.append(
                    self._finding("ZP104", region.page, region.bbox, header=" | ".join(header))
                )
                return

    def _see_cells(self, table: LogicalTable) -> None:
        seen: set[int] = set()
        for row in table.rows:
            for cell in row:
                count = cell.text.count(chr(UNMAPPED))
                if count and id(cell) not in seen:
                    seen.add(id(cell))
                    region = report_region(cell.regions[0])
                    finding = self._finding(
                        "ZP106", region.page, region.bbox, value=cell.text, count=count
                    )
                    self._findings.append(finding)

    def finish(self) -> list[Finding]:
        """All findings, in page order."""
        self._findings += [self._finding("ZP103", page, None, page=page) for page in self._scans]
        return sorted(self._findings, key=lambda finding: finding.location.page or 0)

    def no_table_error(self) -> ZhperfError:
        """Why the document has no indicator table."""
        if self._garbled:
            return self._unmapped_error(min(self._garbled))
        if self._scans:
            return NoTextLayerError(
                self._path,
                pages=page_ranges(self._scans),
                count=len(self._scans),
                total=self._pages,
                area=round(100 * self._image_area),
            )
        return NoTableError(self._path, pages=self._pages, grids=self._grids)

    def _unmapped_error(self, page: int) -> UnmappedTextError:
        return UnmappedTextError(
            self._path,
            count=self._unmapped,
            total=self._chars,
            page=page,
            fonts=", ".join(self._garbled[page]),
        )

    def _finding(
        self,
        code: str,
        number: int,
        bbox: tuple[float, float, float, float] | None,
        /,
        *,
        value: str | None = None,
        **values: object,
    ) -> Finding:
        box = None if bbox is None else tuple(round(edge, 1) for edge in bbox)
        location = Location(path=self._path, page=number, bbox=box)
        return reading_finding(code, location, self._language, value=value, **values)


def page_ranges(numbers: list[int]) -> str:
    """Rising page numbers as ranges: "1-3, 7"."""
    parts: list[str] = []
    breaks = np.flatnonzero(np.diff(numbers) > 1) + 1
    for run in np.split(np.array(numbers), breaks):
        parts.append(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}")
    return ", ".join(parts)
