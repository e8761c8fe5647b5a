"""The days on which an event may have been, so that queries can compare them with a date.

``kusei:when`` is EDTF, which SPARQL cannot compare: a month against a day is silently false.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.dates.typed import DateError, parse_edtf
from kusei.graph.store import Literal, NamedNode, Quad

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WHEN: Final = NamedNode(terms.KUSEI + "when")
_FROM: Final = NamedNode(terms.KUSEI + "possibleFrom")
_UNTIL: Final = NamedNode(terms.KUSEI + "possibleUntil")
_DATE: Final = NamedNode(terms.XSD_DATE)


def event_days(quads: Iterable[Quad], *, graph: NamedNode) -> Iterator[Quad]:
    """``possibleFrom`` and ``possibleUntil`` of each event: its day is one of these, inclusive."""
    whens = {(subject, when) for subject, verb, when, _ in quads if verb == _WHEN}
    for event, when in sorted(whens, key=str):
        if not isinstance(when, Literal):
            continue
        try:
            span = parse_edtf(when.value)
        except DateError:
            continue  # the shapes report it
        for verb, day in ((_FROM, span.earliest), (_UNTIL, span.latest)):
            yield Quad(event, verb, Literal(day.isoformat(), datatype=_DATE), graph)
