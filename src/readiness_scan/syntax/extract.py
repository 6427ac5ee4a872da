"""From a syntax tree to facts: the part that all languages share.

The interface between a language and this module is the vocabulary of its query's captures. A pattern captures one
node, by its last step, so that nodes come in document order, outer before inner.

=============  =====================================================================================
`@function`    a function, method, arrow or lambda; opens a scope; `function_shape` reads it
`@class`       a class, interface or enum; opens a scope; `class_shape` reads it
`@block`       a block that binds names of its own; opens a scope
`@region`      a block that opens a scope where a `@local` stands directly in it
`@local`       a declaration that binds its name in the region around it
any other      `@import`, `@variable`, `@return`, …: the language's method `on_<capture>(node)` adds facts
=============  =====================================================================================

One query gives all of a file's nodes of interest; one sweep in document order keeps the current scope and hands each
node to its language. A language names node types; this module names none.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property
from typing import ClassVar

from tree_sitter import Language, Node, Query, QueryCursor, Tree

from readiness_scan.facts import Call, CallSite, ModuleSummary, Opaque, ScopeKind, Value
from readiness_scan.syntax.declarations import ClassShape, Declarations, Draft, FunctionShape
from readiness_scan.syntax.leaves import MAX_NODES, leaves, occurring, words_of
from readiness_scan.syntax.regions import Flow, set_regions

MAX_DEPTH = 60
"""Nesting to which a value is followed; deeper ones are opaque. Real code stays far below."""
MAX_ARGUMENTS = 100
"""Arguments among which one is looked for."""
MAX_TARGET = 1_000
"""Bytes of a target in which names are looked for."""
WORD = re.compile(r"(?<![\w$.])[\w$]+(?![\w$.\[])")
"""A name in a target that is no member and has none."""

ABSENT = Opaque("absent")
DEEP = Opaque("too deep")


@cache
def opaque(kind: str) -> Opaque:
    """What is not followed, by its node's type: one object for each."""
    return Opaque(kind)


COMMENT = opaque("comment")


class Fields:
    """The ids of a grammar's fields: `fields.left`. To ask a node by id takes half the time of asking by name."""

    def __init__(self, grammar: Language) -> None:
        self._grammar = grammar

    def __getattr__(self, name: str) -> int:
        found = self._grammar.field_id_for_name(name) or 0
        setattr(self, name, found)
        return found


@cache
def fields(grammar: Language) -> Fields:
    """The fields of a grammar."""
    return Fields(grammar)


