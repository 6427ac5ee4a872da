"""What an expression can denote.

An external member is written as the path that leads to it from its module: `("default", "init", "()")` is what calling
`init` of the module's default export gives. `()` stands for the result of a call or a construction.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from readiness_scan.facts import Entry, ListLit, ObjectLit, Value

RESULT = "()"
ELEMENT = "[]"
FunctionKey: TypeAlias = tuple[str, int]
"""A function: the path of its file and its number there."""


class External(NamedTuple):
    """Something in a package that is not in the repository, or (module empty) a global."""

    ecosystem: str
    module: str
    path: tuple[str, ...]


class Frame(NamedTuple):
    """Where a value stands: file, scope, and what is known of the parameters around it."""

    file: str
    scope: int
    env: tuple[tuple[FunctionKey, Invocation], ...] = ()
    this: Instance | None = None


class Invocation:
    """The arguments of one call, with the frame that they stand in.

    Compared by identity: frames hold invocations and invocations frames, and to compare them by content would cost
    without bound. The resolver makes one for a call in a frame, however often it is asked.

    Of a call that a library makes no code says the argument: what it denotes is `given`.
    """

    __slots__ = ("args", "frame", "given", "keywords")

    def __init__(
        self,
        args: tuple[Value, ...],
        keywords: tuple[Entry, ...],
        frame: Frame,
        given: tuple[Denotation, ...] = (),
    ) -> None:
        self.args = args
        self.keywords = keywords
        self.frame = frame
        self.given = given


class Func(NamedTuple):
    """A first-party function, with what is known of the parameters of the functions around it."""

    file: str
    number: int
    env: tuple[tuple[FunctionKey, Invocation], ...] = ()
    this: Instance | None = None

    @property
    def key(self) -> FunctionKey:
        """Identity, whatever the environment."""
        return self.file, self.number


class Partial(NamedTuple):
    """A function with bound arguments, which come before those that a call hands over."""

    function: Denotation
    bound: Invocation


class ClassOf(NamedTuple):
    """A first-party class, interface or enum."""

    file: str
    number: int


class Instance(NamedTuple):
    """An instance of a first-party class, with the call that made it where that is seen."""

    file: str
    number: int
    made_by: Invocation | None = None
    held_by: tuple[str, int, str] | None = None
    """File, scope and name of the variable that it was made for, where that variable's members are given values."""
    origin: Argument | None = None
    """What it is, where its type is all that is known: what is handed to a parameter, or a member of that."""


class Object(NamedTuple):
    """An object literal; `shape` says that its entries are types, not values."""

    literal: ObjectLit
    frame: Frame
    shape: bool = False


class Items(NamedTuple):
    """A list literal.

    `shape` says that its one item is the type of all, `ordered` that its elements keep their places, `keyed` that they
    are pairs of a key and a value (a map). `origin` as for an instance.
    """

    literal: ListLit
    frame: Frame
    shape: bool = False
    ordered: bool = True
    keyed: bool = False
    origin: Argument | None = None


class Namespace(NamedTuple):
    """A file of the repository as a module, or (path ending in `/`) a folder as a package."""

    file: str


class Alias(NamedTuple):
    """A type alias."""

    file: str
    name: str


class Argument(NamedTuple):
    """Whatever is handed to a parameter, with the members taken of it."""

    file: str
    function: int
    position: int
    path: tuple[str, ...] = ()

    @property
    def key(self) -> FunctionKey:
        """The function whose parameter it is."""
        return self.file, self.function


class Literal(NamedTuple):
    """A constant that is no string."""

    text: str


class Said:
    """The type that code says a value has, and the members taken of the value. Compared by where the type stands."""

    __slots__ = ("annotation", "frame", "path")

    def __init__(self, annotation: Value, frame: Frame, path: tuple[str, ...] = ()) -> None:
        self.annotation = annotation
        self.frame = Frame(frame.file, frame.scope)
        self.path = path

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Said) and self._identity == other._identity

    def __hash__(self) -> int:
        return hash(self._identity)

    @property
    def _identity(self) -> tuple[int, str, int, tuple[str, ...]]:
        return id(self.annotation), self.frame.file, self.frame.scope, self.path


class Unknown(NamedTuple):
    """Nothing that is followed, why, and what is said of its type."""

    reason: str
    said: Said | None = None

    def part(self, step: str) -> Unknown:
        """A member, an element or the result of it."""
        if self.said is None:
            return self
        return self._replace(said=Said(self.said.annotation, self.said.frame, (*self.said.path, step)))


Part: TypeAlias = "str | Argument | Unknown"


class Text(NamedTuple):
    """A string: known parts, parameters and unknown parts, in order."""

    parts: tuple[Part, ...]
    unless: tuple[Argument, ...] = ()
    """The parameters that stand in its place where a call hands over a text for them: `a` beside `b` in `a or b`."""
    needs: tuple[Argument, ...] = ()
    """Those for which a call has to hand over something, as another text stands in its place otherwise."""

    @property
    def arguments(self) -> tuple[Argument, ...]:
        """The parameters in it."""
        return tuple(part for part in self.parts if isinstance(part, Argument))

    @property
    def known(self) -> str | None:
        """The text, where all of it is known."""
        if all(isinstance(part, str) for part in self.parts):
            return "".join(part for part in self.parts if isinstance(part, str))
        return None


class Context(NamedTuple):
    """A holder whose values are provided elsewhere (a React context): where it is made."""

    file: str
    name: str
    default: Value | None
    frame: Frame


class Store(NamedTuple):
    """A store of a state library, by what makes its state; `selects` says that its hook takes a selector."""

    creator: Value
    frame: Frame
    selects: bool = True


class Holder(NamedTuple):
    """Something whose `.current` or `.value` is the value."""

    value: Value
    frame: Frame


Denotation: TypeAlias = (
    External
    | Func
    | Partial
    | ClassOf
    | Instance
    | Object
    | Items
    | Namespace
    | Alias
    | Argument
    | Literal
    | Unknown
    | Text
    | Context
    | Holder
    | Store
)


def text_of(value: str) -> Text:
    """A wholly known string."""
    return Text((value,))


def unique(found: list[Denotation]) -> list[Denotation]:
    """Each denotation once, in order."""
    if len(found) < 2:
        return found
    return list({identity(item): item for item in reversed(found)}.values())[::-1]


def identity(item: Denotation) -> tuple[object, ...]:
    """What makes a denotation the same as another; literals are compared by the place where they are written."""
    match item:
        case Object(literal, frame, shape):
            return Object, id(literal), frame, shape
        case Items():
            return Items, id(item.literal), *item[1:]
        case Holder(value, frame):
            return Holder, id(value), frame
        case Context(file, name):
            return Context, file, name
        case _:
            return type(item), item
