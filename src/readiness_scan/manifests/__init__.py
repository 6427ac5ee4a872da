"""Manifests and lock files: which dependency, at which version, on which line."""

from readiness_scan.manifests.dependency import ManifestDependency, normal_name
from readiness_scan.manifests.locks import with_locked_versions
from readiness_scan.manifests.project import Project
from readiness_scan.manifests.registry import Manifest, is_manifest, own_name, parse_manifest, read_manifest

__all__ = [
    "Manifest",
    "ManifestDependency",
    "Project",
    "is_manifest",
    "normal_name",
    "own_name",
    "parse_manifest",
    "read_manifest",
    "with_locked_versions",
]
