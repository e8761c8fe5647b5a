"""Pieces for passages: their numbers, the copy they were read in, where they belong in a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.curation.pieces import EDTF, Ground, Thing
from kusei.errors import InvalidValue, UnknownName
from kusei.evidence.quotes import LONGEST_QUOTE
from kusei.graph.store import Literal, NamedNode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kusei.curation.pieces import Properties
    from kusei.curation.written import Written

_K: Final = terms.KUSEI
_DIGITS: Final = 3
_SENTENCE_ENDS: Final = "。!?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Where in a document: the words, or what else leads there."""

    exact: str | None = None
    prefix: str | None = None
    suffix: str | None = None
    page: int | None = None
    locator: str | None = None
    as_of: str | None = None


def passage_piece(
    document: str, quote: Quote, written: Written, *, under: str | None
) -> list[Thing]:
    """A passage under the next free number of its document, in the latest copy of it.

    Raises:
        InvalidValue: the quote is too long, holds a sentence's end or is there already, or there
            is nothing to find the place by.
    """
    if quote.exact is None and quote.locator is None:
        raise InvalidValue("a passage needs its words (--exact) or a locator (--locator)")
    _check_words(quote)
    copies = written.index.pointing_to(document, terms.PROV + "specializationOf")
    source = copies[-1] if copies else document
    _check_new(source, quote, written)
    texts = (("prefix", quote.prefix), ("exact", quote.exact), ("suffix", quote.suffix))
    page = NamedNode(terms.XSD + "positiveInteger")
    properties: Properties = [
        (terms.OA + "hasSource", [NamedNode(source)]),
        (_K + "under", [NamedNode(under)] if under else []),
        (_K + "asOf", [Literal(quote.as_of, datatype=EDTF)] if quote.as_of else []),
        (_K + "page", [Literal(str(quote.page), datatype=page)] if quote.page else []),
        (_K + "locator", [Literal(quote.locator)] if quote.locator else []),
        *((_K + name, [Literal(text)]) for name, text in texts if text),
    ]
    return [Thing(next_passage(document, written), _K + "Passage", properties)]


def _check_words(quote: Quote) -> None:
    for name, text in (
        ("--exact", quote.exact),
        ("--prefix", quote.prefix),
        ("--suffix", quote.suffix),
    ):
        if text is not None and not 0 < len(text) <= LONGEST_QUOTE:
            raise InvalidValue(
                f"{name} has {len(text)} characters; quote the shortest phrase that tells the "
                f"place, at most {LONGEST_QUOTE}"
            )
    if quote.exact and any(end in quote.exact for end in _SENTENCE_ENDS):
        raise InvalidValue("--exact holds the end of a sentence; quote a phrase within one")


def _check_new(source: str, quote: Quote, written: Written) -> None:
    for passage in written.index.pointing_to(source, terms.OA + "hasSource"):
        words = [
            written.index.texts(passage, _K + name).get("")
            for name in ("exact", "prefix", "suffix")
        ]
        if quote.exact is not None and words == [quote.exact, quote.prefix, quote.suffix]:
            raise InvalidValue(
                f"{terms.compact(passage)} quotes these words already; cite it, or tell the two "
                "places apart by --prefix or --suffix"
            )


def next_passage(document: str, written: Written) -> str:
    """The IRI of the next passage of a document."""
    stem = written.local(document).removeprefix("document-")
    return written.next_numbered(f"{stem}-p", digits=_DIGITS)


def last_under(heading: str, written: Written) -> str:
    """The last passage, in the order of its file, that stands under a heading; else the heading."""
    found = {heading}
    above = [heading]
    while above:
        inside = [p for p in written.index.pointing_to(above.pop(), _K + "under") if p not in found]
        found.update(inside)
        above += inside
    in_order = written.index.of_class(_K + "Passage")
    return next((passage for passage in reversed(in_order) if passage in found), heading)


def ground(passages: Sequence[str], document: str | None, written: Written) -> Ground:
    """What a fact cites: the passages told, else the next one of a document, still to be written.

    Raises:
        InvalidValue: neither is told, or both.
        UnknownName: no such passage is written.
    """
    if bool(passages) == (document is not None):
        raise InvalidValue("say what the fact rests on: --passage (or --document for a new one)")
    if document is not None:
        return Ground((next_passage(document, written),))
    return Ground(tuple(passage_named(typed, written) for typed in passages))


def passage_named(typed: str, written: Written) -> str:
    """The IRI of a passage that is given as local name, prefixed name or IRI.

    Raises:
        UnknownName: no such passage is written.
    """
    iri = written.iri(written.local(typed.strip("<>")).removeprefix(f"{written.ward}:"))
    if _K + "Passage" not in written.index.iris(iri, terms.RDF_TYPE):
        raise UnknownName(f"no passage is called {typed!r}")
    return iri
