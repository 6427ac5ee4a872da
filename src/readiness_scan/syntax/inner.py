"""Code that stands inside a text of a file, as a tree of its own: a macro's, or what a shell is told to do later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from tree_sitter import Parser, Point, Range

from readiness_scan.syntax.extract import Extractor
from readiness_scan.syntax.leaves import leaves

if TYPE_CHECKING:
    from tree_sitter import Node, Tree

MAX_INNER = 500
"""Texts of one file that are parsed; headers of constants have some dozens."""


class InnerCode(Extractor):
    """Facts of a file in whose texts code is found."""

    def prepare(self) -> None:  # noqa: D102
        super().prepare()
        self.inner: list[Tree] = []

    def parsed(self, text: Node, cut: int = 0) -> Node | None:
        """The root of the tree of a text, without `cut` bytes at its ends; none where too many are parsed already."""
        if len(self.inner) >= MAX_INNER:
            return None
        (row, column), (last_row, last_column) = text.start_point, text.end_point
        start, end = text.start_byte + cut, text.end_byte - cut
        place = Range(Point(row, column + cut), Point(last_row, max(last_column - cut, 0)), start, end)
        tree = Parser(self.grammar, included_ranges=[place]).parse(self.data)
        self.inner.append(tree)
        return tree.root_node

    def _leaves(self, names: Iterable[str]) -> Iterator[tuple[str, Node]]:
        wanted = set(names)
        yield from super()._leaves(wanted)
        words = [name.encode() for name in wanted]
        for tree in self.inner:
            root = tree.root_node
            held = [word for word in words if self.data.find(word, root.start_byte, root.end_byte) >= 0]
            if held:
                yield from leaves(root, self.data, held)
