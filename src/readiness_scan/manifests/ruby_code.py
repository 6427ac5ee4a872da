"""Manifests that are Ruby: Gemfile and gemspec, Podfile and podspec. Nothing is run.

Read are calls whose first argument is a literal name. Left out: names that a loop or a variable gives, and files that
another one evaluates (they are read as files of their own where their names say what they are).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from readiness_scan.manifests.dependency import ManifestDependency, Wants
from readiness_scan.manifests.trees import SyntaxTree, line_of
from readiness_scan.manifests.versions import pinned_version

if TYPE_CHECKING:
    from tree_sitter import Node

_GRAMMAR = "tree_sitter_ruby"
_SOURCES = ("git", "github", "path", "podspec")
_DEVELOPMENT = frozenset({"development", "dev", "test", "ci", "lint"})


class _Kind(NamedTuple):
    """What asks for a dependency in one kind of file."""

    ecosystem: str
    calls: dict[str, str]
    """The group that each call puts a dependency into."""
    on_object: bool
    """The calls are methods of the specification."""


_GEMFILE = _Kind("gem", {"gem": "runtime"}, on_object=False)
_GEMSPEC = _Kind(
    "gem",
    {"add_dependency": "runtime", "add_runtime_dependency": "runtime", "add_development_dependency": "development"},
    on_object=True,
)
_PODFILE = _Kind("swift", {"pod": "runtime"}, on_object=False)
_PODSPEC = _Kind("swift", {"dependency": "runtime"}, on_object=True)


def read_gemfile(path: str, text: str, wants: Wants) -> Iterator[ManifestDependency]:
    """The wanted gems of a Gemfile."""
    return _read(_GEMFILE, path, text, wants)


def read_gemspec(path: str, text: str, wants: Wants) -> Iterator[ManifestDependency]:
    """The wanted gems of a gem's specification."""
    return _read(_GEMSPEC, path, text, wants)


def read_podfile(path: str, text: str, wants: Wants) -> Iterator[ManifestDependency]:
    """The wanted pods of a Podfile; a part of a pod (`Name/Part`) is the pod."""
    return _read(_PODFILE, path, text, wants)


def read_podspec(path: str, text: str, wants: Wants) -> Iterator[ManifestDependency]:
    """The wanted pods of a pod's specification."""
    return _read(_PODSPEC, path, text, wants)


def own_specification_name(text: str) -> str | None:
    """The name that a specification gives its own gem or pod."""
    try:
        code = _Code(text)
    except (ValueError, ImportError):
        return None
    for node in code.tree.each("assignment"):
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        method = left.child_by_field_name("method") if left is not None and left.type == "call" else None
        if method is not None and right is not None and code.tree.text(method) == "name":
            return code.literal(right) or None
    return None


def _read(kind: _Kind, path: str, text: str, wants: Wants) -> Iterator[ManifestDependency]:
    code = _Code(text)
    for node, around in code.tree.each_within("call"):
        method, arguments = node.child_by_field_name("method"), node.child_by_field_name("arguments")
        group = kind.calls.get(code.tree.text(method)) if method is not None else None
        if arguments is None or group is None or (node.child_by_field_name("receiver") is not None) != kind.on_object:
            continue
        values = [child for child in arguments.named_children if child.type not in ("pair", "comment")]
        name = code.literal(values[0]) if values else None
        name = name.partition("/")[0] if name is not None and kind.ecosystem == "swift" else name
        if name is None or not wants(kind.ecosystem, name):
            continue
        ranges = [code.literal(item) for value in values[1:] for item in _items(value)]
        written = ", ".join(each for each in ranges if each) or code.option(arguments, _SOURCES)
        version = pinned_version(ranges[0], "", "=") if len(ranges) == 1 else None
        group = "development" if code.is_for_development(arguments, around) else group
        yield ManifestDependency(kind.ecosystem, name, written, version, path, line_of(node), False, group)


def _items(value: Node) -> list[Node]:
    return value.named_children if value.type == "array" else [value]


class _Code:
    """One file's tree, with the constants and variables that hold one text."""

    def __init__(self, text: str) -> None:
        self.tree = SyntaxTree(_GRAMMAR, text)
        self._held: dict[str, set[str | None]] = {}
        for node in self.tree.each("assignment"):
            left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
            if left is not None and right is not None and left.type in ("constant", "identifier", "global_variable"):
                self._held.setdefault(self.tree.text(left), set()).add(self._string(right))

    def literal(self, node: Node) -> str | None:
        """The text that a literal, or a name that only ever holds one, stands for."""
        if node.type in ("constant", "identifier", "global_variable"):
            held = self._held.get(self.tree.text(node), set())
            return next(iter(held)) if len(held) == 1 else None
        return self._string(node)

    def _string(self, node: Node) -> str | None:
        if node.type != "string":
            return None
        parts = [self._part(child) for child in node.named_children]
        return None if None in parts else "".join(part for part in parts if part is not None)

    def _part(self, node: Node) -> str | None:
        if node.type == "string_content":
            return self.tree.text(node)
        inner = node.named_children[0] if node.type == "interpolation" and node.named_child_count == 1 else None
        held = self._held.get(self.tree.text(inner), set()) if inner is not None else set()
        return next(iter(held)) if len(held) == 1 else None

    def option(self, arguments: Node, keys: tuple[str, ...]) -> str | None:
        """The text of the first of these options that a call gives."""
        given = {key: self.literal(value) for key, value in self._options(arguments)}
        return next((value for key in keys if (value := given.get(key))), None)

    def _options(self, arguments: Node) -> Iterator[tuple[str, Node]]:
        for pair in arguments.named_children:
            key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
            if pair.type == "pair" and key is not None and value is not None:
                yield self.tree.text(key).strip(":"), value

    def is_for_development(self, arguments: Node, around: list[Node]) -> bool:
        """Do the groups around a gem, or its own, hold nothing but development and tests?"""
        groups = [
            self._symbol(item)
            for key, value in self._options(arguments)
            if key in ("group", "groups")
            for item in _items(value)
        ]
        for outer in around:
            method = outer.child_by_field_name("method") if outer.type == "call" else None
            listed = outer.child_by_field_name("arguments") if method is not None else None
            if method is not None and listed is not None and self.tree.text(method) == "group":
                groups += [self._symbol(item) for item in listed.named_children if item.type != "pair"]
        return bool(groups) and _DEVELOPMENT.issuperset(groups)

    def _symbol(self, node: Node) -> str:
        return self._string(node) or self.tree.text(node).strip(":")
