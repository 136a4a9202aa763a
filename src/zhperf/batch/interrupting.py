"""The first Ctrl-C lets the documents in flight end, the second one kills them."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

SIGNALS: Final = ("SIGINT", "SIGTERM", "SIGHUP")
"""Ctrl-C; what service managers and cluster queues send; a terminal that is closed.  Windows has
no SIGHUP."""


class Interruption:
    """While its block runs, signals that end a program ask it to end soon.

    Give `asked` to `zhperf.batch.run.run` as `stopped`.  Signals that are ignored, as under nohup,
    stay so.  For the main thread only.
    """

    def __init__(self, on_asked: Callable[[], None] | None = None) -> None:
        self._on_asked = on_asked
        """Called once, at the first signal."""
        self._number: int | None = None
        self._before: dict[int, Any] = {}

    def asked(self) -> bool:
        """Whether to end soon."""
        return self._number is not None

    def __enter__(self) -> Interruption:
        for name in SIGNALS:
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                self._before[number] = signal.signal(number, self._interrupt)
        return self

    def __exit__(self, *error: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler or signal.SIG_DFL)

    def _interrupt(self, number: int, frame: FrameType | None) -> None:
        """Ask at the first signal.

        Raises:
            KeyboardInterrupt: It is the second one.
        """
        if self._number is not None:
            raise KeyboardInterrupt
        self._number = number
        if self._on_asked is not None:
            self._on_asked()
