"""What methods and classes of Java take and hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness_scan.facts import CallValue, ClassValue, Member, Param, Parameter, ParameterKind, This, Value
from readiness_scan.syntax.declarations import ClassShape, FunctionShape
from readiness_scan.syntax.java.values import COMMENTS, Values
from readiness_scan.syntax.jvm.declarations import property_of
from readiness_scan.syntax.members import CONSTRUCTOR

if TYPE_CHECKING:
    from tree_sitter import Node

CONSTRUCTORS = {"constructor_declaration", "compact_constructor_declaration", "record_declaration"}
PARAMETERS = {"formal_parameter", "spread_parameter"}
KINDS = {"interface_declaration": "interface", "enum_declaration": "enum", "annotation_type_declaration": "interface"}


class Functions(Values):
    """Methods with their parameters, classes with their members."""

    # --- functions ------------------------------------------------------------------------------------------

    def function_shape(self, node: Node) -> FunctionShape:  # noqa: D102
        index = len(self.functions)
        listed = node.child_by_field_id(self.at.parameters)
        if node.type == "lambda_expression":
            return self._lambda(node, listed, index)
        if node.type == "formal_parameters":
            return self._record(node, index)
        name_node = node.child_by_field_id(self.at.name)
        name = self.text(name_node) if name_node is not None else None
        parameters = self._parameters(listed, index)
        if node.type in CONSTRUCTORS:
            return FunctionShape(CONSTRUCTOR, parameters, None, is_method=True)
        body = node.child_by_field_id(self.at.body)
        return FunctionShape(
            name=name,
            parameters=parameters,
            return_annotation=self.annotation(node.child_by_field_id(self.at.type)),
            is_method=True,
            is_empty=body is None or not any(child.type not in COMMENTS for child in body.named_children),
        )

    def _parameters(self, listed: Node | None, index: int) -> tuple[Parameter, ...]:
        parameters: list[Parameter] = []
        for child in listed.named_children if listed is not None else ():
            if child.type in PARAMETERS:
                parameters.append(self._parameter(child, Param(index, len(parameters))))
        return tuple(parameters)

    def _parameter(self, node: Node, param: Param) -> Parameter:
        kind = ParameterKind.REST if node.type == "spread_parameter" else ParameterKind.PLAIN
        named = node.child_by_field_id(self.at.name)
        said = node.child_by_field_id(self.at.type)
        if kind is ParameterKind.REST:
            parts = [child for child in node.named_children if child.type != "modifiers"]
            said, declarator = parts[0], parts[-1]
            named = declarator.child_by_field_id(self.at.name)
        name = self.text(named) if named is not None else None
        annotation = self.annotation(said)
        if name is not None:
            self.bind(name, param, annotation)
        return Parameter(name, kind, annotation, None)

    def _lambda(self, node: Node, listed: Node | None, index: int) -> FunctionShape:
        if listed is not None and listed.type == "formal_parameters":
            parameters = self._parameters(listed, index)
        else:
            names = [listed] if listed is not None and listed.type == "identifier" else []
            names = names or [child for child in listed.named_children if child.type == "identifier"] if listed else []
            for position, name in enumerate(names):
                self.bind(self.text(name), Param(index, position))
            parameters = tuple(Parameter(self.text(name), ParameterKind.PLAIN, None, None) for name in names)
        body = node.child_by_field_id(self.at.body)
        if body is not None and body.type != "block":
            self.add_return(self.follow(body))
        empty = body is not None and body.type == "block" and not body.named_children
        return FunctionShape(None, parameters, None, is_empty=empty)

    def _record(self, node: Node, index: int) -> FunctionShape:
        """The components of a record: parameters of its constructor, and its members."""
        parameters = self._parameters(node, index)
        owner = self.own_class()
        for position, parameter in enumerate(parameters):
            if parameter.name is not None:
                self.add_field(owner, parameter.name, Param(index, position), parameter.annotation)
                self.add_field(owner, f".{parameter.name}", Param(index, position), parameter.annotation)
                self.components.append((owner, parameter.name))
        return FunctionShape(CONSTRUCTOR, parameters, None, is_method=True)

    def prepare(self) -> None:  # noqa: D102 (documented in the base)
        super().prepare()
        self.components: list[tuple[int, str]] = []
        """Class and name of each component of a record, which has a method of that name."""

    # --- classes --------------------------------------------------------------------------------------------

    def class_shape(self, node: Node) -> ClassShape:  # noqa: D102
        index = len(self.classes)
        name_node = node.child_by_field_id(self.at.name)
        name = self.text(name_node) if name_node is not None else None
        if node.type == "enum_constant":
            owner = ClassValue(self.enum_entry(name or ""))
            call = CallValue(owner, self.args(node.child_by_field_id(self.at.arguments)), (), new=True)
            return ClassShape(None, (owner,), "class", construction=(call, self.scope))
        if node.type == "object_creation_expression":
            return self._anonymous(node)
        bases: list[Value] = []
        for child in node.named_children:
            if child.type == "superclass":
                bases += [self.type_of(each) for each in child.named_children]
            elif child.type in ("super_interfaces", "extends_interfaces"):
                bases += [self.type_of(each) for listed in child.named_children for each in listed.named_children]
        if name is not None:
            self.declare_outside(name, ClassValue(index))
        return ClassShape(name, tuple(bases), KINDS.get(node.type, "class"))

    def _anonymous(self, node: Node) -> ClassShape:
        """`new Base(args) { … }`."""
        base = self.type_of(node.child_by_field_id(self.at.type))
        inner, self.scope = self.scope, self.scopes[self.scope].parent
        args = self.args(node.child_by_field_id(self.at.arguments))
        outer, self.scope = self.scope, inner
        return ClassShape(None, (base,), "class", construction=(CallValue(base, args, (), new=True), outer))

    def settle(self) -> None:
        """Give records the methods that read their components, and getters the properties that Kotlin sees."""
        super().settle()
        for owner, name in self.components:
            if name not in self.classes[owner].methods:
                self.add_getter(owner, name, Member(This(owner), f".{name}"))
        for number, cls in enumerate(self.classes):
            for method, numbers in list(cls.methods.items()):
                member = property_of(method, "get")
                if member and member not in cls.fields and not self.functions[numbers[0]].shape.parameters:
                    value = CallValue(Member(This(number), method), (), (), new=False)
                    self.scope = cls.scope
                    self.members.clear()
                    self.add_field(number, member, value)
                    cls.fields[member] = [self.members[-1][2]]
