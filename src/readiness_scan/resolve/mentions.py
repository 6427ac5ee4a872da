"""What a value mentions, by its shape alone: where to look for a name, before anybody asks what it denotes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from readiness_scan import facts
from readiness_scan.facts import ImportBinding, ModuleSummary, Value

WHOLE = {"default", "=", None}
"""What an import or export calls a module's one value, or the module itself."""
BINDING = {"bind"}
"""The methods of a function that give the function again."""


def holders(summary: ModuleSummary) -> Iterator[tuple[str, Value]]:
    """Every name of a file that is given a value, with the value."""
    for scope in summary.scopes:
        for name, bindings in scope.bindings.items():
            for binding in bindings:
                yield name, binding.value
    for cls in summary.classes:
        for name, fields in cls.fields.items():
            for field in fields:
                if field.value is not None:
                    yield name, field.value
    for assignment in summary.assignments:
        yield assignment.target.name, assignment.value


def ends(value: facts.CallValue, path: tuple[str, ...]) -> bool:
    """Whether a call's callee is written with the last name of a path."""
    callee = value.callee
    return isinstance(callee, facts.Ref | facts.Member) and callee.name == path[-1]


def last_name(value: Value) -> str | None:
    """The name in which a value is written to end."""
    return value.name if isinstance(value, facts.Ref | facts.Member) else None


def stem(path: str) -> str:
    """The name of a module's file, or of its folder for an index file."""
    parts = [part for part in path.split("/") if part not in ("", ".", "..")]
    stem = parts[-1].split(".")[0] if parts else ""
    return parts[-2] if stem == "index" and len(parts) > 1 else stem


def outer_names(name: str, path: str) -> set[str]:
    """The names under which other files know an export: a default export has its module's, too."""
    return {stem(path), name} if name in WHOLE else {name}


def is_imported(binding: ImportBinding, names: set[str]) -> bool:
    """Whether an import brings one of these names, or the one value of a module of such a name."""
    return stem(binding.module) in names if binding.name in WHOLE else binding.name in names


class Known(NamedTuple):
    """What is known to be one of some functions: names, and numbers of functions written in a file."""

    names: set[str]
    functions: set[int]


def carries(value: Value, known: Known, givers: Known) -> bool:
    """Whether a value is, holds or hands on one of the known functions; a call of one of the givers gives one.

    The keys under which an object holds one become known names.
    """
    match value:
        case facts.Lambda(index):
            return index in known.functions
        case facts.Ref(name) | facts.Member(_, name):
            return name in known.names
        case facts.CallValue(callee, args, _, _):
            bound = (callee.object,) if isinstance(callee, facts.Member) and callee.name in BINDING else ()
            return carries(callee, givers, givers) or any(carries(part, known, givers) for part in (*bound, *args))
        case facts.ObjectLit(entries):
            held = [entry for entry in entries if carries(entry.value, known, givers)]
            known.names.update(entry.key for entry in held if entry.key)
            return bool(held)
        case facts.Choice(options):
            return any(carries(option, known, givers) for option in options)
        case facts.Await(inner) | facts.Cast(inner, _) | facts.Spread(inner) | facts.Result(inner, _):
            return carries(inner, known, givers)
        case facts.ListLit(items):
            return any(carries(item, known, givers) for item in items)
        case _:
            return False


def mentions(value: Value, names: set[str]) -> bool:
    """Whether a value's head leads through one of these names."""
    return any(name in names for name in mentioned(value))


def mentioned(value: Value) -> Iterator[str]:
    """The names that a value's head leads through, and those that a call in it is handed."""
    match value:
        case facts.Ref(name):
            yield name
        case facts.Member(subject, name):
            yield name
            yield from mentioned(subject)
        case facts.CallValue(callee, args, keywords, _):
            yield from mentioned(callee)
            for given in (*args, *(entry.value for entry in keywords)):
                # a name, or the name as text: a member looked up by name
                if isinstance(given, facts.Ref | facts.Member):
                    yield given.name
                elif isinstance(given, facts.Str):
                    yield given.text
        case facts.Choice(options):
            for option in options:
                yield from mentioned(option)
        case facts.Await(inner) | facts.Cast(inner, _) | facts.Result(inner, _):
            yield from mentioned(inner)
        case facts.Index(subject, _):
            yield from mentioned(subject)
        case facts.ImportValue(facts.Str(module)):
            yield stem(module)
        case _:
            return


def known_as(summary: ModuleSummary) -> dict[str, set[str]]:
    """Each name that a file mentions, with the file's own names whose values, imports or results lead through it."""
    found: dict[str, set[str]] = {}
    for scope in summary.scopes:
        for local, imports in scope.imports.items():
            for imported in imports:
                outer = stem(imported.module) if imported.name is None or imported.name in WHOLE else imported.name
                found.setdefault(outer, set()).add(local)
    for name, value in holders(summary):
        for other in mentioned(value):
            found.setdefault(other, set()).add(name)
    for function in summary.functions:
        for value, _ in function.returns if function.name else ():
            for other in mentioned(value):
                found.setdefault(other, set()).add(function.name or "")
    return found
