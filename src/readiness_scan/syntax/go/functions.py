"""What functions and types of Go take and hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readiness_scan.facts import (
    UNSET,
    Class,
    ClassValue,
    Field,
    Lambda,
    Member,
    Param,
    Parameter,
    ParameterKind,
    Ref,
    This,
    TypeApplication,
    Value,
)
from readiness_scan.model.location import Span
from readiness_scan.syntax.declarations import ClassShape, FunctionShape
from readiness_scan.syntax.go.values import Values

if TYPE_CHECKING:
    from tree_sitter import Node

PARAMETERS = {"parameter_declaration", "variadic_parameter_declaration"}
KINDS = {"struct_type": "class", "interface_type": "interface"}
IDLE = {"nil", "true", "false", "int_literal", "interpreted_string_literal", "comment"}
"""What a method that does nothing gives back."""
TAG_KEY = re.compile(r'\b(?:json|msgpack|yaml|form)\s*:\s*"([\w$.-]+)')


class Functions(Values):
    """Functions with their parameters, types with their members, and the methods that a type is given elsewhere."""

    def prepare(self) -> None:  # noqa: D102 (documented in the base)
        super().prepare()
        self.methods: list[tuple[int, str, int]] = []
        """Class, name and function of each method that stands outside of its type."""
        self.members: list[tuple[int, str, Field]] = []
        """Class, name and value of each member."""
        self.extensions: dict[str, int] = {}
        """The types of other files that this one gives methods, each with the number of its class here."""
        self.results: list[tuple[str, ...]] = []
        """The names of each function's results."""

    # --- functions ------------------------------------------------------------------------------------------

    def function_shape(self, node: Node) -> FunctionShape:  # noqa: D102
        index = len(self.functions)
        name_node = node.child_by_field_id(self.at.name)
        name = self.text(name_node) if name_node else None
        self._receive(node, index, name)
        parameters = self._parameters(node, index)
        self.results.append(self._bind_results(node))
        if node.type == "function_declaration" and name not in (None, "_", "init"):
            self.bind(name or "", Lambda(index), scope=self.scopes[self.scope].parent)
        body = node.child_by_field_id(self.at.body)
        return FunctionShape(
            name=name,
            parameters=parameters,
            return_annotation=self.result_type(node),
            is_method=node.type == "method_elem",
            is_empty=node.type == "method_elem" or does_nothing(body),
        )

    def _receive(self, node: Node, index: int, name: str | None) -> None:
        """The receiver of a method: the instance, and the type that the method belongs to."""
        listed = node.child_by_field_id(self.at.receiver)
        received = listed.named_children if listed is not None else []
        receiver = next((child for child in received if child.type in PARAMETERS), None)
        kind = receiver.child_by_field_id(self.at.type) if receiver is not None else None
        while kind is not None and kind.type != "type_identifier":
            kind = next((child for child in kind.named_children if child.type != "comment"), None)
        if receiver is None or kind is None or name is None:
            return
        owner = self.class_named(self.text(kind))
        called = receiver.child_by_field_id(self.at.name)
        if not (called is not None and self._gives_back(node, called)):
            self.methods.append((owner, name, index))
        if called is not None:
            self.receivers.add(self.text(called))
            self.bind(self.text(called), This(owner))

    def _gives_back(self, node: Node, receiver: Node) -> bool:
        """Whether a method is `String`, and gives the receiver's own text: what any text does without it."""
        name, body = node.child_by_field_id(self.at.name), node.child_by_field_id(self.at.body)
        if name is None or body is None or self.text(name) != "String":
            return False
        said = "".join(self.text(body).split())
        return said == f"{{returnstring({self.text(receiver)})}}"

    def class_named(self, name: str) -> int:
        """The number of a type; one of another file has a class here that holds what this file adds to it."""
        spec = self.declared_types.get(name)
        if spec is not None:
            return self.class_ids[spec.id]
        return self.extensions.setdefault(name, len(self.class_ids) + len(self.extensions))

    def _parameters(self, node: Node, index: int) -> tuple[Parameter, ...]:
        listed = node.child_by_field_id(self.at.parameters)
        parameters: list[Parameter] = []
        for child in listed.named_children if listed else ():
            if child.type not in PARAMETERS:
                continue
            kind = ParameterKind.REST if child.type.startswith("variadic") else ParameterKind.PLAIN
            annotation = self.annotation(child.child_by_field_id(self.at.type))
            names: list[str | None] = [self.text(name) for name in child.children_by_field_name("name")]
            for name in names or [None]:
                if name is not None:
                    self._bind_parameter(node, name, Param(index, len(parameters)), annotation)
                parameters.append(Parameter(name, kind, annotation, None))
        return tuple(parameters)

    def _bind_parameter(self, node: Node, name: str, param: Param, annotation: Value | None) -> None:
        """A parameter; of a function that is called where it is written, what it is called with."""
        call = node.parent if node.type == "func_literal" else None
        if call is None or call.type != "call_expression" or call.child_by_field_id(self.at.function) != node:
            self.bind(name, param, annotation)
            return
        arguments = call.child_by_field_id(self.at.arguments)
        given = [each for each in arguments.named_children if each.type != "comment"] if arguments is not None else []
        inner, self.scope = self.scope, self.scopes[self.scope].parent
        value = self.follow(given[param.position]) if param.position < len(given) else param
        self.bind(name, value, annotation, inner)
        self.scope = inner

    def _bind_results(self, node: Node) -> tuple[str, ...]:
        result = node.child_by_field_id(self.at.result)
        names: list[str] = []
        for child in result.named_children if result is not None and result.type == "parameter_list" else ():
            annotation = self.annotation(child.child_by_field_id(self.at.type))
            for name in child.children_by_field_name("name"):
                names.append(self.text(name))
                self.bind(names[-1], UNSET, annotation)
        return tuple(names)

    # --- types ----------------------------------------------------------------------------------------------

    def class_shape(self, node: Node) -> ClassShape:  # noqa: D102
        index = len(self.classes)
        name_node = node.child_by_field_id(self.at.name)
        name = self.text(name_node) if name_node is not None else None
        body = node.child_by_field_id(self.at.type) if name_node is not None else node
        if name is not None:
            self.bind(name, ClassValue(index), scope=self.scopes[self.scope].parent)
        if body is None or body.type not in KINDS:
            return ClassShape(name, (), "newtype")
        bases: list[Value] = []
        for child in body.named_children:
            if child.type == "field_declaration_list":
                bases += self._struct_fields(child, index)
            elif child.type == "type_elem" and child.named_child_count == 1:
                bases.append(self.type_of(child))
        is_interface = body.type == "interface_type"
        return ClassShape(name, tuple(bases), KINDS[body.type], is_structural=is_interface)

    def _struct_fields(self, listed: Node, index: int) -> list[Value]:
        """Note the fields of a struct; the types that it embeds."""
        embedded: list[Value] = []
        for child in listed.named_children:
            kind = child.child_by_field_id(self.at.type) if child.type == "field_declaration" else None
            if kind is None:
                continue
            annotation = self.type_of(kind)
            names = [self.text(name) for name in child.children_by_field_name("name")]
            if not names:
                embedded.append(annotation)
                names = [last_name(annotation)]
            tag = child.child_by_field_id(self.at.tag)
            key = TAG_KEY.search(self.text(tag)) if tag is not None else None
            for name in names:
                self.members.append((index, name, Field(None, annotation, self.scope, key[1] if key else None)))
        return embedded

    def add_field(self, class_index: int, name: str, value: Value | None, annotation: Value | None = None) -> None:
        """Give a class a member; the class may be read later than that."""
        self.members.append((class_index, name, Field(value, annotation, self.scope)))

    def settle(self) -> None:
        """Give each type what belongs to it, wherever in the file it stands."""
        super().settle()
        for name in self.extensions:
            self.classes.append(Class(None, 0, (Ref(name),), {}, {}, "extension", (), Span(0, 0)))
        for owner, name, index in self.methods:
            self.classes[owner].methods.setdefault(name, []).append(index)
            self.functions[index] = self.functions[index]._replace(class_index=owner)
        for owner, name, field in self.members:
            self.classes[owner].fields.setdefault(name, []).append(field)


def last_name(annotation: Value | None) -> str:
    """The name in which a type ends, which is that of the field where it is embedded."""
    if isinstance(annotation, TypeApplication):
        return last_name(annotation.base)
    return annotation.name if isinstance(annotation, Ref | Member) else ""


def does_nothing(body: Node | None) -> bool:
    """Whether a body is empty, or only gives back a constant."""
    if body is None:
        return False
    statements = [each for child in body.named_children for each in (child.named_children or [child])]
    statements = [each for each in statements if each.type != "comment"]
    if len(statements) != 1 or statements[0].type != "return_statement":
        return not statements
    given = statements[0].named_children
    return all(value.type in IDLE for listed in given for value in listed.named_children)
