"""Calls that look like event tracking through packages that are not here. They prove nothing: a person must say."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from readiness_scan import facts
from readiness_scan.facts import Call, CallKind, Entry, Value
from readiness_scan.match.found import FoundSuspect
from readiness_scan.resolve.denotation import RESULT, Argument, External, Frame, Text
from readiness_scan.resolve.program import Unit
from readiness_scan.resolve.resolver import Resolver
from readiness_scan.sdks.rulebook import Rulebook

_PACKAGE = re.compile(r"(?:@[a-z0-9][\w.-]*/)?[A-Za-z0-9_][\w.-]*(?:/[\w.-]+)*", re.ASCII)
_NAME = re.compile(r"[A-Za-z_$][\w$]*", re.ASCII)
DEFAULT = "default"


class _Site(NamedTuple):
    """A suspected call, with where its event name stands."""

    unit: Unit
    call: Call
    callee: External
    selector: str
    event: str | None


class Suspects:
    """Search for suspected calls in one program: those of no known SDK, and none that a rule describes."""

    def __init__(self, resolver: Resolver, known: Rulebook, rules: Rulebook) -> None:
        self.resolver = resolver
        self.known = known
        self.rules = rules
        self._looks = _looks()

    def of(self, paths: Iterable[str]) -> list[FoundSuspect]:
        """The suspected calls in these files.

        Only a file whose bytes hold such a call is parsed, if nothing else had it parsed already.
        """
        program = self.resolver.program
        sites: dict[External, list[_Site]] = {}
        for path in paths:
            data = program.read(path)
            unit = program.unit(path) if data is not None and self._looks.like(data) else None
            for site in self._in(unit) if unit is not None else ():
                sites.setdefault(_without_default(site.callee), []).append(site)
        return [suspect for group in sites.values() for suspect in self._group(group)]

    def _in(self, unit: Unit) -> Iterator[_Site]:
        for call in unit.calls(self.resolver.callers.aliases(unit, self._looks.names)):
            if call.kind is not CallKind.CALL or not (call.args or call.keywords):
                continue
            frame = Frame(unit.path, call.scope)
            callees = [d for d in self.resolver.denote(call.callee, frame) if isinstance(d, External)]
            if any(self.rules.calls(*callee) for callee in callees):
                continue
            suspect = next((callee for callee in callees if self._is_suspect(callee, call)), None)
            place = self._event(call, frame) if suspect is not None else None
            if suspect is not None and place is not None:
                yield _Site(unit, call, suspect, *place)

    def _is_suspect(self, callee: External, call: Call) -> bool:
        ecosystem, module, path = callee
        if not _PACKAGE.fullmatch(module) or not all(step == RESULT or _NAME.fullmatch(step) for step in path):
            return False
        if self.known.knows(ecosystem, module):
            return False
        if not self._looks.others.get(ecosystem, frozenset()).isdisjoint(self._owners(ecosystem, module)):
            return False
        last = path[-1] if path and path[-1] not in (RESULT, DEFAULT) else _written(call)
        return last in self._looks.names

    def _owners(self, ecosystem: str, module: str) -> set[str]:
        """The package of a module, and its scope."""
        name = self.resolver.program.package(ecosystem, module)
        return {name, name.partition("/")[0]}

    # --- where the event name stands ------------------------------------------------------------------------

    def _event(self, call: Call, frame: Frame) -> tuple[str, str | None] | None:
        """The selector of the event name, and the name where it is known; none where no argument looks like one."""
        for entry in call.keywords:
            if entry.key in self._looks.keys and (name := self._name(entry.value, frame)) is not None:
                return f"{entry.key}=", name or None
        for position, value in enumerate(call.args[:2]):
            if (name := self._name(value, frame)) is not None:
                return str(position), name or None
            for entry in self._keyed(value):
                if (name := self._name(entry.value, frame)) is not None:
                    return f"{position}.{entry.key}", name or None
        return None

    def _keyed(self, value: Value) -> Iterator[Entry]:
        """The entries of an object that are named like an event name, the likeliest first."""
        entries = value.entries if isinstance(value, facts.ObjectLit) else ()
        for key in self._looks.keys:
            yield from (entry for entry in entries if entry.key == key)

    def _name(self, value: Value, frame: Frame) -> str | None:
        """An event name; empty where it is a parameter that is named like one; none where it is neither."""
        for found in self.resolver.denote(value, frame):
            if isinstance(found, Text) and found.known:
                return found.known
            if isinstance(found, Text) and any(isinstance(part, str) and part for part in found.parts):
                return ""
            if isinstance(found, Argument) and self._parameter(found) in self._looks.keys:
                return ""
        return None

    def _parameter(self, argument: Argument) -> str | None:
        if argument.path:
            return argument.path[-1]
        unit = self.resolver.program.unit(argument.file)
        return unit.summary.functions[argument.function].parameters[argument.position].name if unit else None

    # --- what is said of them -------------------------------------------------------------------------------

    def _group(self, sites: list[_Site]) -> Iterator[FoundSuspect]:
        """All calls of one member, described alike: what is to be declared is the member."""
        module, path = max((self._as_imported(site) for site in sites), key=lambda named: (len(named[0]), named))
        call = ".".join(path).replace(f".{RESULT}", RESULT)
        selectors = _selectors(sites)
        for site in sites:
            ecosystem = site.callee.ecosystem
            forwarders = self._looks.forwarders.get(ecosystem, {})
            forwarder = next(
                (forwarders[owner] for owner in self._owners(ecosystem, module) if owner in forwarders), None
            )
            event = f'the event "{site.event}"' if site.event else "an event"
            why = (
                f"{event} sent through {forwarder}, which can forward it to PostHog"
                if forwarder
                else f"looks like {event} sent through {module}, whose source is not in the repository"
            )
            yield FoundSuspect(site.unit.location(site.call.span), module, call, why, selectors)

    def _as_imported(self, site: _Site) -> tuple[str, tuple[str, ...]]:
        """The module and the path in it as the file's own import parts them, where it has one."""
        _, module, path = site.callee
        system = self.resolver.program.system(site.unit.path)
        imported = {i.module for scope in site.unit.summary.scopes for row in scope.imports.values() for i in row}
        named = [system.external_name(specifier) for specifier in imported] if system is not None else []
        fitting = [len(inner) for top, inner in named if top == module and path[: len(inner)] == inner]
        longest = max((length for length in fitting if length < len(path)), default=0)
        return ".".join((module, *path[:longest])), path[longest:] or (DEFAULT,)


