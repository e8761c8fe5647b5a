"""The table of facts read from the page: what the graph says of each, or why it says nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

TABLE: Final = Path(__file__).with_name("kaikaku.tsv")
COLUMNS: Final = ("id", "subject", "relation", "object", "status", "gloss", "ask_or_reason")


@dataclass(frozen=True, slots=True)
class Fact:
    """One row; ``ask_or_reason`` is the body of an ASK, or why the fact is not modelled."""

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
        return tuple(sorted({p for group in cited for p in re.findall(r"kaikaku-p\d{3}", group)}))


def read_facts() -> tuple[Fact, ...]:
    """All rows, in the order of the file."""
    header, *rows = TABLE.read_text("utf-8").splitlines()
    if tuple(header.split("\t")) != COLUMNS:
        raise ValueError(f"{TABLE.name}: the columns are not {COLUMNS}")
    return tuple(Fact(*row.split("\t")) for row in rows)
