"""Property paths as SPARQL: https://www.w3.org/TR/shacl/#property-paths.

A path that may have no step (``sh:zeroOrMorePath``) is split into "the node itself" and what takes
at least one step. SPARQL evaluates a path of zero steps between nodes of the graph only, SHACL also
from a focus node that the graph does not hold; and engines do the part with steps far faster.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from kusei.shacl.compile.model import Alternative, Inverse, Predicate, Repeated, Sequence

if TYPE_CHECKING:
    from kusei.shacl.compile.model import Path


def path_text(path: Path) -> str:
    """The path as SPARQL writes it, as ``$PATH`` is replaced."""
    match path:
        case Predicate(iri):
            return f"<{iri}>"
        case Inverse(inner):
            return f"^{_bracketed(inner)}"
        case Sequence(parts):
            return "/".join(_bracketed(part) for part in parts)
        case Alternative(parts):
            return "|".join(_bracketed(part) for part in parts)
        case Repeated(inner, least, more):
            sign = "?" if not more else "*" if least == 0 else "+"
            return _bracketed(inner) + sign


def _bracketed(path: Path) -> str:
    return path_text(path) if isinstance(path, Predicate) else f"({path_text(path)})"


def first_property(path: Path | None) -> str | None:
    """The property of a path, of an alternative path that of its first part; None of any other."""
    if isinstance(path, Alternative):
        path = path.parts[0]
    return path.iri if isinstance(path, Predicate) else None


def split(path: Path) -> tuple[bool, Path | None]:
    """Whether the path may have no step, and the path of at least one; None where there is none."""
    match path:
        case Predicate():
            return False, path
        case Inverse(inner):
            empty, steps = split(inner)
            return empty, None if steps is None else Inverse(steps)
        case Alternative(parts):
            halves = [split(part) for part in parts]
            return any(empty for empty, _ in halves), _either([steps for _, steps in halves])
        case Repeated(inner, least, more):
            empty, steps = split(inner)
            if steps is not None and more:
                steps = Repeated(steps, 1, more=True)
            return empty or least == 0, steps
        case Sequence(parts):
            return _split_sequence(parts)


def _split_sequence(parts: tuple[Path, ...]) -> tuple[bool, Path | None]:
    halves = [split(part) for part in parts]
    ways = []
    for taken in product(*([True, False] if empty else [True] for empty, _ in halves)):
        chosen = [steps for (_, steps), with_steps in zip(halves, taken, strict=True) if with_steps]
        real = [steps for steps in chosen if steps is not None]
        if real and len(real) == len(chosen):
            ways.append(real[0] if len(real) == 1 else Sequence(tuple(real)))
    return all(empty for empty, _ in halves), _either(list(ways))


def _either(paths: list[Path | None]) -> Path | None:
    real = list(dict.fromkeys(path for path in paths if path is not None))
    if not real:
        return None
    return real[0] if len(real) == 1 else Alternative(tuple(real))


def is_simple(path: Path) -> bool:
    """Whether no pair of nodes is joined twice: one property, forwards or backwards."""
    return isinstance(path, Predicate) or (
        isinstance(path, Inverse) and isinstance(path.path, Predicate)
    )


def value_pattern(focus: str, path: Path | None) -> str:
    """A pattern of ``?this`` and ``?value``: each focus node with each of its value nodes, once.

    ``focus`` is a pattern that binds ``?this``, each focus node once. The value node of a node
    shape is the focus node (https://www.w3.org/TR/shacl/#value-nodes).
    """
    if path is None:
        return f"{focus} BIND(?this AS ?value)"
    if is_simple(path):
        return f"{focus} ?this {path_text(path)} ?value ."
    empty, steps = split(path)
    ways = [f"{focus} BIND(?this AS ?value)"] if empty else []
    if steps is not None:
        ways.append(f"{focus} ?this {path_text(steps)} ?value .")
    body = ways[0] if len(ways) == 1 else " UNION ".join(f"{{ {way} }}" for way in ways)
    return f"{{ SELECT DISTINCT ?this ?value WHERE {{ {body} }} }}"
