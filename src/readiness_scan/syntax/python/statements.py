"""What statements of Python import, bind and assign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness_scan.facts import UNSET, GenericType, Index, Member, Opaque, Ref, RegionKind, TypeApplication, Value
from readiness_scan.syntax.extract import MAX_DEPTH
from readiness_scan.syntax.python.functions import Functions
from readiness_scan.syntax.regions import Flow

if TYPE_CHECKING:
    from tree_sitter import Node

TYPE_FORMS = {"Annotated", "Literal", "Optional", "Union"}
"""What a module gives a name by subscript is a type if its base is one of these."""

COMPREHENSIONS = ("list_comprehension", "set_comprehension", "dictionary_comprehension", "generator_expression")
FLOW = Flow(
    regions={
        "if_statement.consequence": RegionKind.BRANCH,
        "if_statement.alternative": RegionKind.BRANCH,
        "elif_clause.condition": None,
        "case_clause": RegionKind.BRANCH,
        "case_clause.guard": None,
        "case_clause.None": None,  # its pattern
        "boolean_operator.right": RegionKind.PART,
        "else_clause": RegionKind.PART,
        "try_statement.body": RegionKind.TRY,
        "except_clause": RegionKind.PART,
        "with_statement.body": RegionKind.TRY,
        "for_statement": RegionKind.LOOP,
        "for_statement.body": RegionKind.PART,
        "while_statement": RegionKind.LOOP,
        "while_statement.body": RegionKind.PART,
        "conditional_expression": RegionKind.LOOP,  # what stands first in it runs last
        "conditional_expression.None": RegionKind.PART,
        **dict.fromkeys(COMPREHENSIONS, RegionKind.LOOP),
        **{f"{kind}.body": RegionKind.PART for kind in COMPREHENSIONS},
    },
    otherwise=("else_clause",),
    block="block",
    leaving=frozenset({"return_statement", "raise_statement"}),
    jumps=(b"break", b"continue"),
    cleanup="finally_clause",
)
TARGETS = {
    "function": "parameters",
    "assignment": "left",
    "augmented": "left",
    "walrus": "name",
    "loop": "left",
    "alias": "alias",
}
"""Captures that bind names, each with the field of the names."""
MAX_PARAMETERS = 10_000
"""Characters of a parameter list in which a name is looked for."""


class Statements(Functions):
    """Handlers of the query's captures."""

    flow = FLOW

    def reassigned(self, nodes: list[tuple[str, Node]]) -> set[str]:
        """The names that a function or the file binds twice, or once where a parameter may have the name."""
        found: set[str] = set()
        targets = {capture: getattr(self.at, field) for capture, field in TARGETS.items()}
        around = [(len(self.data), "", set[str]())]
        for capture, node in nodes:
            if capture not in targets:
                continue
            start = node.start_byte
            while around[-1][0] <= start:
                around.pop()
            target = node.child_by_field_id(targets[capture])
            if capture == "function":
                around.append((node.end_byte, self.text(target)[:MAX_PARAMETERS] if target else "", set()))
                continue
            _, parameter_list, once = around[-1]
            for name in self.targets(target):
                if name in once or name in parameter_list:
                    found.add(name)
                once.add(name)
        return found

    # --- imports --------------------------------------------------------------------------------------------

    def on_import(self, node: Node) -> None:
        """`import a.b`, `import a.b as c`."""
        for child in node.named_children:
            if child.type == "aliased_import":
                name, alias = child.child_by_field_id(self.at.name), child.child_by_field_id(self.at.alias)
                if name is not None and alias is not None:
                    self.bind_import(self.text(alias), self.text(name), None, child)
            else:
                first = self.text(child).partition(".")[0]
                self.bind_import(first, first, None, child)

    def on_import_from(self, node: Node) -> None:
        """`from m import a as b`, `from m import *`."""
        source = node.child_by_field_id(self.at.module_name)
        module = self.text(source) if source else "."
        if any(child.type == "wildcard_import" for child in node.named_children):
            self.export(None, None, module, None, node)
        for child in node.children_by_field_name("name"):
            if child.type != "aliased_import":
                member = self.text(child)
                self.bind_import(member, module, member, child)
                continue
            name, alias = child.child_by_field_id(self.at.name) or child, child.child_by_field_id(self.at.alias)
            self.bind_import(self.text(alias or name), module, self.text(name), child)

    # --- names ----------------------------------------------------------------------------------------------

    def on_global(self, node: Node) -> None:
        """`global x`."""
        names = self.global_names.setdefault(self.function_scope(), set())
        names.update(self.text(child) for child in node.named_children)

    def on_nonlocal(self, node: Node) -> None:
        """`nonlocal x`."""
        names = self.nonlocal_names.setdefault(self.function_scope(), set())
        names.update(self.text(child) for child in node.named_children)

    def on_assignment(self, node: Node) -> None:
        """`x = value`, `x: T = value`, `a, b = value`, `x.y = value`."""
        left, right = node.child_by_field_id(self.at.left), node.child_by_field_id(self.at.right)
        written = node.child_by_field_id(self.at.type)
        if left is None:
            return
        annotation = self.annotation(written) if written else None
        if self.scope == 0 and right is not None and self._names_type(left, annotation, right):
            return
        for _ in range(MAX_DEPTH):
            if right is None or right.type != "assignment":
                break
            right = right.child_by_field_id(self.at.right) or right.named_children[-1]
        self._assign_to(left, self.follow(right) if right else UNSET, annotation, node)

    def _names_type(self, left: Node, annotation: Value | None, right: Node) -> bool:
        """Whether `X: TypeAlias = …` gives a type, and nothing else, a name. `X = Optional[…]` may be both."""
        alias = last_name(annotation) == "TypeAlias"
        if left.type != "identifier" or not (alias or right.type == "subscript"):
            return False
        given = self.type_of(right)
        if alias or (isinstance(given, TypeApplication) and last_name(given.base) in TYPE_FORMS):
            self.types.setdefault(self.text(left), given)
        return alias

    def _assign_to(self, left: Node, value: Value, annotation: Value | None, node: Node) -> None:
        kind = left.type
        if kind == "identifier":
            self.define(self.text(left), value, annotation)
        elif kind in ("attribute", "subscript"):
            target = self.follow(left)
            if isinstance(target, Member):
                self.assign_member(target, value, node, annotation)
        elif value is not UNSET:
            for name, part in self.pattern(left, value):
                self.define(name, part)

    def on_augmented(self, node: Node) -> None:
        """`x += value`."""
        left = node.child_by_field_id(self.at.left)
        if left is not None and left.type == "identifier":
            self.define(self.text(left), Opaque("computed"))

    def on_walrus(self, node: Node) -> None:
        """`(x := value)`."""
        name = node.child_by_field_id(self.at.name)
        if name is not None:
            self.define(self.text(name), self.walrus(node))

    def on_alias(self, node: Node) -> None:
        """`with value as x`; of an exception or a case nothing is known."""
        alias = node.child_by_field_id(self.at.alias)
        target = alias.named_children[0] if alias is not None and alias.named_children else None
        if target is not None:
            managed = node.parent is not None and node.parent.type == "with_item"
            value = self.inner(node) if managed else Opaque("exception")
            for name, part in self.pattern(target, value):
                self.define(name, part)

    def on_loop(self, node: Node) -> None:
        """`for x in xs`: x is any element."""
        left, right = node.child_by_field_id(self.at.left), node.child_by_field_id(self.at.right)
        if left is None or right is None:
            return
        self.place = right
        for name, part in self.pattern(left, Index(self.follow(right), None)):
            if node.type == "for_in_clause":
                self.bind(name, part)
            else:
                self.define(name, part)

    def on_type(self, node: Node) -> None:
        """`type X = …`."""
        left, right = node.child_by_field_id(self.at.left), node.child_by_field_id(self.at.right)
        named = left.named_children[0] if left is not None and left.named_children else None
        if named is None:
            return
        given = self.annotation(right) or Opaque()
        if named.type == "generic_type":
            name, parameters = named.named_children[0], self.type_parameters(named.named_children[-1])
            self.types.setdefault(self.text(name), GenericType(parameters, given))
        else:
            self.types.setdefault(self.text(named), given)

    # --- results --------------------------------------------------------------------------------------------

    def on_return(self, node: Node) -> None:
        """`return value`."""
        self.add_return(self.inner(node))

    def on_yield(self, node: Node) -> None:
        """`yield value`; `yield from values` gives any element."""
        value = self.inner(node)
        delegates = any(child.type == "from" for child in node.children)
        self.add_yield(Index(value, None) if delegates else value)


def last_name(value: Value | None) -> str:
    """The name in which a value ends."""
    return value.name if isinstance(value, Ref | Member) else ""
