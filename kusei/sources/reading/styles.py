"""Which elements of a page its own style sheets hide: what ``style`` elements and attributes say.

Of CSS only so much is read as decides whether text shows: ``display``, ``visibility``,
``content-visibility``, ``opacity`` and a font size of 0, by the cascade of
https://www.w3.org/TR/css-cascade-4/. Selectors are made of types, classes, ids and attributes,
one in another by blank or ``>``; a rule with any other is passed over, as are linked sheets, and
what is for paper or depends on the window. What libraries read more of, and what they cost, stands
in docs/sources.md.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_COMMENT: Final = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_MARKS: Final = re.compile(r"[{};]|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", re.DOTALL)
_NAME: Final = r"-?[^\W\d][\w-]*"
_ATTRIBUTE: Final = rf"\[\s*{_NAME}\s*(?:=\s*(?:\"[^\"\]]*\"|'[^'\]]*'|{_NAME})\s*)?\]"
_PIECE: Final = re.compile(rf"#{_NAME}|\.{_NAME}|{_ATTRIBUTE}|\*|{_NAME}")
_COMPOUND: Final = re.compile(rf"(?:\*|{_NAME})?(?:#{_NAME}|\.{_NAME}|{_ATTRIBUTE})*")
_GROUPS: Final = re.compile(r"@(?:media\s+(?:all|screen)\s*$|layer\b|supports\b)", re.IGNORECASE)
_ZERO: Final = re.compile(r"[+-]?(?:0+(?:\.0*)?|\.0+)(?:[a-z]+|%)?", re.IGNORECASE)
_RELATIVE: Final = re.compile(r"[\d.+-]+(?:em|ex|ch|%)|smaller|larger|inherit|unset", re.IGNORECASE)
_ZERO_FONT: Final = re.compile(rf"(?:.*\s)?{_ZERO.pattern}\s*(?:/.*|\s.*)", re.IGNORECASE)
_GROUP: Final = "{"
_PASSED: Final = "}"
_READ: Final = {"display", "visibility", "content-visibility", "opacity", "font-size", "font"}
_LONGEST: Final = 200
"""In characters: no value that is read is longer."""
_MOST: Final = 20
"""The most parts that a selector is read with."""

Declaration = tuple[str, str, bool]
"""A property, its value and whether it is important."""


class Element(NamedTuple):
    """What selectors ask of an element."""

    tag: str
    attributes: Mapping[str, str]
    id: str = ""
    classes: frozenset[str] = frozenset()

    @classmethod
    def of(cls, tag: str, attributes: Mapping[str, str]) -> Element:
        """An element with its id and classes taken from its attributes."""
        if not attributes:
            return cls(tag, attributes)
        classes = frozenset(attributes.get("class", "").split())
        return cls(tag, attributes, attributes.get("id", ""), classes)


@dataclass(frozen=True, slots=True)
class Look:
    """How an element shows: with its subtree at all, by its visibility, by its font size."""

    is_drawn: bool = True
    is_visible: bool = True
    has_size: bool = True

    @property
    def shows(self) -> bool:
        """Whether text right in it can be seen."""
        return self.is_drawn and self.is_visible and self.has_size


@dataclass(frozen=True, slots=True)
class _Compound:
    tag: str
    id: str
    classes: frozenset[str]
    attributes: tuple[tuple[str, str | None], ...]

    def fits(self, element: Element) -> bool:
        """Whether an element is such a one."""
        return (
            self.tag in {"", "*", element.tag}
            and self.id in {"", element.id}
            and self.classes <= element.classes
            and all(
                name in element.attributes and value in {None, element.attributes[name]}
                for name, value in self.attributes
            )
        )


@dataclass(frozen=True, slots=True)
class _Rule:
    """A selector from its last part to its first, each with whether it is the parent."""

    parts: tuple[tuple[_Compound, bool], ...]
    weight: tuple[int, int, int]
    declarations: tuple[Declaration, ...]

    def fits(self, chain: Sequence[Element]) -> bool:
        """Whether it selects the last element of a chain from the root."""
        places = [len(chain) - 1] if self.parts[0][0].fits(chain[-1]) else []
        for compound, is_parent in self.parts[1:]:
            if not places:
                return False
            above = (place - 1 for place in places) if is_parent else range(max(places))
            places = [place for place in above if place >= 0 and compound.fits(chain[place])]
        return bool(places)


class Styles:
    """The rules of the sheets of a page that may hide something."""

    def __init__(self, sheets: Iterable[str]) -> None:
        self._rules: dict[str, list[tuple[int, _Rule]]] = defaultdict(list)
        number = 0
        for sheet in sheets:
            for rule in _rules(sheet):
                number += 1
                last = rule.parts[0][0]
                key = f"#{last.id}" if last.id else next((f".{c}" for c in last.classes), last.tag)
                self._rules[key or "*"].append((number, rule))

    def look(self, chain: Sequence[Element], above: Look) -> Look:
        """How the last element of a chain from the root shows, in an element that shows so."""
        element = chain[-1]
        if not self._rules and not element.attributes and element.tag != "dialog":
            return above  # as most elements of most pages
        told: dict[str, tuple[tuple[bool, bool, tuple[int, int, int], int], str]] = {}
        own = _declarations(element.attributes.get("style", ""))
        cascade = [(0, True, (0, 0, 0), own)]
        keys = ("*", element.tag, f"#{element.id}", *(f".{c}" for c in element.classes))
        for number, rule in (entry for key in keys for entry in self._rules.get(key, ())):
            if rule.fits(chain):
                cascade.append((number, False, rule.weight, rule.declarations))
        for number, is_inline, weight, declarations in cascade:
            for name, value, is_important in declarations:
                rank = (is_important, is_inline, weight, number)
                if name not in told or rank >= told[name][0]:
                    told[name] = rank, value
        return _judged({name: value for name, (_, value) in told.items()}, element, above)


def _judged(told: Mapping[str, str], element: Element, above: Look) -> Look:
    is_hidden = "hidden" in element.attributes
    is_hidden |= element.tag == "dialog" and "open" not in element.attributes
    display = told.get("display", "none" if is_hidden else "")
    is_drawn = not (
        display == "none"
        or told.get("content-visibility") == "hidden"
        or _ZERO.fullmatch(told.get("opacity", ""))
    )
    visibility = told.get("visibility", "inherit")
    is_visible = visibility not in {"hidden", "collapse"}
    if visibility in {"inherit", "unset"}:
        is_visible = above.is_visible
    size = told.get("font-size", "inherit")
    has_size = not _ZERO.fullmatch(size)
    if has_size and _RELATIVE.fullmatch(size):
        has_size = above.has_size
    return Look(above.is_drawn and is_drawn, is_visible, has_size)


def _rules(sheet: str) -> Iterator[_Rule]:
    """The rules of a sheet that may decide whether text shows."""
    for prelude, body in _blocks(sheet):
        declarations = _declarations(body)
        if not declarations:
            continue
        for selector in prelude.split(","):
            found = _selector(selector)
            if found:
                yield _Rule(*found, declarations)


def _blocks(sheet: str) -> Iterator[tuple[str, str]]:
    """Each selector list with its declarations, those of groups that always apply among them."""
    text = _COMMENT.sub(" ", sheet).replace("<!--", " ").replace("-->", " ")
    start = 0
    around = [_GROUP]  # what the blocks are that are open: selectors, a group, or passed over
    for mark in _MARKS.finditer(text):
        sign, is_rule = mark[0], around[-1] not in {_GROUP, _PASSED}
        if sign[0] in "\"'" or (sign == ";" and is_rule):
            continue
        before = text[start : mark.start()].strip()
        start = mark.end()
        if is_rule:  # a rule in it parts its declarations, and is passed over
            yield around[-1], before
        if sign == "{":
            around.append(_opened(before) if around[-1] == _GROUP else _PASSED)
        elif sign == "}" and len(around) > 1:
            around.pop()
    if around[-1] not in {_GROUP, _PASSED}:
        yield around[-1], text[start:]


def _opened(prelude: str) -> str:
    if not prelude.startswith("@"):
        return prelude or _PASSED
    return _GROUP if _GROUPS.match(prelude) else _PASSED


def _declarations(body: str) -> tuple[Declaration, ...]:
    found = []
    for part in _COMMENT.sub(" ", body).split(";"):
        name, _, value = part.partition(":")
        name = name.strip().lower()
        if name not in _READ:
            continue
        value = " ".join(value[:_LONGEST].lower().split())
        is_important = value.endswith("important")
        value = value.removesuffix("important").rstrip("! ") if is_important else value
        if name == "font":
            name, value = "font-size", "0" if _ZERO_FONT.fullmatch(value) else "medium"
        if value:
            found.append((name, value, is_important))
    return tuple(found)


def _selector(
    text: str,
) -> tuple[tuple[tuple[_Compound, bool], ...], tuple[int, int, int]] | None:
    """The parts of a selector with their weight; None for one that is not read."""
    words = text.replace(">", " > ").split()
    if not words or len(words) > _MOST or words[0] == ">" or words[-1] == ">":
        return None
    parts: list[tuple[_Compound, bool]] = []
    ids = classes = types = 0
    is_parent = False
    for word in reversed(words):
        if word == ">":
            is_parent = True
            continue
        if not _COMPOUND.fullmatch(word):
            return None
        compound = _compound(word)
        ids += bool(compound.id)
        classes += len(compound.classes) + len(compound.attributes)
        types += compound.tag not in {"", "*"}
        parts.append((compound, is_parent))
        is_parent = False
    return tuple(parts), (ids, classes, types)


def _compound(word: str) -> _Compound:
    tag, name, classes, attributes = "", "", set(), []
    for piece in _PIECE.findall(word):
        if piece[0] == "#":
            name = piece[1:]
        elif piece[0] == ".":
            classes.add(piece[1:])
        elif piece[0] == "[":
            key, sign, value = piece[1:-1].partition("=")
            attributes.append((key.strip().lower(), value.strip(" \"'") if sign else None))
        else:
            tag = piece.lower()
    return _Compound(tag, name, frozenset(classes), tuple(attributes))
