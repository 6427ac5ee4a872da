"""Reading JSON, JSON with comments and TOML whose shape nobody vouches for. Only `load_json` and `load_toml` raise."""

from __future__ import annotations

import json
import re
import tomllib
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Any

_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# An unterminated string or comment runs to the end, so that no start is tried twice.
_STRING_OR_COMMENT = re.compile(r'"(?:[^"\\]|\\.?)*+(?:"|\Z)|//[^\n]*|/\*.*?(?:\*/|\Z)', re.DOTALL)
_STRING_OR_TRAILING_COMMA = re.compile(r'"(?:[^"\\]|\\.?)*+(?:"|\Z)|,(?=\s*+[}\]])', re.DOTALL)
_TOML_STRING_OR_COMMENT = re.compile(
    r'"""(?:[^\\]|\\.?)*?(?:"""|\Z)'
    r"|'''.*?(?:'''|\Z)"
    r'|"(?:[^"\\\n]|\\.?)*+(?:"|$)'
    r"|'[^'\n]*+(?:'|$)"
    r"|#[^\n]*",
    re.DOTALL | re.MULTILINE,
)
# The TOML parser takes quadratic time over a key of many parts.
_ENDLESS_KEY = re.compile(r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*"|'[^'\n]*')[ \t]*+\.[ \t]*+){64}""")
_JSON_TOKEN = re.compile(r'"(?:[^"\\]|\\.?)*+(?:"|\Z)|[{}\[\]:,]', re.DOTALL)


def decoded(data: bytes) -> str:
    """The text of a file: UTF-8 unless a byte order mark says UTF-16; bytes that are neither become U+FFFD."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    return data.decode("utf-8", errors="replace")


def parse_json(text: str) -> Mapping[str, Any]:
    """The object that a JSON document holds, comments and trailing commas allowed; empty where it holds none."""
    try:
        return load_json(text)
    except ValueError:
        return {}


def load_json(text: str) -> Mapping[str, Any]:
    """The object that a JSON document holds, comments and trailing commas allowed; empty where it is something else.

    Raises:
        ValueError: it is broken; the message says where.
    """
    try:
        try:
            return mapping(json.loads(text))
        except ValueError:
            return mapping(json.loads(without_comments(text)))
    except RecursionError as problem:
        raise ValueError("values nested too deeply") from problem


def without_comments(text: str) -> str:
    """JSON text with comments and trailing commas blanked; every offset and line stays as it was."""
    text = _STRING_OR_COMMENT.sub(lambda found: _blanked(found[0], '"'), text)
    return _STRING_OR_TRAILING_COMMA.sub(lambda found: _blanked(found[0], '"'), text)


def parse_toml(text: str) -> Mapping[str, Any]:
    """The table that a TOML document holds; empty where it is broken."""
    try:
        return load_toml(text)
    except ValueError:
        return {}


def load_toml(text: str) -> Mapping[str, Any]:
    """The table that a TOML document holds.

    Raises:
        ValueError: it is broken, or made to keep a parser busy; the message says where.
    """
    if _ENDLESS_KEY.search(text):
        raise ValueError("a key of more than 64 parts")
    try:
        return tomllib.loads(text)
    except RecursionError as problem:
        raise ValueError("values nested too deeply") from problem


def toml_without_comments(text: str) -> str:
    """TOML text with comments blanked; every offset and line stays as it was."""
    return _TOML_STRING_OR_COMMENT.sub(lambda found: _blanked(found[0], "\"'"), text)


def _blanked(token: str, quotes: str) -> str:
    if token[0] in quotes:
        return token
    return re.sub(r"[^\n]", " ", token)


def mapping(value: object) -> Mapping[str, Any]:
    """The value, if it is an object; else an empty one."""
    return value if isinstance(value, dict) else {}


def sequence(value: object) -> Sequence[Any]:
    """The value, if it is a list; else an empty one."""
    return value if isinstance(value, list) else ()


def strings(value: object) -> list[str]:
    """The strings of a list; a string alone is a list of one."""
    if isinstance(value, str):
        return [value]
    return [item for item in sequence(value) if isinstance(item, str)]


def table(document: Mapping[str, Any], *path: str) -> Mapping[str, Any]:
    """The object at a path of keys; empty where there is none."""
    for key in path:
        document = mapping(document.get(key))
    return document


class Lines:
    """The lines of one text. Making it takes one pass; each question then costs next to nothing."""

    def __init__(self, text: str) -> None:
        self._ends = [found.start() for found in re.finditer("\n", text)]

    def at(self, offset: int | None) -> int:
        """The 1-based line of an offset; line 1 for none."""
        return bisect_left(self._ends, offset or 0) + 1


def key_offsets(text: str, depth: int) -> dict[tuple[str, ...], int]:
    """Where the keys of JSON text stand, by their path, down to `depth` keys. As in parsing, the last one wins."""
    offsets: dict[tuple[str, ...], int] = {}
    keys: list[str | None] = []
    expects_key = False
    for token in _JSON_TOKEN.finditer(without_comments(text)):
        mark = token[0][0]
        if mark in "{[":
            expects_key = mark == "{"
            keys.append("" if expects_key else None)
        elif mark in "}]":
            if keys:
                keys.pop()
            expects_key = False
        elif mark == ",":
            expects_key = bool(keys) and keys[-1] is not None
        elif mark == ":":
            expects_key = False
        elif expects_key:
            keys[-1] = _key_text(token[0])
            path = tuple(key for key in keys[: depth + 1] if key is not None)
            if len(keys) <= depth and len(path) == len(keys):
                offsets[path] = token.start()
    return offsets


def _key_text(token: str) -> str:
    try:
        return str(json.loads(token))
    except ValueError:
        return token.strip('"')
