"""A parameter binds wherever a stored query uses it, on each engine, or the query is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from kusei.errors import HeaderInvalid
from kusei.graph.rdf_graph import graph_of
from kusei.graph.store import NamedNode, Rows, Store, parse_turtle, serialize
from kusei.queries.header import read_header
from kusei.queries.run import bound_text
from kusei.remote import Endpoint
from kusei.sparql.scopes import unseen
from tests.sparql_server import oxigraph_serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Answers = Callable[[str], set[str]]

EX = "http://example.org/"
SCHEME = f"{EX}scheme"
GRAPH = f"""
@prefix ex: <{EX}> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:office a skos:Concept ; rdfs:label "支所"@ja .
ex:head a skos:Concept ; skos:inScheme <{SCHEME}> ; skos:notation "head" ; skos:prefLabel "長"@ja .
ex:hit a ex:Thing ; ex:entity ex:office ; ex:code ex:head ; ex:date "2009-04-01"^^xsd:date ;
    ex:period "2009-04-01"^^xsd:date ; ex:text "区民課" ; ex:number 5 ; ex:mark true .
ex:miss a ex:Thing ; ex:entity ex:other ; ex:code ex:other ; ex:date "2010-04-01"^^xsd:date ;
    ex:period "2010-04-01"^^xsd:date ; ex:text "課" ; ex:number 6 ; ex:mark true .
