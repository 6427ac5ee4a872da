"""JavaScript and JSX: from syntax nodes to facts. TypeScript builds on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, ClassVar

from readiness_scan.facts import (
    Await,
    Call,
    CallKind,
    CallSite,
    CallValue,
    Cast,
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
    Super,
    Template,
    This,
    Value,
)
from readiness_scan.model.location import Span
from readiness_scan.syntax.extract import ClassShape, Extractor, FunctionShape, joined
from readiness_scan.syntax.language import Language

if TYPE_CHECKING:
    from tree_sitter import Node

ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
TRANSPARENT = {"parenthesized_expression", "non_null_expression", "as_expression", "satisfies_expression"}
CALLS = {"call_expression", "new_expression"}
ELEMENTS = {"jsx_self_closing_element", "jsx_opening_element"}
FUNCTIONS = {"arrow_function", "function_expression", "generator_function"}
NAMES = {"identifier", "property_identifier", "private_property_identifier", "shorthand_property_identifier"}
FALLBACK_OPERATORS = {"||", "??"}


class JavaScript(Extractor):
    """Facts of a JavaScript file."""

    call_types: ClassVar[frozenset[str]] = frozenset({"call_expression"})

    # --- values ---------------------------------------------------------------------------------------------

    def value(self, node: Node) -> Value:  # noqa: D102 (documented in the base)
        reader = _VALUES.get(node.type)
        return reader(self, node) if reader else Opaque(node.type)

    def _string(self, node: Node) -> Value:
        return Str(self.unquote(node))

    def unquote(self, node: Node) -> str:
        """A string literal's text, escapes undone."""
        children = node.named_children
        if len(children) == 1 and children[0].type == "string_fragment":
            return self.text(children[0])
        return "".join(self.text(c) if c.type == "string_fragment" else unescape(self.text(c)) for c in children)

    def _template(self, node: Node) -> Value:
        parts: list[Value] = []
        for child in node.named_children:
            if child.type == "template_substitution":
                parts.append(self.follow(child.named_children[0]) if child.named_children else Opaque())
            else:
                parts.append(Str(self.text(child) if child.type == "string_fragment" else unescape(self.text(child))))
        if all(isinstance(part, Str) for part in parts):
            return Str("".join(part.text for part in parts if isinstance(part, Str)))
        return Template(tuple(parts))

    def _constant(self, node: Node) -> Value:
        return Constant(self.text(node))

    def _name(self, node: Node) -> Value:
        return Ref(self.text(node))

    def _this(self, node: Node) -> Value:
        return This(self.enclosing(ScopeKind.CLASS))

    def _super(self, node: Node) -> Value:
        return Super(self.enclosing(ScopeKind.CLASS))

    def _member(self, node: Node) -> Value:
        prop = node.child_by_field_name("property")
        name = self.text(prop) if prop else ""
        return Member(self.follow(node.child_by_field_name("object")), name)

    def _subscript(self, node: Node) -> Value:
        subject, key = (self.follow(node.child_by_field_name(field)) for field in ("object", "index"))
        return Member(subject, key.text) if isinstance(key, Str) else Index(subject, key)

    def _call(self, node: Node) -> Value:
        function = node.child_by_field_name("function")
        arguments = node.child_by_field_name("arguments")
        if function is None or arguments is None or arguments.type != "arguments":
            return Opaque("tagged template")
        module = self._imported(function, arguments)
        if module is not None:
            return module
        return self.call_value(self.follow(function), self.arguments(arguments))

    def _imported(self, function: Node, arguments: Node) -> Value | None:
        name = self.text(function) if function.type in ("identifier", "import") else ""
        if name not in ("import", "require") or not arguments.named_children:
            return None
        module = self.follow(arguments.named_children[0])
        return ImportValue(module, commonjs=name == "require")

    def _new(self, node: Node) -> Value:
        arguments = node.child_by_field_name("arguments")
        return self.call_value(
            self.follow(node.child_by_field_name("constructor")),
            self.arguments(arguments) if arguments else ([], []),
            new=True,
        )

    def arguments(self, node: Node) -> tuple[list[Value], list[Entry]]:
        """The values of an argument list; JavaScript has no keyword arguments."""
        return [self.follow(child) for child in node.named_children if child.type != "comment"], []

    def _await(self, node: Node) -> Value:
        return Await(self.follow(_first(node)))

    def _inner(self, node: Node) -> Value:
        return self.follow(_first(node))

    def _conditional(self, node: Node) -> Value:
        return Choice(tuple(self.follow(node.child_by_field_name(f)) for f in ("consequence", "alternative")))

    def _binary(self, node: Node) -> Value:
        operator = node.child_by_field_name("operator")
        kind = operator.type if operator else ""
        if kind == "&&":
            return self.follow(node.child_by_field_name("right"))
        sides = tuple(self.follow(node.child_by_field_name(field)) for field in ("left", "right"))
        if kind in FALLBACK_OPERATORS:
            return Choice(sides)
        return joined(sides) if kind == "+" else Opaque("operator")

    def _object(self, node: Node) -> Value:
        entries: list[Entry] = []
        for child in node.named_children:
            entry = self._entry(child)
            if entry is not None:
                entries.append(entry)
        return ObjectLit(tuple(entries))

    def _entry(self, node: Node) -> Entry | None:
        start = node.start_byte
        if node.type == "pair":
            key = node.child_by_field_name("key")
            return Entry(self.key(key), self.follow(node.child_by_field_name("value")), start)
        if node.type == "shorthand_property_identifier":
            name = self.text(node)
            return Entry(name, Ref(name), start)
        if node.type == "spread_element":
            return Entry(None, Spread(self.follow(_first(node))), start)
        if node.type == "method_definition":
            name_node = node.child_by_field_name("name")
            index = self.function_ids.get(node.id)
            return Entry(self.key(name_node), Opaque() if index is None else Lambda(index), start)
        return None

    def key(self, node: Node | None) -> str | None:
        """An object key's text; none for a computed one that is no literal."""
        if node is None:
            return None
        if node.type == "string":
            return self.unquote(node)
        if node.type == "computed_property_name":
            value = self.follow(_first(node))
            return value.text if isinstance(value, Str) else None
        return self.text(node)

    def _list(self, node: Node) -> Value:
        return ListLit(tuple(self.follow(child) for child in node.named_children if child.type != "comment"))

    def _spread(self, node: Node) -> Value:
        return Spread(self.follow(_first(node)))

    def _lambda(self, node: Node) -> Value:
        index = self.function_ids.get(node.id)
        return Opaque("function") if index is None else Lambda(index)

    def _class_value(self, node: Node) -> Value:
        index = self.class_ids.get(node.id)
        return Opaque("class") if index is None else ClassValue(index)

    def _assigned(self, node: Node) -> Value:
        return self.follow(node.child_by_field_name("right"))

    def _sequence(self, node: Node) -> Value:
        return self.follow(node.named_children[-1])

    # --- declarations ---------------------------------------------------------------------------------------

    def on_import(self, node: Node) -> None:
        """`import …`."""
        source = node.child_by_field_name("source")
        if source is None:
            return
        module = self.unquote(source)
        type_only = any(child.type == "type" for child in node.children)
        for clause in (child for child in node.named_children if child.type == "import_clause"):
            for child in clause.named_children:
                if child.type == "identifier":
                    self.bind_import(self.text(child), module, "default", child, type_only=type_only)
                elif child.type == "namespace_import":
                    self.bind_import(self.text(_first(child) or child), module, None, child, type_only=type_only)
                elif child.type == "named_imports":
                    self._named_imports(child, module, type_only=type_only)

    def _named_imports(self, node: Node, module: str, *, type_only: bool) -> None:
        for item in node.named_children:
            name, alias = item.child_by_field_name("name"), item.child_by_field_name("alias")
            if item.type == "import_specifier" and name is not None:
                only = type_only or any(child.type == "type" for child in item.children)
                self.bind_import(self.text(alias or name), module, self.key(name), item, type_only=only)

    def _export(
        self, name: str | None, value: Value | None, module: str | None, member: str | None, node: Node
    ) -> None:
        self.exports.append(Export(name, value, module, member, Span(node.start_byte, node.end_byte)))

    def on_export(self, node: Node) -> None:
        """`export …`."""
        source = node.child_by_field_name("source")
        module = self.unquote(source) if source else None
        declaration = node.child_by_field_name("declaration")
        if any(child.type == "default" for child in node.children):
            subject = declaration or node.child_by_field_name("value")
            if subject is not None:
                self._export("default", self._declared(subject), None, None, node)
            return
        if declaration is not None:
            for name in self.declared_names(declaration):
                self._export(name, Ref(name), None, None, node)
            return
        self._export_clause(node, module)

    def _export_clause(self, node: Node, module: str | None) -> None:
        for child in node.named_children:
            if child.type == "export_clause":
                for item in child.named_children:
                    name, alias = item.child_by_field_name("name"), item.child_by_field_name("alias")
                    if name is None:
                        continue
                    member, outer = self.key(name) or "", self.key(alias or name)
                    self._export(outer, None if module else Ref(member), module, member, item)
            elif child.type == "namespace_export":
                self._export(self.key(_first(child)), None, module, None, child)
        if module and any(child.type == "*" for child in node.children):
            self._export(None, None, module, None, node)

    def _declared(self, node: Node) -> Value:
        """A default export's value: a declaration's name, or the expression."""
        name = node.child_by_field_name("name")
        if node.type.endswith("_declaration") and name is not None:
            return Ref(self.text(name))
        if node.id in self.function_ids:
            return Lambda(self.function_ids[node.id])
        if node.id in self.class_ids:
            return ClassValue(self.class_ids[node.id])
        return self.follow(node)

    def declared_names(self, node: Node) -> list[str]:
        """The names that a declaration defines."""
        name = node.child_by_field_name("name")
        if name is not None:
            return [self.text(name)]
        found: list[str] = []
        for child in node.named_children:
            if child.type == "variable_declarator":
                pattern = child.child_by_field_name("name")
                found += [bound for bound, _ in self.pattern(pattern, Opaque())] if pattern else []
        return found

    def on_variable(self, node: Node) -> None:
        """`const pattern = value`, in its own scope; `var` in the function's."""
        name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        if name is None:
            return
        declaration = node.parent
        scope = self.scope
        if declaration is not None and declaration.type == "variable_declaration":
            scope = self.home(ScopeKind.FUNCTION, ScopeKind.MODULE)
        annotation = self.annotation(node.child_by_field_name("type"))
        if value is None and annotation is None:
            self.scopes[scope].bindings.setdefault(self.text(name), [])
            return
        given = self.follow(value) if value else Opaque("declared without a value")
        for bound, part in self.pattern(name, given):
            self.bind(bound, part, annotation if name.type == "identifier" else None, scope)

    def on_loop(self, node: Node) -> None:
        """`for (const x of xs)`: x is any element."""
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        operator = node.child_by_field_name("operator")
        if left is None or right is None:
            return
        of = operator is not None and operator.type == "of"
        value: Value = Index(self.follow(right), None) if of else Opaque("key")
        for bound, part in self.pattern(left, value):
            self.bind(bound, part)

    def on_assignment(self, node: Node) -> None:
        """`x = value`, `x.y = value`, `x ??= value`."""
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        operator = node.child_by_field_name("operator")
        if left is None or right is None:
            return
        fallback = operator is None or operator.type in ("??=", "||=", "=")
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
                self._export("=", value, None, None, node)
            case Member(Ref("exports") | Member(Ref("module"), "exports"), name):
                self._export(name, value, None, None, node)
            case _:
                pass

    def on_return(self, node: Node) -> None:
        """`return value`."""
        self.add_return(self.follow(_first(node)))

    def on_field(self, node: Node) -> None:
        """A class field or an interface's property."""
        name, value = node.child_by_field_name("property") or node.child_by_field_name("name"), None
        owner = self.enclosing(ScopeKind.CLASS)
        key = self.key(name)
        if owner < 0 or key is None or self.scopes[self.scope].kind is not ScopeKind.CLASS:
            return
        given = node.child_by_field_name("value")
        value = self.follow(given) if given else None
        self.add_field(owner, key, value, self.annotation(node.child_by_field_name("type")))

    def annotation(self, node: Node | None) -> Value | None:
        """A type annotation; JavaScript has none."""
        return None

    # --- patterns and functions -----------------------------------------------------------------------------

    def pattern(self, node: Node, value: Value) -> Iterator[tuple[str, Value]]:
        """The names that a pattern binds, each with its part of the value."""
        kind = node.type
        if kind in ("identifier", "shorthand_property_identifier_pattern"):
            name = self.text(node)
            yield name, (Member(value, name) if kind.startswith("shorthand") else value)
        elif kind == "object_pattern":
            for child in node.named_children:
                yield from self._object_part(child, value)
        elif kind == "array_pattern":
            items = [child for child in node.children if child.type not in ("[", "]", "comment")]
            position = 0
            for child in items:
                if child.type == ",":
                    position += 1
                elif child.type == "rest_pattern":
                    yield from self.pattern(child, Opaque("rest"))
                else:
                    yield from self.pattern(child, Index(value, Constant(str(position))))
        elif kind == "assignment_pattern":
            left = node.child_by_field_name("left")
            if left is not None:
                yield from self.pattern(left, Choice((value, self.follow(node.child_by_field_name("right")))))
        elif kind in ("rest_pattern", "parenthesized_expression", "non_null_expression") and node.named_children:
            yield from self.pattern(node.named_children[0], value)

    def _object_part(self, node: Node, value: Value) -> Iterator[tuple[str, Value]]:
        if node.type == "pair_pattern":
            key, inner = self.key(node.child_by_field_name("key")), node.child_by_field_name("value")
            if inner is not None:
                yield from self.pattern(inner, Member(value, key) if key is not None else Opaque("computed key"))
        elif node.type == "object_assignment_pattern":
            left = node.child_by_field_name("left")
            if left is not None:
                default = self.follow(node.child_by_field_name("right"))
                for name, part in self.pattern(left, value):
                    yield name, Choice((part, default))
        else:
            yield from self.pattern(node, value)

    def function_shape(self, node: Node) -> FunctionShape:  # noqa: D102
        name = node.child_by_field_name("name")
        index = len(self.functions)
        parameters: list[Parameter] = []
        single = node.child_by_field_name("parameter")
        listed = node.child_by_field_name("parameters")
        nodes = [single] if single else [n for n in (listed.named_children if listed else ()) if n.type != "comment"]
        for child in nodes:
            parameters.append(self.parameter(child, Param(index, len(parameters))))
        body = node.child_by_field_name("body")
        if node.type == "arrow_function" and body is not None and body.type != "statement_block":
            result = self.follow(body)
            if not isinstance(result, Opaque):
                self.returns.setdefault(index, []).append((result, self.scope))
        text = self.key(name) if name else None
        if text and node.type in ("function_declaration", "generator_function_declaration", "function_signature"):
            self.bind(text, Lambda(index), scope=self.scopes[self.scope].parent)
        flags = {child.type for child in node.children if not child.is_named}
        return FunctionShape(
            name=text,
            parameters=tuple(parameters),
            return_annotation=self.annotation(node.child_by_field_name("return_type")),
            is_method=node.type in ("method_definition", "method_signature", "abstract_method_signature"),
            is_static="static" in flags,
            is_accessor="get" in flags,
            is_empty=body is None or (body.type == "statement_block" and _first(body) is None),
        )

    def parameter(self, node: Node, param: Param) -> Parameter:
        """A parameter node: its fact, with its names bound in the function's scope."""
        kind, default = ParameterKind.PLAIN, None
        annotation = self.annotation(node.child_by_field_name("type"))
        pattern = node.child_by_field_name("pattern") or node
        if pattern.type == "assignment_pattern":
            default = self.follow(pattern.child_by_field_name("right"))
            pattern = pattern.child_by_field_name("left") or pattern
        given = node.child_by_field_name("value")
        if given is not None:
            default = self.follow(given)
        if pattern.type == "rest_pattern":
            kind, pattern = ParameterKind.REST, _first(pattern) or pattern
        for bound, part in self.pattern(pattern, param):
            self.bind(bound, part, annotation if pattern.type == "identifier" else None)
        name = self.text(pattern) if pattern.type == "identifier" else None
        return Parameter(name, kind, annotation, default)

    def site_of(self, node: Node) -> CallSite | None:  # noqa: D102
        path: list[str] = []
        if node.type == "shorthand_property_identifier":
            path.append(self.text(node))
        child, parent = node, node.parent
        while parent is not None and parent.type in ("pair", "object", "jsx_expression", *TRANSPARENT):
            if parent.type == "pair":
                if parent.child_by_field_name("value") != child:
                    return None
                path.insert(0, self.key(parent.child_by_field_name("key")) or "")
            child, parent = parent, parent.parent
        if parent is None or parent.parent is None:
            return None
        if parent.type == "jsx_attribute":
            name = parent.parent.child_by_field_name("name")
            return self._site(name, 0, [self.text(parent.named_children[0]), *path])
        if parent.type != "arguments":
            return None
        call = parent.parent
        callee = call.child_by_field_name("function") or call.child_by_field_name("constructor")
        return self._site(callee, [c.id for c in parent.named_children if c.type != "comment"].index(child.id), path)

    def _site(self, callee: Node | None, position: int, path: list[str]) -> CallSite | None:
        return None if callee is None else CallSite(self.follow(callee), position, tuple(path), self.scope)

    def expression_of(self, name: Node) -> Node | None:  # noqa: D102
        parent = name.parent
        if name.type not in NAMES or parent is None:
            return None
        if parent.type == "member_expression":
            return parent if parent.child_by_field_name("property") == name else None
        return name

    def class_shape(self, node: Node) -> ClassShape:  # noqa: D102
        name = node.child_by_field_name("name")
        text = self.text(name) if name else None
        if text and node.type != "class":
            self.bind(text, ClassValue(len(self.classes)), scope=self.scopes[self.scope].parent)
        bases: list[Value] = []
        for child in node.named_children:
            if child.type in ("class_heritage", "extends_type_clause"):
                bases += self.heritage(child)
        kind = node.type.split("_")[0]
        return ClassShape(text, tuple(bases), kind if kind in ("interface", "enum") else "class")

    def heritage(self, node: Node) -> list[Value]:
        """The types that a class extends or implements."""
        return [self.follow(child) for child in node.named_children]

    # --- calls ----------------------------------------------------------------------------------------------

    def call_around(self, name: Node) -> Node | None:  # noqa: D102
        if name.type == "string_fragment":
            return self.called_result(name)
        if name.type not in NAMES:
            return None
        node, parent = name, name.parent
        if parent is not None and parent.type == "member_expression":
            if parent.child_by_field_name("property") != name:
                return None
            node, parent = parent, parent.parent
        while parent is not None and parent.type in TRANSPARENT and _first(parent) == node:
            node, parent = parent, parent.parent
        if parent is None:
            return None
        if parent.type in CALLS:
            callee = parent.child_by_field_name("function") or parent.child_by_field_name("constructor")
            return parent if callee == node else None
        return parent if parent.type in ELEMENTS and parent.child_by_field_name("name") == node else None

    def call_fact(self, node: Node) -> Call:  # noqa: D102
        span = Span(node.start_byte, node.end_byte)
        if node.type in ELEMENTS:
            name = node.child_by_field_name("name")
            props = ObjectLit(tuple(self._props(node)))
            return Call(CallKind.ELEMENT, self.follow(name), (props,), (), self.scope, span)
        value = self.value(node)
        kind = CallKind.NEW if node.type == "new_expression" else CallKind.CALL
        if not isinstance(value, CallValue):
            return Call(kind, Opaque(), (), (), self.scope, span)
        if node.parent is not None and node.parent.type == "decorator":
            kind = CallKind.DECORATOR
        return Call(kind, value.callee, value.args, value.keywords, self.scope, span)

    def _props(self, node: Node) -> Iterator[Entry]:
        for child in node.children_by_field_name("attribute"):
            if child.type == "jsx_expression":
                inner = _first(child)
                if inner is not None and inner.type == "spread_element":
                    yield Entry(None, Spread(self.follow(_first(inner))), child.start_byte)
                continue
            parts = child.named_children
            if not parts:
                continue
            value: Value = Constant("true")
            if len(parts) > 1:
                value = self.follow(_first(parts[1]) if parts[1].type == "jsx_expression" else parts[1])
            yield Entry(self.text(parts[0]), value, child.start_byte)


