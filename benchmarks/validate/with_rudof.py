"""Validate with pyrudof, ``python with_rudof.py DATA SHAPES REPORT``: the report is JSON lines."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path

_KEYS = ("severity", "value", "source_shape", "message")


def main() -> int:
    """Write the report; 1 where the data does not conform, as pyshacl says it."""
    data, shapes, report = sys.argv[1:]
    pyrudof = importlib.import_module("pyrudof")
    session = pyrudof.Rudof(pyrudof.RudofConfig())
    session.read_data(data, pyrudof.RDFFormat.Turtle)
    session.read_shacl(shapes)
    found = session.validate_shacl()
    with Path(report).open("w", encoding="utf-8") as lines:
        for entry in found:
            told = {
                "focus": entry.focus_node,
                "path": entry.path,
                "component": entry.constraint_component,
            }
            told |= {key: getattr(entry, key) for key in _KEYS}
            lines.write(json.dumps(told, ensure_ascii=False) + "\n")
    return int(not found.conforms)


if __name__ == "__main__":
    sys.exit(main())
