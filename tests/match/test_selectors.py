"""Selectors: the part of a call that a rule means, as far as the call's own shape says."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from readiness_scan.facts import (
    Call,
    CallKind,
    CallValue,
    Constant,
    Entry,
    Index,
    ListLit,
    Member,
    ObjectLit,
    Ref,
    Spread,
    Str,
    Value,
)
from readiness_scan.match.selectors import first_selected, selected, taken
from readiness_scan.model.location import Span

NAME = Str("signup")
OPTIONS = Ref("options")


def call(*args: Value, **keywords: Value) -> Call:
    entries = tuple(Entry(key, value, 0) for key, value in keywords.items())
    return Call(CallKind.CALL, Ref("send"), args, entries, 0, Span(0, 1))


def written(*entries: tuple[str | None, Value]) -> ObjectLit:
    return ObjectLit(tuple(Entry(key, value, 0) for key, value in entries))


def built(**keywords: Value) -> CallValue:
    """A struct literal."""
    return CallValue(Ref("Event"), (), call(**keywords).keywords, new=True)


@pytest.mark.parametrize(
    ("arguments", "selector", "value"),
    [
        (call(NAME), "0", NAME),
        (call(NAME), "1", None),
        (call(event=NAME), "event=", NAME),
        (call(event=NAME), "name=", None),
        (call(written(("event", NAME))), "0.event", NAME),
        (call(written(("event", OPTIONS), ("event", NAME))), "0.event", NAME),
        (call(written(("name", NAME))), "0.event", None),
        (call(OPTIONS), "0.event", Member(OPTIONS, "event")),
        (call(written(("inner", written(("event", NAME))))), "0.inner.event", NAME),
        (call(built(event=NAME)), "0.event", NAME),
        (call(built(name=NAME)), "0.event", Member(built(name=NAME), "event")),
        (call(ListLit((Str("capture"), NAME))), "0.[1]", NAME),
        (call(ListLit((Str("capture"),))), "0.[1]", None),
        (call(OPTIONS), "0.[1]", Index(OPTIONS, Constant("1"))),
        (call(Spread(OPTIONS)), "1", Index(OPTIONS, Constant("1"))),
    ],
)
def test_a_selector_means_one_part_of_a_call(arguments: Call, selector: str, value: Value | None) -> None:
    assert selected(arguments, selector) == value


def test_what_a_spread_may_hold_is_asked_of_the_whole_object() -> None:
    spread = written(("event", NAME), (None, Spread(OPTIONS)))
    assert taken(spread, "event") == Member(spread, "event")
    late = written((None, Spread(OPTIONS)), ("event", NAME))
    assert taken(late, "event") == NAME


def test_an_item_behind_a_spread_is_asked_of_the_whole_list() -> None:
    items = ListLit((Spread(OPTIONS), NAME))
    assert taken(items, "[1]") == Index(items, Constant("1"))
    assert taken(ListLit((NAME, Spread(OPTIONS))), "[0]") == NAME


def test_the_first_selector_that_the_call_can_answer_wins() -> None:
    body = ("1.json", "1.body")
    assert first_selected(call(Str("/e/"), written(("body", NAME))), body) == NAME
    assert first_selected(call(Str("/e/"), written(("json", OPTIONS), ("body", NAME))), body) == OPTIONS
    assert first_selected(call(Str("/e/"), written(("headers", OPTIONS))), body) is None
    assert first_selected(call(Str("/e/"), OPTIONS), body) == Member(OPTIONS, "json")


def test_what_keywords_may_hold_comes_after_what_is_written() -> None:
    spread = Call(CallKind.CALL, Ref("send"), (NAME,), (Entry(None, Spread(OPTIONS), 0),), 0, Span(0, 1))
    assert first_selected(spread, ("event=", "0")) == NAME
    assert first_selected(replace(spread, args=()), ("event=", "0")) == Member(OPTIONS, "event")
