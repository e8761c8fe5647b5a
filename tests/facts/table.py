"""The tables of known facts: what the graph says of each, or why it says nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

TABLES: Final = ("kaikaku", "ordinances", "bodies", "reform", "history", "posts")
"""The page 区役所・支所改革の推進 and, by subject, what the other sources say; a file each."""

COLUMNS: Final = ("id", "subject", "relation", "object", "status", "gloss", "ask_or_reason")
_PASSAGE: Final = re.compile(r"minato:([a-z0-9-]+-p[0-9]+)")


@dataclass(frozen=True, slots=True)
class Fact:
    """One row; ``ask_or_reason`` is the body of an ASK, or why the fact is not modelled.

    The reason is in English and, after ``//``, in Japanese.
    """

    id: str
    subject: str
    relation: str
    object: str
    status: str
    gloss: str
    ask_or_reason: str

    @property
    def modelled(self) -> bool:
        """Whether the graph is to say this."""
        return self.status == "modelled"

    @property
    def patterns(self) -> str:
        """The triple patterns of the ASK, without the filters after them."""
        return self.ask_or_reason.partition(" FILTER(")[0]

    @property
    def passages(self) -> tuple[str, ...]:
        """The passages that the ASK names as grounds, in order, by local name."""
        cited = re.findall(r"prov:wasDerivedFrom ([^;.]+)", self.ask_or_reason)
        return tuple(sorted({p for group in cited for p in _PASSAGE.findall(group)}))

    def reason(self, language: str) -> str:
        """Why the fact is not modelled, in ``"en"`` or ``"ja"``."""
        english, _, japanese = self.ask_or_reason.partition(" // ")
        return english if language == "en" else japanese


def read_facts(table: str = "kaikaku") -> tuple[Fact, ...]:
    """All rows of a table, in the order of the file."""
    path = Path(__file__).with_name(f"{table}.tsv")
    header, *rows = path.read_text("utf-8").splitlines()
    if tuple(header.split("\t")) != COLUMNS:
        raise ValueError(f"{path.name}: the columns are not {COLUMNS}")
    return tuple(Fact(*row.split("\t")) for row in rows)


def read_all_facts() -> tuple[Fact, ...]:
    """The rows of all tables, in the order of their numbers."""
    facts = [fact for table in TABLES for fact in read_facts(table)]
    return tuple(sorted(facts, key=lambda fact: fact.id))
