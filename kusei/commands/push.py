"""``kusei push``: publish the release on a SPARQL server."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import click

from kusei.commands.build import checked, ended_by_signal

if TYPE_CHECKING:
    from pathlib import Path

    from kusei.publish.push import NamedGraphs, State
    from kusei.remote import Endpoint, Server

_GRAPH_STORE: Final = "graph-store"
_UPDATE: Final = "update"


@click.command()
@click.argument("endpoint")
@click.option(
    "--graph-store",
    metavar="URL",
    help="Where the server takes named graphs (else from kusei.toml).",
)
@click.option(
    "--update", metavar="URL", help="Where the server takes updates (else from kusei.toml)."
)
@click.option(
    "--by",
    type=click.Choice([_GRAPH_STORE, _UPDATE]),
    help="The way to take (else the graph store, and updates where there is none).",
)
@click.option("--ward", metavar="WARD", help="Publish this ward alone, and what wards share.")
@click.option(
    "--merged",
    is_flag=True,
    help="Two graphs a ward, not one a file: quicker to ask where a server holds several wards.",
)
@click.option("--allow-errors", is_flag=True, help="Publish although validation finds errors.")
@click.pass_obj
def push(  # noqa: PLR0913 - one argument an option
    dataset: Path | None,
    *,
    endpoint: str,
    graph_store: str | None,
    update: str | None,
    by: str | None,
    ward: str | None,
    merged: bool,
    allow_errors: bool,
) -> None:
    """Publish the release on the SPARQL server ENDPOINT: an address, or a name from kusei.toml.

    Each named graph is replaced as a whole by the Graph Store Protocol, or by SPARQL Update where
    the server has no such protocol, and its triples are counted back; graphs that the wards no
    longer have are deleted, others are left alone. Where it breaks off, what is new and what is
    old is told; run it again. A user name and password come from KUSEI_USER and KUSEI_PASSWORD,
    or from a netrc file.
    """
    from kusei.dataset.files import find, load
    from kusei.publish.graphs import released_graphs
    from kusei.publish.push import State
    from kusei.publish.push import push as publish
    from kusei.remote import Endpoint, server_named

    location = find(dataset)
    server = server_named(endpoint, location.config.endpoints)
    asked = Endpoint(server.query)
    known = replace(
        server, graph_store=graph_store or server.graph_store, update=update or server.update
    )
    first, second = _ways(known, asked, by)
    graph = load(location)
    checked(graph, allow_errors=allow_errors, refusal="nothing was published")
    graphs = released_graphs(graph, ward=ward, merged=merged)
    state = State(0)
    try:
        with ended_by_signal():
            publish(
                graphs,
                asked,
                first,
                otherwise=second,
                on_step=_told if sys.stderr.isatty() else None,
                state=state,
            )
    except (KeyboardInterrupt, SystemExit):
        click.echo(state.told(), err=True)
        raise
    if state.instead:
        click.echo(
            f"the graph store takes no graphs, so updates were made: {state.instead}", err=True
        )
    triples = sum(state.counted.values())
    gone = f", {len(state.deleted)} old graphs deleted" if state.deleted else ""
    click.echo(
        f"{server.query}: {len(state.counted)} graphs, {triples:,} triples, counted back{gone}",
        err=True,
    )
    if not asked.sees(next(iter(graphs.values()))[0]):
        click.echo(
            "its default graph does not hold the named graphs: ask with --ward, or let the server "
            "take their union for it (oxigraph serve --union-default-graph)",
            err=True,
        )


def _ways(
    server: Server, asked: Endpoint, by: str | None
) -> tuple[NamedGraphs, NamedGraphs | None]:
    """The way to the server's named graphs, and the one to take where that turns out to be none.

    Raises:
        InvalidValue: the address that is needed is not known.
    """
    from kusei.errors import InvalidValue
    from kusei.remote import GraphStore, UpdateStore

    store = GraphStore(server.graph_store) if server.graph_store and by != _UPDATE else None
    updates = UpdateStore(server.update, asked) if server.update and by != _GRAPH_STORE else None
    if store is not None:
        return store, updates
    if updates is not None:
        return updates, None
    where = {
        _GRAPH_STORE: "named graphs? --graph-store URL, or graph-store beside query in kusei.toml "
        "(Oxigraph: …/store, Fuseki: …/data, Virtuoso: …/sparql-graph-crud-auth)",
        _UPDATE: "updates? --update URL, or update beside query in kusei.toml (Oxigraph, Fuseki: "
        "…/update, Virtuoso: …/sparql-auth)",
    }
    wanted = where[by] if by else f"{where[_GRAPH_STORE]}; or {where[_UPDATE]}"
    raise InvalidValue(f"where does the server take {wanted}")


def _told(state: State) -> None:
    """One line on the terminal, written over."""
    end = "\n" if state.whole else ""
    click.echo(f"\r{state.done}/{state.total} graphs{end}", nl=False, err=True)
