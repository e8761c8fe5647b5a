"""What a shell may complete where any thing of the dataset is asked for: its label."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kusei.errors import KuseiError

if TYPE_CHECKING:
    import click
    from click.shell_completion import CompletionItem


def things(
    ctx: click.Context,
    param: click.Parameter,  # noqa: ARG001 - click's signature
    incomplete: str,
) -> list[CompletionItem]:
    """The labels that begin so, hold it or are read so, with the thing; none where none is read."""
    from click.shell_completion import CompletionItem

    from kusei.dataset.files import find
    from kusei.findings import Text
    from kusei.queries.stored import Parameter
    from kusei.queries.suggestions import suggestions

    any_thing = Parameter(
        name="entity", type="entity", classes=(), optional=False, label=Text(ja="もの", en="thing")
    )
    try:
        location = find(ctx.obj or ctx.find_root().params.get("dataset"))
        found = suggestions(location, any_thing, incomplete)
    except (KuseiError, OSError):
        return []
    return [CompletionItem(one.value, help=one.meaning or None) for one in found]
