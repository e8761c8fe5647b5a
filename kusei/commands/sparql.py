"""``kusei sparql``: an ad-hoc query, in the text given, in a file, or on stdin."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import click

from kusei.answers.formats import ROW_FORMATS
from kusei.answers.graph_formats import GRAPH_FORMATS
from kusei.api import open_dataset
from kusei.errors import ServerFailure, UsageError
from kusei.graph.store import QueryFault
from kusei.sparql.tokens import query_form
from kusei.terminal.answers import Wanted, deliver_graph, deliver_rows, with_answer_options
from kusei.terminal.places import with_place

_QUERY_SUFFIXES: Final = {".rq", ".sparql"}


@click.command()
@click.argument("text", metavar="[QUERY|FILE|-]")
@with_answer_options([*ROW_FORMATS, *GRAPH_FORMATS])
@click.option(
    "--lang",
    type=click.Choice(["ja", "en"]),
    default="ja",
    show_default=True,
    help="Language of the places that --with-evidence tells.",
)
@with_place
@click.pass_obj
def sparql(  # noqa: PLR0913 - one argument an option
    dataset: Path | None,
    *,
    text: str,
    lang: str,
    form: str | None,
    output: Path | None,
    limit: int | None,
    bom: bool,
    with_evidence: bool,
    endpoint: str | None,
    ward: str | None,
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
    opened = open_dataset(dataset, endpoint=endpoint, ward=ward)
    try:
        answer = opened.sparql(query)
    except OSError as error:
        raise ServerFailure(f"a SERVICE that {name} calls: {error}") from None
    except QueryFault as fault:
        from kusei.queries.query_advice import why_not_sparql

        told = "".join(f"\n  {one}" for one in why_not_sparql(query))
        raise QueryFault(str(fault).replace("query:", f"{name}:", 1) + told) from None
    wanted = Wanted(form=form, output=output, limit=limit, bom=bom, with_evidence=with_evidence)
    if isinstance(answer, list):
        deliver_graph(answer, wanted)
    else:
        deliver_rows(answer, wanted, engine=opened.engine, language=lang, sparql=query)
    from kusei.queries.query_advice import matching_nothing

    for one in matching_nothing(query, opened.engine):
        click.echo(f"{name}: {one}", err=True)


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
