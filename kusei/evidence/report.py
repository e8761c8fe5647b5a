"""What a check of quotes found, in words and as JSON values."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kusei.evidence.quotes import GOOD, Outcome
from kusei.sources.spelling import spelt
from kusei.terms import compact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from kusei.evidence.matching import Hit
    from kusei.evidence.verify import Result

SCHEMA_VERSION: Final = 1
_MOST_PAGES: Final = 8
_Place = tuple[str, int | None] | None


@dataclass(frozen=True, slots=True)
class Report:
    """The results of a run, and the quoting passages that were asked for and had no copy held."""

    results: Sequence[Result]
    unchecked: Sequence[str]

    @property
    def bad(self) -> list[Result]:
        """The results on which no fact can rest."""
        return [result for result in self.results if result.outcome not in GOOD]

    @property
    def is_success(self) -> bool:
        """Something was checked, and nothing that was checked is bad."""
        return bool(self.results) and not self.bad

    @property
    def counts(self) -> dict[str, int]:
        """How many results there are of each outcome, the good ones first."""
        found = Counter(result.outcome for result in self.results)
        return {outcome.notation: found[outcome] for outcome in Outcome if found[outcome]}

    @property
    def summary(self) -> str:
        """The counts in one line: checked, each outcome, unchecked."""
        told = ", ".join(f"{count} {name}" for name, count in self.counts.items())
        checked = f"{len(self.results)} checked: {told}" if told else "nothing was checked"
        return f"{checked}; {len(self.unchecked)} unchecked (no copy held)"


def as_text(report: Report, *, place: Callable[[str], _Place]) -> str:
    """A block for each quote that is not simply verified, then the counts."""
    blocks = [
        _block(result, place(result.passage.iri))
        for result in report.results
        if result.outcome is not Outcome.VERIFIED
    ]
    return "".join(
        f"{line}\n" for line in [*(b for block in blocks for b in block), report.summary]
    )


def _block(result: Result, place: _Place) -> list[str]:
    where = ":".join(str(part) for part in place if part) if place else ""
    name = compact(result.passage.iri)
    quote = result.passage.selector.exact or result.passage.selector.locator
    lines = [f"{where}: {name}: {result.outcome.notation}: {quote}".removeprefix(": ")]
    return [*lines, f"  {explanation(result)}"]


def explanation(result: Result) -> str:
    """What a person needs to know of an outcome to mend the passage; empty for a verified one."""
    return _EXPLAINED[result.outcome](result)


def _variant(result: Result) -> str:
    return f"the source has it as {spelt(result.hits[0].found)}"


def _wrong_page(result: Result) -> str:
    return f"not on page {result.passage.selector.page}; it stands on {_pages_of(result)}"


def _ambiguous(result: Result) -> str:
    times = len(result.hits)
    return f"found {times} times, on {_pages_of(result)}: give prefix, suffix or page"


def _not_visible(result: Result) -> str:
    return f"it is in the text of {_pages_of(result)}, but shows no ink there"


def _not_found(result: Result) -> str:
    near = result.nearest
    if near is None:
        return "nothing in the source comes near"
    return f"nearest ({near.score} of 100, page {near.hit.page}): {near.marked}"


def _heading(result: Result) -> str:
    found = result.heading
    if found is None:
        return ""
    closer = f": {_told(found.closer)}" if found.closer else ""
    return f"{found.why}{closer} (under {compact(found.heading)})"


def _locator_mismatch(result: Result) -> str:
    return f"not in {result.passage.selector.locator}; it stands in {result.why or 'no article'}"


def _locator_not_found(result: Result) -> str:
    return f"no such place in the source, or more than one: {result.passage.selector.locator}"


def _unreadable(result: Result) -> str:
    if result.why:
        return result.why
    blind = f"no reliable text on {_pages(result.pages)}"
    if result.passage.selector.page is not None:
        return blind
    return f"not on the other pages, and {blind}; {_not_found(result)}"


def _missing(_: Result) -> str:
    return "oa:hasSource names nothing that the graph describes"


def _changed(result: Result) -> str:
    return f"not the bytes that were cited: {result.why}"


_EXPLAINED: Final[Mapping[Outcome, Callable[[Result], str]]] = {
    Outcome.VERIFIED: lambda _: "",
    Outcome.VERIFIED_VARIANT: _variant,
    Outcome.WRONG_PAGE: _wrong_page,
    Outcome.AMBIGUOUS: _ambiguous,
    Outcome.NOT_VISIBLE: _not_visible,
    Outcome.NOT_FOUND: _not_found,
    Outcome.HEADING_MISMATCH: _heading,
    Outcome.LOCATOR_MISMATCH: _locator_mismatch,
    Outcome.LOCATOR_NOT_FOUND: _locator_not_found,
    Outcome.UNREADABLE: _unreadable,
    Outcome.SOURCE_MISSING: _missing,
    Outcome.SOURCE_CHANGED: _changed,
}


def _told(closer: str) -> str:
    """The prefixed name of a passage, or the words of a heading that no passage quotes."""
    return compact(closer) if closer.startswith(("http://", "https://")) else spelt(closer)


def _pages_of(result: Result) -> str:
    return _pages(hit.page for hit in result.hits)


def _pages(numbers: Iterable[int]) -> str:
    unique = sorted(set(numbers))
    told = ", ".join(map(str, unique[:_MOST_PAGES])) + ("…" if len(unique) > _MOST_PAGES else "")
    return f"page {told}" if len(unique) == 1 else f"pages {told}"


def as_json(report: Report, *, place: Callable[[str], _Place]) -> dict[str, Any]:
    """All results as JSON values, in order of passage."""
    return {
        "schema_version": SCHEMA_VERSION,
        "checked": len(report.results),
        "counts": report.counts,
        "unchecked": list(report.unchecked),
        "results": [result_json(result, place(result.passage.iri)) for result in report.results],
    }


def result_json(result: Result, place: _Place) -> dict[str, Any]:
    """One result as JSON values; what it does not have is null."""
    file, line = place or (None, None)
    selector, near, heading = result.passage.selector, result.nearest, result.heading
    return {
        "passage": result.passage.iri,
        "outcome": result.outcome.notation,
        "file": file,
        "line": line,
        "exact": selector.exact or None,
        "prefix": selector.prefix or None,
        "suffix": selector.suffix or None,
        "page": selector.page,
        "locator": selector.locator or None,
        "occurrences": result.occurrences,
        "hits": [hit_json(hit) for hit in result.hits],
        "unreadable_pages": list(result.pages),
        "nearest": near and {**hit_json(near.hit), "score": near.score, "marked": near.marked},
        "heading": heading
        and {"under": heading.heading, "why": str(heading.why), "closer": heading.closer or None},
        "explanation": explanation(result) or None,
    }


def hit_json(hit: Hit) -> dict[str, Any]:
    """Page, offsets in the text of the page, and the words as the source has them."""
    return {"page": hit.page, "start": hit.start, "end": hit.end, "found": hit.found}
