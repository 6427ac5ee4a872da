"""What Ruby declares, binds and assigns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness_scan.facts import (
    CallValue,
    ClassValue,
    Constant,
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
from readiness_scan.syntax.ruby.messages import CONSTRUCTOR, Messages

if TYPE_CHECKING:
    from tree_sitter import Node

KINDS = {
    "splat_parameter": ParameterKind.REST,
    "keyword_parameter": ParameterKind.KEYWORD_ONLY,
    "hash_splat_parameter": ParameterKind.KEYWORD_REST,
}
NAMED = {"identifier", "optional_parameter", *KINDS}
MIXES = {"include", "extend", "prepend"}
READERS = {"attr_reader", "attr_accessor", "cattr_accessor", "mattr_accessor", "cattr_reader", "mattr_reader"}
ITERATES = {
    *("each", "map", "each_with_index", "flat_map", "select", "filter", "reject", "find_each", "filter_map"),
    *("each_value", "each_with_object", "each_pair", "find", "detect", "any?", "all?"),
}
TAKES_ALL = ("then", "yield_self", "tap")
IDLE = {"comment", "nil"}


class Statements(Messages):
    """Functions, classes and the handlers of the query's captures."""

    def prepare(self) -> None:  # noqa: D102 (documented in the base)
        super().prepare()
        self.paths: dict[int, str] = {}
        """The full name of each class and module."""
        self.bodies: list[tuple[int, Node]] = []
        """The functions whose last expressions are what they give, each with its body."""

    # --- functions ------------------------------------------------------------------------------------------

    def function_shape(self, node: Node) -> FunctionShape:  # noqa: D102
        index = len(self.functions)
        outer = self.scopes[self.scope].parent
        written = node.child_by_field_id(self.at.name)
        name = self.text(written) if written is not None else None
        parameters = self._parameters(node.child_by_field_id(self.at.parameters), index)
        body = node.child_by_field_id(self.at.body)
        if body is not None:
            inner = body.child_by_field_id(self.at.body) if body.type in ("block", "do_block") else body
            self.bodies += [(index, inner)] if inner is not None else []
        is_method = name is not None and self.scopes[outer].kind is ScopeKind.CLASS
        if name is not None and not is_method:
            given: Value = Lambda(index) if parameters else CallValue(Lambda(index), (), (), new=False)
            self.bind(name, given, scope=0)
        return FunctionShape(
            name=CONSTRUCTOR if name == "initialize" else name,
            parameters=parameters,
            return_annotation=None,
            is_method=is_method,
            is_static=node.type == "singleton_method",
            is_accessor=is_method and not parameters and name != "initialize",
            is_empty=is_method and does_nothing(body),
        )

    def _parameters(self, listed: Node | None, index: int) -> tuple[Parameter, ...]:
        found: list[Parameter] = []
        for child in listed.named_children if listed is not None else ():
            param = Param(index, len(found))
            if child.type == "destructured_parameter":
                for place, part in enumerate(child.named_children):
                    self.bind(self.text(part), Index(param, Constant(str(place))))
                found.append(Parameter(None, ParameterKind.PLAIN, None, None))
            elif child.type in NAMED:
                written = child if child.type == "identifier" else child.child_by_field_id(self.at.name)
                name = self.text(written) if written is not None else None
                default = child.child_by_field_id(self.at.value)
                value = self.follow(default) if default is not None else None
                if name is not None:
                    self.bind(name, param)
                found.append(Parameter(name, KINDS.get(child.type, ParameterKind.PLAIN), None, value))
        return tuple(found)

    def settle(self) -> None:  # noqa: D102
        super().settle()
        for function, body in self.bodies:
            for tail in self.tails(body):
                self.scope = self.scope_at(tail.start_byte)
                value = self.follow(tail)
                if not isinstance(value, Opaque):
                    self.returns.setdefault(function, []).append((value, self.scope))

    # --- classes --------------------------------------------------------------------------------------------

    def class_shape(self, node: Node) -> ClassShape:  # noqa: D102
        number = len(self.classes)
        outer = self.scopes[self.scope].parent
        written = node.child_by_field_id(self.at.name)
        name = self.text(written) if written is not None else ""
        self.paths[number] = self.declare(name, ClassValue(number), outer)
        superclass = node.child_by_field_id(self.at.superclass)
        bases = [self.inner(superclass)] if superclass is not None else []
        body = node.child_by_field_id(self.at.body)
        for child in body.named_children if body is not None else ():
            if child.type == "call":
                bases += self._mixed_in(child)
            elif child.type == "module" and self._called(child) == "ClassMethods":
                bases.append(ClassValue(self.class_ids[child.id]))
        return ClassShape(name.rpartition("::")[2], tuple(bases), "class")

    def _called(self, node: Node) -> str:
        name = node.child_by_field_id(self.at.name)
        return self.text(name) if name is not None else ""

    def _mixed_in(self, call: Node) -> list[Value]:
        method = call.child_by_field_id(self.at.method)
        if method is None or call.child_by_field_id(self.at.receiver) or self.text(method) not in MIXES:
            return []
        args, _ = self.arguments(call.child_by_field_id(self.at.arguments))
        return [arg for arg in args if isinstance(arg, Ref | Member)]

    def declare(self, name: str, value: Value, scope: int) -> str:
        """Give a constant, class or module its meaning under each name that files may write: its full name."""
        owner = self.scopes[scope].owner if self.scopes[scope].kind is ScopeKind.CLASS else -1
        if owner >= 0 and not name.startswith("::"):
            self.add_field(owner, name, value)
            full = f"{self.paths[owner]}::{name}"
        else:
            full = name.removeprefix("::")
        parts = full.split("::")
        for start in range(len(parts)):
            self.bind("::".join(parts[start:]), value, scope=0)
        self.bind(f"::{full}", value, scope=0)
        return full

    # --- names ----------------------------------------------------------------------------------------------

    def on_assignment(self, node: Node) -> None:
        """`x = value`, `@x = value`, `X = value`, `a, b = values`."""
        left, right = node.child_by_field_id(self.at.left), node.child_by_field_id(self.at.right)
        if left is not None and right is not None:
            self._assign_to(left, self.follow(right), node)

    def on_augmented(self, node: Node) -> None:
        """`x ||= value`, `x += "more"`."""
        left, right = node.child_by_field_id(self.at.left), node.child_by_field_id(self.at.right)
        operator = node.child_by_field_id(self.at.operator)
        if left is not None:
            fallback = operator is not None and operator.type == "||="
            self._assign_to(left, self.follow(right) if fallback else Opaque("computed"), node)

    def _assign_to(self, left: Node, value: Value, node: Node) -> None:
        match left.type:
            case "identifier":
                self.bind(
                    self.text(left), value, scope=self.home(ScopeKind.FUNCTION, ScopeKind.CLASS, ScopeKind.MODULE)
                )
            case "global_variable":
                self.bind(self.text(left), value, scope=0)
            case "constant":
                self.declare(self.text(left), value, self.home(ScopeKind.CLASS, ScopeKind.MODULE))
            case "left_assignment_list":
                for place, child in enumerate(left.named_children):
                    self._assign_to(child, Index(value, Constant(str(place))), node)
            case "instance_variable" | "class_variable" if self.enclosing(ScopeKind.CLASS) < 0:
                self.bind(self.text(left), value, scope=0)
            case _:
                self._assign_member(left, value, node)

    def _assign_member(self, left: Node, value: Value, node: Node) -> None:
        target = self.follow(left)
        if isinstance(target, Ref):
            self.bind(target.name, value, scope=0)
        elif isinstance(target, Member):
            self.assign_member(target, value, node)

    def on_return(self, node: Node) -> None:
        """`return value`."""
        listed = next(iter(node.named_children), None)
        if listed is not None:
            values = self.each(listed.named_children)
            self.add_return(values[0] if len(values) == 1 else Opaque("several values"))

    def on_block(self, node: Node) -> None:
        """A block with parameters: elements of what is iterated over, or what the called method yields."""
        call = node.parent
        callee = self.follow(call) if call is not None else Opaque()
        receiver = call.child_by_field_id(self.at.receiver) if call is not None else None
        method = call.child_by_field_id(self.at.method) if call is not None else None
        name = self.text(method) if method is not None else ""
        subject = self.follow(receiver)
        super().on_block(node)
        parameters = node.child_by_field_id(self.at.parameters)
        given = [child for child in parameters.named_children if child.type == "identifier"] if parameters else []
        for place, child in enumerate(given):
            value: Value = Opaque("given to a block")
            if name in ITERATES:
                is_value = place == len(given) - 1 if name in ("each_pair", "each") else place == 0
                value = Index(subject, None) if is_value else value
            elif place == 0:
                called = isinstance(callee, CallValue)
                value = subject if name in TAKES_ALL else callee if called else CallValue(callee, (), (), new=False)
            self.bind(self.text(child), value)

    # --- what a class is told ------------------------------------------------------------------------------

    def on_told(self, node: Node) -> None:
        """`attr_reader :x`, `delegate :x, to: :y`, `alias_method :x, :y`: members without a definition."""
        method, owner = node.child_by_field_id(self.at.method), self.enclosing(ScopeKind.CLASS)
        if method is None or owner < 0 or node.child_by_field_id(self.at.receiver) is not None:
            return
        name = self.text(method)
        args, keywords = self.arguments(node.child_by_field_id(self.at.arguments))
        names = [arg.text for arg in args if isinstance(arg, Str)]
        if name in READERS:
            for each in names:
                sign = "@" if name.startswith("attr") else "@@"
                self.add_field(owner, each, Member(This(owner), f"{sign}{each}"))
        elif name == "delegate":
            target = next((entry.value for entry in keywords if entry.key == "to"), None)
            for each in names if isinstance(target, Str) else ():
                self.add_field(owner, each, Member(self._part(owner, target), each))
        elif name == "alias_method" and len(names) == 2:
            self.add_field(owner, names[0], Member(This(owner), names[1]))
        elif name == "def_delegator" and len(names) > 1:
            self.add_field(owner, names[-1], Member(self._part(owner, args[0]), names[1]))
        elif name == "def_delegators" and names:
            for each in names[1:]:
                self.add_field(owner, each, Member(self._part(owner, args[0]), each))

    def _part(self, owner: int, target: Value | None) -> Value:
        """What a member is called that others are delegated to."""
        text = target.text if isinstance(target, Str) else ""
        if text in ("class", "self.class", "self"):
            return This(owner)
        return Ref(text) if text[:1].isupper() else Member(This(owner), text)


def does_nothing(body: Node | None) -> bool:
    """Whether a method has no body, or one that gives nil or says that others define it."""
    if body is None:
        return True
    return all(child.type in IDLE or (child.text or b"").startswith(b"raise NotImpl") for child in body.named_children)
