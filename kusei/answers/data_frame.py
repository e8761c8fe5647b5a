"""Answers as data frames of pandas, which is there where its user has installed it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from kusei.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

_TYPES: Final[dict[type, str]] = {int: "Int64", bool: "boolean", date: "datetime64[s]"}


def data_frame(
    columns: Mapping[str, Sequence[object]], *, labels: Mapping[str, str]
) -> pd.DataFrame:
    """A frame of columns of cells; ``frame.attrs["labels"]`` says what each holds.

    Raises:
        UsageError: pandas is not installed.
    """
    try:
        import pandas as pd
    except ModuleNotFoundError as error:
        if error.name != "pandas":
            raise
        raise UsageError("pandas is not installed: pip install 'kusei[pandas]'") from None
    series = {name: _series(pd, cells) for name, cells in columns.items()}
    frame = pd.DataFrame(series, columns=list(series))
    frame.attrs["labels"] = dict(labels)
    return frame


def _series(pd: Any, values: Sequence[object]) -> Any:  # noqa: ANN401 - pandas may not be there
    kinds = {type(value) for value in values if value is not None}
    kind = _TYPES.get(next(iter(kinds)), "object") if len(kinds) == 1 else "object"
    return pd.Series(list(values), dtype=kind)
