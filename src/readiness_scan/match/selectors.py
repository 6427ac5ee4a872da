"""Selectors: which part of a call a rule means."""

from __future__ import annotations

from itertools import takewhile
from typing import NamedTuple, Protocol

from readiness_scan.facts import Entry, Member, ObjectLit, Spread, Value
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
    """The value at `0` (a position), `0.key` (a key of the object there), `name=` (a keyword) or `=` (all keywords)."""
    if selector == "=":
        return ObjectLit(call.keywords)
    if selector.endswith("="):
        return keyword(call.keywords, selector[:-1])
    position, *keys = selector.split(".")
    value = positional(call.args, int(position))
    for key in keys if value is not None else ():
        value = Member(value, key)  # type: ignore[arg-type] # the loop runs for a value only
    return value


def first_selected(call: Arguments, selectors: tuple[str, ...]) -> Value | None:
    """The first of several selectors that the call's own shape answers; what is spread comes after what is written."""
    written = _Written(
        tuple(takewhile(lambda arg: not isinstance(arg, Spread), call.args)),
        tuple(entry for entry in call.keywords if entry.key is not None),
    )
    for shape in (written, call):
        for selector in selectors:
            value = selected(shape, selector)
            if value is not None:
                return value
    return None
