"""What a value mentions, by its shape alone: where to look for a name, before anybody asks what it denotes."""

from __future__ import annotations

from collections.abc import Iterator

from readiness_scan import facts
from readiness_scan.facts import ImportBinding, ModuleSummary, Value

WHOLE = {"default", "=", None}
"""What an import or export calls a module's one value, or the module itself."""


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


def carries(value: Value, names: set[str], functions: set[int]) -> bool:
    """Whether a value is, holds or hands on one of these functions."""
    match value:
        case facts.Lambda(index):
            return index in functions
        case facts.Ref(name):
            return name in names
        case facts.Member(_, name):
            return name in names
        case facts.CallValue(callee, args, _, _):
            return carries(callee, names, functions) or any(carries(arg, names, functions) for arg in args)
        case facts.ObjectLit(entries):
            hit = False
            for entry in entries:
                if carries(entry.value, names, functions):
                    hit = True
                    if entry.key:
                        names.add(entry.key)
            return hit
        case facts.Choice(options):
            return any(carries(option, names, functions) for option in options)
        case facts.Await(inner) | facts.Cast(inner, _) | facts.Spread(inner):
            return carries(inner, names, functions)
        case facts.ListLit(items):
            return any(carries(item, names, functions) for item in items)
        case _:
            return False


def mentions(value: Value, names: set[str]) -> bool:
    """Whether a value's head leads through one of these names."""
    match value:
        case facts.Ref(name):
            return name in names
        case facts.Member(subject, name):
            return name in names or mentions(subject, names)
        case facts.CallValue(callee, args, keywords, _):
            given = (*args, *(entry.value for entry in keywords))
            return mentions(callee, names) or any(is_name(value, names) for value in given)
        case facts.Choice(options):
            return any(mentions(option, names) for option in options)
        case facts.Await(inner) | facts.Cast(inner, _):
            return mentions(inner, names)
        case facts.Index(subject, _):
            return mentions(subject, names)
        case facts.ImportValue(facts.Str(module)):
            return stem(module) in names
        case _:
            return False


def is_name(value: Value, names: set[str]) -> bool:
    """Whether an argument is one of these names, or the name as text (a member looked up by name)."""
    return (isinstance(value, facts.Ref) and value.name in names) or (
        isinstance(value, facts.Str) and value.text in names
    )
