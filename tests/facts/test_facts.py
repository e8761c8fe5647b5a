"""Every known fact is in the graph, and its ASK would notice if it were not."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import pytest

from kusei import terms
from kusei.graph.store import Store, Triple
from tests.facts.coverage import coverage_page
from tests.facts.table import Fact, read_all_facts

if TYPE_CHECKING:
    from pathlib import Path

    from kusei.dataset.files import Dataset
    from kusei.graph.store import Quad

FACTS: Final = read_all_facts()
MODELLED: Final = [pytest.param(fact, id=fact.id) for fact in FACTS if fact.modelled]
MINATO: Final = terms.PREFIXES["minato"]
_CITES: Final = terms.PROV + "wasDerivedFrom"
_SAY_NOTHING: Final = {terms.RDF_TYPE, _CITES, terms.KUSEI + "status"}


@pytest.fixture(scope="module")
def curated(minato: Dataset) -> Store:
    """What was written by hand, and nothing that is derived from it."""
    return Store(minato.curated)


@pytest.fixture(scope="module")
def quads_of(minato: Dataset) -> dict[Triple, list[Quad]]:
    """The quads in which each curated triple stands."""
    found: dict[Triple, list[Quad]] = defaultdict(list)
    for quad in minato.curated:
        found[quad.triple].append(quad)
    return found


def ask(store: Store, fact: Fact) -> bool:
    """Whether the graph says the fact."""
    return store.query(f"ASK {{ {fact.ask_or_reason} }}", prefixes=terms.PREFIXES) is True


def grounds(store: Store, fact: Fact) -> list[Triple]:
    """The triples on which the ASK rests: its patterns with the values that they matched."""
    query = f"CONSTRUCT {{ {fact.patterns} }} WHERE {{ {fact.ask_or_reason} }}"
    triples = store.query(query, prefixes=terms.PREFIXES)
    assert isinstance(triples, list)
    return triples


def test_each_fact_stands_in_one_table_once() -> None:
    """The facts S001 to S157 and X001 to X259 stand in the tables once each."""
    numbers = [*(f"S{n:03d}" for n in range(1, 158)), *(f"X{n:03d}" for n in range(1, 260))]
    assert [fact.id for fact in FACTS] == numbers


def test_the_tables_repeat_the_facts_as_they_are_known(shared: Path) -> None:
    """Subject, relation and object of each row are those of the list of known facts.

    The list goes on: what is not in the graph yet is what stands behind the last row, all of it.
    """
    lines = (shared / "facts" / "facts.tsv").read_text("utf-8").splitlines()[1:]
    known = sorted(tuple(line.split("\t")[:4]) for line in lines)
    modelled = [(f.id, f.subject, f.relation, f.object) for f in FACTS]
    assert modelled == known[: len(modelled)]
    assert [row[0] for row in known[len(modelled) :]] == [f"X{n:03d}" for n in range(260, 366)]


def test_what_is_left_out_says_why_in_both_languages() -> None:
    """A fact is modelled or says, in English and Japanese, why it is not."""
    assert {fact.status for fact in FACTS} == {"modelled", "not-modelled"}
    left_out = [fact for fact in FACTS if not fact.modelled]
    assert {fact.id for fact in left_out if fact.id.startswith("S")} == {"S002", "S009"}
    assert [f.id for f in left_out if not (f.reason("en") and f.reason("ja"))] == []


@pytest.mark.parametrize("fact", MODELLED)
def test_the_graph_says_the_fact_and_nothing_less_would_do(
    fact: Fact, curated: Store, quads_of: dict[Triple, list[Quad]]
) -> None:
    """The ASK is true, and false as soon as any one of the triples that it rests on is gone."""
    assert ask(curated, fact)
    for triple in grounds(curated, fact):
        curated.remove(quads_of[triple])
        try:
            assert not ask(curated, fact), f"{fact.id} does not need {triple}"
        finally:
            curated.add(quads_of[triple])


@pytest.mark.parametrize("fact", MODELLED)
def test_the_ask_says_something_and_cites_the_passage_of_the_fact(
    fact: Fact, curated: Store
) -> None:
    """An ASK states more than a type, and cites the passages that it names as its grounds.

    A passage of the page 区役所・支所改革の推進 bears the number of the fact that was read there.
    """
    triples = grounds(curated, fact)
    assert any(triple.predicate.value not in _SAY_NOTHING for triple in triples)
    cited = {str(t.object.value) for t in triples if t.predicate.value == _CITES}  # type: ignore[union-attr]
    assert cited == {MINATO + passage for passage in fact.passages}
    assert cited
    if fact.id.startswith("S"):
        own = f"{MINATO}kaikaku-p{fact.id[1:]}"
        exists = curated.query(f"ASK {{ <{own}> a kusei:Passage }}", prefixes=terms.PREFIXES)
        assert own in cited or not exists


def test_the_coverage_page_tells_of_every_fact() -> None:
    """Each fact has one line of the coverage page in either language."""
    for language in ("en", "ja"):
        lines = coverage_page(language).splitlines()
        told = [line[2:6] for line in lines if line.startswith(("| S", "| X"))]
        assert sorted(told) == [fact.id for fact in FACTS]
