"""``kusei query test``: ask all examples and hold their rows against the approved ones."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kusei.api import OpenDataset
from kusei.terminal.delivery import deliver
from kusei.terminal.places import place_options

if TYPE_CHECKING:
    from kusei.dataset.files import Location


def test_command(location: Location) -> click.Command:
    """The subcommand, for the stored queries of this dataset."""

    def run(
        names: tuple[str, ...], approved: Path | None, endpoint: str | None, ward: str | None
    ) -> int:
        opened = OpenDataset(location, endpoint=endpoint, ward=ward)
        return _tested(opened, names, approved)

    return click.Command(
        "test",
        callback=run,
        params=[
            click.Argument(["names"], nargs=-1, metavar="[NAME]..."),
            click.Option(
                ["--approved"],
                type=click.Path(path_type=Path, exists=True, file_okay=False),
                help="The folder of the approved rows, NAME.expected.csv (else tests/queries).",
            ),
            *place_options(),
        ],
        help="Ask the examples of all stored queries, or of these, and compare their rows with the "
        "approved ones. Exit 1 where they differ, telling which rows: - approved, + answered.",
        short_help="Ask all examples and compare with the approved rows.",
    )


def _tested(opened: OpenDataset, names: tuple[str, ...], approved: Path | None) -> int:
    from kusei.answers.approved import folder_of, tried
    from kusei.queries.catalogue import query_names, stored_query

    location, engine = opened.location, opened.engine
    folder = approved or folder_of(location)
    queries = [stored_query(location, name) for name in (names or query_names(location))]
    outcomes = [tried(query, engine, folder) for query in queries]
    lines = []
    for outcome in outcomes:
        verdict = "differs" if outcome.differences else "ok"
        lines.append(f"{verdict:<8}{outcome.name}  {outcome.rows} rows\n")
        lines += [f"  {difference}\n" for difference in outcome.differences]
    deliver("".join(lines), None)
    failed = sum(bool(outcome.differences) for outcome in outcomes)
    click.echo(f"{len(outcomes)} examples asked, {failed} differ", err=True)
    return int(bool(failed) or not outcomes)
