"""Run kusei as ``python -m kusei``."""

from kusei.commands import main

main()
