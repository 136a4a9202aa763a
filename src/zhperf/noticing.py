"""What the reading of a document noticed on the way: findings, and why there is no table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhperf.errors import (
    Bilingual,
    BordersMissingError,
    NoTableError,
    NoTableInCarrierError,
    NoTextLayerError,
    OtherFormsError,
    ZhperfError,
)
from zhperf.findings import reading_finding
from zhperf.grids import Region, distinct
from zhperf.matching import unknown_words
from zhperf.pages import UNMAPPED, Visibility
from zhperf.placewords import place_text, place_words
from zhperf.provenance import carrier_place
from zhperf.readpages import ENGINE_WORDS, ReadPages, page_ranges
from zhperf.report import Location
from zhperf.textlayer import is_scan
from zhperf.uncertain import doubts_of
from zhperf.unusable import UnusableText, lying_error

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhperf.borderless import Notice
    from zhperf.errors import Language
    from zhperf.formparts import Form
    from zhperf.formreading import FormReading
    from zhperf.grids import LogicalTable, PageLayout, Remark
    from zhperf.matching import Match
    from zhperf.pages import Page
    from zhperf.report import Finding
    from zhperf.rereading.verifying import Difference, Lie
    from zhperf.templates import Template
    from zhperf.uncertain import Doubt

_MAX_MARK_LINE = 30
"""Characters; a longer line is prose, though it may name what a list is headed by."""
_SAMPLE = 40
"""Characters of a text that a message quotes."""

_EMPTY = Bilingual("(nothing)", "（空）")
"""For a text without characters."""
_ROW_FAULTS = {"misplaced": "ZP116", "ambiguous": "ZP117", "continued": "ZP118"}
"""Codes of what can be wrong with a row."""
_REASONS = {
    Visibility.INVISIBLE_MODE: Bilingual("invisible rendering mode", "不可见渲染模式"),
    Visibility.CLIPPED: Bilingual("outside the clip", "在裁剪区域之外"),
    Visibility.OFF_PAGE: Bilingual("outside the page", "在页面之外"),
    Visibility.BACKGROUND_COLOR: Bilingual("colour of the background", "与背景同色"),
    Visibility.COVERED: Bilingual("covered", "被遮盖"),
}


class Notices:
    """Gathers facts page by page and table by table."""

    def __init__(
        self,
        path: str,
        language: Language,
        templates: Sequence[Template],
        min_confidence: float = 0.0,
    ) -> None:
        self._path = path
        self._min_confidence = min_confidence
        self._lists = [template for template in templates if template.kind == "list"]
        self._language = language
        self._noticed: list[tuple[int, Finding]] = []
        """Findings with the page of the grid or line that they are about."""
        self._pages = 0
        self._grids = 0
        self._scans: list[int] = []
        self._image_area = 0.0
        self._unusable = UnusableText()
        self.read_pages = ReadPages()
        """Which engine read which page."""
        self._page_findings: dict[int, list[Finding]] = {}
        self._refused: list[tuple[int, str]] = []
        """Page and reason of tables without borders that were not read."""
        self._others: list[str] = []
        """Forms that are no indicator tables."""

    def see_page(self, page: Page, layout: PageLayout) -> None:
        """Take note of a page."""
        self._pages += 1
        self._grids += len(layout.grids)
        self.read_pages.see(page)
        if is_scan(page):
            self._scans.append(page.number)
            self._image_area = max(self._image_area, page.image_area)
        self._unusable.see(page)
        found = [self._hidden(page, reason) for reason in _REASONS]
        found += [
            self._finding("ZP107", page.number, stray.bbox, page=page.number, text=stray.text)
            for stray in layout.strays
        ]
        if page.reason is not None:
            found.append(self._changed(page, page.reason))
        self._see_lists(page.number, layout)
        for detail in page.notices:
            where = place_text(page.number, None)
            self._add(self._finding("ZP109", page.number, None, place=where, detail=detail))
        found += [self._finding("ZP130", page.number, box, page=page.number) for box in page.blanks]
        if page.agreement is not None:
            share = int(100 * page.agreement)
            found.append(self._finding("ZP128", page.number, None, page=page.number, share=share))
        notable = [finding for finding in found if finding is not None]
        if notable and layout.grids:
            self._page_findings[page.number] = notable

    def _changed(self, page: Page, reason: Bilingual) -> Finding:
        """That another engine than the default one read a page."""
        engine = ENGINE_WORDS[page.engine]
        return self._finding(
            "ZP126", page.number, None, page=page.number, engine=engine, reason=reason
        )

    def see_part(self, number: int, layout: PageLayout) -> None:
        """Take note of a part of a source without pages."""
        self._grids += len(layout.grids)
        self._see_lists(number, layout)
        found = [self._remark(remark) for remark in layout.remarks]
        if layout.grids:
            self._page_findings[number] = found
        else:  # it may be why there is none
            self._noticed += [(number, finding) for finding in found]

    def _remark(self, remark: Remark) -> Finding:
        return reading_finding(
            remark.code,
            Location(path=self._path, place=carrier_place(remark.place)),
            self._language,
            value=remark.value or None,
            place=place_words(remark.place),
            count=remark.amount,
            detail=remark.detail,
            reason=remark.detail,
            text=remark.value[:_SAMPLE],
        )

    def see_borders(self, number: int, missing: Sequence[Notice]) -> None:
        """Take note of borders that a page lacks, supplied or not."""
        self._refused += [(number, notice.detail) for notice in missing if notice.code == "ZP113"]
        for notice in missing:
            detail = notice.detail
            self._add(self._finding(notice.code, number, notice.bbox, page=number, detail=detail))

    def _see_lists(self, number: int, layout: PageLayout) -> None:
        """Take note of a list of indicators that is no table: its headings are lines."""
        for template in self._lists:
            for line in layout.lines:
                if len(line.text) <= _MAX_MARK_LINE and any(
                    mark in line.text for mark in template.fit.marks
                ):
                    self._see_other(Region(number, line.bbox, line.place), template, whole=True)
                    break

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
            place=place_text(page.number, None),
            reason=_REASONS[reason],
            text=text[:_SAMPLE],
        )

    def see_difference(self, difference: Difference) -> None:
        """Take note of a cell that two readings say differently."""
        region, first, second = difference.region, difference.first, difference.second
        box = None if region.place else region.bbox
        finding = self._finding(
            "ZP127",
            region.page,
            box,
            value=first,
            page=region.page,
            text=first[:_SAMPLE] or _EMPTY,
            second=second[:_SAMPLE] or _EMPTY,
            engine=ENGINE_WORDS[difference.engine],
        )
        finding.expected = second
        if not difference.sure:
            finding.severity = "note"
        self._add(finding)

    def see_failure(self, page: int, reason: str) -> None:
        """Take note that a page could not be read a second time."""
        detail = Bilingual(f"no second reading: {reason}", f"无法进行第二次读取：{reason}")
        where = place_text(page, None)
        self._add(self._finding("ZP109", page, None, place=where, detail=detail))

    def see_table(self, table: LogicalTable) -> None:
        """Take note of a table with forms, and of the pages that it stands on."""
        unusable = self._unusable.pages.keys() & set(table.pages)
        if unusable:
            raise self._unusable.error(self._path, min(unusable))
        for page in table.pages:
            self._noticed += [(page, found) for found in self._page_findings.pop(page, [])]
        for doubt in table.doubts:
            self._see_at("ZP108", doubt.region, page=doubt.region.page, detail=doubt.detail)
        self._see_cells(table)

    def see_form(self, form: Form, match: Match, reading: FormReading) -> None:
        """Take note of a form that was read; findings on its pages are its own."""
        if match.id != match.template.id:
            self._see_unknown(form, match)
        elif unknown := unknown_words(match.fits):
            detail = ", ".join(unknown)
            corner = form.grids[0].header_rows[0][0].regions[0]
            self._see_at("ZP115", corner, value=detail, unknown=detail)
        if reading.empty_rows:
            self._see_empty_rows(reading)
        for notice in reading.row_notices:
            region = notice.cell.regions[0]
            place = place_text(region.page, region.place).literal(self._language)
            code = _ROW_FAULTS[notice.fault]
            value = notice.cell.text
            self._see_at(code, region, value=value, place=place, detail=notice.detail)
        for separation in reading.separations:
            region = separation.region
            self._see_at("ZP114", region, page=region.page, text=separation.text)
        for number, finding in self._noticed:
            if finding.location.table is None and number in form.pages:
                finding.location.table = reading.table.index
        for doubt in doubts_of(reading.table, self._min_confidence):
            self._see_doubt(doubt, reading.table.index)

    def _see_doubt(self, doubt: Doubt, table: int) -> None:
        """Take note of a value that OCR may have misread."""
        region = doubt.region
        finding = self._finding(
            "ZP125" if doubt.suspected else "ZP124",
            region.page,
            region.bbox,
            value=doubt.text,
            place=place_text(region.page, None).literal(self._language),
            confidence=f"{region.confidence or 0.0:.2f}",
            reason=doubt.suspected or "",
            text=doubt.text[:_SAMPLE],
        )
        finding.location.table, finding.location.row = table, doubt.row
        finding.location.field = doubt.field
        self._add(finding)

    def see_other_form(self, form: Form, template: Template) -> None:
        """Take note of a form of a family that is no indicator table."""
        self._see_other(form.grids[0].header_rows[0][0].regions[0], template, whole=False)

    def _see_other(self, region: Region, template: Template, *, whole: bool) -> None:
        """Take note of what is no indicator table.

        Args:
            region: Where.
            template: What it is.
            whole: Whether it is a page, not a table on it.
        """
        where = place_text(region.page, region.place)
        shown = where.en if region.place else f"p{region.page}"
        self._others.append(f"{shown}: {template.id} ({template.title})")
        self._see_at(
            "ZP110",
            region,
            whole=whole,
            place=where.literal(self._language),
            template=template.id,
            title=template.title,
        )

    def _see_unknown(self, form: Form, match: Match) -> None:
        header = form.grids[0].header
        cell = form.grids[0].header_rows[0][header.columns[0].start]
        nearest = next(fit for fit in match.fits if fit.template == match.template.id)
        self._see_at(
            "ZP104",
            cell.regions[0],
            header=" | ".join(header.texts),
            nearest=nearest.template,
            known=nearest.known,
            total=nearest.total,
            unknown=", ".join(unknown_words(match.fits)) or "-",
        )

    def _see_empty_rows(self, reading: FormReading) -> None:
        rows = reading.empty_rows
        texts = [" ".join(c.text for c in distinct(row) if c.text) for row in rows]
        self._see_at(
            "ZP111",
            rows[0][-1].regions[0],
            value="; ".join(texts),
            count=len(rows),
            text="; ".join(texts)[:_SAMPLE],
        )

    def _see_cells(self, table: LogicalTable) -> None:
        seen: set[int] = set()
        for row in table.rows:
            for cell in row:
                if id(cell) in seen:
                    continue
                seen.add(id(cell))
                region, count = cell.regions[0], cell.text.count(chr(UNMAPPED))
                if count:
                    self._see_at("ZP106", region, value=cell.text, count=count)
                for repair in cell.repairs:
                    if repair.kind == "glyph-recognised":
                        detail = repair.detail
                        self._see_at(
                            "ZP129", region, value=cell.text, page=region.page, detail=detail
                        )

    def finish(self) -> list[Finding]:
        """All findings, in page order."""
        for page in self._scans:
            self._add(self._finding("ZP103", page, None, page=page))
        return [finding for _, finding in sorted(self._noticed, key=lambda entry: entry[0])]

    def no_table_error(self, lie: Lie | None = None) -> ZhperfError:
        """Why the document has no indicator table.

        Args:
            lie: A table whose fonts say other characters than it shows.
        """
        if self._unusable.pages:
            return self._unusable.error(self._path, min(self._unusable.pages))
        if lie is not None:
            return lying_error(self._path, lie)
        if self._scans:
            return NoTextLayerError(
                self._path,
                pages=page_ranges(self._scans),
                count=len(self._scans),
                total=self._pages,
                area=round(100 * self._image_area),
            )
        if self._others:
            return OtherFormsError(self._path, forms="; ".join(self._others))
        if self._refused:
            page, detail = self._refused[0]
            return BordersMissingError(self._path, page=page, detail=detail)
        if not self._pages:
            return NoTableInCarrierError(self._path, grids=self._grids)
        return NoTableError(self._path, pages=self._pages, grids=self._grids)

    def _add(self, finding: Finding) -> None:
        """Take note of something about a page."""
        self._noticed.append((finding.location.page or 0, finding))

    def _see_at(
        self,
        code: str,
        region: Region,
        *,
        whole: bool = False,
        value: str | None = None,
        **values: object,
    ) -> None:
        """Take note of something about a cell, or about the whole page that it is on."""
        if region.place is None:
            bbox = None if whole else region.bbox
            finding = self._finding(code, region.page, bbox, value=value, **values)
        else:
            location = Location(path=self._path, place=carrier_place(region.place))
            finding = reading_finding(code, location, self._language, value=value, **values)
        self._noticed.append((region.page, finding))

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
