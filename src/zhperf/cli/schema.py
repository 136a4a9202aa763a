"""`zhperf schema`: the JSON Schema of the report."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from zhperf.cli.outputs import STDOUT, output_errors, temporary
from zhperf.errors import ExitCode, OutputExistsError

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def run_schema(output: str, *, overwrite: bool) -> ExitCode:
    """Write the schema to a file or to standard output.

    Raises:
        UsageError: The file exists or cannot be written.
    """
    text = schema_text()
    if output == STDOUT:
        with output_errors(""):
            sys.stdout.buffer.write(text.encode())
            sys.stdout.buffer.flush()
        return ExitCode.OK
    path = Path(output)
    if path.exists() and not overwrite:
        raise OutputExistsError(output)
    with output_errors(output):
        unfinished = temporary(path)
        unfinished.write_text(text, encoding="utf-8", newline="\n")
        unfinished.replace(path)
    return ExitCode.OK


def schema_text() -> str:
    """The schema of what is written (numbers without loss are strings), ended by a line feed."""
    from zhperf.report import Report

    schema = {"$schema": DIALECT, **Report.model_json_schema(mode="serialization")}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
