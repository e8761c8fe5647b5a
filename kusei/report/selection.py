"""Which findings of a report are asked for: by the codes of rules, by a shape, by a thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.errors import UnknownName

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from kusei.findings import Finding
    from kusei.report.report import Report
    from kusei.report.rules import Rule

ALWAYS: Final = frozenset({"KG001", "KG002", "KG003"})
"""What says that nothing was checked; hidden, it would look like success."""
_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Selection:
    """The codes and the things whose findings are shown; None for all."""

    codes: frozenset[str] | None = None
    focus: str | None = None

    def of(self, report: Report) -> Report:
        """The report with the findings that are asked for; its counts stay those of the run."""
        if self.codes is None and self.focus is None:
            return report
        return report.only(self._wants)

    def _wants(self, finding: Finding) -> bool:
        if finding.code in ALWAYS:
            return True
        by_code = self.codes is None or finding.code in self.codes
        return by_code and (self.focus is None or finding.focus == self.focus)


def chosen_codes(
    rules: Sequence[Rule], *, select: Iterable[str], ignore: Iterable[str], shape: str | None
) -> frozenset[str] | None:
    """The codes of the rules that are asked for; None where all are.

    ``select`` and ``ignore`` hold codes or beginnings of codes (KG0); ``shape`` is the name of a
    rule, its prefixed name or its IRI.

    Raises:
        UnknownName: no rule has such a code or name; the message lists those that come near.
    """
    chosen = {rule.code for rule in rules}
    if wanted := list(select):
        chosen = {code for part in wanted for code in _beginning(part, rules)}
    if shape is not None:
        chosen &= {find_rule(rules, shape).code}
    for part in ignore:
        chosen -= set(_beginning(part, rules))
    return None if len(chosen) == len(rules) else frozenset(chosen)


def find_rule(rules: Iterable[Rule], wanted: str) -> Rule:
    """The rule of that code, name, prefixed name or IRI.

    Raises:
        UnknownName: there is none; the message lists those that come near.
    """
    every = list(rules)
    name = wanted.strip().strip("<>").removeprefix(terms.RULE).removeprefix("rule:")
    for rule in every:
        if name.upper() == rule.code or name.lower() == rule.name:
            return rule
    known = [rule.code for rule in every] + [rule.name for rule in every]
    raise UnknownName(f"there is no rule {wanted!r}; {_near(name, known)}")


def _beginning(part: str, rules: Sequence[Rule]) -> list[str]:
    found = [rule.code for rule in rules if part and rule.code.startswith(part.upper())]
    if not found:
        codes = [rule.code for rule in rules]
        raise UnknownName(f"no rule has a code that begins with {part!r}; {_near(part, codes)}")
    return found


def _near(typed: str, known: Collection[str]) -> str:
    from difflib import get_close_matches

    like = {name.lower(): name for name in known}
    near = get_close_matches(typed.lower(), like, n=_SHOWN, cutoff=0.5)
    listed = f"near are {', '.join(like[name] for name in near)}; " if near else ""
    return f"{listed}`kusei rule` lists them all"
