"""Publish a release on a SPARQL server: each named graph replaced as a whole, and counted back.

No protocol replaces several graphs at once, so a publication can break off between two of them.
It then says which graphs are new and which are as they were; done again it begins anew, since to
replace a graph twice is to replace it once.

Two ways lead to the named graphs of a server: the Graph Store Protocol, and SPARQL Update. Where
the first is not there, or says that it did and did not, the second is taken, if it is known.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol

from kusei.errors import ServerFailure, ToolFailure
from kusei.graph.store import serialize
from kusei.publish.graphs import sizes, stale
from kusei.remote import LEFT_BEHIND, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from kusei.graph.store import Quad
    from kusei.remote import Endpoint

_SHOWN: Final = 3
_NOT_THERE: Final = frozenset({404, 405, 501})
"""What a server answers where it has no Graph Store Protocol, or not at this address."""


class NamedGraphs(Protocol):
    """A way to write the named graphs of a server."""

    @property
    def doubt(self) -> str:
        """What a graph may hold during whose replacement a server went away."""

    def check(self) -> None:
        """See that graphs may be written at all; raises ``Refused`` where not."""

    def put(self, graph: str, ntriples: bytes) -> None:
        """Replace a graph; raises ``Refused`` where it is as it was."""

    def delete(self, graph: str) -> None:
        """Delete a graph, if it is there."""


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
    doubt: str = ""
    """What that graph may hold, by the way that was taken."""
    instead: str | None = None
    """Why the second way was taken, in the words of the first; None where it was not."""
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
            parts.append(f"{self.at} is in doubt ({self.doubt})")
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


class _Miscounted(ServerFailure):
    """A server that says it did, and holds something else."""


class _Ways:
    """The way to the named graphs, and the one to take where that turns out to be none."""

    def __init__(
        self, endpoint: Endpoint, first: NamedGraphs, second: NamedGraphs | None, state: State
    ) -> None:
        self._endpoint = endpoint
        self._way = first
        self._second = second
        self._state = state

    def check(self) -> None:
        """See that there is a way."""
        try:
            self._way.check()
        except Refused as failure:
            self._change(failure)
        self._state.doubt = self._way.doubt

    def clear(self, graphs: Iterable[str]) -> None:
        """Delete these graphs, where they are there."""
        for graph in graphs:
            if self._endpoint.count(graph):
                self._way.delete(graph)

    def write(self, graph: str, ntriples: bytes | None, expected: frozenset[int]) -> int:
        """Put or delete a graph and count it back, if it must be by the second way."""
        try:
            return self._written(graph, ntriples, expected)
        except (Refused, _Miscounted) as failure:
            self._change(failure)
            if isinstance(failure, Refused):
                self._state.doubt = self._way.doubt
                return self._written(graph, ntriples, expected)
            try:
                found = self._written(graph, ntriples, expected)
            except Refused as refused:  # as it was is not what it was before the first way
                raise ServerFailure(str(refused)) from None
            self._state.doubt = self._way.doubt
            return found

    def _written(self, graph: str, ntriples: bytes | None, expected: frozenset[int]) -> int:
        if ntriples is None:
            self._way.delete(graph)
        else:
            self._way.put(graph, ntriples)
        return _counted_back(self._endpoint, graph, expected)

    def _change(self, failure: Refused | _Miscounted) -> None:
        """Take the second way, where the first is not there or does nothing."""
        lacking = isinstance(failure, _Miscounted) or failure.status in _NOT_THERE
        if self._second is None or not lacking:
            raise failure
        try:
            self._second.check()
        except ServerFailure as also:
            raise type(failure)(f"{failure}\n{also}") from None
        self._way, self._second = self._second, None
        self._state.instead = str(failure)


def push(  # noqa: PLR0913 - what to publish, where, by which ways, and who is told
    graphs: Mapping[str, list[Quad]],
    endpoint: Endpoint,
    store: NamedGraphs,
    *,
    otherwise: NamedGraphs | None = None,
    on_step: Callable[[State], None] | None = None,
    state: State | None = None,
) -> State:
    """Replace these graphs on a server, delete those they leave behind, and count all back.

    ``otherwise`` is the way to take where ``store`` turns out not to be one. ``on_step`` is told
    before each graph and at the end. ``state`` may be given to look at what was reached where the
    call is interrupted.

    Raises:
        PushBrokenOff: the server failed, or does not hold what it was given.
        Unpublishable: a graph cannot be sent in this way; the message says which, and why.
    """
    state = state or State(0)
    ways = _Ways(endpoint, store, otherwise, state)
    try:
        ways.check()
        ways.clear(LEFT_BEHIND)  # a union of all graphs would answer from them
        expected = sizes(graphs)
        old = stale(graphs, endpoint.counts())
        state.total = len(graphs) + len(old)
        state.waiting = [*graphs, *old]
        for name in _steps(state, on_step):
            if name in graphs:
                triples = serialize(graphs[name], format="ntriples")
                state.counted[name] = ways.write(name, triples, expected[name])
            else:
                ways.write(name, None, frozenset({0}))
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
        raise _Miscounted(
            f"{endpoint.url}: after the server said that it was done, {graph} holds "
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
