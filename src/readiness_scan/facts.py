"""The language-neutral facts that a source file states, and the algebra of its values.

A language turns a syntax tree into these; rules and resolution read them. Neither a language's node names nor a
vendor's names stand here. Facts are plain structs, picklable, and hold no reference to a tree.

Two kinds:

* `ModuleSummary`: what a file declares, whatever anybody looks for. Imports, exports, scopes with their bindings,
  functions with their parameters and returns, classes with their fields and methods, assignments to members.
* `Call` facts for a set of names, which `Syntax.calls(names)` finds by anchoring on the names' occurrences. A call
  that nobody asks about never becomes an object. `new X()`, a component `<X a="b"/>`, a decorator `@x("y")` and the
  construction of a struct literal are calls too, told apart by `Call.kind`.

Scopes, functions and classes are numbered within their file: index 0 of `scopes` is the file's own scope. Places are
byte offsets into the file's UTF-8 text.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from readiness_scan.model.location import Span


class Fact(Struct, frozen=True, gc=False):
    """What a file states. Facts hold no cycles, so the garbage collector need not look at them."""


# --- values: what an expression says ---------------------------------------------------------------------------


class Str(Fact, frozen=True):
    """A string literal, escapes undone."""

    text: str


class Template(Fact, frozen=True):
    """Parts joined to one string: a template literal, an f-string, `"a" + b`, a format call of known shape."""

    parts: tuple[Value, ...]


class Constant(Fact, frozen=True):
    """A literal that is no string: `true`, `false`, `null`, or a number's text."""

    text: str


class Ref(Fact, frozen=True):
    """A name, to be looked up in the scope where it stands."""

    name: str
    place: int = -1
    """Byte offset of a use of a name that is given several values; -1 where every value counts."""


class This(Fact, frozen=True):
    """The instance (or the class) that the enclosing method belongs to."""

    class_index: int


class Super(Fact, frozen=True):
    """The base of the enclosing class."""

    class_index: int


class Member(Fact, frozen=True):
    """`object.name`, `object?.name`, `object["name"]`, an object key or a struct field taken by pattern."""

    object: Value
    name: str


class Index(Fact, frozen=True):
    """`object[key]` with a key that is no string literal, an element taken by position, or (key none) any element."""

    object: Value
    key: Value | None


class Entry(Fact, frozen=True):
    """A key of an object literal, a keyword argument, or a component's prop."""

    key: str | None
    """None for a spread (the value is then a `Spread`) and for a key that is not known."""
    value: Value
    start: int
    """Byte offset of the key."""


class ObjectLit(Fact, frozen=True):
    """An object, dict or hash literal."""

    entries: tuple[Entry, ...]


class ListLit(Fact, frozen=True):
    """A list, tuple, set or array literal."""

    items: tuple[Value, ...]


class CallValue(Fact, frozen=True):
    """The result of a call, or of a construction (`new`)."""

    callee: Value
    args: tuple[Value, ...]
    keywords: tuple[Entry, ...]
    new: bool


class Lambda(Fact, frozen=True):
    """A function written in place: index into `ModuleSummary.functions`."""

    function: int


class ClassValue(Fact, frozen=True):
    """A class written in place: index into `ModuleSummary.classes`."""

    class_index: int


class Param(Fact, frozen=True):
    """A parameter of a function of this file, by position. Destructuring stands around it as `Member`."""

    function: int
    position: int


class Choice(Fact, frozen=True):
    """One of several: a conditional, `a || b`, `a ?? b`, `a or b`, a default."""

    options: tuple[Value, ...]
    in_order: bool = False
    """The first one that is there: `a || b`, `a ?? b`, `a or b`."""


class Spread(Fact, frozen=True):
    """`...value`, `*value`, `**value` where an argument, item or entry stands."""

    value: Value


class Await(Fact, frozen=True):
    """The value that an awaited promise gives."""

    value: Value


class Result(Fact, frozen=True):
    """One of the values that a call gives back at once (`client, err := connect()`), by position.

    A function that does so returns them as a `ListLit`; its `return_annotation` is the first one's.
    """

    call: Value
    position: int


class ImportValue(Fact, frozen=True):
    """A module obtained by an expression: `import("x")`, `require("x")`, `importlib.import_module(name)`."""

    module: Value
    commonjs: bool = False


class Cast(Fact, frozen=True):
    """A value that is said to have a type."""

    value: Value
    annotation: Value


