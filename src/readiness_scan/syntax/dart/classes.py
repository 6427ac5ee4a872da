"""What classes, mixins, enums and extensions of Dart hold."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec.structs import replace

from readiness_scan.facts import CallValue, Class, ClassValue, Field, ScopeKind, Value
from readiness_scan.syntax.dart.functions import Built, Functions, handed_on
from readiness_scan.syntax.dart.types import spoken
from readiness_scan.syntax.declarations import ClassShape
from readiness_scan.syntax.members import CONSTRUCTOR

if TYPE_CHECKING:
    from tree_sitter import Node


class Classes(Functions):
    """Types with their members and constructors."""

    def class_shape(self, node: Node) -> ClassShape:  # noqa: D102
        index = len(self.classes)
        if node.type == "enum_constant":
            return self._constant_of_enum(node)
        if node.type == "extension_declaration":
            extended = self.annotation(c for c in self._fielded(node, "class") if c.type != "type_parameters")
            return ClassShape(None, (extended,) if extended is not None else (), "extension")
        holder = node
        if node.named_children and node.named_children[0].type == "mixin_application_class":
            holder = node.named_children[0]
        written = holder.child_by_field_id(self.at.name)
        if written is None:
            written = next((child for child in holder.named_children if child.type == "identifier"), None)
        name = self.text(written) if written is not None else None
        if name is not None:
            self.declare_outside(name, ClassValue(index))
        bases = self._bases(holder)
        kind = "enum" if node.type == "enum_declaration" else "class"
        if node.type == "extension_type_declaration":
            kind = "newtype" if bases else "class"
            self._represent(node, index)
        elif any(child.type == "interface" for child in node.children):
            kind = "interface"
        return ClassShape(name, bases, kind)

    def _fielded(self, node: Node, field: str) -> list[Node]:
        """The children in a field, punctuation between them included."""
        found = node.children_by_field_name(field)
        if not found:
            return []
        return [c for c in node.children if found[0].start_byte <= c.start_byte and c.end_byte <= found[-1].end_byte]

    def _bases(self, node: Node) -> tuple[Value, ...]:
        """What a type extends, mixes in and implements; what a mixin is for."""
        found: list[Value] = []
        direct = [child for child in node.children if child.type in ("type_identifier", "type_arguments", ".", ",")]
        if node.type == "mixin_declaration":
            found += self.types_in(direct)
        for child in node.named_children:
            if child.type in ("superclass", "mixin_application"):
                found += self.types_in(each for each in child.children if each.type != "mixins")
            if child.type in ("superclass", "mixin_application", "enum_declaration"):
                for mixed in child.named_children:
                    found += self.types_in(mixed.children) if mixed.type == "mixins" else ()
            elif child.type in ("mixins", "interfaces"):
                found += self.types_in(child.children)
        return tuple(found)

    def _constant_of_enum(self, node: Node) -> ClassShape:
        """A constant of an enum: an instance of a class of its own."""
        written = node.child_by_field_id(self.at.name)
        owner = ClassValue(self.enum_entry(self.text(written) if written is not None else ""))
        listed = next((c for c in node.named_children if c.type in ("argument_part", "arguments")), None)
        args, keywords = self.arguments(listed)
        return ClassShape(
            None, (owner,), "class", construction=(CallValue(owner, args, keywords, new=True), self.scope)
        )

    def _represent(self, node: Node, index: int) -> None:
        """`extension type Name(String value)`: the value is a member, whatever it is called."""
        inner = node.child_by_field_id(self.at.representation)
        name = inner.child_by_field_id(self.at.name) if inner is not None else None
        if inner is not None and name is not None:
            before = [child for child in inner.children if child.end_byte <= name.start_byte]
            self.add_field(index, self.text(name), None, self.annotation(before))

    def on_field(self, node: Node) -> None:
        """`static const a = 1, b = 2;`, `final String? name;`."""
        owner = self.own_class()
        listed = next((child for child in node.named_children if child.type.endswith("_list")), None)
        if listed is None or owner < 0 or self.scopes[self.scope].kind is not ScopeKind.CLASS:
            return
        annotation = self.annotation(child for child in node.children if child.end_byte <= listed.start_byte)
        for name, value in self.declared(listed):
            self.add_field(owner, name, value, annotation)

    def declared(self, listed: Node) -> list[tuple[str, Value | None]]:
        """The names that a list declares, each with its first value."""
        found: list[tuple[str, Value | None]] = []
        for child in listed.named_children:
            parts = spoken(child)
            if parts:
                found.append((self.text(parts[0]), self.first_of(parts[1:]) if len(parts) > 1 else None))
        return found

    # --- constructors -----------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Give instances what their constructors give them; those of a further constructor are a class of their own."""
        of_one = Counter(built.owner for built in self.built)
        for built in self.built:
            alone = of_one[built.owner] == 1
            kind = self.classes[built.owner].kind if built.owner >= 0 else ""
            if built.owner >= 0:
                self._construct(built, built.owner if alone or kind == "enum" or built.name is None else None)
        super().settle()

    def _construct(self, built: Built, target: int | None) -> None:
        if target is None:
            target = len(self.classes)
            owner = self.classes[built.owner]
            self.classes.append(Class(None, owner.scope, (ClassValue(built.owner),), {}, {}, "class", (), owner.span))
        cls = self.classes[target]
        numbers = cls.methods.setdefault(CONSTRUCTOR, [])
        if built.function not in numbers:
            numbers.append(built.function)
        for name, value, annotation in built.fields:
            self.members.append((target, name, Field(value, annotation, built.scope)))
        if built.above is not None and cls.bases and target == built.owner:
            above = replace(built.above, callee=cls.bases[0])
            self.classes[target] = replace(cls, construction=(above, built.scope))
        if built.name is not None:
            args, keywords = handed_on(self.functions[built.function].shape.parameters, built.function)
            given = CallValue(ClassValue(target), args, keywords, new=True)
            self.returns.setdefault(built.function, []).append((given, built.scope))
