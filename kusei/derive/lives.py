"""Read from the graph what each living thing is bound by: events, attestations, bearers."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, TypeAlias

from kusei import terms
from kusei.derive.bounds import Bounds, from_events
from kusei.derive.kind_ends import KindEnds
from kusei.derive.listings import (
    Sources,
    days,
    not_cancelled,
    planned_day,
    ranges,
    read_listings,
    reported,
)
from kusei.derive.relations import read_relations
from kusei.graph.store import Literal, NamedNode

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from kusei.dates.typed import Span
    from kusei.derive.listings import Index, Listing
    from kusei.derive.relations import Relation
    from kusei.graph.store import Quad

_K: Final = terms.KUSEI
_CLAIM_BEARERS: Final = {
    _K + "Name": ("nameOf",),
    _K + "Placement": ("placed", "parent"),
    _K + "Assignment": ("holder",),
    _K + "Ranking": ("ranked",),
    _K + "Purpose": ("purposeOf",),
    _K + "ConcurrentPost": ("post",),
    _K + "Incumbency": ("incumbencyOf",),
    _K + "StaffQuota": ("quotaOf",),
}
"""For each class of claim the properties that name the things it lives within, the bearer first."""

_LIVING: Final = {
    _K + "UnitKind",
    terms.ORG + "OrganizationalUnit",
    terms.ORG + "FormalOrganization",
    terms.ORG + "Role",
    terms.ORG + "Post",
    *_CLAIM_BEARERS,
}
_WITHIN: Final = (terms.ORG + "classification", terms.ORG + "postIn", terms.ORG + "role")
"""A unit lives within its kind; a post within its unit and its role."""

_WHOLE_LIFE: Final = {_K + "Name", _K + "Placement"}
"""Claims that, unless an event lists them, live as long as their bearer."""

_YEAR_BY_YEAR: Final = {_K + name for name in ("ConcurrentPost", "Incumbency", "StaffQuota")}
"""Claims of what is arranged anew from year to year: of those silence presumes nothing."""

_TEXT: Final = _K + "text"
_LABELS: Final = {terms.SKOS + "prefLabel", terms.RDFS + "label"}

_READ: Final = {
    _TEXT,
    *_LABELS,
    terms.RDF_TYPE,
    terms.OA + "hasSource",
    *_WITHIN,
    *(terms.PROV + n for n in ("generated", "invalidated", "wasDerivedFrom", "specializationOf")),
    *(_K + name for names in _CLAIM_BEARERS.values() for name in names),
    *(
        _K + n
        for n in ("nameKind", "expandedFrom", "under", "asOf", "status", "when", "basis", "duty")
    ),
    *(_K + n for n in ("rank", "heads")),
}
"""The predicates that a life is read from; the rest of the graph is passed over."""

_OF_LITERALS: Final = {_TEXT, *_LABELS, _K + "asOf", _K + "when"}
"""Of these the texts are read, of all others the things."""

_Labels: TypeAlias = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """One living thing: what bounds it by itself, and which other lives bound it.

    ``begun`` and ``ended`` hold the statuses of the events that list it; ``end_told`` says whether
    a source tells of its end, where it is not merely our reading that it had one. ``within``
    are the lives it cannot leave; ``bearer`` is the one whose begin (end) it takes over where
    ``takes_begin`` (``takes_end``). ``sources`` are what an expanded thing is expanded from.
    From ``last_unit_may_end`` on the last unit of a kind, and so the kind, may have ended.
    ``planned_ends`` are the days for which its end is planned, None for a plan without a day;
    silence after the last source ``presumes`` that it goes on, unless it is arranged year by year.
    ``begun_by`` and ``ended_by`` are the events that list it and were not cancelled.
    """

    iri: str
    bounds: Bounds
    begun: frozenset[str] = frozenset()
    ended: frozenset[str] = frozenset()
    end_told: bool = False
    planned_begin: date | None = None
    planned_end: date | None = None
    planned_ends: tuple[Span | None, ...] = ()
    last_unit_may_end: date | None = None
    presumes: bool = True
    within: tuple[str, ...] = ()
    bearer: str | None = None
    takes_begin: bool = False
    takes_end: bool = False
    sources: tuple[str, ...] = ()
    attestations: tuple[Span, ...] = ()
    is_claim: bool = False
    begun_by: tuple[str, ...] = ()
    ended_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lives:
    """All lives by IRI, in order of IRI, with the Names and texts that label them.

    ``bearers`` is all that claims are about, in order of IRI; ``labels`` are what such a thing is
    labelled by where it is written down, by language. ``relations`` are what people ask of, with
    the claims (or the thing itself) behind each.
    """

    by_iri: dict[str, Life]
    names: dict[str, list[str]] = field(default_factory=dict)
    texts: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    usual: frozenset[str] = frozenset()
    bearers: tuple[str, ...] = ()
    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    relations: dict[Relation, list[str]] = field(default_factory=dict)


def read_lives(quads: Iterable[Quad]) -> Lives:
    """Collect the lives of a graph (curated and expanded quads)."""
    index, texts, labels = _indexed(quads)
    sources = Sources(index)
    begun = read_listings(index, "generated", sources)
    ended = read_listings(index, "invalidated", sources)
    kind_ends = KindEnds(index, begun, ended)
    by_iri = {}
    bearers: set[str] = set()
    for iri, types in sorted(index[terms.RDF_TYPE].items()):
        if _LIVING.isdisjoint(types):
            continue
        bearers.update(_bearers(iri, set(types), index) or [iri])
        bearer = _bearer_of_whole_life(iri, set(types), index)
        taken_over = [*kind_ends.listings(iri)]
        if bearer:
            taken_over += [*ended.get(bearer, []), *kind_ends.listings(bearer)]
        life = _life(iri, sources, begun.get(iri, []), ended.get(iri, []), taken_over=taken_over)
        if last_units := kind_ends.listings(iri):
            life = replace(
                life,
                bounds=kind_ends.bounds(iri, life.bounds),
                last_unit_may_end=kind_ends.may_be(iri),
                end_told=life.end_told or all(listing.told for listing in last_units),
            )
        by_iri[iri] = _bound_by_others(life, set(types), index, bearer=bearer)
    names: dict[str, list[str]] = defaultdict(list)
    for name, borne_by in index[_K + "nameOf"].items():
        for bearer in borne_by:
            names[bearer].append(name)
    kinds = index[_K + "nameKind"]
    return Lives(
        by_iri,
        dict(names),
        dict(texts),
        frozenset(name for name, kind in kinds.items() if _K + "usualName" in kind),
        bearers=tuple(sorted(bearers)),
        labels=dict(labels),
        relations=read_relations(index, by_iri),
    )


def _indexed(quads: Iterable[Quad]) -> tuple[Index, dict[str, list[tuple[str, str]]], _Labels]:
    """What a life is read from: values by predicate and subject, the texts of names, labels."""
    index: Index = defaultdict(lambda: defaultdict(list))
    texts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    labels: _Labels = defaultdict(dict)
    for node, verb, obj, _ in quads:
        predicate = verb.value
        if predicate not in _READ:
            continue
        # What has no IRI, or is a text where a thing should be, is a finding and has no life.
        if type(node) is not NamedNode:
            continue
        subject = node.value
        if predicate not in _OF_LITERALS:
            if type(obj) is NamedNode:
                index[predicate][subject].append(obj.value)
        elif type(obj) is Literal:
            if predicate in _LABELS:
                labels[subject].setdefault(obj.language or "", obj.value)
                continue
            if predicate == _TEXT:
                texts[subject].append((obj.language or "", obj.value))
            index[predicate][subject].append(obj.value)
    return index, texts, labels


def _life(
    iri: str,
    sources: Sources,
    begun: list[Listing],
    ended: list[Listing],
    *,
    taken_over: list[Listing],
) -> Life:
    """A life by what events and attestations say of it alone.

    ``taken_over`` are the ends of the bearer of a Name or Placement, and of the units of a kind,
    which end it as well.
    """
    attestations: list[Span] = []
    if not begun or reported(begun):
        ending = frozenset[str]().union(
            *(listing.documents for listing in reported([*ended, *taken_over]))
        )
        attestations = _attestations(iri, sources, ending)
    return Life(
        iri=iri,
        bounds=from_events(days(reported(begun)), days(reported(ended)), ranges(attestations)),
        begun=frozenset(listing.status for listing in begun),
        ended=frozenset(listing.status for listing in ended),
        end_told=any(listing.told for listing in reported(ended)),
        planned_begin=planned_day(begun),
        planned_end=planned_day(ended),
        planned_ends=tuple(x.span for x in ended if x.status == "planned"),
        attestations=tuple(attestations),
        begun_by=not_cancelled(begun),
        ended_by=not_cancelled(ended),
    )


def _bearers(iri: str, types: set[str], index: Index) -> list[str]:
    """What a claim lives within, its bearer first; empty for all that is no claim."""
    return [
        bearer
        for claim in sorted(types & set(_CLAIM_BEARERS))
        for prop in _CLAIM_BEARERS[claim]
        for bearer in sorted(index[_K + prop].get(iri, ()))
    ]


def _bearer_of_whole_life(iri: str, types: set[str], index: Index) -> str | None:
    """The bearer of a Name or Placement, whose life it takes over where no event lists it."""
    if _WHOLE_LIFE.isdisjoint(types):
        return None
    return next(iter(_bearers(iri, types, index)), None)


def _bound_by_others(life: Life, types: set[str], index: Index, *, bearer: str | None) -> Life:
    others = [o for prop in _WITHIN for o in sorted(index[prop].get(life.iri, ()))]
    bearers = _bearers(life.iri, types, index)
    return replace(
        life,
        is_claim=bool(bearers),
        within=tuple(dict.fromkeys((*bearers, *others))),
        bearer=bearer,
        presumes=_YEAR_BY_YEAR.isdisjoint(types),
        takes_begin=bearer is not None and not life.begun,
        takes_end=bearer is not None and "reported" not in life.ended,
        sources=tuple(sorted(index[_K + "expandedFrom"].get(life.iri, ()))),
    )


def _attestations(iri: str, sources: Sources, ending: frozenset[str]) -> list[Span]:
    """The days on which passages attest a thing.

    A document that reports the end of a thing does not attest it on its own day; a passage that
    says which days it speaks of (平成18年3月まで) does attest it on those.
    """
    spans = []
    for passage in sorted(set(sources.cited.get(iri, ()))):
        span = sources.as_of(passage)
        if span is None and sources.document(passage) not in ending:
            span = sources.document_as_of(passage)
        if span is not None:
            spans.append(span)
    return spans
