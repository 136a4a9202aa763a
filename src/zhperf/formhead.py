"""What stands above an indicator grid: heading, year, label-value pairs, objectives, blocks.

Labels are known by their words; a label that is not known is one by its place: pairs of label
and value follow each other from left to right.
"""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING

from zhperf.formblocks import (
    FUND_IN_CELL,
    money_unit,
    read_fund_columns,
    read_funds,
    read_matrix,
)
from zhperf.grids import distinct
from zhperf.provenance import Draft, line_region, regions_of
from zhperf.radicals import folded
from zhperf.vocabulary import is_title, plain, year_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhperf import report
    from zhperf.formparts import Form
    from zhperf.grids import Line, LogicalCell, LogicalRow
    from zhperf.templates import LabelRole, Template

_TITLE_REACH = 8
"""Lines above the table among which its title and year are looked for: also a page number and
a running head, if the title stands on the page before."""
_MAX_TITLE_LENGTH = 40
"""Glyphs; longer lines are prose, and a year in them need not be the form's."""
_YEAR_LINE = re.compile(r"[\d二〇○零一三四五六七八九]{4}年度?")
"""A line that prints the year and nothing else, as `plain` text."""
_IN_CELL = re.compile(r"\s*(?P<label>[^:：，。；]{1,20}?)\s*[:：]\s*(?P<value>.*)", re.DOTALL)
"""Label and value in one text."""
_ON_LINE = re.compile(r"(?P<label>[^\s:：，。；]{1,16})\s*[:：]\s*")
"""A label on a line between heading and frame."""

_SLIVER = 6.0
"""pt: an empty cell that is narrower holds no glyph of a usual size."""
_OBJECTIVES = frozenset(("expected", "achieved", "long_term", "goal"))
_OFFERED = frozenset(("name", "department", "implementing_unit", "goal", "total_score"))
_FUND_BLOCK = re.compile(r"资金|预算|经费|支出")
"""Side labels of funds that print no header for the amount."""


