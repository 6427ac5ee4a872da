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


_WORD = re.compile(rb"[\w$]+")
_FILE_END = re.compile(rb"(?:/index)?(?:\.\w+)?")
"""What stands behind the name in a path to a file."""


def words_of(data: bytes) -> frozenset[bytes]:
    """Every word of a file: to look a name up here costs nothing next to a search for it."""
    return frozenset(_WORD.findall(data))


def occurring(names: Iterable[str], words: frozenset[bytes]) -> list[bytes]:
    """Those of the names that a file may hold; one that is no single word may always be there."""
    wanted = {name.encode() for name in names}
    return sorted(name for name in wanted if name in words or not _WORD.fullmatch(name))


def leaves(root: Node, data: bytes, names: Iterable[bytes]) -> Iterator[tuple[str, Node]]:
    """The leaves that are one of these names, or texts that hold the path of a file of such a name, in order."""
    places = sorted(place for name in names for place in _places(data, name, root.start_byte, root.end_byte))
    cursor = root.walk() if places else None
    hidden = 0
    for start, end in places:
        if cursor is None or start < hidden:
            continue
        cursor.reset(root)
        too_deep = descend(cursor, start)
        node = cursor.node
        if node is None:
            continue
        if too_deep:
            hidden = node.end_byte
        elif not node.child_count and (
            (node.start_byte == start and node.end_byte == end)
            or (data[start - 1 : start] == b"/" and _FILE_END.fullmatch(data, end, node.end_byte))
        ):
            yield data[start:end].decode(), node


def _places(data: bytes, name: bytes, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Where a name stands as a word of its own, from one place to another."""
    start = data.find(name, first, last) if name else -1
    while start >= 0:
        end = start + len(name)
        before, after = data[start - 1 : start] if start else b"", data[end : end + 1]
        if not (before == b"#" or _WORD.match(before) or _WORD.match(after)):
            yield start, end
        start = data.find(name, end, last)


def descend(cursor: TreeCursor, offset: int) -> bool:
    """Go down to the node at a place that has none below it there: whether that one lies too deep to be reached."""
    down = cursor.goto_first_child_for_byte
    return all(down(offset) is not None for _ in range(MAX_NODES))
