"""Where calls and arguments of Swift stand around a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness_scan.facts import Call, CallKind, CallSite, CallValue, Value
from readiness_scan.model.location import Span
from readiness_scan.syntax.extract import MAX_DEPTH, position
from readiness_scan.syntax.swift.statements import METHODS, PROPERTIES, Statements

if TYPE_CHECKING:
    from tree_sitter import Node

TRANSPARENT = {"postfix_expression", "tuple_expression"}


class Calls(Statements):
    """Calls around names, and what is handed to calls."""

    def site_of(self, node: Node) -> CallSite | None:  # noqa: D102
        if node.type in METHODS or node.type in PROPERTIES:
            return None
        parent = node.parent
        for _ in range(MAX_DEPTH):
            if parent is None or parent.type not in TRANSPARENT:
                break
            parent = parent.parent
        if parent is None:
            return None
        if parent.type == "call_suffix" and parent.parent is not None:
            first = parent.named_children[0]
            before = [each for each in first.named_children if not each.child_by_field_id(self.at.name)]
            place = len(before) if first.type == "value_arguments" else 0
            return CallSite(self._callee(parent.parent), place, (), self.scope)
        listed = parent.parent if parent.type == "value_argument" else None
        call = listed.parent.parent if listed is not None and listed.parent is not None else None
        if listed is None or call is None or call.type != "call_expression":
            return None
        label = parent.child_by_field_id(self.at.name)
        if label is not None:
            return CallSite(self._callee(call), -1, (self.text(label),), self.scope)
        unlabelled = [each for each in listed.named_children if not each.child_by_field_id(self.at.name)]
        place = unlabelled.index(parent) if parent in unlabelled else position(listed, parent) or 0
        return CallSite(self._callee(call), place, (), self.scope)

    def _callee(self, call: Node) -> Value:
        return self.follow(call.named_children[0])

    def expression_of(self, name: Node) -> Node | None:  # noqa: D102
        parent = name.parent
        if name.type != "simple_identifier" or parent is None:
            return None
        if parent.type == "navigation_suffix":
            return parent.parent
        return None if parent.type in ("value_argument_label", "pattern") else name

    def call_around(self, name: Node) -> Node | None:  # noqa: D102
        parent = name.parent
        if name.type not in ("simple_identifier", "type_identifier") or parent is None:
            return None
        node = parent.parent if parent.type == "navigation_suffix" else name
        outer = node.parent if node is not None else None
        for _ in range(MAX_DEPTH):
            if outer is None or outer.type not in TRANSPARENT:
                break
            node, outer = outer, outer.parent
        if outer is None or outer.type != "call_expression":
            return None
        return outer if outer.named_children[0] == node else None

    def called_again(self, node: Node) -> Node | None:  # noqa: D102
        outer = node.parent
        called = outer is not None and outer.type == "call_expression" and outer.named_children[0] == node
        return outer if called else None

    def call_fact(self, node: Node) -> Call:  # noqa: D102
        value = self.follow(node)
        span = Span(node.start_byte, node.end_byte)
        if isinstance(value, CallValue):
            return Call(CallKind.CALL, value.callee, value.args, value.keywords, self.scope, span)
        args, keywords = self.arguments(node)
        return Call(CallKind.CALL, self._callee(node), args, keywords, self.scope, span)
