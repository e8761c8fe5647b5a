"""Small graphs for the tests of derivation, written as a curator would write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kusei.dataset.files import rule_texts
from kusei.derive import derive
from kusei.derive.lives import read_lives
from kusei.derive.rules import structure
from kusei.derive.windows import propagate
from kusei.graph.store import Store, parse_turtle
from kusei.terms import GRAPH, PREFIXES

if TYPE_CHECKING:
    from kusei.dataset.files import Location
    from kusei.derive import Derived
    from kusei.derive.windows import Window
    from kusei.graph.store import Quad

MINATO = PREFIXES["minato"]
_HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
_PAGE = """
minato:document-page a kusei:Document ; kusei:asOf "2024-03-27"^^edtf:EDTF .
minato:page-p1 a kusei:Passage ; oa:hasSource minato:document-page .
"""


def quads(turtle: str) -> list[Quad]:
    """The quads of a Turtle text with all prefixes of the list declared."""
    return parse_turtle((_HEAD + turtle).encode(), graph=GRAPH + "test")


def unit(*cites: str) -> str:
    """A unit ``minato:unit-x`` that cites passages."""
    cited = f"; prov:wasDerivedFrom {', '.join(cites)}" if cites else ""
    return f"minato:unit-x a org:OrganizationalUnit {cited} .\n"


def event(verb: str, when: str | None, *, status: str = "reported", cites: str = "") -> str:
    """An event that ``generated`` or ``invalidated`` minato:unit-x."""
    dated = f'; kusei:when "{when}"^^edtf:EDTF' if when else ""
    cited = f"; prov:wasDerivedFrom {cites}" if cites else ""
    name = f"minato:event-{verb}-{status}"
    return f"{name} kusei:status kusei:{status} ; prov:{verb} minato:unit-x {dated} {cited} .\n"


def document(name: str, as_of: str | None) -> str:
    """A document with one passage ``minato:<name>-p1``."""
    dated = f'; kusei:asOf "{as_of}"^^edtf:EDTF' if as_of else ""
    return (
        f"minato:document-{name} a kusei:Document {dated} .\n"
        f"minato:{name}-p1 a kusei:Passage ; oa:hasSource minato:document-{name} .\n"
    )


def page() -> str:
    """The page as of 2024-03-27 with its passage ``minato:page-p1``."""
    return _PAGE


def windows(turtle: str, location: Location | None = None) -> dict[str, Window]:
    """The windows of all living things of a Turtle text by local name, expanded if asked."""
    known = quads(turtle)
    if location is not None:
        known = known + structure(rule_texts(location), Store(known))[0]
    found = propagate(read_lives(known))
    return {iri.removeprefix(MINATO): window for iri, window in found.items()}


def derived(turtle: str, location: Location) -> Derived:
    """All that is derived from a Turtle text by the project's rules."""
    return derive(quads(turtle), rules=rule_texts(location))
