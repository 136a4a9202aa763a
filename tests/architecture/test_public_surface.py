"""What users see: names of the library, commands, options, schema; all documented and current."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import typer.main

import zhperf
from zhperf.cli.app import app
from zhperf.cli.options import FlatForm, ReportFormat
from zhperf.cli.schema import schema_text, table_schema_text
from zhperf.writers import PARTS
from zhperf.writers.columns import COLUMNS

ROOT = Path(__file__).parents[2]
COMMANDS: dict[str, Any] = typer.main.get_command(app).commands  # type: ignore[attr-defined]


def options(command: str) -> list[Any]:
    return [one for one in COMMANDS[command].params if one.param_type_name == "option"]


def test_all_is_sorted_and_complete() -> None:
    assert zhperf.__all__ == sorted(zhperf.__all__)
    assert set(zhperf.__all__) == {*zhperf._HOMES, "__version__"}
    for name in zhperf.__all__:
        assert getattr(zhperf, name) is not None
    assert dir(zhperf) == zhperf.__all__
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = zhperf.nothing


@pytest.mark.parametrize("name", sorted(set(zhperf.__all__) - {"__version__"}))
def test_public_names_have_docstrings(name: str) -> None:
    assert (getattr(zhperf, name).__doc__ or "").strip()


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_have_help(command: str) -> None:
    assert COMMANDS[command].help
    for option in COMMANDS[command].params:
        assert option.help, option.name


@pytest.mark.parametrize("command", COMMANDS)
def test_flags_have_no_unwanted_twin(command: str) -> None:
    for option in options(command):
        assert not option.secondary_opts or option.name == "provenance"


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_and_options_are_in_the_manual(command: str) -> None:
    manual = (ROOT / "docs" / "cli.md").read_text("utf-8")
    assert f"zhperf {command}" in manual
    for option in options(command):
        for name in option.opts + option.secondary_opts:
            assert name in manual, name


def test_the_schema_file_is_current() -> None:
    committed = (ROOT / "schemas" / "report.schema.json").read_text("utf-8")
    advice = "run: zhperf schema -o schemas/report.schema.json --overwrite"
    assert committed == schema_text(), advice


@pytest.mark.parametrize("part", COLUMNS)
def test_the_table_schemas_are_current(part: str) -> None:
    path = f"schemas/{part}.tableschema.json"
    advice = f"run: zhperf schema --table {part} -o {path} --overwrite"
    assert (ROOT / path).read_text("utf-8") == table_schema_text(part), advice


def test_the_command_knows_every_flat_form() -> None:
    assert list(FlatForm) == list(COLUMNS)
    assert {*ReportFormat} == set(PARTS) - {"rows"}


def test_every_model_of_the_schema_is_described() -> None:
    schema = json.loads(schema_text())
    assert schema["description"]
    assert all(model["description"] for model in schema["$defs"].values())
