"""Publish a release on a SPARQL server: each named graph replaced as a whole, and counted back.

No protocol replaces several graphs at once, so a publication can break off between two of them.
It then says which graphs are new and which are as they were; done again it begins anew, since to
replace a graph twice is to replace it once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kusei.errors import ServerFailure, ToolFailure
from kusei.publish.graphs import sizes, stale
from kusei.remote import Refused
from kusei.store import serialize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kusei.remote import Endpoint, GraphStore
    from kusei.store import Quad

_SHOWN: Final = 3
_DOUBT: Final = "old or new; on a server that replaces no graph in one step, as Virtuoso, in part"


@dataclass(slots=True)
class State:
    """How far a publication has come: which graphs are new, in doubt, and as they were."""

    total: int
    counted: dict[str, int] = field(default_factory=dict)
    """The new graphs, with the triples that the server counts in them."""
    deleted: list[str] = field(default_factory=list)
    at: str | None = None
    """The graph that is being replaced or deleted: old or new, on some servers in part."""
    waiting: list[str] = field(default_factory=list)
    whole: bool = False
    """True when all is new and was counted once more."""

    @property
    def done(self) -> int:
        """How many graphs are new or deleted."""
        return len(self.counted) + len(self.deleted)

    def told(self) -> str:
        """What stands on the server, in one or two sentences."""
        if self.done == 0 and self.at is None:
            return "Nothing was published; the server holds what it held."
        if self.done == self.total:
            return "All graphs are new, but could not be counted once more. Run kusei push again."
        parts = [f"{self.done} of {self.total} graphs are done"]
        if self.at is not None:
            parts.append(f"{self.at} is in doubt ({_DOUBT})")
        if self.waiting:
            shown = ", ".join(self.waiting[:_SHOWN])
            more = f" and {len(self.waiting) - _SHOWN} more" if len(self.waiting) > _SHOWN else ""
            parts.append(f"{len(self.waiting)} are as they were ({shown}{more})")
        return f"Half published: {'; '.join(parts)}. Run kusei push again: it begins anew."


class PushBrokenOff(ToolFailure):
    """A publication that did not come to its end; the message tells what stands on the server."""

    def __init__(self, reason: str, state: State) -> None:
        super().__init__(f"{reason}\n{state.told()}")
        self.state = state


def push(
    graphs: Mapping[str, list[Quad]],
    endpoint: Endpoint,
    store: GraphStore,
    *,
    on_step: Callable[[State], None] | None = None,
    state: State | None = None,
) -> State:
    """Replace these graphs on a server, delete those they leave behind, and count all back.

    ``on_step`` is told before each graph and at the end. ``state`` may be given to look at what
    was reached where the call is interrupted.

    Raises:
        PushBrokenOff: the server failed, or does not hold what it was given.
    """
    state = state or State(0)
    try:
        store.check()
        expected = sizes(graphs)
        old = stale(graphs, endpoint.counts())
        state.total = len(graphs) + len(old)
        state.waiting = [*graphs, *old]
        for name in _steps(state, on_step):
            if name in graphs:
                store.put(name, serialize(graphs[name], format="ntriples"))
                state.counted[name] = _counted_back(endpoint, name, expected[name])
            else:
                store.delete(name)
                _counted_back(endpoint, name, frozenset({0}))
                state.deleted.append(name)
        _check_all(endpoint, expected, old)
    except ServerFailure as failure:
        if isinstance(failure, Refused) and state.at is not None:
            state.waiting.insert(0, state.at)  # the server said that it did not touch it
            state.at = None
        raise PushBrokenOff(str(failure), state) from None
    state.whole = True
    if on_step is not None:
        on_step(state)
    return state


def _steps(state: State, on_step: Callable[[State], None] | None) -> Iterator[str]:
    """Each graph in its turn; the state says while it is worked on that it is in doubt."""
    while state.waiting:
        if on_step is not None:
            on_step(state)
        state.at = state.waiting.pop(0)
        yield state.at
        state.at = None


def _counted_back(endpoint: Endpoint, graph: str, expected: frozenset[int]) -> int:
    """How many triples the server holds in a graph now: a status of success is no proof."""
    found = endpoint.count(graph)
    if found not in expected:
        told = " or ".join(f"{number:,}" for number in sorted(expected))
        raise ServerFailure(
            f"{endpoint.url}: after the graph store said that it was done, {graph} holds "
            f"{found:,} triples, not {told}"
        )
    return found


def _check_all(endpoint: Endpoint, expected: Mapping[str, frozenset[int]], old: list[str]) -> None:
    """All once more at the end: another publication may have come between."""
    there = endpoint.counts()
    wrong = [name for name, numbers in expected.items() if there.get(name, 0) not in numbers]
    wrong += [name for name in old if there.get(name, 0)]
    if wrong:
        raise ServerFailure(
            f"{endpoint.url}: counted again at the end, {len(wrong)} graphs hold something else "
            f"({', '.join(wrong[:_SHOWN])}); is somebody else publishing?"
        )
