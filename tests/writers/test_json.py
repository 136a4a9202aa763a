"""The JSON contract: the same object as the model's, whatever the layout."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest

from zhperf._version import __version__
from zhperf.cli.schema import schema_text
from zhperf.report import Finding, Generator, Report, Source, Table

Written = Callable[..., dict[str, str]]


@pytest.mark.parametrize("indent", [0, 1, 2, 8])
def test_it_is_the_model(
    indent: int, written: Written, source: Source, tables: list[Table], findings: list[Finding]
) -> None:
    text = written("json", indent=indent)["report"]
    report = Report(
        generator=Generator(version=__version__), source=source, tables=tables, findings=findings
    )
    assert Report.model_validate_json(text) == report
    assert _key_order(json.loads(text)) == _key_order(report.model_dump(mode="json"))
    assert text.endswith("}\n")
    assert text.count("\n") == 1 if indent == 0 else f'\n{" " * indent}"tables": [' in text


def test_an_empty_report(written: Written, tables: list[Table], findings: list[Finding]) -> None:
    tables.clear()
    findings.clear()
    report = json.loads(written("json")["report"])
    assert (report["tables"], report["findings"]) == ([], [])


def test_the_layout_is_that_of_the_standard_library(written: Written, tables: list[Table]) -> None:
    """Only lists of numbers differ: they stand on one line."""
    text = written("json")["report"]
    lines = text.splitlines()
    assert any('"bbox": [10.0, 20.0, 30.0, 400.0]' in line for line in lines)
    plain = json.dumps(json.loads(text), ensure_ascii=False, indent=2)
    assert "".join(text.split()) == "".join(plain.split())


def test_text_stays_as_it_is(written: Written, tables: list[Table]) -> None:
    tables[0].notes.append("[\n 1,\n 2\n]")
    text = written("json")["report"]
    assert "≥90%" in text
    assert json.loads(text)["tables"][0]["notes"] == ["[\n 1,\n 2\n]"]


def test_without_provenance(written: Written) -> None:
    text = written("json", provenance=False)["report"]
    assert '"regions"' not in text
    assert '"repairs"' not in text
    Report.model_validate_json(text)


def test_it_is_valid_by_the_schema(written: Written) -> None:
    schema = json.loads(schema_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    for provenance in (True, False):
        report = json.loads(written("json", provenance=provenance)["report"])
        jsonschema.validate(report, schema)
        report["tables"][0]["unknown"] = 1
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(report, schema)


def _key_order(value: Any) -> Any:  # noqa: ANN401 (any JSON value)
    if isinstance(value, dict):
        return [(key, _key_order(inner)) for key, inner in value.items()]
    return [_key_order(inner) for inner in value] if isinstance(value, list) else None
