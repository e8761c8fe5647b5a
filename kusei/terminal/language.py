"""The language in which a command speaks: as told, else that of the locale, else English."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

_Decorated = TypeVar("_Decorated", bound="Callable[..., Any]")


def with_language(function: _Decorated) -> _Decorated:
    """Give a command the option ``--lang``, whose value is ``ja`` or ``en``."""
    return click.option(
        "--lang",
        type=click.Choice(["ja", "en"]),
        default=of_locale,
        help="Language of the messages (else that of the locale, else English).",
    )(function)


def of_locale() -> str:
    """``ja`` for a Japanese locale, ``en`` for any other."""
    spoken = next((v for n in ("LC_ALL", "LC_MESSAGES", "LANG") if (v := os.environ.get(n))), "")
    return "ja" if spoken.startswith("ja") else "en"
