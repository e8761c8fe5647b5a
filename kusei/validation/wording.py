"""Rules that hold the graph against the words of its sources.

Names, duties, purposes and titles are the words of the source, so the passage that is cited must
share them; and what a passage calls the setting up of a section cannot be modelled as its end.
Quotes are short, so a text and a quote agree where one holds the other, or where the one ends with
what the other begins with.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.findings import Text
from kusei.report.rules import error, warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kusei.dataset.files import Dataset
    from kusei.dataset.index import Index
    from kusei.findings import Finding

OTHER_WORDS: Final = warning(
    "KG064",
    "words-not-of-its-passage",
    Text(
        ja="「{text}」は、引用する箇所({quotes})の語句ではない",
        en="“{text}” does not share the words of the passages cited: {quotes}",
    ),
    Text(
        ja="語句か引用を直す。資料にない語句なら kusei:editorial に言語を記す",
        en="mend the text or the citation; where no source gives it, name its language "
        "in kusei:editorial",
    ),
    Text(
        ja="引用した箇所にない語句は、その箇所では裏付けられない",
        en="Words that the cited passage does not hold are not supported by it",
    ),
)
AGAINST_WORDS: Final = error(
    "KG036",
    "event-against-its-words",
    Text(
        ja="資料は「{words}」と述べるが、{thing} を {verb} に挙げている",
        en="its source says “{words}”, but it lists {thing} as {verb}",
    ),
    Text(
        ja="prov:generated と prov:invalidated を取り違えていないか確かめる",
        en="see whether prov:generated and prov:invalidated are exchanged",
    ),
    Text(
        ja="資料が「設置」と述べるものを終わりとすると、歴史が逆になる",
        en="To model what a source calls a begin as an end turns history round",
    ),
)
RULES: Final = (OTHER_WORDS, AGAINST_WORDS)

_K: Final = terms.KUSEI
_GENERATED: Final = terms.PROV + "generated"
_INVALIDATED: Final = terms.PROV + "invalidated"
_BEGINNING: Final = ("の設置", "を設置", "の新設", "を新設", "の確保", "を確保")
_ENDING: Final = ("の廃止", "を廃止")
_FORMER: Final = ("の名称を", "を改称", "から改称")
_LATTER: Final = ("に改称", "に変更", "に改め")
_GIVER: Final = ("から",)
_RECEIVER: Final = ("へ", "に移管")
_EDGE: Final = 2
_WORDED: Final = {
    _K + "Name": _K + "text",
    _K + "Purpose": _K + "text",
    _K + "Duty": terms.RDFS_LABEL,
    _K + "Document": terms.DCT + "title",
    _K + "Instrument": terms.RDFS_LABEL,
    _K + "Measure": terms.RDFS_LABEL,
    _K + "Reform": terms.RDFS_LABEL,
    _K + "Decision": terms.RDFS_LABEL,
}
_WORDED_BY: Final = (
    (_K + "Assignment", _K + "duty", terms.RDFS_LABEL),
    (_K + "Duty", terms.SKOS + "broader", terms.RDFS_LABEL),
    (_K + "Ranking", _K + "rank", terms.SKOS + "prefLabel"),
)
"""Things that are worded by what they point to: a group of duties by its heading, for one."""
_WHOLE: Final = (terms.SKOS + "broader", _K + "rank")
"""Words short or common enough that only the whole of them tells."""


def wording_findings(dataset: Dataset, index: Index) -> Iterator[Finding]:
    """Where the graph says other than the passages it cites."""
    yield from _words(dataset, index)
    for event in index:
        if index.iris(event, _K + "status"):
            yield from _event(event, dataset, index)
            if "ja" not in index.literals(event, _K + "editorial"):
                for text in index.literals(event, terms.RDFS_LABEL, language="ja"):
                    yield from _shared(event, terms.RDFS_LABEL, text, dataset, index)


def _words(dataset: Dataset, index: Index) -> Iterator[Finding]:
    for cls, path in _WORDED.items():
        for thing in index.of_class(cls):
            if "ja" not in index.literals(thing, _K + "editorial"):
                for text in index.literals(thing, path, language="ja"):
                    yield from _shared(thing, path, text, dataset, index)
    for cls, path, label in _WORDED_BY:
        for thing in index.of_class(cls):
            for about in index.iris(thing, path):
                for text in index.literals(about, label, language="ja"):
                    edges = path not in _WHOLE
                    yield from _shared(thing, path, text, dataset, index, edges=edges)


def _shared(  # noqa: PLR0913 - what is worded, by which property, in which words
    thing: str, path: str, text: str, dataset: Dataset, index: Index, *, edges: bool = True
) -> Iterator[Finding]:
    quotes = [words for _, words in index.quotes(thing)]
    if quotes and not any(agree(_plain(text), _plain(q), edges=edges) for q in quotes):
        yield OTHER_WORDS.finding(
            focus=thing,
            path=path,
            file=dataset.file_of(thing),
            texts={"text": text, "quotes": "、".join(f"「{q}」" for q in quotes[:3])},
        )


def agree(text: str, quote: str, *, edges: bool = True) -> bool:
    """Whether one holds the other or, with ``edges``, ends with what the other begins with."""
    if text in quote or quote in text:
        return True
    if not edges:
        return False
    longest = min(len(text), len(quote)) - 1
    return any(
        text.endswith(quote[:length]) or quote.endswith(text[:length])
        for length in range(_EDGE, longest + 1)
    )


def _event(event: str, dataset: Dataset, index: Index) -> Iterator[Finding]:
    texts = [words for _, words in index.quotes(event)]
    texts += index.literals(event, terms.RDFS_LABEL, language="ja")
    for verb, against in (
        (_GENERATED, (_ENDING, _FORMER, _GIVER)),
        (_INVALIDATED, (_BEGINNING, _LATTER, _RECEIVER)),
    ):
        things, names, holders = against
        for listed in index.iris(event, verb):
            for about, name, endings in (
                *((listed, name, things) for _, name in index.names(listed)),
                *((listed, name, names) for name in _own_text(listed, index)),
                *(
                    (listed, name, holders)
                    for holder in index.iris(listed, _K + "holder")
                    for _, name in index.names(holder)
                ),
            ):
                words = _said(texts, name, endings)
                if words:
                    yield AGAINST_WORDS.finding(
                        focus=event,
                        path=verb,
                        value=f"<{about}>",
                        file=dataset.file_of(event),
                        texts={
                            "words": words,
                            "thing": terms.compact(about),
                            "verb": terms.compact(verb),
                        },
                    )


def _own_text(listed: str, index: Index) -> list[str]:
    if index.iris(listed, _K + "nameOf"):
        return index.literals(listed, _K + "text", language="ja")
    return []


def _said(texts: list[str], name: str, endings: tuple[str, ...]) -> str | None:
    for text in texts:
        for ending in endings:
            if _plain(name + ending) in _plain(text):
                return name + ending
    return None


def _plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFC", text))
