"""Server of one environment: it loads the modules of the command once and forks for each run.

The program is started by `served.Server` with the number of a connected socket and the names of
the environment that it was given.  A request is the
length of its body, with the run's standard streams as passed files, and then the body: arguments,
folder and environment as JSON.  The answer is two lines, the number of the run's process and its
exit code.  The server ends when the socket is closed at the other end.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import json
import os
import pkgutil
import socket
import sys
import threading
import time
from pathlib import Path

import zhperf

LIBRARIES = ("numpy", "lxml.etree", "openpyxl", "pdfplumber", "rich.console", "rich.progress")
"""What commands load when they need it."""
LEFT_OUT = "zhperf.writers.parquet"
"""It loads pyarrow, which starts a thread."""
LENGTH_BYTES = 4
"""Length of a request's body: an unsigned number, the highest byte first."""


def main() -> None:
    """Serve; return in the process of a run, with all as it is when the command starts."""
    given = json.loads(sys.argv[2])
    added = {name: text for name, text in os.environ.items() if name not in given}
    del sys.path[0]  # the folder of this file; in its place comes that of the run
    _load()
    body, streams = _next_run(int(sys.argv[1]))
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    _become(*json.loads(body), added)


def _next_run(number: int) -> tuple[bytes, list[int]]:
    """Fork for each request; only the process of a run returns, with what was sent for it."""
    with socket.socket(fileno=number) as connection:
        while True:
            length, streams, _, _ = socket.recv_fds(connection, LENGTH_BYTES, 3)
            if not length:
                os._exit(0)
            body = b""
            while len(body) < int.from_bytes(length, "big"):
                body += connection.recv(1 << 16)
            if (pid := os.fork()) == 0:
                return body, streams
            for stream in streams:
                os.close(stream)
            connection.sendall(b"%d\n" % pid)
            code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
            connection.sendall(b"%d\n" % code)


def _load() -> None:
    for module in pkgutil.walk_packages(zhperf.__path__, "zhperf."):
        if module.name not in ("zhperf.__main__", LEFT_OUT):
            importlib.import_module(module.name)
    for name in LIBRARIES:
        importlib.import_module(name)
    threads = list(Path("/proc/self/task").iterdir())
    assert len(threads) == 1, "a server that forks has one thread"
    gc.collect()
    gc.freeze()  # what is loaded stays where it is in each run


def _become(
    arguments: list[str], folder: str, environment: dict[str, str], added: dict[str, str]
) -> None:
    """Be a new process of the command.

    Args:
        arguments: Those of the command.
        folder: Where it runs.
        environment: Given to it.
        added: What Python itself adds to the environment at its start (LC_CTYPE).
    """
    os.environ.clear()
    os.environ.update({**added, **environment})
    time.tzset()
    os.chdir(folder)
    sys.path.insert(0, str(Path.cwd()))  # as `python -m` does
    sys.argv = [str(Path(zhperf.__path__[0], "__main__.py")), *arguments]


def _run() -> None:
    """Run the command and end as Python does, but leave the modules to the system.

    To take them apart one by one costs more than most runs.
    """
    from zhperf.__main__ import main as command

    try:
        command()
    except SystemExit as ending:
        if not isinstance(ending.code, int):
            raise
        threading._shutdown()
        atexit._run_exitfuncs()
        with contextlib.suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(ending.code)
        raise  # Python's own end tells what cannot be written


if __name__ == "__main__":
    main()
    _run()
