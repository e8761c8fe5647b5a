"""What a synthetic ward consists of: its documents, kinds, roles, and its sections one by one.

Everything is as in docs/modelling.md: identities, claims about them, events that begin and end the
claims, passages that they cite; and the derived bounds of what a release holds beside them. Terms
are written as Turtle writes them; names of the ward have the prefix ``here:``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    _Pairs = tuple[tuple[str, str], ...]

PREFIXES: Final = {
    "dct": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "kusei": "https://w3id.org/kusei/ontology#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_CLAIMS: Final = ("Assignment", "Name", "Placement")
_EVENTS: Final = ("DutyTransfer", "Establishment", "Renaming", "Reorganisation")
_FIELDS: Final = (
    ("防災", "Disaster Preparedness"),
    ("まちづくり", "Community Development"),
    ("子育て", "Child Care"),
    ("環境", "Environment"),
    ("区民", "Residents'"),
    ("道路", "Roads"),
    ("福祉", "Welfare"),
    ("広報", "Public Relations"),
)
_WORKS: Final = ("相談", "助成", "維持管理", "申請受付", "普及啓発", "許可", "調査", "連携")
_CAPACITIES: Final = ("applicationReception", "consultation", "subsidy", "cooperation")
_KINDS: Final = ("部", "課", "係", "総合支所", "支所", "担当", "室", "センター")
_SECTIONS_A_DOCUMENT: Final = 20
_LAST_DAY: Final = "2024-03-27"


@dataclass(slots=True)
class Thing:
    """A subject with its predicates and objects, in Turtle's spelling, in the order of writing."""

    name: str
    pairs: list[tuple[str, str]] = field(default_factory=list)

    def without(self, predicate: str) -> None:
        """Take all values of a predicate away."""
        self.pairs = [pair for pair in self.pairs if pair[0] != predicate]

    def put(self, predicate: str, *values: str) -> None:
        """Give a predicate these values and no other."""
        self.without(predicate)
        self.pairs += [(predicate, value) for value in values]

    def value(self, predicate: str) -> str:
        """The first value of a predicate."""
        return next(value for key, value in self.pairs if key == predicate)


@dataclass(slots=True)
class Section:
    """A section of a ward from its establishment on, with all that speaks of it."""

    things: dict[str, Thing] = field(default_factory=dict)

    def add(self, role: str, name: str, kind: str, *pairs: tuple[str, str]) -> Thing:
        """Put a thing there, under the role that it has in the section."""
        thing = Thing(name, [("a", kind), *pairs])
        self.things[role] = thing
        return thing

    def __getitem__(self, role: str) -> Thing:
        return self.things[role]


def hierarchy() -> Iterator[Thing]:
    """The classes above the classes of claims and events: a graph that is validated holds them."""
    for above, names in (("Claim", _CLAIMS), ("ChangeEvent", _EVENTS)):
        for name in names:
            yield Thing(f"kusei:{name}", [("rdfs:subClassOf", f"kusei:{above}")])
    for name in ("UnitKind", "Duty"):
        yield Thing(f"kusei:{name}", [("rdfs:subClassOf", "skos:Concept")])


def ward(number: int) -> Iterator[Thing]:
    """The ward itself, its kinds of unit and its roles, with the document that speaks of them."""
    yield from _document(0).values()
    passage = "here:page-0-p0"
    cited, always = ("prov:wasDerivedFrom", passage), _certain('"1947-03-15"^^xsd:date')
    yield Thing("here:ward", [("a", "org:FormalOrganization"), cited])
    yield _name("here:ward", 1, (f"第{number}区", f"Ward {number}"), always, passage)
    for at, text in enumerate(_KINDS):
        kind, role = f"here:kind-{at}", f"here:role-{at}"
        yield Thing(kind, [("a", "kusei:UnitKind"), cited])
        yield _name(kind, 1, (text, f"Kind {at}"), always, passage)
        yield Thing(role, [("a", "org:Role"), ("kusei:heads", kind), cited])
        yield _name(role, 1, (f"{text}長", f"Head {at}"), always, passage)


