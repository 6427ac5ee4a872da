"""Where calls and arguments of PHP stand around a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from readiness_scan.facts import Call, CallKind, CallSite, CallValue, Opaque, Str, Value
from readiness_scan.model.location import Span
from readiness_scan.syntax.extract import MAX_DEPTH, position
from readiness_scan.syntax.php.statements import Statements

if TYPE_CHECKING:
    from tree_sitter import Node

METHOD_CALLS = {"member_call_expression", "nullsafe_member_call_expression", "scoped_call_expression"}
CALLS = {"function_call_expression", "object_creation_expression", *METHOD_CALLS}
MEMBERS = {
    *("member_access_expression", "nullsafe_member_access_expression", "scoped_property_access_expression"),
    "class_constant_access_expression",
}
WHOLE = {"qualified_name", "variable_name"}
"""Names of which a leaf is a part."""
WITHIN_ARGUMENT = {"array_element_initializer", "array_creation_expression", "parenthesized_expression"}


class Calls(Statements):
    """Calls around names, and what is handed to calls."""

    call_types: ClassVar[frozenset[str]] = frozenset({"function_call_expression"})

    # --- what is handed over --------------------------------------------------------------------------------

    def site_of(self, node: Node) -> CallSite | None:  # noqa: D102
        if node.type in ("function_definition", "method_declaration"):
            return None
        path: list[str] = []
        child, parent = node, node.parent
        for _ in range(MAX_DEPTH):
            if parent is None or parent.type not in WITHIN_ARGUMENT:
                break
            if parent.type == "array_element_initializer" and len(parent.named_children) == 2:
                key = self.follow(parent.named_children[0])
                if parent.named_children[1] != child or not isinstance(key, Str):
                    return None
                path.insert(0, key.text)
            child, parent = parent, parent.parent
        listed = parent.parent if parent is not None and parent.type == "argument" else None
        call = listed.parent if listed is not None else None
        if parent is None or listed is None or call is None or call.type not in CALLS:
            return None
        name = parent.child_by_field_id(self.at.name)
        if name is not None and len(parent.named_children) > 1:
            return CallSite(self._callee(call), -1, (f"${self.text(name)}", *path), self.scope)
        place = position(listed, parent)
        return None if place is None else CallSite(self._callee(call), place, tuple(path), self.scope)

    def _callee(self, call: Node) -> Value:
        value = self.follow(call)
        return value.callee if isinstance(value, CallValue) else Opaque()

    def expression_of(self, name: Node) -> Node | None:  # noqa: D102
        parent = name.parent
        if parent is None:
            return None
        if name.type == "variable_name":
            return name
        if name.type != "name":
            return None
        return parent if parent.type in WHOLE or parent.type in MEMBERS else name

    # --- calls ----------------------------------------------------------------------------------------------

    def call_around(self, name: Node) -> Node | None:  # noqa: D102
        parent = name.parent
        if parent is None or name.type not in ("name", "variable_name"):
            return None
        if parent.type in METHOD_CALLS:
            return parent if parent.child_by_field_id(self.at.name) == name else None
        node = parent if parent.type in WHOLE or parent.type in MEMBERS else name
        parent = node.parent
        for _ in range(MAX_DEPTH):
            if parent is None or parent.type != "parenthesized_expression":
                break
            node, parent = parent, parent.parent
        if parent is None or parent.type not in CALLS:
            return None
        if parent.type == "object_creation_expression":
            return parent if node in parent.named_children else None
        return parent if parent.child_by_field_id(self.at.function) == node else None

    def call_fact(self, node: Node) -> Call:  # noqa: D102
        kind = CallKind.NEW if node.type == "object_creation_expression" else CallKind.CALL
        value = self.follow(node)
        span = Span(node.start_byte, node.end_byte)
        if isinstance(value, CallValue):
            return Call(kind, value.callee, value.args, value.keywords, self.scope, span)
        args, keywords = self.arguments(node)
        return Call(kind, self.follow(node.child_by_field_id(self.at.function)), args, keywords, self.scope, span)
