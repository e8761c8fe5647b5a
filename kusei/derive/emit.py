"""Write windows, phases and latest names as quads of the graph ``derived/windows``.

Each sort is written by itself, because phases are most of all quads and few readers need them.
"""

from __future__ import annotations

from datetime import date
from enum import Enum, auto
from functools import cache
from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.derive.bounds import before
from kusei.derive.display_names import latest_texts, shown_by, stand_ins
from kusei.graph.store import Literal, NamedNode, Quad

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kusei.derive.lives import Lives
    from kusei.derive.states import StateOf
    from kusei.derive.windows import Phase, Window

WINDOWS: Final = NamedNode(terms.GRAPH + "derived/windows")
STATES: Final = NamedNode(terms.GRAPH + "derived/states")
_DATE: Final = NamedNode(terms.XSD_DATE)
_TRUE: Final = Literal("true", datatype=NamedNode(terms.XSD + "boolean"))
_FALSE: Final = Literal("false", datatype=NamedNode(terms.XSD + "boolean"))
_TYPE: Final = NamedNode(terms.RDF_TYPE)
_PROVEN: Final = Literal("proven")
"""The reason of what is certain, written so that no query needs an OPTIONAL for it."""
_STATE: Final = NamedNode(terms.KUSEI + "State")
_PHASE: Final = NamedNode(terms.KUSEI + "Phase")
_STAND_IN: Final = NamedNode(terms.KUSEI + "StandIn")
_PREF_LABEL: Final = NamedNode(terms.SKOS + "prefLabel")


class Phases(Enum):
    """Which phases are asked for."""

    NONE = auto()
    PROJECTED = auto()
    """Those that are possible only because no begin is known (``kusei:projected``)."""
    ALL = auto()


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


def days_of(windows: Mapping[str, Window]) -> Iterator[Quad]:
    """The bounds and windows of each life."""
    for iri, window in windows.items():
        node = NamedNode(iri)
        for term, day in _dates(window):
            yield Quad(node, term, _date(day), WINDOWS)
        if (surest := window.surest) is not None:
            yield Quad(node, _term("surest"), _text(surest.value), WINDOWS)


def names_of(lives: Lives, windows: Mapping[str, Window]) -> Iterator[Quad]:
    """By which Names each thing is shown, and the latest of them as its label."""
    for bearer in sorted(lives.names):
        node = NamedNode(bearer)
        for name in shown_by(lives, bearer):
            yield Quad(NamedNode(name), _term("displayNameOf"), node, WINDOWS)
        for language, text in sorted(latest_texts(lives, windows, bearer).items()):
            yield Quad(node, _PREF_LABEL, Literal(text, language=language), WINDOWS)


def phases_of(
    phases: Mapping[str, Iterable[Phase]], *, only: Phases = Phases.ALL
) -> Iterator[Quad]:
    """The phases of each thing, all or the projected ones."""
    for iri, its in phases.items():
        yield from _phases(NamedNode(iri), its, only=only)


def states_of(found: Iterable[StateOf]) -> Iterator[Quad]:
    """The states of all relations, in a graph of their own."""
    for state in found:
        node, relation = NamedNode(state.iri), state.relation
        yield Quad(node, _TYPE, _STATE, STATES)
        yield Quad(node, _term("of"), NamedNode(relation.of), STATES)
        if relation.inside is not None:
            yield Quad(node, _term("in"), NamedNode(relation.inside), STATES)
        for term, texts in (("ofName", state.names), ("inName", state.names_inside)):
            for language, text in sorted(texts):
                told = Literal(text, language=language) if language else Literal(text)
                yield Quad(node, _term(term), told, STATES)
        yield Quad(node, _term("from"), _date(state.days.first or date.min), STATES)
        yield Quad(node, _term("until"), _date(state.days.last or date.max), STATES)
        yield Quad(node, _term("certainty"), _text(state.state.certainty.value), STATES)
        if state.state.why is not None:
            yield Quad(node, _term("why"), _text(state.state.why.value), STATES)
        projected = _TRUE if state.state.projected else _FALSE
        yield Quad(node, _term("projected"), projected, STATES)
        for term, day in (("lastTold", state.told), ("plannedUntil", state.planned_until)):
            if day is not None:
                yield Quad(node, _term(term), _date(day), STATES)
        for claim in state.claims:
            yield Quad(node, _term("stateOf"), NamedNode(claim), STATES)


def stand_ins_of(
    lives: Lives, windows: Mapping[str, Window], phases: Mapping[str, list[Phase]]
) -> Iterator[Quad]:
    """What each thing is shown by on days for which, and in languages in which, it has no name."""
    for stand_in in stand_ins(lives, windows, phases):
        node = NamedNode(stand_in.iri)
        yield Quad(node, _TYPE, _STAND_IN, WINDOWS)
        yield Quad(node, _term("displayNameOf"), NamedNode(stand_in.bearer), WINDOWS)
        for language, text in stand_in.texts.items():
            yield Quad(node, _term("text"), Literal(text, language=language), WINDOWS)
        yield from _phases(node, stand_in.phases)


def _dates(window: Window) -> Iterator[tuple[NamedNode, date]]:
    bounds = window.bounds
    days: list[tuple[NamedNode, date | None]] = [
        (_term("beginsNotBefore"), bounds.begins_not_before),
        (_term("beginsNotAfter"), bounds.begins_not_after),
        (_term("endsNotBefore"), bounds.ends_not_before),
        (_term("endsNotAfter"), bounds.ends_not_after),
        (_term("attestedFrom"), bounds.attested_from),
        (_term("attestedUntil"), bounds.attested_until),
    ]
    if not window.absent and not window.possible.empty:
        if window.planned is None:
            days.append((_term("possibleFrom"), window.possible.first))
            days.append((_term("possibleUntil"), window.possible.last))
        if (certain := window.certain) is not None:
            days.append((_term("certainFrom"), certain.first))
            days.append((_term("certainUntil"), certain.last))
        days.append((_term("plannedFrom"), window.planned))
        days.append((_term("plannedUntil"), before(window.planned_end)))
    for term, day in days:
        if day is not None:
            yield term, day


def _phases(
    thing: NamedNode, phases: Iterable[Phase], *, only: Phases = Phases.ALL
) -> Iterator[Quad]:
    """The phases of a thing; an open end is the first or last day of the calendar.

    So a query finds the phase of a day by two comparisons, and needs no OPTIONAL for open ends.
    """
    for number, phase in enumerate(phases, start=1):
        if only is not Phases.ALL and not phase.state.projected:
            continue
        node = NamedNode(f"{thing.value}--phase-{number}")
        yield Quad(node, _TYPE, _PHASE, WINDOWS)
        yield Quad(node, _term("phaseOf"), thing, WINDOWS)
        yield Quad(node, _term("from"), _date(phase.days.first or date.min), WINDOWS)
        yield Quad(node, _term("until"), _date(phase.days.last or date.max), WINDOWS)
        yield Quad(node, _term("certainty"), _text(phase.state.certainty.value), WINDOWS)
        why = _PROVEN if phase.state.why is None else _text(phase.state.why.value)
        yield Quad(node, _term("why"), why, WINDOWS)
        if phase.state.projected:
            yield Quad(node, _term("projected"), _TRUE, WINDOWS)
