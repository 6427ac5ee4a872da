"""What statements of JavaScript import, export, bind and assign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness_scan.facts import (
    UNSET,
    ClassValue,
    Index,
    Lambda,
    Member,
    Opaque,
    Ref,
    RegionKind,
    ScopeKind,
    Value,
)
from readiness_scan.syntax.ecmascript.functions import Functions
from readiness_scan.syntax.ecmascript.values import first
from readiness_scan.syntax.regions import Flow

if TYPE_CHECKING:
    from tree_sitter import Node

FLOW = Flow(
    regions={
        "if_statement.consequence": RegionKind.BRANCH,
        "if_statement.alternative": RegionKind.BRANCH,
        "ternary_expression.consequence": RegionKind.BRANCH,
        "ternary_expression.alternative": RegionKind.BRANCH,
        "binary_expression.right": RegionKind.PART,
        "augmented_assignment_expression.right": RegionKind.PART,
        "switch_case": RegionKind.PART,
        "switch_default": RegionKind.PART,
        "labeled_statement": RegionKind.PART,
        "try_statement.body": RegionKind.TRY,
        "try_statement.handler": RegionKind.PART,
        "for_statement": RegionKind.LOOP,
        "for_statement.initializer": None,
        "for_statement.increment": RegionKind.PART,
        "for_statement.body": RegionKind.PART,
        "for_in_statement": RegionKind.LOOP,
        "for_in_statement.body": RegionKind.PART,
        "while_statement": RegionKind.LOOP,
        "while_statement.body": RegionKind.PART,
        "do_statement": RegionKind.LOOP,
    },
    otherwise=("else_clause",),
    block="statement_block",
    leaving=frozenset({"return_statement", "throw_statement"}),
    jumps=(b"break", b"continue"),
    cleanup="finally_clause",
)
FALLBACKS = ("??=", "||=")
CONDITIONAL = (*FALLBACKS, "&&=")
"""Operators that may leave a name as it is."""


class Statements(Functions):
    """Handlers of the query's captures."""

    flow = FLOW

    def reassigned(self, nodes: list[tuple[str, Node]]) -> set[str]:  # noqa: D102 (documented in the base)
        found: set[str] = set()
        for capture, node in nodes:
            if capture == "assignment":
                found.update(self.targets(node.child_by_field_id(self.at.left)))
            elif capture == "var":
                for child in node.named_children:
                    found.update(self.targets(child.child_by_field_id(self.at.name)))
        return found

    # --- imports and exports --------------------------------------------------------------------------------

    def on_import(self, node: Node) -> None:
        """`import …`."""
        source = node.child_by_field_id(self.at.source)
        if source is None:
            return
        module = self.unquote(source)
        type_only = False
        for child in node.children:
            if child.type == "type":
                type_only = True
            elif child.type == "import_clause":
                self._import_clause(child, module, type_only=type_only)

    def _import_clause(self, clause: Node, module: str, *, type_only: bool) -> None:
        for child in clause.named_children:
            kind = child.type
            if kind == "named_imports":
                self._named_imports(child, module, type_only=type_only)
            elif kind == "identifier":
                self.bind_import(self.text(child), module, "default", child, type_only=type_only)
            elif kind == "namespace_import":
                self.bind_import(self.text(first(child) or child), module, None, child, type_only=type_only)

    def _named_imports(self, node: Node, module: str, *, type_only: bool) -> None:
        for item in node.named_children:
            name = item.child_by_field_id(self.at.name)
            if name is None or item.type != "import_specifier":
                continue
            member = self.key(name)
            local = member
            only = type_only
            if item.child_count > 1:
                alias = item.child_by_field_id(self.at.alias)
                local = self.text(alias or name)
                only = type_only or any(child.type == "type" for child in item.children)
            self.bind_import(local or "", module, member, item, type_only=only)

    def on_export(self, node: Node) -> None:
        """`export …`."""
        source = node.child_by_field_id(self.at.source)
        module = self.unquote(source) if source else None
        declaration = node.child_by_field_id(self.at.declaration)
        signs = {child.type for child in node.children if not child.is_named}
        if "default" in signs:
            subject = declaration or node.child_by_field_id(self.at.value)
            if subject is not None:
                self.export("default", self._declared(subject), None, None, node)
        elif declaration is not None:
            for name in self.declared_names(declaration):
                self.export(name, Ref(name), None, None, node)
        elif "=" in signs:
            self.export("=", self.follow(first(node)), None, None, node)
        else:
            self._export_clause(node, module)
            if module and "*" in signs:
                self.export(None, None, module, None, node)

    def _export_clause(self, node: Node, module: str | None) -> None:
        for child in node.named_children:
            if child.type == "export_clause":
                for item in child.named_children:
                    name, alias = item.child_by_field_id(self.at.name), item.child_by_field_id(self.at.alias)
                    if name is None:
                        continue
                    member, outer = self.key(name) or "", self.key(alias or name)
                    self.export(outer, None if module else Ref(member), module, member, item)
            elif child.type == "namespace_export":
                self.export(self.key(first(child)), None, module, None, child)

    def _declared(self, node: Node) -> Value:
        """A default export's value: a declaration's name, or the expression."""
        name = node.child_by_field_id(self.at.name)
        if node.type.endswith("_declaration") and name is not None:
            return Ref(self.text(name))
        if node.id in self.function_ids:
            return Lambda(self.function_ids[node.id])
        if node.id in self.class_ids:
            return ClassValue(self.class_ids[node.id])
        return self.follow(node)

    def declared_names(self, node: Node) -> list[str]:
        """The names that a declaration defines."""
        name = node.child_by_field_id(self.at.name)
        if name is not None:
            return [self.text(name)]
        found: list[str] = []
        for child in node.named_children:
            if child.type == "variable_declarator":
                pattern = child.child_by_field_id(self.at.name)
                found += [bound for bound, _ in self.pattern(pattern, Opaque())] if pattern else []
            elif node.type == "ambient_declaration":
                found += self.declared_names(child)
        return found

    # --- bindings -------------------------------------------------------------------------------------------

    def on_variable(self, node: Node) -> None:
        """`const pattern = value`, `let pattern = value`."""
        self._variables(node, self.scope)

    def on_var(self, node: Node) -> None:
        """`var pattern = value`, in the function's scope."""
        self._variables(node, self.home(ScopeKind.FUNCTION, ScopeKind.MODULE))

    def _variables(self, node: Node, scope: int) -> None:
        for child in node.named_children:
            if child.type == "variable_declarator":
                self._variable(child, scope)

    def _variable(self, node: Node, scope: int) -> None:
        name, value = node.child_by_field_id(self.at.name), node.child_by_field_id(self.at.value)
        if name is None:
            return
        self.place = node
        written = node.child_by_field_id(self.at.type)
        annotation = self.annotation(written) if written else None
        if value is None and annotation is None:
            self.scopes[scope].bindings.setdefault(self.text(name), [])
            return
        given = self.follow(value) if value else UNSET
        if name.type == "identifier":
            self.bind(self.text(name), given, annotation, scope)
            return
        for bound, part in self.pattern(name, given):
            self.bind(bound, part, None, scope)

    def on_loop(self, node: Node) -> None:
        """`for (const x of xs)`: x is any element."""
        left, right = node.child_by_field_id(self.at.left), node.child_by_field_id(self.at.right)
        operator = node.child_by_field_id(self.at.operator)
        if left is None or right is None:
            return
        self.place = right
        of = operator is not None and operator.type == "of"
        value: Value = Index(self.follow(right), None) if of else Opaque("key")
        for bound, part in self.pattern(left, value):
            self.bind(bound, part)

    def on_catch(self, node: Node) -> None:
        """`catch (error)`: of an exception nothing is known."""
        self.place = parameter = node.child_by_field_id(self.at.parameter)
        for bound, _ in self.pattern(parameter, Opaque()) if parameter else ():
            self.bind(bound, Opaque("exception"))

    def on_assignment(self, node: Node) -> None:
        """`x = value`, `x.y = value`, `x ??= value`."""
        left, right = node.child_by_field_id(self.at.left), node.child_by_field_id(self.at.right)
        operator = node.child_by_field_id(self.at.operator)
        if left is None or right is None:
            return
        sign = operator.type if operator is not None else "="
        fallback = sign == "=" or sign in FALLBACKS
        if sign in CONDITIONAL:
            self.place = right  # a region of its own, so that no earlier value ends here
        value = self.follow(right) if fallback else Opaque("computed")
        if left.type in ("member_expression", "subscript_expression"):
            target = self.follow(left)
            if isinstance(target, Member):
                self.assign_member(target, value, node)
                self._commonjs(target, value, node)
        else:
            for bound, part in self.pattern(left, value):
                self.assign(bound, part)

    def _commonjs(self, target: Member, value: Value, node: Node) -> None:
        match target:
            case Member(Ref("module"), "exports"):
                self.export("=", value, None, None, node)
            case Member(Ref("exports") | Member(Ref("module"), "exports"), name):
                self.export(name, value, None, None, node)
            case _:
                pass

    # --- results and fields ---------------------------------------------------------------------------------

    def on_return(self, node: Node) -> None:
        """`return value`."""
        self.add_return(self.follow(first(node)))

    def on_yield(self, node: Node) -> None:
        """`yield value`; `yield* values` gives any element."""
        value = self.follow(first(node))
        delegates = any(child.type == "*" for child in node.children)
        self.add_yield(Index(value, None) if delegates else value)

    def on_field(self, node: Node) -> None:
        """A class field or an interface's property."""
        owner = self.enclosing(ScopeKind.CLASS)
        key = self.key(node.child_by_field_id(self.at.property) or node.child_by_field_id(self.at.name))
        if owner < 0 or key is None or self.scopes[self.scope].kind is not ScopeKind.CLASS:
            return
        given = node.child_by_field_id(self.at.value)
        annotation = self.annotation(node.child_by_field_id(self.at.type))
        self.add_field(owner, key, self.follow(given) if given else None, annotation)
