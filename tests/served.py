"""Runs of the command in processes that are forked from a server, which saves their start.

A server is started on first use for each environment and ends with the tests: when their process
ends, however it does, its end of the socket is closed.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import json
import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from commandserver import LENGTH_BYTES

PROGRAM = Path(__file__).with_name("commandserver.py")
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}
"""For the server only: numpy's library starts no threads, with which it could not fork."""
CAN_SERVE = sys.platform == "linux" and Path("/proc/self/task").is_dir()
"""Elsewhere the command does not fork its workers, and a server could not count its threads."""


class Server:
    """A process that has loaded the command in one environment."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._socket, theirs = socket.socketpair()
        given = {**environment, **ONE_THREAD}
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, str(PROGRAM), str(theirs.fileno()), json.dumps([*given])],
                env=given, pass_fds=[theirs.fileno()],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            )  # fmt: skip
        # Its own streams are pipes too, so that Python's objects for them fit those of the runs.
        self._answers = self._socket.makefile("rb")

    def run(
        self,
        arguments: Sequence[str],
        folder: Path,
        environment: Mapping[str, str],
        stdin: bytes,
        seconds: float,
    ) -> tuple[int, bytes, bytes]:
        """Exit code, standard output and standard error of a run.

        Raises:
            subprocess.TimeoutExpired: It did not end within `seconds`.
        """
        (input_, feed), (output, sink), (errors, error_sink) = (os.pipe() for _ in range(3))
        body = json.dumps([arguments, str(folder), environment]).encode()
        theirs = (input_, sink, error_sink)
        socket.send_fds(self._socket, [len(body).to_bytes(LENGTH_BYTES, "big")], theirs)
        self._socket.sendall(body)
        for stream in theirs:
            os.close(stream)
        pid = self._answer()
        try:
            printed, told = _exchange(feed, stdin, (output, errors), seconds)
        except TimeoutError:
            os.kill(pid, signal.SIGKILL)
            self._answer()
            raise subprocess.TimeoutExpired(["zhperf", *arguments], seconds) from None
        return self._answer(), printed, told

    def _answer(self) -> int:
        with contextlib.suppress(ConnectionError):
            if line := self._answers.readline():
                return int(line)
        _, told = self._process.communicate()
        raise AssertionError(f"the server of the command died: {told.decode()}")

    @property
    def pid(self) -> int:
        """Of the server itself."""
        return self._process.pid

    def end(self) -> None:
        self._answers.close()
        self._socket.close()
        self._process.communicate()


@functools.cache
def server_of(environment: frozenset[tuple[str, str]]) -> Server:
    """The server of an environment; it ends with this process."""
    server = Server(dict(environment))
    atexit.register(server.end)
    return server


def _exchange(feed: int, content: bytes, outputs: Sequence[int], seconds: float) -> list[bytes]:
    """Write to one pipe and read the others until they end; all are closed then."""
    end = time.monotonic() + seconds
    rest = memoryview(content)
    os.set_blocking(feed, False)
    with contextlib.ExitStack() as stack:
        selector = stack.enter_context(selectors.DefaultSelector())
        writer = stack.enter_context(os.fdopen(feed, "wb", buffering=0))
        readers = [stack.enter_context(os.fdopen(one, "rb", buffering=0)) for one in outputs]
        parts: dict[BinaryIO, list[bytes]] = {reader: [] for reader in readers}
        selector.register(writer, selectors.EVENT_WRITE)
        for reader in readers:
            selector.register(reader, selectors.EVENT_READ)
        while selector.get_map():
            if time.monotonic() > end:
                raise TimeoutError
            for key, _ in selector.select(1.0):
                if key.fileobj is writer:
                    rest = _written(writer, rest)
                elif part := key.fileobj.read(1 << 16):
                    parts[key.fileobj].append(part)
                    continue
                if key.fileobj is not writer or not rest:
                    selector.unregister(key.fileobj)
                    key.fileobj.close()
    return [b"".join(one) for one in parts.values()]


def _written(pipe: BinaryIO, rest: memoryview) -> memoryview:
    """What is left to write; nothing if nobody reads."""
    try:
        return rest[pipe.write(rest) or 0 :]
    except BrokenPipeError:
        return rest[:0]
