"""The repository as resolution sees it: its files, parsed when somebody asks."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property

from readiness_scan.facts import Assignment, Call, CallSite, ModuleSummary, Ref, Value
from readiness_scan.model.location import Lines, Location, Span
from readiness_scan.resolve.mentions import last_name
from readiness_scan.resolve.modules.interface import ModuleSystem
from readiness_scan.syntax.extract import Extractor
from readiness_scan.syntax.language import Grammars, Language

UNREADABLE = (ImportError, RecursionError, ValueError, LookupError, TypeError, AttributeError)
"""What a reader may raise on a text that it was not made for: it costs that file, not the scan."""


class OutOfTime(Exception):  # noqa: N818 (it ends the search; it is no failure)
    """The time that a scan may take is over."""


@dataclass
class Unit:
    """One parsed file."""

    path: str
    language: Language
    extractor: Extractor
    data: bytes
    failed: Callable[[str, Exception], None]
    """Told of a problem with reading the file's calls."""
    _lines: Lines | None = None
    _calls: dict[str, list[Call]] = field(default_factory=dict)
    _handed: dict[str, list[tuple[Value, CallSite]]] = field(default_factory=dict)

    @property
    def summary(self) -> ModuleSummary:
        """What the file declares."""
        return self.extractor.summary

    def calls(self, names: Iterable[str]) -> list[Call]:
        """The calls whose callee ends in one of these names, in document order."""
        wanted = set(names)
        new = wanted - self._calls.keys()
        if new:
            for name in new:
                self._calls[name] = []
            with self._reading():
                for name, call in self.extractor.calls(new):
                    self._calls[name].append(call)
        # a call through a method of a function (`track.call(it)`) is a call of that method, too
        found = {(call.span, last_name(call.callee) or ""): call for name in wanted for call in self._calls[name]}
        return [found[key] for key in sorted(found)]

    @cached_property
    def given_to(self) -> dict[str, list[Assignment]]:
        """The assignments to members, by the name of the member."""
        found: dict[str, list[Assignment]] = defaultdict(list)
        for assignment in self.summary.assignments:
            found[assignment.target.name].append(assignment)
        return dict(found)

    @cached_property
    def given_through(self) -> dict[str, list[Assignment]]:
        """The assignments to members of a variable, by the name of the variable."""
        found: dict[str, list[Assignment]] = defaultdict(list)
        for assignment in self.summary.assignments:
            if isinstance(assignment.target.object, Ref):
                found[assignment.target.object.name].append(assignment)
        return dict(found)

    def handed(self, names: Iterable[str]) -> list[tuple[Value, CallSite]]:
        """The arguments and props that end in one of these names."""
        wanted = set(names)
        new = wanted - self._handed.keys()
        if new:
            for name in new:
                self._handed[name] = []
            with self._reading():
                for name, value, site in self.extractor.handed(new):
                    self._handed[name].append((value, site))
        return [item for name in sorted(wanted) for item in self._handed[name]]

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except UNREADABLE as problem:
            self.failed(self.path, problem)

    def location(self, span: Span) -> Location:
        """A span of this file as people count."""
        if self._lines is None:
            self._lines = Lines(self.data)
        return self._lines.location(self.path, span)


