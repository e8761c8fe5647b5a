"""Documentation says what is: generated pages follow their sources, links and commands exist."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from docs.generating.pages import command_reference, pages, query_reference
from kusei.graph.store import Rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from kusei.dataset.files import Dataset

ROOT = Path(__file__).resolve().parents[2]
PROSE = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


def test_generated_pages_are_those_that_their_sources_give(
    assert_committed: Callable[[Path, str], None],
) -> None:
    """A page that is behind its source is written anew with ``--refresh``."""
    for path, text in pages().items():
        assert_committed(path, text)


def test_every_command_and_every_query_is_documented() -> None:
    """The references hold each command and each stored query there is."""
    from kusei.commands import COMMANDS

    commands, queries = command_reference(), query_reference("en")
    for name in COMMANDS:
        assert f"## kusei {name}\n" in commands
    for path in (ROOT / "queries").glob("*.rq"):
        assert f"## {path.stem}\n" in queries


@pytest.mark.parametrize("page", PROSE, ids=lambda p: p.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    """Every relative link of a page names a file of the tree."""
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
        if not re.match(r"[a-z]+:", target):
            assert (page.parent / target).exists(), target


def test_each_english_page_a_user_reads_has_its_japanese_counterpart() -> None:
    """README and the references of terms, queries, rules and coverage come in both languages."""
    for name in ("README", "docs/terms", "docs/queries", "docs/rules", "docs/coverage"):
        assert (ROOT / f"{name}.md").is_file()
        assert (ROOT / f"{name}.ja.md").is_file()


@pytest.mark.parametrize("name", ["README.md", "README.ja.md", "CHANGELOG.md"])
def test_counts_in_prose_are_those_of_the_data(name: str, minato: Dataset) -> None:
    """How many documents statements rest on is read in the data, not remembered."""
    query = """PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX prov: <http://www.w3.org/ns/prov#>
      PREFIX kusei: <https://w3id.org/kusei/ontology#>
      SELECT DISTINCT ?document { ?passage a kusei:Passage ; oa:hasSource ?source .
        OPTIONAL { ?source prov:specializationOf ?of } BIND (COALESCE(?of, ?source) AS ?document) }"""
    answer = minato.store.query(query)
    assert isinstance(answer, Rows)
    told = re.findall(r"(\d+)(?:\s+documents|の文書)", (ROOT / name).read_text("utf-8"))
    assert told == [str(len(answer.rows))]


def test_counts_of_questions_and_commands_are_those_there_are() -> None:
    """The changelog names every command, and as many questions as there are."""
    from kusei.commands import COMMANDS

    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    questions = len(list((ROOT / "queries").glob("*.rq")))
    assert f"{questions} stored queries" in text
    assert [name for name in COMMANDS if f"`{name}`" not in text] == []
