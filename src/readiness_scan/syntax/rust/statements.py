"""What Rust declares, binds and assigns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from readiness_scan.facts import (
    CallValue,
    ClassValue,
    Constant,
    Field,
    Index,
    Lambda,
    Member,
    Opaque,
    Param,
    Parameter,
    ParameterKind,
    ScopeKind,
    TypeApplication,
    Value,
)
from readiness_scan.syntax.declarations import ClassShape, FunctionShape
from readiness_scan.syntax.rust.values import Values

if TYPE_CHECKING:
    from tree_sitter import Node

KINDS = {"trait_item": "interface", "enum_item": "enum", "impl_item": "extension"}
METHOD = re.compile(rb"\bfn\s+(\w+)\s*(?:<[^>]*>)?\(\s*&?\s*(?:'\w+\s+)?(?:mut\s+)?self\b")


class Statements(Values):
    """Functions, types and the handlers of the query's captures."""

    def prepare(self) -> None:  # noqa: D102 (documented in the base)
        self.method_names = frozenset(name.decode() for name in METHOD.findall(self.data))  # type: ignore[misc] # of this file

    # --- functions ------------------------------------------------------------------------------------------

    def function_shape(self, node: Node) -> FunctionShape:  # noqa: D102
        index = len(self.functions)
        around = self.scopes[self.scopes[self.scope].parent]
        written = node.child_by_field_id(self.at.name)
        name = self.text(written) if written is not None else None
        is_method = around.kind is ScopeKind.CLASS
        if name is not None and not is_method:
            self.bind(name, Lambda(index), scope=self.scopes[self.scope].parent)
        listed = node.child_by_field_id(self.at.parameters)
        nodes = [child for child in listed.named_children if child.type != "attribute_item"] if listed else []
        takes_self = bool(nodes) and nodes[0].type == "self_parameter"
        taken = nodes[1:] if takes_self else nodes
        parameters = tuple(self._parameter(child, Param(index, place)) for place, child in enumerate(taken))
        body = node.child_by_field_id(self.at.body)
        ending = self.ending(body)
        if ending is not None:
            self.add_return(self.follow(ending))
        return FunctionShape(
            name=name,
            parameters=parameters,
            return_annotation=self.type_of(node.child_by_field_id(self.at.return_type)),
            is_method=is_method,
            is_static=is_method and not takes_self,
            is_empty=is_method and (body is None or not body.named_children),
        )

    def _parameter(self, node: Node, param: Param) -> Parameter:
        pattern = node.child_by_field_id(self.at.pattern) if node.type == "parameter" else node
        annotation = self.type_of(node.child_by_field_id(self.at.type)) if node.type == "parameter" else None
        names = list(self.pattern(pattern, param)) if pattern is not None else []
        for name, value in names:
            self.bind(name, value, annotation if value == param else None)
        if not names and pattern is not None and pattern.type == "tuple_struct_pattern":
            # `State(client): State<Client>`: what a wrapper of one value holds
            held = annotation.args[0] if isinstance(annotation, TypeApplication) and len(annotation.args) == 1 else None
            if held is not None and pattern.named_child_count == 2:
                self.bind(self.text(pattern.named_children[1]), Opaque("held by a parameter"), held)
        plain = names[0][0] if len(names) == 1 and names[0][1] == param else None
        return Parameter(plain, ParameterKind.PLAIN, annotation, None)

    # --- types ----------------------------------------------------------------------------------------------

    def class_shape(self, node: Node) -> ClassShape:  # noqa: D102
        index = len(self.classes)
        kind = KINDS.get(node.type, "class")
        if kind == "extension":
            types = (node.child_by_field_id(self.at.type), node.child_by_field_id(self.at.trait))
            return ClassShape(None, tuple(self._base(each) for each in types if each is not None), kind)
        written = node.child_by_field_id(self.at.name)
        name = self.text(written) if written is not None else None
        if name is not None:
            self.bind(name, ClassValue(index), scope=self.scopes[self.scope].parent)
        return ClassShape(name, (), kind)

    def _base(self, node: Node) -> Value:
        if node.type == "generic_type":
            node = node.child_by_field_id(self.at.type) or node
        return self.follow(node)

    def on_field(self, node: Node) -> None:
        """A field of a struct."""
        name, owner = node.child_by_field_id(self.at.name), self.enclosing(ScopeKind.CLASS)
        if name is not None and owner >= 0:
            annotation = self.type_of(node.child_by_field_id(self.at.type))
            self.classes[owner].fields.setdefault(self.text(name), []).append(Field(None, annotation, self.scope))

    def on_variant(self, node: Node) -> None:
        """A variant of an enum: an instance of it."""
        name, owner = node.child_by_field_id(self.at.name), self.enclosing(ScopeKind.CLASS)
        if name is not None and owner >= 0:
            self.add_field(owner, self.text(name), CallValue(ClassValue(owner), (), (), new=True))

    def on_constant(self, node: Node) -> None:
        """`const NAME: &str = "x";`, `static CLIENT: … = …;`."""
        name, value = node.child_by_field_id(self.at.name), node.child_by_field_id(self.at.value)
        if name is None:
            return
        annotation = self.type_of(node.child_by_field_id(self.at.type))
        said = self.follow(value) if value is not None else Opaque("no value")
        owner = self.scopes[self.scope].owner if self.scopes[self.scope].kind is ScopeKind.CLASS else -1
        if owner >= 0:
            self.add_field(owner, self.text(name), said, annotation)
        else:
            self.bind(self.text(name), said, annotation)

    def on_alias(self, node: Node) -> None:
        """`type X = T;`."""
        name = node.child_by_field_id(self.at.name)
        said = self.type_of(node.child_by_field_id(self.at.type))
        if name is not None and said is not None:
            self.types.setdefault(self.text(name), said)

    # --- imports --------------------------------------------------------------------------------------------

    def on_module(self, node: Node) -> None:
        """`mod name;`: another file. A module that is written here has no names of its own."""
        name = node.child_by_field_id(self.at.name)
        if name is not None and node.child_by_field_id(self.at.body) is None:
            self.bind_import(self.text(name), f"self::{self.text(name)}", None, node)

    def on_use(self, node: Node) -> None:
        """`use a::b::{c, d as e};`."""
        argument = node.child_by_field_id(self.at.argument)
        if argument is not None:
            self._use(argument, "", node)

    def _use(self, node: Node, prefix: str, whole: Node) -> None:
        match node.type:
            case "scoped_use_list" | "use_list":
                path = node.child_by_field_id(self.at.path)
                inner = f"{prefix}{self.text(path)}::" if path is not None else prefix
                listed = node.child_by_field_id(self.at.list) or node
                for child in listed.named_children:
                    self._use(child, inner, whole)
            case "use_as_clause":
                path, alias = node.child_by_field_id(self.at.path), node.child_by_field_id(self.at.alias)
                if path is not None and alias is not None:
                    self._used(f"{prefix}{self.text(path)}", self.text(alias), whole)
            case "use_wildcard":
                everything = f"{prefix}{self.text(node)}".removesuffix("::*")
                self.export(None, None, everything, None, whole)
            case _:
                self._used(f"{prefix}{self.text(node)}", None, whole)

    def _used(self, path: str, alias: str | None, node: Node) -> None:
        path = path.removesuffix("::self").lstrip(":")
        module, _, name = path.rpartition("::")
        local = alias or name
        self.bind_import(local, module or name, name if module else None, node)
        if any(child.type == "visibility_modifier" for child in node.named_children):
            self.export(local, None, module or name, name if module else None, node)

    # --- names ----------------------------------------------------------------------------------------------

    def pattern(self, node: Node, value: Value, depth: int = 0) -> Iterator[tuple[str, Value]]:
        """The names that a pattern binds, each with its part of the value."""
        if depth > 20:
            return
        match node.type:
            case "identifier" | "shorthand_field_identifier":
                yield self.text(node), value
            case "mut_pattern" | "ref_pattern" | "reference_pattern" | "captured_pattern":
                yield from self.pattern(node.named_children[-1], value, depth + 1)
            case "tuple_pattern":
                for place, child in enumerate(node.named_children):
                    yield from self.pattern(child, Index(value, Constant(str(place))), depth + 1)
            case "tuple_struct_pattern":
                first, *parts = node.named_children
                for child in parts if self.text(first) in ("Some", "Ok") else ():
                    yield from self.pattern(child, value, depth + 1)
            case "struct_pattern":
                for child in node.named_children:
                    label = child.child_by_field_id(self.at.name) if child.type == "field_pattern" else None
                    if label is not None:
                        target = child.child_by_field_id(self.at.pattern) or label
                        if target.type == "field_identifier":
                            continue
                        yield from self.pattern(target, Member(value, self.text(label)), depth + 1)

    def on_let(self, node: Node) -> None:
        """`let x = value;`, `if let Some(x) = value`."""
        pattern, value = node.child_by_field_id(self.at.pattern), node.child_by_field_id(self.at.value)
        if pattern is None:
            return
        annotation = self.type_of(node.child_by_field_id(self.at.type))
        said = self.follow(value) if value is not None else Opaque("no value")
        for name, part in self.pattern(pattern, said):
            self.bind(name, part, annotation if pattern.type == "identifier" else None)

    def on_loop(self, node: Node) -> None:
        """`for x in xs`: x is any element."""
        pattern, value = node.child_by_field_id(self.at.pattern), node.child_by_field_id(self.at.value)
        if pattern is not None:
            for name, part in self.pattern(pattern, Index(self.follow(value), None)):
                self.bind(name, part)

    def on_assignment(self, node: Node) -> None:
        """`x = value`, `self.x = value`."""
        left, right = node.child_by_field_id(self.at.left), node.child_by_field_id(self.at.right)
        if left is None:
            return
        if left.type == "identifier":
            self.assign(self.text(left), self.follow(right))
        elif left.type == "field_expression":
            target = self.follow(left)
            if isinstance(target, Member):
                self.assign_member(target, self.follow(right), node)

    def on_return(self, node: Node) -> None:
        """`return value`."""
        if node.named_children:
            self.add_return(self.inner(node))
