"""Names that one script gives to all others: `window.track = …`."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from readiness_scan.facts import Ref
from readiness_scan.resolve.denotation import Denotation, External, Frame, Unknown

if TYPE_CHECKING:
    from readiness_scan.resolve.resolver import Resolver

GLOBAL_OBJECTS = {"npm": frozenset({"window", "globalThis", "self", "global"})}
"""By registry, the objects whose members are global names."""
MAX_GIVING = 20
"""Files that give one name to all others; a name with more givers means nothing in particular."""


class Globals:
    """Global names, for one resolver."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self.program = resolver.program
        self._givers: dict[str, dict[str, list[str]]] = {}

    def of(self, ecosystem: str, name: str) -> list[Denotation]:
        """What the repository's scripts give a global name; empty where none of them does."""
        if ecosystem not in GLOBAL_OBJECTS:
            return []
        if ecosystem not in self._givers:
            self._givers[ecosystem] = self._find_givers(ecosystem)
        paths = self._givers[ecosystem].get(name, ())
        if not paths or len(paths) > MAX_GIVING:
            return []
        with self.resolver.circles.asking(("global", ecosystem, name)) as asked:
            given = [d for path in paths for d in self._given(path, name, ecosystem)] if asked is not None else []
        return [d for d in given if not isinstance(d, Unknown)]

    def is_global_object(self, found: Denotation) -> bool:
        """Whether something is the object whose members are the global names."""
        return (
            isinstance(found, External)
            and not found.module
            and len(found.path) == 1
            and found.path[0] in GLOBAL_OBJECTS.get(found.ecosystem, ())
        )

    def _given(self, path: str, name: str, ecosystem: str) -> list[Denotation]:
        unit = self.program.unit(path)
        found: list[Denotation] = []
        for given in unit.given_to.get(name, ()) if unit is not None else ():
            frame, owner = Frame(path, given.scope), given.target.object
            is_written_so = isinstance(owner, Ref) and owner.name in GLOBAL_OBJECTS[ecosystem]
            if is_written_so and any(self.is_global_object(d) for d in self.resolver.denote(owner, frame)):
                found += self.resolver.denote(given.value, frame)
        return found

    def _find_givers(self, ecosystem: str) -> dict[str, list[str]]:
        """The files whose bytes say that they give a global name a value, by name."""
        words = sorted(word.encode("ascii") for word in GLOBAL_OBJECTS[ecosystem])
        giving = re.compile(rb"\b(?:%s)\.([A-Za-z_$][\w$]*)\s*=(?![=>])" % b"|".join(words))
        found: dict[str, list[str]] = defaultdict(list)
        for path in self.program.files:
            data = self.program.read(path) if self.program.ecosystem(path) == ecosystem else None
            if data is not None and any(word + b"." in data for word in words):
                for name in sorted(set(giving.findall(data))):
                    found[name.decode("ascii")].append(path)
        return dict(found)
