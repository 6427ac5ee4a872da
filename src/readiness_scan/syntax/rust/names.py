"""Which names Rust's statements and patterns bind, and from where on: a name may be bound again and again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from readiness_scan.facts import (
    UNSET,
    Binding,
    Constant,
    Index,
    Member,
    Opaque,
    Ref,
    RegionKind,
    Value,
)
from readiness_scan.model.location import Span
from readiness_scan.syntax.regions import Flow
from readiness_scan.syntax.rust.values import Values

if TYPE_CHECKING:
    from tree_sitter import Node

FLOW = Flow(
    regions={
        "if_expression.consequence": RegionKind.BRANCH,
        "if_expression.alternative": RegionKind.BRANCH,
        "match_arm": RegionKind.BRANCH,
        "for_expression": RegionKind.LOOP,
        "for_expression.body": RegionKind.PART,
        "while_expression": RegionKind.LOOP,
        "while_expression.body": RegionKind.PART,
        "loop_expression": RegionKind.LOOP,
        "binary_expression.right": RegionKind.PART,
    },
    otherwise=("if_expression.alternative", "match_arm"),
    block="block",
    leaving=frozenset({"return_expression"}),
    jumps=(b"break", b"continue"),
    cleanup="",
)
ALIKE = {
    **dict.fromkeys(("mut_pattern", "ref_pattern", "reference_pattern"), slice(-1, None)),
    **dict.fromkeys(("captured_pattern", "match_pattern"), slice(1)),
    "or_pattern": slice(None),
}
"""Patterns around others, and which of their children stand for the same value."""
GIVING = {"let", "loop", "arm", "assignment"}
"""Captures of what gives names values."""
MAX_NESTING = 20
"""Patterns in patterns that are followed."""


class Bindings(Values):
    """`let`, assignments, and the patterns of loops and matches."""

    flow: ClassVar[Flow | None] = FLOW

    def prepare(self) -> None:  # noqa: D102 (documented in the base)
        self.shadowed: set[str] = set()
        """Names that are declared more than once."""

    def reassigned(self, nodes: list[tuple[str, Node]]) -> set[str]:
        """Every name that is not a parameter alone: each can stand for another of the same name around it."""
        found: set[str] = set()
        for capture, node in nodes:
            if capture not in GIVING:
                continue
            target = node.child_by_field_id(self.at.left if capture == "assignment" else self.at.pattern)
            new = {name for name, _ in self.pattern(target, UNSET)} if target is not None else set()
            self.shadowed |= new & found
            found |= new
        return found

    def bind(self, name: str, value: Value, annotation: Value | None = None, scope: int | None = None) -> None:
        """Define a name; until then, the block around may use one of the same name that stands outside of it."""
        home = self.scope if scope is None else scope
        block = self.scopes[home]
        if name in self.moved and name not in block.bindings and self._is_bound_around(name, block.parent):
            start = block.span.start
            outer = Binding(Ref(name, start), Opaque("any type"), block.parent, Span(start - 1, start))
            block.bindings[name] = [outer]
        if annotation is None and name in self.shadowed:
            annotation = Opaque("any type")  # what an earlier declaration says of the name ends here
        super().bind(name, value, annotation, scope)

    def _is_bound_around(self, name: str, scope: int) -> bool:
        while scope >= 0:
            if name in self.scopes[scope].bindings or name in self.scopes[scope].imports:
                return True
            scope = self.scopes[scope].parent
        return False

    # --- patterns -------------------------------------------------------------------------------------------

    def pattern(self, node: Node, value: Value, depth: int = 0) -> Iterator[tuple[str, Value]]:
        """The names that a pattern binds, each with its part of the value."""
        if depth > MAX_NESTING:
            return
        match node.type:
            case "identifier" | "shorthand_field_identifier":
                text = self.text(node)
                if not text[:1].isupper():  # a constant or a variant without parts
                    yield text, value
            case kind if kind in ALIKE:
                for child in node.named_children[ALIKE[kind]]:
                    yield from self.pattern(child, value, depth + 1)
            case "tuple_pattern" | "slice_pattern":
                yield from self._items(node, value, depth)
            case "tuple_struct_pattern":
                first, *parts = node.named_children
                held = value if self.text(first).rpartition("::")[2] in ("Some", "Ok") else Opaque("part of a value")
                for child in parts:
                    yield from self.pattern(child, held, depth + 1)
            case "struct_pattern":
                for child in node.named_children:
                    label = child.child_by_field_id(self.at.name) if child.type == "field_pattern" else None
                    if label is not None:
                        target = child.child_by_field_id(self.at.pattern) or label
                        yield from self.pattern(target, Member(value, self.text(label)), depth + 1)

    def _items(self, node: Node, value: Value, depth: int) -> Iterator[tuple[str, Value]]:
        """The parts of a tuple; behind `..` nobody knows which."""
        known = True
        for place, child in enumerate(node.named_children):
            known = known and child.type != "remaining_field_pattern"
            part = Index(value, Constant(str(place))) if known else Opaque("part of a value")
            yield from self.pattern(child, part, depth + 1)

    # --- statements -----------------------------------------------------------------------------------------

    def on_let(self, node: Node) -> None:
        """`let x = value;`, `if let Some(x) = value`."""
        pattern, value = node.child_by_field_id(self.at.pattern), node.child_by_field_id(self.at.value)
        if pattern is None:
            return
        annotation = self.type_of(node.child_by_field_id(self.at.type))
        self.place = value or node
        said = self.follow(value) if value is not None else UNSET
        for name, part in self.pattern(pattern, said):
            self.bind(name, part, annotation if pattern.type in ("identifier", "mut_pattern") else None)

    def on_loop(self, node: Node) -> None:
        """`for x in xs`: x is any element."""
        pattern, value = node.child_by_field_id(self.at.pattern), node.child_by_field_id(self.at.value)
        self._bind_inside(node, pattern, Index(self.follow(value), None))

    def on_arm(self, node: Node) -> None:
        """`pattern => value` of a match."""
        block = node.parent
        whole = block.parent if block is not None else None
        value = self.follow(whole.child_by_field_id(self.at.value)) if whole is not None else UNSET
        self._bind_inside(node, node.child_by_field_id(self.at.pattern), value)

    def _bind_inside(self, node: Node, pattern: Node | None, value: Value) -> None:
        """Open a block in which the names of a pattern hold parts of a value that stands before it."""
        parts = list(self.pattern(pattern, value)) if pattern is not None else []
        outer = self.scope
        if parts:
            self.on_block(node)
            inner, self.place = self.scope, pattern
            self.scope = outer
            for name, part in parts:
                self.bind(name, part, scope=inner)
            self.scope = inner

    def on_assignment(self, node: Node) -> None:
        """`x = value`, `self.x = value`; what `+=` gives is not known."""
        left, right = node.child_by_field_id(self.at.left), node.child_by_field_id(self.at.right)
        if left is None:
            return
        value = self.follow(right) if node.type == "assignment_expression" else Opaque("computed")
        self.place = right
        if left.type == "identifier":
            self.assign(self.text(left), value)
        elif left.type == "field_expression":
            target = self.follow(left)
            if isinstance(target, Member):
                self.assign_member(target, value, node)