def _selectors(sites: list[_Site]) -> tuple[str, ...]:
    """Where the event name stands, by most calls, and the keywords that any of them uses."""
    counts = Counter(site.selector for site in sites if not site.selector.endswith("="))
    places = sorted(counts, key=lambda selector: (-counts[selector], selector))[:1]
    return (*places, *sorted({site.selector for site in sites if site.selector.endswith("=")}))


def _without_default(callee: External) -> External:
    return callee._replace(path=callee.path[1:]) if callee.path[:1] == (DEFAULT,) else callee


def _written(call: Call) -> str | None:
    callee = call.callee
    return callee.name if isinstance(callee, facts.Ref | facts.Member) else None


# --- the data ------------------------------------------------------------------------------------------------------


class _Looks(NamedTuple):
    """What `suspects.toml` says."""

    names: frozenset[str]
    ends: re.Pattern[bytes]
    """A call of something that ends like one of the names. There are few ends: to look for them first is fast."""
    calls: re.Pattern[bytes]
    """A call of one of the names, or an import of one under another name."""
    keys: tuple[str, ...]
    forwarders: Mapping[str, Mapping[str, str]]
    others: Mapping[str, frozenset[str]]

    def like(self, data: bytes) -> bool:
        """Whether a file's bytes can hold a suspected call."""
        return self.ends.search(data) is not None and self.calls.search(data) is not None


@cache
def _looks() -> _Looks:
    text = (resources.files("readiness_scan.match") / "suspects.toml").read_text("utf-8")
    data: Mapping[str, Any] = tomllib.loads(text)
    names = sorted(data["calls"], key=len, reverse=True)
    ends = sorted({name[-4:] for name in names})
    called = r"(?:\s*(?:\?\.\s*)?\(|\s+as\s)"
    return _Looks(
        frozenset(names),
        re.compile(f"(?:{'|'.join(ends)}){called}".encode()),
        re.compile(rf"(?<![\w$])(?:{'|'.join(names)}){called}".encode()),
        tuple(data["names"]),
        data["forwarders"],
        {ecosystem: frozenset(packages) for ecosystem, packages in data["others"].items()},
    )
