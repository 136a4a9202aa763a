"""The engine of `zhperf batch` as its command uses it, in the test's process or in one of its own.

    python -m batch.driving ARCHIVE DATASET '{"workers": 2}'

prints each result as a line of JSON.
"""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from command import SOURCE, environment
from zhperf.batch.archive import listed
from zhperf.batch.dataset import collect
from zhperf.batch.interrupting import Interruption
from zhperf.batch.lock import locked
from zhperf.batch.recipe import recipe
from zhperf.batch.run import BatchSetup, Planned, plan, run
from zhperf.batch.state import KnownFile, Result, State
from zhperf.checking import CheckPlan
from zhperf.convert import Reading
from zhperf.errors import ExitCode, ZhperfError
from zhperf.supervise import Limits

TESTS = Path(__file__).parents[1]
SAMPLES = TESTS.parent / "samples"
FAULTY = TESTS / "cli" / "faulty"


class Wanted(NamedTuple):
    """Options of a run; the limits are small, as the documents of tests are."""

    workers: int = 2
    seconds: float | None = 60.0
    memory: int | None = 2 * 1024**3
    documents: int | None = 500
    retry: tuple[str, ...] = ()
    checked: bool = True
    profile: str = "auto"
    template: str = "auto"
    pages: str | None = None
    tables: bool = False


def setup(dataset: Path, wanted: Wanted) -> BatchSetup:
    reading = Reading("", b"", template=wanted.template, pages=wanted.pages)
    checking = CheckPlan(profile=wanted.profile) if wanted.checked else None
    limits = Limits(wanted.seconds, wanted.memory, wanted.documents)
    return BatchSetup(
        dataset, reading, checking, recipe(reading, checking), wanted.workers, limits,
        wanted.retry,  # type: ignore[arg-type]
    )  # fmt: skip


def planned(archive: Path, dataset: Path, wanted: Wanted = Wanted()) -> Planned:  # noqa: B008
    with State.open(dataset) as state:
        return plan(listed(archive), state, setup(dataset, wanted))


def converted(archive: Path, dataset: Path, wanted: Wanted = Wanted()) -> list[Result]:  # noqa: B008
    """Plan and run, holding the lock."""
    with locked(dataset), State.open(dataset) as state:
        known = setup(dataset, wanted)
        ended = list(run(plan(listed(archive), state, known), state, known))
        if wanted.tables:
            collect(dataset, state, "csv", check=wanted.checked)
        return ended


def carried_out(dataset: Path, plans: Planned, wanted: Wanted = Wanted()) -> list[Result]:  # noqa: B008
    """Run what was planned before."""
    with State.open(dataset) as state:
        return list(run(plans, state, setup(dataset, wanted)))


def results(dataset: Path) -> dict[str, Result]:
    with State.read(dataset) as state:
        return state.results()


def files(dataset: Path) -> dict[str, KnownFile]:
    with State.read(dataset) as state:
        return state.files()


def by_path(dataset: Path) -> dict[str, Result]:
    """The result of each file of the archive that has one."""
    found = results(dataset)
    return {
        path: found[file.sha256] for path, file in files(dataset).items() if file.sha256 in found
    }


def contents(dataset: Path) -> dict[str, bytes]:
    """All files of a dataset but those of its state."""
    paths = (path for path in sorted(dataset.rglob("*")) if path.is_file())
    names = {path.relative_to(dataset).as_posix(): path for path in paths}
    return {name: path.read_bytes() for name, path in names.items() if name[:8] != ".zhperf/"}


def lasting(dataset: Path) -> dict[str, Result]:
    """The results without what differs from run to run."""
    found = results(dataset).items()
    return {sha256: result._replace(seconds=0.0, tries=0) for sha256, result in found}


def write_scripts(archive: Path, **scripts: str) -> None:
    """Documents for the scripted pipeline; no two are alike."""
    archive.mkdir(exist_ok=True)
    for stem, script in scripts.items():
        (archive / f"{stem}.pdf").write_text(f"{script}\n{stem}", "utf-8")


def write_samples(archive: Path, count: int, name: str = "new-form.pdf") -> None:
    """Copies of a sample that differ in a comment at their end."""
    archive.mkdir(exist_ok=True)
    for number in range(count):
        path = archive / f"{number:03}.pdf"
        shutil.copyfile(SAMPLES / name, path)
        with path.open("ab") as stream:
            stream.write(f"\n% {number}\n".encode())


def started(
    folder: Path,
    wanted: Wanted = Wanted(),  # noqa: B008
    first: Path | None = None,
    *,
    own_group: bool = False,
) -> subprocess.Popen[str]:
    """A run of `archive` to `dataset` in a process of its own.

    Args:
        folder: Where both are; the process works in it.
        wanted: Options.
        first: A further folder to import from.
        own_group: Whether signals to the process's group reach it and its workers only.
    """
    command = [sys.executable, "-m", "batch.driving", json.dumps(wanted._asdict())]
    environ = environment(*([first] if first else []), TESTS)
    return subprocess.Popen(
        command, cwd=folder, env=environ, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=own_group,
    )  # fmt: skip


def run_scripted(folder: Path, wanted: Wanted = Wanted()) -> tuple[int, str]:  # noqa: B008
    """Exit code and messages of a run over the scripted pipeline."""
    with started(folder, wanted, FAULTY) as process:
        _, messages = process.communicate(timeout=120)
    return process.returncode, messages


def _main(options: str) -> int:
    wanted = Wanted(**json.loads(options))
    try:
        with Interruption() as interruption:
            for result in _watched(wanted, interruption):
                sys.stdout.write(json.dumps(result._asdict()) + "\n")
                sys.stdout.flush()
    except ZhperfError as error:
        sys.stderr.write("\n".join(error.parts("en")))
        return error.exit_code
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    return ExitCode.INTERRUPTED if interruption.asked() else ExitCode.OK


def _watched(wanted: Wanted, interruption: Interruption) -> Iterator[Result]:
    dataset = Path("dataset")
    with locked(dataset), State.open(dataset) as state:
        known = setup(dataset, wanted)
        plans = plan(listed(Path("archive")), state, known)
        yield from run(plans, state, known, stopped=interruption.asked)
        if wanted.tables:
            collect(dataset, state, "csv", check=wanted.checked)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)
    assert SOURCE.is_dir()
    sys.exit(_main(sys.argv[1]))
