"""What statements of Go bind and give back."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from readiness_scan.facts import (
    UNSET,
    CallValue,
    Cast,
    Index,
    ListLit,
    Member,
    Opaque,
    Ref,
    RegionKind,
    Result,
    ScopeKind,
    Str,
    Template,
    Value,
)
from readiness_scan.syntax.go.functions import Functions, last_name
from readiness_scan.syntax.regions import Flow

if TYPE_CHECKING:
    from tree_sitter import Node
ERROR = Opaque("an error")
ERRORS = re.compile(r"err|ok|err[A-Z]\w*|\w*Err")
IMPORT_NAME = re.compile(rb"(\w+)[ \t]+[\"`]")
FLOW = Flow(
    regions={
        "if_statement.consequence": RegionKind.BRANCH,
        "if_statement.alternative": RegionKind.BRANCH,
        "expression_case": RegionKind.BRANCH,
        "type_case": RegionKind.BRANCH,
        "communication_case": RegionKind.BRANCH,
        "default_case": RegionKind.BRANCH,
        "for_statement": RegionKind.LOOP,
        "for_clause.initializer": None,
        "for_statement.body": RegionKind.PART,
        "binary_expression.right": RegionKind.PART,
    },
    otherwise=("if_statement.alternative", "default_case"),
    block="statement_list",
    leaving=frozenset({"return_statement"}),
    jumps=(b"break", b"continue", b"fallthrough", b"goto"),
    cleanup="",
)


class Statements(Functions):
    """Imports, declarations, assignments and results."""

    flow = FLOW

    def reassigned(self, nodes: list[tuple[str, Node]]) -> set[str]:
        """The names of assignments, and of short declarations that may declare only some of their names."""
        found: set[str] = set()
        for capture, node in nodes:
            left = node.child_by_field_id(self.at.left) if capture in ("assignment", "short") else None
            if left is not None and (capture == "assignment" or left.named_child_count > 1):
                found.update(self.text(name) for name in left.named_children if name.type == "identifier")
        return found

    def prepare(self) -> None:  # noqa: D102 (documented in the base)
        super().prepare()
        self.built: dict[tuple[int, str], list[tuple[Value, int]]] = {}
        """What literals of a type of this file give its members, each with its scope."""
        self.import_names = set(IMPORT_NAME.findall(self.data))
        """The names that imports may give themselves."""

    # --- imports --------------------------------------------------------------------------------------------

    def on_import(self, node: Node) -> None:
        """`import name "path"`; without a name, the package's own is guessed from the path and from how it is used."""
        path, name = node.child_by_field_id(self.at.path), node.child_by_field_id(self.at.name)
        module = self.follow(path)
        if not isinstance(module, Str) or not module.text:
            return
        if name is None:
            self.bind_import(self._package_name(module.text), module.text, None, node)
        elif name.type == "dot":
            self.export(None, None, module.text, None, node)
        elif name.type == "package_identifier":
            self.bind_import(self.text(name), module.text, None, node)

    def _package_name(self, path: str) -> str:
        names = package_names(path)
        for before, name in (*(("", name) for name in names), (r"\w+", names[0])):
            for used in re.finditer(rf"\b{before}{re.escape(name)}(?=\.)".encode(), self.data):
                if used[0] not in self.import_names:
                    return used[0].decode()
        return names[0]

    # --- declarations ---------------------------------------------------------------------------------------

    def on_constants(self, node: Node) -> None:
        """`const (…)`: a name without a value repeats what the one before says."""
        values: tuple[Value, ...] = ()
        annotation: Value | None = None
        for spec in node.named_children:
            if spec.type != "const_spec":
                continue
            given = spec.child_by_field_id(self.at.value)
            if given is not None:
                values = self.each(given.named_children)
                annotation = self.annotation(spec.child_by_field_id(self.at.type))
            names = [name for name in spec.children_by_field_name("name") if name.is_named]
            for name, value in zip(names, values, strict=False):
                self.bind(self.text(name), value, annotation)

    def on_variable(self, node: Node) -> None:
        """`var a, b T = x, y`."""
        names = [self.text(name) for name in node.children_by_field_name("name") if name.is_named]
        annotation = self.annotation(node.child_by_field_id(self.at.type))
        values = self._values(node.child_by_field_id(self.at.value), len(names))
        self.place = node
        for name, value in zip(names, values or [UNSET] * len(names), strict=False):
            self.bind(name, value, annotation)

    def on_short(self, node: Node) -> None:
        """`a, err := f()`."""
        left, right = node.child_by_field_id(self.at.left), node.child_by_field_id(self.at.right)
        names = left.named_children if left is not None else []
        values = self._values(right, len(names))
        self.place = right
        for name, value in zip(names, values, strict=False):
            if name.type == "identifier":
                self._give(self.bind, name, value)

    def on_assignment(self, node: Node) -> None:
        """`a, b.c = x, y`; what `+=` gives is not known."""
        left, right = node.child_by_field_id(self.at.left), node.child_by_field_id(self.at.right)
        operator = node.child_by_field_id(self.at.operator)
        targets = left.named_children if left is not None else []
        values = self._values(right, len(targets))
        if operator is not None and operator.type != "=":
            values = [Opaque("computed")] * len(targets)
        self.place = right
        for target, value in zip(targets, values, strict=False):
            self._assign_to(target, value, node)

    def _assign_to(self, target: Node, value: Value, node: Node) -> None:
        if target.type == "identifier":
            self._give(self.assign, target, value)
            return
        said = self.follow(target)
        if isinstance(said, Member) and target.type in ("selector_expression", "index_expression"):
            self.assign_member(said, value, node)

    def _give(self, bind: Callable[[str, Value], None], name: Node, value: Value) -> None:
        """Give a name its value; of what people call errors, which nearly every call gives, nothing is followed."""
        text = self.text(name)
        if text != "_":
            bind(text, ERROR if ERRORS.fullmatch(text) else value)

    def _values(self, listed: Node | None, count: int) -> list[Value]:
        """What so many names are given: a value each, or the results of one call."""
        values = list(self.each(listed.named_children)) if listed is not None else []
        if len(values) == 1 and count > 1:
            only = values[0]
            if isinstance(only, CallValue) and not only.new:
                return [Result(only, position) for position in range(count)]
            return [only, *[Opaque("whether there is a value")] * (count - 1)]
        return values

    def on_loop(self, node: Node) -> None:
        """`for key, value := range values`."""
        left, right = node.child_by_field_id(self.at.left), node.child_by_field_id(self.at.right)
        names = left.named_children if left is not None else []
        self.place = node
        for position, name in enumerate(names):
            value = Index(self.follow(right), None) if position else Opaque("key")
            if name.type == "identifier" and self.text(name) != "_":
                self.bind(self.text(name), value)

    def on_case(self, node: Node) -> None:
        """A case of `switch x := y.(type)`: x has the case's type there."""
        self.on_block(node)
        switch = node.parent
        alias = switch.child_by_field_id(self.at.alias) if switch is not None else None
        kinds = node.children_by_field_name("type")
        if switch is None or alias is None or not alias.named_children:
            return
        value = self.follow(switch.child_by_field_id(self.at.value))
        if len(kinds) == 1:
            value = Cast(value, self.type_of(kinds[0]))
        self.bind(self.text(alias.named_children[0]), value)

    def on_alias(self, node: Node) -> None:
        """`type X = T`."""
        name = node.child_by_field_id(self.at.name)
        if name is not None:
            self.bind(self.text(name), self.type_of(node.child_by_field_id(self.at.type)))

    # --- struct literals --------------------------------------------------------------------------------------

    def on_literal(self, node: Node) -> None:
        """`T{field: value}` in a function that gives a T of this file says what its members can be."""
        kind, body = node.child_by_field_id(self.at.type), node.child_by_field_id(self.at.body)
        spec = self.declared_types.get(self.text(kind)) if kind is not None else None
        function = self.enclosing(ScopeKind.FUNCTION)
        result = self.functions[function].shape.return_annotation if function >= 0 else None
        if kind is None or last_name(result) != self.text(kind):
            return
        said = spec.child_by_field_id(self.at.type) if spec is not None else None
        if spec is None or said is None or body is None or said.type != "struct_type":
            return
        for entry in self.entries(kind, body):
            if entry.key is not None:
                self.built.setdefault((self.class_ids[spec.id], entry.key), []).append((entry.value, self.scope))

    def settle(self) -> None:
        """Add what literals say of members; of texts only one that is the same in all of them."""
        for (owner, name), given in self.built.items():
            for value, scope in given:
                if len(given) == 1 or not isinstance(value, Str | Template | Ref | Member):
                    self.scope = scope
                    self.add_field(owner, name, value)
        super().settle()

    # --- results --------------------------------------------------------------------------------------------

    def on_return(self, node: Node) -> None:
        """`return a, b`; without values it gives the named results."""
        listed = next((child for child in node.named_children if child.type == "expression_list"), None)
        values: tuple[Value, ...] = self.each(listed.named_children) if listed is not None else ()
        function = self.enclosing(ScopeKind.FUNCTION)
        if listed is None and 0 <= function < len(self.results):
            values = tuple(self.use(name, node) for name in self.results[function])
        if values:
            self.add_return(values[0] if len(values) == 1 else ListLit(values))


def package_names(path: str) -> list[str]:
    """The names that the package at an import path may have, the likeliest first."""
    parts = path.rstrip("/").split("/")
    if len(parts) > 1 and parts[-1][:1] == "v" and parts[-1][1:].isdigit():
        parts.pop()
    last = parts[-1].partition(".v")[0]
    bare = last.removeprefix("golang-").removeprefix("go-").removesuffix(".go").removesuffix("-go")
    pieces = bare.replace(".", "-").split("-")
    found = [last, bare, "".join(pieces), "_".join(pieces), pieces[-1], pieces[0]]
    return [name for name in dict.fromkeys(found) if name.isidentifier()] or [last]
