"""Write windows, phases and latest names as quads of the graph ``derived/windows``."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.derive.bounds import before
from kusei.derive.display_names import latest_texts, shown_by, stand_ins
from kusei.store import Literal, NamedNode, Quad

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kusei.derive.lives import Lives
    from kusei.derive.windows import Phase, Window

WINDOWS: Final = NamedNode(terms.GRAPH + "derived/windows")
_DATE: Final = NamedNode(terms.XSD_DATE)
_TRUE: Final = Literal("true", datatype=NamedNode(terms.XSD + "boolean"))
_TYPE: Final = NamedNode(terms.RDF_TYPE)
_PROVEN: Final = Literal("proven")
"""The reason of what is certain, written so that no query needs an OPTIONAL for it."""
_PHASE: Final = NamedNode(terms.KUSEI + "Phase")
_PREF_LABEL: Final = NamedNode(terms.SKOS + "prefLabel")
_BOUNDS: Final = {
    "beginsNotBefore": "begins_not_before",
    "beginsNotAfter": "begins_not_after",
    "endsNotBefore": "ends_not_before",
    "endsNotAfter": "ends_not_after",
    "attestedFrom": "attested_from",
    "attestedUntil": "attested_until",
}


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


def emit(lives: Lives, windows: dict[str, Window]) -> Iterator[Quad]:
    """The quads that say what :mod:`kusei.derive.windows` found, and how each thing is shown."""
    phases: dict[str, list[Phase]] = {}
    for iri, window in windows.items():
        node = NamedNode(iri)
        for name, day in _dates(window):
            yield Quad(node, _term(name), _date(day), WINDOWS)
        phases[iri] = window.phases()
        yield from _phases(node, phases[iri])
    for bearer in sorted(lives.names):
        for name in shown_by(lives, bearer):
            yield Quad(NamedNode(name), _term("displayNameOf"), NamedNode(bearer), WINDOWS)
        for language, text in sorted(latest_texts(lives, windows, bearer).items()):
            label = Literal(text, language=language)
            yield Quad(NamedNode(bearer), _PREF_LABEL, label, WINDOWS)
    for stand_in in stand_ins(lives, windows, phases):
        node = NamedNode(stand_in.iri)
        yield Quad(node, _term("displayNameOf"), NamedNode(stand_in.bearer), WINDOWS)
        for language, text in stand_in.texts.items():
            yield Quad(node, _term("text"), Literal(text, language=language), WINDOWS)
        yield from _phases(node, stand_in.phases)


def _dates(window: Window) -> Iterator[tuple[str, date]]:
    stated = {name: getattr(window.bounds, field) for name, field in _BOUNDS.items()}
    derived: dict[str, date | None] = {}
    if not window.absent and not window.possible.empty:
        certain = window.certain
        if window.planned is None:
            derived |= {
                "possibleFrom": window.possible.first,
                "possibleUntil": window.possible.last,
            }
        derived |= {
            "certainFrom": certain.first if certain else None,
            "certainUntil": certain.last if certain else None,
            "plannedFrom": window.planned,
            "plannedUntil": before(window.planned_end),
        }
    for name, day in (stated | derived).items():
        if day is not None:
            yield name, day


def _phases(thing: NamedNode, phases: Iterable[Phase]) -> Iterator[Quad]:
    """The phases of a thing; an open end is the first or last day of the calendar.

    So a query finds the phase of a day by two comparisons, and needs no OPTIONAL for open ends.
    """
    for number, phase in enumerate(phases, start=1):
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
