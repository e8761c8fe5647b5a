"""Whatever is given for a parameter of a stored query, nothing but one term arrives."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kusei
from kusei.errors import UsageError
from kusei.graph.store import Literal, NamedNode, Rows, Store
from kusei.queries.catalogue import query_names, stored_query
from kusei.queries.run import bound_text
from kusei.queries.stored import PARAMETER_TYPES, Parameter
from kusei.sparql.tokens import query_form, tokens
from kusei.sparql.values_blocks import parameter_blocks

if TYPE_CHECKING:
    from kusei.dataset.files import Location
    from kusei.queries.stored import StoredQuery

ROOT = Path(__file__).resolve().parent.parent.parent
HOSTILE = {
    "insert": '"} INSERT DATA { <urn:a> <urn:b> "c" } #',
    "update": 'x") } } ; DROP ALL ; SELECT * { { VALUES (?a) { ("',
    "escape": "\\u0022) } #",
    "escaped quote": '\\") } #',
    "iri end": "urn:x> <urn:y> <urn:z",
    "iri": "<urn:x> } #>",
    "prefixed": "minato:x } #",
    "line break": "x\n} #",
    "carriage return": "x\r} #",
    "separator": "x\u2028} #\u0085",
    "comment": "# VALUES ?x { 1 }",
    "long quotes": "'''\"\"\"",
    "undef": "UNDEF",
    "variable": "?s",
    "null": "x\x00y",
    "very long": "区" * 100_000,
    "scripts": "Ω ر ह 𠮷 👩\u200d👧 e\u0301 \u202e",
    "unpaired": "\ud800",
    "empty": "",
    "date": '2009-04-01"^^<urn:x> } #',
    "number": "1) } #",
    "period": "2009/2010) } #",
}
PARAMETERS = [
    pytest.param(name, parameter.name, id=f"{name} {parameter.name}")
    for name in query_names(kusei.open(ROOT).location)
    for parameter in stored_query(kusei.open(ROOT).location, name).parameters
]


def skeleton(query: StoredQuery, sparql: str) -> list[str]:
    """All of a query but the rows of its parameter blocks."""
    variables = [variable for p in query.parameters for variable in p.variables]
    parts, behind = [], 0
    for block in parameter_blocks(sparql, variables):
        parts.append(sparql[behind : block.start])
        behind = block.end
    return [*parts, sparql[behind:]]


def bound_terms(query: StoredQuery, sparql: str) -> list[tuple[object, ...]]:
    """The rows of the first parameter block, as the engine reads them."""
    variables = [variable for p in query.parameters for variable in p.variables]
    block = parameter_blocks(sparql, variables)[0]
    head = " ".join(f"?{variable}" for variable in block.variables)
    rows = sparql[block.start : block.end]
    opening, closing = ("(", ")") if block.parenthesised else ("", "")
    alone = f"SELECT {head} {{ VALUES {opening}{head}{closing} {{ {rows} }} }}"
    answer = Store().query(alone)
    assert isinstance(answer, Rows)
    return [tuple(row) for row in answer.rows]


def plain_values(query: StoredQuery, store: Store) -> dict[str, str]:
    """Something sound for each parameter that is needed, from the small graph."""
    samples = {"date": "2010-01-01", "period": "2010", "text": "x", "number": "1"}
    values = {p.name: samples.get(p.type, "") for p in query.parameters if p.needed}
    for parameter in query.parameters:
        if parameter.type == "entity" and parameter.name in values:
            classes = " ".join(f"<{c}>" for c in parameter.classes)
            of_class = f"VALUES ?class {{ {classes} }}" if classes else ""
            answer = store.query(f"SELECT ?e {{ {of_class} ?e a ?class }} ORDER BY ?e LIMIT 1")
            assert isinstance(answer, Rows)
            (first,) = answer.rows[0]
            assert isinstance(first, NamedNode)
            values[parameter.name] = first.value
        elif parameter.choices:
            values[parameter.name] = parameter.choices[0].value
    return values


def arrives(query: StoredQuery, parameter: Parameter, given: str, store: Store) -> bool:
    """Whether the value is bound; it is checked that nothing else changed."""
    plain = plain_values(query, store)
    try:
        sparql = bound_text(query, {**plain, parameter.name: given}, store)
    except UsageError:
        return False
    assert skeleton(query, sparql) == skeleton(query, query.text)
    assert query_form(sparql) == "SELECT"
    rows = bound_terms(query, sparql)
    assert len(rows) == len(bound_terms(query, bound_text(query, plain, store)))
    if parameter.type == "text" and not parameter.choices:
        assert all(Literal(given) in row for row in rows)
    return True


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize(("name", "parameter"), PARAMETERS)
def test_nothing_but_a_term_arrives(
    location: Location, small: Store, name: str, parameter: str, hostile: str
) -> None:
    """Refused as a value, or bound as the one term it is: the query around it stays as it was."""
    query = stored_query(location, name)
    (asked,) = (p for p in query.parameters if p.name == parameter)
    bound = arrives(query, asked, hostile, small)
    if asked.type in {"date", "period", "number", "entity", "code"}:
        assert not bound, "what is no such value must be refused"


def test_the_suite_would_see_a_value_that_is_spliced(location: Location) -> None:
    """Text put into the query as it is changes what stands around the rows."""
    query = stored_query(location, "duty-holder")
    spliced = query.text.replace('"ja"', '"ja") } } #', 1)
    assert skeleton(query, spliced) != skeleton(query, query.text)


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("kind", PARAMETER_TYPES)
def test_no_kind_of_parameter_lets_syntax_through(
    tmp_path: Path, small: Store, kind: str, hostile: str
) -> None:
    """Also those that no stored query of the project takes; several values included."""
    from kusei.queries.header import read_header

    variables = "?x_from ?x_to" if kind == "period" else "?x"
    row = "UNDEF UNDEF" if kind == "period" else "UNDEF"
    scheme = '#+ scheme = "<https://w3id.org/kusei/scheme/capacities>"\n' if kind == "code" else ""
    path = tmp_path / "q.rq"
    path.write_text(
        '#+ title = { ja = "問", en = "q" }\n#+ description = { ja = "説", en = "d" }\n'
        f'#+ [[parameters]]\n#+ name = "x"\n#+ type = "{kind}"\n{scheme}#+ optional = true\n'
        '#+ several = true\n#+ label = { ja = "値", en = "value" }\n'
        f"SELECT * {{ VALUES ({variables}) {{ ({row}) }} }}\n",
        "utf-8",
    )
    query = read_header(path)
    try:
        sparql = bound_text(query, {"x": [hostile, hostile]}, small)
    except UsageError:
        assert kind != "text" or hostile == HOSTILE["unpaired"]
        return
    assert kind == "text"
    assert skeleton(query, sparql) == skeleton(query, query.text)
    assert bound_terms(query, sparql) == [(Literal(hostile),)]


def test_an_iri_arrives_as_the_iri_it_is(location: Location, small: Store) -> None:
    """A sound IRI of the class asked for is one IRI token and nothing more."""
    iri = "https://w3id.org/kusei/id/test/kind-shimin-ka"
    query = stored_query(location, "duties-of")
    sparql = bound_text(query, {"holder": iri, "on": "2012-01-01"}, small)
    assert [t.text for t in tokens(sparql) if t.kind == "iri" and "/test/" in t.text] == [
        f"<{iri}>"
    ]
    assert any(NamedNode(iri) in row for row in bound_terms(query, sparql))
