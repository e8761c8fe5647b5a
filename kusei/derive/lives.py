"""Read from the graph what each living thing is bound by: events, attestations, bearers."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

from kusei import terms
from kusei.dates.typed import DateError, Span, parse_edtf
from kusei.derive.bounds import Bounds, ended_by, from_events, last_end
from kusei.graph.store import Literal, NamedNode

if TYPE_CHECKING:
    from collections.abc import Iterable

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

_YEARLY: Final = {_K + "ConcurrentPost", _K + "Incumbency", _K + "StaffQuota"}
"""Claims about what is arranged anew from year to year."""

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
    *(_K + n for n in ("nameKind", "expandedFrom", "under", "asOf", "status", "when", "basis")),
}
"""The predicates that a life is read from; the rest of the graph is passed over."""

_OF_LITERALS: Final = {_TEXT, *_LABELS, _K + "asOf", _K + "when"}
"""Of these the texts are read, of all others the things."""

Index: TypeAlias = dict[str, dict[str, list[str]]]
_Labels: TypeAlias = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """One living thing: what bounds it by itself, and which other lives bound it.

    ``begun`` and ``ended`` hold the statuses of the events that list it; ``end_told`` says whether
    a source tells of its end, where it is not merely our reading that it had one. ``within``
    are the lives it cannot leave; ``bearer`` is the one whose begin (end) it takes over where
    ``takes_begin`` (``takes_end``). From ``may_end_from`` on an end, reported or planned, may have
    come; what is ``yearly`` is arranged anew from year to year. ``sources`` are what an expanded
    thing is expanded from.
    """

    iri: str
    bounds: Bounds
    begun: frozenset[str] = frozenset()
    ended: frozenset[str] = frozenset()
    end_told: bool = False
    planned_begin: date | None = None
    planned_end: date | None = None
    may_end_from: date | None = None
    yearly: bool = False
    within: tuple[str, ...] = ()
    bearer: str | None = None
    takes_begin: bool = False
    takes_end: bool = False
    sources: tuple[str, ...] = ()
    attestations: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Lives:
    """All lives by IRI, in order of IRI, with the Names and texts that label them.

    ``bearers`` is all that claims are about, in order of IRI; ``labels`` are what such a thing is
    labelled by where it is written down, by language.
    """

    by_iri: dict[str, Life]
    names: dict[str, list[str]] = field(default_factory=dict)
    texts: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    usual: frozenset[str] = frozenset()
    bearers: tuple[str, ...] = ()
    labels: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Listing:
    status: str
    span: Span | None
    documents: frozenset[str]
    told: bool


def read_lives(quads: Iterable[Quad]) -> Lives:
    """Collect the lives of a graph (curated and expanded quads)."""
    index, texts, labels = _indexed(quads)
    sources = _Sources(index)
    begun, ended = _listings(index, "generated", sources), _listings(index, "invalidated", sources)
    by_iri = {}
    bearers: set[str] = set()
    for iri, types in sorted(index[terms.RDF_TYPE].items()):
        if _LIVING.isdisjoint(types):
            continue
        bearers.update(_bearers(iri, set(types), index) or [iri])
        bearer = _bearer_of_whole_life(iri, set(types), index)
        life = _life(
            iri,
            sources,
            begun.get(iri, []),
            ended.get(iri, []),
            taken_over=ended.get(bearer, []) if bearer else [],
        )
        by_iri[iri] = _bound_by_others(life, set(types), index, bearer=bearer)
    by_iri |= ended_with_units(by_iri, index[terms.ORG + "classification"])
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
        labels={bearer: labels[bearer] for bearer in bearers if bearer in labels},
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


class _Sources:
    """What a citation attests: the days its passage speaks of, and its document."""

    def __init__(self, index: Index) -> None:
        self._under = index[_K + "under"]
        self._as_of = index[_K + "asOf"]
        self._has_source = index[terms.OA + "hasSource"]
        self._specialization = index[terms.PROV + "specializationOf"]
        self.cited = index[terms.PROV + "wasDerivedFrom"]

    def documents(self, thing: str) -> frozenset[str]:
        """The documents that a thing cites."""
        return frozenset(self.document(p) for p in self.cited.get(thing, ()))

    def document(self, passage: str) -> str:
        """The document a passage stands in, through its copy where there is one."""
        source = next(iter(self._has_source.get(passage, ())), "")
        return next(iter(self._specialization.get(source, ())), source)

    def as_of(self, passage: str) -> Span | None:
        """The days a passage itself or a heading over it speaks of."""
        seen: set[str] = set()
        while passage not in seen:
            seen.add(passage)
            if stated := self._as_of.get(passage):
                return _span(stated[0])
            passage = next(iter(self._under.get(passage, ())), passage)
        return None

    def document_as_of(self, passage: str) -> Span | None:
        """The days the document of a passage speaks of."""
        return _span(next(iter(self._as_of.get(self.document(passage), ())), None))


@lru_cache(maxsize=4096)  # a graph repeats a few hundred days
def _span(text: str | None) -> Span | None:
    if text is None:
        return None
    try:
        return parse_edtf(text)
    except DateError:
        return None  # the shapes report it; a date that cannot be read bounds nothing


def _listings(index: Index, verb: str, sources: _Sources) -> dict[str, list[_Listing]]:
    listed: dict[str, list[_Listing]] = defaultdict(list)
    status, when, basis = index[_K + "status"], index[_K + "when"], index[_K + "basis"]
    for event, things in sorted(index[terms.PROV + verb].items()):
        if event not in status:
            continue  # a decision generates an instrument, which has no life of its own here
        state = status[event][0].removeprefix(_K)
        span = _span(next(iter(when.get(event, ())), None))
        told = _K + "inferred" not in basis.get(event, ())
        for thing in things:
            listed[thing].append(_Listing(state, span, sources.documents(event), told))
    return listed


def _life(
    iri: str,
    sources: _Sources,
    begun: list[_Listing],
    ended: list[_Listing],
    *,
    taken_over: list[_Listing],
) -> Life:
    """A life by what events and attestations say of it alone.

    ``taken_over`` are the ends of the bearer of a Name or Placement, which end it as well.
    """
    attestations: list[Span] = []
    if not begun or _reported(begun):
        ending = frozenset[str]().union(
            *(listing.documents for listing in _reported([*ended, *taken_over]))
        )
        attestations = _attestations(iri, sources, ending)
    return Life(
        iri=iri,
        bounds=from_events(_days(_reported(begun)), _days(_reported(ended)), _ranges(attestations)),
        begun=frozenset(listing.status for listing in begun),
        ended=frozenset(listing.status for listing in ended),
        end_told=any(listing.told for listing in _reported(ended)),
        planned_begin=_planned(begun),
        planned_end=_planned(ended),
        may_end_from=_first_of_ends(ended),
        attestations=tuple(attestations),
    )


def _reported(listings: list[_Listing]) -> list[_Listing]:
    return [listing for listing in listings if listing.status == "reported"]


def _days(listings: list[_Listing]) -> list[tuple[date, date]]:
    return _ranges(listing.span for listing in listings if listing.span)


def _ranges(spans: Iterable[Span]) -> list[tuple[date, date]]:
    return [(span.earliest, span.latest) for span in spans]


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
    return replace(
        life,
        within=tuple(dict.fromkeys((*_bearers(life.iri, types, index), *others))),
        bearer=bearer,
        yearly=not _YEARLY.isdisjoint(types),
        takes_begin=bearer is not None and not life.begun,
        takes_end=bearer is not None and "reported" not in life.ended,
        sources=tuple(sorted(index[_K + "expandedFrom"].get(life.iri, ()))),
    )


def _attestations(iri: str, sources: _Sources, ending: frozenset[str]) -> list[Span]:
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


def _planned(listings: list[_Listing]) -> date | None:
    """The latest of the days on which plans let the thing begin (or end)."""
    days = [x.span.earliest for x in listings if x.status == "planned" and x.span]
    return max(days, default=None)


def _first_of_ends(listings: list[_Listing]) -> date | None:
    """The first day by which an end may have come, reported or planned; one may have no day."""
    ends = [x.span for x in listings if x.status in {"reported", "planned"}]
    return min((date.min if span is None else span.earliest for span in ends), default=None)


def ended_with_units(lives: dict[str, Life], kinds: dict[str, list[str]]) -> dict[str, Life]:
    """The kinds that end with the last of their units, as all that are known have an end.

    ``kinds`` are the kinds of each unit. A kind of which a unit has no reported end of its own, or
    that has no unit, keeps its own life.
    """
    units: dict[str, list[Life]] = defaultdict(list)
    for unit, its in kinds.items():
        for kind in its:
            if unit in lives and kind in lives:
                units[kind].append(lives[unit])
    found = {}
    for kind, its_units in units.items():
        last = last_end([unit.bounds for unit in its_units])
        if last is not None:
            life = lives[kind]
            found[kind] = replace(
                life,
                bounds=ended_by(life.bounds, last),
                end_told=life.end_told or all(unit.end_told for unit in its_units),
            )
    return found
