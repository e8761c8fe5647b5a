"""Which of our queries Virtuoso does not answer rightly, beyond what any query may meet there.

Measured on Virtuoso 7.2.5 (Debian 12) with the W3C SHACL suite: a test runs all its entries on a
server, and none may come out wrong that is not named. The forms are those that this package writes,
and constraints in SPARQL that are written so.
"""

from __future__ import annotations

import re
from typing import Final

_FORMS: Final = (
    (
        re.compile(r"\bVALUES\s+\?\w+\s*\{[^}]*\""),
        "Virtuoso loses the languages and datatypes of literals that VALUES names",
    ),
    (
        re.compile(r"\bDATATYPE\s*\(", re.IGNORECASE),
        "Virtuoso stores other datatypes than those of the data, and no ill-formed literals",
    ),
    (
        re.compile(r"\bCOALESCE\s*\([^()]*\s[<>]=?\s", re.IGNORECASE),
        "Virtuoso compares values that SPARQL cannot compare",
    ),
    (
        re.compile(r"\bsameTerm\s*\([^()]*\"", re.IGNORECASE),
        "Virtuoso does not take a literal of the data and the same in a query for the same",
    ),
    (
        re.compile(r"\bEXISTS\s*\{\s*(?:\{\s*SELECT|VALUES|FILTER)\b", re.IGNORECASE),
        "Virtuoso does not see the values around in a sub-select, VALUES or mere filter of EXISTS",
    ),
    (
        re.compile(r"\bVALUES\s+\?\w+\s*\{[^}]*\}\s*\}\s*UNION\b", re.IGNORECASE),
        "Virtuoso loses rows of a UNION of VALUES",
    ),
)


def doubt(query: str) -> str | None:
    """Why Virtuoso's answer may be wrong; None where no reason is known."""
    return next((said for form, said in _FORMS if form.search(query)), None)
