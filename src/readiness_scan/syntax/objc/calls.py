"""Where calls and arguments of Objective-C stand around a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness_scan.facts import Call, CallKind, CallSite, CallValue, Value
from readiness_scan.model.location import Span
from readiness_scan.syntax.extract import MAX_DEPTH, position
from readiness_scan.syntax.objc.messages import places
from readiness_scan.syntax.objc.statements import Statements

if TYPE_CHECKING:
    from tree_sitter import Node

TRANSPARENT = {"parenthesized_expression", "cast_expression", "at_expression"}
MAKERS = {b"alloc", b"new", b"allocWithZone"}


class Calls(Statements):
    """Calls around names, and what is handed to calls."""

    call_types = frozenset({"call_expression"})

    def site_of(self, node: Node) -> CallSite | None:  # noqa: D102
        if node.type in ("method_definition", "method_declaration", "function_definition", "preproc_function_def"):
            return None
        parent = node.parent
        for _ in range(MAX_DEPTH):
            if parent is None or parent.type not in TRANSPARENT:
                break
            node, parent = parent, parent.parent
        if parent is None:
            return None
        if parent.type == "argument_list" and parent.parent is not None:
            function = self.follow(parent.parent.child_by_field_id(self.at.function))
            return CallSite(function, position(parent, node) or 0, (), self.scope)
        if parent.type != "message_expression":
            return None
        place = next((place for place, child in places(parent) if child == node), None)
        if place is None:
            return None
        if place == 0:
            value = self.call_value(parent, self.message_of(parent))
            given = [entry.key for entry in value.keywords if entry.start == parent.start_byte]
            return CallSite(value.callee, -1 if given else 0, tuple(key for key in given if key), self.scope)
        callee = self._callee(parent)
        labelled = isinstance(place, str)
        return CallSite(callee, -1 if labelled else int(place), (place,) if isinstance(place, str) else (), self.scope)

    def _callee(self, node: Node) -> Value:
        return self.call_value(node, self.message_of(node)).callee

    def expression_of(self, name: Node) -> Node | None:  # noqa: D102
        parent = name.parent
        if parent is None:
            return None
        if name.type == "field_identifier":
            return parent if parent.type == "field_expression" else None
        if name.type != "identifier" or parent.type.endswith("declarator"):
            return None
        return parent if self._is_name_of(name, parent) else name

    def _is_name_of(self, name: Node, node: Node) -> bool:
        """Whether a name is the first label of a message."""
        return node.type == "message_expression" and node.child_by_field_id(self.at.method) == name

    def call_around(self, name: Node) -> Node | None:  # noqa: D102
        parent = name.parent
        if parent is None or name.type not in ("identifier", "field_identifier"):
            return None
        if parent.type == "message_expression":
            return parent if self._is_name_of(name, parent) else self._construction(name, parent)
        node = parent if parent.type == "field_expression" else name
        outer = node.parent
        called = outer is not None and outer.type == "call_expression"
        return outer if called and outer is not None and outer.child_by_field_id(self.at.function) == node else None

    def _construction(self, name: Node, node: Node) -> Node | None:
        """`[Name new]`, `[[Name alloc] init…]`, `[super init…]`."""
        if node.child_by_field_id(self.at.receiver) != name:
            return None
        if name.text == b"super":
            return node
        method, outer = node.child_by_field_id(self.at.method), node.parent
        if method is None or method.text not in MAKERS:
            return None
        is_receiver = outer is not None and outer.type == "message_expression"
        return (
            outer if is_receiver and outer is not None and outer.child_by_field_id(self.at.receiver) == node else node
        )

    def call_fact(self, node: Node) -> Call:  # noqa: D102
        span = Span(node.start_byte, node.end_byte)
        if node.type == "message_expression":
            value: Value = self.call_value(node, self.message_of(node))
        else:
            value = self.follow(node)
        if not isinstance(value, CallValue):
            return Call(CallKind.CALL, value, (), (), self.scope, span)
        kind = CallKind.NEW if value.new else CallKind.CALL
        return Call(kind, value.callee, value.args, value.keywords, self.scope, span, self._given_to(node, value))

    def _given_to(self, node: Node, value: CallValue) -> str | None:
        parent = node.parent if value.new else None
        if parent is None or parent.type != "init_declarator":
            return None
        name = self.declared(parent)
        return self.text(name) if name is not None else None
