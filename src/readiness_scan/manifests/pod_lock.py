"""Podfile.lock: the lines below `PODS:`, which CocoaPods writes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from readiness_scan.manifests.dependency import ManifestDependency, Wants

_POD = re.compile(r'  - "?([^\s/(]+)[^\s(]* \((\d[^\s)]*)\)"?:?\s*')


def read_podfile_lock(path: str, text: str, wants: Wants) -> Iterator[ManifestDependency]:
    """The wanted pods at the version that is installed; the parts of a pod are the pod."""
    seen: set[str] = set()
    in_pods = False
    for number, line in enumerate(text.split("\n"), 1):
        if line[:1] not in (" ", "", "\r"):
            in_pods = line.startswith("PODS:")
        elif in_pods and (pod := _POD.fullmatch(line)) and pod[1] not in seen and wants("swift", pod[1]):
            seen.add(pod[1])
            yield ManifestDependency("swift", pod[1], None, pod[2], path, number, True, "runtime")
