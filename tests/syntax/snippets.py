"""Facts of a snippet, and short ways to look at them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec.structs import astuple, replace

from readiness_scan.facts import (
    Binding,
    Call,
    Class,
    Entry,
    Export,
    Fact,
    Function,
    ImportBinding,
    ModuleSummary,
    ObjectLit,
    Ref,
    Value,
)
from readiness_scan.syntax.extract import Extractor
from readiness_scan.syntax.language import Grammars, languages

_GRAMMARS = Grammars()
ECMA = ("javascript", "typescript", "tsx")


def read(text: str | bytes, language: str) -> Extractor:
    """The facts of a file that holds this text."""
    data = text.encode("utf-8") if isinstance(text, str) else text
    known = next(item for item in languages() if item.id == language)
    parser, query = _GRAMMARS.load(known)
    data = known.code(data) if known.code else data
    return known.extractor(parser.parse(data), data, query, language)


def summary(text: str | bytes, language: str) -> ModuleSummary:
    """What such a file declares."""
    return read(text, language).summary


def bindings(facts: ModuleSummary, name: str) -> list[Binding]:
    """Every definition of a name, whatever the scope."""
    return [binding for scope in facts.scopes for binding in scope.bindings.get(name, ())]


def values(facts: ModuleSummary, name: str) -> list[Value]:
    """What the definitions of a name say, without places."""
    return [placeless(binding.value) for binding in bindings(facts, name)]


def value(expression: str, language: str) -> Value:
    """What one expression says, without places."""
    text = f"subject = {expression}\n" if language == "python" else f"const subject = {expression};\n"
    found = values(summary(text, language), "subject")
    assert len(found) == 1
    return found[0]


def imports(facts: ModuleSummary, name: str) -> list[tuple[str, str | None, bool]]:
    """Module, member and whether types alone, of each import of a name."""
    found: list[ImportBinding] = [item for scope in facts.scopes for item in scope.imports.get(name, ())]
    return [(item.module, item.name, item.type_only) for item in found]


def exports(facts: ModuleSummary) -> list[tuple[str | None, Value | None, str | None, str | None]]:
    """Name, value, module and (of a re-export) member of each export."""
    found: tuple[Export, ...] = facts.exports
    return [(item.name, placeless(item.value), item.module, item.module and item.member) for item in found]


def function(facts: ModuleSummary, name: str | None) -> Function:
    """The one function of that name."""
    (found,) = [item for item in facts.functions if item.name == name]
    return found


def class_of(facts: ModuleSummary, name: str | None) -> Class:
    """The one class of that name."""
    (found,) = [item for item in facts.classes if item.name == name]
    return found


def fields(cls: Class, name: str) -> list[tuple[Value | None, Value | None]]:
    """Value and annotation of each field of that name."""
    return [(placeless(field.value), placeless(field.annotation)) for field in cls.fields.get(name, ())]


def returns(item: Function) -> list[Value]:
    """What a function gives back."""
    return [placeless(given) for given, _ in item.returns]


def calls(text: str, language: str, *names: str) -> list[Call]:
    """The calls that end in one of these names, in document order, without places."""
    found = [call for _, call in read(text, language).calls(names)]
    return [replace(call, args=placeless(call.args), keywords=placeless(call.keywords)) for call in found]


def written(text: str, place: Any) -> str:
    """The text at a span."""
    return text.encode("utf-8")[place.start : place.end].decode("utf-8")


def entry(key: str | None, given: Value) -> Entry:
    """An entry without its place."""
    return Entry(key, given, 0)


def objects(**given: Value) -> ObjectLit:
    """An object literal without places."""
    return ObjectLit(tuple(entry(key, item) for key, item in given.items()))


def placeless(fact: Any) -> Any:
    """A fact in which no entry and no name has a place, so that it can be compared."""
    if isinstance(fact, Entry):
        return Entry(fact.key, placeless(fact.value), 0)
    if isinstance(fact, Ref):
        return Ref(fact.name)
    if isinstance(fact, Fact):
        return type(fact)(*(placeless(part) for part in astuple(fact)))
    if isinstance(fact, tuple):
        return tuple(placeless(part) for part in fact)
    return fact


def parameters(item: Function) -> Iterable[tuple[str | None, str]]:
    """Name and kind of each parameter."""
    return [(parameter.name, parameter.kind.value) for parameter in item.parameters]
