"""What triples say of one thing, told as facts: its life, its claims, its events and the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kusei.answers.described_words import (
    Words,
    claim_class,
    days_in_short,
    first_value,
    values,
)
from kusei.bilingual import Text
from kusei.graph.index import GraphIndex
from kusei.graph.store import NamedNode, Triple, term_text
from kusei.queries.engine import select
from kusei.terms import DCT, KUSEI, OA, ORG, PROV, RDF_TYPE, RDFS_LABEL, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kusei.answers.described_words import Said
    from kusei.queries.engine import Engine

_SECTION_OF: Final = {
    "Assignment": "duties",
    "Ranking": "ranks",
    "ConcurrentPost": "posts",
    "Incumbency": "incumbencies",
    "StaffQuota": "quotas",
    "Purpose": "purposes",
}
_VERBS: Final = {
    PROV + "generated": Text("開始", "began"),
    PROV + "invalidated": Text("終了", "ended"),
    KUSEI + "changed": Text("変更", "changed"),
    KUSEI + "revives": Text("復活", "revived"),
}
_SUCCEEDED_BY: Final = KUSEI + "succeededBy"
_LED_TO: Final = KUSEI + "ledTo"
_LIFE: Final = (KUSEI + "begunBy", KUSEI + "endedBy", _SUCCEEDED_BY, _LED_TO)
_TIMES: Final = tuple(KUSEI + name for name in ("when", "date", "during", "asOf"))
_FORMER: Final = {
    _SUCCEEDED_BY: Text("前身", "successor of"),
    _LED_TO: Text("元となったもの", "came of"),
}
_ELSEWHERE: Final = {
    ORG + "classification": Text("この種別の組織", "unit of this kind"),
    ORG + "role": Text("この種別の職", "post of this role"),
    SKOS + "broader": Text("下位のもの", "narrower"),
    DCT + "isPartOf": Text("その一部", "part of it"),
    DCT + "hasFormat": Text("掲載する文書", "publishes"),
    DCT + "publisher": Text("発行した資料", "published by it"),
    KUSEI + "accordingTo": Text("これに準拠", "according to it"),
    KUSEI + "legalBasis": Text("これを設置根拠とする", "established by it"),
    KUSEI + "realisedBy": Text("実施した項目", "carries out"),
    KUSEI + "amended": Text("改正", "amended by"),
    KUSEI + "contradictedBy": Text("矛盾するもの", "contradicted by"),
    KUSEI + "heads": Text("その長", "headed by"),
    KUSEI + "contactUnit": Text("これを問合せ先とする", "contact for"),
    KUSEI + "under": Text("この見出しの下", "under this heading"),
    PROV + "used": Text("これを扱った", "dealt with by"),
    PROV + "specializationOf": Text("複写", "copy of it"),
    PROV + "wasDerivedFrom": Text("これに拠る", "rests on it"),
    OA + "hasSource": Text("引用箇所", "passage of it"),
}
"""What others say of the thing and reads as a fact about it, from its side."""

_CLAIM_LINKS: Final = (
    *("nameOf", "placed", "parent", "duty", "holder", "ranked", "purposeOf", "post"),
    *("incumbencyOf", "quotaOf"),
)
_BOOKKEEPING: Final = frozenset(
    {
        *(RDF_TYPE, RDFS_LABEL, SKOS + "prefLabel", PROV + "wasDerivedFrom"),
        *(ORG + n for n in ("unitOf", "subOrganizationOf", "resultedFrom", "changedBy")),
        *(ORG + n for n in ("originalOrganization", "resultingOrganization")),
        *(KUSEI + n for n in ("possibleFrom", "possibleUntil", "certainFrom", "certainUntil")),
        *(KUSEI + n for n in ("plannedFrom", "plannedUntil", "projectedUntil", "surest")),
        *(KUSEI + n for n in ("label", "firstQuote", "firstName", "tierName", "correspondence")),
        *_LIFE,
        *_VERBS,
    }
)
"""What is told in other sections or in words, or is kept for questions alone."""

_STATES: Final = {KUSEI + "State", KUSEI + "Standing"}


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: words, the days on which it is certain or the time it was, what it is about.

    ``others`` are days on which it is less sure; ``details`` are lines for who wants more.
    """

    text: str
    days: str
    iri: str
    others: str = ""
    details: tuple[str, ...] = ()


