"""Limits of answers: what is left out beyond them is always said."""

from __future__ import annotations

from dataclasses import dataclass

from kusei.graph.store import Rows
from kusei.sparql.tokens import tokens


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit that was hit: so many rows (or triples) of ``total``, None where nobody knows."""

    rows: int
    total: int | None

    def document(self) -> dict[str, int | None]:
        """As JSON values."""
        return {"limit": self.rows, "total": self.total}

    def told(self, what: str = "rows") -> str:
        """What is said of it on stderr."""
        if self.total is None:
            return (
                f"limit: {self.rows} {what}, and the query's own LIMIT was hit: there may be more"
            )
        return f"limit: {self.rows} of {self.total} {what}"


def limited(answer: Rows, most: int | None, *, sparql: str = "") -> tuple[Rows, Limit | None]:
    """At most so many rows, and the limit where it was hit: this one, or the query's own."""
    total = len(answer.rows)
    own = own_limit(sparql)
    complete = own is None or total < own
    if most is not None and total > most:
        return Rows(answer.columns, answer.rows[:most]), Limit(most, total if complete else None)
    return answer, None if complete else Limit(total, None)


def own_limit(sparql: str) -> int | None:
    """The LIMIT that a query itself ends with, outside of all sub-SELECTs; None without one."""
    depth = 0
    found: int | None = None
    awaited = False
    for token in tokens(sparql):
        if token.kind == "mark" and token.text in "{}":
            depth += 1 if token.text == "{" else -1
        elif depth == 0 and awaited and token.text.isascii() and token.text.isdigit():
            found = int(token.text)
        awaited = token.kind == "word" and token.text.upper() == "LIMIT"
    return found
