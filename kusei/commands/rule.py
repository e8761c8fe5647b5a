"""``kusei rule``: what a rule checks, why, a bad and a good example, how to mend it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import click

from kusei.terminal.delivery import chosen_format, deliver, with_output
from kusei.terminal.language import with_language

if TYPE_CHECKING:
    from pathlib import Path

_FORMATS: Final = ("text", "json")
_SCHEMA_VERSION: Final = 1


@click.command(short_help="Explain a rule of validate, with a bad and a good example.")
@click.argument("rule", required=False)
@with_language
@with_output(_FORMATS)
@click.pass_obj
def rule(
    dataset: Path | None,
    *,
    rule: str | None,
    lang: str,
    form: str | None,
    output: Path | None,
) -> None:
    """Explain RULE, given by its code (KG012), its name or its IRI; without one, list them all.

    Examples are the cases by which the rules are tested; `>` marks the line that differs.
    """
    from kusei.dataset.files import find
    from kusei.report.selection import find_rule
    from kusei.validation import all_rules
    from kusei.validation.rule_reference import rule_lines, rule_record, rule_text

    form = chosen_format(form, output, among=_FORMATS, default="text")
    location = find(dataset)
    rules = all_rules(location)
    if rule is not None:
        rules = [find_rule(rules, rule)]
    if form == "json":
        document = {
            "schema_version": _SCHEMA_VERSION,
            "rules": [rule_record(one, location, lang) for one in rules],
        }
        deliver(json.dumps(document, ensure_ascii=False, indent=1) + "\n", output)
    elif rule is not None:
        deliver(rule_text(rules[0], location, lang), output)
    else:
        rows = rule_lines(rules, lang)
        wide = max((len(name) for _, name, _, _ in rows), default=0)
        lines = (
            f"{code}  {name.ljust(wide)}  {severity.ljust(7)}  {said}\n"
            for code, name, severity, said in rows
        )
        deliver("".join(lines), output)
