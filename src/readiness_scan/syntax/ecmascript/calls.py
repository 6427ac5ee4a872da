"""Where calls, components and arguments of JavaScript stand around a name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from readiness_scan.facts import (
    Call,
    CallKind,
    CallSite,
    CallValue,
    Constant,
    Entry,
    ObjectLit,
    Opaque,
    Spread,
    Value,
)
from readiness_scan.model.location import Span
from readiness_scan.syntax.ecmascript.functions import NAMED
from readiness_scan.syntax.ecmascript.statements import Statements
from readiness_scan.syntax.ecmascript.values import first
from readiness_scan.syntax.extract import MAX_DEPTH, position

if TYPE_CHECKING:
    from tree_sitter import Node

TRANSPARENT = {"parenthesized_expression", "non_null_expression", "as_expression", "satisfies_expression"}
WITHIN_ARGUMENT = {"pair", "object", "jsx_expression", *TRANSPARENT}
CALLS = {"call_expression", "new_expression"}
ELEMENTS = {"jsx_self_closing_element", "jsx_opening_element"}
NAMES = {"identifier", "property_identifier", "private_property_identifier", "shorthand_property_identifier"}
KEYS = {"string", "template_string"}


class Calls(Statements):
    """Calls around names, and what is handed to calls."""

    call_types: ClassVar[frozenset[str]] = frozenset({"call_expression"})

    # --- what is handed over --------------------------------------------------------------------------------

    def site_of(self, node: Node) -> CallSite | None:  # noqa: D102
        if node.type in NAMED:
            return None
        path: list[str] = []
        if node.type == "shorthand_property_identifier":
            path.append(self.text(node))
        elif node.type == "method_definition":
            path.append(self.key(node.child_by_field_id(self.at.name)) or "")
        child, parent = node, node.parent
        for _ in range(MAX_DEPTH):
            if parent is None or parent.type not in WITHIN_ARGUMENT:
                break
            if parent.type == "pair":
                if parent.child_by_field_id(self.at.value) != child:
                    return None
                path.insert(0, self.key(parent.child_by_field_id(self.at.key)) or "")
            child, parent = parent, parent.parent
        kind = parent.type if parent is not None else ""
        outer = parent.parent if parent is not None and kind in ("arguments", "jsx_attribute") else None
        if parent is None or outer is None:
            return None
        if kind == "jsx_attribute":
            return self._site(outer.child_by_field_id(self.at.name), 0, [self.text(parent.named_children[0]), *path])
        callee = outer.child_by_field_id(self.at.function) or outer.child_by_field_id(self.at.constructor)
        return self._site(callee, position(parent, child), path)

    def _site(self, callee: Node | None, argument: int | None, path: list[str]) -> CallSite | None:
        if callee is None or argument is None:
            return None
        return CallSite(self.follow(callee), argument, tuple(path), self.scope)

    def expression_of(self, name: Node) -> Node | None:  # noqa: D102
        parent = name.parent
        if name.type not in NAMES or parent is None:
            return None
        if parent.type == "member_expression":
            return parent if parent.child_by_field_id(self.at.property) == name else None
        return name

    # --- calls ----------------------------------------------------------------------------------------------

    def call_around(self, name: Node) -> Node | None:  # noqa: D102
        if name.type == "string_fragment":
            key = keyed(name)
            called = self._called(key) if key is not None else None
            return called or self.called_result(name)
        if name.type not in NAMES:
            return None
        parent = name.parent
        if parent is not None and parent.type == "member_expression":
            return self._called(parent) if parent.child_by_field_id(self.at.property) == name else None
        return self._called(name)

    def _called(self, node: Node) -> Node | None:
        """The call whose callee is this expression."""
        parent = node.parent
        for _ in range(MAX_DEPTH):
            if parent is None or parent.type not in TRANSPARENT or first(parent) != node:
                break
            node, parent = parent, parent.parent
        if parent is None:
            return None
        if parent.type in CALLS:
            callee = parent.child_by_field_id(self.at.function) or parent.child_by_field_id(self.at.constructor)
            return parent if callee == node else None
        return parent if parent.type in ELEMENTS and parent.child_by_field_id(self.at.name) == node else None

    def call_fact(self, node: Node) -> Call:  # noqa: D102
        span = Span(node.start_byte, node.end_byte)
        if node.type in ELEMENTS:
            name = node.child_by_field_id(self.at.name)
            props = ObjectLit(tuple(self._props(node)))
            return Call(CallKind.ELEMENT, self.follow(name), (props,), (), self.scope, span)
        value = self.follow(node)
        kind = CallKind.NEW if node.type == "new_expression" else CallKind.CALL
        if not isinstance(value, CallValue):
            return Call(kind, Opaque(), (), (), self.scope, span)
        if node.parent is not None and node.parent.type == "decorator":
            kind = CallKind.DECORATOR
        return Call(kind, value.callee, value.args, value.keywords, self.scope, span)

    def _props(self, node: Node) -> Iterator[Entry]:
        for child in node.children_by_field_name("attribute"):
            if child.type == "jsx_expression":
                inner = first(child)
                if inner is not None and inner.type == "spread_element":
                    yield Entry(None, Spread(self.follow(first(inner))), child.start_byte)
                continue
            parts = child.named_children
            if not parts:
                continue
            value: Value = Constant("true")
            if len(parts) > 1:
                value = self.follow(first(parts[1]) if parts[1].type == "jsx_expression" else parts[1])
            yield Entry(self.text(parts[0]), value, child.start_byte)


def keyed(fragment: Node) -> Node | None:
    """The member access whose key is the string that holds this text: `a["b"]`."""
    text = fragment.parent
    access = text.parent if text is not None and text.type in KEYS and text.named_child_count == 1 else None
    if access is None or access.type != "subscript_expression":
        return None
    return access if access.child_by_field_name("index") == text else None
