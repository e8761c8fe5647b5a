"""Answers as data frames of pandas, which is there where its user has installed it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from kusei.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from kusei.answers.result import Result, Value

_TYPES: Final[dict[type, str]] = {int: "Int64", bool: "boolean", date: "datetime64[s]"}


def data_frame(result: Result) -> pd.DataFrame:
    """The rows of an answer; see :meth:`kusei.answers.result.Result.to_pandas`.

    Raises:
        UsageError: pandas is not installed.
    """
    try:
        import pandas as pd
    except ModuleNotFoundError as error:
        if error.name != "pandas":
            raise
        raise UsageError("pandas is not installed: pip install 'kusei[pandas]'") from None
    columns: dict[str, Any] = {
        name: _series(pd, [row[name] for row in result]) for name in result.columns
    }
    if any(row.evidence for row in result):
        found = [[entry.document() for entry in row.evidence] for row in result]
        columns["evidence"] = pd.Series(found, dtype=object)
    frame = pd.DataFrame(columns, columns=list(columns))
    frame.attrs["labels"] = dict(result.labels)
    return frame


def _series(pd: Any, values: Sequence[Value]) -> Any:  # noqa: ANN401 - pandas may not be there
    kinds = {type(value) for value in values if value is not None}
    kind = _TYPES.get(next(iter(kinds)), "object") if len(kinds) == 1 else "object"
    return pd.Series(list(values), dtype=kind)
