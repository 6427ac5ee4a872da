"""What stands in a Gradle script's statements: calls, their arguments, texts with references, definitions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

from readiness_scan.manifests.gradle_tokens import Statement, Token, closing, is_mark, split, statements
from readiness_scan.manifests.version_catalog import normal_alias


class Reference(NamedTuple):
    """A name, by its path, that stands for a text."""

    path: tuple[str, ...]


Value: TypeAlias = tuple[str | Reference, ...]
"""A text in parts, some of which stand elsewhere."""

Definitions: TypeAlias = dict[tuple[str, ...], set[Value]]
"""What a file's names stand for, by their path: in Kotlin, within the objects that hold them."""


class Argument(NamedTuple):
    """One argument: `group: 'a'` in Groovy, `group = "a"` in Kotlin."""

    keyword: str | None
    value: Value | None
    """None where it is more than a text."""
    offset: int


class CallStatement(NamedTuple):
    """A statement that calls something: `implementation 'a:b:1'`, `id("a") version "1"`."""

    path: tuple[str, ...]
    arguments: list[Argument]
    rest: Sequence[Token]
    """What follows the brackets."""


_WRAPPERS = frozenset({"platform", "enforcedPlatform", "testFixtures", "create", "dependency"})
"""Calls that give the dependency that they are handed."""
_NO_PART = frozenset({"get", "asProvider", "toString"})
_HOLDERS = frozenset({"ext", "extra", "project", "rootProject", "properties", "this"})
"""Where names are kept; a name means the same without them."""
_INTERPOLATED = re.compile(r"(?<!\\)\$(?:\{([^{}]*)\}|([^\W\d]\w*(?:\.[^\W\d]\w*)*))")
_OBJECT = re.compile(r"(?:^| )(?:object|class) (\w+)")
_BY_EXTRA = re.compile(r"(?:val|var) (\w+).*\bby extra$")
_MAX_DEPTH = 8
_MAX_WRAPPERS = 4
_NOT_ASSIGNED = "=!<>+-"


def call_statement(tokens: Sequence[Token]) -> CallStatement | None:
    """The call that a statement is; none where it is something else."""
    path, index = _path(tokens, 0, calls=False)
    if tokens and tokens[0].kind == "text":  # Kotlin: "implementation"("a:b:1")
        path, index = (_plain(tokens[0]),), 1
    if not path or index >= len(tokens) or is_mark(tokens[index], "="):
        return None
    if not is_mark(tokens[index], "("):
        return CallStatement(path, arguments(tokens[index:]), ())
    end = closing(tokens, index)
    return CallStatement(path, arguments(tokens[index + 1 : end]), tokens[end + 1 :])


def arguments(tokens: Sequence[Token]) -> list[Argument]:
    """The arguments between brackets, those of a list or map among them."""
    if tokens and is_mark(tokens[0], "[") and closing(tokens, 0) == len(tokens) - 1:
        tokens = tokens[1:-1]
    found: list[Argument] = []
    for run in split(tokens, ","):
        named = len(run) > 2 and run[0].kind == "name" and is_mark(run[1], ":=") and not is_mark(run[2], "=")
        value = run[2:] if named else run
        if value:
            found.append(Argument(run[0].text if named else None, parse_value(value), run[0].offset))
    return found


def parse_value(tokens: Sequence[Token]) -> Value | None:
    """The text that an expression gives: strings and names, alone or joined by `+`; none for anything else."""
    parts: list[str | Reference] = []
    for run in split(tokens, "+"):
        operand = _operand(run)
        if operand is None:
            return None
        parts += operand
    return tuple(parts)


def _operand(tokens: Sequence[Token]) -> Value | None:
    if len(tokens) > 2 and tokens[-2].text == "as":  # Kotlin: extra["version"] as String
        tokens = tokens[:-2]
    if len(tokens) == 1 and tokens[0].kind in ("text", "number"):
        return _text(tokens[0])
    path, index = _path(tokens, 0, calls=True)
    for _ in range(_MAX_WRAPPERS):
        if not path or path[-1] not in _WRAPPERS or index >= len(tokens):
            break
        bracketed = is_mark(tokens[index], "(")
        tokens = tokens[index + 1 : closing(tokens, index)] if bracketed else tokens[index:]
        if len(tokens) == 1 and tokens[0].kind == "text":
            return _text(tokens[0])
        path, index = _path(tokens, 0, calls=True)
    return (Reference(path),) if path and index == len(tokens) else None


