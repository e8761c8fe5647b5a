"""``kusei sparql``: an ad-hoc query, in the text given, in a file, or on stdin."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import click

from kusei.api import open_dataset
from kusei.commands.delivery import chosen_format, deliver, with_output
from kusei.errors import ServerFailure, UsageError
from kusei.queries.formats import GRAPH_FORMATS, ROW_FORMATS, graph_text, rows_text
from kusei.sparql_text import query_form
from kusei.store import QueryFault, Rows

_QUERY_SUFFIXES: Final = {".rq", ".sparql"}


@click.command()
@click.argument("text", metavar="[QUERY|FILE|-]")
@with_output([*ROW_FORMATS, *GRAPH_FORMATS])
@click.option(
    "--endpoint",
    metavar="URL",
    help="Ask this SPARQL server (an address, or a name from kusei.toml), not the files.",
)
@click.pass_obj
def sparql(
    dataset: Path | None,
    *,
    text: str,
    form: str | None,
    output: Path | None,
    endpoint: str | None,
) -> None:
    """Ask a SPARQL query: SELECT, ASK, CONSTRUCT or DESCRIBE.

    The query is given as text, as a file, or on stdin (-). The prefixes of the project need not
    be declared. The default graph is the union of all files and of what is derived.
    """
    query, name = _given(text)
    if query_form(query) is None:
        raise UsageError(
            f"{name}: not a query (SELECT, ASK, CONSTRUCT or DESCRIBE); kusei sparql only reads"
        )
    opened = open_dataset(dataset, endpoint=endpoint)
    try:
        answer = opened.sparql(query)
    except OSError as error:
        raise ServerFailure(f"a SERVICE that {name} calls: {error}") from None
    except QueryFault as fault:
        raise QueryFault(str(fault).replace("query:", f"{name}:", 1)) from None
    if isinstance(answer, list):
        form = chosen_format(form, output, among=GRAPH_FORMATS, default="turtle")
        deliver(graph_text(answer, form), output)
    else:
        form = chosen_format(form, output, among=ROW_FORMATS, default="table")
        deliver(rows_text(answer, form), output)
        if isinstance(answer, Rows) and not answer.rows:
            click.echo("no rows", err=True)


def _given(text: str) -> tuple[str, str]:
    """The query, and what messages call it."""
    if text == "-":
        return sys.stdin.read(), "stdin"
    if "\n" in text or "{" in text:
        return text, "query"
    path = Path(text)
    if not path.is_file():
        if path.suffix in _QUERY_SUFFIXES:
            raise UsageError(f"{text}: no such file")
        return text, "query"
    try:
        return path.read_text("utf-8"), text
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{text}: cannot be read: {error}") from None
