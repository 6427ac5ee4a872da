"""What the types of lists and maps say of what they hold: `Client[]`, `dict[str, Client]`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness_scan import facts
from readiness_scan.facts import ListLit, ParameterKind, Value
from readiness_scan.resolve.denotation import (
    ELEMENT,
    Argument,
    Denotation,
    External,
    Frame,
    Func,
    Instance,
    Invocation,
    Items,
    Literal,
    Object,
    Unknown,
)

if TYPE_CHECKING:
    from readiness_scan.resolve.resolver import Resolver

LISTS = {
    *("Array", "ReadonlyArray", "Set", "ReadonlySet", "WeakSet", "Iterable", "AsyncIterable", "IterableIterator"),
    *("list", "List", "set", "frozenset", "FrozenSet", "AbstractSet", "MutableSet", "deque", "Deque"),
    *("Sequence", "MutableSequence", "Collection"),
}
"""Generic types of lists and sets, which hold their argument."""
TUPLES = {"tuple", "Tuple"}
MAPS = {
    *("Map", "ReadonlyMap", "WeakMap", "Record", "dict", "Dict", "Mapping", "MutableMapping"),
    *("defaultdict", "DefaultDict", "OrderedDict", "WeakValueDictionary"),
}
"""Generic types that hold values, of their last argument, under keys."""
KINDS = {"list", "pairs", "tuples", "element", "values", "entries"}
"""What library functions make of lists, in the table of what they hand through."""
EACH = {
    **dict.fromkeys(("forEach", "map", "flatMap", "filter", "some", "every", "find", "findLast", "findIndex"), 0),
    **dict.fromkeys(("reduce", "reduceRight"), 1),
}
"""Methods that call a function with each element of a list, each with the element's position among the arguments."""
ANY = facts.Opaque("element of a type")
MAX_ZIPPED = 8
"""Lists of which one function gives the elements side by side."""
ANY_PLACE = "*"
"""Any place, of a list or under a key of a map."""
VALUE = "1"
"""The position of the value in a pair."""
MAX_ORIGIN = 5
"""Members of a parameter, one below the other, that an instance is known by; lists of nodes make them grow."""
HOLDING = Instance | External | Object | Func | Items
"""What there is something to call in, or to look into."""


