"""Answers as text: tables, CSV and TSV, SPARQL results in JSON and XML, JSON lines, Markdown.

Forms of the W3C: SPARQL 1.1 Query Results JSON, XML, CSV and TSV. Lines end in a line feed in all
of them, CSV included. The shape of what is written never depends on a terminal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kusei.answers.display_width import display_width
from kusei.errors import InvalidValue
from kusei.graph.store import BlankNode, Literal, NamedNode, Triple, term_text
from kusei.terms import XSD, compact

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from kusei.answers.limits import Limit
    from kusei.answers.row_evidence import Evidence
    from kusei.graph.store import Rows, Term

_SPARQL_RESULTS: Final = "http://www.w3.org/2005/sparql-results#"
_NOT_IN_XML: Final = "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
_XSD_STRING: Final = XSD + "string"


def cell_text(term: Term | None) -> str:
    """A cell as a person reads it: the prefixed name of an IRI, the text of a literal."""
    if term is None:
        return ""
    if isinstance(term, NamedNode):
        return compact(term.value)
    return term.value if isinstance(term, Literal) else term_text(term)


def table(answer: Rows) -> str:
    """Columns aligned by display width, with a rule under their names.

    A line break inside a cell is shown as a blank, so that a row stays one line.
    """
    lines = [list(answer.columns)]
    lines += [[" ".join(cell_text(term).split()) for term in row] for row in answer.rows]
    widths = [max(map(display_width, column)) for column in zip(*lines, strict=True)]
    lines.insert(1, ["-" * width for width in widths])
    return "".join(
        "  ".join(
            cell + " " * (width - display_width(cell))
            for cell, width in zip(line, widths, strict=True)
        ).rstrip()
        + "\n"
        for line in lines
    )


def markdown(answer: Rows) -> str:
    """A table of GitHub-flavoured Markdown."""

    def line(cells: list[str]) -> str:
        escaped = (" ".join(c.replace("\\", "\\\\").replace("|", "\\|").split()) for c in cells)
        return "| " + " | ".join(escaped) + " |\n"

    head = line(list(answer.columns)) + line(["---"] * len(answer.columns))
    return head + "".join(line([cell_text(term) for term in row]) for row in answer.rows)


def csv(answer: Rows) -> str:
    """SPARQL 1.1 CSV: IRIs and texts as they are, an unbound cell empty.

    https://www.w3.org/TR/sparql11-results-csv-tsv/
    """
    import csv as writers
    import io

    output = io.StringIO()
    writer = writers.writer(output, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows([_plain(term) for term in row] for row in answer.rows)
    return output.getvalue()


def _plain(term: Term | None) -> str:
    if term is None:
        return ""
    return term.value if isinstance(term, (NamedNode, Literal)) else term_text(term)


def tsv(answer: Rows) -> str:
    """SPARQL 1.1 TSV: each term in its N-Triples form, so that nothing of it is lost."""
    lines = ["\t".join(f"?{name}" for name in answer.columns)]
    for row in answer.rows:
        cells = ("" if term is None else term_text(term) for term in row)
        lines.append("\t".join(cell.replace("\t", "\\t") for cell in cells))
    return "".join(line + "\n" for line in lines)


def sparql_json(answer: Rows | bool, *, limit: Limit | None = None) -> str:  # noqa: FBT001 - a bool is the answer of ASK
    """SPARQL 1.1 Query Results JSON; readers pass over ``kusei``, which tells of a limit."""
    import json

    document: dict[str, object]
    if isinstance(answer, bool):
        document = {"head": {}, "boolean": answer}
    else:
        bindings = [
            {
                name: _json_term(term)
                for name, term in zip(answer.columns, row, strict=True)
                if term is not None
            }
            for row in answer.rows
        ]
        document = {"head": {"vars": list(answer.columns)}, "results": {"bindings": bindings}}
        if limit is not None:
            document["kusei"] = {"schema_version": 1, **limit.document()}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _json_term(term: Term) -> dict[str, object]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Triple):
        raise TypeError("a triple term has no place in SPARQL 1.1 results")
    described: dict[str, object] = {"type": "literal", "value": term.value}
    if term.language:
        described["xml:lang"] = term.language
    elif term.datatype.value != _XSD_STRING:
        described["datatype"] = term.datatype.value
    return described


def sparql_xml(answer: Rows | bool) -> str:  # noqa: FBT001 - a bool is the answer of ASK
    """SPARQL Query Results XML."""
    import re
    from xml.etree import ElementTree as ET

    ET.register_namespace("", _SPARQL_RESULTS)

    def child(parent: ET.Element, tag: str, **attributes: str) -> ET.Element:
        return ET.SubElement(parent, f"{{{_SPARQL_RESULTS}}}{tag}", attributes)

    root = ET.Element(f"{{{_SPARQL_RESULTS}}}sparql")
    head = child(root, "head")
    if isinstance(answer, bool):
        child(root, "boolean").text = "true" if answer else "false"
    else:
        for name in answer.columns:
            child(head, "variable", name=name)
        results = child(root, "results")
        for row in answer.rows:
            result = child(results, "result")
            for name, term in zip(answer.columns, row, strict=True):
                if term is not None:
                    described = _json_term(term)
                    node = child(child(result, "binding", name=name), str(described["type"]))
                    node.text = str(described["value"])
                    if "datatype" in described:
                        node.set("datatype", str(described["datatype"]))
                    if "xml:lang" in described:
                        xml_lang = "{http://www.w3.org/XML/1998/namespace}lang"
                        node.set(xml_lang, str(described["xml:lang"]))
    ET.indent(root, space=" ")
    body = ET.tostring(root, encoding="unicode")
    if re.search(_NOT_IN_XML, body):
        raise InvalidValue("the answer holds a control character, as XML cannot; take json")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def jsonl(answer: Rows, evidence: Sequence[tuple[Evidence, ...]] | None = None) -> str:
    """One JSON object a row: column to plain value, null where unbound, dates in ISO form.

    Where evidence is asked for it stands under ``evidence``, a list of passages.
    """
    import json

    lines = [dict(zip(answer.columns, map(_json_value, row), strict=True)) for row in answer.rows]
    if evidence is not None:
        if "evidence" in answer.columns:
            raise InvalidValue("the answer has a column evidence of its own")
        for line, support in zip(lines, evidence, strict=True):
            line["evidence"] = [entry.document() for entry in support]
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def _json_value(term: Term | None) -> object:
    """A plain JSON value; a decimal is text, and so is what JSON cannot write."""
    import math

    from kusei.answers.result import python_value

    value = python_value(term)
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float) and math.isfinite(value):
        return value
    return cell_text(term)


ROW_FORMATS: Final[Mapping[str, Callable[[Rows], str]]] = {
    "table": table,
    "csv": csv,
    "tsv": tsv,
    "json": sparql_json,
    "xml": sparql_xml,
    "jsonl": jsonl,
    "markdown": markdown,
}
"""The formats of rows, by the name that ``--format`` takes."""


def rows_text(
    answer: Rows | bool,  # noqa: FBT001 - a bool is the answer of ASK
    form: str,
    *,
    limit: Limit | None = None,
    evidence: Sequence[tuple[Evidence, ...]] | None = None,
) -> str:
    """Rows, or the yes or no of ASK, in one of :data:`ROW_FORMATS`.

    Of rows that were cut off at a ``limit`` the JSON form says so itself, under ``kusei``.
    ``evidence``, one entry a row, is a list in JSON lines and three more columns elsewhere.

    Raises:
        InvalidValue: a text holds a control character, which XML cannot.
    """
    if evidence is not None and not isinstance(answer, bool):
        if form == "jsonl":
            return jsonl(answer, evidence)
        from kusei.answers.row_evidence import with_evidence

        answer = with_evidence(answer, evidence)
    if form == "json":
        return sparql_json(answer, limit=limit)
    if not isinstance(answer, bool):
        return ROW_FORMATS[form](answer)
    if form == "xml":
        return sparql_xml(answer)
    return "true\n" if answer else "false\n"
