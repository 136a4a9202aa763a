"""From cells to the report's values: each with its places and repairs."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from zhperf import report
from zhperf.grids import LinePlace, ParagraphPlace, SheetPlace, TablePlace

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from zhperf.grids import CarrierPlace, Line, LogicalCell, Region


class Draft:
    """What has been read of a form outside its indicators, each value with its places."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        """Fields of the report that have one value: "title", "department", "name" …"""
        self.fields: dict[str, str] = {}
        self.funds: list[report.Fund] = []
        self.notes: list[str] = []
        self.regions: dict[str, list[report.Place]] = {}
        self.repairs: list[report.Repair] = []
        self._cells: dict[str, LogicalCell] = {}
        """The cell with the value, by key in `fields`."""

    def take(self, field: str, cell: LogicalCell) -> None:
        """Set a field that has one value, if the cell prints one and none was set before."""
        if cell.text and field not in self.values:
            self.values[field] = cell.text
            self._trace(field, [cell])

    def pair(self, label: str, value: str, cells: Iterable[LogicalCell]) -> str:
        """Keep a label-value pair that has no field of its own.

        Args:
            label: As printed.
            value: As printed; "" for none.
            cells: Where they stand; the last holds the value, if there is one.

        Returns:
            Its key in `fields`.
        """
        key = unused(label, self.fields)
        self.fields[key] = value
        self._cells[key] = list(cells)[-1]
        self._trace(f"fields.{key}", cells)
        return key

    def line_pair(self, label: str, value: str, region: report.Place) -> str:
        """Keep a label-value pair of a line outside the frame; its key in `fields`."""
        key = unused(label, self.fields)
        self.fields[key] = value
        self.regions[f"fields.{key}"] = [region]
        return key

    def promote(self, key: str, field: str) -> None:
        """Make a pair the value of a field that has one value; without text it is dropped."""
        text = self.fields.pop(key)
        regions = self.regions.pop(f"fields.{key}")
        if text:
            self.values[field] = text
            cell = self._cells.get(key)
            self.regions[field] = regions if cell is None else regions_of(cell)
        for repair in self.repairs:
            if repair.field == f"fields.{key}":
                repair.field = field

    def fund(
        self,
        values: dict[str, LogicalCell],
        extra: dict[str, LogicalCell],
        unit: str | None,
    ) -> None:
        """Keep a row of the funds block: cells by field and by header, and the block's unit."""
        texts = {field: cell.text for field, cell in values.items() if cell.text}
        more = {header: cell.text for header, cell in extra.items() if cell.text}
        named = {**values, **{f"extra.{header}": cell for header, cell in extra.items()}}
        for field, cell in named.items():
            if cell.text:
                self._trace(f"funds.{len(self.funds)}.{field}", [cell])
        self.funds.append(report.Fund(**texts, extra=more, unit=unit))

    def fund_in_cell(self, name: str, amount: str, cell: LogicalCell, unit: str | None) -> None:
        """Keep a row of the funds block whose label and amount stand in one cell."""
        self._trace(f"funds.{len(self.funds)}.name", [cell])
        self._trace(f"funds.{len(self.funds)}.budget", [cell])
        self.funds.append(report.Fund(name=name, budget=amount, unit=unit))

    def note(self, cell: LogicalCell) -> None:
        """Keep a footer."""
        self._trace(f"notes.{len(self.notes)}", [cell])
        self.notes.append(cell.text)

    def note_lines(self, text: str, regions: list[report.Place]) -> None:
        """Keep a note that stands outside the frame."""
        self.regions[f"notes.{len(self.notes)}"] = regions
        self.notes.append(text)

    def _trace(self, field: str, cells: Iterable[LogicalCell]) -> None:
        cells = list(cells)
        self.regions[field] = [region for cell in cells for region in regions_of(cell)]
        self.repairs += [repair for cell in cells for repair in repairs_of(field, cell)]


def unused(name: str, names: Container[str]) -> str:
    """The name, with a mark for each time that it is taken already."""
    while name in names:
        name += "*"
    return name


def regions_of(cell: LogicalCell) -> list[report.Place]:
    """Where a cell is printed, part by part."""
    return [report_region(region) for region in cell.regions]


def report_region(region: Region) -> report.Place:
    """A region of a grid's cell as the report has it."""
    if region.place is not None:
        return carrier_place(region.place)
    x0, top, x1, bottom = region.bbox
    return report.Region(
        page=region.page, bbox=(x0, top, x1, bottom), confidence=_shown(region.confidence)
    )


def carrier_place(
    place: CarrierPlace,
) -> report.SheetRegion | report.TableRegion | report.ParagraphRegion | report.LineRegion:
    """A place in a source without pages as the report has it."""
    match place:
        case SheetPlace():
            return report.SheetRegion(**place._asdict())
        case TablePlace():
            return report.TableRegion(**place._asdict())
        case ParagraphPlace():
            return report.ParagraphRegion(**place._asdict())
        case LinePlace():
            return report.LineRegion(**place._asdict())


def _shown(confidence: float | None) -> float | None:
    """Rounded down: what is not wholly sure must not look so."""
    return None if confidence is None else math.floor(confidence * 1000) / 1000


def line_region(line: Line) -> report.Place:
    """Where a line outside of cells is printed.

    Whole points, outward, since advances differ by engine.
    """
    if line.place is not None:
        return carrier_place(line.place)
    x0, top, x1, bottom = line.displayed or line.bbox
    edges = (math.floor(x0), math.floor(top), math.ceil(x1), math.ceil(bottom))
    return report.Region(page=line.page, bbox=edges, confidence=_shown(line.confidence))


def repairs_of(field: str, cell: LogicalCell) -> list[report.Repair]:
    """What was mended in a cell, named by the field that it is the value of."""
    return [
        report.Repair(kind=repair.kind, field=field, detail=repair.detail)
        for repair in cell.repairs
    ]
