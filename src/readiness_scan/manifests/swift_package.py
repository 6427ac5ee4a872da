"""Package.swift and Package.resolved: what a Swift package asks for. Nothing is run.

Read are calls of `package` with a literal `url`. Left out: addresses that code computes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from readiness_scan.manifests.dependency import ManifestDependency, Wants, normal_name
from readiness_scan.manifests.documents import Lines, load_json, mapping, sequence, table
from readiness_scan.manifests.trees import SyntaxTree, line_of

if TYPE_CHECKING:
    from tree_sitter import Node

_GRAMMAR = "tree_sitter_swift"
_LOCATION = re.compile(r'"(?:location|repositoryURL)"\s*+:\s*+"([^"\n]*)"')


def read_package_swift(path: str, text: str, wants: Wants) -> Iterator[ManifestDependency]:
    """The wanted repositories that a package depends on."""
    code = _Code(text)
    for node in code.tree.each("call_expression"):
        arguments = code.arguments(node) if code.called(node) == "package" else []
        url = next((code.string(value) for label, value in arguments if label == "url"), None)
        name = normal_name("swift", url) if url else ""
        if not name or not wants("swift", name):
            continue
        written = [(label, value) for label, value in arguments if label not in ("url", "name")]
        shown = (f"{label}: {code.tree.text(value)}" if label else code.tree.text(value) for label, value in written)
        specifier = " ".join(", ".join(shown).split())
        version = next((code.exact(label, value) for label, value in written), None)
        yield ManifestDependency("swift", name, specifier or None, version, path, line_of(node), False, "runtime")


def read_package_resolved(path: str, text: str, wants: Wants) -> Iterator[ManifestDependency]:
    """The wanted repositories at the version that is built; versions 1 to 3 of the format."""
    document = load_json(text)
    places: dict[str, int] = {}
    for found in _LOCATION.finditer(text):
        places.setdefault(found[1].replace("\\/", "/"), found.start())
    lines = Lines(text)
    for pin in map(mapping, sequence(document.get("pins") or table(document, "object").get("pins"))):
        url = pin.get("location") or pin.get("repositoryURL")
        version = table(pin, "state").get("version")
        if isinstance(url, str) and isinstance(version, str) and wants("swift", normal_name("swift", url)):
            name, line = normal_name("swift", url), lines.at(places.get(url))
            yield ManifestDependency("swift", name, None, version, path, line, True, "runtime")


class _Code:
    """One file's tree, with the names that hold one text."""

    def __init__(self, text: str) -> None:
        self.tree = SyntaxTree(_GRAMMAR, text)
        self._held: dict[str, set[str | None]] = {}
        for node in self.tree.each("property_declaration"):
            name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
            if name is not None and value is not None:
                self._held.setdefault(self.tree.text(name), set()).add(self.string(value))

    def called(self, call: Node) -> str:
        """The last name of what is called."""
        callee = call.named_children[0] if call.named_children else None
        return re.split(r"[.\s]", self.tree.text(callee))[-1] if callee is not None else ""

    def arguments(self, call: Node) -> list[tuple[str, Node]]:
        """The label (empty where there is none) and value of each argument."""
        found: list[tuple[str, Node]] = []
        for suffix in (child for child in call.named_children if child.type == "call_suffix"):
            for given in (child for child in suffix.named_children if child.type == "value_arguments"):
                for each in given.named_children:
                    label, value = each.child_by_field_name("name"), each.child_by_field_name("value")
                    if each.type == "value_argument" and value is not None:
                        found.append((self.tree.text(label) if label is not None else "", value))
        return found

    def string(self, node: Node) -> str | None:
        """The text that a literal, or a name that only ever holds one, stands for."""
        if node.type == "simple_identifier":
            held = self._held.get(self.tree.text(node), set())
            return next(iter(held)) if len(held) == 1 else None
        if node.type != "line_string_literal" or any(child.type != "line_str_text" for child in node.named_children):
            return None
        return "".join(self.tree.text(child) for child in node.named_children)

    def exact(self, label: str, value: Node) -> str | None:
        """The version of `exact: "1.2.3"` and of `.exact("1.2.3")`."""
        if label == "exact":
            return self.string(value)
        if not label and value.type == "call_expression" and self.called(value) == "exact":
            return next((self.string(inner) for _, inner in self.arguments(value)), None)
        return None
