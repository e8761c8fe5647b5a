"""Queries over which Virtuoso ends are known by their form, and never sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from kusei.errors import ServerFailure
from kusei.remote import Endpoint, NotAsked
from kusei.remote.exchange import Exchange
from kusei.remote.sparql_request import query_request
from kusei.shacl.compile.data import Unanswerable
from kusei.sparql.virtuoso_end import ends_it
from kusei.terminal.shapes_run import trusted
from tests import sparql_server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.sparql_server import Running

UNION: Final = "{ ?e <urn:p> ?lost } UNION { ?e <urn:q> ?won BIND (false AS ?paired) }"
INNER: Final = "SELECT ?e (COUNT(DISTINCT ?x) AS ?n) WHERE { ?e <urn:p> ?x } GROUP BY ?e"
SUB: Final = f"OPTIONAL {{ {INNER} }}"
FILTER: Final = "FILTER (!BOUND(?paired) || ?n = 1)"
BIND: Final = "BIND (1 AS ?change)"
FATAL: Final = {
    "whole": f"SELECT * {{ {UNION} {SUB} {FILTER} {BIND} }}",
    "the sub-SELECT first, no OPTIONAL": f"SELECT * {{ {{ {INNER} }} {UNION} {FILTER} {BIND} }}",
    "MINUS": f"ASK {{ {FILTER} {UNION} {SUB} MINUS {{ ?e <urn:r> ?z }} {BIND} }}",
    "in a group": f"SELECT * {{ {{ {UNION} {SUB} }} {FILTER} {BIND} }}",
    "in a sub-SELECT": f"SELECT ?e {{ {{ SELECT * {{ {UNION} {SUB} {FILTER} {BIND} }} }} }}",
    "the other way round": f"SELECT * {{ {UNION} {SUB} {BIND} FILTER (?n = 1 || !BOUND(?lost)) }}",
    "DISTINCT": f"SELECT * {{ {UNION} {{ SELECT DISTINCT ?e {{ ?e <urn:p> ?n }} }} "
    f"FILTER (!BOUND(?paired) || ?e != 1) {BIND} }}",
}
HARMLESS: Final = {
    "no BIND": f"SELECT * {{ {UNION} {SUB} {FILTER} }}",
    "BIND outside": f"SELECT * {{ {{ {UNION} {SUB} {FILTER} }} {BIND} }}",
    "BIND before": f"SELECT * {{ {BIND} {UNION} {SUB} {FILTER} }}",
    "no sub-SELECT": f"SELECT * {{ {UNION} OPTIONAL {{ ?e <urn:p> ?n }} {FILTER} {BIND} }}",
    "no UNION": f"SELECT * {{ ?e <urn:p> ?lost OPTIONAL {{ ?e <urn:q> ?paired }} {SUB} {FILTER} {BIND} }}",
    "bound in all branches": f"SELECT * {{ {UNION} {SUB} FILTER (!BOUND(?e) || ?n = 1) {BIND} }}",
    "no ||": f"SELECT * {{ {UNION} {SUB} FILTER (BOUND(?paired) && ?n = 1) {BIND} }}",
    "COALESCE": f"SELECT * {{ {UNION} {SUB} FILTER (COALESCE(?paired, true) || ?n = 1) {BIND} }}",
    "in comments": f"SELECT * {{ {UNION} {SUB} {FILTER} # {BIND}\n }}",
}


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """An empty Virtuoso."""
    with sparql_server.virtuoso(tmp_path_factory.mktemp("virtuoso")) as running:
        yield running


def sent(server: Running, query: str) -> None:
    """Send a query as it is."""
    exchange = Exchange(server.query)
    reply = exchange.send_once(query_request(server.query, query, "SELECT", ()))
    assert reply.succeeded, reply.body


@pytest.mark.parametrize("name", FATAL)
def test_the_form_ends_virtuoso_and_is_not_sent(virtuoso: Running, name: str) -> None:
    """A real one ends over it; asked by kusei it goes on, and the user is told what to do."""
    query = FATAL[name]
    endpoint = Endpoint(virtuoso.query)
    with pytest.raises(NotAsked, match="braces") as caught:
        endpoint.query(query)
    assert caught.value.exit_code == 3
    assert "送らなかった" in str(caught.value)
    assert virtuoso.query in str(caught.value)
    with pytest.raises(Unanswerable, match="not asked"):
        trusted(endpoint)(query)
    assert not virtuoso.ended()
    with pytest.raises(ServerFailure):
        sent(virtuoso, query)
    assert virtuoso.ended()
    virtuoso.start_again()


@pytest.mark.parametrize("name", HARMLESS)
def test_a_form_beside_it_does_not(virtuoso: Running, name: str) -> None:
    """What lacks one part of it is answered."""
    assert not ends_it(HARMLESS[name])
    sent(virtuoso, HARMLESS[name])


@pytest.mark.parametrize("name", FATAL)
def test_another_server_is_asked(name: str) -> None:
    """The form is sound SPARQL; it is known by the text alone."""
    assert ends_it(FATAL[name])
    assert ends_it(FATAL[name].replace("BOUND", "bound").replace("?paired", "$paired"))
    with sparql_server.oxigraph() as server:
        Endpoint(server.query).query(FATAL[name])


@pytest.mark.parametrize("text", ["", "}", "{", "SELECT * {", "FILTER", "} UNION {", "UNION"])
def test_what_is_no_query_is_no_such_query(text: str) -> None:
    """Broken text is left to the server."""
    assert not ends_it(text)
