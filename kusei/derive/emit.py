"""Write windows, phases and latest names as quads of the graph ``derived/windows``."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.derive.bounds import before
from kusei.store import Literal, NamedNode, Quad

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kusei.derive.lives import Lives
    from kusei.derive.windows import Phase, Window

WINDOWS: Final = NamedNode(terms.GRAPH + "derived/windows")
_DATE: Final = NamedNode(terms.XSD_DATE)
_TRUE: Final = Literal("true", datatype=NamedNode(terms.XSD + "boolean"))
_TYPE: Final = NamedNode(terms.RDF_TYPE)
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
    """The quads that say what :mod:`kusei.derive.windows` found."""
    for iri, window in windows.items():
        node = NamedNode(iri)
        for name, day in _dates(window):
            yield Quad(node, _term(name), _date(day), WINDOWS)
        for number, phase in enumerate(window.phases(), start=1):
            yield from _phase(NamedNode(f"{iri}--phase-{number}"), node, phase)
    for bearer in sorted(lives.names):
        for name in _shown(lives, bearer):
            yield Quad(NamedNode(name), _term("displayNameOf"), NamedNode(bearer), WINDOWS)
        for language, text in sorted(_latest_name(lives, windows, bearer).items()):
            label = Literal(text, language=language)
            yield Quad(NamedNode(bearer), _PREF_LABEL, label, WINDOWS)


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


def _phase(node: NamedNode, thing: NamedNode, phase: Phase) -> Iterator[Quad]:
    def say(name: str, value: NamedNode | Literal) -> Quad:
        return Quad(node, _term(name), value, WINDOWS)

    yield Quad(node, _TYPE, _PHASE, WINDOWS)
    yield say("phaseOf", thing)
    if phase.days.first is not None:
        yield say("from", _date(phase.days.first))
    if phase.days.last is not None:
        yield say("until", _date(phase.days.last))
    yield say("certainty", _text(phase.state.certainty.value))
    if phase.state.why is not None:
        yield say("why", _text(phase.state.why.value))
    if phase.state.projected:
        yield say("projected", _TRUE)


def _shown(lives: Lives, bearer: str) -> list[str]:
    """The names by which a bearer is shown: its usual ones if it has any, else all."""
    names = sorted(lives.names[bearer])
    return [name for name in names if name in lives.usual] or names


def _latest_name(lives: Lives, windows: dict[str, Window], bearer: str) -> dict[str, str]:
    """The texts of the latest name by language, the usual one first; then plans, cancellations."""

    def rank(name: str) -> tuple[bool, bool, bool, date, date, str]:
        window = windows.get(name)
        if window is None:
            return (False, False, False, date.min, date.min, name)
        return (
            not window.absent,
            window.planned is None,
            name in lives.usual,
            window.possible.last or date.max,
            window.possible.first or date.min,
            name,
        )

    texts: dict[str, str] = {}
    for name in sorted(lives.names[bearer], key=rank):
        texts |= {language: text for language, text in lives.texts.get(name, ()) if language}
    return texts
