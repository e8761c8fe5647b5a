"""``kusei org``: the organisation on a day, drawn as a tree."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

import click

from kusei.api import open_dataset
from kusei.terminal.delivery import chosen_format, deliver, with_output
from kusei.terminal.places import with_place
from kusei.terminal.today import today, with_today

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from kusei.answers.organisation_tree import Tree

_FORMATS: Final = ("text", "json")
_SCHEMA_VERSION: Final = 1


@click.command()
@click.argument("date", required=False)
@click.option(
    *("--on", "--date"), "on", metavar="DATE", help="The day: 2009-06-01, 平成21年6月1日 … (today)"
)
@click.option(
    "--lang", type=click.Choice(["ja", "en"]), default="ja", show_default=True, help="Of the names."
)
@click.option("--against", metavar="DATE", help="Another day: tell what differs between the two.")
@click.option(
    "--projected",
    is_flag=True,
    help="Also what is possible on that day only because no begin is known.",
)
@click.option("--all", "former", is_flag=True, hidden=True)
@click.option(
    "--kinds", is_flag=True, help="Also kinds and roles whose units and posts are shown one by one."
)
@with_output(_FORMATS)
@with_place
@click.pass_obj
def org(  # noqa: PLR0913 - one argument an option
    dataset: Path | None,
    *,
    date: str | None,
    on: str | None,
    lang: str,
    against: str | None,
    projected: bool,
    former: bool,
    kinds: bool,
    form: str | None,
    output: Path | None,
    endpoint: str | None,
    ward: str | None,
) -> None:
    """Draw the organisation on a date as a tree: `kusei org 2009-06-01`, or with --on.

    A kind of unit stands for each unit of it, a role for each of its posts, where these are not
    known one by one. ~ marks what is presumed on that day (sources told of it before, and of no
    end) with the last day of which one tells; ? what is possible, with the days between which it
    may have begun or ended; * what is planned: changes planned for that day or before it stand
    below the tree, which they do not change. What shows only because others belong to it (the ward)
    has no mark: whether it is there on that day is not said; in JSON its certainty is null.

    With --against the two days are compared, from the earlier to the later: what is gone, new,
    renamed or moved, and of what that is not known because it is in doubt on one of them.
    """
    from kusei.answers.organisation_comparison import comparison_document
    from kusei.queries.values import day_of

    form = chosen_format(form, output, among=_FORMATS, default="text")
    if former:
        raise click.UsageError(
            "--all is no more; --projected shows what is possible only because no begin is known"
        )
    if date and on:
        raise click.UsageError(f"two days: {date} and {on}; give one, the other with --against")
    told = date or on
    day = today() if told is None else day_of("on", with_today(told))
    opened = open_dataset(dataset, endpoint=endpoint, ward=ward)
    if against:
        other = day_of("against", with_today(against))
        compared = opened.compare(day, other, language=lang, projected=projected, kinds=kinds)
        deliver(_json(comparison_document(compared)) if form == "json" else str(compared), output)
        return
    tree = opened.on(day, language=lang, projected=projected, kinds=kinds)
    deliver(_json(_document(tree, day)) if form == "json" else str(tree), output)


def _document(tree: Tree, day: dt.date) -> dict[str, object]:
    from kusei.answers.organisation_tree import tree_document

    return {
        "on": day.isoformat(),
        "left_out": tree.left_out,
        "planned": [asdict(change) for change in tree.planned],
        "organisation": tree_document(tree),
    }


def _json(document: dict[str, object]) -> str:
    versioned = {"schema_version": _SCHEMA_VERSION} | document
    return json.dumps(versioned, ensure_ascii=False, indent=1) + "\n"
