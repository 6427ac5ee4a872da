"""What functions and constructors of Dart take and give.

A function has no node of its own either: its signature and its body stand side by side. The body opens the scope; the
signature was seen before it. What has no body is what its declaration says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from readiness_scan.facts import (
    CallValue,
    ClassValue,
    Entry,
    Lambda,
    Member,
    Opaque,
    Param,
    Parameter,
    ParameterKind,
    ScopeKind,
    Value,
)
from readiness_scan.syntax.dart.types import COMMENTS, head, spoken
from readiness_scan.syntax.dart.values import Values
from readiness_scan.syntax.declarations import FunctionShape
from readiness_scan.syntax.members import CONSTRUCTOR

if TYPE_CHECKING:
    from tree_sitter import Node

CONSTRUCTORS = {"constructor_signature", "constant_constructor_signature"}
FACTORIES = {"factory_constructor_signature", "redirecting_factory_constructor_signature"}
LISTS = {"formal_parameter_list", "optional_formal_parameters"}


class Built(NamedTuple):
    """What a constructor gives the instances of its class."""

    owner: int
    function: int
    name: str | None
    scope: int
    fields: list[tuple[str, Value, Value | None]]
    above: CallValue | None
    """How it makes what the class extends, apart from what that is."""


class Functions(Values):
    """Functions, methods, constructors and their parameters."""

    def prepare(self) -> None:  # noqa: D102 (documented in the base)
        super().prepare()
        self.signature: Node | None = None
        """The signature that was seen last, and has no body so far."""
        self.built: list[Built] = []

    def on_signature(self, node: Node) -> None:
        """What stands before a body."""
        self.signature = node

    def function_shape(self, node: Node) -> FunctionShape:  # noqa: D102
        index = len(self.functions)
        if node.type == "function_expression":
            parameters = self._parameters(node.child_by_field_id(self.at.parameters), index, [])
            body = node.child_by_field_id(self.at.body)
            return FunctionShape(None, parameters, None, is_empty=not self._give(body))
        holder = node
        if node.type == "function_body":
            holder, self.signature = self.signature or node, None
        signature = next((child for child in holder.named_children if child.type.endswith("_signature")), holder)
        has_body = node.type == "function_body" and self._give(node)
        if signature.type in CONSTRUCTORS | FACTORIES:
            return self._constructor(signature, holder, index)
        return self._function_shape(signature, holder, index, has_body=has_body)

    def _function_shape(self, signature: Node, holder: Node, index: int, *, has_body: bool) -> FunctionShape:
        outer = self.scopes[self.scope].parent
        is_method = self.scopes[outer].kind is ScopeKind.CLASS
        written = signature.child_by_field_id(self.at.name)
        is_getter = signature.type == "getter_signature"
        name = self.text(written) if written is not None and signature.type != "setter_signature" else None
        if name is not None and not is_method:
            self.bind(name, CallValue(Lambda(index), (), (), new=False) if is_getter else Lambda(index), scope=outer)
        listed = next((child for child in signature.named_children if child.type == "formal_parameter_list"), None)
        before = [c for c in signature.children if written is None or c.end_byte <= written.start_byte]
        return FunctionShape(
            name=name,
            parameters=self._parameters(listed, index, []),
            return_annotation=self.annotation(before),
            is_method=is_method,
            is_static=is_static(holder),
            is_accessor=is_getter,
            is_empty=not has_body,
        )

    def _give(self, body: Node | None) -> bool:
        """Note what `=> value` gives; whether a body does anything."""
        nodes = spoken(body) if body is not None else []
        if not nodes:
            return False
        if nodes[0].type == "block":
            return any(child.type not in COMMENTS for child in nodes[0].named_children)
        self.add_return(self.first_of(nodes))
        return True

    # --- parameters -------------------------------------------------------------------------------------------

    def _parameters(
        self, listed: Node | None, index: int, fields: list[tuple[str, Value, Value | None]]
    ) -> tuple[Parameter, ...]:
        """The parameters of a list; those that are members of the instance are noted in `fields`."""
        parameters: list[Parameter] = []
        self._read_parameters(listed, index, fields, parameters, ParameterKind.PLAIN)
        return tuple(parameters)

    def _read_parameters(
        self,
        listed: Node | None,
        index: int,
        fields: list[tuple[str, Value, Value | None]],
        parameters: list[Parameter],
        kind: ParameterKind,
    ) -> None:
        nodes = spoken(listed) if listed is not None else []
        place = 0
        while place < len(nodes):
            node = nodes[place]
            if node.type == "optional_formal_parameters":
                named = self.data[node.start_byte : node.start_byte + 1] == b"{"
                inner = ParameterKind.KEYWORD_ONLY if named else ParameterKind.PLAIN
                self._read_parameters(node, index, fields, parameters, inner)
            elif node.type == "formal_parameter":
                parameters.append(self._parameter(node, Param(index, len(parameters)), kind, fields))
            elif node.type != "annotation" and parameters:
                default, place = self.expression(nodes, place)
                parameters[-1] = replace(parameters[-1], default=default)
                continue
            place += 1

    def _parameter(
        self, node: Node, param: Param, kind: ParameterKind, fields: list[tuple[str, Value, Value | None]]
    ) -> Parameter:
        inner = node
        if node.named_children and node.named_children[0].type in ("constructor_param", "super_formal_parameter"):
            inner = node.named_children[0]
        written = node.child_by_field_id(self.at.name)
        if written is None:
            names = [child for child in inner.named_children if child.type == "identifier"]
            written = names[-1] if names else None
        name = self.text(written) if written is not None else None
        before = [c for c in inner.children if written is not None and c.end_byte <= written.start_byte]
        annotation = self.annotation(before)
        if name is not None:
            self.bind(name, param, annotation)
            if inner.type == "constructor_param":
                fields.append((name, param, annotation))
            elif inner.type == "super_formal_parameter":
                self.handed_up.append((name if kind is ParameterKind.KEYWORD_ONLY else None, param))
        return Parameter(name, kind, annotation, None)

    # --- constructors -----------------------------------------------------------------------------------------

    def _constructor(self, signature: Node, holder: Node, index: int) -> FunctionShape:
        names = [self.text(child) for child in signature.named_children if child.type == "identifier"]
        name = names[1] if len(names) > 1 else None
        listed = next((child for child in signature.named_children if child.type == "formal_parameter_list"), None)
        fields: list[tuple[str, Value, Value | None]] = []
        self.handed_up: list[tuple[str | None, Param]] = []
        """What parameters of the constructor hand to the one of the base: `super.name`."""
        parameters = self._parameters(listed, index, fields)
        instead = self._instead(signature, holder, parameters, index)
        if instead is not None:
            self.add_return(instead)
        elif signature.type in CONSTRUCTORS:
            above = self._initialise(holder, fields)
            self.built.append(Built(self.own_class(), index, name, self.scope, fields, above))
        is_shared = signature.type in FACTORIES or instead is not None or name is not None
        return FunctionShape(name or CONSTRUCTOR, parameters, None, is_method=True, is_static=is_shared)

    def _instead(
        self, signature: Node, holder: Node, parameters: tuple[Parameter, ...], index: int
    ) -> CallValue | None:
        """What is constructed instead: `: this.other(x)`, `factory A() = B`."""
        again = next((child for child in holder.named_children if child.type == "redirection"), None)
        if again is not None:
            args, keywords = self.arguments(next((c for c in again.named_children if c.type == "arguments"), None))
            name = next((self.text(child) for child in again.named_children if child.type == "identifier"), None)
            own = ClassValue(self.own_class())
            return CallValue(Member(own, name) if name else own, args, keywords, new=True)
        if signature.type != "redirecting_factory_constructor_signature":
            return None
        other = [child for child in signature.children if child.type in ("type_identifier", ".")]
        callee = self.annotation(other)
        return CallValue(callee, *handed_on(parameters, index), new=True) if callee is not None else None

    def _initialise(self, holder: Node, fields: list[tuple[str, Value, Value | None]]) -> CallValue | None:
        """Note what `: a = x, super(y)` gives members; how what the class extends is made."""
        args, keywords = self._handed_up()
        explicit = False
        listed = next((child for child in holder.named_children if child.type == "initializers"), None)
        for entry in spoken(listed) if listed is not None else ():
            first = head(entry)
            if first is not None and first.type == "field_initializer":
                parts = [child for child in spoken(first) if child.type != "this"]
                if len(parts) > 1:
                    fields.append((self.text(parts[0]), self.first_of(parts[1:]), None))
            elif first is not None and first.type == "super":
                explicit = True
                given, named = self.arguments(next((c for c in entry.named_children if c.type == "arguments"), None))
                args, keywords = (*args, *given), (*keywords, *named)
        is_known = explicit or args or keywords
        return CallValue(Opaque("what is extended"), args, keywords, new=True) if is_known else None

    def _handed_up(self) -> tuple[tuple[Value, ...], tuple[Entry, ...]]:
        args = tuple(param for name, param in self.handed_up if name is None)
        return args, tuple(Entry(name, param, 0) for name, param in self.handed_up if name is not None)


def handed_on(parameters: tuple[Parameter, ...], index: int) -> tuple[tuple[Value, ...], tuple[Entry, ...]]:
    """A function's parameters as the arguments of another one that takes the same."""
    args: list[Value] = []
    keywords: list[Entry] = []
    for position, parameter in enumerate(parameters):
        if parameter.kind is ParameterKind.KEYWORD_ONLY:
            keywords.append(Entry(parameter.name, Param(index, position), 0))
        else:
            args.append(Param(index, position))
    return tuple(args), tuple(keywords)


def is_static(declaration: Node) -> bool:
    """Whether a member belongs to the class itself."""
    return any(child.type == "static" for child in declaration.children)
