"""Write JSON-LD with a context of our own: the same triples give the same bytes.

rdflib writes JSON-LD too, but turns numbers and truth values into native ones on the way, so that
``"0001"`` comes back as ``"1"``; here a literal keeps its spelling.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final, TypeAlias

from kusei import terms
from kusei.graph.store import BlankNode, Literal, NamedNode
from kusei.writing.turtle import sorted_statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kusei.graph.store import Quad, Triple

Value: TypeAlias = "str | dict[str, str]"

_UNDEFINED: Final = ""


@dataclass(frozen=True, slots=True)
class _Term:
    """One definition of a context: the key, and what it says of its values."""

    key: str
    iri: str
    coercion: str
    language: str
    by_language: bool
    always_list: bool


class Context:
    """A JSON-LD 1.1 context, read as far as it is needed to shorten names by it.

    ``definition`` is what stands under ``@context``: prefixes, terms with ``@id``, ``@type``,
    ``@language`` and ``@container`` (``@language``, ``@set``), and aliases of keywords.
    """

    def __init__(self, definition: Mapping[str, object]) -> None:
        self.definition = definition
        self._prefixes = {
            key: value
            for key, value in definition.items()
            if key[0] != "@" and isinstance(value, str) and value.endswith(("/", "#"))
        }
        self._spoken = "@language" in definition
        self._terms: dict[str, list[_Term]] = defaultdict(list)
        self.keyword = {"@id": "@id", "@type": "@type", "@graph": "@graph"}
        for key, value in sorted(definition.items()):
            if isinstance(value, str) and value in self.keyword:
                self.keyword[value] = key
            elif key[0] != "@" and key not in self._prefixes:
                term = self._read(key, value)
                self._terms[term.iri].append(term)

    def _read(self, key: str, value: object) -> _Term:
        settings: Mapping[str, object] = value if isinstance(value, dict) else {"@id": value}
        container = settings.get("@container")
        containers = container if isinstance(container, list) else [container]
        coercion = str(settings.get("@type") or _UNDEFINED)
        return _Term(
            key=key,
            iri=self.expand(str(settings.get("@id") or key)),
            coercion=coercion if coercion[:1] == "@" else self.expand(coercion),
            language=str(settings.get("@language") or _UNDEFINED).lower(),
            by_language="@language" in containers,
            always_list="@set" in containers,
        )

    def expand(self, name: str) -> str:
        """The IRI of a compact IRI of this context."""
        prefix, colon, local = name.partition(":")
        return self._prefixes[prefix] + local if colon and prefix in self._prefixes else name

    def compact(self, iri: str) -> str:
        """The compact IRI of an IRI where one of the prefixes fits, else the IRI."""
        fits = [p for p, ns in self._prefixes.items() if iri.startswith(ns) and iri != ns]
        prefix = max(fits, key=lambda p: (len(self._prefixes[p]), p), default=None)
        if prefix is None:
            return iri
        local = iri[len(self._prefixes[prefix]) :]
        return iri if local.startswith("//") else f"{prefix}:{local}"

    def symbol(self, iri: str) -> str:
        """The name of a class, datatype or concept: a term of this context, else compact."""
        found = self._terms.get(iri)
        return found[0].key if found else self._unclaimed(iri)

    def _unclaimed(self, iri: str) -> str:
        compact = self.compact(iri)
        return iri if compact in self.definition else compact

    def name(self, node: NamedNode | BlankNode) -> str:
        """How a thing is referred to."""
        return f"_:{node.value}" if isinstance(node, BlankNode) else self.compact(node.value)

    def entry(self, predicate: str, obj: NamedNode | BlankNode | Literal) -> tuple[_Term, Value]:
        """The term that takes ``obj`` as value of ``predicate``, and the value written under it."""
        best: tuple[_Term, Value] | None = None
        for term in self._terms.get(predicate, ()):
            value = self._value(term, obj)
            if value is not None and (
                best is None or (isinstance(value, str) and not isinstance(best[1], str))
            ):
                best = (term, value)
        if best is None:
            plain = _Term(self._unclaimed(predicate), predicate, "", "", False, False)  # noqa: FBT003
            best = (plain, self._value(plain, obj) or "")
        return best

    def _value(self, term: _Term, obj: NamedNode | BlankNode | Literal) -> Value | None:
        """How ``obj`` is written under ``term``; None where the term cannot take it."""
        if term.by_language:
            return obj.value if isinstance(obj, Literal) and obj.language else None
        if not isinstance(obj, Literal):
            if term.coercion == "@vocab" and isinstance(obj, NamedNode):
                return self.symbol(obj.value)
            name = self.name(obj)
            return name if term.coercion == "@id" else {"@id": name}
        if obj.language:
            same = term.language == obj.language.lower()
            return obj.value if same else {"@language": obj.language, "@value": obj.value}
        datatype = obj.datatype.value
        if datatype == terms.XSD + "string":
            plain = term.coercion == term.language == _UNDEFINED
            return obj.value if plain and not self._spoken else {"@value": obj.value}
        same = term.coercion == datatype
        return obj.value if same else {"@type": self.symbol(datatype), "@value": obj.value}


def write_json_ld(
    triples: Iterable[Quad | Triple],
    context: Mapping[str, object],
    *,
    blank_nodes: bool = False,
) -> str:
    """Write triples (of quads: without their graphs) as one document with ``context`` inside it.

    Nodes are sorted by IRI and keys by name; a plain ``rdflib.Graph().parse`` reads it without
    any network.

    Raises:
        ValueError: a triple holds a triple term, or a blank node, which has no lasting name;
            ``blank_nodes`` lets these through for who has named them well.
    """
    names = Context(context)
    nodes = [
        _node(names, names.name(subject), ((p.value, o) for _, p, o in group))
        for subject, group in groupby(
            sorted_statements(triples, blank_nodes=blank_nodes), key=lambda t: t[0]
        )
    ]
    document = {"@context": context, names.keyword["@graph"]: nodes}
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _node(
    names: Context, subject: str, pairs: Iterable[tuple[str, NamedNode | BlankNode | Literal]]
) -> dict[str, object]:
    node: dict[str, object] = {names.keyword["@id"]: subject}
    values: dict[str, list[Value]] = defaultdict(list)
    by_language: dict[str, dict[str, list[Value]]] = defaultdict(lambda: defaultdict(list))
    lists: set[str] = set()
    for predicate, obj in pairs:
        if predicate == terms.RDF_TYPE and isinstance(obj, NamedNode):
            values[names.keyword["@type"]].append(names.symbol(obj.value))
            continue
        term, value = names.entry(predicate, obj)
        if term.always_list:
            lists.add(term.key)
        if term.by_language and isinstance(value, str) and isinstance(obj, Literal):
            by_language[term.key][obj.language or "@none"].append(value)
        else:
            values[term.key].append(value)
    for key, found in values.items():
        node[key] = found if key in lists or len(found) > 1 else found[0]
    for key, found_by in by_language.items():
        node[key] = {
            tag: found if key in lists or len(found) > 1 else found[0]
            for tag, found in found_by.items()
        }
    return node
