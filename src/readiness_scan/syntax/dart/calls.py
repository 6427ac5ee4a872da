"""Where calls and arguments of Dart stand around a name.

What stands for a call is its arguments: the callee is what stands before them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness_scan.facts import Call, CallKind, CallSite, CallValue, Member, Opaque, Ref, Super, Value
from readiness_scan.model.location import Span
from readiness_scan.syntax.dart.expressions import (
    CALLED,
    CONTINUES,
    CREATIONS,
    MAX_SELECTORS,
    SELECTS,
    constructs,
    made,
)
from readiness_scan.syntax.dart.generics import generic_call, generic_call_of
from readiness_scan.syntax.dart.statements import Statements
from readiness_scan.syntax.dart.types import Family, head
from readiness_scan.syntax.extract import ABSENT, MAX_ARGUMENTS

if TYPE_CHECKING:
    from tree_sitter import Node

NAMES = {"identifier", "type_identifier"}
HANDLER = "onError"
"""What is set, or handed over by name, to be called with errors."""
HANDED_ERRORS = {"runZonedGuarded": 1, "catchError": 0}
"""Functions that hand errors to one of their arguments, with its place."""
ERROR_AND_TRACE = (Opaque("an error"), Opaque("a stack trace"))


class Calls(Statements):
    """Calls around names, and what is handed to calls."""

    # --- the parts of an expression ---------------------------------------------------------------------------

    def _part(self, node: Node) -> Node:
        """The child of what an expression stands in that holds this name or these arguments."""
        while node.parent is not None and node.parent.type in ("selector", *SELECTS):
            node = node.parent
        return node

    def _around(self, part: Node) -> tuple[Family, int] | None:
        """The neighbours of a part of an expression, and its place among them."""
        parent = part.parent
        if parent is None:
            return None
        around = self.family(parent)
        return around, around.place(part)

    def _start(self, around: Family, place: int) -> int:
        """Where the expression starts that goes on at a place."""
        first = max(place - MAX_SELECTORS, 0)
        while place > first and around.nodes[place].type in CONTINUES:
            place -= 1
        return place

    def _before(self, part: Node) -> tuple[Value, int] | None:
        """What stands before a part of an expression, and the byte where that starts; none for the first part.

        What is called in a cascade starts there, not where the cascade's subject does.
        """
        place = self._around(part)
        parent = part.parent
        if place is None or parent is None:
            return None
        around, number = place
        if parent.type == "cascade_section":
            outer = self._before(parent)
            if outer is None:
                return None
            value = outer[0]
            for each in around.nodes[:number]:
                value = self._cascaded(value, each)
            return value, parent.start_byte
        first = self._start(around, number)
        nodes = [each for each in around.nodes[first:number] if each.type != "cascade_section"]
        if not nodes or nodes[0].type in CONTINUES:
            return None
        return self.expression(nodes, 0)[0], nodes[0].start_byte

    def _cascaded(self, value: Value, node: Node) -> Value:
        return self._member(value, node) if node.type == "cascade_selector" else self.selected(value, node)

    # --- calls ------------------------------------------------------------------------------------------------

    def call_around(self, name: Node) -> Node | None:  # noqa: D102
        parent = name.parent
        if parent is None:
            return None
        if parent.type in CREATIONS:
            named = [child for child in parent.named_children if child.type in NAMES]
            return parent if named and named[-1] == name else None
        if name.type == "super":
            parent = parent.parent if parent.type == "super" and parent.parent is not None else parent
            is_initialiser = parent.type == "initializer_list_entry"
            return parent if is_initialiser and parent.named_children[-1].type == "arguments" else None
        if name.type not in NAMES:
            return None
        if parent.type == "cascade_selector":
            name = parent
        return self._called_after(self._part(name))

    def _called_after(self, part: Node) -> Node | None:
        """The arguments that stand behind a part of an expression."""
        place = self._around(part)
        if place is None:
            return None
        around, number = place
        for each in around.nodes[number + 1 : number + 4]:
            inner = head(each) if each.type == "selector" else each
            if inner is None or inner.type == "type_arguments":
                continue
            if inner.type == "argument_part":
                return inner
            if inner.type not in SELECTS or self.text(inner).lstrip("?.") != CALLED:
                break
        return generic_call_of(part)

    def called_again(self, node: Node) -> Node | None:  # noqa: D102
        return self._called_after(self._part(node)) if node.type == "argument_part" else None

    def call_fact(self, node: Node) -> Call:  # noqa: D102
        if node.type != "argument_part":
            return self._creation_fact(node)
        args, keywords = self.arguments(node)
        before = self._before(self._part(node))
        callee, start = before if before is not None else (ABSENT, node.start_byte)
        call = made(callee, args, keywords)
        callee = call.callee if isinstance(call, CallValue) else callee
        kind = CallKind.NEW if constructs(callee) else CallKind.CALL
        span = Span(start, node.end_byte)
        return Call(kind, callee, args, keywords, self.scope, span, self._given_to(node))

    def _creation_fact(self, node: Node) -> Call:
        generic = generic_call(node)
        if generic is not None:
            whole = Span(generic.callee[0].start_byte, generic.argument.end_byte)
            callee, argument = self.first_of(generic.callee), self.first(generic.argument)
            return Call(CallKind.CALL, callee, (argument,), (), self.scope, whole)
        span = Span(node.start_byte, node.end_byte)
        if node.type in CREATIONS:
            call = self.creation(node)
            return Call(CallKind.NEW, call.callee, call.args, call.keywords, self.scope, span, self._given_to(node))
        args, keywords = self.arguments(node.named_children[-1])
        return Call(CallKind.CALL, Super(self.own_class()), args, keywords, self.scope, span)

    def _given_to(self, node: Node) -> str | None:
        """The variable that is declared with what is constructed."""
        parent = self._part(node).parent
        if parent is None or parent.type != "initialized_variable_definition":
            return None
        name = parent.child_by_field_id(self.at.name)
        return self.text(name) if name is not None else None

    def called_through_method(self, name: Node) -> Call | None:
        """The call of what an error handler is set to: `FlutterError.onError = report`, `catchError(report)`."""
        if name.type != "identifier" or not self._handles_errors(self._part(name)):
            return None
        node = self.expression_of(name)
        if node is None:
            return None
        self.scope = self.scope_at(name.start_byte)
        before = self._before(node)
        start = before[1] if before is not None else node.start_byte
        return Call(CallKind.CALL, self.follow(node), ERROR_AND_TRACE, (), self.scope, Span(start, node.end_byte))

    def _handles_errors(self, part: Node) -> bool:
        """Whether a part of an expression stands where a function is expected that is handed errors."""
        holder = part.parent
        if holder is None:
            return False
        if holder.type == "assignment_expression":
            left = holder.child_by_field_id(self.at.left)
            return left is not None and part.start_byte > left.end_byte and self.text(left).endswith(f".{HANDLER}")
        if holder.type == "named_argument":
            return self.text(holder).startswith(f"{HANDLER}:")
        listed = holder.parent if holder.type == "argument" else None
        if listed is None or listed.parent is None or listed.parent.type != "argument_part":
            return False
        called = self._before(self._part(listed.parent))
        place = HANDED_ERRORS.get(called[0].name) if called and isinstance(called[0], Ref | Member) else None
        return place is not None and self.family(listed).nodes[place : place + 1] == [holder]

    # --- what is handed over ----------------------------------------------------------------------------------

    def expression_of(self, name: Node) -> Node | None:  # noqa: D102
        if name.type != "identifier":
            return None
        part = self._part(name)
        place = self._around(part)
        if place is None:
            return None
        around, number = place
        goes_on = around.nodes[number + 1 : number + 2]
        return None if goes_on and goes_on[0].type in CONTINUES else part

    def follow(self, node: Node | None) -> Value:  # noqa: D102
        if node is not None and node.type == "selector":
            before = self._before(node)
            return self.selected(before[0], node) if before is not None else ABSENT
        return super().follow(node)

    def site_of(self, node: Node) -> CallSite | None:  # noqa: D102
        argument = node.parent
        listed = argument.parent if argument is not None else None
        if argument is None or listed is None:
            return None
        generic = generic_call(listed) if argument.type == "parenthesized_expression" else None
        if generic is not None and generic.argument == argument:
            return CallSite(self.first_of(generic.callee), 0, (), self.scope)
        if argument.type not in ("argument", "named_argument"):
            return None
        callee = self._callee(listed) if listed.type == "arguments" else None
        if callee is None:
            return None
        label = head(argument)
        if argument.type == "named_argument":
            name = head(label) if label is not None and label.type == "label" else None
            return CallSite(callee, -1, (self.text(name),), self.scope) if name is not None else None
        before = [each for each in self.family(listed).nodes[:MAX_ARGUMENTS] if each.type == "argument"]
        return CallSite(callee, before.index(argument), (), self.scope) if argument in before else None

    def _callee(self, listed: Node) -> Value | None:
        """What is called with a list of arguments."""
        holder = listed.parent
        if holder is None:
            return None
        if holder.type in CREATIONS:
            return self.created(holder)
        if holder.type != "argument_part":
            return None
        before = self._before(self._part(holder))
        return before[0] if before is not None else None
