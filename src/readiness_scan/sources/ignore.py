"""What the lines of a `.gitignore` mean, to the letter of git, for when git cannot be asked.

pathspec supplies the pattern objects; the translation is ours, because pathspec's own differs from git in classes
such as `[[:digit:]]`, backslashes, ranges, trailing blanks and unfinished patterns, and can be made to backtrack
for ever. Names are matched as bytes, as git does, each byte standing as one Latin-1 character.
"""

from __future__ import annotations

import os
import re
import string
from collections.abc import Sequence
from typing import NamedTuple

from pathspec import RegexPattern

_SPECIAL = re.compile(r"[*?\[\\]")
_STAR, _FOLDERS, _ANYTHING = "*", "**/", "**"
_NOT_SLASH = "[^/]"
_CLASSES = {
    "alnum": string.ascii_letters + string.digits,
    "alpha": string.ascii_letters,
    "blank": " \t",
    "cntrl": "".join(map(chr, (*range(32), 127))),
    "digit": string.digits,
    "graph": "".join(map(chr, range(33, 127))),
    "lower": string.ascii_lowercase,
    "print": "".join(map(chr, range(32, 127))),
    "punct": string.punctuation,
    "space": " \t\n\v\f\r",
    "upper": string.ascii_uppercase,
    "xdigit": string.hexdigits,
}


class Rule(NamedTuple):
    """One pattern line."""

    pattern: RegexPattern
    """Its `include` is true where a match ignores, false where it re-includes."""
    folders_only: bool
    by_name: bool
    """Matches a name in any folder below; else the path from the folder of the ignore file."""


class IgnoreRules(NamedTuple):
    """The rules of one ignore file, in their order."""

    base: str
    """The folder that they are relative to, as Latin-1 text with a final slash; empty for the reading root."""
    rules: Sequence[Rule]

    def verdict(self, path: str, name: str, *, folder: bool) -> bool | None:
        """True: ignored; false: re-included; none: no rule speaks of it. `path` and `name` are Latin-1 text."""
        below = path[len(self.base) :]
        for rule in reversed(self.rules):
            if rule.folders_only and not folder:
                continue
            if rule.pattern.match_file(name if rule.by_name else below) is not None:
                return rule.pattern.include
        return None


def as_text(path: str) -> str:
    """A path as its bytes, each one a Latin-1 character: the form in which rules are matched."""
    return path if path.isascii() else os.fsencode(path).decode("latin-1")


def parse(data: bytes, base: str = "", *, ignore_case: bool = False) -> IgnoreRules:
    """The rules of an ignore file's content. `base` is the file's folder, in the form of `IgnoreRules.base`."""
    lines = data.removeprefix(b"\xef\xbb\xbf").decode("latin-1").split("\n")
    rules = [rule for line in lines if line and line[0] != "#" and (rule := _rule(line, ignore_case=ignore_case))]
    return IgnoreRules(base, rules)


def _rule(line: str, *, ignore_case: bool) -> Rule | None:
    """One line's rule; none where it can match nothing."""
    glob = _without_trailing_spaces(line.removesuffix("\r").split("\0")[0])
    include = not glob.startswith("!")
    glob = glob.removeprefix("!")
    folders_only = glob.endswith("/")
    glob = glob.removesuffix("/")
    by_name = "/" not in glob
    regex = _regex(glob, pathname=not by_name)
    if not glob or regex is None:
        return None
    flags = re.DOTALL | (re.IGNORECASE | re.ASCII if ignore_case else 0)
    return Rule(RegexPattern(re.compile(rf"\A{regex}\Z", flags), include), folders_only, by_name)


def _without_trailing_spaces(text: str) -> str:
    """`text` without the spaces at its end that no backslash escapes."""
    bare = text.rstrip(" ")
    escaped = (len(bare) - len(bare.rstrip("\\"))) % 2
    return text[: len(bare) + 1] if escaped and len(text) > len(bare) else bare


def _regex(glob: str, *, pathname: bool) -> str | None:
    """The regular expression of a whole glob; none where it can match nothing."""
    if not pathname:
        return _wildcards(glob, pathname=False)
    glob = glob.removeprefix("/")
    # Git compares the part before the first wildcard as text, so `**` after it counts as a folder's start.
    special = _SPECIAL.search(glob)
    start = special.start() if special else len(glob)
    rest = _wildcards(glob[start:], pathname=True)
    return None if rest is None else re.escape(glob[:start]) + rest


