"""Constraints on each value node by itself: type, range, string and list constraints.

https://www.w3.org/TR/shacl/#core-components-value-type and the two sections that follow, and
https://www.w3.org/TR/shacl/#InConstraintComponent. Each is a SPARQL expression of ``?value`` that
is true where the value violates it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.graph.store import Literal, NamedNode
from kusei.shacl.compile.literals import AS_WRITTEN, value_of
from kusei.shacl.compile.model import SH, NotCompiled
from kusei.shacl.compile.statements import bare_text, iri_of, is_blank

if TYPE_CHECKING:
    from collections.abc import Callable

    from kusei.shacl.compile.data import Data
    from kusei.shacl.compile.model import Constraint

_KINDS: Final = {
    "IRI": "isIRI(?value)",
    "BlankNode": "isBlank(?value)",
    "Literal": "isLiteral(?value)",
    "BlankNodeOrIRI": "!isLiteral(?value)",
    "BlankNodeOrLiteral": "!isIRI(?value)",
    "IRIOrLiteral": "!isBlank(?value)",
}
_SIGNS: Final = {
    "MinInclusive": ">=",
    "MaxInclusive": "<=",
    "MinExclusive": ">",
    "MaxExclusive": "<",
}
_SHORT_LIST: Final = 12
_FLAGS: Final = frozenset("ismxq")


def violated(constraint: Constraint, data: Data) -> str | None:
    """The expression that is true of a violating ``?value``; None of another kind of constraint."""
    found = _EXPRESSIONS.get(constraint.name)
    return None if found is None else found(constraint, data)


def text_of(value: str) -> str:
    """A text as SPARQL writes it."""
    return str(Literal(value))


def _node_kind(constraint: Constraint, _data: Data) -> str:
    kind = _KINDS.get(str(constraint.terms[0])[1:-1].removeprefix(SH))
    if kind is None:
        raise NotCompiled(SH + "nodeKind", "not one of the six kinds")
    return f"!({kind})"


def _datatype(constraint: Constraint, data: Data) -> str:
    (datatype,) = constraint.terms
    iri = iri_of(datatype, "datatype")
    names = f"<{iri}>"
    if iri.startswith(terms.XSD):
        names += f", <{AS_WRITTEN}{iri}>"
    ill_formed = data.ill_formed(iri)
    wrong = f"!COALESCE(DATATYPE(?value) IN ({names}), false)"
    return wrong if ill_formed is None else f"({wrong} || {ill_formed})"


def _class(constraint: Constraint, data: Data) -> str:
    classes = data.classes(constraint.terms[0])
    if len(classes) == 1 and not is_blank(classes[0]):
        return f"NOT EXISTS {{ ?value <{terms.RDF_TYPE}> {classes[0]} }}"
    pattern = data.set_of(classes).pattern("?class")
    return f"NOT EXISTS {{ ?value <{terms.RDF_TYPE}> ?class . {pattern} }}"


def _range(constraint: Constraint, data: Data) -> str:
    (limit,) = constraint.terms
    if not isinstance(limit, Literal):
        raise NotCompiled(constraint.component, "its value is no literal")
    return f"!{compared('?value', _SIGNS[constraint.name], str(limit), data)}"


def compared(one: str, sign: str, two: str, data: Data) -> str:
    """Whether one value is less than another, or more; false where SPARQL cannot compare them.

    Literals held as they were written are read out. Oxigraph leaves booleans uncompared, for which
    https://www.w3.org/TR/sparql11-query/#OperatorMapping has an order.
    """
    texts = [
        value_of(text) if text.startswith("?") and data.has_respelt_values() else text
        for text in (one, two)
    ]
    number = [f"<{terms.XSD}integer>({text})" for text in texts]
    both = " && ".join(f"DATATYPE({text}) = <{terms.XSD}boolean>" for text in texts)
    as_numbers = f"IF({both}, {number[0]} {sign} {number[1]}, false)"
    return f"COALESCE({texts[0]} {sign} {texts[1]}, {as_numbers}, false)"


def _length(constraint: Constraint, _data: Data) -> str:
    sign = "<" if constraint.name == "MinLength" else ">"
    if constraint.name == "MinLength" and constraint.count == 0:
        return "isBlank(?value)"
    return f"(isBlank(?value) || STRLEN(STR(?value)) {sign} {constraint.count})"


def _pattern(constraint: Constraint, data: Data) -> str:
    (pattern,) = constraint.terms
    if not set(constraint.flags) <= _FLAGS:
        raise NotCompiled(SH + "flags", f"unknown: {constraint.flags}")
    arguments = f"{text_of(bare_text(pattern))}, {text_of(constraint.flags)}"
    ((works,),) = data.select(f'SELECT (REGEX("", {arguments}) AS ?works) WHERE {{}}')
    if works is None:
        raise NotCompiled(constraint.component, "not a pattern that the engine of SPARQL takes")
    return f"(isBlank(?value) || !REGEX(STR(?value), {arguments}))"


def _in(constraint: Constraint, data: Data) -> str:
    members = constraint.terms
    if not members:
        return "true"
    if all(isinstance(member, NamedNode) for member in members):
        return f"!COALESCE(?value IN ({', '.join(map(str, members))}), false)"
    if len(members) > _SHORT_LIST or any(is_blank(member) for member in members):
        listed = data.set_of(data.as_stored(member) for member in members)
        return f"NOT EXISTS {{ {listed.pattern('?value')} }}"
    same = " || ".join(f"sameTerm(?value, {data.text(member)})" for member in members)
    return f"!({same})"


def _language_in(constraint: Constraint, _data: Data) -> str:
    if not constraint.terms:
        return "true"
    ranges = [text_of(bare_text(tag)) for tag in constraint.terms]
    matched = " || ".join(f"LANGMATCHES(LANG(?value), {tag})" for tag in ranges)
    return f"!COALESCE({matched}, false)"


_EXPRESSIONS: Final[dict[str, Callable[[Constraint, Data], str]]] = {
    "NodeKind": _node_kind,
    "Datatype": _datatype,
    "Class": _class,
    **dict.fromkeys(_SIGNS, _range),
    "MinLength": _length,
    "MaxLength": _length,
    "Pattern": _pattern,
    "In": _in,
    "LanguageIn": _language_in,
}
