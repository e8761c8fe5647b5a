"""The evidence of any answer: for each row the passages that the things in it rest on.

A row that tells of a claim, an event, a measure or a decision (by its IRI) rests on the passages of
these; what is expanded rests on what it is expanded from. Only a row without any of them rests on
the passages of the other things in it, and where these have none, on those of the claims about
them and of the events that changed them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from kusei.errors import InvalidValue
from kusei.graph.store import Literal, NamedNode, Rows, term_text
from kusei.queries.engine import select
from kusei.terms import DCT, FOAF, KUSEI, OA, PROV, RDF_TYPE, RDFS_LABEL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kusei.graph.store import Term
    from kusei.queries.engine import Engine

COLUMNS: Final = ("evidence_quote", "evidence_place", "evidence_url")
"""The columns that are added to rows; in each the entries stand in the same order."""

SEPARATOR: Final = " / "
MISSING: Final = "–"
"""Stands for a quote, place or address that a passage lacks, so that the entries stay in step."""

_STATEMENTS: Final = frozenset(
    KUSEI + name for name in ("Passage", "Measure", "Decision", "Claim", "ChangeEvent")
)
_ABOUT: Final = "|".join(
    f"<{iri}>"
    for iri in (
        *(PROV + "generated", PROV + "invalidated", KUSEI + "changed", KUSEI + "revives"),
        KUSEI + "nameOf",
        *(KUSEI + "placed", KUSEI + "duty", KUSEI + "holder", KUSEI + "ranked"),
        *(KUSEI + "purposeOf", KUSEI + "post", KUSEI + "incumbencyOf", KUSEI + "quotaOf"),
    )
)
_GROUND: Final = f"<{KUSEI}expandedFrom>*/<{PROV}wasDerivedFrom>"
_BATCH: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A passage that a row rests on: its words, where they stand, and the document's address."""

    passage: str
    quote: str | None
    place: str | None
    url: str | None

    def document(self) -> dict[str, str | None]:
        """As JSON values."""
        return asdict(self)


def evidence_of(
    answer: Rows, engine: Engine, *, language: str = "ja"
) -> list[tuple[Evidence, ...]]:
    """The evidence of each row, in the order of the rows; empty where a row rests on nothing."""
    things = [list(dict.fromkeys(_iris(row))) for row in answer.rows]
    every = dict.fromkeys(chain.from_iterable(things))
    classes = _pairs(engine, every, f"?thing <{RDF_TYPE}> ?found")
    known = [thing for thing in every if thing in classes]
    own = _pairs(engine, known, f"?thing {_GROUND} ?found . ?found a <{KUSEI}Passage>")
    for thing in known:
        if KUSEI + "Passage" in classes[thing]:
            own[thing].add(thing)
    about = _pairs(
        engine,
        [thing for thing in known if thing not in own],
        f"?near {_ABOUT} ?thing . ?near {_GROUND} ?found . ?found a <{KUSEI}Passage>",
    )
    rests = [_passages(row, classes, own, about) for row in things]
    described = _described(engine, sorted(set().union(*rests)), language)
    return [tuple(described[p] for p in sorted(row) if p in described) for row in rests]


def _iris(row: Sequence[Term | None]) -> Iterator[str]:
    return (term.value for term in row if isinstance(term, NamedNode))


def _passages(
    things: Iterable[str],
    classes: Mapping[str, set[str]],
    own: Mapping[str, set[str]],
    about: Mapping[str, set[str]],
) -> set[str]:
    """What one row rests on: its statements, else its things, else what tells of these."""
    known = [thing for thing in things if thing in classes]
    statements = [thing for thing in known if not _STATEMENTS.isdisjoint(classes[thing])]
    for asked, held in ((statements, own), (known, own), (statements, about), (known, about)):
        found = {passage for thing in asked for passage in held.get(thing, ())}
        if found:
            return found
    return set()


def _pairs(engine: Engine, things: Iterable[str], pattern: str) -> dict[str, set[str]]:
    """What a pattern finds of each thing."""
    found: dict[str, set[str]] = defaultdict(set)
    for values in _values(things):
        sparql = f"SELECT DISTINCT ?thing ?found {{ VALUES ?thing {{ {values} }} {pattern} }}"
        for thing, other in select(engine, sparql).rows:
            if isinstance(thing, NamedNode) and isinstance(other, NamedNode):
                found[thing.value].add(other.value)
    return found


def _values(iris: Iterable[str]) -> Iterator[str]:
    """The rows of a VALUES block, so many at a time: servers bound the length of a query."""
    left = iter(iris)
    while part := list(islice(left, _BATCH)):
        yield " ".join(term_text(NamedNode(iri)) for iri in part)


def _described(engine: Engine, passages: Sequence[str], language: str) -> dict[str, Evidence]:
    spoken = term_text(Literal(language))
    found: dict[str, Evidence] = {}
    for values in _values(passages):
        rows = select(
            engine,
            "SELECT ?passage ?quote ?document ?heading ?heading_locator ?locator ?page ?url "
            f"?copied {{ VALUES ?passage {{ {values} }} ?passage <{OA}hasSource> ?source . "
            f"OPTIONAL {{ ?passage <{KUSEI}exact> ?quote }} "
            f"OPTIONAL {{ ?passage <{KUSEI}locator> ?locator }} "
            f"OPTIONAL {{ ?passage <{KUSEI}page> ?page }} "
            f"OPTIONAL {{ ?passage <{KUSEI}under>/<{KUSEI}exact> ?heading }} "
            f"OPTIONAL {{ ?passage <{KUSEI}under>/<{KUSEI}locator> ?heading_locator }} "
            f"OPTIONAL {{ ?source <{PROV}specializationOf> ?original }} "
            "BIND (COALESCE(?original, ?source) AS ?work) "
            f"OPTIONAL {{ ?work <{RDFS_LABEL}> ?document FILTER (LANG(?document) = {spoken}) }} "
            f"OPTIONAL {{ ?work <{FOAF}page> ?url }} "
            f"OPTIONAL {{ ?source <{DCT}source> ?copied }} }}",
        ).rows
        for row in sorted(rows, key=str):
            passage, quote, document, heading, under, locator, page, url, copied = map(_text, row)
            where = (document, heading or under, locator, page and f"p. {page}")
            found.setdefault(
                passage or "",
                Evidence(
                    passage=passage or "",
                    quote=quote,
                    place=" > ".join(part for part in where if part) or None,
                    url=url or copied,
                ),
            )
    return found


def _text(term: Term | None) -> str | None:
    return term.value if isinstance(term, NamedNode | Literal) else None


def with_evidence(answer: Rows, evidence: Sequence[tuple[Evidence, ...]]) -> Rows:
    """The rows with :data:`COLUMNS` behind their own: entries joined, unbound where there are none.

    Raises:
        InvalidValue: a column is already called so.
    """
    if taken := set(COLUMNS).intersection(answer.columns):
        raise InvalidValue(f"the answer has a column {min(taken)} of its own")
    rows = [
        (*row, *(_joined(part) for part in _transposed(found)))
        for row, found in zip(answer.rows, evidence, strict=True)
    ]
    return Rows((*answer.columns, *COLUMNS), rows)


def _transposed(found: Sequence[Evidence]) -> Iterator[list[str | None]]:
    yield [entry.quote for entry in found]
    yield [entry.place for entry in found]
    yield [entry.url for entry in found]


def _joined(entries: Sequence[str | None]) -> Literal | None:
    if not any(entries):
        return None
    return Literal(SEPARATOR.join(entry or MISSING for entry in entries))
