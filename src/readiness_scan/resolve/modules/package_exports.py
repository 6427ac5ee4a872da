"""What a package.json offers to importers: `exports`, `imports`, the older entry fields, and built files' sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from readiness_scan.manifests.documents import mapping, sequence

_CONDITIONS = ("source", "development", "types", "import", "module", "require", "node", "browser", "default")
_ENTRY_FIELDS = ("source", "module", "main", "types", "typings", "browser", "svelte", "react-native")
_BUILT_FOLDERS = frozenset({"dist", "lib", "build", "out", "esm", "cjs", "es", "output", "types", "umd"})
_BUILT_SUFFIXES = (".d.ts", ".d.mts", ".d.cts", ".js", ".jsx", ".mjs", ".cjs")
_MAX_NESTING = 8
_MAX_STARS = 8


def entry_targets(manifest: Mapping[str, Any], subpath: str) -> Iterator[str]:
    """Targets of an import of a package, best first: `subpath` is `"."` or `"./button"`. As written in the file."""
    exports = manifest.get("exports")
    table = mapping(exports)
    if any(key.startswith(".") for key in table):
        yield from table_targets(table, subpath)
    elif subpath == ".":
        yield from _conditional(exports, 0)
    if subpath == ".":
        for field in _ENTRY_FIELDS:
            target = manifest.get(field)
            if isinstance(target, str):
                yield target


def table_targets(table: Mapping[str, Any], key: str) -> Iterator[str]:
    """Targets of a key of `exports` or `imports`: the key itself, then patterns with `*`, the longest first."""
    if key in table:
        yield from _conditional(table[key], 0)
    patterns = [pattern for pattern in table if "*" in pattern or pattern.endswith("/")]
    for pattern in sorted(patterns, key=len, reverse=True):
        before, star, after = pattern.partition("*")
        if len(key) < len(before) + len(after) or not (key.startswith(before) and key.endswith(after)):
            continue
        rest = key[len(before) : len(key) - len(after)]
        for target in _conditional(table[pattern], 0):
            yield target.replace("*", rest, _MAX_STARS) if star else target + rest


def _conditional(value: object, depth: int) -> Iterator[str]:
    """The strings that conditions and lists of alternatives lead to."""
    if isinstance(value, str):
        yield value
    elif depth < _MAX_NESTING:
        for alternative in sequence(value):
            yield from _conditional(alternative, depth + 1)
        conditions = mapping(value)
        # Unknown conditions ("workerd", "react-server") come last, in their own order.
        known = [name for name in _CONDITIONS if name in conditions]
        for name in (*known, *(name for name in conditions if name not in _CONDITIONS)):
            yield from _conditional(conditions[name], depth + 1)


def source_candidates(target: str) -> Iterator[str]:
    """Where the source of a target can stand, best first, relative to the package: it may be a file not built yet.

    `dist/esm/button.js` may come from `src/esm/button.*`, `src/button.*`, `esm/button.*` or `button.*`.
    """
    parts = target.removeprefix("./").split("/")
    suffix = next((suffix for suffix in _BUILT_SUFFIXES if parts[-1].endswith(suffix)), "")
    parts[-1] = parts[-1].removesuffix(suffix)
    rests: list[str] = []
    while len(parts) > 1 and (parts[0] in _BUILT_FOLDERS or parts[0].startswith("dist-")):
        parts = parts[1:]
        rests.append("/".join(parts))
    yield from (f"src/{rest}" for rest in rests)
    yield target
    yield from rests
