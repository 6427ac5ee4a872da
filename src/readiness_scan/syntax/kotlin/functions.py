"""What functions, properties and classes of Kotlin take and hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from readiness_scan.facts import (
    CallValue,
    Class,
    ClassValue,
    Entry,
    Lambda,
    Member,
    Opaque,
    Param,
    Parameter,
    ParameterKind,
    ScopeKind,
    This,
    Value,
)
from readiness_scan.model.location import Span
from readiness_scan.syntax.declarations import ClassShape, FunctionShape
from readiness_scan.syntax.jvm.declarations import getter_of
from readiness_scan.syntax.kotlin.expressions import COMMENTS, TYPES
from readiness_scan.syntax.kotlin.values import WITH_IT, WITH_THIS, Values
from readiness_scan.syntax.members import CONSTRUCTOR

if TYPE_CHECKING:
    from tree_sitter import Node


class Functions(Values):
    """Functions with their parameters, classes with their members."""

    # --- functions ------------------------------------------------------------------------------------------

    def function_shape(self, node: Node) -> FunctionShape:  # noqa: D102
        index = len(self.functions)
        match node.type:
            case "lambda_literal":
                return self._lambda(node, index)
            case "primary_constructor":
                return FunctionShape(CONSTRUCTOR, self._class_parameters(node, index), None, is_method=True)
            case "secondary_constructor":
                return FunctionShape(CONSTRUCTOR, self._parameters(node, index), None, is_method=True)
            case "getter":
                return self._getter(node, index)
            case _:
                return self._function_shape(node, index)

    def _function_shape(self, node: Node, index: int) -> FunctionShape:
        name_node = node.child_by_field_id(self.at.name)
        name = self.text(name_node).strip("`") if name_node is not None else None
        parameters = self._parameters(node, index)
        receiver = self._receiver_type(node, name_node)
        is_member = self.scopes[self.scopes[self.scope].parent].kind is ScopeKind.CLASS
        if receiver is not None:
            self.receivers[self.scope] = This(self._extension(receiver))
        if name is not None and (receiver is not None or not is_member):
            self.declare_outside(name, Lambda(index))
        body = next((child for child in node.named_children if child.type == "function_body"), None)
        block = body.named_children[0] if body is not None and body.named_children else None
        if block is not None and block.type != "block":
            self.add_return(self.follow(block))
        return FunctionShape(
            name=name,
            parameters=parameters,
            return_annotation=self._result_type(node),
            is_method=receiver is None and is_member,
            is_empty=body is None or (block is not None and block.type == "block" and not holds(block)),
            receiver=self.extended[self.text(receiver)] if receiver is not None else -1,
        )

    def _receiver_type(self, node: Node, name: Node | None) -> Node | None:
        """The type before the name: `fun Type.name()`."""
        if name is None:
            return None
        return next(
            (each for each in node.named_children if each.type in TYPES and each.end_byte <= name.start_byte), None
        )

    def _extension(self, receiver: Node) -> int:
        """The number of the class that holds what the file adds to a type."""
        text = self.text(receiver)
        if text not in self.extended:
            self.extended[text] = len(self.class_ids) + len(self.extended)
            self.extension_types.append(self.type_of(receiver))
        return self.extended[text]

    def prepare(self) -> None:  # noqa: D102 (documented in the base)
        super().prepare()
        self.extension_types: list[Value] = []
        self.lambdas: set[int] = set()
        """The scopes of lambdas, in which a `return` leaves the function around."""
        self.last: dict[int, Node | None] = {}
        """The last statement of each lambda, which is what it gives."""

    def _result_type(self, node: Node) -> Value | None:
        after = False
        for child in node.named_children:
            if after and child.type in TYPES:
                return self.type_of(child)
            after = after or child.type == "function_value_parameters"
        return None

    def _parameters(self, node: Node, index: int) -> tuple[Parameter, ...]:
        listed = next((child for child in node.named_children if child.type == "function_value_parameters"), None)
        parameters: list[Parameter] = []
        default_of: int | None = None
        kind = ParameterKind.PLAIN
        for child in listed.children if listed is not None else ():
            if child.type == "parameter_modifiers":
                kind = ParameterKind.REST if "vararg" in self.text(child) else ParameterKind.PLAIN
            elif child.type == "parameter":
                parameters.append(self._parameter(child, Param(index, len(parameters)), kind))
                kind = ParameterKind.PLAIN
            elif child.type == "=":
                default_of = len(parameters) - 1
            elif default_of is not None and child.is_named and child.type not in COMMENTS:
                parameters[default_of] = replace(parameters[default_of], default=self.follow(child))
                default_of = None
        return tuple(parameters)

    def _parameter(self, node: Node, param: Param, kind: ParameterKind) -> Parameter:
        names = [child for child in node.named_children if child.type == "identifier"]
        said = next((child for child in node.named_children if child.type in TYPES), None)
        name = self.text(names[0]).strip("`") if names else None
        annotation = self.type_of(said) if said is not None else None
        if name is not None:
            self.bind(name, param, annotation)
        return Parameter(name, kind, annotation, None)

    def _class_parameters(self, node: Node, index: int) -> tuple[Parameter, ...]:
        """Parameters of a class, which are members of its instances as well."""
        parameters: list[Parameter] = []
        owner = self.own_class()
        listed = next((child for child in node.named_children if child.type == "class_parameters"), node)
        for child in listed.named_children:
            if child.type != "class_parameter":
                continue
            param = Param(index, len(parameters))
            kind = ParameterKind.REST if "vararg" in {each.type for each in child.children} else ParameterKind.PLAIN
            parameter = self._parameter(child, param, kind)
            if any(each.type == "=" for each in child.children):
                parameter = replace(parameter, default=self.follow(child.named_children[-1]))
            parameters.append(parameter)
            if parameter.name is not None:
                self.add_field(owner, parameter.name, param, parameter.annotation)
        return tuple(parameters)

    def _getter(self, node: Node, index: int) -> FunctionShape:
        """`val name: Type get() = …`: the property's value is what the getter gives."""
        around = node.parent
        variable = (
            next((c for c in around.named_children if c.type == "variable_declaration"), None) if around else None
        )
        name = self.text(variable.named_children[0]) if variable is not None and variable.named_children else None
        is_member = self.scopes[self.scopes[self.scope].parent].kind is ScopeKind.CLASS
        body = next((child for child in node.named_children if child.type == "function_body"), None)
        given = body.named_children[0] if body is not None and body.named_children else None
        if given is not None and given.type != "block":
            self.add_return(self.follow(given))
        if name is not None and not is_member:
            self.declare_outside(name, CallValue(Lambda(index), (), (), new=False))
        said = next((c for c in variable.named_children if c.type in TYPES), None) if variable is not None else None
        annotation = self.type_of(said) if said is not None else None
        return FunctionShape(name, (), annotation, is_method=is_member, is_accessor=True)

    # --- lambdas --------------------------------------------------------------------------------------------

    def _lambda(self, node: Node, index: int) -> FunctionShape:
        listed = next((child for child in node.named_children if child.type == "lambda_parameters"), None)
        names: list[str | None] = ["it"]
        if listed is not None:
            names = [self._lambda_name(child) for child in listed.named_children]
        self._subject(node, index, names)
        for position, name in enumerate(names):
            if name is not None and name not in self.scopes[self.scope].bindings:
                self.bind(name, Param(index, position))
        self.lambdas.add(self.scope)
        last = next((c for c in reversed(node.named_children) if c.type not in COMMENTS and c != listed), None)
        self.last[index] = last
        parameters = tuple(Parameter(name, ParameterKind.PLAIN, None, None) for name in names)
        return FunctionShape(None, parameters, None, is_empty=last is None)

    def _lambda_name(self, node: Node) -> str | None:
        return (
            self.text(node.named_children[0]) if node.type == "variable_declaration" and node.named_children else None
        )

    def _subject(self, node: Node, index: int, names: list[str | None]) -> None:
        """What a lambda of `x.let { … }` is handed, or has as `this`."""
        call = node.parent
        while call is not None and call.type in ("annotated_lambda", "value_argument", "value_arguments"):
            call = call.parent
        function = call.named_children[0] if call is not None and call.type == "call_expression" else None
        if function is None:
            return
        inner, self.scope = self.scope, self.scopes[self.scope].parent
        subject, name = self._subject_of(function)
        self.scope = inner
        if subject is not None and name in WITH_THIS:
            self.receivers[inner] = subject
        elif subject is not None and names[:1] and names[0] is not None:
            self.bind(names[0], subject)

    def _subject_of(self, function: Node) -> tuple[Value | None, str]:
        """The subject of a function like `apply`, and its name."""
        parts = function.named_children
        if function.type == "navigation_expression" and len(parts) == 2:
            name = self.text(parts[1])
            return (self.follow(parts[0]), name) if name in WITH_THIS | WITH_IT else (None, name)
        if function.type == "call_expression" and parts and self.text(parts[0]) == "with":
            return next((arg for arg in self.read_call(function).args), None), "with"
        return None, ""

    # --- classes --------------------------------------------------------------------------------------------

    def class_shape(self, node: Node) -> ClassShape:  # noqa: D102
        index = len(self.classes)
        if node.type == "enum_entry":
            return self._entry(node)
        name_node = node.child_by_field_id(self.at.name)
        name = self.text(name_node).strip("`") if name_node is not None else None
        bases, construction = self._bases(node)
        kind = "class"
        if any(child.type == "interface" for child in node.children):
            kind = "interface"
        elif any(child.type == "enum_class_body" for child in node.named_children):
            kind = "enum"
        if name is not None:
            value: Value = ClassValue(index)
            if node.type == "object_declaration":
                value = CallValue(value, (), (), new=True)
                self.add_field(index, "INSTANCE", This(index))
            self.declare_outside(name, value)
        for companion in self._companions(node):
            self.add_field(index, companion, ClassValue(index))
        return ClassShape(name, bases, kind, construction=construction)

    def _companions(self, node: Node) -> list[str]:
        """The names of a class's companion, whose members are the class's own here."""
        body = next((child for child in node.named_children if child.type.endswith("class_body")), None)
        found: list[str] = []
        for child in body.named_children if body is not None else ():
            if child.type == "companion_object":
                name = next((each for each in child.named_children if each.type == "identifier"), None)
                found.append(self.text(name) if name is not None else "Companion")
        return found

    def _entry(self, node: Node) -> ClassShape:
        """An entry of an enumeration: an instance of a class of its own."""
        name = self.text(node.named_children[0])
        owner = ClassValue(self.enum_entry(name))
        args: list[Value] = []
        keywords: list[Entry] = []
        for child in node.named_children:
            if child.type == "value_arguments":
                self.arguments(child, args, keywords)
        call = CallValue(owner, tuple(args), tuple(keywords), new=True)
        return ClassShape(None, (owner,), "class", construction=(call, self.scope))

    def _bases(self, node: Node) -> tuple[tuple[Value, ...], tuple[CallValue, int] | None]:
        bases: list[Value] = []
        construction: tuple[CallValue, int] | None = None
        listed = next((child for child in node.named_children if child.type == "delegation_specifiers"), None)
        for child in listed.named_children if listed is not None else ():
            inner = child.named_children[0] if child.named_children else child
            if inner.type == "constructor_invocation":
                args: list[Value] = []
                keywords: list[Entry] = []
                for part in inner.named_children:
                    if part.type == "value_arguments":
                        self.arguments(part, args, keywords)
                base = self.type_of(inner.named_children[0])
                construction = CallValue(base, tuple(args), tuple(keywords), new=True), self.scope
                bases.append(base)
            elif inner.type in TYPES:
                bases.append(self.type_of(inner))
            elif inner.type == "explicit_delegation" and inner.named_children:
                bases.append(self.type_of(inner.named_children[0]))
        return tuple(bases), construction

    def settle(self) -> None:
        """Give classes what other places say of them: members, getters for Java, functions that types are added."""
        for kind in self.extension_types:
            self.classes.append(Class(None, 0, (kind,), {}, {}, "extension", (), Span(0, 0)))
        for function, last in self.last.items():
            if last is not None:
                self.scope = self.functions[function].scope
                value = self.follow(last)
                if not isinstance(value, Opaque):
                    self.returns.setdefault(function, []).append((value, self.scope))
        super().settle()
        for number, cls in enumerate(self.classes):
            for name in list(cls.fields) if cls.kind != "extension" else ():
                if name[:1].islower() and getter_of(name) not in cls.methods:
                    self.add_getter(number, getter_of(name), Member(This(number), name))


def holds(block: Node) -> bool:
    """Whether anything stands in a block."""
    return any(child.type not in COMMENTS for child in block.named_children)
