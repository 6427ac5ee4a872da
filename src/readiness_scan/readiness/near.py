"""What looks like instrumentation and proves nothing: shown to people where nothing was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from readiness_scan.manifests import ManifestDependency
from readiness_scan.model.location import Location, Span
from readiness_scan.model.role import Role
from readiness_scan.model.signals import Capture, ErrorSignal, Init, NearMiss
from readiness_scan.options import DeclaredWrapper
from readiness_scan.readiness.aggregate import View
from readiness_scan.resolve.program import Program
from readiness_scan.sdks import Rulebook


def near_misses(
    inits: Iterable[Init],
    dependencies: Iterable[ManifestDependency],
    program: Program,
    screened: Iterable[str],
    rules: Rulebook,
    view: View,
    others: Iterable[NearMiss] = (),
) -> tuple[NearMiss, ...]:
    """Inits that do not count, dependencies without an init, and inits that are commented out, beside `others`."""
    found, misses = list(inits), list(others)
    if not any(item.role is Role.SOURCE for item in found):
        misses += [NearMiss(item.location, f"an init in {item.role.value} code") for item in found]
        misses += _idle(dependencies, rules, view)
        misses += _commented(program, screened, rules, view)
    return tuple(sorted(set(misses), key=lambda miss: (miss.location, miss.what)))


def idle_declarations(
    wrappers: Iterable[DeclaredWrapper], signals: Iterable[Init | Capture | ErrorSignal]
) -> Iterator[NearMiss]:
    """Declared wrappers that no code calls: misspelt, out of date, or their source is in the repository."""
    used = {signal.declared for signal in signals}
    for wrapper in wrappers:
        path, _, line = wrapper.where.rpartition(":")
        if path and wrapper.where not in used:
            place = Location(path, int(line), 1, int(line), 1)
            yield NearMiss(place, f"the declared {wrapper.call} of {wrapper.module}, which no code calls")


def _idle(dependencies: Iterable[ManifestDependency], rules: Rulebook, view: View) -> Iterator[NearMiss]:
    for item in dependencies:
        sdk = rules.owns(item.ecosystem, item.name)
        if sdk is not None and (sdk.init or sdk.configure) and not item.from_lock and view.inside(item.manifest):
            place = Location(view.relative(item.manifest), item.line, 1, item.line, 1)
            yield NearMiss(place, f"the dependency {item.name}, which no code initialises")


def _commented(program: Program, screened: Iterable[str], rules: Rulebook, view: View) -> Iterator[NearMiss]:
    texts = sorted({text.encode() for sdk in rules.sdks for rule in sdk.init for text in rule.near})
    for path in screened:
        unit = program.unit(path) if view.inside(path) else None
        for text in texts if unit is not None else ():
            start = unit.data.find(text) if unit else -1
            if unit is not None and start >= 0 and unit.extractor.is_comment(start):
                location = unit.location(Span(start, start + len(text)))
                yield NearMiss(view.place(location), "an init that is commented out")
