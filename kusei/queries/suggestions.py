"""What a shell may offer for a parameter: labels of entities, codes of a scheme, choices.

The labels of a dataset are kept in the user's cache, so that a completion reads no graph: it is
asked for on every press of a key.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kusei.cache import cached
from kusei.dataset.files import data_files, load, read, rule_texts
from kusei.graph.store import Literal, NamedNode, Quad, Store
from kusei.queries.concepts import accepted, concepts_of
from kusei.queries.engine import select
from kusei.queries.entities import normalised, read_as
from kusei.terms import KUSEI, RDF_TYPE, RDFS_LABEL, SKOS, compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kusei.dataset.files import Location
    from kusei.queries.stored import Parameter

_READING: Final = "ja-hira"
_MOST: Final = 200
_LABELS: Final = (
    f"<{RDFS_LABEL}>|<{SKOS}prefLabel>|<{SKOS}altLabel>|(^<{KUSEI}nameOf>/<{KUSEI}text>)"
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What may be typed, and what it means."""

    value: str
    meaning: str


def suggestions(location: Location, parameter: Parameter, begun: str) -> list[Suggestion]:
    """What may be typed for a parameter where so much of it is typed already, at most 200.

    What begins so comes first, then what holds it, then what is read so.

    Raises:
        KuseiError: the dataset cannot be read.
    """
    if parameter.type == "entity":
        return _of_entities(location, parameter.classes, begun)
    if parameter.type == "code":
        told = [Suggestion(*pair) for pair in codes(location, parameter)]
    else:
        told = [
            Suggestion(c.value, f"{c.label.ja} / {c.label.en}" if c.label else "")
            for c in parameter.choices
        ]
    wanted = normalised(begun)
    return [s for s in told if wanted in normalised(s.value) or wanted in normalised(s.meaning)]


def codes(location: Location, parameter: Parameter) -> list[tuple[str, str]]:
    """The codes that a parameter takes, with their labels, from the scheme files alone."""
    folder = location.ontology / "schemes"
    files = [path for path in data_files(location) if path.is_relative_to(folder)]
    store = Store(quad for path in files for quad in read(path, name=path.name).quads)
    concepts = accepted(concepts_of(store, parameter.scheme), parameter)
    return [(concept.code, concept.told) for concept in concepts]


def _of_entities(location: Location, classes: Iterable[str], begun: str) -> list[Suggestion]:
    wanted, kana = normalised(begun), read_as(begun)
    things: dict[str, set[str]] = defaultdict(set)
    ranks: dict[str, int] = {}
    readings: list[tuple[str, str]] = []
    for iri, label, language in _labelled(location, frozenset(classes)):
        if language == _READING:
            readings.append((iri, label))
            continue
        things[label].add(iri)
        spelt = normalised(label)
        if wanted in spelt:
            ranks[label] = 0 if spelt.startswith(wanted) else 1
    read_so = {iri for iri, reading in readings if kana and kana in read_as(reading)}
    for label, iris in things.items():
        if iris & read_so:
            ranks.setdefault(label, 2)
    ordered = sorted(ranks, key=lambda label: (ranks[label], len(label), label))
    return [Suggestion(label, _told(things[label])) for label in ordered[:_MOST]]


def _told(iris: Iterable[str]) -> str:
    first, *more = sorted(iris, key=lambda iri: (len(iri), iri))
    return compact(first) + (f" (+{len(more)})" if more else "")


def _labelled(location: Location, classes: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    """IRI, label and language of each labelled thing of these classes (of any, if none)."""
    for quad in _label_quads(location):
        graph, subject, obj = quad.graph_name, quad.subject, quad.object
        if (
            isinstance(graph, NamedNode)
            and isinstance(subject, NamedNode)
            and isinstance(obj, Literal)
            and (not classes or graph.value in classes)
        ):
            yield subject.value, obj.value, (obj.language or "").lower()


def _label_quads(location: Location) -> list[Quad]:
    """The labels of a dataset, each with the class of what bears it as its graph."""
    paths = data_files(location)
    rules = rule_texts(location)
    names = ("labels", *(path.name for path in paths), *rules)
    contents = (b"", *(path.read_bytes() for path in paths), *(t.encode() for t in rules.values()))
    return cached(names, contents, lambda: _labels_of(location))


def _labels_of(location: Location) -> list[Quad]:
    rows = select(
        load(location).store,
        f"SELECT DISTINCT ?thing ?class ?label {{ ?thing <{RDF_TYPE}> ?class ; {_LABELS} ?label }}",
    ).rows
    predicate = NamedNode(RDFS_LABEL)
    return [
        Quad(thing, predicate, label, class_)
        for thing, class_, label in rows
        if isinstance(thing, NamedNode)
        and isinstance(class_, NamedNode)
        and isinstance(label, Literal)
    ]
