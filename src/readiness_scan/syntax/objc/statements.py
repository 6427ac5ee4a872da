"""What Objective-C declares, binds and assigns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness_scan.facts import (
    UNSET,
    ClassValue,
    Constant,
    FunctionType,
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
from readiness_scan.syntax.objc.messages import numbered
from readiness_scan.syntax.objc.values import CONSTRUCTOR, INITIALISER, Values, initial

if TYPE_CHECKING:
    from tree_sitter import Node

METHODS = {"method_definition", "method_declaration"}
TOP = 0
"""The file's own scope, to which functions and variables belong wherever they stand outside of functions."""
STORES = {"setObject": "forKey", "setValue": "forKey"}


class Statements(Values):
    """Functions, types and the handlers of the query's captures."""

    # --- functions ------------------------------------------------------------------------------------------

    def function_shape(self, node: Node) -> FunctionShape:  # noqa: D102
        index = len(self.functions)
        if node.type in METHODS:
            return self._method_shape(node, index)
        if node.type == "preproc_function_def":
            return self._macro_shape(node, index)
        declarator = node.child_by_field_id(self.at.declarator)
        name = self._function_name(declarator) if node.type == "function_definition" else None
        if name is not None:
            self.bind(name, Lambda(index), scope=TOP)
        listed = self._parameter_list(node if node.type == "block_literal" else declarator)
        return FunctionShape(
            name, self._c_parameters(listed, index), self.type_of(node.child_by_field_id(self.at.type))
        )

    def _function_name(self, node: Node | None) -> str | None:
        while node is not None and node.type != "identifier":
            node = node.child_by_field_id(self.at.declarator)
        return self.text(node) if node is not None else None

    def _parameter_list(self, node: Node | None) -> Node | None:
        """The parameters of a function's declarator, or of a block, with or without a type before them."""
        while node is not None:
            listed = next((child for child in node.named_children if child.type == "parameter_list"), None)
            if listed is not None:
                return listed
            inner = node.child_by_field_id(self.at.declarator)
            heads = [child for child in node.named_children if child.type in ("type_name", "pointer_declarator")]
            heads += [child for child in node.named_children if child.type.startswith("abstract_")]
            node = inner if inner is not None else next(iter(heads), None)
        return None

    def _c_parameters(self, listed: Node | None, index: int) -> tuple[Parameter, ...]:
        parameters: list[Parameter] = []
        for child in listed.named_children if listed is not None else ():
            if child.type == "variadic_parameter":
                parameters.append(Parameter(None, ParameterKind.REST, None, None))
            elif child.type == "parameter_declaration":
                written = self.declared(child.child_by_field_id(self.at.declarator))
                name = self.text(written) if written is not None else None
                annotation = self.type_of(child.child_by_field_id(self.at.type))
                if name is not None:
                    self.bind(name, Param(index, len(parameters)), annotation)
                parameters.append(Parameter(name, ParameterKind.PLAIN, annotation, None))
        return tuple(parameters)

    def _method_shape(self, node: Node, index: int) -> FunctionShape:
        name = ""
        label: str | None = None
        parameters: list[Parameter] = []
        result: Value | None = None
        body: Node | None = None
        for child in node.named_children:
            if child.type == "method_type":
                result = self.type_of(child)
            elif child.type == "identifier":
                label = self.text(child)
                name = name or label
            elif child.type == "method_parameter":
                parameters.append(self._method_parameter(child, label, name, index, parameters))
                label = None
            elif child.type == "compound_statement":
                body = child
        is_static = self.data[node.start_byte : node.start_byte + 1] == b"+"
        constructs = not is_static and INITIALISER.match(name) is not None
        is_empty = body is None or not body.named_child_count
        return FunctionShape(
            name=CONSTRUCTOR if constructs else name or None,
            parameters=tuple(parameters),
            return_annotation=result,
            is_method=True,
            is_static=is_static,
            is_accessor=not parameters and not constructs,
            is_empty=is_empty,
        )

    def _method_parameter(
        self, node: Node, label: str | None, method: str, index: int, before: list[Parameter]
    ) -> Parameter:
        written = [child for child in node.named_children if child.type == "identifier"]
        kinds = [child for child in node.named_children if child.type == "method_type"]
        annotation = self.type_of(kinds[0]) if kinds else None
        own = self.text(written[-1]) if written else ""
        if own:
            self.bind(own, Param(index, len(before)), annotation)
        if not before:
            initialiser = INITIALISER.match(method) is not None and node.parent is not None
            label = initial(method) if initialiser and node.parent and self._is_instance(node.parent) else None
        elif not label or any(parameter.name == label for parameter in before):
            label = numbered(len(before))
        if not label:
            return Parameter(own, ParameterKind.PLAIN, annotation, None)
        return Parameter(label, ParameterKind.KEYWORD_ONLY, annotation, None)

    def _is_instance(self, method: Node) -> bool:
        return self.data[method.start_byte : method.start_byte + 1] == b"-"

    def _macro_shape(self, node: Node, index: int) -> FunctionShape:
        """`#define TRACK(name) [tracker track:name]`: a function of one expression."""
        name, listed = node.child_by_field_id(self.at.name), node.child_by_field_id(self.at.parameters)
        parameters: list[Parameter] = []
        for child in listed.children if listed is not None else ():
            if child.type == "identifier":
                self.bind(self.text(child), Param(index, len(parameters)))
                parameters.append(Parameter(self.text(child), ParameterKind.PLAIN, None, None))
            elif child.type == "...":
                parameters.append(Parameter(None, ParameterKind.REST, None, None))
        written = self.text(name) if name is not None else None
        if written is not None:
            self.bind(written, Lambda(index), scope=TOP)
        value = self.follow(self.expression(node.child_by_field_id(self.at.value)))
        if not isinstance(value, Opaque):
            self.returns.setdefault(index, []).append((value, self.scope))
        return FunctionShape(written, tuple(parameters), None)

    # --- types ----------------------------------------------------------------------------------------------

    def class_shape(self, node: Node) -> ClassShape:  # noqa: D102
        written = next((child for child in node.named_children if child.type == "identifier"), None)
        name = self.text(written) if written is not None else ""
        superclass = node.child_by_field_id(self.at.superclass)
        bases: list[Value] = [Ref(self.text(superclass))] if superclass is not None else []
        for child in node.named_children:
            if child.type in ("parameterized_arguments", "protocol_reference_list"):
                bases += [Ref(self.text(each)) for each in child.named_children if self.text(each).isidentifier()]
        bases = [base for base in bases if base != Ref("NSObject")]
        if node.type == "protocol_declaration":
            self.bind(name, ClassValue(len(self.classes)), scope=TOP)
            return ClassShape(name, tuple(bases), "interface")
        if node.type == "class_interface" or node.child_by_field_id(self.at.category) is not None:
            return ClassShape(None, (Ref(name), *bases), "extension")
        self.bind(name, ClassValue(len(self.classes)), scope=TOP)
        return ClassShape(name, tuple(bases), "class")

    def on_getter(self, node: Node) -> None:
        """A protocol's method that takes nothing: a member with a type."""
        owner = self.enclosing(ScopeKind.CLASS)
        names = [child for child in node.named_children if child.type == "identifier"]
        kinds = [child for child in node.named_children if child.type == "method_type"]
        if owner >= 0 and len(names) == 1 and all(child.type != "method_parameter" for child in node.named_children):
            self.add_field(owner, self.text(names[0]), None, self.type_of(kinds[0]) if kinds else None)

    def on_property(self, node: Node) -> None:
        """`@property (…) T *name;`, and an instance variable, with or without the underscore."""
        owner = self.enclosing(ScopeKind.CLASS)
        declared = next((child for child in node.named_children if child.type == "struct_declaration"), None)
        if owner < 0 or declared is None:
            return
        kind = self._first(declared.named_children)
        for child in declared.named_children:
            name = self.declared(child) if child.type == "struct_declarator" else None
            if name is not None:
                is_block = b"^" in self.data[child.start_byte : name.start_byte]
                annotation = FunctionType(kind or Opaque("type")) if is_block else kind
                self.add_field(owner, self.text(name).lstrip("_"), None, annotation)

    def on_synthesized(self, node: Node) -> None:
        """`@synthesize name = variable`."""
        owner = self.enclosing(ScopeKind.CLASS)
        names = [self.text(child) for child in node.named_children if child.type == "identifier"]
        if owner >= 0 and len(names) == 2 and names[0] != names[1].lstrip("_"):
            self.add_field(owner, names[0], Member(This(owner), names[1].lstrip("_")))

    # --- imports --------------------------------------------------------------------------------------------

    def on_module(self, node: Node) -> None:
        """`@import Module.Part;`."""
        path = node.child_by_field_id(self.at.path)
        name = self.text(path).partition(".")[0] if path is not None else ""
        if name:
            self.bind_import(name, name, None, node)

    def on_include(self, node: Node) -> None:
        """`#import <Module/Header.h>`; a header of the tree needs no import, its names are known."""
        path = node.child_by_field_id(self.at.path)
        text = self.text(path) if path is not None else ""
        if text.startswith("<") and "/" in text:
            name = text[1:].partition("/")[0]
            self.bind_import(name, name, None, node)

    # --- names ----------------------------------------------------------------------------------------------

    def on_declaration(self, node: Node) -> None:
        """`T *name = value, *other;`."""
        if self.data[node.start_byte : node.start_byte + 6] == b"extern":
            return
        kind = self.type_of(node.child_by_field_id(self.at.type))
        home = TOP if self.scopes[self.scope].kind is ScopeKind.CLASS else self.scope
        for declarator in node.children_by_field_name("declarator"):
            name = self.declared(declarator)
            if name is None:
                continue
            is_block = b"^" in self.data[declarator.start_byte : name.start_byte]
            given = declarator.child_by_field_id(self.at.value) if declarator.type == "init_declarator" else None
            value = self.follow(given) if given is not None else UNSET
            if given is not None or home != TOP or b"static" in self.data[node.start_byte : name.start_byte]:
                self.bind(self.text(name), value, None if is_block else kind, scope=home)

    def on_enumerators(self, node: Node) -> None:
        """The numbers of an enum."""
        following = 0
        for child in node.named_children:
            name = child.child_by_field_id(self.at.name) if child.type == "enumerator" else None
            if name is None:
                continue
            written = self.follow(child.child_by_field_id(self.at.value))
            if isinstance(written, Constant) and written.text.isdecimal() and len(written.text) < 10:
                following = int(written.text)
            self.bind(self.text(name), Constant(str(following)), scope=TOP)
            self.enumerators.add(self.text(name))
            following += 1

    def on_define(self, node: Node) -> None:
        """`#define NAME value`."""
        name, value = node.child_by_field_id(self.at.name), node.child_by_field_id(self.at.value)
        if name is None or value is None:
            return
        text = self.text(value).strip()
        said = Ref(text) if text.isidentifier() else self.follow(self.expression(value))
        if not isinstance(said, Opaque):
            self.bind(self.text(name), said, scope=TOP)

    def on_loop(self, node: Node) -> None:
        """`for (T *x in xs)`: x is any element."""
        before: list[Node] = []
        for child in node.children:
            if child.type == "in":
                break
            before.append(child)
        else:
            return
        after = [child for child in node.named_children if child.start_byte > before[-1].end_byte]
        name = self.declared(before[-1])
        if name is not None and after:
            self.bind(self.text(name), Index(self.follow(after[0]), None))

    def on_assignment(self, node: Node) -> None:
        """`x = value`, `self.x = value`, `x[@"key"] = value`."""
        left, operator = node.child_by_field_id(self.at.left), node.child_by_field_id(self.at.operator)
        if left is None or operator is None or operator.type != "=":
            return
        value = self.follow(node.child_by_field_id(self.at.right))
        if left.type != "identifier":
            target = self.follow(left)
            if isinstance(target, Member):
                self.set_member(target, value, node)
            return
        name, owner = self.text(left), self.enclosing(ScopeKind.CLASS)
        if name == "self":
            return
        if owner >= 0 and not self.is_local(name):
            self.assign_member(Member(This(owner), name.lstrip("_")), value, node)
        else:
            self.assign(name, value)

    def on_sent(self, node: Node) -> None:
        """`[x setName:value]`, `[x setObject:value forKey:@"name"]`."""
        sent = self.message_of(node)
        if len(sent.args) != 1:
            return
        if len(sent.keywords) == 1 and STORES.get(sent.name) == sent.keywords[0].key:
            key = sent.keywords[0].value
            if isinstance(key, Str):
                self.assign_member(Member(sent.receiver, key.text), sent.args[0], node)
        elif not sent.keywords and sent.name.startswith("set") and sent.name[3:4].isupper():
            self.set_member(Member(sent.receiver, sent.name[3].lower() + sent.name[4:]), sent.args[0], node)

    def on_return(self, node: Node) -> None:
        """`return value;`."""
        named = [child for child in node.named_children if child.type != "comment"]
        if named:
            self.add_return(self.follow(named[0]))
