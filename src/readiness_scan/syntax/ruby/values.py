"""What expressions of Ruby say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar

from readiness_scan.facts import (
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
    ScopeKind,
    Spread,
    Str,
    This,
    Value,
)
from readiness_scan.syntax.extract import Extractor
from readiness_scan.syntax.texts import joined, sound

if TYPE_CHECKING:
    from tree_sitter import Node

ESCAPE = re.compile(r"\\(?:u\{?([0-9a-fA-F]+)\}?|x([0-9a-fA-F]{1,2})|(.))", re.DOTALL)
ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "s": " ", "e": "\x1b", "0": "\0", "\n": ""}
SETTING = re.compile(r"(?:::)?Rails\.(?:application\.config|configuration)(?:\.x)?\.(\w+)")
"""What an application keeps for all of its files."""
BODIES = {"body_statement", "then", "else", "block_body", "program", "parenthesized_statements", "begin", "in", "do"}
ASIDE = {"comment", "rescue", "ensure", "heredoc_body", "empty_statement"}
BRANCHES = {"if", "unless", "elsif", "case", "case_match", "when", "in_clause"}
MODIFIERS = {"if_modifier", "unless_modifier", "rescue_modifier"}
MAX_TAILS = 40
"""Nesting to which the last expressions of a body are looked for."""


class Values(Extractor):
    """Literals, names and operators. A variable keeps its sign: `@x` and `$x` are no `x`."""

    # --- names ----------------------------------------------------------------------------------------------

    def _name(self, node: Node) -> Value:
        return Ref(self.text(node))

    def _constant_path(self, node: Node) -> Value:
        """`A::B`: a module or class by its path, or (in capitals) a constant of one."""
        scope, name = node.child_by_field_id(self.at.scope), node.child_by_field_id(self.at.name)
        last = self.text(name) if name is not None else ""
        if scope is None:
            return Ref(f"::{last}")
        if scope.type not in ("constant", "scope_resolution"):
            return Member(self.follow(scope), last)
        if last.isupper():
            return Member(self.follow(scope), last)
        outer = self._constant_path(scope) if scope.type == "scope_resolution" else Ref(self.text(scope))
        return Ref(f"{outer.name}::{last}") if isinstance(outer, Ref) else Member(outer, last)

    def instance(self) -> Value:
        """What `self` is here."""
        owner = self.enclosing(ScopeKind.CLASS)
        return This(owner) if owner >= 0 else Opaque("self outside of a class")

    def _self(self, node: Node) -> Value:
        return self.instance()

    def _instance_variable(self, node: Node) -> Value:
        owner = self.enclosing(ScopeKind.CLASS)
        return Member(This(owner), self.text(node)) if owner >= 0 else Ref(self.text(node))

    # --- literals -------------------------------------------------------------------------------------------

    def _constant(self, node: Node) -> Value:
        return Constant(self.text(node))

    def _string(self, node: Node) -> Value:
        return joined(self._piece(child) for child in node.named_children)

    def _piece(self, node: Node) -> Value:
        if node.type in ("string_content", "heredoc_content"):
            return Str(self.text(node))
        if node.type == "escape_sequence":
            return Str(sound(ESCAPE.sub(unescape, self.text(node))))
        return self.inner(node) if node.type == "interpolation" else self.follow(node)

    def _chained(self, node: Node) -> Value:
        return joined(self.each(node.named_children))

    def _symbol(self, node: Node) -> Value:
        return Str(self.text(node).removeprefix(":"))

    def _key(self, node: Node) -> str | None:
        if node.type == "hash_key_symbol":
            return self.text(node)
        value = self.follow(node)
        return value.text if isinstance(value, Str | Constant) else None

    def pair(self, node: Node) -> Entry:
        """`key: value`, `"key" => value`, `key:`."""
        key, value = node.child_by_field_id(self.at.key), node.child_by_field_id(self.at.value)
        name = self._key(key) if key is not None else None
        if value is None:
            return Entry(name, Ref(name or ""), node.start_byte)
        return Entry(name, self.follow(value), node.start_byte)

    def _hash(self, node: Node) -> Value:
        entries: list[Entry] = []
        for child in node.named_children:
            if child.type == "pair":
                entries.append(self.pair(child))
            elif child.type == "hash_splat_argument":
                entries.append(Entry(None, Spread(self.inner(child)), child.start_byte))
        return ObjectLit(tuple(entries))

    def _array(self, node: Node) -> Value:
        return ListLit(self.each(node.named_children))

    def _spread(self, node: Node) -> Value:
        return Spread(self.inner(node))

    def _element(self, node: Node) -> Value:
        subject, *keys = [child for child in node.named_children if child.type != "comment"]
        return self.under(self.follow(subject), self.follow(keys[0])) if len(keys) == 1 else Opaque("slice")

    def under(self, subject: Value, key: Value) -> Value:
        """What stands under a key, or at a position."""
        return Member(subject, key.text) if isinstance(key, Str) else Index(subject, key)

    def _lambda(self, node: Node) -> Value:
        index = self.function_ids.get(node.id)
        return Opaque("function") if index is None else Lambda(index)

    # --- operators ------------------------------------------------------------------------------------------

    def _binary(self, node: Node) -> Value:
        operator = node.child_by_field_id(self.at.operator)
        kind = operator.type if operator is not None else ""
        if kind in ("&&", "and"):
            return self.follow(node.child_by_field_id(self.at.right))
        if kind not in ("||", "or", "+", "%"):
            return Opaque("operator")
        left, right = node.child_by_field_id(self.at.left), node.child_by_field_id(self.at.right)
        sides = (self.follow(left), self.follow(right))
        if kind == "%":
            values = sides[1].items if isinstance(sides[1], ListLit) else (sides[1],)
            return self.formatted((sides[0], *values))
        return joined(sides) if kind == "+" else Choice(sides)

    def formatted(self, args: tuple[Value, ...]) -> Value:
        """`format("%s_clicked", name)`."""
        raise NotImplementedError

    def _conditional(self, node: Node) -> Value:
        sides = (node.child_by_field_id(self.at.consequence), node.child_by_field_id(self.at.alternative))
        return Choice(tuple(self.follow(side) for side in sides))

    def _assigned(self, node: Node) -> Value:
        return self.follow(node.child_by_field_id(self.at.right))

    def _assigned_with(self, node: Node) -> Value:
        operator = node.child_by_field_id(self.at.operator)
        right = self.follow(node.child_by_field_id(self.at.right))
        if operator is None or operator.type != "||=":
            return Opaque("computed")
        return Choice((self.follow(node.child_by_field_id(self.at.left)), right))

    def inner(self, node: Node) -> Value:
        """The value of the last child that is no comment."""
        return self.follow(next((child for child in reversed(node.named_children) if child.type != "comment"), None))

    # --- what runs last -------------------------------------------------------------------------------------

    def _last(self, node: Node) -> Value:
        values = tuple(self.follow(tail) for tail in self.tails(node))
        return values[0] if len(values) == 1 else Choice(values)

    def tails(self, node: Node | None, depth: int = 0) -> Iterator[Node]:
        """The expressions that a body may end in: what it gives."""
        if node is None or depth > MAX_TAILS:
            return
        kind = node.type
        if kind in BODIES:
            steps = [child for child in node.named_children if child.type not in ASIDE]
            yield from self.tails(steps[-1] if steps else None, depth + 1)
        elif kind in BRANCHES:
            for child in node.named_children:
                if child.type in ("then", "else", "elsif", "when", "in_clause"):
                    yield from self.tails(child, depth + 1)
        elif kind in MODIFIERS:
            yield from self.tails(node.child_by_field_id(self.at.body), depth + 1)
        elif kind != "return":
            yield node

    readers: ClassVar[Mapping[str, Callable[..., Value]]] = {
        "identifier": _name,
        "constant": _name,
        "global_variable": _name,
        "scope_resolution": _constant_path,
        "self": _self,
        "instance_variable": _instance_variable,
        "class_variable": _instance_variable,
        "string": _string,
        "bare_string": _string,
        "bare_symbol": _string,
        "delimited_symbol": _string,
        "chained_string": _chained,
        "simple_symbol": _symbol,
        "integer": _constant,
        "float": _constant,
        "true": _constant,
        "false": _constant,
        "nil": _constant,
        "hash": _hash,
        "array": _array,
        "string_array": _array,
        "symbol_array": _array,
        "right_assignment_list": _array,
        "splat_argument": _spread,
        "element_reference": _element,
        "lambda": _lambda,
        "binary": _binary,
        "conditional": _conditional,
        "assignment": _assigned,
        "operator_assignment": _assigned_with,
        **dict.fromkeys((*BRANCHES, *MODIFIERS, "begin", "parenthesized_statements"), _last),
    }


def unescape(match: re.Match[str]) -> str:
    """The character that an escape sequence stands for."""
    code = match[1] or match[2]
    if code:
        number = int(code, 16)
        return chr(number) if number <= 0x10FFFF else match[0]
    return ESCAPES.get(match[3], match[3])
