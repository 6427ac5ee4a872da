"""Where calls and arguments of Ruby stand around a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from readiness_scan.facts import Call, CallKind, CallSite, CallValue, Member, Opaque, Ref, ScopeKind, Str, Value
from readiness_scan.model.location import Span
from readiness_scan.syntax.extract import MAX_DEPTH, position
from readiness_scan.syntax.ruby.messages import LATER, PERFORMS, SENDS
from readiness_scan.syntax.ruby.statements import Statements

if TYPE_CHECKING:
    from tree_sitter import Node

NAMES = {"identifier", "constant", "instance_variable", "global_variable"}
SENT = re.compile(rb"\b(?:public_send|send|__send__|try)\b")
METHODS = {"method", "singleton_method"}


class Calls(Statements):
    """Calls around names, and what is handed to calls."""

    def _leaves(self, names: Iterable[str]) -> Iterator[tuple[str, Node]]:
        """Also the methods that are named by a symbol, or run later under another name."""
        wanted = list(names)
        yield from super()._leaves(wanted)
        if SENT.search(self.data):
            for _, leaf in super()._leaves(SENDS):
                call = self._receiving(leaf)
                listed = call.child_by_field_id(self.at.arguments) if call is not None else None
                named = self.follow(next(iter(listed.named_children), None)) if listed is not None else None
                if isinstance(named, Str) and named.text in wanted:
                    yield named.text, leaf
        if {cls.name for cls in self.classes} & set(wanted):
            for _, leaf in super()._leaves(["new"]):
                call = self._receiving(leaf)
                owner = self._built_by_own(call, leaf) if call is not None else None
                if owner in wanted:
                    yield owner or "", leaf
        if PERFORMS in wanted:
            yield from ((PERFORMS, leaf) for _, leaf in super()._leaves(LATER))

    def _built_by_own(self, call: Node, name: Node) -> str | None:
        """The class in which `new` is called without saying of what."""
        self.scope = self.scope_at(name.start_byte)
        owner = self.enclosing(ScopeKind.CLASS)
        said = call.child_by_field_id(self.at.receiver)
        return self.classes[owner].name if owner >= 0 and (said is None or said.type == "self") else None

    def _receiving(self, name: Node) -> Node | None:
        parent = name.parent
        is_method = parent is not None and parent.type == "call" and parent.child_by_field_id(self.at.method) == name
        return parent if is_method else None

    # --- what is handed over --------------------------------------------------------------------------------

    def site_of(self, node: Node) -> CallSite | None:  # noqa: D102
        if node.type in METHODS:
            return None
        path: list[str] = []
        child, parent = node, node.parent
        for _ in range(MAX_DEPTH):
            if parent is None or parent.type not in ("pair", "hash", "parenthesized_statements"):
                break
            if parent.type == "pair":
                key = self.pair(parent).key
                if key is None or parent.child_by_field_id(self.at.value) != child:
                    return None
                path.insert(0, key)
            child, parent = parent, parent.parent
        call = parent.parent if parent is not None and parent.type == "argument_list" else None
        if parent is None or call is None or call.type != "call":
            return None
        value = self.follow(call)
        if not isinstance(value, CallValue):
            return None
        if child.type == "pair":
            return CallSite(value.callee, -1, tuple(path), self.scope)
        place = position(parent, child)
        return None if place is None else CallSite(value.callee, place, tuple(path), self.scope)

    def expression_of(self, name: Node) -> Node | None:  # noqa: D102
        parent = name.parent
        if name.type not in NAMES or parent is None:
            return None
        if parent.type == "scope_resolution":
            return parent if parent.child_by_field_id(self.at.name) == name else None
        if parent.type == "call" and parent.child_by_field_id(self.at.method) == name:
            return parent
        return name

    # --- calls ----------------------------------------------------------------------------------------------

    def call_around(self, name: Node) -> Node | None:  # noqa: D102
        parent = name.parent
        if name.type not in NAMES or parent is None:
            return None
        if self._receiving(name) is not None:
            return parent
        node = name
        if parent.type == "scope_resolution" and parent.child_by_field_id(self.at.name) == name:
            node, parent = parent, parent.parent
        if parent is None or parent.type != "call" or parent.child_by_field_id(self.at.receiver) != node:
            return None
        method = parent.child_by_field_id(self.at.method)
        said = self.text(method) if method is not None else "call"
        is_built = said == "new" and node.type in ("constant", "scope_resolution")
        return parent if is_built or (said == "call" and node.type not in ("constant", "scope_resolution")) else None

    def called_again(self, node: Node) -> Node | None:  # noqa: D102
        return None

    def call_fact(self, node: Node) -> Call:  # noqa: D102
        value = self.follow(node)
        span = Span(node.start_byte, node.end_byte)
        if isinstance(value, CallValue):
            kind = CallKind.NEW if value.new else CallKind.CALL
            return Call(kind, value.callee, value.args, value.keywords, self.scope, span)
        args, keywords = self.arguments(node.child_by_field_id(self.at.arguments))
        callee: Value = value if isinstance(value, Ref | Member) else Opaque()
        return Call(CallKind.CALL, callee, args, keywords, self.scope, span)
