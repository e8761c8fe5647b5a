"""What is known of a thing as text, as ``kusei show`` prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kusei.terms import compact

if TYPE_CHECKING:
    from kusei.answers.description import Description
    from kusei.answers.result import Row


def description_text(described: Description, *, place: str = "") -> str:
    """The description as lines, in its language; ``place`` says where the thing is written."""
    japanese = described.language == "ja"
    lines = [
        f"{described.label}  {compact(described.iri)}",
        f"  {', '.join(map(compact, described.classes))}",
    ]
    if place:
        lines.append(f"  {place}")
    if described.days:
        lines.append(f"  {described.days}")
    if described.names:
        lines += ["", "名称" if japanese else "names"]
        lines += [_name_line(row) for row in described.names]
    for section in described.sections:
        lines += ["", section.title.in_language(described.language)]
        for fact in section.facts:
            lines.append("  " + "  ".join(part for part in (fact.days, fact.text) if part))
        if section.more:
            lines.append(f"  … {section.more}")
    if described.passages:
        lines += ["", "根拠" if japanese else "evidence"]
        for passage, supported in _by_passage(described.passages).items():
            lines += _passage_lines(supported[0], passage)
    return "".join(line.rstrip() + "\n" for line in lines)


def _name_line(row: Row) -> str:
    span = f"{row['from'] or ''}..{row['until'] or ''}"
    by = "; ".join(str(row[c]) for c in ("began_by", "ended_by") if row[c])
    return "  " + "  ".join(part for part in (str(row["name"]), span, str(row["certainty"]), by))


def _by_passage(rows: tuple[Row, ...]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(str(row["passage"]), []).append(row)
    return found


def _passage_lines(row: Row, passage: str) -> list[str]:
    document = f"{row['document']} ({row['tier']})" if row["tier"] else row["document"]
    where = [document, row["heading"], row["locator"], row["page"] and f"p. {row['page']}"]
    told = " > ".join(str(part) for part in where if part)
    check = f"  [{row['check']}]" if row["check"] else ""
    quote = f"「{row['quote']}」" if row["quote"] else ""
    lines = [f"  {quote}  {compact(passage)}{check}", f"    {told}"]
    return [*lines, f"    {row['url']}"] if row["url"] else lines
