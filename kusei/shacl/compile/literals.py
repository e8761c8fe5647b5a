"""Literals as they are written, in a store that keeps only their values.

Oxigraph stores ``"0001"^^xsd:integer`` as ``1`` and an ``xsd:nonNegativeInteger`` as an
``xsd:integer``; SHACL speaks of the terms of the graph. A literal that the store would change is
therefore held under a datatype of our own that says its real one, and so is one that is ill-formed
(https://www.w3.org/TR/shacl/#DatatypeConstraintComponent). ``STR`` and ``sameTerm`` are right on
both, a datatype is asked for under both its names, and a comparison reads the value out of it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.graph.store import Literal, NamedNode

if TYPE_CHECKING:
    from kusei.graph.store import Term

AS_WRITTEN: Final = "urn:x-kusei:as-written:"
ILL_FORMED: Final = "urn:x-kusei:ill-formed:"

_XSD: Final = terms.XSD
_DAY: Final = r"(?:0[1-9]|[12]\d|3[01])"
_MONTH: Final = r"(?:0[1-9]|1[0-2])"
_YEAR: Final = r"-?(?:[1-9]\d{3,}|0\d{3})"
_HOUR: Final = r"(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d"
_ZONE: Final = r"(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))?"
_TIME: Final = rf"(?:{_HOUR}(?:\.\d+)?|24:00:00(?:\.0+)?){_ZONE}"
_LENGTH: Final = r"T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?"
_FLOAT: Final = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]?INF|NaN"
_B64: Final = r"(?:[A-Za-z0-9+/] ?)"
_NAME: Final = r"[^\W\d][\w.\-]*"
# The lexical spaces of https://www.w3.org/TR/xmlschema11-2/#built-in-datatypes.
_FORMS: Final = {
    "boolean": r"true|false|0|1",
    "decimal": r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)",
    "integer": r"[+-]?\d+",
    "float": _FLOAT,
    "double": _FLOAT,
    "date": rf"{_YEAR}-{_MONTH}-{_DAY}{_ZONE}",
    "dateTime": rf"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}",
    "dateTimeStamp": rf"{_YEAR}-{_MONTH}-{_DAY}T{_TIME[:-1]}",
    "time": _TIME,
    "gYear": rf"{_YEAR}{_ZONE}",
    "gYearMonth": rf"{_YEAR}-{_MONTH}{_ZONE}",
    "gMonth": rf"--{_MONTH}{_ZONE}",
    "gMonthDay": rf"--{_MONTH}-{_DAY}{_ZONE}",
    "gDay": rf"---{_DAY}{_ZONE}",
    "duration": rf"-?P(?=[\dT])(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:{_LENGTH})?",
    "yearMonthDuration": r"-?P(?=\d)(?:\d+Y)?(?:\d+M)?",
    "dayTimeDuration": rf"-?P(?=[\dT])(?:\d+D)?(?:{_LENGTH})?",
    "hexBinary": r"(?:[0-9a-fA-F]{2})*",
    "base64Binary": rf"(?:{_B64}{{4}})*(?:{_B64}{{2}}(?:{_B64}=|= ?=))?",
    "language": r"[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*",
    "NCName": _NAME,
    "Name": r"[^\W\d][\w.:\-]*|:[\w.:\-]*",
    "NMTOKEN": r"[\w.:\-]+",
    "token": r"(?:[^\s](?:[^\s]| (?=[^\s]))*)?",
    "normalizedString": r"[^\t\n\r]*",
}
_WHOLE: Final[dict[str, tuple[int | None, int | None]]] = {
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "long": (-(1 << 63), (1 << 63) - 1),
    "int": (-(1 << 31), (1 << 31) - 1),
    "short": (-(1 << 15), (1 << 15) - 1),
    "byte": (-(1 << 7), (1 << 7) - 1),
    "unsignedLong": (0, (1 << 64) - 1),
    "unsignedInt": (0, (1 << 32) - 1),
    "unsignedShort": (0, (1 << 16) - 1),
    "unsignedByte": (0, (1 << 8) - 1),
}
# What the store surely gives back as it was, and what is surely well-formed; narrow on purpose.
_YMD: Final = rf"(?!0000)\d{{4}}-{_MONTH}-{_DAY}"
_KEPT: Final = {
    "boolean": r"true|false",
    "integer": r"-?[1-9]\d{0,16}|0",
    "decimal": r"-?[1-9]\d{0,14}|0|-?(?:[1-9]\d{0,9}|0)\.\d{0,7}[1-9]",
    "double": r"-?[1-9]\d{0,5}|0|-?(?:[1-9]\d{0,4}|0)\.\d?[1-9]",
    "float": r"-?[1-9]\d{0,3}|0|-?(?:[1-9]\d{0,2}|0)\.\d?[1-9]",
    "date": rf"{_YMD}Z?",
    "dateTime": rf"{_YMD}T{_HOUR}(?:\.\d{{0,3}}[1-9])?Z?",
    "time": rf"{_HOUR}Z?",
    "gYear": r"[1-9]\d{3}Z?",
    "gYearMonth": rf"[1-9]\d{{3}}-{_MONTH}Z?",
    "gMonth": rf"--{_MONTH}",
    "gMonthDay": rf"--{_MONTH}-{_DAY}",
    "gDay": rf"---{_DAY}",
}
_CALENDAR: Final = frozenset({"date", "dateTime", "dateTimeStamp", "gMonthDay"})
_CHANGED: Final = frozenset(
    {*_KEPT, *_WHOLE, "duration", "yearMonthDuration", "dayTimeDuration", "dateTimeStamp"}
)
_WATCHED: Final = frozenset(_XSD + name for name in (*_FORMS, *_WHOLE))
_FULL_DATE: Final = re.compile(r"(-?\d{4,})-(\d\d)-(\d\d)")
_LEAP: Final = 2000  # a year of 366 days, for a month and day without a year


@cache
def _form(datatype: str) -> re.Pattern[str] | None:
    form = _FORMS.get(datatype.removeprefix(_XSD))
    return None if form is None else re.compile(form)


@cache
def _kept(datatype: str) -> re.Pattern[str] | None:
    form = _KEPT.get(datatype.removeprefix(_XSD))
    return None if form is None else re.compile(form)


def lexical_space(datatype: str) -> str | None:
    """The pattern of the texts of a datatype of XSD; None of another one."""
    name = datatype.removeprefix(_XSD)
    if name == datatype:
        return None
    return _FORMS["integer"] if name in _WHOLE else _FORMS.get(name)


def well_formed(value: str, datatype: str) -> bool:
    """Whether a text is of the lexical space of a datatype; of an unknown one everything is."""
    name = datatype.removeprefix(_XSD)
    if name in _WHOLE and datatype != name:
        if re.fullmatch(_FORMS["integer"], value) is None:
            return False
        least, most = _WHOLE[name]
        number = int(value)
        return (least is None or number >= least) and (most is None or number <= most)
    form = _form(datatype)
    if datatype not in _WATCHED or form is None:
        return True
    if form.fullmatch(value) is None:
        return False
    return name not in _CALENDAR or _in_calendar(value)


def _in_calendar(value: str) -> bool:
    found = _FULL_DATE.match(value)
    if found is not None:
        year, month, day = (int(part) for part in found.groups())
        # The Gregorian calendar repeats itself, backwards too, every 400 years.
        return day <= monthrange(_LEAP + year % 400, month)[1]
    return int(value[5:7]) <= monthrange(_LEAP, int(value[2:4]))[1]


@lru_cache(maxsize=1 << 15)
def _is_kept(value: str, datatype: str) -> bool:
    """Whether the store surely gives a literal back as it was; data repeat days and numbers."""
    same = _kept(datatype)
    if same is None or same.fullmatch(value) is None:
        return False
    return datatype.removeprefix(_XSD) not in _CALENDAR or _in_calendar(value)


def as_stored(term: Term) -> Term:
    """The term as the store holds it: itself, or a literal of a datatype of our own."""
    if not isinstance(term, Literal):
        return term
    datatype = term.datatype.value
    if datatype not in _WATCHED:
        return term
    if _is_kept(term.value, datatype):
        return term
    if not well_formed(term.value, datatype):
        return Literal(term.value, datatype=NamedNode(ILL_FORMED + datatype))
    if datatype.removeprefix(_XSD) not in _CHANGED:
        return term
    return Literal(term.value, datatype=NamedNode(AS_WRITTEN + datatype))


def as_spelt(term: Term) -> Term:
    """The term as the graph has it: the inverse of :func:`as_stored`."""
    if not isinstance(term, Literal):
        return term
    datatype = term.datatype.value
    for prefix in (AS_WRITTEN, ILL_FORMED):
        if datatype.startswith(prefix):
            return Literal(term.value, datatype=NamedNode(datatype.removeprefix(prefix)))
    return term


def value_of(variable: str) -> str:
    """A SPARQL expression of the value of a variable, read out of a datatype of our own."""
    datatype = f"STR(DATATYPE({variable}))"
    return (
        f'IF(COALESCE(STRSTARTS({datatype}, "{AS_WRITTEN}"), false), '
        f'STRDT(STR({variable}), IRI(STRAFTER({datatype}, "{AS_WRITTEN}"))), {variable})'
    )
