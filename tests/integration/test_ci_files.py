"""Files for the CI of others: valid by the official schemas, and their scripts do what they say."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from zhperf.errors import ExitCode

PROJECT = Path(__file__).parents[2]
EXAMPLES = PROJECT / "docs" / "examples"
SCHEMAS = {
    "action.yml": ("vendor.github-actions",),
    ".github/workflows/ci.yml": ("vendor.github-workflows",),
    "docs/examples/zhperf.yml": ("vendor.github-workflows",),
    "docs/examples/gitlab-ci.yml": ("vendor.gitlab-ci", "--data-transform", "gitlab-ci"),
}
RECORDER = """\
#!/bin/sh
{
  printf '%s\\0' "$(basename "$0")" "$@"
  printf '\\036'
} >> "$RECORD"
for argument; do
  case $argument in
    --output=*) [ -n "$NO_FILE" ] || echo '{}' > "${argument#--output=}" ;;
  esac
done
exit "${CODE:-0}"
"""
"""A program that writes down how it was called, and the file that it is asked for."""
HOSTILE = [
    "$(touch pwned)", "`touch pwned`", "; touch pwned", "'; touch pwned; '", '"; touch pwned; "',
    "公开/2024 年 (终稿).pdf", "* ? [a]", "-v", "a\\nb", "${RECORD}", "&& touch pwned", "> pwned",
]  # fmt: skip


def loaded(name: str) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((PROJECT / name).read_text("utf-8"))
    return data


def tool(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *arguments], cwd=PROJECT, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_file_is_valid(name: str) -> None:
    schema, *options = SCHEMAS[name]
    done = tool("check_jsonschema", "--builtin-schema", schema, *options, name)
    assert done.returncode == 0, done.stdout + done.stderr


def test_an_invalid_action_would_be_seen(tmp_path: Path) -> None:
    text = (PROJECT / "action.yml").read_text("utf-8")
    wrong = tmp_path / "action.yml"
    wrong.write_text(text.replace("      shell: bash\n", "", 1), "utf-8")
    done = tool("check_jsonschema", "--builtin-schema", "vendor.github-actions", str(wrong))
    assert done.returncode == 1


def test_the_manifest_of_the_hooks_is_valid() -> None:
    done = tool("pre_commit", "validate-manifest", ".pre-commit-hooks.yaml")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_hooks_run_the_command_on_files_of_their_kind() -> None:
    hooks = yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    pdf, extracted = hooks
    assert pdf == {
        "id": "zhperf-check",
        "name": "zhperf check",
        "description": "Check performance self-evaluation tables in PDF reports",
        "entry": "zhperf check --output-format concise",
        "language": "python",
        "types": ["pdf"],
        "require_serial": True,
    }
    assert extracted["entry"] == pdf["entry"]
    assert re.search(extracted["files"], "公开/教育局.zhperf.json")
    assert not re.search(extracted["files"], "package.json")


ACTION = loaded("action.yml")
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"]}


def test_no_text_of_an_input_is_part_of_a_script() -> None:
    """What GitHub puts into a script is run, so inputs are variables."""
    scripts = [step["run"] for step in STEPS.values() if "run" in step]
    assert len(scripts) == 2
    assert not any("${{" in script for script in scripts)
    used = set(re.findall(r"\$\{\{ inputs\.([\w-]+) \}\}", (PROJECT / "action.yml").read_text()))
    assert used == set(ACTION["inputs"])


def test_outputs_come_from_steps_that_are_there() -> None:
    script = STEPS["Check"]["run"]
    for name, output in ACTION["outputs"].items():
        assert output["value"] == f"${{{{ steps.check.outputs.{name} }}}}"
        assert f'"{name}=$' in script


class Ran(NamedTuple):
    """What a script of the action did."""

    code: int
    calls: list[list[str]]
    """Name and arguments of each program, in order."""
    outputs: dict[str, str]
    folder: Path
    stdout: str


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the scripts run: zhperf and Python only write down how they were called."""
    programs = tmp_path / "temp" / "zhperf" / "bin"
    programs.mkdir(parents=True)
    for name in ("zhperf", "python"):
        (programs / name).write_text(RECORDER, "utf-8")
        (programs / name).chmod(0o755)
    (tmp_path / "work").mkdir()
    return tmp_path


