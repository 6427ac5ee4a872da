"""Projects and props of MSBuild (csproj, fsproj, vbproj, Directory.Packages.props) and packages.config."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple

from readiness_scan.manifests.dependency import ManifestDependency, Wants
from readiness_scan.manifests.project import Project
from readiness_scan.manifests.versions import filled, least_version
from readiness_scan.manifests.xml_tree import Element, parse_xml

_PROPERTY = re.compile(r"\$\(\s*([\w.-]+)\s*\)")
_THIS_FOLDER = re.compile(r"\$\(MSBuild(?:This|Project)(?:File)?Directory\)[/\\]?", re.IGNORECASE)
_CENTRAL = ("Directory.Build.props", "Directory.Packages.props", "Directory.Build.targets")
_GROUPS = {"PackageReference": "runtime", "GlobalPackageReference": "development", "PackageVersion": "managed"}


class _File(NamedTuple):
    """One file, as far as others take from it. Names are in lower case, as MSBuild does not tell cases apart."""

    items: list[tuple[Element, str]]
    """The package items, with what kind each is."""
    properties: dict[str, set[str]]
    central: dict[str, set[str]]
    """The versions that are given to packages, as written."""
    imports: list[str]
    problem: str | None


def read_msbuild(path: str, text: str, wants: Wants, project: Project) -> Iterator[ManifestDependency]:
    """The wanted packages of a project or of a file that projects import."""
    file = _parse(text)
    files: list[_File] | None = None
    for element, kind in file.items:
        for name in _packages(element):
            if not wants("nuget", name):
                continue
            files = files or [file, *_others(path, file, project)]
            specifier = _specifier(element, name, files)
            group = "development" if kind == "PackageReference" and _is_private(element) else _GROUPS[kind]
            version = least_version(specifier)
            yield ManifestDependency("nuget", name, specifier, version, path, element.line, False, group)
    if file.problem is not None:
        raise ValueError(file.problem)


def own_nuget_name(text: str) -> str | None:
    """The `PackageId` of a project, in lower case."""
    given = _parse(text).properties.get("packageid", set())
    return next(iter(given)).lower() if len(given) == 1 and not _PROPERTY.search("".join(given)) else None


def read_packages_config(path: str, text: str, wants: Wants) -> Iterator[ManifestDependency]:
    """The wanted packages of a packages.config, which names exact versions."""
    document, problem = parse_xml(text)
    for element in document.each("packages", "package"):
        name, version = element.attributes.get("id", "").lower(), element.attributes.get("version")
        if name and wants("nuget", name):
            group = "development" if element.attributes.get("developmentDependency") == "true" else "runtime"
            yield ManifestDependency("nuget", name, version, least_version(version), path, element.line, False, group)
    if problem is not None:
        raise ValueError(problem)


def _parse(text: str) -> _File:
    document, problem = parse_xml(text)
    file = _File([], {}, {}, [], problem)
    for element in document.everywhere():
        if element.name in _GROUPS:
            file.items.append((element, element.name))
        if element.name == "PackageVersion" and (version := _value(element, "Version")):
            for name in _packages(element):
                file.central.setdefault(name, set()).add(version)
        elif element.name == "Import":
            file.imports.append(element.attributes.get("Project", ""))
        elif element.name == "PropertyGroup":
            for item in element.children:
                file.properties.setdefault(item.name.lower(), set()).add(item.text)
    return file


def _packages(element: Element) -> list[str]:
    listed = element.attributes.get("Include") or element.attributes.get("Update") or ""
    return [name.strip().lower() for name in listed.split(";") if name.strip()]


def _value(element: Element, name: str) -> str | None:
    """A piece of metadata: an attribute or an element."""
    return element.attributes.get(name) or element.value(name)


def _others(path: str, file: _File, project: Project) -> Iterator[_File]:
    """The files of the tree that a project takes from, nearest first."""
    pending = [(path, file)]
    pending += [
        (each, found)
        for each in project.above(path, *_CENTRAL)
        if each != path and (found := project.parsed(each, _parse)) is not None
    ]
    seen = {each for each, _ in pending}
    for each, found in pending:
        if found is not file:
            yield found
        for written in found.imports:
            relative = _THIS_FOLDER.sub("", written).replace("\\", "/")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(each), relative))
            imported = None if target in seen else project.parsed(target, _parse)
            seen.add(target)
            if imported is not None:
                pending.append((target, imported))


def _specifier(element: Element, name: str, files: list[_File]) -> str | None:
    """The version that an item asks for, its own or the central one, with known properties filled in."""
    written = _value(element, "VersionOverride") or _value(element, "Version")
    if written is None:
        given = next((file.central[name] for file in files if name in file.central), set())
        written = next(iter(given)) if len(given) == 1 else None
    return None if written is None else filled(written, _PROPERTY, lambda name: _property(name, files))


def _property(name: str, files: list[_File]) -> str | None:
    """The value of a property; none where the nearest file that sets it gives several."""
    given = next((file.properties[name.lower()] for file in files if name.lower() in file.properties), set())
    return next(iter(given)) if len(given) == 1 else None


def _is_private(element: Element) -> bool:
    return (_value(element, "PrivateAssets") or "").lower() == "all"
