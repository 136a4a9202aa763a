"""`zhperf schema`: the JSON Schema of the report, and the Table Schema of the flat forms."""

from __future__ import annotations

import json

from zhperf.cli.texts import write_text
from zhperf.errors import ExitCode

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def run_schema(table: str | None, output: str, *, overwrite: bool) -> ExitCode:
    """Write a schema to a file or to standard output.

    Args:
        table: Flat form whose Table Schema is meant; None: the JSON Schema.
        output: File, or "-".
        overwrite: Whether the file may be replaced.

    Raises:
        UsageError: The file exists or cannot be written.
    """
    text = schema_text() if table is None else table_schema_text(table)
    write_text(text, output, overwrite=overwrite)
    return ExitCode.OK


def schema_text() -> str:
    """The schema of what is written (numbers without loss are strings), ended by a line feed."""
    from zhperf.report import Report

    schema = {"$schema": DIALECT, **Report.model_json_schema(mode="serialization")}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def table_schema_text(part: str) -> str:
    """The Table Schema of a flat form as CSV has it."""
    from zhperf.writers import Layout
    from zhperf.writers.tableschema import table_schema

    return json.dumps(table_schema(part, Layout()), ensure_ascii=False, indent=2) + "\n"
