"""What the header of a stored query or check says, as values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kusei.bilingual import Text

_PLAIN: Final = re.compile(r"[\w@%+=:,./\[\]-]+")

ParameterType: TypeAlias = Literal["entity", "date", "period", "code", "text", "number"]

PARAMETER_TYPES: Final = get_args(ParameterType)
"""What a parameter may be, in the order in which the documentation tells of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of the values that a parameter takes, and what it means; ``label`` None where plain."""

    value: str
    label: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """What a stored query asks for.

    ``classes`` are IRIs, empty unless ``type`` is entity; ``scheme`` is the IRI of a concept
    scheme where ``type`` is code. ``choices`` are all the values it takes, where not empty.
    """

    name: str
    type: ParameterType
    classes: tuple[str, ...]
    optional: bool
    label: Text
    scheme: str = ""
    default: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    several: bool = False

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables that it binds: one of its name, or the first and last day of a period."""
        if self.type == "period":
            return f"{self.name}_from", f"{self.name}_to"
        return (self.name,)

    @property
    def needed(self) -> bool:
        """Whether a question cannot be asked without it."""
        return not self.optional and not self.default


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a stored query's answer, in the order of the header."""

    name: str
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredQuery:
    """A ``.rq`` file and what its header says; ``text`` is the whole file, header included."""

    name: str
    path: Path
    text: str
    title: Text
    description: Text
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    example: Mapping[str, str | tuple[str, ...]]
    extra: Mapping[str, object]

    @property
    def example_line(self) -> str:
        """The command that asks the example, as a person types it."""
        options = (
            f" --{name.replace('_', '-')} {_quoted(value)}"
            for name, told in self.example.items()
            for value in ((told,) if isinstance(told, str) else told)
        )
        return f"kusei query {self.name}" + "".join(options)


def _quoted(value: str) -> str:
    """A value as a word of the shell; Japanese needs no quotes."""
    if _PLAIN.fullmatch(value):
        return value
    return "'" + value.replace("'", "'\\''") + "'"
