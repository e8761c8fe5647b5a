"""Rules about terms: those that nobody declared, things that nobody described, IRIs badly formed.

The profile is closed: a term of this project's ontology, of its schemes, or of another vocabulary
is known where ``ontology/`` declares it, and nowhere else. So a misspelt property is found, and a
term that a re-used vocabulary does not have (``oa:selector``) cannot slip in.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.dataset.files import Reader
from kusei.findings import Text
from kusei.graph.store import Literal, NamedNode
from kusei.report.input_rules import UNKNOWN_TERM
from kusei.report.rules import error

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from kusei.dataset.files import Dataset, Location, SourceFile
    from kusei.findings import Finding
    from kusei.graph.store import Quad, Term

DANGLING: Final = error(
    "KG008",
    "dangling-iri",
    Text(
        ja="{path} の指す {iri} について何も書かれていない{hint_ja}",
        en="{path} points to {iri}, which nothing describes{hint_en}",
    ),
    Text(ja="綴りを直すか、それを書く", en="mend the spelling, or describe it"),
    Text(
        ja="指す先がないと、問いは結果を返さず、それが誤りであることも分からない",
        en="A link to nothing gives empty answers, and nobody can tell that they are wrong",
    ),
)
RULES: Final = (UNKNOWN_TERM, DANGLING)

_DATATYPES: Final = frozenset(
    {
        terms.EDTF_DATE,
        terms.RDF + "langString",
        *(
            terms.XSD + name
            for name in (
                "anyURI",
                "boolean",
                "date",
                "dateTime",
                "decimal",
                "gYear",
                "integer",
                "nonNegativeInteger",
                "positiveInteger",
                "string",
            )
        ),
    }
)
_LIKE: Final = 0.75


def declared_terms(location: Location, reader: Reader | None = None) -> frozenset[str]:
    """Every term that a file of ``ontology/`` or of its schemes declares."""
    reader = reader or Reader()
    files = [*location.ontology.glob("*.ttl"), *(location.ontology / "schemes").glob("*.ttl")]
    every = (reader.read(path, name=_name(path, location)) for path in sorted(files))
    return frozenset().union(*(file.facts.having.get(terms.RDF_TYPE, ()) for file in every))


def _name(path: Path, location: Location) -> str:
    """As the data name the schemes, so that they are read once."""
    inside = path.is_relative_to(location.root)
    return path.relative_to(location.root).as_posix() if inside else path.as_posix()


def vocabulary_findings(dataset: Dataset, declared: Collection[str]) -> Iterator[Finding]:
    """Terms without a declaration, and IRIs of things without a description."""
    described: frozenset[str] = frozenset().union(*(file.facts.about for file in dataset.files))
    known = frozenset(declared)
    terms_known, things_known = known | _DATATYPES, known | described
    for file in dataset.files:
        # Most files use what there is, and need not be looked through.
        if not (file.facts.terms <= terms_known and file.facts.links <= things_known):
            yield from _of_file(file, known, described)


def _of_file(
    file: SourceFile, declared: frozenset[str], described: frozenset[str]
) -> Iterator[Finding]:
    for quad in dict.fromkeys(file.quads):
        for term in _used_terms(quad):
            if term not in declared and term not in _DATATYPES:
                yield UNKNOWN_TERM.finding(
                    focus=_iri(quad.subject),
                    path=quad.predicate.value,
                    value=None if term == quad.predicate.value else str(quad.object),
                    file=file.name,
                    texts={"term": terms.compact(term), **_hints(term, declared | _DATATYPES)},
                )
        if isinstance(quad.object, NamedNode) and _is_thing(quad.object.value):
            iri = quad.object.value
            if iri not in described and iri not in declared:
                yield DANGLING.finding(
                    focus=_iri(quad.subject),
                    path=quad.predicate.value,
                    value=str(quad.object),
                    file=file.name,
                    texts={
                        "iri": terms.compact(iri),
                        "path": terms.compact(quad.predicate.value),
                        **_hints(iri, described),
                    },
                )


def _used_terms(quad: Quad) -> list[str]:
    used = [quad.predicate.value]
    if isinstance(quad.object, Literal):
        used.append(quad.object.datatype.value)
    elif isinstance(quad.object, NamedNode) and (
        quad.predicate.value == terms.RDF_TYPE or quad.object.value.startswith(terms.KUSEI)
    ):
        used.append(quad.object.value)
    return used


def _is_thing(iri: str) -> bool:
    return iri.startswith(terms.BASE) and not iri.startswith(terms.KUSEI)


def _hints(iri: str, known: Collection[str]) -> dict[str, str]:
    """Did you mean …: a term of like spelling, of the same namespace first."""
    space = re.sub(r"[^/#]*\Z", "", iri)
    from difflib import get_close_matches

    near = get_close_matches(iri, [k for k in known if k.startswith(space)], n=1, cutoff=_LIKE)
    if not near:
        local = iri[len(space) :]
        by_local = {re.sub(r"\A.*[/#]", "", k): k for k in sorted(known)}
        near = [by_local[m] for m in get_close_matches(local, by_local, n=1, cutoff=_LIKE)]
    if not near:
        return {"hint_ja": "", "hint_en": ""}
    name = terms.compact(near[0])
    return {"hint_ja": f"。{name} か", "hint_en": f"; did you mean {name}?"}


def _iri(term: Term) -> str | None:
    return term.value if isinstance(term, NamedNode) else None
