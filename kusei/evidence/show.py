"""One passage in the words around it, with the headings that it stands under."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kusei.errors import SourceRefused, UsageError
from kusei.evidence.context import in_context
from kusei.evidence.matching import Haystack
from kusei.evidence.quotes import GOOD
from kusei.evidence.report import SCHEMA_VERSION, explanation, result_json
from kusei.evidence.verify import verify
from kusei.sources.reading.source_text import Media, SourceText
from kusei.sources.sandbox import Order, marked
from kusei.terms import compact

if TYPE_CHECKING:
    from kusei.evidence.held import Held
    from kusei.evidence.passages import Quoted
    from kusei.evidence.verify import Result


@dataclass(frozen=True, slots=True)
class Shown:
    """The result of a passage, its headings from the outermost, each place in its context."""

    result: Result
    headings: tuple[str, ...]
    contexts: tuple[str, ...]

    @property
    def is_good(self) -> bool:
        """The quote stands where the passage says."""
        return self.result.outcome in GOOD


def shown(quoted: Quoted, iri: str, held: Held, *, around: int) -> Shown:
    """Check one passage and collect what stands around it, or around what comes nearest.

    Raises:
        UsageError: no copy of its source is held.
    """
    results = verify(quoted, held.texts, changed=held.changed, only={iri})
    if not results:
        raise UsageError(f"{compact(iri)}: no copy of its source is held")
    (result,) = results
    contexts: list[str] = []
    text = held.texts.get(result.passage.copy_sha256 or "")
    if isinstance(text, SourceText):
        haystack = Haystack.of(text)
        places = result.hits or ((result.nearest.hit,) if result.nearest else ())
        contexts = [in_context(haystack, hit, around=around) for hit in places]
    words = {
        passage.iri: passage.selector.exact or passage.selector.locator
        for passage in quoted.passages
    }
    headings: list[str] = []
    above = quoted.under.get(iri, "")
    while above and above not in headings:
        headings.append(above)
        above = quoted.under.get(above, "")
    return Shown(
        result, tuple(words.get(h, compact(h)) for h in reversed(headings)), tuple(contexts)
    )


def picture(found: Shown, held: Held) -> bytes:
    """A PNG of the page of a PDF with the first place of a passage, or the nearest, marked.

    Raises:
        UsageError: its source is no PDF, its copy cannot be used, or it stands nowhere near.
        SourceRefused: the page cannot be drawn.
    """
    result = found.result
    name, digest = compact(result.passage.iri), result.passage.copy_sha256 or ""
    text = held.texts.get(digest)
    if not isinstance(text, SourceText):
        raise UsageError(f"{name}: {result.outcome.notation}: {explanation(result)}")
    if text.media is not Media.PDF:
        raise UsageError(f"{name}: its source is {text.media}; only pages of a PDF can be drawn")
    places = result.hits or ((result.nearest.hit,) if result.nearest else ())
    if not places:
        raise UsageError(f"{name}: {result.outcome.notation}: {explanation(result)}")
    hit, order = places[0], Order(expect=Media.PDF, sha256=digest)
    drawn = marked(held.files[digest], hit.page, hit.start, hit.end, order)
    if isinstance(drawn, bytes):
        return drawn
    raise SourceRefused(f"{held.files[digest].name}: {drawn.detail}")


def as_text(found: Shown, *, place: tuple[str, int | None] | None) -> str:
    """The passage for a person."""
    result = found.result
    where = ":".join(str(part) for part in place if part) if place else ""
    lines = [f"{compact(result.passage.iri)}  {result.outcome.notation}  {where}".rstrip()]
    if why := explanation(result):
        lines.append(f"  {why}")
    if found.headings:
        lines.append("  " + " > ".join(found.headings))
    pages = [hit.page for hit in result.hits] or [result.nearest.hit.page if result.nearest else 0]
    for page, context in zip(pages, found.contexts, strict=True):
        lines += ["", f"  page {page}", f"  {context}"]
    return "".join(f"{line}\n" for line in lines)


def as_json(found: Shown, *, place: tuple[str, int | None] | None) -> dict[str, Any]:
    """The same as JSON values."""
    return {
        "schema_version": SCHEMA_VERSION,
        **result_json(found.result, place),
        "headings": list(found.headings),
        "contexts": list(found.contexts),
    }
