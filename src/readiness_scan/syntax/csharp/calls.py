"""Where calls and arguments of C# stand around a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from readiness_scan.facts import Call, CallKind, CallSite, CallValue, Opaque, Value
from readiness_scan.model.location import Span
from readiness_scan.syntax.csharp.statements import Statements
from readiness_scan.syntax.csharp.values import last, said
from readiness_scan.syntax.extract import MAX_DEPTH, position

if TYPE_CHECKING:
    from tree_sitter import Node

CREATIONS = {"object_creation_expression", "implicit_object_creation_expression"}
MEMBERS = {"member_access_expression", "member_binding_expression"}
TRANSPARENT = {"parenthesized_expression", "postfix_unary_expression", "generic_name", "conditional_access_expression"}


class Calls(Statements):
    """Calls around names, and what is handed to calls."""

    call_types: ClassVar[frozenset[str]] = frozenset({"invocation_expression"})

    def site_of(self, node: Node) -> CallSite | None:  # noqa: D102
        argument = node.parent
        listed = argument.parent if argument is not None and argument.type == "argument" else None
        call = listed.parent if listed is not None and listed.type == "argument_list" else None
        if argument is None or listed is None or call is None:
            return self._set_member(node)
        callee = self._callee(call)
        name = argument.child_by_field_id(self.at.name)
        if name is not None and len(said(argument)) > 1:
            return None if name == node else CallSite(callee, -1, (self.text(name),), self.scope)
        place = position(listed, argument)
        return None if place is None else CallSite(callee, place, (), self.scope)

    def _set_member(self, node: Node) -> CallSite | None:
        """`new T { Member = value }`."""
        setting = node.parent
        if setting is None or setting.type != "assignment_expression":
            return None
        left, body = setting.child_by_field_id(self.at.left), setting.parent
        creation = body.parent if body is not None and body.type == "initializer_expression" else None
        if left is None or left == node or left.type != "identifier" or creation is None:
            return None
        return CallSite(self._callee(creation), -1, (self.text(left),), self.scope)

    def _callee(self, call: Node) -> Value:
        value = self.follow(call)
        return value.callee if isinstance(value, CallValue) else Opaque()

    def expression_of(self, name: Node) -> Node | None:  # noqa: D102
        parent = name.parent
        if name.type != "identifier" or parent is None:
            return None
        if parent.type in MEMBERS:
            return parent if parent.child_by_field_id(self.at.name) == name else name
        return name

    def call_around(self, name: Node) -> Node | None:  # noqa: D102
        if name.type != "identifier":
            return None
        node, parent = name, name.parent
        if parent is not None and parent.type == "generic_name":
            node, parent = parent, parent.parent
        if parent is not None and parent.type in (*MEMBERS, "qualified_name"):
            if parent.child_by_field_id(self.at.name) != node:
                return None
            node, parent = parent, parent.parent
        for _ in range(MAX_DEPTH):
            if parent is None or parent.type not in TRANSPARENT or last(parent) != node:
                break
            node, parent = parent, parent.parent
        if parent is None:
            return None
        if parent.type in CREATIONS:
            return parent if parent.child_by_field_id(self.at.type) == node else None
        if parent.type != "invocation_expression":
            return None
        return parent if parent.child_by_field_id(self.at.function) == node else None

    def call_fact(self, node: Node) -> Call:  # noqa: D102
        span = Span(node.start_byte, node.end_byte)
        kind = CallKind.NEW if node.type in CREATIONS else CallKind.CALL
        value = self._whole(node)
        if isinstance(value, CallValue):
            return Call(kind, value.callee, value.args, value.keywords, self.scope, span)
        args, keywords = self.arguments(node)
        return Call(kind, self.follow(node.child_by_field_id(self.at.function)), args, keywords, self.scope, span)

    def _whole(self, node: Node) -> Value:
        """A call's value; of one after `?.`, with what stands before the sign."""
        outer = node.parent
        for _ in range(MAX_DEPTH):
            if outer is None or outer.type in ("expression_statement", "block", "argument"):
                break
            if outer.type == "conditional_access_expression" and last(outer) == node:
                return self.follow(outer)
            outer = outer.parent if outer.type == "member_access_expression" else None
        return self.follow(node)