def _wildcards(glob: str, *, pathname: bool) -> str | None:
    tokens = _tokens(glob, pathname=pathname)
    return None if tokens is None else _joined(tokens)


def _tokens(glob: str, *, pathname: bool) -> list[str] | None:
    """The glob's stars, each as one of the three kinds, and regular expressions for its single characters."""
    tokens: list[str] = []
    at = 0
    while at < len(glob):
        char = glob[at]
        if char == "*":
            kind, at = _star(glob, at, pathname=pathname)
            tokens.append(kind)
            continue
        if char == "?":
            tokens.append(_NOT_SLASH)
        elif char == "[":
            found = _bracket(glob, at + 1)
            if found is None:
                return None
            expression, at = found
            tokens.append(expression)
        elif char == "\\":
            at += 1
            if at == len(glob):
                return None
            tokens.append(re.escape(glob[at]))
        else:
            tokens.append(re.escape(char))
        at += 1
    return tokens


def _star(glob: str, start: int, *, pathname: bool) -> tuple[str, int]:
    """The kind of the run of stars at `start`, and where the glob goes on."""
    end = start
    while end < len(glob) and glob[end] == "*":
        end += 1
    bounded = (start == 0 or glob[start - 1] == "/") and (end == len(glob) or glob.startswith(("/", "\\/"), end))
    if not (pathname and end - start > 1 and bounded):
        return _STAR, end
    return (_FOLDERS, end + 1) if glob.startswith("/", end) else (_ANYTHING, end)


def _joined(tokens: Sequence[str]) -> str:
    """One expression of all tokens, which never tries a second place for what an earlier star has found.

    The first place is as good as any: what stands after the next star of the same reach can only gain by it.
    That makes matching linear in the name, whatever the pattern.
    """
    blocks: list[list[str]] = [[]]
    for token in tokens:
        if token is _FOLDERS or token is _ANYTHING:
            blocks.append([token])
        else:
            blocks[-1].append(token)
    *inner, last = [_block(block) for block in blocks]
    return "".join(f"(?>{block})" for block in inner) + last


def _block(tokens: Sequence[str]) -> str:
    """The expression of what stands between two runs of stars that cross folders, with the first of them."""
    head = {_FOLDERS: "(?:[^/]*/)*?", _ANYTHING: ".*?"}.get(tokens[0] if tokens else "", "")
    pieces: list[list[str]] = [[]]
    for token in tokens[1:] if head else tokens:
        if token is _STAR:
            pieces.append([])
        else:
            pieces[-1].append(token)
    first, *starred = ["".join(piece) for piece in pieces]
    if not starred:
        return head + first
    *early, late = starred
    return head + first + "".join(f"(?>[^/]*?{piece})" for piece in early) + f"[^/]*?{late}"


def _bracket(glob: str, at: int) -> tuple[str, int] | None:
    """The expression of a bracket whose content starts at `at`, and where it ends; none where it never does."""
    negated = glob.startswith(("!", "^"), at)
    at += negated
    members: set[str] = set()
    previous = ""
    first = True
    while first or not glob.startswith("]", at):
        first = False
        if at >= len(glob):
            return None
        char = glob[at]
        if char == "-" and previous and at + 1 < len(glob) and glob[at + 1] != "]":
            at += 1 + glob.startswith("\\", at + 1)
            if at >= len(glob):
                return None
            members.update(map(chr, range(ord(previous), ord(glob[at]) + 1)))
            previous = ""
        elif char == "[" and glob.startswith(":", at + 1):
            end = glob.find("]", at + 2)
            if end < 0:
                return None
            if end > at + 2 and glob[end - 1] == ":":
                if (named := _CLASSES.get(glob[at + 2 : end - 1])) is None:
                    return None
                members.update(named)
                previous, at = "", end
            else:
                members.add(char)
                previous = char
        else:
            if char == "\\":
                at += 1
                if at >= len(glob):
                    return None
            previous = glob[at]
            members.add(previous)
        at += 1
    return _one_of(members, negated=negated), at


def _one_of(members: set[str], *, negated: bool) -> str:
    inside = "".join(f"\\x{ord(char):02x}" for char in sorted(members - {"/"}))
    if negated:
        return f"[^/{inside}]"
    return f"[{inside}]" if inside else "(?!)"
