"""bun.lock: JSON with trailing commas. A package is a list whose first item is `name@version`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from readiness_scan.manifests.dependency import ManifestDependency, Wants
from readiness_scan.manifests.documents import line_at, parse_json, sequence, table

_NAME_AT_VERSION = re.compile(r"((?:@[^/@]+/)?[^/@]+)@(?:npm:)?(\d\S*)")


def read_bun_lock(path: str, text: str, wants: Wants) -> Iterator[ManifestDependency]:
    """The wanted packages at each version that is installed."""
    for key, value in table(parse_json(text), "packages").items():
        entry = sequence(value)
        found = _NAME_AT_VERSION.fullmatch(entry[0]) if entry and isinstance(entry[0], str) else None
        if found is None or not wants("npm", found[1]):
            continue
        place = re.search(rf'"{re.escape(key)}"\s*+:\s*+\[', text)
        line = line_at(text, place.start() if place else 0)
        yield ManifestDependency("npm", found[1], None, found[2], path, line, True, "runtime")