def section(number: int, chance: Random) -> Section:
    """One section, sound in all respects."""
    made = Section()
    page = number // _SECTIONS_A_DOCUMENT + 1
    if number % _SECTIONS_A_DOCUMENT == 0:
        made.things |= _document(page)
    begun = chance.randrange(1947, 2012)
    renamed = begun + chance.randrange(2, 6)
    moved = renamed + chance.randrange(1, 6)
    _passages(made, number, page, chance)
    _unit(made, number, begun, renamed, chance)
    _duties(made, number, begun, moved, chance)
    _events(made, number, begun, renamed, moved)
    return made


def _day(year: int) -> str:
    return f'"{year}-04-01"^^xsd:date'


def _eve(year: int) -> str:
    return f'"{year}-03-31"^^xsd:date'


def _certain(since: str, until: str = f'"{_LAST_DAY}"^^xsd:date') -> _Pairs:
    return (("kusei:certainFrom", since), ("kusei:certainUntil", until))


def _name(bearer: str, number: int, texts: tuple[str, str], life: _Pairs, cited: str) -> Thing:
    """A name in Japanese and in English."""
    return Thing(
        f"here:name-{bearer.removeprefix('here:')}-{number}",
        [
            ("a", "kusei:Name"),
            ("kusei:nameOf", bearer),
            ("kusei:text", f'"{texts[0]}"@ja'),
            ("kusei:text", f'"{texts[1]}"@en'),
            ("kusei:editorial", '"en"'),
            ("kusei:nameKind", "kusei:formalName"),
            *life,
            ("prov:wasDerivedFrom", cited),
        ],
    )


def _document(page: int) -> dict[str, Thing]:
    document, copy = f"here:document-{page}", f"here:copy-{page}"
    made = Section()
    made.add(
        *("document", document, "kusei:Document"),
        ("rdfs:label", f'"組織の沿革 その{page}"@ja'),
        ("rdfs:label", f'"History of the organisation, part {page}"@en'),
        ("kusei:editorial", '"en"'),
        ("dct:title", f'"組織の沿革 その{page}"@ja'),
        ("kusei:asOf", f'"{_LAST_DAY}"^^edtf:EDTF'),
        ("kusei:tier", "kusei:primarySource"),
    )
    made.add(
        *("copy", copy, "kusei:Copy"),
        ("prov:specializationOf", document),
        ("dct:type", "kusei:transcription"),
        ("kusei:sha256", f'"{page:064x}"'),
    )
    made.add(
        *("heading", f"here:page-{page}-p0", "kusei:Passage"),
        ("oa:hasSource", copy),
        ("kusei:exact", f'"組織の沿革 その{page}"'),
        ("kusei:page", "1"),
    )
    return made.things


def _passages(made: Section, number: int, page: int, chance: Random) -> None:
    for at in range(chance.randrange(5, 7)):
        under = f"here:page-{page}-p0" if at == 0 else f"here:passage-{number}-0"
        made.add(
            *(f"passage-{at}", f"here:passage-{number}-{at}", "kusei:Passage"),
            ("oa:hasSource", f"here:copy-{page}"),
            ("kusei:exact", f'"第{number}号の{at} {chance.choice(_WORKS)}を行うこと"'),
            ("kusei:page", str(1 + number % 40)),
            ("kusei:under", under),
        )


def _unit(made: Section, number: int, begun: int, renamed: int, chance: Random) -> None:
    unit, cited = f"here:unit-{number}", f"here:passage-{number}-0"
    (old_ja, old_en), (new_ja, new_en) = chance.sample(_FIELDS, 2)
    ground = ("prov:wasDerivedFrom", cited)
    kind = f"here:kind-{chance.randrange(len(_KINDS))}"
    life = _certain(_day(begun))
    made.add("unit", unit, "org:OrganizationalUnit", ("org:classification", kind), *life, ground)
    for at, ja, en, named in (
        (1, old_ja, old_en, _certain(_day(begun), _eve(renamed))),
        (2, new_ja, new_en, _certain(_day(renamed))),
    ):
        texts = f"{ja}第{number}課", f"{en} Section {number}"
        made.things[f"name-{at}"] = _name(unit, at, texts, named, cited)
    parent = "here:ward" if number % 8 == 0 else f"here:unit-{number - number % 8}"
    made.add(
        *("placement", f"here:placement-unit-{number}-1", "kusei:Placement"),
        ("kusei:placed", unit),
        ("kusei:parent", parent),
        *life,
        ground,
    )
    role = f"here:role-{chance.randrange(len(_KINDS))}"
    post = f"here:post-{number}"
    made.add("post", post, "org:Post", ("org:postIn", unit), ("org:role", role), ground)


