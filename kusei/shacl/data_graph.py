"""The graph of other people's files in a store: what is asked of it besides its violations.

Millions of quads are read once, into the store, and not kept beside it. What can be counted or
looked up is asked by queries; the files are read again only where the text of a quad, its file or
its order counts.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.findings import Text
from kusei.graph.store import Literal, NamedNode
from kusei.shacl.compile.data import select_count
from kusei.shacl.compile.data_store import DataStore
from kusei.shacl.compile.literals import as_stored
from kusei.shacl.compile.model import Target
from kusei.shacl.compile.statements import bare_text
from kusei.shacl.compile.targets import Targets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kusei.graph.store import Quad, Term
    from kusei.shacl.compile.data import Nodes
    from kusei.shacl.input_files import GraphFile

_LABELS: Final = (terms.RDFS_LABEL, terms.SKOS + "prefLabel")
_SUBJECT: Final = "FILTER EXISTS { ?this ?property ?any }"

_Targeted = dict["Term", dict[str, list["Term"]]]
"""By shape what it targets, by the kind of target."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many nodes were looked at, and how many things are the target of no shape."""

    nodes: int
    untargeted: int


class DataGraph:
    """The union of all graphs of the files, in one store."""

    def __init__(self, files: Sequence[GraphFile], store: DataStore | None = None) -> None:
        """``store`` holds the files already that did not keep their quads."""
        self.files = files
        self.store = DataStore() if store is None else store
        for file in files:
            if file.kept is not None:
                self.store.take(file.kept)

    def each(self) -> Iterator[Quad]:
        """All quads as they are written, read again where they were not kept."""
        for file in self.files:
            yield from file.each()

    @cached_property
    def _targets(self) -> Targets:
        return Targets(self.store)

    def matched(self, targeted: _Targeted) -> dict[Term, bool]:
        """Of each shape with a target whether it looks at any node."""
        found: dict[Term, bool] = {}
        for shape, targets in targeted.items():
            found[shape] = bool(targets.get("targetNode")) or any(
                self.store.select(f"SELECT ?this WHERE {{ {self._targets.pattern(t)} }} LIMIT 1")
                for t in _by_pattern(targets)
            )
        return found

    def counts(self, targeted: _Targeted, focus_nodes: Iterable[Term]) -> Counts:
        """Count the things that are targets and the nodes of results; ``focus_nodes`` are these."""
        ways = self._ways(targeted)
        union = " UNION ".join(f"{{ {way} }}" for way in ways)
        counted_once = "DISTINCT ?this"
        looked_at = select_count(self.store, union, counted_once) if ways else 0
        subjects = select_count(self.store, "?this ?property ?any", counted_once)
        extra = {as_stored(node) for node in focus_nodes}
        if not extra:
            return Counts(nodes=looked_at, untargeted=subjects - looked_at)
        beside = self.store.set_of(extra)
        member = beside.pattern("?this")
        of_subjects = self._selected(f"{member} {_SUBJECT}")
        counted = self._selected(f"{{ {union} }} {member}") if ways else set()
        return Counts(
            nodes=looked_at + len(extra - counted),
            untargeted=subjects - looked_at - len(of_subjects - counted),
        )

    def _ways(self, targeted: _Targeted) -> list[str]:
        """Patterns of all targets that are subjects of the data."""
        kinds = {target for targets in targeted.values() for target in _by_pattern(targets)}
        ways = []
        for target in sorted(kinds, key=lambda one: (one.kind, str(one.term))):
            way = self._targets.pattern(target)
            ways.append(f"{way} {_SUBJECT}" if target.kind == "targetObjectsOf" else way)
        if (named := self._named(targeted)) is not None:
            ways.append(f"{named.pattern('?this')} {_SUBJECT}")
        return ways

    def _named(self, targeted: _Targeted) -> Nodes | None:
        nodes = {
            as_stored(t) for targets in targeted.values() for t in targets.get("targetNode", [])
        }
        return self.store.set_of(nodes) if nodes else None

    def absent(self, targeted: _Targeted) -> set[Term]:
        """The nodes that a target names and the data do not have."""
        named = self._named(targeted)
        if named is None:
            return set()
        mentioned = "FILTER NOT EXISTS { ?one ?way ?this }"
        is_no_subject = _SUBJECT.replace("EXISTS", "NOT EXISTS")
        found = self._selected(f"{named.pattern('?this')} {is_no_subject} {mentioned}")
        return {self.store.written(node) for node in found}

    def _selected(self, pattern: str) -> set[Term]:
        rows = self.store.select(f"SELECT DISTINCT ?this WHERE {{ {pattern} }}")
        return {row[0] for row in rows if row[0] is not None}

    def labels(self, things: set[str]) -> dict[str, Text]:
        """What things are called; of two labels in one language that which is written first."""
        if not things:
            return {}
        beside = self.store.set_of(NamedNode(thing) for thing in things)
        properties = " ".join(f"<{name}>" for name in _LABELS)
        rows = self.store.select(
            f"SELECT DISTINCT ?this ?label WHERE {{ {beside.pattern('?this')} "
            f"VALUES ?name {{ {properties} }} ?this ?name ?label }}"
        )
        stated: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for this, label in rows:
            if isinstance(this, NamedNode) and label is not None:
                language, text = _worded(label)
                if text not in stated[this.value][language]:
                    stated[this.value][language].append(text)
        if any(_depends_on_order(texts) for texts in stated.values()):
            return _labels_in_order(things, self.each())
        return {
            thing: _label({language: texts[0] for language, texts in by_language.items()})
            for thing, by_language in stated.items()
        }


def _by_pattern(targets: Mapping[str, list[Term]]) -> Iterator[Target]:
    """The targets other than those that are named; a property is an IRI."""
    for kind in ("targetClass", "targetSubjectsOf", "targetObjectsOf"):
        for term in targets.get(kind, []):
            if kind == "targetClass" or isinstance(term, NamedNode):
                yield Target(kind, term)


def _depends_on_order(texts: Mapping[str, list[str]]) -> bool:
    several = any(len(of_language) > 1 for of_language in texts.values())
    return several or (len(texts) > 1 and not any(texts.get(tag) for tag in ("", "en", "ja")))


def _labels_in_order(things: set[str], quads: Iterable[Quad]) -> dict[str, Text]:
    by_thing: dict[str, dict[str, str]] = defaultdict(dict)
    for quad in quads:
        subject = quad.subject
        if not isinstance(subject, NamedNode) or subject.value not in things:
            continue
        if quad.predicate.value in _LABELS:
            language, text = _worded(quad.object)
            by_thing[subject.value].setdefault(language, text)
    return {thing: _label(texts) for thing, texts in by_thing.items()}


def _worded(label: Term) -> tuple[str, str]:
    """The language of a label, "" for none, and its text."""
    return (label.language or "") if isinstance(label, Literal) else "", bare_text(label)


def _label(texts: Mapping[str, str]) -> Text:
    other = texts.get("") or texts.get("en") or texts.get("ja") or next(iter(texts.values()))
    return Text(ja=texts.get("ja", other), en=texts.get("en", other))
