"""What literals, names, branches and types of Kotlin say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar

from readiness_scan.facts import (
    Cast,
    Choice,
    Constant,
    FunctionType,
    Index,
    ListLit,
    Member,
    Opaque,
    Ref,
    ScopeKind,
    Str,
    Super,
    This,
    TypeApplication,
    Value,
)
from readiness_scan.syntax.extract import ABSENT
from readiness_scan.syntax.jvm.declarations import JvmReader
from readiness_scan.syntax.texts import joined, sound

if TYPE_CHECKING:
    from tree_sitter import Node

PART = re.compile(r"\\(u[0-9a-fA-F]{4}|.)|\$(\w+)", re.DOTALL)
RAW_PART = re.compile(r"(?!)()|\$([A-Za-z_]\w*)")
ESCAPES = {"t": "\t", "b": "\b", "n": "\n", "r": "\r"}
EXTENSION = re.compile(rb"\bfun\s+(?:<[^>]*>\s*)?[\w.<>?, ]+\.(\w+)\s*\(")
TYPES = {"user_type", "nullable_type", "function_type", "non_nullable_type", "parenthesized_type"}
COMMENTS = {"line_comment", "block_comment", "comment"}


class Expressions(JvmReader):
    """Expressions but for calls, and types."""

    def prepare(self) -> None:  # noqa: D102 (documented in the base)
        super().prepare()
        self.extended: dict[str, int] = {}
        """The types that the file adds functions to, as written, each with the number of its class here."""
        self.added = {name.decode() for name in EXTENSION.findall(self.data)}
        """Names of functions that are called as members of what they are no members of."""
        self.receivers: dict[int, Value] = {}
        """What `this` is in the lambdas that have another one, by scope."""

    # --- literals -------------------------------------------------------------------------------------------

    def _string(self, node: Node) -> Value:
        quotes = 3 if node.type.startswith("multiline") else 1
        parts: list[Value] = []
        place = node.start_byte + quotes
        for child in node.named_children:
            if child.type == "interpolation":
                parts += self._text(self.data[place : child.start_byte], raw=quotes == 3)
                inner = next((each for each in child.named_children if each.type not in COMMENTS), None)
                parts.append(self.follow(inner))
                place = child.end_byte
        parts += self._text(self.data[place : node.end_byte - quotes], raw=quotes == 3)
        return joined(parts)

    def _text(self, data: bytes, *, raw: bool) -> Iterator[Value]:
        """The parts of a string between its `${…}`: text, and names after a `$`."""
        text = data.decode("utf-8", "replace")
        end = 0
        for match in (RAW_PART if raw else PART).finditer(text):
            if match[2] and match[2][0].isdigit():
                continue
            yield Str(text[end : match.start()])
            yield self.named(match[2]) if match[2] else Str(unescape(match[1]))
            end = match.end()
        yield Str(text[end:])

    def _character(self, node: Node) -> Value:
        text = self.text(node)[1:-1]
        return Str(unescape(text[1:]) if text.startswith("\\") else text)

    def _constant(self, node: Node) -> Value:
        return Constant(self.text(node))

    # --- names and members ----------------------------------------------------------------------------------

    def _name(self, node: Node) -> Value:
        text = self.text(node)
        return Constant(text) if text in ("true", "false", "null") else self.named(text)

    def named(self, name: str) -> Value:
        """A name that is used."""
        return Ref(name.strip("`"))

    def _navigation(self, node: Node) -> Value:
        parts = node.named_children
        if len(parts) < 2:
            return self.follow(parts[0]) if parts else ABSENT
        name = self.text(parts[-1]).strip("`")
        return self.member(self.follow(parts[0]), name)

    def _index(self, node: Node) -> Value:
        parts = node.named_children
        if len(parts) != 2:
            return ABSENT
        subject, key = self.follow(parts[0]), self.follow(parts[1])
        return Member(subject, key.text) if isinstance(key, Str) else Index(subject, key)

    def _this(self, node: Node) -> Value:
        label = next((self.text(child) for child in node.named_children if child.type == "identifier"), "")
        if not label:
            receiver = self.receiver()
            if receiver is not None:
                return receiver
        scope = self.scope
        while scope >= 0:
            here = self.scopes[scope]
            if here.kind is ScopeKind.CLASS and label in ("", self.class_name(here.owner)):
                return This(here.owner)
            scope = here.parent
        return This(self.own_class())

    def class_name(self, number: int) -> str | None:
        """The name of a class; none while its head is being read."""
        return self.classes[number].name if number < len(self.classes) else None

    def receiver(self) -> Value | None:
        """What `this` is in the innermost lambda or function that has another one."""
        scope = self.scope if self.receivers else -1
        while scope >= 0 and self.scopes[scope].kind is not ScopeKind.CLASS:
            if scope in self.receivers:
                return self.receivers[scope]
            scope = self.scopes[scope].parent
        return None

    def _super(self, node: Node) -> Value:
        return Super(self.own_class())

    def first(self, node: Node) -> Value:
        """The value of the one expression in a node."""
        return self.follow(next((child for child in node.named_children if child.type not in COMMENTS), None))

    # --- operators ------------------------------------------------------------------------------------------

    def _unary(self, node: Node) -> Value:
        operator = node.child_by_field_id(self.at.operator)
        if operator is None or self.text(operator) != "!!":
            return Opaque("operator")
        return self.follow(node.child_by_field_id(self.at.argument))

    def _binary(self, node: Node) -> Value:
        operator = node.child_by_field_id(self.at.operator)
        kind = self.text(operator) if operator is not None else ""
        left, right = node.child_by_field_id(self.at.left), node.child_by_field_id(self.at.right)
        if kind == "+":
            return joined((self.follow(left), self.follow(right)))
        if kind == "?:":
            given = self.follow(right)
            return Choice((self.follow(left), given)) if not isinstance(given, Opaque) else self.follow(left)
        return Opaque("operator")

    def _cast(self, node: Node) -> Value:
        parts = node.named_children
        return Cast(self.follow(parts[0]), self.type_of(parts[-1])) if len(parts) > 1 else ABSENT

    # --- branches -------------------------------------------------------------------------------------------

    def result(self, node: Node | None) -> Value:
        """What a branch gives: an expression, or the last one of a block."""
        if node is None:
            return ABSENT
        if node.type != "block":
            return self.follow(node)
        last = next((child for child in reversed(node.named_children) if child.type not in COMMENTS), None)
        return self.follow(last)

    def _if(self, node: Node) -> Value:
        condition = node.child_by_field_id(self.at.condition)
        branches = [child for child in node.named_children if child != condition and child.type not in COMMENTS]
        return chosen([self.result(branch) for branch in branches])

    def _when(self, node: Node) -> Value:
        given: list[Value] = []
        for entry in node.named_children:
            if entry.type == "when_entry" and entry.named_children:
                last = entry.named_children[-1]
                given.append(self.result(last))
        return chosen(given)

    def _try(self, node: Node) -> Value:
        given: list[Value] = []
        for child in node.named_children:
            if child.type == "block":
                given.append(self.result(child))
            elif child.type == "catch_block":
                given.append(self.result(child.named_children[-1]))
        return chosen(given)

    # --- types ----------------------------------------------------------------------------------------------

    def type_of(self, node: Node | None) -> Value:
        """What a type says."""
        if node is None:
            return ABSENT
        match node.type:
            case "identifier":
                return Ref(self.text(node))
            case "user_type":
                return self._user_type(node)
            case "nullable_type" | "non_nullable_type" | "parenthesized_type" | "type_projection":
                return self.type_of(next((child for child in node.named_children if child.type in TYPES), None))
            case "function_type":
                return FunctionType(self.type_of(node.named_children[-1]))
            case _:
                return Opaque(node.type)

    def _user_type(self, node: Node) -> Value:
        names = [self.text(child).strip("`") for child in node.named_children if child.type == "identifier"]
        if not names:
            return ABSENT
        value: Value = Ref(names[0])
        for name in names[1:]:
            value = self.member(value, name)
        given = next((child for child in node.named_children if child.type == "type_arguments"), None)
        if given is None:
            return value
        return TypeApplication(value, tuple(self.type_of(child) for child in given.named_children))

    readers: ClassVar[Mapping[str, Callable[..., Value]]] = {
        "string_literal": _string,
        "multiline_string_literal": _string,
        "character_literal": _character,
        "number_literal": _constant,
        "float_literal": _constant,
        "identifier": _name,
        "navigation_expression": _navigation,
        "index_expression": _index,
        "this_expression": _this,
        "super_expression": _super,
        "parenthesized_expression": first,
        "labeled_expression": first,
        "annotated_expression": first,
        "unary_expression": _unary,
        "binary_expression": _binary,
        "as_expression": _cast,
        "if_expression": _if,
        "when_expression": _when,
        "try_expression": _try,
        "annotated_lambda": first,
        "user_type": type_of,
        "collection_literal": lambda self, node: ListLit(self.each(node.named_children)),
    }


def chosen(given: list[Value]) -> Value:
    """One of what branches give; what they do not give is left out."""
    known = tuple(value for value in given if not isinstance(value, Opaque) or value.why == "operator")
    return Choice(known) if len(known) > 1 else known[0] if known else Opaque("branches")


def unescape(body: str) -> str:
    """The character that an escape sequence stands for."""
    if body[0] == "u" and len(body) == 5:
        return sound(chr(int(body[1:], 16)))
    return ESCAPES.get(body, body)
