"""What a dataset already says, and which names are still free in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.errors import InvalidValue

if TYPE_CHECKING:
    from kusei.dataset.files import Dataset

_SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CAPACITIES: Final = "https://w3id.org/kusei/scheme/capacities"


class Written:
    """The curated graph and the local names of its ward."""

    def __init__(self, dataset: Dataset) -> None:
        self.ward = dataset.location.config.ward
        self._dataset = dataset
        self._namespace = f"{terms.ID}{self.ward}/"
        self.index = dataset.index
        named = {*self.index, *self.index.pointing}
        self._used = {self.local(iri) for iri in named}
        self._retired = self._read_retired()

    def _read_retired(self) -> set[str]:
        path = self._dataset.location.data / self.ward / "retired.txt"
        lines = path.read_text("utf-8").splitlines() if path.is_file() else []
        words = [line.split()[0] for line in lines if line.strip() and not line.startswith("#")]
        return {self.local(w).removeprefix(f"{self.ward}:") for w in words}

    def iri(self, local: str) -> str:
        """The IRI of a local name."""
        return self._namespace + local

    def local(self, iri: str) -> str:
        """The local name of an IRI of the ward; any other IRI as it is."""
        return iri.removeprefix(self._namespace)

    def is_written(self, iri: str) -> bool:
        """Whether the data names this thing."""
        return self.local(iri) in self._used

    def needs_scope(self, iri: str) -> bool:
        """Whether a claim about this thing says how far it holds: a kind of unit, or a role."""
        classes = self.index.iris(iri, terms.RDF_TYPE)
        return terms.KUSEI + "UnitKind" in classes or terms.ORG + "Role" in classes

    def capacity(self, duty: str) -> str:
        """The capacity that the last word of a duty names, else in charge."""
        label = self.index.texts(duty, terms.RDFS_LABEL).get("ja", "")
        core = re.sub("(?:業務|事業|等)+$", "", label)
        for concept in self.index.pointing_to(_CAPACITIES, terms.SKOS + "inScheme"):
            word = self.index.texts(concept, terms.SKOS + "prefLabel").get("ja")
            if word and core.endswith(word):
                return concept
        return terms.KUSEI + "inCharge"

    # --- Names

    def free(self, *, kind: str, slug: str) -> str:
        """The IRI ``<kind>-<slug>``.

        Raises:
            InvalidValue: the slug is no ASCII kebab-case, or the name is used or withdrawn.
        """
        if not _SLUG.fullmatch(slug):
            raise InvalidValue(
                f"{slug!r} is no slug: romaji in lower case, digits and single hyphens between "
                "them, as in kumin-ka"
            )
        local = f"{kind}-{slug}"
        if local in self._used:
            place = self._dataset.file_of(self.iri(local)) or "the data"
            raise InvalidValue(f"{self.ward}:{local} is in use ({place}); give another slug")
        if local in self._retired:
            raise InvalidValue(f"{self.ward}:{local} was withdrawn (retired.txt); give another")
        return self.iri(local)

    def next_numbered(self, stem: str, *, digits: int = 1) -> str:
        """The IRI ``<stem><n>`` with the number after the highest that was ever used."""
        form = re.compile(re.escape(stem) + "([0-9]+)")
        numbers = [int(m[1]) for n in self._used | self._retired if (m := form.fullmatch(n))]
        return self.iri(f"{stem}{max(numbers, default=0) + 1:0{digits}}")

    def numbered(self, stem: str) -> list[str]:
        """The IRIs ``<stem><n>`` in use, in order of their numbers."""
        form = re.compile(re.escape(stem) + "([0-9]+)")
        found = [(int(m[1]), n) for n in self._used if (m := form.fullmatch(n))]
        return [self.iri(name) for _, name in sorted(found)]

    def next_assignment(self, duty: str, holder: str) -> str:
        """The IRI ``assignment-<duty>--<holder>``, numbered from 2 where it is taken."""
        of_duty = self.local(duty).removeprefix("duty-")
        of_holder = re.sub(r"\A(?:kind|unit|role|post)-", "", self.local(holder))
        local = f"assignment-{of_duty}--{of_holder}"
        if local not in self._used | self._retired:
            return self.iri(local)
        number = 2
        while f"{local}-{number}" in self._used | self._retired:
            number += 1
        return self.iri(f"{local}-{number}")
