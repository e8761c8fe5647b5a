"""The option that names the folder of held copies, for each command that reads them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

_Decorated = TypeVar("_Decorated", bound="Callable[..., Any]")


def with_copies(function: _Decorated) -> _Decorated:
    """Give a command the option ``--copies``."""
    return click.option(
        "--copies",
        type=click.Path(path_type=Path),
        help="The folder of held copies (else KUSEI_COPIES, else .kusei/copies).",
    )(function)