class HeadReader:
    """Reads the rows above the grids of one form into a draft."""

    def __init__(self, form: Form, template: Template, draft: Draft) -> None:
        self._form = form
        self._template = template
        self._draft = draft
        self._used: set[int] = set()
        """Cells that are read; a cell over several rows is met in each."""
        self._offers: dict[str, list[tuple[int, str]]] = {}
        """Pairs that may be a field's value: preference and key in the draft's fields."""
        self.title: str | None = None
        self.year: int | None = None

    def read(self) -> None:
        """Read heading, year and all blocks."""
        self._read_heading()
        for rows in self._form.head:
            for number in range(len(rows)):
                self._read_row(rows, number)
        for grid in self._form.grids:
            for cell in grid.sides:
                if id(cell) not in self._used and self._role(cell) == "goal":
                    self._used.add(id(cell))
                    self._draft.pair(cell.text, "", [cell])

    def settle(self, fields: Sequence[str]) -> None:
        """Make the preferred pair of each field its value; the others stay pairs.

        Args:
            fields: "name", "department", "implementing_unit", as far as the form has them.
        """
        for field in fields:
            offers = [o for o in self._offers.get(field, ()) if self._draft.fields[o[1]]]
            blank = [o for o in self._offers.get(field, ()) if o not in offers]
            if offers:
                self._draft.promote(min(offers)[1], field)
            for _, key in blank:
                self._draft.promote(key, field)
        scores = self._offers.get("total_score", ())
        if scores and "total.score" not in self._draft.values:  # no row of totals prints it
            self._draft.promote(scores[0][1], "total.score")
        goals = self._offers.get("goal", ())
        if len(goals) == 1 and "overall_objective.expected" not in self._draft.values:
            self._draft.promote(goals[0][1], "overall_objective.expected")

    # --- heading and year ---

    def _read_heading(self) -> None:
        """Title and year stand above the frame, or in its first rows."""
        lines = [
            line._replace(text=folded(line.text))
            for line in self._form.above[-_TITLE_REACH:]
            if _is_short(line)
        ]
        candidates = [(line.text, [line_region(line)]) for line in lines]
        headings: list[LogicalCell] = []
        for row in (row for rows in self._form.head for row in rows):
            cells = [cell for cell in distinct(row) if cell.text]
            if len(cells) == 1:
                candidates.append((cells[0].text, regions_of(cells[0])))
                if _YEAR_LINE.fullmatch(plain(cells[0].text)):
                    self._used.add(id(cells[0]))
                if is_title(cells[0].text):
                    headings.append(cells[0])
        titles = [index for index, (text, _) in enumerate(candidates) if is_title(text)]
        if titles:
            text, self._draft.regions["title"] = candidates[titles[-1]]
            self.title = text.strip()
        self._used.update(id(cell) for cell in headings[-1:])
        # The year stands in the title or under it; else on a line of its own.  A running head
        # or a sentence prints the year of the report, which need not be the form's.
        after = candidates[titles[-1] :] if titles else []
        own = [entry for entry in candidates if _YEAR_LINE.fullmatch(plain(entry[0]))]
        for text, regions in [*after, *reversed(own)]:
            self._see_year(text, regions)
        self._read_lines(lines)

    def _see_year(self, text: str, regions: list[report.Place]) -> None:
        """Take the year of a line, if none was found before."""
        if self.year is None and (year := year_in(text)) is not None:
            self.year = year
            self._draft.regions["fiscal_year"] = regions

    def _read_lines(self, lines: Sequence[Line]) -> None:
        """Labels and values on the lines between the heading and the frame."""
        titles = [index for index, line in enumerate(lines) if is_title(line.text)]
        if not titles:
            return
        for line in lines[titles[-1] + 1 :]:
            marks = list(_ON_LINE.finditer(line.text))
            for mark, following in zip_longest(marks, marks[1:]):
                value = line.text[mark.end() : following.start() if following else None].strip()
                key = self._draft.line_pair(mark["label"], value, line_region(line))
                self._offer(mark["label"], key)

    def _offer(self, label: str, key: str) -> None:
        """Remember a pair that may be a field's value."""
        role = self._template.label(label)
        if role in _OFFERED:
            rank = self._template.label_rank(label)
            self._offers.setdefault(role, []).append((rank, key))

    # --- rows ---

    def _role(self, cell: LogicalCell) -> LabelRole | None:
        return self._template.label(cell.text)

    def _read_row(self, rows: Sequence[LogicalRow], number: int) -> None:
        if read_funds(rows, number, self._template, self._draft, self._used):
            return
        if read_matrix(rows, number, self._template, self._draft, self._used):
            return
        if read_fund_columns(rows, number, self._template, self._draft, self._used):
            return
        cells = distinct(rows[number])
        unread = [cell for cell in cells if cell.text and id(cell) not in self._used]
        if len(unread) == 1:
            self._read_lone(cells, rows, number)
            return
        if all(self._is_whole_pair(cell) for cell in unread):
            for cell in unread:
                self._read_lone([cell], rows, number)
            return
        for position, cell in enumerate(cells):
            if cell.text and id(cell) not in self._used:
                self._read_label(cell, cells[position + 1 :], rows, number)

    def _is_whole_pair(self, cell: LogicalCell) -> bool:
        """Whether a cell prints a label and its value (填报人：张三), and no row of funds."""
        found = _IN_CELL.fullmatch(cell.text)
        known = found and self._template.label(found["label"])
        return bool(found and found["value"]) and self._role(cell) is None and known != "fund_row"

    def _read_lone(self, cells: list[LogicalCell], rows: Sequence[LogicalRow], number: int) -> None:
        """The only text of a row: a label without value, or both in one cell."""
        index = next(i for i, c in enumerate(cells) if c.text and id(c) not in self._used)
        cell, after = cells[index], cells[index + 1 :]
        found = _IN_CELL.fullmatch(cell.text)
        if self._role(cell) is None and found and not self._is_fund_row(rows, number, cell):
            self._used.add(id(cell))
            self._read_in_cell(found, cell)
        else:
            self._read_label(cell, after, rows, number)

    def _read_in_cell(self, found: re.Match[str], cell: LogicalCell) -> None:
        label, value = found["label"], found["value"]
        role = self._template.label(label)
        if role in ("expected", "achieved") and value:
            field = f"overall_objective.{role}"
            if field not in self._draft.values:
                self._draft.promote(self._draft.pair(label, value, [cell]), field)
                return
        self._offer(label, self._draft.pair(label, value, [cell]))

    def _read_label(
        self,
        label: LogicalCell,
        after: Sequence[LogicalCell],
        rows: Sequence[LogicalRow],
        number: int,
    ) -> None:
        """A label and its value to the right, or under it."""
        self._used.add(id(label))
        role = self._role(label)
        if role in _OBJECTIVES:
            self._read_objective(label, role, rows, number)
        elif role == "block" and not self._is_pair(label, after, rows):
            return
        elif self._is_fund_row(rows, number, label):
            self._read_fund(label, after, money_unit([rows[number][0].text, label.text]))
        else:
            self._read_pair(label, role, after, rows, number)

    def _is_pair(
        self, label: LogicalCell, after: Sequence[LogicalCell], rows: Sequence[LogicalRow]
    ) -> bool:
        """Whether a block's label has a plain text of its height beside it as its value."""
        rest = [cell for cell in after if id(cell) not in self._used]
        if len(rest) != 1 or not rest[0].text or self._role(rest[0]) is not None:
            return False
        found = FUND_IN_CELL.fullmatch(rest[0].text)
        if found and self._template.label(found["name"]) == "fund_row":
            return False
        return _height(label, rows) == _height(rest[0], rows)

    def _is_label_row(self, row: LogicalRow) -> bool:
        """Whether a row prints nothing but labels, at least two beside a side label."""
        texts = [cell for cell in distinct(row) if cell.text]
        return len(texts) > 2 and all(self._is_label(cell) for cell in texts)

    def _heads_texts(self, rows: Sequence[LogicalRow], number: int) -> bool:
        """Whether a row prints nothing but labels of objectives and what belongs to them.

        Some forms have a column of points or remarks beside the objectives.
        """
        row = rows[number]
        side = row[0] if _height(row[0], rows) > 1 else None
        roles = [self._role(cell) for cell in distinct(row) if cell.text and cell is not side]
        return len(roles) > 1 and None not in roles and not _OBJECTIVES.isdisjoint(roles)

    def _read_pair(
        self,
        label: LogicalCell,
        role: LabelRole | None,
        after: Sequence[LogicalCell],
        rows: Sequence[LogicalRow],
        number: int,
    ) -> None:
        value = next((cell for cell in after if id(cell) not in self._used), None)
        if value is not None and self._is_label(value):
            value = None
        if self._heads_texts(rows, number) or (value is None and self._is_label_row(rows[number])):
            under = _under(label, number, rows)
            value = under if under is not None and not self._is_label(under) else None
        if value is not None:
            self._used.add(id(value))
        found = _IN_CELL.fullmatch(label.text)
        if value is not None and value.text:
            key = self._draft.pair(label.text, value.text, [label, value])
            self._offer(label.text, key)
        elif role is None and found and found["value"]:
            self._read_in_cell(found, label)
        else:
            self._offer(label.text, self._draft.pair(label.text, "", [label]))

    def _is_label(self, cell: LogicalCell) -> bool:
        """Whether a cell where a value is expected is the next label instead."""
        role = self._role(cell)
        if role is None:
            return self._template.column(cell.text) == "deviation"
        return role not in ("note", "matrix", "total")

    # --- funds without a header ---

    def _is_fund_row(self, rows: Sequence[LogicalRow], number: int, label: LogicalCell) -> bool:
        """Whether a label stands in a block of funds, by its word or its side label."""
        name = re.split("[:：]", label.text)[0]
        if "fund_row" in (self._role(label), self._template.label(name)):
            return True
        side = rows[number][0]
        spans = sum(row[0] is side for row in rows) > 1
        is_block = self._template.label(side.text) == "block" and side is not label
        known = any(
            self._template.label(re.split("[:：]", cell.text)[0]) == "fund_row"
            or self._role(cell) == "fund_row"
            for row in rows
            if row[0] is side
            for cell in row
        )
        return spans and is_block and known and _FUND_BLOCK.search(side.text) is not None

    def _read_fund(
        self, label: LogicalCell, after: Sequence[LogicalCell], unit: str | None
    ) -> None:
        value = next((cell for cell in after if id(cell) not in self._used), None)
        found = FUND_IN_CELL.fullmatch(label.text)
        if found:
            self._draft.fund_in_cell(found["name"], found["amount"], label, unit)
        elif value is None or self._is_label(value):
            self._draft.fund({"name": label}, {}, unit)
        elif self._template.fund(value.text) == "amount":
            self._used.add(id(value))  # the head of the amounts under it
        else:
            self._used.add(id(value))
            self._draft.fund({"name": label, "budget": value}, {}, unit)

    # --- objectives ---

    def _read_objective(
        self,
        label: LogicalCell,
        role: LabelRole | None,
        rows: Sequence[LogicalRow],
        number: int,
    ) -> None:
        """An objective's text stands right of its label or, under labels in one row, below."""
        right = _right_of(label, rows[number])
        if right is not None and self._role(right) in _OBJECTIVES and _height(label, rows) > 1:
            if role in ("long_term", "goal"):  # which of the objectives they are
                self._draft.pair(label.text, "", [label])
            return  # it names the block whose labels follow
        value = right if right is not None and right.text and not self._is_label(right) else None
        if value is None or id(value) in self._used or self._heads_texts(rows, number):
            under = _under(label, number, rows)
            value = under if under is not None and not self._is_label(under) else None
        if value is not None and id(value) in self._used:
            value = None
        if value is not None:
            self._used.add(id(value))
        self._keep_objective(label, role, value)

    def _keep_objective(
        self, label: LogicalCell, role: LabelRole | None, value: LogicalCell | None
    ) -> None:
        draft = self._draft
        if role in ("expected", "achieved") and f"overall_objective.{role}" not in draft.values:
            if value is not None:
                draft.take(f"overall_objective.{role}", value)
            return
        text = value.text if value is not None else ""
        cells = [label] if value is None or not value.text else [label, value]
        key = draft.pair(label.text, text, cells)
        if role == "goal" and text:
            self._offer(label.text, key)