class FactsOf:
    """The triples about one thing, told as facts; those of its states are not read."""

    def __init__(self, engine: Engine, iri: str, language: str) -> None:
        node = term_text(NamedNode(iri))
        links = " ".join(f"<{KUSEI}{link}>" for link in _CLAIM_LINKS)
        verbs = " ".join(f"<{verb}>" for verb in _VERBS)
        self.iri = iri
        self.own = _triples(engine, f"VALUES ?s {{ {node} }} ?s ?p ?o").get(iri, {})
        about = _triples(engine, f"?s ?link {node} . ?s ?p ?o")
        self.about = {
            subject: said
            for subject, said in about.items()
            if _STATES.isdisjoint(values(said.get(RDF_TYPE, ())))
        }
        self.events = _triples(
            engine,
            f"{{ VALUES ?verb {{ {verbs} }} ?s ?verb {node} }} UNION {{ VALUES ?verb {{ {verbs} }} "
            f"VALUES ?link {{ {links} }} ?claim ?link {node} . ?s ?verb ?claim }} UNION "
            f"{{ {node} <{KUSEI}begunBy>|<{KUSEI}endedBy> ?s }} ?s ?p ?o",
        )
        self.words = Words(engine, language, self._mentioned())

    @property
    def when(self) -> str:
        """Of an event or a decision its date (EDTF), which says all of its days; else empty."""
        return first_value(self.own, "when")

    def _mentioned(self) -> set[str]:
        all_said = [self.own, *self.about.values(), *self.events.values()]
        objects = {
            term.value
            for said in all_said
            for terms in said.values()
            for term in terms
            if isinstance(term, NamedNode)
        }
        return {self.iri, *self.about, *self.events, *self.own, *_LIFE, *objects}

    def life(self) -> list[Fact]:
        """What began and ended the thing, what it came of and what came of it."""
        told = [(p, term) for p in _LIFE for term in self.own.get(p, ())]
        facts = []
        for predicate, term in told:
            (other,) = values([term])
            if predicate == _LED_TO and other in values(self.own.get(_SUCCEEDED_BY, ())):
                continue
            when = first_value(self.events.get(other, {}), "when")
            facts.append(Fact(f"{self.words.label(predicate)}  {self.words.of(term)}", when, other))
        for subject, said in self.about.items():
            former = next((p for p in _FORMER if self.iri in values(said.get(p, ()))), None)
            if former:
                word = _FORMER[former].in_language(self.words.language)
                facts.append(Fact(f"{word}  {self.words.label(subject)}", "", subject))
        return facts

    def statements(self) -> Iterator[Fact]:
        """What the thing itself says of others, its time first."""
        for predicate in sorted(self.own, key=lambda predicate: predicate not in _TIMES):
            if predicate not in _BOOKKEEPING:
                told = self.words.all_of(self.own[predicate])
                text = f"{self.words.label(predicate)}  {told}"
                yield Fact(text, "", predicate)

    def effects(self) -> Iterator[Fact]:
        """What the thing, an event or a decision, began, ended and changed."""
        for predicate, verb in _VERBS.items():
            for affected in values(self.own.get(predicate, ())):
                said = self.about.get(affected, {})
                word = verb.in_language(self.words.language)
                yield Fact(f"{word}  {self.words.thing(affected, said)}", "", affected)

    def claims(self) -> dict[str, list[Fact]]:
        """The claims about the thing by section, each seen from its side and in order of time."""
        found: dict[str, list[Fact]] = {}
        for claim, said in _in_order_of_time(self.about):
            sort = claim_class(said)
            if sort is None or not self._is_about(said):
                continue
            inside = sort == "Placement" and self.iri in values(said.get(KUSEI + "parent", ()))
            section = _SECTION_OF.get(sort, "members" if inside else "placements")
            text = self.words.claim(said, seen_from=self.iri)
            days, others = days_in_short(said)
            found.setdefault(section, []).append(Fact(text, days, claim, others))
        return found

    def _is_about(self, said: Said) -> bool:
        """Whether a claim is about the thing, and does not merely cite it."""
        return any(self.iri in values(said.get(KUSEI + link, ())) for link in _CLAIM_LINKS)

    def told_events(self) -> list[Fact]:
        """What changed the thing, or began, ended or changed what is said of it."""
        facts = []
        for event, said in self.events.items():
            changes = list(self._changes(said))
            if changes:
                when = first_value(said, "when")
                facts.append(Fact(self.words.label(event), when, event, details=tuple(changes)))
        return sorted(facts, key=lambda fact: (fact.days, fact.iri))

    def _changes(self, event: Said) -> Iterator[str]:
        """What an event did to the thing and what is said of it, but for its begin and end."""
        for predicate, verb in _VERBS.items():
            word = verb.in_language(self.words.language)
            for affected in values(event.get(predicate, ())):
                if affected == self.iri and predicate == KUSEI + "changed":
                    yield f"{word}  {self.words.label(affected)}"
                elif affected in self.about:
                    yield f"{word}  {self.words.thing(affected, self.about[affected])}"

    def elsewhere(self) -> Iterator[Fact]:
        """What others say of the thing, where that reads as a fact about it."""
        for predicate, worded in _ELSEWHERE.items():
            word = worded.in_language(self.words.language)
            said_here = values(self.own.get(predicate, ()))
            for subject, said in _in_order_of_time(self.about):
                if self.iri in values(said.get(predicate, ())) and subject not in said_here:
                    days, others = _time(said)
                    yield Fact(f"{word}  {self.words.thing(subject, said)}", days, subject, others)


def _time(said: Said) -> tuple[str, str]:
    """Of an event when it was, of all else the days on which it is there."""
    when = first_value(said, "when")
    return (when, "") if when else days_in_short(said)


def _triples(engine: Engine, pattern: str) -> dict[str, Said]:
    """What a pattern's ``?s ?p ?o`` say, in order of subject, predicate and object."""
    rows = select(engine, f"SELECT DISTINCT ?s ?p ?o {{ {pattern} }}").rows
    triples = {
        (subject.value, predicate.value, term_text(obj)): Triple(subject, predicate, obj)
        for subject, predicate, obj in rows
        if isinstance(subject, NamedNode) and isinstance(predicate, NamedNode) and obj is not None
    }
    return GraphIndex(triples[place] for place in sorted(triples)).about


def _in_order_of_time(about: dict[str, Said]) -> list[tuple[str, Said]]:
    """By the first day on which a thing may be there, then by the first on which it is certain."""

    def place(item: tuple[str, Said]) -> tuple[str, str, str]:
        iri, said = item
        first = first_value(said, "possibleFrom") or first_value(said, "plannedFrom")
        return (first, first_value(said, "certainFrom") or "9999", iri)

    return sorted(about.items(), key=place)
