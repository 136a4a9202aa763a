"""What the command line and datasets tell of engines, with and without OCR."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

from batch.driving import converted
from command import Result, environment, run_zhperf
from lyingfonts.lying import nothing, print_lying, replacing, truth
from lyingfonts.test_lying_fonts import read, words
from zhperf.batch.recipe import recipe
from zhperf.config import Settings
from zhperf.convert import Reading
from zhperf.errors import MissingExtraError
from zhperf.pipeline import extract

SAMPLES = Path(__file__).parents[2] / "samples"
LOADED = """
import sys
from zhperf.pipeline import extract
extract(sys.argv[1])
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""
ABSENT = "import sys\nsys.modules['rapidocr'] = None\n"


def run(folder: Path, *arguments: str, ocr: bool = True, lang: str = "en") -> Result:
    """Run the command on the PDF of a font without a map, as report.pdf."""
    (folder / "report.pdf").write_bytes(print_lying(nothing))
    if ocr:
        environ = environment()
    else:
        (folder / "absent").mkdir()
        (folder / "absent" / "sitecustomize.py").write_text(ABSENT, "utf-8")
        environ = environment(folder / "absent")
    return run_zhperf([*arguments, "--no-config", "--lang", lang], folder, environ)


# --- the command line -------------------------------------------------------------------------


def test_details_tell_which_engine_read_what(tmp_path: Path) -> None:
    done = run(tmp_path, "extract", "report.pdf", "-v", "-o", "out.json")
    assert done.code == 0
    assert done.stderr.splitlines()[0] == (
        "report.pdf: page 1 read by OCR: fonts without a usable ToUnicode map"
    )
    source = json.loads((tmp_path / "out.json").read_text("utf-8"))["source"]
    assert source["engines"] == [
        {"engine": "ocr", "pages": "1", "reason": "fonts without a usable ToUnicode map"}
    ]


@pytest.mark.slow
def test_details_in_chinese(tmp_path: Path) -> None:
    done = run(tmp_path, "extract", "report.pdf", "-v", "-o", "out.json", lang="zh")
    assert done.stderr.splitlines()[0] == (
        "report.pdf：第 1 页由文字识别（OCR）读取：字体缺少可用的 ToUnicode 映射"
    )


@pytest.mark.slow
def test_without_details_nothing_is_told(tmp_path: Path) -> None:
    done = run(tmp_path, "extract", "report.pdf", "-o", "out.json")
    assert done.code == 0
    assert "read by OCR" not in done.stderr


@pytest.mark.parametrize("command", ["extract", "check", "tables"])
def test_ocr_that_is_not_installed_is_named_before_anything_is_read(
    command: str, tmp_path: Path
) -> None:
    done = run(tmp_path, command, "report.pdf", "--engine", "ocr", ocr=False)
    assert (done.code, done.stdout) == (6, b"")
    assert "--engine ocr needs an optional package" in done.stderr
    assert "pip install 'zhperf[ocr]'" in done.stderr


def test_without_ocr_the_layer_is_refused(tmp_path: Path) -> None:
    done = run(tmp_path, "extract", "report.pdf", ocr=False)
    assert (done.code, done.stdout) == (3, b"")
    assert "724 of 724 characters have no Unicode value" in done.stderr
    assert "pip install 'zhperf[ocr]'" in done.stderr


# --- the second reading of commands -----------------------------------------------------------


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """A folder with a report whose digits 8 and 9 are exchanged, and where verifying is set."""
    (tmp_path / "report.pdf").write_bytes(print_lying(replacing(**{"8": "9", "9": "8"})))
    (tmp_path / "zhperf.toml").write_text("[check]\nverify = true\n", "utf-8")
    return tmp_path


def differing(folder: Path, *arguments: str) -> int:
    """How many differences a command finds."""
    done = run_zhperf([*arguments], folder, environment())
    assert done.code in (0, 1)
    told = json.loads(done.stdout)
    findings = told["findings"] if isinstance(told, dict) else told
    return sum(finding["code"] == "ZP127" for finding in findings)


@pytest.mark.slow
def test_extract_verifies_where_it_is_said(wrong: Path) -> None:
    assert differing(wrong, "extract", "report.pdf") == 0
    assert differing(wrong, "extract", "report.pdf", "--verify") > 0


def test_check_verifies_where_it_is_said(wrong: Path) -> None:
    check = ("check", "report.pdf", "--output-format", "json", "--select", "ZP127")
    assert differing(wrong, *check) > 0
    assert differing(wrong, *check, "--no-config") == 0
    assert differing(wrong, *check, "--no-config", "--verify") > 0


def test_a_setting_that_is_no_flag_is_refused(tmp_path: Path) -> None:
    (tmp_path / "zhperf.toml").write_text('verify = "yes"\n', "utf-8")
    done = run_zhperf(["extract", "report.pdf"], tmp_path, environment())
    assert done.code == 2
    assert "'verify' must be true or false" in done.stderr


# --- the library -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sample", [pytest.param("project-office.pdf", marks=pytest.mark.slow), "new-form.pdf"]
)
def test_all_engines_read_the_same(sample: str) -> None:
    reports = {
        engine: extract(SAMPLES / sample, settings=Settings.model_validate({"engine": engine}))
        for engine in ("auto", "pdfium", "pdfplumber", "ocr")
    }
    assert all(words(report) == words(reports["auto"]) for report in reports.values())
    used = {engine: report.source.engines[0] for engine, report in reports.items()}
    assert {engine: use.engine for engine, use in used.items()} == {
        "auto": "pdfium", "pdfium": "pdfium", "pdfplumber": "pdfplumber", "ocr": "ocr",
    }  # fmt: skip
    assert {use.reason for use in used.values()} == {None}


@pytest.mark.usefixtures("without_ocr")
def test_the_library_names_what_is_not_installed() -> None:
    with pytest.raises(MissingExtraError) as caught:
        read(print_lying(truth), engine="ocr")
    assert caught.value.parts("en")[0] == "--engine ocr needs an optional package"
    assert caught.value.parts("en")[2] == "pip install 'zhperf[ocr]'"


def test_pages_of_text_load_no_other_engine() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED, str(SAMPLES / "founding-table.pdf")],
        env=environment(), capture_output=True, text=True, check=True,
    )  # fmt: skip
    loaded = set(done.stdout.split())
    assert "pypdfium2_raw" in loaded
    assert not loaded & {"pdfplumber", "pdfminer", "rapidocr", "onnxruntime", "cv2"}


# --- datasets ----------------------------------------------------------------------------------


def test_datasets_tell_what_read_each_document(tmp_path: Path) -> None:
    archive, dataset = tmp_path / "archive", tmp_path / "dataset"
    archive.mkdir()
    dataset.mkdir()
    (archive / "lying.pdf").write_bytes(print_lying(nothing, own_map=True))
    (archive / "true.pdf").write_bytes(print_lying(truth))
    (archive / "broken.pdf").write_bytes(b"%PDF-1.7")
    ended = converted(archive, dataset)
    assert {(one.state, one.engine) for one in ended} == {
        ("done", "pdfplumber"), ("done", "pdfium"), ("failed", "auto"),
    }  # fmt: skip


def test_documents_are_read_again_once_ocr_is_installed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reading = Reading("", b"")
    before = recipe(reading, None)
    assert recipe(reading, None) == before
    version = metadata.version

    def installed(package: str) -> str:
        if package == "rapidocr":
            raise metadata.PackageNotFoundError(package)
        return version(package)

    monkeypatch.setattr(metadata, "version", installed)
    assert recipe(reading, None) != before
