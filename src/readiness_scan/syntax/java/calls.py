"""Where calls and arguments of Java stand around a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness_scan.facts import Call, CallKind, CallSite
from readiness_scan.model.location import Span
from readiness_scan.syntax.extract import position
from readiness_scan.syntax.java.statements import Statements

if TYPE_CHECKING:
    from tree_sitter import Node

CREATION = "object_creation_expression"


class Calls(Statements):
    """Calls around names, and what is handed to calls."""

    def site_of(self, node: Node) -> CallSite | None:  # noqa: D102
        listed = node.parent
        call = listed.parent if listed is not None and listed.type == "argument_list" else None
        if listed is None or call is None or call.type not in self.call_types:
            return None
        place = position(listed, node)
        return None if place is None else CallSite(self.read_call(call).callee, place, (), self.scope)

    def expression_of(self, name: Node) -> Node | None:  # noqa: D102
        parent = name.parent
        if name.type != "identifier" or parent is None:
            return None
        if parent.type == "field_access":
            return parent if parent.child_by_field_id(self.at.field) == name else None
        if parent.type == "method_reference":
            return parent if parent.named_children[-1] == name else None
        return name

    def call_around(self, name: Node) -> Node | None:  # noqa: D102
        parent = name.parent
        if parent is None:
            return None
        if name.type == "identifier":
            called = parent.type == "method_invocation" and parent.child_by_field_id(self.at.name) == name
            return parent if called else None
        if name.type != "type_identifier":
            return None
        node = name
        while parent is not None and parent.type in ("scoped_type_identifier", "generic_type"):
            if parent.type == "scoped_type_identifier" and parent.named_children[-1] != node:
                return None
            if parent.type == "generic_type" and parent.named_children[0] != node:
                return None
            node, parent = parent, parent.parent
        if parent is None or parent.type != CREATION:
            return None
        return parent if parent.child_by_field_id(self.at.type) == node else None

    def called_again(self, node: Node) -> Node | None:  # noqa: D102
        return None

    def call_fact(self, node: Node) -> Call:  # noqa: D102
        call = self.read_call(node)
        kind = CallKind.NEW if node.type == CREATION else CallKind.CALL
        span = Span(node.start_byte, node.end_byte)
        return Call(kind, call.callee, call.args, call.keywords, self.scope, span, self._given_to(node))

    def _given_to(self, node: Node) -> str | None:
        """The variable that is declared with what is constructed."""
        parent = node.parent
        if parent is None or parent.type != "variable_declarator" or node.type != CREATION:
            return None
        name = parent.child_by_field_id(self.at.name)
        return self.text(name) if name is not None else None
