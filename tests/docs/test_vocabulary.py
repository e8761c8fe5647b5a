"""The ontology as values: whole, in order, and refused where a term is not whole."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

import pytest

from docs.generating.vocabulary import TermKind, Vocabulary, read_vocabulary
from kusei import terms

ONTOLOGY: Final = Path(__file__).resolve().parents[2] / "ontology"


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    """The ontology of the project."""
    return read_vocabulary(ONTOLOGY)


def test_term_is_read_whole(vocabulary: Vocabulary) -> None:
    """A property comes with labels, definition, domain and range."""
    when = next(term for term in vocabulary.own if term.iri == terms.KUSEI + "when")
    assert when.kind is TermKind.DATATYPE_PROPERTY
    assert (when.domain, when.range) == (terms.KUSEI + "ChangeEvent", terms.EDTF_DATE)
    assert (when.label.en, when.label.ja) == ("when", "日付")
    assert when.definition is not None
    assert "first day of the new state" in when.definition.en
    assert not when.symmetric


def test_class_has_its_parents(vocabulary: Vocabulary) -> None:
    """A class comes with all the classes that it falls directly under."""
    parents = {term.iri.removeprefix(terms.KUSEI): term.parents for term in vocabulary.own}
    assert parents["Instrument"] == (terms.CV + "ReferenceFramework", terms.PROV + "Plan")
    assert parents["Claim"] == ()


def test_symmetric_property(vocabulary: Vocabulary) -> None:
    """Only a contradiction holds in both directions."""
    assert [t.iri for t in vocabulary.own if t.symmetric] == [terms.KUSEI + "contradictedBy"]


def test_everything_is_in_order(vocabulary: Vocabulary) -> None:
    """Terms, schemes and concepts are in the order of their IRIs, whatever that of the files."""
    for found in (vocabulary.own, vocabulary.reused, vocabulary.schemes):
        assert [x.iri for x in found] == sorted(x.iri for x in found)
    (statuses,) = (s for s in vocabulary.schemes if s.name == "statuses")
    assert [c.notation for c in statuses.concepts] == ["cancelled", "planned", "reported"]


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("kusei.ttl", '"claim"@en, ', "", "Claim lacks .*label"),
        ("kusei.ttl", "a owl:Ontology", "a owl:Class", "holds 0 ontologies"),
        ("schemes/bases.ttl", 'skos:notation "stated" ;', "", "stated has 0 values of .*notation"),
        ("reused.ttl", "org:Post a rdfs:Class", "[] a rdfs:Class", "holds a blank node"),
    ],
)
def test_what_is_not_whole_is_refused(
    tmp_path: Path, file: str, old: str, new: str, message: str
) -> None:
    """A term without a label, a folder without its ontology, a nameless node: an error each."""
    folder = Path(shutil.copytree(ONTOLOGY, tmp_path / "ontology"))
    text = (folder / file).read_text("utf-8")
    assert text.count(old) == 1
    (folder / file).write_text(text.replace(old, new), "utf-8")
    with pytest.raises(ValueError, match=message):
        read_vocabulary(folder)
