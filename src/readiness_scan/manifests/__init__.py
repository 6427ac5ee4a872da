"""Manifests and lock files: which dependency, at which version, on which line."""

from readiness_scan.manifests.dependency import ManifestDependency
from readiness_scan.manifests.registry import is_manifest, own_name, read_manifest

__all__ = ["ManifestDependency", "is_manifest", "own_name", "read_manifest"]
