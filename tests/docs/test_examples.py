"""What the documents show, happens: console sessions are run, Python examples too.

In a `console` block, a line `$ zhperf …` is a command and what follows is its output; a line
`…` stands for any lines, `…` at the end of a line for the rest of it.  A `toml` block that begins
with `# file: NAME` is a file that the commands after it find.
"""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from command import environment, run_zhperf

PROJECT = Path(__file__).resolve().parents[2]
PAGES = [
    "README.md",
    "README.zh-CN.md",
    *sorted(str(p.relative_to(PROJECT)) for p in (PROJECT / "docs").glob("*.md")),
]


class Session(NamedTuple):
    """A command and what it prints."""

    page: str
    command: str
    output: str


class Written(NamedTuple):
    """A file that the reader of a page writes."""

    page: str
    name: str
    text: str


def blocks(page: str, language: str) -> list[str]:
    text = (PROJECT / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def steps(page: str) -> Iterator[Session | Written]:
    """What the reader of a page does, in order."""
    text = (PROJECT / page).read_text(encoding="utf-8")
    for found in re.finditer(r"^```(console|toml)\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        kind, block = found.groups()
        if kind == "toml":
            if name := re.match(r"# file: (\S+)\n", block):
                yield Written(page, name[1], block)
            continue
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            yield Session(page, command, output)


def sessions() -> list[Session]:
    return [step for page in PAGES for step in steps(page) if isinstance(step, Session)]


def examples() -> list[tuple[str, str]]:
    return [(page, block) for page in PAGES for block in blocks(page, "python")]


def pattern(shown: str) -> str:
    """A regular expression for the shown output."""
    lines = []
    for line in shown.splitlines():
        if line.strip() == "…":
            lines.append(r"(?:.*\n)*?")
        elif line.endswith("…"):
            lines.append(re.escape(line[:-1]) + r".*\n")
        else:
            lines.append(re.escape(line) + r" *\n")
    return "".join(lines)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the examples run: it has the samples, and what they write goes away."""
    (tmp_path / "samples").mkdir()
    for sample in (PROJECT / "samples").glob("*.*"):
        if sample.suffix in (".pdf", ".docx", ".xlsx", ".html"):
            shutil.copy(sample, tmp_path / "samples")
    return tmp_path


@pytest.fixture(params=sorted({session.page for session in sessions()}))
def page_steps(request: pytest.FixtureRequest) -> list[Session | Written]:
    return list(steps(request.param))


def test_sessions_print_what_the_page_shows(
    page_steps: list[Session | Written], folder: Path
) -> None:
    # One folder for a page: a command may use what the one before it wrote.
    code = 0
    for session in page_steps:
        if isinstance(session, Written):
            path = folder / session.name
            path.parent.mkdir(exist_ok=True)
            path.write_text(session.text, encoding="utf-8")
            continue
        if session.command == "echo $?":
            printed, code = f"{code}\n", 0
        else:
            assert code == 0, "a page shows the exit code of a command that fails"
            printed, code = run(session.command, folder)
        assert re.fullmatch(pattern(session.output), printed), (
            f"{session.page}\n$ {session.command}\n"
            f"--- shown\n{session.output}--- printed\n{printed[:3000]}"
        )


def run(command: str, folder: Path) -> tuple[str, int]:
    """Output with messages, and exit code, of a command; it may end with `| head -n N`."""
    command, _, head = command.partition(" | head -n ")
    program, *arguments = shlex.split(command)
    assert program == "zhperf"
    done = run_zhperf(arguments, folder, environment())
    lines = done.text.splitlines(keepends=True)
    return "".join(lines[: int(head)] if head else lines) + done.stderr, done.code


@pytest.mark.parametrize(("page", "code"), examples(), ids=lambda value: str(value)[:20])
def test_python_examples_run(
    page: str,
    code: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(folder)
    exec(compile(code, page, "exec"), {"__name__": "__example__"})
    # A comment after a print shows its output.
    shown = re.findall(r"^# (.*)$", code, re.MULTILINE)
    printed = capsys.readouterr().out.splitlines()
    assert printed == shown


def test_pages_have_examples() -> None:
    assert len(sessions()) >= 8
    assert len(examples()) >= 3
