"""Files are read again where their content is another one, and only then."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kusei import terms
from kusei.dataset.files import Reader, read
from kusei.graph.store import BlankNode, Literal, NamedNode, SyntaxDefect

if TYPE_CHECKING:
    from pathlib import Path

    from kusei.dataset.files import Dataset

ONE = "<urn:a> <urn:p> <urn:b> .\n"


def test_a_file_of_the_same_content_is_handed_out_again(tmp_path: Path) -> None:
    """It is told by its bytes, so a touch is no change and a change within one tick is one."""
    path, reader = tmp_path / "a.ttl", Reader()
    path.write_text(ONE, "utf-8")
    first = reader.read(path, name="a.ttl")
    path.write_text(ONE, "utf-8")
    assert reader.read(path, name="a.ttl") is first
    assert reader.read(path, name="data/a.ttl").graph != first.graph
    path.write_text(ONE.replace("urn:b", "urn:c"), "utf-8")
    changed = reader.read(path, name="a.ttl")
    assert changed == read(path, name="a.ttl")
    assert changed.quads != first.quads
    assert changed.facts.about != first.facts.about


def test_a_file_that_is_broken_for_a_while_is_read_when_it_is_mended(tmp_path: Path) -> None:
    """What stood there before is not taken for what stands there now."""
    path, reader = tmp_path / "a.ttl", Reader()
    path.write_text(ONE, "utf-8")
    first = reader.read(path, name="a.ttl")
    path.write_text(ONE + "<urn:a> <urn:p>", "utf-8")
    with pytest.raises(SyntaxDefect):
        reader.read(path, name="a.ttl")
    path.unlink()
    with pytest.raises(FileNotFoundError):
        reader.read(path, name="a.ttl")
    path.write_text(ONE, "utf-8")
    assert reader.read(path, name="a.ttl") == first


def test_the_facts_of_a_file_are_those_of_its_triples(minato: Dataset, tmp_path: Path) -> None:
    """Of every file, and of one with nodes without a name as subject and value."""
    path = tmp_path / "blank.ttl"
    path.write_text(
        f'_:a a <{terms.KUSEI}Name> ; <urn:p> "1", <{terms.ID}x> .\n<urn:b> <urn:q> _:a, [] .\n',
        "utf-8",
    )
    for file in (*minato.files, read(path, name="blank.ttl")):
        facts = file.facts
        named = [(s.value, p.value, o) for s, p, o, _ in file.quads if isinstance(s, NamedNode)]
        said = {(s, p, o) for s, about in facts.about.items() for p, v in about.items() for o in v}
        assert said == set(named)
        assert list(facts.about) == list(dict.fromkeys(s for s, _, _ in named))
        typed = [(s, str(o)) for s, p, o in named if p == terms.RDF_TYPE]
        for cls in {cls for _, cls in typed}:
            assert facts.of_class[cls[1:-1]] == [s for s, other in typed if other == cls]
        having = {(p, s) for p, found in facts.having.items() for s in found}
        assert having == {(p, s) for s, p, _ in named}
        ends = [t for q in file.quads for t in (q.subject, q.object)]
        assert facts.blank_nodes == {t for t in ends if isinstance(t, BlankNode)}
        values = [q.object for q in file.quads]
        assert {q.predicate.value for q in file.quads} <= facts.terms
        assert {o.datatype.value for o in values if isinstance(o, Literal)} <= facts.terms
        things = {o.value for o in values if isinstance(o, NamedNode)}
        ours = {iri for iri in things if iri.startswith(terms.BASE)}
        assert facts.links == {iri for iri in ours if not iri.startswith(terms.KUSEI)}
        assert facts.terms >= ours - facts.links
