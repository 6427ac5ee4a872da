"""Under which names other code can reach a function.

A name is only where to look: whether what stands there really is the function is asked of the resolver.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness_scan.facts import ModuleSummary
from readiness_scan.resolve.denotation import ClassOf, Denotation, Func, FunctionKey, Object
from readiness_scan.resolve.mentions import Known, carries, holders, is_imported, mentions, outer_names
from readiness_scan.resolve.program import Unit

if TYPE_CHECKING:
    from readiness_scan.resolve.resolver import Resolver

MAX_PASSES = 12
"""Steps from name to name within a file; real code stays far below."""
CONSTRUCTORS = {"constructor", "__init__"}
TOO_COMMON = {"default", "constructor", "__init__", "then", "push", "toString"}
"""Names that are no reason to look into a file."""


class Handles:
    """Search for the names of functions, for one resolver."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self.program = resolver.program
        self._found: dict[FunctionKey, frozenset[str]] = {}

    def of(self, key: FunctionKey) -> frozenset[str]:
        """The names under which other code can reach a function."""
        if key not in self._found:
            self._found[key] = frozenset()
            unit = self.program.unit(key[0])
            self._found[key] = frozenset(self._find(unit, key[1]) if unit else ())
        return self._found[key]

    def _find(self, unit: Unit, number: int) -> set[str]:
        summary = unit.summary
        function = summary.functions[number]
        name = function.name
        if name in CONSTRUCTORS and function.class_index >= 0:
            name = summary.classes[function.class_index].name
        known, givers = Known({name} if name else set(), {number}), Known(set(), set())
        if function.name in CONSTRUCTORS:
            known.names.update(self.resolver.construction.heirs(unit, function.class_index))
        _spread(summary, known, givers)
        names = known.names | givers.names
        for export in summary.exports:
            given = export.value if export.name else None
            if given is not None and any(carries(given, each, givers) for each in (known, givers)):
                names |= outer_names(export.name or "", unit.path)
        targets = {(unit.path, position) for position in known.functions | givers.functions}
        return self._passed_on(names, targets, unit.path)

    def _passed_on(self, names: set[str], targets: set[FunctionKey], home: str) -> set[str]:
        """The names with those under which other files export the same functions again."""
        pending = set(names)
        while pending:
            paths = self.program.containing(sorted(pending - TOO_COMMON), home)
            pending = set()
            for path in paths:
                unit = self.program.unit(path)
                if unit is not None:
                    pending |= self._exported_again(unit, names, targets) - names
            names |= pending
        return names

    def _exported_again(self, unit: Unit, names: set[str], targets: set[FunctionKey]) -> set[str]:
        exported = {export.name for export in unit.summary.exports if export.name is not None}
        if unit.summary.implicit_exports:
            top = unit.summary.scopes[0]
            exported |= {local for local, imports in top.imports.items() if any(is_imported(i, names) for i in imports)}
            exported |= {
                local
                for local, bindings in top.bindings.items()
                if any(mentions(binding.value, names) for binding in bindings)
            }
        found: set[str] = set()
        for name in exported - (names - {"default", "="}):
            for denoted in self.resolver.exports.of(unit.path, name):
                if self._reaches(denoted, targets):
                    found |= outer_names(name, unit.path)
                elif isinstance(denoted, Object):
                    found |= self._keys(denoted, names, targets)
        return found

    def _keys(self, base: Object, names: set[str], targets: set[FunctionKey]) -> set[str]:
        """The keys of an exported object under which it holds one of the functions."""
        return {
            entry.key
            for entry in base.literal.entries
            if entry.key is not None and mentions(entry.value, names)
            if any(self._reaches(denoted, targets) for denoted in self.resolver.denote(entry.value, base.frame))
        }

    def _reaches(self, denoted: Denotation, targets: set[FunctionKey]) -> bool:
        denoted, _ = self.resolver.partials.bare(denoted)
        if isinstance(denoted, ClassOf):
            denoted = self.resolver.construction.of(denoted) or denoted
        return isinstance(denoted, Func) and denoted.key in targets


def _spread(summary: ModuleSummary, known: Known, givers: Known) -> None:
    """Add what a file gives the known functions, and what gives them (`givers`), to hold."""
    for _ in range(MAX_PASSES):
        before = [len(part) for part in (*known, *givers)]
        for holder, value in holders(summary):
            if carries(value, known, givers):
                known.names.add(holder)
            if carries(value, givers, givers):
                givers.names.add(holder)
        for position, other in enumerate(summary.functions):
            if any(carries(value, each, givers) for value, _ in other.returns for each in (known, givers)):
                givers.functions.add(position)
                givers.names.update({other.name} if other.name else ())
        if before == [len(part) for part in (*known, *givers)]:
            break
