"""Where calls and arguments of Elixir stand around a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from readiness_scan.facts import Call, CallKind, CallSite, CallValue, Opaque, Value
from readiness_scan.model.location import Span
from readiness_scan.syntax.elixir.statements import FUNCTIONS, Statements
from readiness_scan.syntax.extract import MAX_DEPTH, position

if TYPE_CHECKING:
    from tree_sitter import Node

STARTS = {"use", "plug", "add_handler", "start_link", "start_child"}
"""Calls that start the module which they are given."""
WITHIN = {"pair", "keywords", "map_content", "map", "list"}


class Calls(Statements):
    """Calls around names, and what is handed to calls."""

    def _leaves(self, names: Iterable[str]) -> Iterator[tuple[str, Node]]:
        """Also the names of modules by their last part, and those of applications."""
        wanted = list(names)
        yield from super()._leaves(wanted)
        for name in wanted:
            if not name.isidentifier():
                continue
            for match in re.finditer(rb"(?:[A-Z][\w.]*\.|:)" + name.encode() + rb"(?![\w.])", self.data):
                node = self.root.descendant_for_byte_range(match.start(), match.end())
                if node is not None and node.type in ("alias", "atom") and node.start_byte == match.start():
                    yield name, node

    # --- what is handed over --------------------------------------------------------------------------------

    def site_of(self, node: Node) -> CallSite | None:  # noqa: D102
        if node.type == "call" and self._said(node) in FUNCTIONS:
            return None
        path: list[str] = []
        child, parent = node, node.parent
        for _ in range(MAX_DEPTH):
            if parent is None or parent.type not in WITHIN or (parent.type == "list" and child.type != "keywords"):
                break
            if parent.type == "pair":
                key = parent.child_by_field_id(self.at.key)
                if key is None or parent.child_by_field_id(self.at.value) != child:
                    return None
                path.insert(0, self.text(key).rstrip().removesuffix(":"))
            child, parent = parent, parent.parent
        call = parent.parent if parent is not None and parent.type == "arguments" else None
        if parent is None or call is None or call.type != "call":
            return None
        value, place = self._piped(call), position(parent, child)
        if not isinstance(value, CallValue) or place is None:
            return None
        shift = len(value.args) - parent.named_child_count
        return CallSite(value.callee, place + max(shift, 0), tuple(path), self.scope)

    def expression_of(self, name: Node) -> Node | None:  # noqa: D102
        parent = name.parent
        if name.type != "identifier" or parent is None:
            return None
        if parent.type == "dot":
            return parent.parent if parent.child_by_field_id(self.at.right) == name else None
        return name

    # --- calls ----------------------------------------------------------------------------------------------

    def call_around(self, name: Node) -> Node | None:  # noqa: D102
        parent = name.parent
        if parent is None:
            return None
        if name.type == "atom":
            call = parent.parent if parent.type == "arguments" and parent.named_children[0] == name else None
            return call if call is not None and self._said(call) == "config" else None
        if name.type == "alias":
            return self._started(name, parent)
        if name.type != "identifier":
            return None
        if parent.type == "dot":
            is_last = parent.child_by_field_id(self.at.right) == name
            return parent.parent if is_last and parent.parent is not None and parent.parent.type == "call" else None
        if parent.type == "call" and parent.child_by_field_id(self.at.target) == name:
            return None if self._is_head(parent) else parent
        return parent if self._is_piped_to(name, parent) else None

    def _is_piped_to(self, node: Node, parent: Node) -> bool:
        operator = parent.child_by_field_id(self.at.operator) if parent.type == "binary_operator" else None
        return operator is not None and operator.type == "|>" and parent.child_by_field_id(self.at.right) == node

    def _started(self, name: Node, parent: Node) -> Node | None:
        """Where a module is started, or used, as it stands: `{Module, options}`, `use Module`."""
        if parent.type == "tuple":
            return parent
        if parent.type == "struct":
            return parent.parent
        call = parent.parent if parent.type == "arguments" else None
        target = call.child_by_field_id(self.at.target) if call is not None and call.type == "call" else None
        if target is None:
            return None
        last = target.child_by_field_id(self.at.right) if target.type == "dot" else target
        return call if last is not None and self.text(last) in STARTS else None

    def called_again(self, node: Node) -> Node | None:  # noqa: D102
        return None

    def _piped(self, node: Node) -> Value:
        """A call with what a pipe puts before its arguments."""
        parent = node.parent
        return self.follow(parent if parent is not None and self._is_piped_to(node, parent) else node)

    def call_fact(self, node: Node) -> Call:  # noqa: D102
        span = Span(node.start_byte, node.end_byte)
        if node.type == "tuple":
            parts = [child for child in node.named_children if child.type != "comment"]
            first = next((place for place, child in enumerate(parts) if child.type == "alias"), 0)
            module, *rest = self.each(parts[first:])
            return Call(CallKind.NEW, module, tuple(rest), (), self.scope, span)
        target = node.child_by_field_id(self.at.target)
        last = target.child_by_field_id(self.at.right) if target is not None and target.type == "dot" else target
        if last is not None and self.text(last) in STARTS:
            listed = self.listed(node)
            named = [child for child in listed.named_children if child.type == "alias"] if listed is not None else []
            if named:
                args = self.arguments(listed)[1:]
                return Call(CallKind.CALL, self.follow(named[0]), args, (), self.scope, span)
        value = self._piped(node)
        if not isinstance(value, CallValue):
            return Call(CallKind.CALL, Opaque(), (), (), self.scope, span)
        kind = CallKind.LITERAL if value.new else CallKind.CALL
        return Call(kind, value.callee, value.args, value.keywords, self.scope, span)
