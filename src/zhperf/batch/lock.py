"""One run at a time on a dataset.

The lock is the system's, on `.zhperf/lock`: it ends with the process that holds it, however that
ends, so a lock is never stale.  The file itself stays, and says who holds or held it.
"""

from __future__ import annotations

import errno
import os
import socket
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from zhperf.batch.state import FOLDER
from zhperf.errors import Bilingual, OutputUnwritableError, UsageError, system_reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE: Final = "lock"
PATIENCE_SECONDS: Final = 2.0
"""Forked workers hold the lock too: those of a parent that was killed end a moment after it."""
_PAUSE_SECONDS: Final = 0.05
_MARK: Final = 2**30
"""Position of the byte that is locked on Windows: beyond the text, which stays readable."""
_TAKEN: Final = frozenset({errno.EAGAIN, errno.EACCES, errno.EDEADLK})
"""How systems say that somebody else holds a lock."""


@contextmanager
def locked(dataset: Path) -> Iterator[None]:
    """Hold the lock of a dataset while the block runs; the directory is made if there is none.

    Raises:
        UsageError: Another run holds it, or the file system has no locks.
        OutputUnwritableError: The dataset cannot be written.
    """
    path = dataset / FOLDER / FILE
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise OutputUnwritableError(str(dataset), reason=system_reason(error)) from error
    try:
        _take(descriptor, dataset)
        with suppress(OSError):  # a full disk: the lock holds without a name in it
            os.ftruncate(descriptor, 0)
            os.lseek(descriptor, 0, os.SEEK_SET)
            os.write(descriptor, f"{os.getpid()} {socket.gethostname()}\n".encode())
        yield
    finally:
        os.close(descriptor)


def _take(descriptor: int, dataset: Path) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            _lock(descriptor)
        except OSError as error:
            if error.errno not in _TAKEN:
                raise _without_locks(dataset, error) from error
            if time.monotonic() >= end:
                raise _held(dataset) from error
            time.sleep(_PAUSE_SECONDS)
        else:
            return


def _lock(descriptor: int) -> None:
    """Take the lock or fail at once.

    Raises:
        OSError: Somebody holds it, or there are no locks here.
    """
    if sys.platform == "win32":
        import msvcrt

        os.lseek(descriptor, _MARK, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _held(dataset: Path) -> UsageError:
    pid, host = _holder(dataset)
    return UsageError(
        str(dataset),
        reason=Bilingual(
            f"another run is writing this dataset: process {pid} on {host}",
            f"另一个任务正在写入该数据集：主机 {host} 上的进程 {pid}",
        ),
        fix=Bilingual(
            f"wait until it ends or stop it there (kill {pid}), or choose another -o;\n"
            "zhperf status shows how far it is",
            f"请等待其结束，或在该主机上终止（kill {pid}），或用 -o 另选目录；\n"
            "可用 zhperf status 查看进度",
        ),
    )


def _holder(dataset: Path) -> tuple[str, str]:
    """Process and host that took the lock; "?" where the file does not say."""
    try:
        words = (dataset / FOLDER / FILE).read_text("utf-8", "replace").split()
    except OSError:
        words = []
    return (words[0], words[1]) if len(words) == 2 else ("?", "?")


def _without_locks(dataset: Path, error: OSError) -> UsageError:
    why = system_reason(error)
    return UsageError(
        str(dataset),
        reason=Bilingual(
            f"the file system gives no locks: {why.en}", f"该文件系统不支持文件锁：{why.zh}"
        ),
        fix=Bilingual(
            "choose an -o on a local disk, or mount the network one with locks",
            "请用 -o 选择本地磁盘上的目录，或在挂载网络磁盘时启用文件锁",
        ),
    )
