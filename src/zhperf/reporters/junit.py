"""JUnit XML, as ruff writes it: a suite for each source, a failed case for each finding.

It follows junit-10.xsd of the Jenkins xUnit plugin.  A source without findings has one case that
passed, so that no suite is empty.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree

from zhperf.reporters.texts import one_line, xml_text
from zhperf.reporters.wording import severity_word, where

if TYPE_CHECKING:
    from zhperf.checking import Noted
    from zhperf.reporters import Checked, ReportLayout, Run

NAME: Final = "zhperf"
PACKAGE: Final = "org.zhperf"
_PASSED: Final = "no findings"


def report(run: Run, layout: ReportLayout) -> bytes:
    """The suites in the order of the sources."""
    failed = sum(len(source.notes) for source in run.sources)
    total = sum(max(1, len(source.notes)) for source in run.sources)
    root = ElementTree.Element(
        "testsuites", name=NAME, tests=str(total), failures=str(failed), errors="0"
    )
    for source in run.sources:
        _add_suite(root, source, layout)
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _add_suite(root: ElementTree.Element, source: Checked, layout: ReportLayout) -> None:
    suite = ElementTree.SubElement(
        root,
        "testsuite",
        name=xml_text(source.path),
        tests=str(max(1, len(source.notes))),
        failures=str(len(source.notes)),
        errors="0",
        package=PACKAGE,
    )
    classname = xml_text(_without_suffix(source.path))
    if not source.notes:
        ElementTree.SubElement(suite, "testcase", name=_PASSED, classname=classname)
    for note in source.notes:
        name = f"{NAME}.{note.finding.code}"
        case = ElementTree.SubElement(suite, "testcase", name=name, classname=classname)
        _add_failure(case, note, layout)


def _without_suffix(path: str) -> str:
    found = PurePath(path)
    return found.with_suffix("").as_posix() if found.name else path


def _add_failure(case: ElementTree.Element, note: Noted, layout: ReportLayout) -> None:
    found = note.finding
    message = one_line(found.message)
    failure = ElementTree.SubElement(
        case, "failure", message=xml_text(message), type=found.severity
    )
    severity = severity_word(found.severity, layout.language)
    lines = [
        f"{found.code} {found.name} ({severity}): {message}",
        where(note, layout.language),
        *([found.help] if found.help else []),
    ]
    failure.text = xml_text("\n".join(lines))
