"""TypeScript and TSX: what they add to JavaScript."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from readiness_scan.facts import (
    Cast,
    Constant,
    Entry,
    FunctionType,
    GenericType,
    ImportBinding,
    Index,
    KeysOf,
    MappedType,
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
    TypeParameter,
    Value,
)
from readiness_scan.model.location import Span
from readiness_scan.syntax.declarations import ClassShape, FunctionShape
from readiness_scan.syntax.ecmascript.calls import Calls
from readiness_scan.syntax.ecmascript.values import first
from readiness_scan.syntax.extract import opaque
from readiness_scan.syntax.language import Language

if TYPE_CHECKING:
    from tree_sitter import Node

MAX_TYPE_DEPTH = 20
"""Nesting to which a type is followed."""
TYPE_ONLY_WRAPPERS = {
    *("type_annotation", "parenthesized_type", "readonly_type", "rest_type", "optional_type"),
    *("opting_type_annotation", "omitting_type_annotation", "adding_type_annotation"),
}
MEMBERS = {"property_signature", "method_signature"}
"""What gives an object type a member."""
PROPERTY_SIGNS = {"accessibility_modifier", "readonly"}
"""What makes a constructor's parameter a field."""


class TypeScript(Calls):
    """Facts of a TypeScript file."""

    # --- types ----------------------------------------------------------------------------------------------

    def annotation(self, node: Node | None) -> Value | None:  # noqa: D102 (documented in the base)
        if node is None or self.depth > MAX_TYPE_DEPTH:
            return None
        kind = node.type
        reader = self.type_readers.get(kind)
        if reader is None:
            return opaque(kind)
        self.depth += 1
        try:
            return reader(self, node)
        finally:
            self.depth -= 1

    def _inner_type(self, node: Node) -> Value:
        children = node.named_children
        return (self.annotation(children[-1]) if children else None) or Opaque()

    def _nested(self, node: Node) -> Value:
        module, name = node.child_by_field_id(self.at.module), node.child_by_field_id(self.at.name)
        outer = self.annotation(module) if module else None
        return Member(outer or Opaque(), self.text(name) if name else "")

    def _generic(self, node: Node) -> Value:
        name, arguments = node.child_by_field_id(self.at.name), node.child_by_field_id(self.at.type_arguments)
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

    def _keys(self, node: Node) -> Value:
        """`keyof T`."""
        return KeysOf(self._inner_type(node))

    def _lookup(self, node: Node) -> Value:
        """`T["name"]`, `T[K]`, and `T[number]` for any element."""
        children = node.named_children
        if len(children) != 2:
            return Opaque()
        subject, key = self.annotation(children[0]) or Opaque(), self.annotation(children[1]) or Opaque()
        if isinstance(key, Str):
            return Member(subject, key.text)
        return Index(subject, None if self.text(children[1]) == "number" else key)

    def _mapped(self, node: Node) -> Value | None:
        """`{ [K in T]: V }`, if it is one; one that renames its members is not followed."""
        for signature in node.named_children:
            clause = signature.named_children[0] if signature.type == "index_signature" else None
            name = clause.child_by_field_id(self.at.name) if clause is not None else None
            if clause is None or name is None or len(clause.named_children) != 2:
                continue
            keys = self.annotation(clause.child_by_field_id(self.at.type))
            value = self.annotation(signature.child_by_field_id(self.at.type))
            return MappedType(self.text(name), keys or Opaque(), value or Opaque())
        return None

    def _function_type(self, node: Node) -> Value:
        result = node.child_by_field_id(self.at.return_type) or node.child_by_field_id(self.at.type)
        return FunctionType(self.annotation(result) or Opaque())

    def _object_type(self, node: Node) -> Value:
        mapped = self._mapped(node)
        if mapped is not None:
            return mapped
        entries = [
            Entry(
                self.key(child.child_by_field_id(self.at.name)),
                self.annotation(child.child_by_field_id(self.at.type)) or Opaque(),
                child.start_byte,
            )
            for child in node.named_children
            if child.type in MEMBERS
        ]
        return ObjectLit(tuple(entries))

    def _assertion(self, node: Node) -> Value:
        """`<Type>value`."""
        written, value = node.named_children[0], node.named_children[-1]
        return Cast(self.follow(value), self.annotation(first(written)) or Opaque())

    readers: ClassVar[Mapping[str, Callable[..., Value]]] = {**Calls.readers, "type_assertion": _assertion}
    type_readers: ClassVar[Mapping[str, Callable[..., Value]]] = {
        **dict.fromkeys(TYPE_ONLY_WRAPPERS, _inner_type),
        "type_identifier": Calls.readers["identifier"],
        "identifier": Calls.readers["identifier"],
        "member_expression": Calls.readers["member_expression"],
        "call_expression": Calls.readers["call_expression"],
        "nested_type_identifier": _nested,
        "nested_identifier": _nested,
        "generic_type": _generic,
        "union_type": _union,
        "intersection_type": _union,
        "array_type": _array,
        "literal_type": _literal,
        "template_literal_type": _template_type,
        "type_query": _query,
        "index_type_query": _keys,
        "lookup_type": _lookup,
        "object_type": _object_type,
        "function_type": _function_type,
        "constructor_type": _function_type,
    }

    # --- declarations ---------------------------------------------------------------------------------------

    def on_type(self, node: Node) -> None:
        """`type Name = …`."""
        name, value = node.child_by_field_id(self.at.name), node.child_by_field_id(self.at.value)
        given = self.annotation(value)
        if name is not None and given is not None:
            parameters = self._type_parameters(node)
            self.types.setdefault(self.text(name), GenericType(parameters, given) if parameters else given)

    def function_shape(self, node: Node) -> FunctionShape:  # noqa: D102
        shape, parameters = super().function_shape(node), self._type_parameters(node)
        return shape._replace(type_parameters=parameters) if parameters else shape

    def class_shape(self, node: Node) -> ClassShape:  # noqa: D102
        shape, parameters = super().class_shape(node), self._type_parameters(node)
        return shape._replace(type_parameters=parameters) if parameters else shape

    def _type_parameters(self, node: Node) -> tuple[TypeParameter, ...]:
        """`<T, E extends keyof Events>`."""
        listed = node.child_by_field_id(self.at.type_parameters)
        found: list[TypeParameter] = []
        for child in listed.named_children if listed else ():
            name, bound = child.child_by_field_id(self.at.name), child.child_by_field_id(self.at.constraint)
            if name is not None:
                found.append(TypeParameter(self.text(name), self._inner_type(bound) if bound else None))
        return tuple(found)

    def on_enum(self, node: Node) -> None:
        """The members of an enum; one without a value is no string."""
        owner = self.enclosing(ScopeKind.CLASS)
        for child in node.named_children:
            if child.type == "enum_assignment":
                name = child.child_by_field_id(self.at.name)
                value = self.follow(child.child_by_field_id(self.at.value))
                self.add_field(owner, self.key(name) or "", value)
            elif child.type in ("property_identifier", "string"):
                self.add_field(owner, self.key(child) or "", Constant("number"))

    def on_import(self, node: Node) -> None:  # noqa: D102
        super().on_import(node)
        for child in node.named_children:
            source = child.child_by_field_id(self.at.source)
            if child.type == "import_require_clause" and source is not None:
                local = self.text(child.named_children[0])
                imports = self.scopes[self.scope].imports.setdefault(local, [])
                span = Span(child.start_byte, child.end_byte)
                imports.append(ImportBinding(self.unquote(source), None, False, span))

    def parameter(self, node: Node, param: Param) -> Parameter:  # noqa: D102
        parameter = super().parameter(node, param)
        around = self.scopes[self.scopes[self.scope].parent]
        in_class = around.kind is ScopeKind.CLASS
        if in_class and parameter.name and any(child.type in PROPERTY_SIGNS for child in node.children):
            self.add_field(around.owner, parameter.name, param, parameter.annotation)
        return parameter

    def heritage(self, node: Node) -> list[Value]:  # noqa: D102
        bases: list[Value] = []
        for clause in node.named_children if node.type == "class_heritage" else (node,):
            if clause.type == "extends_clause":
                value = clause.child_by_field_id(self.at.value)
                bases.append(self.follow(value))
            elif clause.type in ("implements_clause", "extends_type_clause"):
                bases += [self.annotation(child) or Opaque() for child in clause.named_children]
            else:
                bases.append(self.follow(clause))
        return [base.base or Opaque() if isinstance(base, TypeApplication) else base for base in bases]


def typescript() -> object:
    """The grammar of TypeScript."""
    import tree_sitter_typescript

    return tree_sitter_typescript.language_typescript()


def tsx() -> object:
    """The grammar of TypeScript with JSX."""
    import tree_sitter_typescript

    return tree_sitter_typescript.language_tsx()


LANGUAGES = (
    Language("typescript", "TypeScript", (".ts", ".mts", ".cts"), "npm", "typescript", typescript, TypeScript),
    Language("tsx", "TSX", (".tsx",), "npm", "typescript", tsx, TypeScript),
)
