"""The things of a ward with all their names and days, read once to be looked up many times."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from kusei.graph.store import Literal, NamedNode
from kusei.queries.engine import select
from kusei.queries.name_forms import NameForms
from kusei.terms import CV, KUSEI, ORG, PROV, RDF_TYPE, end_of

if TYPE_CHECKING:
    from kusei.graph.store import Term
    from kusei.queries.engine import Engine

RANK: Final = ("certain", "presumed", "possible", "planned")
"""Certainties, the surest first."""
_CLASSES: Final = f"""
  <{ORG}OrganizationalUnit> <{KUSEI}UnitKind> <{ORG}Post> <{ORG}Role> <{ORG}FormalOrganization>
"""


@dataclass(frozen=True, slots=True, order=True)
class Run:
    """Days, both ends inclusive, of one certainty; projected ones are told of by no source."""

    first: date
    last: date
    certainty: str
    projected: bool = False

    def meets(self, first: date, last: date) -> bool:
        """Whether it has a day from ``first`` to ``last``."""
        return self.first <= last and first <= self.last


@dataclass(slots=True)
class Named:
    """What a thing was called in a run of days, by language; several where that is open."""

    days: Run
    sure: str
    texts: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


@dataclass(slots=True)
class Name:
    """One Name: its texts by language, and the days on which it may have been borne."""

    texts: dict[str, str] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)
    """The keys of its texts, of all forms."""
    first: date = date.min
    last: date = date.max

    def meets(self, first: date, last: date) -> bool:
        """Whether it may have been borne on a day from ``first`` to ``last``."""
        return self.first <= last and first <= self.last


@dataclass(slots=True)
class Story:
    """A thing with its names and its days."""

    iri: str
    names: dict[str, Name] = field(default_factory=dict)
    states: dict[str, Named] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    parents: dict[str, list[Run]] = field(default_factory=lambda: defaultdict(list))
    general: set[str] = field(default_factory=set)
    """Of a unit its kinds, of a post its role."""

    def surest(self, first: date, last: date) -> Run | None:
        """The surest run that has one of these days; None where the thing was not there."""
        found = [state.days for state in self.states.values() if state.days.meets(first, last)]
        return min(found, key=lambda run: (run.projected, RANK.index(run.certainty)), default=None)

    def name_on(self, first: date, last: date, language: str) -> str:
        """The name it surely bore last in these days, else the one it may have borne."""
        borne = [
            (run.projected, RANK.index(state.sure), -min(run.last, last).toordinal(), text)
            for state in self.states.values()
            if (run := state.days).meets(first, last)
            for text in state.texts.get(language, ())
        ]
        return min(borne)[3] if borne else ""

    def parents_on(self, first: date, last: date) -> set[str]:
        """Under what it stood, or may have stood, on these days."""
        return {
            parent
            for parent, runs in self.parents.items()
            if any(run.meets(first, last) and not run.projected for run in runs)
        }

    def latest_name(self, language: str) -> str:
        """The name that it bore last, of all that it had."""
        return self.labels.get(language) or end_of(self.iri)

    def years(self) -> str:
        """From when to when it was there, as far as a source tells: ``2006-04-01..``."""
        runs = [state.days for state in self.states.values()]
        told = [run for run in runs if not run.projected] or runs
        if not told:
            return "?"
        first, last = min(run.first for run in told), max(run.last for run in told)
        return f"{'' if first == date.min else first}..{'' if last == date.max else last}"


@dataclass(frozen=True, slots=True)
class Ending:
    """An event that ended or revived a thing: its class, and what it led to."""

    change: str
    led_to: tuple[str, ...]


class LifeStories:
    """All things with names of one graph, looked up by name."""

    def __init__(self, engine: Engine) -> None:
        self.stories: dict[str, Story] = {}
        self.endings: dict[str, list[Ending]] = defaultdict(list)
        self._read_names(engine)
        self._read_kinds(engine)
        self._read_days(engine)
        self._read_events(engine)
        self.forms = NameForms(*_standing_before(self.stories, engine))
        self._keys: dict[str, tuple[str, ...]] = {}
        self._by_key = self._index()

    def called(self, typed: str) -> list[Story]:
        """The things that a typed name may mean at any time: those of its strictest form.

        Ordered by IRI; of names, former and future ones and readings count alike.
        """
        for level in self._by_key:
            for key in self.keys_of(typed):
                if found := level.get(key):
                    return [self.stories[iri] for iri in sorted(found)]
        return []

    def keys_of(self, typed: str) -> tuple[str, ...]:
        """The keys of a typed name, strictest first; a table has the same names again and again."""
        if typed not in self._keys:
            self._keys[typed] = tuple(self.forms.of_typed(typed))
        return self._keys[typed]

    def _index(self) -> list[dict[str, set[str]]]:
        levels: list[dict[str, set[str]]] = []
        for story in self.stories.values():
            for name in story.names.values():
                for text in name.texts.values():
                    for number, keys in enumerate(self.forms.of_name(text.split())):
                        name.keys |= keys
                        if number == len(levels):
                            levels.append({})
                        for key in keys:
                            levels[number].setdefault(key, set()).add(story.iri)
        return levels

    def _read_names(self, engine: Engine) -> None:
        rows = select(
            engine,
            f"SELECT DISTINCT ?thing ?name ?text ?label ?first ?last WHERE {{ "
            f"VALUES ?class {{ {_CLASSES} }} ?thing <{RDF_TYPE}> ?class ; <{KUSEI}label> ?label . "
            f"?name <{KUSEI}nameOf> ?thing ; <{KUSEI}text> ?text ; <{KUSEI}surest> ?sure . "
            f"OPTIONAL {{ ?name <{KUSEI}possibleFrom>|<{KUSEI}plannedFrom> ?first }} "
            f"OPTIONAL {{ ?name <{KUSEI}possibleUntil>|<{KUSEI}plannedUntil> ?last }} }}",
        ).rows
        for thing, name, text, label, first, last in rows:
            if isinstance(text, Literal) and isinstance(label, Literal):
                story = self.stories.setdefault(_iri(thing), Story(_iri(thing)))
                story.labels[label.language or ""] = label.value
                told = story.names.setdefault(_iri(name), Name())
                told.texts[(text.language or "").lower()] = text.value
                told.first = _day(first) if first else date.min
                told.last = _day(last) if last else date.max

    def _read_kinds(self, engine: Engine) -> None:
        query = (
            f"SELECT ?thing ?general WHERE {{ ?thing <{ORG}classification>|<{ORG}role> ?general }}"
        )
        for thing, general in select(engine, query).rows:
            if (story := self.stories.get(_iri(thing))) is not None:
                story.general.add(_iri(general))

    def _read_days(self, engine: Engine) -> None:
        """The runs of days of things and of their places."""
        rows = select(
            engine,
            "SELECT ?state ?thing ?parent ?from ?until ?certainty ?sure ?early ?name WHERE { "
            f"?state <{KUSEI}of> ?thing ; <{KUSEI}from> ?from ; <{KUSEI}until> ?until ; "
            f"<{KUSEI}certainty> ?certainty ; <{KUSEI}ofName> ?name ; <{RDF_TYPE}> ?sort . "
            f"OPTIONAL {{ ?state <{KUSEI}in> ?parent }} "
            f"FILTER (!BOUND(?parent) || ?sort = <{KUSEI}Standing>) "
            f"OPTIONAL {{ ?state <{KUSEI}nameCertainty> ?sure }} "
            f"OPTIONAL {{ ?state <{KUSEI}projected> ?early }} }}",
        ).rows
        for state, thing, parent, first, last, certainty, sure, early, name in rows:
            if (story := self.stories.get(_iri(thing))) is None:
                continue
            run = Run(_day(first), _day(last), _text(certainty), projected=early is not None)
            if parent is not None:
                story.parents[_iri(parent)].append(run)
                continue
            named = story.states.setdefault(_iri(state), Named(run, _text(sure) or run.certainty))
            if isinstance(name, Literal):
                named.texts[name.language or ""].add(name.value)

    def _read_events(self, engine: Engine) -> None:
        """What ended or revived each thing, and what it led to; reported events only."""
        rows = select(
            engine,
            f"SELECT DISTINCT ?thing ?event ?class ?next WHERE {{ "
            f"?event <{KUSEI}status> <{KUSEI}reported> ; <{RDF_TYPE}> ?class ; "
            f"<{PROV}invalidated>|<{KUSEI}revives> ?thing . "
            f"FILTER(STRSTARTS(STR(?class), '{KUSEI}') && ?class != <{KUSEI}ChangeEvent>) "
            f"OPTIONAL {{ ?thing <{KUSEI}ledTo> ?next . "
            f"?event <{PROV}generated>|<{KUSEI}changed> ?next }} }}",
        ).rows
        led_to: dict[tuple[str, str, str], set[str]] = defaultdict(set)
        for thing, event, cls, following in rows:
            if _iri(thing) in self.stories:
                led_to[_iri(thing), _iri(event), end_of(_iri(cls))] |= (
                    {_iri(following)} if following else set()
                )
        for (thing_iri, _, change), later in sorted(led_to.items()):
            self.endings[thing_iri].append(Ending(change, tuple(sorted(later))))


def _standing_before(stories: dict[str, Story], engine: Engine) -> tuple[set[str], set[str]]:
    """The names of wards, and of the units whose name stands before those of their sections."""
    rows = select(
        engine, f"SELECT DISTINCT ?ward WHERE {{ ?ward a <{CV}PublicOrganisation> }}"
    ).rows
    wards = {
        text
        for (ward,) in rows
        if (story := stories.get(_iri(ward))) is not None
        for name in story.names.values()
        for text in name.texts.values()
    }
    offices = {
        text.split()[0]
        for story in stories.values()
        for name in story.names.values()
        for language, text in name.texts.items()
        if language == "ja" and " " in text
    }
    return wards, offices


def _iri(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode) else ""


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, Literal) else ""


def _day(term: Term | None) -> date:
    return date.fromisoformat(_text(term))
