"""What type annotations of Python say."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from readiness_scan.facts import Member, Opaque, Ref, Str, TypeApplication, TypeParameter, Value
from readiness_scan.syntax.extract import DEEP, MAX_DEPTH
from readiness_scan.syntax.python.values import Values

if TYPE_CHECKING:
    from tree_sitter import Node

DOTTED = re.compile(r"[A-Za-z_][\w.]*")


class Annotations(Values):
    """Types; what is no type's form is read as an expression."""

    def annotation(self, node: Node | None) -> Value | None:
        """The value of a type annotation; quoted ones are read as far as they are names and unions."""
        return None if node is None else self.type_of(node)

    def type_of(self, node: Node) -> Value:
        """The type that a node says."""
        reader = self.type_readers.get(node.type)
        if reader is None:
            return self.follow(node)
        if self.depth > MAX_DEPTH:
            return DEEP
        self.depth += 1
        try:
            return reader(self, node)
        finally:
            self.depth -= 1

    def type_parameters(self, node: Node | None) -> tuple[TypeParameter, ...]:
        """`[T, E: Events]`."""
        found: list[TypeParameter] = []
        for child in node.named_children if node is not None else ():
            inner = child.named_children[0] if child.named_children else child
            parts = inner.named_children if inner.type == "constrained_type" else [inner]
            bound = self.type_of(parts[1]) if len(parts) > 1 else None
            found.append(TypeParameter(self.text(parts[0]), bound))
        return tuple(found)

    def _written(self, node: Node) -> Value:
        return self.type_of(node.named_children[0]) if node.named_children else Opaque()

    def _quoted(self, node: Node) -> Value:
        text = self.follow(node)
        return quoted(text.text) if isinstance(text, Str) else Opaque()

    def _generic(self, node: Node) -> Value:
        base, *rest = [child for child in node.named_children if child.type != "comment"]
        inner = rest[0].named_children if rest and rest[0].type == "type_parameter" else rest
        said = self.follow(base)
        if isinstance(said, Ref | Member) and said.name == "Literal":
            return TypeApplication(said, self.each(inner))
        return TypeApplication(said, tuple([self.type_of(child) for child in inner]))

    def _union(self, node: Node) -> Value:
        parts: list[Value] = []
        for child in node.named_children:
            part = self.type_of(child)
            parts += part.args if isinstance(part, TypeApplication) and part.base is None else (part,)
        return TypeApplication(None, tuple(parts))

    type_readers: ClassVar[Mapping[str, Callable[..., Value]]] = {
        "type": _written,
        "string": _quoted,
        "concatenated_string": _quoted,
        "generic_type": _generic,
        "subscript": _generic,
        "binary_operator": _union,
        "union_type": _union,
    }


def quoted(text: str) -> Value:
    """A quoted annotation, as far as it is names and unions."""
    parts: list[Value] = []
    for part in text.split("|"):
        match = DOTTED.search(part.replace("Optional[", "").strip())
        if match:
            first, *rest = match[0].split(".")
            value: Value = Ref(first)
            for name in rest:
                value = Member(value, name)
            parts.append(value)
    return parts[0] if len(parts) == 1 else TypeApplication(None, tuple(parts))
