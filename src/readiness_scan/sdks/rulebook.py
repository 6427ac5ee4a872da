"""All rules together, indexed by the module that an external path belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

from readiness_scan.sdks.rule import (
    CaptureRule,
    ConfigureRule,
    ErrorRule,
    InitRule,
    Path,
    PostRule,
    ReplayRule,
    Sdk,
    parse,
)

CallRule: TypeAlias = InitRule | CaptureRule | ErrorRule | ReplayRule | PostRule
ANY = "*"
MANY = "**"
"""Any number of steps, none of them too."""
DEFAULT = "default"
MIN_WORD = 5
"""Letters of a capture's name that tells files apart: `new` stands in all of them."""
RESULT = "()"


class Match(NamedTuple):
    """A rule that an external path meets."""

    sdk: Sdk
    rule: CallRule


class Rulebook:
    """The rules of a set of SDKs."""

    def __init__(self, sdks: Iterable[Sdk]) -> None:
        self.sdks = tuple(sdks)
        self._calls: dict[tuple[str, str], dict[Path, list[Match]]] = {}
        self._assigns: dict[tuple[str, str], dict[Path, list[Match]]] = {}
        self._exports: dict[tuple[str, str], dict[Path, list[Match]]] = {}
        self._open: list[tuple[str, str, str]] = []
        for sdk in self.sdks:
            self._add(sdk)
        self._names: dict[str, set[str]] = {}
        for (ecosystem, _), paths in self._calls.items():
            self._names.setdefault(ecosystem, set()).update(step for path in paths for step in _last_name(path))
        self._assigned: dict[str, set[str]] = {}
        for (ecosystem, _), paths in self._assigns.items():
            self._assigned.setdefault(ecosystem, set()).update(path[-1] for path in paths)
        self._sending: dict[str, set[str]] = {}
        for sdk in self.sdks:
            named = (step for pattern in sdk.sending_calls() for step in _last_name(parse(pattern)))
            self._sending.setdefault(sdk.ecosystem, set()).update(named)
        self.error_events = {
            (sdk.id, rule.event): (sdk, rule) for sdk in self.sdks for rule in sdk.error if rule.event is not None
        }
        """The events that are errors, by the SDK that captures them and their name."""
        captures = {
            name
            for sdk in self.sdks
            for rule in sdk.capture
            if not rule.where
            for pattern in rule.call
            for name in _last_name(parse(pattern))
            if len(name) >= MIN_WORD
        } - {DEFAULT}
        self.words = frozenset(word for sdk in self.sdks for word in sdk.screen) | {name.lower() for name in captures}
        """Lower-case words, one of which any file holds that uses an SDK directly."""

    def names(self, ecosystem: str) -> frozenset[str]:
        """The names in which a call that a rule describes can end, in languages of an ecosystem."""
        return frozenset(self._names.get(ecosystem, ()))

    def assigned_names(self, ecosystem: str) -> frozenset[str]:
        """The members whose assignment a rule describes."""
        return frozenset(self._assigned.get(ecosystem, ()))

    def sending_names(self, ecosystem: str) -> frozenset[str]:
        """The names in which a call that sends something can end."""
        return frozenset(self._sending.get(ecosystem, ()))

    def _add(self, sdk: Sdk) -> None:
        self._add_posts(sdk)
        modules = [(sdk.ecosystem, module) for module in sdk.modules]
        for ecosystem, module in modules:
            if module.endswith("/*"):
                self._open.append((ecosystem, module[:-1], module))
        rules: list[CallRule] = [*sdk.init, *sdk.capture, *sdk.error, *sdk.replay]
        for rule in rules:
            match = Match(sdk, rule)
            for pattern in rule.call:
                for path in sdk.paths(pattern):
                    self._put(self._calls, modules, path, match)
                    for name in sdk.globals:
                        self._put(self._calls, [(sdk.ecosystem, "")], parse(name) + path, match)
            for pattern in getattr(rule, "assign", ()):
                self._put(self._assigns, modules, parse(pattern), match)
            for pattern in getattr(rule, "exported", ()):
                for path in sdk.paths(pattern):
                    self._put(self._exports, modules, path, match)

    def _add_posts(self, sdk: Sdk) -> None:
        for rule in sdk.post:
            modules = [(rule.ecosystem, module) for module in rule.modules]
            for pattern in rule.call:
                self._put(self._calls, modules, parse(pattern), Match(sdk, rule))

    def _put(
        self,
        table: dict[tuple[str, str], dict[Path, list[Match]]],
        modules: list[tuple[str, str]],
        path: Path,
        match: Match,
    ) -> None:
        for module in modules:
            matches = table.setdefault(module, {}).setdefault(path, [])
            if match not in matches:
                matches.append(match)

    def calls(self, ecosystem: str, module: str, path: Path) -> list[Match]:
        """The rules that describe a call of that external path."""
        return self._find(self._calls, ecosystem, module, path)

    def assigns(self, ecosystem: str, module: str, path: Path) -> list[Match]:
        """The rules that describe giving that external path a value."""
        return self._find(self._assigns, ecosystem, module, path)

    def exports(self, ecosystem: str, module: str, path: Path) -> list[Match]:
        """The rules that describe exporting that external path."""
        return self._find(self._exports, ecosystem, module, path)

    def _find(
        self, table: dict[tuple[str, str], dict[Path, list[Match]]], ecosystem: str, module: str, path: Path
    ) -> list[Match]:
        paths = table.get((ecosystem, module)) or next(
            (
                table.get((ecosystem, key), {})
                for registry, prefix, key in self._open
                if registry == ecosystem and module.startswith(prefix)
            ),
            {},
        )
        found = paths.get(path)
        if found is None and len(path) > 1:
            for position in range(len(path) - 1):
                found = paths.get((*path[:position], ANY, *path[position + 1 :]))
                if found:
                    break
        if not found:
            found = [match for pattern in paths if MANY in pattern and meets(path, pattern) for match in paths[pattern]]
        return found

    @property
    def ecosystems(self) -> frozenset[str]:
        """The package registries of the SDKs."""
        return frozenset(sdk.ecosystem for sdk in self.sdks if sdk.ecosystem)

    def configured_by(self, file: str) -> Iterator[tuple[Sdk, ConfigureRule]]:
        """The rules that describe a configuration file of that name (without its suffix)."""
        for sdk in self.sdks:
            for rule in sdk.configure:
                if rule.file == file:
                    yield sdk, rule

    def owns(self, ecosystem: str, package: str) -> Sdk | None:
        """The SDK that a package belongs to."""
        for sdk in self.sdks:
            if sdk.ecosystem != ecosystem:
                continue
            for name in sdk.packages:
                if name == package or (name.endswith("/*") and package.startswith(name[:-1])):
                    return sdk
        return None

    def knows(self, ecosystem: str, module: str) -> bool:
        """Whether a rule describes a module: one of an SDK or of an HTTP client."""
        if any((ecosystem, module) in table for table in (self._calls, self._assigns, self._exports)):
            return True
        return any(registry == ecosystem and module.startswith(prefix) for registry, prefix, _ in self._open)

    def hinted(self, ecosystem: str, name: str) -> Sdk | None:
        """The SDK whose client a bare name suggests."""
        plain = "".join(letter for letter in name.lower() if letter.isalnum())
        return next((sdk for sdk in self.sdks if sdk.ecosystem == ecosystem and plain in sdk.hints), None)


def meets(path: Path, pattern: Path) -> bool:
    """Whether a path is one that a pattern stands for."""
    if not path or not pattern:
        return not path and all(step == MANY for step in pattern)
    if pattern[0] == MANY:
        return meets(path, pattern[1:]) or meets(path[1:], pattern)
    return pattern[0] in (path[0], ANY) and meets(path[1:], pattern[1:])


def _last_name(path: Path) -> list[str]:
    """The last name on a path: that of the call, or of the call whose result is called."""
    names = [step for step in path if step != RESULT]
    return [names[-1]] if names and names[-1] != ANY and not names[-1].startswith("@") else []
