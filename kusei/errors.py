"""The troubles of the tool itself; defects of data are findings, never exceptions.

::

    KuseiError                  any trouble that kusei explains to its user
    ├── UsageError              the call cannot be carried out as it was given (exit code 2)
    │   ├── DatasetNotFound     no dataset where one was looked for
    │   ├── UnknownName         no query, rule, entity or concept of that name
    │   ├── AmbiguousName       a label that names several entities
    │   ├── InvalidValue        a value that is not what a parameter takes
    │   └── HeaderInvalid       a stored query or check whose `#+` header cannot be read
    ├── DatasetInvalid          data that cannot be read, with its findings (exit code 1)
    ├── SourceRefused           a copy whose text cannot be read (exit code 1)
    ├── Unpublishable           data that can be read but not be released as it is (exit code 1)
    └── ToolFailure             something that kusei needs failed (exit code 3)
        ├── FetchFailed         a document that could not be fetched whole
        └── ServerFailure       a SPARQL server that did not answer as it should
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kusei.findings import Finding


class KuseiError(Exception):
    """Any trouble that kusei explains to its user: one message, one exit code."""

    exit_code: ClassVar[int] = 3


class UsageError(KuseiError):
    """The call cannot be carried out as it was given."""

    exit_code = 2


class DatasetNotFound(UsageError):  # noqa: N818 - says what is so, as httpx does
    """No dataset where one was looked for."""


class UnknownName(UsageError):  # noqa: N818 - says what is so
    """No query, rule, entity or concept of that name."""


class AmbiguousName(UsageError):  # noqa: N818 - says what is so
    """A label that names several entities; the message lists them."""


class InvalidValue(UsageError):  # noqa: N818 - says what is so
    """A value that is not what a parameter takes."""


class HeaderInvalid(UsageError):  # noqa: N818 - says what is so
    """A stored query or check whose ``#+`` header cannot be read; the message says file:line."""


class DatasetInvalid(KuseiError):  # noqa: N818 - says what is so
    """Data that cannot be read; ``findings`` says where and why."""

    exit_code = 1

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(f"{len(findings)} file(s) of the dataset cannot be read")
        self.findings = tuple(findings)


class SourceRefused(KuseiError):  # noqa: N818 - says what is so
    """A copy whose text cannot be read: encrypted, damaged, beyond the limits."""

    exit_code = 1


class Unpublishable(KuseiError):  # noqa: N818 - says what is so
    """Data that can be read but not be released as it is."""

    exit_code = 1


class ToolFailure(KuseiError):  # noqa: N818 - says what is so
    """Something that kusei needs failed."""


class FetchFailed(ToolFailure):
    """A document that could not be fetched whole, or that is none."""


class ServerFailure(ToolFailure):
    """A SPARQL server that did not answer as it should."""
