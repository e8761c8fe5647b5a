"""All that is known of one thing, gathered for ``kusei show``.

The names and the evidence come from the stored queries ``unit-history`` and ``evidence``; the
rest is read as triples: what the thing says of others, the claims about it with the days on which
they hold, the events that began, ended or changed it or a claim about it, and what refers to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from kusei.answers.result import Result
from kusei.bilingual import Text, worded
from kusei.graph.index import GraphIndex
from kusei.graph.store import Literal, NamedNode, Triple, term_text
from kusei.queries.engine import select
from kusei.terms import KUSEI, PROV, RDF_TYPE, RDFS_LABEL, SKOS, compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kusei.answers.result import Row
    from kusei.graph.store import Rows, Term
    from kusei.queries.engine import Engine

Said: TypeAlias = dict[str, list["Term"]]
"""What is said of one subject: predicate IRI to objects."""

_CLAIMS: Final = {
    "Placement": (Text("所属", "placements"), "placed", "parent"),
    "Assignment": (Text("業務の分掌", "duties"), "duty", "holder"),
    "Ranking": (Text("職層", "ranks"), "ranked", "rank"),
    "Purpose": (Text("目的", "purposes"), "purposeOf", "text"),
    "ConcurrentPost": (Text("兼務", "concurrent posts"), "post", "post"),
    "Incumbency": (Text("在任", "incumbencies"), "incumbencyOf", "seatsFilled"),
    "StaffQuota": (Text("職員定数", "staff quotas"), "quotaOf", "staff"),
}
"""For each class of claim its title, and what stands left and right of the arrow in words."""

_VERBS: Final = {
    PROV + "generated": Text("始", "began"),
    PROV + "invalidated": Text("終", "ended"),
    KUSEI + "changed": Text("変", "changed"),
    KUSEI + "revives": Text("復", "revived"),
}
_CLAIM_LINKS: Final = (
    *("nameOf", "placed", "parent", "duty", "holder", "ranked", "purposeOf", "post"),
    *("incumbencyOf", "quotaOf"),
)
_WINDOW: Final = {
    KUSEI + name
    for name in (
        *("beginsNotBefore", "beginsNotAfter", "endsNotBefore", "endsNotAfter"),
        *("attestedFrom", "attestedUntil", "possibleFrom", "possibleUntil"),
        *("certainFrom", "certainUntil", "plannedFrom", "plannedUntil"),
    )
}
_TOLD_ELSEWHERE: Final = {
    RDF_TYPE,
    RDFS_LABEL,
    SKOS + "prefLabel",
    PROV + "wasDerivedFrom",
    *_WINDOW,
}
_MOST: Final = 200


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: words, the days on which it holds or the time it was, the thing it is about."""

    text: str
    days: str
    iri: str


