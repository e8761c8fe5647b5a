"""From what a person types for a parameter to the term that is bound."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from kusei.dates import DateError, parse_day, parse_typed
from kusei.errors import InvalidValue
from kusei.queries.entities import find_entity
from kusei.store import Literal, NamedNode
from kusei.terms import XSD_DATE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kusei.queries.engine import Engine
    from kusei.queries.header import Parameter, StoredQuery
    from kusei.store import Term

_FROM: Final = "from"
_TO: Final = "to"


def bound_values(
    query: StoredQuery, given: Mapping[str, str | date | None], engine: Engine
) -> dict[str, Term | None]:
    """The terms of all parameters of ``query``; None for an optional one that is not given.

    Raises:
        InvalidValue: a parameter is unknown, missing, or its value is not what it takes.
        UnknownName, AmbiguousName: a label names nothing, or more than one thing.
    """
    accepted = {parameter.name: parameter for parameter in query.parameters}
    for name in given:
        if name not in accepted:
            raise InvalidValue(f"{query.name} has no parameter {name!r}. It takes: {takes(query)}.")
    terms: dict[str, Term | None] = {}
    for name, parameter in accepted.items():
        value = given.get(name)
        if value is None and not parameter.optional:
            raise InvalidValue(f"{query.name} needs {name}. It takes: {takes(query)}.")
        terms[name] = None if value is None else _term(parameter, value, engine)
    return terms


def takes(query: StoredQuery) -> str:
    """The parameters of a query with their types, for messages."""
    told = (f"{p.name} ({p.type}{', optional' if p.optional else ''})" for p in query.parameters)
    return ", ".join(told) or "no parameter"


def _term(parameter: Parameter, value: str | date, engine: Engine) -> Term:
    if parameter.type == "date":
        return Literal(day_of(parameter.name, value).isoformat(), datatype=NamedNode(XSD_DATE))
    if isinstance(value, date):
        raise InvalidValue(f"{parameter.name} is of type {parameter.type}; a date was given")
    if parameter.type == "text":
        return Literal(value)
    return NamedNode(find_entity(engine, value, parameter.classes))


def day_of(name: str, value: str | date) -> date:
    """A day; of ``from`` and ``to`` also a month or a year, whose first or last day is meant."""
    if isinstance(value, date):
        return value
    try:
        if name == _FROM:
            return parse_typed(value).span.earliest
        if name == _TO:
            return parse_typed(value).span.latest
        return parse_day(value)
    except DateError as error:
        raise InvalidValue(f"{name}: {error}") from None
