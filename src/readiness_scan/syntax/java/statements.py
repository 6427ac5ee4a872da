"""What statements of Java bind and give back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from readiness_scan.facts import (
    UNSET,
    CallValue,
    Cast,
    Index,
    Member,
    Opaque,
    ScopeKind,
    This,
    Value,
)
from readiness_scan.syntax.java.functions import Functions
from readiness_scan.syntax.jvm.declarations import property_of

if TYPE_CHECKING:
    from tree_sitter import Node


class Statements(Functions):
    """Imports, fields, variables, assignments and results."""

    def on_import(self, node: Node) -> None:
        """`import com.acme.Name;`, `import static com.acme.Name.member;`, `import com.acme.*;`."""
        path = next((child for child in node.named_children if child.type.endswith("identifier")), None)
        parts = self.text(path).replace(" ", "").split(".") if path is not None else []
        if any(child.type == "asterisk" for child in node.named_children):
            self.import_all(parts, node)
        elif len(parts) > 1:
            self.import_name(parts[-1], parts, node)

    def on_variable(self, node: Node) -> None:
        """A field or a variable: `Type a = x, b;`."""
        annotation = self.annotation(node.child_by_field_id(self.at.type))
        for declarator in node.children_by_field_name("declarator"):
            name, value = declarator.child_by_field_id(self.at.name), declarator.child_by_field_id(self.at.value)
            if name is None:
                continue
            scope = self.scopes[self.scope]
            if scope.kind is ScopeKind.CLASS:
                self.add_field(scope.owner, self.text(name), self.follow(value) if value else None, annotation)
            else:
                self.bind(self.text(name), self.follow(value) if value else UNSET, annotation)

    def on_resource(self, node: Node) -> None:
        """`try (Type name = value)`."""
        name, value = node.child_by_field_id(self.at.name), node.child_by_field_id(self.at.value)
        if name is not None:
            self.bind(self.text(name), self.follow(value), self.annotation(node.child_by_field_id(self.at.type)))

    def on_pattern(self, node: Node) -> None:
        """`value instanceof Type name`."""
        name = node.child_by_field_id(self.at.name)
        if name is not None:
            value = self.follow(node.child_by_field_id(self.at.left))
            self.bind(self.text(name), Cast(value, self.type_of(node.child_by_field_id(self.at.right))))

    def on_assignment(self, node: Node) -> None:
        """`a = b`, `a.b = c`; what `+=` gives is not known."""
        left, right = node.child_by_field_id(self.at.left), node.child_by_field_id(self.at.right)
        operator = node.child_by_field_id(self.at.operator)
        if left is None:
            return
        value = self.follow(right) if operator is None or operator.type == "=" else Opaque("computed")
        if left.type == "identifier":
            self._assign_name(self.text(left), value, node)
            return
        target = self.follow(left)
        if isinstance(target, Member):
            self.set_member(target, value, node)

    def _assign_name(self, name: str, value: Value, node: Node) -> None:
        """A variable, or a member of the class around."""
        scope = self.scope
        while scope >= 0:
            here = self.scopes[scope]
            if here.kind is ScopeKind.CLASS:
                self.assign_member(Member(This(here.owner), name), value, node)
                return
            if name in here.bindings:
                self.assign(name, value)
                return
            scope = here.parent

    def on_setter(self, node: Node) -> None:
        """`config.setHost(value)` gives `config.host` a value."""
        call, member = node.parent, property_of(self.text(node), "set")
        subject = call.child_by_field_id(self.at.object) if call is not None else None
        if call is None or member is None or subject is None:
            return
        args = self.args(call.child_by_field_id(self.at.arguments))
        if len(args) == 1:
            self.set_member(Member(without_getters(self.follow(subject)), member), args[0], call)

    def on_construction(self, node: Node) -> None:
        """`super(…)` in a constructor says how the base is made."""
        callee = node.child_by_field_id(self.at.constructor)
        owner = self.own_class()
        if callee is None or callee.type != "super" or owner < 0 or not self.classes[owner].bases:
            return
        base = self.classes[owner].bases[0]
        call = CallValue(base, self.args(node.child_by_field_id(self.at.arguments)), (), new=True)
        self.classes[owner] = replace(self.classes[owner], construction=(call, self.scope))

    def on_loop(self, node: Node) -> None:
        """`for (Type name : values)`."""
        self.on_block(node)
        name = node.child_by_field_id(self.at.name)
        if name is not None:
            value = Index(self.follow(node.child_by_field_id(self.at.value)), None)
            self.bind(self.text(name), value, self.annotation(node.child_by_field_id(self.at.type)))

    def on_return(self, node: Node) -> None:
        """`return value;`."""
        if node.named_children:
            self.add_return(self.first(node))


def without_getters(value: Value) -> Value:
    """`config.getReplay()` as `config.replay`."""
    if isinstance(value, CallValue) and isinstance(value.callee, Member) and not value.args:
        name = property_of(value.callee.name, "get")
        if name is not None:
            return Member(without_getters(value.callee.object), name)
    return value
