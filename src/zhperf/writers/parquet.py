"""Parquet: a file for each flat form, with a fixed schema, also for no rows at all.

Numbers are decimals of one type, so that columns of different files fit together.  A number
that the type cannot hold is left out and told; its printed text is in the column of the text.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from decimal import Context, Decimal
from typing import IO, TYPE_CHECKING, Final

import pyarrow as pa
from pyarrow import parquet as pq

from zhperf.errors import Bilingual
from zhperf.writers.celltexts import cell_text, significant_digits
from zhperf.writers.columns import columns, header

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from zhperf.writers import Layout
    from zhperf.writers.columns import Column
    from zhperf.writers.rows import Row
    from zhperf.writers.rowsfile import RowsFile

PRECISION: Final = 38
"""Digits of a decimal: the most that 128 bits hold, and that all readers of Parquet know."""
SCALE: Final = 12
"""Digits behind the point.  Forms print amounts with up to six; 26 digits before it are left."""
_UNIT = Decimal((0, (1,), -SCALE))
_CONTEXT = Context(prec=PRECISION)
ROWS_IN_BATCH: Final = 1_024
"""Rows that are in memory as Python objects, about 10 kB each."""
BATCHES_IN_GROUP: Final = 32
"""Batches that are written together as a row group: about 30 MB, what readers like to get."""
_LEFT_OUT = Bilingual(
    "numbers left out because decimal({precision}, {scale}) cannot hold them: {count}; "
    "their text is kept, -f csv has all digits",
    "有 {count} 个数值超出 decimal({precision}, {scale}) 的范围，未写入；"
    "原文保留，-f csv 保留全部数字",
)


def finish(rows: RowsFile, streams: Mapping[str, IO[bytes]], layout: Layout) -> list[Bilingual]:
    """Write a file for each part that has a stream."""
    with ParquetTables(streams, layout) as tables:
        for part in streams:
            tables.add(part, rows.rows(part))
    return tables.losses


class ParquetTables:
    """A file for each part, written row group by row group; parts may take turns."""

    def __init__(self, streams: Mapping[str, IO[bytes]], layout: Layout) -> None:
        self.losses: list[Bilingual] = []
        """What the format could not hold; known at the end."""
        self._files = {part: _File(part, stream, layout) for part, stream in streams.items()}

    def add(self, part: str, rows: Iterable[Row]) -> None:
        """Write rows of a part behind those before."""
        file = self._files[part]
        for row in rows:
            file.add(row)

    def __enter__(self) -> ParquetTables:
        return self

    def __exit__(self, kind: type[BaseException] | None, *error: object) -> None:
        """Complete the files; after an error, here too, they are left as they are."""
        try:
            if kind is None:
                for file in self._files.values():
                    file.close()
        finally:
            for file in self._files.values():
                file.abandon()
        if left_out := sum(file.left_out.total() for file in self._files.values()):
            values = {"precision": PRECISION, "scale": SCALE, "count": left_out}
            self.losses.append(Bilingual(*(text.format(**values) for text in _LEFT_OUT)))


class _File:
    """The file of a part."""

    def __init__(self, part: str, stream: IO[bytes], layout: Layout) -> None:
        self.left_out: Counter[str] = Counter()
        """Numbers that were left out, by column."""
        self._columns = columns(part, provenance=layout.provenance)
        self._schema = arrow_schema(self._columns, layout)
        self._writer = _Writer(stream, self._schema)
        self._rows: list[Row] = []
        self._batches: list[pa.RecordBatch] = []

    def add(self, row: Row) -> None:
        """Write a row."""
        self._rows.append(row)
        if len(self._rows) >= ROWS_IN_BATCH:
            self._end_batch()
        if len(self._batches) >= BATCHES_IN_GROUP:
            self._end_group()

    def close(self) -> None:
        """No more rows."""
        self._end_batch()
        self._end_group()
        self._writer.close()

    def abandon(self) -> None:
        """Let go of the stream, if it is not closed; what failed is told already."""
        with suppress(Exception):
            self._writer.close()

    def _end_batch(self) -> None:
        if not self._rows:
            return
        arrays = [
            pa.array(_values(column, self._rows, self.left_out), field.type)
            for column, field in zip(self._columns, self._schema, strict=True)
        ]
        self._batches.append(pa.RecordBatch.from_arrays(arrays, schema=self._schema))
        self._rows = []

    def _end_group(self) -> None:
        if self._batches:
            self._writer.write_table(pa.Table.from_batches(self._batches, self._schema))
            self._batches = []


class _Writer(pq.ParquetWriter):  # type: ignore[misc]  # pyarrow has no types
    """A writer that is closed only when it is told to."""

    def __del__(self) -> None:
        """Else, after Ctrl-C, it tries to, and prints that its stream is closed already."""


def arrow_schema(found: tuple[Column, ...], layout: Layout) -> pa.Schema:
    """The schema of a part; every field has the meaning of its column as metadata."""
    return pa.schema(
        pa.field(
            header(column, layout),
            _arrow_type(column),
            nullable=not column.constraints.get("required", False),
            metadata={"title": column.title.zh, "description": column.meaning},
        )
        for column in found
    )


def _arrow_type(column: Column) -> pa.DataType:
    match column.kind:
        case "integer":
            return pa.int32()
        case "long":
            return pa.int64()
        case "number":
            return pa.decimal128(PRECISION, SCALE)
        case "boolean":
            return pa.bool_()
        case "box":
            return pa.list_(pa.float64())
        case "object":
            return pa.map_(pa.string(), pa.string())
        case "list":
            return _LIST_TYPES.get(column.name, pa.string)()
        case "text":
            return pa.string()


def _texts(*names: str) -> pa.DataType:
    return pa.struct([(name, pa.string()) for name in names])


def _funds() -> pa.DataType:
    """As `zhperf.report.Fund`."""
    names = ("group", "name", "initial", "budget", "executed", "weight", "rate", "score", "unit")
    fields = list(_texts(*names))
    return pa.list_(pa.struct([*fields, ("extra", pa.map_(pa.string(), pa.string()))]))


_LIST_TYPES = {
    "pages": lambda: pa.list_(pa.int32()),
    "notes": lambda: pa.list_(pa.string()),
    "repairs": lambda: pa.list_(_texts("kind", "field", "detail")),
    "target_conflict": lambda: pa.list_(pa.string()),
    "actual_conflict": lambda: pa.list_(pa.string()),
    "funds": _funds,
}
"""Lists of one flat shape; the others, parts, are JSON text, for their parts may have parts."""


def _values(column: Column, rows: list[Row], left_out: Counter[str]) -> list[object]:
    """The values of a column as Arrow takes them."""
    values = [row[column.name] for row in rows]
    if column.kind in _AS_THEY_ARE:
        return values
    return [_value(column, value, left_out) for value in values]


_AS_THEY_ARE: Final = frozenset({"text", "integer", "long", "boolean", "box"})


def _value(column: Column, value: object, left_out: Counter[str]) -> object:
    if isinstance(value, Decimal):
        left_out[column.name] += not fits(value)
        # Nothing is rounded: the number fits.
        return value.quantize(_UNIT, context=_CONTEXT) if fits(value) else None
    if isinstance(value, dict):
        return list(value.items())
    if column.name == "funds" and isinstance(value, list):
        return [{**fund, "extra": list(fund["extra"].items())} for fund in value]
    if column.kind == "list" and column.name not in _LIST_TYPES:
        return cell_text(value) or None
    return value


def fits(value: Decimal) -> bool:
    """Whether the decimal type holds all digits of the number."""
    places_behind_the_point = significant_digits(value) - 1 - value.adjusted()
    return not value or (places_behind_the_point <= SCALE and value.adjusted() < PRECISION - SCALE)