class Containers:
    """Reading of such types, for one resolver.

    A list by its type is the same as a list literal of one value of that type, whose place is not known. Lists of
    anything else than things to call or to look into (of text) are not known by their type: the callers tell.
    """

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self._literals: dict[int, tuple[tuple[Value, ...], ListLit]] = {}
        """By identity of a type's arguments, which are kept: the same literal for the same type."""
        self._ones: dict[int, tuple[Value, ...]] = {}

    def of(self, name: str, args: tuple[Value, ...], frame: Frame) -> list[Denotation] | None:
        """What a generic type's value holds; none where it is no list or map."""
        if name not in LISTS | TUPLES | MAPS:
            return None
        held = args if name in TUPLES else args[:1] if name in LISTS else args[-1:]
        if not any(isinstance(d, HOLDING) for arg in held for d in self.resolver.types.instances(arg, frame)):
            return []
        fixed = name in TUPLES and not isinstance(args[-1], facts.Opaque | facts.Constant)
        keyed = name in MAPS
        return [Items(self._literal(args, held, keyed=keyed), frame, ordered=fixed, keyed=keyed)]

    def collected(self, kind: ParameterKind, annotation: Value, frame: Frame) -> list[Denotation]:
        """What a parameter holds that takes all further arguments, by its type: of one of them, or of the list."""
        found = self.resolver.types.instances(annotation, frame)
        if any(isinstance(d, Items) for d in found):
            return found
        return self.of("dict" if kind is ParameterKind.KEYWORD_REST else "list", self._alone(annotation), frame) or []

    def _alone(self, annotation: Value) -> tuple[Value, ...]:
        """The one tuple of a type's arguments that is this type alone."""
        return self._ones.setdefault(id(annotation), (annotation,))

    def _literal(self, args: tuple[Value, ...], held: tuple[Value, ...], *, keyed: bool) -> ListLit:
        if id(args) not in self._literals:
            values: tuple[Value, ...] = tuple(facts.Cast(ANY, arg) for arg in held)
            literal = ListLit((ListLit((facts.Opaque("key"), *values)),) if keyed else values)
            self._literals[id(args)] = (args, literal)
        return self._literals[id(args)][1]

    def given(self, file: str, function: int, position: int) -> list[Denotation]:
        """The elements that `clients.forEach(x => …)` hands to x; empty where it is no list's method that is called."""
        unit = self.resolver.program.unit(file)
        site = unit.summary.functions[function].handed_to if unit is not None else None
        if site is None or site.path or site.argument or not isinstance(site.callee, facts.Member):
            return []
        if position != EACH.get(site.callee.name):
            return []
        found: list[Denotation] = []
        for held in self.resolver.denote(site.callee.object, Frame(file, site.scope)):
            if isinstance(held, Items) and held.keyed:
                found += self.values(held)
            elif isinstance(held, Items) or (isinstance(held, Argument) and self._may_be_list(held)):
                found += self.resolver.lists.element([held])
        return found

    def values(self, held: Items, step: str = ELEMENT) -> list[Denotation]:
        """What stands under the keys of a map; `step` is how one gets there."""
        pairs = self.resolver.lists.element([held._replace(origin=None)])
        found = self.resolver.lists.element(pairs, VALUE)
        return [traced(d, held.origin, step) for d in found] if held.origin else found

    def method(self, subject: Value, name: str, args: tuple[Value, ...], frame: Frame) -> list[Denotation] | None:
        """What `get`, `values` or `items` of a map that is known by its type gives; none where it is no such map."""
        lists_all = name != "get" and not args
        if not any(self._is_map(d, method_tells=lists_all) for d in self.resolver.denote(subject, frame)):
            return None
        value = facts.Index(subject, args[0] if name == "get" and args else facts.Opaque("key"))
        if name == "get":
            return self.resolver.denote(value, frame)
        item = value if name == "values" else ListLit((facts.Opaque("key"), value))
        return [Items(ListLit((item,)), frame, ordered=False)]

    def _is_map(self, found: Denotation, *, method_tells: bool) -> bool:
        if not isinstance(found, Argument):
            return isinstance(found, Items) and found.keyed
        typed = self.resolver.types.argument(found)
        return any(isinstance(d, Items) and d.keyed for d in typed) or (not typed and method_tells)

    def made(self, kind: str, first: Value, invocation: Invocation) -> list[Denotation] | None:
        """What a library function makes of a list or a map: another list, or one of its elements."""
        frame = invocation.frame
        match kind:
            case "values" | "entries":
                return self.resolver.library.of_dict(first, "items" if kind == "entries" else kind, (), frame)
            case "element":
                return self.resolver.denote(facts.Index(first, None), frame)
            case "pairs" | "tuples":
                each = [facts.Index(arg, None) for arg in invocation.args[:MAX_ZIPPED]]
                pair = ListLit((facts.Opaque("index"), each[0]) if kind == "pairs" else tuple(each))
                return [Items(ListLit((pair,)), frame, ordered=False)]
            case _ if len(invocation.args) == 1:
                return [Items(ListLit((facts.Spread(first),)), frame, ordered=False)]
            case _:
                return None

    def _may_be_list(self, held: Argument) -> bool:
        """Whether nothing says of a parameter that it is something else than a list."""
        typed = self.resolver.types.argument(held)
        return not typed or any(isinstance(d, Items) for d in typed)

    def declared(self, found: list[Denotation], annotation: Value, frame: Frame) -> list[Denotation]:
        """What something holds that is declared with a type, and into which nothing is seen to be put.

        Empty where that is not so, or the type is no list's or map's.
        """
        if self.resolver.lists.closed or not found or not all(self._is_empty(d) for d in found):
            return []
        typed = self.resolver.types.instances(annotation, frame)
        return [d for d in typed if isinstance(d, Items)]

    def _is_empty(self, found: Denotation) -> bool:
        match found:
            case Items(literal):
                return not literal.items and all(isinstance(d, Unknown) for d in self.resolver.lists.added(found))
            case Object(literal):
                return not literal.entries
            case External(_, _, (*_, name, "()")):
                return name in LISTS | TUPLES | MAPS
            case Unknown() | Literal():
                return True
            case _:
                return False


def _is_typed(held: Items) -> bool:
    """Whether a list is known by its type alone."""
    first = held.literal.items[0] if held.literal.items else None
    if held.keyed and isinstance(first, ListLit):
        first = first.items[-1]
    return isinstance(first, facts.Cast) and first.value == ANY


def traced(found: Denotation, origin: Argument, *steps: str) -> Denotation:
    """What is known by its type alone, with the parameter's part that it is."""
    if not isinstance(found, Instance | Items) or found.origin or len(origin.path) + len(steps) > MAX_ORIGIN:
        return found
    by_type = found.made_by is None if isinstance(found, Instance) else _is_typed(found)
    return found._replace(origin=origin._replace(path=(*origin.path, *steps))) if by_type else found
