"""A report in each of its formats: one module a format, each with one function ``render``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from kusei.validation.formats import (
    concise,
    csv,
    github,
    html,
    json,
    jsonl,
    junit,
    sarif,
    text,
    turtle,
)
from kusei.validation.formats.sentences import counts

if TYPE_CHECKING:
    from kusei.validation.report import Report

__all__ = ["FORMATS", "counts", "render"]


class _Render(Protocol):
    def __call__(self, report: Report, *, language: str) -> str: ...


_RENDER: Final[dict[str, _Render]] = {
    "text": text.render,
    "concise": concise.render,
    "json": json.render,
    "jsonl": jsonl.render,
    "csv": csv.render,
    "github": github.render,
    "junit": junit.render,
    "sarif": sarif.render,
    "html": html.render,
    "turtle": turtle.render,
}
FORMATS: Final = tuple(_RENDER)


def render(report: Report, form: str, *, language: str) -> str:
    """The report in one of :data:`FORMATS`, messages in ``ja`` or ``en``.

    Raises:
        ValueError: there is no such format.
    """
    if form not in _RENDER:
        raise ValueError(f"no such format: {form}")
    return _RENDER[form](report, language=language)
