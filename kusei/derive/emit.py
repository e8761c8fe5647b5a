"""Write what was computed as quads: windows and summaries of things, states of relations."""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.derive.bounds import before
from kusei.derive.naming import LANGUAGES, latest_texts
from kusei.derive.summaries import (
    claim_labels,
    first_names,
    first_quotes,
    superclasses,
    tier_names,
)
from kusei.graph.store import Literal, NamedNode, Quad

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kusei.derive.causes import Causes, Descent
    from kusei.derive.lives import Lives
    from kusei.derive.naming import Texts
    from kusei.derive.states import StateOf
    from kusei.derive.summaries import ByProperty
    from kusei.derive.windows import Window

WINDOWS: Final = NamedNode(terms.GRAPH + "derived/windows")
SUMMARIES: Final = NamedNode(terms.GRAPH + "derived/summaries")
STATES: Final = NamedNode(terms.GRAPH + "derived/states")
_DATE: Final = NamedNode(terms.XSD_DATE)
_TRUE: Final = Literal("true", datatype=NamedNode(terms.XSD + "boolean"))
_TYPE: Final = NamedNode(terms.RDF_TYPE)
_STATE: Final = NamedNode(terms.KUSEI + "State")
_STANDING: Final = NamedNode(terms.KUSEI + "Standing")
_PREF_LABEL: Final = NamedNode(terms.SKOS + "prefLabel")


@cache
def _term(name: str) -> NamedNode:
    """A term of ours; thousands of quads share a dozen of them."""
    return NamedNode(terms.KUSEI + name)


@cache
def _date(day: date) -> Literal:
    return Literal(day.isoformat(), datatype=_DATE)


@cache
def _text(value: str) -> Literal:
    return Literal(value)


@lru_cache(maxsize=20_000)  # each thing and each name stands in a dozen states
def _node(iri: str) -> NamedNode:
    return NamedNode(iri)


@lru_cache(maxsize=20_000)
def _worded(language: str, text: str) -> Literal:
    return Literal(text, language=language) if language else Literal(text)


def days_of(windows: Mapping[str, Window]) -> Iterator[Quad]:
    """The days on which each thing is possible, projected, certain or planned."""
    for iri, window in windows.items():
        node = NamedNode(iri)
        for term, day in _dates(window):
            yield Quad(node, term, _date(day), WINDOWS)
        if (surest := window.surest) is not None:
            yield Quad(node, _term("surest"), _text(surest.value), WINDOWS)


def summaries_of(
    lives: Lives, windows: Mapping[str, Window], by_property: ByProperty
) -> Iterator[Quad]:
    """The label and first name, the general classes and the first quote of each thing."""
    told = {thing: dict(texts) for thing, texts in lives.labels.items()}
    for bearer in sorted(lives.names):
        latest = latest_texts(lives, windows, bearer)
        told[bearer] = told.get(bearer, {}) | latest
        for language, text in sorted(latest.items()):
            yield Quad(NamedNode(bearer), _PREF_LABEL, _worded(language, text), SUMMARIES)
    for bearer, name in first_names(lives, told):
        yield Quad(NamedNode(bearer), _term("firstName"), NamedNode(name), SUMMARIES)
    yield from _texts("label", [*sorted(told.items()), *claim_labels(by_property, told)])
    yield from _texts("tierName", tier_names(by_property, told))
    for thing, general in superclasses(by_property):
        yield Quad(NamedNode(thing), _TYPE, NamedNode(general), SUMMARIES)
    for thing, words in first_quotes(by_property, lives):
        yield Quad(NamedNode(thing), _term("firstQuote"), _text(words), SUMMARIES)


def _texts(name: str, texts_of: Iterable[tuple[str, Mapping[str, str]]]) -> Iterator[Quad]:
    """Texts of things by language; what wards share is labelled where it is declared."""
    for thing, texts in texts_of:
        if thing.startswith(terms.ID):
            for language in LANGUAGES:
                if language in texts:
                    text = _worded(language, texts[language])
                    yield Quad(NamedNode(thing), _term(name), text, SUMMARIES)


def causes_of(found: Iterable[Causes]) -> Iterator[Quad]:
    """The events that began and ended each thing."""
    for its in found:
        node = NamedNode(its.thing)
        for term, events in (("begunBy", its.begun_by), ("endedBy", its.ended_by)):
            for event in events:
                yield Quad(node, _term(term), NamedNode(event), SUMMARIES)


def descents_of(found: Iterable[Descent]) -> Iterator[Quad]:
    """What each thing led to, what it became, and how many things each event had on either side."""
    for descent in found:
        count = Literal(f"{descent.before} → {descent.after}")
        yield Quad(NamedNode(descent.event), _term("correspondence"), count, SUMMARIES)
        for former, later, clear in descent.pairs:
            for term in ("ledTo", "succeededBy") if clear else ("ledTo",):
                yield Quad(NamedNode(former), _term(term), NamedNode(later), SUMMARIES)


def states_of(found: Iterable[StateOf]) -> Iterator[Quad]:
    """The states of all relations, in a graph of their own."""
    for state in found:
        node, relation = NamedNode(state.iri), state.relation
        yield Quad(node, _TYPE, _STANDING if state.standing else _STATE, STATES)
        yield Quad(node, _term("of"), _node(relation.of), STATES)
        if relation.inside is not None:
            yield Quad(node, _term("in"), _node(relation.inside), STATES)
        yield from _names(node, _term("ofName"), state.names)
        yield from _names(node, _term("inName"), state.names_inside)
        yield Quad(node, _term("from"), _date(state.days.first or date.min), STATES)
        yield Quad(node, _term("until"), _date(state.days.last or date.max), STATES)
        for certainty, why, sure in (
            ("certainty", "why", state.state),
            ("nameCertainty", "nameWhy", state.naming),
        ):
            if sure is not None:
                yield Quad(node, _term(certainty), _text(sure.certainty.value), STATES)
                if sure.why is not None:
                    yield Quad(node, _term(why), _text(sure.why.value), STATES)
        if state.state.projected:
            yield Quad(node, _term("projected"), _TRUE, STATES)
        for term, day in (("lastTold", state.told), ("plannedUntil", state.planned_until)):
            if day is not None:
                yield Quad(node, _term(term), _date(day), STATES)
        for claim in state.claims:
            yield Quad(node, _term("stateOf"), _node(claim), STATES)


def _names(node: NamedNode, term: NamedNode, texts: Texts) -> Iterator[Quad]:
    for language, text in sorted(texts):
        yield Quad(node, term, _worded(language, text), STATES)


def _dates(window: Window) -> Iterator[tuple[NamedNode, date]]:
    if window.absent or window.possible.empty:
        return
    days: list[tuple[str, date | None]] = []
    if window.planned is None:
        days += [("possibleFrom", window.possible.first), ("possibleUntil", window.possible.last)]
        days.append(("projectedUntil", window.projected_until))
    if (certain := window.certain) is not None:
        days += [("certainFrom", certain.first), ("certainUntil", certain.last)]
    days += [("plannedFrom", window.planned), ("plannedUntil", before(window.planned_end))]
    for name, day in days:
        if day is not None:
            yield _term(name), day