def _duties(made: Section, number: int, begun: int, moved: int, chance: Random) -> None:
    """Two to four duties in charge; the first was another section's before, and was handed over."""
    giver = f"here:unit-{number - 1}" if number else "here:ward"
    for at in range(chance.randrange(2, 5)):
        duty, unit = f"here:duty-{number}-{at}", f"here:unit-{number}"
        ground = ("prov:wasDerivedFrom", f"here:passage-{number}-{at + 1}")
        work, (area, english) = chance.choice(_WORKS), chance.choice(_FIELDS)
        made.add(
            *(f"duty-{at}", duty, "kusei:Duty"),
            ("rdfs:label", f'"{area}の{work}に関する業務"@ja'),
            ("rdfs:label", f'"{english} work, no. {number}.{at}"@en'),
            ("kusei:editorial", '"en"'),
            ground,
        )
        held = ("kusei:duty", duty), ("kusei:capacity", "kusei:inCharge")
        made.add(
            *(f"assignment-{at}", f"here:assignment-{number}-{at}--unit-{number}"),
            "kusei:Assignment",
            *(*held, ("kusei:holder", unit), *_certain(_day(begun if at else moved)), ground),
        )
        if at == 0:
            made.add(
                *("given", f"here:assignment-{number}-0--before", "kusei:Assignment"),
                *(*held, ("kusei:holder", giver), *_certain(_day(begun), _eve(moved)), ground),
            )
    made.add(
        *("expanded", f"here:assignment-{number}-1--post-{number}", "kusei:Assignment"),
        ("kusei:duty", f"here:duty-{number}-1"),
        ("kusei:holder", f"here:post-{number}"),
        ("kusei:capacity", f"kusei:{chance.choice(_CAPACITIES)}"),
        ("kusei:scope", "kusei:each"),
        *_certain(_day(begun)),
        ("kusei:expandedFrom", f"here:assignment-{number}-1--unit-{number}"),
        ("kusei:expandedFrom", f"here:post-{number}"),
    )


def _events(made: Section, number: int, begun: int, renamed: int, moved: int) -> None:
    ground = ("prov:wasDerivedFrom", f"here:passage-{number}-1")

    def event(kind: str, when: str, ja: str, en: str, *effects: tuple[str, str]) -> None:
        made.add(
            *(kind, f"here:event-{when}-{kind.lower()}-{number}", f"kusei:{kind}"),
            ("rdfs:label", f'"第{number}課の{ja}"@ja'),
            ("rdfs:label", f'"{en} of Section {number}"@en'),
            ("kusei:editorial", '"en"'),
            ("kusei:when", f'"{when}"^^edtf:EDTF'),
            ("kusei:status", "kusei:reported"),
            *effects,
            ground,
        )

    begins = [made["unit"], *(t for role, t in made.things.items() if role[:11] == "assignment-")]
    effects = [("prov:generated", t.name) for t in begins if t is not made["assignment-0"]]
    event("Establishment", f"{begun}-04", "設置", "Establishment", *effects)
    exchanged = [("prov:invalidated", made["name-1"].name), ("prov:generated", made["name-2"].name)]
    changed = ("kusei:changed", made["unit"].name)
    event("Renaming", f"{renamed}-04", "改称", "Renaming", changed, *exchanged)
    passed = ("prov:invalidated", made["given"].name), ("prov:generated", made["assignment-0"].name)
    event("DutyTransfer", f"{moved}-04-01", "業務の移管", "Transfer of duties", *passed)
    if number % 4 == 0:
        planned = ("kusei:changed", made["post"].name)
        event("Reorganisation", "2031-04", "再編", "Reorganisation", planned)
        made["Reorganisation"].put("kusei:status", "kusei:planned")
