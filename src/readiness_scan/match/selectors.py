"""Selectors: which part of a call a rule means."""

from __future__ import annotations

from readiness_scan.facts import Call, Member, ObjectLit, Value
from readiness_scan.resolve.invocation import keyword, positional


def selected(call: Call, selector: str) -> Value | None:
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


def first_selected(call: Call, selectors: tuple[str, ...]) -> Value | None:
    """The first of several selectors that the call's own shape answers."""
    for selector in selectors:
        value = selected(call, selector)
        if value is not None:
            return value
    return None
