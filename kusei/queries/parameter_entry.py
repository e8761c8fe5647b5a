"""One entry of ``[[parameters]]`` in the header of a stored query, and the example's values."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final, cast

from kusei.errors import HeaderInvalid, InvalidValue
from kusei.queries.stored import PARAMETER_TYPES, Choice, Parameter
from kusei.queries.typed_values import checked
from kusei.sparql.values_blocks import LANGUAGE
from kusei.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kusei.findings import Text
    from kusei.queries.stored import ParameterType
    from kusei.sparql.header_text import HeaderText

_TABLE: Final = "parameters"
_KEYS: Final = (
    *("name", "type", "classes", "scheme", "optional", "default", "choices", "several", "label"),
)
_WITH_CHOICES: Final = ("text", "number", "code")
RESERVED: Final = frozenset(
    {
        *(LANGUAGE, "language", "help", "format", "form", "output", "endpoint", "show"),
        *("limit", "bom", "with_evidence", "ward"),
    }
)
"""What the command and the Python function take beside a query's own parameters."""


def parameter_of(header: HeaderText, entry: Mapping[str, object], index: int) -> Parameter:
    """Read one entry; ``index`` is its number from 0.

    Raises:
        HeaderInvalid: at the line of what is wrong.
    """
    return _Entry(header, entry, index).parameter()


def example_of(
    header: HeaderText, parameters: tuple[Parameter, ...]
) -> Mapping[str, str | tuple[str, ...]]:
    """The example's values as texts: all that is needed, and nothing unknown."""
    values = header.values.get("example", {})
    if not isinstance(values, dict):
        raise header.bad("example", "example must be written as [example]")
    header.refuse_unknown(values, [p.name for p in parameters], "example")
    told: dict[str, str | tuple[str, ...]] = {}
    for parameter in parameters:
        value = values.get(parameter.name)
        if value is None:
            if parameter.needed:
                raise header.bad("example", f"[example] gives no {parameter.name}")
            continue
        texts = tuple(map(_text, value if isinstance(value, list) else [value]))
        if reason := _misfit(parameter, texts, listed=isinstance(value, list)):
            raise header.bad(parameter.name, f"[example] {reason}", table="example")
        told[parameter.name] = texts if isinstance(value, list) else texts[0]
    return MappingProxyType(told)


class _Entry:
    """What one entry says, with the line of each of its keys."""

    def __init__(self, header: HeaderText, entry: Mapping[str, object], index: int) -> None:
        self.header = header
        self.entry = entry
        self.index = index

    def bad(self, key: str, reason: str) -> HeaderInvalid:
        return self.header.bad(key, reason, table=_TABLE, index=self.index)

    def parameter(self) -> Parameter:
        self.header.refuse_unknown(self.entry, _KEYS, _TABLE, index=self.index)
        name = self.header.string(self.entry, "name", table=_TABLE, index=self.index)
        if name in RESERVED:
            raise self.bad("name", f"name is {name!r}, which is an option of every query")
        kind = self.header.string(self.entry, "type", table=_TABLE, index=self.index)
        if kind not in PARAMETER_TYPES:
            raise self.bad("type", f"type is {kind!r}, not one of {', '.join(PARAMETER_TYPES)}")
        classes = self.entry.get("classes", [])
        if not isinstance(classes, list) or (classes and kind != "entity"):
            raise self.bad("classes", "classes must be a list, on a parameter of type entity")
        parameter = Parameter(
            name=name,
            type=cast("ParameterType", kind),
            classes=tuple(self.expanded("classes", name) for name in classes),
            scheme=self.scheme(kind),
            optional=self.flag("optional"),
            several=self.flag("several"),
            choices=self.choices(kind),
            label=self.header.bilingual(self.entry, "label", table=_TABLE, index=self.index),
        )
        return self.with_default(parameter)

    def flag(self, key: str) -> bool:
        value = self.entry.get(key, False)
        if not isinstance(value, bool):
            raise self.bad(key, f"{key} must be true or false")
        return value

    def scheme(self, kind: str) -> str:
        told = self.entry.get("scheme")
        if (told is None) == (kind == "code"):
            key = "type" if told is None else "scheme"
            raise self.bad(key, "a parameter of type code, and no other, names its scheme")
        if told is None:
            return ""
        text = str(told)
        if text.startswith("<") and text.endswith(">") and ":" in text:
            return text[1:-1]
        return self.expanded("scheme", text)

    def expanded(self, key: str, name: object) -> str:
        """The IRI of a prefixed name of the list."""
        prefix, colon, local = str(name).partition(":")
        if not colon or prefix not in PREFIXES or not local:
            raise self.bad(key, f"{key}: {name!r} is no prefixed name of the list of prefixes")
        return PREFIXES[prefix] + local

    def choices(self, kind: str) -> tuple[Choice, ...]:
        told = self.entry.get("choices", [])
        if not isinstance(told, list) or (told and kind not in _WITH_CHOICES):
            reason = f"choices must be a list, on a parameter of {', '.join(_WITH_CHOICES)}"
            raise self.bad("choices", reason)
        found = tuple(self.choice(choice) for choice in told)
        values = [choice.value for choice in found]
        if len(set(values)) != len(values):
            raise self.bad("choices", "choices: one stands twice")
        return found

    def choice(self, told: object) -> Choice:
        label: Text | None = None
        if isinstance(told, dict):
            if set(told) != {"value", "label"}:
                raise self.bad("choices", "choices: a choice has value and label, and no more")
            try:
                label = self.header.bilingual(told, "label")
            except HeaderInvalid:
                reason = "choices: a label needs a text under ja and one under en, and no other"
                raise self.bad("choices", reason) from None
            told = told["value"]
        if isinstance(told, bool) or not isinstance(told, str | int | float) or told == "":
            raise self.bad("choices", f"choices: {told!r} is neither a text nor a number")
        return Choice(value=_text(told), label=label)

    def with_default(self, parameter: Parameter) -> Parameter:
        from dataclasses import replace

        told = self.entry.get("default")
        if told is None:
            return parameter
        if parameter.optional:
            raise self.bad("default", "a parameter is optional or has a default, not both")
        texts = tuple(map(_text, told if isinstance(told, list) else [told]))
        if reason := _misfit(parameter, texts, listed=isinstance(told, list)):
            raise self.bad("default", f"default: {reason}")
        return replace(parameter, default=texts)


def _text(value: object) -> str:
    """A TOML value as what a person would type: a date without quotes is ISO again."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _misfit(parameter: Parameter, texts: tuple[str, ...], *, listed: bool) -> str:
    """Why these values are none of the parameter, as far as that shows without a graph."""
    if listed and not parameter.several:
        return f"{parameter.name} takes one value, not a list"
    if not texts:
        return f"{parameter.name} is an empty list"
    try:
        for text in texts:
            checked(parameter, text)
    except InvalidValue as error:
        return str(error)
    return ""