def _path(tokens: Sequence[Token], index: int, *, calls: bool) -> tuple[tuple[str, ...], int]:
    """The path of names that starts at an index, and where it ends: `a.b`, `a["b"]` and, with `calls`, `a.b.get()`."""
    path: list[str] = []
    while index < len(tokens) and tokens[index].kind == "name":
        path.append(tokens[index].text)
        index += 1
        while index + 2 < len(tokens) and is_mark(tokens[index], "[") and tokens[index + 1].kind == "text":
            path.append(_plain(tokens[index + 1]))
            index += 3
        if calls and index + 1 < len(tokens) and is_mark(tokens[index], "("):
            if is_mark(tokens[index + 1], ")"):
                index += 2
            elif path[-1] == "findLibrary" and tokens[index + 1].kind == "text":
                path[-1:] = normal_alias(_plain(tokens[index + 1])).split(".")
                index += 3
        if index + 1 < len(tokens) and is_mark(tokens[index], "."):
            index += 1
        else:
            break
    return tuple(name for name in path if name not in _NO_PART), index


def _text(token: Token) -> Value:
    """The parts of a string; only double quotes hold references."""
    if token.kind == "number" or token.text[0] != '"':
        return (_plain(token),)
    body, start = _plain(token), 0
    parts: list[str | Reference] = []
    for found in _INTERPOLATED.finditer(body):
        parts.append(body[start : found.start()])
        inner = found[1] if found[1] is not None else found[2]
        tokens = next(statements(inner), Statement((), ())).tokens
        path, end = _path(tokens, 0, calls=True)
        parts.append(Reference(path) if path and end == len(tokens) else found[0])
        start = found.end()
    return tuple(part for part in (*parts, body[start:]) if part)


def _plain(token: Token) -> str:
    """A string without its quotes; any other token as it is."""
    if token.kind != "text":
        return token.text
    quote = token.text[:3] if token.text[:3] in ('"""', "'''") else token.text[:1]
    return token.text.removeprefix(quote).removesuffix(quote)


def definitions(script: str) -> Definitions:
    """What the names of a script stand for, wherever they are given a text.

    Raises:
        ValueError: blocks or brackets are nested too deeply.
    """
    found: Definitions = {}
    for statement in statements(script):
        objects = objects_of(statement.blocks)
        for path, value in _defined(statement):
            found.setdefault((*objects, *path), set()).add(value)
    return found


def property_definitions(text: str) -> Definitions:
    """What a gradle.properties gives."""
    found: Definitions = {}
    for line in text.splitlines():
        key, equals, value = line.partition("=")
        if equals and not line.lstrip().startswith(("#", "!")):
            found.setdefault(tuple(key.strip().split(".")), set()).add((value.strip(),))
    return found


def objects_of(blocks: Sequence[str]) -> tuple[str, ...]:
    """The objects and classes around a statement."""
    named = (_OBJECT.search(head) for head in blocks)
    return tuple(each[1] for each in named if each is not None)


def without_holders(path: tuple[str, ...]) -> tuple[str, ...]:
    """A path without the leading names of what keeps properties."""
    while len(path) > 1 and path[0] in _HOLDERS:
        path = path[1:]
    return path


def _defined(statement: Statement) -> Iterator[tuple[tuple[str, ...], Value]]:
    tokens = statement.tokens
    by_extra = _BY_EXTRA.match(statement.blocks[-1]) if statement.blocks else None
    if by_extra is not None and len(tokens) == 1:  # val version by extra { "1.0" }
        yield from _given((by_extra[1],), tokens)
        return
    for index, token in enumerate(tokens):
        if is_mark(token, "="):
            doubled = is_mark(tokens[index - 1], _NOT_ASSIGNED) or is_mark(tokens[min(index + 1, len(tokens) - 1)], "=")
            path = () if doubled else _target(tokens[:index])
            yield from _given(without_holders(path), tokens[index + 1 :])
            return
        if token.kind == "name" and token.text == "by" and index > 1:  # val version by extra("1.0")
            call = call_statement(tokens[index + 1 :])
            if call is not None and call.path == ("extra",) and len(call.arguments) == 1 and call.arguments[0].value:
                yield _target(tokens[:index]), call.arguments[0].value
            return
    call = call_statement(tokens)
    if call is not None and call.path[-1] == "set" and len(call.arguments) == 2:  # extra.set("version", "1.0")
        name, value = call.arguments[0].value, call.arguments[1].value
        if name is not None and value is not None and len(name) == 1 and isinstance(name[0], str):
            yield (name[0],), value


def _target(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The path that is given a value: the last one before the sign, or before Kotlin's type."""
    tokens = split(tokens, ":")[0]
    path: tuple[str, ...] = ()
    index = 0
    while index < len(tokens):
        path, index = _path(tokens, index, calls=False)
        if not path:
            return ()
    return path


def _given(path: tuple[str, ...], tokens: Sequence[Token]) -> Iterator[tuple[tuple[str, ...], Value]]:
    """What a path, and with a map the paths below it, stand for."""
    pending = [(path, tokens)]
    for at, given in pending:
        if not at or not given:
            continue
        if is_mark(given[0], "[") and len(at) < _MAX_DEPTH:
            runs = split(given[1 : closing(given, 0)], ",")
            pending += [((*at, _plain(run[0])), run[2:]) for run in runs if len(run) > 2 and is_mark(run[1], ":")]
        elif value := parse_value(given):
            yield at, value
