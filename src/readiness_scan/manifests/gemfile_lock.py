"""Gemfile.lock: lines that Bundler writes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from readiness_scan.manifests.dependency import ManifestDependency, Wants

_GEM = re.compile(r"    ([^\s(]+) \((\d[^\s)-]*)[^)]*\)\s*")


def read_gemfile_lock(path: str, text: str, wants: Wants) -> Iterator[ManifestDependency]:
    """The wanted gems at the version that is installed, once: a gem may be listed per platform."""
    seen: set[tuple[str, str]] = set()
    section = ""
    for number, line in enumerate(text.split("\n"), 1):
        if line[:1] not in (" ", "", "\r"):
            section = line.strip()
        elif section in ("GEM", "GIT") and (gem := _GEM.fullmatch(line)):
            name, version = gem[1], gem[2]
            if wants("gem", name) and (name, version) not in seen:
                seen.add((name, version))
                yield ManifestDependency("gem", name, None, version, path, number, True, "runtime")
