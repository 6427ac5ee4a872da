"""The facts of one file that are known so far, and the scope in which its reader stands."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from readiness_scan.facts import (
    Assignment,
    Binding,
    CallSite,
    CallValue,
    Class,
    Entry,
    Export,
    Field,
    Function,
    ImportBinding,
    Member,
    ObjectLit,
    Opaque,
    Parameter,
    Ref,
    Scope,
    ScopeKind,
    This,
    TypeParameter,
    Value,
)
from readiness_scan.model.location import Span

if TYPE_CHECKING:
    from tree_sitter import Node

GROUPS = ("Config", "Configuration", "Options", "Settings")
"""What the names of members that are groups of settings end in."""


class FunctionShape(NamedTuple):
    """What a language reads off a function node."""

    name: str | None
    parameters: tuple[Parameter, ...]
    return_annotation: Value | None
    decorators: tuple[Value, ...] = ()
    is_method: bool = False
    is_static: bool = False
    is_accessor: bool = False
    is_empty: bool = False
    receiver: int = -1
    type_parameters: tuple[TypeParameter, ...] = ()


class ClassShape(NamedTuple):
    """What a language reads off a class node."""

    name: str | None
    bases: tuple[Value, ...]
    kind: str
    decorators: tuple[Value, ...] = ()
    is_structural: bool = False
    construction: tuple[CallValue, int] | None = None
    type_parameters: tuple[TypeParameter, ...] = ()


class Draft(NamedTuple):
    """A function whose returns are not all known yet."""

    shape: FunctionShape
    scope: int
    class_index: int
    handed_to: CallSite | None


class Declarations:
    """What a file declares, filled in document order."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.scope = 0
        self.scopes: list[Scope] = []
        self.functions: list[Draft] = []
        self.classes: list[Class] = []
        self.exports: list[Export] = []
        self.assignments: list[Assignment] = []
        self.types: dict[str, Value] = {}
        self.returns: dict[int, list[tuple[Value, int]]] = {}
        self.generators: set[int] = set()
        self.later: list[tuple[str, Binding]] = []
        self.moved: set[str] = set()
        """Names that are given a value more than once: their uses and bindings have places."""
        self.several: set[tuple[int, str]] = set()
        """Names that have several bindings, each with its scope."""
        self.place: Node | None = None
        """What is bound now is written in this node and holds from its end on; none where it always holds."""
        self.starts: list[int] = []

    def text(self, node: Node) -> str:
        """The node's source text."""
        return self.data[node.start_byte : node.end_byte].decode("utf-8", "replace")

    # --- names ----------------------------------------------------------------------------------------------

    def bind(self, name: str, value: Value, annotation: Value | None = None, scope: int | None = None) -> None:
        """Define a name in a scope, the current one unless said otherwise."""
        here = self.scope
        home = here if scope is None else scope
        bindings = self.scopes[home].bindings
        binding = Binding(value, annotation, here, self._span() if name in self.moved else None)
        if name in bindings:
            bindings[name].append(binding)
            self.several.add((home, name))
        else:
            bindings[name] = [binding]

    def assign(self, name: str, value: Value, annotation: Value | None = None) -> None:
        """Give a value to a name that another scope may declare."""
        self.later.append((name, Binding(value, annotation, self.scope, self._span() if name in self.moved else None)))

    def _span(self) -> Span | None:
        """Where the present definition is written, up to where it holds."""
        return None if self.place is None else Span(self.place.start_byte, self.place.end_byte)

    def bind_import(self, local: str, module: str, name: str | None, node: Node, *, type_only: bool = False) -> None:
        """Define a name by an import."""
        span = Span(node.start_byte, node.end_byte)
        self.scopes[self.scope].imports.setdefault(local, []).append(ImportBinding(module, name, type_only, span))

    def export(self, name: str | None, value: Value | None, module: str | None, member: str | None, node: Node) -> None:
        """Record a name, or everything of a module, that other files can import."""
        self.exports.append(Export(name, value, module, member, Span(node.start_byte, node.end_byte)))

    def settle(self) -> None:
        """Give each assignment to a bare name to the scope that declares the name."""
        for name, binding in self.later:
            home = binding.scope
            while home > 0 and not self._declares(home, name):
                home = self.scopes[home].parent
            bindings = self.scopes[home].bindings.setdefault(name, [])
            bindings.append(binding)
            if len(bindings) > 1:
                self.several.add((home, name))

    def _declares(self, index: int, name: str) -> bool:
        scope = self.scopes[index]
        return scope.kind is not ScopeKind.CLASS and (name in scope.bindings or name in scope.imports)

    # --- members and results --------------------------------------------------------------------------------

    def assign_member(self, target: Member, value: Value, node: Node, annotation: Value | None = None) -> None:
        """Record `target = value`; a member of the instance is also a field of its class."""
        if isinstance(target.object, This) and target.object.class_index >= 0:
            self.add_field(target.object.class_index, target.name, value, annotation)
        self.assignments.append(Assignment(target, value, self.scope, Span(node.start_byte, node.end_byte)))

    def set_member(self, target: Member, value: Value, node: Node) -> None:
        """Record `target = value`; of a group of settings (`config.replayConfig.mask`) as a value of the group, too."""
        self.assign_member(target, value, node)
        group = target.object
        if isinstance(group, Member) and group.name.endswith(GROUPS) and isinstance(group.object, Ref):
            held = ObjectLit((Entry(target.name, value, node.start_byte),))
            self.assign_member(group, held, node)

    def add_class(self, shape: ClassShape) -> None:
        """Record the class whose scope is the current one."""
        self.classes.append(
            Class(
                name=shape.name,
                scope=self.scope,
                bases=shape.bases,
                fields={},
                methods={},
                kind=shape.kind,
                decorators=shape.decorators,
                span=self.scopes[self.scope].span,
                is_structural=shape.is_structural,
                construction=shape.construction,
                type_parameters=shape.type_parameters,
            )
        )

    def add_field(self, class_index: int, name: str, value: Value | None, annotation: Value | None = None) -> None:
        """Give a class a member; a broken file may lack the class."""
        if class_index < 0:
            return
        self.classes[class_index].fields.setdefault(name, []).append(Field(value, annotation, self.scope))

    def add_return(self, value: Value) -> None:
        """Record what the innermost function gives back."""
        if isinstance(value, Opaque):
            return
        function = self.enclosing(ScopeKind.FUNCTION)
        if function >= 0:
            self.returns.setdefault(function, []).append((value, self.scope))

    def add_yield(self, value: Value) -> None:
        """Record what the innermost function, a generator, gives one by one."""
        function = self.enclosing(ScopeKind.FUNCTION)
        if function >= 0:
            self.generators.add(function)
            self.add_return(value)

    # --- scopes ---------------------------------------------------------------------------------------------

    def open(self, parent: int, kind: ScopeKind, owner: int, node: Node) -> int:
        """A new scope within another one: its index."""
        start = node.start_byte
        self.scopes.append(Scope(parent, kind, owner, Span(start, node.end_byte), {}, {}))
        self.starts.append(start)
        return len(self.scopes) - 1

    def enclosing(self, kind: ScopeKind) -> int:
        """Index of the innermost function or class around the current scope; -1 where there is none."""
        index = self.scope
        while index >= 0:
            scope = self.scopes[index]
            if scope.kind is kind:
                return scope.owner
            index = scope.parent
        return -1

    def home(self, *kinds: ScopeKind) -> int:
        """The innermost scope of one of these kinds."""
        index = self.scope
        while self.scopes[index].kind not in kinds:
            index = self.scopes[index].parent
        return index

    def scope_at(self, offset: int) -> int:
        """The innermost scope around a place."""
        index = bisect_right(self.starts, offset) - 1
        while index > 0 and self.scopes[index].span.end <= offset:
            index = self.scopes[index].parent
        return max(index, 0)

    # --- functions ------------------------------------------------------------------------------------------

    def finished(self) -> tuple[Function, ...]:
        """The functions, each with what it gives back."""
        return tuple(
            Function(
                name=shape.name,
                scope=scope,
                parameters=shape.parameters,
                returns=tuple(self.returns.get(index, ())),
                return_annotation=shape.return_annotation,
                class_index=class_index,
                decorators=shape.decorators,
                is_static=shape.is_static,
                handed_to=handed_to,
                span=self.scopes[scope].span,
                yields=index in self.generators,
                is_accessor=shape.is_accessor,
                is_empty=shape.is_empty,
                receiver=shape.receiver,
                type_parameters=shape.type_parameters,
            )
            for index, (shape, scope, class_index, handed_to) in enumerate(self.functions)
        )
