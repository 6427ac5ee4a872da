"""Which reader reads which file. A new format is a line here and a module of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeAlias

from readiness_scan.manifests.bun_lock import read_bun_lock
from readiness_scan.manifests.cargo import own_cargo_name, read_cargo_lock, read_cargo_toml
from readiness_scan.manifests.cartfile import read_cartfile, read_cartfile_resolved
from readiness_scan.manifests.composer import own_composer_name, read_composer_json, read_composer_lock
from readiness_scan.manifests.dependency import ManifestDependency, Reader, Wanted, Wants, normal_name
from readiness_scan.manifests.documents import decoded
from readiness_scan.manifests.gemfile_lock import read_gemfile_lock
from readiness_scan.manifests.go_mod import own_go_name, read_go_mod
from readiness_scan.manifests.gradle import read_gradle, read_gradle_lock
from readiness_scan.manifests.mix import own_mix_name, read_mix_exs, read_mix_lock
from readiness_scan.manifests.msbuild import own_nuget_name, read_msbuild, read_packages_config
from readiness_scan.manifests.npm_lock import read_npm_lock
from readiness_scan.manifests.nuget_lock import read_nuget_lock, read_unity_lock, read_unity_manifest
from readiness_scan.manifests.package_json import own_npm_name, read_package_json
from readiness_scan.manifests.pipfile import read_pipfile, read_pipfile_lock
from readiness_scan.manifests.pnpm_lock import read_pnpm_lock
from readiness_scan.manifests.pod_lock import read_podfile_lock
from readiness_scan.manifests.pom import own_maven_name, read_pom
from readiness_scan.manifests.project import Project
from readiness_scan.manifests.pubspec import own_pub_name, read_pubspec, read_pubspec_lock
from readiness_scan.manifests.pyproject import own_python_name, read_pyproject
from readiness_scan.manifests.python_lock import read_python_lock
from readiness_scan.manifests.requirements_txt import read_requirements_txt
from readiness_scan.manifests.ruby_code import (
    own_specification_name,
    read_gemfile,
    read_gemspec,
    read_podfile,
    read_podspec,
)
from readiness_scan.manifests.setup_cfg import own_setup_cfg_name, read_setup_cfg
from readiness_scan.manifests.swift_package import read_package_resolved, read_package_swift
from readiness_scan.manifests.version_catalog import read_version_catalog
from readiness_scan.manifests.xcode_project import read_xcode_project
from readiness_scan.manifests.yarn_lock import read_yarn_lock

_ProjectReader: TypeAlias = Callable[[str, str, Wants, Project], Iterable[ManifestDependency]]


class Manifest(NamedTuple):
    """What one manifest or lock file says."""

    dependencies: list[ManifestDependency]
    """The wanted ones, in the order of its tables."""
    own: tuple[str, str] | None
    """The (ecosystem, name) that it gives to its own package."""
    problem: str | None
    """Why it could not be read to its end; none where it was."""


class _Kind(NamedTuple):
    """How one kind of file is read."""

    read: _ProjectReader
    ecosystem: str = ""
    own: Callable[[str], str | None] | None = None


def _alone(read: Reader, ecosystem: str = "", own: Callable[[str], str | None] | None = None) -> _Kind:
    """A kind of file that takes nothing from others."""
    return _Kind(lambda path, text, wants, _project: read(path, text, wants), ecosystem, own)


_BY_NAME: dict[str, _Kind] = {
    "package.json": _alone(read_package_json, "npm", own_npm_name),
    "package-lock.json": _alone(read_npm_lock),
    "npm-shrinkwrap.json": _alone(read_npm_lock),
    "yarn.lock": _alone(read_yarn_lock),
    "pnpm-lock.yaml": _alone(read_pnpm_lock),
    "bun.lock": _alone(read_bun_lock),
    "pyproject.toml": _alone(read_pyproject, "pypi", own_python_name),
    "setup.cfg": _alone(read_setup_cfg, "pypi", own_setup_cfg_name),
    "Pipfile": _alone(read_pipfile),
    "Pipfile.lock": _alone(read_pipfile_lock),
    "uv.lock": _alone(read_python_lock),
    "poetry.lock": _alone(read_python_lock),
    "pdm.lock": _alone(read_python_lock),
    "go.mod": _alone(read_go_mod, "go", own_go_name),
    "Gemfile": _alone(read_gemfile),
    "gems.rb": _alone(read_gemfile),
    "Gemfile.lock": _alone(read_gemfile_lock),
    "gems.locked": _alone(read_gemfile_lock),
    "composer.json": _alone(read_composer_json, "composer", own_composer_name),
    "composer.lock": _alone(read_composer_lock),
    "pom.xml": _Kind(read_pom, "maven", own_maven_name),
    "gradle.lockfile": _alone(read_gradle_lock),
    "buildscript-gradle.lockfile": _alone(read_gradle_lock),
    "packages.config": _alone(read_packages_config),
    "packages.lock.json": _alone(read_nuget_lock),
    "Package.resolved": _alone(read_package_resolved),
    "project.pbxproj": _alone(read_xcode_project),
    "Podfile": _alone(read_podfile),
    "Podfile.lock": _alone(read_podfile_lock),
    "Cartfile": _alone(read_cartfile),
    "Cartfile.private": _alone(read_cartfile),
    "Cartfile.resolved": _alone(read_cartfile_resolved),
    "pubspec.yaml": _alone(read_pubspec, "pub", own_pub_name),
    "pubspec.lock": _alone(read_pubspec_lock),
    "mix.exs": _alone(read_mix_exs, "hex", own_mix_name),
    "mix.lock": _alone(read_mix_lock),
    "Cargo.toml": _Kind(read_cargo_toml, "cargo", own_cargo_name),
    "Cargo.lock": _alone(read_cargo_lock),
}
_BY_PATTERN: tuple[tuple[re.Pattern[str], _Kind], ...] = (
    (
        re.compile(r"(?:.*/)?(?:[^/]*requirements[^/]*|requirements/(?:.*/)?[^/]+)\.(?:txt|in)"),
        _alone(read_requirements_txt),
    ),
    (re.compile(r"(?:.*/)?[^/]+\.gemfile"), _alone(read_gemfile)),
    (re.compile(r"(?:.*/)?[^/]+\.gemfile\.lock"), _alone(read_gemfile_lock)),
    (re.compile(r"(?:.*/)?[^/]+\.gemspec"), _alone(read_gemspec, "gem", own_specification_name)),
    (re.compile(r"(?:.*/)?[^/]+\.podspec"), _alone(read_podspec, "swift", own_specification_name)),
    (re.compile(r"(?:.*/)?[^/]+\.gradle(?:\.kts)?"), _Kind(read_gradle)),
    (re.compile(r"(?:.*/)?[^/]+\.versions\.toml"), _alone(read_version_catalog)),
    (re.compile(r"(?:.*/)?[^/]+\.(?:cs|fs|vb)proj"), _Kind(read_msbuild, "nuget", own_nuget_name)),
    (re.compile(r"(?:.*/)?[^/]+\.(?:props|targets)"), _Kind(read_msbuild)),
    (re.compile(r"(?:.*/)?Packages/manifest\.json"), _alone(read_unity_manifest)),
    (re.compile(r"(?:.*/)?Packages/packages-lock\.json"), _alone(read_unity_lock)),
    (re.compile(r"(?:.*/)?Package(?:@swift-[\d.]+)?\.swift"), _alone(read_package_swift)),
)


def is_manifest(path: str) -> bool:
    """Is a file, by its POSIX path, a manifest or lock file that can be read?"""
    return _kind(path) is not None


def parse_manifest(path: str, data: bytes, wanted: Wanted, project: Project | None = None) -> Manifest:
    """What a manifest or lock file says.

    A broken file gives what can be read of it, and says what is wrong; a file that is no manifest gives nothing. Never
    raises because of the file's content.

    Args:
        path: the file's POSIX path: its name says which format it is in.
        data: the file's bytes.
        wanted: (ecosystem, name) pairs, names as in `ManifestDependency`, or a function that knows them. With
            pairs, a file that mentions none of the names is not parsed for dependencies.
        project: the tree around the file, from which versions that it refers to are taken; none where it stands alone.
    """
    kind = _kind(path)
    if kind is None:
        return Manifest([], None, None)
    text = decoded(data)
    wants = wanted if callable(wanted) else _asks(text, frozenset(wanted))
    found: list[ManifestDependency] = []
    problem: str | None = None
    if wants is not None:
        try:
            for each in kind.read(path, text, wants, project or Project()):
                found.append(each)  # noqa: PERF402 (what stands before a problem is kept)
        except (ValueError, ImportError) as wrong:
            problem = str(wrong)
    return Manifest(found, _own(kind, text), problem)


def read_manifest(path: str, data: bytes, wanted: Wanted) -> list[ManifestDependency]:
    """The wanted dependencies of a manifest or lock file that stands alone, as `parse_manifest` finds them."""
    return parse_manifest(path, data, wanted).dependencies


def own_name(path: str, data: bytes) -> tuple[str, str] | None:
    """The (ecosystem, name) that a manifest gives to its own package."""
    kind = _kind(path)
    return _own(kind, decoded(data)) if kind is not None else None


def _own(kind: _Kind, text: str) -> tuple[str, str] | None:
    name = kind.own(text) if kind.own is not None else None
    return (kind.ecosystem, normal_name(kind.ecosystem, name)) if name else None


def _asks(text: str, pairs: frozenset[tuple[str, str]]) -> Wants | None:
    """The question that pairs answer; none where a text mentions none of them."""
    return (lambda ecosystem, name: (ecosystem, name) in pairs) if _mentions(text, pairs) else None


def _kind(path: str) -> _Kind | None:
    kind = _BY_NAME.get(path.rpartition("/")[2])
    if kind is not None:
        return kind
    return next((kind for pattern, kind in _BY_PATTERN if pattern.fullmatch(path)), None)


def _mentions(text: str, wanted: frozenset[tuple[str, str]]) -> bool:
    """Can any of the names occur? True too often, never false too often."""
    folded: str | None = None
    for ecosystem, name in wanted:
        if ecosystem == "npm":
            if name.rpartition("/")[2] in text:  # the slash may be escaped
                return True
            continue
        if ecosystem != "pypi":
            return True  # the parts of other names may stand apart, or in other files
        # `Sentry_SDK`, `sentry.sdk` and `sentry-sdk` are one name: its longest part stands in all of them.
        folded = text.lower() if folded is None else folded
        if max(name.lower().split("-"), key=len) in folded:
            return True
    return False
