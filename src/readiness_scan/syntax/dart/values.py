"""What literals, names and operators of Dart say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from readiness_scan.facts import (
    Await,
    Cast,
    Choice,
    Constant,
    Entry,
    ListLit,
    ObjectLit,
    Opaque,
    Ref,
    Spread,
    Str,
    Super,
    This,
    Value,
)
from readiness_scan.syntax.dart.expressions import Expressions, made
from readiness_scan.syntax.dart.generics import generic_call
from readiness_scan.syntax.dart.types import head, spoken
from readiness_scan.syntax.extract import ABSENT, MAX_DEPTH
from readiness_scan.syntax.texts import joined, sound

if TYPE_CHECKING:
    from tree_sitter import Node

QUOTES = ("'", '"')
ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
ESCAPES = {"n": "\n", "r": "\r", "f": "\f", "b": "\b", "t": "\t", "v": "\v"}


class Values(Expressions):
    """Literals, names and operators."""

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
            elif child.type.endswith(QUOTES):
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

    def _elements(self, nodes: Sequence[Node], depth: int = 0) -> list[Value]:
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
                    found += self._elements(self._inner(node), depth + 1) if depth < MAX_DEPTH else ()
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

    def _entries(self, nodes: Iterable[Node], depth: int = 0) -> list[Entry]:
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
                    found += self._entries(self._inner(node), depth + 1) if depth < MAX_DEPTH else ()
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

    def _comparison(self, node: Node) -> Value:
        call = generic_call(node)
        if call is None:
            return Opaque("operator")
        value = made(self.first_of(call.callee), (self.first(call.argument),), ())
        for each in call.rest:
            value = self._selected(value, each)
        return Await(value) if call.is_awaited else value

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
        "parenthesized_expression": Expressions.first,
        "assignable_expression": Expressions.first,
        "assignment_expression": lambda self, node: self.expressions(spoken(node))[-1],
        "await_expression": _await,
        "unary_expression": _unary,
        "additive_expression": _sum,
        "relational_expression": _comparison,
        "if_null_expression": _if_null,
        "conditional_expression": _conditional,
        "switch_expression": _switch,
        "type_cast_expression": _cast,
        "new_expression": Expressions.creation,
        "const_object_expression": Expressions.creation,
        "function_expression": Expressions.function,
    }


def unescape(match: re.Match[str]) -> str:
    """The character that an escape sequence stands for."""
    number = match[1] or match[2] or match[3]
    if number:
        return chr(int(number, 16)) if int(number, 16) <= 0x10FFFF else match[0]
    return ESCAPES.get(match[4], match[4])
