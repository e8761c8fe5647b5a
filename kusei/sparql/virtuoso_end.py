"""The form of a query over which Virtuoso ends, with all that others asked of it.

Found on Virtuoso 7.2.5 (Debian 12) by leaving out of a query, part by part, what it ends without:
its compiler goes down over a group that holds together a UNION one branch of which leaves a
variable unbound, a sub-SELECT, a FILTER with ``||`` and BOUND of that variable, and behind the
first two a BIND or MINUS. A test sends the forms, and those beside them, to a real one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from kusei.sparql.tokens import Token, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

REASON: Final = (
    "not asked: over such a query Virtuoso 7.2.5 ends, for all who ask it (a UNION that leaves a "
    "variable unbound, a sub-SELECT, a FILTER with || and BOUND of that variable, and a BIND or "
    "MINUS in one group). Ask the files, or another engine such as Oxigraph; or set braces around "
    "all of the group but the BIND or MINUS\n"
    "送らなかった。Virtuoso 7.2.5 はこの形の問い合わせで落ち、ほかの人も使えなくなる"
    "(変数を束縛しない枝のある UNION、副問い合わせ、その変数の BOUND と || のある FILTER、"
    "BIND か MINUS が一つのグループにあるもの)。"
    "手元のファイルか Oxigraph などに尋ねるか、BIND や MINUS のほかを波括弧で囲むこと"
)
_KEPT_APART: Final = {"OPTIONAL", "MINUS", "UNION", "EXISTS", "SERVICE"}
"""What makes of the group behind it one of its own."""


@dataclass(slots=True)
class _Group:
    """What stands between two braces: tokens and groups, in order."""

    parts: list[Token | _Group] = field(default_factory=list)

    def flat(self) -> Iterator[Token]:
        """All tokens, those of the groups inside too."""
        for part in self.parts:
            if isinstance(part, _Group):
                yield from part.flat()
            else:
                yield part

    def variables(self) -> set[str]:
        """The variables that stand in it anywhere."""
        return {token.text[1:] for token in self.flat() if token.kind == "variable"}

    def selects(self) -> bool:
        """True where a SELECT stands in it anywhere."""
        return any(_word(token) == "SELECT" for token in self.flat())


def ends_it(sparql: str) -> bool:
    """True of a query over which Virtuoso is known to end."""
    found, open_ = [], [_Group()]
    for token in tokens(sparql):
        if token.kind == "mark" and token.text == "{":
            inner = _Group()
            open_[-1].parts.append(inner)
            open_.append(inner)
            found.append(inner)
        elif token.kind == "mark" and token.text == "}":
            if len(open_) > 1:
                open_.pop()
        else:
            open_[-1].parts.append(token)
    return any(map(_is_fatal, found))


def _is_fatal(group: _Group) -> bool:
    parts = _joined(group)
    half_bound, first_union = _half_bound(parts)
    first_select = next(
        (i for i, p in enumerate(parts) if isinstance(p, _Group) and p.selects()), None
    )
    if not half_bound or first_select is None:
        return False
    last = max((i for i, p in enumerate(parts) if _word(p) in {"BIND", "MINUS"}), default=-1)
    return last > max(first_union, first_select) and any(
        half_bound & bound for bound in _chosen_by_bound(group.parts)
    )


def _joined(group: _Group) -> list[Token | _Group]:
    """The parts of a group; for a group that stands alone in it its own, but for SELECT, as there.

    Virtuoso joins such groups before it goes down; the FILTERs of the inner one stay there.
    """
    found: list[Token | _Group] = []
    for index, part in enumerate(group.parts):
        before = _word(group.parts[index - 1]) if index else ""
        after = _word(group.parts[index + 1]) if index + 1 < len(group.parts) else ""
        alone = before not in _KEPT_APART and after != "UNION"
        if (
            isinstance(part, _Group)
            and alone
            and not (part.parts and _word(part.parts[0]) == "SELECT")
        ):
            found += [p for p in _joined(part) if _word(p) not in {"BIND", "MINUS"}]
        else:
            found.append(part)
    return found


def _half_bound(parts: Sequence[Token | _Group]) -> tuple[set[str], int]:
    """The variables that some branches of a UNION name and others do not, and where it stands."""
    found: set[str] = set()
    first = len(parts)
    for index, part in enumerate(parts):
        if _word(part) != "UNION" or not 0 < index < len(parts) - 1:
            continue
        left, right = parts[index - 1], parts[index + 1]
        if isinstance(left, _Group) and isinstance(right, _Group):
            found |= left.variables() ^ right.variables()
            first = min(first, index)
    return found, first


def _chosen_by_bound(parts: Sequence[Token | _Group]) -> Iterator[set[str]]:
    """For each FILTER with ``||`` the variables whose BOUND it asks."""
    for index, part in enumerate(parts):
        if _word(part) != "FILTER":
            continue
        depth, inside = 0, []
        for other in parts[index + 1 :]:
            if isinstance(other, Token):
                inside.append(other)
                depth += (other.text == "(") - (other.text == ")")
            if depth == 0:
                break
        texts = [token.text.upper() for token in inside]
        if any(pair == ("|", "|") for pair in pairwise(texts)):
            yield {
                inside[i + 2].text[1:]
                for i in range(len(inside) - 2)
                if texts[i] == "BOUND" and inside[i + 2].kind == "variable"
            }


def _word(part: Token | _Group) -> str:
    return part.text.upper() if isinstance(part, Token) and part.kind == "word" else ""
