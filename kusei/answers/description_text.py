"""A description as it is read: a screen of it, or one section whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kusei.bilingual import Text
from kusei.terms import compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kusei.answers.described_facts import Fact
    from kusei.answers.description import Description, Section

_SCREEN: Final = 40
_HEAD: Final = 4
_MORE: Final = Text("… ほか{}件: --section {}", "… {} more: --section {}")


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