class TypeApplication(Fact, frozen=True):
    """A generic type with its arguments, or a union (`base` none): only in annotations."""

    base: Value | None
    args: tuple[Value, ...]


class FunctionType(Fact, frozen=True):
    """The type of a function that gives `result`: only in annotations."""

    result: Value


class TypeOf(Fact, frozen=True):
    """The type that a value has: only in annotations."""

    value: Value


class KeysOf(Fact, frozen=True):
    """The names of a type's members, as a type: only in annotations."""

    value: Value


class MappedType(Fact, frozen=True):
    """A type with a member for each of some names, in whose type the name stands: only in annotations."""

    name: str
    keys: Value
    value: Value


class GenericType(Fact, frozen=True):
    """A type alias with parameters: only in `ModuleSummary.types`."""

    parameters: tuple[TypeParameter, ...]
    value: Value


class Opaque(Fact, frozen=True):
    """Something that is not followed."""

    why: str = "expression"


UNSET = Opaque("declared without a value")


IMPLIED = Opaque("the type that is expected here")
"""The object of a member that is written without it: `.opened` where an enum is expected."""

Value: TypeAlias = (
    Str
    | Template
    | Constant
    | Ref
    | This
    | Super
    | Member
    | Index
    | ObjectLit
    | ListLit
    | CallValue
    | Lambda
    | ClassValue
    | Param
    | Choice
    | Spread
    | Await
    | Result
    | ImportValue
    | Cast
    | TypeApplication
    | FunctionType
    | TypeOf
    | KeysOf
    | MappedType
    | GenericType
    | Opaque
)

# --- declarations: the module summary --------------------------------------------------------------------------


class ImportBinding(Fact, frozen=True):
    """A name that an import brings into a scope."""

    module: str
    """As written: `./track`, `posthog`, `..events`. For a dotted import that binds its first part, that part."""
    name: str | None
    """The imported member; none for the module itself; `default` for a default import."""
    type_only: bool
    span: Span


class RegionKind(StrEnum):
    """Why a part of a function may not run, or run again."""

    BRANCH = "branch"
    """One of several parts, of which at most one runs."""
    LOOP = "loop"
    """What is written later in it may run earlier."""
    TRY = "try"
    """It may be left at any place, and something outside of it goes on."""
    PART = "part"
    """Anything else that may not run: the right side of `a && b`, a case that others fall into."""


class Region(Fact, frozen=True):
    """A part of a function that may not run, or run again."""

    kind: RegionKind
    span: Span
    whole: Span
    """The statement that it is a part of."""
    branches: int
    """How many branches the statement has, one of which certainly runs; 0 where it may be that none does."""
    leaves: bool
    """What enters it leaves the function there."""
    jumps: bool
    """It may be left before its end, and the function goes on, or it does not run in the order of its text."""


class Binding(Fact, frozen=True):
    """One definition of a name in a scope. A name with several has several bindings."""

    value: Value
    annotation: Value | None
    scope: int
    """The scope in which value and annotation stand: an assignment may stand deeper than the declaration."""
    span: Span | None = None
    """From where it is written to where it begins to hold; none where it counts at every use."""
    regions: tuple[Region, ...] = ()
    """What it stands in within the scope that declares the name, outer before inner; empty where it always runs."""


class ScopeKind(StrEnum):
    """What opens a scope."""

    MODULE = "module"
    FUNCTION = "function"
    CLASS = "class"
    BLOCK = "block"


class Scope(Fact, frozen=True):
    """A region in which names are bound. Lookup goes from a scope to its parents, past class scopes."""

    parent: int
    """Index of the parent; -1 for the file's own scope."""
    kind: ScopeKind
    owner: int
    """Index of the function or class that opens it; -1 otherwise."""
    span: Span
    bindings: dict[str, list[Binding]]
    imports: dict[str, list[ImportBinding]]


class ParameterKind(StrEnum):
    """How arguments reach a parameter."""

    PLAIN = "plain"
    REST = "rest"
    KEYWORD_ONLY = "keyword_only"
    KEYWORD_REST = "keyword_rest"


class Parameter(Fact, frozen=True):
    """One parameter. One that is taken apart by a pattern has the name none; its parts are bindings of the scope."""

    name: str | None
    kind: ParameterKind
    annotation: Value | None
    default: Value | None
    inner_defaults: tuple[tuple[tuple[str, ...], Value], ...] = ()
    """Defaults of the parts that a pattern takes, by their path: `({ event = "x" })` has (("event",), "x")."""


