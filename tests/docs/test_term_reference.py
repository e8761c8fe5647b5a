"""The reference of terms: every term is in it, in both languages."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from docs.generating.term_reference import term_reference
from docs.generating.vocabulary import read_vocabulary
from kusei import terms

ROOT: Final = Path(__file__).resolve().parents[2]
ONTOLOGY: Final = ROOT / "ontology"


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_term_has_its_place(language: str) -> None:
    """Each term of ours has one section; each concept and re-used term has one row."""
    vocabulary = read_vocabulary(ONTOLOGY)
    lines = term_reference(ONTOLOGY, language=language).splitlines()
    for term in vocabulary.own:
        head = f"### `{terms.compact(term.iri)}` "
        assert len([line for line in lines if line.startswith(head)]) == 1, term.iri
        assert term.definition is not None
        assert term.definition.in_language(language) in lines
    concepts = [concept for scheme in vocabulary.schemes for concept in scheme.concepts]
    for iri in (*(c.iri for c in concepts), *(term.iri for term in vocabulary.reused)):
        start = f"| `{terms.compact(iri)}` |"
        assert len([line for line in lines if line.startswith(start)]) == 1, iri


@pytest.mark.parametrize(
    ("language", "facts"),
    [
        ("en", "*property that takes values · Of: `kusei:ChangeEvent` · Takes: `edtf:EDTF`.*"),
        ("ja", "*リテラルを値とするプロパティ · 主語:`kusei:ChangeEvent` · 値:`edtf:EDTF`。*"),
    ],
)
def test_domain_and_range_are_told(language: str, facts: str) -> None:
    """Under its heading a term tells what it is, on what it stands and what it takes."""
    lines = term_reference(ONTOLOGY, language=language).splitlines()
    heading = next(i for i, line in enumerate(lines) if line.startswith("### `kusei:when` "))
    assert lines[heading + 2] == facts
