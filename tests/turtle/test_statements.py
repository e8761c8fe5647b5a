"""What is read of a thing alone is what the whole document says of it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kusei.turtle.positions import locate
from kusei.turtle.statements import Statements
from kusei.turtle.tokens import scan, statements
from kusei.turtle.triples import TurtleDocument
from tests.turtle.documents import BROKEN, DOCUMENTS
from tests.turtle.test_tokens import PIECES, TEXTS

ROOT: Final = Path(__file__).resolve().parents[2]
STATEMENTS: Final = (
    "@prefix a: <urn:a#> .\n",
    "PREFIX : <urn:b#>\n",
    "PREFIX a: <urn:c#> ",
    "@base <urn:base/> . ",
    "<s> a a:b .",
    "a:s a:p 1, 1.5 , [ a:q ( 1 :o ) ] ; :p true.\n",
    ":s :p 'a.b', <x.y>, a:b.c # no. end\n.",
    "[] :p <s> . ",
    "[ :p 1 ] :p ( ) .",
    "_:b :p <s> .",
    "<s> :p true.a :q 1 .",
    "<s> [ :p ( 1 . :s :p 2 ] ) .",
    '<s> :p "x"^^ . :s :q """a\n.b""" .',
    "<s> :p 1",
    '<s> :p "open',
    "\ufeff",
)
NEAR: Final = st.one_of(
    TEXTS,
    st.lists(st.sampled_from(STATEMENTS)).map("".join),
    st.lists(st.sampled_from((*STATEMENTS, *PIECES))).map("".join),
)


def assert_alone_as_within(text: str) -> None:
    """Of each IRI the same triples at the same places, alone and within the whole."""
    whole = TurtleDocument(text)
    asked = Statements(text)
    assert list(asked.declarations) == whole.declarations
    for iri in {t.text for triple in whole.triples for t in triple if t.text[:1] == "<"}:
        about = asked.about(iri)
        if about is not None:
            said = [triple for triple in whole.triples if triple.subject.text == iri]
            assert [triple for triple in about if triple.subject.text == iri] == said


@given(NEAR)
def test_a_thing_alone_is_as_it_is_within_any_text(text: str) -> None:
    """Whatever the text is: Turtle, nearly Turtle, or none."""
    assert_alone_as_within(text)


@given(NEAR)
def test_statements_end_at_the_full_stops_and_nowhere_else(text: str) -> None:
    """Each full stop that is a token of its own ends one; nothing stands behind the last."""
    found = statements(text)
    if found is not None:
        stops = [token.end for token in scan(text) if token.text == "." and token.kind == "mark"]
        assert [statement.end for statement in found] == stops
        assert [statement.begin for statement in found] == [0, *stops][: len(stops)]


@given(NEAR)
def test_a_statement_begins_with_its_first_terminal(text: str) -> None:
    """The token that is told as the first is the first that is no white space and no comment."""
    for begin, end, first in statements(text) or ():
        inside = (t for t in scan(text) if begin <= t.start < end)
        assert first == next((t for t in inside if t.kind not in {"white", "comment"}), None)


@pytest.mark.parametrize("text", [*DOCUMENTS.values(), *BROKEN], ids=lambda text: text[:30])
def test_awkward_documents(text: str) -> None:
    """So it is in each document that a scanner may stumble over."""
    assert_alone_as_within(text)


def test_the_files_of_the_project_need_not_be_read_as_a_whole() -> None:
    """What a curator writes, with its prefixes at the head, is read by statement."""
    for folder in ("data", "ontology", "validation"):
        for path in sorted((ROOT / folder).rglob("*.ttl")):
            text = path.read_bytes().decode()
            assert Statements(text).about("urn:none") is not None, path
            assert_alone_as_within(text)


def test_conformance_files(shared: Path) -> None:
    """So it is in files of other people."""
    for path in sorted((shared / "conformance").rglob("*.ttl")):
        assert_alone_as_within(path.read_bytes().decode())


@pytest.mark.parametrize(
    "text",
    [
        "@base <urn:1/> . <s> a <C> . @base <urn:2/> . <s> a <C> .",
        "a:s a <urn:C> . @prefix a: <urn:1> .",
    ],
)
def test_words_that_change_their_meaning_are_read_as_a_whole(text: str) -> None:
    """A base that is declared again, or a prefix too late, is no matter of one statement."""
    assert Statements(text).about("<urn:1/s>") is None


@pytest.mark.parametrize("words", ["PREFIX a: <urn:{}> ", "@prefix a: <urn:{}> . "])
def test_each_statement_is_read_under_its_own_prefixes(words: str) -> None:
    """In a file that was put together of several, a prefix may change its meaning."""
    text = "".join(words.format(n) + f"a:s a a:C ; a:p {n} . " for n in (1, 2, 1))
    said = [Statements(text).about(f"<urn:{n}s>") for n in (1, 2)]
    assert [[t.object.text for t in about or ()] for about in said] == [
        [t.object.text for t in TurtleDocument(text).triples if t.subject.text == f"<urn:{n}s>"]
        for n in (1, 2)
    ]
    assert_alone_as_within(text)


def test_what_is_not_asked_for_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """The place of one thing costs the reading of its own statements, not of the document."""
    positions = locate("@prefix a: <urn:a#> .\n" + "".join(f"a:{i} a:p {i} .\n" for i in range(9)))
    read: list[tuple[object, ...]] = []

    def counted(self: TurtleDocument, text: str, *bounds: object) -> None:
        read.append(bounds)
        original(self, text, *bounds)  # type: ignore[arg-type]

    original = TurtleDocument.__init__
    monkeypatch.setattr(TurtleDocument, "__init__", counted)
    place = positions.find("urn:a#3", "urn:a#p")
    assert place is not None
    assert (place.line, place.column) == (5, 5)
    assert len(read) == 1
