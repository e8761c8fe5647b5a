"""All that is known of one thing, gathered for ``kusei show``.

The names and the evidence come from the stored queries ``unit-history`` and ``evidence``; the
rest is read as triples: what began and ended the thing, what it says of others, the claims about
it with the days on which they hold, the events that changed it, and what is said of it elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kusei.answers.described_facts import Fact, FactsOf
from kusei.answers.described_words import MARKS, days_in_words, values
from kusei.answers.result import Result
from kusei.bilingual import Text
from kusei.errors import UnknownName
from kusei.queries.entities import normalised
from kusei.terms import KUSEI, PROV, RDF_TYPE, compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kusei.answers.result import Row
    from kusei.graph.store import Rows
    from kusei.queries.engine import Engine

_TITLES: Final = {
    "life": Text("始まりと終わり", "begin and end"),
    "names": Text("名称", "names"),
    "about": Text("記述", "statements"),
    "effects": Text("もたらした変更", "what it changed"),
    "placements": Text("所属", "placements"),
    "members": Text("属するもの", "what belongs to it"),
    "duties": Text("業務の分掌", "duties"),
    "ranks": Text("職層", "ranks"),
    "posts": Text("兼務", "concurrent posts"),
    "incumbencies": Text("在任", "incumbencies"),
    "quotas": Text("職員定数", "staff quotas"),
    "purposes": Text("目的", "purposes"),
    "events": Text("出来事", "events"),
    "related": Text("関係するもの", "related"),
    "evidence": Text("根拠", "evidence"),
}
"""The sections in their order, by the names that ``--section`` takes."""

_BROADER_CLASSES: Final = {PROV + "Activity", KUSEI + "ChangeEvent", KUSEI + "Claim"}
_SCREEN: Final = 40
_HEAD: Final = 4
_MORE: Final = Text("… ほか{}件: --section {}", "… {} more: --section {}")


@dataclass(frozen=True, slots=True)
class Section:
    """Facts of one sort, in order of time; ``name`` is what ``--section`` takes."""

    name: str
    facts: tuple[Fact, ...]

    @property
    def title(self) -> Text:
        """Its title."""
        return _TITLES[self.name]


@dataclass(frozen=True, slots=True)
class Description:
    """All that is known of a thing; names and passages are rows of the stored queries.

    ``classes`` are IRIs; ``kinds`` are the narrowest of them in words, as ``days`` are. ``str``
    draws it as ``kusei show`` does, but for the line that says where it is written.
    """

    iri: str
    label: str
    classes: tuple[str, ...]
    kinds: tuple[str, ...]
    days: str
    names: tuple[Row, ...]
    sections: tuple[Section, ...]
    passages: tuple[Row, ...]
    language: str = "ja"

    def section(self, name: str) -> Section:
        """The section of this name or title.

        Raises:
            UnknownName: it has none; those that it has are told.
        """
        wanted = normalised(name)
        for section in self.sections:
            if wanted in map(normalised, (section.name, section.title.ja, section.title.en)):
                return section
        known = ", ".join(section.name for section in self.sections)
        raise UnknownName(f"{self.label} has no section {name!r}. It has: {known}")

    def __str__(self) -> str:
        return description_text(self)


def describe(
    engine: Engine, iri: str, *, names: Rows, evidence: Rows, language: str
) -> Description:
    """Gather what is known of ``iri``; ``names`` and ``evidence`` answer the stored queries."""
    read = FactsOf(engine, iri, language)
    name_rows, passages = Result(names).rows, Result(evidence).rows
    facts = {
        "life": read.life(),
        "names": map(_name, name_rows),
        "about": read.statements(),
        "effects": read.effects(),
        **read.claims(),
        "events": read.told_events(),
        "related": read.elsewhere(),
        "evidence": _evidence(passages),
    }
    sections = (Section(name, tuple(facts.get(name, ()))) for name in _TITLES)
    classes = values(read.own.get(RDF_TYPE, ()))
    narrow = [cls for cls in classes if cls not in _BROADER_CLASSES] or classes
    return Description(
        iri=iri,
        label=read.words.thing(iri, read.own),
        classes=tuple(sorted(classes)),
        kinds=tuple(sorted(map(read.words.label, narrow))),
        days="" if read.when else days_in_words(read.own, language),
        names=name_rows,
        sections=tuple(section for section in sections if section.facts),
        passages=passages,
        language=language,
    )


def _name(row: Row) -> Fact:
    """A name with its time, marked where it was never certain, and the events that bound it."""
    days = f"{row['from'] or ''}..{row['until'] or ''}"
    kind = f" ({row['name_kind']})" if row["name_kind"] else ""
    by = tuple(str(row[column]) for column in ("began_by", "ended_by") if row[column])
    mark = MARKS.get(str(row["certainty"]), "")
    return Fact(f"{row['name']}{kind}", f"{mark}{days}", str(row["name_entity"]), details=by)


def _evidence(rows: Iterable[Row]) -> Iterator[Fact]:
    """Each passage once: its words and its document, then where it stands and at what address."""
    for passage, row in {str(row["passage"]): row for row in rows}.items():
        where = [row["heading"], row["locator"], row["page"] and f"p. {row['page']}"]
        told = " > ".join(str(part) for part in where if part)
        check = f"[{row['check']}]" if row["check"] else ""
        tier = f" ({row['tier']})" if row["tier"] else ""
        details = (told, str(row["url"] or ""), f"{compact(passage)} {check}".rstrip())
        quote = f"「{row['quote']}」  " if row["quote"] else ""
        text = f"{quote}{row['document']}{tier}"
        yield Fact(text, "", passage, details=tuple(line for line in details if line))


def description_text(described: Description, *, place: str = "") -> str:
    """The description as lines, a screen in all; ``place`` says where the thing is written.

    A section that is too long for that is cut, with a line that tells how to see the rest.
    """
    lines = _head(described, place)
    most = _most(described.sections)
    for section in described.sections:
        lines.append(section.title.in_language(described.language))
        cut = len(section.facts) > most + 1  # a line that tells of one more is that one
        shown = section.facts[:most] if cut else section.facts
        lines += _table(shown)
        if cut:
            more = _MORE.in_language(described.language)
            lines.append("  " + more.format(len(section.facts) - most, section.name))
    return "".join(f"{line.rstrip()}\n" for line in lines)


def section_text(described: Description, section: Section, *, place: str = "") -> str:
    """One section whole, each fact with all its days and details."""
    lines = [*_head(described, place), section.title.in_language(described.language)]
    for line, fact in zip(_table(section.facts, whole=True), section.facts, strict=True):
        lines += [line, *(f"    {detail}" for detail in fact.details)]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _head(described: Description, place: str) -> list[str]:
    told = (", ".join(described.kinds), place, described.days)
    return [
        f"{described.label}  {compact(described.iri)}",
        *(f"  {line}" for line in told if line),
    ]


def _most(sections: Iterable[Section]) -> int:
    """How many facts each section may show, so that all fit on a screen; two at least."""
    lengths = [len(section.facts) for section in sections]
    for most in range(max(lengths, default=0), 2, -1):
        if _HEAD + sum(1 + min(length, most + 1) for length in lengths) <= _SCREEN:
            return most
    return 2


def _table(facts: tuple[Fact, ...], *, whole: bool = False) -> Iterator[str]:
    """Facts in two columns: days, words."""
    days = [_days(fact, whole=whole) for fact in facts]
    width = max(map(len, days), default=0)
    for fact, told in zip(facts, days, strict=True):
        yield f"  {told:{width}}  {fact.text}" if width else f"  {fact.text}"


def _days(fact: Fact, *, whole: bool) -> str:
    return f"{fact.days} ({fact.others})" if whole and fact.others else fact.days
