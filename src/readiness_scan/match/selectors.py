"""Selectors: which part of a call a rule means."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from readiness_scan.facts import (
    CallValue,
    Choice,
    Constant,
    Entry,
    Index,
    ListLit,
    Member,
    ObjectLit,
    Spread,
    Str,
    Template,
    Value,
)
from readiness_scan.resolve.invocation import keyword, positional


class Arguments(Protocol):
    """Anything that has a call's arguments."""

    @property
    def args(self) -> tuple[Value, ...]:
        """The positional arguments."""

    @property
    def keywords(self) -> tuple[Entry, ...]:
        """The keyword arguments."""


class _Written(NamedTuple):
    args: tuple[Value, ...]
    keywords: tuple[Entry, ...]


def selected(call: Arguments, selector: str) -> Value | None:
    """The value that a selector means; none where the call has certainly nothing there.

    `0` is a position, `name=` a keyword, `=` all keywords; `0.key` is a key of the object there, `0.[1]` an item of the
    list there, `0.[]` any item of it. `1&2` is a position where there is something at another one, `1:text` one where
    a text is written.
    """
    place, *steps = selector.split(".")
    place, _, also = place.partition("&")
    if also and positional(call.args, int(also)) is None:
        return None
    place, _, kind = place.partition(":")
    if kind and not isinstance(positional(call.args, int(place)), Str | Template):
        return None
    if place == "=":
        return taken(ObjectLit(call.keywords), *steps)
    if place.endswith("="):
        return taken(keyword(call.keywords, place[:-1]), *steps)
    return taken(positional(call.args, int(place)), *steps)


def taken(value: Value | None, *steps: str) -> Value | None:
    """What stands under keys and items (`[1]`) of a value; none where an object or list as written has no such part."""
    for step in steps:
        if value is not None:
            value = _item(value, step[1:-1]) if step.startswith("[") else _key(value, step)
    return value


def _key(value: Value, name: str) -> Value | None:
    if isinstance(value, CallValue) and value.new:
        return keyword(value.keywords, name) or Member(value, name)
    if not isinstance(value, ObjectLit):
        return Member(value, name)
    for entry in reversed(value.entries):
        if entry.key == name:
            return entry.value
        if entry.key is None:
            return Member(value, name)
    return None


def _item(value: Value, place: str) -> Value | None:
    if not place:
        return Choice(value.items) if isinstance(value, ListLit) else Index(value, None)
    if isinstance(value, Choice):
        items = [_item(option, place) for option in value.options]
        return Choice(tuple(item for item in items if item is not None))
    position = int(place)
    if isinstance(value, ListLit) and not any(isinstance(item, Spread) for item in value.items[: position + 1]):
        return value.items[position] if position < len(value.items) else None
    return Index(value, Constant(str(position)))


def first_selected(call: Arguments, selectors: tuple[str, ...]) -> Value | None:
    """The first of several selectors that the call's own shape answers; what `**` may hold comes last."""
    written = _Written(call.args, tuple(entry for entry in call.keywords if entry.key is not None))
    for shape in (written, call):
        for selector in selectors:
            value = selected(shape, selector)
            if value is not None:
                return value
    return None


def alternatives(call: Arguments, selectors: tuple[str, ...]) -> tuple[Value, ...]:
    """What may stand for a value, in order of preference: one where it is written, several where all is spread."""
    spread = all(isinstance(arg, Spread) for arg in call.args) and all(entry.key is None for entry in call.keywords)
    if spread:
        values = [selected(call, selector) for selector in selectors]
        return tuple(value for value in values if value is not None)
    value = first_selected(call, selectors)
    return () if value is None else (value,)
