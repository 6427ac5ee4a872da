"""What statements of Kotlin bind and give back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness_scan.facts import UNSET, Constant, Index, Member, Opaque, ScopeKind, This, Value
from readiness_scan.syntax.kotlin.expressions import COMMENTS, TYPES
from readiness_scan.syntax.kotlin.functions import Functions

if TYPE_CHECKING:
    from tree_sitter import Node

NO_VALUE = {*TYPES, *COMMENTS, "modifiers", "variable_declaration", "multi_variable_declaration", "getter", "setter"}
NO_VALUE |= {"type_parameters", "type_constraints", "property_delegate"}


class Statements(Functions):
    """Imports, properties, assignments and results."""

    def on_import(self, node: Node) -> None:
        """`import com.acme.Name as Other`, `import com.acme.*`."""
        path = next((child for child in node.named_children if child.type == "qualified_identifier"), None)
        parts = [self.text(child).strip("`") for child in path.named_children] if path is not None else []
        if any(child.type == "*" or child.type.startswith("wildcard") for child in node.children):
            self.import_all(parts, node)
        elif len(parts) > 1:
            alias = next((self.text(child) for child in node.named_children if child.type == "identifier"), parts[-1])
            if parts[-1][:1].islower():
                self.added.add(alias)
            self.import_name(alias, parts, node)

    def on_property(self, node: Node) -> None:
        """`val name: Type = value`, `val (a, b) = value`, `val name by lazy { value }`."""
        value = self._initial(node)
        if any(child.type == "getter" for child in node.named_children) and value is UNSET:
            return
        for child in node.named_children:
            if child.type == "variable_declaration" and child.named_children:
                said = next((each for each in child.named_children if each.type in TYPES), None)
                annotation = self.type_of(said) if said is not None else None
                given = value if value is not UNSET or self.scopes[self.scope].kind is not ScopeKind.CLASS else None
                name = next((each for each in child.named_children if each.type == "identifier"), None)
                if name is not None:
                    self._declare(self.text(name).strip("`"), given, annotation)
            elif child.type == "multi_variable_declaration":
                for place, part in enumerate(child.named_children):
                    if part.named_children:
                        self.declare(self.text(part.named_children[0]), Index(value, Constant(str(place))))

    def _declare(self, name: str, value: Value | None, annotation: Value | None) -> None:
        scope = self.scopes[self.scope]
        if scope.kind is ScopeKind.CLASS:
            self.add_field(scope.owner, name, value, annotation)
        else:
            self.bind(name, value if value is not None else UNSET, annotation)

    def _initial(self, node: Node) -> Value:
        delegate = next((child for child in node.named_children if child.type == "property_delegate"), None)
        if delegate is not None:
            return self.first(delegate)
        given = [child for child in node.named_children if child.type not in NO_VALUE]
        return self.follow(given[-1]) if given else UNSET

    def on_assignment(self, node: Node) -> None:
        """`a = b`, `a.b = c`; what `+=` gives is not known."""
        left, right = node.child_by_field_id(self.at.left), node.child_by_field_id(self.at.right)
        operator = node.child_by_field_id(self.at.operator)
        if left is None or right is None:
            return
        plain = operator is None or self.text(operator) == "="
        value = self.follow(right) if plain else Opaque("computed")
        if left.type == "identifier":
            self._assign_name(self.text(left), value, node)
            return
        target = self.follow(left)
        if isinstance(target, Member):
            self.set_member(target, value, node)

    def _assign_name(self, name: str, value: Value, node: Node) -> None:
        """A variable, a member of what `this` is, or a member of the class around."""
        scope = self.scope
        while scope >= 0:
            here = self.scopes[scope]
            if here.kind is not ScopeKind.CLASS and name in here.bindings:
                self.assign(name, value)
                return
            if scope in self.receivers:
                self.assign_member(Member(self.receivers[scope], name), value, node)
                return
            if here.kind is ScopeKind.CLASS and here.owner >= 0:
                self.assign_member(Member(This(here.owner), name), value, node)
                return
            scope = here.parent
        self.assign(name, value)

    def on_return(self, node: Node) -> None:
        """`return value`: of the function around, whatever lambdas stand between."""
        given = [child for child in node.named_children if child.type not in (*COMMENTS, "label")]
        if not given:
            return
        value = self.follow(given[-1])
        scope = self.scope
        while scope > 0 and (self.scopes[scope].kind is not ScopeKind.FUNCTION or scope in self.lambdas):
            scope = self.scopes[scope].parent
        if scope > 0 and not isinstance(value, Opaque):
            self.returns.setdefault(self.scopes[scope].owner, []).append((value, self.scope))

    def on_loop(self, node: Node) -> None:
        """`for (name in values)`."""
        self.scope = self.open(self.scope, ScopeKind.BLOCK, -1, node)
        parts = [child for child in node.named_children if child.type not in COMMENTS]
        if len(parts) > 1 and parts[0].type == "variable_declaration":
            name = self.text(parts[0].named_children[0])
            self.bind(name, Index(self.follow(parts[1]), None))

    def on_alias(self, node: Node) -> None:
        """`typealias Name = Type`."""
        name = node.child_by_field_id(self.at.type)
        said = node.named_children[-1] if node.named_children else None
        if name is not None and said is not None:
            self.bind(self.text(name), self.type_of(said))
