"""What functions and classes of Python take, and what targets bind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from readiness_scan.facts import (
    ClassValue,
    Constant,
    Index,
    Lambda,
    Member,
    Opaque,
    Param,
    Parameter,
    ParameterKind,
    Ref,
    ScopeKind,
    This,
    TypeApplication,
    Value,
)
from readiness_scan.syntax.declarations import ClassShape, FunctionShape
from readiness_scan.syntax.extract import MAX_DEPTH
from readiness_scan.syntax.python.annotations import Annotations

if TYPE_CHECKING:
    from tree_sitter import Node

ACCESSORS = {"property", "cached_property", "functools.cached_property", "hybrid_property"}
IDLE = {"pass_statement", "raise_statement", "comment", "string", "ellipsis"}
TARGETS = {"pattern_list", "tuple_pattern", "list_pattern"}
SEPARATORS = {"keyword_separator", "positional_separator"}


class Functions(Annotations):
    """Functions with their parameters, classes with their heads, and targets of assignments."""

    def prepare(self) -> None:  # noqa: D102
        super().prepare()
        self.global_names: dict[int, set[str]] = {}
        self.nonlocal_names: dict[int, set[str]] = {}

    # --- names ----------------------------------------------------------------------------------------------

    def function_scope(self) -> int:
        """The scope in which an assignment binds."""
        return self.home(ScopeKind.FUNCTION, ScopeKind.CLASS, ScopeKind.MODULE)

    def define(self, name: str, value: Value, annotation: Value | None = None) -> None:
        """Bind a name where Python would: in the innermost function, class or module, or where the file says."""
        home = self.function_scope()
        if name in self.nonlocal_names.get(home, ()):
            self.assign(name, value, annotation)
            return
        if name in self.global_names.get(home, ()):
            home = 0
        self.bind(name, value, annotation, home)
        if self.scopes[home].kind is ScopeKind.CLASS:
            self.add_field(self.scopes[home].owner, name, value, annotation)

    def pattern(self, node: Node, value: Value, depth: int = 0) -> Iterator[tuple[str, Value]]:
        """The names that a target binds, each with its part of the value."""
        kind = node.type
        if kind == "identifier":
            yield self.text(node), value
        elif depth > MAX_DEPTH:
            return
        elif kind in TARGETS:
            for position, child in enumerate(node.named_children):
                yield from self.pattern(child, Index(value, Constant(str(position))), depth + 1)
        elif kind == "list_splat_pattern":
            for child in node.named_children:
                yield from self.pattern(child, Opaque("rest"), depth + 1)

    # --- functions ------------------------------------------------------------------------------------------

    def function_shape(self, node: Node) -> FunctionShape:  # noqa: D102
        index = len(self.functions)
        name_node = node.child_by_field_id(self.at.name)
        name = self.text(name_node) if name_node else None
        body = node.child_by_field_id(self.at.body)
        if name is None:
            parameters = self._parameters(self._listed(node), index)
            self.add_return(self.follow(body))
            return FunctionShape(None, parameters, None)
        parent = self.scopes[self.scopes[self.scope].parent]
        decorators = self._decorators(node)
        labels = {self._label(decorator) for decorator in decorators}
        is_method, is_static = parent.kind is ScopeKind.CLASS, "staticmethod" in labels
        nodes = self._listed(node)
        if is_method and not is_static and nodes:
            first = nodes.pop(0)
            instance = self.text(first.child_by_field_id(self.at.name) or first)
            self.instance_names.add(instance.encode())
            self.bind(instance, This(parent.owner))
        parameters = self._parameters(nodes, index)
        if not is_method:
            self._define_outside(name, Lambda(index))
        return FunctionShape(
            name=name,
            parameters=parameters,
            return_annotation=self.annotation(node.child_by_field_id(self.at.return_type)),
            decorators=decorators,
            is_method=is_method,
            is_static=is_static,
            is_accessor=bool(labels & ACCESSORS),
            is_empty=does_nothing(body),
            type_parameters=self.type_parameters(node.child_by_field_id(self.at.type_parameters)),
        )

    def _define_outside(self, name: str, value: Value) -> None:
        """Bind the name of the function or class whose scope is the current one, in the scope around it."""
        inner, self.scope = self.scope, self.scopes[self.scope].parent
        self.define(name, value)
        self.scope = inner

    def _listed(self, node: Node) -> list[Node]:
        parameters = node.child_by_field_id(self.at.parameters)
        return [child for child in parameters.named_children if child.type != "comment"] if parameters else []

    def _decorators(self, node: Node) -> tuple[Value, ...]:
        around = node.parent
        if around is None or around.type != "decorated_definition":
            return ()
        return tuple(self.inner(child) for child in around.named_children if child.type == "decorator")

    def _label(self, value: Value) -> str:
        if isinstance(value, Member):
            outer = self._label(value.object)
            return f"{outer}.{value.name}" if outer else value.name
        return value.name if isinstance(value, Ref) else ""

    def _parameters(self, nodes: list[Node], index: int) -> tuple[Parameter, ...]:
        parameters: list[Parameter] = []
        keyword_only = False
        for node in nodes:
            if node.type in SEPARATORS:
                keyword_only = keyword_only or node.type == "keyword_separator"
                continue
            parameter = self._parameter(node, Param(index, len(parameters)), keyword_only=keyword_only)
            keyword_only = keyword_only or parameter.kind is ParameterKind.REST
            parameters.append(parameter)
        return tuple(parameters)

    def _parameter(self, node: Node, param: Param, *, keyword_only: bool) -> Parameter:
        kind = ParameterKind.KEYWORD_ONLY if keyword_only else ParameterKind.PLAIN
        annotation = given = None
        pattern = node
        if node.type != "identifier":
            annotation = self.annotation(node.child_by_field_id(self.at.type))
            given = node.child_by_field_id(self.at.value)
            typed = node.type == "typed_parameter"
            pattern = node.named_children[0] if typed else node.child_by_field_id(self.at.name) or node
            if pattern.type == "list_splat_pattern":
                kind = ParameterKind.REST
            elif pattern.type == "dictionary_splat_pattern":
                kind = ParameterKind.KEYWORD_REST
            if pattern.type.endswith("_splat_pattern"):
                pattern = pattern.named_children[0]
        name = self.text(pattern)
        self.bind(name, param, annotation)
        return Parameter(name, kind, annotation, self.follow(given) if given else None)

    # --- classes --------------------------------------------------------------------------------------------

    def class_shape(self, node: Node) -> ClassShape:  # noqa: D102
        name = node.child_by_field_id(self.at.name)
        text = self.text(name) if name else None
        if text:
            self._define_outside(text, ClassValue(len(self.classes)))
        listed = node.child_by_field_id(self.at.superclasses)
        bases: list[Value] = []
        for child in listed.named_children if listed else ():
            if child.type not in ("keyword_argument", "comment"):
                base = self.type_of(child)
                bases.append(base.base or Opaque() if isinstance(base, TypeApplication) else base)
        parameters = self.type_parameters(node.child_by_field_id(self.at.type_parameters))
        return ClassShape(text, tuple(bases), "class", self._decorators(node), type_parameters=parameters)


def does_nothing(body: Node | None) -> bool:
    """Whether a function's body is a docstring, `pass`, `...` or an exception alone."""
    if body is None or body.type != "block":
        return False
    for statement in body.named_children:
        inner = statement.named_children[0].type if statement.named_children else ""
        idle = statement.type in IDLE or (statement.type == "expression_statement" and inner in IDLE)
        if not idle:
            return False
    return True