def unescape(text: str) -> str:
    """One escape sequence's character; line continuations are nothing."""
    body = text[1:]
    if body[:1] in "ux" and len(body) > 1:
        try:
            return chr(int(body[1:].strip("{}"), 16))
        except (ValueError, OverflowError):
            return text
    return "" if body in ("\n", "\r\n") else ESCAPES.get(body, body)


def _first(node: Node | None) -> Node | None:
    """The first child that is no comment."""
    if node is None:
        return None
    return next((child for child in node.named_children if child.type != "comment"), None)


def cast(extractor: JavaScript, node: Node) -> Value:
    """`value as Type`."""
    children = [child for child in node.named_children if child.type != "comment"]
    value = extractor.follow(children[0]) if children else Opaque()
    annotation = extractor.annotation(children[1]) if len(children) > 1 else None
    return Cast(value, annotation) if annotation is not None else value


_VALUES: dict[str, Callable[[JavaScript, Node], Value]] = {
    "string": JavaScript._string,
    "template_string": JavaScript._template,
    "number": JavaScript._constant,
    "true": JavaScript._constant,
    "false": JavaScript._constant,
    "null": JavaScript._constant,
    "undefined": JavaScript._constant,
    "identifier": JavaScript._name,
    "shorthand_property_identifier": JavaScript._name,
    "type_identifier": JavaScript._name,
    "this": JavaScript._this,
    "super": JavaScript._super,
    "member_expression": JavaScript._member,
    "subscript_expression": JavaScript._subscript,
    "call_expression": JavaScript._call,
    "new_expression": JavaScript._new,
    "await_expression": JavaScript._await,
    "parenthesized_expression": JavaScript._inner,
    "non_null_expression": JavaScript._inner,
    "as_expression": cast,
    "satisfies_expression": JavaScript._inner,
    "ternary_expression": JavaScript._conditional,
    "binary_expression": JavaScript._binary,
    "object": JavaScript._object,
    "array": JavaScript._list,
    "spread_element": JavaScript._spread,
    "arrow_function": JavaScript._lambda,
    "function_expression": JavaScript._lambda,
    "generator_function": JavaScript._lambda,
    "class": JavaScript._class_value,
    "assignment_expression": JavaScript._assigned,
    "augmented_assignment_expression": JavaScript._assigned,
    "sequence_expression": JavaScript._sequence,
    "jsx_expression": JavaScript._inner,
}


def _grammar() -> object:
    import tree_sitter_javascript

    return tree_sitter_javascript.language()


LANGUAGES = (
    Language(
        id="javascript",
        title="JavaScript",
        suffixes=(".js", ".jsx", ".mjs", ".cjs"),
        ecosystem="npm",
        query="javascript",
        grammar=_grammar,
        extractor=JavaScript,
    ),
)
