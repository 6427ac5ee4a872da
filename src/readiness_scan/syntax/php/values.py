"""What expressions of PHP say."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from readiness_scan.facts import (
    CallValue,
    Choice,
    ClassValue,
    Constant,
    Entry,
    ImportValue,
    Index,
    Lambda,
    ListLit,
    Member,
    ObjectLit,
    Opaque,
    Ref,
    ScopeKind,
    Spread,
    Str,
    Super,
    This,
    TypeApplication,
    Value,
)
from readiness_scan.syntax.extract import Extractor
from readiness_scan.syntax.texts import joined, printf, sound

if TYPE_CHECKING:
    from tree_sitter import Node

CONSTRUCTOR = "constructor"
"""What a class's constructor is called, whatever the language calls it."""
GLOBAL = "\\"
ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]+)\}|x([0-9a-fA-F]{1,2})|([0-7]{1,3})|(.))", re.DOTALL)
ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "v": "\v", "e": "\x1b", "f": "\f", "0": "\0"}
OWN = {"self", "static"}


class Values(Extractor):
    """Expressions, literals and names. A variable keeps its sign: `$x` is no `x`."""

    def prepare(self) -> None:  # noqa: D102 (documented in the base)
        self.namespace = GLOBAL
        self.used: dict[str, str] = {}
        """The names that `use` brings, each with what it stands for in full."""

    # --- names ----------------------------------------------------------------------------------------------

    def _name(self, node: Node) -> Value:
        return self.named(self.text(node))

    def named(self, text: str) -> Value:
        """A class, function or constant, by its name as written."""
        if text in OWN or text == "parent":
            owner = self.enclosing(ScopeKind.CLASS)
            if owner < 0:
                return Opaque("outside of a class")
            return Super(owner) if text == "parent" else This(owner)
        head, *rest = text.removeprefix("namespace\\").strip("\\").split("\\")
        if not rest and not text.startswith("\\"):
            return Ref(head)
        if text.startswith("\\"):
            full = [head, *rest]
        else:
            around = [] if self.namespace == GLOBAL else self.namespace.split("\\")
            full = [*(self.used[head].split("\\") if head in self.used else [*around, head]), *rest]
        return Member(ImportValue(Str("\\".join(full[:-1]) or GLOBAL)), full[-1])

    def _variable(self, node: Node) -> Value:
        name = self.text(node)
        if name == "$this":
            return This(self.enclosing(ScopeKind.CLASS))
        return Ref(name) if node.named_child_count == 1 else Opaque("variable variable")

    def label(self, node: Node | None) -> str | None:
        """A member's name as code writes it; none for a computed one."""
        if node is None:
            return None
        if node.type == "name":
            text = self.text(node)
            return CONSTRUCTOR if text.lower() == "__construct" else text
        if node.type == "variable_name":
            return self.text(node).removeprefix("$")
        value = self.follow(node)
        return value.text if isinstance(value, Str) else None

    def _member(self, node: Node) -> Value:
        subject = node.child_by_field_id(self.at.object) or node.child_by_field_id(self.at.scope)
        name = self.label(node.child_by_field_id(self.at.name))
        return Member(self.follow(subject), name) if name else Opaque("computed member")

    def _class_constant(self, node: Node) -> Value:
        scope, name = node.named_children[0], node.named_children[-1]
        owner, text = self.follow(scope), self.text(name)
        return owner if text == "class" else Member(owner, text)

    def _subscript(self, node: Node) -> Value:
        subject, *rest = self.each(node.named_children)
        key = rest[0] if rest else None
        return Member(subject, key.text) if isinstance(key, Str) else Index(subject, key)

    # --- literals -------------------------------------------------------------------------------------------

    def _string(self, node: Node) -> Value:
        text = self.text(node)
        body = text[text.find("'") + 1 : -1]
        return Str(re.sub(r"\\([\\'])", r"\1", body))

    def _encapsed(self, node: Node) -> Value:
        return joined(self._piece(child) for child in node.named_children)

    def _piece(self, node: Node) -> Value:
        if node.type == "escape_sequence":
            return Str(sound(ESCAPE.sub(unescape, self.text(node))))
        return Str(self.text(node)) if node.type in ("string_content", "nowdoc_string") else self.follow(node)

    def _heredoc(self, node: Node) -> Value:
        body = node.child_by_field_id(self.at.value)
        return self._encapsed(body) if body is not None else Str("")

    def _constant(self, node: Node) -> Value:
        return Constant(self.text(node).lower())

    def _array(self, node: Node) -> Value:
        entries: list[Entry] = []
        items: list[Value] = []
        for child in node.named_children:
            if child.type != "array_element_initializer":
                continue
            values = [each for each in child.named_children if each.type != "comment"]
            if len(values) == 2:
                key = self.follow(values[0])
                known = key.text if isinstance(key, Str | Constant) else None
                entries.append(Entry(known, self.follow(values[1]), child.start_byte))
            elif values:
                items.append(self.follow(values[0]))
        if not entries:
            return ListLit(tuple(items))
        spread = [Entry(None, item, node.start_byte) for item in items if isinstance(item, Spread)]
        return ObjectLit((*spread, *entries))

    def _spread(self, node: Node) -> Value:
        return Spread(self.inner(node))

    # --- calls ----------------------------------------------------------------------------------------------

    def _function_call(self, node: Node) -> Value:
        callee = self.follow(node.child_by_field_id(self.at.function))
        args, keywords = self.arguments(node)
        if isinstance(callee, Ref) and callee.name == "sprintf" and args and isinstance(args[0], Str):
            return printf(args[0].text, args[1:])
        return CallValue(callee, args, keywords, new=False)

    def _method_call(self, node: Node) -> Value:
        args, keywords = self.arguments(node)
        return CallValue(self._member(node), args, keywords, new=False)

    def _creation(self, node: Node) -> Value:
        args, keywords = self.arguments(node)
        return CallValue(self.created(node), args, keywords, new=True)

    def created(self, node: Node) -> Value:
        """The class that `new` makes an instance of."""
        for child in node.named_children:
            if child.id in self.class_ids:
                return ClassValue(self.class_ids[child.id])
            if child.type not in ("comment", "arguments"):
                value = self.follow(child)
                return ClassValue(value.class_index) if isinstance(value, This) else value
        return Opaque("anonymous class")

    def arguments(self, node: Node) -> tuple[tuple[Value, ...], tuple[Entry, ...]]:
        """Positional and named arguments; a named one has the parameter's name, sign and all."""
        listed = node.child_by_field_id(self.at.arguments)
        if listed is None:
            listed = next((child for child in node.named_children if child.type == "arguments"), None)
        args: list[Value] = []
        keywords: list[Entry] = []
        for child in listed.named_children if listed is not None else ():
            if child.type != "argument":
                continue
            name = child.child_by_field_id(self.at.name)
            value = self.follow(child.named_children[-1])
            if name is not None and len(child.named_children) > 1:
                keywords.append(Entry(f"${self.text(name)}", value, child.start_byte))
            else:
                args.append(value)
        return tuple(args), tuple(keywords)

    # --- operators ------------------------------------------------------------------------------------------

    def _binary(self, node: Node) -> Value:
        operator = node.child_by_field_id(self.at.operator)
        kind = operator.type if operator is not None else ""
        if kind not in (".", "??"):
            return Opaque("operator")
        sides = (self.follow(node.child_by_field_id(self.at.left)), self.follow(node.child_by_field_id(self.at.right)))
        return joined(sides) if kind == "." else Choice(sides)

    def _conditional(self, node: Node) -> Value:
        body = node.child_by_field_id(self.at.body) or node.child_by_field_id(self.at.condition)
        return Choice((self.follow(body), self.follow(node.child_by_field_id(self.at.alternative))))

    def _match(self, node: Node) -> Value:
        block = node.child_by_field_id(self.at.body)
        arms = block.named_children if block is not None else []
        return Choice(tuple(self.follow(arm.child_by_field_id(self.at.return_expression)) for arm in arms))

    def _assigned(self, node: Node) -> Value:
        return self.follow(node.child_by_field_id(self.at.right))

    def inner(self, node: Node) -> Value:
        """The value of the last child that is no comment."""
        return self.follow(next((child for child in reversed(node.named_children) if child.type != "comment"), None))

    def _lambda(self, node: Node) -> Value:
        index = self.function_ids.get(node.id)
        return Opaque("function") if index is None else Lambda(index)

    # --- types ----------------------------------------------------------------------------------------------

    def type_of(self, node: Node | None) -> Value | None:
        """The value of a type."""
        if node is None or node.type == "primitive_type":
            return None
        if node.type in ("union_type", "intersection_type"):
            parts = [self.type_of(child) for child in node.named_children]
            return TypeApplication(None, tuple(part for part in parts if part is not None))
        if node.type in ("optional_type", "named_type", "type_list"):
            return self.type_of(node.named_children[0]) if node.named_children else None
        return self.follow(node)

    readers: ClassVar[Mapping[str, Callable[..., Value]]] = {
        "name": _name,
        "qualified_name": _name,
        "relative_scope": _name,
        "variable_name": _variable,
        "member_access_expression": _member,
        "nullsafe_member_access_expression": _member,
        "scoped_property_access_expression": _member,
        "class_constant_access_expression": _class_constant,
        "subscript_expression": _subscript,
        "string": _string,
        "encapsed_string": _encapsed,
        "heredoc": _heredoc,
        "nowdoc": _heredoc,
        "integer": _constant,
        "float": _constant,
        "boolean": _constant,
        "null": _constant,
        "array_creation_expression": _array,
        "variadic_unpacking": _spread,
        "function_call_expression": _function_call,
        "member_call_expression": _method_call,
        "nullsafe_member_call_expression": _method_call,
        "scoped_call_expression": _method_call,
        "object_creation_expression": _creation,
        "binary_expression": _binary,
        "conditional_expression": _conditional,
        "match_expression": _match,
        "assignment_expression": _assigned,
        "parenthesized_expression": inner,
        "cast_expression": inner,
        "clone_expression": inner,
        "by_ref": inner,
        "reference_modifier": inner,
        "anonymous_function": _lambda,
        "arrow_function": _lambda,
    }


def unescape(match: re.Match[str]) -> str:
    """The character that an escape sequence of a double-quoted string stands for."""
    code, hexadecimal, octal, sign = match.groups()
    if code or hexadecimal:
        number = int(code or hexadecimal, 16)
        return chr(number) if number <= 0x10FFFF else match[0]
    if octal:
        return chr(int(octal, 8) & 0xFF)
    return ESCAPES.get(sign, sign if sign in '\\"$' else match[0])
