"""Which library functions hand their argument through: the table in `passthrough.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from readiness_scan.resolve.denotation import External


@cache
def _table() -> dict[tuple[str, str, tuple[str, ...]], str]:
    text = (resources.files("readiness_scan.resolve") / "passthrough.toml").read_text("utf-8")
    return {
        (ecosystem, module, tuple(path.split(".")) if path else ()): kind
        for ecosystem, modules in tomllib.loads(text).items()
        for module, paths in modules.items()
        for path, kind in paths.items()
    }


def handed_through(callee: External) -> str | None:
    """How a library function hands its argument through; none where it does not."""
    path = callee.path[1:] if callee.path[:1] == ("default",) else callee.path
    return _table().get((callee.ecosystem, callee.module, path))


def names_of(kinds: frozenset[str]) -> frozenset[str]:
    """The names in which the library functions of some kinds end; methods that every function has left out."""
    return frozenset(
        path[-1] for (_, _, path), kind in _table().items() if kind in kinds and path and path[0] != "Function"
    )
