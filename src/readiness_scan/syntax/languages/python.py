"""Python: from syntax nodes to facts."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, ClassVar

from readiness_scan.facts import (
    Await,
    Call,
    CallKind,
    CallSite,
    Choice,
    ClassValue,
    Constant,
    Entry,
    Export,
    ImportValue,
    Index,
    Lambda,
    ListLit,
    Member,
    ObjectLit,
    Opaque,
    Param,
    Parameter,
    ParameterKind,
    Ref,
    ScopeKind,
    Spread,
    Str,
    This,
    TypeApplication,
    Value,
)
from readiness_scan.model.location import Span
from readiness_scan.syntax.extract import ClassShape, Extractor, FunctionShape, joined
from readiness_scan.syntax.language import Language

if TYPE_CHECKING:
    from tree_sitter import Node

IMPORT_FUNCTIONS = {"import_module", "__import__"}
GETATTR = Ref("getattr")
ACCESSORS = {"property", "cached_property", "functools.cached_property", "hybrid_property"}
IDLE = {"pass_statement", "raise_statement", "comment", "string", "ellipsis"}
DOTTED = re.compile(r"[A-Za-z_][\w.]*")
PERCENT = re.compile(r"%(?:\(\w+\))?[#0\- +]*\d*(?:\.\d+)?[sdrif]")
BRACES = re.compile(r"\{([^{}]*)\}")


class Python(Extractor):
    """Facts of a Python file."""

    implicit_exports: ClassVar[bool] = True
    call_types: ClassVar[frozenset[str]] = frozenset({"call"})

    def prepare(self) -> None:  # noqa: D102 (documented in the base)
        self.global_names: dict[int, set[str]] = {}
        self.instance_names: set[str] = set()

    # --- values ---------------------------------------------------------------------------------------------

    def value(self, node: Node) -> Value:  # noqa: D102
        reader = _VALUES.get(node.type)
        return reader(self, node) if reader else Opaque(node.type)

    def _string(self, node: Node) -> Value:
        parts: list[Value] = []
        prefix = self.text(node.children[0]).lower() if node.children else ""
        if "b" in prefix.rstrip("\"'"):
            return Opaque("bytes")
        for child in node.named_children:
            if child.type == "string_content":
                parts.append(Str(self._content(child, raw="r" in prefix.rstrip("\"'"))))
            elif child.type == "interpolation":
                parts.append(self.follow(child.child_by_field_name("expression")))
        return joined(tuple(parts))

    def _content(self, node: Node, *, raw: bool) -> str:
        text = self.text(node)
        if raw or "\\" not in text:
            return text
        try:
            decoded = ast.literal_eval('"""' + text.replace('"', '\\"') + '"""')
        except (SyntaxError, ValueError):
            return text
        return decoded if isinstance(decoded, str) else text

    def _concatenated(self, node: Node) -> Value:
        return joined(tuple(self.follow(child) for child in node.named_children if child.type != "comment"))

    def _constant(self, node: Node) -> Value:
        return Constant(self.text(node))

    def _name(self, node: Node) -> Value:
        name = self.text(node)
        return self._instance(name) or Ref(name) if name in self.instance_names else Ref(name)

    def _instance(self, name: str) -> Value | None:
        """What the first parameter of the enclosing method stands for, if the name is that."""
        scope = self.scope
        while scope >= 0:
            bound = self.scopes[scope].bindings.get(name)
            if bound:
                return bound[0].value if isinstance(bound[0].value, This) else None
            scope = self.scopes[scope].parent
        return None

    def _attribute(self, node: Node) -> Value:
        name = node.child_by_field_name("attribute")
        return Member(self.follow(node.child_by_field_name("object")), self.text(name) if name else "")

    def _subscript(self, node: Node) -> Value:
        subject = self.follow(node.child_by_field_name("value"))
        keys = node.children_by_field_name("subscript")
        key = self.follow(keys[0]) if len(keys) == 1 else Opaque("slice")
        return Member(subject, key.text) if isinstance(key, Str) else Index(subject, key)

    def _call(self, node: Node) -> Value:
        callee = self.follow(node.child_by_field_name("function"))
        arguments = node.child_by_field_name("arguments")
        args, keywords = self.arguments(arguments) if arguments else ([], [])
        name = callee.name if isinstance(callee, Member | Ref) else ""
        if name in IMPORT_FUNCTIONS and args:
            return ImportValue(args[0])
        if callee == GETATTR and len(args) > 1:
            return Member(args[0], args[1].text) if isinstance(args[1], Str) else Index(args[0], args[1])
        if isinstance(callee, Member) and name == "format" and isinstance(callee.object, Str):
            return formatted(callee.object.text, args, keywords)
        return self.call_value(callee, (args, keywords))

    def arguments(self, node: Node) -> tuple[list[Value], list[Entry]]:
        """Positional and keyword arguments."""
        args: list[Value] = []
        keywords: list[Entry] = []
        if node.type != "argument_list":
            return [self.follow(node)], []
        for child in node.named_children:
            if child.type == "keyword_argument":
                name = child.child_by_field_name("name")
                value = self.follow(child.child_by_field_name("value"))
                keywords.append(Entry(self.text(name) if name else None, value, child.start_byte))
            elif child.type == "dictionary_splat":
                keywords.append(Entry(None, Spread(self._inner(child)), child.start_byte))
            elif child.type != "comment":
                args.append(self.follow(child))
        return args, keywords

    def _await(self, node: Node) -> Value:
        return Await(self._inner(node))

    def _inner(self, node: Node) -> Value:
        return self.follow(next((c for c in node.named_children if c.type != "comment"), None))

    def _conditional(self, node: Node) -> Value:
        children = [child for child in node.named_children if child.type != "comment"]
        return Choice((self.follow(children[0]), self.follow(children[-1])))

    def _boolean(self, node: Node) -> Value:
        sides = tuple(self.follow(node.child_by_field_name(field)) for field in ("left", "right"))
        operator = node.child_by_field_name("operator")
        return Choice(sides) if operator is not None and operator.type == "or" else sides[1]

    def _binary(self, node: Node) -> Value:
        left, right = (self.follow(node.child_by_field_name(field)) for field in ("left", "right"))
        operator = node.child_by_field_name("operator")
        kind = operator.type if operator else ""
        if kind == "%" and isinstance(left, Str):
            items: list[Value] = list(right.items) if isinstance(right, ListLit) else [right]
            return filled(PERCENT.split(left.text), items)
        return joined((left, right)) if kind == "+" else Opaque("operator")

    def _dictionary(self, node: Node) -> Value:
        entries: list[Entry] = []
        for child in node.named_children:
            if child.type == "pair":
                key = self.follow(child.child_by_field_name("key"))
                value = self.follow(child.child_by_field_name("value"))
                entries.append(Entry(key.text if isinstance(key, Str) else None, value, child.start_byte))
            elif child.type == "dictionary_splat":
                entries.append(Entry(None, Spread(self._inner(child)), child.start_byte))
        return ObjectLit(tuple(entries))

    def _list(self, node: Node) -> Value:
        return ListLit(tuple(self.follow(child) for child in node.named_children if child.type != "comment"))

    def _spread(self, node: Node) -> Value:
        return Spread(self._inner(node))

    def _lambda(self, node: Node) -> Value:
        index = self.function_ids.get(node.id)
        return Opaque("function") if index is None else Lambda(index)

    def _walrus(self, node: Node) -> Value:
        return self.follow(node.child_by_field_name("value"))

    # --- annotations ----------------------------------------------------------------------------------------

    def annotation(self, node: Node | None) -> Value | None:
        """The value of a type annotation; quoted ones are read as far as they are names and unions."""
        if node is None:
            return None
        if node.type == "type":
            return self.annotation(next(iter(node.named_children), None))
        if node.type in ("string", "concatenated_string"):
            text = self.follow(node)
            return quoted(text.text) if isinstance(text, Str) else Opaque()
        if node.type in ("generic_type", "subscript"):
            children = [child for child in node.named_children if child.type != "comment"]
            inner = (
                children[1].named_children if children[1:] and children[1].type == "type_parameter" else children[1:]
            )
            args = tuple(self.annotation(child) or Opaque() for child in inner)
            return TypeApplication(self.follow(children[0]), args)
        if node.type in ("binary_operator", "union_type"):
            parts: list[Value] = []
            for child in node.named_children:
                part = self.annotation(child) or Opaque()
                union = isinstance(part, TypeApplication) and part.base is None
                parts += part.args if union and isinstance(part, TypeApplication) else (part,)
            return TypeApplication(None, tuple(parts))
        return self.follow(node)

    # --- declarations ---------------------------------------------------------------------------------------

    def on_import(self, node: Node) -> None:
        """`import a.b`, `import a.b as c`."""
        for child in node.named_children:
            if child.type == "aliased_import":
                name, alias = child.child_by_field_name("name"), child.child_by_field_name("alias")
                if name is not None and alias is not None:
                    self.bind_import(self.text(alias), self.text(name), None, child)
            else:
                first = self.text(child).partition(".")[0]
                self.bind_import(first, first, None, child)

    def on_import_from(self, node: Node) -> None:
        """`from m import a as b`, `from m import *`."""
        source = node.child_by_field_name("module_name")
        module = self.text(source) if source else "."
        if any(child.type == "wildcard_import" for child in node.named_children):
            self.exports.append(Export(None, None, module, None, Span(node.start_byte, node.end_byte)))
        for child in node.children_by_field_name("name"):
            name, alias = child.child_by_field_name("name") or child, child.child_by_field_name("alias")
            self.bind_import(self.text(alias or name), module, self.text(name), child)

    def on_global(self, node: Node) -> None:
        """`global x`."""
        names = self.global_names.setdefault(self._function_scope(), set())
        names.update(self.text(child) for child in node.named_children)

    def _function_scope(self) -> int:
        return self.home(ScopeKind.FUNCTION, ScopeKind.CLASS, ScopeKind.MODULE)

    def define(self, name: str, value: Value, annotation: Value | None = None) -> None:
        """Bind a name where Python would: in the innermost function, class or module, or where `global` says."""
        home = self._function_scope()
        if name in self.global_names.get(home, ()):
            home = 0
        self.bind(name, value, annotation, home)
        if self.scopes[home].kind is ScopeKind.CLASS:
            self.add_field(self.scopes[home].owner, name, value, annotation)

    def on_assignment(self, node: Node) -> None:
        """`x = value`, `x: T = value`, `a, b = value`, `x.y = value`."""
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None:
            return
        annotation = self.annotation(node.child_by_field_name("type"))
        if right is None:
            if left.type == "identifier":
                self.define(self.text(left), Opaque("declared without a value"), annotation)
            elif left.type == "attribute":
                self._assign_to(left, Opaque("declared without a value"), annotation, node)
            return
        while right.type == "assignment":
            right = right.child_by_field_name("right") or right.named_children[-1]
        self._assign_to(left, self.follow(right), annotation, node)

    def _assign_to(self, left: Node, value: Value, annotation: Value | None, node: Node) -> None:
        if left.type in ("attribute", "subscript"):
            target = self.follow(left)
            if isinstance(target, Member):
                self.assign_member(target, value, node, annotation)
            return
        for name, part in self.pattern(left, value):
            self.define(name, part, annotation if left.type == "identifier" else None)

    def on_augmented(self, node: Node) -> None:
        """`x += value`."""
        left = node.child_by_field_name("left")
        if left is not None and left.type == "identifier":
            self.define(self.text(left), Opaque("computed"))

    def on_walrus(self, node: Node) -> None:
        """`(x := value)`."""
        name = node.child_by_field_name("name")
        if name is not None:
            self.define(self.text(name), self._walrus(node))

    def on_alias(self, node: Node) -> None:
        """`with value as x`; of an exception or a case nothing is known."""
        alias = node.child_by_field_name("alias")
        target = alias.named_children[0] if alias is not None and alias.named_children else None
        if target is not None:
            managed = node.parent is not None and node.parent.type == "with_item"
            value = self._inner(node) if managed else Opaque("exception")
            for name, part in self.pattern(target, value):
                self.define(name, part)

    def on_loop(self, node: Node) -> None:
        """`for x in xs`: x is any element."""
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None or right is None:
            return
        for name, part in self.pattern(left, Index(self.follow(right), None)):
            if node.type == "for_in_clause":
                self.bind(name, part)
            else:
                self.define(name, part)

    def on_return(self, node: Node) -> None:
        """`return value`."""
        self.add_return(self._inner(node))

    def on_yield(self, node: Node) -> None:
        """`yield value`."""
        function = self.enclosing(ScopeKind.FUNCTION)
        if function >= 0:
            self.generators.add(function)
            self.add_return(self._inner(node))

    def on_type(self, node: Node) -> None:
        """`type X = …`."""
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is not None:
            self.types.setdefault(self.text(left), self.annotation(right) or Opaque())

    # --- patterns, functions, classes -----------------------------------------------------------------------

    def pattern(self, node: Node, value: Value) -> Iterator[tuple[str, Value]]:
        """The names that a target binds, each with its part of the value."""
        if node.type == "identifier":
            yield self.text(node), value
        elif node.type in ("pattern_list", "tuple_pattern", "list_pattern"):
            for position, child in enumerate(node.named_children):
                yield from self.pattern(child, Index(value, Constant(str(position))))
        elif node.type == "list_splat_pattern":
            for child in node.named_children:
                yield from self.pattern(child, Opaque("rest"))

    def function_shape(self, node: Node) -> FunctionShape:  # noqa: D102
        index = len(self.functions)
        name_node = node.child_by_field_name("name")
        name = self.text(name_node) if name_node else None
        parent = self.scopes[self.scopes[self.scope].parent]
        decorators = self._decorators(node)
        labels = {self._label(decorator) for decorator in decorators}
        is_method = parent.kind is ScopeKind.CLASS and name is not None
        is_static = "staticmethod" in labels
        listed = node.child_by_field_name("parameters")
        nodes = [child for child in (listed.named_children if listed else ()) if child.type != "comment"]
        if is_method and not is_static and nodes:
            first = nodes.pop(0)
            instance = self.text(first.child_by_field_name("name") or first)
            self.instance_names.add(instance)
            self.bind(instance, This(parent.owner))
        parameters = self._parameters(nodes, index)
        if node.type == "lambda":
            body = self.follow(node.child_by_field_name("body"))
            if not isinstance(body, Opaque):
                self.returns.setdefault(index, []).append((body, self.scope))
        if name is not None and not is_method:
            inner, self.scope = self.scope, self.scopes[self.scope].parent
            self.define(name, Lambda(index))
            self.scope = inner
        return FunctionShape(
            name=name,
            parameters=parameters,
            return_annotation=self.annotation(node.child_by_field_name("return_type")),
            decorators=decorators,
            is_method=is_method,
            is_static=is_static,
            is_accessor=bool(labels & ACCESSORS),
            is_empty=does_nothing(node.child_by_field_name("body")),
        )

    def _decorators(self, node: Node) -> tuple[Value, ...]:
        around = node.parent
        if around is None or around.type != "decorated_definition":
            return ()
        return tuple(self._inner(child) for child in around.named_children if child.type == "decorator")

    def _label(self, value: Value) -> str:
        if isinstance(value, Member):
            outer = self._label(value.object)
            return f"{outer}.{value.name}" if outer else value.name
        return value.name if isinstance(value, Ref) else ""

    def _parameters(self, nodes: list[Node], index: int) -> tuple[Parameter, ...]:
        parameters: list[Parameter] = []
        keyword_only = False
        for node in nodes:
            if node.type in ("keyword_separator", "positional_separator"):
                keyword_only = keyword_only or node.type == "keyword_separator"
                continue
            annotation = self.annotation(node.child_by_field_name("type"))
            given = node.child_by_field_name("value")
            pattern = node.child_by_field_name("name") or node
            if node.type == "typed_parameter":
                pattern = node.named_children[0]
            kind = ParameterKind.KEYWORD_ONLY if keyword_only else ParameterKind.PLAIN
            if pattern.type == "list_splat_pattern":
                kind, keyword_only = ParameterKind.REST, True
            elif pattern.type == "dictionary_splat_pattern":
                kind = ParameterKind.KEYWORD_REST
            if pattern.type.endswith("_splat_pattern"):
                pattern = pattern.named_children[0]
            name = self.text(pattern)
            self.bind(name, Param(index, len(parameters)), annotation)
            parameters.append(Parameter(name, kind, annotation, self.follow(given) if given else None))
        return tuple(parameters)

    def site_of(self, node: Node) -> CallSite | None:  # noqa: D102
        parent = node.parent
        path: tuple[str, ...] = ()
        if parent is not None and parent.type == "keyword_argument":
            name = parent.child_by_field_name("name")
            if name is None or name == node:
                return None
            path, parent = (self.text(name),), parent.parent
        if parent is None or parent.type != "argument_list" or parent.parent is None:
            return None
        function = parent.parent.child_by_field_name("function")
        position = -1 if path else [c.id for c in parent.named_children if c.type != "comment"].index(node.id)
        return None if function is None else CallSite(self.follow(function), position, path, self.scope)

    def expression_of(self, name: Node) -> Node | None:  # noqa: D102
        parent = name.parent
        if name.type != "identifier" or parent is None:
            return None
        if parent.type == "attribute":
            return parent if parent.child_by_field_name("attribute") == name else None
        return name

    def class_shape(self, node: Node) -> ClassShape:  # noqa: D102
        name = node.child_by_field_name("name")
        text = self.text(name) if name else None
        index = len(self.classes)
        if text:
            inner, self.scope = self.scope, self.scopes[self.scope].parent
            self.define(text, ClassValue(index))
            self.scope = inner
        listed = node.child_by_field_name("superclasses")
        bases: list[Value] = []
        for child in listed.named_children if listed else ():
            if child.type not in ("keyword_argument", "comment"):
                base = self.annotation(child) or Opaque()
                bases.append(base.base or Opaque() if isinstance(base, TypeApplication) else base)
        return ClassShape(text, tuple(bases), "class", self._decorators(node))

    # --- calls ----------------------------------------------------------------------------------------------

    def call_around(self, name: Node) -> Node | None:  # noqa: D102
        if name.type == "string_content":
            return self.called_result(name)
        if name.type != "identifier":
            return None
        node, parent = name, name.parent
        if parent is not None and parent.type == "attribute":
            if parent.child_by_field_name("attribute") != name:
                return None
            node, parent = parent, parent.parent
        while parent is not None and parent.type == "parenthesized_expression":
            node, parent = parent, parent.parent
        is_call = parent is not None and parent.type == "call" and parent.child_by_field_name("function") == node
        return parent if is_call else None

    def call_fact(self, node: Node) -> Call:  # noqa: D102
        decorated = node.parent is not None and node.parent.type == "decorator"
        callee = self.follow(node.child_by_field_name("function"))
        arguments = node.child_by_field_name("arguments")
        args, keywords = self.arguments(arguments) if arguments else ([], [])
        kind = CallKind.DECORATOR if decorated else CallKind.CALL
        return Call(kind, callee, tuple(args), tuple(keywords), self.scope, Span(node.start_byte, node.end_byte))


def does_nothing(body: Node | None) -> bool:
    """Whether a function's body is a docstring, `pass`, `...` or an exception alone."""
    if body is None or body.type != "block":
        return False
    for statement in body.named_children:
        inner = statement.named_children[0].type if statement.named_children else ""
        idle = statement.type in IDLE or (statement.type == "expression_statement" and inner in IDLE)
        if not idle:
            return False
    return True


