"""What types of Go say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness_scan.facts import ClassValue, FunctionType, Member, Opaque, Ref, TypeApplication, Value
from readiness_scan.syntax.extract import ABSENT, DEEP, MAX_DEPTH, Extractor

if TYPE_CHECKING:
    from tree_sitter import Node

ELEMENTS = Ref("[]")
"""The generic type of lists, and of maps by their values."""
POINTERS = {"pointer_type", "parenthesized_type"}


class Types(Extractor):
    """Types: a pointer to something is that thing."""

    def prepare(self) -> None:  # noqa: D102 (documented in the base)
        super().prepare()
        self.declared_types: dict[str, Node] = {}
        """The types that the file itself declares, by name, each with its declaration."""
        self.function_names: set[str] = set()
        for child in self.root.named_children:
            if child.type == "type_declaration":
                for spec in child.named_children:
                    name = spec.child_by_field_id(self.at.name)
                    if name is not None and spec.type == "type_spec":
                        self.declared_types.setdefault(self.text(name), spec)
            elif child.type == "function_declaration":
                name = child.child_by_field_id(self.at.name)
                self.function_names.update([self.text(name)] if name is not None else [])

    def annotation(self, node: Node | None) -> Value | None:
        """The value of a type annotation."""
        return None if node is None else self.type_of(node)

    def type_of(self, node: Node | None) -> Value:
        """The type that a node says."""
        if node is None:
            return ABSENT
        if self.depth > MAX_DEPTH:
            return DEEP
        self.depth += 1
        try:
            return self._type(node)
        finally:
            self.depth -= 1

    def _type(self, node: Node) -> Value:
        match node.type:
            case "type_identifier" | "identifier" | "selector_expression":
                return self.follow(node)
            case "qualified_type":
                return self.qualified(node)
            case "pointer_type" | "parenthesized_type" | "type_elem":
                return self.type_of(node.named_children[0] if node.named_children else None)
            case "unary_expression":
                return self.type_of(node.child_by_field_id(self.at.operand))
            case "slice_type" | "array_type":
                return TypeApplication(ELEMENTS, (self.type_of(node.child_by_field_id(self.at.element)),))
            case "map_type":
                return TypeApplication(ELEMENTS, (self.type_of(node.child_by_field_id(self.at.value)),))
            case "generic_type":
                base, given = node.child_by_field_id(self.at.type), node.child_by_field_id(self.at.type_arguments)
                args = tuple(self.type_of(child) for child in given.named_children) if given else ()
                return TypeApplication(self.type_of(base), args)
            case "function_type":
                return FunctionType(self.result_type(node) or Opaque("nothing"))
            case "struct_type" | "interface_type" if node.id in self.class_ids:
                return ClassValue(self.class_ids[node.id])
            case _:
                return Opaque(node.type)

    def qualified(self, node: Node) -> Value:
        """`package.Type`."""
        package, name = node.child_by_field_id(self.at.package), node.child_by_field_id(self.at.name)
        if package is None or name is None:
            return ABSENT
        return Member(self.name(package), self.text(name))

    def name(self, node: Node) -> Value:
        """A name that is used."""
        return Ref(self.text(node))

    def result_type(self, node: Node) -> Value | None:
        """The type of a function's (first) result."""
        result = node.child_by_field_id(self.at.result)
        if result is None or result.type != "parameter_list":
            return self.annotation(result)
        first = next((child for child in result.named_children if child.type == "parameter_declaration"), None)
        return self.annotation(first.child_by_field_id(self.at.type)) if first is not None else None

    def underlying(self, node: Node | None) -> Node | None:
        """The list or map type that a type of this file is declared as; else the type itself, pointers taken off."""
        while node is not None and node.type in POINTERS:
            node = node.named_children[0] if node.named_children else None
        if node is not None and node.type == "type_identifier":
            spec = self.declared_types.get(self.text(node))
            said = spec.child_by_field_id(self.at.type) if spec is not None else None
            if said is not None and (said.type == "map_type" or element_type(said) is not None):
                return said
        return node


def element_type(node: Node | None) -> Node | None:
    """The type of the elements of a list or map type."""
    if node is None:
        return None
    return node.child_by_field_name("value") if node.type == "map_type" else node.child_by_field_name("element")