def _is_sliver(cell: LogicalCell) -> bool:
    """Whether an empty cell is only the gap between edges of different rows."""
    x0, top, x1, bottom = cell.regions[0].bbox
    return not cell.text and min(x1 - x0, bottom - top) < _SLIVER


def _is_short(line: Line) -> bool:
    return len(plain(line.text)) <= _MAX_TITLE_LENGTH


def _height(label: LogicalCell, rows: Sequence[LogicalRow]) -> int:
    """Rows that a cell spans."""
    return sum(any(cell is label for cell in row) for row in rows)


def _under(label: LogicalCell, number: int, rows: Sequence[LogicalRow]) -> LogicalCell | None:
    """The next cell under a label, if it stands in the same columns."""
    columns = [column for column, cell in enumerate(rows[number]) if cell is label]
    for row in rows[number + 1 :]:
        under = row[columns[0]]
        if under is not label:
            same = [column for column, cell in enumerate(row) if cell is under]
            return under if same == columns else None
    return None


def _right_of(label: LogicalCell, row: LogicalRow) -> LogicalCell | None:
    cells = [cell for cell in distinct(row) if not _is_sliver(cell)]
    position = next(index for index, cell in enumerate(cells) if cell is label)
    return cells[position + 1] if position + 1 < len(cells) else None
