"""Where a thing is written (file and line), and what is asked: the files, a server, one ward."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from kusei.dataset.files import Dataset
    from kusei.turtle.positions import Positions

_Decorated = TypeVar("_Decorated", bound="Callable[..., Any]")


def place_options() -> list[click.Option]:
    """The options ``--endpoint`` and ``--ward``: where a question is asked."""
    return [
        click.Option(
            ["--endpoint"],
            metavar="URL",
            help="Ask this SPARQL server (an address, or a name from kusei.toml), not the files.",
        ),
        click.Option(
            ["--ward"],
            metavar="WARD",
            help="Ask about this ward alone, where there are several.",
        ),
    ]


def with_place(function: _Decorated) -> _Decorated:
    """Give a command the options ``--endpoint`` and ``--ward``."""
    params = function.__dict__.setdefault("__click_params__", [])
    params.extend(reversed(place_options()))
    return function


class Places:
    """Looks up file and line of things; each file is gone through once."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._positions: dict[str, Positions] = {}

    def of(self, iri: str) -> tuple[str, int | None] | None:
        """The file that describes a thing and the line where that begins, if it is found."""
        from kusei.turtle.positions import locate

        name = self._dataset.file_of(iri)
        if name is None:
            return None
        if name not in self._positions:
            content = next(file.content for file in self._dataset.files if file.name == name)
            self._positions[name] = locate(content.decode("utf-8"))
        place = self._positions[name].subject(iri)
        return name, None if place is None else place.line

    def told(self, iri: str) -> str:
        """``file:line``, as far as it is known."""
        place = self.of(iri)
        return ":".join(str(part) for part in place if part) if place else ""
