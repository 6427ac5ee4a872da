"""Calls that are made through something else: `Reflect.apply(track, it, ["x"])`, `createElement(Link, props)`.

How a library function calls or binds the function that it is given stands in `passthrough.toml`, by these kinds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from readiness_scan.facts import (
    Call,
    CallKind,
    CallSite,
    Constant,
    Entry,
    Index,
    ListLit,
    Member,
    ObjectLit,
    Spread,
    Value,
)
from readiness_scan.resolve.containers import EACH
from readiness_scan.resolve.denotation import Argument, Denotation, External, Frame, Func, Items
from readiness_scan.resolve.invocation import keyword
from readiness_scan.resolve.mentions import last_name
from readiness_scan.resolve.passthrough import handed_through, names_of
from readiness_scan.resolve.program import Unit

if TYPE_CHECKING:
    from readiness_scan.resolve.resolver import Resolver

BINDS = frozenset({"partial", "bind"})
RELAYS = BINDS | {"run", "call", "apply", "each", "thread", "component"}
NOTHING = {"null", "undefined", "None"}


class Relayed(NamedTuple):
    """The function that is called, with its arguments; or to which these are bound."""

    function: Value
    args: tuple[Value, ...]
    keywords: tuple[Entry, ...] = ()


def relayed(kind: str | None, args: tuple[Value, ...], keywords: tuple[Entry, ...]) -> Relayed | None:
    """What a call of a library function of that kind makes of its own arguments; none where that cannot be told."""
    if kind == "thread":
        function = keyword(keywords, "target")
        rest, named = keyword(keywords, "args"), keyword(keywords, "kwargs")
        return None if function is None else Relayed(function, _items(rest), _entries(named))
    if kind not in RELAYS or not args or isinstance(args[0], Spread):
        return None
    match kind:
        case "partial" | "run":
            return Relayed(args[0], args[1:], keywords)
        case "bind" | "call":
            return Relayed(args[0], args[2:], keywords)
        case "each":
            return Relayed(args[0], tuple(Index(listed, None) for listed in args[1:]))
        case "apply":
            return Relayed(args[0], _items(args[2] if len(args) > 2 else None))
        case _:
            return Relayed(args[0], (_props(args[1:]),))


def _items(listed: Value | None) -> tuple[Value, ...]:
    """The arguments that stand in a list."""
    if listed is None or _is_nothing(listed):
        return ()
    return listed.items if isinstance(listed, ListLit) else (Spread(listed),)


def _entries(named: Value | None) -> tuple[Entry, ...]:
    """The keyword arguments that stand in a dict."""
    if named is None or _is_nothing(named):
        return ()
    return named.entries if isinstance(named, ObjectLit) else (Entry(None, Spread(named), 0),)


def _props(given: tuple[Value, ...]) -> ObjectLit:
    """A component's props, with the children that stand behind them."""
    entries = _entries(given[0] if given else None)
    children = given[1] if len(given) == 2 else ListLit(given[1:])
    return ObjectLit((*entries, Entry("children", children, 0)) if len(given) > 1 else entries)


def _is_nothing(value: Value) -> bool:
    return isinstance(value, Constant) and value.text in NOTHING


class Made(NamedTuple):
    """A call that a library function makes, and where it hands on what it was handed; none for the function itself."""

    call: Call
    binds: bool
    onward: CallSite | None


class Relays:
    """Calls that library functions make, for one resolver."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver

    def calls(self, unit: Unit, names: Iterable[str]) -> Iterator[Made]:
        """The calls in a file that are made through a library, of functions that end in one of these names."""
        relays = names_of(RELAYS)
        if not any(name.encode() in unit.extractor.words for name in relays):
            return
        known = self.resolver.callers.aliases(unit, relays)
        for value, site in unit.handed(names):
            if last_name(site.callee) not in known or not _is_function(site):
                continue
            for receiver in self.resolver.denote(site.callee, Frame(unit.path, site.scope)):
                yield from self.made(unit, value, site, receiver)

    def made(self, unit: Unit, value: Value, site: CallSite, receiver: Denotation) -> Iterator[Made]:
        """What a library function makes of the function or the argument that is handed to it at a site."""
        kind = handed_through(receiver) if isinstance(receiver, External) else None
        for call in self._at(unit, value, site) if kind in RELAYS else ():
            found = relayed(kind, call.args, call.keywords)
            if found is None:
                continue
            written = CallKind.ELEMENT if kind == "component" else CallKind.CALL
            made = Call(written, found.function, found.args, found.keywords, call.scope, call.span)
            if _is_function(site):
                yield Made(made, kind in BINDS, None)
                continue
            onward = _onward(kind, found.function, site)
            if onward is not None:
                yield Made(made, kind in BINDS, onward)

    def of_elements(self, unit: Unit, value: Value, site: CallSite, receivers: list[Denotation]) -> Iterator[Made]:
        """What a list's method calls that is handed a function: `names.forEach(track)`."""
        callee = site.callee
        if not isinstance(callee, Member) or EACH.get(callee.name) != 0 or not _is_function(site):
            return
        lists = self.resolver.denote(callee.object, Frame(unit.path, site.scope))
        if any(isinstance(d, Func) for d in receivers) or not any(isinstance(d, Items | Argument) for d in lists):
            return
        for call in self._at(unit, value, site):
            element = Index(callee.object, None)
            yield Made(Call(CallKind.CALL, value, (element,), (), call.scope, call.span), False, None)

    def _at(self, unit: Unit, value: Value, site: CallSite) -> Iterator[Call]:
        """The calls that hand over a value at a site."""
        name = last_name(site.callee)
        for call in unit.calls({name}) if name else ():
            if call.scope == site.scope and _same(_handed(call, site), value):
                yield call


def _is_function(site: CallSite) -> bool:
    """Whether a library's function gets there the function that it is to call."""
    return (site.argument, site.path) in ((0, ()), (-1, ("target",)))


def _handed(call: Call, site: CallSite) -> Value | None:
    """What a call hands over at a site."""
    path = site.path
    if site.argument < 0:
        found = keyword(call.keywords, path[0])
        path = path[1:]
    else:
        found = call.args[site.argument] if site.argument < len(call.args) else None
    for key in path:
        entries = found.entries if isinstance(found, ObjectLit) else ()
        found = keyword(entries, key)
    return found


def _same(left: Value | None, right: Value) -> bool:
    return type(left) is type(right) and left == right


def _onward(kind: str | None, function: Value, site: CallSite) -> CallSite | None:
    """Where the function that is called gets what was handed to the library's; none where that cannot be told."""
    if kind in ("apply", "each", "thread"):
        return None
    if kind == "component":
        path = site.path if site.argument == 1 else ("children", *site.path)
        return CallSite(function, 0, path, site.scope) if site.argument > 0 else None
    before = 2 if kind in ("call", "bind") else 1
    if 0 <= site.argument < before:
        return None
    return replace(site, callee=function, argument=max(site.argument - before, -1))
