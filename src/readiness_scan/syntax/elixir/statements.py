"""What Elixir declares, binds and assigns. A definition is a call here: what it is called says what it defines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from readiness_scan.facts import (
    ClassValue,
    Constant,
    Index,
    Member,
    Opaque,
    Param,
    Parameter,
    ParameterKind,
    Ref,
    ScopeKind,
    Str,
    Value,
)
from readiness_scan.syntax.declarations import ClassShape, FunctionShape
from readiness_scan.syntax.elixir.values import Values
from readiness_scan.syntax.extract import MAX_DEPTH

if TYPE_CHECKING:
    from tree_sitter import Node, Query

MODULES = {"defmodule", "defprotocol", "defimpl"}
FUNCTIONS = {"def", "defp", "defmacro", "defmacrop"}
TOLD = {"alias", "import", "use", "require", "defstruct"}
KINDS = {"defprotocol": "interface"}


class Statements(Values):
    """Functions, modules and the handlers of the query's captures."""

    def prepare(self) -> None:  # noqa: D102
        super().prepare()
        self.bodies: list[tuple[int, Node]] = []
        """The functions, each with a body whose last expressions are what it gives."""

    def _nodes(self, query: Query) -> list[tuple[str, Node]]:
        found: list[tuple[str, Node]] = []
        captured = super()._nodes(query)
        numbered: dict[int, int] = {}
        self.function_ids = numbered
        for capture, node in captured:
            said = self._said(node) if capture == "call" else ""
            if said in MODULES:
                self.class_ids[node.id] = len(self.class_ids)
                found.append(("class", node))
            elif capture == "function" or said in FUNCTIONS:
                numbered[node.id] = len(numbered)
                found.append(("function", node))
            elif said in TOLD:
                found.append((f"{said}_call", node))
            elif capture != "call":
                found.append((capture, node))
        return found

    # --- functions ------------------------------------------------------------------------------------------

    def function_shape(self, node: Node) -> FunctionShape:  # noqa: D102
        index = len(self.functions)
        if node.type == "anonymous_function":
            return self._anonymous(node, index)
        listed = self.listed(node)
        head = next(iter(listed.named_children), None) if listed is not None else None
        if head is not None and head.type == "binary_operator":
            head = head.child_by_field_id(self.at.left)
        name = None
        parameters: tuple[Parameter, ...] = ()
        if head is not None and head.type == "call":
            target = head.child_by_field_id(self.at.target)
            name = self.text(target) if target is not None else None
            parameters = self._parameters(self.listed(head), index)
        elif head is not None and head.type == "identifier":
            name = self.text(head)
        bodies = self.bodies_of(node)
        self.bodies += [(index, body) for body in bodies]
        around = self.scopes[self.scopes[self.scope].parent]
        return FunctionShape(
            name=name,
            parameters=parameters,
            return_annotation=None,
            is_method=around.kind is ScopeKind.CLASS,
            is_static=True,
            is_empty=not bodies,
        )

    def _anonymous(self, node: Node, index: int) -> FunctionShape:
        parameters: tuple[Parameter, ...] = ()
        for clause in node.named_children:
            if clause.type == "stab_clause":
                given = self._parameters(clause.child_by_field_id(self.at.left), index)
                parameters = parameters or given
                body = clause.child_by_field_id(self.at.right)
                self.bodies += [(index, body)] if body is not None else []
        return FunctionShape(None, parameters, None)

    def _parameters(self, listed: Node | None, index: int) -> tuple[Parameter, ...]:
        found: list[Parameter] = []
        for child in listed.named_children if listed is not None else ():
            if child.type == "comment":
                continue
            pattern, default = child, None
            operator = child.child_by_field_id(self.at.operator) if child.type == "binary_operator" else None
            if operator is not None and operator.type == "\\\\":
                pattern = child.child_by_field_id(self.at.left) or child
                default = self.follow(child.child_by_field_id(self.at.right))
            self.pattern(pattern, Param(index, len(found)))
            name = self.text(pattern) if pattern.type == "identifier" else None
            found.append(Parameter(name, ParameterKind.PLAIN, None, default))
        return tuple(found)

    def pattern(self, node: Node, value: Value, depth: int = 0) -> None:
        """Bind the names of a pattern to the parts of a value."""
        if depth > MAX_DEPTH:
            return
        match node.type:
            case "identifier":
                self.bind(
                    self.text(node), value, scope=self.home(ScopeKind.FUNCTION, ScopeKind.CLASS, ScopeKind.MODULE)
                )
            case "binary_operator":
                for side in (node.child_by_field_id(self.at.left), node.child_by_field_id(self.at.right)):
                    operator = node.child_by_field_id(self.at.operator)
                    if side is not None and operator is not None and operator.type == "=":
                        self.pattern(side, value, depth + 1)
            case "map" | "map_content" | "keywords":
                for child in node.named_children:
                    self.pattern(child, value, depth + 1)
            case "pair":
                key, inner = node.child_by_field_id(self.at.key), node.child_by_field_id(self.at.value)
                if key is not None and inner is not None:
                    self.pattern(inner, Member(value, self.text(key).rstrip().removesuffix(":")), depth + 1)
            case "tuple" | "list":
                for place, child in enumerate(node.named_children):
                    self.pattern(child, Index(value, Constant(str(place))), depth + 1)
            case _:
                return

    def _share_defaults(self) -> None:
        """Defaults stand in one head of a function, and hold for all its clauses."""
        for cls in self.classes:
            for numbers in cls.methods.values():
                drafts = [self.functions[number] for number in numbers]
                for head in drafts:
                    given = [parameter.default for parameter in head.shape.parameters]
                    for number in numbers if any(default is not None for default in given) else ():
                        draft = self.functions[number]
                        own = draft.shape.parameters
                        if len(own) == len(given):
                            shared = tuple(replace(p, default=p.default or d) for p, d in zip(own, given, strict=True))
                            self.functions[number] = draft._replace(shape=draft.shape._replace(parameters=shared))

    def settle(self) -> None:  # noqa: D102
        super().settle()
        self._share_defaults()
        for function, body in self.bodies:
            for tail in self.tails(body):
                self.scope = self.scope_at(tail.start_byte)
                value = self.follow(tail)
                if not isinstance(value, Opaque):
                    self.returns.setdefault(function, []).append((value, self.scope))

    # --- modules --------------------------------------------------------------------------------------------

    def class_shape(self, node: Node) -> ClassShape:  # noqa: D102
        number = len(self.classes)
        outer = self.scopes[self.scopes[self.scope].parent]
        listed = self.listed(node)
        named = listed.named_children[0] if listed is not None and listed.named_children else None
        written = self.text(named) if named is not None else ""
        full = self.full(written)
        if outer.kind is ScopeKind.CLASS:
            full = f"{self.paths[outer.owner]}.{written}"
            self.aliases[written.partition(".")[0]] = f"{self.paths[outer.owner]}.{written.partition('.')[0]}"
        self.paths[number] = full
        self.bind(full, ClassValue(number), scope=0)
        bases: list[Value] = []
        for block in node.named_children:
            for child in block.named_children if block.type == "do_block" else ():
                said = self._said(child) if child.type == "call" else ""
                if said == "alias":
                    self.on_alias_call(child)
                elif said in ("import", "use"):
                    bases += [value for value in self.arguments(self.listed(child))[:1] if isinstance(value, Ref)]
        return ClassShape(full.rpartition(".")[2], tuple(bases), KINDS.get(self._said(node), "class"))

    def on_alias_call(self, node: Node) -> None:
        """`alias MyApp.Events`, `alias MyApp.{Events, Users}`, `alias MyApp.Events, as: E`."""
        listed = self.listed(node)
        for child in listed.named_children if listed is not None else ():
            if child.type == "dot":
                left, right = child.child_by_field_id(self.at.left), child.child_by_field_id(self.at.right)
                for part in right.named_children if left is not None and right is not None else ():
                    full = f"{self.full(self.text(left))}.{self.text(part)}" if left is not None else ""
                    self.aliases[full.rpartition(".")[2]] = full
            elif child.type in ("alias", "identifier"):
                full = self.full(self.text(child))
                self.aliases[self._renamed(listed) or full.rpartition(".")[2]] = full

    def _renamed(self, listed: Node | None) -> str | None:
        for child in listed.named_children if listed is not None else ():
            for pair in child.named_children if child.type == "keywords" else ():
                key, value = pair.child_by_field_id(self.at.key), pair.child_by_field_id(self.at.value)
                if key is not None and value is not None and self.text(key).strip() == "as:":
                    return self.text(value)
        return None

    def on_require_call(self, node: Node) -> None:
        """`require MyApp.Events, as: E`."""
        if self._renamed(self.listed(node)):
            self.on_alias_call(node)

    def on_import_call(self, node: Node) -> None:
        """`import Config` outside of a module; `import MyApp.Events, only: [track: 1]`."""
        args = self.arguments(self.listed(node))
        if not args or not isinstance(args[0], Ref):
            return
        if self.enclosing(ScopeKind.CLASS) < 0:
            self.everywhere.append(args[0].name)

    on_use_call = on_import_call

    def on_defstruct_call(self, node: Node) -> None:
        """`defstruct [:name, props: %{}]`."""
        owner = self.enclosing(ScopeKind.CLASS)
        listed = self.listed(node)
        given = listed.named_children[0] if listed is not None and listed.named_children else None
        for child in given.named_children if given is not None and owner >= 0 else ():
            if child.type == "keywords":
                for entry in self.entries(child):
                    self.add_field(owner, entry.key or "", entry.value)
            else:
                name = self.follow(child)
                if isinstance(name, Str):
                    self.add_field(owner, name.text, None)

    # --- names ----------------------------------------------------------------------------------------------

    def on_attribute(self, node: Node) -> None:
        """`@event "signed_up"`."""
        operand = node.child_by_field_id(self.at.operand)
        owner = self.enclosing(ScopeKind.CLASS)
        if operand is None or owner < 0:
            return
        args = self.arguments(self.listed(operand))
        if len(args) == 1:
            self.add_field(owner, f"@{self._said(operand)}", args[0])

    def on_match(self, node: Node) -> None:
        """`pattern = value`, and `pattern <- values` of `for` and `with`."""
        operator = node.child_by_field_id(self.at.operator)
        left, right = node.child_by_field_id(self.at.left), node.child_by_field_id(self.at.right)
        if operator is None or left is None or self._is_pattern(node):
            return
        value = self.follow(right)
        if operator.type == "=":
            self.pattern(left, value)
        elif operator.type == "<-":
            around = node.parent.parent if node.parent is not None else None
            each = around is not None and around.type == "call" and self._said(around) == "for"
            self.pattern(left, Index(value, None) if each else value)

    def _is_pattern(self, node: Node) -> bool:
        """Whether a match stands in the head of a function, where it is a pattern itself."""
        listed = node.parent
        head = listed.parent if listed is not None and listed.type == "arguments" else None
        return head is not None and (head.type == "stab_clause" or self._is_head(head))

    def _is_head(self, call: Node) -> bool:
        around = call.parent
        if around is not None and around.type == "binary_operator":
            around = around.parent
        definition = around.parent if around is not None and around.type == "arguments" else None
        return definition is not None and definition.type == "call" and self._said(definition) in FUNCTIONS
