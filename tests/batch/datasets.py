"""Small archives and the datasets of them, made as the command makes them."""

from __future__ import annotations

import shutil
from pathlib import Path

import print_archive
from printing import PrintJob
from printing.reportprint import ReportPrinter
from zhperf.batch.archive import listed
from zhperf.batch.dataset import Collected, collect
from zhperf.batch.recipe import recipe
from zhperf.batch.run import BatchSetup, Planned, plan, run
from zhperf.batch.state import State
from zhperf.checking import CheckPlan
from zhperf.convert import Reading
from zhperf.supervise import Limits
from zhperf.writers import TablesFormat

SAME = ("2020/同一文件.pdf", "2021/某市教育局.pdf")
"""Two paths of one content."""


def print_documents(folder: Path) -> Path:
    """The archive of the samples, a copy of one file, one without a table, and one damaged."""
    print_archive.print_archive(folder)
    (folder / "2020").mkdir()
    shutil.copy(folder / SAME[1], folder / SAME[0])
    printer = ReportPrinter(PrintJob())
    printer.prose("本部门本年度没有项目支出。")
    (folder / "2022" / "说明.pdf").write_bytes(printer.save())
    (folder / "2023" / "坏.pdf").write_bytes(b"no PDF")
    return folder


def convert(archive: Path, dataset: Path, *, checked: bool = True, backwards: bool = False) -> None:
    """Read what is not read yet, in the order of the paths or from the last."""
    reading = Reading("", b"")
    checking = CheckPlan() if checked else None
    setup = BatchSetup(dataset, reading, checking, recipe(reading, checking), 1, Limits())
    with State.open(dataset) as state:
        planned: Planned = plan(listed(archive), state, setup)
        if backwards:
            planned = planned._replace(tasks=planned.tasks[::-1])
        for _ in run(planned, state, setup):
            pass


def collected(dataset: Path, output: TablesFormat = "parquet", *, check: bool = True) -> Collected:
    with State.open(dataset) as state:
        return collect(dataset, state, output, check=check)


def visible(dataset: Path) -> dict[str, bytes]:
    """The files of the dataset itself, by name; hidden ones too, but no directories."""
    return {path.name: path.read_bytes() for path in dataset.iterdir() if path.is_file()}