class Program:
    """All candidate files, by path relative to the reading root.

    `read` gives a file's UTF-8 text, or none where it is a skip or a gap; it is asked again for files that left memory.
    `failed` is told of a file that could not be parsed. `is_external` names packages (registry, name) that stay
    external even where the repository holds them: in an SDK's own repository the package is the SDK for the code that
    uses it. `check` is called between steps and raises to end the scan: `OutOfTime` with what is found by then.
    """

    def __init__(
        self,
        files: Mapping[str, Language],
        read: Callable[[str], bytes | None],
        modules: Mapping[str, ModuleSystem],
        failed: Callable[[str, str], None],
        is_external: Callable[[tuple[str, str]], bool],
        check: Callable[[], None],
    ) -> None:
        self.files = files
        self.read = read
        self._modules = modules
        self._failed = failed
        self._is_external = is_external
        self.check = check
        self._closed = False
        self._grammars = Grammars()
        self._units: dict[str, Unit | None] = {}
        self._hits: dict[str, list[str]] = {}

    @property
    def parsed(self) -> list[str]:
        """The files that were parsed."""
        return [path for path, unit in self._units.items() if unit is not None]

    def unit(self, path: str) -> Unit | None:
        """A parsed file; none where it is not a candidate or cannot be parsed."""
        if path not in self._units:
            if self._closed:
                return None
            self.check()
            self._units[path] = self._parse(path)
        return self._units[path]

    def close(self) -> None:
        """Parse no further file: what is known must do."""
        self._closed = True
        self.check = lambda: None

    def failed(self, path: str, why: str) -> None:
        """Record that a file could not be understood."""
        self._failed(path, why)

    def _parse(self, path: str) -> Unit | None:
        language = self.files.get(path)
        data = self.read(path) if language is not None else None
        if language is None or data is None:
            return None
        try:
            parser, query = self._grammars.load(language)
            code = language.code(data) if language.code else data
            extractor = language.extractor(parser.parse(code), code, query, language.id)
        except UNREADABLE as problem:
            self._cannot_read(path, problem)
            return None
        return Unit(path, language, extractor, data, self._cannot_read)

    def _cannot_read(self, path: str, problem: Exception) -> None:
        self._failed(path, f"the {self.files[path].title} parser failed: {problem}")

    def containing(self, names: Iterable[str], importable: str = "") -> list[str]:
        """The candidates whose bytes contain one of these names, in path order.

        `importable` leaves those that can import that file: the languages that share its ecosystem.
        """
        found: set[str] = set()
        new = [name for name in names if name not in self._hits]
        for name in new:
            self._hits[name] = []
        if new:
            self._search(new)
        for name in names:
            found.update(self._hits[name])
        if importable:
            ecosystem = self.ecosystem(importable)
            return sorted(path for path in found if self.ecosystem(path) == ecosystem)
        return sorted(found)

    def _search(self, names: list[str]) -> None:
        needles = [(name, name.encode("utf-8", "surrogateescape")) for name in names]
        pattern = re.compile(b"|".join(re.escape(needle) for _, needle in needles)) if len(needles) > 12 else None
        for path in self.files:
            data = self.read(path)
            if data is None or (pattern is not None and not pattern.search(data)):
                continue
            for name, needle in needles:
                if needle in data:
                    self._hits[name].append(path)

    def module(self, specifier: str, importer: str) -> str | None:
        """The file that an import of that file's language means; none for an external package."""
        system = self.system(importer)
        if system is None:
            return None
        if specifier[:1] not in "./" and self._is_external((system.ecosystem, system.package(specifier))):
            return None
        return system.resolve(specifier, importer)

    def submodule(self, package_file: str, name: str) -> str | None:
        """The module of that name inside a package: a file, or a folder (with a slash at its end)."""
        found = (system.submodule(package_file, name) for system in self._modules.values())
        return next((path for path in found if path is not None), None)

    def peers(self, file: str, name: str | None) -> Sequence[str]:
        """The other files that may declare, or add to, a name that a file uses without importing it; none: any name."""
        system = self.system(file)
        if system is None:
            return ()
        own = system.owner(file)
        owners = ((path, system.owner(path)) for path in system.peers(file, name))
        return [
            path for path, owner in owners if owner in (own, None) or not self._is_external((system.ecosystem, owner))
        ]

    def extending(self, ecosystem: str, name: str) -> Sequence[str]:
        """The files that may add members to a type of that name, which a library of that ecosystem declares."""
        system = self._modules.get(ecosystem)
        return system.extending(name) if system is not None else ()

    def is_library(self, ecosystem: str, module: str) -> bool:
        """Whether an external name is a package's: one of a module, or any where names do not say their module."""
        system = self._modules.get(ecosystem)
        return bool(module) or (system is not None and not system.names_modules)

    def name_of(self, specifier: str, importer: str) -> str | None:
        """The name that a first-party module gives itself, for an import that names none."""
        system = self.system(importer)
        return system.name_of(specifier, importer) if system is not None else None

    def is_nominal(self, file: str) -> bool:
        """Whether a value of a library's type, in a file's language, can be nothing else than that library's."""
        system = self.system(file)
        return system is not None and system.is_nominal

    def package(self, ecosystem: str, specifier: str) -> str:
        """The package that a module specifier belongs to."""
        system = self._modules.get(ecosystem)
        return system.package(specifier) if system is not None else specifier

    def system(self, path: str) -> ModuleSystem | None:
        """The import system of a file."""
        language = self.files.get(path)
        return self._modules.get(language.ecosystem) if language else None

    def ecosystem(self, path: str) -> str:
        """The package registry that a file's imports refer to."""
        language = self.files.get(path)
        return language.ecosystem if language else ""
