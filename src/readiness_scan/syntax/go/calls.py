"""Where calls and arguments of Go stand around a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness_scan.facts import Call, CallKind, CallSite, CallValue, Opaque
from readiness_scan.model.location import Span
from readiness_scan.syntax.extract import MAX_DEPTH, position
from readiness_scan.syntax.go.statements import Statements
from readiness_scan.syntax.go.types import element_type

if TYPE_CHECKING:
    from tree_sitter import Node

NAMES = {"identifier", "field_identifier", "type_identifier"}
TEXTS = {"interpreted_string_literal_content", "raw_string_literal_content"}


class Calls(Statements):
    """Calls and struct literals around names, and what is handed to calls."""

    # --- what is handed over --------------------------------------------------------------------------------

    def site_of(self, node: Node) -> CallSite | None:  # noqa: D102
        if node.type in ("function_declaration", "method_declaration", "method_elem"):
            return None
        child, parent = node, node.parent
        for _ in range(MAX_DEPTH):
            if parent is None or parent.type not in ("unary_expression", "parenthesized_expression"):
                break
            child, parent = parent, parent.parent
        if parent is not None and parent.type == "literal_element":
            return self._member_site(parent)
        call = parent.parent if parent is not None and parent.type == "argument_list" else None
        if parent is None or call is None:
            return None
        place = position(parent, child)
        function = call.child_by_field_id(self.at.function)
        return None if place is None else CallSite(self.callee(function), place, (), self.scope)

    def _member_site(self, element: Node) -> CallSite | None:
        """A field of a struct literal."""
        keyed = element.parent
        if keyed is None or keyed.type != "keyed_element" or keyed.child_by_field_id(self.at.value) != element:
            return None
        key = keyed.child_by_field_id(self.at.key)
        literal = keyed.parent.parent if keyed.parent is not None else None
        if key is None or literal is None or literal.type != "composite_literal":
            return None
        return CallSite(self.type_of(literal.child_by_field_id(self.at.type)), -1, (self.text(key),), self.scope)

    def expression_of(self, name: Node) -> Node | None:  # noqa: D102
        parent = name.parent
        if name.type not in NAMES or parent is None:
            return None
        if parent.type == "selector_expression":
            return parent if parent.child_by_field_id(self.at.field) == name else None
        return name if name.type == "identifier" else None

    # --- calls ----------------------------------------------------------------------------------------------

    def call_around(self, name: Node) -> Node | None:  # noqa: D102
        parent = name.parent
        if name.type in TEXTS:
            access = parent.parent if parent is not None else None
            is_key = access is not None and access.child_by_field_id(self.at.index) == parent
            called = self._called(access) if access is not None and is_key else None
            return called or self.called_result(name)
        if name.type not in NAMES or parent is None:
            return None
        if parent.type == "selector_expression":
            return self._called(parent) if parent.child_by_field_id(self.at.field) == name else None
        if name.type == "type_identifier":
            qualified = parent.type == "qualified_type"
            return self._built(parent if qualified else name)
        return self._called(name)

    def _called(self, node: Node) -> Node | None:
        """The call whose callee is this expression."""
        parent = node.parent
        for _ in range(MAX_DEPTH):
            if parent is None or not (parent.type == "parenthesized_expression" or self._is_generic(parent, node)):
                break
            node, parent = parent, parent.parent
        if parent is None or parent.type != "call_expression":
            return None
        return parent if parent.child_by_field_id(self.at.function) == node else None

    def _is_generic(self, access: Node, inner: Node) -> bool:
        return access.type == "index_expression" and self.callee(access) == self.follow(inner)

    def _built(self, kind: Node) -> Node | None:
        """What is constructed of a type: a literal, the first element of a list's, `new(T)`, or a variable's start."""
        node, parent = kind, kind.parent
        for _ in range(MAX_DEPTH):
            if parent is None or parent.type not in ("pointer_type", "generic_type"):
                break
            node, parent = parent, parent.parent
        if parent is None:
            return None
        match parent.type:
            case "composite_literal":
                return parent if parent.child_by_field_id(self.at.type) == node else None
            case "type_conversion_expression":
                return parent if node.type == "generic_type" else None
            case "var_spec":
                return None if parent.child_by_field_id(self.at.value) or node != kind else parent
            case "argument_list":
                call = parent.parent
                function = call.child_by_field_id(self.at.function) if call is not None else None
                return call if function is not None and self.text(function) == "new" else None
            case _:
                literal = parent.parent if element_type(parent) == node else None
                body = literal.child_by_field_id(self.at.body) if literal is not None else None
                return self._bare(first(body))

    def _bare(self, element: Node | None) -> Node | None:
        """The first element of a list or map, from one on, that is written without its type."""
        while element is not None:
            value = element.child_by_field_id(self.at.value) if element.type == "keyed_element" else element
            inner = first(value)
            if inner is not None and inner.type == "literal_value":
                return inner
            element = element.next_named_sibling
        return None

    def called_again(self, node: Node) -> Node | None:
        """The call of what a call gives; of an element without its type, the next one."""
        if node.type != "literal_value":
            return super().called_again(node)
        element = node.parent
        if element is not None and element.parent is not None and element.parent.type == "keyed_element":
            element = element.parent
        return self._bare(element.next_named_sibling) if element is not None else None

    def _around(self, element: Node) -> Node | None:
        """The braces around an element that is braces itself."""
        node = element.parent
        while node is not None and node.type != "literal_value":
            node = node.parent
        return node

    def call_fact(self, node: Node) -> Call:  # noqa: D102
        kind = CallKind.LITERAL
        match node.type:
            case "literal_value":
                body = self._around(node)
                literal = body.parent if body is not None else None
                of = element_type(literal.child_by_field_id(self.at.type)) if literal is not None else None
                value = self.composed(of, node)
            case "var_spec":
                value = CallValue(self.type_of(node.child_by_field_id(self.at.type)), (), (), new=True)
            case _:
                value = self.follow(node)
                kind = CallKind.LITERAL if isinstance(value, CallValue) and value.new else CallKind.CALL
        span = Span(node.start_byte, node.end_byte)
        if not isinstance(value, CallValue):
            function = node.child_by_field_id(self.at.function)
            arguments = node.child_by_field_id(self.at.arguments)
            args = self.each(arguments.named_children) if arguments is not None else ()
            return Call(kind, self.callee(function) if function else Opaque(), args, (), self.scope, span)
        return Call(kind, value.callee, value.args, value.keywords, self.scope, span, self._given_to(node))

    def _given_to(self, node: Node) -> str | None:
        """The variable that holds what is constructed, where it is declared with it."""
        if node.type == "var_spec":
            names = node.children_by_field_name("name")
            return self.text(names[0]) if len(names) == 1 else None
        parent = node.parent
        while parent is not None and parent.type in ("unary_expression", "expression_list"):
            if parent.named_child_count != 1:
                return None
            node, parent = parent, parent.parent
        if parent is None or parent.type not in ("short_var_declaration", "assignment_statement", "var_spec"):
            return None
        left = parent.child_by_field_id(self.at.left) or parent.child_by_field_id(self.at.name)
        name = left.named_children[0] if left is not None and left.type == "expression_list" else left
        return self.text(name) if name is not None and name.type == "identifier" else None


def first(node: Node | None) -> Node | None:
    """The first of what a node holds."""
    return node.named_child(0) if node is not None and node.named_child_count else None
