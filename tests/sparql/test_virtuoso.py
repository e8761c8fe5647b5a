"""What is known of Virtuoso, and the form in which it is asked."""

from __future__ import annotations

import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from kusei.graph.store import Store, parse_turtle
from kusei.sparql.virtuoso import DOUBTS, doubts, with_values_inline
from tests.sparql.test_virtuoso_end import FATAL

ROOT = Path(__file__).resolve().parent.parent.parent
GRAPH = parse_turtle(
    b"""@prefix : <urn:> .
    :a :p 1 ; :q "x"@ja, "y"@en . :b :p 2 ; :q "z"@ja . :c :p 3 .""",
    graph="urn:g",
)


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("SELECT * { ?a <urn:p>+ ?b }", [1]),
        ("PREFIX u: <urn:> SELECT * { ?a (u:p|^u:q)* ?b }", [1]),
        ("SELECT (COUNT(*) AS ?n) { ?a <urn:p> ?b FILTER (?b * 2 > 1 + 1) }", []),
        ("SELECT * { ?s ?p ?o OPTIONAL { ?o ?q ?r } BIND (COALESCE(?r, 1) AS ?x) }", [2]),
        ("SELECT (CONCAT(?a, '→') AS ?x) { ?s ?p ?a }", [3]),
        ("SELECT (CONCAT(?a, '→'@ja) AS ?x) { ?s ?p ?a }", []),
        ("SELECT (CONCAT(?a, '-') AS ?x) { ?s ?p ?a FILTER (?a != ?p) }", []),
        ("SELECT (MIN(?o) AS ?x) { ?s ?p ?o }", [4]),
        ("SELECT * { VALUES ?v { 1 2 } OPTIONAL { ?s ?p ?o FILTER (?o = ?v) } }", [5]),
        ("SELECT * { ?s ?p ?o } # COALESCE OPTIONAL MIN <urn:p>+", []),
    ],
)
def test_what_it_answers_wrongly_is_known_by_the_text(query: str, numbers: list[int]) -> None:
    """Each reason has a query that shows it and one that does not; comments count for nothing."""
    assert [1 + DOUBTS.index(doubt) for doubt in doubts(query)] == numbers


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?s ?o { VALUES ?v { 1 } ?s <urn:p> ?v OPTIONAL { ?s <urn:q> ?o } } ORDER BY ?o",
        """SELECT ?s ?o { VALUES (?v ?l) { (1 "ja") } ?s <urn:p> ?n FILTER (?n >= ?v)
        OPTIONAL { ?s <urn:q> ?o FILTER (LANG(?o) = ?l) } } ORDER BY ?s""",
        """SELECT ?s { VALUES (?v ?w) { (UNDEF 2) } ?s <urn:p> ?n
        FILTER ((!BOUND(?v) || ?n = ?v) && (!BOUND(?w) || ?n >= ?w)) } ORDER BY ?s""",
        'SELECT ?s { VALUES ?v { "x"@ja } ?s <urn:q> ?v }',
        """SELECT ?s { VALUES ?v { 1 } ?s <urn:p> ?n FILTER (?n > ?v)
        { SELECT ?s { ?s <urn:q> ?any } } OPTIONAL { ?s <urn:q> ?o } FILTER (?v < 2) }""",
        """SELECT ?s { VALUES (?v ?l) { (1 "ja") } { VALUES ?v { 1 } ?s <urn:p> ?n
        FILTER (?n >= ?v) } ?s <urn:q> ?o FILTER (LANG(?o) = ?l) } ORDER BY ?s""",
        'SELECT ?s { VALUES ?v { "1"^^<http://www.w3.org/2001/XMLSchema#integer> } ?s <urn:p> ?v }',
    ],
)
def test_values_in_their_place_mean_the_same(query: str) -> None:
    """The text is another and the rows are the same."""
    told = with_values_inline(query)
    assert told != query
    assert "VALUES" not in told
    store = Store(GRAPH)
    assert store.query(told) == store.query(query)


def test_other_values_stay_where_they_are() -> None:
    """A block of other variables is no matter of the first one, however many rows it has."""
    query = "SELECT ?s { VALUES ?v { 1 } VALUES ?w { 1 2 } ?s <urn:p> ?w FILTER (?w > ?v) }"
    told = with_values_inline(query)
    assert told.count("VALUES") == 1
    assert "?w > 1" in told
    store = Store(GRAPH)
    assert store.query(told) == store.query(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?s ?v { VALUES ?v { 1 } ?s <urn:p> ?v }",
        "SELECT ?s { VALUES ?v { 1 2 } ?s <urn:p> ?v }",
        "SELECT ?s { VALUES ?v { 1 } { VALUES ?v { 2 } ?s <urn:p> ?v } }",
        "SELECT ?s { VALUES ?v { 1 } { VALUES ?v { 1 2 } ?s <urn:p> ?v } }",
        "SELECT ?s { VALUES ?v { 1 } { VALUES (?v ?w) { (1 2) } ?s <urn:p> ?v } }",
        "SELECT ?s { VALUES ?v { 1 } ?s <urn:p> ?v } GROUP BY ?s ?v",
        "SELECT ?s { VALUES ?v { 1 } { SELECT ?s { ?s <urn:p> ?v } } }",
        "SELECT ?s { VALUES ?v { 1 } { SELECT ?s { ?s ?q ?o OPTIONAL { ?s ?p ?v } } } }",
        "SELECT ?s { ?s <urn:p> 1 }",
        "ASK { VALUES (?v ?w) { } }",
    ],
)
def test_what_cannot_be_said_otherwise_stays(query: str) -> None:
    """Several rows, a value that is asked for, a SELECT inside: the text as it was given."""
    assert with_values_inline(query) == query


class Pretender(BaseHTTPRequestHandler):
    """Says that it is Virtuoso."""

    def version_string(self) -> str:
        """The name in the header Server."""
        return "Virtuoso/07.20.3229"

    def do_POST(self) -> None:
        """An ASK is true, a SELECT has one row."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        answer = b'{"head": {"vars": ["x"]}, "results": {"bindings": [{}]}}'
        if b"ASK" in body:
            answer = b'{"head": {"vars": ["__ASK_RETVAL"]}, "results": {"bindings": []}}'
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_the_user_is_told_of_a_doubt() -> None:
    """On stderr, beside the answer, with the address; nothing where none is known."""
    listener = ThreadingHTTPServer(("127.0.0.1", 0), Pretender)
    thread = threading.Thread(target=listener.serve_forever)
    thread.start()
    url = f"http://127.0.0.1:{listener.server_port}/"
    asked = [sys.executable, "-m", "kusei", "sparql", "--endpoint", url, "-f", "csv"]
    try:
        doubtful, plain = (
            subprocess.run([*asked, query], cwd=ROOT, capture_output=True, text=True, check=True)
            for query in ("SELECT (MIN(?o) AS ?x) { ?s ?p ?o }", "SELECT ?x { ?x ?p ?o }")
        )
        fatal = subprocess.run(
            [*asked, FATAL["whole"]], cwd=ROOT, capture_output=True, text=True, check=False
        )
    finally:
        listener.shutdown()
        thread.join()
        listener.server_close()
    assert doubtful.stderr == f"kusei: caution: {url}: {DOUBTS[3]}\n"
    assert plain.stderr == ""
    assert doubtful.stdout == plain.stdout
    assert (fatal.returncode, fatal.stdout) == (3, "")
    assert fatal.stderr.startswith(f"kusei: {url}: not asked: ")
