"""Where the answer of a command goes: to stdout, or whole into a file; and in which format."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from kusei.errors import InvalidValue, ToolFailure
from kusei.files import write_atomically

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

_Decorated = TypeVar("_Decorated", bound="Callable[..., Any]")

_SUFFIXES: Final = {
    ".csv": "csv",
    ".html": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".jsonld": "jsonld",
    ".md": "markdown",
    ".nt": "ntriples",
    ".png": "png",
    ".sarif": "sarif",
    ".srj": "json",
    ".srx": "xml",
    ".tsv": "tsv",
    ".txt": "text",
    ".ttl": "turtle",
    ".xml": "xml",
}

_ALSO: Final = {"xml": ("junit",), "text": ("table",)}
"""What else a suffix may stand for, where its own format is none of the answer's."""


def output_options(formats: Collection[str]) -> list[click.Option]:
    """The options ``-f`` and ``-o``."""
    return [
        click.Option(
            ["-f", "--format", "form"],
            type=click.Choice(list(formats)),
            help="Format of the answer (else by the suffix of -o).",
        ),
        click.Option(
            ["-o", "--output"],
            type=click.Path(path_type=Path, allow_dash=True),
            help="Write to this file, whole or not at all; - is stdout.",
        ),
    ]


def with_output(formats: Collection[str]) -> Callable[[_Decorated], _Decorated]:
    """Give a command the options ``-f`` and ``-o``."""

    def decorate(function: _Decorated) -> _Decorated:
        params = function.__dict__.setdefault("__click_params__", [])
        params.extend(reversed(output_options(formats)))
        return function

    return decorate


def _format_of(suffix: str, among: Collection[str]) -> str:
    """What a suffix says, in the words of this sort of answer."""
    form = _SUFFIXES[suffix]
    if form in among:
        return form
    return next((other for other in _ALSO.get(form, ()) if other in among), form)


def chosen_format(
    form: str | None, output: Path | None, *, among: Collection[str], default: str
) -> str:
    """The format told, else that of the file's suffix, else the default.

    Raises:
        InvalidValue: the format told, or that of the suffix, is none for this sort of answer; or
            the suffix says no format at all. A name without suffix gets the default.
    """
    if form is None:
        form = default
        if output is not None and (suffix := output.suffix.lower()) not in {"", "."}:
            if suffix not in _SUFFIXES:
                known = ", ".join(s for s in _SUFFIXES if _format_of(s, among) in among)
                raise InvalidValue(
                    f"{output.name}: {suffix} says no format; {known} do, or give -f"
                )
            form = _format_of(suffix, among)
    if form not in among:
        raise InvalidValue(f"this answer has no format {form!r}; it has {', '.join(among)}")
    return form


def deliver(answer: str | bytes, output: Path | None) -> None:
    """Write text or bytes to stdout, or to a file as a whole.

    Raises:
        BrokenPipeError: the reader of stdout went away.
        ToolFailure: the file cannot be written.
    """
    if output is None or str(output) == "-":
        if isinstance(answer, str):
            sys.stdout.write(answer)
        else:
            sys.stdout.buffer.write(answer)
        sys.stdout.flush()
        return
    try:
        write_atomically(output, answer.encode() if isinstance(answer, str) else answer)
    except OSError as error:
        raise ToolFailure(f"{output}: cannot be written: {error.strerror}") from None