class Extractor(Declarations, ABC):
    """The facts of one parsed file. A language subclasses it and adds `on_*` methods and `readers`."""

    implicit_exports: ClassVar[bool] = False
    """Every name of a file's own scope can be imported."""
    implicit_members: ClassVar[bool] = False
    """A bare name may be a member of the class around it."""
    call_types: ClassVar[frozenset[str]] = frozenset()
    """The language's node types of calls."""
    flow: ClassVar[Flow | None] = None
    """What may not run, or run again; none where every value of a name counts at every use."""
    readers: ClassVar[Mapping[str, Callable[..., Value]]] = {}
    """Node type to what reads such an expression: given the extractor and the node."""

    def __init__(self, tree: Tree, data: bytes, query: Query, language_id: str) -> None:
        super().__init__(data)
        self.root = tree.root_node
        self.grammar = tree.language
        self.at = fields(tree.language)
        self.language = language_id
        self.depth = 0
        self.function_ids: dict[int, int] = {}
        self.class_ids: dict[int, int] = {}
        self.prepare()
        nodes = self._nodes(query)
        self.moved = self.reassigned(nodes)
        self.summary = self._sweep(nodes)

    # --- what a language provides ---------------------------------------------------------------------------

    def prepare(self) -> None:
        """Set up what the language itself keeps during the sweep."""

    def reassigned(self, nodes: list[tuple[str, Node]]) -> set[str]:
        """The names that may be given a value more than once in one scope, or more; goes with `flow`."""
        return set()

    @abstractmethod
    def function_shape(self, node: Node) -> FunctionShape:
        """Name, parameters and so on of a function node; binds its parameters in the current scope."""

    @abstractmethod
    def class_shape(self, node: Node) -> ClassShape:
        """Name, bases and kind of a class node."""

    @abstractmethod
    def site_of(self, node: Node) -> CallSite | None:
        """Where an expression is handed over, if it is an argument (or stands in one), seen from the current scope."""

    @abstractmethod
    def expression_of(self, name: Node) -> Node | None:
        """The expression that ends in a name: the name itself, or the member access that it ends."""

    @abstractmethod
    def call_around(self, name: Node) -> Node | None:
        """The call whose callee ends in this name."""

    @abstractmethod
    def call_fact(self, node: Node) -> Call:
        """The fact of a call node, in the current scope."""

    # --- the sweep ------------------------------------------------------------------------------------------

    def _nodes(self, query: Query) -> list[tuple[str, Node]]:
        """The captured nodes in document order. Numbers functions and classes; a region that needs a scope is a block.

        The node types that open regions nest, so the innermost one that is still open is the one around a declaration.
        """
        cursor = QueryCursor(query)
        cursor.set_max_start_depth(MAX_NODES)
        found: list[tuple[str, Node]] = []
        regions: list[tuple[int, int]] = []
        for _, captured in cursor.matches(self.root):
            capture, nodes = captured.popitem()
            node = nodes[0]
            if capture == "function":
                self.function_ids[node.id] = len(self.function_ids)
            elif capture == "class":
                self.class_ids[node.id] = len(self.class_ids)
            elif capture in ("region", "local"):
                start = node.start_byte
                while regions and regions[-1][0] <= start:
                    regions.pop()
                if capture == "local":
                    if regions:
                        place = regions[-1][1]
                        found[place] = ("block", found[place][1])
                    continue
                regions.append((node.end_byte, len(found)))
            found.append((capture, node))
        return [row for row in found if row[0] != "region"]

    def _sweep(self, nodes: list[tuple[str, Node]]) -> ModuleSummary:
        self.open(-1, ScopeKind.MODULE, -1, self.root)
        stack = [(self.root.end_byte, 0)]
        handlers = {capture: getattr(self, f"on_{capture}") for capture in {capture for capture, _ in nodes}}
        for capture, node in nodes:
            start = node.start_byte
            while stack[-1][0] <= start and len(stack) > 1:
                stack.pop()
            self.scope = stack[-1][1]
            self.place = node
            handlers[capture](node)
            if self.scope != stack[-1][1]:
                stack.append((node.end_byte, self.scope))
        self.settle()
        if self.flow is not None and self.several:
            several = [(self.scopes[scope].span, self.scopes[scope].bindings[name]) for scope, name in self.several]
            set_regions(self.root, several, self.flow)
        return ModuleSummary(
            language=self.language,
            scopes=tuple(self.scopes),
            functions=self.finished(),
            classes=tuple(self.classes),
            exports=tuple(self.exports),
            assignments=tuple(self.assignments),
            types=self.types,
            implicit_exports=self.implicit_exports,
            implicit_members=self.implicit_members,
            broken=self.root.has_error,
        )

    def targets(self, node: Node | None) -> list[str]:
        """The names that a target binds; of a pattern, every word in it that may be one."""
        kind = node.type if node is not None else ""
        if node is None or kind == "identifier":
            return [self.text(node)] if node is not None else []
        if "pattern" not in kind:
            return []
        text = self.data[node.start_byte : min(node.end_byte, node.start_byte + MAX_TARGET)]
        return WORD.findall(text.decode("utf-8", "replace"))

    def on_block(self, node: Node) -> None:
        """A block of its own."""
        self.scope = self.open(self.scope, ScopeKind.BLOCK, -1, node)

    def on_function(self, node: Node) -> None:
        """A function: its scope, parameters and place."""
        outer = self.scope
        inner = self.scope = self.open(outer, ScopeKind.FUNCTION, self.function_ids[node.id], node)
        self.place = node.child(0)
        index = len(self.functions)
        shape = self.function_shape(node)
        around = self.scopes[outer]
        class_index = around.owner if shape.is_method and around.kind is ScopeKind.CLASS else -1
        handed_to = None
        if shape.parameters:
            self.scope = outer
            handed_to = self.site_of(node)
            self.scope = inner
        self.functions.append(Draft(shape, inner, class_index, handed_to))
        if class_index >= 0 and shape.name:
            self.classes[class_index].methods.setdefault(shape.name, []).append(index)

    def on_class(self, node: Node) -> None:
        """A class: its scope and what it extends."""
        self.place = node.child(0)
        self.scope = self.open(self.scope, ScopeKind.CLASS, self.class_ids[node.id], node)
        self.add_class(self.class_shape(node))

    # --- values ---------------------------------------------------------------------------------------------

    def follow(self, node: Node | None) -> Value:
        """The value of an expression node, which may be absent; `Opaque` for what is not followed."""
        if node is None:
            return ABSENT
        kind = node.type
        reader = self.readers.get(kind)
        if reader is None:
            return opaque(kind)
        if self.depth > MAX_DEPTH:
            return DEEP
        self.depth += 1
        try:
            return reader(self, node)
        finally:
            self.depth -= 1

    def each(self, nodes: Iterable[Node]) -> tuple[Value, ...]:
        """The values of nodes, comments left out."""
        return tuple([value for node in nodes if (value := self.follow(node)) is not COMMENT])

    # --- call facts -----------------------------------------------------------------------------------------

    @cached_property
    def words(self) -> frozenset[bytes]:
        """Every word of the file's text."""
        return words_of(self.data)

    def _leaves(self, names: Iterable[str]) -> Iterator[tuple[str, Node]]:
        return leaves(self.root, self.data, occurring(names, self.words))

    def calls(self, names: Iterable[str]) -> Iterator[tuple[str, Call]]:
        """The calls whose callee ends in one of these names, each with that name."""
        for name, leaf in self._leaves(names):
            node = self.call_around(leaf)
            through = self.called_through_method(leaf) if node is None else None
            if through is not None:
                yield name, through
            while node is not None:
                self.scope = self.scope_at(node.start_byte)
                yield name, self.call_fact(node)
                node = self.called_again(node)

    def called_through_method(self, name: Node) -> Call | None:
        """The call of the function of this name that is written as a call of one of its methods."""
        return None

    def called_again(self, node: Node) -> Node | None:
        """The call of what a call gives: `useTrack()("name")`."""
        outer = node.parent
        if outer is None or outer.type not in self.call_types:
            return None
        return outer if outer.child_by_field_name("function") == node else None

    def called_result(self, text: Node) -> Node | None:
        """The call of what another call gives, where a string is an argument of that one: `get("x")(…)`."""
        node: Node | None = text
        for _ in range(4):
            node = node.parent if node is not None else None
            if node is not None and node.type in self.call_types:
                return self.called_again(node)
        return None

    def handed(self, names: Iterable[str]) -> Iterator[tuple[str, Value, CallSite]]:
        """The arguments and props that end in one of these names: the name, the value, where it is handed over."""
        for name, leaf in self._leaves(names):
            node = self.expression_of(leaf)
            if node is not None:
                self.scope = self.scope_at(node.start_byte)
                site = self.site_of(node)
                if site is not None:
                    yield name, self.follow(node), site

    def is_comment(self, offset: int) -> bool:
        """Whether a place lies in a comment."""
        node = self.root.descendant_for_byte_range(offset, offset + 1)
        return node is not None and "comment" in node.type


def position(arguments: Node, argument: Node) -> int | None:
    """An argument's place, comments left out; none where it stands beyond the first hundred."""
    place = 0
    for index in range(min(arguments.named_child_count, MAX_ARGUMENTS)):
        child = arguments.named_child(index)
        if child == argument:
            return place
        place += child.type != "comment"
    return None
