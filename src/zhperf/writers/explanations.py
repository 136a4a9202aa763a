"""Why tables were read as which family: for eyes, or as JSON."""

from __future__ import annotations

import json
from itertools import chain
from typing import TYPE_CHECKING, Literal, TextIO, TypeAlias

from zhperf.errors import Bilingual
from zhperf.placewords import place_text
from zhperf.writers.alignment import aligned, printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhperf.matching import Explanation, FamilyFit
    from zhperf.writers import Layout

ExplanationFormat: TypeAlias = Literal["table", "json"]

_TITLE = Bilingual("{place}: {chosen}", "{place}：{chosen}")
_READ_AS = Bilingual("read as {chosen}", "按 {chosen} 读取")
_NOT_READ = Bilingual("not read", "未读取")
_HEADER = Bilingual("header", "表头")
_FIELD = Bilingual("field", "字段")
_FAMILY = Bilingual("family", "模板")
_FITS = Bilingual("fits", "符合")
_SCORE = Bilingual("score", "评分")
_COLUMNS = Bilingual("columns", "列")
_REMARKS = Bilingual("remarks", "说明")
_COMMA = Bilingual(", ", "、")
_SEMICOLON = Bilingual("; ", "；")
_YES = Bilingual("yes", "是")
_NO = Bilingual("no", "否")
_KNOWN = Bilingual("{known} of {total}", "{known}/{total}")
_MISSING = Bilingual("missing: {names}", "缺少：{names}")
_FORBIDDEN = Bilingual("must not have: {names}", "不应有：{names}")
_UNKNOWN = Bilingual("unknown: {names}", "未识别：{names}")
_MARKS = Bilingual("marks: {names}", "标志：{names}")


def write_explanations(
    explanations: Sequence[Explanation], stream: TextIO, output: ExplanationFormat, layout: Layout
) -> None:
    """Write how each table was matched.

    Args:
        explanations: In print order.
        stream: Opened with newline="".
        output: For eyes, or JSON: an array with an object for each table.
        layout: Width and language of the table, indent of JSON.
    """
    if output == "json":
        objects = [_object(explanation) for explanation in explanations]
        text = json.dumps(objects, ensure_ascii=False, indent=layout.indent or None)
        stream.write(text + "\n")
        return
    for number, explanation in enumerate(explanations):
        if number:
            stream.write("\n")
        stream.writelines(f"{line}\n" for line in _lines(explanation, layout))


def _object(explanation: Explanation) -> dict[str, object]:
    fits = [fit._asdict() for fit in explanation.fits]
    place = explanation.place._asdict() if explanation.place else None
    return {**explanation._asdict(), "fits": fits, "place": place}


def _lines(explanation: Explanation, layout: Layout) -> Iterator[str]:
    language = layout.language
    chosen = _NOT_READ.text(language)
    if explanation.chosen is not None:
        chosen = _READ_AS.text(language, chosen=explanation.chosen)
    place = place_text(explanation.page, explanation.place)
    yield _TITLE.text(language, place=place, chosen=chosen)
    columns = [
        (_HEADER.text(language), _FIELD.text(language)),
        *((printable(text), field or "?") for text, field in _columns(explanation)),
    ]
    yield from chain.from_iterable(aligned(columns, indent=2, width=layout.width))
    yield ""
    heads = (_FAMILY, _FITS, _SCORE, _COLUMNS, _REMARKS)
    rows = [[head.text(language) for head in heads]]
    rows += [_row(fit, layout) for fit in explanation.fits]
    yield from chain.from_iterable(aligned(rows, indent=2, width=layout.width))


def _columns(explanation: Explanation) -> Iterator[tuple[str, str | None]]:
    return zip(explanation.header, explanation.fields, strict=True)


def _row(fit: FamilyFit, layout: Layout) -> list[str]:
    language = layout.language
    named = (
        (_MISSING, fit.missing),
        (_FORBIDDEN, fit.forbidden),
        (_UNKNOWN, fit.unknown),
        (_MARKS, fit.marks),
    )
    comma, semicolon = _COMMA.text(language), _SEMICOLON.text(language)
    remarks = [about.text(language, names=comma.join(names)) for about, names in named if names]
    return [
        fit.template,
        (_YES if fit.fits else _NO).text(language),
        str(fit.score),
        _KNOWN.text(language, known=fit.known, total=fit.total),
        printable(semicolon.join((*remarks, *fit.reasons))),
    ]
