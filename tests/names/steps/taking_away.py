"""How a step of resolution is taken away: one function, method or table answers less, everything else stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from readiness_scan.resolve.denotation import Unknown

Change = Callable[[Any], Any]
"""What stands in the place of something, given the thing itself."""


class Removal(NamedTuple):
    """One function, method or table entry, and what stands in its place."""

    owner: Any
    """The class or module that holds it."""
    name: str
    change: Change


class Step(NamedTuple):
    """Something that resolution follows."""

    what: str
    removals: tuple[Removal, ...]
    """One; several only where the code takes the step in several places."""
    cases: tuple[str, ...]
    """The fixtures that are wrong without it."""

    def __str__(self) -> str:
        return self.what.partition(":")[0]


def step(what: str, removal: Removal | tuple[Removal, ...], *cases: str) -> Step:
    """A step as the tables write it."""
    return Step(what, removal if isinstance(removal[0], Removal) else (removal,), cases)  # type: ignore[arg-type] # a removal is a tuple, too


def unknown() -> list[Any]:
    """The answer that something is not followed."""
    return [Unknown("taken away")]


def nothing() -> None:
    """The answer that there is none."""


def gone(owner: Any, name: str, answer: Callable[[], Any] = list) -> Removal:
    """The function always gives the same answer."""
    return Removal(owner, name, lambda _: lambda *_args, **_keywords: answer())


def gone_where(owner: Any, name: str, condition: Callable[..., Any], answer: Callable[[], Any] = list) -> Removal:
    """The function gives another answer where a condition on its arguments holds."""

    def change(whole: Any) -> Any:
        return lambda *args, **keywords: answer() if condition(*args) else whole(*args, **keywords)

    return Removal(owner, name, change)


def fewer(owner: Any, name: str, kept: Callable[[Any], bool]) -> Removal:
    """The function answers with a list, of which some items are kept."""

    def change(whole: Any) -> Any:
        return lambda *args, **keywords: [item for item in whole(*args, **keywords) if kept(item)]

    return Removal(owner, name, change)


def blurred(owner: Any, name: str, kinds: Any) -> Removal:
    """The function answers with a list, in which items of some kinds become unknown."""

    def change(whole: Any) -> Any:
        return lambda *args, **keywords: [
            Unknown("taken away") if isinstance(item, kinds) else item for item in whole(*args, **keywords)
        ]

    return Removal(owner, name, change)


def asked_with(owner: Any, name: str, less: Callable[..., tuple[Any, ...]]) -> Removal:
    """The function is called with other positional arguments, of which the first ones are changed."""

    def change(whole: Any) -> Any:
        def changed(*args: Any, **keywords: Any) -> Any:
            first = less(*args)
            return whole(*first, *args[len(first) :], **keywords)

        return changed

    return Removal(owner, name, change)


def instead(owner: Any, name: str, value: Any) -> Removal:
    """A table or a constant has another value."""
    return Removal(owner, name, lambda _: value)