"""


@dataclass(frozen=True)
class Kind:
    """A kind of parameter: its header, the variables it binds, what is given for it."""

    name: str
    header: str
    given: str
    variables: tuple[str, ...] = ("x",)

    @property
    def values(self) -> str:
        """A VALUES block that holds no value yet."""
        row = " ".join("UNDEF" for _ in self.variables)
        return f"VALUES ({' '.join('?' + v for v in self.variables)}) {{ ({row}) }}"

    @property
    def test(self) -> str:
        """An expression that is true of the value given."""
        first, last = self.variables[0], self.variables[-1]
        return "?v = ?x" if first == last else f"?v >= ?{first} && ?v <= ?{last}"


KINDS = (
    Kind("entity", "", "支所"),
    Kind("code", f'#+ scheme = "<{SCHEME}>"', "長"),
    Kind("date", "", "平成21年4月1日"),
    Kind("period", "", "2009-04", ("x_from", "x_to")),
    Kind("text", "", "区民課"),
    Kind("number", "", "5"),
)
PLACES = {
    "basic pattern": ("?s ex:KIND ?VAR", "hit"),
    "FILTER": ("?s ex:KIND ?v FILTER (TEST)", "hit"),
    "BIND": ("?s ex:KIND ?v BIND ((TEST) AS ?ok) FILTER (?ok)", "hit"),
    "OPTIONAL": (
        "?s a ex:Thing OPTIONAL { ?s ex:KIND ?v FILTER (TEST) } FILTER (BOUND(?v))",
        "hit",
    ),
    "pattern in OPTIONAL": (
        "?s a ex:Thing OPTIONAL { ?s ex:KIND ?VAR ; ex:mark ?m } FILTER (BOUND(?m))",
        "hit",
    ),
    "sub-SELECT": ("{ SELECT ?s { VALUES_ ?s ex:KIND ?v FILTER (TEST) } }", "hit"),
    "pattern in sub-SELECT": ("{ SELECT ?s ?VAR { ?s ex:KIND ?VAR } }", "hit"),
    "counted in sub-SELECT": (
        "{ SELECT ?s (COUNT(?v) AS ?n) { VALUES_ ?s ex:KIND ?v FILTER (TEST) } GROUP BY ?s }",
        "hit",
    ),
    "NOT EXISTS": ("?s a ex:Thing FILTER NOT EXISTS { ?s ex:KIND ?v FILTER (TEST) }", "miss"),
    "pattern in NOT EXISTS": ("?s a ex:Thing FILTER NOT EXISTS { ?s ex:KIND ?VAR }", "miss"),
    "UNION": ("{ VALUES_ ?s ex:KIND ?v FILTER (TEST) } UNION { ?s ex:never ?v }", "hit"),
    "FILTER beside a joined group": (
        "{ VALUES_ ?s a ex:Thing } ?s ex:KIND ?v FILTER (TEST)",
        "hit",
    ),
    "MINUS": ("?s a ex:Thing MINUS { VALUES_ ?s ex:KIND ?v FILTER (TEST) }", "miss"),
}
BLIND = {
    "sub-SELECT": "{ SELECT ?s { ?s ex:KIND ?v FILTER (TEST) } }",
    "projected sub-SELECT": "{ SELECT ?s ?VAR { ?s ex:KIND ?v FILTER (TEST) } }",
    "UNION": "{ ?s ex:KIND ?v FILTER (TEST) } UNION { ?s ex:never ?v }",
    "OPTIONAL in UNION": "{ ?s a ex:Thing OPTIONAL { ?s ex:KIND ?v FILTER (TEST) } "
    "FILTER (BOUND(?v)) } UNION { ?s ex:never ?v }",
    "BIND in OPTIONAL": "?s ex:KIND ?v OPTIONAL { ?s ex:mark ?m BIND ((TEST) AS ?ok) } "
    "FILTER (BOUND(?ok))",
}


@pytest.fixture(scope="module")
def store() -> Store:
    """The small graph, embedded."""
    return Store(parse_turtle(GRAPH.encode(), graph="urn:g"))


@pytest.fixture(scope="module")
def engines(store: Store) -> Iterator[dict[str, Answers]]:
    """What each engine answers to a query: the local names of ``?s``."""
    quads = parse_turtle(GRAPH.encode(), graph="urn:g")
    graph = graph_of(quads)

    def names(rows: Rows) -> set[str]:
        place = rows.columns.index("s")
        found = (row[place] for row in rows.rows)
        return {term.value.removeprefix(EX) for term in found if isinstance(term, NamedNode)}

    def embedded(sparql: str) -> set[str]:
        answer = store.query(sparql)
        assert isinstance(answer, Rows)
        return names(answer)

    def rdflib(sparql: str) -> set[str]:
        return {str(row["s"]).removeprefix(EX) for row in graph.query(sparql)}  # type: ignore[index,call-overload]

    with oxigraph_serve(serialize(quads, format="ntriples")) as url:

        def server(sparql: str) -> set[str]:
            answer = Endpoint(url).query(sparql)
            assert isinstance(answer, Rows)
            return names(answer)

        yield {"embedded": embedded, "rdflib": rdflib, "oxigraph serve": server}


def body(kind: Kind, pattern: str) -> str:
    """A query with this pattern for one parameter."""
    for mark, text in {
        "KIND": kind.name,
        "VAR": kind.variables[0],
        "TEST": kind.test,
        "VALUES_": kind.values,
    }.items():
        pattern = pattern.replace(mark, text)
    return f"PREFIX ex: <{EX}>\nSELECT DISTINCT ?s\nWHERE {{ {kind.values}\n{pattern} }}\n"


def stored(folder: Path, kind: Kind, pattern: str) -> Path:
    """A stored query in a file."""
    path = folder / "question.rq"
    header = (
        f'#+ title = {{ ja = "問", en = "q" }}\n#+ description = {{ ja = "説", en = "d" }}\n'
        f'#+ [[parameters]]\n#+ name = "x"\n#+ type = "{kind.name}"\n{kind.header}\n'
        f'#+ label = {{ ja = "値", en = "value" }}\n#+ [example]\n#+ x = "{kind.given}"\n'
    )
    path.write_text(header + body(kind, pattern), "utf-8")
    return path


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.name)
def test_every_kind_of_parameter_binds_in_every_place(
    tmp_path: Path, store: Store, engines: dict[str, Answers], kind: Kind, place: str
) -> None:
    """The same one answer embedded, on rdflib and on a server."""
    pattern, expected = PLACES[place]
    query = read_header(stored(tmp_path, kind, pattern))
    text = bound_text(query, query.example, store)
    assert {name: ask(text) for name, ask in engines.items()} == {
        key: {expected} for key in engines
    }


@pytest.mark.parametrize("place", BLIND)
@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.name)
def test_a_use_that_sees_no_value_is_refused(
    tmp_path: Path, engines: dict[str, Answers], kind: Kind, place: str
) -> None:
    """It would give no row on any engine, and no error: the header check says so at file:line."""
    path = stored(tmp_path, kind, BLIND[place])
    with pytest.raises(HeaderInvalid, match=r"question\.rq:\d+: \?x.* is not bound here"):
        read_header(path)
    value = {
        "entity": "ex:office",
        "code": "ex:head",
        "text": '"区民課"',
        "number": "5",
    }.get(kind.name, '"2009-04-01"^^<http://www.w3.org/2001/XMLSchema#date>')
    text = body(kind, BLIND[place]).replace("UNDEF", value)
    assert engines["embedded"](text) == set()


def test_several_values_must_leave_a_sub_select() -> None:
    """Else the rows of one value would be joined with every other."""
    text = "SELECT * { VALUES ?x { 1 } { SELECT ?s { VALUES ?x { 1 } ?s ?p ?x } } }"
    assert [use.name for use in unseen(text, {"x"}, {"x"})] == ["x"]
    assert not list(unseen(text, {"x"}))
    given = text.replace("SELECT ?s {", "SELECT ?s ?x {")
    assert not list(unseen(given, {"x"}, {"x"}))


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { VALUES ?x { 1 } { SELECT ?s (MAX(?x) AS ?m) { ?s ?p ?x } } }",
        "SELECT * { VALUES ?x { 1 } { SELECT ?s { ?s ?p ?x } GROUP BY ?s ?x } }",
        "SELECT * { VALUES ?x { 1 } { SELECT (?x AS ?y) { ?s ?p ?x } } }",
        "SELECT * { VALUES ?x { 1 } SERVICE SILENT <urn:s> { ?s ?p ?o FILTER (?o = ?x) } }",
        "SELECT * { VALUES ?x { 1 } OPTIONAL { ?s ?p ?o OPTIONAL { ?o ?q ?r FILTER (?r = ?x) } } }",
    ],
)
def test_what_a_sub_select_does_not_give_is_not_seen(text: str) -> None:
    """Neither inside an aggregate, nor by grouping, nor under another name."""
    assert [use.name for use in unseen(text, {"x"})] == ["x"]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { VALUES ?x { 1 } { SELECT * { ?s ?p ?x } } }",
        "SELECT * { VALUES ?x { 1 } { SELECT (MAX(?o) AS ?x) { ?s ?p ?o } } }",
        "SELECT * { VALUES ?x { 1 } GRAPH ?g { ?s ?p ?o FILTER (?o = ?x) } }",
        "SELECT * { VALUES ?x { 1 } { ?s ?p ?x FILTER (?x > 0) } UNION { ?s ?q ?x } }",
        "SELECT * { VALUES ?x { 1 } FILTER (?x > 0 || EXISTS { ?s ?p ?o FILTER (?o = ?x) }) }",
        "SELECT (STR(?x) AS ?y) { VALUES ?x { 1 } } ORDER BY ?x",
        "# FILTER (?x)\nSELECT * { VALUES ?x { 1 } ?s ?p '{ ?x }' }",
    ],
)
def test_what_is_seen_is_let_through(text: str) -> None:
    """GRAPH, EXISTS and what a group binds by its own patterns hide nothing."""
    assert not list(unseen(text, {"x"}))
