"""Values whose meaning shows without a graph: days, periods, numbers, texts and choices."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING, Final, TypeAlias

from kusei.errors import InvalidValue
from kusei.graph.store import Literal, NamedNode
from kusei.terms import XSD, XSD_DATE

if TYPE_CHECKING:
    from decimal import Decimal

    from kusei.dates.edtf import Span
    from kusei.graph.store import Term
    from kusei.queries.stored import Parameter

One: TypeAlias = "str | date | int | float | Decimal"
"""One value as it is given: what was typed, or from Python a day or a number."""

_FROM: Final = "from"
_TO: Final = "to"
_OPEN: Final = frozenset({"", ".."})
_INTEGER: Final = re.compile(r"[+-]?[0-9]+")
_DECIMAL: Final = re.compile(r"[+-]?[0-9]*\.[0-9]+")


def checked(parameter: Parameter, value: One) -> tuple[Term | None, ...]:
    """The terms of a value, one a variable; none for an entity or a code, which need a graph.

    Raises:
        InvalidValue: it is not what the parameter takes.
    """
    match parameter.type:
        case "date":
            return (_day_term(day_of(parameter.name, _given(parameter, value, date))),)
        case "period":
            return tuple(
                None if day is None else _day_term(day)
                for day in period_of(parameter.name, _given(parameter, value, date))
            )
        case "number":
            from decimal import Decimal

            return (_number(parameter, _given(parameter, value, int, float, Decimal)),)
        case "text":
            return (Literal(_chosen(parameter, text_of(parameter, value))),)
        case _:
            text_of(parameter, value)
            return ()


def text_of(parameter: Parameter, value: One) -> str:
    """The value as text.

    Raises:
        InvalidValue: it is none, or holds what no text can hold.
    """
    if not isinstance(value, str):
        what = "a date" if isinstance(value, date) else type(value).__name__
        raise InvalidValue(f"{parameter.name} is of type {parameter.type}; {what} was given")
    if not value.isprintable() and any("\ud800" <= c <= "\udfff" for c in value):
        raise InvalidValue(f"{value!r} holds bytes that are not UTF-8")
    return value


def _given(parameter: Parameter, value: One, *kinds: type) -> One:
    """The value, if it is of one of these kinds or a text."""
    if isinstance(value, kinds) and not isinstance(value, bool):
        return value
    return text_of(parameter, value)


def _day_term(day: date) -> Term:
    return Literal(day.isoformat(), datatype=NamedNode(XSD_DATE))


def day_of(name: str, value: One) -> date:
    """A day; of ``from`` and ``to`` also a month or a year, whose first or last day is meant."""
    if isinstance(value, date):
        return _without_time(value)
    if (day := _iso_day(str(value))) is not None:
        return day
    from kusei.dates.typed import DateError, parse_day, parse_typed

    try:
        if name == _FROM:
            return parse_typed(str(value)).span.earliest
        if name == _TO:
            return parse_typed(str(value)).span.latest
        return parse_day(str(value))
    except DateError as error:
        raise InvalidValue(f"{name}: {error}") from None


def period_of(name: str, value: One) -> tuple[date | None, date | None]:
    """The first and the last day of a day, month, year, fiscal year or interval, both inclusive.

    ``A/B`` runs from the first day of A to the last of B; ``A/..`` has no end, ``../B`` no begin.

    Raises:
        InvalidValue: it is no such period.
    """
    if isinstance(value, date):
        day = _without_time(value)
        return day, day
    if (iso := _iso_day(str(value))) is not None:
        return iso, iso
    first, slash, last = str(value).partition("/")
    if not slash:
        span = _span(name, first)
        return span.earliest, span.latest
    ends = [part.strip() for part in (first, last)]
    if _OPEN.issuperset(ends):
        raise InvalidValue(f"{name}: {value} has neither begin nor end")
    begin = None if ends[0] in _OPEN else _span(name, ends[0]).earliest
    end = None if ends[1] in _OPEN else _span(name, ends[1]).latest
    if begin is not None and end is not None and begin > end:
        raise InvalidValue(f"{name}: {value} ends ({end}) before it begins ({begin})")
    return begin, end


def _without_time(day: date) -> date:
    """A datetime is a date to Python; its text is none to SPARQL."""
    return date(day.year, day.month, day.day)


def _iso_day(text: str) -> date | None:
    """The day of ``YYYY-MM-DD``, as most are given: other forms, and their faults, are costly."""
    if len(text) != len("YYYY-MM-DD") or not text[4] == text[7] == "-":
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _span(name: str, text: str) -> Span:
    from kusei.dates.typed import DateError, parse_typed

    try:
        return parse_typed(text).span
    except DateError as error:
        raise InvalidValue(f"{name}: {error}") from None


def _number(parameter: Parameter, value: One) -> Term:
    text = _numeral(value)
    if _INTEGER.fullmatch(text):
        term = Literal(text, datatype=NamedNode(XSD + "integer"))
    elif _DECIMAL.fullmatch(text):
        term = Literal(text, datatype=NamedNode(XSD + "decimal"))
    else:
        raise InvalidValue(f"{parameter.name}: {value!r} is no number; give 12 or 0.5")
    if parameter.choices:
        from decimal import Decimal

        wanted = Decimal(text)
        if all(Decimal(_numeral(choice.value)) != wanted for choice in parameter.choices):
            raise InvalidValue(_no_choice(parameter, text))
    return term


def _numeral(value: One) -> str:
    """A number in plain digits: full-width ones are understood, powers of ten written out."""
    if not isinstance(value, str | int):
        from decimal import Decimal

        value = Decimal(repr(value)) if isinstance(value, float) else value
        if isinstance(value, Decimal):
            return f"{value:f}"
    return unicodedata.normalize("NFKC", str(value)).strip()


def normalised_choice(text: str) -> str:
    """The form in which choices and their labels compare."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def _chosen(parameter: Parameter, text: str) -> str:
    """The text; of choices the one that it names by value or label."""
    if not parameter.choices or any(choice.value == text for choice in parameter.choices):
        return text
    wanted = normalised_choice(text)
    for choice in parameter.choices:
        names = (choice.value, *((choice.label.ja, choice.label.en) if choice.label else ()))
        if wanted in map(normalised_choice, names):
            return choice.value
    raise InvalidValue(_no_choice(parameter, text))


def _no_choice(parameter: Parameter, text: str) -> str:
    told = "".join(
        f"\n  {c.value}" + (f"  {c.label.ja} / {c.label.en}" if c.label else "")
        for c in parameter.choices
    )
    return f"{parameter.name}: {text!r} is none of its choices:{told}"
