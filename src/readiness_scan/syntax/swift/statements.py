"""What Swift declares, binds and assigns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness_scan.facts import (
    UNSET,
    CallValue,
    ClassValue,
    Index,
    Lambda,
    Member,
    Opaque,
    Param,
    Parameter,
    ParameterKind,
    Ref,
    ScopeKind,
    Str,
    This,
    Value,
)
from readiness_scan.syntax.declarations import ClassShape, FunctionShape
from readiness_scan.syntax.swift.values import CONSTRUCTOR, Values

if TYPE_CHECKING:
    from tree_sitter import Node

METHODS = {"function_declaration", "protocol_function_declaration", "init_declaration"}
PROPERTIES = {"computed_property", "computed_getter"}
STATIC = {b"static", b"class"}


class Statements(Values):
    """Functions, types and the handlers of the query's captures."""

    # --- functions ------------------------------------------------------------------------------------------

    def function_shape(self, node: Node) -> FunctionShape:  # noqa: D102
        index = len(self.functions)
        around = self.scopes[self.scopes[self.scope].parent]
        is_method = around.kind is ScopeKind.CLASS
        name = self._function_name(node)
        if name is not None and not is_method and node.type in METHODS:
            self.bind(name, Lambda(index), scope=self.scopes[self.scope].parent)
        parameters = self._parameters(node, index)
        body = node.child_by_field_id(self.at.body) or node
        statements = next((child for child in body.named_children if child.type == "statements"), None)
        self._return_last(statements)
        written = node.children_by_field_name("name")
        result = written[-1] if node.type in METHODS and len(written) > 1 else None
        return FunctionShape(
            name=name,
            parameters=parameters,
            return_annotation=self.type_of(result),
            is_method=is_method and (node.type in METHODS or node.type in PROPERTIES),
            is_static=self._is_static(node),
            is_accessor=node.type in PROPERTIES,
            is_empty=node.type == "protocol_function_declaration" or (is_method and statements is None),
        )

    def _function_name(self, node: Node) -> str | None:
        if node.type == "init_declaration":
            return CONSTRUCTOR
        if node.type in PROPERTIES:
            declared = node.parent if node.type == "computed_property" else None
            return self._property_name(declared) if declared is not None else None
        name = node.child_by_field_id(self.at.name)
        return self.text(name).strip("`") if name is not None and node.type in METHODS else None

    def _is_static(self, node: Node) -> bool:
        modifiers = next((child for child in node.named_children if child.type == "modifiers"), None)
        return modifiers is not None and any(child.text in STATIC for child in modifiers.named_children)

    def _return_last(self, statements: Node | None) -> None:
        """A body of one expression gives its value."""
        named = [child for child in statements.named_children if "comment" not in child.type] if statements else []
        if len(named) == 1 and named[0].type in self.readers:
            self.add_return(self.follow(named[0]))

    def _parameters(self, node: Node, index: int) -> tuple[Parameter, ...]:
        if node.type == "lambda_literal":
            return self._lambda_parameters(node, index)
        parameters: list[Parameter] = []
        children = node.named_children
        for place, child in enumerate(children):
            if child.type != "parameter":
                continue
            param = Param(index, len(parameters))
            names = child.children_by_field_name("name")
            label = child.child_by_field_id(self.at.external_name)
            written = self.text(names[0]).strip("`") if names else ""
            outer = self.text(label) if label is not None else written
            annotation = self.type_of(names[-1]) if len(names) > 1 else None
            following = children[place + 1] if place + 1 < len(children) else None
            has_default = following is not None and following.type != "parameter" and self._is_default(node, following)
            default = self._implied(self.follow(following), annotation) if has_default else None
            self.bind(written, param, annotation)
            kind = ParameterKind.PLAIN if outer == "_" else ParameterKind.KEYWORD_ONLY
            if self.data[child.end_byte - 3 : child.end_byte] == b"...":
                kind = ParameterKind.REST
            parameters.append(Parameter(written if outer == "_" else outer, kind, annotation, default))
        return tuple(parameters)

    def _is_default(self, node: Node, value: Node) -> bool:
        return any(child == value for child in node.children_by_field_name("default_value"))

    def _implied(self, value: Value, annotation: Value | None) -> Value:
        """`.name` where the type is written beside it."""
        if isinstance(value, Member) and isinstance(value.object, Opaque) and annotation is not None:
            return Member(annotation, value.name)
        return value

    def _lambda_parameters(self, node: Node, index: int) -> tuple[Parameter, ...]:
        kind = node.child_by_field_id(self.at.type)
        listed = kind.named_children[0] if kind is not None and kind.named_children else None
        named = [child for child in listed.named_children if child.type == "lambda_parameter"] if listed else []
        parameters: list[Parameter] = []
        for place, child in enumerate(named):
            written = child.child_by_field_id(self.at.name)
            name = self.text(written) if written is not None else ""
            self.bind(name, Param(index, place))
            parameters.append(Parameter(name, ParameterKind.PLAIN, None, None))
        if not named and b"$0" in self.data[node.start_byte : node.end_byte]:
            self.bind("$0", Param(index, 0))
            parameters.append(Parameter("$0", ParameterKind.PLAIN, None, None))
        return tuple(parameters)

    # --- types ----------------------------------------------------------------------------------------------

    def class_shape(self, node: Node) -> ClassShape:  # noqa: D102
        declared = node.child_by_field_id(self.at.declaration_kind)
        kind = self.text(declared) if declared is not None else "protocol"
        written = node.child_by_field_id(self.at.name)
        bases = [
            self.type_of(child.child_by_field_id(self.at.inherits_from)) or Ref(self.text(child))
            for child in node.named_children
            if child.type == "inheritance_specifier"
        ]
        if kind == "extension":
            extended = self.type_of(written) or Opaque("type")
            return ClassShape(None, (extended, *bases), "extension")
        name = self.text(written) if written is not None else None
        if name is not None:
            self._declare(name, ClassValue(len(self.classes)))
        kinds = {"protocol": "interface", "enum": "enum"}
        return ClassShape(name, tuple(bases), kinds.get(kind, "class"))

    def _declare(self, name: str, value: Value) -> None:
        """Bind a type in the scope around it; a type inside another one is a member of that."""
        outer = self.scopes[self.scope].parent
        self.bind(name, value, scope=outer)
        if self.scopes[outer].kind is ScopeKind.CLASS:
            inner, self.scope = self.scope, outer
            self.add_field(self.scopes[outer].owner, name, value)
            self.scope = inner

    def on_entry(self, node: Node) -> None:
        """`case opened = "door_opened", closed`: a text where the enum has texts, else an instance."""
        owner = self.enclosing(ScopeKind.CLASS)
        if owner < 0:
            return
        is_text = any(isinstance(base, Ref) and base.name.strip() == "String" for base in self.classes[owner].bases)
        names = node.children_by_field_name("name")
        raw = node.children_by_field_name("raw_value")
        for place, name in enumerate(names):
            end = names[place + 1].start_byte if place + 1 < len(names) else node.end_byte
            given = next((value for value in raw if name.end_byte <= value.start_byte < end), None)
            text = self.text(name).strip("`")
            if is_text:
                value: Value = self.follow(given) if given is not None else Str(text)
            else:
                value = CallValue(ClassValue(owner), (), (), new=True)
            self.add_field(owner, text, value)

    # --- names ----------------------------------------------------------------------------------------------

    def _property_name(self, node: Node) -> str | None:
        pattern = node.child_by_field_id(self.at.name)
        name = pattern.child_by_field_id(self.at.bound_identifier) if pattern is not None else None
        return self.text(name).strip("`") if name is not None else None

    def on_property(self, node: Node) -> None:
        """`let x: T = value`, of a type or of a body."""
        name = self._property_name(node)
        kind = next((child for child in node.named_children if child.type == "type_annotation"), None)
        annotation = self.type_of(kind)
        given = node.child_by_field_id(self.at.value)
        if name is None:
            return
        value = self._implied(self.follow(given), annotation) if given is not None else UNSET
        here = self.scopes[self.scope]
        if here.kind is not ScopeKind.CLASS:
            self.bind(name, value, annotation)
        elif node.child_by_field_id(self.at.computed_value) is None:
            self.add_field(here.owner, name, None if value is UNSET else value, annotation)

    def on_bound(self, node: Node) -> None:
        """`if let x = value`, `guard let x = value`: a guard's name holds after it."""
        names = node.children_by_field_name("bound_identifier")
        conditions = node.children_by_field_name("condition")
        home = self.scopes[self.scope].parent if node.type == "guard_statement" and self._opened(node) else self.scope
        for name in names:
            value = next((each for each in conditions if each.start_byte >= name.end_byte), None)
            said = self.follow(value) if value is not None else Ref(self.text(name))
            self.bind(self.text(name), said, scope=home)

    def _opened(self, node: Node) -> bool:
        return self.scopes[self.scope].span.start == node.start_byte

    def on_loop(self, node: Node) -> None:
        """`for x in xs`: x is any element."""
        item, collection = node.child_by_field_id(self.at.item), node.child_by_field_id(self.at.collection)
        name = item.child_by_field_id(self.at.bound_identifier) if item is not None else None
        if name is not None:
            self.bind(self.text(name), Index(self.follow(collection), None))

    def on_assignment(self, node: Node) -> None:
        """`x = value`, `self.x = value`."""
        target, result = node.child_by_field_id(self.at.target), node.child_by_field_id(self.at.result)
        inner = target.named_children[0] if target is not None and target.named_children else None
        if inner is None or result is None:
            return
        value = self.follow(result)
        if inner.type == "simple_identifier":
            name, owner = self.text(inner), self.enclosing(ScopeKind.CLASS)
            if owner >= 0 and not self._is_local(name):
                self.assign_member(Member(This(owner), name), value, node)
            else:
                self.assign(name, value)
        else:
            target_value = self.follow(inner)
            if isinstance(target_value, Member):
                self.set_member(target_value, value, node)

    def _is_local(self, name: str) -> bool:
        scope = self.scope
        while scope >= 0 and self.scopes[scope].kind is not ScopeKind.CLASS:
            if name in self.scopes[scope].bindings:
                return True
            scope = self.scopes[scope].parent
        return False

    def on_import(self, node: Node) -> None:
        """`import Module`: its names are known by themselves."""
        path = next((child for child in node.named_children if child.type == "identifier"), None)
        if path is not None:
            self.bind_import(self.text(path.named_children[0]), self.text(path.named_children[0]), None, node)

    def on_return(self, node: Node) -> None:
        """`return value`."""
        result = node.child_by_field_id(self.at.result)
        if result is not None and self.data[node.start_byte : node.start_byte + 6] == b"return":
            self.add_return(self.follow(result))