def quoted(text: str) -> Value:
    """A quoted annotation, as far as it is names and unions."""
    parts: list[Value] = []
    for part in text.split("|"):
        match = DOTTED.search(part.replace("Optional[", "").strip())
        if match:
            first, *rest = match[0].split(".")
            value: Value = Ref(first)
            for name in rest:
                value = Member(value, name)
            parts.append(value)
    return parts[0] if len(parts) == 1 else TypeApplication(None, tuple(parts))


def filled(texts: list[str], items: list[Value]) -> Value:
    """Literal texts with a value between each two."""
    parts: list[Value] = []
    for position, text in enumerate(texts):
        parts.append(Str(text))
        if position < len(texts) - 1:
            parts.append(items[position] if position < len(items) else Opaque("format"))
    return joined(tuple(parts))


def formatted(text: str, args: list[Value], keywords: list[Entry]) -> Value:
    """`"a_{}".format(x)`."""
    texts = BRACES.split(text)
    named = {entry.key: entry.value for entry in keywords}
    items: list[Value] = []
    for position, key in enumerate(texts[1::2]):
        index = int(key) if key.isdigit() else position
        items.append(named.get(key) or (args[index] if not key or (key.isdigit() and index < len(args)) else Opaque()))
    return filled(texts[::2], items)


_VALUES: dict[str, Callable[[Python, Node], Value]] = {
    "string": Python._string,
    "concatenated_string": Python._concatenated,
    "integer": Python._constant,
    "float": Python._constant,
    "true": Python._constant,
    "false": Python._constant,
    "none": Python._constant,
    "identifier": Python._name,
    "attribute": Python._attribute,
    "subscript": Python._subscript,
    "call": Python._call,
    "await": Python._await,
    "parenthesized_expression": Python._inner,
    "conditional_expression": Python._conditional,
    "boolean_operator": Python._boolean,
    "binary_operator": Python._binary,
    "dictionary": Python._dictionary,
    "list": Python._list,
    "tuple": Python._list,
    "set": Python._list,
    "expression_list": Python._list,
    "list_splat": Python._spread,
    "lambda": Python._lambda,
    "named_expression": Python._walrus,
    "type": Python._inner,
}


def _grammar() -> object:
    import tree_sitter_python

    return tree_sitter_python.language()


LANGUAGES = (Language("python", "Python", (".py", ".pyi"), "pypi", "python", _grammar, Python),)
