"""User name and password for a server, from the environment or a netrc file; never from a URL."""

from __future__ import annotations

import netrc
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from kusei.errors import UsageError

USER: Final = "KUSEI_USER"
PASSWORD: Final = "KUSEI_PASSWORD"  # noqa: S105 - the name of a variable
NETRC: Final = "NETRC"


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a server may ask for; never shown."""

    user: str
    password: str = field(repr=False)


def credentials_for(url: str) -> Credentials | None:
    """Those of ``KUSEI_USER`` and ``KUSEI_PASSWORD``, else those of the host in the netrc file.

    The netrc file is the one that ``NETRC`` names, else ``~/.netrc``.

    Raises:
        UsageError: one of the two variables is missing, or the netrc file cannot be read.
    """
    user, password = os.environ.get(USER), os.environ.get(PASSWORD)
    if user and password is not None:
        return Credentials(user, password)
    if user or password:
        raise UsageError(
            f"{USER} and {PASSWORD} go together; {PASSWORD if user else USER} is unset"
        )
    return _of_netrc(urlsplit(url).hostname or "")


def _of_netrc(host: str) -> Credentials | None:
    told = os.environ.get(NETRC)
    path = Path(told) if told else _home() / ".netrc"
    if not told and not path.is_file():
        return None
    try:
        if not path.read_bytes().strip():
            return None  # Python's netrc takes an empty file for a wrong one
        # Given no path, netrc refuses a file of the user's own that others can read.
        found = (netrc.netrc(told) if told else netrc.netrc()).authenticators(host)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None
    except netrc.NetrcParseError as error:
        # Its message may quote the line, and with it the password.
        raise UsageError(
            f"{path}: not a netrc file that can be trusted, line {error.lineno}"
        ) from None
    if found is None:
        return None
    user, _, password = found
    return Credentials(user or "", password or "")


def _home() -> Path:
    try:
        return Path.home()
    except RuntimeError:
        return Path("/nonexistent")
