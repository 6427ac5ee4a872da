"""The words and statements of Gradle scripts, Groovy's and Kotlin's alike. Nothing is run.

Both dialects write dependencies and versions in the same few forms, and Groovy has no grammar that reads them (the
published one fails at `implementation libs.name`), so one lexer that knows strings, comments and brackets serves both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

MAX_NESTING = 200
_MAX_HEAD = 16
_MAX_WORD = 100
_TOKEN = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?(?:\*/|\Z))
      |(?P<text>\"{3}.*?(?:\"{3}|\Z)|'{3}.*?(?:'{3}|\Z)
        |"(?:[^"\\\n$]++|\\.|\$\{[^}\n]{0,200}\}|\$)*+(?:"|(?=\n)|\Z)
        |'(?:[^'\\\n]++|\\.)*+(?:'|(?=\n)|\Z))
      |(?P<name>[^\W\d]\w*)
      |(?P<number>\d[\w.]*)
      |(?P<end>[\n;])
      |(?P<mark>[^\s\w])""",
    re.VERBOSE | re.DOTALL,
)
_GOES_ON_AFTER = frozenset(",=+.")
_GOES_ON_BEFORE = frozenset(".+{")


class Token(NamedTuple):
    """One word, string or sign."""

    kind: str
    """`text`, `name`, `number`, `mark` or `end` (of a line)."""
    text: str
    offset: int


class Statement(NamedTuple):
    """The tokens of one statement, without those of the block that it opens."""

    tokens: Sequence[Token]
    blocks: tuple[str, ...]
    """What opens each block around it, outermost first: `dependencies`, `object Versions`, `if(debug)`."""


def statements(script: str) -> Iterator[Statement]:
    """The statements of a script that hold anything, in the order in which they end.

    Raises:
        ValueError: blocks or brackets are nested too deeply.
    """
    current: list[Token] = []
    depth = 0
    blocks: tuple[str, ...] = ()
    outer: list[tuple[list[Token], int]] = []
    """For each open block, the statement and depth that go on behind it."""
    for token, following in pairwise([*_tokens(script), Token("end", "\n", len(script))]):
        complete = depth == 0 and token.kind == "end" and (token.text == ";" or not _goes_on(current, following))
        if token.kind == "mark" and token.text == "{":
            # A closure among arguments leaves the statement open; any other one ends it.
            outer.append((current, depth) if depth else ([], 0))
            complete = depth == 0
        elif token.kind == "mark" and token.text == "}":
            complete = True
        elif token.kind != "end":
            depth = _depth(depth, token)
            current.append(token)
        if complete and current:
            yield Statement(current, blocks)
        if token.text == "{" and token.kind == "mark":
            blocks, current, depth = (*blocks, _head(current)), [], 0
        elif token.text == "}" and token.kind == "mark":
            current, depth = outer.pop() if outer else ([], 0)
            blocks = blocks[:-1]
        elif complete:
            current = []
        if depth > MAX_NESTING or len(blocks) > MAX_NESTING:
            raise ValueError("blocks nested too deeply")
    if current:
        yield Statement(current, blocks)


def closing(tokens: Sequence[Token], start: int) -> int:
    """The index of the bracket that closes the one at `start`; the number of tokens where none does."""
    depth = 0
    for index in range(start, len(tokens)):
        depth = _depth(depth, tokens[index])
        if depth == 0:
            return index
    return len(tokens)


def split(tokens: Sequence[Token], mark: str) -> list[Sequence[Token]]:
    """The runs of tokens between the signs of one kind that stand outside brackets."""
    runs: list[Sequence[Token]] = []
    depth = start = 0
    for index, token in enumerate(tokens):
        depth = _depth(depth, token)
        if depth == 0 and is_mark(token, mark):
            runs.append(tokens[start:index])
            start = index + 1
    return [*runs, tokens[start:]]


def is_mark(token: Token, marks: str) -> bool:
    """Is a token one of these signs?"""
    return token.kind == "mark" and token.text in marks


def _depth(depth: int, token: Token) -> int:
    if token.kind != "mark":
        return depth
    return depth + 1 if token.text in "([" else max(depth - 1, 0) if token.text in ")]" else depth


def _tokens(script: str) -> Iterator[Token]:
    """Every token but comments; ends of lines that follow each other are one."""
    ended = True
    for found in _TOKEN.finditer(script):
        kind = found.lastgroup or ""
        if kind == "comment" or (kind == "end" and found[0] == "\n" and ended):
            continue
        ended = kind == "end"
        yield Token(kind, found[0], found.start())


def _goes_on(current: Sequence[Token], following: Token) -> bool:
    """Does a statement go on in the next line?"""
    last = current[-1] if current else None
    after = last is not None and last.kind == "mark" and last.text in _GOES_ON_AFTER
    return after or (following.kind == "mark" and following.text in _GOES_ON_BEFORE)


def _head(tokens: Sequence[Token]) -> str:
    """What opens a block, without the space that does not tell names apart."""
    words: list[str] = []
    for index, token in enumerate(tokens[-_MAX_HEAD:]):
        if index and token.kind == "name" and words[-1][-1:].isidentifier():
            words.append(" ")
        words.append(token.text[:_MAX_WORD])
    return "".join(words)
