"""How the command lines of programs that send requests are read: which options take a value."""

from __future__ import annotations

import re
from collections.abc import Sequence

from readiness_scan.facts import Entry, ObjectLit, Str, Template, Value
from readiness_scan.syntax.texts import joined

SENDING = {"curl", "wget", "http", "https"}
"""Programs whose options are keywords; of all other commands each word is an argument."""
BEFORE = {"sudo", "nohup", "command", "exec", "time", "env", "builtin", "eval"}
"""Commands that run the rest of their line."""

SHORT_FLAGS = {
    "curl": set("#0123456aBfgGiIjJkLlMNnOpqRsSVvZ"),
    "wget": set("bcdFhHkKmNpqrSvVx"),
    "http": set("hbvmdjfFIpS"),
}
"""Options of one letter that take no value."""
LONG_FLAGS = {
    *("--silent", "--show-error", "--fail", "--fail-early", "--fail-with-body", "--insecure", "--location"),
    *("--include", "--compressed", "--get", "--head", "--http1.0", "--http1.1", "--http2", "--http3", "--no-buffer"),
    *("--globoff", "--retry-connrefused", "--retry-all-errors", "--progress-bar", "--no-progress-meter", "--verbose"),
    *("--ipv4", "--ipv6", "--ssl", "--ssl-reqd", "--tlsv1.2", "--tlsv1.3", "--location-trusted", "--no-keepalive"),
}
"""Long options of curl that take no value; of the others each takes one."""
LONG_VALUES = {"--post-data", "--body-data", "--header", "--method", "--auth", "--timeout", "--output", "--tries"}
"""Long options of other programs that take a value where none is written behind `=`."""
_OPTION = re.compile(r"--?[A-Za-z0-9#]")
_METHOD = re.compile(r"[A-Z]{3,7}$")
_ITEM = re.compile(r"([\w.-]+)(:?=)")


def command_line(program: str, words: Sequence[tuple[Value, int]]) -> tuple[tuple[Value, ...], tuple[Entry, ...]]:
    """Arguments and options of a command line, given each word with the place where it stands."""
    args: list[Value] = []
    keywords: list[Entry] = []
    index = 0
    flags = SHORT_FLAGS.get("http" if program == "https" else program, set())
    while index < len(words):
        word, place = words[index]
        index += 1
        head = _head(word)
        if not _OPTION.match(head):
            args.append(word)
            continue
        name, value = _split(word, head, flags)
        if value is None and _takes_value(program, name, flags) and index < len(words):
            value, index = words[index][0], index + 1
        if value is not None:
            keywords.append(Entry(name, value, place))
    return (_items(args) if program in ("http", "https") else tuple(args)), tuple(keywords)


def _takes_value(program: str, name: str, flags: set[str]) -> bool:
    if not name.startswith("--"):
        return name[1] not in flags
    return name not in LONG_FLAGS if program == "curl" else name in LONG_VALUES


def _head(word: Value) -> str:
    first = word.parts[0] if isinstance(word, Template) and word.parts else word
    return first.text if isinstance(first, Str) else ""


def _rest(word: Value, length: int) -> Value:
    """A word without its first letters."""
    if isinstance(word, Template):
        return joined((Str(_head(word)[length:]), *word.parts[1:]))
    return Str(_head(word)[length:])


def _split(word: Value, head: str, flags: set[str]) -> tuple[str, Value | None]:
    """An option's name, and the value that is written with it: `--name=value`, `-Xvalue`; of several flags the last."""
    if head.startswith("--"):
        name, equals, _ = head.partition("=")
        return name, _rest(word, len(name) + 1) if equals else None
    last = next((place for place in range(1, len(head)) if head[place] not in flags), len(head) - 1)
    attached = last + 1 < len(head) or isinstance(word, Template)
    return f"-{head[last]}", _rest(word, last + 1) if attached else None


def _items(args: Sequence[Value]) -> tuple[Value, ...]:
    """`POST url name=value count:=3`: the URL, and the object that the items after it make."""
    rest = args[1:] if args and _METHOD.match(_head(args[0])) else args
    entries: list[Entry] = []
    for word in rest[1:]:
        item = _ITEM.match(_head(word))
        if item is not None:
            entries.append(Entry(item[1], _rest(word, item.end()), -1))
    return (*rest[:1], ObjectLit(tuple(entries))) if entries else tuple(rest[:1])
