"""The small graph that stored questions are asked of."""

from tests.queries.conftest import ask_small, small

__all__ = ["ask_small", "small"]
