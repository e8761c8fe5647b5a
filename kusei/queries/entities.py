"""From what a person types to the entity that is meant: an IRI, a prefixed name or a label.

Labels are every text of every Name (former names too), ``rdfs:label``, ``skos:prefLabel`` and
``skos:altLabel``, in any language. They compare after NFKC, without white space, case folded.
A reading (``ja-Hira``) is asked only where nothing is spelt so: まちづくり is not 街づくり, though
read alike; it may be typed in katakana. A kind's own label wins over the names of its units, a
role's over those of its posts.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kusei.errors import AmbiguousName, InvalidValue, UnknownName
from kusei.graph.store import Literal, NamedNode, term_text
from kusei.queries.engine import select
from kusei.terms import KUSEI, ORG, PREFIXES, RDF_TYPE, RDFS_LABEL, SKOS, compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kusei.graph.store import Term
    from kusei.queries.engine import Engine

_LABELS: Final = "|".join(f"<{iri}>" for iri in (RDFS_LABEL, SKOS + "prefLabel", SKOS + "altLabel"))
_PATH: Final = f"{_LABELS}|(^<{KUSEI}nameOf>/<{KUSEI}text>)"
_GENERAL: Final = f"<{ORG}classification>|<{ORG}role>"
_PREFIXED: Final = re.compile(r"([A-Za-z][\w.-]*):([A-Za-z0-9_][\w.-]*)\Z")
_SPELT: Final = ("ja", "en")
_READING: Final = "ja-hira"
"""As engines compare it: a language tag has no case."""
_CANDIDATES: Final = 8
_HIRAGANA: Final = {kana: kana - 0x60 for kana in range(ord("ァ"), ord("ヶ") + 1)}


def normalised(label: str) -> str:
    """The form in which labels compare: NFKC, no white space, case folded."""
    return "".join(unicodedata.normalize("NFKC", label).split()).casefold()


def read_as(label: str) -> str:
    """The form in which readings compare: as :func:`normalised`, katakana taken for hiragana."""
    return normalised(label).translate(_HIRAGANA)


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing with its classes, its labels and, of a unit or post, its kinds or role."""

    iri: str
    classes: frozenset[str]
    labels: frozenset[str]
    general: frozenset[str] = field(default=frozenset())
    readings: frozenset[str] = field(default=frozenset())

    def told(self, wanted: str) -> str:
        """How a message names it: the label that is ``wanted`` (normalised), IRI and classes.

        What was found by its reading is told by its labels: the reading alone tells nothing apart.
        """
        same = [label for label in self.labels if normalised(label) == wanted]
        # What was found by its reading is a Japanese name: English ones sort before it.
        label = min(same or self.labels or self.readings, key=lambda name: (name.isascii(), name))
        classes = ", ".join(sorted(compact(c) for c in self.classes))
        return f"{label}  {compact(self.iri)}  ({classes})".strip()


def find_entity(engine: Engine, typed: str, classes: Sequence[str] = ()) -> str:
    """The IRI of the entity that ``typed`` names, of one of ``classes`` (of any, if none).

    Raises:
        UnknownName: nothing is called so; the message lists what comes near.
        AmbiguousName: several are; the message lists them.
        InvalidValue: the IRI names a thing of another class.
    """
    text = typed.strip()
    if not text.isprintable() and any("\ud800" <= character <= "\udfff" for character in text):
        raise InvalidValue(f"{text!r} holds bytes that are not UTF-8")
    if (iri := as_iri(text)) is not None:
        return _checked(engine, iri, text, classes)
    found = _entities(engine, classes, exactly=text)
    every: list[Entity] = []
    if not found:
        every = _entities(engine, classes)
        wanted = normalised(text)
        found = [e for e in every if wanted in {normalised(label) for label in e.labels}]
        wanted = read_as(text)
        found = found or [e for e in every if wanted in {read_as(r) for r in e.readings}]
    chosen = _general_first(found)
    if len(chosen) == 1:
        return chosen[0].iri
    if chosen:
        lines = "".join(f"\n  {entity.told(normalised(text))}" for entity in chosen)
        raise AmbiguousName(f"{text!r} names {len(chosen)} things; give one as IRI:{lines}")
    raise UnknownName(_unknown(text, every, classes))


