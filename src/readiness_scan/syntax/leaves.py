"""Where names occur in a syntax tree, found by their bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node, TreeCursor

MAX_NODES = 1_000
"""Nodes on the way to a place. Deeper ones are not read: finding a node's parent costs its depth, and files could be
written that take hours. Code that people write stays far below."""


def leaves(root: Node, data: bytes, names: Iterable[str]) -> Iterator[Node]:
    """The leaves that are one of these names, in document order."""
    words = sorted({re.escape(name.encode()) for name in names})
    if not words:
        return
    pattern = re.compile(rb"(?<![\w$#])(?:" + b"|".join(words) + rb")(?![\w$])")
    cursor = root.walk()
    hidden = 0
    for match in pattern.finditer(data):
        start, end = match.span()
        if start < hidden:
            continue
        cursor.reset(root)
        too_deep = descend(cursor, start)
        node = cursor.node
        if node is None:
            continue
        if too_deep:
            hidden = node.end_byte
        elif node.start_byte == start and node.end_byte == end and not node.child_count:
            yield node


def descend(cursor: TreeCursor, offset: int) -> bool:
    """Go down to the node at a place that has none below it there: whether that one lies too deep to be reached."""
    down = cursor.goto_first_child_for_byte
    return all(down(offset) is not None for _ in range(MAX_NODES))
