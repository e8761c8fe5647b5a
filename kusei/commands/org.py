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
    from pathlib import Path

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
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Also what is possible on that day only because no begin is known.",
)
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
    everything: bool,
    kinds: bool,
    form: str | None,
    output: Path | None,
    endpoint: str | None,
    ward: str | None,
) -> None:
    """Draw the organisation on a date as a tree: `kusei org 2009-06-01`, or with --on.

    A kind of unit stands for each unit of it, a role for each of its posts, where these are not
    known one by one. ~ marks what is presumed on that day (sources told of it before, and of no
    end), ? what is possible, each with the reason; * what is planned: changes planned for that day
    or before it stand below the tree, which they do not change. What shows only because others
    belong to it (the ward) has no mark: whether it is there on that day is not said; in JSON its
    certainty is null.
    """
    from kusei.answers.organisation_tree import tree_document, tree_text
    from kusei.queries.values import day_of

    form = chosen_format(form, output, among=_FORMATS, default="text")
    if date and on:
        raise click.UsageError(f"two days: {date} and {on}; give one")
    told = date or on
    day = today() if told is None else day_of("on", with_today(told))
    opened = open_dataset(dataset, endpoint=endpoint, ward=ward)
    tree = opened.on(day, language=lang, everything=everything, kinds=kinds)
    if form == "json":
        document = {
            "schema_version": _SCHEMA_VERSION,
            "on": day.isoformat(),
            "left_out": tree.left_out,
            "planned": [asdict(change) for change in tree.planned],
            "organisation": tree_document(tree),
        }
        deliver(json.dumps(document, ensure_ascii=False, indent=1) + "\n", output)
    else:
        deliver(tree_text(tree), output)
    if tree.left_out:
        more = "is" if tree.left_out == 1 else "are"
        click.echo(
            f"{tree.left_out} more {more} possible only because no begin is known: --all", err=True
        )