class TypeParameter(Fact, frozen=True):
    """A parameter that stands for a type."""

    name: str
    bound: Value | None
    """The type that whatever it stands for must be."""


class CallSite(Fact, frozen=True):
    """Where a value is handed over: to which callee, at which argument, under which keys."""

    callee: Value
    argument: int
    """Position; -1 for a keyword."""
    path: tuple[str, ...]
    """Keyword and object keys on the way to the function."""
    scope: int


class Function(Fact, frozen=True):
    """A function, method, arrow or lambda."""

    name: str | None
    scope: int
    """The scope that the function opens."""
    parameters: tuple[Parameter, ...]
    returns: tuple[tuple[Value, int], ...]
    """Each returned value with the scope in which it stands; an arrow's expression body is one."""
    return_annotation: Value | None
    class_index: int
    """The class whose method it is; -1 for none."""
    decorators: tuple[Value, ...]
    is_static: bool
    handed_to: CallSite | None
    span: Span
    yields: bool = False
    """A generator: its returns hold the yielded values."""
    is_accessor: bool = False
    """A getter or a property: reading the member calls it."""
    is_empty: bool = False
    """It has no body, or one that does nothing: what it does is decided by those that override it."""
    receiver: int = -1
    """The extension that it belongs to, where it stands outside of it and `this` is what is extended; -1 for none."""
    type_parameters: tuple[TypeParameter, ...] = ()


class Field(Fact, frozen=True):
    """A value or a type that a class gives to a member of its instances."""

    value: Value | None
    annotation: Value | None
    scope: int
    """The scope in which value and annotation stand."""
    key: str | None = None
    """The key under which the member is written when an instance becomes text, where that is said."""


class Class(Fact, frozen=True):
    """A class, struct, interface, protocol or enum."""

    name: str | None
    scope: int
    """The scope that the class body opens."""
    bases: tuple[Value, ...]
    """Extended and implemented types."""
    fields: dict[str, list[Field]]
    """Members with values: class attributes, instance fields, enum members, assignments to `this.x` in any method."""
    methods: dict[str, list[int]]
    """Indexes into `ModuleSummary.functions`."""
    kind: str
    """`class`, `interface`, `enum`, `newtype` (another type under a name of its own: calling it converts), or
    `extension`: members that a file gives to the type which is its first base."""
    decorators: tuple[Value, ...]
    span: Span
    is_structural: bool = False
    """An interface that whatever has its methods implements, without saying so."""
    construction: tuple[CallValue, int] | None = None
    """How an instance of its (first) base is made with it, and the scope in which that stands: `super("name")`."""
    type_parameters: tuple[TypeParameter, ...] = ()


class Export(Fact, frozen=True):
    """A name that other files can import. `name` none: everything that `module` exports."""

    name: str | None
    value: Value | None
    """What it is, in the file's own scope; none where it comes from `module`."""
    module: str | None
    """The module that it is re-exported from."""
    member: str | None
    """Its name in that module; none for the module itself."""
    span: Span


class Assignment(Fact, frozen=True):
    """A value given to a member: `target.x = value`."""

    target: Member
    value: Value
    scope: int
    span: Span


class ModuleSummary(Fact, frozen=True):
    """What one file declares."""

    language: str
    scopes: tuple[Scope, ...]
    functions: tuple[Function, ...]
    classes: tuple[Class, ...]
    exports: tuple[Export, ...]
    assignments: tuple[Assignment, ...]
    types: dict[str, Value]
    """Type aliases of the file, by name: unions of literals, renamed types."""
    implicit_exports: bool
    """Every name of the file's own scope can be imported, whether `exports` lists it or not."""
    implicit_members: bool
    """A bare name may be a member of the class around it."""
    broken: bool
    """The file has syntax errors; the facts are those of its sound parts."""


# --- uses: facts for a set of names ----------------------------------------------------------------------------


class CallKind(StrEnum):
    """How a call is written."""

    CALL = "call"
    NEW = "new"
    ELEMENT = "element"
    DECORATOR = "decorator"
    LITERAL = "literal"


class Call(Fact, frozen=True):
    """A call.

    A component's props are one object literal, its first argument; a struct literal's fields are keywords where they
    are named, else arguments, as in its `CallValue`.
    """

    kind: CallKind
    callee: Value
    args: tuple[Value, ...]
    keywords: tuple[Entry, ...]
    scope: int
    span: Span
    """From where the call expression starts to its end; of a component, its opening tag."""
    given_to: str | None = None
    """The variable that is declared with what is constructed, so that its members may be given values later."""
