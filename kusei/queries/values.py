"""From what a person types for the parameters of a query to the rows of terms that are bound."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Final, TypeAlias

from kusei.errors import InvalidValue
from kusei.graph.store import Literal, NamedNode
from kusei.queries.entities import find_entity
from kusei.queries.typed_values import One, checked, day_of, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kusei.graph.store import Term
    from kusei.queries.engine import Engine
    from kusei.queries.stored import Parameter, StoredQuery

__all__ = ["Given", "bound_values", "day_of", "takes"]

Given: TypeAlias = "One | Sequence[One] | None"
"""What is given for a parameter: one value, several where it takes several, or nothing."""

_MOST_ROWS: Final = 10_000
_ENDS: Final = ("from", "to")
_LANG: Final = "lang"
"""What the command line calls ``language=``."""


def bound_values(
    query: StoredQuery, given: Mapping[str, Given], engine: Engine
) -> list[dict[str, Term | None]]:
    """The rows of terms for the variables of ``query``: one, or one a combination of the values.

    None (UNDEF) stands for what is optional and not given, and for the open end of a period.

    Raises:
        InvalidValue: a parameter is unknown, missing, or its value is not what it takes.
        UnknownName, AmbiguousName: a label names nothing, or more than one thing.
    """
    accepted = {parameter.name: parameter for parameter in query.parameters}
    for name in given:
        if name not in accepted:
            meant = " (labels in English: language='en')" if name == _LANG else ""
            raise InvalidValue(
                f"{query.name} has no parameter {name!r}{meant}. It takes: {takes(query)}."
            )
    alternatives: list[list[dict[str, Term | None]]] = []
    for name, parameter in accepted.items():
        values = _several(parameter, given.get(name))
        if not values and parameter.needed:
            raise InvalidValue(f"{query.name} needs {name}. It takes: {takes(query)}.")
        rows = [dict.fromkeys(parameter.variables)] if not values else []
        for value in values:
            terms = _terms(parameter, value, engine)
            row = dict(zip(parameter.variables, terms, strict=True))
            if row not in rows:
                rows.append(row)
        alternatives.append(rows)
    _refuse_reversed(accepted, alternatives)
    if (count := prod(map(len, alternatives))) > _MOST_ROWS:
        raise InvalidValue(f"{count} combinations of values are asked for; at most {_MOST_ROWS}")
    return [
        {name: term for part in parts for name, term in part.items()}
        for parts in product(*alternatives)
    ]


def _refuse_reversed(
    accepted: Mapping[str, Parameter], alternatives: Sequence[Sequence[Mapping[str, Term | None]]]
) -> None:
    """A period whose days are two parameters begins before it ends, as one that is typed whole."""
    days = {
        name: [day.value for row in rows if isinstance(day := row[name], Literal)]
        for (name, parameter), rows in zip(accepted.items(), alternatives, strict=True)
        if parameter.type == "date" and name in _ENDS
    }
    first, last = (days.get(name) for name in _ENDS)
    if first and last and max(first) > min(last):
        raise InvalidValue(f"from is after to: from {max(first)} to {min(last)} is no period")


def _several(parameter: Parameter, given: Given) -> Sequence[One]:
    """The values given, else the default's."""
    if given is None:
        return parameter.default
    if isinstance(given, str) or not isinstance(given, Sequence):
        return (given,)
    if not parameter.several:
        listed = " as a list" if len(given) == 1 else ""
        raise InvalidValue(f"{parameter.name} takes one value; {len(given)} were given{listed}")
    if not given:
        raise InvalidValue(f"{parameter.name}: the list of values is empty")
    return given


def takes(query: StoredQuery) -> str:
    """The parameters of a query with their types, for messages."""
    return ", ".join(f"{p.name} ({manner(p)})" for p in query.parameters) or "no parameter"


def manner(parameter: Parameter) -> str:
    """The type of a parameter, whether it may be left out, and whether it takes several values."""
    told: list[str] = [parameter.type]
    if parameter.optional:
        told.append("optional")
    if parameter.default:
        told.append(f"default {' '.join(parameter.default)}")
    if parameter.several:
        told.append("several")
    return ", ".join(told)


def _terms(parameter: Parameter, value: One, engine: Engine) -> tuple[Term | None, ...]:
    if parameter.type == "entity":
        iri = find_entity(engine, text_of(parameter, value), parameter.classes)
        return (NamedNode(iri),)
    if parameter.type == "code":
        from kusei.queries.concepts import find_concept

        return (NamedNode(find_concept(engine, text_of(parameter, value), parameter)),)
    return checked(parameter, value)
