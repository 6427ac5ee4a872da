"""What expressions of Elixir say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar

from readiness_scan.facts import (
    CallValue,
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
LOOKUPS = {"get", "fetch!", "fetch", "get_lazy"}
TABLES = {"Map", "Keyword", "Access"}
SAME = {
    ("to_string", 1),
    ("String.trim", 1),
    ("Atom.to_string", 1),
    ("String.to_atom", 1),
    ("String.to_existing_atom", 1),
    ("Jason.encode!", 1),
    ("JSON.encode!", 1),
    ("Poison.encode!", 1),
    ("URI.parse", 1),
}
"""Functions that give their argument as text or name."""
BRANCHING = {"case", "if", "unless", "cond", "with", "try", "receive"}
PARTS = {"else_block", "rescue_block", "catch_block"}
CLEANUP = {"after_block", "comment"}
MAX_TAILS = 40
"""Nesting to which the last expressions of a body are looked for."""


class Values(Extractor):
    """Expressions, literals and names."""

    call_types: ClassVar[frozenset[str]] = frozenset({"call"})

    def prepare(self) -> None:  # noqa: D102 (documented in the base)
        self.aliases: dict[str, str] = {}
        """The names that `alias` brings, each with what it stands for in full."""
        self.everywhere: list[str] = []
        """The modules of which all functions are imported outside of any module."""
        self.paths: dict[int, str] = {}
        """The full name of each module."""

    # --- names ----------------------------------------------------------------------------------------------

    def full(self, name: str) -> str:
        """A module's full name, as written through an alias or not."""
        if name.startswith("__MODULE__"):
            owner = self.enclosing(ScopeKind.CLASS)
            return self.paths.get(owner, "") + name.removeprefix("__MODULE__")
        head, dot, rest = name.partition(".")
        return f"{self.aliases.get(head, head)}{dot}{rest}".removeprefix("Elixir.")

    def _alias(self, node: Node) -> Value:
        return Ref(self.full(self.text(node)))

    def _name(self, node: Node) -> Value:
        name = self.text(node)
        if name == "__MODULE__":
            return self.own()
        return Ref(name)

    def own(self) -> Value:
        """The module around."""
        owner = self.enclosing(ScopeKind.CLASS)
        return This(owner) if owner >= 0 else Opaque("outside of a module")

    def _unary(self, node: Node) -> Value:
        operator, operand = node.child_by_field_id(self.at.operator), node.child_by_field_id(self.at.operand)
        if operator is None or operand is None:
            return Opaque("operator")
        if operator.type == "@" and operand.type == "identifier":
            return Member(self.own(), f"@{self.text(operand)}")
        if operator.type == "&" and operand.type == "binary_operator":
            left = operand.child_by_field_id(self.at.left)
            said = self.follow(left)
            return said.callee if isinstance(said, CallValue) and not said.args else said
        return Opaque("operator")

    # --- literals -------------------------------------------------------------------------------------------

    def _string(self, node: Node) -> Value:
        return joined(self._piece(child) for child in node.named_children)

    def _piece(self, node: Node) -> Value:
        if node.type == "quoted_content":
            return Str(self.text(node))
        if node.type == "escape_sequence":
            return Str(sound(ESCAPE.sub(unescape, self.text(node))))
        return self.follow(node.named_children[0]) if node.type == "interpolation" and node.named_children else Str("")

    def _sigil(self, node: Node) -> Value:
        name = next((child for child in node.named_children if child.type == "sigil_name"), None)
        said = self.text(name) if name is not None else ""
        if said in ("s", "S"):
            return joined(self._piece(child) for child in node.named_children if child.type != "sigil_name")
        if said in ("w", "W"):
            content = [self.text(child) for child in node.named_children if child.type == "quoted_content"]
            return ListLit(tuple(Str(word) for word in " ".join(content).split()))
        return Opaque("sigil")

    def _atom(self, node: Node) -> Value:
        return Str(self.text(node).removeprefix(":"))

    def _constant(self, node: Node) -> Value:
        return Constant(self.text(node))

    def entries(self, node: Node) -> tuple[Entry, ...]:
        """The pairs of keywords, or of a map's content."""
        found: list[Entry] = []
        for child in node.named_children:
            if child.type == "keywords":
                found += self.entries(child)
            elif child.type == "pair":
                key = child.child_by_field_id(self.at.key)
                said = self.text(key).rstrip().removesuffix(":").strip('"') if key is not None else None
                found.append(Entry(said, self.follow(child.child_by_field_id(self.at.value)), child.start_byte))
            elif child.type == "binary_operator":
                left, right = child.child_by_field_id(self.at.left), child.child_by_field_id(self.at.right)
                operator = child.child_by_field_id(self.at.operator)
                if operator is not None and operator.type == "=>":
                    known = self.follow(left)
                    name = known.text if isinstance(known, Str | Constant) else None
                    found.append(Entry(name, self.follow(right), child.start_byte))
                elif right is not None and right.type == "keywords":
                    found += self.entries(right)
        return tuple(found)

    def _keywords(self, node: Node) -> Value:
        return ObjectLit(self.entries(node))

    def _map(self, node: Node) -> Value:
        content = next((child for child in node.named_children if child.type == "map_content"), None)
        struct = next((child for child in node.named_children if child.type == "struct"), None)
        entries = self.entries(content) if content is not None else ()
        if struct is not None:
            return CallValue(self.follow(struct.named_children[0]), (), entries, new=True)
        return ObjectLit(entries)

    def _list(self, node: Node) -> Value:
        children = [child for child in node.named_children if child.type != "comment"]
        if len(children) == 1 and children[0].type == "keywords":
            return self._keywords(children[0])
        return ListLit(self.each(children))

    def _access(self, node: Node) -> Value:
        return self.under(
            self.follow(node.child_by_field_id(self.at.target)), self.follow(node.child_by_field_id(self.at.key))
        )

    def under(self, subject: Value, key: Value) -> Value:
        """What stands under a key."""
        return Member(subject, key.text) if isinstance(key, Str) else Index(subject, key)

    def _lambda(self, node: Node) -> Value:
        index = self.function_ids.get(node.id)
        return Opaque("function") if index is None else Lambda(index)

    # --- calls ----------------------------------------------------------------------------------------------

    def _call(self, node: Node) -> Value:
        return self.called(node, ())

    def called(self, node: Node, before: tuple[Value, ...]) -> Value:
        """A call, with what a pipe puts before its arguments."""
        target = node.child_by_field_id(self.at.target)
        if target is None:
            return Opaque("call")
        said = self.text(target) if target.type == "identifier" else ""
        if said in BRANCHING and not before:
            values = tuple(self.follow(tail) for tail in self.tails(node))
            return values[0] if len(values) == 1 else Choice(values)
        listed = self.listed(node)
        args = (*before, *self.arguments(listed))
        if target.type == "dot":
            return self._remote(target, args, is_call=listed is not None or bool(before))
        if (said, len(args)) in SAME:
            return args[0]
        if said == "config" and self.everywhere and args and isinstance(args[0], Str):
            return CallValue(Member(Member(Ref(self.everywhere[-1]), said), args[0].text), args[1:], (), new=False)
        return CallValue(self.local(said), args, (), new=False) if said else Opaque("call")

    def local(self, name: str) -> Value:
        """A function that is named without its module."""
        if self.everywhere and self.enclosing(ScopeKind.CLASS) < 0:
            return Member(Ref(self.everywhere[-1]), name)
        return Ref(name)

    def _remote(self, target: Node, args: tuple[Value, ...], *, is_call: bool) -> Value:
        left, right = target.child_by_field_id(self.at.left), target.child_by_field_id(self.at.right)
        if left is None:
            return Opaque("call")
        subject = self.follow(left)
        if right is None:
            return CallValue(subject, args, (), new=False)
        name, module = self.text(right), self.text(left)
        if module in TABLES and name in LOOKUPS and len(args) > 1:
            found = self.under(args[0], args[1])
            return Choice((found, args[2])) if len(args) > 2 and name == "get" else found
        if (f"{module}.{name}", len(args)) in SAME:
            return args[0]
        if is_call or left.type == "alias":
            return CallValue(Member(subject, name), args, (), new=False)
        return Member(subject, name)

    def listed(self, node: Node) -> Node | None:
        """Where a call's arguments stand."""
        return next((child for child in node.named_children if child.type == "arguments"), None)

    def arguments(self, listed: Node | None) -> tuple[Value, ...]:
        """The arguments; keywords at the end are one list."""
        return self.each(listed.named_children) if listed is not None else ()

    # --- operators ------------------------------------------------------------------------------------------

    def _binary(self, node: Node) -> Value:
        operator = node.child_by_field_id(self.at.operator)
        left, right = node.child_by_field_id(self.at.left), node.child_by_field_id(self.at.right)
        kind = operator.type if operator is not None else ""
        match kind:
            case "|>" if right is not None:
                before = (self.follow(left),)
                if right.type == "call":
                    return self.called(right, before)
                return CallValue(self.follow(right), before, (), new=False)
            case "<>":
                return joined((self.follow(left), self.follow(right)))
            case "||" | "or":
                return Choice((self.follow(left), self.follow(right)))
            case "&&" | "and" | "=":
                return self.follow(right)
            case _:
                return Opaque("operator")

    def _block(self, node: Node) -> Value:
        return self.follow(node.named_children[-1]) if node.named_children else Opaque("block")

    # --- what runs last -------------------------------------------------------------------------------------

    def tails(self, node: Node | None, depth: int = 0) -> Iterator[Node]:
        """The expressions that a body may end in: what it gives."""
        if node is None or depth > MAX_TAILS:
            return
        kind = node.type
        if kind in ("do_block", "body", "block", *PARTS):
            steps = [child for child in node.named_children if child.type not in CLEANUP and child.type not in PARTS]
            clauses = [child for child in steps if child.type == "stab_clause"]
            for step in clauses or steps[-1:]:
                yield from self.tails(step, depth + 1)
            for part in node.named_children:
                if part.type in PARTS:
                    yield from self.tails(part, depth + 1)
        elif kind == "stab_clause":
            yield from self.tails(node.child_by_field_id(self.at.right), depth + 1)
        elif kind == "call" and self._said(node) in BRANCHING:
            for body in self.bodies_of(node):
                yield from self.tails(body, depth + 1)
        else:
            yield node

    def _said(self, node: Node) -> str:
        target = node.child_by_field_id(self.at.target)
        return self.text(target) if target is not None and target.type == "identifier" else ""

    def bodies_of(self, node: Node) -> list[Node]:
        """What stands in `do … end`, or after `do:` and `else:`."""
        found = [child for child in node.named_children if child.type == "do_block"]
        listed = self.listed(node)
        for child in listed.named_children if listed is not None else ():
            for pair in child.named_children if child.type == "keywords" else ():
                key, value = pair.child_by_field_id(self.at.key), pair.child_by_field_id(self.at.value)
                if key is not None and value is not None and self.text(key).strip() in ("do:", "else:"):
                    found.append(value)
        return found

    readers: ClassVar[Mapping[str, Callable[..., Value]]] = {
        "identifier": _name,
        "alias": _alias,
        "string": _string,
        "quoted_atom": _string,
        "sigil": _sigil,
        "atom": _atom,
        "integer": _constant,
        "float": _constant,
        "boolean": _constant,
        "nil": _constant,
        "keywords": _keywords,
        "map": _map,
        "list": _list,
        "tuple": _list,
        "access_call": _access,
        "unary_operator": _unary,
        "binary_operator": _binary,
        "call": _call,
        "block": _block,
        "anonymous_function": _lambda,
    }


def unescape(match: re.Match[str]) -> str:
    """The character that an escape sequence stands for."""
    code = match[1] or match[2]
    if code:
        number = int(code, 16)
        return chr(number) if number <= 0x10FFFF else match[0]
    return ESCAPES.get(match[3], match[3])
