"""Documentation says what is: generated pages follow their sources, links and commands exist."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from docs.generating.pages import command_reference, pages, query_reference

if TYPE_CHECKING:
    from collections.abc import Callable

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
