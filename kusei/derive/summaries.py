"""What is asked of a thing without its day: its one label, its general classes, its first quote."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, TypeAlias

from kusei import terms
from kusei.derive.naming import LANGUAGES, shown_by
from kusei.graph.store import Literal, NamedNode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kusei.derive.lives import Lives
    from kusei.graph.store import Quad, Term

_K: Final = terms.KUSEI
_MIRROR: Final = _K + "mirror"
_ACTIVITY: Final = terms.PROV + "Activity"
SUPERCLASSES: Final = {
    **dict.fromkeys(
        (
            *(_K + name for name in ("Name", "Placement", "Assignment", "Ranking", "Purpose")),
            *(_K + name for name in ("ConcurrentPost", "Incumbency", "StaffQuota")),
        ),
        (_K + "Claim",),
    ),
    **dict.fromkeys(
        (
            *(_K + name for name in ("Establishment", "Abolition", "Revival", "Renaming", "Move")),
            *(_K + name for name in ("Merger", "Absorption", "Split", "Secession", "Replacement")),
            *(_K + name for name in ("DutyTransfer", "DutyAddition", "AuthorityRevision")),
            _K + "Reorganisation",
        ),
        (_K + "ChangeEvent", _ACTIVITY),
    ),
    _K + "ChangeEvent": (_ACTIVITY,),
    _K + "Decision": (_ACTIVITY,),
}
"""The classes that questions ask of, by those that are written down."""


_LEFT: Final = ("duty", "placed", "ranked", "incumbencyOf", "quotaOf", "purposeOf")
_RIGHT: Final = ("holder", "parent", "rank")
_VALUE: Final = ("text", "site", "seatsFilled", "staff")
ByProperty: TypeAlias = "Mapping[str, Iterable[Quad]]"
"""What is written and expanded, by the IRI of the property."""


def claim_labels(
    by_property: ByProperty, labels: Mapping[str, Mapping[str, str]]
) -> Iterator[tuple[str, dict[str, str]]]:
    """What each claim but a Name, which says its text, says in short: ``duty → holder``."""
    said: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for name in (*_LEFT, *_RIGHT, *_VALUE, "post"):
        for node, _, value, _ in by_property.get(_K + name, ()):
            if isinstance(node, NamedNode):
                said[node.value][name].append(value)
    for claim, its in sorted(said.items()):
        texts = {language: _in_short(its, labels, language) for language in LANGUAGES}
        if told := {language: text for language, text in texts.items() if text}:
            yield claim, told


def _in_short(
    its: Mapping[str, list[Term]], labels: Mapping[str, Mapping[str, str]], language: str
) -> str | None:
    def called(*verbs: str) -> list[str]:
        things = [thing for verb in verbs for thing in its.get(verb, ())]
        return [
            text
            for thing in things
            if isinstance(thing, NamedNode) and (text := labels.get(thing.value, {}).get(language))
        ]

    left = called(*_LEFT)
    if not left:
        return " + ".join(sorted(called("post"))) or None
    values = [v for verb in _VALUE for v in its.get(verb, ()) if isinstance(v, Literal)]
    own = [value.value for value in values if value.language in {language, None}]
    # The words of a source stand in its language, where they are not told in the one asked for.
    right = called(*_RIGHT) or own or [value.value for value in values]
    joined = ("、" if language == "ja" else ", ").join(sorted(right))
    return f"{left[0]} → {joined}" if joined else left[0]


def first_names(lives: Lives, labels: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    """The Name that a thing bore when it began, where it is shown by another one now.

    It is the one that no event gave it.
    """
    for bearer in sorted(lives.names):
        given = {text for _, text in labels[bearer].items()}
        for name in shown_by(lives, bearer):
            life = lives.by_iri.get(name)
            texts = [text for _, text in lives.texts.get(name, ())]
            if life and not life.begun and not given.issuperset(texts):
                yield bearer, name


def tier_names(
    by_property: ByProperty, labels: Mapping[str, Mapping[str, str]]
) -> Iterator[tuple[str, dict[str, str]]]:
    """The tier of each document in words; of a mirror, what it mirrors: ``広報紙 (転載)``.

    A mirror may be all that is known of a document, or stand beside the tier of what it mirrors.
    """
    tiers: dict[str, list[str]] = defaultdict(list)
    for node, _, tier, _ in by_property.get(_K + "tier", ()):
        if isinstance(node, NamedNode) and isinstance(tier, NamedNode):
            tiers[node.value].append(tier.value)
    for document, its in sorted(tiers.items()):
        texts: dict[str, str] = {}
        for language in LANGUAGES:
            told = [
                label
                for tier in sorted(its, key=lambda tier: (tier == _MIRROR, tier))
                if (label := labels.get(tier, {}).get(language))
            ]
            if told:
                texts[language] = told[0] + "".join(f" ({label})" for label in told[1:])
        yield document, texts


def superclasses(by_property: ByProperty) -> Iterator[tuple[str, str]]:
    """Each thing with each superclass of its class, in order."""
    found = {
        (node.value, general)
        for node, _, cls, _ in by_property.get(terms.RDF_TYPE, ())
        if isinstance(cls, NamedNode) and isinstance(node, NamedNode)
        for general in SUPERCLASSES.get(cls.value, ())
    }
    yield from sorted(found)


def first_quotes(by_property: ByProperty, lives: Lives) -> Iterator[tuple[str, str]]:
    """Of each thing that cites passages the quote that sorts first, in order of IRI.

    Claims have none: what tells of them is asked passage by passage.
    """
    cited: dict[str, list[str]] = defaultdict(list)
    quotes: dict[str, str] = {}
    for node, _, value, _ in by_property.get(terms.PROV + "wasDerivedFrom", ()):
        if isinstance(node, NamedNode) and isinstance(value, NamedNode):
            cited[node.value].append(value.value)
    for node, _, value, _ in by_property.get(_K + "exact", ()):
        if isinstance(node, NamedNode) and isinstance(value, Literal):
            quotes[node.value] = min(value.value, quotes.get(node.value, value.value))
    for thing, passages in sorted(cited.items()):
        words = [quotes[passage] for passage in passages if passage in quotes]
        if words and not (thing in lives.by_iri and lives.by_iri[thing].is_claim):
            yield thing, min(words)
