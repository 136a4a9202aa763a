"""What the tests of an archive share."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator

import pytest

from zhperf.batch import run as run_module
from zhperf.batch.work import Conversion, Converted
from zhperf.supervise import Finished, _attempt


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents are read in the test's process: what is tested lies around the reading."""

    def run_here(
        task: Callable[[Conversion], Converted], jobs: Iterable[Conversion], **options: object
    ) -> Iterator[Finished[Conversion, Converted]]:
        assert set(options) == {"workers", "limits", "on_poll"}
        for index, job in enumerate(jobs):
            start = time.monotonic()
            result, error = _attempt(task, job)
            yield Finished(index, job, result, error, time.monotonic() - start)

    monkeypatch.setattr(run_module, "supervise", run_here)


@pytest.fixture(scope="module")
def store() -> Iterator[str]:
    """URL of an empty bucket of an S3 server in this process."""
    from fsspec import AbstractFileSystem
    from moto.moto_server.threaded_moto_server import ThreadedMotoServer
    from s3fs import S3FileSystem

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        environment.setenv("AWS_ACCESS_KEY_ID", "test")
        environment.setenv("AWS_SECRET_ACCESS_KEY", "test")
        environment.setenv("AWS_DEFAULT_REGION", "us-east-1")
        S3FileSystem.clear_instance_cache()
        files: AbstractFileSystem = S3FileSystem()
        bucket = f"reports-{port}"  # servers of one process have one memory
        files.mkdir(bucket)
        yield f"s3://{bucket}"
        S3FileSystem.clear_instance_cache()
    server.stop()
