"""mix.exs and mix.lock: what an Elixir project asks for. Nothing is run.

Read are the tuples of lists, `{:name, "~> 1.0", options}`, wherever a function makes the list. Left out: names and
versions that code computes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from readiness_scan.manifests.dependency import ManifestDependency, Wants
from readiness_scan.manifests.trees import SyntaxTree, line_of
from readiness_scan.manifests.versions import pinned_version

if TYPE_CHECKING:
    from tree_sitter import Node

_GRAMMAR = "tree_sitter_elixir"
_ONE = r"(?:~>|>=|<=|==|!=|>|<)?\s*\d[\w.+-]*"
_REQUIREMENT = re.compile(rf"\s*{_ONE}(?:\s+(?:and|or)\s+{_ONE})*\s*")
_SOURCES = ("git", "github", "path", "in_umbrella")
_MARKS = frozenset({*_SOURCES, "hex", "organization"})
_DEVELOPMENT = frozenset({"dev", "test"})
_LOCKED = re.compile(r'\s*"[^"\n]+":\s*\{:hex,\s*:"?([\w.]+)"?,\s*"([^"\n]+)"')


def read_mix_exs(path: str, text: str, wants: Wants) -> Iterator[ManifestDependency]:
    """The wanted packages of the dependency lists."""
    code = _Code(text)
    for node, around in code.tree.each_within("tuple"):
        entry = code.entry(node) if around[-1].type == "list" else None
        if entry is None:
            continue
        app, requirement, options = entry
        package = options.get("hex")
        name = code.atom(package) if package is not None else app
        if name is None or not wants("hex", name):
            continue
        source = next((code.string(options[key]) for key in _SOURCES if key in options), None)
        version = pinned_version(requirement, "", "==")
        group = "development" if _DEVELOPMENT.issuperset(code.only(options) or {""}) else "runtime"
        written = requirement or source
        yield ManifestDependency("hex", name, written, version, path, line_of(node), False, group)


def own_mix_name(text: str) -> str | None:
    """The `app` of a mix.exs."""
    try:
        code = _Code(text)
    except (ValueError, ImportError):
        return None
    for node in code.tree.each("keywords"):
        options = code.keywords(node)
        if "app" in options and "version" in options:
            return code.atom(options["app"])
    return None


def read_mix_lock(path: str, text: str, wants: Wants) -> Iterator[ManifestDependency]:
    """The wanted packages at the version that is installed: Mix writes one a line."""
    for number, line in enumerate(text.split("\n"), 1):
        found = _LOCKED.match(line)
        if found is not None and wants("hex", found[1]):
            yield ManifestDependency("hex", found[1], None, found[2], path, number, True, "runtime")


class _Code:
    """One file's tree, with the module attributes that hold one text."""

    def __init__(self, text: str) -> None:
        self.tree = SyntaxTree(_GRAMMAR, text)
        self._held: dict[str, set[str | None]] = {}
        for node in self.tree.each("unary_operator"):
            given = node.child_by_field_name("operand")
            target = given.child_by_field_name("target") if given is not None and given.type == "call" else None
            values = _children(given, "arguments") if given is not None and target is not None else []
            if target is not None and len(values) == 1 and self.tree.text(node)[:1] == "@":
                self._held.setdefault(self.tree.text(target), set()).add(self.string(values[0]))

    def entry(self, node: Node) -> tuple[str, str | None, dict[str, Node]] | None:
        """The name, requirement and options of a dependency in a list; none where a tuple is something else."""
        parts = node.named_children
        if not 2 <= len(parts) <= 3 or any(part.is_error for part in parts):
            return None
        app = self.atom(parts[0])
        requirement = self.string(parts[1])
        options = self.keywords(parts[-1])
        if app is None or (requirement is not None and not _REQUIREMENT.fullmatch(requirement)):
            return None
        if requirement is None and len(parts) == 2 and _MARKS.isdisjoint(options):
            return None
        return app, requirement, options

    def atom(self, node: Node) -> str | None:
        """The name of an atom."""
        return self.tree.text(node)[1:].strip('"') if node.type in ("atom", "quoted_atom") else None

    def string(self, node: Node) -> str | None:
        """The text that a literal, or an attribute that only ever holds one, stands for."""
        if node.type == "unary_operator":
            held = self._held.get(self.tree.text(node)[1:], set())
            return next(iter(held)) if len(held) == 1 else None
        if node.type != "string" or any(child.type != "quoted_content" for child in node.named_children):
            return None
        return "".join(self.tree.text(child) for child in node.named_children)

    def keywords(self, node: Node) -> dict[str, Node]:
        """The values of a keyword list, by key."""
        if node.type == "list":
            node = next((child for child in node.named_children if child.type == "keywords"), node)
        pairs = node.named_children if node.type == "keywords" else []
        found: dict[str, Node] = {}
        for pair in pairs:
            key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
            if key is not None and value is not None:
                found[self.tree.text(key).strip().removesuffix(":")] = value
        return found

    def only(self, options: dict[str, Node]) -> set[str]:
        """The environments that a dependency is limited to."""
        value = options.get("only")
        listed = [] if value is None else value.named_children if value.type == "list" else [value]
        return {name for each in listed if (name := self.atom(each)) is not None}


def _children(node: Node, kind: str) -> list[Node]:
    return next((child.named_children for child in node.named_children if child.type == kind), [])
