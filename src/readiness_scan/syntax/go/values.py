"""What expressions of Go say."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from readiness_scan.facts import (
    CallValue,
    Cast,
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
    This,
    Value,
)
from readiness_scan.syntax.extract import ABSENT, DEEP, MAX_DEPTH
from readiness_scan.syntax.go.types import Types, element_type
from readiness_scan.syntax.texts import joined, printf, separated, sound

if TYPE_CHECKING:
    from tree_sitter import Node

ESCAPE = re.compile(r"\\([abfnrtv\\'\"]|[0-7]{3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})")
ESCAPES = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
CONVERSIONS = {"any", "string"}
"""Types without a declaration that a value is converted to by calling them, and keeps its text."""
LISTS = {"slice_type", "array_type", "implicit_length_array_type"}
ADDRESSES = {"&", "*"}


class Values(Types):
    """Expressions and literals."""

    call_types: ClassVar[frozenset[str]] = frozenset({"call_expression", "type_conversion_expression"})

    def prepare(self) -> None:  # noqa: D102 (documented in the base)
        super().prepare()
        self.receivers: set[str] = set()
        """Names of receivers, wherever they stand."""

    # --- literals -------------------------------------------------------------------------------------------

    def _string(self, node: Node) -> Value:
        text = self.text(node)[1:-1]
        return Str(sound(ESCAPE.sub(unescape, text)) if "\\" in text else text)

    def _raw_string(self, node: Node) -> Value:
        return Str(self.text(node)[1:-1].replace("\r", ""))

    def _constant(self, node: Node) -> Value:
        return Constant(self.text(node))

    # --- names and members ----------------------------------------------------------------------------------

    def name(self, node: Node) -> Value:  # noqa: D102 (documented in the base)
        text = self.text(node)
        if text in self.receivers:
            receiver = self._receiver(text)
            if receiver is not None:
                return receiver
        return self.use(text, node)

    def use(self, name: str, node: Node) -> Ref:
        """A name that is used at a place."""
        return Ref(name, node.start_byte) if name in self.moved else Ref(name)

    def _receiver(self, name: str) -> Value | None:
        """The instance that a name stands for, if it is the receiver of the method around."""
        scope = self.scope
        while scope >= 0:
            bound = self.scopes[scope].bindings.get(name)
            if bound:
                return bound[0].value if isinstance(bound[0].value, This) else None
            scope = self.scopes[scope].parent
        return None

    def _selector(self, node: Node) -> Value:
        field = node.child_by_field_id(self.at.field)
        return Member(self.follow(node.child_by_field_id(self.at.operand)), self.text(field) if field else "")

    def _index(self, node: Node) -> Value:
        subject = self.follow(node.child_by_field_id(self.at.operand))
        key = self.follow(node.child_by_field_id(self.at.index))
        return Member(subject, key.text) if isinstance(key, Str) else Index(subject, key)

    def _parenthesised(self, node: Node) -> Value:
        return self.follow(next((child for child in node.named_children if child.type != "comment"), None))

    # --- operators ------------------------------------------------------------------------------------------

    def _unary(self, node: Node) -> Value:
        """A pointer is what it points to."""
        operator = node.child_by_field_id(self.at.operator)
        if operator is None or operator.type not in ADDRESSES:
            return Opaque("operator")
        return self.follow(node.child_by_field_id(self.at.operand))

    def _binary(self, node: Node) -> Value:
        operator = node.child_by_field_id(self.at.operator)
        if operator is None or operator.type != "+":
            return Opaque("operator")
        left, right = node.child_by_field_id(self.at.left), node.child_by_field_id(self.at.right)
        return joined((self.follow(left), self.follow(right)))

    def _assertion(self, node: Node) -> Value:
        operand, said = node.child_by_field_id(self.at.operand), node.child_by_field_id(self.at.type)
        return Cast(self.follow(operand), self.type_of(said))

    # --- calls ----------------------------------------------------------------------------------------------

    def _call(self, node: Node) -> Value:
        function = node.child_by_field_id(self.at.function)
        arguments = node.child_by_field_id(self.at.arguments)
        callee = self.callee(function)
        args = self.each(arguments.named_children) if arguments else ()
        if isinstance(callee, Ref) and arguments is not None:
            said = self._built_in(callee.name, args, arguments)
        else:
            said = library(callee, args)
        return said or CallValue(callee, args, (), new=False)

    def callee(self, node: Node | None) -> Value:
        """What is called, without the types that a generic function is given."""
        if node is not None and node.type == "index_expression":
            index = node.child_by_field_id(self.at.index)
            if index is not None and index.type in ("identifier", "selector_expression"):
                inner = node.child_by_field_id(self.at.operand)
                return self.follow(inner) if self._is_function(inner) else self.follow(node)
        return self.follow(node)

    def _is_function(self, node: Node | None) -> bool:
        """Whether a name is a function's of this file: what stands in its brackets is a type then."""
        return node is not None and node.type == "identifier" and self.text(node) in self.function_names

    def _built_in(self, name: str, args: tuple[Value, ...], arguments: Node) -> Value | None:
        """What a call of a function means that every file has."""
        if name in CONVERSIONS and len(args) == 1:
            return args[0]
        if name == "append" and args:
            return ListLit((Spread(args[0]), *args[1:]))
        if name == "new" and arguments.named_child_count == 1:
            return CallValue(self.type_of(arguments.named_children[0]), (), (), new=True)
        return Opaque(name) if name in ("make", "len", "cap", "copy") else None

    def _conversion(self, node: Node) -> Value:
        """`T[X](value)` may be the call of a generic function; any other conversion keeps the value."""
        kind = node.child_by_field_id(self.at.type)
        value = self.follow(node.child_by_field_id(self.at.operand))
        if kind is None or kind.type != "generic_type":
            return value
        return CallValue(self.type_of(kind.child_by_field_id(self.at.type)), (value,), (), new=False)

    def _spread(self, node: Node) -> Value:
        return Spread(self._parenthesised(node))

    def _function(self, node: Node) -> Value:
        index = self.function_ids.get(node.id)
        return Opaque("function") if index is None else Lambda(index)

    # --- composite literals ---------------------------------------------------------------------------------

    def _composite(self, node: Node) -> Value:
        body = node.child_by_field_id(self.at.body)
        return self.composed(node.child_by_field_id(self.at.type), body) if body is not None else ABSENT

    def composed(self, kind: Node | None, body: Node) -> Value:
        """The value of `T{…}`, given the nodes of the type and of the braces."""
        if self.depth > MAX_DEPTH:
            return DEEP
        self.depth += 1
        try:
            return self._composed(kind, body)
        finally:
            self.depth -= 1

    def _composed(self, kind: Node | None, body: Node) -> Value:
        kind = self.underlying(kind)
        if kind is not None and kind.type in LISTS:
            return ListLit(self._items(kind, body))
        if kind is not None and (kind.type == "map_type" or self._has_text_keys(body)):
            return ObjectLit(self.entries(kind, body))
        return CallValue(self.type_of(kind), self._items(kind, body), self.entries(kind, body), new=True)

    def _items(self, kind: Node | None, body: Node) -> tuple[Value, ...]:
        items: list[Value] = []
        for child in body.named_children:
            if child.type == "keyed_element" and kind is not None and kind.type in LISTS:
                child = child.child_by_field_id(self.at.value) or child
            if child.type == "literal_element":
                items.append(self._element(kind, child))
        return tuple(items)

    def entries(self, kind: Node | None, body: Node) -> tuple[Entry, ...]:
        """The keyed elements of a map or a struct."""
        entries: list[Entry] = []
        for child in body.named_children:
            if child.type == "keyed_element":
                key, value = child.child_by_field_id(self.at.key), child.child_by_field_id(self.at.value)
                said = self._element(kind, value) if value is not None else ABSENT
                entries.append(Entry(self._key(kind, key), said, child.start_byte))
        return tuple(entries)

    def _key(self, kind: Node | None, node: Node | None) -> str | None:
        inner = node.named_children[0] if node is not None and node.named_children else None
        if inner is None:
            return None
        if inner.type == "identifier" and (kind is None or kind.type != "map_type"):
            return self.text(inner)
        key = self.follow(inner)
        return key.text if isinstance(key, Str) else None

    def _element(self, kind: Node | None, node: Node) -> Value:
        """An element; of one that is braces alone, the type is said by the literal around it."""
        inner = next((child for child in node.named_children if child.type != "comment"), None)
        if inner is not None and inner.type == "literal_value":
            return self.composed(element_type(kind), inner)
        return self.follow(inner)

    def _has_text_keys(self, body: Node) -> bool:
        """Whether the first key is a string: then the type, wherever it is declared, is a map."""
        first = next((child for child in body.named_children if child.type == "keyed_element"), None)
        key = first.child_by_field_id(self.at.key) if first is not None else None
        return key is not None and bool(key.named_children) and key.named_children[0].type in STRINGS

    readers: ClassVar[Mapping[str, Callable[..., Value]]] = {
        "interpreted_string_literal": _string,
        "raw_string_literal": _raw_string,
        "int_literal": _constant,
        "float_literal": _constant,
        "true": _constant,
        "false": _constant,
        "nil": _constant,
        "identifier": name,
        "type_identifier": name,
        "qualified_type": Types.qualified,
        "selector_expression": _selector,
        "index_expression": _index,
        "call_expression": _call,
        "type_conversion_expression": _conversion,
        "type_assertion_expression": _assertion,
        "parenthesized_expression": _parenthesised,
        "literal_element": _parenthesised,
        "unary_expression": _unary,
        "binary_expression": _binary,
        "variadic_argument": _spread,
        "func_literal": _function,
        "composite_literal": _composite,
    }


STRINGS = {"interpreted_string_literal", "raw_string_literal"}


def unescape(match: re.Match[str]) -> str:
    """The character that an escape sequence stands for."""
    body = match[1]
    if body[0] in "xuU":
        code = int(body[1:], 16)
        return chr(code) if code <= 0x10FFFF else match[0]
    return chr(int(body, 8) & 0xFF) if body[0] in "01234567" else ESCAPES.get(body, body)


def library(callee: Value, args: tuple[Value, ...]) -> Value | None:
    """What a call of the standard library puts together: `fmt.Sprintf("a_%s", x)`, `strings.Join(xs, "_")`."""
    match callee, args:
        case Member(Ref("fmt"), "Sprintf"), (Str(text), *values):
            return printf(text, values)
        case Member(Ref("fmt"), "Sprint"), (_, *_):
            return joined(args)
        case Member(Ref("strings"), "Join"), (ListLit() as items, Str(separator)):
            return separated(separator, items)
        case _:
            return None
