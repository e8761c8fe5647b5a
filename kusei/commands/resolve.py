"""``kusei resolve``: what the names and dates of a table mean, and what became of it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from kusei.api import open_dataset
from kusei.terminal.delivery import deliver
from kusei.terminal.places import with_place
from kusei.terminal.today import today

if TYPE_CHECKING:
    from kusei.answers.given_table import GivenTable

_FORMATS: Final = ("csv", "tsv", "xlsx")
_STDIN: Final = "-"


@click.command()
@click.argument(
    "table", metavar="FILE|-", type=click.Path(exists=True, allow_dash=True, path_type=Path)
)
@click.option("--name", metavar="COLUMN", help="The column of names (else guessed, and told).")
@click.option("--date", metavar="COLUMN", help="The column of dates (else guessed, and told).")
@click.option(
    "--lang", type=click.Choice(["ja", "en"]), default="ja", show_default=True, help="Of the names."
)
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    help="Format of the answer (else by the suffix of -o, else that of the table).",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    help="Write to this file, whole or not at all; - is stdout.",
)
@with_place
@click.pass_obj
def resolve(  # noqa: PLR0913 - one argument an option
    dataset: Path | None,
    *,
    table: Path,
    name: str | None,
    date: str | None,
    lang: str,
    form: str | None,
    output: Path | None,
    endpoint: str | None,
    ward: str | None,
) -> None:
    """Tell for each row of a table which thing its name meant on its date.

    FILE is CSV, TSV or a sheet of Excel, with a header. The same table comes back with: iri;
    status (one, several, not-then, unknown); name_then; certainty; name_now; became (same, renamed,
    moved, merged, absorbed, replaced, split, revived,
    ended: what became of it by today);
    successors; candidates, each with its years. Where several things may be meant, none is chosen.
    """
    from kusei.answers.given_table import read_table, written
    from kusei.answers.resolved_table import columns_of, resolved
    from kusei.queries.resolution import Resolver

    suffix = table.suffix.lower().removeprefix(".")
    content = sys.stdin.buffer.read() if str(table) == _STDIN else table.read_bytes()
    given = read_table(
        content,
        name="stdin" if str(table) == _STDIN else str(table),
        form=suffix if suffix in _FORMATS else None,
    )
    opened = open_dataset(dataset, endpoint=endpoint, ward=ward)
    resolver = Resolver(opened.engine, today(), language=lang)
    columns = columns_of(given, resolver, name=name, date=date)
    _tell(given, columns.name, columns.date, guessed=name is None or date is None)
    answer, wrong = resolved(given, resolver, columns)
    for line in wrong:
        click.echo(line, err=True)
    deliver(written(answer, _form(form, output, given)), output)


def _tell(given: GivenTable, name: int, date: int | None, *, guessed: bool) -> None:
    if guessed:
        told = "no column of dates" if date is None else f"dates: {given.header[date]}"
        click.echo(f"names: {given.header[name]}; {told}", err=True)


def _form(form: str | None, output: Path | None, given: GivenTable) -> str:
    suffix = "" if output is None else output.suffix.lower().removeprefix(".")
    return form or (suffix if suffix in _FORMATS else given.form)
