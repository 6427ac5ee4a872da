"""What PHP declares, binds and assigns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness_scan.facts import (
    UNSET,
    ClassValue,
    Constant,
    Index,
    Lambda,
    Member,
    Opaque,
    Param,
    Parameter,
    ParameterKind,
    ScopeKind,
    Str,
    Value,
)
from readiness_scan.syntax.declarations import ClassShape, FunctionShape
from readiness_scan.syntax.php.values import GLOBAL, Values

if TYPE_CHECKING:
    from tree_sitter import Node

PARAMETERS = {"simple_parameter", "variadic_parameter", "property_promotion_parameter"}
KINDS = {"interface_declaration": "interface", "enum_declaration": "enum"}
BASES = {"base_clause", "class_interface_clause"}
IDLE = {"comment", "throw_expression"}


class Statements(Values):
    """Functions, classes and the handlers of the query's captures."""

    # --- functions ------------------------------------------------------------------------------------------

    def function_shape(self, node: Node) -> FunctionShape:  # noqa: D102
        index = len(self.functions)
        outer = self.scopes[self.scope].parent
        is_method = node.type == "method_declaration"
        name = self.label(node.child_by_field_id(self.at.name))
        if node.type == "function_definition" and name is not None:
            self.bind(name, Lambda(index), scope=0)
        listed = node.child_by_field_id(self.at.parameters)
        nodes = [child for child in listed.named_children if child.type in PARAMETERS] if listed is not None else []
        parameters = tuple(self._parameter(child, Param(index, place)) for place, child in enumerate(nodes))
        body = node.child_by_field_id(self.at.body)
        if node.type == "arrow_function":
            self.add_return(self.follow(body))
        modifiers = {child.type for child in node.named_children}
        return FunctionShape(
            name=name if is_method or node.type == "function_definition" else None,
            parameters=parameters,
            return_annotation=self.type_of(node.child_by_field_id(self.at.return_type)),
            is_method=is_method and self.scopes[outer].kind is ScopeKind.CLASS,
            is_static="static_modifier" in modifiers,
            is_empty=is_method and does_nothing(body),
        )

    def _parameter(self, node: Node, param: Param) -> Parameter:
        written = node.child_by_field_id(self.at.name)
        name = self.text(written) if written is not None else ""
        annotation = self.type_of(node.child_by_field_id(self.at.type))
        default = node.child_by_field_id(self.at.default_value)
        kind = ParameterKind.REST if node.type == "variadic_parameter" else ParameterKind.PLAIN
        self.bind(name, param, annotation)
        if node.type == "property_promotion_parameter":
            owner = self.enclosing(ScopeKind.CLASS)
            if owner >= 0:
                self.add_field(owner, name.removeprefix("$"), param, annotation)
        return Parameter(name, kind, annotation, self.follow(default) if default is not None else None)

    # --- classes --------------------------------------------------------------------------------------------

    def class_shape(self, node: Node) -> ClassShape:  # noqa: D102
        written = node.child_by_field_id(self.at.name)
        name = self.text(written) if written is not None else None
        if name is not None:
            self.bind(name, ClassValue(len(self.classes)), scope=0)
        body = node.child_by_field_id(self.at.body)
        within = [child for child in body.named_children if child.type == "use_declaration"] if body is not None else []
        bases: list[Value] = []
        for clause in (*node.named_children, *within):
            if clause.type in BASES or clause.type == "use_declaration":
                named = [child for child in clause.named_children if child.type in ("name", "qualified_name")]
                bases += [self.named(self.text(child)) for child in named]
        return ClassShape(name, tuple(bases), KINDS.get(node.type, "class"))

    def on_property(self, node: Node) -> None:
        """`private ?Client $client = null;`."""
        owner = self.enclosing(ScopeKind.CLASS)
        annotation = self.type_of(node.child_by_field_id(self.at.type))
        for child in node.named_children:
            name = child.child_by_field_id(self.at.name) if child.type == "property_element" else None
            if name is not None and owner >= 0:
                default = child.child_by_field_id(self.at.default_value)
                value = self.follow(default) if default is not None else None
                self.add_field(owner, self.text(name).removeprefix("$"), value, annotation)

    def on_constant(self, node: Node) -> None:
        """`const NAME = "x";` of a class or of the file."""
        for child in node.named_children:
            if child.type != "const_element":
                continue
            name, value = self.text(child.named_children[0]), self.follow(child.named_children[-1])
            owner = self.enclosing(ScopeKind.CLASS)
            if owner >= 0:
                self.add_field(owner, name, value)
            else:
                self.bind(name, value, scope=0)

    def on_case(self, node: Node) -> None:
        """`case SignedUp = "signed_up";`."""
        name, value = node.child_by_field_id(self.at.name), node.child_by_field_id(self.at.value)
        owner = self.enclosing(ScopeKind.CLASS)
        if name is not None and value is not None and owner >= 0:
            self.add_field(owner, self.text(name), self.follow(value))

    # --- namespaces -----------------------------------------------------------------------------------------

    def on_namespace(self, node: Node) -> None:
        """The namespace of what follows."""
        name = node.child_by_field_id(self.at.name)
        self.namespace = self.text(name) if name is not None else GLOBAL

    def on_use(self, node: Node) -> None:
        """Names that `use` brings, alone or in a group."""
        prefix = next((f"{self.text(child)}\\" for child in node.named_children if child.type == "namespace_name"), "")
        group = node.child_by_field_id(self.at.body)
        for clause in (group or node).named_children:
            if clause.type != "namespace_use_clause" or not clause.named_children:
                continue
            full = f"{prefix}{self.text(clause.named_children[0])}".lstrip("\\")
            alias = clause.child_by_field_id(self.at.alias)
            module, _, last = full.rpartition("\\")
            local = self.text(alias) if alias is not None else last
            self.used[local] = full
            self.bind_import(local, module or GLOBAL, last, clause)

    # --- names ----------------------------------------------------------------------------------------------

    def on_assignment(self, node: Node) -> None:
        """`$x = value`, `$this->x = value`, `[$a, $b] = value`."""
        left, right = node.child_by_field_id(self.at.left), node.child_by_field_id(self.at.right)
        if left is not None and right is not None:
            self._assign_to(left, self.follow(right), node)

    def _assign_to(self, left: Node, value: Value, node: Node) -> None:
        if left.type == "variable_name":
            self.bind(self.text(left), value, scope=self.home(ScopeKind.FUNCTION, ScopeKind.MODULE))
        elif left.type in ("list_literal", "array_creation_expression"):
            for place, child in enumerate(left.named_children):
                inner = child.named_children[-1] if child.type == "array_element_initializer" else child
                self._assign_to(inner, Index(value, Constant(str(place))), node)
        else:
            target = self.follow(left)
            if isinstance(target, Member):
                self.assign_member(target, value, node)

    def on_augmented(self, node: Node) -> None:
        """`$x .= value`, `$x ??= value`."""
        left, operator = node.child_by_field_id(self.at.left), node.child_by_field_id(self.at.operator)
        right = node.child_by_field_id(self.at.right)
        if left is not None:
            fallback = operator is not None and operator.type == "??="
            self._assign_to(left, self.follow(right) if fallback else Opaque("computed"), node)

    def on_loop(self, node: Node) -> None:
        """`foreach ($xs as $key => $x)`: $x is any element."""
        source, target = node.named_children[0], node.named_children[1]
        value = target.named_children[-1] if target.type == "pair" else target
        self._assign_to(value, Index(self.follow(source), None), node)

    def on_global(self, node: Node) -> None:
        """`global $x;`: the file's own name, which lookup finds outside."""
        for child in node.named_children:
            self.bind(self.text(child), UNSET, scope=0)

    def on_define(self, node: Node) -> None:
        """`define("NAME", "x")`."""
        function = node.child_by_field_id(self.at.function)
        args, _ = self.arguments(node)
        if function is not None and self.text(function) == "define" and len(args) > 1 and isinstance(args[0], Str):
            self.bind(args[0].text, args[1], scope=0)

    def on_return(self, node: Node) -> None:
        """`return value;`."""
        if node.named_children:
            self.add_return(self.inner(node))

    def on_yield(self, node: Node) -> None:
        """`yield value`."""
        self.add_yield(self.inner(node))


def does_nothing(body: Node | None) -> bool:
    """Whether a method has no body, or one without a statement."""
    if body is None:
        return True
    return all(
        child.type in IDLE or (child.named_children and child.named_children[0].type in IDLE)
        for child in body.named_children
    )
