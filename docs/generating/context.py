"""The published JSON-LD context, made from the ontology.

Own terms have plain names (``when``, ``holder``), those of other vocabularies their prefixed ones
(``prov:generated``). What takes things is coerced to ``@id``; what takes values of one datatype
is coerced to it. Strings are left alone: a value that is coerced to ``xsd:string`` is another
term than a plain one to rdflib, though RDF 1.1 says that they are the same.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from docs.generating.vocabulary import TermKind, read_vocabulary
from kusei import terms

if TYPE_CHECKING:
    from pathlib import Path

    from docs.generating.vocabulary import Vocabulary, VocabularyTerm


_PLAIN: Final = frozenset({terms.XSD + "string", terms.RDF + "langString"})


def json_ld_context(ontology: Path) -> dict[str, object]:
    """What stands under ``@context``, from the folder of the ontology.

    Raises:
        ValueError: two terms would have the same name.
    """
    return context_of(read_vocabulary(ontology))


def context_text(ontology: Path) -> str:
    """The document ``ontology/context.jsonld``."""
    return json.dumps({"@context": json_ld_context(ontology)}, ensure_ascii=False, indent=2) + "\n"


def context_of(vocabulary: Vocabulary) -> dict[str, object]:
    """As :func:`json_ld_context`, from a vocabulary at hand."""
    context: dict[str, object] = {"@version": 1.1}
    context.update(sorted(vocabulary.prefixes.items()))
    for term in vocabulary.own:
        name = term.iri.removeprefix(terms.KUSEI)
        if name in context or ":" in name or name.startswith("@"):
            raise ValueError(f"{term.iri} cannot be the name {name!r}: it is taken or no name")
        context[name] = _definition(term)
    for term in vocabulary.reused:
        # Names of other vocabularies need no entry of their own but for the coercion.
        if term.kind is TermKind.OBJECT_PROPERTY and term.iri != terms.RDF_TYPE:
            context[terms.compact(term.iri)] = _definition(term)
    return context


def _definition(term: VocabularyTerm) -> str | dict[str, str]:
    name = terms.compact(term.iri)
    if term.kind is TermKind.OBJECT_PROPERTY:
        return {"@id": name, "@type": "@id"}
    if term.kind is TermKind.DATATYPE_PROPERTY and term.range and term.range not in _PLAIN:
        return {"@id": name, "@type": terms.compact(term.range)}
    return name
