"""The command starts fast: nothing is loaded that the command at hand does not need."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from command import environment

HEAVY = {
    "camelot", "cv2", "dask", "distributed", "docx", "frictionless", "fsspec", "lxml", "numpy",
    "onnxruntime", "openpyxl", "pandas", "pdfminer", "pdfplumber", "pyarrow", "pypdfium2",
    "pypdfium2_raw", "rapidocr",
}  # fmt: skip
LISTING = """
import sys
from zhperf.cli.app import run
code = run(sys.argv[1:])
names = sorted({name.partition(".")[0] for name in sys.modules})
sys.stderr.write("loaded " + " ".join(names))
"""


def loaded(folder: Path, *arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", LISTING, *arguments],
        cwd=folder, env=environment(), capture_output=True, text=True, check=True,
    )  # fmt: skip
    return set(done.stderr.rpartition("loaded ")[2].split())


@pytest.mark.parametrize("argument", ["--help", "--version"])
def test_the_first_page_loads_nothing_but_typer(argument: str, tmp_path: Path) -> None:
    assert not loaded(tmp_path, argument) & (HEAVY | {"multiprocessing", "pydantic", "rich"})


@pytest.mark.parametrize(
    "arguments",
    [
        ("extract", "--help"),
        ("tables", "--help"),
        ("extract",),
        ("extract", "a.pdf", "--pages=0"),
        ("extract", "a.pdf", "-f", "datapackage"),
        ("batch", "--help"),
        ("batch",),
        ("batch", "a", "-o", "b", "--select", "ZP4"),
        ("batch", "no-such-folder", "-o", "b", "-f", "csv"),
        ("status", "--help"),
        ("status", "no-such-folder"),
        ("schema", "--help"),
        ("schema", "--table", "reports"),
        ("template", "--help"),
        ("config", "--help"),
        ("template",),
        ("template", "common"),
        ("template", "no-points", "--full"),
        ("rule", "--help"),
        ("rule",),
        ("rule", "ZP401"),
        ("rule", "no-such"),
        ("extract", "a.pdf", "--template", "no-such"),
        ("profile", "--help"),
        ("profile",),
        ("profile", "default", "--full"),
    ],
    ids=" ".join,
)
def test_help_and_slips_load_nothing_heavy(arguments: tuple[str, ...], tmp_path: Path) -> None:
    """Pydantic is typer's own: newer versions convert option values with it."""
    assert not loaded(tmp_path, *arguments) & HEAVY


@pytest.mark.parametrize("command", ["extract", "tables"])
def test_the_parent_of_workers_loads_no_pdf_library(command: str, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    names = loaded(tmp_path, command, "a.pdf")
    assert "multiprocessing" in names
    assert not names & HEAVY


@pytest.mark.parametrize("output", ["one.xlsx", "one.parquet", "directory/"])
def test_the_parent_loads_no_library_of_a_format_for_its_workers(
    output: str, tmp_path: Path
) -> None:
    """Nor for a file of several sources, of which none can be read."""
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / name).write_bytes(b"%PDF-1.7")
    form = ("-f", "parquet") if output == "directory/" else ()
    for sources in (("a.pdf",), ("a.pdf", "b.pdf")):
        names = loaded(tmp_path, "extract", *sources, "-o", output, *form)
        assert "multiprocessing" in names
        assert not names & HEAVY


def test_the_parent_of_workers_loads_templates_and_settings_only(tmp_path: Path) -> None:
    """Threads of numpy's libraries would make each worker begin as a fresh interpreter."""
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "my.toml").write_text('id = "mine"\ntitle = "表"\n', "utf-8")
    (tmp_path / "zhperf.toml").write_text('template = "my.toml"\nengine = "pdfium"\n', "utf-8")
    names = loaded(tmp_path, "extract", "a.pdf")
    assert "multiprocessing" in names
    assert not names & HEAVY


def test_importing_the_package_costs_nothing(tmp_path: Path) -> None:
    script = "import sys, zhperf; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=environment(), capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert not set(done.stdout.split()) & (HEAVY | {"typer", "rich"})
