"""From a syntax tree to facts: the part that all languages share.

The interface between a language and this module is the vocabulary of its query's captures:

=============  =====================================================================================
`@function`    a function, method, arrow or lambda; opens a scope; `function_shape` reads it
`@class`       a class, interface or enum; opens a scope; `class_shape` reads it
`@block`       a block that binds names of its own; opens a scope
any other      `@import`, `@variable`, `@return`, …: the language's method `on_<capture>(node)` adds facts
=============  =====================================================================================

One query gives all of a file's nodes of interest; one sweep in document order keeps the current scope and hands each
node to its language. A language names node types; this module names none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import ClassVar, NamedTuple

from tree_sitter import Node, Query, QueryCursor, Tree

from readiness_scan.facts import (
    Assignment,
    Binding,
    Call,
    CallSite,
    CallValue,
    Class,
    Entry,
    Export,
    Field,
    Function,
    ImportBinding,
    Member,
    ModuleSummary,
    Opaque,
    Parameter,
    Scope,
    ScopeKind,
    Str,
    Template,
    This,
    Value,
)
from readiness_scan.model.location import Span

MAX_DEPTH = 60
"""Nesting to which a value is followed; deeper ones are opaque. Real code stays far below."""

_ORDER = {"function": 0, "class": 0, "block": 0}
"""At one node, scopes open before anything is bound in them."""


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


class ClassShape(NamedTuple):
    """What a language reads off a class node."""

    name: str | None
    bases: tuple[Value, ...]
    kind: str
    decorators: tuple[Value, ...] = ()


class Extractor:
    """The facts of one parsed file. A language subclasses it and adds `on_*` methods and `value`."""

    implicit_exports: ClassVar[bool] = False
    """Every name of a file's own scope can be imported."""
    call_types: ClassVar[frozenset[str]] = frozenset()
    """The language's node types of calls."""

    def __init__(self, tree: Tree, data: bytes, query: Query, language_id: str) -> None:
        self.root = tree.root_node
        self.data = data
        self.query = query
        self.language = language_id
        self.scope = 0
        self.depth = 0
        self.scopes: list[Scope] = []
        self.functions: list[Function] = []
        self.classes: list[Class] = []
        self.exports: list[Export] = []
        self.assignments: list[Assignment] = []
        self.types: dict[str, Value] = {}
        self.returns: dict[int, list[tuple[Value, int]]] = {}
        self.function_ids: dict[int, int] = {}
        self.class_ids: dict[int, int] = {}
        self.later: list[tuple[str, Value, Value | None, int]] = []
        self.generators: set[int] = set()
        self.starts: list[int] = []
        self.prepare()
        self.summary = self._sweep()

    # --- what a language provides ---------------------------------------------------------------------------

    def prepare(self) -> None:
        """Set up what the language itself keeps during the sweep."""

    def value(self, node: Node) -> Value:
        """The value that an expression node has; `Opaque` for what is not followed."""
        raise NotImplementedError

    def function_shape(self, node: Node) -> FunctionShape:
        """Name, parameters and so on of a function node; binds its parameters in the current scope."""
        raise NotImplementedError

    def class_shape(self, node: Node) -> ClassShape:
        """Name, bases and kind of a class node."""
        raise NotImplementedError

    def site_of(self, node: Node) -> CallSite | None:
        """Where an expression is handed over, if it is an argument (or stands in one), seen from the current scope."""
        raise NotImplementedError

    def expression_of(self, name: Node) -> Node | None:
        """The expression that ends in a name: the name itself, or the member access that it ends."""
        raise NotImplementedError

    def call_around(self, name: Node) -> Node | None:
        """The call whose callee ends in this name."""
        raise NotImplementedError

    def call_fact(self, node: Node) -> Call:
        """The fact of a call node, in the current scope."""
        raise NotImplementedError

    # --- the sweep ------------------------------------------------------------------------------------------

    def _sweep(self) -> ModuleSummary:
        self._open(-1, ScopeKind.MODULE, -1, self.root)
        stack = [(self.root.end_byte, 0)]
        for capture, node in self._nodes():
            start = node.start_byte
            while stack[-1][0] <= start and len(stack) > 1:
                stack.pop()
            self.scope = stack[-1][1]
            if capture in _ORDER:
                self.scope = self._open(
                    self.scope,
                    ScopeKind(capture),
                    self.function_ids.get(node.id, -1) if capture == "function" else self.class_ids.get(node.id, -1),
                    node,
                )
                stack.append((node.end_byte, self.scope))
                if capture == "function":
                    self._function(node)
                elif capture == "class":
                    self._class(node)
            else:
                getattr(self, f"on_{capture}")(node)
        self._settle()
        return ModuleSummary(
            language=self.language,
            scopes=tuple(self.scopes),
            functions=tuple(
                f._replace(returns=tuple(self.returns.get(i, ())), yields=i in self.generators)
                for i, f in enumerate(self.functions)
            ),
            classes=tuple(self.classes),
            exports=tuple(self.exports),
            assignments=tuple(self.assignments),
            types=self.types,
            implicit_exports=self.implicit_exports,
            broken=self.root.has_error,
        )

    def _nodes(self) -> Iterator[tuple[str, Node]]:
        """The captured nodes in document order, outer before inner; each once per capture."""
        captures = QueryCursor(self.query).captures(self.root)
        seen: set[tuple[str, int]] = set()
        rows: list[tuple[int, int, int, str, Node]] = []
        for capture, nodes in captures.items():
            if capture.startswith("_"):
                continue
            order = _ORDER.get(capture, 1)
            for node in nodes:
                key = (capture, node.id)
                if key not in seen:
                    seen.add(key)
                    rows.append((node.start_byte, -node.end_byte, order, capture, node))
        rows.sort(key=lambda row: row[:4])
        for _, _, order, capture, node in rows:
            if order == 0 and capture == "function":
                self.function_ids[node.id] = len(self.function_ids)
            elif order == 0 and capture == "class":
                self.class_ids[node.id] = len(self.class_ids)
        for row in rows:
            yield row[3], row[4]

    def _open(self, parent: int, kind: ScopeKind, owner: int, node: Node) -> int:
        self.scopes.append(Scope(parent, kind, owner, Span(node.start_byte, node.end_byte), {}, {}))
        self.starts.append(node.start_byte)
        return len(self.scopes) - 1

    def _function(self, node: Node) -> None:
        index = len(self.functions)
        parent = self.scopes[self.scope].parent
        shape = self.function_shape(node)
        in_class = self.scopes[parent].owner if self.scopes[parent].kind is ScopeKind.CLASS else -1
        class_index = in_class if shape.is_method else -1
        self.functions.append(
            Function(
                name=shape.name,
                scope=self.scope,
                parameters=shape.parameters,
                returns=(),
                return_annotation=shape.return_annotation,
                class_index=class_index,
                decorators=shape.decorators,
                is_static=shape.is_static,
                handed_to=self._handed_to(node, parent) if shape.parameters else None,
                span=Span(node.start_byte, node.end_byte),
                is_accessor=shape.is_accessor,
                is_empty=shape.is_empty,
            )
        )
        if class_index >= 0 and shape.name:
            self.classes[class_index].methods.setdefault(shape.name, []).append(index)

    def _handed_to(self, node: Node, outer: int) -> CallSite | None:
        inner, self.scope = self.scope, outer
        site = self.site_of(node)
        self.scope = inner
        return site

    def _class(self, node: Node) -> None:
        shape = self.class_shape(node)
        self.classes.append(
            Class(
                name=shape.name,
                scope=self.scope,
                bases=shape.bases,
                fields={},
                methods={},
                kind=shape.kind,
                decorators=shape.decorators,
                span=Span(node.start_byte, node.end_byte),
            )
        )

    def _settle(self) -> None:
        """Give each assignment to a bare name to the scope that declares the name."""
        for name, value, annotation, scope in self.later:
            home = scope
            while home > 0 and not (name in self.scopes[home].bindings or name in self.scopes[home].imports):
                home = self.scopes[home].parent
            self.scopes[home].bindings.setdefault(name, []).append(Binding(value, annotation, scope))

    # --- what languages call --------------------------------------------------------------------------------

    def text(self, node: Node) -> str:
        """The node's source text."""
        return self.data[node.start_byte : node.end_byte].decode("utf-8", "replace")

    def bind(self, name: str, value: Value, annotation: Value | None = None, scope: int | None = None) -> None:
        """Define a name in a scope, the current one unless said otherwise."""
        home = self.scopes[self.scope if scope is None else scope]
        home.bindings.setdefault(name, []).append(Binding(value, annotation, self.scope))

    def assign(self, name: str, value: Value, annotation: Value | None = None) -> None:
        """Give a value to a name that another scope may declare."""
        self.later.append((name, value, annotation, self.scope))

    def bind_import(self, local: str, module: str, name: str | None, node: Node, *, type_only: bool = False) -> None:
        """Define a name by an import."""
        span = Span(node.start_byte, node.end_byte)
        self.scopes[self.scope].imports.setdefault(local, []).append(ImportBinding(module, name, type_only, span))

    def assign_member(self, target: Member, value: Value, node: Node, annotation: Value | None = None) -> None:
        """Record `target = value`; a member of the instance is also a field of its class."""
        if isinstance(target.object, This) and target.object.class_index >= 0:
            self.add_field(target.object.class_index, target.name, value, annotation)
        self.assignments.append(Assignment(target, value, self.scope, Span(node.start_byte, node.end_byte)))

    def add_field(self, class_index: int, name: str, value: Value | None, annotation: Value | None = None) -> None:
        """Give a class a member."""
        self.classes[class_index].fields.setdefault(name, []).append(Field(value, annotation, self.scope))

    def add_return(self, value: Value) -> None:
        """Record what the innermost function gives back."""
        if isinstance(value, Opaque):
            return
        function = self.enclosing(ScopeKind.FUNCTION)
        if function >= 0:
            self.returns.setdefault(function, []).append((value, self.scope))

    def enclosing(self, kind: ScopeKind) -> int:
        """Index of the innermost function or class around the current scope; -1 where there is none."""
        scope = self.scope
        while scope >= 0:
            if self.scopes[scope].kind is kind:
                return self.scopes[scope].owner
            scope = self.scopes[scope].parent
        return -1

    def home(self, *kinds: ScopeKind) -> int:
        """The innermost scope of one of these kinds."""
        scope = self.scope
        while self.scopes[scope].kind not in kinds:
            scope = self.scopes[scope].parent
        return scope

    def follow(self, node: Node | None) -> Value:
        """The value of a node that may be absent, with nesting bounded."""
        if node is None or self.depth > MAX_DEPTH:
            return Opaque("too deep" if node else "absent")
        self.depth += 1
        try:
            return self.value(node)
        finally:
            self.depth -= 1

    # --- call facts -----------------------------------------------------------------------------------------

    def calls(self, names: Iterable[str]) -> Iterator[tuple[str, Call]]:
        """The calls whose callee ends in one of these names, each with that name."""
        for name in self._occurrences(names):
            node = self.call_around(name)
            if node is not None:
                self.scope = self.scope_at(node.start_byte)
                yield self.text(name), self.call_fact(node)

    def called_result(self, text: Node) -> Node | None:
        """The call of what another call gives, where a string is an argument of that one: `get("x")(…)`."""
        node: Node | None = text
        for _ in range(4):
            node = node.parent if node is not None else None
            if node is not None and node.type in self.call_types:
                outer = node.parent
                called = outer is not None and outer.type in self.call_types
                return outer if called and outer is not None and outer.child_by_field_name("function") == node else None
        return None

    def handed(self, names: Iterable[str]) -> Iterator[tuple[Value, CallSite]]:
        """The arguments and props that end in one of these names, with where each is handed over."""
        for name in self._occurrences(names):
            node = self.expression_of(name)
            if node is not None:
                self.scope = self.scope_at(node.start_byte)
                site = self.site_of(node)
                if site is not None:
                    yield self.follow(node), site

    def _occurrences(self, names: Iterable[str]) -> Iterator[Node]:
        """The leaves that are one of these names, wherever the bytes hold it."""
        words = sorted({re.escape(name.encode()) for name in names})
        if not words:
            return
        pattern = re.compile(rb"(?<![\w$#])(?:" + b"|".join(words) + rb")(?![\w$])")
        for match in pattern.finditer(self.data):
            node = self.root.descendant_for_byte_range(*match.span())
            if node is not None and not node.child_count and (node.start_byte, node.end_byte) == match.span():
                yield node

    def is_comment(self, offset: int) -> bool:
        """Whether a place lies in a comment."""
        node = self.root.descendant_for_byte_range(offset, offset + 1)
        return node is not None and "comment" in node.type

    def scope_at(self, offset: int) -> int:
        """The innermost scope around a place."""
        index = bisect_right(self.starts, offset) - 1
        while index > 0 and self.scopes[index].span.end <= offset:
            index = self.scopes[index].parent
        return max(index, 0)

    def call_value(self, callee: Value, arguments: tuple[list[Value], list[Entry]], *, new: bool = False) -> CallValue:
        """A call as a value."""
        args, keywords = arguments
        return CallValue(callee, tuple(args), tuple(keywords), new)


def joined(sides: tuple[Value, ...]) -> Value:
    """Text put together from parts, as one string where all are known."""
    parts: list[Value] = []
    for side in sides:
        parts += side.parts if isinstance(side, Template) else (side,)
    if all(isinstance(part, Str) for part in parts):
        return Str("".join(part.text for part in parts if isinstance(part, Str)))
    return Template(tuple(parts))
