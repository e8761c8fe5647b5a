"""What ``kusei show`` calls things: labels, claims in words, and days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from kusei.answers.run_of_days import run_of_days
from kusei.bilingual import Text, worded
from kusei.graph.store import Literal, NamedNode, term_text
from kusei.queries.engine import select
from kusei.terms import KUSEI, RDF_TYPE, RDFS_LABEL, SKOS, compact

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kusei.graph.store import Term
    from kusei.queries.engine import Engine

Said: TypeAlias = dict[str, list["Term"]]
"""What is said of one subject: predicate IRI to objects."""

CLAIMS: Final = {
    "Placement": ("placed", "parent"),
    "Assignment": ("duty", "holder"),
    "Ranking": ("ranked", "rank"),
    "Purpose": ("purposeOf", "text"),
    "ConcurrentPost": ("post", "post"),
    "Incumbency": ("incumbencyOf", "seatsFilled"),
    "StaffQuota": ("quotaOf", "staff"),
}
"""For each class of claim its two sides: left and right of the arrow in words."""

_NOTES: Final = ("capacity", "scope")
_CERTAINTIES: Final = {
    "certain": Text("確実", "certain"),
    "possible": Text("可能", "possible"),
    "planned": Text("予定", "planned"),
}
MARKS: Final = {"certain": "", "presumed": "~ ", "possible": "? ", "planned": "* "}
"""What stands before days by how sure they are."""


class Words:
    """The labels of all things that are mentioned, in one language (Japanese where it has none)."""

    def __init__(self, engine: Engine, language: str, mentioned: set[str]) -> None:
        self.language = language
        things = " ".join(term_text(NamedNode(iri)) for iri in sorted(mentioned))
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
        """The label of a thing, else its prefixed name or address."""
        return self._labels.get(iri) or compact(iri).strip("<>")

    def of(self, term: Term) -> str:
        """A term in words."""
        if isinstance(term, NamedNode):
            return self.label(term.value)
        return term.value if isinstance(term, Literal) else term_text(term)

    def all_of(self, terms: Iterable[Term]) -> str:
        """Terms in words, each once; of texts those in the language, where there are such."""
        told = list(terms)
        own = [t for t in told if isinstance(t, Literal) and t.language == self.language]
        return ", ".join(dict.fromkeys(self.of(term) for term in own or told))

    def claim(self, said: Said, *, seen_from: str = "") -> str:
        """A claim in words: what → of whom; seen from one of its sides, the other side alone."""
        left, right = (
            said.get(KUSEI + side, []) for side in CLAIMS[claim_class(said) or "Purpose"]
        )
        if left is right or left == right:
            others = [term for term in left if values([term]) != [seen_from]]
            text = " + ".join(self.of(term) for term in others)
        elif seen_from in values(left):
            text = self.all_of(right)
        elif seen_from in values(right):
            text = self.all_of(left)
        else:
            text = f"{self.all_of(left)} → {self.all_of(right)}"
        notes = [self.of(term) for name in _NOTES for term in said.get(KUSEI + name, ())]
        return text + (f" ({', '.join(notes)})" if notes else "")

    def thing(self, iri: str, said: Said) -> str:
        """A claim in words, or the label of any other thing."""
        return self.claim(said) if claim_class(said) else self.label(iri)


def values(terms: Iterable[Term]) -> list[str]:
    """The IRIs and texts among terms."""
    return [term.value for term in terms if isinstance(term, NamedNode | Literal)]


def first_value(said: Said, name: str) -> str:
    """The first value of one of our own properties, "" where there is none."""
    return next(iter(values(said.get(KUSEI + name, ()))), "")


def claim_class(said: Said) -> str | None:
    """The class of a claim that has two sides, without its namespace."""
    classes = set(values(said.get(RDF_TYPE, ())))
    return next((name for name in CLAIMS if KUSEI + name in classes), None)


def days_in_words(said: Said, language: str) -> str:
    """The certain, possible and planned days of a thing in words; an open end is left empty."""
    return ", ".join(
        f"{word.in_language(language)} {run}"
        for certainty, word in _CERTAINTIES.items()
        if (run := _run(said, certainty))
    )


def days_in_short(said: Said) -> tuple[str, str]:
    """The surest days of a thing, and the others: certain ones, then ? possible, then * planned."""
    runs = {certainty: _run(said, certainty) for certainty in _CERTAINTIES}
    if runs["possible"] == runs["certain"]:
        del runs["possible"]
    told = [f"{MARKS[certainty]}{run}" for certainty, run in runs.items() if run]
    return (told[0], ", ".join(told[1:])) if told else ("", "")


def _run(said: Said, certainty: str) -> str:
    first, last = (first_value(said, f"{certainty}{end}") for end in ("From", "Until"))
    return run_of_days(first, last) if first or last else ""
