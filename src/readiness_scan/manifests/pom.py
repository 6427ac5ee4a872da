"""pom.xml: what a Maven module asks for, with versions from properties, parents and managed dependencies."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple

from readiness_scan.manifests.dependency import ManifestDependency, Wants
from readiness_scan.manifests.project import Project
from readiness_scan.manifests.versions import filled, least_version
from readiness_scan.manifests.xml_tree import Element, parse_xml

_MAX_PARENTS = 16
_PROPERTY = re.compile(r"\$\{([^${}]*)\}")
_PLACES = (
    (("dependencies", "dependency"), "runtime"),
    (("profiles", "profile", "dependencies", "dependency"), "runtime"),
    (("dependencyManagement", "dependencies", "dependency"), "managed"),
    (("build", "plugins", "plugin"), "development"),
)


class _Pom(NamedTuple):
    """One file, as far as others take from it."""

    project: Element
    properties: dict[str, str]
    managed: dict[tuple[str, str], str]
    """Versions by group and artifact, each as written."""
    problem: str | None


def read_pom(path: str, text: str, wants: Wants, project: Project) -> Iterator[ManifestDependency]:
    """The wanted dependencies of a module and of its profiles, those it manages for others, and its plug-ins."""
    pom = _parse(text)
    line_of_descent = [pom, *_parents(path, pom, project)]
    for keys, group in _PLACES:
        for element in pom.project.each(*keys):
            pair = _pair(element, line_of_descent)
            name = ":".join(pair)
            if not wants("maven", name):
                continue
            written = element.value("version")
            if written is None and group != "managed":
                managed = (each.managed.get(pair) for each in line_of_descent)
                written = next((version for version in managed if version is not None), None)
            specifier = _filled(written, line_of_descent) if written is not None else None
            kind = _group(element, group)
            version = least_version(specifier)
            yield ManifestDependency("maven", name, specifier, version, path, element.line, False, kind)
    if pom.problem is not None:
        raise ValueError(pom.problem)


def own_maven_name(text: str) -> str | None:
    """`group:artifact` of a module; the group may be its parent's."""
    module = _parse(text).project
    group, artifact = module.value("groupId") or module.value("parent", "groupId"), module.value("artifactId")
    return f"{group}:{artifact}" if group and artifact else None


def _parse(text: str) -> _Pom:
    document, problem = parse_xml(text)
    project = next(document.each("project"), document)
    properties = {item.name: item.text for table in project.each("properties") for item in table.children}
    pom = _Pom(project, properties, {}, problem)
    for element in project.each("dependencyManagement", "dependencies", "dependency"):
        pair, version = _pair(element, [pom]), element.value("version")
        if version:
            pom.managed.setdefault(pair, version)
    return pom


def _parents(path: str, pom: _Pom, project: Project) -> Iterator[_Pom]:
    """The parents that the tree holds, nearest first."""
    for _ in range(_MAX_PARENTS):
        parent = next(pom.project.each("parent"), None)
        relative = parent.value("relativePath") if parent is not None else None
        if parent is None or relative == "":
            return
        at = posixpath.normpath(posixpath.join(posixpath.dirname(path), relative or "../pom.xml"))
        path = at if at.endswith(".xml") else f"{at}/pom.xml"
        found = project.parsed(path, _parse)
        if found is None or found.project.value("artifactId") != parent.value("artifactId"):
            return
        pom = found
        yield pom


def _pair(element: Element, poms: list[_Pom]) -> tuple[str, str]:
    group, artifact = element.value("groupId") or "", element.value("artifactId") or ""
    return _filled(group, poms), _filled(artifact, poms)


def _filled(text: str, poms: list[_Pom]) -> str:
    def value(name: str) -> str | None:
        return next((pom.properties[name] for pom in poms if name in pom.properties), None)

    return filled(text, _PROPERTY, value)


def _group(element: Element, group: str) -> str:
    if group == "runtime" and element.value("scope") == "test":
        return "development"
    return "optional" if group == "runtime" and element.value("optional") == "true" else group
