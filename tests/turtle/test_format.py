"""The canonical layout of Turtle: the same graph, every comment at its place, one way to write."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kusei.graph.store import SyntaxDefect, parse_turtle
from kusei.turtle.comments import DEEPEST
from kusei.turtle.format import WIDTH, format_turtle
from kusei.turtle.tokens import scan
from kusei.writing.predicate_order import predicate_rank

ROOT = Path(__file__).resolve().parents[2]

PREFIXES = {
    "edtf:": "http://id.loc.gov/datatypes/edtf/",
    "kusei:": "https://w3id.org/kusei/ontology#",
    "minato:": "https://w3id.org/kusei/id/minato/",
    "prov:": "http://www.w3.org/ns/prov#",
    "rdfs:": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd:": "http://www.w3.org/2001/XMLSchema#",
}
VERBS = [
    "a",
    "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>",
    "rdfs:label",
    "kusei:when",
    "prov:wasDerivedFrom",
    "kusei:notOnTheList",
    "<urn:p>",
]
LITERALS = [
    '"区民課"@ja',
    '"Residents\' Section"@en-GB',
    '"2009-04" ^^ edtf:EDTF',
    "'single'",
    '"""long "quotes"\nand a line"""@ja-Hira',
    "'''# no comment\r\n   . ;'''",
    '"tab\\t \\u3042 \\\\"',
    "0001",
    "-1.50",
    ".5e3",
    "true",
    '"x"^^<http://www.w3.org/2001/XMLSchema#string>',
]


def graph(source: bytes) -> set[str]:
    """The triples, with blank nodes called by what stands around them."""
    dataset = ox.Dataset(parse_turtle(source, graph="urn:g"))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return {str(quad) for quad in dataset}


def comments(text: str) -> list[str]:
    """The comments in order."""
    return [token.text.rstrip() for token in scan(text) if token.kind == "comment"]


def formatted(text: str) -> str:
    """The text in canonical layout."""
    return format_turtle(text.encode()).decode()


# --- Random Turtle: a list of terminals, between which any white space and comment may stand

Terminals = list[str]
names = st.sampled_from(["minato:ward", "minato:kind-ka", "<urn:s>", "_:b1", "kusei:each"])
leaves = st.one_of(names, st.sampled_from(LITERALS)).map(
    lambda text: text.split(" ") if " ^^ " in text else [text]
)


def joined(parts: list[Terminals], *between: str) -> Terminals:
    """The parts with a mark between each two."""
    found = list(parts[0]) if parts else []
    for part in parts[1:]:
        found += [*between, *part]
    return found


def entries(objects: st.SearchStrategy[Terminals], *, least: int) -> st.SearchStrategy[Terminals]:
    """Predicates with their objects, at times with more semicolons than needed."""
    entry = st.tuples(st.sampled_from(VERBS), st.lists(objects, min_size=1, max_size=3)).map(
        lambda drawn: [drawn[0], *joined(drawn[1], ",")]
    )
    more = st.sampled_from([[], [";"], [";", ";"]])
    return st.tuples(st.lists(entry, min_size=least, max_size=4), more).map(
        lambda drawn: joined(drawn[0], ";") + (drawn[1] if drawn[0] else [])
    )


nodes: st.SearchStrategy[Terminals] = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: ["(", *joined(items), ")"]),
        entries(inner, least=1).map(lambda inside: ["[", *inside, "]"]),
        st.just(["[]"]),
    ),
    max_leaves=6,
)
brackets = nodes.filter(lambda node: node[0] in {"[", "("} and len(node) > 2)
statements = st.one_of(
    st.tuples(names.map(lambda name: [name]), entries(nodes, least=1), st.just(["."])),
    st.tuples(brackets, entries(nodes, least=1), st.just(["."])),
    st.tuples(brackets.filter(lambda node: node[0] == "["), st.just([]), st.just(["."])),
).map(lambda parts: [terminal for part in parts for terminal in part])
heads = st.permutations(
    [["@prefix", prefix, f"<{iri}>", "."] for prefix, iri in PREFIXES.items()]
    + [["PREFIX", "unused:", "<urn:u>"]]
)
GAPS = [" ", "\n", "\t", "\r\n", "\n\n\n", " {}\n", "\n    {}\r\n", "\n\n{}\n\n{}\n", "{}\n"]


@st.composite
def documents(
    draw: st.DrawFn,
    *,
    of: st.SearchStrategy[Terminals] = statements,
    head: st.SearchStrategy[list[Terminals]] = heads,
) -> str:
    """Turtle in any layout, with a numbered comment here and there."""
    terminals = [terminal for declaration in draw(head) for terminal in declaration]
    for statement in draw(st.lists(of, max_size=4)):
        terminals += statement
    text = draw(st.sampled_from(["", "\ufeff", "# head\n", "\ufeff# head\n\n"]))
    number = 0
    for terminal in terminals:
        gap = draw(st.sampled_from(GAPS))
        while "{}" in gap:
            number += 1
            gap = gap.replace("{}", f"# {number} 注、; .", 1)
        text += terminal + gap
    return text + draw(st.sampled_from(["", "# end", "\n\n# end\n\n# of all"]))


@given(documents())
@settings(max_examples=200, deadline=None)
def test_same_graph_and_all_comments_in_any_layout(text: str) -> None:
    """Formatting changes no triple and loses no comment, and formatting again changes nothing."""
    once = formatted(text)
    assert graph(once.encode()) == graph(text.encode())
    assert sorted(comments(once)) == sorted(comments(text))
    assert formatted(once) == once
    assert "\r" not in once
    assert not once.startswith("\ufeff")


lists = st.one_of(leaves, st.lists(leaves).map(lambda items: ["(", *joined(items), ")"])).filter(
    lambda node: not any(":" in terminal and terminal[0] not in "<_" for terminal in node)
)
in_order = st.tuples(st.lists(lists, min_size=1), st.lists(lists, min_size=1)).map(
    lambda drawn: [
        "<urn:s>",
        "a",
        *joined(drawn[0], ","),
        ";",
        "<urn:p>",
        *joined(drawn[1], ","),
        ".",
    ]
)


@given(documents(of=in_order, head=st.just([])))
@settings(max_examples=100, deadline=None)
def test_comments_keep_their_order_where_predicates_do(text: str) -> None:
    """Where nothing is moved, no comment passes another one."""
    assert comments(formatted(text)) == comments(text)


@given(st.permutations(["rdfs:label", "kusei:when", "kusei:status", "prov:generated", "<urn:z>"]))
def test_a_comment_goes_where_its_predicate_goes(verbs: list[str]) -> None:
    """What stands above a predicate, or behind it on its line, is there afterwards."""
    lines = [f"# above {verb}\n{verb} 1 ; # behind {verb}\n" for verb in verbs]
    head = "".join(f"@prefix {prefix} <{iri}> .\n" for prefix, iri in PREFIXES.items())
    found = formatted(f"{head}<urn:s> a <urn:C> ;\n{''.join(lines)} .").split("\n")
    for verb in verbs:
        at = found.index(f"    # above {verb}")
        assert found[at + 1].startswith(f"    {verb} 1 ")
        assert found[at + 1].endswith(f" # behind {verb}")


HEAD = "@prefix kusei: <https://w3id.org/kusei/ontology#> .\n\n"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("", ""),
        ("\ufeff# alone\r\n\r\n", "# alone\n"),
        (
            f"PREFIX b: <urn:b>\n{HEAD}kusei:x kusei:p 1;kusei:q 2. # end",
            HEAD + "kusei:x kusei:p 1 ;\n    kusei:q 2 . # end\n",
        ),
        (
            "@base <http://a/> .\n@prefix x: <b#> . # relative\n@prefix a: <urn:a:> .\nx:s a a:C .",
            "@base <http://a/> .\n@prefix x: <b#> . # relative\n@prefix a: <urn:a:> .\n\nx:s a a:C .\n",
        ),
        (
            "@prefix b: <urn:b:> .\n<urn:s> a b:C .\n\n# of t\n@prefix a: <urn:a:> .\n<urn:t> a a:C .",
            "@prefix a: <urn:a:> .\n@prefix b: <urn:b:> .\n\n<urn:s> a b:C .\n\n# of t\n<urn:t> a a:C .\n",
        ),
        (
            "@prefix a: <urn:1:> . a:s a a:C . @prefix a: <urn:2:> . a:s a a:C .",
            "@prefix a: <urn:1:> .\n\na:s a a:C .\n\n@prefix a: <urn:2:> .\n\na:s a a:C .\n",
        ),
        (
            "<urn:s> <urn:p> ( 1 [ <urn:q> '''a''' ] ), [ ] .",
            "<urn:s> <urn:p> ( 1 [ <urn:q> '''a''' ] ), [] .\n",
        ),
        (
            "<urn:s> <urn:p> [\n<urn:r> 1; # one\n<urn:q> 2 ] .",
            "<urn:s> <urn:p> [\n        <urn:q> 2 ;\n        <urn:r> 1 # one\n    ] .\n",
        ),
        (
            "<urn:s> <urn:p> 1 ;\n# <urn:q> 2 ;\n.",
            "<urn:s> <urn:p> 1 ;\n    # <urn:q> 2 ;\n    .\n",
        ),
        (
            "@prefix a: <urn:a:> .\n@prefix a: <urn:a:> . # again\na:s a a:C .",
            "@prefix a: <urn:a:> .\n\n# again\na:s a a:C .\n",
        ),
        ("<urn:s> <urn:p> (\n1 2 ) .", "<urn:s> <urn:p> (\n        1\n        2\n    ) .\n"),
        ("<urn:s> <urn:p> 1,\n2 .", "<urn:s> <urn:p> 1,\n        2 .\n"),
        ("<urn:s>\n<urn:p> 1,2 .", "<urn:s> <urn:p> 1, 2 .\n"),
        ('<urn:s> <urn:p> """a\r\nb""" .', '<urn:s> <urn:p> """a\\r\nb""" .\n'),
        ("<urn:s> <urn:p> 1 .\n<urn:t> <urn:p> 2 .", "<urn:s> <urn:p> 1 .\n<urn:t> <urn:p> 2 .\n"),
        (
            "<urn:s> <urn:p> 1 .\n<urn:t> <urn:p> 2 ; <urn:q> 3 .",
            "<urn:s> <urn:p> 1 .\n\n<urn:t> <urn:p> 2 ;\n    <urn:q> 3 .\n",
        ),
    ],
    ids=[
        *("empty", "comment", "prefixes", "base", "gathered", "two-meanings", "brackets"),
        *("long-brackets", "left-out", "declared-twice", "bracket-broken"),
        *("break-kept", "joined", "crlf", "dense", "apart"),
    ],
)
def test_layout(written: str, expected: str) -> None:
    """Each of these has one canonical way to be written."""
    assert formatted(written) == expected


@pytest.mark.parametrize("length", [WIDTH - 1, WIDTH, WIDTH + 1])
def test_objects_share_a_line_up_to_the_width(length: int) -> None:
    """100 characters are one line, 101 are two; a full-width character counts as one."""
    text = '<urn:s> <urn:p> "", "" .'
    text = text.replace('""', '"' + "字" * (length - len(text)) + '"', 1)
    assert formatted(text).count("\n") == (1 if length <= WIDTH else 2)


@pytest.mark.parametrize(
    ("source", "line", "column"),
    [
        (b"<urn:s> <urn:p> 1\n<urn:t> <urn:p> 2 .", 2, 1),
        (b"<urn:s> <urn:p> \xff .", 1, 17),
        (b"<urn:s> <urn:p> << <urn:a> <urn:b> <urn:c> >> .", 1, 17),
        (b"\n<urn:s> <urn:p> " + b"( " * DEEPEST + b"[]" + b")" * DEEPEST + b".", 2, 217),
    ],
    ids=["syntax", "encoding", "rdf-1.2", "nesting"],
)
def test_what_cannot_be_laid_out_is_told_with_its_place(
    source: bytes, line: int, column: int
) -> None:
    """A file that is not Turtle, or nests beyond reason, is a defect with line and column."""
    with pytest.raises(SyntaxDefect) as caught:
        format_turtle(source)
    assert (caught.value.line, caught.value.column) == (line, column)


def test_brackets_may_nest_as_deep_as_is_said() -> None:
    """The greatest depth is laid out, by the stack that Python has."""
    text = "<urn:s> <urn:p> " + "[ <urn:p> " * DEEPEST + "1" + "]" * DEEPEST + "."
    assert graph(formatted(text).encode()) == graph(text.encode())


def test_predicates_of_the_list_come_first_and_type_before_all() -> None:
    """rdf:type, then the list, then all others by name."""
    iris = ["urn:a", "http://www.w3.org/ns/prov#wasDerivedFrom", f"{PREFIXES['rdfs:']}label"]
    type_iri = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    assert sorted([*iris, type_iri], key=predicate_rank) == [type_iri, *reversed(iris)]


@pytest.mark.parametrize(
    "path",
    sorted(
        path
        for folder in ("data", "ontology", "validation")
        for path in (ROOT / folder).rglob("*.ttl")
    ),
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_the_files_of_the_project_are_canonical(path: Path) -> None:
    """What is committed is what `kusei fmt` writes, the generated record included."""
    source = path.read_bytes()
    assert format_turtle(source).decode() == source.decode(), "run `kusei fmt`"
