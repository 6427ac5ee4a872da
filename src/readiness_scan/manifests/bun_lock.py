"""bun.lock: JSON with trailing commas. A package is a list whose first item is `name@version`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from readiness_scan.manifests.dependency import ManifestDependency, Wants
from readiness_scan.manifests.documents import Lines, load_json, sequence, table

_NAME_AT_VERSION = re.compile(r"((?:@[^/@]+/)?[^/@]+)@(?:npm:)?(\d\S*)")
_PACKAGE_KEY = re.compile(r'"([^"\n]*)"\s*+:\s*+\[')


def read_bun_lock(path: str, text: str, wants: Wants) -> Iterator[ManifestDependency]:
    """The wanted packages at each version that is installed."""
    lines, places = Lines(text), {found[1]: found.start() for found in _PACKAGE_KEY.finditer(text)}
    for key, value in table(load_json(text), "packages").items():
        entry = sequence(value)
        found = _NAME_AT_VERSION.fullmatch(entry[0]) if entry and isinstance(entry[0], str) else None
        if found is not None and wants("npm", found[1]):
            line = lines.at(places.get(key))
            yield ManifestDependency("npm", found[1], None, found[2], path, line, True, "runtime")
