"""Run kusei from a checkout: ``python cli.py validate``."""

from kusei.commands import main

if __name__ == "__main__":
    main()
