"""What lists hold: their elements, what is put into them after they are made, and what their methods give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness_scan import facts
from readiness_scan.facts import Call, CallValue, Constant, Index, ListLit, Opaque, Spread, Value
from readiness_scan.resolve.containers import ANY_PLACE, traced
from readiness_scan.resolve.denotation import (
    Argument,
    ClassOf,
    Denotation,
    External,
    Frame,
    Instance,
    Items,
    Literal,
    Object,
    Unknown,
)

if TYPE_CHECKING:
    from readiness_scan.resolve.resolver import Resolver

ADDING = {"push", "unshift", "append", "appendleft", "add", "insert", "extend"}
"""Methods that put their arguments into a list."""
COPYING = {"slice", "splice", "copy"}
SHUFFLING = {"filter", "sort", "reverse", "toSorted", "toReversed"}
TAKING = {"at", "pop", "shift", "popleft", "find", "findLast"}
METHODS = {"map", "concat", "entries", *COPYING, *SHUFFLING, *TAKING}
"""Methods of lists that give something."""
NO_TEXTS = {"map", *SHUFFLING}
"""Those of them that texts have not."""


class Lists:
    """Contents of lists, for one resolver.

    Which list a method is called on is asked of a resolver of its own, for which lists hold only what they are made
    with: the answer is then the same whoever asks, and ends.
    """

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self._apart: Resolver | None = None
        self._added: dict[str, dict[int, tuple[ListLit, list[tuple[Value, Frame]]]]] = {}
        """By file and identity of the literal, which is kept: nothing else can then have that identity."""
        self.closed = False
        """Lists hold what they are made with, and nothing else is asked."""

    # --- elements ---------------------------------------------------------------------------------------

    def element(self, bases: list[Denotation], position: str = "") -> list[Denotation]:
        """An element of a list: the one at a position, or any."""
        with self.resolver.deeper() as allowed:
            return self._elements(bases, position) if allowed else [Unknown("too far to follow")]

    def _elements(self, bases: list[Denotation], position: str) -> list[Denotation]:
        found: list[Denotation] = []
        for base in bases:
            match base:
                case Items(literal, frame, shape=True):
                    found += [d for item in literal.items for d in self.resolver.types.instances(item, frame)]
                case Items() if position == ANY_PLACE:
                    found += self.resolver.objects.any_of(base)
                case Items():
                    held = self._items(base, position if base.ordered else "")
                    found += [traced(d, base.origin, f"[{position}]") for d in held] if base.origin else held
                case Argument() | External():
                    found.append(base._replace(path=(*base.path, f"[{position}]")))
                case Object() | ClassOf() if position in ("", ANY_PLACE):
                    found += self.resolver.objects.any_of(base)
                case Literal():
                    continue
                case Unknown():
                    found.append(base.part(f"[{position}]"))
                case Instance():
                    found.append(Unknown("element of an object"))
                case _:
                    found.append(Unknown("element"))
        return found

    def _items(self, base: Items, position: str) -> list[Denotation]:
        """The elements of a list at a position, which counts as far as the first spread, or all."""
        items, place = base.literal.items, int(position) if position.isdigit() else -1
        before = next((index for index, item in enumerate(items) if isinstance(item, Spread)), len(items))
        if 0 <= place < before:
            return self.resolver.denote(items[place], base.frame)
        found: list[Denotation] = []
        for item in items[before:] if place >= 0 else items:
            if isinstance(item, Spread):
                inner = str(place - before) if item is items[before] and place >= 0 else ""
                found += self.element(self.resolver.denote(item.value, base.frame), inner)
            else:
                found += self.resolver.denote(item, base.frame)
        return found + self.added(base)

    def added(self, base: Items) -> list[Denotation]:
        """What code in the list's own file puts into it."""
        if self.closed:
            return []
        file = base.frame.file
        if file not in self._added:
            self._added[file] = {}
            self._added[file] = self._find_added(file)
        _, values = self._added[file].get(id(base.literal), (None, ()))
        return [d for value, frame in values for d in self._put(value, frame)]

    def _put(self, value: Value, frame: Frame) -> list[Denotation]:
        if isinstance(value, Spread):
            return self.element(self.resolver.denote(value.value, frame))
        return self.resolver.denote(value, frame)

    def _find_added(self, file: str) -> dict[int, tuple[ListLit, list[tuple[Value, Frame]]]]:
        unit = self.resolver.program.unit(file)
        found: dict[int, tuple[ListLit, list[tuple[Value, Frame]]]] = {}
        for call in unit.calls(ADDING) if unit is not None else ():
            values = _put_in(call)
            if not values or not isinstance(call.callee, facts.Member):
                continue
            frame = Frame(file, call.scope)
            for held in self._resolver_apart().denote(call.callee.object, frame):
                if isinstance(held, Items):
                    _, known = found.setdefault(id(held.literal), (held.literal, []))
                    known += [(value, frame) for value in values]
        return found

    def _resolver_apart(self) -> Resolver:
        if self._apart is None:
            self._apart = type(self.resolver)(self.resolver.program)
            self._apart.lists.closed = True
        return self._apart

    # --- methods --------------------------------------------------------------------------------------------

    def method(self, subject: Value, name: str, value: CallValue, frame: Frame) -> list[Denotation] | None:
        """What a method gives that lists have; none for any other. What it is called on is asked once."""
        if name not in METHODS:
            return None
        lists: list[Items | Argument] = []
        found: list[Denotation] = []
        for base in self.resolver.denote(subject, frame):
            if isinstance(base, Items | Argument) and self._is_list(base, name):
                lists.append(base)
                continue
            for callee in self.resolver.members.of(base, name):
                found += self.resolver.call(callee, self.resolver.invocation(value, frame))
        return found + (self._of_list(lists, subject, value, frame) if lists else [])

    def _is_list(self, held: Items | Argument, method: str) -> bool:
        """Whether something is a list; a parameter of unknown type is one where the method says so."""
        if isinstance(held, Items):
            return not held.shape
        typed = self.resolver.types.argument(held)
        return any(isinstance(d, Items) for d in typed) or (not typed and method in NO_TEXTS)

    def _of_list(
        self, lists: list[Items | Argument], subject: Value, value: CallValue, frame: Frame
    ) -> list[Denotation]:
        name = value.callee.name if isinstance(value.callee, facts.Member) else ""
        maps = [d for d in lists if isinstance(d, Items) and d.keyed]
        if name in TAKING:
            return [d for held in maps for d in self.resolver.containers.values(held)] or self.element([*lists])
        if name == "map" and value.args:
            each = CallValue(value.args[0], (Index(subject, None),), (), new=False)
            return [Items(ListLit((each,)), frame, ordered=False)]
        if name == "entries":
            pair = ListLit((Opaque("index"), Index(subject, None)))
            return [*maps] or [Items(ListLit((pair,)), frame, ordered=False)]
        if name == "concat":
            parts = (Spread(subject), *(Spread(arg) for arg in value.args))
            return [Items(ListLit(parts), frame, ordered=False)]
        if name in COPYING and value.args[:1] in ((), (Constant("0"),)):
            return list(lists)
        return [d._replace(ordered=False) if isinstance(d, Items) else d for d in lists]


def _put_in(call: Call) -> tuple[Value, ...]:
    """The values that a call of an adding method puts in."""
    name = call.callee.name if isinstance(call.callee, facts.Member) else ""
    if name in ("push", "unshift"):
        return call.args
    if name == "insert":
        return call.args[1:2]
    if name == "extend":
        return tuple(Spread(arg) for arg in call.args[:1])
    return call.args[:1]
