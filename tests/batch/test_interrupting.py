"""Signals that ask a run to end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest
import typer

from command import environment
from zhperf.batch.interrupting import Interruption
from zhperf.cli import app


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_the_first_signal_asks_and_the_second_interrupts(name: str) -> None:
    number = getattr(signal, name)
    told: list[str] = []
    with Interruption(lambda: told.append("asked")) as interruption:
        assert not interruption.asked()
        os.kill(os.getpid(), number)
        assert interruption.asked()
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), number)
    assert told == ["asked"]


def test_the_handlers_of_before_come_back() -> None:
    before = {name: signal.getsignal(getattr(signal, name)) for name in ("SIGINT", "SIGTERM")}
    with Interruption():
        assert signal.getsignal(signal.SIGINT) is not before["SIGINT"]
    after = {name: signal.getsignal(getattr(signal, name)) for name in ("SIGINT", "SIGTERM")}
    assert after == before


def test_what_is_ignored_stays_ignored() -> None:
    """Under nohup a closed terminal ends nothing."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with Interruption() as interruption:
            os.kill(os.getpid(), signal.SIGHUP)
            assert not interruption.asked()
    finally:
        signal.signal(signal.SIGHUP, before)


def test_the_command_line_keeps_what_is_ignored() -> None:
    script = (
        "import os, signal\n"
        "signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "from zhperf.cli.guard import guarded\n"
        "from zhperf.errors import ExitCode\n"
        "def action():\n"
        "    os.kill(os.getpid(), signal.SIGHUP)\n"
        "    print('still here')\n"
        "    return ExitCode.OK\n"
        "guarded(None, action)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=environment(), capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == "still here\n"


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
@pytest.mark.parametrize(("argument", "code"), [("--version", 0), ("--none", 2)])
def test_a_signal_after_the_end_does_not_replace_the_exit_code(
    name: str, argument: str, code: int
) -> None:
    """It ended the process as killed, or as interrupted although all was done."""
    script = (
        "import atexit, os, signal, sys\n"
        f"sys.argv = ['zhperf', '{argument}']\n"
        f"send = lambda: os.kill(os.getpid(), signal.{name})\n"
        "atexit.register(send)\n"
        "from zhperf.__main__ import main\n"
        "try:\n"
        "    main()\n"
        "except SystemExit:\n"
        "    send()\n"
        "    raise\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == code
    assert "KeyboardInterrupt" not in done.stderr


def test_an_interrupt_that_typer_turns_into_another_error_is_no_bug(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def interrupted(*arguments: object, **options: object) -> None:
        raise typer.Abort

    monkeypatch.setattr(app, "app", interrupted)
    assert app.run(["batch"]) == 130
