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
    ListLit,
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
NAMES = {"identifier", "property_identifier", "private_property_identifier", "shorthand_property_identifier", "super"}
FUNCTION_METHODS = {"call", "apply", "bind"}
"""Methods that every function has and that call it, or bind arguments to it."""
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
        if parent is not None and kind == "jsx_element" and child.type == "jsx_expression":
            tag = parent.child_by_field_id(self.at.open_tag)
            return self._site(tag.child_by_field_id(self.at.name) if tag else None, 0, ["children", *path])
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
        if name.type == "string_fragment":
            return self._required(name)
        if name.type not in NAMES or parent is None:
            return None
        if parent.type == "member_expression":
            return parent if parent.child_by_field_id(self.at.property) == name else None
        return name

    # --- calls ----------------------------------------------------------------------------------------------

    def call_around(self, name: Node) -> Node | None:  # noqa: D102
        if name.type == "string_fragment":
            node = keyed(name) or self._required(name)
            called = self._called(node) if node is not None else None
            return called or self.called_result(name)
        if name.type not in NAMES:
            return None
        parent = name.parent
        if parent is not None and parent.type == "member_expression":
            return self._called(parent) if parent.child_by_field_id(self.at.property) == name else None
        return self._called(name)

    def _called(self, node: Node) -> Node | None:
        """The call whose callee is this expression."""
        node = self._outermost(node)
        parent = node.parent
        if parent is None:
            return None
        if parent.type in CALLS:
            callee = parent.child_by_field_id(self.at.function) or parent.child_by_field_id(self.at.constructor)
            return parent if callee == node else None
        return parent if parent.type in ELEMENTS and parent.child_by_field_id(self.at.name) == node else None

    def called_through_method(self, name: Node) -> Call | None:  # noqa: D102
        parent = name.parent
        node = parent if parent is not None and parent.child_by_field_id(self.at.property) == name else name
        node = self._required(name) or node
        around = self._outermost(node).parent
        method = around.child_by_field_id(self.at.property) if around is not None else None
        if around is None or method is None or around.type != "member_expression":
            return None
        kind = self.text(method)
        call = self._called(around) if kind in FUNCTION_METHODS else None
        if call is None:
            return None
        self.scope = self.scope_at(call.start_byte)
        value = self.follow(call)
        if not isinstance(value, CallValue) or (kind == "bind" and len(value.args) < 2):
            return None
        span = Span(call.start_byte, call.end_byte)
        return Call(CallKind.CALL, self.follow(node), handed_on(kind, value.args), (), self.scope, span)

    def _required(self, text: Node) -> Node | None:
        """The call that obtains the module whose path is this text: `require("./track")`."""
        string = text.parent if text.type == "string_fragment" else None
        call = string.parent.parent if string is not None and string.parent is not None else None
        callee = (
            call.child_by_field_id(self.at.function) if call is not None and call.type == "call_expression" else None
        )
        return call if callee is not None and self.text(callee) == "require" else None

    def _outermost(self, node: Node) -> Node:
        """An expression with what merely stands around it: parentheses, casts."""
        parent = node.parent
        for _ in range(MAX_DEPTH):
            if parent is None or parent.type not in TRANSPARENT or first(parent) != node:
                break
            node, parent = parent, parent.parent
        return node

    def call_fact(self, node: Node) -> Call:  # noqa: D102
        span = Span(node.start_byte, node.end_byte)
        if node.type in ELEMENTS:
            name = node.child_by_field_id(self.at.name)
            props = ObjectLit((*self._props(node), *self._children(node)))
            return Call(CallKind.ELEMENT, self.follow(name), (props,), (), self.scope, span)
        value = self.follow(node)
        kind = CallKind.NEW if node.type == "new_expression" else CallKind.CALL
        if not isinstance(value, CallValue):
            return Call(kind, Opaque(), (), (), self.scope, span)
        if node.parent is not None and node.parent.type == "decorator":
            kind = CallKind.DECORATOR
        return Call(kind, value.callee, value.args, value.keywords, self.scope, span)

    def _children(self, node: Node) -> Iterator[Entry]:
        """What stands between the tags of a component, where that is one expression."""
        around = node.parent
        if around is None or around.type != "jsx_element":
            return
        inner = [child for child in around.named_children[1:-1] if not self._is_blank(child)]
        if len(inner) == 1 and inner[0].type == "jsx_expression":
            yield Entry("children", self.follow(inner[0]), inner[0].start_byte)

    def _is_blank(self, node: Node) -> bool:
        """Whether nothing stands there but space or a comment."""
        return (
            not self.text(node).strip()
            if node.type == "jsx_text"
            else node.type == "jsx_expression" and not first(node)
        )

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


def handed_on(method: str, args: tuple[Value, ...]) -> tuple[Value, ...]:
    """What `call`, `apply` or `bind` hand to the function: all but what is `this` there."""
    if method != "apply":
        return args[1:]
    given = args[1] if len(args) > 1 else ListLit(())
    return given.items if isinstance(given, ListLit) else (Spread(given),)


def keyed(fragment: Node) -> Node | None:
    """The member access whose key is the string that holds this text: `a["b"]`."""
    text = fragment.parent
    access = text.parent if text is not None and text.type in KEYS and text.named_child_count == 1 else None
    if access is None or access.type != "subscript_expression":
        return None
    return access if access.child_by_field_name("index") == text else None
