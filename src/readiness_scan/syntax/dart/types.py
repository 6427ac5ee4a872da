"""What types of Dart say, and how the parts of an expression stand side by side.

The grammar is flat: a call has no node of its own. `a.b(c)` is a name and two selectors, children of whatever the
expression stands in, and a type with its prefix, arguments and question mark is as many children, too.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from readiness_scan.facts import FunctionType, Member, Opaque, Ref, TypeApplication, Value
from readiness_scan.syntax.extract import MAX_DEPTH
from readiness_scan.syntax.members import MemberReader

if TYPE_CHECKING:
    from tree_sitter import Node

FUTURES = {"Future", "FutureOr"}
"""Types whose value is, sooner or later, one of their argument."""
COMMENTS = {"comment", "documentation_comment"}


class Family(NamedTuple):
    """The children of a node that say something, in order, and where each starts."""

    nodes: list[Node]
    starts: list[int]

    def place(self, child: Node) -> int:
        """The place of a child."""
        return bisect_left(self.starts, child.start_byte)


class Types(MemberReader):
    """Types, and the neighbours of nodes."""

    def prepare(self) -> None:  # noqa: D102 (documented in the base)
        super().prepare()
        self._families: dict[int, Family] = {}

    def family(self, parent: Node) -> Family:
        """The children of a node; listed once, however many of them are asked for their neighbours."""
        if parent.id not in self._families:
            nodes = spoken(parent)
            self._families[parent.id] = Family(nodes, [node.start_byte for node in nodes])
        return self._families[parent.id]

    def annotation(self, nodes: Iterable[Node]) -> Value | None:
        """The first type among nodes that stand side by side; none where there is none."""
        return next(iter(self.types_in(nodes)), None)

    def types_in(self, nodes: Iterable[Node], depth: int = 0) -> list[Value]:
        """The types that nodes, punctuation among them, say side by side."""
        found: list[Value] = []
        if depth > MAX_DEPTH:
            return found
        after_dot = False
        for node in nodes:
            match node.type:
                case "type_identifier" if after_dot and found:
                    found[-1] = Member(found[-1], self.text(node))
                case "type_identifier":
                    found.append(Ref(self.text(node)))
                case "type_arguments" if found:
                    found[-1] = applied(found[-1], self.types_in(node.children, depth + 1))
                case "function_type":
                    found.append(FunctionType(next(iter(self.types_in(node.children, depth + 1)), Opaque("void"))))
                case "void_type" | "record_type":
                    found.append(Opaque(node.type))
                case _:
                    pass
            after_dot = node.type == "."
        return found


def spoken(node: Node) -> list[Node]:
    """The named children of a node, without comments."""
    return [child for child in node.named_children if child.type not in COMMENTS]


def head(node: Node) -> Node | None:
    """The first named child."""
    return node.named_children[0] if node.named_child_count else None


def applied(base: Value, args: list[Value]) -> Value:
    """A generic type with its arguments; what a future gives stands for the future."""
    if isinstance(base, Ref) and base.name in FUTURES and args:
        return args[0]
    return TypeApplication(base, tuple(args))
