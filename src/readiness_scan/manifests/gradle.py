"""Gradle's build scripts (Groovy and Kotlin) and lock files: which artifacts and plug-ins a module asks for.

Read are the statements of `dependencies` and `plugins` blocks: `configuration "group:name:version"`, its form with
`group`, `name` and `version`, accessors of version catalogues, and names that the tree's scripts, properties or
`buildSrc` give one text. Left out: what plug-ins and functions add, and catalogues that a settings script builds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from readiness_scan.manifests.dependency import ManifestDependency, Wants
from readiness_scan.manifests.documents import Lines
from readiness_scan.manifests.gradle_names import Names
from readiness_scan.manifests.gradle_tokens import Statement, Token, statements
from readiness_scan.manifests.gradle_values import (
    CallStatement,
    Value,
    arguments,
    call_statement,
    objects_of,
    parse_value,
)
from readiness_scan.manifests.project import Project
from readiness_scan.manifests.versions import least_version

_TRANSPARENT = re.compile(r"(?:if|else|for|while)\b.*|(?:.*\.)?(?:each|forEach|all|configureEach|with|apply)\b.*")
_TESTS = re.compile(r"(?:test|.*Test)(?:Implementation|Api|CompileOnly|RuntimeOnly|Compile|Runtime)?")
_BUILD_ONLY = frozenset({"classpath", "kapt", "ksp", "annotationProcessor", "detektPlugins", "lintChecks"})
_LOCKED = re.compile(r"([^\s:#=]+:[^\s:=]+):([^\s:=]+)=.*")


class _Entry(NamedTuple):
    """One artifact that a statement asks for."""

    name: str
    specifier: str | None
    offset: int


def read_gradle(path: str, text: str, wants: Wants, project: Project) -> Iterator[ManifestDependency]:
    """The wanted artifacts, and plug-ins by their id."""
    names, lines = Names(path, text, project), Lines(text)
    for statement in statements(text):
        block = _block(statement.blocks)
        call = call_statement(statement.tokens)
        if call is None:
            continue
        if block is None:
            entries, group = _applied(call, statement, names), "development"
        elif block == "plugins":
            entries, group = _plugins(call, statement, names), "development"
        else:
            entries, group = _artifacts(call, statement, names), _group(call.path[-1], block)
        for entry in entries:
            if wants("maven", entry.name):
                version, line = least_version(entry.specifier), lines.at(entry.offset)
                yield ManifestDependency("maven", entry.name, entry.specifier, version, path, line, False, group)


def read_gradle_lock(path: str, text: str, wants: Wants) -> Iterator[ManifestDependency]:
    """The wanted artifacts at the version that is used: Gradle writes one a line."""
    for number, line in enumerate(text.split("\n"), 1):
        found = _LOCKED.match(line)
        if found is not None and wants("maven", found[1]):
            yield ManifestDependency("maven", found[1], None, found[2], path, number, True, "runtime")


def _block(blocks: tuple[str, ...]) -> str | None:
    """`dependencies`, `constraints` or `plugins`, if a statement stands there; conditions and loops do not matter."""
    for index in range(len(blocks) - 1, -1, -1):
        name = blocks[index].rpartition(".")[2]
        if name in ("dependencies", "plugins", "constraints"):
            return name
        if not _TRANSPARENT.fullmatch(blocks[index]):
            return None
    return None


def _artifacts(call: CallStatement, statement: Statement, names: Names) -> Iterator[_Entry]:
    given = call.arguments[1:] if call.path[-1] == "add" else call.arguments
    start = statement.tokens[0].offset
    parts = {each.keyword: each for each in given if each.keyword is not None}
    scope = objects_of(statement.blocks)
    if "name" in parts and "group" in parts:
        wanted = ("group", "name", "version")
        group, name, version = (names.text(parts[key].value, scope) if key in parts else None for key in wanted)
        yield _Entry(f"{group}:{name}", version, start)
        return
    single = [each for each in given if each.keyword is None]
    coordinates = [(each, found) for each in single for found in names.coordinates(each.value, scope)]
    texts = [found for _, found in coordinates]
    if len(texts) in (2, 3) and "$" not in texts[0] + texts[1] and ":" not in "".join(texts):  # group, name, version
        coordinates = [(single[0], ":".join(texts))]
    for argument, found in coordinates:
        entry = _entry(found, argument.offset if len(single) > 1 else start)
        if entry is not None:
            yield entry


def _entry(coordinates: str, offset: int) -> _Entry | None:
    """`group:name`, `group:name:version`, with a classifier and `@type` perhaps."""
    parts = coordinates.partition("@")[0].split(":")
    if len(parts) < 2 or not parts[0] or not parts[1]:
        return None
    return _Entry(f"{parts[0]}:{parts[1]}", parts[2] if len(parts) > 2 and parts[2] else None, offset)


def _plugins(call: CallStatement, statement: Statement, names: Names) -> Iterator[_Entry]:
    """`id("a.b") version "1.0"` and `alias(libs.plugins.a)`."""
    start = statement.tokens[0].offset
    if call.path == ("alias",):
        for found in names.plugins(call.arguments[0].value if call.arguments else None):
            yield _Entry(found.name, found.specifier, start)
    elif call.path == ("id",):
        name = next((token for token in statement.tokens if token.kind == "text"), None)
        text = names.text(parse_value([name]), ()) if name is not None else None
        if text:
            yield _Entry(text, names.text(_version(statement.tokens), ()), start)


def _version(tokens: Sequence[Token]) -> Value | None:
    """What follows the word `version`."""
    words = [token.text if token.kind == "name" else "" for token in tokens]
    if "version" not in words:
        return None
    start = words.index("version") + 1
    end = words.index("apply", start) if "apply" in words[start:] else len(tokens)
    return next((each.value for each in arguments(tokens[start:end])), None)


def _applied(call: CallStatement, statement: Statement, names: Names) -> Iterator[_Entry]:
    """`apply plugin: "a.b"`: which version is said elsewhere."""
    value = next((each.value for each in call.arguments if each.keyword == "plugin"), None)
    name = names.text(value, ()) if call.path == ("apply",) else None
    if name:
        yield _Entry(name, None, statement.tokens[0].offset)


def _group(configuration: str, block: str) -> str:
    if block == "constraints":
        return "managed"
    return "development" if _TESTS.fullmatch(configuration) or configuration in _BUILD_ONLY else "runtime"
