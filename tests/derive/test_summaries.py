"""What is asked of a thing without its day is what the ontology and the data say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kusei import terms
from kusei.derive.summaries import SUPERCLASSES

if TYPE_CHECKING:
    from kusei.dataset.files import Dataset


def test_the_general_classes_are_those_of_the_ontology(minato: Dataset) -> None:
    """Every class below kusei:Claim, kusei:ChangeEvent and prov:Activity, and no other one."""
    above: dict[str, set[str]] = {}
    for quad in minato.ontology:
        if quad.predicate.value == terms.RDFS + "subClassOf":
            above.setdefault(str(quad.subject), set()).add(str(quad.object))

    def all_above(cls: str) -> set[str]:
        return above.get(cls, set()).union(*(all_above(one) for one in above.get(cls, ())))

    asked = {f"<{general}>" for its in SUPERCLASSES.values() for general in its}
    assert asked == {
        f"<{iri}>"
        for iri in (terms.KUSEI + "Claim", terms.KUSEI + "ChangeEvent", terms.PROV + "Activity")
    }
    expected = {cls: found for cls in above if (found := all_above(cls) & asked)}
    assert {f"<{cls}>": {f"<{g}>" for g in its} for cls, its in SUPERCLASSES.items()} == expected
