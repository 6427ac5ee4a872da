"""What expressions and types of Java say."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from readiness_scan.facts import (
    CallValue,
    Cast,
    Choice,
    ClassValue,
    Constant,
    Entry,
    Index,
    Lambda,
    ListLit,
    Member,
    ObjectLit,
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
from readiness_scan.syntax.jvm.declarations import JvmReader, built
from readiness_scan.syntax.texts import joined, printf, separated, sound

if TYPE_CHECKING:
    from tree_sitter import Node

ESCAPE = re.compile(r"\\(u+[0-9a-fA-F]{4}|[0-3]?[0-7]{1,2}|\n|.)", re.DOTALL)
ESCAPES = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", "s": " ", "\n": ""}
COMMENTS = {"line_comment", "block_comment"}
ELEMENTS = "[]"
LIST_MAKERS = {("List", "of"), ("Set", "of"), ("Arrays", "asList"), ("ImmutableList", "of"), ("Stream", "of")}
MAP_MAKERS = {("Map", "of"), ("ImmutableMap", "of")}


class Values(JvmReader):
    """Expressions, literals and types."""

    call_types: ClassVar[frozenset[str]] = frozenset({"method_invocation", "object_creation_expression"})

    # --- literals -------------------------------------------------------------------------------------------

    def _string(self, node: Node) -> Value:
        text = self.text(node)
        is_block = text.startswith('"""')
        text = textwrap.dedent(text[3:-3].partition("\n")[2]) if is_block else text[1:-1]
        return Str(sound(ESCAPE.sub(unescape, text)) if "\\" in text else text)

    def _constant(self, node: Node) -> Value:
        return Constant(self.text(node))

    # --- names and members ----------------------------------------------------------------------------------

    def _name(self, node: Node) -> Value:
        return Ref(self.text(node))

    def _this(self, node: Node) -> Value:
        return This(self.own_class())

    def _super(self, node: Node) -> Value:
        return Super(self.own_class())

    def _access(self, node: Node) -> Value:
        subject, field = node.child_by_field_id(self.at.object), node.child_by_field_id(self.at.field)
        if subject is None or field is None:
            return ABSENT
        if field.type == "this":
            return self._outer(self.text(subject))
        return self.member(self.follow(subject), self.text(field))

    def _outer(self, name: str) -> Value:
        """`Outer.this`."""
        scope = self.scope
        while scope >= 0:
            here = self.scopes[scope]
            known = here.kind is ScopeKind.CLASS and here.owner < len(self.classes)
            if known and self.classes[here.owner].name == name:
                return This(here.owner)
            scope = here.parent
        return Opaque("this of a class that is not here")

    def _index(self, node: Node) -> Value:
        subject, key = node.child_by_field_id(self.at.array), node.child_by_field_id(self.at.index)
        return Index(self.follow(subject), self.follow(key))

    def first(self, node: Node) -> Value:
        """The value of the one expression in a node."""
        return self.follow(next((child for child in node.named_children if child.type not in COMMENTS), None))

    # --- operators and branches -----------------------------------------------------------------------------

    def _binary(self, node: Node) -> Value:
        operator = node.child_by_field_id(self.at.operator)
        if operator is None or operator.type != "+":
            return Opaque("operator")
        left, right = node.child_by_field_id(self.at.left), node.child_by_field_id(self.at.right)
        return joined((self.follow(left), self.follow(right)))

    def _conditional(self, node: Node) -> Value:
        left, right = node.child_by_field_id(self.at.consequence), node.child_by_field_id(self.at.alternative)
        return Choice((self.follow(left), self.follow(right)))

    def _cast(self, node: Node) -> Value:
        said = self.type_of(node.child_by_field_id(self.at.type))
        return Cast(self.follow(node.child_by_field_id(self.at.value)), said)

    def _switch(self, node: Node) -> Value:
        body = node.child_by_field_id(self.at.body)
        given: list[Value] = []
        for rule in body.named_children if body is not None else ():
            last = rule.named_children[-1] if rule.named_children else None
            if rule.type == "switch_rule" and last is not None:
                given += self._yielded(last)
            else:
                for statement in rule.named_children:
                    if statement.type == "yield_statement":
                        given.append(self.first(statement))
        known = tuple(value for value in given if not isinstance(value, Opaque) or value.why == "operator")
        return Choice(known) if len(known) > 1 else known[0] if known else Opaque("branches")

    def _yielded(self, node: Node) -> list[Value]:
        if node.type == "expression_statement":
            return [self.first(node)]
        statements = node.named_children if node.type == "block" else ()
        return [self.first(statement) for statement in statements if statement.type == "yield_statement"]

    # --- calls ----------------------------------------------------------------------------------------------

    def _call(self, node: Node) -> Value:
        call = self.read_call(node)
        return library(call) or built(call) or call

    def read_call(self, node: Node) -> CallValue:
        """The callee and the arguments of a call."""
        if node.type == "object_creation_expression":
            return self._creation(node)
        subject, name = node.child_by_field_id(self.at.object), node.child_by_field_id(self.at.name)
        args = self.args(node.child_by_field_id(self.at.arguments))
        text = self.text(name) if name is not None else ""
        callee = self.member(self.follow(subject), text) if subject is not None else Ref(text)
        return CallValue(callee, args, (), new=False)

    def _creation(self, node: Node) -> CallValue:
        index = self.class_ids.get(node.id)
        kind = ClassValue(index) if index is not None else self.type_of(node.child_by_field_id(self.at.type))
        if isinstance(kind, TypeApplication) and kind.base is not None:
            kind = kind.base
        return CallValue(kind, self.args(node.child_by_field_id(self.at.arguments)), (), new=True)

    def args(self, node: Node | None) -> tuple[Value, ...]:
        """The arguments in parentheses."""
        if node is None:
            return ()
        return tuple(self.follow(child) for child in node.named_children if child.type not in COMMENTS)

    def _function(self, node: Node) -> Value:
        index = self.function_ids.get(node.id)
        return Opaque("function") if index is None else Lambda(index)

    def _reference(self, node: Node) -> Value:
        """`Analytics::track`."""
        parts = node.named_children
        return Member(self.follow(parts[0]), self.text(parts[-1])) if len(parts) > 1 else ABSENT

    def _array(self, node: Node) -> Value:
        value = node.child_by_field_id(self.at.value)
        return self.follow(value) if value is not None else Opaque("array")

    def _items(self, node: Node) -> Value:
        return ListLit(self.args(node))

    # --- types ----------------------------------------------------------------------------------------------

    def type_of(self, node: Node | None) -> Value:
        """What a type says."""
        if node is None:
            return ABSENT
        match node.type:
            case "type_identifier" | "identifier":
                return Ref(self.text(node))
            case "scoped_type_identifier":
                parts = [child for child in node.named_children if child.type.endswith("identifier")]
                if len(parts) < 2:
                    return ABSENT
                return self.member(self.type_of(parts[0]), self.text(parts[-1]))
            case "generic_type":
                base, given = node.named_children[0], node.named_children[-1]
                return TypeApplication(self.type_of(base), tuple(self.type_of(each) for each in given.named_children))
            case "array_type":
                return TypeApplication(Ref(ELEMENTS), (self.type_of(node.child_by_field_id(self.at.element)),))
            case "annotated_type" | "wildcard":
                return self.type_of(node.named_children[-1]) if node.named_children else ABSENT
            case _:
                return Opaque(node.type)

    def annotation(self, node: Node | None) -> Value | None:
        """The type of a variable; none where it is left out or inferred."""
        if node is None or (node.type == "type_identifier" and self.text(node) == "var"):
            return None
        return self.type_of(node)

    readers: ClassVar[Mapping[str, Callable[..., Value]]] = {
        "string_literal": _string,
        "character_literal": _string,
        "decimal_integer_literal": _constant,
        "decimal_floating_point_literal": _constant,
        "true": _constant,
        "false": _constant,
        "null_literal": _constant,
        "identifier": _name,
        "type_identifier": _name,
        "scoped_type_identifier": type_of,
        "generic_type": type_of,
        "this": _this,
        "super": _super,
        "field_access": _access,
        "array_access": _index,
        "parenthesized_expression": first,
        "binary_expression": _binary,
        "ternary_expression": _conditional,
        "cast_expression": _cast,
        "switch_expression": _switch,
        "method_invocation": _call,
        "object_creation_expression": _call,
        "lambda_expression": _function,
        "method_reference": _reference,
        "array_creation_expression": _array,
        "array_initializer": _items,
        "assignment_expression": lambda self, node: self.follow(node.child_by_field_id(self.at.right)),
    }


