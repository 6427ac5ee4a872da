"""What a value denotes: the one answer to "what is this?" for receivers, callees, arguments and names.

Evaluation is lazy and symbolic: a parameter denotes an `Argument` until a call binds it. It knows no vendor; what it
finds of packages that are not in the repository is a path (`External`), which rules read.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from readiness_scan import facts
from readiness_scan.facts import Value
from readiness_scan.resolve.allowed import Allowed
from readiness_scan.resolve.callers import Callers
from readiness_scan.resolve.changes import CHANGING, changed
from readiness_scan.resolve.circles import Circles
from readiness_scan.resolve.construction import Construction
from readiness_scan.resolve.containers import Containers
from readiness_scan.resolve.denotation import (
    ELEMENT,
    RESULT,
    Argument,
    ClassOf,
    Denotation,
    External,
    Frame,
    Func,
    Instance,
    Invocation,
    Items,
    Literal,
    Namespace,
    Object,
    Partial,
    Store,
    Text,
    Unknown,
    text_of,
    unique,
)
from readiness_scan.resolve.exports import Exports
from readiness_scan.resolve.globals import Globals
from readiness_scan.resolve.invocation import argument_value
from readiness_scan.resolve.library import Library
from readiness_scan.resolve.lists import Lists
from readiness_scan.resolve.members import Members
from readiness_scan.resolve.names import COMMONJS, Names
from readiness_scan.resolve.objects import Objects
from readiness_scan.resolve.overloads import meant, stated
from readiness_scan.resolve.overriding import by_object
from readiness_scan.resolve.partials import Partials
from readiness_scan.resolve.processes import Processes
from readiness_scan.resolve.program import Program
from readiness_scan.resolve.relatives import Relatives
from readiness_scan.resolve.stores import Stores
from readiness_scan.resolve.texts import Texts, instead_of
from readiness_scan.resolve.types import Types

MAX_DEPTH = 60
"""Steps from one name to the next before an answer is given up."""
MAX_STEPS = 4_000
"""Evaluation steps for one question."""

ANYTHING = facts.Spread(facts.Opaque("argument"))
UNSEEN = Invocation((ANYTHING,), (facts.Entry(None, ANYTHING, 0),), Frame("", 0))
"""A call somewhere else, of which no argument is known."""


class Resolver:
    """Answers for one program."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.circles = Circles()
        self.names = Names(self)
        self.exports = Exports(self)
        self.globals = Globals(self)
        self.members = Members(self)
        self.relatives = Relatives(self)
        self.types = Types(self)
        self.texts = Texts(self)
        self.callers = Callers(self)
        self.library = Library(self)
        self.partials = Partials()
        self.lists = Lists(self)
        self.containers = Containers(self)
        self.construction = Construction(self)
        self.objects = Objects(self)
        self.stores = Stores(self)
        self.processes = Processes(self)
        self.allowed = Allowed(self)
        self._invocations: dict[tuple[int, Frame], tuple[facts.CallValue, Invocation]] = {}
        self._depth = 0
        self._steps = 0
        self.was_cut = False
        """The present question went too far somewhere: what it found is not to be remembered."""

    def denote(self, value: Value | None, frame: Frame) -> list[Denotation]:
        """Everything that a value may denote; empty where it is certainly nothing.

        A question that is asked from outside starts with a fresh budget of steps.
        """
        if value is None:
            return []
        allowed = self._enter()
        try:
            return unique(self._denote(value, frame)) if allowed else [Unknown("too far to follow")]
        finally:
            self._depth -= 1

    def _enter(self) -> bool:
        if not self._depth:
            self._steps, self.was_cut = 0, False
        self._steps += 1
        self._depth += 1
        allowed = self._depth <= MAX_DEPTH and self._steps <= MAX_STEPS
        self.was_cut = self.was_cut or not allowed
        return allowed

    @contextmanager
    def deeper(self) -> Iterator[bool]:
        """One step deeper into a question: false where it has gone too far. A new question has new steps."""
        allowed = self._enter()
        try:
            yield allowed
        finally:
            self._depth -= 1

    @contextmanager
    def afresh(self) -> Iterator[None]:
        """A search over the whole tree inside a question: it has steps of its own."""
        steps, self._steps = self._steps, 0
        try:
            yield
        finally:
            self._steps = steps

    def _denote(self, value: Value, frame: Frame) -> list[Denotation]:  # noqa: C901 (one case per kind of value)
        match value:
            case facts.Str(text):
                return [text_of(text)]
            case facts.Ref(name, place):
                return self.names.lookup(name, frame, place)
            case facts.Member(facts.Ref("module"), "exports") if self.program.ecosystem(frame.file) == COMMONJS:
                return [Namespace(frame.file)]
            case facts.Member(facts.Member(subject, "__class__" | "constructor"), "__name__" | "name") | facts.Member(
                facts.CallValue(facts.Ref("type"), (subject,)), "__name__"
            ):
                return [self.members.class_name(d) for d in self.denote(subject, frame)]
            case facts.Member(facts.Super(class_index), name):
                return [d for base in self._super(class_index, frame) for d in self._of_base(base, name, frame.this)]
            case facts.Member(subject, name):
                return [d for base in self.denote(subject, frame) for d in self.members.of(base, name)]
            case facts.CallValue():
                return self._result(value, frame)
            case facts.Template(parts):
                return self.texts.joined(parts, frame)
            case facts.Choice(options, in_order):
                if in_order:
                    return self._first_of(options, frame)
                return [d for option in options for d in self.denote(option, frame)]
            case facts.Await(inner):
                return self.denote(inner, frame)
            case facts.Result(call, position):
                return self._one_of(call, position, frame)
            case facts.Cast(inner, annotation):
                return self._cast(inner, annotation, frame)
            case facts.Lambda(index):
                return [Func(frame.file, index, frame.env, frame.this)]
            case facts.ObjectLit():
                return [Object(value, frame)]
            case facts.ListLit():
                return [Items(value, frame)]
            case facts.Param(function, index):
                return self._parameter(frame, function, index)
            case facts.This(class_index):
                return self._this(class_index, frame)
            case facts.Super(class_index):
                return self._super(class_index, frame)
            case facts.Index(subject, key):
                return self.index(subject, key, frame)
            case facts.ClassValue(index):
                return [ClassOf(frame.file, index)]
            case facts.ImportValue(module, commonjs):
                names = [d.known for d in self.denote(module, frame) if isinstance(d, Text)]
                return [d for n in names if n for d in self.names.module(n, frame.file, commonjs=commonjs)]
            case facts.Constant(text):
                return [Literal(text)]
            case facts.Spread(inner):
                return self.lists.element(self.denote(inner, frame))
            case facts.TypeOf(inner):
                return self.denote(inner, frame)
            case facts.Opaque(why):
                return [Unknown(why)]
            case _:
                return [Unknown("a type")]

    def _first_of(self, options: tuple[Value, ...], frame: Frame) -> list[Denotation]:
        """What the first option gives that is there; behind a text nothing is asked."""
        found: list[Denotation] = []
        for option in options:
            given = self.denote(option, frame)
            arguments = tuple(d for d in found if isinstance(d, Argument))
            found += [instead_of(d, arguments) for d in given] if arguments else given
            if given and all(isinstance(d, Text) and d.known for d in given):
                break
        return found

    def _this(self, class_index: int, frame: Frame) -> list[Denotation]:
        if class_index < 0:
            return [Unknown("this outside of a class")]
        if frame.this is not None:
            return [frame.this]
        owner = self.relatives.extended(ClassOf(frame.file, class_index))
        if owner is not None:
            return [Instance(*owner)]
        return self.relatives.extended_outside(ClassOf(frame.file, class_index)) or [
            Unknown("this of a class that is not here")
        ]

    def _super(self, class_index: int, frame: Frame) -> list[Denotation]:
        found: list[Denotation] = []
        for base in self.members.bases(ClassOf(frame.file, class_index)):
            if isinstance(base, ClassOf):
                found.append(Instance(base.file, base.number))
            else:
                found.append(self.members.made(base) if isinstance(base, External) else base)
        return found

    def _of_base(self, base: Denotation, name: str, this: Instance | None) -> list[Denotation]:
        """A member that a base gives, for the instance that asks for it."""
        if this is None or not isinstance(base, Instance):
            return self.members.of(base, name)
        found = self.members.of_class(ClassOf(base.file, base.number), name, this._replace(origin=None))
        return [d._replace(this=this) if isinstance(d, Func) else d for d in found]

    def _cast(self, inner: Value, annotation: Value, frame: Frame) -> list[Denotation]:
        found = self.denote(inner, frame)
        if any(not isinstance(d, Unknown | Argument) and not _is_bare_global(d) for d in found):
            return found
        return self.types.instances(annotation, frame) or self.types.typed(found, annotation, frame)

    # --- calls ----------------------------------------------------------------------------------------------

    def _result(self, value: facts.CallValue, frame: Frame) -> list[Denotation]:
        if isinstance(value.callee, facts.Member):
            found = self.library.method(value.callee.object, value.callee.name, value, frame)
            if found is not None:
                return found
        invocation = self.invocation(value, frame)
        callees = meant(self, self.denote(value.callee, frame), value.args, value.keywords, frame)
        given = [d for callee in stated(self, callees) for d in self.call(callee, invocation)]
        return by_object(self, value, callees, given)

    def invocation(self, value: facts.CallValue, frame: Frame) -> Invocation:
        """The one invocation for a call in a frame; the value is kept, so its identity stays its own."""
        key = (id(value), frame)
        if key not in self._invocations:
            self._invocations[key] = (value, Invocation(value.args, value.keywords, frame))
        return self._invocations[key][1]

    def _one_of(self, value: Value, position: int, frame: Frame) -> list[Denotation]:
        """One of the values that an expression gives at once."""
        with self.deeper() as allowed:
            return self._part(value, position, frame) if allowed else [Unknown("too far to follow")]

    def _part(self, value: Value, position: int, frame: Frame) -> list[Denotation]:
        match value:
            case facts.ListLit(items):
                return self.denote(items[position], frame) if position < len(items) else []
            case facts.CallValue():
                invocation = self.invocation(value, frame)
                found: list[Denotation] = []
                for callee in self.denote(value.callee, frame):
                    if isinstance(callee, Func):
                        found += self._returned(callee, invocation, position)
                    else:
                        found += self.call(callee, invocation) if not position else [Unknown("a further result")]
                return found
            case _:
                return self.denote(value, frame) if not position else [Unknown("a further result")]

    def call(  # noqa: C901 (one case per denotation)
        self, callee: Denotation, invocation: Invocation
    ) -> list[Denotation]:
        """What calling (or constructing) something gives."""
        match callee:
            case Func():
                return self._returned(callee, invocation)
            case ClassOf(file, index):
                if len(invocation.args) == 1 and self._is_newtype(callee):
                    return self.denote(invocation.args[0], invocation.frame)
                return [Instance(file, index, invocation)]
            case External():
                through = self.library.through(callee, invocation)
                if through is not None:
                    return through
                return [External(callee.ecosystem, callee.module, (*callee.path, RESULT))]
            case Namespace(file):
                found = [
                    d
                    for name in ("=", "default")
                    for exported in self.exports.of(file, name)
                    for d in self.call(exported, invocation)
                ]
                return found or [Unknown("call of a module")]
            case Argument():
                return [callee._replace(path=(*callee.path, RESULT))]
            case Unknown():
                return [callee.part(RESULT)]
            case Partial(function, bound):
                return self.call(function, self.partials.joined(bound, invocation))
            case Store():
                return self.stores.called(callee, invocation)
            # an accessor, read by calling it
            case Text() if invocation is UNSEEN or not (invocation.args or invocation.keywords):
                return [callee]
            case Instance():  # `cls()` in a class method
                return [callee._replace(made_by=invocation)]
            case _:
                return [Unknown("result of a call")]

    def _is_newtype(self, owner: ClassOf) -> bool:
        unit = self.program.unit(owner.file)
        return unit is not None and unit.summary.classes[owner.number].kind == "newtype"

    def _returned(self, func: Func, invocation: Invocation, position: int | None = None) -> list[Denotation]:
        """What a call of a function gives; of several values at once the one at a position."""
        unit = self.program.unit(func.file)
        if unit is None:
            return [Unknown("result of a file that cannot be read")]
        if any(key == func.key for key, _ in func.env) or len(func.env) > 8:
            return [Unknown("recursion")]
        function = unit.summary.functions[func.number]
        env = (*func.env, (func.key, invocation))
        found: list[Denotation] = []
        for value, scope in function.returns:
            place = Frame(func.file, scope, env, func.this)
            found += self.denote(value, place) if position is None else self._one_of(value, position, place)
        known = [d for d in found if not isinstance(d, Unknown | Literal)]
        if function.return_annotation is not None and not position and all(_is_from_outside(d) for d in known):
            frame = Frame(func.file, function.scope, env, func.this)
            typed = known + self.types.result(function, frame, invocation) or found or [Unknown("result of a call")]
            return self.types.typed(typed, function.return_annotation, frame)
        return found or [Unknown("result of a call")]

    # --- parameters -----------------------------------------------------------------------------------------

    def _parameter(self, frame: Frame, function: int, index: int) -> list[Denotation]:
        key = (frame.file, function)
        if function < 0 and key not in dict(frame.env):
            return [Unknown("an argument that was bound elsewhere")]
        for bound, invocation in reversed(frame.env):
            if bound == key:
                return self.argument(key, index, invocation)
        return self.containers.given(frame.file, function, index) or [Argument(frame.file, function, index)]

    def argument(self, key: tuple[str, int], index: int, invocation: Invocation) -> list[Denotation]:
        """What a call hands to a parameter: its argument, or the parameter's default."""
        if key[1] < 0:
            return self.denote(invocation.args[index], invocation.frame)
        unit = self.program.unit(key[0])
        if unit is None:
            return []
        if invocation.given:
            return list(invocation.given) if index == 0 else []
        function = unit.summary.functions[key[1]]
        given = argument_value(function, index, invocation)
        if isinstance(given, facts.Member) and given.object is facts.IMPLIED:
            return self.types.implied(function, index, given.name, Frame(key[0], function.scope))
        if given is not None:
            return self.denote(given, invocation.frame)
        default = function.parameters[index].default if index < len(function.parameters) else None
        return self.denote(default, Frame(key[0], function.scope)) if default is not None else []

    def handed(self, argument: Argument, invocation: Invocation) -> list[Denotation]:
        """What a call hands over for a parameter's part: what stands there, or the default that the pattern gives."""
        given = self.argument(argument.key, argument.position, invocation)
        found = self.step(given, argument.path)
        unit = self.program.unit(argument.file)
        if found or unit is None:
            return found
        function = unit.summary.functions[argument.function]
        for path, default in function.parameters[argument.position].inner_defaults:
            if argument.path[: len(path)] == path:
                frame = Frame(argument.file, function.scope)
                found += self.step(self.denote(default, frame), argument.path[len(path) :])
        return found

    def step(self, found: list[Denotation], path: tuple[str, ...]) -> list[Denotation]:
        """Take members, results and elements one after another."""
        for name in path:
            if name == RESULT:
                found = [d for base in found for d in self.call(base, UNSEEN)]
            elif name.startswith(CHANGING):
                found = changed(found, name)
            elif name.startswith("["):
                found = self.lists.element(found, name.strip("[]"))
            else:
                found = [d for base in found for d in self.members.of(base, name)]
        return unique(found)

    # --- elements -------------------------------------------------------------------------------------------

    def index(self, subject: Value, key: Value | None, frame: Frame) -> list[Denotation]:
        """What stands under a key, at a position, or (key none) anywhere in something."""
        bases = self.denote(subject, frame)
        if key is None:
            return self.lists.element(bases)
        if isinstance(key, facts.Constant) and key.text.isdigit():
            return self.lists.element(bases, key.text)
        keys = [d for d in self.denote(key, frame) if isinstance(d, Text)]
        known = [text.known for text in keys if text.known is not None]
        if known and len(known) == len(keys):
            return [d for base in bases for name in known for d in self.members.of(base, name)]
        return [d for base in bases for d in self.objects.any_of(base)]


def _is_from_outside(found: Denotation) -> bool:
    """Whether something comes from a library, or from a method of whatever a parameter holds."""
    return isinstance(found, External) or (isinstance(found, Argument) and RESULT in found.path[1:])


def _is_bare_global(found: Denotation) -> bool:
    return isinstance(found, External) and not found.module and ELEMENT not in found.path
