"""What functions and classes of JavaScript take, and what patterns bind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from readiness_scan.facts import (
    Choice,
    ClassValue,
    Constant,
    Index,
    Lambda,
    ListLit,
    Member,
    Opaque,
    Param,
    Parameter,
    ParameterKind,
    Spread,
    Value,
)
from readiness_scan.syntax.declarations import ClassShape, FunctionShape
from readiness_scan.syntax.ecmascript.values import Values, first
from readiness_scan.syntax.extract import MAX_DEPTH

if TYPE_CHECKING:
    from tree_sitter import Node

NAMED = {"function_declaration", "generator_function_declaration", "function_signature"}
METHODS = {"method_definition", "method_signature", "abstract_method_signature"}
ARGUMENTS = re.compile(rb"\barguments\b")
HERITAGE = {"class_heritage", "extends_type_clause"}


class Functions(Values):
    """Functions with their parameters, classes with their heads, and patterns."""

    def prepare(self) -> None:  # noqa: D102
        super().prepare()
        self.decorators: dict[int, tuple[Value, ...]] = {}

    # --- patterns -------------------------------------------------------------------------------------------

    def pattern(self, node: Node, value: Value, depth: int = 0) -> Iterator[tuple[str, Value]]:
        """The names that a pattern binds, each with its part of the value."""
        kind = node.type
        if kind == "identifier":
            yield self.text(node), value
        elif kind == "shorthand_property_identifier_pattern":
            name = self.text(node)
            yield name, Member(value, name)
        elif depth > MAX_DEPTH:
            return
        elif kind == "object_pattern":
            for child in node.named_children:
                yield from self._object_part(child, value, depth + 1)
        elif kind == "array_pattern":
            yield from self._array_parts(node, value, depth + 1)
        elif kind == "assignment_pattern":
            left = node.child_by_field_id(self.at.left)
            if left is not None:
                either = Choice((value, self.follow(node.child_by_field_id(self.at.right))))
                yield from self.pattern(left, either, depth + 1)
        elif kind in ("rest_pattern", "parenthesized_expression", "non_null_expression") and node.named_children:
            yield from self.pattern(node.named_children[0], value, depth + 1)

    def _array_parts(self, node: Node, value: Value, depth: int) -> Iterator[tuple[str, Value]]:
        position = 0
        for child in node.children:
            kind = child.type
            if kind == ",":
                position += 1
            elif kind == "rest_pattern":
                yield from self.pattern(child, Opaque("rest"), depth)
            elif child.is_named:
                yield from self.pattern(child, Index(value, Constant(str(position))), depth)

    def _object_part(self, node: Node, value: Value, depth: int) -> Iterator[tuple[str, Value]]:
        if node.type == "pair_pattern":
            key, inner = self.key(node.child_by_field_id(self.at.key)), node.child_by_field_id(self.at.value)
            if inner is not None:
                yield from self.pattern(inner, Member(value, key) if key is not None else Opaque("computed key"), depth)
        elif node.type == "object_assignment_pattern":
            left = node.child_by_field_id(self.at.left)
            if left is not None:
                default = self.follow(node.child_by_field_id(self.at.right))
                for name, part in self.pattern(left, value, depth):
                    yield name, Choice((part, default))
        else:
            yield from self.pattern(node, value, depth)

    # --- functions ------------------------------------------------------------------------------------------

    def function_shape(self, node: Node) -> FunctionShape:  # noqa: D102
        kind, index = node.type, len(self.functions)
        parameters = self._parameters(node, index)
        body = node.child_by_field_id(self.at.body)
        block = body is not None and body.type == "statement_block"
        result = node.child_by_field_id(self.at.return_type)
        annotation = self.annotation(result) if result else None
        if kind == "arrow_function":
            if body is not None and not block:
                self.add_return(self.follow(body))
            empty = body is None or (block and first(body) is None)
            return FunctionShape(None, parameters, annotation, is_empty=empty)
        if body is not None and b"arguments" in self.data:
            parameters = self._with_arguments(body, parameters, index)
        name = node.child_by_field_id(self.at.name)
        text = self.key(name) if name else None
        if text and kind in NAMED:
            self.place = None  # known from the start of its scope on
            self.bind(text, Lambda(index), scope=self.scopes[self.scope].parent)
        is_method = kind in METHODS
        flags = {child.type for child in node.children if not child.is_named} if is_method else set()
        return FunctionShape(
            name=text,
            parameters=parameters,
            return_annotation=annotation,
            decorators=self.decorators.get(node.id, ()),
            is_method=is_method,
            is_static="static" in flags,
            is_accessor="get" in flags,
            is_empty=body is None or (block and first(body) is None),
        )

    def _parameters(self, node: Node, index: int) -> tuple[Parameter, ...]:
        listed = node.child_by_field_id(self.at.parameters)
        if listed is None:
            single = node.child_by_field_id(self.at.parameter)
            return (self.parameter(single, Param(index, 0)),) if single else ()
        parameters: list[Parameter] = []
        for child in listed.named_children:
            pattern = child.child_by_field_id(self.at.pattern)
            if child.type != "comment" and (pattern is None or pattern.type != "this"):
                parameters.append(self.parameter(child, Param(index, len(parameters))))
        return tuple(parameters)

    def _with_arguments(self, body: Node, parameters: tuple[Parameter, ...], index: int) -> tuple[Parameter, ...]:
        """The parameters of a function that asks for all its `arguments`: it takes any number of them."""
        if "arguments" in self.scopes[self.scope].bindings or not ARGUMENTS.search(
            self.data, body.start_byte, body.end_byte
        ):
            return parameters
        if not parameters or parameters[-1].kind is not ParameterKind.REST:
            parameters = (*parameters, Parameter(None, ParameterKind.REST, None, None))
        *named, rest = (Param(index, position) for position in range(len(parameters)))
        self.bind("arguments", ListLit((*named, Spread(rest))))
        return parameters

    def parameter(self, node: Node, param: Param) -> Parameter:
        """A parameter node: its fact, with its names bound in the function's scope."""
        if node.type == "identifier":
            name = self.text(node)
            self.bind(name, param)
            return Parameter(name, ParameterKind.PLAIN, None, None)
        kind, default = ParameterKind.PLAIN, None
        annotation = self.annotation(node.child_by_field_id(self.at.type))
        pattern = node.child_by_field_id(self.at.pattern) or node
        if pattern.type == "assignment_pattern":
            default = self.follow(pattern.child_by_field_id(self.at.right))
            pattern = pattern.child_by_field_id(self.at.left) or pattern
        given = node.child_by_field_id(self.at.value)
        if given is not None:
            default = self.follow(given)
        if pattern.type == "rest_pattern":
            kind, pattern = ParameterKind.REST, first(pattern) or pattern
        if pattern.type == "identifier":
            name = self.text(pattern)
            self.bind(name, param, annotation)
            return Parameter(name, kind, annotation, default)
        inner: list[tuple[tuple[str, ...], Value]] = []
        for bound, part in self.pattern(pattern, param):
            path = keys(part.options[0], param) if isinstance(part, Choice) else None
            if isinstance(part, Choice) and path:
                inner.append((path, part.options[1]))
            self.bind(bound, part.options[0] if isinstance(part, Choice) and path else part)
        return Parameter(None, kind, annotation, default, tuple(inner))

    # --- classes --------------------------------------------------------------------------------------------

    def class_shape(self, node: Node) -> ClassShape:  # noqa: D102
        name = node.child_by_field_id(self.at.name)
        text = self.text(name) if name else None
        if text and node.type != "class":
            self.bind(text, ClassValue(len(self.classes)), scope=self.scopes[self.scope].parent)
        bases: list[Value] = []
        for child in node.named_children:
            if child.type in HERITAGE:
                bases += self.heritage(child)
        self._decorate(node.child_by_field_id(self.at.body))
        kind = node.type.split("_")[0]
        return ClassShape(text, tuple(bases), kind if kind in ("interface", "enum") else "class", self._above(node))

    def heritage(self, node: Node) -> list[Value]:
        """The types that a class extends or implements."""
        return [self.follow(child) for child in node.named_children]

    def _above(self, node: Node) -> tuple[Value, ...]:
        """The decorators of a class; those before `export` stand in the export."""
        around = node.parent
        outer = around.children_by_field_name("decorator") if around and around.type == "export_statement" else []
        return tuple(self.follow(first(child)) for child in [*outer, *node.children_by_field_name("decorator")])

    def _decorate(self, body: Node | None) -> None:
        """Remember the decorators of a class's methods: before a method in TypeScript, within it in JavaScript."""
        before: list[Node] = []
        for child in body.named_children if body else ():
            if child.type == "decorator":
                before.append(child)
            elif child.type in METHODS:
                own = [*before, *child.children_by_field_name("decorator")]
                if own:
                    self.decorators[child.id] = tuple(self.follow(first(decorator)) for decorator in own)
                before = []
            elif child.type != "comment":
                before = []


def keys(value: Value, whole: Value) -> tuple[str, ...]:
    """The keys by which a value is taken from a whole; empty where it is not."""
    path: list[str] = []
    while isinstance(value, Member):
        path.insert(0, value.name)
        value = value.object
    return tuple(path) if value is whole else ()
