"""Where calls and arguments of Python stand around a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness_scan.facts import Call, CallKind, CallSite, CallValue, ClassValue, Lambda, Opaque, Value
from readiness_scan.model.location import Span
from readiness_scan.syntax.extract import MAX_DEPTH, position
from readiness_scan.syntax.python.statements import Statements

if TYPE_CHECKING:
    from tree_sitter import Node


class Calls(Statements):
    """Calls around names, and what is handed to calls."""

    def site_of(self, node: Node) -> CallSite | None:  # noqa: D102
        if node.type == "function_definition":
            return None
        parent = node.parent
        path: tuple[str, ...] = ()
        if parent is not None and parent.type == "keyword_argument":
            name = parent.child_by_field_id(self.at.name)
            if name is None or name == node:
                return None
            path, parent = (self.text(name),), parent.parent
        if parent is None or parent.type != "argument_list" or parent.parent is None:
            return None
        function = parent.parent.child_by_field_id(self.at.function)
        argument = -1 if path else position(parent, node)
        if function is None or argument is None:
            return None
        return CallSite(self.follow(function), argument, path, self.scope)

    def expression_of(self, name: Node) -> Node | None:  # noqa: D102
        parent = name.parent
        if name.type != "identifier" or parent is None:
            return None
        if parent.type == "attribute":
            return parent if parent.child_by_field_id(self.at.attribute) == name else None
        return name

    def call_around(self, name: Node) -> Node | None:  # noqa: D102
        if name.type == "string_content":
            key = keyed(name)
            called = self._called(key) if key is not None else None
            return called or self.called_result(name)
        if name.type != "identifier":
            return None
        parent = name.parent
        if parent is not None and parent.type == "attribute":
            return self._called(parent) if parent.child_by_field_id(self.at.attribute) == name else None
        return self._called(name)

    def _called(self, node: Node) -> Node | None:
        """The call whose callee is this expression; a decorator calls it with what it decorates."""
        parent = node.parent
        if parent is not None and parent.type == "decorator":
            return parent
        for _ in range(MAX_DEPTH):
            if parent is None or parent.type != "parenthesized_expression":
                break
            node, parent = parent, parent.parent
        is_call = parent is not None and parent.type == "call" and parent.child_by_field_id(self.at.function) == node
        return parent if is_call else None

    def called_again(self, node: Node) -> Node | None:  # noqa: D102
        outer = node.parent
        return outer if outer is not None and outer.type == "decorator" else super().called_again(node)

    def call_fact(self, node: Node) -> Call:  # noqa: D102
        if node.type == "decorator":
            return self._decorating(node)
        decorated = node.parent is not None and node.parent.type == "decorator"
        callee = self.follow(node.child_by_field_id(self.at.function))
        arguments = node.child_by_field_id(self.at.arguments)
        args, keywords = self.arguments(arguments) if arguments else ((), ())
        kind = CallKind.DECORATOR if decorated else CallKind.CALL
        return Call(kind, callee, args, keywords, self.scope, Span(node.start_byte, node.end_byte))

    def _decorating(self, node: Node) -> Call:
        """`@track` calls `track` with what stands below it: the function, or what the next decorator makes of it."""
        around = node.parent
        given: Value = Opaque("decorated")
        for child in reversed(around.named_children) if around is not None else ():
            if child == node:
                break
            if child.type == "decorator":
                given = CallValue(self.inner(child), (given,), (), new=False)
            elif child.id in self.function_ids:
                given = Lambda(self.function_ids[child.id])
            elif child.id in self.class_ids:
                given = ClassValue(self.class_ids[child.id])
        span = Span(node.start_byte, node.end_byte)
        return Call(CallKind.DECORATOR, self.inner(node), (given,), (), self.scope, span)


def keyed(content: Node) -> Node | None:
    """The member access whose key is the string that holds this text: `a["b"]`."""
    text = content.parent
    access = text.parent if text is not None and text.type == "string" else None
    if access is None or access.type != "subscript":
        return None
    return access if access.children_by_field_name("subscript") == [text] else None