@dataclass(frozen=True, slots=True)
class Section:
    """Facts of one sort; ``more`` counts those that are not listed."""

    title: Text
    facts: tuple[Fact, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Description:
    """All that is known of a thing; names and passages are rows of the stored queries.

    ``str`` draws it as ``kusei show`` does, but for the line that says where it is written.
    """

    iri: str
    label: str
    classes: tuple[str, ...]
    days: str
    names: tuple[Row, ...]
    sections: tuple[Section, ...]
    passages: tuple[Row, ...]
    language: str = "ja"

    def __str__(self) -> str:
        return description_text(self)


def describe(
    engine: Engine, iri: str, *, names: Rows, evidence: Rows, language: str
) -> Description:
    """Gather what is known of ``iri``; ``names`` and ``evidence`` answer the stored queries."""
    node = term_text(NamedNode(iri))
    links = " ".join(f"<{KUSEI}{link}>" for link in _CLAIM_LINKS)
    verbs = " ".join(f"<{verb}>" for verb in _VERBS)
    own = _read(engine, f"VALUES ?s {{ {node} }} ?s ?p ?o").about.get(iri, {})
    about = _read(engine, f"?s ?link {node} . ?s ?p ?o").about
    events = _read(
        engine,
        f"{{ VALUES ?verb {{ {verbs} }} ?s ?verb {node} }} UNION {{ VALUES ?verb {{ {verbs} }} "
        f"VALUES ?link {{ {links} }} ?claim ?link {node} . ?s ?verb ?claim }} ?s ?p ?o",
    ).about
    words = _Words(
        engine, language, [own, *about.values(), *events.values()], {iri, *about, *events}
    )
    sections = (
        _statements(own, words),
        *_claims(iri, about, words),
        _events(iri, about, events, words),
        _references(iri, about, set(events), words),
    )
    return Description(
        iri=iri,
        label=words.label(iri),
        classes=tuple(sorted(_values(own.get(RDF_TYPE, ())))),
        days=_days(own),
        names=Result(names).rows,
        sections=tuple(section for section in sections if section.facts),
        passages=Result(evidence).rows,
        language=language,
    )


def _read(engine: Engine, pattern: str) -> GraphIndex:
    """The triples ``?s ?p ?o`` of a pattern, in order of subject, predicate and object."""
    rows = select(engine, f"SELECT DISTINCT ?s ?p ?o {{ {pattern} }}").rows
    triples = {
        (subject.value, predicate.value, term_text(obj)): Triple(subject, predicate, obj)
        for subject, predicate, obj in rows
        if isinstance(subject, NamedNode) and isinstance(predicate, NamedNode) and obj is not None
    }
    return GraphIndex(triples[place] for place in sorted(triples))


class _Words:
    """The labels of all things that are mentioned, in one language (Japanese where it has none)."""

    def __init__(
        self, engine: Engine, language: str, all_said: list[Said], subjects: set[str]
    ) -> None:
        self.language = language
        objects = {
            term.value
            for said in all_said
            for terms in said.values()
            for term in terms
            if isinstance(term, NamedNode)
        }
        things = " ".join(term_text(NamedNode(iri)) for iri in sorted(objects | subjects))
        rows = select(
            engine,
            f"SELECT DISTINCT ?thing ?label {{ VALUES ?thing {{ {things} }} "
            f"?thing <{SKOS}prefLabel>|<{RDFS_LABEL}>|<{KUSEI}text>|<{KUSEI}exact> ?label }}",
        ).rows
        texts: dict[str, dict[str, str]] = {}
        for thing, label in rows:
            if isinstance(thing, NamedNode) and isinstance(label, Literal):
                texts.setdefault(thing.value, {})[label.language or ""] = label.value
        self._labels = {
            thing: word for thing, told in texts.items() if (word := worded(told, language))
        }

    def label(self, iri: str) -> str:
        """The label of a thing, else its prefixed name."""
        return self._labels.get(iri, compact(iri))

    def of(self, term: Term) -> str:
        """A term in words."""
        if isinstance(term, NamedNode):
            return self.label(term.value)
        return term.value if isinstance(term, Literal) else term_text(term)

    def named(self, term: Term) -> str:
        """A term in words, with its prefixed name where these are a label."""
        if isinstance(term, NamedNode) and term.value in self._labels:
            return f"{self._labels[term.value]} ({compact(term.value)})"
        return self.of(term)

    def verb(self, predicate: str) -> str:
        """Began, ended or changed."""
        return _VERBS[predicate].in_language(self.language)


def _values(terms: Iterable[Term]) -> list[str]:
    return [term.value for term in terms if isinstance(term, NamedNode | Literal)]


def _days(said: Said) -> str:
    """The certain, possible and planned days of a thing; an open end is left empty."""
    told = []
    for name in ("certain", "possible", "planned"):
        first = _values(said.get(f"{KUSEI}{name}From", ()))
        last = _values(said.get(f"{KUSEI}{name}Until", ()))
        if first or last:
            told.append(f"{name} {''.join(first[:1])}..{''.join(last[:1])}")
    return ", ".join(told)


def _section(title: Text, facts: list[Fact]) -> Section:
    return Section(title, tuple(facts[:_MOST]), max(0, len(facts) - _MOST))


def _statements(own: Said, words: _Words) -> Section:
    """What the thing itself says of others."""
    facts = [
        Fact(f"{words.verb(p) if p in _VERBS else compact(p)}  {words.named(term)}", "", p)
        for p, terms in own.items()
        if p not in _TOLD_ELSEWHERE
        for term in terms
    ]
    return _section(Text("記述", "statements"), facts)


def _claim_class(said: Said) -> str | None:
    classes = set(_values(said.get(RDF_TYPE, ())))
    return next((name for name in _CLAIMS if KUSEI + name in classes), None)


def _is_about(iri: str, said: Said) -> bool:
    """Whether a claim is about the thing, and does not merely cite it."""
    return any(iri in _values(said.get(KUSEI + link, ())) for link in _CLAIM_LINKS)


def _claims(iri: str, about: dict[str, Said], words: _Words) -> Iterator[Section]:
    for name, (title, _, _) in _CLAIMS.items():
        facts = [
            Fact(_claim_text(said, words), _days(said), claim)
            for claim, said in about.items()
            if _claim_class(said) == name and _is_about(iri, said)
        ]
        yield _section(title, facts)


def _claim_text(said: Said, words: _Words) -> str:
    """A claim in words: what → of whom (in which capacity, of which units of a kind)."""
    _, left, right = _CLAIMS[_claim_class(said) or "Purpose"]
    text = " + ".join(words.of(term) for term in said.get(KUSEI + left, ()))
    if left != right:
        text += f" → {' '.join(words.of(term) for term in said.get(KUSEI + right, ()))}"
    notes = [words.of(t) for n in ("capacity", "scope") for t in said.get(KUSEI + n, ())]
    return text + (f" ({', '.join(notes)})" if notes else "")


def _events(iri: str, about: dict[str, Said], events: dict[str, Said], words: _Words) -> Section:
    """What began, ended or changed the thing, or a claim about it."""
    facts = []
    for event, said in events.items():
        when = " ".join(_values(said.get(KUSEI + "when", ())))
        for predicate in _VERBS:
            for affected in _values(said.get(predicate, ())):
                if affected == iri:
                    thing = ""
                elif affected not in about:
                    continue
                elif _claim_class(about[affected]):
                    thing = f": {_claim_text(about[affected], words)}"
                else:
                    thing = f": {words.label(affected)}"
                text = f"{words.verb(predicate)}  {words.label(event)}{thing}"
                facts.append(Fact(text, when, event))
    return _section(Text("出来事", "events"), sorted(facts, key=lambda f: (f.days, f.iri, f.text)))


_OF_DAYS: Final = {KUSEI + "Phase", KUSEI + "State"}
"""What says when something was so, and refers to it as that."""


def _references(iri: str, about: dict[str, Said], events: set[str], words: _Words) -> Section:
    """What else points to the thing."""
    facts = []
    for subject, said in about.items():
        classes = set(_values(said.get(RDF_TYPE, ())))
        told = _is_about(iri, said) or not classes.isdisjoint(_OF_DAYS)
        for predicate, terms in said.items():
            listed = predicate in _VERBS and subject in events
            if not told and not listed and iri in _values(terms):
                facts.append(Fact(f"{words.label(subject)}  {compact(predicate)}", "", subject))
    return _section(Text("ここを指すもの", "what refers to it"), facts)


def description_text(described: Description, *, place: str = "") -> str:
    """The description as lines, in its language; ``place`` says where the thing is written."""
    japanese = described.language == "ja"
    lines = [
        f"{described.label}  {compact(described.iri)}",
        f"  {', '.join(map(compact, described.classes))}",
    ]
    if place:
        lines.append(f"  {place}")
    if described.days:
        lines.append(f"  {described.days}")
    if described.names:
        lines += ["", "名称" if japanese else "names"]
        lines += [_name_line(row) for row in described.names]
    for section in described.sections:
        lines += ["", section.title.in_language(described.language)]
        for fact in section.facts:
            lines.append("  " + "  ".join(part for part in (fact.days, fact.text) if part))
        if section.more:
            lines.append(f"  … {section.more}")
    if described.passages:
        lines += ["", "根拠" if japanese else "evidence"]
        for passage, supported in _by_passage(described.passages).items():
            lines += _passage_lines(supported[0], passage)
    return "".join(line.rstrip() + "\n" for line in lines)


def _name_line(row: Row) -> str:
    span = f"{row['from'] or ''}..{row['until'] or ''}"
    by = "; ".join(str(row[c]) for c in ("began_by", "ended_by") if row[c])
    return "  " + "  ".join(part for part in (str(row["name"]), span, str(row["certainty"]), by))


def _by_passage(rows: tuple[Row, ...]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(str(row["passage"]), []).append(row)
    return found


def _passage_lines(row: Row, passage: str) -> list[str]:
    document = f"{row['document']} ({row['tier']})" if row["tier"] else row["document"]
    where = [document, row["heading"], row["locator"], row["page"] and f"p. {row['page']}"]
    told = " > ".join(str(part) for part in where if part)
    check = f"  [{row['check']}]" if row["check"] else ""
    quote = f"「{row['quote']}」" if row["quote"] else ""
    lines = [f"  {quote}  {compact(passage)}{check}", f"    {told}"]
    return [*lines, f"    {row['url']}"] if row["url"] else lines