def as_iri(text: str) -> str | None:
    """The IRI that is typed as such or as a prefixed name of the list; None for a label."""
    if text.startswith("<") and text.endswith(">"):
        return text[1:-1]
    if text.startswith(("http://", "https://", "urn:")):
        return text
    match = _PREFIXED.match(text)
    if match and match[1] in PREFIXES:
        return PREFIXES[match[1]] + match[2]
    return None


def _checked(engine: Engine, iri: str, text: str, classes: Sequence[str]) -> str:
    try:
        node = NamedNode(iri)
    except ValueError as error:
        raise InvalidValue(f"{text!r} is no IRI: {error}") from None
    rows = select(engine, f"SELECT ?class {{ {term_text(node)} <{RDF_TYPE}> ?class }}").rows
    found = {term.value for (term,) in rows if isinstance(term, NamedNode)}
    if not found:
        raise UnknownName(f"nothing is known of {compact(iri)}")
    if classes and found.isdisjoint(classes):
        raise InvalidValue(f"{compact(iri)} is a {_names(found)}; a {_names(classes)} is asked for")
    return iri


def _entities(
    engine: Engine, classes: Sequence[str], *, exactly: str | None = None
) -> list[Entity]:
    """The labelled things of ``classes``, of which one label is ``exactly`` this, where given."""
    wanted = ""
    if exactly is not None:
        literals = [Literal(exactly), *(Literal(exactly, language=tag) for tag in _SPELT)]
        wanted = (
            f"VALUES ?exact {{ {' '.join(map(term_text, literals))} }} ?entity {_PATH} ?exact ."
        )
    limited = " ".join(term_text(NamedNode(c)) for c in classes)
    of_class = f"VALUES ?class {{ {limited} }}" if classes else ""
    rows = select(
        engine,
        f"SELECT DISTINCT ?entity ?class ?label ?general WHERE {{ {wanted} {of_class} "
        f"?entity <{RDF_TYPE}> ?class . ?entity {_PATH} ?label . "
        f"OPTIONAL {{ ?entity {_GENERAL} ?general }} }}",
    ).rows
    return _collected(rows)


def _collected(rows: Iterable[tuple[Term | None, ...]]) -> list[Entity]:
    parts: dict[str, tuple[set[str], set[str], set[str], set[str]]] = defaultdict(
        lambda: (set(), set(), set(), set())
    )
    for entity, *cells in rows:
        if not isinstance(entity, NamedNode):
            continue
        *plain, readings = parts[entity.value]
        for part, cell in zip(plain, cells, strict=True):
            if isinstance(cell, Literal) and (cell.language or "").lower() == _READING:
                readings.add(cell.value)
            elif isinstance(cell, NamedNode | Literal):
                part.add(cell.value)
    return [Entity(iri, *map(frozenset, part)) for iri, part in sorted(parts.items())]


def _general_first(found: list[Entity]) -> list[Entity]:
    """Without the units of a kind that is among them, and the posts of a role that is."""
    iris = {entity.iri for entity in found}
    return [entity for entity in found if iris.isdisjoint(entity.general)]


def _unknown(text: str, every: list[Entity], classes: Sequence[str]) -> str:
    """What to say of a label that nothing bears: the labels that come near, with their classes."""
    import difflib

    by_label: dict[str, list[Entity]] = defaultdict(list)
    for entity in every:
        for label in {normalised(name) for name in (*entity.labels, *entity.readings)}:
            by_label[label].append(entity)
    wanted = normalised(text)
    typed = (wanted, read_as(text))
    held = [label for label in by_label if wanted and any(form in label for form in typed)]
    near = sorted(held, key=lambda label: (not label.startswith(typed), len(label), label))
    near += difflib.get_close_matches(wanted, by_label, n=_CANDIDATES, cutoff=0.5)
    first: dict[str, tuple[Entity, str]] = {}
    for label in near:
        for entity in by_label[label]:
            first.setdefault(entity.iri, (entity, label))
    told = [entity.told(label) for entity, label in first.values()]
    what = f" of {_names(classes)}" if classes else ""
    if not told:
        return f"nothing{what} is called {text!r}"
    lines = "".join(f"\n  {line}" for line in told[:_CANDIDATES])
    return f"nothing{what} is called {text!r}. Near it:{lines}"


def _names(classes: Iterable[str]) -> str:
    return " or ".join(sorted(compact(c) for c in classes))
