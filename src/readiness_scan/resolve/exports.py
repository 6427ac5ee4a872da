"""What a file exports under a name."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from readiness_scan.facts import Export, ImportBinding
from readiness_scan.resolve.denotation import Alias, Denotation, External, Frame, Namespace, Unknown, unique

if TYPE_CHECKING:
    from readiness_scan.resolve.resolver import Resolver

WHOLE = ("default", "=")
"""Names of a module's one value, which `export *` leaves out."""


class Exports:
    """Exports, for one resolver."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self.program = resolver.program
        self._own: dict[tuple[str, str], list[Denotation]] = {}
        self._named: dict[str, dict[str | None, list[Export]]] = {}
        self._behind: dict[str, list[Denotation]] = {}

    def of(self, file: str, name: str) -> list[Denotation]:
        """What a file exports under a name; empty where it exports no such thing."""
        return self.own(file, name) or self.starred(file, name)

    def own(self, file: str, name: str) -> list[Denotation]:
        """What a file itself names as exported."""
        key = (file, name)
        if key in self._own:
            return self._own[key]
        with self.resolver.circles.asking(("export", key)) as asked:
            if asked is None:
                return []
            with self.resolver.deeper() as allowed:
                found: list[Denotation] = [Unknown("too far to follow")]
                if allowed:
                    found = unique(self._find(file, name))
        if asked.is_whole and not self.resolver.was_cut:
            self._own[key] = found
        return found

    def _find(self, file: str, name: str) -> list[Denotation]:
        unit = self.program.unit(file)
        if unit is None:
            return []
        summary = unit.summary
        named = self._exports(file)
        found = [d for export in named.get(name, ()) for d in self._export(export, file)]
        if found:
            return found
        if summary.implicit_exports and (name in summary.scopes[0].bindings or name in summary.scopes[0].imports):
            return self.resolver.names.lookup(name, Frame(file, 0))
        if name in summary.types:
            return [Alias(file, name)]
        elsewhere = self.resolver.names.of_peers(name, file) if summary.implicit_exports else None
        if elsewhere is not None:
            return elsewhere
        if name == "=":
            return []
        whole = [d for export in named.get("=", ()) for d in self._export(export, file)]
        return whole if name == "default" or not whole else self.resolver.step(whole, (name,))

    def _export(self, export: Export, file: str) -> list[Denotation]:
        if export.module is None:
            return self.resolver.denote(export.value, Frame(file, 0))
        binding = ImportBinding(export.module, export.member, type_only=False, span=export.span)
        return self.resolver.names.imported(binding, file)

    def starred(self, file: str, name: str) -> list[Denotation]:
        """What the modules that a file exports (or imports) whole export under a name."""
        for module in () if name in WHOLE else self._whole(file):
            if isinstance(module, Namespace):
                found = self.own(module.file, name)
            else:
                found = self.resolver.members.of(module, name)
            if found:
                return found
        return []

    def _whole(self, file: str) -> list[Denotation]:
        """The modules that a file exports whole, directly or not, in the order in which they are asked."""
        if file in self._behind:
            return self._behind[file]
        found: dict[Denotation, None] = {}
        pending = self._starring(file)[::-1]
        while pending:
            module = pending.pop()
            if module not in found and module != Namespace(file):
                found[module] = None
                pending += self._starring(module.file)[::-1] if isinstance(module, Namespace) else []
        self._behind[file] = list(found)
        return self._behind[file]

    def _starring(self, file: str) -> list[Denotation]:
        exports = self._exports(file)
        is_alone = sum(map(len, exports.values())) == 1
        return [
            module
            for export in exports.get(None, ())
            for module in self.resolver.names.module(export.module or "", file)
            if (isinstance(module, Namespace) and not module.file.endswith("/"))
            or (isinstance(module, External) and module.module and is_alone)
        ]

    def _exports(self, file: str) -> dict[str | None, list[Export]]:
        if file not in self._named:
            unit = self.program.unit(file)
            named: dict[str | None, list[Export]] = defaultdict(list)
            for export in unit.summary.exports if unit is not None else ():
                named[export.name].append(export)
            self._named[file] = dict(named)
        return self._named[file]
