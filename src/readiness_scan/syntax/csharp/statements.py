"""What C# declares, binds and assigns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness_scan.facts import (
    UNSET,
    CallValue,
    ClassValue,
    Index,
    Lambda,
    Member,
    Param,
    Parameter,
    ParameterKind,
    ScopeKind,
    Str,
    This,
    Value,
)
from readiness_scan.syntax.csharp.values import CONSTRUCTOR, Values, last
from readiness_scan.syntax.declarations import ClassShape, FunctionShape

if TYPE_CHECKING:
    from tree_sitter import Node

METHODS = {"method_declaration", "constructor_declaration", "local_function_statement"}
KINDS = {"interface_declaration": "interface", "enum_declaration": "enum"}


class Statements(Values):
    """Functions, types and the handlers of the query's captures."""

    # --- functions ------------------------------------------------------------------------------------------

    def function_shape(self, node: Node) -> FunctionShape:  # noqa: D102
        index = len(self.functions)
        outer = self.scopes[self.scope].parent
        is_method = self.scopes[outer].kind is ScopeKind.CLASS and node.type in METHODS
        is_property = node.type == "property_declaration"
        written = node.child_by_field_id(self.at.name)
        name = self.text(written) if written is not None and (node.type in METHODS or is_property) else None
        if node.type == "local_function_statement" and name is not None:
            self.bind(name, Lambda(index), scope=outer)
        parameters = self._parameters(node, index)
        body = node.child_by_field_id(self.at.body) or node.child_by_field_id(self.at.value)
        if body is not None and body.type != "block":
            self.add_return(self.follow(body))
        modifiers = {self.text(child) for child in node.named_children if child.type == "modifier"}
        extends = bool(parameters) and self._extends(node)
        return FunctionShape(
            name=CONSTRUCTOR if node.type == "constructor_declaration" else name,
            parameters=parameters,
            return_annotation=self.type_of(node.child_by_field_id(self.at.returns)),
            is_method=is_method or is_property,
            is_static="static" in modifiers and not extends,
            is_accessor=is_property,
            is_empty=is_method and (body is None or (body.type == "block" and not body.named_children)),
        )

    def _extends(self, node: Node) -> bool:
        listed = node.child_by_field_id(self.at.parameters)
        first = listed.named_children[0] if listed is not None and listed.named_children else None
        return first is not None and any(self.text(child) == "this" for child in first.children)

    def _parameters(self, node: Node, index: int) -> tuple[Parameter, ...]:
        listed = node.child_by_field_id(self.at.parameters)
        if listed is None:
            return ()
        nodes = [child for child in listed.named_children if child.type in ("parameter", "implicit_parameter")]
        if listed.type == "implicit_parameter":
            nodes = [listed]
        return tuple(self._parameter(child, Param(index, place)) for place, child in enumerate(nodes))

    def _parameter(self, node: Node, param: Param) -> Parameter:
        written = node.child_by_field_id(self.at.name)
        name = self.text(written if written is not None else node)
        annotation = self.type_of(node.child_by_field_id(self.at.type))
        given = last(node)
        has_default = written is not None and given is not None and given.start_byte > written.end_byte
        is_rest = self.data[node.start_byte : node.start_byte + 7] == b"params "
        self.bind(name, param, annotation)
        kind = ParameterKind.REST if is_rest else ParameterKind.PLAIN
        return Parameter(name, kind, annotation, self.follow(given) if has_default else None)

    # --- types ----------------------------------------------------------------------------------------------

    def class_shape(self, node: Node) -> ClassShape:  # noqa: D102
        index = len(self.classes)
        written = node.child_by_field_id(self.at.name)
        name = self.text(written) if written is not None else None
        outer = self.scopes[self.scope].parent
        if name is not None:
            home = 0 if self.scopes[outer].kind is not ScopeKind.CLASS else outer
            self.bind(name, ClassValue(index), scope=home)
            if home:
                inner, self.scope = self.scope, outer
                self.add_field(self.scopes[outer].owner, name, ClassValue(index))
                self.scope = inner
        listed = next((child for child in node.named_children if child.type == "base_list"), None)
        bases = [self.type_of(child) for child in listed.named_children] if listed is not None else []
        return ClassShape(name, tuple(base for base in bases if base is not None), KINDS.get(node.type, "class"))

    def on_class(self, node: Node) -> None:
        """A type; what its primary constructor takes is a member of its instances."""
        super().on_class(node)
        listed = next((child for child in node.named_children if child.type == "parameter_list"), None)
        owner = self.scopes[self.scope].owner
        for child in listed.named_children if listed is not None else ():
            name = child.child_by_field_id(self.at.name)
            if name is not None:
                self.add_field(owner, self.text(name), None, self.type_of(child.child_by_field_id(self.at.type)))

    def on_field(self, node: Node) -> None:
        """`private readonly T x = value;`."""
        owner = self.enclosing(ScopeKind.CLASS)
        declaration = next((child for child in node.named_children if child.type == "variable_declaration"), None)
        if declaration is None or owner < 0:
            return
        annotation = self.type_of(declaration.child_by_field_id(self.at.type))
        for name, value in self._declared(declaration):
            self.add_field(owner, name, None if value is UNSET else value, annotation)

    def on_member(self, node: Node) -> None:
        """`public T X { get; set; } = value;`."""
        owner, name = self.enclosing(ScopeKind.CLASS), node.child_by_field_id(self.at.name)
        value = node.child_by_field_id(self.at.value)
        if name is None or owner < 0 or (value is not None and value.type == "arrow_expression_clause"):
            return
        annotation = self.type_of(node.child_by_field_id(self.at.type))
        self.add_field(owner, self.text(name), self.follow(value) if value is not None else None, annotation)

    def on_entry(self, node: Node) -> None:
        """A member of an enum: an instance of it."""
        owner, name = self.enclosing(ScopeKind.CLASS), node.child_by_field_id(self.at.name)
        if name is not None and owner >= 0:
            self.add_field(owner, self.text(name), CallValue(ClassValue(owner), (Str(self.text(name)),), (), new=True))

    # --- names ----------------------------------------------------------------------------------------------

    def _declared(self, declaration: Node) -> list[tuple[str, Value]]:
        found: list[tuple[str, Value]] = []
        for child in declaration.named_children:
            name = child.child_by_field_id(self.at.name) if child.type == "variable_declarator" else None
            if name is not None:
                given = last(child)
                found.append((self.text(name), self.follow(given) if given != name else UNSET))
        return found

    def on_variable(self, node: Node) -> None:
        """`var x = value;`."""
        declaration = next((child for child in node.named_children if child.type == "variable_declaration"), None)
        if declaration is not None:
            annotation = self.type_of(declaration.child_by_field_id(self.at.type))
            for name, value in self._declared(declaration):
                self.bind(name, value, annotation)

    def on_loop(self, node: Node) -> None:
        """`foreach (var x in xs)`: x is any element."""
        left, right = node.child_by_field_id(self.at.left), node.child_by_field_id(self.at.right)
        if left is not None:
            self.bind(self.text(left), Index(self.follow(right), None))

    def on_pattern(self, node: Node) -> None:
        """`x is T y`."""
        value, pattern = node.child_by_field_id(self.at.expression), node.child_by_field_id(self.at.pattern)
        name = pattern.child_by_field_id(self.at.name) if pattern is not None else None
        if pattern is not None and name is not None and pattern.type == "declaration_pattern":
            self.bind(self.text(name), self.follow(value), self.type_of(pattern.child_by_field_id(self.at.type)))

    def on_assignment(self, node: Node) -> None:
        """`x = value`, `this.x = value`; inside of an initialiser it is a key."""
        left, right = node.child_by_field_id(self.at.left), node.child_by_field_id(self.at.right)
        if left is None or (node.parent is not None and node.parent.type == "initializer_expression"):
            return
        value = self.follow(right)
        if left.type == "identifier":
            name, owner = self.text(left), self.enclosing(ScopeKind.CLASS)
            if owner >= 0 and not self._is_local(name):
                self.assign_member(Member(This(owner), name), value, node)
            else:
                self.assign(name, value)
            return
        target = self.follow(left)
        if isinstance(target, Member):
            self.assign_member(target, value, node)

    def _is_local(self, name: str) -> bool:
        scope = self.scope
        while scope >= 0 and self.scopes[scope].kind is not ScopeKind.CLASS:
            if name in self.scopes[scope].bindings:
                return True
            scope = self.scopes[scope].parent
        return False

    def on_return(self, node: Node) -> None:
        """`return value;`."""
        self.add_return(self.inner(node))

    def on_using(self, node: Node) -> None:
        """`using X = A.B;`: the names of a namespace are known by themselves."""
        alias = node.child_by_field_id(self.at.name)
        if alias is not None:
            self.bind(self.text(alias), self.inner(node))
