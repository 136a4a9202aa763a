"""`zhperf schema`: the JSON Schema of the report."""

from __future__ import annotations

import json

from zhperf.cli.texts import write_text
from zhperf.errors import ExitCode

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def run_schema(output: str, *, overwrite: bool) -> ExitCode:
    """Write the schema to a file or to standard output.

    Raises:
        UsageError: The file exists or cannot be written.
    """
    write_text(schema_text(), output, overwrite=overwrite)
    return ExitCode.OK


def schema_text() -> str:
    """The schema of what is written (numbers without loss are strings), ended by a line feed."""
    from zhperf.report import Report

    schema = {"$schema": DIALECT, **Report.model_json_schema(mode="serialization")}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
