"""Pieces of Turtle to fill in: what a fact of some sort needs, under the next free names.

What only a person can know stands as ``FILL IN`` (a text) or ``FILL-IN`` (a name). No data with
such a place passes validation: the texts are refused as they are (the check ``place-to-fill-in``),
the names are described nowhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from kusei import terms
from kusei.graph.store import Literal, NamedNode
from kusei.turtle.format import format_turtle

if TYPE_CHECKING:
    from collections.abc import Sequence

TEXT: Final = "FILL IN"
NAME: Final = "FILL-IN"
EDTF: Final = NamedNode(terms.EDTF_DATE)

Value: TypeAlias = NamedNode | Literal
Properties: TypeAlias = "list[tuple[str, Sequence[Value]]]"


@dataclass(frozen=True, slots=True)
class Ground:
    """What a fact rests on: the IRIs of its passages."""

    passages: tuple[str, ...]

    @property
    def properties(self) -> Properties:
        """As the last property of a thing."""
        return [(terms.PROV + "wasDerivedFrom", [NamedNode(iri) for iri in self.passages])]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Japanese and English for one thing, of a name its reading as well; None is to be filled in.

    ``editorial``: the languages whose text no source gives.
    """

    ja: str | None
    en: str | None
    reading: str | None = None
    named: bool = False
    editorial: tuple[str, ...] = ("en",)

    def properties(self, predicate: str) -> Properties:
        """The texts, and which of them are ours."""
        ja, en = (Literal(t or TEXT, language=tag) for t, tag in ((self.ja, "ja"), (self.en, "en")))
        read = [Literal(self.reading or TEXT, language="ja-Hira")] if self.named else []
        ours = [Literal(tag) for tag in (*self.editorial, *(["ja-Hira"] if self.named else []))]
        return [(predicate, [ja, *read, en]), (terms.KUSEI + "editorial", ours)]


@dataclass(frozen=True, slots=True)
class Thing:
    """One subject with its class and properties."""

    iri: str
    cls: str
    properties: Properties


def as_turtle(things: Sequence[Thing], *, ward: str) -> str:
    """The things as canonical Turtle that is complete in itself."""
    prefixes = terms.PREFIXES | {ward: f"{terms.ID}{ward}/"}
    blocks = ["".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in prefixes.items())]
    for thing in things:
        lines = [f"{_name(thing.iri, ward)} a {_name(thing.cls, ward)}"]
        for predicate, values in thing.properties:
            spelt = dict.fromkeys(_spelt(value, ward) for value in values)
            lines += [f"{_name(predicate, ward)} {', '.join(spelt)}"] if spelt else []
        blocks.append(" ;\n".join(lines) + " .\n")
    # The layout, the order of the properties and the prefixes in use are the formatter's business.
    return format_turtle("\n".join(blocks).encode()).decode()


def _spelt(value: Value, ward: str) -> str:
    if isinstance(value, NamedNode):
        return _name(value.value, ward)
    if value.language or value.datatype.value == terms.XSD + "string":
        return str(value)
    return f"{Literal(value.value)}^^{_name(value.datatype.value, ward)}"


def _name(iri: str, ward: str) -> str:
    namespace = f"{terms.ID}{ward}/"
    return f"{ward}:{iri[len(namespace) :]}" if iri.startswith(namespace) else terms.compact(iri)


def places_to_fill(text: str) -> int:
    """How many places of a piece are to be filled in."""
    return len(re.findall(f"{TEXT}|{NAME}", text))
