"""The command line as tests of commands run it."""

from tests.commands.conftest import kusei_main

__all__ = ["kusei_main"]