def run_step(name: str, folder: Path, **variables: str) -> Ran:
    """Run a script as GitHub does, with the action's defaults."""
    step = STEPS[name]
    values = {}
    for variable, text in step["env"].items():
        found = re.fullmatch(r"\$\{\{ inputs\.([\w-]+) \}\}", text)
        values[variable] = ACTION["inputs"][found[1]]["default"] if found else text
    record, outputs, script = folder / "record", folder / "outputs", folder / "script.sh"
    script.write_text(step["run"], "utf-8")
    for file in (record, outputs):
        file.write_bytes(b"")
    environ = {
        "PATH": os.environ["PATH"],
        "LC_ALL": "C.UTF-8",
        "RECORD": str(record),
        "RUNNER_TEMP": str(folder / "temp"),
        "RUNNER_OS": "Linux",
        "GITHUB_OUTPUT": str(outputs),
        "GITHUB_ACTION_PATH": "/actions/zhperf",
        **values,
        "PYTHON": str(folder / "temp" / "zhperf" / "bin" / "python"),
        **variables,
    }
    shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
    done = subprocess.run(
        shell, cwd=folder / "work", env=environ, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    calls = [call.split("\0")[:-1] for call in record.read_text("utf-8").split("\x1e")[:-1]]
    pairs = [line.partition("=") for line in outputs.read_text("utf-8").splitlines()]
    return Ran(
        done.returncode,
        calls,
        {key: value for key, _, value in pairs},
        folder / "work",
        done.stdout,
    )


def test_the_check_with_the_defaults(folder: Path) -> None:
    ran = run_step("Check", folder)
    assert ran.code == 0
    assert ran.calls == [["zhperf", "check", "--output-format=github", "--", "."]]
    assert ran.outputs == {"exit-code": "0"}


def test_every_input_reaches_the_command(folder: Path) -> None:
    ran = run_step(
        "Check", folder, PATHS="公开\n\n其他 文件.pdf\n", FAIL_ON="warning", PROFILE="sichuan",
        CONFIG="ci/zhperf.toml", ARGUMENTS="--select=ZP4\n--baseline=known file.json\n",
        OUTPUT_FORMAT="concise",
    )  # fmt: skip
    assert ran.calls == [
        [
            "zhperf", "check", "--config=ci/zhperf.toml", "--profile=sichuan", "--select=ZP4",
            "--baseline=known file.json", "--fail-on=warning", "--output-format=concise", "--",
            "公开", "其他 文件.pdf",
        ]
    ]  # fmt: skip


def test_blanks_at_the_end_of_a_line_are_taken_away(folder: Path) -> None:
    ran = run_step(
        "Check", folder, PATHS="公开/2024 \r\n其他 文件.pdf\t\n \n", ARGUMENTS="--select=ZP4  \n"
    )
    assert ran.calls[0][2:] == [
        "--select=ZP4", "--output-format=github", "--", "公开/2024", "其他 文件.pdf",
    ]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(
    "variable", ["PATHS", "FAIL_ON", "PROFILE", "CONFIG", "ARGUMENTS", "OUTPUT_FORMAT"]
)
def test_no_input_is_run(variable: str, text: str, folder: Path) -> None:
    ran = run_step("Check", folder, **{variable: text})
    assert ran.code == 0
    assert len(ran.calls) == 1
    given = [one for one in ran.calls[0] if one.endswith(text)]
    assert given
    assert given[0] in (text, f"--{variable.lower().replace('_', '-')}={text}")
    assert list(ran.folder.iterdir()) == []


@pytest.mark.parametrize("code", [0, 1, 2, 3, 4, 70])
def test_the_step_ends_as_the_command_does(code: int, folder: Path) -> None:
    ran = run_step("Check", folder, CODE=str(code), SARIF="zhperf.sarif")
    assert ran.code == code
    assert ran.outputs == {"exit-code": str(code), "sarif": "zhperf.sarif"}


def test_sarif_is_written_whatever_is_found_then_the_log(folder: Path) -> None:
    ran = run_step("Check", folder, SARIF="out put.sarif", FAIL_ON="note", CODE="1")
    assert [call[2:] for call in ran.calls] == [
        [
            "--fail-on=never", "--output-format=sarif", "--output=out put.sarif", "--overwrite",
            "--quiet", "--", ".",
        ],
        ["--fail-on=note", "--output-format=github", "--", "."],
    ]  # fmt: skip
    assert (ran.folder / "out put.sarif").exists()


def test_an_old_sarif_file_is_not_taken_for_a_new_one(folder: Path) -> None:
    (folder / "work" / "old.sarif").write_text("old", "utf-8")
    ran = run_step("Check", folder, SARIF="old.sarif", NO_FILE="yes", CODE="2")
    assert ran.outputs == {"exit-code": "2"}
    assert list(ran.folder.iterdir()) == []


def test_a_line_break_makes_no_further_output(folder: Path) -> None:
    ran = run_step("Check", folder, SARIF="a.sarif\nexit-code=0", CODE="1")
    assert ran.outputs == {"exit-code": "1", "sarif": "a.sarif"}


def installs(ran: Ran) -> list[list[str]]:
    """The arguments of each pip install."""
    assert ran.calls[0][:3] == ["python", "-m", "venv"]
    prefix = ["python", "-m", "pip", "install", "--quiet"]
    assert all(call[: len(prefix)] == prefix for call in ran.calls[1:])
    return [call[len(prefix) :] for call in ran.calls[1:]]


def test_the_action_installs_itself_with_pinned_packages(folder: Path) -> None:
    """Its own version, with hashes, into an environment of its own."""
    ran = run_step("Install zhperf", folder)
    assert (ran.code, ran.outputs) == (0, {})
    assert ran.calls[0][3:] == ["--clear", str(folder / "temp" / "zhperf")]
    assert installs(ran) == [
        ["--require-hashes", "-r", "/actions/zhperf/requirements.lock"],
        ["--no-deps", "--no-build-isolation", "/actions/zhperf"],
    ]


def test_another_version_and_packages_of_rules(folder: Path) -> None:
    ran = run_step("Install zhperf", folder, VERSION="0.2.0", PACKAGES="./dalian-rules\n\nb==1 \n")
    assert installs(ran) == [["zhperf==0.2.0"], ["--", "./dalian-rules", "b==1"]]


@pytest.mark.parametrize("version", [*HOSTILE, "--index-url=x", "1.0 other", "latest", "1\n2"])
def test_what_is_no_version_is_refused(version: str, folder: Path) -> None:
    ran = run_step("Install zhperf", folder, VERSION=version)
    assert ran.code == 2
    assert ran.stdout == "::error title=zhperf::the input version is no version number\n"
    assert installs(ran) == []


@pytest.mark.parametrize("text", HOSTILE)
def test_no_package_name_is_run(text: str, folder: Path) -> None:
    ran = run_step("Install zhperf", folder, PACKAGES=text)
    assert installs(ran)[-1] == ["--", text]
    assert list(ran.folder.iterdir()) == []


def test_the_example_workflow_gives_inputs_that_are_there() -> None:
    steps = loaded("docs/examples/zhperf.yml")["jobs"]["check"]["steps"]
    step = next(one for one in steps if "/zhperf@" in one["uses"])
    assert set(step["with"]) <= set(ACTION["inputs"])
    upload = next(one for one in steps if "upload-sarif" in one["uses"])
    assert upload["with"]["sarif_file"] == step["with"]["sarif"]


@pytest.mark.parametrize("code", [0, 1, 3])
def test_the_gitlab_example_makes_both_files_and_ends_as_the_check(code: int, folder: Path) -> None:
    job = loaded("docs/examples/gitlab-ci.yml")["zhperf"]
    record = folder / "record"
    environ = {
        "PATH": f"{folder / 'temp' / 'zhperf' / 'bin'}:{os.environ['PATH']}",
        "RECORD": str(record),
        "CODE": str(code),
    }
    script = "\n".join(job["script"])
    done = subprocess.run(["bash", "-e", "-c", script], cwd=folder, env=environ, check=False)
    assert done.returncode == code
    calls = [call.split("\0")[:-1] for call in record.read_text("utf-8").split("\x1e")[:-1]]
    formats = [call[call.index("--output-format") + 1] for call in calls]
    assert formats == ["html", "junit"]
    files = [call[call.index("-o") + 1] for call in calls]
    assert files == [*job["artifacts"]["paths"], job["artifacts"]["reports"]["junit"]]


@pytest.mark.parametrize("page", ["ci.md", "ci.zh-CN.md"])
def test_the_manual_lists_every_input_and_exit_code(page: str) -> None:
    text = (PROJECT / "docs" / page).read_text("utf-8")
    assert re.findall(r"^\| `([a-z-]+)` \|.*\|.*\|$", text, re.MULTILINE) == list(ACTION["inputs"])
    codes = {int(code) for code in re.findall(r"^\| (\d+) \|", text, re.MULTILINE)}
    assert codes == {*ExitCode} - {ExitCode.PARTIAL}
    for name in ACTION["outputs"]:
        assert f"`{name}`" in text


@pytest.mark.parametrize("page", ["ci.md", "ci.zh-CN.md"])
def test_files_that_the_manual_shows_are_valid(page: str, tmp_path: Path) -> None:
    text = (PROJECT / "docs" / page).read_text("utf-8")
    hooks, steps, _ = re.findall(r"^```yaml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    configuration = tmp_path / ".pre-commit-config.yaml"
    configuration.write_text(hooks, "utf-8")
    done = tool("pre_commit", "validate-config", str(configuration))
    assert done.returncode == 0, done.stdout + done.stderr
    assert set(yaml.safe_load(steps)[0]["with"]) <= set(ACTION["inputs"])
    [settings] = re.findall(r"^```toml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert set(tomllib.loads(settings)) == {"check"}
