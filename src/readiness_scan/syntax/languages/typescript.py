"""TypeScript and TSX: what they add to JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from readiness_scan.facts import (
    Constant,
    Entry,
    FunctionType,
    ImportBinding,
    Member,
    ObjectLit,
    Opaque,
    Param,
    Parameter,
    Ref,
    ScopeKind,
    Str,
    Template,
    TypeApplication,
    TypeOf,
    Value,
)
from readiness_scan.model.location import Span
from readiness_scan.syntax.language import Language
from readiness_scan.syntax.languages.javascript import JavaScript

if TYPE_CHECKING:
    from tree_sitter import Node

TYPE_ONLY_WRAPPERS = {"type_annotation", "parenthesized_type", "readonly_type", "rest_type", "optional_type"}


class TypeScript(JavaScript):
    """Facts of a TypeScript file."""

    def annotation(self, node: Node | None) -> Value | None:  # noqa: D102 (documented in the base)
        if node is None or self.depth > 20:
            return None
        self.depth += 1
        try:
            reader = _TYPES.get(node.type)
            return reader(self, node) if reader else Opaque(node.type)
        finally:
            self.depth -= 1

    def _inner_type(self, node: Node) -> Value:
        children = node.named_children
        return (self.annotation(children[-1]) if children else None) or Opaque()

    def _named(self, node: Node) -> Value:
        return Ref(self.text(node))

    def _nested(self, node: Node) -> Value:
        module, name = node.child_by_field_name("module"), node.child_by_field_name("name")
        outer = self.annotation(module) if module else None
        return Member(outer or Opaque(), self.text(name) if name else "")

    def _generic(self, node: Node) -> Value:
        name, arguments = node.child_by_field_name("name"), node.child_by_field_name("type_arguments")
        base = self.annotation(name) or Opaque()
        args = [self.annotation(child) or Opaque() for child in (arguments.named_children if arguments else ())]
        return TypeApplication(base, tuple(args))

    def _union(self, node: Node) -> Value:
        parts: list[Value] = []
        for child in node.named_children:
            part = self.annotation(child) or Opaque()
            nested = isinstance(part, TypeApplication) and part.base is None
            parts += part.args if nested and isinstance(part, TypeApplication) else (part,)
        return TypeApplication(None, tuple(parts))

    def _array(self, node: Node) -> Value:
        return TypeApplication(Ref("Array"), (self._inner_type(node),))

    def _literal(self, node: Node) -> Value:
        children = node.named_children
        return self.follow(children[0]) if children else Constant(self.text(node))

    def _template_type(self, node: Node) -> Value:
        parts: list[Value] = []
        for child in node.named_children:
            literal = child.type == "string_fragment"
            parts.append(Str(self.text(child)) if literal else self._inner_type(child))
        return Template(tuple(parts))

    def _query(self, node: Node) -> Value:
        children = node.named_children
        return TypeOf(self.follow(children[0])) if children else Opaque()

    def _function_type(self, node: Node) -> Value:
        result = node.child_by_field_name("return_type") or node.child_by_field_name("type")
        return FunctionType(self.annotation(result) or Opaque())

    def _object_type(self, node: Node) -> Value:
        entries = [
            Entry(
                self.key(child.child_by_field_name("name")),
                self.annotation(child.child_by_field_name("type")) or Opaque(),
                child.start_byte,
            )
            for child in node.named_children
            if child.type == "property_signature"
        ]
        return ObjectLit(tuple(entries))

    # --- declarations ---------------------------------------------------------------------------------------

    def on_type(self, node: Node) -> None:
        """`type Name = …`."""
        name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        given = self.annotation(value)
        if name is not None and given is not None:
            self.types.setdefault(self.text(name), given)

    def on_enum(self, node: Node) -> None:
        """The members of an enum; one without a value is no string."""
        owner = self.enclosing(ScopeKind.CLASS)
        for child in node.named_children:
            if child.type == "enum_assignment":
                name = child.child_by_field_name("name")
                value = self.follow(child.child_by_field_name("value"))
                self.add_field(owner, self.key(name) or "", value)
            elif child.type in ("property_identifier", "string"):
                self.add_field(owner, self.key(child) or "", Constant("number"))

    def on_import(self, node: Node) -> None:  # noqa: D102
        super().on_import(node)
        for child in node.named_children:
            source = child.child_by_field_name("source")
            if child.type == "import_require_clause" and source is not None:
                local = self.text(child.named_children[0])
                imports = self.scopes[self.scope].imports.setdefault(local, [])
                span = Span(child.start_byte, child.end_byte)
                imports.append(ImportBinding(self.unquote(source), None, False, span))

    def parameter(self, node: Node, param: Param) -> Parameter:  # noqa: D102
        parameter = super().parameter(node, param)
        if parameter.name and any(child.type in ("accessibility_modifier", "readonly") for child in node.children):
            owner = self.enclosing(ScopeKind.CLASS)
            if owner >= 0:
                self.add_field(owner, parameter.name, param, parameter.annotation)
        return parameter

    def heritage(self, node: Node) -> list[Value]:  # noqa: D102
        bases: list[Value] = []
        for clause in node.named_children if node.type == "class_heritage" else (node,):
            if clause.type == "extends_clause":
                value = clause.child_by_field_name("value")
                bases.append(self.follow(value))
            elif clause.type in ("implements_clause", "extends_type_clause"):
                bases += [self.annotation(child) or Opaque() for child in clause.named_children]
            else:
                bases.append(self.follow(clause))
        return [base.base or Opaque() if isinstance(base, TypeApplication) else base for base in bases]


_TYPES: dict[str, Callable[[TypeScript, Node], Value]] = {
    **dict.fromkeys(TYPE_ONLY_WRAPPERS, TypeScript._inner_type),
    "type_identifier": TypeScript._named,
    "identifier": TypeScript._named,
    "nested_type_identifier": TypeScript._nested,
    "nested_identifier": TypeScript._nested,
    "generic_type": TypeScript._generic,
    "union_type": TypeScript._union,
    "intersection_type": TypeScript._union,
    "array_type": TypeScript._array,
    "literal_type": TypeScript._literal,
    "template_literal_type": TypeScript._template_type,
    "type_query": TypeScript._query,
    "object_type": TypeScript._object_type,
    "function_type": TypeScript._function_type,
    "constructor_type": TypeScript._function_type,
}


def _typescript() -> object:
    import tree_sitter_typescript

    return tree_sitter_typescript.language_typescript()


def _tsx() -> object:
    import tree_sitter_typescript

    return tree_sitter_typescript.language_tsx()


LANGUAGES = (
    Language("typescript", "TypeScript", (".ts", ".mts", ".cts"), "npm", "typescript", _typescript, TypeScript),
    Language("tsx", "TSX", (".tsx",), "npm", "typescript", _tsx, TypeScript),
)
