"""The option of one parameter of a stored query: its help, and what a shell may complete."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kusei.errors import KuseiError
from kusei.terms import compact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from click.shell_completion import CompletionItem

    from kusei.dataset.files import Location
    from kusei.queries.stored import Parameter

PREFIX = "value_"
"""What the names of the values begin with, so that none is a name of another option."""


def _completion(
    location: Location, parameter: Parameter
) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """What a shell may complete: labels, codes or choices; nothing where they cannot be read."""

    def complete(
        ctx: click.Context,  # noqa: ARG001 - click's signature
        param: click.Parameter,  # noqa: ARG001 - click's signature
        incomplete: str,
    ) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        from kusei.queries.suggestions import suggestions

        try:
            found = suggestions(location, parameter, incomplete)
        except (KuseiError, OSError):
            return []
        return [CompletionItem(s.value, help=s.meaning or None) for s in found]

    return complete


def option_of(location: Location, parameter: Parameter) -> click.Option:
    """The option of a parameter. Whether, and how often, it may be given is judged with its value.

    click hands on all values that are given, of which it would else keep the last in silence.
    """
    spelt = parameter.name.replace("_", "-")
    return click.Option(
        [f"--{spelt}", PREFIX + parameter.name],
        metavar=parameter.type.upper(),
        multiple=True,
        shell_complete=_completion(location, parameter),
        help=f"{parameter.label.en} / {parameter.label.ja}  [{'; '.join(_manner(parameter))}]",
    )


def _manner(parameter: Parameter) -> Iterator[str]:
    kinds = ", ".join(compact(c) for c in parameter.classes)
    yield f"{parameter.type}: {kinds}" if kinds else parameter.type
    if parameter.default:
        yield f"else {' '.join(parameter.default)}"
    else:
        yield "optional" if parameter.optional else "needed"
    if parameter.several:
        yield "several: repeat the option"


def told_values(location: Location, parameter: Parameter) -> list[tuple[str, str]]:
    """The values that a parameter is limited to, with their labels; none where it is free."""
    if parameter.type == "code":
        from kusei.queries.suggestions import codes

        return codes(location, parameter)
    return [(c.value, f"{c.label.en} / {c.label.ja}" if c.label else "") for c in parameter.choices]
