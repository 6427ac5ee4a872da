"""Where calls and arguments of Kotlin stand around a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness_scan.facts import Call, CallKind, CallSite, Entry, Value
from readiness_scan.model.location import Span
from readiness_scan.syntax.extract import position
from readiness_scan.syntax.kotlin.statements import Statements

if TYPE_CHECKING:
    from tree_sitter import Node


class Calls(Statements):
    """Calls around names, and what is handed to calls."""

    def site_of(self, node: Node) -> CallSite | None:  # noqa: D102
        parent = node.parent
        if node.type not in ("lambda_literal", "anonymous_function", "object_literal", "identifier") and (
            node.type not in ("navigation_expression", "callable_reference")
        ):
            return None
        if parent is not None and parent.type == "annotated_lambda":
            call = parent.parent
            if call is None or call.type != "call_expression":
                return None
            last = len(self.read_call(call).args) - 1
            return CallSite(self._callee_of(call), last, (), self.scope)
        argument = parent if parent is not None and parent.type == "value_argument" else None
        listed = argument.parent if argument is not None else None
        call = listed.parent if listed is not None else None
        if argument is None or listed is None or call is None or argument.named_children[-1] != node:
            return None
        callee = self._callee_of(call)
        if any(child.type == "=" for child in argument.children):
            return CallSite(callee, -1, (self.text(argument.named_children[0]),), self.scope)
        place = position(listed, argument)
        return None if place is None else CallSite(callee, place, (), self.scope)

    def _callee_of(self, call: Node) -> Value:
        if call.type == "constructor_invocation":
            return self.type_of(call.named_children[0])
        return self.read_call(call).callee

    def expression_of(self, name: Node) -> Node | None:  # noqa: D102
        parent = name.parent
        if name.type != "identifier" or parent is None:
            return None
        if parent.type in ("navigation_expression", "callable_reference") and parent.named_children[-1] == name:
            return parent
        return name

    def call_around(self, name: Node) -> Node | None:  # noqa: D102
        parent = name.parent
        if name.type != "identifier" or parent is None:
            return None
        node = name
        if parent.type == "navigation_expression":
            if parent.named_children[-1] != name:
                return None
            node, parent = parent, parent.parent
        if parent is not None and parent.type == "user_type":
            around = parent.parent
            is_called = around is not None and around.type == "constructor_invocation"
            return around if is_called and parent.named_children[-1] == name else None
        return self._called(node)

    def _called(self, node: Node) -> Node | None:
        """The call whose callee is this expression, with its lambda after the parentheses."""
        parent = node.parent
        while parent is not None and parent.type == "unary_expression":
            node, parent = parent, parent.parent
        if parent is None or parent.type != "call_expression" or parent.named_children[0] != node:
            return None
        outer = parent.parent
        if outer is not None and outer.type == "call_expression" and outer.named_children[0] == parent:
            kinds = [child.type for child in outer.named_children[1:]]
            if kinds == ["annotated_lambda"] and parent.named_children[-1].type == "value_arguments":
                return outer
        return parent

    def called_again(self, node: Node) -> Node | None:  # noqa: D102
        return self._called(node)

    def call_fact(self, node: Node) -> Call:  # noqa: D102
        span = Span(node.start_byte, node.end_byte)
        if node.type == "constructor_invocation":
            args: list[Value] = []
            keywords: list[Entry] = []
            for part in node.named_children:
                if part.type == "value_arguments":
                    self.arguments(part, args, keywords)
            callee = self.type_of(node.named_children[0])
            return Call(CallKind.NEW, callee, tuple(args), tuple(keywords), self.scope, span)
        call = self.read_call(node)
        kind = CallKind.NEW if call.new else CallKind.CALL
        return Call(kind, call.callee, call.args, call.keywords, self.scope, span, self._given_to(node))

    def _given_to(self, node: Node) -> str | None:
        """The variable that is declared with what is constructed."""
        parent = node.parent
        if parent is None or parent.type != "property_declaration":
            return None
        variable = next((child for child in parent.named_children if child.type == "variable_declaration"), None)
        return self.text(variable.named_children[0]) if variable is not None and variable.named_children else None