def library(call: CallValue) -> Value | None:
    """What a call of the standard library puts together."""
    match call.callee, call.args:
        case Member(Ref("String"), "format"), (Str(text), *values):
            return printf(text, values)
        case Member(Ref("String"), "valueOf"), (value,):
            return value
        case Member(Ref("String"), "join"), (Str(separator), *values):
            return separated(separator, ListLit(tuple(values)))
        case Member(Str(text), "formatted"), values:
            return printf(text, values)
        case Member(subject, "concat"), (value,):
            return joined((subject, value))
        case Member(Ref("Objects"), "requireNonNull" | "requireNonNullElse"), (value, *_):
            return value
        case Member(Ref("Optional"), "of" | "ofNullable"), (value,):
            return value
        case Member(Ref(kind), name), values if (kind, name) in LIST_MAKERS:
            return ListLit(tuple(values))
        case Member(Ref(kind), name), values if (kind, name) in MAP_MAKERS:
            keys = values[::2]
            entries = zip(keys, values[1::2], strict=False)
            return ObjectLit(tuple(Entry(key.text if isinstance(key, Str) else None, held, 0) for key, held in entries))
        case _:
            return None


def unescape(match: re.Match[str]) -> str:
    """The character that an escape sequence stands for."""
    body = match[1]
    if body[0] == "u" and len(body) > 4:
        return chr(int(body[-4:], 16))
    if body[0] in "01234567":
        return chr(int(body, 8))
    return ESCAPES.get(body, body)
