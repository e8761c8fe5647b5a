"""kusei: a knowledge graph of how a Japanese city ward is governed, and the tool that keeps it.

::

    import kusei

    ds = kusei.open()
    for row in ds.query("duty-holder", duty="放置自転車対策業務", on="2020-01-01"):
        print(row.holder, row.certainty, row.why)

``docs/getting-started.md`` and the notebook ``docs/tutorial.ipynb`` go on from here.
"""

from kusei.api import OpenDataset
from kusei.api import open_dataset as open  # noqa: A004 - read as kusei.open

__all__ = ["OpenDataset", "open"]
