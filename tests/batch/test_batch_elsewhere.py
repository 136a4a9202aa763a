"""`zhperf batch` with an archive and a dataset at URLs, and with a cluster."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from batch.spreading import made, make_archive, without_times
from batch.test_dask_executor import cluster
from command import environment, run_zhperf
from zhperf.batch.places import RemoteFolder


def batch(folder: Path, *arguments: str) -> tuple[int, str]:
    done = run_zhperf(["batch", *arguments], folder, environment())
    return done.code, done.stderr


def test_urls_give_the_same_dataset_twice(tmp_path: Path) -> None:
    archive, public = make_archive(tmp_path, 2), (tmp_path / "public").as_uri()
    code, said = batch(tmp_path, archive.as_uri(), "-o", public, "--state", "here", "-f", "csv")
    assert code == 5, said
    assert batch(tmp_path, "archive", "-o", "one", "-f", "csv")[0] == 5
    expected = made(tmp_path / "one").contents
    assert "indicators.csv" in expected
    assert made(tmp_path / "here").contents == expected
    published = {
        path.relative_to(tmp_path / "public").as_posix(): path.read_bytes()
        for path in (tmp_path / "public").rglob("*")
        if path.is_file()
    }
    assert published == expected


def test_tables_that_a_dataset_has_no_more_are_removed_from_its_url(tmp_path: Path) -> None:
    """Old findings, and tables of another format, stayed there beside the new tables."""
    make_archive(tmp_path, 2)
    public = tmp_path / "public"
    told = ("archive", "-o", public.as_uri(), "--state", "here")
    tables = {"indicators.csv", "activities.csv", "documents.csv"}
    described = {"README.md", "datapackage.json"}
    for arguments, expected in (
        (("-f", "csv", "--check"), {*tables, "findings.csv"}),
        (("-f", "csv"), tables),
        (("-f", "xlsx"), {"dataset.xlsx"}),
    ):
        assert batch(tmp_path, *told, *arguments)[0] == 5
        assert {path.name for path in public.iterdir() if path.is_file()} == expected | described


@pytest.mark.slow
def test_a_cluster_makes_the_same_dataset(tmp_path: Path) -> None:
    make_archive(tmp_path, 6)
    with cluster() as started:
        address = started.scheduler_address
        code, said = batch(
            tmp_path, "archive", "-o", "dask", "-f", "csv", "--check",
            "--executor", "dask", "--address", address,
        )  # fmt: skip
    assert code == 5, said
    assert batch(tmp_path, "archive", "-o", "one", "-f", "csv", "--check")[0] == 5
    assert made(tmp_path / "dask") == made(tmp_path / "one")


@pytest.mark.slow
def test_a_cluster_and_a_store_make_the_same_dataset(tmp_path: Path, store: str) -> None:
    archive = make_archive(tmp_path, 6)
    sources = {
        path.relative_to(archive).as_posix(): path for path in archive.rglob("*") if path.is_file()
    }
    RemoteFolder(f"{store}/both").put(sources)
    credentials = {name: os.environ[name] for name in os.environ if name.startswith("AWS_")}
    with cluster() as started:
        done = run_zhperf(
            [
                "batch", f"{store}/both", "-o", f"{store}/made", "--state", "here", "-f", "csv",
                "--check", "--executor", "dask", "--address", started.scheduler_address,
            ],
            tmp_path, environment(**credentials),
        )  # fmt: skip
    assert done.code == 5, done.stderr
    assert batch(tmp_path, "archive", "-o", "one", "-f", "csv", "--check")[0] == 5
    expected = made(tmp_path / "one")
    assert without_times(made(tmp_path / "here")) == without_times(expected)
    there = {file.path for file in RemoteFolder(f"{store}/made").listed("**")}
    assert there == expected.contents.keys()
    copies = {name: tmp_path / "copies" / name for name in there}
    assert RemoteFolder(f"{store}/made").fetch(copies) == []
    assert {name: copy.read_bytes() for name, copy in copies.items()} == expected.contents


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("s3://a/b", "-o", "x", "--dry-run"), "--dry-run works with a folder only"),
        (("s3://a/b", "-o", "x", "--files-from", "-"), "--files-from works with a folder only"),
        ((".", "-o", "s3://a/b"), "needs a folder of this machine"),
        ((".", "-o", "x", "--state", "y"), "the state is in the dataset"),
        ((".", "-o", "x", "--address", "tcp://10.0.0.1:1"), "this machine has no address"),
        ((".", "-o", "x", "--executor", "dask"), "--executor dask needs an address"),
    ],
)
def test_what_does_not_go_together_is_told(
    tmp_path: Path, arguments: tuple[str, ...], reason: str
) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4\n")
    code, said = batch(tmp_path, *arguments)
    assert (code, reason in said) == (2, True), said
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"], "nothing is written"
