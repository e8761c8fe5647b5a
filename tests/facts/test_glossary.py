"""One Japanese term has one English through the whole graph, as ``docs/glossary.md`` says."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pytest

from kusei import terms
from kusei.graph.store import Literal, NamedNode

if TYPE_CHECKING:
    from pathlib import Path

    from kusei.dataset.files import Dataset

K: Final = terms.KUSEI
LABELS: Final = (K + "text", terms.RDFS_LABEL, terms.SKOS + "altLabel")
NAMED: Final = frozenset({K + "Name", K + "Duty", K + "Instrument", K + "Reform"})
LAST, ANYWHERE = "## Last words", "## Words anywhere"
ASIDE: Final = re.compile(r"\([^)]*\)$")
"""What stands in brackets behind a name tells which one it is, and is no part of its last word."""
OWNERS: Final = frozenset({"official", "ours"})


@dataclass(frozen=True, slots=True)
class Term:
    """A row of the glossary."""

    japanese: str
    reading: str
    english: str
    owner: str


@dataclass(frozen=True, slots=True)
class Said:
    """What one thing is called, by language (small letters)."""

    thing: str
    cls: str
    texts: dict[str, str]


def rows(root: Path, heading: str) -> list[Term]:
    """The table under a heading of the glossary."""
    text = (root / "docs" / "glossary.md").read_text("utf-8")
    section = text.partition(f"\n{heading}")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")][1:]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [Term(*row[:4]) for row in cells]


@pytest.fixture(scope="module")
def said(minato: Dataset) -> list[Said]:
    """Every thing with labels, by property."""
    classes: dict[str, str] = {}
    texts: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for quad in minato.curated:
        if not isinstance(quad.subject, NamedNode):
            continue
        thing, predicate = quad.subject.value, quad.predicate.value
        if predicate == terms.RDF_TYPE and isinstance(quad.object, NamedNode):
            classes[thing] = quad.object.value
        elif predicate in LABELS and isinstance(quad.object, Literal) and quad.object.language:
            texts[thing, predicate][quad.object.language.lower()] = quad.object.value
    return [Said(thing, classes.get(thing, ""), words) for (thing, _), words in texts.items()]


@pytest.fixture(scope="module")
def names(said: list[Said]) -> list[Said]:
    """What has names: kinds, units, roles, posts by their Names; duties, instruments, reforms."""
    return [one for one in said if one.cls in NAMED and "en" in one.texts and "ja" in one.texts]


def holds(english: str, term: str) -> bool:
    """Whether the words of ``term``, singular or plural, stand in the English."""
    words = r"[\s-]".join(re.escape(word) for word in term.lower().split())
    return re.search(rf"\b{words}(s|es)?\b", english.lower()) is not None


@pytest.mark.parametrize("language", ["en", "ja-hira"])
def test_one_japanese_text_has_one_text_in_each_other_language(
    said: list[Said], language: str
) -> None:
    """Whoever reads English meets the same thing under the same words, wherever it is named."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in said:
        if {"ja", language} <= one.texts.keys():
            found[one.texts["ja"]].add(one.texts[language])
    assert found
    assert {japanese: texts for japanese, texts in found.items() if len(texts) > 1} == {}


def test_the_last_word_of_a_name_is_translated_as_the_glossary_says(
    names: list[Said], dataset_root: Path
) -> None:
    """課 is a Section and 部 a Department everywhere; the longest term of the table counts."""
    table = rows(dataset_root, LAST)
    assert len(table) > 40
    wrong = []
    for one in names:
        japanese = ASIDE.sub("", one.texts["ja"]) if one.cls != K + "Duty" else ""
        ends = [term for term in table if japanese.endswith(term.japanese)]
        longest = max(ends, key=lambda term: len(term.japanese), default=None)
        if longest and not holds(one.texts["en"], longest.english):
            wrong.append((one.texts["ja"], one.texts["en"], longest.english))
    assert wrong == []


def test_a_word_of_the_glossary_is_translated_so_wherever_it_stands(
    names: list[Said], dataset_root: Path
) -> None:
    """The five districts, 占用 or 協働 read alike in every name."""
    wrong = [
        (one.texts["ja"], one.texts["en"], term.english)
        for term in rows(dataset_root, ANYWHERE)
        for one in names
        if term.japanese in one.texts["ja"] and not holds(one.texts["en"], term.english)
    ]
    assert wrong == []


def test_two_spellings_stay_apart(names: list[Said]) -> None:
    """街づくり is never Community Development, まちづくり never Town Development."""
    for spelling, other in (
        ("街づくり", "community development"),
        ("まちづくり", "town development"),
    ):
        found = [one.texts["en"].lower() for one in names if spelling in one.texts["ja"]]
        assert found
        assert [english for english in found if other in english] == []


def test_readings_of_the_glossary_are_those_of_the_data(
    names: list[Said], dataset_root: Path
) -> None:
    """What ends in a term is read as the table says, voiced where Japanese voices it (がかり, じょちょう)."""
    voiced = {"かかり": "がかり", "しょちょう": "じょちょう"}
    wrong = []
    for one in names:
        japanese, reading = one.texts["ja"], one.texts.get("ja-hira", "")
        for term in rows(dataset_root, LAST):
            if japanese.endswith(term.japanese) and one.cls != K + "Duty":
                ends = (term.reading, voiced.get(term.reading, term.reading))
                if not reading.replace(" ", "").endswith(ends):
                    wrong.append((japanese, reading, term.reading))
    assert wrong == []


def test_english_is_official_where_a_source_uses_it_and_nowhere_else(
    minato: Dataset, names: list[Said], dataset_root: Path
) -> None:
    """The English of a name is the source's unless kusei:editorial marks it as ours."""
    ours = {
        quad.subject.value
        for quad in minato.curated
        if quad.predicate.value == K + "editorial"
        and isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, Literal)
        and quad.object.value == "en"
    }
    table = rows(dataset_root, LAST)
    used = set()
    for one in names:
        if one.cls == K + "Name" and one.thing not in ours:
            ends = [term.japanese for term in table if one.texts["ja"].endswith(term.japanese)]
            used.add(max(ends, key=len))
    assert used == {term.japanese for term in table if term.owner == "official"}


@pytest.mark.parametrize("heading", [LAST, ANYWHERE])
def test_every_row_of_the_glossary_is_used(
    names: list[Said], dataset_root: Path, heading: str
) -> None:
    """A term that no name holds teaches nothing; no term stands twice; each says whose English."""
    table = rows(dataset_root, heading)
    every = {one.texts["ja"] for one in names}
    assert [t.japanese for t in table if not any(t.japanese in text for text in every)] == []
    assert len({term.japanese for term in table}) == len(table)
    assert {term.owner for term in table} <= OWNERS
