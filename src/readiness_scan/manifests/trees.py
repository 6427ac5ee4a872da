"""Syntax trees of manifests that are code. Nothing is run; grammars load when their first file is read."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from functools import cache

from tree_sitter import Language, Node, Parser

MAX_BYTES = 1024 * 1024
MAX_NESTING = 200
_PIECE = 1024
_MAX_PASSES = 16
_FREE = 1024 * 1024
_BRACKET = re.compile(r"[(\[{)\]}]")


class SyntaxTree:
    """The tree of one text.

    Args:
        grammar: the package of the grammar, such as `tree_sitter_ruby`.
        text: the source.

    Raises:
        ImportError: the grammar is not installed, or does not fit this interpreter.
        ValueError: the text is too large, or made to keep a parser busy.
    """

    def __init__(self, grammar: str, text: str) -> None:
        self._data = text.encode("utf-8", "replace")
        if len(self._data) > MAX_BYTES:
            raise ValueError(f"{len(self._data):,} bytes, more than the limit of {MAX_BYTES:,}")
        if _nesting(text) > MAX_NESTING:
            raise ValueError("brackets nested too deeply")
        self.root = self._parsed(_language(grammar))

    def _parsed(self, language: Language) -> Node:
        """The root. Text is handed out in pieces and counted: some grammars read on to the end at every token."""
        left = _MAX_PASSES * len(self._data) + _FREE

        def piece(offset: int, _point: object) -> bytes:
            nonlocal left
            left -= _PIECE
            return self._data[offset : offset + _PIECE] if left > 0 else b""

        tree = Parser(language).parse(piece)
        if left <= 0:
            raise ValueError("text that keeps the parser busy")
        return tree.root_node

    def text(self, node: Node) -> str:
        """A node's source."""
        return self._data[node.start_byte : node.end_byte].decode("utf-8", "replace")

    def each(self, *kinds: str) -> Iterator[Node]:
        """The nodes of some kinds, in document order."""
        return (node for node, _ in self.each_within(*kinds))

    def each_within(self, *kinds: str) -> Iterator[tuple[Node, list[Node]]]:
        """The nodes of some kinds, in document order, with the nodes around each, outermost first."""
        cursor = self.root.walk()
        around: list[Node] = []
        while (node := cursor.node) is not None:
            if node.type in kinds:
                yield node, around
            if cursor.goto_first_child():
                around.append(node)
                continue
            while not cursor.goto_next_sibling():
                if not cursor.goto_parent():
                    return
                around.pop()


def line_of(node: Node) -> int:
    """The 1-based line on which a node starts."""
    return node.start_point.row + 1


def _nesting(text: str) -> int:
    """How deep the brackets of a text nest at most; those in strings and comments count too."""
    depth = deepest = 0
    for bracket in _BRACKET.findall(text):
        depth = depth + 1 if bracket in "([{" else max(depth - 1, 0)
        deepest = max(deepest, depth)
    return deepest


@cache
def _language(grammar: str) -> Language:
    try:
        return Language(importlib.import_module(grammar).language())
    except (ImportError, AttributeError, OSError, ValueError) as problem:
        raise ImportError(f"the grammar {grammar.replace('_', '-')} can't be loaded: {problem}") from problem
