"""What expressions of Swift say."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from readiness_scan.facts import (
    IMPLIED,
    Await,
    CallValue,
    Cast,
    Choice,
    Constant,
    Entry,
    FunctionType,
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
from readiness_scan.syntax.extract import Extractor
from readiness_scan.syntax.texts import joined

if TYPE_CHECKING:
    from tree_sitter import Node

CONSTRUCTOR = "constructor"
"""What a class's initialiser is called, whatever the language calls it."""
ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]+)\}|(.))", re.DOTALL)
ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "\0"}
PLAIN_TYPES = {"Bool", "Character", "Double", "Float", "Int", "String", "Void"}


class Values(Extractor):
    """Expressions, literals and names."""

    # --- names ----------------------------------------------------------------------------------------------

    def _name(self, node: Node) -> Value:
        text = self.text(node).strip("`")
        return self._own() if text == "Self" else Ref(text)

    def _self(self, node: Node) -> Value:
        return self._own()

    def _own(self) -> Value:
        owner = self.enclosing(ScopeKind.CLASS)
        return This(owner) if owner >= 0 else Opaque("outside of a type")

    def _super(self, node: Node) -> Value:
        owner = self.enclosing(ScopeKind.CLASS)
        return Super(owner) if owner >= 0 else Opaque("outside of a type")

    def _navigation(self, node: Node) -> Value:
        target = self.follow(node.child_by_field_id(self.at.target))
        name = self.suffix(node)
        if name == "self":
            return target
        return Member(target, CONSTRUCTOR if name == "init" and isinstance(target, Super | This) else name)

    def suffix(self, node: Node) -> str:
        """The name that a member access ends in."""
        suffix = node.child_by_field_id(self.at.suffix)
        name = suffix.child_by_field_id(self.at.suffix) if suffix is not None else None
        return self.text(name).strip("`") if name is not None else ""

    def _prefix(self, node: Node) -> Value:
        target = node.child_by_field_id(self.at.target)
        if target is not None and self.data[node.start_byte : node.start_byte + 1] == b".":
            return Member(IMPLIED, self.text(target))
        return Opaque("operator")

    def _postfix(self, node: Node) -> Value:
        return self.follow(node.child_by_field_id(self.at.target))

    def _array_access(self, callee: Value, keys: tuple[Value, ...]) -> Value:
        key = keys[0] if keys else None
        return Member(callee, key.text) if isinstance(key, Str) else Index(callee, key)

    # --- literals -------------------------------------------------------------------------------------------

    def _string(self, node: Node) -> Value:
        return joined(self._piece(child) for child in node.named_children)

    def _piece(self, node: Node) -> Value:
        if node.type == "interpolated_expression":
            return self.follow(node.child_by_field_id(self.at.value))
        text = self.text(node)
        return Str(ESCAPE.sub(unescape, text) if node.type == "str_escaped_char" else text)

    def _constant(self, node: Node) -> Value:
        return Constant(self.text(node))

    def _nil(self, node: Node) -> Value:
        return Constant("null")

    def _list(self, node: Node) -> Value:
        return ListLit(self.each(node.named_children))

    def _dictionary(self, node: Node) -> Value:
        keys, values = node.children_by_field_name("key"), node.children_by_field_name("value")
        entries: list[Entry] = []
        for key, value in zip(keys, values, strict=False):
            said = self.follow(key)
            entries.append(Entry(said.text if isinstance(said, Str) else None, self.follow(value), key.start_byte))
        return ObjectLit(tuple(entries))

    # --- calls ----------------------------------------------------------------------------------------------

    def _call(self, node: Node) -> Value:
        callee = self.follow(node.named_children[0])
        if self._is_subscript(node):
            args, _ = self.arguments(node)
            return self._array_access(callee, args)
        args, keywords = self.arguments(node)
        if isinstance(callee, Member) and callee.name == "init" and not isinstance(callee.object, Super | This):
            callee = callee.object  # `Type.init(…)`
        if isinstance(callee, Ref) and callee.name == "String" and len(args) == 1 and not keywords:
            return args[0]
        return CallValue(callee, args, keywords, new=False)

    def _is_subscript(self, node: Node) -> bool:
        suffix = node.named_children[-1]
        listed = suffix.named_children[0] if suffix.named_children else None
        return listed is not None and self.data[listed.start_byte : listed.start_byte + 1] == b"["

    def arguments(self, node: Node) -> tuple[tuple[Value, ...], tuple[Entry, ...]]:
        """Arguments without and with labels; trailing closures come last."""
        args: list[Value] = []
        keywords: list[Entry] = []
        suffix = node.named_children[-1]
        for part in suffix.named_children if suffix.type == "call_suffix" else ():
            if part.type == "lambda_literal":
                args.append(self._lambda(part))
            for child in part.named_children if part.type == "value_arguments" else ():
                if child.type != "value_argument":
                    continue
                label, value = child.child_by_field_id(self.at.name), child.child_by_field_id(self.at.value)
                said = self.follow(value)
                if label is not None:
                    keywords.append(Entry(self.text(label), said, child.start_byte))
                else:
                    args.append(said)
        return tuple(args), tuple(keywords)

    def _lambda(self, node: Node) -> Value:
        index = self.function_ids.get(node.id)
        return Opaque("function") if index is None else Lambda(index)

    # --- operators ------------------------------------------------------------------------------------------

    def inner(self, node: Node) -> Value:
        """The value of the last child that is no comment."""
        named = [child for child in node.named_children if "comment" not in child.type]
        return self.follow(named[-1] if named else None)

    def _await(self, node: Node) -> Value:
        return Await(self.inner(node))

    def _coalescing(self, node: Node) -> Value:
        value, other = node.child_by_field_id(self.at.value), node.child_by_field_id(self.at.if_nil)
        return Choice((self.follow(value), self.follow(other)))

    def _ternary(self, node: Node) -> Value:
        yes, no = node.child_by_field_id(self.at.if_true), node.child_by_field_id(self.at.if_false)
        return Choice((self.follow(yes), self.follow(no)))

    def _additive(self, node: Node) -> Value:
        return joined(
            (self.follow(node.child_by_field_id(self.at.lhs)), self.follow(node.child_by_field_id(self.at.rhs)))
        )

    def _as(self, node: Node) -> Value:
        kind = node.named_children[-1]
        return Cast(self.follow(node.named_children[0]), self.type_of(kind) or Opaque("type"))

    def _branches(self, node: Node) -> Value:
        """`switch` or `if` as an expression: the last value of each branch."""
        bodies = [child for child in node.named_children if child.type in ("switch_entry", "statements")]
        values: list[Value] = []
        for body in bodies:
            listed = next((child for child in body.named_children if child.type == "statements"), body)
            values.append(self.inner(listed))
        return Choice(tuple(values)) if values else Opaque("no value")

    # --- types ----------------------------------------------------------------------------------------------

    def type_of(self, node: Node | None) -> Value | None:
        """The value of a type."""
        if node is None:
            return None
        match node.type:
            case "optional_type" | "opaque_type" | "existential_type" | "type_annotation" | "implicitly_unwrapped_type":
                return self.type_of(node.named_children[-1]) if node.named_children else None
            case "array_type":
                item = self.type_of(node.named_children[0]) if node.named_children else None
                return TypeApplication(Ref("Array"), (item,)) if item is not None else None
            case "function_type":
                return FunctionType(self.type_of(node.named_children[-1]) or Opaque("type"))
            case "protocol_composition_type":
                parts = [self.type_of(child) for child in node.named_children]
                return TypeApplication(None, tuple(part for part in parts if part is not None))
            case "user_type":
                names = [child for child in node.named_children if child.type == "type_identifier"]
                if not names or (len(names) == 1 and self.text(names[0]) in PLAIN_TYPES):
                    return None
                value: Value = Ref(self.text(names[0]))
                for name in names[1:]:
                    value = Member(value, self.text(name))
                listed = next((child for child in node.named_children if child.type == "type_arguments"), None)
                args = [self.type_of(child) for child in listed.named_children] if listed is not None else []
                known = tuple(arg for arg in args if arg is not None)
                return TypeApplication(value, known) if known else value
            case _:
                return None

    readers: ClassVar[Mapping[str, Callable[..., Value]]] = {
        "simple_identifier": _name,
        "type_identifier": _name,
        "self_expression": _self,
        "super_expression": _super,
        "navigation_expression": _navigation,
        "prefix_expression": _prefix,
        "postfix_expression": _postfix,
        "line_string_literal": _string,
        "multi_line_string_literal": _string,
        "raw_string_literal": _string,
        "integer_literal": _constant,
        "real_literal": _constant,
        "boolean_literal": _constant,
        "nil_literal": _nil,
        "array_literal": _list,
        "tuple_expression": inner,
        "dictionary_literal": _dictionary,
        "call_expression": _call,
        "lambda_literal": _lambda,
        "try_expression": inner,
        "await_expression": _await,
        "nil_coalescing_expression": _coalescing,
        "ternary_expression": _ternary,
        "additive_expression": _additive,
        "as_expression": _as,
        "switch_statement": _branches,
        "if_statement": _branches,
        "directly_assignable_expression": inner,
    }


def unescape(match: re.Match[str]) -> str:
    """The character that an escape sequence stands for."""
    if match[1]:
        number = int(match[1], 16)
        return chr(number) if number <= 0x10FFFF else match[0]
    return ESCAPES.get(match[2], match[2])
