"""Which terms are declared in ``ontology/``, and which ones the rest of the tree uses, where."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

from kusei.terms import KUSEI, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).resolve().parents[2]
ONTOLOGY: Final = ROOT / "ontology"
ONTOLOGY_FILES: Final = sorted(ONTOLOGY.rglob("*.ttl"))
SCHEME_FILES: Final = sorted((ONTOLOGY / "schemes").glob("*.ttl"))
TEXT_FILES: Final = sorted(
    path
    for folder in ("data", "ontology", "queries", "validation")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in {".ttl", ".rq"}
)
OWN_TYPES: Final = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
FOREIGN: Final = frozenset(PREFIXES) - {"kusei", "minato", "rule"}

_PREFIXED: Final = re.compile(
    rf"(?<![\w:/#<.-])({'|'.join(sorted(PREFIXES))}):([A-Za-z_](?:[\w.-]*[\w-])?)"
)
_FULL: Final = re.compile(re.escape(KUSEI) + r"([A-Za-z_][\w-]*)")
_NAME: Final = re.compile(r"[A-Za-z_]\w*")


@cache
def graph(path: Path) -> Graph:
    """A Turtle file, read once by the reference library."""
    return Graph().parse(path, format="turtle")


@cache
def own_terms() -> dict[str, str]:
    """The classes and properties that ``kusei.ttl`` declares: IRI by local name."""
    declared = graph(ONTOLOGY / "kusei.ttl")
    found = {str(s) for kind in OWN_TYPES for s in declared.subjects(RDF.type, kind)}
    return {iri.removeprefix(KUSEI): iri for iri in sorted(found)}


@cache
def concepts() -> dict[str, list[Path]]:
    """The concepts that the schemes declare: their files by local name."""
    found = defaultdict(list)
    for path in SCHEME_FILES:
        for iri in sorted(str(s) for s in graph(path).subjects(RDF.type, SKOS.Concept)):
            found[iri.removeprefix(KUSEI)].append(path)
    return dict(found)


@cache
def reused_terms() -> frozenset[str]:
    """The IRIs of the terms of other vocabularies that ``reused.ttl`` declares."""
    declared = graph(ONTOLOGY / "reused.ttl")
    kinds = (RDF.Property, RDFS.Class)
    return frozenset(str(s) for kind in kinds for s in declared.subjects(RDF.type, kind))


@cache
def own_uses() -> dict[str, list[str]]:
    """The places that name a term in ``kusei:``, by its local name: data, rules, queries, code."""
    places = defaultdict(list)
    for path in TEXT_FILES:
        for prefix, local, line in _named_in(path.read_text("utf-8")):
            if prefix == "kusei":
                places[local].append(f"{path.relative_to(ROOT).as_posix()}:{line}")
    for path in sorted((ROOT / "kusei").rglob("*.py")):
        for local, line in _named_in_python(path.read_text("utf-8")):
            places[local].append(f"{path.relative_to(ROOT).as_posix()}:{line}")
    return dict(places)


@cache
def foreign_uses() -> dict[str, list[str]]:
    """The places in data, rules, queries and ontology that name a term of others, by its IRI."""
    places = defaultdict(list)
    for path in TEXT_FILES:
        for prefix, local, line in _named_in(path.read_text("utf-8")):
            if prefix in FOREIGN:
                places[PREFIXES[prefix] + local].append(f"{path.relative_to(ROOT)}:{line}")
    return dict(places)


def _named_in(text: str) -> Iterator[tuple[str, str, int]]:
    """Prefix, local name and line of each term that a text names, in whatever part of it."""
    for number, line in enumerate(text.splitlines(), start=1):
        for match in _PREFIXED.finditer(line):
            yield match[1], match[2], number
        for match in _FULL.finditer(line):
            yield "kusei", match[1], number


def _named_in_python(source: str) -> Iterator[tuple[str, int]]:
    """The terms of a module: in strings, and joined to the namespace by ``+`` or in f-strings."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            for prefix, local, line in _named_in(node.value):
                if prefix == "kusei":
                    yield local, node.lineno + line - 1
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            if _is_namespace(node.left) and isinstance(node.right, ast.Constant):
                yield str(node.right.value), node.lineno
        elif isinstance(node, ast.JoinedStr):
            for before, after in zip(node.values, node.values[1:], strict=False):
                if (
                    isinstance(before, ast.FormattedValue)
                    and _is_namespace(before.value)
                    and isinstance(after, ast.Constant)
                    and (name := _NAME.match(str(after.value)))
                ):
                    yield name[0], node.lineno


def _is_namespace(node: ast.expr) -> bool:
    """``KUSEI``, ``terms.KUSEI``, or one of the short names that modules give it."""
    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    return name.strip("_") in {"KUSEI", "K"}


def superclasses(of: URIRef) -> set[URIRef]:
    """A class and all that it falls under, by ``kusei.ttl`` and by what ORG itself declares."""
    declared = graph(ONTOLOGY / "kusei.ttl")
    org = PREFIXES["org"]
    beside = {  # https://www.w3.org/TR/vocab-org/
        URIRef(org + "FormalOrganization"): URIRef(org + "Organization"),
        URIRef(org + "OrganizationalUnit"): URIRef(org + "Organization"),
        URIRef(org + "Role"): SKOS.Concept,
    }
    found = {URIRef(str(iri)) for iri in declared.transitive_objects(of, RDFS.subClassOf)}
    return found | {beside[iri] for iri in found if iri in beside}
