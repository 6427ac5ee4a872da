"""What expressions of Dart say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace

from readiness_scan.facts import (
    Await,
    CallValue,
    Cast,
    Choice,
    Constant,
    Entry,
    Index,
    Lambda,
    ListLit,
    Member,
    ObjectLit,
    Opaque,
    Ref,
    Spread,
    Str,
    Super,
    This,
    Value,
)
from readiness_scan.syntax.dart.types import Types, head, spoken
from readiness_scan.syntax.extract import ABSENT, DEEP, MAX_DEPTH
from readiness_scan.syntax.texts import joined, sound

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
ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
ESCAPES = {"n": "\n", "r": "\r", "f": "\f", "b": "\b", "t": "\t", "v": "\v"}


class Values(Types):
    """Expressions, literals and names."""

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
            return made(value, args, keywords)
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

    def _function(self, node: Node) -> Value:
        index = self.function_ids.get(node.id)
        return Opaque("function") if index is None else Lambda(index)

    # --- literals ---------------------------------------------------------------------------------------------

    def _string(self, node: Node) -> Value:
        """One literal, or several side by side."""
        parts: list[Value] = []
        opening = ""
        place = node.start_byte
        for child in node.children:
            if child.type == "template_substitution":
                parts += (self._text(place, child.start_byte, opening), self.first(child))
                place = child.end_byte
            elif not child.is_named:
                parts.append(self._text(place, child.start_byte, opening) if opening else Str(""))
                opening, place = "" if opening else child.type, child.end_byte
        return joined(parts)

    def _text(self, start: int, end: int, opening: str) -> Str:
        text = self.data[start:end].decode("utf-8", "replace")
        return Str(text if opening.startswith("r") or "\\" not in text else sound(ESCAPE.sub(unescape, text)))

    def _substituted(self, node: Node) -> Value:
        return self.named(self.text(node), node)

    def _constant(self, node: Node) -> Value:
        return Constant(self.text(node))

    def _null(self, node: Node) -> Value:
        return Constant("null")

    def _list(self, node: Node) -> Value:
        return ListLit(tuple(self._elements(spoken(node))))

    def _elements(self, nodes: Sequence[Node]) -> list[Value]:
        """The elements of a list; each element that stands under a condition may be there."""
        found: list[Value] = []
        place = 0
        while place < len(nodes):
            node = nodes[place]
            place += 1
            match node.type:
                case "type_arguments" | "const_builtin":
                    continue
                case "spread_element":
                    found.append(Spread(self.first(node)))
                case "if_element" | "for_element":
                    found += self._elements(self._inner(node))
                case _:
                    value, place = self.expression(nodes, place - 1)
                    found.append(value)
        return found

    def _inner(self, element: Node) -> list[Node]:
        """The elements that stand under the condition, or in the loop, of an element."""
        fields = ("consequence", "alternative", "body")
        return [node for field in fields for node in element.children_by_field_name(field) if node.is_named]

    def _set_or_map(self, node: Node) -> Value:
        nodes = spoken(node)
        if any(child.type == "pair" for child in nodes) or not self._elements(nodes):
            return ObjectLit(tuple(self._entries(nodes)))
        spread = all(c.type in ("spread_element", "type_arguments", "if_element", "const_builtin") for c in nodes)
        return ObjectLit(tuple(self._entries(nodes))) if spread else ListLit(tuple(self._elements(nodes)))

    def _entries(self, nodes: Iterable[Node]) -> list[Entry]:
        found: list[Entry] = []
        for node in nodes:
            match node.type:
                case "pair":
                    sides = self.expressions(spoken(node))
                    key = sides[0].text if sides and isinstance(sides[0], Str) else None
                    found.append(Entry(key, sides[-1] if sides else ABSENT, node.start_byte))
                case "spread_element":
                    found.append(Entry(None, Spread(self.first(node)), node.start_byte))
                case "if_element" | "for_element":
                    found += self._entries(self._inner(node))
                case _:
                    pass
        return found

    def _record(self, node: Node) -> Value:
        """`(a, name: b)`: an object whose members without a name are `$1`, `$2`."""
        entries: list[Entry] = []
        unnamed = 0
        for field in spoken(node):
            parts = spoken(field)
            label = parts[0].named_child(0) if parts and parts[0].type == "label" else None
            unnamed += label is None
            name = self.text(label) if label is not None else f"${unnamed}"
            rest = parts[1:] if label is not None else parts
            entries.append(Entry(name, self.first_of(rest), field.start_byte))
        return ObjectLit(tuple(entries))

    # --- names ------------------------------------------------------------------------------------------------

    def _name(self, node: Node) -> Value:
        return self.named(self.text(node), node)

    def named(self, name: str, node: Node) -> Value:
        """A name that is used at a place."""
        return Ref(name, node.start_byte) if name in self.moved else Ref(name)

    def _this(self, node: Node) -> Value:
        owner = self.own_class()
        return This(owner) if owner >= 0 else Opaque("outside of a class")

    def _super(self, node: Node) -> Value:
        owner = self.own_class()
        return Super(owner) if owner >= 0 else Opaque("outside of a class")

    # --- operators --------------------------------------------------------------------------------------------

    def _await(self, node: Node) -> Value:
        return Await(self.first(node))

    def _unary(self, node: Node) -> Value:
        inner = head(node)
        return self.follow(inner) if inner is not None and inner.type == "await_expression" else Opaque("operator")

    def _sum(self, node: Node) -> Value:
        signs = [self.text(child) for child in node.named_children if child.type == "additive_operator"]
        return joined(self.expressions(spoken(node))) if set(signs) == {"+"} else Opaque("operator")

    def _if_null(self, node: Node) -> Value:
        sides = [side for side in self.expressions(spoken(node)) if not isinstance(side, Opaque)]
        return Choice(tuple(sides)) if len(sides) > 1 else sides[0] if sides else Opaque("operator")

    def _conditional(self, node: Node) -> Value:
        branches = self.expressions(spoken(node))[1:]
        return Choice(tuple(branches)) if branches else ABSENT

    def _switch(self, node: Node) -> Value:
        """The value of each case: the last expression in it."""
        given: list[Value] = []
        for case in node.children_by_field_name("body"):
            nodes = spoken(case)[1:]
            found = self.expressions(nodes) if case.type == "switch_expression_case" else []
            given += [value for value in found[-1:] if not isinstance(value, Opaque)]
        return Choice(tuple(given)) if given else ABSENT

    def _cast(self, node: Node) -> Value:
        said = next((child for child in node.named_children if child.type == "type_cast"), None)
        annotation = self.annotation(said.children) if said is not None else None
        value = self.first(node)
        return Cast(value, annotation) if annotation is not None else value

    readers: ClassVar[Mapping[str, Callable[..., Value]]] = {
        "identifier": _name,
        "identifier_dollar_escaped": _substituted,
        "this": _this,
        "super": _super,
        "string_literal": _string,
        "decimal_integer_literal": _constant,
        "decimal_floating_point_literal": _constant,
        "true": _constant,
        "false": _constant,
        "null_literal": _null,
        "list_literal": _list,
        "set_or_map_literal": _set_or_map,
        "record_literal": _record,
        "parenthesized_expression": first,
        "assignable_expression": first,
        "assignment_expression": lambda self, node: self.expressions(spoken(node))[-1],
        "await_expression": _await,
        "unary_expression": _unary,
        "additive_expression": _sum,
        "if_null_expression": _if_null,
        "conditional_expression": _conditional,
        "switch_expression": _switch,
        "type_cast_expression": _cast,
        "new_expression": creation,
        "const_object_expression": creation,
        "function_expression": _function,
    }


def made(callee: Value, args: tuple[Value, ...], keywords: tuple[Entry, ...]) -> Value:
    """The result of a call."""
    if isinstance(callee, Member) and callee.name == CALLED:
        callee = callee.object
    match callee, args:
        case Ref("describeEnum"), (value,):
            return Member(value, "name")
        case _:
            return CallValue(callee, args, keywords, new=constructs(callee))


def constructs(callee: Value) -> bool:
    """Whether what is called is written like a class."""
    return isinstance(callee, Ref | Member) and callee.name.lstrip("_$")[:1].isupper()


def unescape(match: re.Match[str]) -> str:
    """The character that an escape sequence stands for."""
    number = match[1] or match[2] or match[3]
    if number:
        return chr(int(number, 16)) if int(number, 16) <= 0x10FFFF else match[0]
    return ESCAPES.get(match[4], match[4])
