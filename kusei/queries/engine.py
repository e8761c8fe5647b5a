"""What a query runs on: the embedded store, or a SPARQL server; both answer alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from kusei.errors import ToolFailure
from kusei.graph.store import Rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kusei.graph.store import Answer


class Engine(Protocol):
    """Answers SPARQL queries."""

    def query(self, sparql: str, *, prefixes: Mapping[str, str] | None = None) -> Answer:
        """Rows for SELECT, a bool for ASK, triples for CONSTRUCT and DESCRIBE."""
        ...


def select(engine: Engine, sparql: str) -> Rows:
    """The rows of a SELECT.

    Raises:
        ToolFailure: the engine answered as if it were another form of query.
    """
    answer = engine.query(sparql)
    if not isinstance(answer, Rows):
        raise ToolFailure("the answer of a SELECT holds no rows")
    return answer
