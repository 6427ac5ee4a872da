"""What stands side by side in expressions of Dart: selectors, cascades and calls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from readiness_scan.facts import (
    CallValue,
    Cast,
    Entry,
    Index,
    Lambda,
    ListLit,
    Member,
    ObjectLit,
    Opaque,
    Ref,
    Str,
    Value,
)
from readiness_scan.syntax.dart.types import Types, head, spoken
from readiness_scan.syntax.extract import ABSENT, DEEP, MAX_DEPTH
from readiness_scan.syntax.texts import separated

if TYPE_CHECKING:
    from tree_sitter import Node

SELECTS = {"unconditional_assignable_selector", "conditional_assignable_selector"}
CONTINUES = {"selector", "cascade_section", "argument_part", "type_arguments", *SELECTS}
"""What goes on with the expression that it stands behind."""
MAX_SELECTORS = 60
"""Selectors of one expression that are followed."""
CREATIONS = {"new_expression", "const_object_expression"}
CALLED = "call"
"""The method by which what is no function can be called: `onTrack?.call("name")`."""
LOOKUPS = {"I", "find", "get", "getIt", "inject", "instance", "locate", "locator", "of", "read", "sl", "watch"}
"""What functions are usually called that give what is registered for the type that they are told."""


class Expressions(Types):
    """Expressions of several nodes."""

    # --- expressions of several nodes -------------------------------------------------------------------------

    def expression(self, nodes: Sequence[Node], place: int) -> tuple[Value, int]:
        """The expression that starts at a place among nodes side by side, and the place behind it."""
        value = self.follow(nodes[place])
        end = place + 1
        while end < len(nodes) and nodes[end].type in CONTINUES:
            value = self._selected(value, nodes[end]) if end - place <= MAX_SELECTORS else DEEP
            end += 1
        return value, end

    def _selected(self, value: Value, node: Node) -> Value:
        """What a selector makes of what stands before it, unless it lies too deep in the arguments of others."""
        if self.depth > MAX_DEPTH:
            return DEEP
        self.depth += 1
        try:
            return self.selected(value, node)
        finally:
            self.depth -= 1

    def expressions(self, nodes: Sequence[Node]) -> list[Value]:
        """All expressions among nodes side by side; operators between them are left out."""
        found: list[Value] = []
        place = 0
        while place < len(nodes):
            if nodes[place].type.endswith(("_operator", "_builtin")):
                place += 1
                continue
            value, place = self.expression(nodes, place)
            found.append(value)
        return found

    def first(self, node: Node) -> Value:
        """The one expression in a node."""
        found = self.expressions(spoken(node))
        return found[0] if found else ABSENT

    def selected(self, value: Value, node: Node) -> Value:
        """What a selector makes of what stands before it."""
        kind = node.type
        if kind == "selector":
            inner = head(node)
            return self.selected(value, inner) if inner is not None else value
        if kind == "argument_part":
            args, keywords = self.arguments(node)
            return self._looked_up(value, node) or made(value, args, keywords)
        if kind == "cascade_section":
            return self._with_setting(value, node)
        return self._member(value, node) if kind in SELECTS else value

    def _member(self, subject: Value, node: Node) -> Value:
        inner = head(node)
        if inner is None:
            return ABSENT
        if inner.type == "index_selector":
            key = self.first(inner)
            return Member(subject, key.text) if isinstance(key, Str) else Index(subject, key)
        return Member(subject, self.text(inner))

    # --- cascades ---------------------------------------------------------------------------------------------

    def _with_setting(self, value: Value, section: Node) -> Value:
        """`Config()..host = "x"`: what is constructed, with one more member."""
        if not isinstance(value, CallValue):
            return value
        path, given = self.setting(section)
        if not path or given is None:
            return value
        said: Value = self.first_of(given)
        for name in reversed(path[1:]):
            said = ObjectLit((Entry(self.text(name), said, name.start_byte),))
        entry = Entry(self.text(path[0]), said, path[0].start_byte)
        return replace(value, keywords=(*value.keywords, entry))

    def setting(self, section: Node) -> tuple[list[Node], list[Node] | None]:
        """The names that `..a.b = value` leads through, and what it assigns; none where it assigns nothing."""
        path: list[Node] = []
        children = [child for child in section.children if "comment" not in child.type]
        for place, child in enumerate(children):
            if child.type == "=":
                return path, [each for each in children[place + 1 :] if each.is_named]
            if child.type == "cascade_selector" or child.type in SELECTS:
                inner = head(child)
                if inner is None or inner.type != "identifier":
                    return [], None
                path.append(inner)
            elif child.is_named:
                return [], None
        return [], None

    def first_of(self, nodes: Sequence[Node]) -> Value:
        """The first expression among nodes side by side."""
        return self.expression(nodes, 0)[0] if nodes else ABSENT

    # --- calls ------------------------------------------------------------------------------------------------

    def arguments(self, node: Node | None) -> tuple[tuple[Value, ...], tuple[Entry, ...]]:
        """The arguments by position, and those by name."""
        args: list[Value] = []
        keywords: list[Entry] = []
        for listed in node.named_children if node is not None else ():
            if listed.type == "arguments":
                return self.arguments(listed)
            if listed.type == "argument":
                args.append(self.first(listed))
            elif listed.type == "named_argument":
                label, *rest = spoken(listed)
                name = head(label)
                if name is not None:
                    keywords.append(Entry(self.text(name), self.first_of(rest), name.start_byte))
        return tuple(args), tuple(keywords)

    def creation(self, node: Node) -> CallValue:
        """`new Type.named(…)`, `const Type(…)`."""
        args, keywords = self.arguments(next((c for c in node.named_children if c.type == "arguments"), None))
        return CallValue(self.created(node), args, keywords, new=True)

    def created(self, node: Node) -> Value:
        """The type, or its named constructor, that `new` stands before."""
        value: Value | None = None
        for child in node.named_children:
            if child.type in ("type_identifier", "identifier"):
                value = Ref(self.text(child)) if value is None else Member(value, self.text(child))
        return value or ABSENT

    def function(self, node: Node) -> Value:
        """A function that is written in place."""
        index = self.function_ids.get(node.id)
        return Opaque("function") if index is None else Lambda(index)

    def _looked_up(self, callee: Value, node: Node) -> Value | None:
        """What an application has registered for a type: `context.read<Analytics>()`; none for other calls."""
        said = head(node)
        if said is None or said.type != "type_arguments" or not isinstance(callee, Ref | Member):
            return None
        types = self.types_in(said.children)
        known = callee.name in LOOKUPS and len(types) == 1 and isinstance(types[0], Ref | Member)
        return Cast(Opaque("looked up by its type"), types[0]) if known else None


def made(callee: Value, args: tuple[Value, ...], keywords: tuple[Entry, ...]) -> Value:
    """The result of a call."""
    if isinstance(callee, Member) and callee.name == CALLED:
        callee = callee.object
    match callee, args:
        case Member(ListLit() as items, "join"), (Str(separator),):
            return separated(separator, items) or CallValue(callee, args, keywords, new=False)
        case Ref("describeEnum"), (value,):
            return Member(value, "name")
        case _:
            return CallValue(callee, args, keywords, new=constructs(callee))


def constructs(callee: Value) -> bool:
    """Whether what is called is written like a class."""
    return isinstance(callee, Ref | Member) and callee.name.lstrip("_$")[:1].isupper()
