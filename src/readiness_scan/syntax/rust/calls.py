"""Where calls and arguments of Rust stand around a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from readiness_scan.facts import Call, CallKind, CallSite, CallValue, Opaque, Value
from readiness_scan.model.location import Span
from readiness_scan.syntax.extract import MAX_DEPTH, position
from readiness_scan.syntax.rust.statements import Statements

if TYPE_CHECKING:
    from tree_sitter import Node

NAMES = {"identifier", "field_identifier", "type_identifier"}
PATHS = {"scoped_identifier", "scoped_type_identifier"}
TRANSPARENT = {"reference_expression", "parenthesized_expression", "await_expression", "try_expression"}


class Calls(Statements):
    """Calls around names, and what is handed to calls."""

    call_types: ClassVar[frozenset[str]] = frozenset({"call_expression"})

    def site_of(self, node: Node) -> CallSite | None:  # noqa: D102
        if node.type in ("function_item", "function_signature_item"):
            return None
        child, parent = node, node.parent
        for _ in range(MAX_DEPTH):
            if parent is None or parent.type not in TRANSPARENT:
                break
            child, parent = parent, parent.parent
        outer = parent.parent if parent is not None else None
        if parent is None or outer is None:
            return None
        if parent.type == "arguments" and outer.type == "call_expression":
            place = position(parent, child)
            callee = self._callee(outer)
            return None if place is None else CallSite(callee, place, (), self.scope)
        if parent.type in ("field_initializer", "shorthand_field_initializer"):
            label = parent.child_by_field_id(self.at.field) or child
            literal = outer.parent
            if literal is not None and literal.type == "struct_expression" and label is not node:
                name = literal.child_by_field_id(self.at.name)
                return CallSite(self.follow(name), -1, (self.text(label),), self.scope)
        return None

    def _callee(self, call: Node) -> Value:
        function = call.child_by_field_id(self.at.function)
        if function is not None and function.type == "generic_function":
            function = function.child_by_field_id(self.at.function)
        return self.follow(function)

    def expression_of(self, name: Node) -> Node | None:  # noqa: D102
        parent = name.parent
        if name.type not in NAMES or parent is None:
            return None
        if parent.type == "field_expression":
            return parent if parent.child_by_field_id(self.at.field) == name else None
        if parent.type in PATHS:
            return parent if parent.child_by_field_id(self.at.name) == name else None
        return name if name.type == "identifier" else None

    def call_around(self, name: Node) -> Node | None:  # noqa: D102
        parent = name.parent
        if name.type not in NAMES or parent is None:
            return None
        node = name
        if parent.type in PATHS or parent.type == "field_expression":
            last = parent.child_by_field_id(self.at.name) or parent.child_by_field_id(self.at.field)
            if last != name:
                return None
            node = parent
        outer = node.parent
        for _ in range(MAX_DEPTH):
            if outer is None or outer.type not in ("parenthesized_expression", "generic_function"):
                break
            node, outer = outer, outer.parent
        if outer is None:
            return None
        if outer.type == "token_tree":
            return self._called_tokens(name)
        if outer.type == "struct_expression":
            return outer if outer.child_by_field_id(self.at.name) == node else None
        if outer.type != "call_expression":
            return None
        return outer if outer.child_by_field_id(self.at.function) == node else None

    def _called_tokens(self, name: Node) -> Node | None:
        """The arguments of a call that stands in a macro, given its function's last name."""
        following = name.next_sibling
        is_call = following is not None and following.type == "token_tree" and self.callee_before(following)
        return following if is_call else None

    def call_fact(self, node: Node) -> Call:  # noqa: D102
        if node.type == "token_tree":
            tokens = self.callee_before(node)
            args = tuple(value for _, value in self.arguments(node))
            place = Span(tokens[0].start_byte, node.end_byte)
            return Call(CallKind.CALL, self.expression(tokens), args, (), self.scope, place)
        span = Span(node.start_byte, node.end_byte)
        if node.type == "struct_expression":
            value = self.built(node)
            if isinstance(value, CallValue):
                return Call(CallKind.LITERAL, value.callee, (), value.keywords, self.scope, span)
            return Call(CallKind.LITERAL, Opaque(), (), (), self.scope, span)
        arguments = node.child_by_field_id(self.at.arguments)
        args = self.each(arguments.named_children) if arguments is not None else ()
        return Call(CallKind.CALL, self._callee(node), args, (), self.scope, span)
