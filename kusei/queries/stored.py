"""What the header of a stored query or check says, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kusei.findings import Severity, Text

ParameterType: TypeAlias = Literal["entity", "date", "text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """What a stored query asks for; ``classes`` are IRIs, empty unless ``type`` is entity."""

    name: str
    type: ParameterType
    classes: tuple[str, ...]
    optional: bool
    label: Text


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
    example: Mapping[str, str]
    extra: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCheck:
    """A whole-graph check: each row of its answer is a defect.

    ``message`` may hold ``{variable}`` for a variable that the query selects. ``why`` is what
    would go wrong without the check.
    """

    code: str
    name: str
    severity: Severity
    path: Path
    text: str
    message: Text
    fix: Text
    why: Text | None = None
