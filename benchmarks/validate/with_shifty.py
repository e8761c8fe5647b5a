"""Validate with pyshifty, ``python with_shifty.py DATA SHAPES REPORT``: the report is Turtle.

The function under its public one, which would parse the report with rdflib to hand it over: this
is the least that a process with pyshifty can cost.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path


def main() -> int:
    """Write the report; 1 where the data does not conform, as pyshacl says it."""
    data, shapes, report = sys.argv[1:]
    shifty = importlib.import_module("shifty")
    result = shifty._validate_w3c(  # noqa: SLF001
        *(None, data, "turtle"),
        *(None, shapes, "turtle"),
        *("union", None),
        *(False, "info", False, "ignore", None, False),  # no rules, every severity, unsorted
    )
    Path(report).write_text(result.report_turtle, "utf-8")
    return int(not result.conforms)


if __name__ == "__main__":
    sys.exit(main())
