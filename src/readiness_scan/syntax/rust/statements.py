"""What Rust declares, binds and assigns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from readiness_scan.facts import (
    CallValue,
    ClassValue,
    Field,
    Index,
    Lambda,
    Member,
    Opaque,
    Param,
    Parameter,
    ParameterKind,
    Ref,
    ScopeKind,
    TypeApplication,
    Value,
)
from readiness_scan.syntax.declarations import ClassShape, FunctionShape
from readiness_scan.syntax.extract import position
from readiness_scan.syntax.rust.names import Bindings
from readiness_scan.syntax.rust.tokens import HOLDERS, LISTING

if TYPE_CHECKING:
    from tree_sitter import Node

CHAINED = {
    *("call_expression", "field_expression", "try_expression", "await_expression", "parenthesized_expression"),
    "reference_expression",
}
MAX_CHAIN = 20
"""Calls of a chain that are looked through."""
WRITTEN_AS = re.compile(r'#\[serde\([^\]"]*?\brename\s*=\s*"([^"]+)"[^\]]*\)\]\s*(?:#\[[^\]]*\]\s*|//[^\n]*\s*)*$')
"""The key under which a field is written, before it."""
MAX_ATTRIBUTES = 300
"""Bytes before a field in which its attributes are looked for."""
KINDS = {"trait_item": "interface", "enum_item": "enum", "impl_item": "extension"}
METHOD = re.compile(rb"\bfn\s+(\w+)\s*(?:<[^>]*>)?\(\s*&?\s*(?:'\w+\s+)?(?:mut\s+)?self\b")


class Statements(Bindings):
    """Functions, types and the handlers of the query's captures."""

    def prepare(self) -> None:  # noqa: D102 (documented in the base)
        super().prepare()
        self.bounds: dict[int, tuple[tuple[str, Value], ...]] = {}
        """The type parameters of each class, as far as they are bound by a trait."""
        self.method_names = frozenset(name.decode() for name in METHOD.findall(self.data))

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
        if node.type == "closure_expression" and len(taken) == 1:
            self._bind_held(node, taken[0])
        for bound, kind in (*self.bounds.get(around.owner if is_method else -1, ()), *self._type_bounds(node)):
            self.bind(bound, kind)
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
        if pattern is not None and pattern.type == "tuple_struct_pattern" and pattern.named_child_count == 2:
            # `State(client): State<Client>`: what a wrapper of one value holds
            held = annotation.args[0] if isinstance(annotation, TypeApplication) and annotation.args else annotation
            for name, value in self.pattern(pattern.named_children[1], Opaque("held by a parameter")):
                self.bind(name, value, held)
            return Parameter(None, ParameterKind.PLAIN, annotation, None)
        names = list(self.pattern(pattern, param)) if pattern is not None else []
        for name, value in names:
            self.bind(name, value, annotation if value == param else None)
        plain = names[0][0] if len(names) == 1 and names[0][1] == param else None
        return Parameter(plain, ParameterKind.PLAIN, annotation, None)

    def _type_bounds(self, node: Node) -> Iterator[tuple[str, Value]]:
        """The type parameters of a function, type or impl, each with the first trait that it must have."""
        listed = node.child_by_field_id(self.at.type_parameters)
        where = next((child for child in node.named_children if child.type == "where_clause"), None)
        for child in (*(listed.named_children if listed else ()), *(where.named_children if where else ())):
            name = child.child_by_field_id(self.at.name) or child.child_by_field_id(self.at.left)
            bounds = child.child_by_field_id(self.at.bounds)
            kinds = [self.type_of(bound) for bound in bounds.named_children] if bounds is not None else []
            known = next((kind for kind in kinds if kind is not None), None)
            if name is not None and name.type == "type_identifier" and known is not None:
                yield self.text(name), known

    def _bind_held(self, node: Node, taken: Node) -> None:
        """The parameter of `x.map(|held| …)` is what x holds, or an element of a list."""
        arguments = node.parent
        call = arguments.parent if arguments is not None and arguments.type == "arguments" else None
        function = call.child_by_field_id(self.at.function) if call is not None else None
        name = function.child_by_field_id(self.at.field) if function is not None else None
        held = function.child_by_field_id(self.at.value) if function is not None else None
        if arguments is None or held is None or name is None or self.text(name) in self.method_names:
            return
        if position(arguments, node) != HOLDERS.get(self.text(name), -1):
            return
        inner, self.scope = self.scope, self.scopes[self.scope].parent
        value = Index(self.follow(held), None) if self._walks(held) else self.follow(held)
        pattern = taken.child_by_field_id(self.at.pattern) if taken.type == "parameter" else taken
        for bound, part in self.pattern(pattern or taken, value):
            self.scopes[inner].bindings.pop(bound, None)
            self.bind(bound, part, scope=inner)
        self.scope = inner

    def _walks(self, node: Node) -> bool:
        """Whether a chain of calls walks over elements."""
        current: Node | None = node
        for _ in range(MAX_CHAIN):
            if current is None or current.type not in CHAINED:
                break
            if current.type == "field_expression":
                name = current.child_by_field_id(self.at.field)
                if name is not None and self.text(name) in LISTING:
                    return True
                current = current.child_by_field_id(self.at.value)
            else:
                current = current.child_by_field_id(self.at.function) or current.named_child(0)
        return False

    # --- types ----------------------------------------------------------------------------------------------

    def class_shape(self, node: Node) -> ClassShape:  # noqa: D102
        index = len(self.classes)
        kind = KINDS.get(node.type, "class")
        self.bounds[index] = tuple(self._type_bounds(node))
        for bound, said in self.bounds[index]:
            self.bind(bound, said)
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
            before = self.data[max(node.start_byte - MAX_ATTRIBUTES, 0) : node.start_byte].decode("utf-8", "replace")
            key = WRITTEN_AS.search(before)
            field = Field(None, annotation, self.scope, key[1] if key else None)
            self.classes[owner].fields.setdefault(self.text(name), []).append(field)

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
        if name is None or said is None:
            return
        if not isinstance(said, Ref | Member):
            self.types.setdefault(self.text(name), said)
        elif self.scopes[self.scope].kind is ScopeKind.CLASS:
            self.add_field(self.scopes[self.scope].owner, self.text(name), said)
        else:
            self.bind(self.text(name), said)

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

    def on_return(self, node: Node) -> None:
        """`return value`."""
        if node.named_children:
            self.add_return(self.inner(node))
